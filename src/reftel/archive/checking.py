"""Does the archive agree with itself? Every hash, every record, every row, and the index against them."""

from __future__ import annotations

import hashlib
import sqlite3
import struct
import zlib
from typing import TYPE_CHECKING

import msgspec
import tantivy

from reftel.archive.database import INDEX
from reftel.archive.finding import Finder
from reftel.archive.index import schema
from reftel.archive.placing import Claim, numbered, stamp_of, words_hash
from reftel.archive.soundness import faults
from reftel.archive.store import decode
from reftel.archive.vocabulary import VOCABULARY, vocabulary_is_sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reftel.archive.store import Store
    from reftel.model.telegram import Telegram

    Told = Callable[[int, int], None] | None

#: Every kind of finding and what it means. One list for code, pages and docs.
KINDS: dict[str, str] = {
    "database": "SQLite finds its own file damaged, or rows that point nowhere",
    "content": "bytes that came in cannot be unpacked or are not what their hash says",
    "record": "a record cannot be read",
    "spans": "the spans of a text do not join to the text",
    "repairs": "a repair does not fit the text that it repairs",
    "paragraphs": "a paragraph does not read as the repaired text",
    "places": "something is said to stand outside of the text, or has an unknown name",
    "rows": "what the tables say of a telegram is not what its record says",
    "orphan": "a witness without a telegram, a telegram without a witness, or bytes that nothing needs",
    "index": "the index does not hold what the record does; delete it, and it is made anew",
}

_STEP = 20_000  # telegrams compared with the index at a time
_TOLD_AFTER = 200
_PIECE = 1 << 20


class Finding(msgspec.Struct, frozen=True, gc=False):
    """Something wrong with the archive: a key of `KINDS`, what it is about (an id, a path, a table), and a sentence."""

    kind: str
    about: str
    message: str

    def __str__(self) -> str:
        return f"{self.about}: {self.message}"


def check(store: Store, folder: Path, *, with_index: bool = True, told: Told = None) -> Iterator[Finding]:
    """Everything that is wrong with an archive, as it is found; nothing for a sound one.

    `told` hears (records checked, of how many).
    """
    store.packing.forget()  # what it remembers may not be there any more
    try:
        yield from _database(store.connection)
        yield from _contents(store)
        yield from _records(store, told)
        yield from _orphans(store.connection)
    except sqlite3.DatabaseError as error:
        yield Finding("database", "archive.sqlite", f"{error}; what comes after this place was not checked")
    if with_index:
        yield from _index_files(folder / INDEX)
        yield from _index(store, folder)


