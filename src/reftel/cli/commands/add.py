"""reftel add: a folder of telegrams goes in, an archive comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "add",
    "Add telegrams to the archive.",
    examples=(
        ("reftel add telegrams/", "everything in a folder and the folders in it"),
        ("reftel add dump.zip notes.txt", "a zip archive and a file"),
        ("reftel --archive rivers add telegrams/", "into an archive of another name"),
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def command(session: Session, paths: tuple[str, ...]) -> int:
    """Add telegrams: files, folders and zip archives of text, HTML, PDF and tables.

    The archive is made where there is none. Adding the same files again changes nothing, so the same command goes on
    where it was interrupted. What cannot be read is told with its cause, and stops nothing else.
    """
    from reftel.archive.adding import add_places
    from reftel.archive.reading import HeldFiles
    from reftel.cli.progress import AddingBar
    from reftel.cli.reading import NewReader, places_of
    from reftel.show.answers import show_report

    bar = AddingBar(session, paths)
    try:
        with session.open_writer() as writer, bar:
            report = add_places(
                writer, places_of(paths), NewReader(HeldFiles(writer.folder)), heard=bar.heard, failed=bar.failed
            )
    except KeyboardInterrupt:
        session.say(f"{bar.new:,} telegrams were added and stay; the same command goes on from there")
        raise
    session.show(show_report(report))
    return 1 if report.failures.total else 0
