"""Paragraphs: where each begins and ends, its heading and its role, from the labelled lines of a body."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.body import read_lone_portion
from reftel.intake.titles import has_ended, label_titles, neighbour
from reftel.model.draft import FURNITURE, BodyLine, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reftel.model.telegram import Role
    from reftel.repair.numbering import Opening

_SUMMARY = re.compile(r"[\W_]*(?:(?:BEGIN|EXECUTIVE)[\W_]+)?SUMMARY\b", re.IGNORECASE)
_COMMENT = re.compile(
    r"[\W_]*(?:(?:BEGIN|POST|EMBASSY|MISSION|CONSULATE|CONGEN|AMBASSADOR'?S?|OUR)[\W_]+)?COMMENTS?\b",
    re.IGNORECASE,
)
#: Looked for in capitals, and written with a fixed beginning, so that the search jumps from one END to the next; in
#: bytes, since letters beyond ASCII take long to become capitals.
_CLOSINGS: tuple[tuple[Role, re.Pattern[bytes]], ...] = (
    ("summary", re.compile(rb"END (?<!\wEND )(?:OF )?SUMMARY\b")),
    ("comment", re.compile(rb"END (?<!\wEND )(?:OF )?COMMENT\b")),
)
_ACTION = re.compile(r"[\W_]*ACTION (?:REQUEST|REQUIRED|REQUESTED)\b", re.IGNORECASE)
_OPENING_WORDS = 40
_LONGEST_MARK = 140
_SECOND_OF_LIST = re.compile(r"\(B\) ", re.IGNORECASE)
#: In capitals, a line this long that ends no sentence goes on behind a blank line: titles are shorter.
_FULL_LINE = 62


class Place(NamedTuple):
    """One paragraph's place: `start` of its mark, `text_start` of its first word, `end` of its last.

    `heading` holds the places of the lines of the title above it.
    """

    number: int | None
    portion: str | None
    start: int
    text_start: int
    end: int
    heading: tuple[tuple[int, int], ...]


def lay_out(draft: Draft, openings: Mapping[int, Opening]) -> list[Place]:
    """The paragraphs of a body, in order.

    `openings` are the paragraph numbers that hold, by the start of their mark. Lines that turn out to be titles are
    relabelled in the draft. A numbered paragraph goes on to the next number or title, over blank lines; text without
    a number ends at a blank line, unless its sentence goes on after it.
    """
    opened = _openings_by_line(draft, openings)
    label_titles(draft, opened)
    builder = _Builder(draft)
    in_gap = False  # what a gap between two lines does to a paragraph is asked at its first blank line only
    for place, line in enumerate(draft.body):
        kind = line.kind
        if line.start in opened:
            builder.open_numbered(opened[line.start], line)
        elif kind == "text" or kind == "table":  # noqa: PLR1714  the hottest line of the loop
            if builder.start < 0:
                builder.open_unnumbered(line)
            builder.last = line
            in_gap = False
        elif kind == "blank":
            if not in_gap and builder.number is None and builder.start >= 0 and not _sentence_goes_on(draft, place):
                builder.close()
            in_gap = True
        elif kind == "heading":
            builder.add_title(line)
        elif kind == "signature":
            builder.close()
    builder.close()
    return builder.places


class _Builder:
    """The paragraph that is open, if one is (`start` is its place), and those that are closed."""

    def __init__(self, draft: Draft) -> None:
        self.text = draft.text
        self.places: list[Place] = []
        self.number: int | None = None
        self.portion: str | None = None
        self.start = self.text_start = -1
        self.last: BodyLine | None = None
        self.title: list[tuple[int, int]] = []
        self.begin = draft.body[0].start if draft.body else 0

    def open_numbered(self, opening: Opening, line: BodyLine) -> None:
        self.close()
        self.number, self.portion = opening.number, opening.mark.portion
        self.start, self.text_start = opening.mark.start, opening.mark.end
        self.last = line

    def open_unnumbered(self, line: BodyLine) -> None:
        words = self.text[line.start : line.end]
        self.start = self.text_start = line.start + len(words) - len(words.lstrip())
        lone = read_lone_portion(words.lstrip()[:_LONGEST_MARK])
        if lone is not None and (len(lone[0]) > 1 or not self.has_letters):  # (C) can be the third of a list
            self.portion = lone[0]
            self.text_start += lone[1]

    @cached_property
    def has_letters(self) -> bool:
        """Whether an item of a list is lettered (B)."""
        return _SECOND_OF_LIST.search(self.text, self.begin) is not None

    def add_title(self, line: BodyLine) -> None:
        self.close()
        words = self.text[line.start : line.end]
        start = line.start + len(words) - len(words.lstrip())
        self.title.append((start, start + len(words.strip())))

    def close(self) -> None:
        if self.start >= 0 and self.last is not None:
            end = self.last.start + len(self.text[self.last.start : self.last.end].rstrip())
            text_start = self._first_word(min(self.text_start, end), end)
            self.places.append(
                Place(self.number, self.portion, self.start, text_start, max(end, text_start), tuple(self.title))
            )
            self.title = []
        self.number = self.portion = self.last = None
        self.start = self.text_start = -1

    def _first_word(self, start: int, end: int) -> int:
        """Where the words begin: a number can stand on a line of its own above them."""
        if start < end and not self.text[start].isspace():
            return start
        return end - len(self.text[start:end].lstrip())


def _openings_by_line(draft: Draft, openings: Mapping[int, Opening]) -> dict[int, Opening]:
    """The openings by the start of the line that they stand in."""
    found: dict[int, Opening] = {}
    starts = [line.start for line in draft.body]
    for start, opening in openings.items():
        found[starts[bisect_right(starts, start) - 1]] = opening
    return found


def _sentence_goes_on(draft: Draft, place: int) -> bool:
    """Whether the sentence before a blank line goes on after it: no final point before, small letter after."""
    before, after = neighbour(draft, place, -1), neighbour(draft, place, 1)
    if before is None or after is None or not before.rstrip() or has_ended(before):
        return False
    first = after.lstrip()[:1]
    full = len(before.rstrip()) >= _FULL_LINE
    return first.islower() or (before == before.upper() and (full or _over_furniture(draft, place)))


def _over_furniture(draft: Draft, place: int) -> bool:
    """Whether the gap around a blank line holds a page mark or the like: such a gap ends no paragraph by itself."""
    for step in (-1, 1):
        at = place
        while 0 <= at < len(draft.body) and draft.body[at].kind not in {"text", "table", "heading"}:
            if draft.body[at].kind in FURNITURE:
                return True
            at += step
    return False


def roles_of(texts: list[str], headings: list[str | None]) -> list[Role]:
    """What each paragraph is for: summary, comment, action or plain text, from its title and its first words.

    A summary or comment that opens a paragraph and is closed in a later one ("End summary") holds all between, under
    titles too; one that is never closed holds its first paragraph only.
    """
    roles = [_own_role(text, heading) for text, heading in zip(texts, headings, strict=True)]
    result = list(roles)
    for kind, closing in _CLOSINGS:
        openings = [place for place, role in enumerate(roles) if role == kind]
        for opening, following in pairwise([*openings, len(texts)]):
            closed_at = next((n for n in range(opening, following) if closing.search(_capitals(texts[n]))), opening)
            for between in range(opening + 1, closed_at + 1):
                result[between] = kind if roles[between] == "text" else roles[between]
    return result


def _capitals(text: str) -> bytes:
    """The text in capitals, with a question mark for every letter beyond ASCII."""
    return text.encode("ascii", "replace").upper()


def _own_role(text: str, heading: str | None) -> Role:
    """What the title and the first words of a paragraph say that it is for."""
    opening = text[:_OPENING_WORDS]
    said = f"{opening}{heading or ''}".upper()
    if "SUMMARY" not in said and "COMMENT" not in said and "ACTION" not in said:
        return "text"
    if _SUMMARY.match(opening) or (heading and _SUMMARY.match(heading)):
        return "summary"
    if _COMMENT.match(opening) or (heading and _COMMENT.match(heading)):
        return "comment"
    return "action" if _ACTION.match(opening) or (heading and _ACTION.match(heading)) else "text"
