"""reftel diff: what differs between two telegrams, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "diff",
    "What differs between two telegrams, word by word.",
    examples=(
        ("reftel diff 77VARRIN344 77VARRIN344~2", "two texts under one number"),
        ("reftel diff 74HALLEM88 '74 Hallem 88~2' --json", "one JSON object for each piece"),
    ),
)
@click.argument("first", metavar="MRN")
@click.argument("second", metavar="MRN")
@click.option("--case", is_flag=True, help="Let capital and small letters be different.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: in both (same), first (less), second (more)."
)
def command(session: Session, first: str, second: str, case: bool, as_json: bool) -> int:
    """Compare subject and paragraphs of two telegrams as repaired. Exit code 1 where they differ."""
    import msgspec

    from reftel.analysis.differing import differences, telegram_words
    from reftel.show.twins import show_differences

    with session.open_archive() as archive:
        one, other = archive.get(first), archive.get(second)
    pieces = differences(telegram_words(one), telegram_words(other), case=case)
    if as_json:
        for piece in pieces:
            session.write(msgspec.json.encode(piece) + b"\n")
    else:
        session.show(show_differences(one.id, other.id, pieces))
    return int(any(piece.what != "same" for piece in pieces))
