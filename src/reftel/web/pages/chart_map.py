"""The map: where the telegrams come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reftel.facts import posts
from reftel.show.maps import Spot, map_of
from reftel.show.words import post_words
from reftel.web.addresses import post_address
from reftel.web.place import Ask, Page, Table

if TYPE_CHECKING:
    from reftel.web.place import Asked

ASKS = (Ask("year", "telegrams of this year", "integer"),)
_COUNTED = """
    SELECT post, count(*), min(year), max(year) FROM telegram
    WHERE post IS NOT NULL AND (?1 = 0 OR year = ?1) GROUP BY post ORDER BY 2 DESC, 1
"""


def page(asked: Asked) -> Page:
    """The posts that telegrams come from, on a map, and those of which nobody knows the place."""
    found = _counted(asked)
    years = asked.room.archive.connection.execute(
        "SELECT DISTINCT year FROM telegram WHERE year IS NOT NULL ORDER BY year"
    ).fetchall()
    year = asked.number("year", 0, 1, 9999)
    shown = {
        "chart": map_of(f"Telegrams of {year} by post" if year else "Telegrams by post", spots_of(found)),
        "nowhere": [(name, number, address) for name, number, address, place in found if place is None],
        "years": [one for (one,) in years],
        "year": year,
    }
    return Page("map.html", "Map", shown)


def data(asked: Asked) -> list[dict[str, Any]]:
    """The posts with their places in degrees and the number of telegrams."""
    return [
        {
            "name": name,
            "telegrams": number,
            "address": address,
            "latitude": place[0] if place else None,
            "longitude": place[1] if place else None,
        }
        for name, number, address, place in _counted(asked)
    ]


def rows(asked: Asked) -> Table:
    """The same as a table."""
    listed = ((name, number, *(place or (None, None))) for name, number, _, place in _counted(asked))
    return Table(("post", "telegrams", "latitude", "longitude"), listed, "map.csv")


def spots_of(found: list[tuple[str, int, str, tuple[float, float] | None]]) -> list[Spot]:
    """The posts whose places are known."""
    return [Spot(*place, name, number, address) for name, number, address, place in found if place is not None]


def _counted(asked: Asked) -> list[tuple[str, int, str, tuple[float, float] | None]]:
    year = asked.number("year", 0, 1, 9999)
    connection = asked.room.archive.connection
    held = asked.room.remembered(("map", year), lambda: connection.execute(_COUNTED, (year,)).fetchall())
    found = []
    for post, number, _, last in held:
        known = posts().called(post, year or last)
        place = (known.latitude, known.longitude) if known and known.latitude is not None else None
        found.append((post_words(post, year or last), number, post_address(post, year or last or 0), place))
    return found  # type: ignore[return-value]
