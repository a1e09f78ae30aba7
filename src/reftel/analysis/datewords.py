"""The words of the calendar, and the days that they count."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

MONTHS = {
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
WEEKDAYS = {
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
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "autumn": (9, 11), "winter": (12, 2)}
NUMBERS = {
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
UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
ORDINALS = {
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
DASHES = frozenset(("-", "–", "—", "--", "to", "through", "thru", "and", "/"))
_PAST_WORDS = frozenset(("said", "met", "visited", "was", "were", "had", "told", "held", "arrived", "signed", "took"))
_COMING_WORDS = frozenset(("will", "shall", "scheduled", "slated", "upcoming", "forthcoming", "due"))
_STOPS = frozenset((".", "?", "!"))
MOST_YEARS = 60
FIRST_YEAR, LAST_YEAR = 1900, 2079


class FoundDate(NamedTuple):
    """A date at tokens `start` to `stop`: its first and last day, `None` where open, `approximate` if about right."""

    start: int
    stop: int
    first: date | None
    last: date | None
    approximate: bool = False


class Walk:
    """One walk over the tokens of a paragraph; `today` is the day of the date-time group."""

    def __init__(self, tokens: Tokens, today: date | None, before: FoundDate | None = None) -> None:
        self.tokens = tokens
        self.lowers = tokens.lowers
        self.words = tokens.words
        self.size = len(tokens)
        self.today = today
        self.found: list[FoundDate] = []
        self.before = before

    def low(self, place: int) -> str:
        return self.lowers[place] if 0 <= place < self.size else ""

    def is_past(self, place: int) -> bool:
        return any(self.low(at) in _PAST_WORDS for at in range(place - 12, place + 12))

    def is_ahead(self, place: int) -> bool:
        """Whether the words just before say that what is dated is still to come: `will be held`, `is scheduled for`."""
        for at in range(place - 1, place - 7, -1):
            word = self.low(at)
            if word in _COMING_WORDS or word in _STOPS:
                return word not in _STOPS
        return False

    def century(self, two: int) -> int:
        pivot = self.today.year if self.today else 2000
        year = pivot - pivot % 100 + two
        return year if year <= pivot + 20 else year - 100


def day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def season_days(year: int, first_month: int, last_month: int) -> tuple[date, date]:
    """The first and last day of a season; winter of a year ends in the year after."""
    end = year + 1 if last_month < first_month else year
    return date(year, first_month, 1), date(end, last_month, monthrange(end, last_month)[1])


def ahead_from(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years after a day."""
    if unit.startswith("year"):
        return day_or_none(today.year + number, today.month, min(today.day, 28)) or today
    return today + timedelta(days=number * UNITS[unit])


def back_from(today: date, number: int, unit: str) -> date:
    if unit.startswith("year"):
        return day_or_none(today.year - number, today.month, min(today.day, 28)) or today
    return today - timedelta(days=number * UNITS[unit])


def slice_of(whole: FoundDate, number: int, parts: int, place: int) -> FoundDate | None:
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