def _database(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding("database", "archive.sqlite", str(message))
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("database", f"{table} {row}", f"points to a row of {parent} that is not there")


def _contents(store: Store) -> Iterator[Finding]:
    for number, sha256, size, frame in store.connection.execute("SELECT id, sha256, size, bytes FROM content"):
        about = f"content {number}"
        try:
            plain = store.packing.unpack(frame)
        except ValueError as error:
            yield Finding("content", about, str(error))
            continue
        if hashlib.sha256(plain).digest() != sha256 or len(plain) != size:
            yield Finding("content", about, "the bytes are not those that came in")


def _records(store: Store, told: Told) -> Iterator[Finding]:
    asked = """
        SELECT witness.id, record.bytes, witness.name, witness.words, witness.stamp, path, sha256,
               telegram.id, telegram.witness = witness.id, telegram.mrn, telegram.words, telegram.stamp, telegram.copy
        FROM witness JOIN content ON content.id = witness.content
        LEFT JOIN record ON record.witness = witness.id LEFT JOIN telegram ON telegram.key = witness.telegram
    """
    total = int(store.connection.execute("SELECT count(*) FROM witness").fetchone()[0])
    for done, (_number, frame, *row) in enumerate(store.connection.execute(asked), start=1):
        about = f"{row[3]} ({row[5]})"
        try:
            record = store.packing.unpack(frame or b"")
            telegram = decode(record)
        except ValueError as error:
            yield Finding("record", about, str(error))
            continue
        yield from (Finding(kind, about, message) for kind, message in faults(telegram))
        yield from (Finding("rows", about, message) for message in _row_faults(telegram, record, *row))
        if told and (done % _TOLD_AFTER == 0 or done == total):
            told(done, total)


def _row_faults(
    telegram: Telegram,
    record: bytes,
    claimed: str,
    words: bytes,
    stamp: int,
    path: str,
    sha256: bytes,
    name: str | None,
    chosen: int | None,
    telegram_mrn: str | None,
    telegram_words: bytes | None,
    telegram_stamp: int | None,
    copy: int | None,
) -> Iterator[str]:
    claim = Claim.of(telegram)
    if (claim.name, words_hash(telegram), stamp_of(record)) != (claimed, words, stamp):
        yield "the row of the witness is not that of its record"
    if (telegram.source.path, telegram.source.sha256) != (path, sha256.hex()):
        yield "the record names another file than it was found in"
    if name is None:
        return  # an orphan, said elsewhere
    if (claim.mrn, words, numbered(claim.name, copy or 1)) != (telegram_mrn, telegram_words, name):
        yield f"it does not belong to the telegram {name}; `reftel reread` puts it right"
    if chosen and telegram_stamp != stamp:
        yield f"the row of {name} is not that of its record; `reftel reread` puts it right"


def _orphans(connection: sqlite3.Connection) -> Iterator[Finding]:
    without = """
        SELECT id FROM telegram WHERE NOT EXISTS
            (SELECT 1 FROM witness WHERE witness.id = telegram.witness AND witness.telegram = telegram.key)
    """
    for (name,) in connection.execute(without):
        yield Finding("orphan", name, "the witness of its record is not there")
    unneeded = "SELECT id FROM content WHERE NOT EXISTS (SELECT 1 FROM witness WHERE witness.content = content.id)"
    for (number,) in connection.execute(unneeded):
        yield Finding("orphan", f"content {number}", "no telegram was found in these bytes")


def _index_files(place: Path) -> Iterator[Finding]:
    """Every file of the index ends with a checksum of the rest; tantivy itself does not look at it when opening."""
    for file in sorted(place.glob("[!.]*.*")):
        if file.name.startswith(VOCABULARY):
            sound = vocabulary_is_sound(file)
        else:
            sound = file.suffix in {".json", ".lock"} or _is_whole(file)
        if not sound:
            yield Finding("index", f"{INDEX}/{file.name}", "the file is damaged")


def _is_whole(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(size - 8)
            length, _ = struct.unpack("<II", stream.read(8))
            stream.seek(size - 8 - length)
            footer = msgspec.json.decode(stream.read(length), type=_Footer)
            stream.seek(0)
            left, found = size - 8 - length, 0
            while left > 0 and (piece := stream.read(min(left, _PIECE))):
                found = zlib.crc32(piece, found)
                left -= len(piece)
    except FileNotFoundError:
        return True  # merged away since the folder was listed
    except (OSError, ValueError, struct.error):
        return False
    return found == footer.crc


class _Footer(msgspec.Struct):
    crc: int


def _index(store: Store, folder: Path) -> Iterator[Finding]:
    try:
        searcher = Finder(folder).searcher()
    except (ValueError, OSError) as error:
        yield Finding("index", INDEX, f"it cannot be opened: {error}")
        return
    waiting = int(store.connection.execute("SELECT count(*) FROM outbox").fetchone()[0])
    if waiting:
        yield Finding("index", INDEX, f"{waiting} changes have not come to it")
    held = int(store.connection.execute("SELECT count(*) FROM telegram").fetchone()[0])
    if searcher.num_docs != held:
        yield Finding("index", INDEX, f"it holds {searcher.num_docs} telegrams in place of {held}")
    last = int(store.connection.execute("SELECT coalesce(max(key), 0) FROM telegram").fetchone()[0])
    for first in range(1, last + 1, _STEP):
        yield from _index_part(store.connection, searcher, first, first + _STEP - 1)


def _index_part(connection: sqlite3.Connection, searcher: tantivy.Searcher, first: int, last: int) -> Iterator[Finding]:
    keys = tantivy.Query.range_query(schema(), "key", tantivy.FieldType.Integer, first, last)
    found = [address for _, address in searcher.search(keys, limit=_STEP * 2, count=False).hits]
    indexed = sorted(
        zip(searcher.fast_field_values("key", found), searcher.fast_field_values("stamp", found), strict=True)
    )
    asked = "SELECT key, stamp, id FROM telegram WHERE key BETWEEN ? AND ? ORDER BY key"
    rows = connection.execute(asked, (first, last)).fetchall()
    stamps = dict(indexed)
    if len(stamps) < len(indexed):
        yield Finding("index", INDEX, f"it knows telegrams twice between the keys {first} and {last}")
    for key, stamp, name in rows:
        if key not in stamps:
            yield Finding("index", name, "the index does not know it")
        elif stamps.pop(key) != stamp:
            yield Finding("index", name, "the index knows an earlier reading of it")
    for key in stamps:
        yield Finding("index", f"key {key}", "the index knows a telegram that is not held")
