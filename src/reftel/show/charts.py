"""Charts drawn on the server, each with the table behind it for those who cannot see it.

Every chart is drawn twice, for wide and for narrow pages, so that its words can be read on both; the style sheet shows
the one that fits. Nothing in a drawing carries a style: colours are classes.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil, log10
from typing import TYPE_CHECKING, NamedTuple

from reftel.show.drawing import drawing, element, linked, told, words
from reftel.show.words import day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

WIDE, NARROW = 880, 340  # units across; a unit is about a pixel
_LETTER = 6.6  # units that a letter takes on average
_CAPITAL = 9.0  # and a capital
_MOST_MONTHS = 240  # that are drawn one by one
_APART = 5.0  # units that a number must have to be drawn by itself
_LEAST = 2.4  # units that a mark is wide at least


class Link(NamedTuple):
    """A cell of the table behind a chart that leads somewhere."""

    text: str
    address: str


Cell = str | int | float | Link | None


class Chart(NamedTuple):
    """A drawing for wide and one for narrow pages, what it shows in words, and the same as a table."""

    title: str
    wide: str
    narrow: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Mark(NamedTuple):
    """Something on a day, or from one day to another; `kind` is a class that the style sheet knows."""

    day: date
    name: str
    address: str | None = None
    kind: str = "held"
    until: date | None = None


class Lane(NamedTuple):
    """Marks of one kind of thing (a speaker, a post) along the time."""

    name: str
    marks: Sequence[Mark]
    address: str | None = None


def both(draw: Callable[[int], str]) -> tuple[str, str]:
    """A drawing for wide and for narrow pages."""
    return draw(WIDE), draw(NARROW)


# -- bars


def month_bars(title: str, months: Mapping[tuple[int, int], int], address: Callable[[int, int | None], str]) -> Chart:
    """How many of something there were in each month, as bars along the years; in each year where the years are many.

    Args:
        title: What is counted.
        months: Year and month with how many.
        address: The address of a month, or of a year where no month is given.
    """
    if not months:
        return Chart(title, "", "", ("month", "number"), ())
    first, last = min(months), max(months)
    if _nth(*last) - _nth(*first) > _MOST_MONTHS:
        years: dict[int, int] = {}
        for (year, _), number in months.items():
            years[year] = years.get(year, 0) + number
        bars = [_Span(_nth(year, 1), 12, str(year), number, address(year, None)) for year, number in years.items()]
        unit = "year"
    else:
        bars = [
            _Span(_nth(year, month), 1, f"{year}-{month:02d}", number, address(year, month))
            for (year, month), number in months.items()
        ]
        unit = "month"
    bars.sort()
    rows = tuple((Link(bar.name, bar.address), bar.number) for bar in bars)
    return Chart(title, *both(lambda width: _along_the_years(bars, width)), (unit, "number"), rows)


class _Span(NamedTuple):
    start: int  # months
    long: int
    name: str
    number: int
    address: str


def _along_the_years(bars: Sequence[_Span], width: int) -> str:
    left, top, height = 44, 8, 150
    start, end = bars[0].start, bars[-1].start + bars[-1].long
    scale = _Scale(max(bar.number for bar in bars))
    step = (width - left - 8) / (end - start)
    parts = list(_levels(scale, left, width, top, height))
    for bar in bars:
        tall = scale.part(bar.number) * height
        rect = element(
            "rect",
            told(f"{bar.name}: {bar.number:,}"),
            x=left + step * (bar.start - start),
            y=top + height - tall,
            width=max(step * bar.long * 0.86, 0.9),
            height=tall,
            kind="bar",
        )
        parts.append(linked(bar.address, rect))
    years = range(start // 12, (end - 1) // 12 + 1)
    every = max(1, ceil(len(years) * 40 / (width - left)))
    for year in years[::every]:
        x = left + step * (_nth(year, 1) - start)
        if left <= x <= width - 30 or year == years[0]:
            parts.append(words(year, x=max(x, left), y=top + height + 18))
    return drawing(width, top + height + 26, parts, "columns")


def _nth(year: int, month: int) -> int:
    return year * 12 + month - 1


class _Scale:
    """From nothing to the least round number above the most."""

    def __init__(self, most: int) -> None:
        unit: int = 10 ** int(log10(max(most, 1)))
        self.top: int = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= most)

    def part(self, value: float) -> float:
        return value / self.top


def _levels(scale: _Scale, left: int, width: int, top: int, height: int) -> Iterator[str]:
    for part in (0.0, 0.5, 1.0):
        y = top + height * (1 - part)
        yield element("line", x1=left, x2=width - 8, y1=y, y2=y, kind="rule")
        if (scale.top * part).is_integer():
            yield words(f"{int(scale.top * part):,}", x=left - 6, y=y + 4, text_anchor="end")


def _cut(text: str, room: float) -> str:
    """A text as far as there is room for it.

    >>> _cut("Ambassador of Norway", 150), _cut("AMBASSADOR OF NORWAY", 150)
    ('Ambassador of Norway', 'AMBASSADOR OF N…')
    """
    room = max(room - 8, 3 * _LETTER)
    if _room_of(text) <= room:
        return text
    while text and _room_of(text) + _LETTER > room:
        text = text[:-1]
    return text + "…"


def _room_of(text: str) -> float:
    """How wide a text is drawn at most: capitals take more."""
    return sum(_CAPITAL if sign.isupper() else _LETTER for sign in text)


# -- the serials of a post's year


def serial_line(
    title: str, highest: int, held: Mapping[int, str], cited: Mapping[int, str], dates: Mapping[int, date]
) -> Chart:
    """The numbers of a post's year from 1 to the highest seen: held, cited and not held, unknown.

    Args:
        title: What it shows.
        highest: The highest number.
        held: Numbers that are held, with their addresses.
        cited: Numbers that are cited and not held, with theirs.
        dates: When numbers were sent, where that is known.
    """

    def draw(width: int) -> str:
        left = 48
        a_row = _a_row(highest, (width - left) // 4)
        unit = (width - left - 4) / a_row
        parts: list[str] = []
        for nth, start in enumerate(range(1, highest + 1, a_row)):
            y, end = nth * 24, min(start + a_row - 1, highest)
            parts.append(words(start, x=left - 6, y=y + 14, text_anchor="end"))
            parts.append(element("rect", x=left, y=y + 3, width=unit * (end - start + 1), height=14, kind="unknown"))
            for kind, numbers in (("missing", cited), ("held", held)):
                parts += _serial_marks(kind, numbers, (start, end), (left, y + 3), unit)
        return drawing(width, ceil(highest / a_row) * 24 + 2, parts, "serials")

    seen = sorted({*held, *cited})
    rows = tuple(
        (
            Link(str(number), held.get(number) or cited[number]),
            "held" if number in held else "cited, not held",
            day_words(dates[number]) if number in dates else None,
        )
        for number in seen
    )
    return Chart(title, *both(draw), ("number", "state", "sent"), rows)


def _serial_marks(
    kind: str, numbers: Mapping[int, str], row: tuple[int, int], place: tuple[float, float], unit: float
) -> Iterator[str]:
    """Marks of the numbers in one row. Where they are thin, neighbours are one mark, and none lies on another."""
    (start, end), (left, y) = row, place
    said, last = "held" if kind == "held" else "cited, not held", -_LEAST
    near = 1 if unit < _APART else 0
    for first, final in _runs(sorted(number for number in numbers if start <= number <= end), near):
        x = left + unit * (first - start)
        width = max(unit * (final - first + 1) - unit * 0.1, _LEAST)
        if x + width - last < _LEAST:
            continue
        last = x + width
        name = f"{first}" if first == final else f"{first} to {final}"
        mark = element("rect", told(f"{name} ({said})"), x=x, y=y, width=width, height=14, kind=kind)
        yield linked(numbers[first], mark)


def _runs(numbers: Sequence[int], near: int) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other as their first and last.

    >>> list(_runs([1, 2, 3, 7], 1)), list(_runs([1, 2], 0))
    ([(1, 3), (7, 7)], [(1, 1), (2, 2)])
    """
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = number
        elif number - last > near:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _a_row(highest: int, fitting: int) -> int:
    """A round number of serials in a row: wide enough to see each where they are few, at most twelve rows."""
    for size in (50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000):
        if size >= min(highest, fitting) and highest / size <= 12:
            return size
    return max(ceil(highest / 12), 1)


