"""reftel find: telegrams by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "find",
    "Find telegrams by their words.",
    examples=(
        ("reftel find early elections", "telegrams that hold both words, in any of their forms"),
        ("reftel find '\"early elections\" tariff'", "the words in quotation marks stand together"),
        ("reftel find dam --limit 100", "more hits"),
        ("reftel find dam --format mrn", "all hits, one number a line"),
    ),
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", type=click.IntRange(min=0), help="How many hits; 20, or all for --format mrn and jsonl.")
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N hits.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mrn", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, one number a line, or one JSON object a line.",
)
def command(session: Session, words: tuple[str, ...], limit: int | None, offset: int, form: str) -> None:
    """Find telegrams by their words, the best first, with the piece of each that shows why."""
    from reftel.cli.printing import print_hits
    from reftel.show.answers import show_found

    with session.open_archive() as archive:
        if form == "text":
            found = archive.find(" ".join(words), limit=20 if limit is None else limit, offset=offset)
            session.show(show_found(found, offset))
        else:
            print_hits(session, archive, " ".join(words), limit, offset, form)
