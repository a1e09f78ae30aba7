"""Executive orders on classification: which was in force when, and what it let a drafter write."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.table import Row, Table, remembered, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDERS = Table(
    "orders",
    (
        "number",
        "cited_as",
        "first_day",
        "last_day",
        "years_top_secret",
        "years_secret",
        "years_confidential",
        "most_years",
        "declassification",
        "marks",
        "reason_section",
        "reason_letters",
        "source",
    ),
)
_REASONS = Table("reasons", ("letter", "meaning", "from_order", "source"))


class OrderFact(msgspec.Struct, frozen=True, gc=False):
    """One executive order: `cited_as` is the number that telegrams print, the days are the first and last in force.

    The years are those after which a text was declassified by schedule, by level, and the most that could be asked
    for (`None` where the order names none); `marks` are the words of its declassification line; reasons are the
    section and the letters that a classifier could name.
    """

    number: str
    cited_as: str
    first_day: date
    last_day: date | None
    years_top_secret: int | None
    years_secret: int | None
    years_confidential: int | None
    most_years: int | None
    declassification: str
    marks: tuple[str, ...]
    reason_section: str
    reason_letters: str
    source: str

    def in_force(self, day: date) -> bool:
        """Whether the order was in force on that day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class ReasonFact(msgspec.Struct, frozen=True, gc=False):
    """One letter of the reasons for classifying, and the number of the first order that has it."""

    letter: str
    meaning: str
    from_order: str
    source: str


@remembered
def orders() -> Mapping[str, OrderFact]:
    """Every executive order on classification since 1953, by number, in the order of time.

    >>> orders()["12958"].reason_section, orders()["13292"].cited_as
    ('1.5', '12958')
    """
    return MappingProxyType({row["number"]: _order_of(row) for row in _ORDERS.rows()})


@remembered
def reasons() -> Mapping[str, ReasonFact]:
    """The letters of the reasons for classifying.

    >>> reasons()["d"].meaning
    'foreign relations or foreign activities'
    """
    return MappingProxyType({row["letter"]: ReasonFact(*row.cells) for row in _REASONS.rows()})


def order_in_force(day: date) -> OrderFact | None:
    """The executive order in force on a day (a moment will do); `None` before the first one known.

    >>> order_in_force(date(1974, 7, 1)).number, order_in_force(date(2007, 3, 7)).number
    ('11652', '13292')
    """
    day = date(day.year, day.month, day.day)  # a datetime is a date that does not compare with dates
    for order in orders().values():
        if order.in_force(day):
            return order
    return None


def _order_of(row: Row) -> OrderFact:
    first_day = _day(row, "first_day")
    if first_day is None:
        raise row.wrong("first_day is blank")
    return OrderFact(
        number=row["number"],
        cited_as=row["cited_as"],
        first_day=first_day,
        last_day=_day(row, "last_day"),
        years_top_secret=_years(row, "years_top_secret"),
        years_secret=_years(row, "years_secret"),
        years_confidential=_years(row, "years_confidential"),
        most_years=_years(row, "most_years"),
        declassification=row["declassification"],
        marks=tuple(filter(None, row["marks"].split(";"))),
        reason_section=row["reason_section"],
        reason_letters=row["reason_letters"],
        source=row["source"],
    )


def _day(row: Row, column: str) -> date | None:
    cell = row[column]
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise row.wrong(f"{column} is no day as 1972-06-01: {cell!r}") from None


def _years(row: Row, column: str) -> int | None:
    return whole_number(row, column) if row[column] else None
