"""Dates that lean on the day of the telegram: last fall, on Tuesday, two weeks ago, the past three years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from reftel.analysis.datefixed import (
    day_first,
    days_at,
    days_then_month,
    decade,
    month_date,
    slashes,
    with_prefix,
    year_at,
    year_date,
    years,
)
from reftel.analysis.datewords import (
    MONTHS,
    MOST_YEARS,
    NUMBERS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    FoundDate,
    Walk,
    back_from,
    season_days,
)


def at_first(walk: Walk, place: int) -> FoundDate | None:
    """`at first`, `initially`: some time before the telegram."""
    if walk.today is None or (walk.lowers[place] == "at" and walk.low(place + 1) != "first"):
        return None
    stop = place + (2 if walk.lowers[place] == "at" else 1)
    return FoundDate(place, stop, None, walk.today, approximate=True)


def season_date(walk: Walk, place: int) -> FoundDate | None:
    season = walk.lowers[place]
    year, stop = year_at(walk, place + 1)
    if year is None and walk.low(place + 1) == "of":
        year, stop = year_at(walk, place + 2)
    before = walk.low(place - 1)
    if year is None:
        if before not in (
            "last",
            "next",
            "this",
            "past",
            "coming",
            "in",
            "by",
            "until",
            "since",
            "the",
            "early",
            "late",
            "during",
        ) and not (
            season == "fall" and walk.low(place + 1) in ("elections", "election", "session", "harvest", "campaign")
        ):
            return None
        if season in ("fall", "spring") and before in ("the", "in", "by") and walk.low(place + 1) == "of":
            return None
        stop = place + 1
    found = _season_of(walk, season, year, before, place, stop)
    if found is not None and before in ("last", "next", "this", "past", "coming"):
        return found._replace(start=place - 1)
    return found


def _season_of(walk: Walk, season: str, year: int | None, before: str, place: int, stop: int) -> FoundDate | None:
    first_month, last_month = SEASONS[season]
    if year is None:
        if walk.today is None:
            return None
        candidates = []
        for guess in range(walk.today.year - 2, walk.today.year + 3):
            span = season_days(guess, first_month, last_month)
            candidates.append(span)
        if before in ("last", "past"):
            fitting = [span for span in candidates if span[1] < walk.today]
            span = fitting[-1]
        elif before == "next":
            fitting = [span for span in candidates if span[0] > walk.today]
            span = fitting[0]
        else:
            fitting = [span for span in candidates if span[1] >= walk.today]
            span = fitting[0]
        return FoundDate(place, stop, *span)
    return FoundDate(place, stop, *season_days(year, first_month, last_month))


def weekday_date(walk: Walk, place: int) -> FoundDate | None:
    lower = walk.lowers[place]
    if len(lower) < 4 and not walk.words[place].isupper():
        return None
    if walk.today is None or (len(lower) == 3 and lower in ("sun", "sat", "mon", "wed")):
        return None
    after = walk.low(place + 1)
    offset = 2 if after == "," else 1
    if after in MONTHS or (after == "," and walk.low(place + 2) in MONTHS):
        found = month_date(walk, place + offset)
        return found._replace(start=place) if found is not None else None
    back = (walk.today.weekday() - WEEKDAYS[lower]) % 7
    before = walk.low(place - 1)
    if before in ("next", "coming", "this") and not walk.is_past(place):
        day = walk.today + timedelta(days=(7 - back) % 7 or 7)
    elif before == "last" and back == 0:
        day = walk.today - timedelta(days=7)
    else:
        day = walk.today - timedelta(days=back)
    return FoundDate(place, place + 1, day, day)


def number_date(walk: Walk, place: int) -> FoundDate | None:
    low = walk.lowers[place]
    if "/" in low:
        return slashes(walk, place, low)
    if low.isdecimal():
        if len(low) == 4:
            return year_date(walk, place)
        if len(low) <= 2:
            found = day_first(walk, place)
            if found is not None:
                return found
            return span_of_time(walk, place)
        return None
    if low.endswith("s") and low[:-1].isdecimal() and len(low) == 5 and low.startswith(("19", "20")):
        year = int(low[:-1])
        return decade(walk, place, year)
    if "-" in low:
        parts = low.split("-")
        if len(parts) == 2 and parts[0].isdecimal() and parts[1].isdecimal() and len(parts[0]) == 4:
            return years(place, int(parts[0]), parts[1])
        if len(parts) == 2 and parts[1] in UNITS:
            return None
        if len(parts) == 2 and walk.low(place + 1) in MONTHS:
            days = days_at(walk, place)
            if days is not None:
                return days_then_month(walk, place, days)
    if low[:-2].isdecimal() and low[-2:] in ("st", "nd", "rd", "th"):
        found = day_first(walk, place)
        if found is not None:
            return found
        if walk.low(place - 1) == "the":
            return None
    return None


def day_from_today(walk: Walk, place: int, offset: int) -> FoundDate | None:
    if walk.today is None:
        return None
    day = walk.today + timedelta(days=offset)
    return FoundDate(place, place + 1, day, day)


def relative_date(walk: Walk, place: int) -> FoundDate | None:
    """`last week`, `next year`, `this month`, `last fall`, `the past two years`, `early 1974`."""
    which, what = walk.lowers[place], walk.low(place + 1)
    if what in SEASONS and which in ("last", "next", "this", "past", "coming"):
        return season_date(walk, place + 1)
    if what in WEEKDAYS:
        found = weekday_date(walk, place + 1)
        return found._replace(start=place) if found is not None else None
    if what in MONTHS and which in ("last", "next", "this", "past", "coming"):
        found = month_date(walk, place + 1)
        return found._replace(start=place) if found is not None else None
    if which in ("early", "late", "mid"):
        if what in MONTHS:
            return month_date(walk, place + 1)
        if what.isdecimal() and len(what) == 4:
            return year_date(walk, place + 1)
        if what in {"this", "next", "last"}:
            found = relative_date(walk, place + 1)
            return with_prefix(walk, found) if found is not None else None
        return None
    if walk.today is None:
        return None
    if what in ("week", "month", "year", "weekend", "century", "decade"):
        return _unit(walk, place, which, what)
    number = NUMBERS.get(what) or (int(what) if what.isdecimal() and len(what) <= 2 else 0)
    unit = walk.low(place + 2)
    if number and unit in UNITS and number * UNITS[unit] < MOST_YEARS * 365:
        days = timedelta(days=number * UNITS[unit])
        if which in ("last", "past", "previous"):
            return FoundDate(place, place + 3, back_from(walk.today, number, unit), walk.today, approximate=True)
        if which in ("next", "coming"):
            return FoundDate(place, place + 3, walk.today, walk.today + days, approximate=True)
    return None


def _unit(walk: Walk, place: int, which: str, what: str) -> FoundDate | None:
    assert walk.today is not None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    stop = place + 2
    if what in ("week", "weekend"):
        monday = walk.today - timedelta(days=walk.today.weekday()) + timedelta(days=7 * step)
        if what == "weekend":
            return FoundDate(place, stop, monday + timedelta(days=5), monday + timedelta(days=6))
        return FoundDate(place, stop, monday, monday + timedelta(days=6))
    if what == "month":
        month = walk.today.month - 1 + step
        year, month = walk.today.year + month // 12, month % 12 + 1
        return FoundDate(place, stop, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if what == "year" and which == "past":
        return FoundDate(place, stop, back_from(walk.today, 1, "year"), walk.today, approximate=True)
    if what == "year":
        year = walk.today.year + step
        return FoundDate(place, stop, date(year, 1, 1), date(year, 12, 31))
    return None


def span_of_time(walk: Walk, place: int) -> FoundDate | None:
    """`two weeks ago`, `eight years`, `in three months`: from then to the telegram, or from it on."""
    low = walk.lowers[place]
    number = NUMBERS.get(low) or (int(low) if low.isdecimal() and len(low) <= 2 else 0)
    at = place + 1
    if low == "a" and walk.low(at) in ("few", "couple"):
        number, at = NUMBERS[walk.low(at)], at + 1
        if walk.low(at) == "of":
            at += 1
    unit = walk.low(at)
    if not number or unit not in UNITS or walk.today is None or number * UNITS[unit] > MOST_YEARS * 365:
        return None
    after, before = walk.low(at + 1), walk.low(place - 1)
    if after in ("ago", "earlier", "before", "previously"):
        then = back_from(walk.today, number, unit)
        slack = timedelta(days=UNITS[unit] // 2)
        return FoundDate(
            place,
            at + 2,
            then - slack if UNITS[unit] > 1 else then,
            then + slack if UNITS[unit] > 1 else then,
            approximate=UNITS[unit] > 1,
        )
    lasting = any(walk.low(at) in ("has", "have", "had") for at in range(place - 5, place))
    if before in ("in", "within") and not lasting and not walk.is_past(place) and low not in ("a", "an"):
        then = walk.today + timedelta(days=number * UNITS[unit])
        return FoundDate(place, at + 1, walk.today if before == "within" else then, then, approximate=True)
    if (
        low in ("a", "an")
        or unit not in ("years", "months", "weeks")
        or after in ("old", "-old", "from", "later", "term", "terms", "sentence")
    ):
        return None
    return FoundDate(place, at + 1, back_from(walk.today, number, unit), walk.today, approximate=True)


def day_of_month(walk: Walk, place: int, day: int) -> FoundDate | None:
    """The last such day before the telegram; the next one where the sentence looks ahead."""
    if walk.today is None:
        return None
    for back in range(62):
        candidate = walk.today - timedelta(days=back)
        if candidate.day == day:
            return FoundDate(place, place + 2, candidate, candidate)
    return None
