"""What machines put inside a line: page marks in running text, and the sign ¶ before what is no paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from reftel.model.repair import Repair
from reftel.text.folded import folded, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: On one line, or on two where a paragraph was wrapped again with the mark in it.
_PAGE_NUMBER = re.compile(r"0\d{7}[ \r\n]{1,3}0\d\d(?:\.\d)?[ \r\n]{1,2}(?:OF|of)[ \r\n]{1,2}0\d\d\b\.?")
#: Between two words of a sentence, but for `the SIPDIS caption` and its kin.
_SIPDIS = re.compile(
    r"S(?:IPDIS|ipdis) (?=[A-Za-z])(?!(?i:captions?|cables?|telegrams?|messages?|distribution|network)\b)"
)
_WORD_BEFORE = re.compile(r"(?P<word>[A-Za-z]{0,19}(?P<last>[A-Za-z])),?(?P<gap>[ \r\n]{1,6})\Z")
_SPEAK_OF_IT = frozenset("the a via on use using by no word marked captioned caption slug".split())  # noqa: SIM905
_ANY_POST = re.compile(r"(?:[A-Z]{2,10}(?: [A-Z]{2,9}){0,2}|[A-Z][a-z]{2,9}) ?\Z")
_SIGNS = ("¶", "\ufffd")
_LINE_STARTS = ("\n", "\n ", "\n  ")
_LONGEST_POST = 14
_SENTENCE_END = ".?!:"
_BLANKS = " \t\r\n"


def inline_page_marks(sheet: Sheet) -> Iterator[Repair]:
    """`VALMORA 00000123 002 OF 003` in the middle of a line, with the line ends around it."""
    text = sheet.text
    if b"00000000 " in folded(text):
        for found in sheet.find(_PAGE_NUMBER):
            stretch = bisect_right(sheet.prose, (found.start(), len(text))) - 1
            yield _without_mark(sheet, found, *sheet.prose[stretch])


def inline_sipdis(sheet: Sheet) -> Iterator[Repair]:
    """`used in the SIPDIS killing`: a loading program put SIPDIS under a line, and the lines were joined since."""
    text = sheet.text
    if "SIPDIS " not in text and "Sipdis " not in text:
        return
    for found in sheet.find(_SIPDIS):
        start, end = found.span()
        before = _WORD_BEFORE.search(text, max(start - 27, 0), start)
        if before is None:
            continue
        in_small = before["last"].islower() and text[end].islower()
        if in_small and before["gap"].count("\n") > 1:
            place = before.start("gap")
            yield Repair(place, end, text[place:end], " ", "sipdis", 0.9)  # a blank line stood there as well
        elif in_small or before["word"].lower() not in _SPEAK_OF_IT:
            yield Repair(start, end, found[0], "", "sipdis", 0.9)


def _without_mark(sheet: Sheet, found: re.Match[str], start: int, end: int) -> Repair:
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
    return Repair(before, stop, text[before:stop], now, "page-mark", 0.99 if certain else 0.9)


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
    for sign in _SIGNS:
        if sign in text:
            for place, _ in sheet.inside_prose((at, at + 1) for at in places_of(sign, text, 0, len(text))):
                begins_line = text.endswith(_LINE_STARTS, max(place - 3, 0), place)
                if begins_line and text[place + 1 : place + 2].isalnum():
                    yield Repair(place, place + 1, sign, "", "publisher-sign", 0.98)
