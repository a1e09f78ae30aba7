"""Where a person does not agree with himself: another chance, side or figure, or words that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import words_of
from reftel.analysis.matters import Around, Matters, matter_stems, stem
from reftel.analysis.opposing import LIKE, Reason, Time, opposition, other_chance
from reftel.analysis.propositions import propositions_of
from reftel.analysis.turning import turn_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.analysis.answers import Said
    from reftel.analysis.matters import Shared
    from reftel.analysis.propositions import Proposition
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
_TURNING = re.compile(
    r"\b(?:now|conceded|concedes|acknowledged|acknowledges|admitted|admits|revised|revises|lowered|lowers|withdrew"
    r"|withdraws|reversed|retracted|abandoned|dropped|recanted|blamed)\b",
    re.IGNORECASE,
)
_BY_ITSELF = frozenset(
    ("now", "revised", "revises", "lowered", "lowers", "withdrew", "withdraws", "reversed", "retracted")
)
#: What is done or was done: the verb that a denial and what follows it share.
_DOING = re.compile(r"\b[a-z]{3,}(?:ing|ed)\b")
_TURNED = ("concession", "claim", "denial", "estimate", "forecast")


class Turn(NamedTuple):
    """Two statements of one person that do not agree: what they share, why, and how sure it is."""

    earlier: Said
    later: Said
    shared: Shared
    why: str
    score: float
    stated: bool


_REPEATING = re.compile(r"\b(?:repeat|reiterat|reaffirm|restat|maintain|stood by|still)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer)\b", re.IGNORECASE)
#: What a reason must weigh to be said at all where no word of the statements themselves is shared.
_STRONG = 1.8
#: One statement is set beside so many earlier ones; only the first can be said to be a change.
_MOST = 3
#: How much words of their own two statements must share to be said to be a change.
_OWN = 1.5
#: The same for a light reason where no reftel joins the telegrams: such pairs were nearly never right.
_OWN_UNCITED = 4.0
#: What the paragraphs of a telegram and of one that refers to it must share to be said to be a change.
_AROUND = 5.0
_GUESSED = 0.6
_OFFICES = ("organisation:", "place:")
_PRONOUNS = frozenset(("he", "she", "they", "it", "his", "her", "their", "both", "who"))
_BEGINNING = 4
_SAYS = "says so: "
_NEAR = 1.5
#: A lighter reason is one beside others only.
_ALONE = 1.0
_AGAIN = 0.5


def find_turns(said: Sequence[Said], around: Around | None = None) -> list[Turn]:
    """The pairs among a person's statements, which come by date; the surest first.

    A statement is set beside three earlier ones at most, of different paragraphs; only the first can be stated.
    """
    matters = Matters(said, around or Around({}, frozenset()))
    marks = [_marks(one.statement, one.words, one.turn) for one in said]
    found: dict[tuple[str, int | None, int], Turn] = {}
    for later in range(len(said)):
        two, near = marks[later], _beside(said, marks, later)
        each_may = two.turn is not None or near is not None
        turns = [
            turn
            for earlier in range(max(0, later - _FURTHEST), later)
            if (each_may or earlier + 1 == later or _can_differ(marks[earlier], two))
            and (turn := _turn(matters, marks, earlier, later, near)) is not None
        ]
        turns.sort(key=_surest)
        for turn in [*turns[:1], *(turn._replace(stated=False) for turn in turns[1:_MOST])]:
            key = (turn.earlier.telegram, turn.earlier.statement.paragraph, later)
            if key not in found or _surest(turn) < _surest(found[key]):
                found[key] = turn
    return sorted(found.values(), key=_surest)


def _surest(turn: Turn) -> tuple[bool, float, float]:
    return not turn.stated, -turn.score, -turn.shared.weight


class _Marks(NamedTuple):
    """What of a statement tells whether it agrees with another."""

    statement: Statement
    words: frozenset[str]
    turn: Reason | None
    cue: str
    stance: int
    done: frozenset[str]
    propositions: tuple[Proposition, ...]
    time: Time
    matter: frozenset[str]


def _marks(statement: Statement, text: str, turn: str | None) -> _Marks:
    propositions = propositions_of(statement, text)
    return _Marks(
        statement=statement,
        words=matter_stems(text),
        turn=_says_so(statement, text, turn),
        cue=_cue(statement),
        stance=_stance(statement),
        done=frozenset(stem(word) for word in _DOING.findall(text.lower())),
        propositions=propositions,
        time=Time(statement.about.start, statement.about.end) if statement.about else Time(None, None),
        matter=frozenset().union(*(one.matter for one in propositions)),
    )


def _can_differ(one: _Marks, two: _Marks) -> bool:
    """Whether two statements apart can have a reason that weighs enough, where the later has no words of a turn.

    Propositions are on one matter only where they share a word of it: of the pairs of somebody who says much, most are
    passed over here.
    """
    return (
        not one.matter.isdisjoint(two.matter)
        or one.stance * two.stance < 0
        or (one.statement.probability is not None and two.statement.probability is not None)
    )


def _turn(matters: Matters, marks: list[_Marks], earlier: int, later: int, near: Reason | None) -> Turn | None:
    one, two = matters.said[earlier], matters.said[later]
    apart = one.telegram != two.telegram
    if not apart and _overlap(one.statement, two.statement):
        return None
    personal = not any(key.startswith(_OFFICES) for key in two.persons)
    cited = apart and (two.telegram, one.telegram) in matters.cited
    adjacent = not apart and later == earlier + 1 and one.statement.paragraph == two.statement.paragraph
    reasons = _reasons(matters, marks[earlier], marks[later], adjacent=adjacent, cited=cited, personal=personal)
    if near and marks[later].turn is None and apart:
        reasons.append(Reason(_NEAR, f"says beside it: {near.words.removeprefix(_SAYS)}", needs="citation"))
    most = max((reason.weight for reason in reasons), default=0.0)
    again = near is None and most <= _NEAR and not any(reason.alike for reason in reasons)
    if most < _ALONE or (again and _alike(marks[earlier].words, marks[later].words)):
        return None
    reasons = [reason for reason in reasons if cited or reason.needs != "citation"]
    if not reasons:
        return None
    shared = matters.shared(earlier, later)
    least = _OWN if shared.cited or not apart else _OWN_UNCITED
    reasons = [reason for reason in reasons if reason.weight >= _STRONG or reason.alike or shared.own >= least]
    if max((reason.weight for reason in reasons), default=0.0) < _ALONE:
        return None
    if not (apart or _can_turn_at_once(one, two, reasons)) or not (shared.on_something or reasons[0].adjacent):
        return None
    reasons.sort(key=lambda reason: -reason.weight)
    weight = reasons[0].weight + sum(reason.weight for reason in reasons[1:]) / 2
    score = weight * (1.0 if reasons[0].alike else min(shared.weight, _SAME) / _SAME)
    if one.statement.attribution == "implied" or (two.statement.attribution == "implied" and marks[later].turn is None):
        score *= _GUESSED
    if score < PERHAPS:
        return None
    sure_if = {"always", *(["if cited", "if joined"] if shared.cited else ["if joined"] if shared.recalled else [])}
    passed = _has_passed(one, two)
    sure = any(reason.sure in sure_if and not (passed and not reason.words.startswith(_SAYS)) for reason in reasons)
    follows = one.dtg is not None and two.dtg is not None and (one.dtg < two.dtg or not apart)
    on_one_matter = (
        (shared.own >= _OWN and (shared.cited or _is_one_matter(matters, marks[earlier], marks[later], reasons[0])))
        or shared.named
        or shared.recalled
        or (shared.cited and shared.beside_weight >= _AROUND and reasons[0].words.startswith(_SAYS))
        or any(reason.adjacent for reason in reasons)
    )
    told = one.statement.attribution == two.statement.attribution == "explicit" or marks[later].turn is not None
    stated = sure and follows and told and score >= STATED and on_one_matter
    return Turn(one, two, shared, "; ".join(reason.words for reason in reasons), score, stated)


def _is_one_matter(matters: Matters, earlier: _Marks, later: _Marks, reason: Reason) -> bool:
    """Whether words of a turn stand on the matter of the earlier statement; other reasons have been looked at so."""
    if reason.alike or not reason.words.startswith(_SAYS):
        return True
    matter = later.words - matter_stems(reason.words)
    return matter <= earlier.words or matters.likeness(earlier.words, matter).share >= LIKE


def _has_passed(one: Said, two: Said) -> bool:
    """Whether the time that the earlier statement was about was over when the later was made: two events."""
    end = one.statement.about.end if one.statement.about else None
    return end is not None and two.dtg is not None and one.telegram != two.telegram and end < two.dtg.date()


def _overlap(one: Statement, two: Statement) -> bool:
    """Whether two statements of one telegram are told by the same words: one reading inside another."""
    return any(first.start < second.end and second.start < first.end for first in one.content for second in two.content)


def _can_turn_at_once(one: Said, two: Said, reasons: list[Reason]) -> bool:
    """Whether two statements of one telegram can be a change: words say so, or both are surely his and not implied.

    Where a pronoun names the speaker, that it was read wrong is more likely than that he contradicts himself.
    """
    if any(reason.sure == "always" and reason.words.startswith(_SAYS) for reason in reasons):
        return True
    if any(reason.adjacent for reason in reasons):
        return True
    return all(_is_named(said) for said in (one, two)) and any(reason.sure == "always" for reason in reasons)


def _is_named(said: Said) -> bool:
    """Whether the speaker is called by a name where he speaks."""
    speaker = said.statement.speaker
    return speaker is not None and said.statement.attribution == "explicit" and speaker.text.lower() not in _PRONOUNS


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


def _reasons(
    matters: Matters, earlier: _Marks, later: _Marks, *, adjacent: bool, cited: bool, personal: bool
) -> list[Reason]:
    """In which ways two statements do not agree.

    `adjacent`: the one follows the other in one paragraph. `cited`: the later telegram refers to the earlier.
    `personal`: a person says both, and no office, which has many voices.
    """
    found: list[Reason] = []
    one, two = earlier.statement, later.statement
    chance = other_chance(one.probability, two.probability, (earlier.words, later.words), matters)
    if chance is not None:
        found.append(chance)
    if later.turn is not None:
        now = adjacent and earlier.stance * later.stance < 0
        turn = later.turn._replace(alike=now, adjacent=now)
        if turn.needs != "likeness":
            found.append(turn)
        elif cited or matters.likeness(earlier.words, later.words).share >= LIKE:
            found.append(turn._replace(sure="always"))
    if adjacent and one.kind == "denial" and two.attribution == "explicit" and earlier.done & later.done:
        found.append(Reason(_ALONE, f"denial, then {two.kind}", adjacent=True))
    kinds = (one.kind, two.kind)
    times = (earlier.time, later.time)
    opposed = None if chance else opposition(earlier.propositions, later.propositions, kinds, times, matters)
    if opposed is not None:
        if earlier.stance * later.stance < 0 and earlier.cue != later.cue:
            opposed = opposed._replace(words=f"{earlier.cue}, then {later.cue}")
        found.append(opposed)
    elif earlier.stance * later.stance < 0 and personal:
        found.append(Reason(2.0, f"{earlier.cue}, then {later.cue}", needs="citation"))
    if two.kind == "concession" and one.kind not in ("concession", "denial", "question", "request"):
        found.append(Reason(0.8, f"{one.kind}, then concession"))
    return found


def _says_so(statement: Statement, content: str, beside: str | None) -> Reason | None:
    """The words by which a statement, or `beside` it its sentence, says that it is a turn; `None` where none do."""
    cue = statement.cue.text if statement.cue else ""
    if (_REPEATING.search(cue) and not _NOT.search(cue)) or statement.kind in ("question", "request"):
        return None
    said = _TURNING.search(cue)
    words = turn_in(f"{cue} {content}")
    if words and words.kind == "turn" and (said or statement.kind in _TURNED):
        return Reason(2.5, _SAYS + words.text, "always")
    if words and statement.kind == "concession" and words.text.startswith(("he ", "she ")):
        return Reason(2.5, _SAYS + words.text, "always")
    if said and _plain(said) in _BY_ITSELF:
        return Reason(2.0, _SAYS + _plain(said), needs="likeness")
    if words and (said or statement.kind in _TURNED):
        conceded = said is not None or statement.kind == "concession"
        return Reason(
            1.8, _SAYS + words.text, ("if joined" if conceded else "never") if words.kind == "recalling" else "if cited"
        )
    if beside:
        return Reason(2.5, _SAYS + " ".join(beside.split()).lower(), "always")
    return Reason(1.5, _SAYS + _plain(said), needs="citation") if said and statement.kind == "concession" else None


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
