"""Dates in the text, reckoned from the date-time group to the days that they really mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reftel.analysis.datefixed import day_first, mid_date, month_date
from reftel.analysis.dateforms import FORM_STARTS, form_date
from reftel.analysis.daterelative import (
    at_first,
    day_from_today,
    day_of_month,
    number_date,
    relative_date,
    season_date,
    span_of_time,
    weekday_date,
)
from reftel.analysis.datewords import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    FoundDate,
    Walk,
    back_from,
    slice_of,
)
from reftel.analysis.lexicon import words_of

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens


def find_dates(tokens: Tokens, today: date | None, before: FoundDate | None = None) -> list[FoundDate]:
    """The dates of a paragraph, in order; `before` is the last date of the paragraphs before it ("the next day").

    >>> from reftel.analysis.tokens import tokenize
    >>> t = tokenize("His February 26-28 visit, last fall.")
    >>> [(t.cut(d.start, d.stop), str(d.first), str(d.last)) for d in find_dates(t, date(2007, 3, 7))]
    [('February 26-28', '2007-02-26', '2007-02-28'), ('last fall', '2006-09-01', '2006-11-30')]
    """
    walk = Walk(tokens, today, before)
    place = 0
    for candidate, lower in enumerate(walk.lowers):
        if candidate < place or (
            lower not in _STARTS and not lower[0].isdecimal() and not lower.startswith(("fy", "cy"))
        ):
            continue
        date_found = form_date(walk, candidate) or _at(walk, candidate)
        if date_found is not None:
            walk.found.append(date_found)
            place = date_found.stop
            if date_found.stop - date_found.start > 5 and lower == "between":
                place = date_found.start + 2  # the date at the far end is one of its own
    return walk.found


def _at(walk: Walk, place: int) -> FoundDate | None:
    lower = walk.lowers[place]
    if lower in MONTHS:
        return month_date(walk, place)
    if lower in SEASONS:
        return season_date(walk, place)
    if lower in WEEKDAYS:
        return weekday_date(walk, place)
    if lower[0].isdecimal():
        return number_date(walk, place)
    if lower in ("today", "yesterday", "tomorrow", "tonight"):
        return day_from_today(walk, place, {"yesterday": -1, "tomorrow": 1}.get(lower, 0))
    if lower in ("last", "next", "this", "past", "coming", "previous", "early", "late", "mid", "mid-"):
        return relative_date(walk, place)
    if lower in ("from", "between", "since", "until", "by", "after", "before", "through"):
        return _range(walk, place)
    if lower in ("end", "beginning", "start", "middle", "first", "second", "third", "fourth"):
        return _part(walk, place)
    if lower.startswith("mid-"):
        return mid_date(walk, place)
    if lower in NUMBERS:
        return span_of_time(walk, place)
    if lower == "the":
        return _the(walk, place)
    if lower in ("at", "initially", "originally"):
        return at_first(walk, place)
    return None


def _range(walk: Walk, place: int) -> FoundDate | None:
    """`from 1990 to 1995`, `between May 3 and June 5`, `since 1979`, `between now and ... in 2012`."""
    word = walk.lowers[place]
    first = _simple(walk, place + 1)
    if word in ("from", "between"):
        if walk.low(place + 1) in ("now", "today") and walk.today is not None:
            return _from_now(walk, place)
        if first is None or walk.low(first.stop) not in ("to", "until", "through", "and", "-", "till"):
            return None
        last = _simple(walk, first.stop + 1)
        if last is None or first.first is None or last.last is None:
            return None
        begin = first.first
        if last.last < begin and not any(walk.low(at).isdecimal() for at in range(place, last.stop)):
            begin = back_from(begin, 1, "year")  # both months without a year: the later one tells which
        return FoundDate(place, last.stop, begin, last.last) if begin <= last.last else None
    if first is None:
        return None
    if word == "since":
        return FoundDate(place, first.stop, first.first, walk.today, first.approximate)
    return None


def _from_now(walk: Walk, place: int) -> FoundDate | None:
    for at in range(place + 2, min(walk.size, place + 14)):
        if walk.words[at] in (".", ";"):
            return None
        found = _simple(walk, at)
        if found is not None and found.last is not None and walk.today is not None and found.last > walk.today:
            return FoundDate(place, found.stop, walk.today, found.last)
    return None


def _simple(walk: Walk, place: int) -> FoundDate | None:
    lower = walk.low(place)
    if not lower:
        return None
    if lower in MONTHS:
        return month_date(walk, place)
    if lower in SEASONS:
        return season_date(walk, place)
    if lower[0].isdecimal():
        return number_date(walk, place)
    if lower in ("last", "this", "next", "early", "late", "mid"):
        return relative_date(walk, place)
    if lower == "the" and walk.low(place + 1):
        return _simple(walk, place + 1)
    return None


def _part(walk: Walk, place: int) -> FoundDate | None:
    """`the end of 2006`, `first half of 1974`, `second quarter of 1979`."""
    lower, after = walk.lowers[place], walk.low(place + 1)
    if lower in ORDINALS and after in ("half", "quarter", "week"):
        at = place + 2
        if walk.low(at) != "of":
            return None
        whole = _simple(walk, at + 1) or _this_year(walk, at + 1)
        if whole is None or whole.first is None or whole.last is None:
            return None
        parts = {"half": 2, "quarter": 4, "week": 4}[after]
        return slice_of(whole, ORDINALS[lower], parts, place)
    if after != "of":
        return None
    whole = _simple(walk, place + 2) or (
        relative_date(walk, place + 2) if walk.low(place + 2) in ("this", "next", "last") else None
    )
    whole = whole or _this_year(walk, place + 2)
    if whole is None and walk.low(place + 2) == "the" and walk.low(place + 3) == "month" and walk.today is not None:
        last = monthrange(walk.today.year, walk.today.month)[1]
        whole = FoundDate(place, place + 4, walk.today.replace(day=1), walk.today.replace(day=last))
    if whole is None or whole.first is None or whole.last is None:
        return None
    length = (whole.last - whole.first).days
    slack = timedelta(days=max(length // 6, 1))
    if lower == "end":
        return FoundDate(place, whole.stop, whole.last - slack, whole.last, approximate=True)
    if lower in ("beginning", "start"):
        return FoundDate(place, whole.stop, whole.first, whole.first + slack, approximate=True)
    if lower == "middle":
        half = timedelta(days=length // 2)
        return FoundDate(place, whole.stop, whole.first + half - slack, whole.first + half + slack, approximate=True)
    return None


def _this_year(walk: Walk, place: int) -> FoundDate | None:
    """`the year`: the telegram's."""
    if walk.today is None or walk.low(place) != "the" or walk.low(place + 1) != "year":
        return None
    return FoundDate(place, place + 2, date(walk.today.year, 1, 1), date(walk.today.year, 12, 31))


