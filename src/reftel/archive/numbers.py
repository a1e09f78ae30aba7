"""From what a person types to a telegram held, to the closest numbers there are, or to a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reftel.facts import posts
from reftel.model.number import compact_post, parse_mrn

if TYPE_CHECKING:
    import sqlite3

_COPY = re.compile(r"(.*)~([0-9]{1,9})\Z", re.DOTALL)
_SHORTEST_HASH = 6  # digits of a hash id that are enough, where only one telegram begins so
_FURTHEST = 3  # changed, lost, added or swapped characters that still make a near miss


def find_key(connection: sqlite3.Connection, asked: str) -> int | None:
    """The key of the telegram that is meant: any spelling of its number, its id, an alias, the start of a hash id."""
    wanted = asked.strip()[:200]
    exact = connection.execute("SELECT key FROM telegram WHERE id = ?", (wanted,)).fetchone()
    if exact:
        return int(exact[0])
    with_copy = _COPY.match(wanted)
    number = parse_mrn(with_copy[1] if with_copy else wanted)
    if number is None:
        return _by_hash(connection, wanted)
    copy = int(with_copy[2]) if with_copy else None
    return _by_number(connection, str(number), copy)


def _by_number(connection: sqlite3.Connection, mrn: str, copy: int | None) -> int | None:
    held = """
        SELECT key, copy FROM telegram WHERE mrn = ?1
        UNION ALL SELECT key, copy FROM alias JOIN telegram ON key = telegram WHERE name = ?1
        ORDER BY copy
    """
    found = [int(key) for key, nth in connection.execute(held, (mrn,)) if copy in {None, nth}]
    return found[0] if found else None


def _by_hash(connection: sqlite3.Connection, asked: str) -> int | None:
    start = asked.lower()
    if not start.startswith("sha-") or len(start) < len("sha-") + _SHORTEST_HASH:
        return None
    begins = "SELECT key FROM telegram WHERE id >= ? AND id < ? || 'g' AND copy = 1 LIMIT 2"
    found = connection.execute(begins, (start, start)).fetchall()
    return int(found[0][0]) if len(found) == 1 else None


def held_numbers(connection: sqlite3.Connection, numbers: set[str]) -> set[str]:
    """Those of the numbers under which a telegram is held."""
    asked = "SELECT 1 FROM telegram WHERE mrn = ? UNION ALL SELECT 1 FROM alias WHERE name = ? LIMIT 1"
    return {number for number in numbers if connection.execute(asked, (number, number)).fetchone()}


def alias_form(alias: str) -> str:
    """The form in which an alias is kept and asked for.

    >>> alias_form("1979SANJO05291")
    '79SANJO5291'
    """
    number = parse_mrn(alias)
    return str(number) if number else alias


def close_numbers(connection: sqlite3.Connection, asked: str, limit: int = 5) -> tuple[str, ...]:
    """The numbers held that are closest to what was asked by changed, lost, added or swapped characters."""
    number = parse_mrn(asked)
    if number is None:
        wanted = re.sub(r"[^A-Z0-9]", "", asked.upper())[:60]
        rows = connection.execute("SELECT DISTINCT mrn FROM telegram WHERE mrn IS NOT NULL")
    else:
        wanted = str(number)
        # A slip in two of the three parts of a number is no near miss.
        near = """
            SELECT DISTINCT mrn FROM telegram
            WHERE post = ?1 OR (year = ?2 AND number = ?3) OR (year = ?2 AND post >= ?4 AND post < ?4 || '[')
        """
        rows = connection.execute(near, (number.post, number.year, number.number, number.post[:1]))
    held = [row[0] for row in rows if row[0]]
    found = process.extract(wanted, held, scorer=OSA.distance, score_cutoff=_FURTHEST, limit=limit)
    return tuple(name for name, _, _ in found)


def holds_post(connection: sqlite3.Connection, post: str) -> bool:
    """Whether telegrams of a post are held under this very name."""
    return connection.execute("SELECT 1 FROM telegram WHERE post = ? LIMIT 1", (post,)).fetchone() is not None


def post_meant(connection: sqlite3.Connection, asked: str, year: int | None = None) -> str:
    """The post that is meant by any spelling, as numbers carry it; a name that telegrams bear goes before the table's.

    Where neither knows the name it is as a number would carry it, and empty where it has no letters: nothing has it.
    """
    name = compact_post(asked)
    if name and holds_post(connection, name):
        return name
    known = posts().called(asked, year)
    return known.mrn_name if known else name
