"""Texts with a blank line after every line, as some converters leave them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.text.lines import Line

_FROM = re.compile(r"\s*FM [A-Z]")
_TO = re.compile(r"\s*TO [A-Z]")
_HEADING_LINES = 400
_MOST = 0.9  # of the lines


def single_spaced(lines: list[Line]) -> list[Line]:
    r"""The lines without the blank one after each, where a converter put one there; else all of them.

    The heading tells: nobody leaves a line between FM and TO. Blank lines of the telegram itself stay.

    >>> from reftel.text.lines import split_lines
    >>> [line.text for line in single_spaced(split_lines("FM A\n\nTO B\n\n\n\nTEXT\n\n"))]
    ['FM A', 'TO B', '', 'TEXT']
    """
    if not _is_double_spaced(lines):
        return lines
    kept: list[Line] = []
    is_put_in = False  # by the converter: the line after each of the telegram's own, blank ones too
    for line in lines:
        if is_put_in and not line.text.strip():
            is_put_in = False
        else:
            kept.append(line)
            is_put_in = True
    return kept


def _is_double_spaced(lines: list[Line]) -> bool:
    head = lines[:_HEADING_LINES]
    sender = next((n for n, line in enumerate(head) if "FM " in line.text and _FROM.match(line.text)), None)
    if sender is None:
        return False
    following = lines[sender + 1 : sender + 3]
    if len(following) < 2 or following[0].text.strip() or not _TO.match(following[1].text):
        return False
    full = [place for place, line in enumerate(lines[:-1]) if line.text.strip()]
    return sum(not lines[place + 1].text.strip() for place in full) >= _MOST * len(full)
