"""A reader's own work: notes, labels, and folders of telegrams. It is kept apart from the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from reftel.archive.notebook import Folder, Note, Notebook
from reftel.archive.watching import Watches
from reftel.errors import WrongRequest
from reftel.web.addresses import search_address, telegram_address, with_query
from reftel.web.place import Ask, Elsewhere, Page, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.archive import Entry
    from reftel.web.place import Asked

ASKS = (Ask("q", "words of the note"), Ask("label", "notes with this label"), Ask("telegram", "notes on this telegram"))
_A_PAGE = 100
_LONGEST_QUESTION = 1000
_NOTE_COLUMNS = ("id", "telegram", "paragraph", "labels", "words", "who", "made", "changed", "address")
_FOLDER_COLUMNS = ("telegram", "date", "level", "subject", "address")


# -- notes


def page(asked: Asked) -> Page:
    """Your notes, the latest first, your folders, and the questions you keep."""
    notebook = Notebook(asked.room.folder)
    found = _notes(asked, notebook)
    shown = {
        "notes": found[:_A_PAGE],
        "total": len(found),
        "labels": notebook.labels(),
        "folders": notebook.folders(),
        "watches": list(Watches(asked.room.archive)),
        "answers": search_address,
        "words": asked.words("q"),
        "label": asked.words("label"),
        "of": asked.words("telegram"),
        "place": note_address,
        "query": dict(asked.query),
    }
    return Page("notes.html", "Notes, folders and questions", shown)


def data(asked: Asked) -> list[Note]:
    """Your notes, the latest first."""
    return _notes(asked, Notebook(asked.room.folder))


def rows(asked: Asked) -> Table:
    """Your notes as a table."""
    listed = (
        (
            one.id, one.telegram, one.paragraph, "; ".join(one.labels), one.words, one.who, one.made.isoformat(),
            one.changed.isoformat(), note_address(one),
        )
        for one in _notes(asked, Notebook(asked.room.folder))
    )  # fmt: skip
    return Table(_NOTE_COLUMNS, listed, "notes.csv")


def sent(asked: Asked) -> Elsewhere:
    """Write a note, change one, or take one out: `do` says which."""
    notebook = Notebook(asked.room.folder)
    what = asked.field("do")
    if what == "take out":
        note = notebook.take_out(_number(asked.field("note")))
    elif what == "change":
        note = notebook.change(_number(asked.field("note")), asked.field("words"), _labels(asked))
    else:
        telegram = asked.room.archive.get(asked.field("telegram"))
        paragraph = int(said) if (said := asked.field("paragraph")).isascii() and said.isdigit() else None
        if paragraph is not None and paragraph not in {each.number for each in telegram.paragraphs}:
            raise WrongRequest(f"{telegram.id} has no paragraph {said}")
        note = notebook.write(telegram.id, asked.field("words"), paragraph=paragraph, labels=_labels(asked))
    return Elsewhere("/notes" if asked.field("back") == "notes" else note_address(note))


def note_address(note: Note) -> str:
    """Where a note stands: the paragraph that it is on."""
    return telegram_address(note.telegram, f"p{note.paragraph}" if note.paragraph is not None else "your-notes")


def _notes(asked: Asked, notebook: Notebook) -> list[Note]:
    return notebook.notes(
        asked.words("telegram") or None, label=asked.words("label") or None, words=asked.words("q") or None
    )


def _labels(asked: Asked) -> list[str]:
    return asked.field("labels")[:2000].split(",")


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise WrongRequest("there is no such note")
    return int(said)


# -- folders


def folder(asked: Asked) -> Page:
    """One of your folders with its telegrams; its address stays, whatever it is called."""
    found = _folder(asked)
    held = _entries(asked, found.telegrams)
    shown = {"folder": found, "telegrams": [(name, held.get(name)) for name in found.telegrams]}
    return Page("folder.html", found.name, shown)


def folder_data(asked: Asked) -> Folder:
    """One of your folders: its name, what it is about, the ids of its telegrams."""
    return _folder(asked)


def folder_rows(asked: Asked) -> Table:
    """The telegrams of a folder as a table."""
    found = _folder(asked)
    held = _entries(asked, found.telegrams)
    listed = (_row(name, held.get(name)) for name in found.telegrams)
    return Table(_FOLDER_COLUMNS, listed, f"{found.address}.csv")


def questions_sent(asked: Asked) -> Elsewhere:
    """Keep a question under a name, or forget one: `do` says which. `reftel watch run` tells what is new to it."""
    kept = Watches(asked.room.archive)
    if asked.field("do") == "forget":
        kept.remove(asked.field("name"))
    elif not 0 < len(question := asked.field("question").strip()) <= _LONGEST_QUESTION:
        raise WrongRequest("what is to be kept?", f"A question, of {_LONGEST_QUESTION:,} characters at most.")
    else:
        kept.add(asked.field("name"), question)
    return Elsewhere("/notes#questions")


def folders_sent(asked: Asked) -> Elsewhere:
    """Make a folder."""
    made = Notebook(asked.room.folder).make_folder(asked.field("name"), asked.field("about"))
    telegram = asked.field("telegram")
    if telegram:
        Notebook(asked.room.folder).file(made.address, [asked.room.archive.entry(telegram).id])
    return Elsewhere(f"/folder/{made.address}")


def folder_sent(asked: Asked) -> Elsewhere:
    """File telegrams into a folder, take one out, call it otherwise, or remove it: `do` says which."""
    notebook = Notebook(asked.room.folder)
    address = asked.path["address"]
    what = asked.field("do")
    if what == "remove":
        notebook.remove_folder(address)
        return Elsewhere("/notes")
    if what == "rename":
        notebook.rename_folder(address, asked.field("name"), asked.field("about"))
    elif what == "take out":
        notebook.unfile(address, asked.field("telegram"))
    else:
        numbers = asked.field("telegrams").replace(",", "\n").splitlines()[:1000]
        notebook.file(address, [asked.room.archive.entry(number).id for number in numbers if number.strip()])
    return Elsewhere(with_query(f"/folder/{address}", {}))


def _folder(asked: Asked) -> Folder:
    try:
        return Notebook(asked.room.folder).folder(asked.path["address"])
    except WrongRequest as error:
        raise HTTPException(404) from error


def _entries(asked: Asked, names: Sequence[str]) -> dict[str, Entry]:
    archive = asked.room.archive
    return {name: archive.entry(name) for name in names if archive.find_id(name) == name}


def _row(name: str, entry: Entry | None) -> tuple[object, ...]:
    when = entry.dtg.isoformat() if entry and entry.dtg else None
    return (
        name, when, entry.level if entry else None, entry.subject if entry else "not held", telegram_address(name),
    )  # fmt: skip
