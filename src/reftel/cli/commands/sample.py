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
    examples=(
        ("reftel sample DIR && reftel add DIR/telegrams", "an archive to try things on"),
        ("reftel --facts DIR/tables show 06VARRIN911", "with the posts and places of the sample"),
    ),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(session: Session, folder: Path) -> None:
    """Write out the sample collection: telegrams written for reftel, from countries that do not exist.

    They tell one story in the layouts of 1973-79 and the 2000s, with every kind of damage that real ones have. The
    telegrams go to DIR/telegrams, tables of their invented posts and places to DIR/tables (see --facts).
    """
    from reftel.sample import sample_folder
    from reftel.show.words import count_words

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongRequest(f"there is something at {folder} already", "Name a new or an empty folder.")
    collection = sample_folder()
    shutil.copytree(collection / "telegrams", folder / "telegrams")
    (folder / "tables").mkdir()
    for table in ("posts.csv", "tags.csv"):
        shutil.copyfile(collection / table, folder / "tables" / table)
    files = count_words(sum(1 for _ in (folder / "telegrams").iterdir()), "file")
    session.say(f"wrote {files} to {folder / 'telegrams'}, tables of their posts and places to {folder / 'tables'}")
