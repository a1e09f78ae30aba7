"""Where a person does not agree with himself: another chance, sign, figure or stance, or words that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from reftel.analysis.lexicon import words_of
from reftel.analysis.matters import Around, Matters, matter_stems, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.analysis.asking import Said
    from reftel.analysis.matters import Shared
    from reftel.model.analysis import Statement

#: How many statements before one it is compared with.
_FURTHEST = 200
#: What is shared counts up to here; more words do not make the matter more the same.
_SAME = 6.0
#: From this score on a pair is said to be a change; from the lower one on it is shown as perhaps one. Both were set by
#: reading pairs, see docs/statements.md.
STATED = 1.6
PERHAPS = 0.5
_FOR = words_of("hints.toml", "shifts_for")
_AGAINST = words_of("hints.toml", "shifts_against")
#: Words by which somebody says that he thought otherwise, or that what he thought did not come true.
_TURNS = re.compile(
    r"\b(?:had been (?:wrong|mistaken|too|low|high|early|premature|counted)|(?:he|she) was wrong|been wrong"
    r"|wrong about|mistaken in|(?:he|she) no longer|changed (?:his|her) (?:mind|view|position)"
    r"|(?:withdrew|withdraws|withdrawing) (?:his|her) (?:support|objections?|proposal)"
    r"|(?:his|her) (?:own |earlier |former |last )+"
    r"(?:estimate|forecast|prediction|figure|number|position|support|view)s?"
    r"|(?:he|she) (?:had|has) (?:once |earlier |also |previously )?"
    r"(?:promised|predicted|supposed|denied|opposed|insisted)"
    r"|(?:he|she) (?:had )?once \w+|in (?:18|19|20)\d\d (?:had )?(?:denied|promised|predicted|opposed|insisted)"
    r"|not come true|having (?:opposed|supported))\b",
    re.IGNORECASE,
)
#: Words that say so too, and as often something else: a change only where the telegram refers to the earlier one.
_HALF_TURNS = re.compile(
    r"\b(?:(?:he|she) (?:had|has) (?:earlier |also |previously )?(?:said|told|expected|given|thought|argued|supported)"
    r"|no longer|had evolved|had come to|after all"
    r"|(?:his|her) (?:estimate|forecast|prediction|figure|number|position)s?"
    r"|in (?:18|19|20)\d\d (?:had )?(?:said|told|supported|argued)|himself for|herself for)\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:now|conceded|concedes|acknowledged|acknowledges|admitted|admits|revised|revises|lowered|lowers|withdrew"
    r"|withdraws|reversed|retracted|abandoned|dropped|recanted|blamed)\b",
    re.IGNORECASE,
)
_BY_ITSELF = frozenset(
    ("now", "revised", "revises", "lowered", "lowers", "withdrew", "withdraws", "reversed", "retracted")
)
_TURNED = ("concession", "claim", "denial", "estimate", "forecast")
_FIGURE = re.compile(r"(?<![\w.])(\d[\d,.]*\d|\d|[a-z]+)[ \n-]+([a-z]{3,})", re.IGNORECASE)
_IN_WORDS = words_of("hints.toml", "shifts_numbers")
_MEASURED = frozenset(("estimate", "forecast", "proposal"))


class Reason(NamedTuple):
    """Why two statements are taken not to agree, in words, and how much it weighs."""

    weight: float
    words: str
    sure: Literal["always", "if cited", "never"] = "never"


class Turn(NamedTuple):
    """Two statements of one person that do not agree: what they share, why, and how sure it is."""

    earlier: Said
    later: Said
    shared: Shared
    why: str
    score: float
    stated: bool


_REPEATING = re.compile(r"\b(?:repeat|reiterat|reaffirm|restat|maintain|stood by|still)", re.IGNORECASE)
#: What a reason must weigh to be said at all where no word of the statements themselves is shared.
_STRONG = 1.8
#: One statement is set beside so many earlier ones; only the first can be said to be a change.
_MOST = 3
#: How much words of their own two statements must share to be said to be a change.
_OWN = 1.5
#: The same for a light reason where no reftel joins the telegrams: such pairs were nearly never right.
_OWN_UNCITED = 4.0
_GUESSED = 0.6
_BEGINNING = 4
_SAYS = "says so: "
_NEAR = 1.5
#: A lighter reason, like another sign in other words, is one beside others only.
_ALONE = 1.0
_OBJECT = 6
_AGAIN = 0.5


def find_turns(said: Sequence[Said], around: Around | None = None) -> list[Turn]:
    """The pairs among a person's statements, which come by date; the surest first.

    A statement is set beside three earlier ones at most, of different paragraphs; only the first can be stated.
    """
    matters = Matters(said, around or Around({}, frozenset()))
    marks = [_marks(one.statement, one.words) for one in said]
    found: dict[tuple[str, int | None, int], Turn] = {}
    for later in range(len(said)):
        turns = []
        for earlier in range(max(0, later - _FURTHEST), later):
            turn = _turn(matters, marks, earlier, later)
            if turn is not None:
                turns.append(turn)
        turns.sort(key=_surest)
        for turn in [*turns[:1], *(turn._replace(stated=False) for turn in turns[1:_MOST])]:
            key = (turn.earlier.telegram, turn.earlier.statement.paragraph, later)
            if key not in found or _surest(turn) < _surest(found[key]):
                found[key] = turn
    return sorted(found.values(), key=_surest)


def _surest(turn: Turn) -> tuple[bool, float]:
    return not turn.stated, -turn.score


class _Marks(NamedTuple):
    """What of a statement tells whether it agrees with another."""

    statement: Statement
    words: frozenset[str]
    turn: Reason | None
    cue: str
    stance: int
    figures: dict[str, set[str]]
    object: frozenset[str]


def _marks(statement: Statement, text: str) -> _Marks:
    figures: dict[str, set[str]] = {}
    for number, unit in _FIGURE.findall(text.lower()):
        if number[0].isdigit() or number in _IN_WORDS:
            figures.setdefault(stem(unit), set()).add(number)
    words = text.split()
    return _Marks(
        statement=statement,
        words=matter_stems(text),
        turn=_says_so(statement, text),
        cue=_cue(statement),
        stance=_stance(statement),
        figures=figures,
        object=matter_stems(" ".join(words[:_OBJECT])),
    )


def _turn(matters: Matters, marks: list[_Marks], earlier: int, later: int) -> Turn | None:
    one, two = matters.said[earlier], matters.said[later]
    apart = one.telegram != two.telegram
    if not apart and _overlap(one.statement, two.statement):
        return None
    reasons = _reasons(marks[earlier], marks[later])
    near = _beside(matters.said, marks, later)
    if near and marks[later].turn is None and apart:
        reasons.append(Reason(_NEAR, f"says beside it: {near.words.removeprefix(_SAYS)}"))
    most = max((reason.weight for reason in reasons), default=0.0)
    again = near is None and most <= _NEAR
    if most < _ALONE or (again and _alike(marks[earlier].words, marks[later].words)):
        return None
    shared = matters.shared(earlier, later)
    least = _OWN if shared.cited or not apart else _OWN_UNCITED
    reasons = [reason for reason in reasons if reason.weight >= _STRONG or shared.own >= least]
    if not reasons or not (apart or _can_turn_at_once(one, two, reasons)):
        return None
    reasons.sort(key=lambda reason: -reason.weight)
    weight = reasons[0].weight + sum(reason.weight for reason in reasons[1:]) / 2
    score = weight * min(shared.weight, _SAME) / _SAME
    if one.statement.attribution == "implied" or (two.statement.attribution == "implied" and marks[later].turn is None):
        score *= _GUESSED
    if score < PERHAPS:
        return None
    sure = any(reason.sure == "always" or (reason.sure == "if cited" and shared.cited) for reason in reasons)
    follows = apart and one.dtg is not None and two.dtg is not None and one.dtg < two.dtg
    stated = sure and follows and score >= STATED and (shared.own >= _OWN or shared.named)
    return Turn(one, two, shared, "; ".join(reason.words for reason in reasons), score, stated)


def _overlap(one: Statement, two: Statement) -> bool:
    """Whether two statements of one telegram are told by the same words: one reading inside another."""
    return any(first.start < second.end and second.start < first.end for first in one.content for second in two.content)


def _can_turn_at_once(one: Said, two: Said, reasons: list[Reason]) -> bool:
    """Whether two statements of one telegram can be a change: in one paragraph, and by more than words half a turn."""
    if any(reason.sure == "always" for reason in reasons):
        return True
    here = one.statement.paragraph == two.statement.paragraph
    return here and not any(reason.words.startswith(_SAYS) for reason in reasons)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two contents are so much the same words that the later only says the earlier again."""
    return len(one & two) > _AGAIN * len(one | two)


