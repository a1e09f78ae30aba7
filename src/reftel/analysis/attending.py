"""Who takes part in a meeting: the subject and the object of the words that say that there was one, and nobody else.

A sentence names more people than meet in it: those talked about, those whose adviser comes, those met on another day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.cues import find_cues
from reftel.analysis.lexicon import (
    ADV,
    AUX,
    COORD,
    DET,
    HUMAN,
    OBJ,
    PHRASE,
    POSS,
    PREP,
    PRON,
    SUBORD,
    TITLE,
    words_of,
)
from reftel.analysis.people import is_post, is_strange
from reftel.analysis.subjects import Finder, Phrase
from reftel.model.analysis import POST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.cues import Cue
    from reftel.analysis.found import Found
    from reftel.analysis.namewalk import Name
    from reftel.analysis.passage import Passage
    from reftel.analysis.speakers import Resolver

#: Officers of the post that its telegrams name by their office alone.
OFFICERS = words_of("hints.toml", "meetings_officers")
#: Words for the post that are also those of its house, or of whoever writes.
_HOUSE = frozenset(("our", "embassy", "post", "mission", "consulate", "us", "i", "me", "we"))
_MYSELF = frozenset(("i", "me", "we", "us"))
#: What people meet about, and not with.
_ABOUT = words_of("hints.toml", "meetings_about")
_RELATIVES = frozenset(("who", "whom", "which", "whose", "where"))
_STOPS = _RELATIVES | {";", ".", ":", "that"}
_DISCUSSED = frozenset(("discussed", "reviewed", "raised", "exchanged", "talked", "spoke", "covered"))
_TOLD = words_of("hints.toml", "meetings_told")
#: Before an office they make another's of it: Under Secretary of State.
_UNDER = frozenset(("under", "assistant", "deputy", "vice"))
_US = frozenset(("us", "me"))
_PLACED = frozenset(("placed", "made", "took", "held", "had", "hosted"))
_NEAR = 6
_OPENERS = frozenset(("in", "at", "during", "following", "after", "over", "on", "from"))


#: Nouns of meetings and the medium each means.
MEETINGS = {
    "meeting": "meeting",
    "meetings": "meeting",
    "conversation": "conversation",
    "conversations": "conversation",
    "discussion": "conversation",
    "discussions": "conversation",
    "talks": "talks",
    "conference": "conference",
    "dvc": "digital video conference",
    "videoconference": "video conference",
    "teleconference": "telephone conference",
    "call": "call",
    "luncheon": "lunch",
    "lunch": "lunch",
    "dinner": "dinner",
    "breakfast": "breakfast",
    "reception": "reception",
    "interview": "interview",
    "briefing": "briefing",
    "session": "session",
    "summit": "summit",
    "audience": "audience",
    "roundtable": "round table",
    "consultations": "consultations",
    "demarche": "demarche",
}


class Clause(NamedTuple):
    """The tokens around the words that say that there was a meeting which say of it who, when and where.

    `subject`: before which token the subject stands, where that is not right before the words for the meeting. `main`:
    the verb after a meeting that opens the sentence ("In a meeting with Borge, Lund said"). Both are -1 elsewhere.
    `end`: where the sentence ends.
    """

    first: int
    stop: int
    subject: int = -1
    main: int = -1
    end: int = 0


def clause_of(passage: Passage, first: int, stop: int, start: int, end: int, *, noun: bool) -> Clause:
    """The clause of a meeting told by tokens `start` to `end` of the sentence from `first` to `stop`."""
    cues = [cue for cue in find_cues(passage, first, stop) if cue.form == "finite"]
    left, subject = _left(passage, cues, first, start, noun=noun)
    right = _right(passage, cues, end, stop)
    told = any(cue.first == right for cue in cues) or passage.tokens.words[right - 1] == ","
    opens = subject < 0 and right < stop and told and _opens(passage, left, start)
    return Clause(left, right, subject, _main_verb(passage, cues, right, stop) if opens else -1, stop)


def _left(passage: Passage, cues: list[Cue], first: int, start: int, *, noun: bool) -> tuple[int, int]:
    """Where the clause begins, and before which verb its subject stands if not before the meeting's own."""
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    own = None if noun else Finder(passage, first, start).before(verb_group(passage, first, start))
    begins = start if own is None else own.first
    left, subject, after = first, -1, first
    for at in range(begins - 1, first - 1, -1):
        if passage.inside[at]:
            continue
        if lowers[at] in (";", ":", "--") or (lowers[at] == "that" and not bits[at - 1] & PREP) or bits[at] & SUBORD:
            left = at + 1
            break
    before = verb_group(passage, left, begins)
    joined = before > left and bool(bits[before - 1] & COORD)  # "he praised the plan and then met with"
    for cue in cues:
        if left <= cue.first and cue.stop <= begins:
            if joined and subject >= 0:
                continue
            if joined or _is_adjunct(passage, cue.stop, start) or lowers[cue.verb] in _PLACED:
                left, subject = max(left, after), cue.first
            else:
                left = cue.stop
            after = cue.stop
    return left, subject


