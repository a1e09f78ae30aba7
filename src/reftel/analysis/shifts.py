"""Where a person does not agree with himself: another chance, sign, figure or stance, or words that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, COORD, DET, OBJ, POSS, PREP, PRON, QUANT, SUBORD, WH, word_bits, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.analysis.asking import Said
    from reftel.model.analysis import Statement

_SHORTEST = 3
_GRAMMAR = ADV | AUX | COORD | DET | OBJ | POSS | PREP | PRON | QUANT | SUBORD | WH
#: How many statements before one it is compared with.
_FURTHEST = 200
_COMMON = words_of("hints.toml", "asking_common")
_FOR = words_of("hints.toml", "shifts_for")
_AGAINST = words_of("hints.toml", "shifts_against")
#: Words by which somebody says that he thought otherwise, or that what he thought did not come true.
_TURNS = re.compile(
    r"\b(?:had been (?:wrong|mistaken|too|low|high|early|premature|counted|right)|(?:was|were) wrong|been wrong"
    r"|mistaken in|no longer|changed (?:his|her|their) (?:mind|view|position)|had evolved|had come to|after all"
    r"|(?:his|her|their) (?:own |earlier |last )*"
    r"(?:estimate|forecast|prediction|figure|number|position|support|view)s?"
    r"|(?:he|she|they) (?:had|has) (?:once |earlier |also )?"
    r"(?:promised|said|told|predicted|supposed|expected|given|thought|argued|denied|opposed|supported|insisted)"
    r"|not come true|himself for|herself for|having (?:opposed|supported|said))\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:now|conceded|concedes|acknowledged|acknowledges|admitted|admits|revised|revises|lowered|lowers|withdrew"
    r"|withdraws|reversed|retracted|abandoned|dropped|recanted|blamed)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.])\d[\d,.]*\d|\b\d\b")
_IN_WORDS = words_of("hints.toml", "shifts_numbers")
_MEASURED = frozenset(("estimate", "forecast", "proposal"))


class Turn(NamedTuple):
    """Two statements of one person that do not agree: what they share, and why they are set side by side."""

    earlier: Said
    later: Said
    matter: tuple[str, ...]
    why: str


def find_turns(said: Sequence[Said]) -> Iterator[Turn]:
    """The pairs among a person's statements, which come by date; the nearest earlier one for each reason."""
    words = [_rare_words(one) for one in said]
    for later, one in enumerate(said):
        seen: set[str] = set()
        paired: set[int] = set()
        turning = _says_so(one.statement)
        best: tuple[int, int] | None = None
        for earlier in range(later - 1, max(-1, later - _FURTHEST), -1):
            shared = words[later] & words[earlier]
            before = said[earlier]
            kind, why = _why(before.statement, one.statement, len(shared))
            if why and kind not in seen:
                seen.add(kind)
                paired.add(earlier)
                yield Turn(before, one, tuple(sorted(shared)), why)
            if turning and before.telegram != one.telegram and (best is None or len(shared) > best[0]):
                weight = len(shared) + _same_cue(before.statement, one.statement)
                if weight or (before.statement.probability is not None and one.statement.probability is not None):
                    best = (weight, earlier)
        if turning and best is not None and best[1] not in paired:
            yield Turn(said[best[1]], one, tuple(sorted(words[later] & words[best[1]])), f"says so: {turning}")


def _same_cue(earlier: Statement, later: Statement) -> bool:
    """Whether both are told by the same word, and one that tells something: blamed, promised; not said."""
    return _cue(earlier) == _cue(later) and _cue(later) not in _PLAIN


def _rare_words(one: Said) -> frozenset[str]:
    """The words of the content that tell what it is about: nouns and names, not figures, pronouns or auxiliaries."""
    classes = word_bits()
    found: set[str] = set()
    for part in one.words.split():
        whole = part.strip(".,;:\"'“”’()&").lower()
        word = whole.rstrip("s")
        if len(word) >= _SHORTEST and word.isalpha() and whole not in _COMMON and not classes.get(whole, 0) & _GRAMMAR:
            found.add(word)
    return frozenset(found)


def _says_so(statement: Statement) -> str:
    """The words by which a statement says itself that it is a turn; empty where none do."""
    cue = statement.cue.text if statement.cue else ""
    content = " ".join(piece.text for piece in statement.content)
    turn = _TURNS.search(content)
    said = _TURNING.search(cue)
    if turn and (said or statement.kind in ("concession", "claim", "denial", "estimate", "forecast")):
        return " ".join(turn.group().split()).lower()
    if said and statement.kind == "concession":
        return said.group().lower()
    return said.group().lower() if said and said.group().lower() in _BY_ITSELF else ""


_PLAIN = frozenset(("said", "told", "noted", "added", "stated", "asked", "claim", "says", "explained", "argued"))
_BY_ITSELF = frozenset(
    ("now", "revised", "revises", "lowered", "lowers", "withdrew", "withdraws", "reversed", "retracted")
)


def _why(earlier: Statement, later: Statement, shared: int) -> tuple[str, str]:
    """Which kind of disagreement it is, and in words; empty where there is none."""
    both = earlier.probability is not None and later.probability is not None
    if both and shared and earlier.probability != later.probability:
        return "chance", f"{earlier.probability:.0%}, then {later.probability:.0%}"
    if not shared:
        return "", ""
    one, two = _stance(earlier), _stance(later)
    if one and two and one != two:
        return "stance", f"{_cue(earlier)}, then {_cue(later)}"
    if earlier.kind == later.kind and later.kind in _MEASURED:
        figures = _figures(earlier), _figures(later)
        if all(figures) and figures[0].isdisjoint(figures[1]):
            return "figure", f"{min(figures[0])}, then {min(figures[1])}"
    if shared < 2:
        return "", ""
    if earlier.polarity != later.polarity:
        return "sign", f"{earlier.polarity}, then {later.polarity}"
    if later.kind in ("concession", "denial") and earlier.kind != later.kind:
        return "kind", f"{earlier.kind}, then {later.kind}"
    return "", ""


def _cue(statement: Statement) -> str:
    return " ".join(statement.cue.text.split()).lower() if statement.cue else statement.kind


def _stance(statement: Statement) -> int:
    """1 where the cue is for what it names, -1 where it is against it, 0 else."""
    words = set(_cue(statement).split())
    if words & {"not", "never"}:
        return 0
    return 1 if words & _FOR else -1 if words & _AGAINST else 0


def _figures(statement: Statement) -> set[str]:
    text = " ".join(piece.text for piece in statement.content)
    return set(_FIGURE.findall(text)) | {word for word in text.lower().split() if word in _IN_WORDS}
