"""reftel find: telegrams by their words, and by what stands in their heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.cli.questions import take_questions, typed_question

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "find",
    "Find telegrams by their words and headings.",
    examples=(
        ("reftel find early elections", "telegrams that hold both words, in any of their forms and spellings"),
        ("reftel find '\"early elections\" -tariff'", "words that stand together; without another"),
        ("reftel find 'dam (treaty OR accord) from:varrin dtg:1974'", "one or the other, of one post and year"),
        ("reftel find 'minist* w/5 resign*'", "words that begin so, at most five words apart"),
        ("reftel find '=Nazarbaev tags:PGOV sort:-dtg'", "this spelling only; the last sent first"),
        ("reftel find dam --facets", "how the hits divide by year, post, TAGS, classification ..."),
        ("reftel find dam --format csv > dam.csv", "all hits, for a table"),
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", type=click.IntRange(min=0), help="How many hits; 20, or all for the other formats.")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N hits.")
@click.option(
    "--sort",
    metavar="ORDER",
    help="relevance, dtg, or number (within a post); -dtg and -number give the last first.",
)
@click.option("--facets", is_flag=True, help="Count all hits by year, post, TAGS, classification, addressee, caption.")
@click.option("--exact", is_flag=True, help="Search the words as they are typed, in no other form or spelling.")
@click.option(
    "--passages", type=click.IntRange(min=0), metavar="N", help="Paragraphs of each hit; 2, or none for other formats."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mrn", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="For people, one number a line, one JSON object a line, or a table.",
)
def command(
    session: Session,
    words: tuple[str, ...],
    limit: int | None,
    offset: int,
    sort: str | None,
    facets: bool,
    exact: bool,
    passages: int | None,
    form: str,
) -> None:
    """Find telegrams, the best first, with the paragraphs of each that show why.

    The language of questions is described in docs/search.md. Put a question in quotation marks, so that the shell
    leaves it alone. Nothing typed is an error; what was searched stands below the hits.
    """
    from reftel.archive import MAIN_FACETS
    from reftel.cli.printing import print_hits
    from reftel.show.finding import show_found

    question = typed_question(words)
    with session.open_archive() as archive:
        if form == "text":
            found = archive.find(
                question,
                limit=20 if limit is None else limit,
                offset=offset,
                facets=MAIN_FACETS if facets else (),
                sort=sort,
                exact=exact,
                passages=2 if passages is None else passages,
            )
            session.show(show_found(found, offset))
        else:
            for note in archive.find(question, limit=0, exact=exact).notes:
                session.say(f"{note.typed}: {note.meaning}")
            hits = archive.find_all(question, offset, sort=sort, exact=exact, passages=passages or 0)
            print_hits(session, hits, limit, form)


take_questions(command)
