"""Zips in zips: an inner zip is unpacked once to a temporary file, and its members are read from there."""

from __future__ import annotations

import os
import tempfile
import threading
from typing import TYPE_CHECKING

from reftel.sources.opened import SeekableStream, too_large
from reftel.sources.zipped import MemberStream

if TYPE_CHECKING:
    from reftel.sources.place import Member

#: The most bytes of a zip inside a zip. It goes to the disk, not to memory.
INNER_LIMIT = 1 << 30
_IN_MEMORY = 8 << 20
_CHUNK = 1 << 20


# The process, the file and the way in. A process that was split off must not share an open file: both would move in it.
_Key = tuple[int, str, "tuple[Member, ...]"]


class _Inner:
    """An unpacked inner zip, which closes when nobody reads from it any more."""

    def __init__(self, packed: MemberStream) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed below
        while piece := packed.read(_CHUNK):
            self._file.write(piece)

    def __del__(self) -> None:
        self._file.close()

    def seek(self, place: int, /) -> int:
        return self._file.seek(place)

    def read(self, size: int, /) -> bytes:
        return self._file.read(size)


class _Last(threading.local):
    """The inner zip that was opened last on each level, of each thread: members come one after the other."""

    def __init__(self) -> None:
        self.opened: dict[int, tuple[_Key, _Inner]] = {}


_last = _Last()


def open_inner(file: str, outer: SeekableStream, members: tuple[Member, ...], name: str) -> SeekableStream:
    """Return the innermost zip on the way, open; `outer` is `file`, open, and is returned where there is no way to go.

    Raises:
        Unreadable: An inner zip is too large or damaged.
    """
    if not members:
        return outer
    key = (os.getpid(), file, members)
    last = _last.opened.get(len(members))
    if last is None or last[0] != key:
        around = open_inner(file, outer, members[:-1], name)
        if members[-1].size > INNER_LIMIT:
            raise too_large(name, members[-1].size, INNER_LIMIT)
        last = key, _Inner(MemberStream(around, members[-1], name))
        _last.opened[len(members)] = last
    return last[1]
