"""The analysis of a whole archive, kept in its tables: only what is new or changed is understood again."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.analysis.desks import Rows, Waiting, understand_all, understand_at_desks
from reftel.analysis.understand import RULES
from reftel.archive.crew import cores
from reftel.archive.database import connect_to_write, lock, transaction
from reftel.archive.gathering import note_days_and_kinds, note_wording, settle
from reftel.archive.packing import unpacked
from reftel.archive.store import Store
from reftel.archive.versions import bring_up
from reftel.model.analysis import Analysis, DateMention, Entity, Meeting, Relation, Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

_decoder = msgspec.json.Decoder(Analysis)


class Spoken(msgspec.Struct, frozen=True):
    """As much of an analysis as most questions need: without the places of every name, it is read twice as quick."""

    statements: tuple[Statement, ...] = ()
    dates: tuple[DateMention, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    relations: tuple[Relation, ...] = ()


class Known(msgspec.Struct, frozen=True):
    """As much of an analysis as is known of people: who they are, what they said, whom they met, and when."""

    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    meetings: tuple[Meeting, ...] = ()


class Met(msgspec.Struct, frozen=True):
    """The meetings of an analysis alone."""

    meetings: tuple[Meeting, ...] = ()


class _Dates(msgspec.Struct, frozen=True):
    dates: tuple[DateMention, ...] = ()


class Sayings(NamedTuple):
    """Some of the statements of a telegram, each after its place, with what is stated about any of them."""

    statements: Sequence[tuple[int, Statement]]
    relations: tuple[Relation, ...]


class _Sayings(msgspec.Struct, frozen=True):
    statements: tuple[msgspec.Raw, ...] = ()
    relations: tuple[Relation, ...] = ()


class _Relations(msgspec.Struct, frozen=True):
    relations: tuple[Relation, ...] = ()


_dates_decoder = msgspec.json.Decoder(_Dates)
_relations_decoder = msgspec.json.Decoder(_Relations)
_sayings_decoder = msgspec.json.Decoder(_Sayings)
_statement_decoder = msgspec.json.Decoder(Statement)
_met_decoder = msgspec.json.Decoder(Met)
_known_decoder = msgspec.json.Decoder(Known)
_spoken_decoder = msgspec.json.Decoder(Spoken)
_BATCH = 100
_WORTH_PROCESSES = 300  # telegrams; fewer are understood before other processes have started
#: The fact that says when something was understood last.
UNDERSTOOD = "understood"
_WAITING = """
    SELECT telegram.key, telegram.stamp, telegram.post, telegram.id FROM telegram
    LEFT JOIN understood ON understood.telegram = telegram.key
    WHERE understood.telegram IS NULL OR understood.stamp != telegram.stamp OR understood.rules != ?
    ORDER BY telegram.key
"""


def analyze_archive(
    folder: Path,
    told: Callable[[int, int], None] | None = None,
    *,
    most: int | None = None,
    processes: int | None = None,
) -> int:
    """Understand every telegram (`most`: so many) that is new, changed, or was understood by older rules; how many.

    What is done stays done: after an interruption the same call goes on. Each batch is one transaction. `processes`
    work at it, 0: this one alone; by default one for each core, where there is enough for them.
    """
    with lock(folder), closing(connect_to_write(folder)) as connection:
        bring_up(connection)
        waiting = [Waiting(*row) for row in connection.execute(_WAITING, (RULES,)).fetchall()[:most]]
        store = Store(connection)
        desks = processes if processes is not None else cores() if len(waiting) >= _WORTH_PROCESSES else 0
        done = 0
        try:
            with closing(
                understand_at_desks(folder, waiting, _BATCH, desks) if desks else understand_all(store, waiting, _BATCH)
            ) as batches:
                for batch in batches:
                    with transaction(connection):
                        for rows in batch:
                            _keep(connection, rows)
                        store.set_fact(UNDERSTOOD, str(time.time_ns()))
                    done += len(batch)
                    if told is not None:
                        told(done, len(waiting))
        finally:
            with transaction(connection):
                settle(connection)
    return len(waiting)


def _keep(connection: sqlite3.Connection, rows: Rows) -> None:
    key, stamp = rows.waiting.key, rows.waiting.stamp
    note_days_and_kinds(connection, key, rows.days, rows.kinds)
    note_wording(connection, key, rows.wording)
    for table in ("understood", "entity", "voice"):
        connection.execute(f"DELETE FROM {table} WHERE telegram = ?", (key,))  # noqa: S608
    connection.execute("INSERT INTO understood VALUES (?, ?, ?, ?)", (key, stamp, RULES, rows.packed))
    connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)", [(key, *one) for one in rows.entities])
    connection.executemany(
        "INSERT OR IGNORE INTO voice VALUES (?, ?, ?)", [(person, key, nth) for person, nth in rows.voices]
    )


def unpack(frame: bytes) -> Analysis:
    """The analysis kept in a row of `understood`."""
    return _decoder.decode(unpacked(frame))


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


def unpack_known(frame: bytes) -> Known:
    """What is known of people, of the analysis kept in a row of `understood`."""
    return _known_decoder.decode(unpacked(frame))


def unpack_sayings(frame: bytes, places: Sequence[int] | None = None, kind: str | None = None) -> Sayings:
    """The statements at these places, or all, of a kind, of the analysis kept in a row of `understood`.

    The others are passed over unread: each names its kind in the same signs, which no words of a text can hold.
    """
    read = _sayings_decoder.decode(unpacked(frame))
    mark = f'"kind":"{kind}"'.encode() if kind else b""
    chosen = [
        (place, _statement_decoder.decode(read.statements[place]))
        for place in (range(len(read.statements)) if places is None else places)
        if mark in bytes(read.statements[place])
    ]
    return Sayings(chosen, read.relations)


def unpack_relations(frame: bytes) -> tuple[Relation, ...] | None:
    """What a telegram states of agreement and change; `None` where it states nothing."""
    return _relations_decoder.decode(unpacked(frame)).relations or None


def unpack_dates(frame: bytes) -> tuple[DateMention, ...]:
    """The dates alone, of the analysis kept in a row of `understood`."""
    return _dates_decoder.decode(unpacked(frame)).dates


def unpack_met(frame: bytes) -> Met:
    """The meetings alone, of the analysis kept in a row of `understood`."""
    return _met_decoder.decode(unpacked(frame))


def unpack_spoken(frame: bytes) -> Spoken:
    """What was said, dated and met, of the analysis kept in a row of `understood`."""
    return _spoken_decoder.decode(unpacked(frame))
