"""Agreement and disagreement where the text states it, and changes of mind."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, words_of
from reftel.analysis.turning import turn_beside, who_turns

if TYPE_CHECKING:
    from reftel.analysis.found import Found
    from reftel.analysis.passage import Passage
    from reftel.analysis.people import People
    from reftel.model.analysis import RelationKind

#: So many statements back, and of a sentence, are looked at.
_LOOK_BACK = 200
#: Phrases that state how speakers stand to each other: words, kind. `*` stands for one or two words.
_PHRASES: tuple[tuple[str, RelationKind], ...] = (
    ("in contrast to", "disagreement"),
    ("in contrast with", "disagreement"),
    ("by contrast", "disagreement"),
    ("contrary to", "disagreement"),
    ("in contradiction to", "disagreement"),
    ("unlike", "disagreement"),
    ("on the other hand", "disagreement"),
    ("took issue with", "disagreement"),
    ("disagreed with", "disagreement"),
    ("disagreed", "disagreement"),
    ("differed with", "disagreement"),
    ("at odds with", "disagreement"),
    ("less emphasis on", "disagreement"),
    ("did not share", "disagreement"),
    ("unanimously", "agreement"),
    ("uniformly", "agreement"),
    ("echoed", "agreement"),
    ("echoing", "agreement"),
    ("seconded", "agreement"),
    ("concurred", "agreement"),
    ("chimed in", "agreement"),
    ("agreed with", "agreement"),
    ("agreed that", "agreement"),
    ("shared * view", "agreement"),
    ("shared * views", "agreement"),
    ("shared * concern", "agreement"),
    ("the same sentiment", "agreement"),
    ("same view", "agreement"),
    ("similarly", "agreement"),
    ("likewise", "agreement"),
    ("in agreement with", "agreement"),
)
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], RelationKind]]] = {}
for _phrase, _kind in _PHRASES:
    _BY_FIRST.setdefault(_phrase.split()[0], []).append((tuple(_phrase.split()), _kind))
#: Words of a change and of when it was are not more than these.
_LONGEST = 16
_HIMSELF = frozenset(("", "he", "she", "we", "i"))
_WHEN = words_of("hints.toml", "relations_when")
_CONTRASTS = frozenset(("while", "whereas", "although", "though"))


class FoundRelation(NamedTuple):
    """A relation at tokens `first` to `stop`, between entities, about statements."""

    kind: RelationKind
    first: int
    stop: int
    entities: tuple[str, ...]
    statements: tuple[Found, ...]


def find_relations(
    p: int, passage: Passage, people: People, statements: list[Found], earlier: list[Found]
) -> list[FoundRelation]:
    """The relations that one paragraph states; `earlier` are the statements of the paragraphs before."""
    found: list[FoundRelation] = []
    before = earlier[-_LOOK_BACK:]
    by_sentence: dict[int, list[Found]] = defaultdict(list)
    for one in statements:
        by_sentence[one.sentence].append(one)
    for number, (first, stop) in enumerate(passage.bounds):
        before += by_sentence.get(number - 1, [])
        own = [one for one in by_sentence.get(number, ()) if one.within is None and one.voices][:_LOOK_BACK]
        if not own:
            continue
        for place in range(first, stop):
            for words, kind in _BY_FIRST.get(passage.tokens.lowers[place], ()):
                end = _match(passage.tokens.lowers, place, words)
                if end:
                    found.append(_of_phrase(p, passage, people, kind, place, end, own, before))
                    break
        found += _changes(p, passage, people, (first, stop), own)
        found += _contrasts(passage, first, own)
        found += _together(passage, own)
    return [one for one in found if one.entities]


def _match(lowers: list[str], place: int, words: tuple[str, ...]) -> int:
    at = place
    for word in words:
        if at >= len(lowers):
            return 0
        if word == "*":
            at += 1
            continue
        if lowers[at] != word:
            if at + 1 < len(lowers) and "*" in words and lowers[at + 1] == word:
                at += 1
            else:
                return 0
        at += 1
    return at


def _of_phrase(
    p: int,
    passage: Passage,
    people: People,
    kind: RelationKind,
    place: int,
    end: int,
    own: list[Found],
    before: list[Found],
) -> FoundRelation:
    """The relation of a phrase: the speaker of its clause with who is named after it, or with who spoke before."""
    nearest = min(
        own, key=lambda one: min(abs(one.cue.first - place) if one.cue else 99, abs(one.pieces[0][0] - place))
    )
    voices = list(nearest.voices)
    others: list[str] = []
    for at in range(end, min(end + 6, len(passage.tokens))):
        number = passage.inside[at]
        if passage.tokens.words[at] in (",", "."):
            break
        someone = people.of_name[p][number - 1] if number else None
        if (
            someone is not None
            and someone.type in ("person", "organisation", "place")
            and someone.id not in voices
            and someone.id not in others
        ):
            others.append(someone.id)
            end = max(end, passage.names[number - 1].stop)
            if someone.type == "person":
                break
    related = [nearest]
    if not others and passage.tokens.lowers[place] not in ("unanimously", "uniformly"):
        previous = next(
            (
                one
                for one in islice(reversed(before), _LOOK_BACK)
                if one.within is None and one.voices and not set(one.voices) & set(voices)
            ),
            None,
        )
        if previous is not None:
            others = list(previous.voices)
            related.append(previous)
    elif others:
        previous = next(
            (
                one
                for one in islice(reversed(before), _LOOK_BACK)
                if one.within is None and set(one.voices) & set(others)
            ),
            None,
        )
        if previous is not None:
            related.append(previous)
    return FoundRelation(kind, place, end, (*voices, *others), tuple(related))


def _changes(
    p: int, passage: Passage, people: People, bounds: tuple[int, int], own: list[Found]
) -> list[FoundRelation]:
    """Words of a sentence by which a speaker in it says that his mind was another, with the time that they name."""
    tokens = passage.tokens
    start, end = tokens.starts[bounds[0]], tokens.ends[bounds[1] - 1]
    sentence = tokens.text[start:end]
    words = turn_beside(sentence)
    if words is None:
        return []
    place = bisect_left(tokens.starts, start + words.start)
    stop = bisect_left(tokens.starts, start + words.end)
    nearest = min(own, key=lambda one: min(abs(at - place) for piece in one.pieces for at in (piece[0], _cue_of(one))))
    who = who_turns(sentence, words)
    if who is None and nearest.implied:
        return []
    if who is not None and who.lower() not in _HIMSELF and not _names(passage, people, p, place, nearest.voices):
        return []
    while stop < bounds[1] and stop < place + _LONGEST and _tells_when(tokens.lowers[stop]):
        stop += 1
    related = tuple(one for one in own if set(one.voices) == set(nearest.voices))
    return [FoundRelation("change", place, stop, nearest.voices, related)]


def _names(passage: Passage, people: People, p: int, place: int, voices: tuple[str, ...]) -> bool:
    """Whether the name before a verb is one of the speakers'."""
    before = place - 1
    while before > 0 and passage.tokens.bits[before] & (AUX | ADV):
        before -= 1
    number = passage.inside[before] if before >= 0 else 0
    named = people.of_name[p][number - 1] if number else None
    return named is not None and named.id in voices


