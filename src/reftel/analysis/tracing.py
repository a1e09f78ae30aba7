"""From a citation to the telegram: which one is meant, whether it is held, and which element is likely wrong.

Published citations contain wrong years, days and numbers. Two of post, number and date that agree on a telegram held
convict the third; where nothing held agrees, the dates of the post's other numbers still tell whether number and date
can both be right.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from reftel.analysis.footnotes import read_claims
from reftel.analysis.gaps import Gap, GapFinder
from reftel.analysis.senders import Senders
from reftel.archive.edges import NO_CARD
from reftel.archive.entries import Entry, entries
from reftel.archive.numbers import find_key
from reftel.facts import posts
from reftel.model.number import Mrn, parse_mrn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.claims import Claim
    from reftel.archive import Archive

Outcome = Literal["resolved", "candidates", "not held", "unclear"]
_ONE_DAY = timedelta(days=1)
_MORE_WORDS = 110  # characters of a citation that are shown behind its number
_WORDS_END = re.compile(r"[;\n]|\.\s{1,4}(?=\[?\d{1,4}[.\])\s]|[A-Z][a-z]+\s[a-z])")
_NARROW = timedelta(days=60)
_ALIKE = 80  # of 100: two subjects that are the same but for a cut or a slip


class Problem(NamedTuple):
    """An element of a citation (number, date, post, addressee) that is likely wrong, and why."""

    element: str
    message: str


class Trace(NamedTuple):
    """What one citation of a text means.

    `text` are its words, with what follows its number. `resolved`: `entry` is the telegram held. `candidates`: one of
    these. `not held`: `gap` is its line in the ledger, and `candidates` are telegrams of that day whose numbers differ
    in one figure. `unclear`: too little is said. Where elements disagree, `problems` say which is likely wrong.
    """

    claim: Claim
    text: str
    outcome: Outcome
    entry: Entry | None = None
    candidates: tuple[Entry, ...] = ()
    gap: Gap | None = None
    problems: tuple[Problem, ...] = ()


class _Elements(NamedTuple):
    """Post, number, year and date of a citation, after what is written out as a number has been taken apart."""

    post: str | None
    number: int | None
    year: int | None
    day: date | None


def trace_text(archive: Archive, text: str) -> list[Trace]:
    """Every citation in footnotes, a bibliography or a pasted paragraph, with the telegram it means.

    The edges of the archive are to be up to date (`resolve_all`).
    """
    tracer = Tracer(archive)
    claims = read_claims(text, tracer.senders)
    stops = [claim.start for claim in claims[1:]] + [len(text)]
    return [tracer.trace(claim, _words(text, claim, stop)) for claim, stop in zip(claims, stops, strict=False)]


def _words(text: str, claim: Claim, stop: int) -> str:
    """The words of a citation from its beginning on: to the end of its line or piece, or to the next one."""
    ends = _WORDS_END.search(text, claim.end, max(claim.end, min(stop, claim.end + _MORE_WORDS)))
    return text[claim.start : ends.start() if ends else max(claim.end, min(stop, claim.end + _MORE_WORDS))].strip()


class Tracer:
    """Asks one archive what citations mean."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._gaps = GapFinder(archive)
        posts = archive.connection.execute("SELECT DISTINCT post FROM telegram WHERE post IS NOT NULL")
        self.senders = Senders(str(post) for (post,) in posts)

    def trace(self, claim: Claim, text: str) -> Trace:
        """What one citation means; where day and month can be either way round, the way that agrees."""
        trace = self._traced(claim, text)
        if claim.day is None or not claim.day.either or (trace.outcome == "resolved" and not trace.problems):
            return trace
        swapped = self._traced(claim._replace(day=claim.day.swapped()), text)
        return swapped if swapped.outcome == "resolved" and not swapped.problems else trace

    def _traced(self, claim: Claim, text: str) -> Trace:
        elements, problems = self._elements(claim)
        if claim.id is not None:
            key = find_key(self._archive.connection, claim.id)
            if key is not None:
                entry = self._entry(key)
                problems += _against(entry, elements, claim)
                return Trace(claim, text, "resolved", entry, problems=tuple(problems))
        if elements.post is None or (elements.number is None and elements.day is None):
            return Trace(claim, text, "unclear", problems=tuple(problems))
        if elements.number is None:
            return self._by_route(claim, text, elements)
        return self._by_number(claim, text, elements, problems)

    def _elements(self, claim: Claim) -> tuple[_Elements, list[Problem]]:
        written = parse_mrn(claim.id.partition("~")[0]) if claim.id else None
        day = claim.day.as_date() if claim.day else None
        problems: list[Problem] = []
        if claim.day is not None and claim.day.year is not None and day is None:
            problems.append(Problem("date", f"there is no day {claim.day.day} in month {claim.day.month}"))
        if written is None:
            year = claim.year or (claim.day.year if claim.day else None)
            return _Elements(claim.sender, claim.number, year, day), problems
        post = _post_of_code(written, claim.sender)
        if claim.sender is not None and claim.sender != post and self.senders.called(post) is not None:
            problems.append(Problem("post", f"{claim.sender} is named, and {claim.id} is of {post}"))
        if claim.number is not None and claim.number != written.number:
            problems.append(Problem("number", f"{claim.number} is cited, and {claim.id}"))
        return _Elements(post, written.number, written.year, day), problems

    # -- with a number

    def _by_number(self, claim: Claim, text: str, elements: _Elements, problems: list[Problem]) -> Trace:
        post, number, year, day = elements
        if year is None:
            found = [entry for entry in self._numbered(post, number) if _agrees_without_year(entry, claim)]
            if claim.day is None and found:  # of which year is not said: what is held is no more than a candidate
                return Trace(claim, text, "candidates", candidates=tuple(found), problems=tuple(problems))
            return self._one_of(claim, text, found, problems, elements)
        held = self._numbered(post, number, year)
        if held:
            return self._held(claim, text, elements, held, problems)
        if post is None or number is None:
            return Trace(claim, text, "unclear", problems=tuple(problems))
        gap = self._gaps.gap(str(Mrn(year, post, number)))
        can_be = day is None or _within(gap, day)
        suspect = self._suspect(claim, elements, can_be=can_be)
        if suspect is not None:
            entry, problem = suspect
            return Trace(claim, text, "resolved", entry, problems=(*problems, problem))
        other = self._misnumbered(claim, elements)
        if other is not None and can_be:
            if sorted(str(other.number)) == sorted(str(number)):
                problems.append(Problem("number", f"not held, and {other.mrn} of that day has the same figures"))
            return Trace(claim, text, "not held", None, (other,), gap, tuple(problems))
        cited = self._cited_in_other_year(elements, gap)
        if cited is not None:
            said = f"{cited.mrn}, cited in {cited.citations[0].citing}, was sent about then"
            return Trace(claim, text, "not held", gap=cited, problems=(*problems, Problem("year", said)))
        if not can_be:
            bracket = gap.bracket
            problems.append(
                Problem(
                    "date or number",
                    f"{gap.name} {number} was sent between {bracket.earliest:%d %b %Y} and {bracket.latest:%d %b %Y}",
                )
            )
        return Trace(claim, text, "not held", gap=gap, problems=tuple(problems))

    def _held(self, claim: Claim, text: str, elements: _Elements, held: list[Entry], problems: list[Problem]) -> Trace:
        """Post, number and year are held; the date may still convict one of them."""
        entry = next((each for each in held if _same_day(each, elements.day)), held[0])
        if not _differs(entry, elements.day):
            problems += _against(entry, elements, claim)
            return Trace(claim, text, "resolved", entry, problems=tuple(problems))
        other = self._misnumbered(claim, elements)
        if other is not None and not _shares_most(entry, elements.day):
            problems.append(_wrong_number(other, elements))
            return Trace(claim, text, "resolved", other, (entry,), problems=tuple(problems))
        problems += _against(entry, elements, claim)
        candidates = () if other is None else (other,)
        return Trace(claim, text, "resolved", entry, candidates, problems=tuple(problems))

    def _suspect(self, claim: Claim, elements: _Elements, *, can_be: bool) -> tuple[Entry, Problem] | None:
        """The telegram held that all elements but one agree on, and the element that does not."""
        if elements.day is None:
            return None
        post, number, _, day = elements
        for entry in self._numbered(post, number):
            if entry.dtg is not None and _same_day_of_year(entry, day):
                return entry, Problem("year", f"{entry.mrn} is of {entry.dtg:%d %B %Y}")
        other = self._misnumbered(claim, elements)
        if other is not None and (not can_be or (claim.subject and _alike(other.subject, claim.subject))):
            return other, _wrong_number(other, elements)
        for entry in self._sent_on(None, day):
            if entry.number == number and entry.year == elements.year:
                return entry, Problem("post", f"{entry.mrn} of that day is of {entry.post}")
        return None

    def _cited_in_other_year(self, elements: _Elements, gap: Gap) -> Gap | None:
        """The telegram of that number that is cited in the archive and was sent on that day, but of another year."""
        post, number, year, day = elements
        if post is None or number is None or year is None or day is None or gap.citations:
            return None
        for other in (year - 1, year + 1, year - 2, year + 2, year - 10, year + 10, _figures_swapped(year)):
            mrn = Mrn(other, post, number)
            if other == year or not self._gaps.is_cited(str(mrn)) or self._gaps.is_held(mrn):
                continue  # what is held of another year is looked for by its own date
            line = self._gaps.gap(str(mrn))
            bracket = line.bracket
            if bracket.latest - bracket.earliest <= _NARROW and _within(line, _in_year(day, other)):
                return line
        return None

    def _misnumbered(self, claim: Claim, elements: _Elements) -> Entry | None:
        """The one telegram of the post and day whose number is a slip away from the one cited."""
        if elements.day is None or elements.number is None:
            return None
        cited = str(elements.number)
        near = [
            entry
            for entry in self._sent_on(elements.post, elements.day)
            if entry.number is not None and OSA.distance(str(entry.number), cited) == 1
        ]
        if len(near) > 1 and claim.subject:
            near = [entry for entry in near if _alike(entry.subject, claim.subject)]
        return near[0] if len(near) == 1 else None

    # -- without a number

    def _by_route(self, claim: Claim, text: str, elements: _Elements) -> Trace:
        """Sender, perhaps addressee, and date: the telegrams held that agree."""
        found = [entry for entry in self._sent_on(elements.post, elements.day) if self._is_to(entry, claim.addressee)]
        exact = [entry for entry in found if entry.dtg is not None and entry.dtg.date() == elements.day]
        if claim.subject:
            alike = [entry for entry in found if _alike(entry.subject, claim.subject)]
            exact = alike or exact
        return self._one_of(claim, text, exact or found, [], elements)

    def _one_of(
        self, claim: Claim, text: str, found: list[Entry], problems: list[Problem], elements: _Elements
    ) -> Trace:
        if len(found) == 1:
            problems += _against(found[0], elements, claim)
            return Trace(claim, text, "resolved", found[0], problems=tuple(problems))
        if found:
            return Trace(claim, text, "candidates", candidates=tuple(found), problems=tuple(problems))
        return Trace(claim, text, "not held" if elements.day else "unclear", problems=tuple(problems))

    def _is_to(self, entry: Entry, addressee: str | None) -> bool:
        if addressee is None:
            return True
        telegram = self._archive.get(entry.id)
        named = {each.post for each in (*telegram.to, *telegram.info)}
        return addressee in named or not telegram.to

    # -- what is held

    def _entry(self, key: int) -> Entry:
        return next(entries(self._archive.connection, "telegram.key = ?", (key,)))

    def _numbered(self, post: str | None, number: int | None, year: int | None = None) -> list[Entry]:
        condition = "telegram.post = ?1 AND telegram.number = ?2 AND (?3 IS NULL OR telegram.year = ?3)"
        ordered = f"{condition} AND {NO_CARD} ORDER BY telegram.year, telegram.copy"
        found = list(entries(self._archive.connection, ordered, (post, number, year)))
        if found or post is None or number is None or year is None:
            return found
        key = find_key(self._archive.connection, str(Mrn(year, post, number)))  # under another form of its number
        return list(entries(self._archive.connection, f"telegram.key = ?1 AND {NO_CARD}", (key,))) if key else []

    def _sent_on(self, post: str | None, day: date | None) -> Iterator[Entry]:
        """What a post (or anyone) sent on a day, or on the one before or after: dates are local now and then."""
        if day is None:
            return
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        first, last = ((midnight + each).timestamp() for each in (-_ONE_DAY, 2 * _ONE_DAY))
        condition = "telegram.dtg >= ?2 AND telegram.dtg < ?3 AND (?1 IS NULL OR telegram.post = ?1)"
        ordered = f"{condition} AND {NO_CARD} ORDER BY telegram.dtg"
        yield from entries(self._archive.connection, ordered, (post, int(first), int(last)))


