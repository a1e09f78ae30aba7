"""Zip archives as a list of members, one at a time, and each member as a stream.

The standard library's reader keeps every entry of the directory in memory, in every process, and reads the directory
again for every member that a process opens: too much for an archive of a quarter of a million telegrams. Here the
directory is a stream as well, and a member knows all that it takes to open it.
"""

from __future__ import annotations

import stat
import struct
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.errors import Unreadable
from reftel.sources.opened import SeekableStream, read_exactly
from reftel.sources.place import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\5\6"
_END_WITHIN = _END.size + 0xFFFF  # a comment of any length stands behind it
_LARGE_PLACE = struct.Struct("<4sLQL")
_LARGE_END = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ALL_ONES = 0xFFFFFFFF
_UNIX = 3

_CHUNK = 1 << 16
_STORED, _DEFLATED = 0, 8

_ENCRYPTED = 1 | 1 << 6 | 1 << 13


class Entry(NamedTuple):
    """One line of a zip's directory: a member, and what speaks against reading it."""

    member: Member
    is_folder: bool
    is_link: bool
    is_encrypted: bool


class Directory(NamedTuple):
    """Where the directory of a zip stands: its first byte, its length, and how far all its places are off."""

    start: int
    size: int
    shift: int


def find_directory(file: SeekableStream, size: int, name: str) -> Directory:
    """Find the directory of an open zip of `size` bytes.

    Raises:
        Unreadable: There is none: the file is cut off or is no zip.
    """
    tail_start = max(0, size - _END_WITHIN)
    file.seek(tail_start)
    tail = read_exactly(file, size - tail_start)
    end = _find_end(tail)
    if end < 0:
        raise Unreadable(name, "damaged zip", "its directory is missing")
    *_, members, directory_size, directory_place, _ = _END.unpack_from(tail, end)
    directory_end = tail_start + end
    if members == 0xFFFF or _ALL_ONES in {directory_size, directory_place}:
        large = _find_large_end(file, directory_end)
        if large:
            directory_end, directory_size, directory_place = large
    start = directory_end - directory_size
    if start < 0 or start < directory_place:
        raise Unreadable(name, "damaged zip", "its directory is not where it should be")
    return Directory(start, directory_size, start - directory_place)


def _find_end(tail: bytes) -> int:
    """Find the record at the end of a zip: the last one whose comment goes to the end of the file, else the last."""
    last = place = tail.rfind(_END_SIGN, 0, max(0, len(tail) - _END.size + len(_END_SIGN)))
    while place >= 0:
        if place + _END.size + _END.unpack_from(tail, place)[-1] == len(tail):
            return place
        place = tail.rfind(_END_SIGN, 0, place)
    return last


def _find_large_end(file: SeekableStream, end: int) -> tuple[int, int, int] | None:
    """Return end, size and place of the directory as a zip over 4 GB or of more than 65,535 members writes them."""
    if end < _LARGE_PLACE.size + _LARGE_END.size:
        return None
    file.seek(end - _LARGE_PLACE.size)
    if not read_exactly(file, _LARGE_PLACE.size).startswith(b"PK\6\7"):
        return None
    large_end = end - _LARGE_PLACE.size - _LARGE_END.size
    file.seek(large_end)
    record = _LARGE_END.unpack(read_exactly(file, _LARGE_END.size))
    return (large_end, record[8], record[9]) if record[0] == b"PK\6\6" else None


