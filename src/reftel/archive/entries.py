"""What the archive says of a telegram without opening its record, and where it was found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COLUMNS = """
    telegram.key, telegram.id, telegram.mrn, telegram.year, telegram.post, telegram.number, telegram.dtg,
    telegram.level, telegram.subject, telegram.dialect, telegram.container,
    telegram.mrn IS NOT NULL
        AND EXISTS (SELECT 1 FROM telegram AS other WHERE other.mrn = telegram.mrn AND other.key <> telegram.key)
"""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One telegram of the archive as a line of a list.

    `key` is the archive's own number for it, never used again for another. `level` is its classification.
    `conflict` says that another text is held under the same MRN.
    """

    key: int
    id: str
    mrn: str | None
    year: int | None
    post: str | None
    number: int | None
    dtg: datetime | None
    level: str | None
    subject: str | None
    dialect: str
    container: str
    conflict: bool


class Witness(msgspec.Struct, frozen=True, gc=False):
    """One place where a telegram was found. `id` is the archive's number for it, `added` when it came.

    `chosen` says that the telegram's record is the one read here. `nth` counts the telegrams of one file from 0.
    """

    id: int
    telegram: str
    path: str
    sha256: str
    size: int
    nth: int
    added: datetime
    chosen: bool


class Logged(msgspec.Struct, frozen=True, gc=False):
    """Something done to the archive that cannot be seen in it any more: when, what, to which telegram, and why."""

    at: datetime
    what: str
    name: str | None
    detail: str | None


def moment(seconds: int | None) -> datetime | None:
    """A moment in UTC from seconds since 1970 (before it, they are negative)."""
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)


def seconds(when: datetime | None) -> int | None:
    """Seconds since 1970; a moment without a zone is taken as UTC."""
    if when is None:
        return None
    return int(((when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH).total_seconds())


def entries(connection: sqlite3.Connection, condition: str = "1", values: Iterable[Any] = ()) -> Iterator[Entry]:
    """The entries that meet an SQL condition (written here in the package; `values` are what may come from outside)."""
    asked = f"SELECT {_COLUMNS} FROM telegram WHERE {condition}"  # noqa: S608
    for row in connection.execute(asked, tuple(values)):
        key, name, mrn, year, post, number, dtg, level, subject, dialect, container, conflict = row
        sent = moment(dtg)
        yield Entry(key, name, mrn, year, post, number, sent, level, subject, dialect, container, bool(conflict))


def entries_by_key(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Entry]:
    """The entries of these keys, those that are held."""
    wanted = msgspec.json.encode(list(keys)).decode()
    found = entries(connection, "telegram.key IN (SELECT value FROM json_each(?))", (wanted,))
    return {entry.key: entry for entry in found}


def witnesses(connection: sqlite3.Connection, key: int) -> list[Witness]:
    """Where a telegram was found, in the order of finding."""
    asked = """
        SELECT witness.id, telegram.id, path, sha256, size, ordinal, added, witness.id = telegram.witness
        FROM witness JOIN telegram ON telegram.key = witness.telegram JOIN content ON content.id = witness.content
        WHERE witness.telegram = ? ORDER BY witness.id
    """
    return [
        Witness(number, name, path, sha256.hex(), size, nth, _EPOCH + timedelta(seconds=added), bool(chosen))
        for number, name, path, sha256, size, nth, added, chosen in connection.execute(asked, (key,))
    ]


def held_of_file(connection: sqlite3.Connection, path: str, sha256: str) -> int:
    """How many telegrams were found in a file of this path and these bytes; 0 where it was never added."""
    asked = "SELECT count(*) FROM witness JOIN content ON content.id = content WHERE sha256 = ? AND path = ?"
    return int(connection.execute(asked, (bytes.fromhex(sha256), path)).fetchone()[0])


def log(connection: sqlite3.Connection) -> Iterator[Logged]:
    """What was done, in order."""
    for at, what, name, detail in connection.execute("SELECT at, what, name, detail FROM log ORDER BY id"):
        yield Logged(_EPOCH + timedelta(seconds=at), what, name, detail)
