"""Continued speech: sentences without a cue that go on with what somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.cues import find_cues
from reftel.analysis.found import Found
from reftel.analysis.lexicon import ADV, AUX, DET, HUMAN, MODAL, words_of
from reftel.analysis.subjects import Finder
from reftel.model.analysis import POST

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.passage import Passage
    from reftel.analysis.subjects import Phrase

#: From how sure a cue on speech can go on without a new one.
_STARTERS = words_of("hints.toml", "continued_starters")
_LABELS = frozenset(("note", "comment", "end", "begin", "summary", "embassy", "action"))
_POST = frozenset(
    (
        "we",
        "us",
        "our",
        "i",
        "my",
        "poloff",
        "econoff",
        "emboff",
        "embassy",
        "post",
        "septel",
        "reftel",
        "poloffs",
        "emboffs",
    )
)
_MEETING = words_of("hints.toml", "continued_meeting")
_LONGEST_RUN = 6
_LOOK_BACK = 200  # so many statements
_NOW = frozenset(("is", "are", "has", "have", "do", "does", "will", "can", "may"))
_BACK = frozenset(("would", "could", "might", "should", "had"))
_CLAUSES = ("that", "zero", "quote", "post", "post-semicolon")
_ONE = words_of("frames.toml", "singular_human_nouns")
#: Verbs after which a sentence in the present is the writer's: of thinking, and of acts that papers report.
_SILENT = words_of("hints.toml", "continued_silent")
#: Verbs with an object that begin a speech; verbs in the present that do.
_EXPOUNDING = words_of("hints.toml", "continued_expounding")
_SAYING = words_of("hints.toml", "continued_saying")
_SHORT = 6  # words of an opening
_DID = words_of("hints.toml", "continued_did")


def continued(passage: Passage, number: int, before: list[Found]) -> Found | None:
    """The sentence as a statement of whoever spoke last in the paragraph; `None` where the post reports."""
    first, stop = passage.bounds[number]
    last = next((found for found in reversed(before) if _lasts(passage, found, first)), None)
    if last is None or last.own_comment or last.voices == (POST,):
        return None
    if last.run >= _LONGEST_RUN or number - last.sentence > 1:
        return None
    if passage.tokens.words[first] in ("(", "["):
        return None  # an aside of the writer
    quoted = is_quoted(passage, first, stop)
    if not quoted and (not _speaks(passage, first, stop) or _speaks_itself(passage, first, stop)):
        return None
    construction = "continued" if quoted else _construction(passage, before, last, first, stop)
    if construction is None:
        return None
    while first < stop and not passage.tokens.words[first][0].isalnum() and not passage.quoted[first]:
        first += 1
    return Found(number, None, None, [(first, stop)], construction, implied=True, shared=last, run=last.run + 1)


def _lasts(passage: Passage, found: Found, first: int) -> bool:
    """Whether what somebody said can go on at token `first`: it stands by itself, or its quotation is still open."""
    if found.within is None:
        return True
    return passage.quoted[first] != 0 and passage.quoted[found.pieces[-1][1] - 1] == passage.quoted[first]


def _began(found: Found) -> Found:
    """The statement with a cue that continued speech began with."""
    while found.run and found.shared is not None:
        found = found.shared
    return found


def _construction(passage: Passage, before: list[Found], last: Found, first: int, stop: int) -> str | None:
    """How surely a sentence goes on with a speech: `None` where it is more likely the writer's own.

    What is retold stands back in time ("said that the dam was safe. It would hold"). Of such sentences most go
    on with what was said, and of those in the present after a speech; after anything that is less, few
    (docs/statements.md has the counts).
    """
    began = _began(last)
    cue = began.cue
    if began.construction not in _STARTERS or cue is None:
        return None
    if passage.quoted[first] and (passage.quoted[stop - 1] or _is_person(_source(began))):
        return "continued"
    retold = _is_retold(passage, first, stop)
    silent = passage.tokens.lowers[cue.verb] in _SILENT
    if _is_told(passage, began) and not (silent and retold != "surely"):
        return "continued" if retold else "continued-present"
    if last.construction == "continued-present" or (_is_item(passage, first) and _has_gone_on(last, before)):
        return "continued-present"
    return "continued" if retold == "surely" and _is_past(passage, cue) else None


def _is_told(passage: Passage, began: Found) -> bool:
    """Whether somebody speaks at length: with a clause or a quotation, in the past or in person."""
    cue, source, lowers = began.cue, _source(began), passage.tokens.lowers
    if cue is None or source is None or not (_is_person(source) or source.kind == "organisation"):
        return False
    if cue.form in ("accord", "opinion", "noun"):
        return source.kind != "organisation"
    if not began.construction.endswith(_CLAUSES) and lowers[cue.verb] not in _EXPOUNDING:
        return False
    if began.construction.startswith("participle"):
        return False
    return _is_past(passage, cue) or (lowers[cue.verb] in _SAYING and source.kind != "organisation")


def _is_item(passage: Passage, first: int) -> bool:
    """Whether a sentence is the next one of a list that a speech began: "2) There is", "B. The mill"."""
    words = passage.tokens.words
    return (
        first + 2 < len(words) and words[first + 1] in (")", ".") and (len(words[first]) == 1 or words[first].isdigit())
    )


def _has_gone_on(last: Found, before: list[Found]) -> bool:
    return any(one.run and one.voices == last.voices for one in before[-_LOOK_BACK:])


def _is_person(source: Phrase | None) -> bool:
    return source is not None and source.kind in ("person", "pronoun", "human")


def _source(found: Found) -> Phrase | None:
    while found.source is None and found.shared is not None:
        found = found.shared
    return found.source


def _is_past(passage: Passage, cue: Cue) -> bool:
    return cue.past or "had" in passage.tokens.lowers[max(0, cue.first - 2) : cue.verb]


def _is_retold(passage: Passage, first: int, stop: int) -> str:
    """How a sentence stands back in time: `surely` (would, had been), `perhaps` (nothing in the present), or not."""
    outside = [passage.tokens.lowers[at] for at in range(first, stop) if not passage.quoted[at]]
    if any(word in _NOW for word in outside):
        return ""
    return "surely" if any(word in _BACK for word in outside) else "perhaps"


def _thinks_now(passage: Passage, found: Found, before: list[Found]) -> bool:
    """Whether a verb stands in the present after a speech in the past, and its subject is nobody in person."""
    last = next((one for one in reversed(before) if one.within is None and one.cue is not None), None)
    cue, source = found.cue, found.source
    if last is None or last.cue is None or cue is None or source is None or not last.cue.past:
        return False
    if last.construction not in _STARTERS or last.construction.endswith("object"):
        return False
    lowers, (first, _) = passage.tokens.lowers, passage.bounds[found.sentence]
    head = lowers[source.head]
    if source.first > first + 1 or head in _ONE:
        return False
    if any(one.source is not None and lowers[one.source.head] == head for one in before[-_LOOK_BACK:]):
        return False  # it speaks for itself in this paragraph
    present = any(passage.tokens.lowers[at] in _NOW for at in range(cue.first, cue.verb + 1))
    present = present or (cue.form == "finite" and not cue.past)
    return present and source.kind in ("human", "organisation", "thing")


def is_quoted(passage: Passage, first: int, stop: int) -> bool:
    """Whether a sentence is one quotation and nothing else, so that nobody but its speaker speaks."""
    return stop - first > 1 and passage.quoted[first] == passage.quoted[stop - 1] != 0


def is_inside_speech(passage: Passage, found: Found, before: list[Found]) -> bool:
    """Whether a statement can be a part of what somebody else goes on saying.

    So it is in a relative or subordinate clause ("..., which he expects to last"), where something does not speak
    but only wants ("The union is ready, but does not want to wait"), and where a body or a country thinks now
    after somebody spoke in the past ("Borge said ... Norway is concerned that ...").
    """
    if found.cue is None or found.source is None:
        return False
    if _thinks_now(passage, found, before):
        return True
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    first, _ = passage.bounds[found.sentence]
    ahead = found.source.first - 1
    if ahead > first and (lowers[ahead] in ("which", "whom", "as", "than", "because", "if", "that")):
        return True
    late = any(bits[at] & AUX for at in range(first, found.cue.first))
    return late and found.construction.endswith("infinitive") and found.source.kind != "person"


def _speaks_itself(passage: Passage, first: int, stop: int) -> bool:
    """Whether somebody else opens the sentence and does what a reporting verb says, be it without a clear content."""
    finder = Finder(passage, first, stop)
    for cue in find_cues(passage, first, stop):
        if cue.form != "finite" or cue.clause < 8 or passage.tokens.lowers[cue.verb] in ("felt", "feel", "feels"):
            continue
        subject = finder.before(cue.first)
        if subject is not None and subject.kind in ("person", "human") and subject.first <= first + 1:
            return True
    return False


def _speaks(passage: Passage, first: int, stop: int) -> bool:
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    words = lowers[first:stop]
    if stop - first < 4 or any(word in _LABELS for word in words[:3]):
        return False
    if passage.quoted[first] and passage.quoted[stop - 1]:
        return True
    outside = [word for at, word in enumerate(words, start=first) if not passage.quoted[at]]
    if any(word in _POST for word in outside):
        return False
    if any(word in _MEETING for word in outside):
        return False
    if _tells(passage, first, stop):
        return False
    return any(bits[at] & (AUX | MODAL) for at in range(first, stop)) or len(words) > 5


def _tells(passage: Passage, first: int, stop: int) -> bool:
    """Whether a sentence tells what a person did next: "The aide then left", "Visibly upset, Borge lost his voice".

    What somebody says of others stands in an older past or another: "the aide had left", "Borge was upset".
    """
    tokens = passage.tokens
    at = _after_opening(passage, first, stop)
    while at < stop and tokens.bits[at] & (DET | ADV) and not passage.inside[at]:
        at += 1
    if at >= stop:
        return False
    number = passage.inside[at]
    if number:
        name = passage.names[number - 1]
        if name.type not in ("person", "maybe", "office"):
            return False
        at = name.stop
    elif tokens.lowers[at] in ("he", "she") or tokens.bits[at] & HUMAN:
        at += 1
    else:
        return False
    while at < stop and tokens.bits[at] & ADV:
        at += 1
    if at >= stop or tokens.bits[at] & AUX:
        return False
    return tokens.lowers[at].endswith("ed") or tokens.lowers[at] in _DID


def _after_opening(passage: Passage, first: int, stop: int) -> int:
    """The token after a short opening and its comma: "Visibly upset, Borge"; `first` where there is none."""
    lowers = passage.tokens.lowers
    for at in range(first + 1, min(stop - 1, first + _SHORT)):
        if lowers[at] == ",":
            opens = lowers[first].endswith(("ly", "ing", "ed")) or lowers[first] in ("then", "afterward", "later")
            return at + 1 if opens else first
    return first
