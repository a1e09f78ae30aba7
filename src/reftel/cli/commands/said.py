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
    ),
)
@click.option("--by", help="The speaker, by any part of the name; `post` for the posts themselves.")
@click.option("--about", help="Words that the statement or its event must hold, in singular or plural.")
@click.option("--kind", type=click.Choice(_KINDS), help="Of one kind.")
@click.option("--post", help="In telegrams of one post, in any spelling.")
@days_of("In telegrams")
@click.option("--limit", type=click.IntRange(1), help="How many at most.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
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

    Run `reftel analyze` first.
    """
    import json
    from itertools import islice

    from reftel.analysis.exporting import row
    from reftel.cli.options import post_code
    from reftel.cli.understanding import open_library, show_said

    code = post_code(post) if post else None
    count = 0
    with open_library(session) as library:
        found = library.said(by=by, about=about, kind=kind, post=code, since=since, until=until)
        for count, one in enumerate(islice(found, limit), start=1):  # noqa: B007 (how many there were)
            if form == "jsonl":
                session.write((json.dumps(row(one), ensure_ascii=False) + "\n").encode())
            else:
                show_said(session, one)
    if not count:
        session.say("No statement was found.")
    return 0 if count else 1
