"""reftel said: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.cli.options import days_of

if TYPE_CHECKING:
    from datetime import date

    from reftel.cli.session import Session

_KINDS = ["claim", "forecast", "proposal", "request", "denial", "estimate", "concession", "question"]


@archive_command(
    "said",
    "Who said what, with the words themselves.",
    examples=(
        ("reftel said --by Tuyakbay --about elections", "everything one person said on a matter"),
        ("reftel said --about OSCE --kind forecast", "what was forecast, by anybody"),
        ("reftel said --by post --post Kabul --since 2009-07", "what one post says itself, from a month on"),
        ("reftel said --format jsonl > said.jsonl", "one JSON object a line"),
        ("reftel said --about dam --format csv > dam.csv", "a table"),
    ),
)
@click.option("--by", help="The speaker, by any part of the name; `post` for the posts themselves.")
@click.option("--about", help="Words that the statement or its event must hold, in singular or plural.")
@click.option("--kind", type=click.Choice(_KINDS), help="Of one kind.")
@click.option("--post", help="In telegrams of one post, in any spelling.")
@days_of("In telegrams")
@click.option("--limit", type=click.IntRange(1), help="How many at most.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text", show_default=True)
def command(
    session: Session,
    by: str | None,
    about: str | None,
    kind: str | None,
    post: str | None,
    since: date | None,
    until: date | None,
    limit: int | None,
    form: str,
) -> int:
    """List statements by date: telegram, paragraph, speaker, cue and the words themselves.

    All of them, as they are found: `--limit` or a pager (`| less`) stops early. Run `reftel analyze` first.
    """
    from itertools import chain, islice

    from reftel.analysis.exporting import table_lines
    from reftel.archive.numbers import post_meant
    from reftel.cli.understanding import open_library, say_nobody, show_said

    with open_library(session) as library:
        code = post_meant(library.connection, post) if post else None
        asked = library.said(by=by, about=about, kind=kind, post=code, since=since, until=until)
        found = islice(asked, limit)
        first = next(found, None)
        if first is None:
            session.say("No statement was found.")
            if by and not library.persons.called(by):
                say_nobody(session, library, by)
            return 1
        if form == "text":
            for one in chain((first,), found):
                show_said(session, one)
        else:
            for line in table_lines(chain((first,), found), form):
                session.write(line.encode("utf-8", "replace"))
    return 0
