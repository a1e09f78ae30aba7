"""The gap ledger: every telegram that is cited, or implied by serial numbers, but not held.

Each line gives the dates between which the telegram was sent (see `reftel.analysis.serials`) and who cites it, in
which words. The words of a request for it are drafted here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.serials import Bracket, Slack, Timeline, measured_slack
from reftel.archive.edges import edges
from reftel.archive.entries import entries
from reftel.archive.serials import PostYear, cited_mrns, cited_numbers, held_numbers_of, held_post_years, held_serials
from reftel.errors import WrongRequest
from reftel.facts import posts
from reftel.model.number import Mrn, archive_form, compact_post, parse_mrn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

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
    """

    mrn: str
    post: str
    name: str
    year: int
    number: int
    archive_number: str
    bracket: Bracket
    citations: tuple[Citation, ...]


class Ledger(NamedTuple):
    """One post's year: the highest number seen, how many are held, cited and missing, or unknown, and the total.

    `total` is how many telegrams the post sent in the year (at least, likely, at most; nine in ten), where the dated
    numbers tell.
    """

    post: str
    name: str
    year: int
    highest: int
    held: int
    missing: int
    unknown: int
    total: tuple[int, int, int] | None


class GapFinder:
    """Finds what is missing in an archive whose edges are up to date (`resolve_all`).

    `slack` may be given where it is known already: to measure it takes a while in a large archive.
    """

    def __init__(self, archive: Archive, slack: Slack | None = None) -> None:
        self._connection: sqlite3.Connection = archive.connection
        self._timelines: dict[PostYear, Timeline] = {}
        self._slack = slack

    @property
    def slack(self) -> Slack:
        """How far serials and dates disagree in this archive."""
        if self._slack is None:
            self._slack = measured_slack(self.timeline(place) for place in held_post_years(self._connection))
        return self._slack

    def timeline(self, place: PostYear) -> Timeline:
        """The dated serials of a post's year."""
        found = self._timelines.get(place)
        if found is None:
            held = held_serials(self._connection, place.post, place.year)
            found = Timeline(place.year, held, cited_numbers(self._connection, _start(place)))
            self._timelines[place] = found
        return found

    def places(self, post: str | None = None, year: int | None = None) -> list[PostYear]:
        """The posts and years of which something is held or cited, in order; of one post in any spelling."""
        code = _code(post, year)
        found = set(held_post_years(self._connection))
        for mrn in cited_mrns(self._connection):
            number = parse_mrn(mrn)
            if number is not None:
                found.add(PostYear(number.post, number.year))
        return sorted(
            (place for place in found if code in {None, place.post} and year in {None, place.year}),
            key=lambda place: (place.year, place.post),
        )

    def gaps(self, place: PostYear, *, implied: bool = False) -> Iterator[Gap]:
        """What is missing of a post's year, by number; `implied`: also the numbers that nobody cites."""
        cited = {number for number, _ in cited_numbers(self._connection, _start(place))}
        held = held_numbers_of(self._connection, place.post, place.year)
        highest = max(self.timeline(place).highest, max(held, default=0))
        numbers = range(1, highest + 1) if implied else sorted(cited)
        for number in numbers:
            if number not in held:
                yield self._gap(place, number, cited=number in cited)

    def ledger(self, place: PostYear) -> Ledger:
        """The sum of a post's year."""
        cited = {number for number, _ in cited_numbers(self._connection, _start(place))}
        held = held_numbers_of(self._connection, place.post, place.year)
        timeline = self.timeline(place)
        highest = max(timeline.highest, max(held, default=0))
        missing = len(cited - held)
        unknown = highest - len({number for number in cited | held if 0 < number <= highest})
        return Ledger(place.post, _name(place), place.year, highest, len(held), missing, unknown, timeline.total())

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
        place = PostYear(number.post, number.year)
        if number.number in held_numbers_of(self._connection, number.post, number.year):
            raise WrongRequest(f"{number} is held", f"reftel show {number} shows it.")
        return self._gap(place, number.number, cited=True)

    def _gap(self, place: PostYear, number: int, *, cited: bool) -> Gap:
        mrn = str(Mrn(place.year, place.post, number))
        bracket = self.timeline(place).bracket(number, self.slack)
        name = _name(place)
        citations = tuple(self._citations(mrn)) if cited else ()
        return Gap(
            mrn, place.post, name, place.year, number, archive_form(place.year, name, number), bracket, citations
        )

    def _citations(self, mrn: str) -> Iterator[Citation]:
        condition = "edge.mrn = ? AND edge.kind = 'telegram' ORDER BY citing.dtg, edge.telegram, edge.nth"
        found = list(edges(self._connection, condition, (mrn,)))
        for edge in found:
            citing = next(entries(self._connection, "telegram.key = ?", (edge.telegram,)))
            yield Citation(edge.citing, citing.dtg, citing.subject, edge.words, edge.note, edge.start, edge.end)


def request_text(gap: Gap) -> str:
    """The text of a records request for a telegram that is not held: number, post, dates, and who cites it."""
    bracket = gap.bracket
    lines = [
        "I request a copy of the following telegram, in full or as far as it can be released:",
        "",
        f"  Number:         {gap.name} {gap.number} of {gap.year} (also written {gap.mrn} and {gap.archive_number})",
        f"  From:           {_sender(gap)}",
        f"  Sent between:   {bracket.earliest:%d %B %Y} and {bracket.latest:%d %B %Y}",
        f"  Most likely:    {bracket.likely_from:%d %B %Y} to {bracket.likely_to:%d %B %Y}",
    ]
    subjects = list(dict.fromkeys(each.subject for each in gap.citations if each.subject))
    if subjects:
        lines.append("  Subject:        not known; it is cited in telegrams about")
        lines += [f"                  {subject}" for subject in subjects[:5]]
    lines += ["", "The dates are reckoned from the serial numbers of telegrams of the same post and year."]
    if gap.citations:
        lines += ["It is referred to in:", ""]
        seen = dict.fromkeys(
            (each.citing, f"{each.dtg:%d %B %Y}" if each.dtg else "undated", each.words) for each in gap.citations
        )
        lines += [f'  {citing} of {day}, as "{words}"' for citing, day, words in seen]
    return "\n".join(lines) + "\n"


def _sender(gap: Gap) -> str:
    post = posts().called(gap.post, gap.year)
    if post is None:
        return gap.name
    if post.kind == "department":
        return "the Department of State"
    kind = {"embassy": "Embassy", "consulate": "Consulate", "mission": "Mission"}.get(post.kind, post.kind)
    return f"{kind} {post.city or post.name.title()}"


def _code(post: str | None, year: int | None) -> str | None:
    if post is None:
        return None
    named = posts().called(post, year)
    return named.mrn_name if named else compact_post(post)


def _name(place: PostYear) -> str:
    post = posts().called(place.post, place.year)
    return post.name if post is not None and post.mrn_name == place.post else place.post


def _start(place: PostYear) -> str:
    return f"{place.year % 100:02d}{place.post}"
