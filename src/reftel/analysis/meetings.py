"""Meetings: who met or spoke with whom, when, where and by what medium."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reftel.analysis.attending import MEETINGS, Attendance, Clause, clause_of
from reftel.analysis.lexicon import ADV, DET, HUMAN, POSS, TITLE, words_of
from reftel.analysis.people import is_post
from reftel.analysis.subjects import Finder
from reftel.model.analysis import POST, Meeting

if TYPE_CHECKING:
    from datetime import date

    from reftel.analysis.datewords import FoundDate
    from reftel.analysis.found import Found
    from reftel.analysis.passage import Passage
    from reftel.analysis.speakers import Resolver
    from reftel.model.telegram import Telegram

_MET = frozenset(("met", "meets", "meet", "meeting"))
_SPOKE = frozenset(("spoke", "talked", "conferred", "lunched", "dined", "consulted"))
_HELD = frozenset(("held", "had", "hosted", "convened", "attended", "chaired", "arranged"))
_RECEIVED = frozenset(("received", "visited", "telephoned", "phoned"))
#: Verbs whose object is the person met, and the medium of each; `called` with its particle.
_SEES = {
    "received": "meeting",
    "saw": "meeting",
    "visited": "visit",
    "summoned": "meeting",
    "briefed": "briefing",
    "hosted": "meeting",
    "debriefed": "briefing",
    "telephoned": "telephone",
    "phoned": "telephone",
    "escorted": "visit",
    "accompanied": "visit",
    "interviewed": "interview",
}
#: What people sit over: "over lunch on March 10".
_OVER = {"lunch": "lunch", "luncheon": "lunch", "dinner": "dinner", "breakfast": "breakfast", "coffee": "coffee"}
#: Words after the person seen that tell a visit from a view.
_WHEN = words_of("hints.toml", "meetings_when")
_HOUSES = frozenset(("residence", "embassy", "consulate", "mission", "chancery", "dinner", "lunch", "tea"))
_JOINED = frozenset(("participated", "attended", "joined", "accompanied"))
#: Gatherings that more is said of than of who was there, and words by which somebody is.
_LARGE = frozenset(("summit", "conference"))
_SPEAKS = frozenset(("discussed", "met", "spoke", "talked"))
_BEFORE_WHEN = 6
_MOST = 12  # words for a meeting, and statements, of one sentence that are looked at
_BEFORE_NOUN = words_of("hints.toml", "meetings_before_noun")


_TRIGGERS = (
    frozenset(MEETINGS)
    | _MET
    | _SPOKE
    | _HELD
    | _RECEIVED
    | frozenset(_SEES)
    | frozenset(_OVER)
    | {"called", "came", "spent"}
)


@dataclass(slots=True)
class _Found:
    paragraph: int
    sentence: int
    first: int
    stop: int
    medium: str
    clause: Clause
    people: list[str] = field(default_factory=list)
    dates: tuple[date | None, date | None] = (None, None)
    place: str | None = None


class MeetingFinder:
    """Finds the meetings of a telegram, paragraph by paragraph."""

    def __init__(self, telegram: Telegram, resolver: Resolver) -> None:
        self.telegram = telegram
        self.resolver = resolver
        self.found: list[_Found] = []
        self.passages: list[Passage] = []

    def read(self, p: int, passage: Passage, dates: list[FoundDate], statements: list[Found]) -> None:
        """Note the meetings of one paragraph."""
        self.passages.append(passage)
        here: list[_Found] = []
        told: dict[int, list[Found]] = defaultdict(list)
        for found in statements:
            told[found.sentence].append(found)
        listed = self._listed(p, passage, dates)
        if listed is not None:
            self.found.append(listed)
            return
        for sentence, (first, stop) in enumerate(passage.bounds):
            meeting = self._in_sentence(p, passage, sentence, first, stop, told[sentence][:_MOST])
            if meeting is not None:
                self._complete(p, passage, meeting, dates, here)
                if not self._is_the_same(passage, meeting, here):
                    here.append(meeting)
            elif here:
                self._more_people(p, passage, first, stop, here)
        for found in statements:
            spoken = self._told(p, found, dates, here)
            if spoken is not None:
                here.append(spoken)
        self.found += [meeting for meeting in here if len(meeting.people) >= 2 or (meeting.people and meeting.dates[0])]

    def _is_the_same(self, passage: Passage, meeting: _Found, here: list[_Found]) -> bool:
        """Whether `the meeting` is the one before it in the paragraph, which then has these people too."""
        if not here or passage.tokens.lowers[meeting.first] != "the" or meeting.stop - meeting.first > 2:
            return False
        before = here[-1]
        if not set(meeting.people) & set(before.people):
            return False
        for who in meeting.people:
            self._add(before, who)
        return True

    def _listed(self, p: int, passage: Passage, dates: list[FoundDate]) -> _Found | None:
        """A list of participants: a meeting of everybody in it, on its date or that of the meeting before it."""
        lowers = passage.tokens.lowers
        if (
            not lowers
            or lowers[0] not in ("participants", "attendees", "attending")
            or lowers[1:2] not in ([":"], ["\n"])
        ):
            return None
        clause = Clause(0, len(lowers))
        meeting = _Found(p, 0, 0, 1, "meeting", clause)
        meeting.people = Attendance(self.resolver, p, passage, []).of(clause, 0, 1, noun=True)
        if dates:
            meeting.dates = (dates[0].first, dates[0].last)
        elif self.found:
            meeting.dates = self.found[-1].dates
        return meeting if len(meeting.people) > 1 else None

    def _in_sentence(
        self, p: int, passage: Passage, sentence: int, first: int, stop: int, statements: list[Found]
    ) -> _Found | None:
        lowers, best, tried = passage.tokens.lowers, None, 0
        for at in range(first, stop):
            if lowers[at] in _TRIGGERS and tried < _MOST:
                after = lowers[at + 1] if at + 1 < stop else ""
                span = self._trigger(passage, at, first, stop, after)
                if span is None:
                    continue
                tried += 1
                noun = (lowers[at] in MEETINGS or lowers[at] in _OVER) and lowers[span[0]] not in _HELD
                clause = clause_of(passage, first, stop, span[0], span[1], noun=noun)
                people = Attendance(self.resolver, p, passage, statements).of(clause, span[0], span[1], noun=noun)
                if len(people) > max(1, len(best.people) if best is not None else 0) or (people and best is None):
                    best = _Found(p, sentence, span[0], span[1], span[2], clause, people)
        return best

    def _trigger(self, passage: Passage, at: int, first: int, stop: int, after: str) -> tuple[int, int, str] | None:
        """The tokens that say that there was a meeting, and its medium; `None` where they say something else."""
        lowers = passage.tokens.lowers
        lower = lowers[at]
        before = lowers[at - 1] if at > first else ""
        visit = self._visit(passage, at, stop)
        if visit is not None:
            return visit
        if lower in _OVER and before == "over":
            return at - 1, at + 1, _OVER[lower]
        if (
            lower in ("met", "meets")
            and after in ("with", "separately", "privately", "briefly", "again", "on", "in", "at")
        ) or (lower == "met" and at + 1 < stop and passage.inside[at + 1]):
            return at, at + 1, "meeting"
        if (
            lower in _SPOKE
            and after in ("with", "to")
            and at + 2 < stop
            and (passage.inside[at + 2] or passage.tokens.bits[at + 2])
        ):
            medium = "telephone" if {"telephone", "phone", "telephonically"} & set(lowers[at:stop]) else "conversation"
            return at, at + 1, medium
        if lower in _RECEIVED and at + 1 < stop and passage.inside[at + 1] and lower in ("telephoned", "phoned"):
            return at, at + 1, "telephone"
        if lower in _HELD:
            for look in range(at + 1, min(stop, at + 8)):
                if lowers[look] in MEETINGS and lowers[look] != "session":
                    return at, look + 1, self._medium(lowers, look)
                if lowers[look] in (",", ".", "for"):
                    break
            return None
        if lower in MEETINGS and before != "to":
            if "for" in lowers[max(first, at - 2) : at]:
                return None  # feelers for meetings
            if after in ("with", "between") or (before in ("phone", "telephone") and lower == "call"):
                return at, at + 1, self._medium(lowers, at)
            start = at
            while start > first and (
                lowers[start - 1] in _BEFORE_NOUN
                or passage.inside[start - 1]
                or lowers[start - 1][0].isdecimal()
                or lowers[start - 1] in _MONTHS
            ):
                start -= 1
            if (
                start > first
                and lowers[start - 1] in ("at", "in", "during", "following", "after")
                and start < at
                and (start - 1 == first or lower not in _LARGE or _SPEAKS & set(lowers[first:start]))
                and lower in ("session", "meeting", "summit", "lunch", "dinner", "conference", "luncheon")
            ):
                return (
                    start,
                    at + 1,
                    passage.tokens.cut(start, at + 1).removeprefix("the ")
                    if lower == "session"
                    else self._medium(lowers, at),
                )
        return None

    def _visit(self, passage: Passage, at: int, stop: int) -> tuple[int, int, str] | None:
        """`X received Y`, `called on Y`, `called in Y`, `lunched at the residence`, `came to dinner`."""
        lowers = passage.tokens.lowers
        lower = lowers[at]
        if (
            lower == "called"
            and at + 2 < stop
            and lowers[at + 2] == "in"
            and self._names_somebody(passage, at + 1, stop)
        ):
            return at, at + 1, "meeting"
        if lower == "spent" and "with" in lowers[at : min(at + 6, stop)]:
            return at, at + 1, "meeting"
        if lower == "called" and at + 2 < stop and lowers[at + 1] in ("on", "in", "at", "upon"):
            if lowers[at + 1] in ("on", "upon") and lowers[at + 2] in ("for", "to"):
                return None
            return (at, at + 2, "meeting") if self._names_somebody(passage, at + 2, stop) else None
        if lower in ("lunched", "dined", "breakfasted") and at + 1 < stop and lowers[at + 1] in ("at", "with"):
            return at, at + 1, {"lunched": "lunch", "dined": "dinner"}.get(lower, "breakfast")
        if lower == "came" and at + 2 < stop and lowers[at + 1] in ("to", "by"):
            house = next((word for word in lowers[at + 2 : min(at + 4, stop)] if word in _HOUSES), "")
            return (at, at + 2, house if house in _OVER else "meeting") if house else None
        if lower in _SEES and self._names_somebody(passage, at + 1, stop):
            return (at, at + 1, _SEES[lower]) if lower != "saw" or self._is_visit(passage, at, stop) else None
        return None

    def _is_visit(self, passage: Passage, at: int, stop: int) -> bool:
        """Whether `saw X` is a visit (at noon, on May 3, alone) and no view (saw X as, saw X holding)."""
        found = Finder(passage, at + 1, stop).after(at + 1, stop, addressee=True)
        after = found.stop if found is not None else at + 2
        return after < stop and passage.tokens.lowers[after] in _WHEN

    def _names_somebody(self, passage: Passage, at: int, stop: int) -> bool:
        """Whether a person, a title, an officer of the post or `me` stands at `at`, after an article."""
        lowers, bits = passage.tokens.lowers, passage.tokens.bits
        while at < stop and bits[at] & (DET | POSS | ADV) and not passage.inside[at]:
            at += 1
        if at >= stop:
            return False
        number = passage.inside[at]
        if number:
            return passage.names[number - 1].type in ("person", "maybe", "office")
        if lowers[at] in ("me", "us", "him", "her", "them") or is_post(lowers[at]):
            return True
        return any(bits[look] & (TITLE | HUMAN) for look in range(at, min(at + 2, stop)))

    def _medium(self, lowers: list[str], at: int) -> str:
        medium = MEETINGS[lowers[at]]
        before = lowers[at - 1]
        if medium == "conference" and before == "video":
            return "digital video conference" if lowers[at - 2] == "digital" else "video conference"
        if medium in ("call", "conversation") and before in ("telephone", "phone"):
            return "telephone"
        if medium == "call":
            return "courtesy call" if before == "courtesy" else "call"
        if medium == "conference" and before == "press":
            return "press conference"
        return medium

    def _add(self, meeting: _Found, who: str) -> None:
        if who not in meeting.people:
            meeting.people.append(who)

    def _complete(
        self,
        p: int,
        passage: Passage,
        meeting: _Found,
        dates: list[FoundDate],
        here: list[_Found],
    ) -> None:
        """Add date and place: of its clause, else of the meeting before it in the paragraph."""
        first, stop = meeting.clause[:2]
        if passage.tokens.lowers[first - 1 : first] == ["when"]:
            first = max(0, first - _BEFORE_WHEN)  # on April 22, when they met
        near = [found for found in dates if first <= found.start < stop]
        near.sort(key=lambda found: abs(found.start - meeting.first))
        if near:
            meeting.dates = (near[0].first, near[0].last)
        elif here and meeting.medium != "conversation":
            meeting.dates = here[-1].dates
        for at in range(first, stop):
            number = passage.inside[at]
            if not number or passage.names[number - 1].first != at or at == first:
                continue
            if self.resolver.people.types[p][number - 1] == "place" and passage.tokens.lowers[at - 1] in (
                "in",
                "at",
                "to",
                "near",
            ):
                someone = self.resolver.people.of_name[p][number - 1]
                if someone is not None:
                    meeting.place = someone.name
                    break
        if meeting.place is None and here and not near:
            meeting.place = here[-1].place

    def _more_people(self, p: int, passage: Passage, first: int, stop: int, here: list[_Found]) -> None:
        """`X and Y also participated`: more people of the meeting before, of all of them where it says `meetings`."""
        lowers = passage.tokens.lowers[first:stop]
        if not any(word in _JOINED for word in lowers):
            return
        meetings = here if "meetings" in lowers else here[-1:]
        for at in range(first, stop):
            number = passage.inside[at]
            someone = self.resolver.people.of_name[p][number - 1] if number else None
            for meeting in meetings:
                if someone is not None and someone.type == "person":
                    self._add(meeting, someone.id)
                elif not number and passage.tokens.lowers[at] in (
                    "poloff",
                    "econoff",
                    "emboff",
                    "dcm",
                    "notetaker",
                    "charge",
                ):
                    self._add(meeting, POST)

    def _told(self, p: int, found: Found, dates: list[FoundDate], here: list[_Found]) -> _Found | None:
        """A conversation that somebody reports: `X told him in September 2006 that ...`."""
        if found.cue is None or not found.voices or not found.listeners:
            return None
        persons = self._persons() | {POST}
        if not set(found.voices) <= persons or not set(found.listeners) <= persons:
            return None
        when = next((date for date in dates if found.cue.stop <= date.start < found.pieces[0][0]), None)
        said = self.passages[-1].tokens.lowers[found.cue.stop : max(found.cue.stop, found.pieces[0][0])]
        phoned = bool({"telephone", "phone", "telephonically"} & set(said))
        if when is None and not phoned:
            return None
        if any(one.sentence == found.sentence for one in here):
            return None
        meeting = _Found(
            p,
            found.sentence,
            found.cue.first,
            found.cue.stop,
            "telephone" if phoned else "conversation",
            Clause(found.cue.first, found.cue.stop),
            dates=(when.first, when.last) if when is not None else (None, None),
        )
        meeting.people = [*found.voices, *(who for who in found.listeners if who not in found.voices)]
        return meeting

    def _persons(self) -> set[str]:
        return {someone.id for someone in self.resolver.people.entities if someone.type == "person"}

    def meetings(self) -> tuple[Meeting, ...]:
        """All meetings found, in order."""
        made: list[Meeting] = []
        for one in self.found:
            passage = self.passages[one.paragraph]
            start, end = passage.source_span(one.first, one.stop)
            made.append(
                Meeting(
                    paragraph=passage.paragraph.number,
                    start=start,
                    end=end,
                    text=self.telegram.text[start:end],
                    first=one.dates[0],
                    last=one.dates[1],
                    place=one.place,
                    medium=one.medium,
                    participants=tuple(one.people),
                )
            )
        return tuple(made)


_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
