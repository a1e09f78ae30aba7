"""What is gathered from all that was understood (`gathered.sql`): who is named how often, which days, which kinds."""

from __future__ import annotations

import zlib
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.packing import unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from reftel.model.analysis import Statement


class Known(NamedTuple):
    """One key: its surname, what it is, how it is written, how often it is named, in how many telegrams.

    `first` and `last` are the moments of these telegrams, in seconds; `None` where none has a date, or where nobody
    looked yet (`settled` is false).
    """

    person: str
    surname: str
    type: str
    written: str
    named: int
    telegrams: int
    first: int | None = None
    last: int | None = None
    settled: bool = False


_UNSETTLED = """
    SELECT person, surname, type, max(name), count(*), count(DISTINCT telegram) FROM entity
    WHERE person IN (SELECT person FROM unsettled) GROUP BY person
"""
_SEEN = """
    SELECT min(telegram.dtg), max(telegram.dtg) FROM entity JOIN telegram ON telegram.key = entity.telegram
    WHERE entity.person = ?
"""


def known(connection: sqlite3.Connection) -> Iterator[Known]:
    """Every key that is named; those which are not settled are counted now."""
    settled = "SELECT * FROM person WHERE person NOT IN (SELECT person FROM unsettled)"
    yield from (Known._make((*row, True)) for row in connection.execute(settled))
    yield from (Known(*row) for row in connection.execute(_UNSETTLED))


def seen(connection: sqlite3.Connection, person: str) -> tuple[int, int] | None:
    """The first and the last moment at which a key is named."""
    first, last = connection.execute(_SEEN, (person,)).fetchone()
    return None if first is None else (first, last)


def settle(connection: sqlite3.Connection) -> None:
    """Gather the keys that changed anew; inside a transaction. It takes time with how often these are named."""
    counted = connection.execute(_UNSETTLED).fetchall()
    connection.execute("DELETE FROM person WHERE person IN (SELECT person FROM unsettled)")
    connection.executemany(
        "INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row, *connection.execute(_SEEN, row[:1]).fetchone()) for row in counted),
    )
    connection.execute("DELETE FROM unsettled")


def note_days_and_kinds(
    connection: sqlite3.Connection, telegram: int, days: Iterable[date], kinds: Iterable[str]
) -> None:
    """Note on which days something is dated in a telegram, and of which kinds its statements are."""
    for table in ("dated", "kind"):
        connection.execute(f"DELETE FROM {table} WHERE telegram = ?", (telegram,))  # noqa: S608
    dated = {(day.toordinal(), telegram) for day in days}
    connection.executemany("INSERT INTO dated VALUES (?, ?)", sorted(dated))
    connection.executemany("INSERT INTO kind VALUES (?, ?)", [(kind, telegram) for kind in sorted(set(kinds))])


def worded(statements: Iterable[Statement | _Statement], events: Iterable[str | None]) -> bytes:
    """How statements and dated events are worded, as `wording` keeps it."""
    lines = [_line(one) for one in statements] + [f"\t{_plain(event)}" for event in events if event]
    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"))


def wording_of(connection: sqlite3.Connection, telegram: int) -> str:
    """The lines of `wording` for a telegram, each a kind, a tab and words; none where nothing was understood."""
    row = connection.execute("SELECT bytes FROM wording WHERE telegram = ?", (telegram,)).fetchone()
    return zlib.decompress(row[0]).decode("utf-8", "surrogatepass") if row else ""


def note_wording(connection: sqlite3.Connection, telegram: int, wording: bytes) -> None:
    """Keep how the statements and events of a telegram are worded."""
    connection.execute("INSERT OR REPLACE INTO wording VALUES (?, ?)", (telegram, wording))


def _line(statement: Statement | _Statement) -> str:
    said = statement.words or " ".join(piece.text for piece in statement.content)
    event = statement.about.event if statement.about else None
    return f"{statement.kind}\t{_plain(f'{said} {event}' if event else said)}"


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


class _Date(msgspec.Struct):
    first: date | None = msgspec.field(default=None, name="from")
    event: str | None = None


class _Piece(msgspec.Struct):
    text: str


class _About(msgspec.Struct):
    event: str | None = None


class _Statement(msgspec.Struct):
    kind: str = "claim"
    words: str = ""
    content: tuple[_Piece, ...] = ()
    about: _About | None = None


class _Analysis(msgspec.Struct):
    dates: tuple[_Date, ...] = ()
    statements: tuple[_Statement, ...] = ()


def gather_all(connection: sqlite3.Connection) -> None:
    """Gather everything from what was understood before there were these tables; inside a transaction."""
    decoder = msgspec.json.Decoder(_Analysis)
    reading = connection.cursor()
    for telegram, frame in reading.execute("SELECT telegram, bytes FROM understood ORDER BY telegram"):
        read = decoder.decode(unpacked(frame))
        days, kinds = (one.first for one in read.dates if one.first), (one.kind for one in read.statements)
        note_days_and_kinds(connection, telegram, days, kinds)
        note_wording(connection, telegram, worded(read.statements, (one.event for one in read.dates)))
    connection.execute("INSERT OR IGNORE INTO unsettled SELECT DISTINCT person FROM entity")
    settle(connection)


def note_other_wordings(connection: sqlite3.Connection) -> None:
    """Note how everything is worded of which nobody noted it; inside a transaction."""
    decoder = msgspec.json.Decoder(_Analysis)
    asked = (
        "SELECT telegram, bytes FROM understood WHERE telegram NOT IN (SELECT telegram FROM wording) ORDER BY telegram"
    )
    reading = connection.cursor()
    for telegram, frame in reading.execute(asked):
        read = decoder.decode(unpacked(frame))
        note_wording(connection, telegram, worded(read.statements, (one.event for one in read.dates)))
