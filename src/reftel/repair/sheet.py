"""What the rules look at: the unchanged text, where its prose stands, and where one of its lines ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from reftel.model.draft import FURNITURE, BodyLine
from reftel.repair.lexicon import Lexicon, shipped_lexicon, words_of
from reftel.text.folded import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reftel.model.draft import Draft

T = TypeVar("T")

#: A hyphen between letters, written with a fixed beginning, so that the search jumps from one hyphen to the next.
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-)(?=[^\W\d_])")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_COMPOUND = re.compile(r"\b[^\W\d_]{1,40}-[^\W\d_]{1,40}\b")


#: Which kind of furniture gives the repair its name where several stand between two lines.
_STRONGEST = {kind: rank for rank, kind in enumerate(("blank", "banner", "stamp", "debris", "sipdis", "page-mark"))}
_SECTION_HEADING = len(_STRONGEST)

#: Labels of heading lines in which always the same words stand.
_KNOWN_WORDS = frozenset(("executive-order", "subject", "tags", "classification", "reference"))

#: So many lines show the width of a telegram.
_LINES_FOR_WIDTH = 60

#: What may stand at the end of a line after its words.
BLANKS = " \t\r\n"


class Joint(msgspec.Struct, frozen=True, gc=False):
    """Two lines with words, one after the other in one stretch of words, and what stands between them.

    `between` is "" where they are neighbours of different kinds, "blank" where blank lines divide them, else the kind
    of furniture. `stop` is the end of the words of the first line, `begin` the start of those of the second.
    `has_line_before` says that the first line goes on from a line right above it.
    """

    first: BodyLine
    second: BodyLine
    between: str
    stop: int
    begin: int
    has_line_before: bool


class Sheet:
    """One telegram as the rules see it.

    `blocks` are runs of lines of text with nothing between them, `joints` the places between blocks and other lines of
    the same range, `prose` the stretches without furniture and tables.
    """

    def __init__(
        self, draft: Draft, ranges: Iterable[tuple[int, int]], archive_words: Mapping[str, int] | None = None
    ) -> None:
        self.draft = draft
        self.archive_words = archive_words or {}
        self.text = draft.text
        self.ranges = sorted(place for place in ranges if place[0] < place[1])
        self.lines = [*draft.subject_lines, *draft.body] if draft.subject_lines else draft.body
        self.blocks: list[list[BodyLine]] = []
        self.joints: list[Joint] = []
        self.prose: list[tuple[int, int]] = []
        self._found: dict[Callable[[Sheet], Any], Any] = {}
        starts = [line.start for line in self.lines]
        for start, end in self.ranges:
            first = bisect_left(starts, start)
            if first and self.lines[first - 1].end > start and (first == len(starts) or starts[first] != start):
                first -= 1
            self._read_range(self.lines[first : bisect_left(starts, end, first)], start, end)

    def _read_range(self, lines: list[BodyLine], start: int, end: int) -> None:
        """Find the blocks, joints and stretches of prose of one range."""
        joints, prose = self.joints, self.prose
        above: BodyLine | None = None  # the last line with words, once it has been left
        first: BodyLine | None = None  # the first line of the block that is open
        last: BodyLine | None = None
        rank, between, stop, begin, prose_from = -1, "", start, start, -1
        has_line_before = False
        first_place = 0
        for place, line in enumerate(lines):
            kind = line.kind
            if kind == "text":
                if first is None:
                    first_place = place
                    begin = self._begin(max(line.start, start), end)
                    if above is not None:
                        joints.append(Joint(above, line, between, stop, begin, has_line_before))
                    if prose_from < 0:
                        prose_from = begin
                    first = line
                last = line
                continue
            if first is not None and last is not None:
                stop = self._stop(min(last.end, end), begin)
                self.blocks.append(lines[first_place:place])
                has_line_before = last is not first
                above, first, rank, between = last, None, -1, ""
            if kind == "blank":
                if rank < 0:
                    rank, between = 0, "blank"
                continue
            if prose_from >= 0 and (kind == "table" or kind in FURNITURE):
                prose.append((prose_from, stop))
                prose_from = -1
            if kind in FURNITURE:
                strength = _STRONGEST.get(kind, _SECTION_HEADING)
                if strength > rank:
                    rank, between = strength, kind if strength < _SECTION_HEADING else "section-heading"
                continue
            begin = self._begin(max(line.start, start), end)
            if above is not None:
                joints.append(Joint(above, line, between, stop, begin, has_line_before))
            stop = self._stop(min(line.end, end), begin)
            if kind != "table" and prose_from < 0:
                prose_from = begin
            above, rank, between, has_line_before = line, -1, "", False
        if first is not None and last is not None:
            stop = self._stop(min(last.end, end), begin)
            self.blocks.append(lines[first_place:])
        if prose_from >= 0:
            prose.append((prose_from, stop))

    def _begin(self, place: int, end: int) -> int:
        text = self.text
        while place < end and text[place] in BLANKS:
            place += 1
        return place

    def _stop(self, place: int, start: int) -> int:
        text = self.text
        while place > start and text[place - 1] in BLANKS:
            place -= 1
        return place

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that are known: those shipped and those of the archive."""
        shipped = shipped_lexicon()
        return shipped.with_words(self.archive_words) if self.archive_words else shipped

    @cached_property
    def width(self) -> int:
        """The length of the longest of the first lines of text: the width they were wrapped to, if they were."""
        lengths = (line.end - line.start for line in self.lines if line.kind == "text")
        return max(islice(lengths, _LINES_FOR_WIDTH), default=0)

    @cached_property
    def mixed_case(self) -> bool:
        """Whether the words are written with small letters."""
        return not all(self.text[start : min(end, start + 300)].isupper() for start, end in self.prose[:30])

    @cached_property
    def has_addresses(self) -> bool:
        """Whether there is a web or mail address anywhere."""
        text = self.text
        return "@" in text or "://" in text or "www." in text

    def in_address(self, place: int) -> bool:
        """Whether the character at `place` is part of a web or mail address."""
        if not self.has_addresses:
            return False
        before, after = self.text[max(place - 120, 0) : place], self.text[place : place + 120]
        token = (before.split() or [""])[-1] if before and not before[-1].isspace() else ""
        token += (after.split(None, 1) or [""])[0]
        return "://" in token or "www." in token or "@" in token

    def once(self, find: Callable[[Sheet], T]) -> T:
        """What a function finds on this sheet, looked for only once."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    def inside_prose(self, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of the places (in order) that lie wholly in prose; linear in both."""
        stretches = iter(self.prose)
        start, end = next(stretches, (-1, -1))
        for place in places:
            while 0 <= end < place[1]:
                start, end = next(stretches, (-1, -1))
            if end < 0:
                return
            if place[0] >= start:
                yield place

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What the pattern finds in prose; linear where the pattern is."""
        return self.found_in_prose(pattern.finditer(self.text))

    def find_at(self, sign: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The same for a pattern that begins with a sign that is rare: the text is searched for the sign alone."""
        text, match = self.text, pattern.match
        return self.found_in_prose(filter(None, (match(text, place) for place in places_of(sign, text, 0, len(text)))))

    def found_in_prose(self, matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
        """Those of the matches (in order) that lie wholly in prose; linear in both."""
        stretches = iter(self.prose)
        start, end = next(stretches, (-1, -1))
        for found in matches:
            first, last = found.span()
            while 0 <= end < last:
                start, end = next(stretches, (-1, -1))
            if end < 0:
                return
            if first >= start:
                yield found


def words_on(sheet: Sheet) -> dict[str, int]:
    """The telegram's own words in small letters, with how often they stand there."""
    return words_of(sheet.text)


def compounds_on(sheet: Sheet) -> frozenset[str]:
    """The words with a hyphen that stand in the telegram, in small letters."""
    found: set[str] = set()
    end = 0
    for hyphen in _HYPHEN.finditer(sheet.text):
        before = _WORD_BEFORE.search(sheet.text, max(hyphen.start() - 40, end), hyphen.start())
        compound = _COMPOUND.match(sheet.text, before.start()) if before else None
        if compound is not None:
            found.add(compound[0].lower())
            end = compound.end()
    return frozenset(found)


def marks_on(sheet: Sheet) -> dict[str, list[tuple[int, int]]]:
    """The labelled places of the lines of the heading whose words are known, by their label."""
    marks: dict[str, list[tuple[int, int]]] = {}
    for start, end, label in sheet.draft.marks:
        if label in _KNOWN_WORDS:
            marks.setdefault(label, []).append((start, end))
    return marks
