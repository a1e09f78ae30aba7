"""The analysis of a whole archive, kept in its tables: only what is new or changed is understood again."""

from __future__ import annotations

import time
import zlib
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.persons import person_key
from reftel.analysis.understand import RULES, analyze
from reftel.archive.database import connect_to_write, lock, transaction
from reftel.archive.store import Store
from reftel.archive.versions import bring_up
from reftel.model.analysis import POST, Analysis, DateMention, Meeting, Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Analysis)


class Spoken(msgspec.Struct, frozen=True):
    """As much of an analysis as most questions need: without the places of every name, it is read twice as quick."""

    statements: tuple[Statement, ...] = ()
    dates: tuple[DateMention, ...] = ()
    meetings: tuple[Meeting, ...] = ()


_spoken_decoder = msgspec.json.Decoder(Spoken)
_BATCH = 100
#: The fact that says when something was understood last.
UNDERSTOOD = "understood"
_WAITING = """
    SELECT telegram.key, telegram.stamp, telegram.post, telegram.id FROM telegram
    LEFT JOIN understood ON understood.telegram = telegram.key
    WHERE understood.telegram IS NULL OR understood.stamp != telegram.stamp OR understood.rules != ?
    ORDER BY telegram.key
"""


def analyze_archive(folder: Path, told: Callable[[int, int], None] | None = None, *, most: int | None = None) -> int:
    """Understand every telegram (`most`: so many) that is new, changed, or was understood by older rules; how many.

    What is done stays done: after an interruption the same call goes on. Each batch is one transaction.
    """
    with lock(folder):
        connection = connect_to_write(folder)
        try:
            bring_up(connection)
            waiting = connection.execute(_WAITING, (RULES,)).fetchall()[:most]
            store = Store(connection)
            for start in range(0, len(waiting), _BATCH):
                batch = waiting[start : start + _BATCH]
                done = [(*row, analyze(store.telegram(row[0]))) for row in batch]
                with transaction(connection):
                    for key, stamp, post, name, analysis in done:
                        _keep(connection, key, stamp, post, name, analysis)
                    store.set_fact(UNDERSTOOD, str(time.time_ns()))
                if told is not None:
                    told(start + len(batch), len(waiting))
        finally:
            connection.close()
    return len(waiting)


def _keep(
    connection: sqlite3.Connection, key: int, stamp: int, post: str | None, name: str, analysis: Analysis
) -> None:
    for table in ("understood", "entity", "voice"):
        connection.execute(f"DELETE FROM {table} WHERE telegram = ?", (key,))  # noqa: S608
    connection.execute(
        "INSERT INTO understood VALUES (?, ?, ?, ?)", (key, stamp, RULES, zlib.compress(_encoder.encode(analysis), 6))
    )
    keys: dict[str, str] = {POST: POST}
    for entity in analysis.entities:
        keys[entity.id], surname = person_key(entity, post, name)
        connection.execute(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)",
            (key, entity.id, entity.type, entity.name, keys[entity.id], surname),
        )
    connection.executemany(
        "INSERT OR IGNORE INTO voice VALUES (?, ?, ?)",
        [
            (keys[voice], key, nth)
            for nth, one in enumerate(analysis.statements)
            for voice in one.voices
            if voice in keys
        ],
    )


def unpack(frame: bytes) -> Analysis:
    """The analysis kept in a row of `understood`."""
    return _decoder.decode(zlib.decompress(frame))


def understood_of(connection: sqlite3.Connection, key: int) -> Analysis | None:
    """What was understood of the telegram of that key; `None` where it was not analysed yet."""
    row = connection.execute("SELECT bytes FROM understood WHERE telegram = ?", (key,)).fetchone()
    return unpack(row[0]) if row else None


def person_keys(connection: sqlite3.Connection, key: int) -> dict[str, str]:
    """The entities of a telegram by their ids: under which key each is known across telegrams, but for hidden ones."""
    asked = """
        SELECT id, person FROM entity WHERE telegram = ?
        AND person NOT IN (SELECT first FROM decision WHERE what = 'hide' AND undone IS NULL)
    """
    return {str(name): str(person) for name, person in connection.execute(asked, (key,))}


def unpack_spoken(frame: bytes, words: Sequence[str] = ()) -> Spoken | None:
    """What was said and dated, of the analysis kept in a row of `understood`; `None` where it lacks one of the words.

    The words are in lower case.
    """
    plain = zlib.decompress(frame)
    if words:
        text = plain.decode().lower()
        if not all(word in text or not word.isascii() for word in words):
            return None
    return _spoken_decoder.decode(plain)