# -- lanes along the time


def lanes(title: str, held: Sequence[Lane], links: Iterable[tuple[Mark, Mark]] = ()) -> Chart:
    """What was when: one lane for each speaker or post, a dot for a day, a bar for a period, a curve for a link."""
    days = [day for lane in held for mark in lane.marks for day in (mark.day, mark.until or mark.day)]
    rows = tuple(
        (
            day_words(mark.day) + (f" to {day_words(mark.until)}" if mark.until and mark.until != mark.day else ""),
            lane.name,
            Link(mark.name, mark.address) if mark.address else mark.name,
        )
        for mark, lane in sorted(
            ((mark, lane) for lane in held for mark in lane.marks), key=lambda pair: (pair[0].day, pair[0].name)
        )
    )
    columns = ("when", "who", "what")
    if not days:
        return Chart(title, "", "", columns, rows)
    first, last = min(days), max(days)
    if (last - first).days < 20:
        first, last = first - timedelta(days=10), last + timedelta(days=10)
    linked_marks = list(links)

    def draw(width: int) -> str:
        narrow = width < WIDE
        names = 8.0 if narrow else min(max(_room_of(lane.name) for lane in held) + 16, 220)
        high = 40 if narrow else 30
        along = _Along(first, last, names + 8, width - 16)
        bottom = len(held) * high + 4
        parts = list(along.ticks(bottom))
        places: dict[int, tuple[float, float]] = {}
        dots: list[str] = []
        above: list[str] = []  # what is asked for lies on everything else
        for nth, lane in enumerate(held):
            y = nth * high + (high - 12 if narrow else high / 2)
            parts.append(element("line", x1=names, x2=width - 8, y1=y, y2=y, kind="rule"))
            name = words(
                _cut(lane.name, width if narrow else names),
                x=2 if narrow else names - 8,
                y=y - 12 if narrow else y + 4,
                kind="name",
                text_anchor=None if narrow else "end",
            )
            parts.append(linked(lane.address, name))
            for mark in lane.marks:
                x = along.place(mark.day)
                places[id(mark)] = (x, y)
                (above if mark.kind == "asked" else dots).append(linked(mark.address, _mark(mark, x, y, along)))
        for one, other in linked_marks:
            if id(one) in places and id(other) in places:
                parts.append(_curve(places[id(one)], places[id(other)]))
        return drawing(width, bottom + 22, [*parts, *dots, *above], "lanes")

    return Chart(title, *both(draw), columns, rows)


