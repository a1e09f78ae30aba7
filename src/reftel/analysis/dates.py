"""Dates in the text, reckoned from the date-time group to the days that they really mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import words_of

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
#: First and last month of the seasons as telegrams of the northern hemisphere count them; winter begins the year
#: before.
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2, "thirty": 30, "forty": 40, "fifty": 50}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}
_DASHES = frozenset(("-", "–", "—", "--", "to", "through", "thru", "and", "/"))
_PAST_WORDS = frozenset(("said", "met", "visited", "was", "were", "had", "told", "held", "arrived", "signed", "took"))
_MOST_YEARS = 60
_FIRST_YEAR, _LAST_YEAR = 1900, 2079


class FoundDate(NamedTuple):
    """A date at tokens `start` to `stop`: its first and last day, `None` where open, `approximate` if about right."""

    start: int
    stop: int
    first: date | None
    last: date | None
    approximate: bool = False


class _Finder:
    """One walk over the tokens of a paragraph; `today` is the day of the date-time group."""

    def __init__(self, tokens: Tokens, today: date | None) -> None:
        self.tokens = tokens
        self.lowers = tokens.lowers
        self.words = tokens.words
        self.size = len(tokens)
        self.today = today
        self.found: list[FoundDate] = []
        self.year_seen: int | None = None

    def run(self) -> list[FoundDate]:
        place = 0
        for candidate, lower in enumerate(self.lowers):
            if candidate < place or (lower not in _STARTS and not lower[0].isdecimal()):
                continue
            date_found = self._at(candidate)
            if date_found is not None:
                self.found.append(date_found)
                place = date_found.stop
                if date_found.stop - date_found.start > 5 and lower == "between":
                    place = date_found.start + 2  # the date at the far end is one of its own
        return self.found

    def _low(self, place: int) -> str:
        return self.lowers[place] if 0 <= place < self.size else ""

    def _at(self, place: int) -> FoundDate | None:
        lower = self.lowers[place]
        if lower in _MONTHS:
            return self._month(place)
        if lower in _SEASONS:
            return self._season(place)
        if lower in _WEEKDAYS:
            return self._weekday(place)
        if lower[0].isdecimal():
            return self._number(place)
        if lower in ("today", "yesterday", "tomorrow", "tonight"):
            return self._days(place, {"yesterday": -1, "tomorrow": 1}.get(lower, 0))
        if lower in ("last", "next", "this", "past", "coming", "previous", "early", "late", "mid", "mid-"):
            return self._relative(place)
        if lower in ("from", "between", "since", "until", "by", "after", "before", "through"):
            return self._range(place)
        if lower in ("end", "beginning", "start", "middle", "first", "second", "third", "fourth"):
            return self._part(place)
        if lower.startswith("mid-"):
            return self._mid(place)
        if lower in _NUMBERS:
            return self._span_of_time(place)
        if lower == "the":
            return self._the(place)
        if lower in ("at", "initially", "originally"):
            return self._at_first(place)
        return None

    def _at_first(self, place: int) -> FoundDate | None:
        """`at first`, `initially`: some time before the telegram."""
        if self.today is None or (self.lowers[place] == "at" and self._low(place + 1) != "first"):
            return None
        stop = place + (2 if self.lowers[place] == "at" else 1)
        return FoundDate(place, stop, None, self.today, approximate=True)

    # -- months ---------------------------------------------------------------------------------------------

    def _month(self, place: int) -> FoundDate | None:
        """`March`, `March 3`, `March 3, 1974`, `February 26-28`, `May 5 - June 2`, `March 2006`, `October '72`."""
        word = self.words[place]
        lower = self.lowers[place]
        if lower in ("may", "march", "mar", "sun", "sat", "dec") and not word.isupper() and not word[0].isupper():
            return None
        month = _MONTHS[lower]
        at = place + 1
        if self._low(at) == "." and at + 1 < self.size and self.tokens.starts[at] == self.tokens.ends[place]:
            if self._day_number(at + 1) is None:
                return (
                    self._whole_month(place, place + 1, month) if lower not in ("may", "march", "sun", "sat") else None
                )
            at += 1
        days = self._days_at(at)
        if days is None:
            year, stop = self._year_at(at)
            if year is None and self._low(at) == "of":
                year, stop = self._year_at(at + 1)
            if year is None and lower in ("may", "march", "mar") and not self._is_month_here(place):
                return None
            return self._whole_month(place, stop, month, year)
        first, last, stop = days
        other = month
        if self._low(stop) in _DASHES and self._low(stop + 1) in _MONTHS:
            more = self._days_at(stop + 2)
            if more is not None and self._low(stop) != "and":
                other, last, stop = _MONTHS[self._low(stop + 1)], more[1], more[2]
        year, after = self._year_after(stop)
        if year is not None:
            stop = after
        return self._make(place, stop, year, month, first, other, last)

    def _is_month_here(self, place: int) -> bool:
        before = self._low(place - 1)
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
        ) and (self.words[place].isupper() or self.words[place][0].isupper())

    def _days_at(self, at: int) -> tuple[int, int, int] | None:
        """One day or the first and last of several: `26`, `26-28`, `26 to 28`, `26 and 27`, `26th`."""
        low = self._low(at)
        if "-" in low or "/" in low:
            parts = low.replace("/", "-").split("-")
            if len(parts) == 2 and all(part.isdecimal() and 1 <= int(part) <= 31 for part in parts):
                first, last = int(parts[0]), int(parts[1])
                return (first, last, at + 1) if first < last else None
        first_day = self._day_number(at)
        if first_day is None:
            return None
        stop = at + 1
        if self._low(stop) in _DASHES and self._low(stop) != "/":
            last_day = self._day_number(stop + 1)
            if last_day is not None and last_day > first_day and self._low(stop + 2) not in ("percent", "million"):
                return first_day, last_day, stop + 2
        return first_day, first_day, stop

    def _day_number(self, at: int) -> int | None:
        low = self._low(at)
        digits = low.rstrip("sthnrd")
        if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31:
            return int(digits)
        return None

    def _year_at(self, at: int) -> tuple[int | None, int]:
        low = self._low(at)
        if len(low) == 4 and low.isdecimal() and _FIRST_YEAR <= int(low) <= _LAST_YEAR:
            return int(low), at + 1
        if low in ("'", "’", "‘") and len(self._low(at + 1)) == 2 and self._low(at + 1).isdecimal():
            return self._century(int(self._low(at + 1))), at + 2
        return None, at

    def _year_after(self, stop: int) -> tuple[int | None, int]:
        year, after = self._year_at(stop)
        if year is None and self._low(stop) == ",":
            year, after = self._year_at(stop + 1)
        return year, after

    def _century(self, two: int) -> int:
        pivot = self.today.year if self.today else 2000
        year = pivot - pivot % 100 + two
        return year if year <= pivot + 20 else year - 100

    def _whole_month(self, place: int, stop: int, month: int, year: int | None = None) -> FoundDate | None:
        return self._make(place, stop, year, month, 1, month, None)

    def _make(
        self, place: int, stop: int, year: int | None, month: int, first: int, other: int, last: int | None
    ) -> FoundDate | None:
        """A date of months and days; without a year the nearest year that fits."""
        start = place
        if year is None:
            year = self._nearest_year(place, month, first if last is not None else 15)
        if year is None:
            return None
        year_of_end = year + 1 if other < month else year
        end = last if last is not None else monthrange(year_of_end, other)[1]
        begin, finish = _day(year, month, first), _day(year_of_end, other, end)
        if begin is None or finish is None:
            return None
        return self._with_prefix(FoundDate(start, stop, begin, finish))

    def _nearest_year(self, place: int, month: int, day: int) -> int | None:
        """The year of a month and day without one: the one nearest to the telegram, in the past if the sentence is."""
        if self.today is None:
            return None
        years = [self.today.year - 1, self.today.year, self.today.year + 1]
        if self._low(place - 1) in ("last", "past", "previous"):
            days = [found for year in years if (found := _day(year, month, min(day, 28))) and found <= self.today]
        elif self._low(place - 1) in ("next", "coming"):
            days = [found for year in years if (found := _day(year, month, min(day, 28))) and found > self.today]
        else:
            days = [found for year in years if (found := _day(year, month, min(day, 28)))]
        if not days:
            return None
        past = self._is_past(place) or self._low(place - 1) == "since"
        ahead = 60 if past else 200
        fitting = [found for found in days if found <= self.today + timedelta(days=ahead)] or days
        return min(fitting, key=lambda found: abs((found - self.today).days)).year  # type: ignore[operator]

    def _is_past(self, place: int) -> bool:
        return any(self._low(at) in _PAST_WORDS for at in range(place - 12, place + 12))

    def _with_prefix(self, found: FoundDate) -> FoundDate:
        """`early`, `mid` and `late` before a month or a year take a part of it."""
        before = self._low(found.start - 1)
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

    # -- seasons, weekdays ------------------------------------------------------------------------------------

    def _season(self, place: int) -> FoundDate | None:
        season = self.lowers[place]
        year, stop = self._year_at(place + 1)
        if year is None and self._low(place + 1) == "of":
            year, stop = self._year_at(place + 2)
        before = self._low(place - 1)
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
                season == "fall" and self._low(place + 1) in ("elections", "election", "session", "harvest", "campaign")
            ):
                return None
            if season in ("fall", "spring") and before in ("the", "in", "by") and self._low(place + 1) == "of":
                return None
            stop = place + 1
        found = self._season_of(season, year, before, place, stop)
        if found is not None and before in ("last", "next", "this", "past", "coming"):
            return found._replace(start=place - 1)
        return found

    def _season_of(self, season: str, year: int | None, before: str, place: int, stop: int) -> FoundDate | None:
        first_month, last_month = _SEASONS[season]
        if year is None:
            if self.today is None:
                return None
            candidates = []
            for guess in range(self.today.year - 2, self.today.year + 3):
                span = _season_days(guess, first_month, last_month)
                candidates.append(span)
            if before in ("last", "past"):
                fitting = [span for span in candidates if span[1] < self.today]
                span = fitting[-1]
            elif before == "next":
                fitting = [span for span in candidates if span[0] > self.today]
                span = fitting[0]
            else:
                fitting = [span for span in candidates if span[1] >= self.today]
                span = fitting[0]
            return FoundDate(place, stop, *span)
        return FoundDate(place, stop, *_season_days(year, first_month, last_month))

    def _weekday(self, place: int) -> FoundDate | None:
        lower = self.lowers[place]
        if len(lower) < 4 and not self.words[place].isupper():
            return None
        if self.today is None or (len(lower) == 3 and lower in ("sun", "sat", "mon", "wed")):
            return None
        after = self._low(place + 1)
        offset = 2 if after == "," else 1
        if after in _MONTHS or (after == "," and self._low(place + 2) in _MONTHS):
            found = self._month(place + offset)
            return found._replace(start=place) if found is not None else None
        back = (self.today.weekday() - _WEEKDAYS[lower]) % 7
        before = self._low(place - 1)
        if before in ("next", "coming", "this") and not self._is_past(place):
            day = self.today + timedelta(days=(7 - back) % 7 or 7)
        elif before == "last" and back == 0:
            day = self.today - timedelta(days=7)
        else:
            day = self.today - timedelta(days=back)
        return FoundDate(place, place + 1, day, day)

    # -- numbers ----------------------------------------------------------------------------------------------

    def _number(self, place: int) -> FoundDate | None:
        low = self.lowers[place]
        if "/" in low:
            return self._slashes(place, low)
        if low.isdecimal():
            if len(low) == 4:
                return self._year(place)
            if len(low) <= 2:
                day_first = self._day_first(place)
                if day_first is not None:
                    return day_first
                return self._span_of_time(place)
            return None
        if low.endswith("s") and low[:-1].isdecimal() and len(low) == 5 and low.startswith(("19", "20")):
            year = int(low[:-1])
            return self._decade(place, year)
        if "-" in low:
            parts = low.split("-")
            if len(parts) == 2 and parts[0].isdecimal() and parts[1].isdecimal() and len(parts[0]) == 4:
                return self._years(place, int(parts[0]), parts[1])
            if len(parts) == 2 and parts[1] in _UNITS:
                return None
            if len(parts) == 2 and self._low(place + 1) in _MONTHS:
                days = self._days_at(place)
                if days is not None:
                    return self._days_then_month(place, days)
        if low[:-2].isdecimal() and low[-2:] in ("st", "nd", "rd", "th"):
            day_first = self._day_first(place)
            if day_first is not None:
                return day_first
            if self._low(place - 1) == "the":
                return None
        return None

    def _slashes(self, place: int, low: str) -> FoundDate | None:
        parts = low.split("/")
        if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[0]) <= 12:
            return None
        year = int(parts[2])
        if len(parts[2]) == 2:
            year = self._century(year)
        day = _day(year, int(parts[0]), int(parts[1])) if _FIRST_YEAR <= year <= _LAST_YEAR else None
        return FoundDate(place, place + 1, day, day) if day is not None else None

    def _day_first(self, place: int) -> FoundDate | None:
        """`3 March`, `3-5 March 2006`, `1st of May`."""
        days = self._days_at(place)
        return self._days_then_month(place, days) if days is not None else None

    def _days_then_month(self, place: int, days: tuple[int, int, int]) -> FoundDate | None:
        first, last, stop = days
        if self._low(stop) == "of":
            stop += 1
        if self._low(stop) not in _MONTHS or self._low(place - 1) in _MONTHS:
            return None
        month = _MONTHS[self._low(stop)]
        year, after = self._year_after(stop + 1)
        return self._make(place, after if year is not None else stop + 1, year, month, first, month, last)

    def _year(self, place: int) -> FoundDate | None:
        year = int(self.lowers[place])
        if not 1930 <= year <= _LAST_YEAR:
            return None
        before, after = self._low(place - 1), self._low(place + 1)
        if after in ("'s", "’s") and year % 10 == 0:
            return self._decade(place, year)._replace(stop=place + 2)
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
        if after in ("-", "–") and self._low(place + 2).isdecimal() and len(self._low(place + 2)) in (2, 4):
            return self._years(place, year, self._low(place + 2), stop=place + 3)
        telegram = self.tokens.words[place - 1] if place else ""
        if telegram.isupper() and len(telegram) > 3 and before not in _BEFORE_YEARS and not _all_capitals(self.words):
            return None  # a telegram's number: ASTANA 1974
        if (
            before not in _BEFORE_YEARS
            and after not in _AFTER_YEARS
            and self.today is not None
            and abs(year - self.today.year) > 30
        ):
            return None
        return self._with_prefix(FoundDate(place, place + 1, date(year, 1, 1), date(year, 12, 31)))

    def _years(self, place: int, first: int, last_digits: str, stop: int = 0) -> FoundDate | None:
        last = int(last_digits) if len(last_digits) == 4 else first - first % 100 + int(last_digits)
        if not _FIRST_YEAR <= first < last <= _LAST_YEAR:
            return None
        return FoundDate(place, stop or place + 1, date(first, 1, 1), date(last, 12, 31))

    def _decade(self, place: int, year: int) -> FoundDate:
        return self._with_prefix(FoundDate(place, place + 1, date(year, 1, 1), date(year + 9, 12, 31)))

    # -- relative ---------------------------------------------------------------------------------------------

    def _days(self, place: int, offset: int) -> FoundDate | None:
        if self.today is None:
            return None
        day = self.today + timedelta(days=offset)
        return FoundDate(place, place + 1, day, day)

    def _relative(self, place: int) -> FoundDate | None:
        """`last week`, `next year`, `this month`, `last fall`, `the past two years`, `early 1974`."""
        which, what = self.lowers[place], self._low(place + 1)
        if what in _SEASONS and which in ("last", "next", "this", "past", "coming"):
            return self._season(place + 1)
        if what in _WEEKDAYS:
            found = self._weekday(place + 1)
            return found._replace(start=place) if found is not None else None
        if what in _MONTHS and which in ("last", "next", "this", "past", "coming"):
            found = self._month(place + 1)
            return found._replace(start=place) if found is not None else None
        if which in ("early", "late", "mid"):
            if what in _MONTHS:
                return self._month(place + 1)
            if what.isdecimal() and len(what) == 4:
                return self._year(place + 1)
            if what in {"this", "next", "last"}:
                found = self._relative(place + 1)
                return self._with_prefix(found) if found is not None else None
            return None
        if self.today is None:
            return None
        if what in ("week", "month", "year", "weekend", "century", "decade"):
            return self._unit(place, which, what)
        number = _NUMBERS.get(what) or (int(what) if what.isdecimal() and len(what) <= 2 else 0)
        unit = self._low(place + 2)
        if number and unit in _UNITS and number * _UNITS[unit] < _MOST_YEARS * 365:
            days = timedelta(days=number * _UNITS[unit])
            if which in ("last", "past", "previous"):
                return FoundDate(place, place + 3, _back(self.today, number, unit), self.today, approximate=True)
            if which in ("next", "coming"):
                return FoundDate(place, place + 3, self.today, self.today + days, approximate=True)
        return None

    def _unit(self, place: int, which: str, what: str) -> FoundDate | None:
        assert self.today is not None
        step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
        stop = place + 2
        if what in ("week", "weekend"):
            monday = self.today - timedelta(days=self.today.weekday()) + timedelta(days=7 * step)
            if what == "weekend":
                return FoundDate(place, stop, monday + timedelta(days=5), monday + timedelta(days=6))
            return FoundDate(place, stop, monday, monday + timedelta(days=6))
        if what == "month":
            month = self.today.month - 1 + step
            year, month = self.today.year + month // 12, month % 12 + 1
            return FoundDate(place, stop, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if what == "year":
            year = self.today.year + step
            return FoundDate(place, stop, date(year, 1, 1), date(year, 12, 31))
        return None

    def _span_of_time(self, place: int) -> FoundDate | None:
        """`two weeks ago`, `eight years`, `in three months`: from then to the telegram, or from it on."""
        low = self.lowers[place]
        number = _NUMBERS.get(low) or (int(low) if low.isdecimal() and len(low) <= 2 else 0)
        at = place + 1
        if low == "a" and self._low(at) in ("few", "couple"):
            number, at = _NUMBERS[self._low(at)], at + 1
            if self._low(at) == "of":
                at += 1
        unit = self._low(at)
        if not number or unit not in _UNITS or self.today is None or number * _UNITS[unit] > _MOST_YEARS * 365:
            return None
        after, before = self._low(at + 1), self._low(place - 1)
        if after in ("ago", "earlier", "before", "previously"):
            then = _back(self.today, number, unit)
            slack = timedelta(days=_UNITS[unit] // 2)
            return FoundDate(
                place,
                at + 2,
                then - slack if _UNITS[unit] > 1 else then,
                then + slack if _UNITS[unit] > 1 else then,
                approximate=_UNITS[unit] > 1,
            )
        if before in ("in", "within") and not self._is_past(place) and low not in ("a", "an"):
            then = self.today + timedelta(days=number * _UNITS[unit])
            return FoundDate(place, at + 1, self.today if before == "within" else then, then, approximate=True)
        if (
            low in ("a", "an")
            or unit not in ("years", "months", "weeks")
            or after in ("old", "-old", "from", "later", "term", "terms", "sentence")
        ):
            return None
        return FoundDate(place, at + 1, _back(self.today, number, unit), self.today, approximate=True)

    # -- ranges and parts -------------------------------------------------------------------------------------

    def _range(self, place: int) -> FoundDate | None:
        """`from 1990 to 1995`, `between May 3 and June 5`, `since 1979`, `between now and ... in 2012`."""
        word = self.lowers[place]
        first = self._simple(place + 1)
        if word in ("from", "between"):
            if self._low(place + 1) in ("now", "today") and self.today is not None:
                return self._from_now(place)
            if first is None or self._low(first.stop) not in ("to", "until", "through", "and", "-", "till"):
                return None
            last = self._simple(first.stop + 1)
            if last is None or first.first is None or last.last is None or last.last < first.first:
                return None
            return FoundDate(place, last.stop, first.first, last.last)
        if first is None:
            return None
        if word == "since":
            return FoundDate(place, first.stop, first.first, self.today, first.approximate)
        return None

    def _from_now(self, place: int) -> FoundDate | None:
        for at in range(place + 2, min(self.size, place + 14)):
            if self.words[at] in (".", ";"):
                return None
            found = self._simple(at)
            if found is not None and found.last is not None and self.today is not None and found.last > self.today:
                return FoundDate(place, found.stop, self.today, found.last)
        return None

    def _simple(self, place: int) -> FoundDate | None:
        lower = self._low(place)
        if not lower:
            return None
        if lower in _MONTHS:
            return self._month(place)
        if lower in _SEASONS:
            return self._season(place)
        if lower[0].isdecimal():
            return self._number(place)
        if lower in ("last", "this", "next", "early", "late", "mid"):
            return self._relative(place)
        if lower == "the" and self._low(place + 1):
            return self._simple(place + 1)
        return None

    def _part(self, place: int) -> FoundDate | None:
        """`the end of 2006`, `first half of 1974`, `second quarter of 1979`."""
        lower, after = self.lowers[place], self._low(place + 1)
        if lower in _ORDINALS and after in ("half", "quarter", "week"):
            at = place + 2
            if self._low(at) != "of":
                return None
            whole = self._simple(at + 1)
            if whole is None or whole.first is None or whole.last is None:
                return None
            parts = {"half": 2, "quarter": 4, "week": 4}[after]
            return _slice(whole, _ORDINALS[lower], parts, place)
        if after != "of":
            return None
        whole = self._simple(place + 2) or (
            self._relative(place + 2) if self._low(place + 2) in ("this", "next", "last") else None
        )
        if (
            whole is None
            and self._low(place + 2) == "the"
            and self._low(place + 3) == "year"
            and self.today is not None
        ):
            whole = FoundDate(place, place + 4, date(self.today.year, 1, 1), date(self.today.year, 12, 31))
        if (
            whole is None
            and self._low(place + 2) == "the"
            and self._low(place + 3) == "month"
            and self.today is not None
        ):
            last = monthrange(self.today.year, self.today.month)[1]
            whole = FoundDate(place, place + 4, self.today.replace(day=1), self.today.replace(day=last))
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
            return FoundDate(
                place, whole.stop, whole.first + half - slack, whole.first + half + slack, approximate=True
            )
        return None

    def _mid(self, place: int) -> FoundDate | None:
        rest = self.lowers[place][4:]
        if rest in _MONTHS and self.today is not None:
            year, stop = self._year_at(place + 1)
            year = year or self._nearest_year(place, _MONTHS[rest], 15)
            if year is None:
                return None
            return FoundDate(
                place,
                max(stop, place + 1),
                date(year, _MONTHS[rest], 10),
                date(year, _MONTHS[rest], 20),
                approximate=True,
            )
        if rest.isdecimal() and len(rest) == 4 and 1930 <= int(rest) <= _LAST_YEAR:
            return FoundDate(place, place + 1, date(int(rest), 5, 1), date(int(rest), 8, 31), approximate=True)
        if rest.endswith("s") and rest[:-1].isdecimal() and len(rest) == 5:
            year = int(rest[:-1])
            return FoundDate(place, place + 1, date(year + 3, 1, 1), date(year + 6, 12, 31), approximate=True)
        return None

    def _the(self, place: int) -> FoundDate | None:
        """`the 19th`, `the past week`, `the next two weeks`."""
        after = self._low(place + 1)
        if (
            after[:-2].isdecimal()
            and after[-2:] in ("st", "nd", "rd", "th")
            and self._low(place - 1) in ("on", "until", "by", "of", "since", "from")
        ):
            if self._low(place + 2) in _MONTHS or self._low(place + 2) == "of":
                found = self._day_first(place + 1)
                return found._replace(start=place) if found is not None else None
            return self._day_of_month(place, int(after[:-2])) if self._low(place + 2) not in _NOT_DAYS else None
        if after in ("last", "previous", "next", "coming", "upcoming", "forthcoming"):
            return self._event_relative(place, after)
        if self._low(place + 2) == "year" and after not in (
            "new",
            "last",
            "next",
            "past",
            "fiscal",
            "calendar",
            "current",
            "same",
        ):
            whole = next((one for one in reversed(self.found) if _is_year(one)), None)
            if whole is not None:
                return FoundDate(place, place + 3, whole.first, whole.last)
        return None

    def _event_relative(self, place: int, which: str) -> FoundDate | None:
        """`the last elections`, `the next summit`: before or after the telegram, no more is known."""
        if self.today is None:
            return None
        for at in range(place + 2, min(self.size, place + 6)):
            low = self._low(at)
            if low in _UNITS or low in ("week", "month", "year") or not low[0].isalpha():
                return None
            if low in EVENT_NOUNS:
                after = self._low(at + 1)
                if after in ("in", "of", "on") and self._simple(at + 2) is not None:
                    return None  # the date itself follows
                if which in ("last", "previous"):
                    return FoundDate(place, at + 1, None, self.today, approximate=True)
                return FoundDate(place, at + 1, self.today, None, approximate=True)
        return None

    def _day_of_month(self, place: int, day: int) -> FoundDate | None:
        """The last such day before the telegram; the next one where the sentence looks ahead."""
        if self.today is None:
            return None
        for back in range(62):
            candidate = self.today - timedelta(days=back)
            if candidate.day == day:
                return FoundDate(place, place + 2, candidate, candidate)
        return None


#: Nouns of things that happen on a day.
EVENT_NOUNS = words_of("hints.toml", "dates_event_nouns")
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
_NOT_DAYS = words_of("hints.toml", "dates_not_days")
_STARTS = (
    frozenset(_MONTHS)
    | frozenset(_WEEKDAYS)
    | frozenset(_SEASONS)
    | frozenset(_NUMBERS)
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
    | frozenset(f"mid-{month}" for month in _MONTHS)
    | frozenset(f"mid-{year}" for year in range(1930, 2080))
    | frozenset(f"mid-{year}s" for year in range(1930, 2080, 10))
)


def _all_capitals(words: list[str]) -> bool:
    return all(word.isupper() for word in words[:40] if len(word) > 2 and word.isalpha())


def _is_year(found: FoundDate) -> bool:
    return found.first is not None and found.last is not None and (found.last - found.first).days in (364, 365)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _season_days(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """The first and last day of a season; winter of a year ends in the year after."""
    end = year + 1 if last_month < first_month else year
    return date(year, first_month, 1), date(end, last_month, monthrange(end, last_month)[1])


def _back(today: date, number: int, unit: str) -> date:
    if unit.startswith("year"):
        return _day(today.year - number, today.month, min(today.day, 28)) or today
    return today - timedelta(days=number * _UNITS[unit])


def _slice(whole: FoundDate, number: int, parts: int, place: int) -> FoundDate | None:
    if whole.first is None or whole.last is None or number > parts:
        return None
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if months % parts == 0:
        size = months // parts
        month = whole.first.month - 1 + size * (number - 1)
        first = date(whole.first.year + month // 12, month % 12 + 1, 1)
        month += size - 1
        year, month = whole.first.year + month // 12, month % 12 + 1
        return FoundDate(place, whole.stop, first, date(year, month, monthrange(year, month)[1]))
    length = ((whole.last - whole.first).days + 1) // parts
    first = whole.first + timedelta(days=length * (number - 1))
    return FoundDate(place, whole.stop, first, first + timedelta(days=length - 1), approximate=True)


def find_dates(tokens: Tokens, today: date | None) -> list[FoundDate]:
    """The dates of a paragraph, in order.

    >>> from reftel.analysis.tokens import tokenize
    >>> t = tokenize("His February 26-28 visit, last fall.")
    >>> [(t.cut(d.start, d.stop), str(d.first), str(d.last)) for d in find_dates(t, date(2007, 3, 7))]
    [('February 26-28', '2007-02-26', '2007-02-28'), ('last fall', '2006-09-01', '2006-11-30')]
    """
    return _Finder(tokens, today).run()
