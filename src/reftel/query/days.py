"""Dates as they are typed in questions: years, months and days, in ISO or as telegrams write them, and ranges."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from reftel.model.dtg import MONTHS
from reftel.model.number import full_year
from reftel.query.nodes import Days

_ISO = re.compile(r"(\d{4}|\d{2})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
_TRADE = re.compile(rf"(?:(\d{{1,2}})(?:\d{{4}}[A-Z])?)?[ -]?({'|'.join(MONTHS)})[A-Z]*[ -]?(\d{{4}}|\d{{2}})")
_SHORT = re.compile(r"(\d{1,2})(?:[-/.](\d{1,2}))?")
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # a day more on both sides can still be printed and read
_DAY = timedelta(days=1)


def read_days(field: str, typed: str) -> Days | None:
    """The days that `dtg:`, `before:` or `after:` with these words means; `None` where they are no date.

    >>> show_days(read_days("dtg", "1974-06..1974-09")), show_days(read_days("before", "7 MAR 07"))
    ('1974-06-01..1974-09-30', '..2007-03-06')
    """
    first, dots, last = typed.strip().upper().partition("..")
    begin, end = _period(first), _rest_of(first, last) or _period(last)
    if field != "dtg":
        if begin is None or dots or not _FIRST_YEAR <= begin[0].year <= _LAST_YEAR:
            return None
        return Days(None, begin[0] - _DAY) if field == "before" else Days(begin[1] + _DAY, None)
    if not dots:
        return Days(*begin) if begin else None
    if (first.strip() and not begin) or (last.strip() and not end) or not (begin or end):
        return None
    return Days(begin[0] if begin else None, end[1] if end else None)


def show_days(days: Days) -> str:
    """How days are typed, as short as can be.

    >>> show_days(Days(date(1974, 6, 1), date(1974, 6, 30)))
    '1974-06'
    """
    first, last = days.first, days.last
    if first is None or last is None:
        return f"{first or ''}..{last or ''}"
    for short in (f"{first:%Y}", f"{first:%Y-%m}", f"{first}"):
        if _period(short) == (first, last):
            return short
    return f"{first}..{last}"


def _rest_of(first: str, last: str) -> tuple[date, date] | None:
    """The end of a range that leaves out what it has in common with the beginning: 1974-06..09, 1974-06-01..15."""
    whole, short = _ISO.fullmatch(first.strip()), _SHORT.fullmatch(last.strip())
    if not whole or not short or not whole[2]:
        return None
    return _period("-".join(piece for piece in (whole[1], *(whole.groups()[1:-1] if whole[3] else ()), short[0])))


def _period(typed: str) -> tuple[date, date] | None:
    words = " ".join(typed.split())
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
    elif found := _TRADE.fullmatch(words):
        day, month, year = found[1], str(MONTHS[found[2]]), found[3]
    else:
        return None
    return _whole(
        full_year(int(year)) if len(year) == 2 else int(year), int(month) if month else None, int(day) if day else None
    )


def _whole(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    if not _FIRST_YEAR - 1 <= year <= _LAST_YEAR + 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    length = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= length else None
