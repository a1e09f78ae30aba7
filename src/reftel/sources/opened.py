"""Bytes that are open for reading: a file or a member of a zip, known by its name and its first bytes."""

from __future__ import annotations

from typing import Protocol

from reftel.errors import Unreadable
from reftel.sources.document import TEXT_LIMIT

#: How many of the first bytes a container may look at to tell whether it can read the rest. Most texts fit in whole.
HEAD_SIZE = 64 * 1024


class ByteStream(Protocol):
    """The one thing that is asked of what is open."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class SeekableStream(ByteStream, Protocol):
    """A stream in which one can go to a place."""

    def seek(self, place: int, /) -> int:
        """Go to a place, in bytes from the beginning."""
        ...


class Opened:
    """Something open: `name` as the record shows it, `head` its first bytes, the rest still in `stream`.

    `size` is what the file system or the zip's directory says; it may be wrong, so nothing relies on it but the early
    refusal of what is too large.
    """

    __slots__ = ("head", "name", "size", "stream")

    def __init__(self, name: str, size: int, stream: ByteStream) -> None:
        self.name = name
        self.size = size
        self.stream = stream
        self.head = read_exactly(stream, HEAD_SIZE)

    @property
    def suffix(self) -> str:
        """The last part of the name after its point, in lower case: `html`; empty where there is none."""
        return suffix_of(self.name)

    def content(self) -> bytes:
        """Return all bytes.

        Raises:
            Unreadable: There are more than one text may have; they are not read into memory.
        """
        if self.size > TEXT_LIMIT:
            raise too_large(self.name, self.size)
        if len(self.head) < HEAD_SIZE:
            return self.head
        content = self.head + read_exactly(self.stream, TEXT_LIMIT + 1 - len(self.head))
        if len(content) > TEXT_LIMIT:
            raise too_large(self.name, len(content))
        return content


def suffix_of(name: str) -> str:
    """Return the part of a name after its last point, in lower case.

    >>> suffix_of("2005/04AMMAN1288.HTML"), suffix_of("v1.2/README")
    ('html', '')
    """
    stem, point, suffix = name.rpartition("/")[2].rpartition(".")
    return suffix.lower() if point and stem else ""


def too_large(name: str, size: int, limit: int = TEXT_LIMIT) -> Unreadable:
    """Return the failure of what is over a limit, both in bytes."""
    return Unreadable(name, "too large", f"{size / 1e6:,.0f} MB; it may have {limit / 1e6:,.0f} MB")


def read_exactly(stream: ByteStream, size: int) -> bytes:
    """Return `size` bytes, fewer only at the end: one call of `read` may return less than there is."""
    first = stream.read(size)
    if len(first) == size or not first:
        return first
    pieces, missing = [first], size - len(first)
    while missing:
        piece = stream.read(missing)
        if not piece:
            break
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
