"""A reader's own work: notes on paragraphs, labels, and folders of telegrams. It is no part of the record.

It lies in `notes.sqlite` beside `archive.sqlite`, so that a note never waits for `reftel add` nor holds it up, and
so that the record can be handed on without it. Telegrams are named by their ids, which stay; a note on a
telegram that is not held (yet) is as good as another.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import time
from contextlib import closing, contextmanager
from datetime import datetime  # noqa: TC003 (msgspec reads the annotations)
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.database import NOTES, damage_named, transaction
from reftel.archive.entries import moment
from reftel.errors import ArchiveDamaged, ArchiveTooNew, WrongRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_APPLICATION = 0x5246544E  # "RFTN"
_VERSION = 1
_PATIENCE = 10.0  # seconds that a note waits for another note
_LONGEST = 20_000  # characters of a note
_LONGEST_NAME = 200
_SCHEMA = """
    CREATE TABLE note (
        id INTEGER PRIMARY KEY AUTOINCREMENT, telegram TEXT NOT NULL, paragraph INTEGER, words TEXT NOT NULL,
        who TEXT, made INTEGER NOT NULL, changed INTEGER NOT NULL
    );
    CREATE INDEX note_by_telegram ON note (telegram);
    CREATE TABLE label (
        name TEXT NOT NULL, note INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE, PRIMARY KEY (name, note)
    ) WITHOUT ROWID;
    CREATE INDEX label_by_note ON label (note);
    CREATE TABLE folder (
        address TEXT PRIMARY KEY, name TEXT NOT NULL, about TEXT NOT NULL, made INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE filed (
        folder TEXT NOT NULL REFERENCES folder (address) ON DELETE CASCADE, telegram TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (folder, telegram)
    ) WITHOUT ROWID;
    CREATE INDEX filed_by_telegram ON filed (telegram);
"""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A reader's words on a telegram, or on one of its paragraphs (its true number)."""

    id: int
    telegram: str
    paragraph: int | None
    words: str
    labels: tuple[str, ...]
    who: str | None
    made: datetime
    changed: datetime


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of telegrams, in the order of filing. Its address never changes, whatever it is called."""

    address: str
    name: str
    about: str
    made: datetime
    telegrams: tuple[str, ...]


class Notebook:
    """The notes of an archive. Every method opens the file, does one thing in one transaction and closes it."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / NOTES

    # -- notes

    def write(
        self,
        telegram: str,
        words: str,
        *,
        paragraph: int | None = None,
        labels: Sequence[str] = (),
        who: str | None = None,
    ) -> Note:
        """Write a note on a telegram, by its id.

        Raises:
            WrongRequest: There are no words and no labels, or far too many.
        """
        words, names = _words(words), _names(labels)
        if not words and not names:
            raise WrongRequest("a note needs words, or a label at least")
        now = int(time.time())
        with self._open() as connection, transaction(connection):
            made = connection.execute(
                "INSERT INTO note (telegram, paragraph, words, who, made, changed) VALUES (?, ?, ?, ?, ?, ?)",
                (_line(telegram), paragraph, words, who, now, now),
            )
            number = int(made.lastrowid or 0)
            connection.executemany("INSERT INTO label VALUES (?, ?)", [(name, number) for name in names])
            return _notes(connection, "note.id = ?", (number,))[0]

    def change(self, number: int, words: str, labels: Sequence[str] = ()) -> Note:
        """Put other words and labels in the place of a note's.

        Raises:
            WrongRequest: There is no such note, or the words are none.
        """
        words, names = _words(words), _names(labels)
        if not words and not names:
            raise WrongRequest("a note needs words, or a label at least", "Take it out instead.")
        with self._open() as connection, transaction(connection):
            done = connection.execute(
                "UPDATE note SET words = ?, changed = ? WHERE id = ?", (words, int(time.time()), number)
            )
            if not done.rowcount:
                raise WrongRequest(f"there is no note {number}")
            connection.execute("DELETE FROM label WHERE note = ?", (number,))
            connection.executemany("INSERT INTO label VALUES (?, ?)", [(name, number) for name in names])
            return _notes(connection, "note.id = ?", (number,))[0]

    def take_out(self, number: int) -> Note:
        """Take a note out for good; what it was.

        Raises:
            WrongRequest: There is no such note.
        """
        with self._open() as connection, transaction(connection):
            found = _notes(connection, "note.id = ?", (number,))
            if not found:
                raise WrongRequest(f"there is no note {number}")
            connection.execute("DELETE FROM note WHERE id = ?", (number,))
        return found[0]

    def notes(self, telegram: str | None = None, *, label: str | None = None, words: str | None = None) -> list[Note]:
        """Notes, the latest first: on one telegram, with a label, with all of these words (in note, labels, number)."""
        if not self._place.is_file():
            return []
        condition = """
            (?1 IS NULL OR telegram = ?1)
            AND (?2 IS NULL OR EXISTS (SELECT 1 FROM label WHERE label.note = note.id AND label.name = ?2))
        """
        with self._open() as connection:
            found = _notes(connection, condition, (telegram, label))
        wanted = words.casefold().split() if words else []
        if telegram is not None:
            found.sort(key=lambda note: (note.paragraph or 0, note.id))
        return [note for note in found if _holds(wanted, note.words, note.telegram, *note.labels)]

    def labels(self) -> dict[str, int]:
        """Every label, with how many notes carry it."""
        if not self._place.is_file():
            return {}
        with self._open() as connection:
            return dict(connection.execute("SELECT name, count(*) FROM label GROUP BY name ORDER BY name"))

    # -- folders

    def make_folder(self, name: str, about: str = "") -> Folder:
        """Make a folder; its address is made of its name and of chance.

        Raises:
            WrongRequest: It has no name.
        """
        name = _line(name)
        if not name:
            raise WrongRequest("a folder needs a name")
        start = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
        address = "-".join(filter(None, (start, secrets.token_hex(3))))
        with self._open() as connection, transaction(connection):
            connection.execute(
                "INSERT INTO folder VALUES (?, ?, ?, ?)", (address, name, _words(about), int(time.time()))
            )
            return _folder(connection, address)

    def rename_folder(self, address: str, name: str, about: str = "") -> Folder:
        """Call a folder otherwise; its address stays.

        Raises:
            WrongRequest: There is no such folder, or it would have no name.
        """
        name = _line(name)
        if not name:
            raise WrongRequest("a folder needs a name")
        with self._open() as connection, transaction(connection):
            connection.execute(
                "UPDATE folder SET name = ?, about = ? WHERE address = ?", (name, _words(about), address)
            )
            return _folder(connection, address)

    def remove_folder(self, address: str) -> Folder:
        """Take a folder out; the telegrams and the notes on them stay.

        Raises:
            WrongRequest: There is no such folder.
        """
        with self._open() as connection, transaction(connection):
            found = _folder(connection, address)
            connection.execute("DELETE FROM folder WHERE address = ?", (address,))
        return found

    def file(self, address: str, telegrams: Sequence[str]) -> Folder:
        """Put telegrams, by their ids, into a folder; those in it already stay where they are.

        Raises:
            WrongRequest: There is no such folder.
        """
        now = int(time.time() * 1000)  # filed one after the other, they keep their order
        with self._open() as connection, transaction(connection):
            _folder(connection, address)
            rows = [(address, _line(telegram), now + nth) for nth, telegram in enumerate(telegrams)]
            connection.executemany("INSERT OR IGNORE INTO filed VALUES (?, ?, ?)", rows)
            return _folder(connection, address)

    def unfile(self, address: str, telegram: str) -> Folder:
        """Take a telegram out of a folder.

        Raises:
            WrongRequest: There is no such folder.
        """
        with self._open() as connection, transaction(connection):
            connection.execute("DELETE FROM filed WHERE folder = ? AND telegram = ?", (address, telegram))
            return _folder(connection, address)

    def folder(self, address: str) -> Folder:
        """The folder at an address.

        Raises:
            WrongRequest: There is none.
        """
        if not self._place.is_file():
            raise WrongRequest(f"there is no folder {_line(address)}")
        with self._open() as connection:
            return _folder(connection, address)

    def folders(self, telegram: str | None = None) -> list[Folder]:
        """All folders by name, or those that a telegram is in."""
        if not self._place.is_file():
            return []
        asked = """
            SELECT address FROM folder
            WHERE ?1 IS NULL OR address IN (SELECT folder FROM filed WHERE telegram = ?1) ORDER BY name, address
        """
        with self._open() as connection:
            return [_folder(connection, address) for (address,) in connection.execute(asked, (telegram,)).fetchall()]

    def backup(self, file: Path) -> bool:
        """Write the notes as one consistent file; false where there are none."""
        if not self._place.is_file():
            return False
        with self._open() as connection, closing(sqlite3.connect(file, isolation_level=None)) as target:
            connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        return True

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with (
            damage_named(NOTES),
            closing(sqlite3.connect(self._place, timeout=_PATIENCE, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _bring_up(connection)
            yield connection


def _bring_up(connection: sqlite3.Connection) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > _VERSION:
        raise ArchiveTooNew(version, _VERSION)
    if version == 0:
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0]:
                return  # another made it meanwhile
            if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise ArchiveDamaged(f"{NOTES} is not a reader's notes")
            for statement in filter(str.strip, _SCHEMA.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION:d}")
            connection.execute(f"PRAGMA user_version = {_VERSION:d}")


def _notes(connection: sqlite3.Connection, condition: str, values: Sequence[object]) -> list[Note]:
    labels: dict[int, list[str]] = {}
    for name, number in connection.execute("SELECT name, note FROM label ORDER BY name"):
        labels.setdefault(number, []).append(name)
    columns = "id, telegram, paragraph, words, who, made, changed"
    asked = f"SELECT {columns} FROM note WHERE {condition} ORDER BY id DESC"  # noqa: S608 (conditions of this module)
    return [
        Note(
            id=number, telegram=telegram, paragraph=paragraph, words=words, who=who,
            labels=tuple(labels.get(number, ())), made=_when(made), changed=_when(changed),
        )
        for number, telegram, paragraph, words, who, made, changed in connection.execute(asked, tuple(values))
    ]  # fmt: skip


def _folder(connection: sqlite3.Connection, address: str) -> Folder:
    row = connection.execute("SELECT name, about, made FROM folder WHERE address = ?", (address,)).fetchone()
    if row is None:
        raise WrongRequest(f"there is no folder {_line(address)}")
    filed = connection.execute("SELECT telegram FROM filed WHERE folder = ? ORDER BY at, telegram", (address,))
    telegrams = tuple(str(telegram) for (telegram,) in filed)
    return Folder(address=address, name=row[0], about=row[1], made=_when(row[2]), telegrams=telegrams)


def _when(seconds: int) -> datetime:
    when = moment(seconds)
    assert when is not None
    return when


def _holds(wanted: Sequence[str], *texts: str) -> bool:
    text = "\n".join(texts).casefold()
    return all(word in text for word in wanted)


def _words(words: str) -> str:
    if len(words) > _LONGEST:
        raise WrongRequest(f"that is {len(words):,} characters; a note has room for {_LONGEST:,}")
    return words.replace("\r\n", "\n").strip()


def _line(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_NAME]


def _names(labels: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for label in labels if (name := _line(label))))
