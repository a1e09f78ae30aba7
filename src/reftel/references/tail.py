"""What follows the number of a reference and belongs to it: ranges, years, dates, notes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reftel.model.dtg import moment
from reftel.model.number import full_year
from reftel.references import shapes
from reftel.references.names import Named, mrn_start
from reftel.references.years import printed_near

if TYPE_CHECKING:
    import re

    from reftel.references.own import Own

_LONGEST_RANGE = 60
#: What the first character after a number can begin: a date or year; a note or a series number.
_BEGINS_DATE = frozenset("JFMASONDjfmasond0123456789'’(,/-")
_BEGINS_NOTE = frozenset("TSNELAPCtsnelapc&([,/-")


class Tail:
    """What follows a number and belongs to it: section, range, year, date, series number, notes.

    `end` is where the reference ends, `stop` where reading goes on (after the notes).
    """

    __slots__ = ("end", "last", "note", "stop", "year")

    def __init__(self, block: str, place: int, own: Own, number: int = 0) -> None:
        self.end = self.stop = place
        self.last: str | None = None
        self.year: int | None = None
        self.note: str | None = None
        following = shapes.FOLLOWING.match(block, place)
        if following is None:
            return
        first = following["first"]
        if first in "-/Tt":
            self._section_and_range(block, own, number)
            following = shapes.FOLLOWING.match(block, self.end)
            first = "" if following is None else following["first"]
        if first in _BEGINS_DATE:
            self._date_or_year(block, own)
        self.stop = self.end
        if first in _BEGINS_NOTE or self.year is not None:
            self._notes(block)
            if self.note is not None and self.year is None:
                self._date_or_year_after_notes(block, own)

    def _section_and_range(self, block: str, own: Own, number: int) -> None:
        section = shapes.SECTION.match(block, self.end)
        if section is not None and not _is_year(section.group(), own):
            self.end = section.end()
        following = shapes.RANGE.match(block, self.end)
        if following is not None and (
            len(following["last"]) != 2 or end_of_range(number, following["last"]) > number or not number
        ):
            self.last, self.end = following["last"], following.end()

    def _date_or_year(self, block: str, own: Own) -> None:
        date = shapes.DATE_AFTER.match(block, self.end)
        if date is not None:
            closes_more = block[date.end() - 1] == ")" and "(" not in date.group()
            self.year, self.end = _year_of_date(date, own), date.end() - closes_more
            return
        after = shapes.YEAR_AFTER.match(block, self.end)
        if after is None:
            return
        printed = after["bare"] or after["round"] or after["short"] or after["slash"] or after["close"] or after["of"]
        if after["close"] and not printed_near(int(printed), own):
            return
        year = full_year(int(printed.lstrip("'’")))
        if own.year is not None and not own.year - 40 <= year <= own.year:
            return
        follows = shapes.NUMBERED.match(block, self.end + len(after.group()) - len(printed))
        if after["bare"] and follows is not None and follows["year"]:
            return  # the year of the next one: 2008 ISTANBUL 146
        self.year, self.end = year, after.end()

    def _date_or_year_after_notes(self, block: str, own: Own) -> None:
        kept, self.end = self.end, self.stop
        self._date_or_year(block, own)
        self.stop = self.end
        if self.year is None:
            self.end = kept

    def _notes(self, block: str) -> None:
        notes: list[str] = []
        while True:
            series = shapes.SERIES_AFTER.match(block, self.stop)
            if series is not None:
                notes.append(f"{series['series'].upper()} {series['number']}")
                self.stop = series.end()
                continue
            note = shapes.NOTE_AFTER.match(block, self.stop)
            if note is None:
                break
            notes.append(" ".join(note["note"].strip("()[]").upper().split()))
            self.stop = note.end()
        if notes:
            self.note = "; ".join(notes)


def _is_year(stroke: str, own: Own) -> bool:
    """Whether a stroke with two figures is a year: /01, /02 and /03 are sections unless they are last year's."""
    figures = stroke[1:]
    if len(figures) != 2 or not printed_near(int(figures), own):
        return False
    return int(figures) > 3 or full_year(int(figures)) + 1 == own.year


def mrn_of(named: Named, year: int, number: int) -> str:
    """The telegram number, under the name that the post had in that year."""
    return mrn_start(named, year) + str(number)


def end_of_range(first: int, last: str | None) -> int:
    """The last number of a range; `12345-49` leaves out the figures that stay the same."""
    if last is None:
        return first
    whole = str(first)
    number = int(last if len(last) >= len(whole) else whole[: len(whole) - len(last)] + last)
    return number if first < number <= first + _LONGEST_RANGE else first


def _year_of_date(found: re.Match[str], own: Own) -> int | None:
    """The year of a date after a number; without one the latest that is not after the citing telegram."""
    printed = found["year"] or found["year2"] or found["year3"] or found["year4"]
    if printed:
        return full_year(int(printed.lstrip("'")))
    if own.year is None:
        return None
    name = (found["month"] or found["month2"])[:3].upper()
    month, day = shapes.MONTH_NUMBER[name], int(found["day"] or found["day2"])
    if own.dtg is not None and (month, day) > (own.dtg.month, own.dtg.day + 1):
        return own.year - 1
    return own.year


def moment_of(found: re.Match[str], own: Own) -> tuple[datetime | None, str | None]:
    """The moment of a date-time group; of month and year not printed, the latest before the citing telegram."""
    day, hour, minute, zone = int(found["day"]), int(found["hour"]), int(found["minute"]), found["zone"]
    if found["month"] and (found["year"] or own.year is not None):
        year = int(found["year"]) if found["year"] else own.year or 0
        when = moment(day, hour, minute, zone, found["month"], year)
        if when is not None and not found["year"] and own.dtg is not None and when > own.dtg + timedelta(days=2):
            when = moment(day, hour, minute, zone, found["month"], year - 1)
        return when, None if when else "no such date"
    if own.dtg is None:
        return None, "month and year are not printed"
    for months_back in range(3):
        first = (own.dtg.replace(day=1) - timedelta(days=31 * months_back)).replace(day=1)
        name = first.strftime("%b").upper()
        when = moment(day, hour, minute, zone, name, first.year)
        if when is not None and when <= own.dtg + timedelta(hours=2):
            return when, "month and year are the telegram's own, or the month before"
    return None, "no such date"