def _cue_of(one: Found) -> int:
    return one.cue.first if one.cue is not None else one.pieces[0][0]


def _tells_when(lower: str) -> bool:
    return lower in _WHEN or lower[0].isdigit()


def _contrasts(passage: Passage, first: int, own: list[Found]) -> list[FoundRelation]:
    """`While some believe A, X says B` and `X says A, while Y says B`: two speakers set against each other."""
    found: list[FoundRelation] = []
    for one, two in pairwise(own):
        if (
            set(one.voices) & set(two.voices)
            or one.cue is None
            or two.cue is None
            or two.source is None
            or one.source is None
        ):
            continue
        lowers = passage.tokens.lowers
        joint = two.source.first - 1
        if lowers[joint] in _CONTRASTS and joint >= first:
            found.append(FoundRelation("disagreement", joint, two.cue.stop, (*one.voices, *two.voices), (one, two)))
        elif lowers[first] in _CONTRASTS and one.source.first <= first + 3:
            found.append(FoundRelation("disagreement", first, one.cue.stop, (*one.voices, *two.voices), (one, two)))
    return found


def _together(passage: Passage, own: list[Found]) -> list[FoundRelation]:
    """`X and Y argued`, `Both X and Y said`: named speakers of one statement agree."""
    return [
        FoundRelation("agreement", one.source.first, one.cue.stop, one.voices, (one,))
        for one in own
        if one.source is not None
        and one.cue is not None
        and len(one.voices) > 1
        and one.source.stop <= one.cue.first
        and "and" in passage.tokens.lowers[one.source.first : one.source.stop]
    ]
