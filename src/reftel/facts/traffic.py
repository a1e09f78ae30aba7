"""Traffic: about how many telegrams a post sends in a year, and so how fast its numbers grow.

Posts number their telegrams from 1 on each first of January. The figures are rough on purpose: they tell "this year"
from "last year" where a reference prints no year. An archive with telegrams of the post knows better.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.facts.table import Row, Table, forget_with_tables, remembered, whole_number

_TABLE = Table("traffic", ("period", "telegrams", "within", "source"))
_PERIOD = re.compile(r"(?P<post>[A-Z]+) (?P<first>\d{4})(?P<dash>-(?P<last>\d{4})?)?")
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
def pace(post: str, year: int) -> Pace | None:
    """How many telegrams a day the post sent in that year, at least and at most; `None` where nothing is known.

    >>> pace("STATE", 2007).high < 600 < pace("STATE", 1979).low
    True
    """
    periods = _traffic().get(post, [])
    inside = [period for period in periods if period.first <= year <= period.last]
    if not inside and post == "STATE":
        before = max((period for period in periods if period.last < year), default=periods[0])
        after = min((period for period in periods if period.first > year), default=periods[-1])
        inside = [before, after]
    if not inside:
        return None
    return Pace(min(period.low for period in inside) / _DAYS, max(period.high for period in inside) / _DAYS)


forget_with_tables(pace.cache_clear)


@remembered
def _traffic() -> dict[str, list[_Period]]:
    traffic: dict[str, list[_Period]] = {}
    for row in _TABLE.rows():
        post, period = _period_of(row)
        traffic.setdefault(post, []).append(period)
    return {post: sorted(periods) for post, periods in traffic.items()}


def _period_of(row: Row) -> tuple[str, _Period]:
    written = _PERIOD.fullmatch(row["period"])
    if written is None:
        raise row.wrong(f"a period is written PARIS 1973-1979, STATE 1974 or LIMA 2007-, not {row['period']!r}")
    first = int(written["first"])
    last = first if written["dash"] is None else int(written["last"] or 9999)
    telegrams = whole_number(row, "telegrams")
    if row["within"]:
        within = whole_number(row, "within") / 100
        low, high = telegrams * (1 - within), telegrams * (1 + within)
    else:
        low, high = telegrams * _SMALLEST, telegrams * _LARGEST
    return written["post"], _Period(first, last, low, high)
