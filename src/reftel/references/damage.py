"""Damaged references: figures that became letters, numbers broken in two, lost figures, misspelt posts.

Every function gives what should be read together with the repair that says so; a repair that is not sure is only
suggested, and the other readings stay candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.references import shapes
from reftel.references.names import Named, misspelt_state, name_of, nearest_name
from reftel.references.own import day_of_year

if TYPE_CHECKING:
    import re

    from reftel.references.own import Own

_FIRST_WEEKS = 21  # days: until here the department's numbers can have three figures
_LOOKALIKES = str.maketrans("OoIlSB", "001158")


class Number(NamedTuple):
    """A number as read: its value, where it stands, and other values that it can have (a damaged figure)."""

    value: int
    start: int
    end: int
    others: tuple[int, ...] = ()


def repair_at(base: int, block: str, start: int, end: int, now: str, rule: str, confidence: float) -> Repair:
    """The repair of `block[start:end]`, where `base` is the place of the block in the text."""
    was = block[start:end]
    return Repair(base + start, base + end, was, now, rule, confidence, confidence >= APPLIED_FROM)


def whole_number(block: str, base: int, number: Number, named: Named, own: Own) -> tuple[Number, Repair | None]:
    """The number with the parts that damage cut off or made unreadable: `1 O1684`, `93 410`, `110,568`, `00498#`."""
    following = block[number.end : number.end + 1]
    if following == "," and named.post == "STATE":
        return _with_thousands(block, base, number, own)
    if following in {"#", "*", "?"}:
        garbled = shapes.GARBLED.match(block, number.end)
        return (number if garbled is None else _with_lost_figure(block, number, garbled)), None
    if following != " " or not named.known:
        return number, None
    broken = shapes.BROKEN.match(block, number.end)
    if broken is None or number.end - number.start + len(broken["rest"]) > 6:
        return number, None
    rest = broken["rest"]
    whole = int(block[number.start : number.end] + rest.translate(_LOOKALIKES))
    joined = Number(whole, number.start, broken.end())
    if not rest.isdigit():
        if not any(letter.isdigit() for letter in rest):
            return number, None
        return joined, repair_at(base, block, number.start, broken.end(), str(whole), "reference-digits", 0.9)
    digits = broken.end() - number.start - 1
    if (
        named.post != "STATE"
        or not (len(rest) == 3 or (rest[0] == "0" and digits > 4))
        or shapes.WORD_NEXT.match(block, broken.end())
    ):
        return number, None
    unsure = joined._replace(others=(number.value,))
    return unsure, repair_at(base, block, number.start, broken.end(), str(whole), "reference-digits", 0.6)


def _with_thousands(block: str, base: int, number: Number, own: Own) -> tuple[Number, Repair | None]:
    """`110,568`: one number with its thousands set off; in January two low ones without a blank can be meant."""
    found = shapes.THOUSANDS.match(block, number.end)
    if found is None or number.end - number.start > 3:
        return number, None
    whole = int(block[number.start : number.end] + found["rest"])
    early = own.dtg is None or day_of_year(own.dtg) <= _FIRST_WEEKS
    joined = Number(whole, number.start, found.end(), (number.value,) if early else ())
    repair = repair_at(base, block, number.start, found.end(), str(whole), "reference-digits", 0.6 if early else 0.9)
    return joined, repair


def _with_lost_figure(block: str, number: Number, garbled: re.Match[str]) -> Number:
    before, after = block[number.start : number.end], garbled["more"]
    values = [int(before + str(figure) + after) for figure in range(10)]
    return Number(values[0], number.start, garbled.end(), tuple(values[1:]))


def number_in_letters(figures: str) -> int | None:
    """The number of which some figures became letters; `None` where most are letters, or none.

    >>> number_in_letters("1O1684"), number_in_letters("IO")
    (101684, None)
    """
    if figures.isdigit() or sum(map(str.isdigit, figures)) * 2 < len(figures):
        return None
    return int(figures.translate(_LOOKALIKES))


def repaired_name(
    block: str, base: int, start: int, words: str, digits: int, own_post: str | None
) -> tuple[Named, Repair] | None:
    """The one known post that misspelt words can mean, where there is one; `digits` are those of the number.

    Of short names only the citing post's own is near enough, or one with two letters swapped.
    """
    near = "STATE" if digits >= 5 and misspelt_state(words) else nearest_name(words, own_post)
    named = None if near is None else name_of(near)
    if near is None or named is None:
        return None
    return named, repair_at(base, block, start, start + len(words), near, "reference-post", 0.85)
