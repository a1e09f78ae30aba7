"""The year of a reference that prints none: inferred from the citing telegram, never assumed.

A bare number is of the citing telegram's year. Near the new year it may be of the year before: at the same post where
it is higher than the telegram's own number, at another post where that post cannot have sent so many yet. Where both
years are possible both are given.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.facts.table import forget_with_tables
from reftel.facts.traffic import Pace, pace
from reftel.model.number import full_year
from reftel.references.own import Own, day_of_year

if TYPE_CHECKING:
    from datetime import datetime

#: Numbers are given when drafting begins: of two telegrams of the same days the later may bear the lower number.
_INVERSION_DAYS = 3
_FIRST_HALF = 183  # days: until here last year's numbers are cited without a year, later hardly ever
_NEW_YEAR = 59  # days: January and February
_PRINTED = 4  # years back that are written with two figures only
_LESS_TRAFFIC = 1990  # from then on electronic mail took over
_OLD = 0.35  # of a year's numbers: telegrams of the first third of last year are hardly cited without their year


class Dated(NamedTuple):
    """The years that a reference can be of, likeliest first (one: certain; none: nothing is known), and why."""

    years: tuple[int, ...]
    reason: str | None = None


def years_of(post: str, number: int, own: Own) -> Dated:
    """The years that a number without a year can be of.

    >>> from datetime import datetime, timezone
    >>> from reftel.references.own import Own
    >>> own = Own(2009, "ROME", 97, datetime(2009, 1, 29, tzinfo=timezone.utc))
    >>> years_of("ROME", 90, own).years, years_of("ROME", 451, own).years
    ((2009,), (2008,))
    """
    year = own.year
    if year is None:
        return Dated((), "no year is printed, and the citing telegram has none")
    day = None if own.dtg is None else day_of_year(own.dtg)
    if post == own.post and own.number is not None:
        return _at_own_post(number, own.number, year, day)
    if day is None or own.dtg is None or number <= this_year_up_to(post, year, own.dtg):
        return Dated((year,))
    return _at_other_post(post, number, year, day)


def printed_near(two_digits: int, own: Own) -> bool:
    """Whether two figures can be the year of what is cited: the citing telegram's own year, or one of the four before.

    >>> printed_near(6, Own(2007)), printed_near(12, Own(2007))
    (True, False)
    """
    return own.year is not None and 0 <= own.year - full_year(two_digits) <= _PRINTED


def _at_own_post(number: int, own_number: int, year: int, day: int | None) -> Dated:
    if number <= own_number:
        return Dated((year,))
    a_day = own_number / day if day else own_number / _FIRST_HALF
    ahead = max(3.0, a_day * _INVERSION_DAYS)
    near = number <= own_number + ahead
    if near and (day is None or day > _NEW_YEAR or number <= own_number + 3):
        return Dated((year,))
    if near:
        return Dated((year, year - 1), "a little higher than the telegram's own number, soon after the new year")
    if day is not None and day <= _FIRST_HALF:
        return Dated((year - 1,))
    return Dated((year - 1, year), "higher than the telegram's own number, and not early in the year")


@lru_cache(maxsize=4096)
def this_year_up_to(post: str, year: int, when: datetime) -> float:
    """Up to which number a reference to another post is certainly of the citing telegram's own year.

    In January and February a number that the post can have reached is of this year where it was certainly reached, or
    where last year's telegram of that number would be old: then drafters print the year.
    """
    day, known = day_of_year(when), pace(post, year)
    if known is None and day > _NEW_YEAR:
        return math.inf
    low, high = known or _any_post(year)
    reached_at_most = high * (day + _INVERSION_DAYS)
    if day > _NEW_YEAR:
        return reached_at_most
    reached_at_least = low * (day + _INVERSION_DAYS)
    last = pace(post, year - 1) or _any_post(year - 1)
    return min(reached_at_most, max(reached_at_least, _OLD * 365 * last.low))


def _at_other_post(post: str, number: int, year: int, day: int) -> Dated:
    this, last = pace(post, year) or _any_post(year), pace(post, year - 1) or _any_post(year - 1)
    if number > this.high * (day + _INVERSION_DAYS):
        if number > last.high * 366:
            return Dated((year - 1, year - 2), "higher than the post can have reached in that year or the year before")
        if day <= _FIRST_HALF:
            return Dated((year - 1,))
        return Dated((year, year - 1), "higher than the post is thought to have reached by then")
    return Dated((year, year - 1), "no year is printed, and soon after the new year it can be of either")


def _any_post(year: int) -> Pace:
    """From the smallest consulate to the largest embassy."""
    return Pace(1.2, 60.0) if year < _LESS_TRAFFIC else Pace(0.7, 15.0)


forget_with_tables(this_year_up_to.cache_clear)
