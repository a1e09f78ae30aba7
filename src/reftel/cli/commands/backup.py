"""reftel backup: one consistent file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "backup",
    "Write the archive as one file.",
    examples=(("reftel backup ~/backups/reftel.sqlite", "while others read and write"),),
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
def command(session: Session, file: Path) -> None:
    """Write the whole archive as one consistent file, while others read and write.

    To use it, put it as `archive.sqlite` into a folder of its own: the index is made from it. Your notes and folders
    are written beside it, to be put there as `notes.sqlite`.
    """
    from reftel.show.words import size_words

    with session.open_archive() as archive:
        notes = archive.backup(file)
    for written in filter(None, (file, notes)):
        session.say(f"wrote {written}, {size_words(written.stat().st_size)}")