def read_entries(file: SeekableStream, directory: Directory, name: str) -> Iterator[Entry]:
    """Yield the entries of a directory in order, reading it piece by piece.

    Raises:
        Unreadable: The directory is damaged; what it named before that has been yielded.
    """
    buffer, place, left = b"", 0, directory.size
    following = directory.start

    def need(size: int) -> bool:
        nonlocal buffer, place, left, following
        while len(buffer) - place < size and left:
            file.seek(following)  # others read from the same file in between
            piece = file.read(min(left, _CHUNK))
            if not piece:
                break
            buffer, place = buffer[place:] + piece, 0
            left -= len(piece)
            following += len(piece)
        return len(buffer) - place >= size

    while need(1):
        if not need(_ENTRY.size):
            raise Unreadable(name, "damaged zip", "its directory breaks off")
        fields = _ENTRY.unpack_from(buffer, place)
        length = _ENTRY.size + sum(fields[10:13])
        if fields[0] != b"PK\1\2" or not need(length):
            raise Unreadable(name, "damaged zip", "its directory is damaged")
        yield _entry(fields, buffer[place + _ENTRY.size : place + length], directory.shift)
        place += length


def _entry(fields: tuple[Any, ...], rest: bytes, shift: int) -> Entry:
    _, made_by, _, flags, method, _, _, crc, packed, size, name_length, extra_length, _, _, _, outside, start = fields
    if _ALL_ONES in {packed, size, start}:
        size, packed, start = _large_numbers(rest[name_length : name_length + extra_length], (size, packed, start))
    name = _decode_name(rest[:name_length]).replace("\\", "/")
    return Entry(
        Member(name=name, start=start + shift, packed=packed, size=size, method=method, crc=crc),
        is_folder=name.endswith("/"),
        is_link=made_by >> 8 == _UNIX and stat.S_ISLNK(outside >> 16),
        is_encrypted=bool(flags & _ENCRYPTED),
    )


def _decode_name(raw: bytes) -> str:
    """Decode a name: UTF-8, though it is seldom marked as such; else the letters of the first PCs."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _large_numbers(extra: bytes, numbers: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return the numbers, each that is all ones replaced by the one in the field for large zips."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, place)
        field = extra[place + 4 : place + 4 + length]
        if kind == 1:
            large = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            size, packed, start = (next(large, number) if number == _ALL_ONES else number for number in numbers)
            return size, packed, start
        place += 4 + length
    return numbers


class MemberStream:
    """A member of an open zip, unpacked while it is read; never more than its directory says.

    Raises:
        Unreadable: While reading: the member is damaged or not what the directory says.
    """

    def __init__(self, file: SeekableStream, member: Member, name: str) -> None:
        if member.method not in {_STORED, _DEFLATED}:
            raise Unreadable(name, "unknown compression", f"method {member.method}: pack it again, or unpack it first")
        self._file = file
        self._name = name
        self._member = member
        self._inflater = zlib.decompressobj(-15) if member.method == _DEFLATED else None
        self._waiting = b""
        self._left = member.packed
        self._given = 0
        self._crc = 0
        file.seek(member.start)
        local = read_exactly(file, _LOCAL.size)
        if len(local) < _LOCAL.size or not local.startswith(b"PK\3\4"):
            raise self._damaged("it does not begin where the directory says")
        self._place = member.start + _LOCAL.size + sum(_LOCAL.unpack(local)[-2:])

    def _damaged(self, detail: str) -> Unreadable:
        return Unreadable(self._name, "damaged zip", detail)

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        try:
            piece = self._unpacked(size)
        except zlib.error as error:
            raise self._damaged(str(error)) from None
        self._given += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._given > self._member.size:
            raise self._damaged("it unfolds to more than the directory says")
        if not piece and size and (self._given < self._member.size or self._crc != self._member.crc):
            raise self._damaged("it is not what the directory says")
        return piece

    def _unpacked(self, size: int) -> bytes:
        if self._inflater is None:
            return self._packed(size)
        while not self._inflater.eof:
            packed = self._waiting or self._packed(_CHUNK)
            piece = self._inflater.decompress(packed, size)
            self._waiting = self._inflater.unconsumed_tail
            if piece or not packed:
                return piece
        return b""

    def _packed(self, size: int) -> bytes:
        self._file.seek(self._place)  # others read from the same file in between
        piece = self._file.read(min(size, self._left))
        self._place += len(piece)
        self._left -= len(piece)
        return piece
