"""reftel sample: the sample collection, written out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import plain_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.cli.session import Session


@plain_command(
    "sample",
    "Write out the sample collection.",
    examples=(("reftel sample telegrams && reftel add telegrams", "an archive to try things on"),),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(session: Session, folder: Path) -> None:
    """Write out the sample collection: telegrams written for reftel, from countries that do not exist.

    They tell one story in the layouts of 1973-79 and the 2000s, with every kind of damage that real ones have.
    """
    from reftel.sample import sample_folder
    from reftel.show.words import count_words

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongRequest(f"there is something at {folder} already", "Name a new or an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    files = sorted((sample_folder() / "telegrams").iterdir())
    for file in files:
        shutil.copyfile(file, folder / file.name)
    session.say(f"wrote {count_words(len(files), 'file')} to {folder}")
