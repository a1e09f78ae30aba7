"""The dates in a citation, in all the ways they are printed, and those in it that date something else."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.analysis.claims import Day
from reftel.model.number import full_year

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?P<day0>\d\d)\d{{4}}Z\s?(?P<month0>{MONTH})\s?(?P<year0>{YEAR}|\d\d)\b"
    rf"|\b(?P<month1>{MONTH})\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year1>{YEAR})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?(?P<month2>{MONTH}),?[\s-](?P<year2>{YEAR}|['’]?\d\d\b)"
    rf"|\b(?P<year3>{YEAR})[-/](?P<month3>\d{{1,2}})[-/](?P<day3>\d{{1,2}})\b"
    rf"|\b(?P<month4>\d{{1,2}})/(?P<day4>\d{{1,2}})/(?P<year4>{YEAR}|\d\d)\b"
    rf"|\b(?P<day6>\d{{1,2}})\.\s?(?P<month6>\d{{1,2}})\.\s?(?P<year6>{YEAR})\b"
    rf"|\b(?P<year7>{YEAR}),?\s(?P<month7>{MONTH})\s(?P<day7>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s\d{{4}})"
    rf"|\b(?P<month5>{MONTH})\s(?P<day5>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!,?\s\d{{4}})",
    re.IGNORECASE,
)
_FORMS = 8
_WITHOUT_YEAR = 5
_YEAR_SAID = re.compile(rf"(?<![\d/–-]){YEAR}(?![\d/–-]|\w)")
#: Two days of one month: January 9 and 10, 1974; 9 and 10 January 1974.
_TWO_DAYS = re.compile(
    rf"\b(?P<month>{MONTH})\s(?P<first>\d{{1,2}})(?:\sand\s|\s?&\s?|,\s(?:and\s)?)(?P<second>\d{{1,2}}),?\s(?P<year>{YEAR})\b"
    rf"|\b(?P<first2>\d{{1,2}})\s(?:and|&)\s(?P<second2>\d{{1,2}})\s(?P<month2>{MONTH}),?\s(?P<year2>{YEAR})\b",
    re.IGNORECASE,
)
#: Dates of looking it up, and the span of a file: not those of the telegram.
_OTHER = re.compile(
    rf"\b(?:accessed|retrieved|viewed|consulted|downloaded|last\saccessed|declassified|released|printed|posted)"
    rf"(?:\s(?:on|at))?:?\s(?:{DATE.pattern.replace('(?P<', '(?P<other_')})"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}\s?[-–—]\s?\d{1,2}/\d{1,2}/\d{2,4}\b",
    re.IGNORECASE,
)


class Dated(NamedTuple):
    """A date and where it stands in a piece of text."""

    place: int
    day: Day


def dates_in(piece: str) -> tuple[list[Dated], str]:
    """The dates of a piece of text, and the piece with commas in their place.

    Dates without a year get that of the next one: January 9 and January 10, 1974.

    >>> dates_in("9 Jan. 1974 (accessed 3 May 2014)")
    ([Dated(place=0, day=Day(year=1974, month=1, day=9, either=False))], ',,,,,,,,,,, (,,,,,,,,,,,,,,,,,,,)')
    """
    piece = _OTHER.sub(_commas, piece)
    found = [dated for two in _TWO_DAYS.finditer(piece) for dated in _two_days(two)]
    piece = _TWO_DAYS.sub(_commas, piece)
    found += [Dated(each.start(), _day(each)) for each in DATE.finditer(piece)]
    return _with_years(sorted(found)), DATE.sub(_commas, piece)


def year_said(piece: str) -> int | None:
    """The one year that a piece of text names, alone or with a month; `None` where it names none, or several.

    >>> year_said("Tels 156, 179 from La Paz, January 1974"), year_said("Policy Files, 1973-79")
    (1974, None)
    """
    years = {int(found.group()) for found in _YEAR_SAID.finditer(_OTHER.sub(_commas, piece))}
    return years.pop() if len(years) == 1 else None


def find_day(text: str) -> Day | None:
    """The first date in a text."""
    found = DATE.search(text)
    return _day(found) if found else None


def _commas(found: re.Match[str]) -> str:
    return "," * len(found.group())


def _two_days(found: re.Match[str]) -> list[Dated]:
    month = _month(found["month"] or found["month2"])
    year = int(found["year"] or found["year2"])
    days = (found["first"] or found["first2"], found["second"] or found["second2"])
    return [Dated(found.start() + nth, Day(year, month, int(day))) for nth, day in enumerate(days)]


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else _MONTHS.index(printed[:3].lower()) + 1


def _day(found: re.Match[str]) -> Day:
    for form in range(_FORMS):
        month = found[f"month{form}"]
        if month is None:
            continue
        year = None if form == _WITHOUT_YEAR else full_year(int(found[f"year{form}"].lstrip("'’")))
        first, second = _month(month), int(found[f"day{form}"])
        if form == 4 and first > 12 >= second:
            first, second = second, first
        return Day(year, first, second, form == 4 and first != second and second <= 12)
    raise AssertionError(found.group())


def _with_years(dates: list[Dated]) -> list[Dated]:
    year: int | None = None
    found: list[Dated] = []
    for place, day in reversed(dates):
        year = day.year or year
        found.append(Dated(place, day._replace(year=year)))
    return found[::-1]
