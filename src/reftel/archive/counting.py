"""What an archive holds, counted from its tables without opening a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3


class Tally(msgspec.Struct, frozen=True, gc=False):
    """A kind of defect or repair: in how many telegrams, and how often in all."""

    telegrams: int
    times: int


class Stats(msgspec.Struct, frozen=True):
    """What an archive holds. In the tables by year and so on `None` counts the telegrams that have none."""

    telegrams: int
    witnesses: int
    without_number: int
    conflicts: int
    missing: int
    source_bytes: int
    stored_bytes: int
    by_year: dict[int | None, int]
    by_post: dict[str | None, int]
    by_classification: dict[str | None, int]
    by_dialect: dict[str, int]
    by_container: dict[str, int]
    defects: dict[str, Tally]
    repairs: dict[str, Tally]


def stats(connection: sqlite3.Connection) -> Stats:
    """Count everything; by year in order, the rest with the most frequent first.

    `conflicts` are numbers under which several texts are held, `missing` numbers that are referred to and not held.
    `source_bytes` came in, `stored_bytes` is what the database takes on the disk.
    """

    def number(asked: str) -> int:
        return int(connection.execute(asked).fetchone()[0])

    return Stats(
        telegrams=number("SELECT count(*) FROM telegram"),
        witnesses=number("SELECT count(*) FROM witness"),
        without_number=number("SELECT count(*) FROM telegram WHERE mrn IS NULL"),
        conflicts=number("SELECT count(*) FROM (SELECT 1 FROM telegram GROUP BY mrn HAVING count(mrn) > 1)"),
        missing=number(
            "SELECT count(*) FROM (SELECT DISTINCT mrn FROM reference) AS cited"
            " WHERE NOT EXISTS (SELECT 1 FROM telegram WHERE telegram.mrn = cited.mrn)"
            " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.name = cited.mrn)"
        ),
        source_bytes=number("SELECT coalesce(sum(size), 0) FROM content"),
        stored_bytes=number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
        by_year=_counts(connection, "year", "year"),
        by_post=_counts(connection, "post"),
        by_classification=_counts(connection, "level"),
        by_dialect=_counts(connection, "dialect"),
        by_container=_counts(connection, "container"),
        defects=_tallies(connection, "defect"),
        repairs=_tallies(connection, "repair"),
    )


def _counts(connection: sqlite3.Connection, column: str, order: str = "count(*) DESC") -> dict:  # type: ignore[type-arg]
    asked = f"SELECT {column}, count(*) FROM telegram GROUP BY {column} ORDER BY {order}, {column}"  # noqa: S608
    return dict(connection.execute(asked))


def _tallies(connection: sqlite3.Connection, kind: str) -> dict[str, Tally]:
    asked = "SELECT name, count(*), sum(times) FROM tally WHERE kind = ? GROUP BY name ORDER BY 2 DESC, name"
    return {name: Tally(telegrams, times) for name, telegrams, times in connection.execute(asked, (kind,))}
