"""Dates in the forms of offices: fiscal years, 3/14, JAN-MAR 1974, 2006-12-11, before Christmas, within a fortnight."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from reftel.analysis.datefixed import month_date
from reftel.analysis.datewords import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    NUMBERS,
    UNITS,
    WEEKDAYS,
    FoundDate,
    Walk,
    ahead_from,
    back_from,
    day_or_none,
)
from reftel.analysis.lexicon import PREP, words_of

_FISCAL = re.compile(r"(fy|cy)-?(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TO_DAY = frozenset(("of", "on", "by", "until", "from", "since", "dated", "through", "thru", "before", "after"))
_MOVES = words_of("hints.toml", "dateforms_moves")
#: Month and day of the feasts that telegrams reckon by; Easter moves.
_FEASTS = {"christmas": (12, 25), "easter": (0, 0), "thanksgiving": (11, 0)}
_ANCHORED = {"before": -1, "after": 1, "next": 1, "following": 1, "previous": -1, "preceding": -1}
_GIVING = frozenset(("gave", "give", "gives", "giving", "given", "last", "lasts", "survive", "survives", "another"))

#: The words that these forms begin with.
FORM_STARTS = (
    frozenset(_FEASTS)
    | frozenset(f"{month}-{other}" for month in MONTHS for other in MONTHS)
    | frozenset(("fy", "cy", "fiscal", "calendar", "within", "inside", "year", "year-end", "the", "last", "this"))
    | frozenset(("coming", "week", "later", "earlier", "next", "over", "in", "following", "previous"))
)


def form_date(walk: Walk, place: int) -> FoundDate | None:
    """The date in one of these forms that begins at `place`."""
    lower = walk.lowers[place]
    if lower[0].isdecimal():
        return _numbers(walk, place, lower) or _counted(walk, place)
    if lower.startswith(("fy", "cy", "fisc", "calen")):
        return _fiscal(walk, place, lower)
    if lower in _FEASTS:
        return _feast(walk, place, lower)
    if "-" in lower and lower != "year-end":
        return _months(walk, place, lower)
    if lower in ("within", "inside"):
        return _within(walk, place)
    if lower in ("year", "year-end", "the", "week"):
        return _edge(walk, place, lower)
    if lower in ("last", "this"):
        return _part_of_day(walk, place, lower)
    if lower in ("later", "earlier"):
        return _rest(walk, place, lower)
    if lower in ("coming", "next", "following", "previous"):
        return _coming(walk, place, lower)
    if lower in NUMBERS:
        return _counted(walk, place)
    return None


# -- figures ------------------------------------------------------------------------------------------------


def _numbers(walk: Walk, place: int, lower: str) -> FoundDate | None:
    match = _ISO.fullmatch(lower)
    if match:
        year, month, day, first, second, last = (int(part) if part else 0 for part in match.groups())
        found = day_or_none(year, month, day) if year else day_or_none(last, second, first)
        return FoundDate(place, place + 1, found, found) if found and FIRST_YEAR <= found.year <= LAST_YEAR else None
    parts = lower.split("/")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return None
    one, two = int(parts[0]), int(parts[1])
    if len(parts[0]) == 4 and len(parts[1]) == 2 and FIRST_YEAR <= one <= LAST_YEAR and two == (one + 1) % 100:
        return FoundDate(place, place + 1, date(one, 1, 1), date(one + 1, 12, 31))
    return _month_and_day(walk, place, one, two)


def _month_and_day(walk: Walk, place: int, month: int, day: int) -> FoundDate | None:
    """`3/14` after a word that a day follows; not `2/3 of the votes`."""
    before, after = walk.low(place - 1), walk.low(place + 1)
    told = before in _TO_DAY or before in _MOVES or before in WEEKDAYS
    if walk.today is None or not told or not 1 <= month <= 12 or after in ("of", "majority", "vote", "votes", "share"):
        return None
    years = (walk.today.year - 1, walk.today.year, walk.today.year + 1)
    days = [found for year in years if (found := day_or_none(year, month, day)) is not None]
    if not days:
        return None
    nearest = min(days, key=lambda found: abs((found - walk.today).days))  # type: ignore[operator]
    return FoundDate(place, place + 1, nearest, nearest)


def _fiscal(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`FY 75`, `FY-09`, `fiscal year 1976`, `CY 1974`; American ones began in July until 1976."""
    match = _FISCAL.fullmatch(lower)
    stop = place + 1
    digits = match.group(2) if match else ""
    if not digits:
        if lower in ("fiscal", "calendar"):
            if walk.low(stop) != "year":
                return None
            stop += 1
        elif lower not in ("fy", "cy"):
            return None
        if walk.low(stop) == "-":
            stop += 1
        digits = walk.low(stop)
        stop += 1
    if not digits.isdecimal() or len(digits) not in (2, 4):
        return None
    year = int(digits) if len(digits) == 4 else walk.century(int(digits))
    if not FIRST_YEAR < year <= LAST_YEAR:
        return None
    if lower.startswith("c"):
        return FoundDate(place, stop, date(year, 1, 1), date(year, 12, 31))
    if year <= 1976:
        return FoundDate(place, stop, date(year - 1, 7, 1), date(year, 6, 30))
    return FoundDate(place, stop, date(year - 1, 10, 1), date(year, 9, 30))


