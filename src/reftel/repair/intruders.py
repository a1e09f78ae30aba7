"""What machines put inside a line: page marks in running text, and the sign ¶ before what is no paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

_PAGE_NUMBER = re.compile(r"(?P<number>\d{8}) {1,3}\d{3}(?:\.\d)? (?:OF|of) \d{3}\b\.?")
_ANY_POST = re.compile(r"(?:[A-Z]{2,10}(?: [A-Z]{2,9}){0,2}|[A-Z][a-z]{2,9}) ?\Z")
_LONGEST_POST = 14
_MARK_LENGTH = 24  # from the first digit of the number to OF
_SENTENCE_END = ".?!:"
_BLANKS = " \t\r\n"


def inline_page_marks(sheet: Sheet) -> Iterator[Repair]:
    """`VALMORA 00000123 002 OF 003` in the middle of a line, with the line ends around it."""
    for sign in (" OF ", " of "):
        yield from _inline_page_marks(sheet, sign)


def _inline_page_marks(sheet: Sheet, sign: str) -> Iterator[Repair]:
    text = sheet.text
    if not sheet.has_page_numbers:
        return
    for start, end in sheet.prose:
        place = text.find(sign, start, end)
        while place >= 0:
            found = (
                _PAGE_NUMBER.search(text, max(place - _MARK_LENGTH, start), end) if text[place - 1].isdigit() else None
            )
            if found is not None and found.start() < place:
                yield from _without_mark(sheet, found, start, end)
            place = text.find(sign, place + len(sign), end)


def _without_mark(sheet: Sheet, found: re.Match[str], start: int, end: int) -> Iterator[Repair]:
    text = sheet.text
    begin, certain = _post_start(sheet, found.start(), start)
    stop = found.end()
    while stop < end and text[stop] in _BLANKS:
        stop += 1
    before = begin
    while before > start and text[before - 1] in _BLANKS:
        before -= 1
    if before == start:
        now, before = "", begin
    elif "\n" in text[before:begin] and text[before - 1] in _SENTENCE_END:
        now, before = "", begin  # a new block begins after the mark
    else:
        now = " " if stop < end else ""
    yield Repair(before, stop, text[before:stop], now, "page-mark", 0.99 if certain else 0.9)


def _post_start(sheet: Sheet, digits: int, start: int) -> tuple[int, bool]:
    """Where the name of the post before the number begins, and whether it is this telegram's own post."""
    text = sheet.text
    post = (sheet.draft.post_name or "")[:10].rstrip()
    at = digits - len(post) - 1
    if post and at >= start and text[at : digits - 1].upper() == post.upper():
        return at, True
    found = _ANY_POST.search(text, max(digits - _LONGEST_POST, start), digits)
    return (found.start() if found else digits), False


def publisher_signs(sheet: Sheet) -> Iterator[Repair]:
    """`¶A.`, `¶2006.`: a publisher put ¶ before every number and capital with a point that began a line."""
    text = sheet.text
    if "¶" not in text and "\ufffd" not in text:
        return
    for start, end in sheet.prose:
        for sign in "¶\ufffd":
            place = text.find(sign, start, end)
            while place >= 0:
                line_start = (
                    place == start
                    or text[place - 1] == "\n"
                    or text.endswith(("\n ", "\n  "), max(place - 3, 0), place)
                )
                if line_start and text[place + 1 : place + 2].isalnum():
                    yield Repair(place, place + 1, sign, "", "publisher-sign", 0.98)
                place = text.find(sign, place + 1, end)
