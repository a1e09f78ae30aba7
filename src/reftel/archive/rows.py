"""One row at a time: what stands in the tables for a telegram, a witness and its bytes.

The caller begins and ends the transaction.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from reftel.archive.corrections import corrections, describe_corrected
from reftel.archive.entries import seconds

if TYPE_CHECKING:
    import sqlite3

    from reftel.archive.placing import Place
    from reftel.archive.store import Store
    from reftel.model.telegram import Telegram

_LARGEST = 2**63 - 1  # what SQLite holds


class Rows:
    """Writes the rows of an archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection = store.connection

    def find_content(self, sha256: bytes) -> int | None:
        """The number of the bytes with that hash, if they are held."""
        row = self._connection.execute("SELECT id FROM content WHERE sha256 = ?", (sha256,)).fetchone()
        return int(row[0]) if row else None

    def insert_content(self, sha256: bytes, content: bytes) -> int:
        """Keep bytes that came in."""
        frame = self._store.packing.pack("source", content)
        done = self._connection.execute(
            "INSERT INTO content (sha256, size, bytes) VALUES (?, ?, ?)", (sha256, len(content), frame)
        )
        return _number_of(done)

    def drop_unneeded(self, content: int) -> None:
        """Let bytes go in which no telegram is found any more."""
        self._connection.execute(
            "DELETE FROM content WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM witness WHERE content = ?1)", (content,)
        )

    def next_key(self) -> int:
        """The key that SQLite would give to the next telegram: above all that ever were."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'telegram'").fetchone()
        return int(row[0]) + 1 if row else 1

    def insert_witness(
        self, key: int, content: int, nth: int, path: str, name: str, words: bytes, stamp: int, record: bytes
    ) -> int:
        """Keep what was read at a place; the number of the witness."""
        done = self._connection.execute(
            "INSERT INTO witness (telegram, content, ordinal, path, name, words, stamp, added)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (key, content, nth, path, name, words, stamp, int(time.time())),
        )
        frame = self._store.packing.pack("record", record)
        self._connection.execute("INSERT INTO record (witness, bytes) VALUES (?, ?)", (_number_of(done), frame))
        return _number_of(done)

    def update_witness(self, witness: int, nth: int, name: str, words: bytes, stamp: int, record: bytes) -> None:
        """Put another reading in the place of the one before."""
        self._connection.execute(
            "UPDATE witness SET ordinal = ?, name = ?, words = ?, stamp = ? WHERE id = ?",
            (nth, name, words, stamp, witness),
        )
        frame = self._store.packing.pack("record", record)
        self._connection.execute("UPDATE record SET bytes = ? WHERE witness = ?", (frame, witness))

    def insert_telegram(
        self, place: Place, key: int, words: bytes, stamp: int, witness: int, telegram: Telegram
    ) -> None:
        """Keep a telegram under the id that its place gives it."""
        said = (key, place.id, place.copy, words, stamp, witness, *_columns(telegram))
        self._connection.execute(_INSERT_TELEGRAM, said)
        self._describe(key, telegram)
        self.tell_index(key)

    def update_telegram(self, key: int, words: bytes, stamp: int, witness: int, telegram: Telegram) -> None:
        """Say of a telegram what its record says now."""
        said = (words, stamp, witness, *_columns(telegram), key)
        self._connection.execute(_UPDATE_TELEGRAM, said)
        for table in ("tally", "reference"):
            self._connection.execute(f"DELETE FROM {table} WHERE telegram = ?", (key,))  # noqa: S608
        self._describe(key, telegram)
        self.tell_index(key)

    def forget_telegram(self, key: int) -> None:
        """Take a telegram out with its witnesses, their records and their bytes."""
        asked = "SELECT DISTINCT content FROM witness WHERE telegram = ?"
        contents = self._connection.execute(asked, (key,)).fetchall()
        self._connection.execute("DELETE FROM witness WHERE telegram = ?", (key,))
        self._connection.execute("DELETE FROM telegram WHERE key = ?", (key,))
        for (content,) in contents:
            self.drop_unneeded(content)
        self.tell_index(key)

    def tell_index(self, key: int) -> None:
        """Put a telegram on the list of what the index has to learn."""
        self._connection.execute("INSERT INTO outbox (telegram) VALUES (?)", (key,))

    def log(self, what: str, name: str | None, detail: str | None) -> None:
        """Write down what was done to the archive."""
        self._connection.execute(
            "INSERT INTO log (at, what, name, detail) VALUES (?, ?, ?, ?)", (int(time.time()), what, name, detail)
        )

    def _describe(self, key: int, telegram: Telegram) -> None:
        """Write what is counted and looked up about a telegram: defects, repairs, references, aliases."""
        tallies = Counter(("defect", defect.defect) for defect in telegram.defects)
        tallies.update(("repair", repair.rule) for repair in telegram.repairs)
        self._connection.executemany(
            "INSERT INTO tally (kind, name, telegram, times) VALUES (?, ?, ?, ?)",
            [(kind, name, key, times) for (kind, name), times in tallies.items()],
        )
        self._connection.executemany(
            "INSERT INTO reference (mrn, telegram) VALUES (?, ?)",
            [(mrn, key) for mrn in {reftel.mrn for reftel in telegram.reftels if reftel.mrn}],
        )
        (name,) = self._connection.execute("SELECT id FROM telegram WHERE key = ?", (key,)).fetchone()
        describe_corrected(self._connection, key, telegram, corrections(self._connection, name))


_INSERT_TELEGRAM = """
    INSERT INTO telegram (key, id, copy, words, stamp, witness,
                          mrn, year, post, number, dtg, level, subject, dialect, container)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE_TELEGRAM = """
    UPDATE telegram SET words = ?, stamp = ?, witness = ?, mrn = ?, year = ?, post = ?, number = ?, dtg = ?, level = ?,
                        subject = ?, dialect = ?, container = ?
    WHERE key = ?
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


def _fitting(number: int | None) -> int | None:
    return number if number is not None and abs(number) <= _LARGEST else None


def _number_of(done: sqlite3.Cursor) -> int:
    assert done.lastrowid is not None
    return done.lastrowid
