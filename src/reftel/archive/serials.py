"""The numbers of each post's year with their dates: what is held, and what is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.archive.edges import NO_CARD
from reftel.model.number import full_year, parse_mrn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class Serial(NamedTuple):
    """A number of a post's year, and when: seconds since 1970, UTC."""

    number: int
    at: int


class PostYear(NamedTuple):
    """A post and a year of which something is held or cited."""

    post: str
    year: int


def held_serials(connection: sqlite3.Connection, post: str, year: int) -> list[Serial]:
    """The dated telegrams held of a post's year, by number; of several texts the earliest date."""
    asked = """
        SELECT number, min(dtg) FROM telegram
        WHERE post = ? AND year = ? AND number IS NOT NULL AND dtg IS NOT NULL GROUP BY number ORDER BY number
    """
    return [Serial(int(number), int(at)) for number, at in connection.execute(asked, (post, year))]


def held_numbers_of(connection: sqlite3.Connection, post: str, year: int) -> set[int]:
    """Every number held of a post's year, dated or not, also as another form of a telegram's number."""
    asked = f"SELECT number FROM telegram WHERE post = ? AND year = ? AND number IS NOT NULL AND {NO_CARD}"  # noqa: S608
    held = {int(number) for (number,) in connection.execute(asked, (post, year))}
    start = f"{year % 100:02d}{post}"
    also = "SELECT name FROM alias WHERE name >= ?1 AND name < ?1 || ':'"
    for (name,) in connection.execute(also, (start,)):
        digits = str(name)[len(start) :]
        if digits.isdigit():
            held.add(int(digits))
    return held


def cards(connection: sqlite3.Connection, post: str, year: int) -> dict[int, str]:
    """The withdrawal cards held of a post's year: numbers with the ids under which they are held."""
    asked = f"SELECT number, id FROM telegram WHERE post = ? AND year = ? AND number IS NOT NULL AND NOT ({NO_CARD})"  # noqa: S608
    return {int(number): str(name) for number, name in connection.execute(asked, (post, year))}


def cited_numbers(connection: sqlite3.Connection, start: str) -> Iterator[tuple[int, int | None]]:
    """Every number cited for certain under year and post (`74LAPAZ`), with the date of each telegram that cites it."""
    asked = """
        SELECT edge.mrn, telegram.dtg FROM edge JOIN telegram ON telegram.key = edge.telegram
        WHERE edge.mrn >= ?1 AND edge.mrn < ?1 || ':' AND edge.kind = 'telegram'
    """
    for mrn, at in connection.execute(asked, (start,)):
        digits = str(mrn)[len(start) :]
        if digits.isdigit():
            yield int(digits), at


def all_held(connection: sqlite3.Connection) -> dict[PostYear, dict[int, int | None]]:
    """Every number held of every post's year, with its earliest date."""
    held: dict[PostYear, dict[int, int | None]] = {}
    asked = f"""
        SELECT post, year, number, min(dtg) FROM telegram
        WHERE number IS NOT NULL AND post IS NOT NULL AND year IS NOT NULL AND {NO_CARD} GROUP BY post, year, number
    """  # noqa: S608
    last, numbers = None, {}
    for post, year, number, at in connection.execute(asked):
        if (post, year) != last:
            last = (post, year)
            numbers = held.setdefault(PostYear(post, year), {})
        numbers[number] = at
    return held


def all_aliases(connection: sqlite3.Connection) -> Iterator[tuple[PostYear, int]]:
    """Every other form of the number of a telegram held, as post and year, and number: DHAHRA 16 for DHAHRAN 16."""
    for (name,) in connection.execute("SELECT DISTINCT name FROM alias"):
        mrn = parse_mrn(name)
        if mrn is not None:
            yield PostYear(mrn.post, mrn.year), mrn.number


def all_cited(connection: sqlite3.Connection) -> dict[PostYear, list[tuple[int, int | None]]]:
    """Every number cited for certain of every post's year, with the earliest date of a telegram that cites it."""
    asked = """
        SELECT edge.mrn, min(telegram.dtg) FROM edge JOIN telegram ON telegram.key = edge.telegram
        WHERE edge.mrn IS NOT NULL AND edge.kind = 'telegram' GROUP BY edge.mrn
    """
    cited: dict[PostYear, list[tuple[int, int | None]]] = {}
    for mrn, at in connection.execute(asked):
        start = mrn.rstrip("0123456789")
        if len(start) > 2 and len(mrn) > len(start):
            place = PostYear(start[2:], full_year(int(start[:2])))
            cited.setdefault(place, []).append((int(mrn[len(start) :]), at))
    return cited


def held_post_years(connection: sqlite3.Connection) -> list[PostYear]:
    """Every post and year of which a numbered telegram is held."""
    asked = (
        "SELECT DISTINCT post, year FROM telegram WHERE number IS NOT NULL AND post IS NOT NULL AND year IS NOT NULL"
    )
    return [PostYear(str(post), int(year)) for post, year in connection.execute(asked)]


def neighbours(connection: sqlite3.Connection, post: str, year: int, number: int) -> tuple[str | None, str | None]:
    """The ids of the telegrams held with the next lower and the next higher number of a post's year."""
    asked = "SELECT id FROM telegram WHERE post = ? AND year = ? AND number {} ? ORDER BY number {}, copy LIMIT 1"
    found = []
    for side, order in (("<", "DESC"), (">", "ASC")):
        row = connection.execute(asked.format(side, order), (post, year, number)).fetchone()
        found.append(str(row[0]) if row else None)
    return found[0], found[1]