def verb_group(passage: Passage, first: int, verb: int) -> int:
    """Where the helping words of a verb begin: "had recently" of "had recently met"."""
    bits = passage.tokens.bits
    while verb > first and bits[verb - 1] & (AUX | ADV) and not passage.inside[verb - 1]:
        verb -= 1
    return verb


def _is_adjunct(passage: Passage, after: int, start: int) -> bool:
    """Whether only an article, a date and the like stand between `in` and the noun of the meeting."""
    for at in range(start - 1, after - 1, -1):
        if passage.tokens.lowers[at] in _OPENERS and not passage.inside[at]:
            return True
        if start - at > _NEAR or passage.tokens.words[at] in (",", ";"):
            return False
    return False


def _opens(passage: Passage, left: int, start: int) -> bool:
    return passage.tokens.lowers[left] in _OPENERS or start == left


def _main_verb(passage: Passage, cues: list[Cue], at: int, stop: int) -> int:
    for cue in cues:
        if cue.first >= at:
            return cue.first
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    return next((one for one in range(at + 1, stop) if bits[one] & (AUX | PHRASE) or lowers[one].endswith("ed")), -1)


def _right(passage: Passage, cues: list[Cue], end: int, stop: int) -> int:
    limit = stop
    for cue in cues:
        if cue.first >= end:
            comma = next((at for at in range(cue.first - 1, end - 1, -1) if _parts(passage, at)), -1)
            limit = comma + 1 if comma >= 0 else cue.first
            break
    return _closed(passage, end, limit)


def _parts(passage: Passage, at: int) -> bool:
    """Whether the comma at `at` parts a meeting that opens the sentence from who did something there."""
    return passage.tokens.words[at] == "," and not passage.inside[at]


def _closed(passage: Passage, first: int, stop: int) -> int:
    """Where the clause that goes on at `first` ends, `stop` at the latest."""
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    for at in range(first, stop):
        if passage.inside[at]:
            continue
        if lowers[at] in _STOPS or bits[at] & (SUBORD | AUX):
            return at
        if lowers[at] in MEETINGS and at > first + 1 and not _OPENERS & set(lowers[at - 3 : at]):
            return at  # in follow-up to another meeting
        if lowers[at] == "to" and at + 1 < stop and not passage.inside[at + 1] and not _is_noun_phrase(bits[at + 1]):
            return at  # to discuss
    return stop


def _is_noun_phrase(bits: int) -> bool:
    return bool(bits & (DET | POSS | TITLE | HUMAN | PRON | OBJ))