def _mark(mark: Mark, x: float, y: float, along: _Along) -> str:
    said = told(f"{day_words(mark.day)}: {mark.name}")
    if mark.until is not None and mark.until > mark.day:
        width = max(along.place(mark.until) - x, 3.0)
        return element("rect", said, x=x, y=y - 4, width=width, height=8, rx=3, kind=mark.kind)
    return element("circle", said, cx=x, cy=y, r=7 if mark.kind == "asked" else 5, kind=mark.kind)


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    bend = min(max(abs(x2 - x1) * 0.2, 8.0), 22.0)
    middle = f"{(x1 + x2) / 2:.1f} {min(y1, y2) - (bend if y1 == y2 else 0) + abs(y2 - y1) / 2:.1f}"
    return element("path", d=f"M{x1:.1f} {y1:.1f} Q{middle} {x2:.1f} {y2:.1f}", kind="link")


class _Along:
    """Places of days between two edges, and ticks at round ones."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self._first, self._days = first, max((last - first).days, 1)
        self._last, self._left, self._right = last, left, right

    def place(self, day: date) -> float:
        return self._left + (self._right - self._left) * (day - self._first).days / self._days

    def ticks(self, bottom: float) -> Iterator[str]:
        for day, name in self._round_days():
            x = self.place(day)
            if x > self._right - 20:
                continue
            yield element("line", x1=x, x2=x, y1=0, y2=bottom, kind="rule")
            yield words(name, x=x, y=bottom + 15)

    def _round_days(self) -> list[tuple[date, str]]:
        fitting = max(int((self._right - self._left) / 64), 2)
        months = self._days / 30.4
        if months > fitting * 6:
            every = max(1, ceil(months / 12 / fitting))
            years = range(self._first.year + 1, self._last.year + 1, every)
            return [(date(year, 1, 1), str(year)) for year in years]
        every = next((step for step in (1, 2, 3, 6, 12) if months / step <= fitting), 12)
        found: list[tuple[date, str]] = []
        for nth in range(_nth(self._first.year, self._first.month), _nth(self._last.year, self._last.month) + 1):
            year, month = divmod(nth, 12)
            day = date(year, month + 1, 1)
            if month % every == 0 and self._first <= day <= self._last:
                found.append((day, f"{day:%b} {year}" if month == 0 or not found else f"{day:%b}"))
        return found
