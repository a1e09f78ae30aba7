"""Page marks of the first archive system that copies of later telegrams kept, glued to the words of the page."""

from __future__ import annotations

import re

from reftel.dialects.body import Furniture
from reftel.text.lines import Line

#: `PAGE 02 HARARE 06677 01 OF 03 291400Z`, with what a copy put behind it.
_PAGE = re.compile(r"\s{0,40}PAGE \d\d +[A-Z][A-Z ]{1,12} +\d{4,6} +\d\d OF \d\d +\d{6}Z(?= |$)")
_BANNER = re.compile(r"(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)(?: {1,9}[A-Z]{3}\d{3,4})?")
_BANNER_BEHIND = re.compile(
    r" {1,3}(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)(?: {1,9}[A-Z]{3}\d{3,4})?$"
)
_SIGN = " OF 0"


def has_old_pages(text: str, after: int) -> bool:
    """Whether such page marks stand in a text from the place `after` on."""
    place = text.find("PAGE 0", after)
    while place >= 0:
        if _PAGE.match(text, place):
            return True
        place = text.find("PAGE 0", place + 1)
    return False


def cut_old_pages(lines: list[Line]) -> list[Line]:
    """The lines with page marks, and the banners above them, on lines of their own."""
    result: list[Line] = []
    for place, line in enumerate(lines):
        page = _PAGE.match(line.text) if "PAGE " in line.text[:60] and _SIGN in line.text else None
        if page is not None:
            result += _cut(line, page.end())
            continue
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        banner = _BANNER_BEHIND.search(line.text[-40:].rstrip()) if _PAGE.match(following) else None
        cut = len(line.text[:-40]) + banner.start() if banner is not None else 0
        result += _cut(line, cut) if line.text[:cut].strip() else [line]
    return result


def _cut(line: Line, cut: int) -> list[Line]:
    if not line.text[cut:].strip():
        return [line]
    words = line.text[:cut].rstrip()
    place = line.start + cut + len(line.text[cut:]) - len(line.text[cut:].lstrip())
    return [
        Line(line.start, line.start + len(words), place, words),
        Line(place, line.end, line.next, line.text[cut:].lstrip()),
    ]


def with_old_pages(furniture: Furniture) -> Furniture:
    """A dialect's answer for lines that a machine put in, which knows these page marks and their banners as well."""

    def answer(stripped: str) -> str | None:
        if _PAGE.fullmatch(stripped):
            return "page-mark"
        if _BANNER.fullmatch(stripped):
            return "banner"
        return furniture.label(stripped)

    return Furniture(answer, furniture.heads | frozenset("PULCS"), furniture.tails)