class Attendance:
    """Finds those who take part, in one passage."""

    def __init__(self, resolver: Resolver, p: int, passage: Passage, statements: list[Found]) -> None:
        self.resolver = resolver
        self.statements = statements
        self.p = p
        self.passage = passage
        self.lowers = passage.tokens.lowers

    def of(self, clause: Clause, start: int, end: int, *, noun: bool) -> list[str]:
        """The entities that take part in the meeting told by tokens `start` to `end`; `noun` where no verb tells it."""
        return list(dict.fromkeys(self._all(clause, start, end, noun=noun)))

    def _all(self, clause: Clause, start: int, end: int, *, noun: bool) -> Iterator[str]:
        finder = Finder(self.passage, clause.first, clause.stop)
        verb = clause.subject if clause.subject >= 0 else verb_group(self.passage, clause.first, start)
        subject = finder.before(verb) if not noun or clause.subject >= 0 else None
        if subject is not None:
            yield from self._resolved(subject)
        yield from self._named(self._past_addressee(clause.first), start)
        yield from self._named(end, clause.stop)
        if noun and clause.main >= 0:
            yield from self._did(clause)

    def _past_addressee(self, first: int) -> int:
        """Behind whom it is told: "Borge told the Ambassador he had met with Lund"."""
        ends = (
            one.addressee.stop
            for one in self.statements
            if one.addressee is not None and one.cue is not None and one.cue.stop == first == one.addressee.first
        )
        return next(ends, first)

    def _resolved(self, phrase: Phrase) -> Iterator[str]:
        """Whom a subject means: those named in it, the one of a pronoun, a group ("the ministers") as such."""
        if phrase.kind == "person":
            yield from self._named(phrase.first, phrase.stop)
        elif phrase.kind == "pronoun" and (teller := self._teller(phrase.head)) is not None:
            yield from teller.voices
        elif phrase.kind == "pronoun" or (phrase.kind == "human" and self.passage.tokens.bits[phrase.head] & HUMAN):
            yield from self.resolver.resolve(self.p, self.passage, phrase)

    def _teller(self, at: int) -> Found | None:
        """The statement whose one speaker the pronoun at `at` means: "Borge said that he had met with Lund"."""
        if self.lowers[at] not in ("he", "she"):
            return None
        around = [
            one
            for one in self.statements
            if one.cue is not None and any(first <= at < stop for first, stop in one.pieces)
        ]
        return around[-1] if around and len(around[-1].voices) == 1 else None

    def _did(self, clause: Clause) -> Iterator[str]:
        """Who did what at a meeting that opens the sentence, and to whom: "At lunch, Borge told the Ambassador"."""
        subject = Finder(self.passage, clause.stop, clause.main).before(clause.main)
        if subject is not None:
            yield from self._resolved(subject)
        yield from self._named(clause.stop, clause.main)
        told = clause.main + 1
        if self.lowers[clause.main] in _DISCUSSED:
            stop = _closed(self.passage, told, clause.end)
            partner = next((at + 1 for at in range(told, stop) if self.lowers[at] == "with"), stop)
            yield from self._named(partner, self._end_of_object(partner, clause.end))
        if self.lowers[told : told + 1] == ["to"]:
            told += 1
        elif self.lowers[clause.main] not in _TOLD:
            return
        yield from self._named(told, self._end_of_object(told, clause.end))

    def _end_of_object(self, at: int, end: int) -> int:
        """Where those end who stand right behind the verb at token `at`, with their titles."""
        bits = self.passage.tokens.bits
        while at < end and (self.passage.inside[at] or bits[at] & (DET | TITLE) or self.lowers[at] in _US):
            at += 1
        return at

    def _named(self, first: int, stop: int) -> Iterator[str]:
        """Those named from `first` to `stop`, but for those who own what follows or whom it is about."""
        beside = False  # in a clause on somebody: "Borge, who opposes Lund, met"
        for at in range(first, stop):
            number = self.passage.inside[at]
            if self.lowers[at] in _RELATIVES or self.lowers[at] == ",":
                beside = self.lowers[at] != ","
            if beside:
                continue
            if number:
                name = self.passage.names[number - 1]
                if max(name.title, first) != at or self._is_aside(name, first, stop):
                    continue
                someone = self.resolver.people.of_name[self.p][number - 1]
                if someone is not None and someone.type == "person":
                    yield someone.id
                elif someone is None and (is_post(self.lowers[at]) or self.lowers[at] in OFFICERS):
                    yield POST
                elif someone is None and (stranger := self._stranger(name, number)) is not None:
                    yield stranger
            elif self._is_of_the_post(at):
                yield POST
            elif (teller := self._teller(at)) is not None:
                yield from teller.voices
            elif self.lowers[at] in ("him", "her") and self.lowers[at - 1] in ("to", "with"):
                yield from self.resolver.resolve(self.p, self.passage, Phrase(at, at + 1, at, "pronoun"))

    def _stranger(self, name: Name, number: int) -> str | None:
        """Who is met under a name of which nothing else is known, where it stands right behind: "met with Kamiossa"."""
        if self.lowers[name.first - 1 : name.first] not in (["with"], ["met"], ["on"]):
            return None
        if self.resolver.people.types[self.p][number - 1] not in ("maybe", "thing") or name.stop - name.first > 1:
            return None
        return self.resolver.people.unsettled(self.passage, name).id if is_strange(self.passage, name) else None

    def _is_of_the_post(self, at: int) -> bool:
        lower = self.lowers[at]
        return lower in OFFICERS or lower in _MYSELF or (is_post(lower) and lower not in _HOUSE)

    def _is_aside(self, name: Name, start: int, stop: int) -> bool:
        """Whether a name only tells whose, or of what: "Borge's adviser", "about Borge", "aide to the President"."""
        after = self.lowers[name.stop : name.stop + 1]
        if after in (["'s"], ["’s"]) or (after in (["'"], ["’"]) and self.lowers[name.stop - 1].endswith("s")):
            return not self._owns_meeting(name.stop + 1)
        if name.stop < stop and self.lowers[name.stop] in MEETINGS:
            return True  # after the Borge meeting
        if name.title <= start:
            return False
        before = self.lowers[name.title - 1]
        if name.type == "office":
            at = name.title - (2 if before == "the" else 1)
            return before in _UNDER or (at > start and self.lowers[at] in ("to", "of", "for"))
        return before in _ABOUT and not self._is_accompanied(name.title - 1)

    def _owns_meeting(self, at: int) -> bool:
        """Whether the meeting is what somebody has: "Borge's meeting with Lund", "Borge's long telephone call"."""
        for look in range(at, min(at + 4, len(self.lowers))):
            if self.lowers[look] in MEETINGS:
                return True
            if self.passage.inside[look] or self.passage.tokens.bits[look] & (PREP | AUX):
                return False
        return False

    def _is_accompanied(self, at: int) -> bool:
        """Whether `by` at `at` leads to one who is there: "accompanied by Borge"."""
        return self.lowers[at] == "by" and at > 0 and self.lowers[at - 1] in ("accompanied", "joined", "flanked")
