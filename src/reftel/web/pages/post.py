"""Posts: everything held and missing of a post's year, and all the posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from reftel.archive.entries import entries, moment
from reftel.archive.serials import PostYear, cited_numbers, held_numbers_of, held_serials
from reftel.facts import posts
from reftel.model.number import Mrn
from reftel.show.charts import Link, serial_line
from reftel.show.machine import entry_fields, ledger_fields
from reftel.show.words import post_place_words, post_words
from reftel.web.addresses import missing_address, post_address, telegram_address, with_query
from reftel.web.asking import gap_finder
from reftel.web.place import Ask, Elsewhere, Page, Table

if TYPE_CHECKING:
    from datetime import datetime

    from reftel.show.charts import Chart
    from reftel.web.place import Asked

ASKS = (Ask("from", "how many telegrams to leave out", "integer"),)
_A_LIST = 100


# -- all posts


def everyone(asked: Asked) -> Page:
    """Every post and year of which something is held."""
    return Page("posts.html", "Posts and years", {"posts": _by_post(_held(asked))})


def everyone_data(asked: Asked) -> list[dict[str, Any]]:
    """Every post and year with the number of telegrams held."""
    return [{"post": post, "year": year, "telegrams": number} for post, year, number in _held(asked)]


def everyone_rows(asked: Asked) -> Table:
    """Every post and year as a table."""
    return Table(("post", "year", "telegrams"), _held(asked), "posts.csv")


def _held(asked: Asked) -> list[tuple[str, int, int]]:
    counted = """
        SELECT post, year, count(*) FROM telegram WHERE post IS NOT NULL AND year IS NOT NULL
        GROUP BY post, year ORDER BY post, year
    """
    held: list[tuple[str, int, int]] = asked.room.remembered(
        "posts and years", lambda: asked.room.archive.connection.execute(counted).fetchall()
    )
    return held


def _by_post(held: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for post, year, number in held:
        one = found.setdefault(post, {"post": post, "name": post_words(post), "total": 0, "years": []})
        one["total"] += number
        one["years"].append((year, number, post_address(post, year)))
    return sorted(found.values(), key=lambda one: (-one["total"], one["name"]))


# -- one post's year


def page(asked: Asked) -> Page | Elsewhere:
    """A post's year: its serials as a line (held, cited, unknown), the sums, and everything held by number."""
    place = _place(asked)
    if isinstance(place, Elsewhere):
        return place
    finder = gap_finder(asked.room)
    start = asked.number("from", 0)
    condition = "post = ? AND year = ? ORDER BY number IS NULL, number, copy, key LIMIT ? OFFSET ?"
    held = list(entries(asked.room.archive.connection, condition, (place.post, place.year, _A_LIST + 1, start)))
    ledger = finder.ledger(place)
    if not held and not start and not ledger.missing:
        raise HTTPException(404)
    known = posts().called(place.post, place.year)
    years = [year for post, year, _ in _held(asked) if post == place.post]
    shown = {
        "place": place,
        "ledger": ledger,
        "what": post_place_words(known) if known else None,
        "chart": _serials(asked, place, ledger.highest),
        "held": held[:_A_LIST],
        "on": start + _A_LIST if len(held) > _A_LIST else None,
        "years": years,
    }
    return Page("post.html", f"{post_words(place.post, place.year)} {place.year}", shown)


def data(asked: Asked) -> dict[str, Any] | Elsewhere:
    """A post's year: its sums, and everything held and cited."""
    place = _place(asked)
    if isinstance(place, Elsewhere):
        return place
    finder = gap_finder(asked.room)
    connection = asked.room.archive.connection
    cited = {number for number, _ in cited_numbers(connection, f"{place.year % 100:02d}{place.post}")}
    return {
        "ledger": ledger_fields(finder.ledger(place)),
        "held": [entry_fields(entry) for entry in asked.room.archive.list(place.post, place.year)],
        "cited": sorted(cited - held_numbers_of(connection, place.post, place.year)),
    }


def rows(asked: Asked) -> Table | Elsewhere:
    """Every number of a post's year that is held or cited, as a table."""
    place = _place(asked)
    if isinstance(place, Elsewhere):
        return place
    chart = _serials(asked, place, gap_finder(asked.room).ledger(place).highest)
    plain = ([cell.text if isinstance(cell, Link) else cell for cell in row] for row in chart.rows)
    return Table(chart.columns, plain, f"{place.post}-{place.year}.csv")


def _place(asked: Asked) -> PostYear | Elsewhere:
    said, year = asked.path["post"], asked.path["year"]
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise HTTPException(404)
    named = posts().called(said, int(year))
    if named is not None and named.mrn_name != said and not asked.room.archive.holds_post(said):
        address = post_address(named.mrn_name, int(year)) + ("" if asked.form == "html" else f".{asked.form}")
        return Elsewhere(with_query(address, dict(asked.query)))
    return PostYear(said, int(year))


def _serials(asked: Asked, place: PostYear, highest: int) -> Chart:
    connection = asked.room.archive.connection
    held_numbers = held_numbers_of(connection, place.post, place.year)
    cited = {number for number, _ in cited_numbers(connection, f"{place.year % 100:02d}{place.post}")}
    dates: dict[int, datetime | None] = {}
    for serial in held_serials(connection, place.post, place.year):
        dates[serial.number] = moment(serial.at)
    return serial_line(
        "Serial numbers: held, cited and not held, unknown",
        highest,
        {number: telegram_address(str(Mrn(place.year, place.post, number))) for number in held_numbers},
        {number: missing_address(str(Mrn(place.year, place.post, number))) for number in cited - held_numbers},
        {number: when.date() for number, when in dates.items() if when is not None},
    )
