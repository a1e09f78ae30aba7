"""Whether two propositions of one person can both hold: another side, another figure, another year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reftel.analysis.matters import Likeness, Matters
    from reftel.analysis.propositions import Proposition
    from reftel.model.analysis import Kind

#: From this likeness on two propositions are on one matter, and from the higher one on surely.
LIKE = 0.5
_SURELY = 0.75
#: What the words shared must weigh at least, and to be sure.
LEAST = 1.0
_ENOUGH = 1.5
_ALL = 0.9
#: A scale that one of two may lack: that a bridge should be built, and that it will not be.
_MAY_LACK = frozenset(("good",))
_MEASURED = frozenset(("estimate", "forecast", "proposal"))
_SIDES = {1: "for", -1: "against"}


class Reason(NamedTuple):
    """Why two statements are taken not to agree, in words, and how much it weighs; when it makes a change sure.

    `alike`: that both are on one matter is weighed in already. `needs`: what must join the telegrams to say it at all.
    `adjacent`: both stand side by side, one for what the other is against.
    """

    weight: float
    words: str
    sure: Literal["always", "if cited", "if joined", "never"] = "never"
    alike: bool = False
    needs: Literal["nothing", "citation", "likeness"] = "nothing"
    adjacent: bool = False


class Time(NamedTuple):
    """The days that a statement is about, where it names any."""

    first: date | None
    last: date | None


def opposition(
    earlier: Sequence[Proposition],
    later: Sequence[Proposition],
    kinds: tuple[Kind, Kind],
    times: tuple[Time, Time],
    matters: Matters,
) -> Reason | None:
    """The heaviest way in which a proposition of the one statement does not go with one of the other."""
    best: Reason | None = None
    for one in earlier:
        for two in later:
            found = _opposed(one, two, kinds, times, matters)
            if found is not None and (best is None or _rank(found) > _rank(best)):
                best = found
    return best


def other_chance(
    before: float | None, after: float | None, matter: tuple[frozenset[str], frozenset[str]], matters: Matters
) -> Reason | None:
    """That another chance is given to one matter, by the words of the two statements."""
    if before is None or after is None or before == after:
        return None
    like = matters.likeness(*matter)
    words = f"{before:.0%}, then {after:.0%}"
    if _is_surely_one(*matter, like):
        return Reason(3.0, words, "always")
    return Reason(3.0, words, "if cited" if like.share >= _SURELY else "never")


def _is_surely_one(one: frozenset[str], two: frozenset[str], like: Likeness) -> bool:
    """Whether two matters are one beyond doubt: where each has a word of its own, they can be two."""
    return like.share >= _SURELY and like.common >= _ENOUGH and _holds(one, two)


def _holds(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether one matter holds all words of the other, figures aside."""
    return all(word[0].isdigit() for word in one - two) or all(word[0].isdigit() for word in two - one)


def _rank(reason: Reason) -> tuple[bool, float]:
    return reason.sure == "always", reason.weight


def _opposed(
    one: Proposition, two: Proposition, kinds: tuple[Kind, Kind], times: tuple[Time, Time], matters: Matters
) -> Reason | None:
    apart = one.scales ^ two.scales
    if apart - _MAY_LACK or one.of_others != two.of_others:
        return None
    if one.subject and two.subject and not one.subject & two.subject:
        return None
    difference = _difference(one, two, kinds, times)
    if difference is None:
        return None
    like = matters.likeness(one.matter, two.matter)
    if like.share < LIKE or like.common < LEAST:
        return None
    if (one.of_others or one.conditional or two.conditional) and like.share < _ALL:
        return None
    sure = difference.sure
    if not _is_surely_one(one.matter, two.matter, like) or one.conditional or two.conditional or apart or one.of_others:
        sure = "never"
    return Reason(difference.weight * like.share, difference.words, sure, alike=True)


def _difference(
    one: Proposition, two: Proposition, kinds: tuple[Kind, Kind], times: tuple[Time, Time]
) -> Reason | None:
    """What differs, if they are on one matter."""
    ahead = one.ahead and two.ahead
    if one.side != two.side and (one.limited or two.limited):
        words = f"{_SIDES[one.side]}, then {_SIDES[two.side]}"
        return Reason(3.0, words, "always" if ahead else "never") if _within_limit(one, times) else None
    if one.years and two.years and not one.years & two.years:
        if ahead and one.side == two.side and not (one.figures and two.figures):
            return Reason(2.5, f"{min(one.years)}, then {min(two.years)}", "always")
        return None
    if not ahead and _are_apart(*times):
        return None
    if one.side != two.side:
        held = (one.valued and two.valued) or ahead or "denial" in kinds or kinds[1] == "concession"
        words = f"{_SIDES[one.side]}, then {_SIDES[two.side]}"
        return Reason(3.0, words, "always") if held else Reason(1.5, words)
    measured = all(each.ahead or kind in _MEASURED for each, kind in zip((one, two), kinds, strict=True))
    return _other_figure(one, two, measured=measured and not _are_apart(*times))


def _within_limit(one: Proposition, times: tuple[Time, Time]) -> bool:
    """Whether what is said to be by a day is denied up to that day or a later one; not where a day is not known."""
    limit, day = times if one.side < 0 else times[::-1]
    return limit.last is not None and day.last is not None and day.last <= limit.last


def _are_apart(one: Time, two: Time) -> bool:
    """Whether two times are known and do not meet: last year's figure is not this year's."""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return False
    return one.last < two.first or two.last < one.first


def _other_figure(one: Proposition, two: Proposition, *, measured: bool) -> Reason | None:
    """The first unit of which they have figures and none in common; `measured`: what they estimate is one thing."""
    for before in one.figures:
        after = [figure for figure in two.figures if figure.unit == before.unit]
        kept = {figure.value for figure in one.figures if figure.unit == before.unit} & {one.value for one in after}
        if before.unit and after and not kept:
            words = f"{before.text}, then {after[0].text}"
            return Reason(2.5, words, "always") if measured else Reason(1.0, words)
    return None
