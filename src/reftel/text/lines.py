"""Lines of a text with their places."""

from __future__ import annotations

import msgspec


class Line(msgspec.Struct, frozen=True, gc=False, order=True):
    """One line: `text` without its line end; `start` and `end` of that text; `next` where the next line begins.

    All are counted in characters of the whole text. `end` to `next` holds the line end (none after the last line).
    """

    start: int
    end: int
    next: int
    text: str


def split_lines(text: str) -> list[Line]:
    r"""Cut a text at LF, CRLF and CR, and at nothing else: form feeds and U+0085 stay inside their line.

    Joining `text[line.start:line.next]` of all lines gives the text back. `str.splitlines` would cut at ten
    different characters, some of which occur inside lines of telegrams.

    >>> [line.text for line in split_lines("NNNN\r\nFM\x0cTO\n")]
    ['NNNN', 'FM\x0cTO']
    """
    if not text:
        return []
    if "\r" in text:
        return _split_mixed(text)
    texts = text.split("\n")
    if not texts[-1]:
        texts.pop()
    start = 0
    lines = [Line(start, end := start + len(each), start := end + 1, each) for each in texts]
    if start > len(text):  # no line end after the last line
        lines[-1] = Line(lines[-1].start, len(text), len(text), texts[-1])
    return lines


def _split_mixed(text: str) -> list[Line]:
    lines: list[Line] = []
    start, size = 0, len(text)
    carriage, feed = text.find("\r"), text.find("\n")
    while start < size:
        if 0 <= carriage < start:
            carriage = text.find("\r", start)
        if 0 <= feed < start:
            feed = text.find("\n", start)
        ends = [place for place in (carriage, feed) if place >= 0]
        end = min(ends, default=size)
        following = end + 2 if text.startswith("\r\n", end) else min(end + 1, size)
        lines.append(Line(start, end, following, text[start:end]))
        start = following
    return lines
