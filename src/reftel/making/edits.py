"""Changes over a clean text, and where everything stands once they are made."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """`clean[start:end]` becomes `was`; who reads it should read `now`. No `kind`: it belongs to the layout."""

    start: int
    end: int
    was: str
    now: str
    kind: str | None


class Site(NamedTuple):
    """Damage in the delivered text: `text[start:end]` is `was` and should be read as `now`."""

    start: int
    end: int
    was: str
    now: str
    kind: str


class Delivered(NamedTuple):
    """A text with its changes made; `edits` are those, `starts` and `ends` where each began and now ends."""

    text: str
    sites: list[Site]
    edits: list[Edit]
    starts: list[int]
    ends: list[int]

    def place(self, at: int) -> int:
        """Where a character of the clean text stands now; one that was changed, where its change ends."""
        nth = bisect_right(self.starts, at) - 1
        if nth < 0:
            return at
        edit = self.edits[nth]
        if at == edit.start < edit.end:
            return self.ends[nth] - len(edit.was)
        return self.ends[nth] + max(at - edit.end, 0)

    def shift(self, start: int, end: int) -> int | None:
        """By how much every character of a stretch of the clean text has moved; `None` where not all by as much."""
        nth = bisect_right(self.starts, start) - 1
        if nth != bisect_right(self.starts, end) - 1:
            return None
        if nth < 0:
            return 0
        last = self.edits[nth].end
        return self.ends[nth] - last if start >= last else None


def deliver(clean: str, layout: Iterable[Edit], damage: Iterable[Edit]) -> Delivered:
    """Make the changes. Damage that meets a change of the layout, or other damage before it, is left out."""
    edits = sorted(layout)
    more = sorted(damage)
    if more:
        edits = _merged(edits, more)
    pieces: list[str] = []
    sites: list[Site] = []
    ends: list[int] = []
    at = shift = 0
    for start, end, was, now, kind in edits:
        pieces.append(clean[at:start])
        pieces.append(was)
        place = start + shift
        after = place + len(was)
        if kind is not None:
            sites.append(Site(place, after, was, now, kind))
        ends.append(after)
        shift = after - end
        at = end
    pieces.append(clean[at:])
    return Delivered("".join(pieces), sites, edits, [edit.start for edit in edits], ends)


def _merged(laid: list[Edit], damage: list[Edit]) -> list[Edit]:
    """Both in order; of two that touch, the layout's or else the earlier stays."""
    merged: list[Edit] = []
    at, count, last = 0, len(laid), -1
    for edit in damage:
        while at < count and laid[at].start <= edit.end:
            merged.append(laid[at])
            last = max(last, laid[at].end)
            at += 1
        if edit.start > last:
            merged.append(edit)
            last = edit.end
    merged += laid[at:]
    return merged
