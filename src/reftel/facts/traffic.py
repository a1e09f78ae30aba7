"""Traffic: about how many telegrams a post sends in a year, and so how fast its numbers grow.

Posts number their telegrams from 1 on each first of January. The figures are rough on purpose: they tell "this year"
from "last year" where a reference prints no year. An archive with telegrams of the post knows better.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from reftel.facts.table import Row, Table, forget_with_tables, remembered, whole_number, years_in

_TABLE = Table(
    "traffic",
    ("post", "years", "telegrams", "within", "source"),
    name_of=lambda row: f"{row['post']} {row['years']}",
)
#: For a post that is in no row: from the smallest consulate to the largest embassy.
_ANY_1970S = (440, 22_000)
_ANY_LATER = (250, 5_500)
_SMALLEST, _LARGEST = 0.45, 2.2  # about an estimate without a percentage
_DAYS = 365


class Pace(NamedTuple):
    """Telegrams a day, at least and at most, over the whole year."""

    low: float
    high: float


class _Period(NamedTuple):
    first: int
    last: int
    low: float
    high: float


@lru_cache(maxsize=8192)
def pace(post: str, year: int) -> Pace:
    """How many telegrams a day the post sent in that year, at least and at most; between known years, between both.

    >>> pace("STATE", 2007).high < 600 < pace("STATE", 1979).low
    True
    """
    low, high = map(float, _ANY_1970S if year < 1990 else _ANY_LATER)
    periods = _traffic().get(post, [])
    inside = [period for period in periods if period.first <= year <= period.last]
    if inside:
        low, high = inside[0].low, inside[0].high
    elif post == "STATE":
        before = max((period for period in periods if period.last < year), default=periods[0])
        after = min((period for period in periods if period.first > year), default=periods[-1])
        low, high = min(before.low, after.low), max(before.high, after.high)
    return Pace(low / _DAYS, high / _DAYS)


forget_with_tables(pace.cache_clear)


@remembered
def _traffic() -> dict[str, list[_Period]]:
    traffic: dict[str, list[_Period]] = {}
    for row in _TABLE.rows():
        traffic.setdefault(row["post"], []).append(_period_of(row))
    return {post: sorted(periods) for post, periods in traffic.items()}


def _period_of(row: Row) -> _Period:
    first, last = years_in(row)
    telegrams = whole_number(row, "telegrams")
    if row["within"]:
        within = whole_number(row, "within") / 100
        low, high = telegrams * (1 - within), telegrams * (1 + within)
    else:
        low, high = telegrams * _SMALLEST, telegrams * _LARGEST
    return _Period(first or 0, last or 9999, low, high)
