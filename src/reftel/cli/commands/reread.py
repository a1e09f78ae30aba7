"""reftel reread: read the held sources again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "reread",
    "Read the held sources again.",
    examples=(("reftel backup before.sqlite && reftel reread", "after an update of reftel"),),
)
def command(session: Session) -> int:
    """Read the held sources again, after the rules of reading have improved. Corrections by people stay.

    Nothing is fetched: the archive keeps the bytes that came in. What cannot be read any more stays as it was.
    """
    from reftel.cli.bars import step_bar
    from reftel.cli.reading import HeldReader
    from reftel.show.answers import show_reread

    told = step_bar(lambda: session.err, "reading again")
    with session.open_archive():
        pass  # a reread of no archive makes none
    with session.open_writer() as writer:
        report = writer.reread(HeldReader(), heard=lambda so_far: told(so_far.files, so_far.total))
    session.show(show_reread(report))
    return 1 if report.failures.total else 0
