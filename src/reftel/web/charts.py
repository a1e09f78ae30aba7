"""Charts: what is to be drawn, reckoned here; the templates draw it as SVG with attributes alone, and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.show.words import month_words
from reftel.web.addresses import search_address
from reftel.web.overview import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_MOST_BARS = 150
_LABELS = 5


class Bar(NamedTuple):
    """One bar: its height in hundredths, the address it leads to, what it stands for in a question (`1974-06`)."""

    name: str
    number: int
    height: float
    address: str
    value: str = ""
    chosen: bool = False


class Chart(NamedTuple):
    """Bars of one kind. `axis`: names evenly along the bottom; `brush`: the address of a stretch of days (DAYS)."""

    title: str
    bars: Sequence[Bar]
    axis: Sequence[str]
    brush: str = ""

    @property
    def width(self) -> int:
        """One unit a bar."""
        return max(len(self.bars), 1)


class Rank(NamedTuple):
    """One line of a list by frequency: `width` is its bar in hundredths of the longest."""

    name: str
    number: int
    width: float
    address: str = ""
    note: str = ""


def time_chart(
    title: str, months: Mapping[str, int], address: Callable[[str], str], chosen: tuple[str, str] | None = None
) -> Chart:
    """Telegrams over time: by month, or by year where there are too many months to see.

    `address` gives the address of a period (`1974`, `1974-06`); `chosen` are the first and the last period asked for.
    """
    periods = filled(months)
    counts = dict(months)
    if len(periods) > _MOST_BARS:
        counts = {}
        for month, number in months.items():
            counts[month[:4]] = counts.get(month[:4], 0) + number
        periods = [str(year) for year in range(int(periods[0][:4]), int(periods[-1][:4]) + 1)]
    most = max(counts.values(), default=1)
    bars = [
        Bar(
            month_words(period),
            number := counts.get(period, 0),
            round(max(number / most * 100, 1.5), 2) if number else 0,
            address(period) if number else "",
            period,
            chosen is not None and chosen[0][: len(period)] <= period <= chosen[1][: len(period)],
        )
        for period in periods
    ]
    return Chart(title, bars, _axis([bar.name for bar in bars]), address("DAYS"))


def days_address(period: str) -> str:
    """The address of everything that was sent in a period.

    >>> days_address("1974-06")
    '/search?q=dtg%3A1974-06'
    """
    return search_address(f"dtg:{period}")


def _axis(names: Sequence[str]) -> list[str]:
    if len(names) <= _LABELS:
        return list(names)
    return [names[round(nth * (len(names) - 1) / (_LABELS - 1))] for nth in range(_LABELS)]


def ranks(rows: Iterable[tuple[str, int, str, str]]) -> list[Rank]:
    """Names with their numbers, addresses and notes, as lines with bars."""
    known = list(rows)
    most = max((number for _, number, _, _ in known), default=1)
    return [
        Rank(name, number, round(max(number / most * 100, 1), 1), address, note)
        for name, number, address, note in known
    ]