def _months(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`JAN-MAR 1974`, `March-May`."""
    first, _, last = lower.partition("-")
    if first not in MONTHS or last not in MONTHS:
        return None
    digits = walk.low(place + 1)
    given = len(digits) == 4 and digits.isdecimal()
    if not given and walk.today is None:
        return None
    year = int(digits) if given else walk.today.year  # type: ignore[union-attr]
    end = year + (MONTHS[last] < MONTHS[first])
    if not FIRST_YEAR <= year < LAST_YEAR:
        return None
    days = monthrange(end, MONTHS[last])[1]
    return FoundDate(place, place + 1 + given, date(year, MONTHS[first], 1), date(end, MONTHS[last], days))


# -- the calendar --------------------------------------------------------------------------------------------


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Gauss and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _feast(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`before Christmas`, `at Easter`: the nearest one, the next where the sentence looks ahead."""
    if walk.today is None or walk.low(place + 1) in ("card", "tree", "present", "presents", "island", "party"):
        return None
    years = range(walk.today.year - 1, walk.today.year + 2)
    month, day = _FEASTS[lower]
    if lower == "easter":
        days = [_easter(year) for year in years]
    elif lower == "thanksgiving":
        days = [date(year, 11, 22) + timedelta(days=(3 - date(year, 11, 22).weekday()) % 7) for year in years]
    else:
        days = [date(year, month, day) for year in years]
    ahead = walk.low(place - 1) in ("before", "by", "until", "after") and not walk.is_past(place)
    fitting = [found for found in days if found >= walk.today] if ahead or walk.low(place - 1) == "next" else days
    if walk.low(place - 1) == "last":
        fitting = [found for found in days if found <= walk.today]
    best = min(fitting, key=lambda found: abs((found - walk.today).days))  # type: ignore[operator]
    return FoundDate(place, place + 1, best, best)


def _edge(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`year's end`, `the year was out`, `the day before`, `the next day`, `the week of March 12`."""
    if walk.today is None:
        return None
    last = date(walk.today.year, 12, 31)
    after, then = walk.low(place + 1), walk.low(place + 2)
    if lower == "year-end":
        return FoundDate(place, place + 1, date(walk.today.year, 12, 1), last, approximate=True)
    if lower == "year":
        if after in ("'s", "’s") and then == "end":
            return FoundDate(place, place + 3, date(walk.today.year, 12, 1), last, approximate=True)
        if after == "end":
            return FoundDate(place, place + 2, date(walk.today.year, 12, 1), last, approximate=True)
        return None
    if lower == "week":
        return _week(walk, place)
    if lower == "the" and after == "year" and then in ("is", "was", "were") and walk.low(place + 3) in ("out", "over"):
        return FoundDate(place, place + 4, walk.today, last)
    if lower == "the" and after == "year" and walk.low(place - 1) in ("out", "last", "outlast", "survive", "through"):
        seen = walk.low(place - 1) != "out" or walk.low(place - 2) in ("see", "sees", "seen", "saw", "last", "lasts")
        return FoundDate(place, place + 2, walk.today, last) if seen else None
    if lower == "the" and after == "day" and then in ("before", "after"):
        more = walk.low(place + 3)
        if more not in ("yesterday", "tomorrow") and more and not walk.tokens.bits[place + 3] & PREP and more.isalpha():
            return None  # "the day before the vote" needs the day of the vote
        return _anchored(walk, place, place + 3, _ANCHORED[then])
    if lower == "the" and after in ("next", "following", "previous", "preceding") and then == "day":
        return _anchored(walk, place, place + 3, _ANCHORED[after])
    return None


def _week(walk: Walk, place: int) -> FoundDate | None:
    """`week of March 12`, `week ending April 3`."""
    if walk.low(place + 1) not in ("of", "ending") or walk.low(place + 2) not in MONTHS:
        return None
    day = month_date(walk, place + 2)
    if day is None or day.first is None or day.first != day.last:
        return None
    six = timedelta(days=6)
    if walk.low(place + 1) == "of":
        return FoundDate(place, day.stop, day.first, day.first + six)
    return FoundDate(place, day.stop, day.first - six, day.first)


def _anchored(walk: Walk, place: int, stop: int, days: int) -> FoundDate:
    """So many days after the date before it in the paragraph; after the telegram's day where there is none."""
    last = walk.found[-1] if walk.found else walk.before
    anchor = last.last if last is not None and last.last is not None else walk.today
    assert anchor is not None
    day = anchor + timedelta(days=days)
    return FoundDate(place, stop, day, day)


def _part_of_day(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`last night`, `this morning`."""
    if walk.today is None or walk.low(place + 1) not in ("night", "morning", "evening", "afternoon", "noon"):
        return None
    day = walk.today - timedelta(days=1) if lower == "last" else walk.today
    return FoundDate(place, place + 2, day, day)


# -- counted -------------------------------------------------------------------------------------------------


def _quantity(walk: Walk, at: int) -> tuple[int, str, int]:
    """A number and its unit from `at` on, and the token after them; 0 where there is none."""
    low = walk.low(at)
    number = NUMBERS.get(low) or (int(low) if low.isdecimal() and len(low) <= 3 else 0)
    unit = walk.low(at + 1)
    if unit in ("fortnight", "decade", "decades") and number:
        return (number * 2, "weeks", at + 2) if unit == "fortnight" else (number * 10, "years", at + 2)
    if unit == "hours" and number:
        return max(number // 24, 1), "days", at + 2
    if not number or unit not in UNITS or number * UNITS[unit] > 36500:
        return 0, "", at
    return number, unit, at + 2


def _within(walk: Walk, place: int) -> FoundDate | None:
    """`within a fortnight`, `inside two years`, `within 30 days`: from the telegram on."""
    number, unit, stop = _quantity(walk, place + 1)
    if not number or walk.today is None:
        return None
    return FoundDate(place, stop, walk.today, ahead_from(walk.today, number, unit), approximate=True)


def _counted(walk: Walk, place: int) -> FoundDate | None:
    """`three months from now`, `two weeks later`, `a decade ago`, `gave it eighteen months`."""
    number, unit, stop = _quantity(walk, place)
    if not number or walk.today is None:
        return None
    after = walk.low(stop)
    slack = timedelta(days=UNITS.get(unit, 1) * number // 10)
    if after == "from" and walk.low(stop + 1) in ("now", "today"):
        then = ahead_from(walk.today, number, unit)
        return FoundDate(place, stop + 2, then - slack, then + slack, approximate=True)
    if after in ("later", "earlier") and walk.found and walk.found[-1].first is not None:
        anchor = walk.found[-1].first
        then = ahead_from(anchor, number, unit) if after == "later" else back_from(anchor, number, unit)
        return FoundDate(place, stop + 1, then - slack, then + slack, approximate=bool(slack))
    if after == "ago" and walk.low(place + 1) in ("decade", "decades", "fortnight"):
        then = back_from(walk.today, number, unit)
        return FoundDate(place, stop + 1, then - slack, then + slack, approximate=True)
    if any(walk.low(at) in _GIVING for at in range(place - 5, place)) and unit not in ("day", "days"):
        return FoundDate(place, stop, walk.today, ahead_from(walk.today, number, unit), approximate=True)
    return None


def _coming(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`coming weeks`, `next few months`: soon, no more is known."""
    if walk.today is None or lower not in ("coming", "next"):
        return None
    at = place + 1
    if walk.low(at) in ("few", "several", "couple"):
        at += 2 if walk.low(at + 1) == "of" else 1
    unit = walk.low(at)
    if unit not in ("weeks", "months", "days", "years"):
        return None
    return FoundDate(place, at + 1, walk.today, ahead_from(walk.today, 3, unit), approximate=True)


def _rest(walk: Walk, place: int, lower: str) -> FoundDate | None:
    """`later this year`, `earlier this month`: what is left of it, or what has passed."""
    if (
        walk.today is None
        or walk.low(place + 1) not in ("this", "in")
        or walk.low(place + 2)
        not in (
            "week",
            "month",
            "year",
            "the",
        )
    ):
        return None
    unit = walk.low(place + 2) if walk.low(place + 2) != "the" else walk.low(place + 3)
    stop = place + (3 if walk.low(place + 2) != "the" else 4)
    today = walk.today
    if unit == "year":
        first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    elif unit == "month":
        first, last = today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
    elif unit == "week":
        first = today - timedelta(days=today.weekday())
        last = first + timedelta(days=6)
    else:
        return None
    return FoundDate(place, stop, today, last) if lower == "later" else FoundDate(place, stop, first, today)
