"""Putting telegrams into the archive and taking them out, each call one transaction."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reftel.archive.database import transaction
from reftel.archive.entries import seconds
from reftel.archive.numbers import alias_form
from reftel.archive.placing import Claim, place, stamp_of, words_hash
from reftel.archive.store import Store, decode, encode

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from reftel.model.telegram import Telegram

_LARGEST = 2**63 - 1  # what SQLite holds


class Added(msgspec.Struct, frozen=True, gc=False):
    """What became of telegrams that were added.

    `new` were not held; of these, `conflicts` came under a number that another text has. `witnesses` were held already
    and found in a new place; `unchanged` had been added before from the same file.
    """

    new: int = 0
    witnesses: int = 0
    unchanged: int = 0
    conflicts: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.witnesses + other.witnesses,
            self.unchanged + other.unchanged,
            self.conflicts + other.conflicts,
        )

    @property
    def total(self) -> int:
        """All telegrams that came in."""
        return self.new + self.witnesses + self.unchanged


class Incoming(NamedTuple):
    """A telegram on its way in: itself, its record as bytes with their stamp, and the bytes it was found in."""

    telegram: Telegram
    record: bytes
    stamp: int
    content: bytes


def incoming(readings: Iterable[tuple[Telegram, bytes]]) -> list[Incoming]:
    """Telegrams and their bytes, encoded."""
    encoded = ((telegram, encode(telegram), content) for telegram, content in readings)
    return [Incoming(telegram, record, stamp_of(record), content) for telegram, record, content in encoded]


def incoming_encoded(readings: Iterable[tuple[bytes, bytes]]) -> list[Incoming]:
    """The same for telegrams that another process has encoded."""
    return [Incoming(decode(record), record, stamp_of(record), content) for record, content in readings]


class Shelving:
    """Writes telegrams to the tables. The caller holds the lock and tells the index afterwards."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection

    def add(self, arriving: Sequence[Incoming]) -> tuple[Added, list[tuple[int, Incoming]]]:
        """Add telegrams in one transaction; what is new comes back with its key, for the index.

        Telegrams from one file stand together, and all of them in one call: a file that is held is passed over whole.
        """
        with self._all_or_nothing():
            self._store.packing.train("source", [item.content for item in arriving])
            self._store.packing.train("record", [item.record for item in arriving])
            added, fresh = Added(), []
            for (content, path), group in groupby(arriving, key=_where):
                counted, new = self._add_file(content, path, list(group))
                added += counted
                fresh += new
        return added, fresh

    def remove(self, key: int, name: str, why: str | None) -> None:
        """Take a telegram out with everything that was kept of it, and leave a line in the log."""
        with self._all_or_nothing():
            contents = self._connection.execute("SELECT DISTINCT content FROM witness WHERE telegram = ?", (key,))
            orphans = contents.fetchall()
            self.forget(key)
            self.log("remove", name, why)
            self._connection.executemany(
                "DELETE FROM content WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM witness WHERE content = ?1)", orphans
            )

    def forget(self, key: int) -> None:
        """Delete a telegram and its witnesses (inside a transaction)."""
        self._connection.execute("DELETE FROM witness WHERE telegram = ?", (key,))
        self._connection.execute("DELETE FROM telegram WHERE key = ?", (key,))
        self.tell_index(key)

    def log(self, what: str, name: str | None, detail: str | None) -> None:
        """Write down what was done to the archive."""
        self._connection.execute(
            "INSERT INTO log (at, what, name, detail) VALUES (?, ?, ?, ?)", (int(time.time()), what, name, detail)
        )

    def tell_index(self, key: int) -> None:
        """Put a telegram on the list of what the index has to learn."""
        self._connection.execute("INSERT INTO outbox (telegram) VALUES (?)", (key,))

    def _all_or_nothing(self) -> Any:
        return transaction(self._connection)

    def _add_file(self, content: bytes, path: str, group: list[Incoming]) -> tuple[Added, list[tuple[int, Incoming]]]:
        number, known = self._shelve(content)
        if known and self._has_witness(number, path):
            return Added(unchanged=len(group)), []
        added, fresh = Added(), []
        for nth, item in enumerate(group):
            counted, key = self._add_telegram(item, number, nth)
            added += counted
            if key is not None:
                fresh.append((key, item))
        return added, fresh

    def _shelve(self, content: bytes) -> tuple[int, bool]:
        """The number of these bytes, and whether they were held before."""
        sha256 = hashlib.sha256(content).digest()
        row = self._connection.execute("SELECT id FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        if row:
            return int(row[0]), True
        frame = self._store.packing.pack("source", content)
        done = self._connection.execute(
            "INSERT INTO content (sha256, size, bytes) VALUES (?, ?, ?)", (sha256, len(content), frame)
        )
        return _number_of(done), False

    def _has_witness(self, content: int, path: str) -> bool:
        asked = "SELECT 1 FROM witness WHERE content = ? AND path = ?"
        return self._connection.execute(asked, (content, path)).fetchone() is not None

    def _add_telegram(self, item: Incoming, content: int, nth: int) -> tuple[Added, int | None]:
        claim, words = Claim.of(item.telegram), words_hash(item.telegram)
        found = place(self._connection, claim, words)
        key = found.key if found.key is not None else self._next_key()
        witness = self._insert_witness(item, content, nth, key, words)
        if found.key is not None:
            return Added(witnesses=1), None
        said = (key, found.id, found.copy, words, item.stamp, witness, *_columns(item.telegram))
        self._connection.execute(_INSERT_TELEGRAM, said)
        self.describe(key, item.telegram)
        self.tell_index(key)
        return Added(new=1, conflicts=int(found.copy > 1)), key

    def _next_key(self) -> int:
        """The key that SQLite would give to the next telegram: above all that ever were."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'telegram'").fetchone()
        return int(row[0]) + 1 if row else 1

    def _insert_witness(self, item: Incoming, content: int, nth: int, key: int, words: bytes) -> int:
        telegram = item.telegram
        done = self._connection.execute(
            "INSERT INTO witness (telegram, content, ordinal, path, mrn, words, stamp, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, content, nth, telegram.source.path, telegram.mrn, words, item.stamp, int(time.time())),
        )
        frame = self._store.packing.pack("record", item.record)
        self._connection.execute("INSERT INTO record (witness, bytes) VALUES (?, ?)", (_number_of(done), frame))
        return _number_of(done)

    def describe(self, key: int, telegram: Telegram) -> None:
        """Write what is counted and looked up about a telegram: defects, repairs, references, aliases."""
        tallies = Counter(("defect", defect.defect) for defect in telegram.defects)
        tallies.update(("repair", repair.rule) for repair in telegram.repairs)
        self._connection.executemany(
            "INSERT INTO tally (kind, name, telegram, times) VALUES (?, ?, ?, ?)",
            ((kind, name, key, times) for (kind, name), times in tallies.items()),
        )
        self._connection.executemany(
            "INSERT INTO reference (mrn, telegram) VALUES (?, ?)",
            ((mrn, key) for mrn in {reftel.mrn for reftel in telegram.reftels if reftel.mrn}),
        )
        self._connection.executemany(
            "INSERT INTO alias (name, telegram) VALUES (?, ?)",
            ((name, key) for name in {alias_form(alias) for alias in telegram.aliases}),
        )


_INSERT_TELEGRAM = """
    INSERT INTO telegram (key, id, copy, words, stamp, witness,
                          mrn, year, post, number, dtg, level, subject, dialect, container)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _columns(telegram: Telegram) -> tuple[object, ...]:
    return (
        telegram.mrn,
        _fitting(telegram.year),
        telegram.post,
        _fitting(telegram.number),
        seconds(telegram.dtg),
        telegram.classification.level,
        telegram.subject,
        telegram.source.dialect,
        telegram.source.container,
    )


def _where(item: Incoming) -> tuple[bytes, str]:
    return item.content, item.telegram.source.path


def _fitting(number: int | None) -> int | None:
    return number if number is not None and abs(number) <= _LARGEST else None


def _number_of(done: sqlite3.Cursor) -> int:
    assert done.lastrowid is not None
    return done.lastrowid
