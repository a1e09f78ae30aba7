"""The gap ledger: every telegram that is cited, or implied by serial numbers, but not held.

Each line gives the dates between which the telegram was sent (see `reftel.analysis.serials`) and who cites it, in
which words (`reftel.analysis.requests` drafts the words of a request for it).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.cited_dates import find_day
from reftel.analysis.ledgers import kept_sums, ledger_of, name_of_post, timeline
from reftel.archive.edges import edges
from reftel.archive.entries import entries
from reftel.archive.numbers import post_meant
from reftel.archive.serials import PostYear, cards, cited_numbers, held_numbers_of, held_serials
from reftel.errors import WrongRequest
from reftel.facts import posts
from reftel.model.number import Mrn, archive_form, parse_mrn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import date, datetime

    from reftel.analysis.ledgers import Ledger, Sums
    from reftel.analysis.serials import Bracket, Slack, Timeline
    from reftel.archive import Archive


class Citation(NamedTuple):
    """Where a telegram that is not held is cited: by whom, when, in which words, and where these stand."""

    citing: str
    dtg: datetime | None
    subject: str | None
    words: str
    note: str | None
    start: int
    end: int


class Gap(NamedTuple):
    """A telegram that is not held. `post` is as numbers carry it, `name` the post's name of that year.

    `archive_number` is how the archives write the number. Without `citations` only the serials of the post imply it.
    `cited_day` is the day that a citation gives it, where it can be: the likely time is then that day.
    `card` is the id under which its withdrawal card is held, where one is.
    """

    mrn: str
    post: str
    name: str
    year: int
    number: int
    archive_number: str
    bracket: Bracket
    citations: tuple[Citation, ...]
    cited_day: date | None = None
    card: str | None = None


class GapFinder:
    """Finds what is missing in an archive whose edges are up to date (`resolve_all`)."""

    def __init__(self, archive: Archive) -> None:
        self._connection: sqlite3.Connection = archive.connection
        self._timelines: dict[PostYear, Timeline] = {}
        self._cards_of: dict[PostYear, dict[int, str]] = {}

    @cached_property
    def _sums(self) -> Sums:
        return kept_sums(self._connection)

    @property
    def slack(self) -> Slack:
        """How far serials and dates disagree in this archive."""
        return self._sums.slack

    def timeline(self, place: PostYear) -> Timeline:
        """The dated serials of a post's year."""
        found = self._timelines.get(place)
        if found is None:
            held = held_serials(self._connection, place.post, place.year)
            found = timeline(place, held, cited_numbers(self._connection, _start(place)))
            self._timelines[place] = found
        return found

    def ledgers(self, post: str | None = None, year: int | None = None) -> list[Ledger]:
        """The sums of the posts and years of which something is held or cited; of one post in any spelling."""
        code = None if post is None else post_meant(self._connection, post, year)
        return [each for each in self._sums.ledgers if code in {None, each.post} and year in {None, each.year}]

    def places(self, post: str | None = None, year: int | None = None) -> list[PostYear]:
        """The posts and years of which something is held or cited, as `ledgers`."""
        return [each.place for each in self.ledgers(post, year)]

    def gaps(self, place: PostYear, *, implied: bool = False) -> Iterator[Gap]:
        """What is missing of a post's year, by number; `implied`: also the numbers that nobody cites."""
        cited = {number for number, _ in cited_numbers(self._connection, _start(place))}
        held = held_numbers_of(self._connection, place.post, place.year)
        highest = max(self.timeline(place).highest, max(held, default=0))
        numbers = range(1, highest + 1) if implied else sorted(cited | self._cards(place).keys())
        for number in numbers:
            if number not in held:
                yield self._gap(place, number, cited=number in cited)

    def ledger(self, place: PostYear) -> Ledger:
        """The sum of a post's year, reckoned now."""
        cited = {number for number, _ in cited_numbers(self._connection, _start(place))}
        held = held_numbers_of(self._connection, place.post, place.year)
        return ledger_of(place, held, cited, self.timeline(place))

    def is_cited(self, mrn: str) -> bool:
        """Whether a telegram held refers to that number for certain."""
        asked = "SELECT 1 FROM edge WHERE mrn = ? AND kind = 'telegram' LIMIT 1"
        return self._connection.execute(asked, (mrn,)).fetchone() is not None

    def gap(self, asked: str) -> Gap:
        """The line of one number that is not held.

        Raises:
            WrongRequest: It is no number, or it is held.
        """
        number = parse_mrn(asked)
        if number is None:
            raise WrongRequest(f"{asked} is no number of a telegram", "Write it as 07ASTANA605 or Astana 605 2007.")
        named = posts().called(number.post, number.year)
        number = Mrn(number.year, named.mrn_name if named else number.post, number.number)
        if self.is_held(number):
            raise WrongRequest(f"{number} is held", f"reftel show {number} shows it.")
        return self._gap(PostYear(number.post, number.year), number.number, cited=True)

    def is_held(self, number: Mrn) -> bool:
        """Whether a telegram is held under that number, or under another form of it; a withdrawal card is none."""
        return number.number in held_numbers_of(self._connection, number.post, number.year)

    def _gap(self, place: PostYear, number: int, *, cited: bool) -> Gap:
        mrn = str(Mrn(place.year, place.post, number))
        bracket = self.timeline(place).bracket(number, self.slack)
        name = name_of_post(place)
        citations = tuple(self._citations(mrn)) if cited else ()
        day = next((day for each in citations if (day := _day_in(each, bracket)) is not None), None)
        if day is not None:
            bracket = bracket.on(day)
        written = archive_form(place.year, name, number)
        return Gap(
            mrn, place.post, name, place.year, number, written, bracket, citations, day, self._cards(place).get(number)
        )

    def _cards(self, place: PostYear) -> dict[int, str]:
        if place not in self._cards_of:
            self._cards_of[place] = cards(self._connection, *place)
        return self._cards_of[place]

    def _citations(self, mrn: str) -> Iterator[Citation]:
        condition = "edge.mrn = ? AND edge.kind = 'telegram' ORDER BY citing.dtg, edge.telegram, edge.nth"
        found = list(edges(self._connection, condition, (mrn,)))
        for edge in found:
            citing = next(entries(self._connection, "telegram.key = ?", (edge.telegram,)))
            yield Citation(edge.citing, citing.dtg, citing.subject, edge.words, edge.note, edge.start, edge.end)


def _day_in(citation: Citation, bracket: Bracket) -> date | None:
    """The day that the words of a citation name (LA PAZ 6652, NOVEMBER 23, 1971), where it lies in the bracket."""
    said = find_day(citation.words)
    day = said.as_date() if said is not None else None
    return day if day is not None and bracket.earliest.date() <= day <= bracket.latest.date() else None


def _start(place: PostYear) -> str:
    return f"{place.year % 100:02d}{place.post}"