def _post_of_code(written: Mrn, sender: str | None) -> str:
    """The post of a number in which an archive's six letters may stand for the name."""
    meant = [post.mrn_name for post in posts().candidates(written.post)]
    if sender in meant:
        return str(sender)
    named = posts().named(written.post, written.year)
    return named.mrn_name if named is not None else written.post


def _against(entry: Entry, elements: _Elements, claim: Claim) -> list[Problem]:
    """What a citation says otherwise than the telegram that it means."""
    problems: list[Problem] = []
    day = elements.day
    if day is not None and entry.dtg is not None and _differs(entry, day):
        sent = entry.dtg.date()
        wrong = "year" if _same_day_of_year(entry, day) else "date"
        problems.append(Problem(wrong, f"{entry.mrn or entry.id} is of {sent:%d %B %Y}, not {day:%d %B %Y}"))
    if claim.subject and entry.subject and not _alike(entry.subject, claim.subject):
        problems.append(Problem("subject", f"its subject is {entry.subject}"))
    return problems


def _differs(entry: Entry, day: date | None) -> bool:
    """Whether a date is not that of the telegram, nor of the day before or after (local time)."""
    return day is not None and entry.dtg is not None and abs(entry.dtg.date() - day) > _ONE_DAY


def _same_day(entry: Entry, day: date | None) -> bool:
    return day is not None and entry.dtg is not None and not _differs(entry, day)


