"""Several telegrams in one text: where each begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.classline import read_class_line

if TYPE_CHECKING:
    from reftel.text.lines import Line

_START = re.compile(r"\s*V?ZCZC ?[A-Z]{3} ?\d{3,4}\s*$")
_STATION = re.compile(r"\s*DE ([A-Z]{4,7}) {1,2}#(\d{4})")
_PAGE = re.compile(r"\s*PAGE 0?1 {1,9}([A-Z][A-Z ]{0,11}?) +(\d{4,6})\b")
_BANNER = re.compile(r"\s*(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET)\s*(?:POSS DUPE)?\s*")
_DTG = re.compile(r"\s*(?:[YZOPR] ){1,2}\d{6}Z [A-Z]{3} \d\d")
_FROM = re.compile(r"\s*FM ([A-Z].*)")
#: What a line that may begin a heading begins with: most lines are turned away by their first letter.
_HEADS = frozenset("VZPYOR")
_BEGINS = re.compile(r"\s*(?:PAGE |[YZOPR] |V?ZCZC)")
_AHEAD = 60

_Key = tuple[str, int]


def telegram_starts(lines: list[Line]) -> list[int]:
    """The places (in characters) where telegrams begin in a text; the first is always 0.

    The sections of one telegram, each with a heading of its own, are one telegram: a heading begins another one only
    where its number is another's.

    >>> from reftel.text.lines import split_lines
    >>> len(telegram_starts(split_lines("one line of prose")))
    1
    """
    starts = [0]
    current: _Key | None = None
    for place, line in enumerate(lines):
        head = line.text[:1]
        if (head not in _HEADS and not head.isspace()) or not _BEGINS.match(line.text):
            continue
        key = _key_of_heading(lines, place)
        if key is None:
            continue
        if current is not None and key != current and _is_closed(lines, place):
            starts.append(_with_banner(lines, place))
        current = key
    return starts


def _key_of_heading(lines: list[Line], place: int) -> _Key | None:
    text = lines[place].text.lstrip()
    if text.startswith("PAGE ") and (page := _PAGE.match(text)) is not None:
        return page[1].replace(" ", "")[:5], int(page[2]) % 10000
    if (text[1:2] == " " and _DTG.match(text)) or ("ZCZC" in text[:6] and _START.match(text)):
        return _number_ahead(lines, place)
    return None


def _number_ahead(lines: list[Line], place: int) -> _Key | None:
    """Post and number of the classification line that closes the heading, both short enough to be compared."""
    for line in lines[place + 1 : place + _AHEAD]:
        if _START.match(line.text):
            return None
        found = read_class_line(line.text)
        if found is not None and found.number is not None and found.post is not None:
            return found.post.replace(" ", "")[:5], found.number % 10000
    return None


def _is_closed(lines: list[Line], place: int) -> bool:
    """Whether the telegram before has ended: a date-time group or page mark inside one heading begins nothing new."""
    text = lines[place].text
    if _START.match(text) or _PAGE.match(text):
        return True
    before = [line.text.strip() for line in lines[max(0, place - 12) : place]]
    return not any(_START.match(line) or _STATION.match(line) or _PAGE.match(line) for line in before) and any(
        _FROM.match(line.text) for line in lines[place + 1 : place + 3]
    )


def _with_banner(lines: list[Line], place: int) -> int:
    """A page mark's banner above it belongs to its page; one only: the foot of the page before has its own."""
    start = place
    at = place - 1
    while at >= 0 and not lines[at].text.strip():
        at -= 1
    if at >= 0 and _PAGE.match(lines[place].text) and _BANNER.fullmatch(lines[at].text):
        start = at
    return lines[start].start