def _beside(said: Sequence[Said], marks: list[_Marks], place: int) -> Reason | None:
    """The words of a turn in the statement before or after, in the same paragraph."""
    here = said[place].telegram, said[place].statement.paragraph
    for near in (place - 1, place + 1):
        there = said[near] if 0 <= near < len(said) else None
        if there is not None and marks[near].turn is not None and (there.telegram, there.statement.paragraph) == here:
            return marks[near].turn
    return None


def _reasons(earlier: _Marks, later: _Marks) -> list[Reason]:
    """In which ways two statements do not agree."""
    found: list[Reason] = []
    one, two = earlier.statement, later.statement
    if one.probability is not None and two.probability is not None and one.probability != two.probability:
        found.append(Reason(3.0, f"{one.probability:.0%}, then {two.probability:.0%}", "if cited"))
    if later.turn is not None:
        found.append(later.turn)
    if earlier.stance * later.stance < 0:
        same = bool(earlier.object & later.object)
        found.append(Reason(3.0 if same else 2.0, f"{earlier.cue}, then {later.cue}", "always" if same else "never"))
    for unit in sorted(earlier.figures.keys() & later.figures.keys()):
        before, after = earlier.figures[unit], later.figures[unit]
        if (after - before and not after & before) or (later.turn is not None and after - before):
            measured = later.turn is not None or {one.kind, two.kind} <= _MEASURED
            words = f"{min(before)}, then {min(after - before)}"
            found.append(Reason(2.0, words, "if cited") if measured else Reason(1.0, words))
            break
    if two.kind in ("concession", "denial") and one.kind not in ("concession", "denial", "question", "request"):
        found.append(Reason(1.0, f"{one.kind}, then {two.kind}"))
    elif one.kind == "denial" and two.kind in ("claim", "concession", "proposal", "forecast"):
        found.append(Reason(1.0, f"denial, then {two.kind}"))
    if one.polarity != two.polarity:
        alike = _alike(earlier.words, later.words)
        found.append(Reason(2.0 if alike else 0.6, f"{one.polarity}, then {two.polarity}"))
    return found


