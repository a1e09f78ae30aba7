"""reftel remove: take a telegram out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "remove",
    "Take a telegram out.",
    examples=(
        ("reftel remove 07ASTANA605", "asks first"),
        ("reftel remove 07ASTANA605 --yes --why 'not ours'", "does not ask, and says why in the log"),
    ),
)
@click.argument("number", nargs=-1, required=True, metavar="MRN")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--why", metavar="TEXT", help="A reason, for the log.")
def command(session: Session, number: tuple[str, ...], yes: bool, why: str | None) -> int:
    """Take a telegram out of the archive, with the bytes that nothing else needs; the log keeps a line of it."""
    from reftel.show.safe import visible_line

    asked = " ".join(number)
    with session.open_archive() as archive:
        entry = archive.entry(asked)
    subject = f" ({visible_line(entry.subject)})" if entry.subject else ""
    if not yes and not click.confirm(f"Remove {visible_line(entry.id)}{subject}?", err=True):
        session.say("nothing was removed")
        return 1
    with session.open_writer() as writer:
        name = writer.remove(entry.id, why)
    session.say(f"removed {name}; the log says so")
    return 0