def _the(walk: Walk, place: int) -> FoundDate | None:
    """`the 19th`, `the past week`, `the next two weeks`."""
    after = walk.low(place + 1)
    if (
        after[:-2].isdecimal()
        and after[-2:] in ("st", "nd", "rd", "th")
        and walk.low(place - 1) in ("on", "until", "by", "of", "since", "from")
    ):
        if walk.low(place + 2) in MONTHS or walk.low(place + 2) == "of":
            found = day_first(walk, place + 1)
            return found._replace(start=place) if found is not None else None
        return day_of_month(walk, place, int(after[:-2])) if walk.low(place + 2) not in _NOT_DAYS else None
    if after in ("last", "previous", "next", "coming", "upcoming", "forthcoming"):
        return _event_relative(walk, place, after)
    if walk.low(place + 2) == "year" and after not in (
        "new",
        "last",
        "next",
        "past",
        "fiscal",
        "calendar",
        "current",
        "same",
    ):
        whole = next((one for one in reversed(walk.found) if _is_year(one)), None)
        if whole is not None:
            return FoundDate(place, place + 3, whole.first, whole.last)
    return None


def _event_relative(walk: Walk, place: int, which: str) -> FoundDate | None:
    """`the last elections`, `the next summit`: before or after the telegram, no more is known."""
    if walk.today is None:
        return None
    for at in range(place + 2, min(walk.size, place + 6)):
        low = walk.low(at)
        if low in UNITS or low in ("week", "month", "year") or not low[0].isalpha():
            return None
        if low in EVENT_NOUNS:
            after = walk.low(at + 1)
            if after in ("in", "of", "on") and _simple(walk, at + 2) is not None:
                return None  # the date itself follows
            if which in ("last", "previous"):
                return FoundDate(place, at + 1, None, walk.today, approximate=True)
            return FoundDate(place, at + 1, walk.today, None, approximate=True)
    return None


def _is_year(found: FoundDate) -> bool:
    return found.first is not None and found.last is not None and (found.last - found.first).days in (364, 365)


#: Nouns of things that happen on a day.
EVENT_NOUNS = words_of("hints.toml", "dates_event_nouns")
_NOT_DAYS = words_of("hints.toml", "dates_not_days")
_STARTS = (
    FORM_STARTS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(SEASONS)
    | frozenset(NUMBERS)
    | frozenset(
        [
            "today",
            "yesterday",
            "tomorrow",
            "tonight",
            "last",
            "next",
            "this",
            "past",
            "coming",
            "previous",
            "early",
            "late",
            "mid",
            "from",
            "between",
            "since",
            "end",
            "beginning",
            "start",
            "middle",
            "first",
            "second",
            "third",
            "fourth",
            "the",
            "at",
            "initially",
            "originally",
        ]
    )
    | frozenset(f"mid-{month}" for month in MONTHS)
    | frozenset(f"mid-{year}" for year in range(1930, 2080))
    | frozenset(f"mid-{year}s" for year in range(1930, 2080, 10))
)
