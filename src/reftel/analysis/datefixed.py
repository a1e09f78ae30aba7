"""Dates that name their month or year: March 3-5, 3 March 1974, 3/14/74, mid-1979, the 1980s."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from reftel.analysis.datewords import (
    DASHES,
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    FoundDate,
    Walk,
    day_or_none,
)
from reftel.analysis.lexicon import words_of


def month_date(walk: Walk, place: int) -> FoundDate | None:
    """`March`, `March 3`, `March 3, 1974`, `February 26-28`, `May 5 - June 2`, `March 2006`, `October '72`."""
    word = walk.words[place]
    lower = walk.lowers[place]
    if lower in ("may", "march", "mar", "sun", "sat", "dec") and not word.isupper() and not word[0].isupper():
        return None
    month = MONTHS[lower]
    at = place + 1
    if walk.low(at) == "." and at + 1 < walk.size and walk.tokens.starts[at] == walk.tokens.ends[place]:
        if _day_number(walk, at + 1) is None:
            return _whole_month(walk, place, place + 1, month) if lower not in ("may", "march", "sun", "sat") else None
        at += 1
    days = days_at(walk, at)
    if days is None:
        year, stop = year_at(walk, at)
        if year is None and walk.low(at) == "of":
            year, stop = year_at(walk, at + 1)
        if year is None and lower in ("may", "march", "mar") and not _is_month_here(walk, place):
            return None
        return _whole_month(walk, place, stop, month, year)
    first, last, stop = days
    other = month
    if walk.low(stop) in DASHES and walk.low(stop + 1) in MONTHS:
        more = days_at(walk, stop + 2)
        if more is not None and walk.low(stop) != "and":
            other, last, stop = MONTHS[walk.low(stop + 1)], more[1], more[2]
    year, after = _year_after(walk, stop)
    if year is not None:
        stop = after
    return _make(walk, place, stop, year, month, first, other, last)


def _is_month_here(walk: Walk, place: int) -> bool:
    before = walk.low(place - 1)
    return before in (
        "in",
        "of",
        "last",
        "next",
        "since",
        "by",
        "until",
        "this",
        "early",
        "late",
        "mid",
        "from",
        "during",
        "through",
        "and",
        "between",
        "to",
        "till",
    ) and (walk.words[place].isupper() or walk.words[place][0].isupper())


def days_at(walk: Walk, at: int) -> tuple[int, int, int] | None:
    """One day or the first and last of several: `26`, `26-28`, `26 to 28`, `26 and 27`, `26th`."""
    low = walk.low(at)
    if "-" in low or "/" in low:
        parts = low.replace("/", "-").split("-")
        if len(parts) == 2 and all(part.isdecimal() and 1 <= int(part) <= 31 for part in parts):
            first, last = int(parts[0]), int(parts[1])
            return (first, last, at + 1) if first < last else None
    first_day = _day_number(walk, at)
    if first_day is None:
        return None
    stop = at + 1
    if walk.low(stop) in DASHES and walk.low(stop) != "/":
        last_day = _day_number(walk, stop + 1)
        if last_day is not None and last_day > first_day and walk.low(stop + 2) not in ("percent", "million"):
            return first_day, last_day, stop + 2
    return first_day, first_day, stop


def _day_number(walk: Walk, at: int) -> int | None:
    low = walk.low(at)
    digits = low.rstrip("sthnrd")
    if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31:
        return int(digits)
    return None


def year_at(walk: Walk, at: int) -> tuple[int | None, int]:
    low = walk.low(at)
    if len(low) == 4 and low.isdecimal() and FIRST_YEAR <= int(low) <= LAST_YEAR:
        return int(low), at + 1
    if low in ("'", "’", "‘") and len(walk.low(at + 1)) == 2 and walk.low(at + 1).isdecimal():
        return walk.century(int(walk.low(at + 1))), at + 2
    return None, at


def _year_after(walk: Walk, stop: int) -> tuple[int | None, int]:
    year, after = year_at(walk, stop)
    if year is None and walk.low(stop) == ",":
        year, after = year_at(walk, stop + 1)
    return year, after


def _whole_month(walk: Walk, place: int, stop: int, month: int, year: int | None = None) -> FoundDate | None:
    return _make(walk, place, stop, year, month, 1, month, None)


def _make(
    walk: Walk, place: int, stop: int, year: int | None, month: int, first: int, other: int, last: int | None
) -> FoundDate | None:
    """A date of months and days; without a year the nearest year that fits."""
    start = place
    if year is None:
        year = _nearest_year(walk, place, month, first if last is not None else 15)
    if year is None:
        return None
    year_of_end = year + 1 if other < month else year
    end = last if last is not None else monthrange(year_of_end, other)[1]
    begin, finish = day_or_none(year, month, first), day_or_none(year_of_end, other, end)
    if begin is None or finish is None:
        return None
    return with_prefix(walk, FoundDate(start, stop, begin, finish))


def _nearest_year(walk: Walk, place: int, month: int, day: int) -> int | None:
    """The year of a month and day without one: the one nearest to the telegram, in the past if the sentence is."""
    if walk.today is None:
        return None
    years = [walk.today.year - 1, walk.today.year, walk.today.year + 1]
    if walk.is_ahead(place):
        days = [found for year in years if (found := day_or_none(year, month, min(day, 28))) and found >= walk.today]
    elif walk.low(place - 1) in ("last", "past", "previous"):
        days = [found for year in years if (found := day_or_none(year, month, min(day, 28))) and found <= walk.today]
    elif walk.low(place - 1) in ("next", "coming"):
        days = [found for year in years if (found := day_or_none(year, month, min(day, 28))) and found > walk.today]
    else:
        days = [found for year in years if (found := day_or_none(year, month, min(day, 28)))]
    if not days:
        return None
    if walk.is_ahead(place):
        return min(days).year
    past = walk.is_past(place) or walk.low(place - 1) == "since"
    ahead = 60 if past else 200
    fitting = [found for found in days if found <= walk.today + timedelta(days=ahead)] or days
    return min(fitting, key=lambda found: abs((found - walk.today).days)).year  # type: ignore[operator]


def with_prefix(walk: Walk, found: FoundDate) -> FoundDate:
    """`early`, `mid` and `late` before a month or a year take a part of it."""
    before = walk.low(found.start - 1)
    if found.first is None or found.last is None or before not in ("early", "late", "mid"):
        return found
    length = (found.last - found.first).days
    if length < 20:
        return found
    third = timedelta(days=length // 3)
    first, last = found.first, found.last
    if before == "early":
        last = first + third
    elif before == "late":
        first = last - third
    else:
        first, last = first + third, last - third
    return FoundDate(found.start - 1, found.stop, first, last, approximate=True)


def slashes(walk: Walk, place: int, low: str) -> FoundDate | None:
    parts = low.split("/")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[0]) <= 12:
        return None
    year = int(parts[2])
    if len(parts[2]) == 2:
        year = walk.century(year)
    day = day_or_none(year, int(parts[0]), int(parts[1])) if FIRST_YEAR <= year <= LAST_YEAR else None
    return FoundDate(place, place + 1, day, day) if day is not None else None


def day_first(walk: Walk, place: int) -> FoundDate | None:
    """`3 March`, `3-5 March 2006`, `1st of May`."""
    days = days_at(walk, place)
    return days_then_month(walk, place, days) if days is not None else None


def days_then_month(walk: Walk, place: int, days: tuple[int, int, int]) -> FoundDate | None:
    first, last, stop = days
    if walk.low(stop) == "of":
        stop += 1
    if walk.low(stop) not in MONTHS or walk.low(place - 1) in MONTHS:
        return None
    month = MONTHS[walk.low(stop)]
    year, after = _year_after(walk, stop + 1)
    two = walk.low(stop + 1)
    short = year is None and walk.today is not None and len(two) == 2 and two.isdecimal()
    if short and walk.today is not None and abs(walk.century(int(two)) - walk.today.year) <= 5:
        year, after = walk.century(int(two)), stop + 2  # 04 OCT 79
    return _make(walk, place, after if year is not None else stop + 1, year, month, first, month, last)


def year_date(walk: Walk, place: int) -> FoundDate | None:
    year = int(walk.lowers[place])
    if not 1930 <= year <= LAST_YEAR:
        return None
    before, after = walk.low(place - 1), walk.low(place + 1)
    if after in ("'s", "’s") and year % 10 == 0:
        return decade(walk, place, year)._replace(stop=place + 2)
    if before in ("$", "#", "no", "para", "resolution", "order", "article") or after in (
        "percent",
        "%",
        "troops",
        "people",
        "tons",
        "mw",
        "hours",
        "dollars",
        "km",
        "miles",
        "million",
        "barrels",
    ):
        return None
    if after in ("-", "–") and walk.low(place + 2).isdecimal() and len(walk.low(place + 2)) in (2, 4):
        return years(place, year, walk.low(place + 2), stop=place + 3)
    telegram = walk.tokens.words[place - 1] if place else ""
    if telegram.isupper() and len(telegram) > 3 and before not in _BEFORE_YEARS and not _all_capitals(walk.words):
        return None  # a telegram's number: ASTANA 1974
    if (
        before not in _BEFORE_YEARS
        and after not in _AFTER_YEARS
        and walk.today is not None
        and abs(year - walk.today.year) > 30
    ):
        return None
    return with_prefix(walk, FoundDate(place, place + 1, date(year, 1, 1), date(year, 12, 31)))


def years(place: int, first: int, last_digits: str, stop: int = 0) -> FoundDate | None:
    last = int(last_digits) if len(last_digits) == 4 else first - first % 100 + int(last_digits)
    if not FIRST_YEAR <= first < last <= LAST_YEAR:
        return None
    return FoundDate(place, stop or place + 1, date(first, 1, 1), date(last, 12, 31))


def decade(walk: Walk, place: int, year: int) -> FoundDate:
    return with_prefix(walk, FoundDate(place, place + 1, date(year, 1, 1), date(year + 9, 12, 31)))


def mid_date(walk: Walk, place: int) -> FoundDate | None:
    rest = walk.lowers[place][4:]
    if rest in MONTHS and walk.today is not None:
        year, stop = year_at(walk, place + 1)
        year = year or _nearest_year(walk, place, MONTHS[rest], 15)
        if year is None:
            return None
        return FoundDate(
            place,
            max(stop, place + 1),
            date(year, MONTHS[rest], 10),
            date(year, MONTHS[rest], 20),
            approximate=True,
        )
    if rest.isdecimal() and len(rest) == 4 and 1930 <= int(rest) <= LAST_YEAR:
        return FoundDate(place, place + 1, date(int(rest), 5, 1), date(int(rest), 8, 31), approximate=True)
    if rest.endswith("s") and rest[:-1].isdecimal() and len(rest) == 5:
        year = int(rest[:-1])
        return FoundDate(place, place + 1, date(year + 3, 1, 1), date(year + 6, 12, 31), approximate=True)
    return None


def _all_capitals(words: list[str]) -> bool:
    return all(word.isupper() for word in words[:40] if len(word) > 2 and word.isalpha())


_BEFORE_YEARS = words_of("hints.toml", "dates_before_years")
_AFTER_YEARS = frozenset(
    (
        ",",
        ".",
        "elections",
        "election",
        "presidential",
        "budget",
        "agreement",
        "coup",
        "treaty",
        "war",
        "when",
        ")",
        ";",
        "and",
    )
)