def _same_day_of_year(entry: Entry, day: date | None) -> bool:
    """Whether a date is that of the telegram, or the day before or after, but for the year."""
    return day is not None and entry.dtg is not None and _same_day(entry, _in_year(day, entry.dtg.year))


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _figures_swapped(year: int) -> int:
    """1957 for 1975."""
    tens, ones = divmod(year % 100, 10)
    return year - year % 100 + 10 * ones + tens


def _shares_most(entry: Entry, day: date | None) -> bool:
    """Whether two of day, month and year are those of the telegram: then the third is the slip."""
    if day is None or entry.dtg is None:
        return False
    sent = entry.dtg.date()
    return sum((sent.day == day.day, sent.month == day.month, sent.year == day.year)) >= 2


def _agrees_without_year(entry: Entry, claim: Claim) -> bool:
    if claim.day is None or entry.dtg is None:
        return True
    return (entry.dtg.month, entry.dtg.day) == (claim.day.month, claim.day.day)


def _within(gap: Gap, day: date) -> bool:
    return gap.bracket.earliest.date() - _ONE_DAY <= day <= gap.bracket.latest.date() + _ONE_DAY


def _wrong_number(entry: Entry, elements: _Elements) -> Problem:
    return Problem("number", f"{entry.mrn} is of that day, not {elements.number}")


def _alike(held: str | None, cited: str) -> bool:
    return held is not None and fuzz.partial_ratio(held.upper(), cited.upper()) >= _ALIKE
