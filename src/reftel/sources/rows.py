"""The rows of a CSV file as bytes, one at a time: however long the file, one row is in memory.

The standard library's reader wants lines, and a line of a damaged file can be all of it. So rows are cut here, on the
bytes, and only a row is given to that reader. Quotation marks inside a cell may be doubled or, as in the public dump of
cables, stand behind a backslash; which of the two is seen from the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.sources.document import TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources.opened import ByteStream

_QUOTE = ord('"')
_CHUNK = 1 << 20

# `\"` in the middle of a cell, and `""` in the middle of a cell: each tells how this file writes a quotation mark.
_BEHIND_BACKSLASH = re.compile(rb'\\"[^,;\t\r\n"]')
_DOUBLED = re.compile(rb'[^,;\t\r\n"\\]""[^,;\t\r\n"]')

# What follows the opening quotation mark of a cell, to the closing one: every character can be taken in one way only.
_DOUBLED_CELL = re.compile(rb'[^"]*+(?:""[^"]*+)*+"')
_ESCAPED_CELL = re.compile(rb'[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+"', re.DOTALL)


class Row(NamedTuple):
    """One row without its line end; `content` is None where it was over the limit and was left out.

    `escaped` says that quotation marks inside its cells stand behind backslashes.
    """

    content: bytes | None
    escaped: bool


class _OverLimit(Exception):
    """A row is longer than a row may be."""


class Rows:
    """Cuts a stream into rows, blank ones left out. `limit` is the most bytes of one row."""

    def __init__(self, head: bytes, stream: ByteStream, delimiter: str, limit: int = TEXT_LIMIT) -> None:
        self._buffer = head
        self._stream = stream
        self._delimiter = ord(delimiter)
        self._cell_end = re.compile(rb"[\r\n" + re.escape(delimiter.encode()) + rb"]")
        self._beginnings = (
            re.compile(rb'\n"\d{1,9}"' + re.escape(delimiter.encode()) + b'"'),
            re.compile(rb"\n\d{1,9}" + re.escape(delimiter.encode())),
        )
        self._limit = limit
        self._start = 0
        self._last = 0  # where the row begins that was given last
        self._taken = len(head)
        self._given_back = 0
        self._escaped = _escapes(head)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in order."""
        while self._byte(self._start) is not None:
            try:
                end = self._row_end()
            except _OverLimit:
                yield Row(None, self._escaped)
                self._skip_long_row()
                continue
            content = self._buffer[self._start : end]
            self._last = self._start
            self._start = end + 1  # of CRLF the second half is left: a blank row
            if content.strip():
                yield Row(content, self._escaped)
            if self._start > max(_CHUNK, len(self._buffer) // 2):
                self._buffer = self._buffer[self._start :]
                self._start = 0

    def cut_back(self) -> Row | None:
        """Cut the row given last before the next line in it that begins a row of its own, and go on reading there.

        This is for a row of too many or too few cells: where a quotation mark is missing, all that follows is taken
        the wrong way round. Only rows that begin with a number are known to begin. None where there is no such line,
        or where as much has been given back as the file has bytes: so the whole stays linear.
        """
        content = self._buffer[self._last : self._start]
        kind = next((kind for kind in self._beginnings if kind.match(b"\n" + content[:20])), None)
        beginning = kind.search(content) if kind else None
        if beginning is None:
            return None
        self._given_back += len(content) - beginning.start()
        if self._given_back > self._taken:
            return None
        self._start = self._last + beginning.start() + 1
        return Row(content[: beginning.start()], self._escaped)

    def _row_end(self) -> int:
        place = self._start
        while True:
            if self._byte(place) == _QUOTE:
                place = self._after_quoted(place + 1)
            place = self._unquoted_end(place)
            if self._byte(place) != self._delimiter:
                return place
            place += 1

    def _unquoted_end(self, place: int) -> int:
        """Find the delimiter or line end at or behind a place outside quotation marks; the end of the file is one."""
        while not (found := self._cell_end.search(self._buffer, place)):
            place = len(self._buffer)
            if not self._more():
                return place
        return found.start()

    def _after_quoted(self, place: int) -> int:
        """Find the place behind the quotation mark that closes a cell; the end of the file closes it too.

        What has been read twice as far is searched again from the beginning of the cell: still in linear time.
        """
        while True:
            cell = (_ESCAPED_CELL if self._escaped else _DOUBLED_CELL).match(self._buffer, place)
            if cell and cell.end() < len(self._buffer):
                if self._escaped or not self._tells_escaping(cell.end()):
                    return cell.end()
                self._escaped = True
            elif not self._more():
                return cell.end() if cell else len(self._buffer)

    def _tells_escaping(self, end: int) -> bool:
        """Whether a mark that seemed to close a cell stands behind a backslash and does not: then this file escapes."""
        if self._buffer[end] in {self._delimiter, 10, 13}:
            return False
        before = self._buffer[max(self._start, end - 100) : end - 1]
        return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1

    def _byte(self, place: int) -> int | None:
        """Return the byte at a place, reading on as far as it takes; None behind the end of the file."""
        while place >= len(self._buffer):
            if not self._more():
                return None
        return self._buffer[place]

    def _more(self) -> bool:
        """Read on, at most to the limit of a row, each time as much as there is: rows of any length in linear time."""
        length = len(self._buffer) - self._start
        if length > self._limit:
            raise _OverLimit
        chunk = self._stream.read(min(max(_CHUNK, length), self._limit + 1 - length))
        self._buffer += chunk
        self._taken += len(chunk)
        return bool(chunk)

    def _skip_long_row(self) -> None:
        """Go on at the next line, of those not yet read, that begins as the row did which was too long.

        A row is too long because a quotation mark is missing in it: the rows behind it may be whole.
        """
        beginning = b"\n" + self._buffer[self._start : self._start + 1]
        self._buffer, self._start = b"", 0
        while chunk := self._stream.read(_CHUNK):
            self._buffer = self._buffer[-1:] + chunk
            found = self._buffer.find(beginning)
            if found >= 0:
                self._start = found + 1
                return
        self._buffer = b""


def _escapes(head: bytes) -> bool:
    """Whether quotation marks stand behind backslashes, as far as the first bytes of a file show."""
    return b'\\"' in head and len(_BEHIND_BACKSLASH.findall(head)) > len(_DOUBLED.findall(head))
