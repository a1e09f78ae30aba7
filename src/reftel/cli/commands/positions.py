"""reftel positions: speakers against a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "positions",
    "Who holds what on a matter, since when.",
    examples=(("reftel positions 'judicial reform'", "every speaker's statements about it, by date"),),
)
@click.argument("matter")
def command(session: Session, matter: str) -> int:
    """Set speakers against a matter: each with the statements about it, by date."""
    from reftel.cli.understanding import line, open_library, show_said

    with open_library(session) as library:
        found = library.positions(matter)
        for speaker, statements in sorted(found.items()):
            line(session, speaker)
            for one in statements:
                show_said(session, one)
    return 0 if found else 1
