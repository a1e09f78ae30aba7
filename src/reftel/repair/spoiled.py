"""Paragraph numbers that a teletype spoiled: a comma for the point, the point lost, letters in place of figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.draft import ParagraphMark
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.draft import BodyLine, Draft

#: On a teleprinter a figure and the letter on its key are one code: only the shift before them tells (`E.` is `3.`).
_FIGURES = str.maketrans("QWERTYUIOP", "1234567890")
_SPOILED = re.compile(
    r"[ \t]{0,12}(?:(?P<letters>[QWERTYUIOP]{1,2})(?P<stop>[.M])|(?P<digits>\d{1,2})(?P<comma>,?)) {1,3}(?=[A-Z\"])"
)
_ENDED = re.compile(r"[.?!)\"']\s*$")
_OF_COMMA, _OF_LETTERS = 0.95, 0.9
_WIDEST_GAP = 3


class Spoiled(NamedTuple):
    """A number that was missed in the sequence, where it stands after all."""

    mark: ParagraphMark
    number: int
    repair: Repair


def find_spoiled(draft: Draft, numbers: list[tuple[int, int]]) -> list[Spoiled]:
    """The numbers missing from a sequence that stand spoiled at the start of a paragraph, in order.

    `numbers` are the paragraphs found so far, each with the place of its mark. A spoiled number is believed only where
    exactly it is missing, and no other line could be it: what stands there is then right but for its stop or its shift.
    """
    lines = [line.start for line in draft.body]
    found: list[Spoiled] = []
    before, place = 0, draft.body[0].start if draft.body else 0
    for number, start in numbers:
        if 1 < number - before <= _WIDEST_GAP + 1:
            stretch = draft.body[bisect_left(lines, place) : bisect_left(lines, start)]
            found += _in_gap(draft, stretch, range(before + 1, number))
        before, place = number, start
    return found


def _in_gap(draft: Draft, stretch: list[BodyLine], missing: range) -> list[Spoiled]:
    candidates = list(_candidates(draft, stretch))
    items = {draft.text[line.start : line.start + 2] for line in stretch}
    found: list[Spoiled] = []
    for number in missing:
        fitting = [each for each in candidates if each.number == number and not _is_item(draft.text, each, items)]
        if len(fitting) == 1 and (not found or fitting[0].mark.start > found[-1].mark.start):
            found.append(fitting[0])
    return found


def _is_item(text: str, spoiled: Spoiled, items: set[str]) -> bool:
    """Whether a letter follows another one in a list: `D.` and `E.`."""
    first = text[spoiled.mark.start]
    return first.isalpha() and {f"{chr(ord(first) - 1)}.", f"{chr(ord(first) + 1)}."} & items != set()


def _candidates(draft: Draft, stretch: list[BodyLine]) -> Iterator[Spoiled]:
    """Lines that begin with a spoiled number where a paragraph can begin."""
    text = draft.text
    can_begin = True
    for line in stretch:
        if line.kind == "text":
            spoiled = _SPOILED.match(text, line.start, line.end) if can_begin else None
            if spoiled is not None:
                yield _spoiled(text, spoiled)
            can_begin = _ENDED.search(text, max(line.start, line.end - 4), line.end) is not None
        elif line.kind == "blank":
            can_begin = True


def _spoiled(text: str, found: re.Match[str]) -> Spoiled:
    shifted = found["letters"] is not None
    start = found.start("letters" if shifted else "digits")
    digits_end = found.end("letters" if shifted else "digits")
    number = int((found["letters"] or found["digits"]).translate(_FIGURES))
    stop = digits_end + len(found["stop"] or found["comma"] or "")
    repair = Repair(
        start, stop, text[start:stop], f"{number}.", "spoiled-number", _OF_LETTERS if shifted else _OF_COMMA
    )
    return Spoiled(ParagraphMark(start, digits_end, found.end(), number, None, sign=False), number, repair)
