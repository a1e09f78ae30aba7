"""reftel folder: collections of telegrams."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from reftel.archive.notebook import Folder
    from reftel.cli.session import Session


@archive_command(
    "folder",
    "Your own folders of telegrams, each with a permanent address.",
    examples=(
        ("reftel folder --make 'The treaty'", "a new folder; its address is printed"),
        ("reftel folder the-treaty-a1b2c3 --file 04HALLEM512 --file 04VARRIN301", "put telegrams into it"),
        ("reftel folder the-treaty-a1b2c3", "what is in it"),
        ("reftel folder --json > folders.jsonl", "all of them, for other programs"),
    ),
)
@click.argument("address", required=False)
@click.option("--make", metavar="NAME", help="Make a folder of this name.")
@click.option("--file", "filed", multiple=True, metavar="MRN", help="Put a telegram into it.")
@click.option("--unfile", multiple=True, metavar="MRN", help="Take a telegram out of it.")
@click.option("--rename", metavar="NAME", help="Call it otherwise; its address stays.")
@click.option("--remove", is_flag=True, help="Take the folder out; the telegrams stay.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    session: Session,
    address: str | None,
    make: str | None,
    filed: tuple[str, ...],
    unfile: tuple[str, ...],
    rename: str | None,
    remove: bool,
    as_json: bool,
) -> int:
    """List folders, or make, fill, show, rename and remove one. They lie in `notes.sqlite` beside the record."""
    from reftel.archive.notebook import Notebook

    with session.open_archive() as archive:
        notebook = Notebook(session.folder)
        if make is not None:
            address = notebook.make_folder(make).address
        if address is None:
            if filed or unfile or rename is not None or remove:
                raise WrongRequest("which folder? Name its address", "reftel folder lists them.")
            folders = notebook.folders()
            for one in folders:
                _show(session, one, as_json=as_json)
            if not folders:
                session.say("There is no folder yet; reftel folder --make NAME makes one.")
            return 0 if folders else 1
        if remove:
            _show(session, notebook.remove_folder(address), as_json=as_json)
            session.say("removed")
            return 0
        found = notebook.folder(address)
        if rename is not None:
            found = notebook.rename_folder(address, rename, found.about)
        if filed:
            found = notebook.file(address, [archive.entry(number).id for number in filed])
        for number in unfile:
            found = notebook.unfile(address, archive.find_id(number) or number)
        _show(session, found, as_json=as_json)
        if not as_json:
            for telegram in found.telegrams:
                subject = archive.entry(telegram).subject if archive.find_id(telegram) else "(not held)"
                session.show_whole(f"  {telegram}  {subject or ''}")
    return 0


def _show(session: Session, folder: Folder, *, as_json: bool) -> None:
    import msgspec

    from reftel.show.words import count_words

    if as_json:
        session.write(msgspec.json.encode(folder) + b"\n")
        return
    about = f"  {folder.about}" if folder.about else ""
    session.show_whole(f"{folder.address}  {folder.name}  ({count_words(len(folder.telegrams), 'telegram')}){about}")
