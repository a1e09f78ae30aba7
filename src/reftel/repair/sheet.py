"""What the rules look at: the unchanged text, where its prose stands, and where one of its lines ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel.model.draft import FURNITURE, BodyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reftel.model.draft import Draft

#: Which kind of furniture gives the repair its name where several stand between two lines.
_STRONGEST = {kind: rank for rank, kind in enumerate(("blank", "banner", "stamp", "debris", "sipdis", "page-mark"))}
_SECTION_HEADING = len(_STRONGEST)


class Joint(msgspec.Struct, frozen=True, gc=False):
    """Two lines with words, one after the other in one stretch of words, and what stands between them.

    `between` is "" where they are neighbours, "blank" where blank lines divide them, else the kind of furniture.
    `stop` is the end of the words of the first line, `begin` the start of those of the second.
    """

    first: BodyLine
    second: BodyLine
    between: str
    stop: int
    begin: int


class Sheet:
    """One telegram as the rules see it: its text, the places of its words, and the joints between its lines."""

    def __init__(self, draft: Draft, ranges: Iterable[tuple[int, int]]) -> None:
        self.draft = draft
        self.text = draft.text
        self.ranges = sorted(place for place in ranges if place[0] < place[1])
        self.joints: list[Joint] = []
        self.prose: list[tuple[int, int]] = []
        self.width = 0
        self.family: bool | None = None
        self._read()
        samples = [self.text[start : min(end, start + 300)] for start, end in self.prose[:30]]
        self.mixed_case = not all(sample.isupper() for sample in samples)
        self.has_page_numbers = " OF 0" in self.text or " of 0" in self.text
        self.has_addresses = any(sign in self.text for sign in ("://", "www.", "@"))

    def _read(self) -> None:
        """Find the joints, the stretches of prose and the width of the lines in one pass over lines and ranges."""
        lines = [*self.draft.subject_lines, *self.draft.body]
        place, count = 0, len(lines)
        for start, end in self.ranges:
            while place < count and lines[place].end <= start:
                place += 1
            first_line = place
            while place < count and lines[place].start < end:
                place += 1
            self._read_range(lines[first_line:place], start, end)
            if place > first_line and lines[place - 1].end > end:
                place -= 1  # another range can begin on this line

    def _read_range(self, lines: list[BodyLine], start: int, end: int) -> None:
        text, joints, width = self.text, self.joints, self.width
        first: BodyLine | None = None
        stop, rank, between = start, -1, ""
        prose_from = prose_to = -1
        for line in lines:
            kind = line.kind
            if kind == "blank":
                if rank < 0:
                    rank, between = 0, "blank"
                continue
            if prose_from >= 0 and (kind == "table" or kind in FURNITURE):
                self.prose.append((prose_from, prose_to))
                prose_from = -1
            if kind in FURNITURE:
                strength = _STRONGEST.get(kind, _SECTION_HEADING)
                if strength > rank:
                    rank, between = strength, kind if strength < _SECTION_HEADING else "section-heading"
                continue
            begin = max(start, line.start)
            finish = min(end, line.end)
            while begin < finish and text[begin] in " \t":
                begin += 1
            if first is not None:
                joints.append(Joint(first, line, between, stop, begin))
            stop = finish
            while stop > begin and text[stop - 1] in " \t\r":
                stop -= 1
            if kind != "table":
                if prose_from < 0:
                    prose_from = begin
                prose_to = finish
                width = max(width, stop - line.start)
            first, rank, between = line, -1, ""
        if prose_from >= 0:
            self.prose.append((prose_from, prose_to))
        self.width = width

    def in_address(self, place: int) -> bool:
        """Whether the character at `place` is part of a web or mail address."""
        if not self.has_addresses:
            return False
        before, after = self.text[max(place - 120, 0) : place], self.text[place : place + 120]
        token = (before.split() or [""])[-1] if before and not before[-1].isspace() else ""
        token += (after.split(None, 1) or [""])[0]
        return "://" in token or "www." in token or "@" in token

    def inside_prose(self, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of the places (in order) that lie wholly in prose; linear in both."""
        stretches = iter(self.prose)
        start, end = next(stretches, (-1, -1))
        for place in places:
            while end >= 0 and end < place[1]:
                start, end = next(stretches, (-1, -1))
            if end < 0:
                return
            if place[0] >= start:
                yield place
