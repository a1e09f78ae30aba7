"""Repairs: recorded changes over an unchanged source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel.text.carry import Carried, Change, carry

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From this confidence on a repair is applied; below it, it is only suggested.
APPLIED_FROM = 0.8


class Repair(msgspec.Struct, frozen=True, gc=False):
    """`text[start:end]`, which reads `was`, should read `now`, says `rule`, this sure.

    `applied` is false for suggestions: they are listed, and change no text.
    """

    start: int
    end: int
    was: str
    now: str
    rule: str
    confidence: float
    applied: bool = True


def only_blank(repair: Repair) -> bool:
    """Whether only blanks and line ends changed: lines joined to a paragraph, which nobody need be told of."""
    return not repair.was.strip() and not repair.now.strip()


def apply_repairs(text: str, repairs: tuple[Repair, ...], start: int = 0, end: int | None = None) -> Carried:
    """The repaired reading of `text[start:end]` with the way back to the source.

    >>> apply_repairs("he,s", (Repair(2, 3, ",", "’", "shifted-apostrophe", 0.99),)).text
    'he’s'
    """
    stop = len(text) if end is None else end
    return carry(
        text, start, stop, (Change(r.start, r.end, r.now) for r in repairs if r.applied and start <= r.start < stop)
    )


def repaired_text(text: str, repairs: Iterable[Repair], start: int, end: int) -> str:
    """The words of `apply_repairs` alone, for where nobody asks the way back: four times quicker."""
    pieces: list[str] = []
    place = start
    for repair in repairs:
        begin, stop = repair.start, repair.end
        if begin >= place and stop <= end and repair.applied:
            pieces.append(text[place:begin])
            pieces.append(repair.now)
            place = stop
    pieces.append(text[place:end])
    return "".join(pieces)


def undo_repairs(repaired: str, repairs: tuple[Repair, ...]) -> str:
    """The source again, from a whole repaired text and the repairs that made it."""
    pieces: list[str] = []
    place = shift = 0
    for repair in repairs:
        if not repair.applied:
            continue
        start = repair.start + shift
        pieces += repaired[place:start], repair.was
        place = start + len(repair.now)
        shift += len(repair.now) - (repair.end - repair.start)
    pieces.append(repaired[place:])
    return "".join(pieces)
