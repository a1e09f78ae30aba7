"""Carry places between a text as it came and the same text after changes."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Change(NamedTuple):
    """`source[start:end]` reads `now` after the change."""

    start: int
    end: int
    now: str


class Carried(NamedTuple):
    """A changed text that remembers where each of its characters came from.

    `text` is what the changes give. `outs` and `ins` are the places, in `text` and in the source, where each piece
    begins; `kept` says whether the piece is the source's own characters (then places count one to one) or a change.
    """

    text: str
    outs: tuple[int, ...]
    ins: tuple[int, ...]
    kept: tuple[bool, ...]
    end: int

    def source_place(self, place: int) -> int:
        """The place in the source of the character at `place` of the changed text (of `len(text)`: the end)."""
        if place >= len(self.text):
            return self.end
        piece = bisect_right(self.outs, place) - 1
        return self.ins[piece] + (place - self.outs[piece] if self.kept[piece] else 0)

    def place(self, source_place: int) -> int:
        """The place in the changed text of a place in the source; what is not there any more is where it would be.

        >>> carry("> FM", 0, 4, [Change(0, 2, "")]).place(3)
        1
        """
        piece = bisect_right(self.ins, source_place) - 1
        if piece < 0:
            return 0
        following = self.outs[piece + 1] if piece + 1 < len(self.outs) else len(self.text)
        return min(self.outs[piece] + source_place - self.ins[piece], following)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the source that holds all characters of `text[start:end]`.

        >>> carried = carry("A&B8C", 0, 5, [Change(1, 2, "“"), Change(3, 4, "”")])
        >>> carried.text, carried.source_span(1, 4)
        ('A“B”C', (1, 4))
        """
        if end <= start:
            place = self.source_place(start)
            return place, place
        last = bisect_right(self.outs, end - 1) - 1
        if self.kept[last]:
            stop = self.ins[last] + end - self.outs[last]
        else:
            stop = self.ins[last + 1] if last + 1 < len(self.ins) else self.end
        return self.source_place(start), stop


def carry(source: str, start: int, end: int, changes: Iterable[Change]) -> Carried:
    """Apply changes, in order and without overlap, to `source[start:end]`; those that reach outside are left out."""
    pieces: list[str] = []
    outs: list[int] = []
    ins: list[int] = []
    kept: list[bool] = []
    length, place = 0, start

    def put(piece: str, origin: int, is_kept: bool) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            outs.append(length)
            ins.append(origin)
            kept.append(is_kept)
            length += len(piece)

    for change in changes:
        if change.start < place or change.end > end:
            continue
        put(source[place : change.start], place, True)
        put(change.now, change.start, False)
        place = change.end
    put(source[place:end], place, True)
    return Carried("".join(pieces), tuple(outs), tuple(ins), tuple(kept), end)