def _says_so(statement: Statement, content: str) -> Reason | None:
    """The words by which a statement says itself that it is a turn; `None` where none do."""
    cue = statement.cue.text if statement.cue else ""
    if _REPEATING.search(cue):
        return None
    said = _TURNING.search(cue)
    strong, half = _TURNS.search(content) or _TURNS.search(cue), _HALF_TURNS.search(content)
    if strong and (said or statement.kind in _TURNED):
        return Reason(2.5, _SAYS + _plain(strong), "always")
    if half and statement.kind == "concession" and _plain(half).startswith(("he ", "she ")):
        return Reason(2.5, _SAYS + _plain(half), "always")
    if said and _plain(said) in _BY_ITSELF:
        return Reason(2.0, _SAYS + _plain(said), "always")
    if half and (said or statement.kind in _TURNED):
        return Reason(1.8, _SAYS + _plain(half), "if cited")
    return Reason(1.5, _SAYS + _plain(said)) if said and statement.kind == "concession" else None


def _plain(match: re.Match[str]) -> str:
    return " ".join(match.group().split()).lower()


def _cue(statement: Statement) -> str:
    return " ".join(statement.cue.text.split()).lower() if statement.cue else statement.kind


def _stance(statement: Statement) -> int:
    """1 where the cue, or else how the content begins, is for what it names, -1 where it is against it, 0 else."""
    words = set(_cue(statement).split())
    if words & {"not", "never"}:
        return -1 if words & _FOR else 0
    return _side(words) or _side(set(statement.words.lower().replace('"', "").split()[:_BEGINNING]))


def _side(words: set[str]) -> int:
    return 1 if words & _FOR else -1 if words & _AGAINST else 0
