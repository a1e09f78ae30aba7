"""reftel said: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session

_KINDS = ["claim", "forecast", "proposal", "request", "denial", "estimate", "concession", "question"]


@archive_command(
    "said",
    "Who said what, with the words themselves.",
    examples=(
        ("reftel said --by Tuyakbay --about elections", "everything one person said on a matter"),
        ("reftel said --about OSCE --kind forecast", "what was forecast, by anybody"),
        ("reftel said --by post", "the posts' own comments"),
        ("reftel said --format jsonl > said.jsonl", "one JSON object a line"),
    ),
)
@click.option("--by", help="The speaker, by any part of the name; `post` for the posts themselves.")
@click.option("--about", help="Words that the statement or its event must hold.")
@click.option("--kind", type=click.Choice(_KINDS), help="Of one kind.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def command(session: Session, by: str | None, about: str | None, kind: str | None, form: str) -> int:
    """List statements by date: telegram, paragraph, speaker, cue and the words themselves.

    Run `reftel analyze` first.
    """
    import json

    from reftel.analysis.exporting import row
    from reftel.cli.understanding import open_library, show_said

    count = 0
    with open_library(session) as library:
        for one in library.said(by=by, about=about, kind=kind):
            count += 1
            if form == "jsonl":
                session.write((json.dumps(row(one), ensure_ascii=False) + "\n").encode())
            else:
                show_said(session, one)
    if not count:
        session.say("No statement was found.")
    return 0 if count else 1
