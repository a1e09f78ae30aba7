"""What an archive holds, counted for the entrance in one look at the table of telegrams."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.serials import cited_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.archive import Archive

_GROUPED = """
    SELECT post, year, strftime('%Y-%m', dtg, 'unixepoch'), level, count(*), count(DISTINCT number), max(number)
    FROM telegram GROUP BY 1, 2, 3, 4
"""
_MOST_SERIES = 12


class Series(NamedTuple):
    """The numbers of a post's year: how many are held, how many more are cited, and the highest that is known of."""

    post: str
    year: int
    held: int
    cited: int
    highest: int


class Overview(msgspec.Struct, frozen=True):
    """What an archive holds. `months` are `1974-06`; `None` counts what has none; the most frequent come first."""

    telegrams: int
    months: dict[str, int]
    undated: int
    posts: dict[str | None, int]
    years: dict[int | None, int]
    levels: dict[str | None, int]
    series: list[Series]


def overview(archive: Archive) -> Overview:
    """Count it. At 100,000 telegrams a tenth of a second or two: to be remembered."""
    months: Counter[str] = Counter()
    posts: Counter[str | None] = Counter()
    years: Counter[int | None] = Counter()
    levels: Counter[str | None] = Counter()
    numbers: Counter[tuple[str, int]] = Counter()
    highest: dict[tuple[str, int], int] = {}
    undated = 0
    for post, year, month, level, count, different, last in archive.connection.execute(_GROUPED):
        posts[post] += count
        years[year] += count
        levels[level] += count
        undated += count if month is None else 0
        if month is not None:
            months[month] += count
        if post is not None and year is not None and last is not None:
            numbers[post, year] += different
            highest[post, year] = max(highest.get((post, year), 0), last)
    return Overview(
        telegrams=posts.total(),
        months=dict(sorted(months.items())),
        undated=undated,
        posts=dict(posts.most_common()),
        years=dict(sorted(years.items(), key=lambda item: (item[0] is None, item[0]))),
        levels=dict(levels.most_common()),
        series=[_series(archive, place, held, highest[place]) for place, held in numbers.most_common(_MOST_SERIES)],
    )


def _series(archive: Archive, place: tuple[str, int], held: int, highest: int) -> Series:
    post, year = place
    cited = {number for number, _ in cited_numbers(archive.connection, f"{year % 100:02d}{post}")}
    asked = "SELECT DISTINCT number FROM telegram WHERE post = ? AND year = ?"
    have = {number for (number,) in archive.connection.execute(asked, place)}
    return Series(post, year, held, len(cited - have), max(highest, *cited) if cited else highest)


def filled(months: Iterable[str]) -> list[str]:
    """All months from the first to the last, also those of which there is nothing.

    >>> filled(["1974-11", "1975-02"])
    ['1974-11', '1974-12', '1975-01', '1975-02']
    """
    known = sorted(months)
    if not known:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (known[0], known[-1]))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1)]
