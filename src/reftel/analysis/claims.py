"""What a citation says of a telegram: number, post, date, addressee, subject."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Day(NamedTuple):
    """A date as cited; `year` is `None` where it is not printed.

    `either` says that the form does not tell which of the two figures is the month (11/1/1974).
    """

    year: int | None
    month: int
    day: int
    either: bool = False

    def swapped(self) -> Day:
        """The same figures, day and month the other way round."""
        return Day(self.year, self.day, self.month)

    def as_date(self) -> date | None:
        """The date, where it is whole and there is such a day."""
        try:
            return date(self.year, self.month, self.day) if self.year is not None else None
        except ValueError:
            return None


class Claim(NamedTuple):
    """What one place says of one telegram. Everything it does not say is `None`.

    `id` is a number or id written out as archives write it; `sender` and `addressee` are posts as numbers carry them,
    `number` the serial, `year` one printed with the number. `start` to `end` is the place in the text read.
    """

    start: int
    end: int
    id: str | None = None
    sender: str | None = None
    number: int | None = None
    year: int | None = None
    addressee: str | None = None
    day: Day | None = None
    subject: str | None = None
    paragraph: int | None = None
