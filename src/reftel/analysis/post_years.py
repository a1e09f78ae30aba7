"""A post's year, number by number: held, cited or unknown; for pages and pictures.

The edges of the archive are to be up to date (`resolve_all`). Everything takes milliseconds in a large archive: the
cost grows with what is held and cited of the one post's year, never with its highest number.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from reftel.analysis.gaps import GapFinder
from reftel.archive.entries import entries
from reftel.archive.serials import PostYear, cited_numbers, held_numbers_of
from reftel.model.number import Mrn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.ledgers import Ledger
    from reftel.analysis.serials import Bracket
    from reftel.archive import Archive
    from reftel.archive.entries import Entry

#: What is known of a number: `held`, `cited` (and not held), or `unknown` (only the numbers around it imply it).
Standing = Literal["held", "cited", "unknown"]


class Run(NamedTuple):
    """Numbers that follow each other and stand alike, first and last included."""

    first: int
    last: int
    standing: Standing


class Numbered(NamedTuple):
    """One number of a post's year.

    `entry` is the telegram held under it; of one that is not, `bracket` says when it was sent and `cited` how many
    telegrams held refer to it.
    """

    number: int
    mrn: str
    standing: Standing
    entry: Entry | None
    bracket: Bracket | None
    cited: int


class Serials:
    """The numbers of one post's year in an archive."""

    def __init__(self, archive: Archive, post: str, year: int) -> None:
        """`post` is as numbers carry it (LAPAZ)."""
        self.place = PostYear(post, year)
        self._archive = archive
        self._gaps = GapFinder(archive)
        self._held = held_numbers_of(archive.connection, post, year)
        self._cited: dict[int, int] = {}
        for number, _ in cited_numbers(archive.connection, f"{year % 100:02d}{post}"):
            self._cited[number] = self._cited.get(number, 0) + 1

    @property
    def ledger(self) -> Ledger:
        """The sums, with the estimate of the year's total."""
        return self._gaps.ledger(self.place)

    @property
    def highest(self) -> int:
        """The highest number held or cited; 0 where there is none."""
        return max(self._held | self._cited.keys(), default=0)

    def standing(self, number: int) -> Standing:
        """What is known of a number."""
        if number in self._held:
            return "held"
        return "cited" if number in self._cited else "unknown"

    def runs(self) -> Iterator[Run]:
        """All numbers from 1 to the highest, as runs of alike ones, in order."""
        for _, alike in groupby(self._pieces(), key=attrgetter("standing")):
            pieces = list(alike)
            yield Run(pieces[0].first, pieces[-1].last, pieces[0].standing)

    def _pieces(self) -> Iterator[Run]:
        """Every number seen, and what lies between two of them."""
        reached = 0
        for number in sorted(self._held | self._cited.keys()):
            if number > reached + 1:
                yield Run(reached + 1, number - 1, "unknown")
            if number > 0:
                yield Run(number, number, self.standing(number))
                reached = number

    def numbers(self, first: int, last: int) -> list[Numbered]:
        """The numbers from first to last, each with its telegram or with its dates: the rows of a page."""
        condition = "post = ? AND year = ? AND number BETWEEN ? AND ? ORDER BY number, copy DESC"
        held = {
            entry.number: entry for entry in entries(self._archive.connection, condition, (*self.place, first, last))
        }
        return [self._numbered(number, held.get(number)) for number in range(first, last + 1)]

    def _numbered(self, number: int, entry: Entry | None) -> Numbered:
        mrn = str(Mrn(self.place.year, self.place.post, number))
        if entry is None and number in self._held:
            entry = self._archive.entry(mrn)  # held under another form of its number
        bracket = None if entry else self._gaps.timeline(self.place).bracket(number, self._gaps.slack)
        return Numbered(number, mrn, self.standing(number), entry, bracket, self._cited.get(number, 0))
