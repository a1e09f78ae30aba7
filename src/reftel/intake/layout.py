"""Paragraphs: where each begins and ends, its heading and its role, from the labelled lines of a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.body import is_list_item
from reftel.model.draft import FURNITURE, BodyLine, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reftel.model.telegram import Role
    from reftel.repair.numbering import Opening

_TITLE_LINE = 80
_TITLE_LINES = 3
_ENDED = re.compile(r"[.!?:;\"”’)8*⁸]['\"”’)]{0,2}\s*$")
_NO_TITLE_END = (".", ",", ";", "-")
_SUMMARY = re.compile(r"[\W_]*(?:(?:BEGIN|EXECUTIVE)[\W_]+)?SUMMARY\b", re.IGNORECASE)
_END_SUMMARY = re.compile(r"\bEND (?:OF )?SUMMARY\b", re.IGNORECASE)
_COMMENT = re.compile(
    r"[\W_]*(?:(?:BEGIN|POST|EMBASSY|MISSION|CONSULATE|CONGEN|AMBASSADOR'?S?|OUR)[\W_]+)?COMMENTS?\b(?: AND [A-Z]+)?[\W_]*",
    re.IGNORECASE,
)
_END_COMMENT = re.compile(r"\bEND (?:OF )?COMMENT\b", re.IGNORECASE)
_ACTION = re.compile(r"[\W_]*ACTION (?:REQUEST|REQUIRED|REQUESTED)\b", re.IGNORECASE)
_OPENING_WORDS = 40


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
    _label_headings(draft, opened)
    builder = _Builder(draft)
    for place, line in enumerate(draft.body):
        opening = opened.get(line.start)
        if opening is not None:
            builder.open_numbered(opening, line)
        elif line.kind == "heading":
            builder.add_title(line)
        elif line.kind in {"text", "table"}:
            builder.add_text(line)
        elif line.kind == "blank":
            builder.meet_blank(place)
        elif line.kind in {"signature", "cut-off"} and line.kind == "signature":
            builder.close()
    builder.close()
    return builder.places


class _Builder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.places: list[Place] = []
        self._title: list[tuple[int, int]] = []
        self._number: int | None = None
        self._portion: str | None = None
        self._start = self._text_start = self._end = -1

    def open_numbered(self, opening: Opening, line: BodyLine) -> None:
        self.close()
        self._number, self._portion = opening.number, opening.mark.portion
        self._start, self._text_start = opening.mark.start, opening.mark.end
        self._end = max(self._text_end(line), opening.mark.end)

    def add_title(self, line: BodyLine) -> None:
        if self._start >= 0:
            self.close()
        start = line.start + len(self._words(line)) - len(self._words(line).lstrip())
        self._title.append((start, self._text_end(line)))

    def add_text(self, line: BodyLine) -> None:
        if self._start < 0:
            words = self._words(line)
            self._start = self._text_start = line.start + len(words) - len(words.lstrip())
        self._end = self._text_end(line)

    def meet_blank(self, place: int) -> None:
        if self._start >= 0 and self._number is None and not _sentence_goes_on(self.draft, place):
            self.close()

    def close(self) -> None:
        if self._start >= 0:
            self.places.append(
                Place(self._number, self._portion, self._start, self._text_start, self._end, tuple(self._title))
            )
            self._title = []
        self._number = self._portion = None
        self._start = self._text_start = self._end = -1

    def _words(self, line: BodyLine) -> str:
        return self.draft.text[line.start : line.end]

    def _text_end(self, line: BodyLine) -> int:
        return line.start + len(self._words(line).rstrip())


def _openings_by_line(draft: Draft, openings: Mapping[int, Opening]) -> dict[int, Opening]:
    if not openings:
        return {}
    found: dict[int, Opening] = {}
    starts = sorted(openings)
    at = 0
    for line in draft.body:
        while at < len(starts) and starts[at] < line.start:
            at += 1
        if at < len(starts) and starts[at] < line.next:
            found[line.start] = openings[starts[at]]
    return found


def _sentence_goes_on(draft: Draft, place: int) -> bool:
    """Whether the sentence before a blank line goes on after it: no final point before, small letter after."""
    before, after = _neighbour(draft, place, -1), _neighbour(draft, place, 1)
    if before is None or after is None or not before.rstrip() or _ENDED.search(before[-6:]):
        return False
    first = after.lstrip()[:1]
    return first.islower() or (before == before.upper() and _over_furniture(draft, place))


def _neighbour(draft: Draft, place: int, step: int) -> str | None:
    place += step
    while 0 <= place < len(draft.body):
        line = draft.body[place]
        if line.kind in {"text", "table"}:
            return draft.text[line.start : line.end]
        if line.kind != "blank" and line.kind not in FURNITURE:
            return None
        place += step
    return None


def _over_furniture(draft: Draft, place: int) -> bool:
    """Whether the gap around a blank line holds a page mark or the like: such a gap ends no paragraph by itself."""
    for step in (-1, 1):
        at = place
        while 0 <= at < len(draft.body) and draft.body[at].kind not in {"text", "table", "heading"}:
            if draft.body[at].kind in FURNITURE:
                return True
            at += step
    return False


def _label_headings(draft: Draft, opened: dict[int, Opening]) -> None:
    """Relabel as headings the short lines that stand over a rule, or alone above a numbered paragraph."""
    body = draft.body
    place = 0
    while place < len(body):
        if body[place].kind != "text" or body[place].start in opened:
            place += 1
            continue
        stop = place
        while stop < len(body) and body[stop].kind == "text" and body[stop].start not in opened:
            stop += 1
        if _is_title(draft, opened, place, stop):
            for number in range(place, stop):
                body[number] = body[number]._replace(kind="heading")
        place = stop


def _is_title(draft: Draft, opened: dict[int, Opening], start: int, stop: int) -> bool:
    body, text = draft.body, draft.text
    if stop - start > _TITLE_LINES:
        return False
    words = [text[line.start : line.end].strip() for line in body[start:stop]]
    if any(len(word) > _TITLE_LINE for word in words):
        return False
    after = body[stop] if stop < len(body) else None
    before = body[start - 1] if start else None
    underlined = after is not None and after.kind == "rule"
    if underlined and (before is None or before.kind in {"blank", "rule"} or before.kind in FURNITURE):
        return True
    if words[-1].endswith(_NO_TITLE_END) or is_list_item(words[0]):
        return False
    if before is not None and before.kind not in {"blank", "rule", "heading"} and before.kind not in FURNITURE:
        return False
    if not _opening_follows(body, opened, stop):
        return False
    earlier = _neighbour(draft, start, -1) if before is not None else None
    return (
        earlier is None or _ENDED.search(earlier.rstrip()[-6:]) is not None or before is None or before.kind != "blank"
    )


def _opening_follows(body: list[BodyLine], opened: dict[int, Opening], stop: int) -> bool:
    for line in body[stop : stop + 8]:
        if line.start in opened:
            return True
        if line.kind not in {"blank", "rule"} and line.kind not in FURNITURE:
            return False
    return False


def roles_of(texts: list[str], headings: list[str | None]) -> list[Role]:
    """What each paragraph is for: summary, comment, action or plain text, from its title and its first words.

    A summary or comment that opens a paragraph and is closed in a later one ("End summary") holds all between.
    """
    roles: list[Role] = []
    open_role: Role | None = None
    for text, heading in zip(texts, headings, strict=True):
        opening = text[:_OPENING_WORDS]
        role: Role = "text"
        if _SUMMARY.match(opening) or (heading and _SUMMARY.match(heading)):
            role = "summary"
        elif _COMMENT.match(opening) or (heading and _COMMENT.match(heading)):
            role = "comment"
        elif _ACTION.match(opening) or (heading and _ACTION.match(heading)):
            role = "action"
        elif open_role is not None and not heading:
            role = open_role
        if role in {"summary", "comment"}:
            closing = _END_SUMMARY if role == "summary" else _END_COMMENT
            open_role = None if closing.search(text) else role
        roles.append(role)
    return _closed_roles(roles, texts)


def _closed_roles(roles: list[Role], texts: list[str]) -> list[Role]:
    """A role that was never closed holds only its first paragraph."""
    result = list(roles)
    for place, role in enumerate(roles):
        if role not in {"summary", "comment"} or (place and roles[place - 1] == role):
            continue
        closing = _END_SUMMARY if role == "summary" else _END_COMMENT
        stop = place
        while stop < len(roles) and roles[stop] == role:
            if closing.search(texts[stop]):
                break
            stop += 1
        if stop == len(roles) or roles[stop] != role:
            for number in range(place + 1, stop):
                if not (_SUMMARY if role == "summary" else _COMMENT).match(texts[number][:_OPENING_WORDS]):
                    result[number] = "text"
    return result
