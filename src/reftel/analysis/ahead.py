"""Dated events of days to come, kept while a timeline goes from day to day, so that few telegrams are opened again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.answers import Happening

#: Most telegrams name days near each other, and one or two that are far: for these they are opened once more.
_SPAN = timedelta(days=800)
_MOST = 100_000  # events


class Ahead:
    """The events of telegrams that were opened, by day and telegram: those of the next two years, and not too many."""

    def __init__(self) -> None:
        self._days: dict[date, dict[int, list[Happening]]] = {}
        self._number = 0

    def take(self, day: date) -> dict[int, list[Happening]]:
        """The events of a day that are kept, by telegram: of each telegram all that it has on this day."""
        found = self._days.pop(day, {})
        self._number -= sum(map(len, found.values()))
        return found

    def keep(self, day: date, telegram: int, events: Iterable[Happening]) -> None:
        """Keep what comes after a day; what is not kept is looked for again when its day comes."""
        coming: dict[date, list[Happening]] = {}
        for one in events:
            if one.date.first is not None and day < one.date.first and one.date.first - day <= _SPAN:
                coming.setdefault(one.date.first, []).append(one)
        for first, those in coming.items():
            kept = self._days.setdefault(first, {})
            if telegram not in kept and self._number + len(those) <= _MOST:
                kept[telegram] = those
                self._number += len(those)
