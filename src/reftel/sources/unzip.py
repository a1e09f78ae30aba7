"""Members of zip archives as places: listed one at a time, refused where the archive means harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.errors import Unreadable
from reftel.sources.nested import open_inner
from reftel.sources.opened import SeekableStream, suffix_of
from reftel.sources.place import Member, Place, failure, is_left_by_machine, shown
from reftel.sources.zipped import Directory, Entry, find_directory, read_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many zips may stand one in the other.
MOST_LEVELS = 3

#: How many times its packed size a member may have, if it is larger than `_HARMLESS` bytes. Telegrams pack to a third
#: of their size, tables of them to a fifth; a bomb to a thousandth.
MEMBER_RATIO = 200

#: How many times its own size all that a zip holds may have, zips in it included.
ARCHIVE_RATIO = 100
_HARMLESS = 1 << 20
_ARCHIVE_HARMLESS = 64 << 20


class _Allowance:
    """How many bytes a file may still unfold to."""

    def __init__(self, size: int) -> None:
        self.left = _ARCHIVE_HARMLESS + ARCHIVE_RATIO * size


def find_in_zip(path: str, name: str, size: int) -> Iterator[Place | Unreadable]:
    """Yield the places in a zip of `size` bytes in the order of its directory, and a failure for what is refused."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  strings: this runs for millions of files
            yield from _find_members(file, Place(path, name, size), _Allowance(size))
    except Unreadable as error:
        yield error
    except OSError as error:
        yield failure(name, error)


def _find_members(file: SeekableStream, around: Place, allowance: _Allowance) -> Iterator[Place | Unreadable]:
    """Yield the places in the zip at `around`; `file` is the file that all of it stands in, open."""
    inside = open_inner(around.file, file, around.members, around.name)
    directory = find_directory(inside, around.size, around.name)
    if not directory.size:
        raise Unreadable(around.name, "empty")
    _refuse_bomb(inside, directory, around.name, allowance)
    for entry in read_entries(inside, directory, around.name):
        parts = [part for part in entry.member.name.split("/") if part not in {"", "."}]
        if entry.is_folder or (".." not in parts and any(map(is_left_by_machine, parts))):
            continue
        name = shown(f"{around.name}/{'/'.join(parts)}")
        refusal = _refusal(entry, parts, around.size)
        if refusal:
            yield Unreadable(name, refusal)
            continue
        place = Place(around.file, name, entry.member.size, (*around.members, entry.member))
        yield from _find_inner(file, place, allowance) if suffix_of(name) == "zip" and place.size else (place,)


def _find_inner(file: SeekableStream, place: Place, allowance: _Allowance) -> Iterator[Place | Unreadable]:
    """Yield the places in a zip that is a member of a zip; what is the matter with it does not stop the others."""
    if len(place.members) >= MOST_LEVELS:
        yield Unreadable(place.name, "nested too deep", f"{MOST_LEVELS} zips may stand one in the other")
        return
    try:
        yield from _find_members(file, place, allowance)
    except Unreadable as error:
        yield error


def _refusal(entry: Entry, parts: list[str], size: int) -> str | None:
    """Return the cause why a member of a zip of `size` bytes is not read; None where nothing speaks against it."""
    member = entry.member
    if ".." in parts or member.name.startswith("/") or (parts[:1] and parts[0].endswith(":")):
        return "path leads out of the zip"
    if entry.is_link:
        return "is a link"
    if entry.is_encrypted:
        return "encrypted zip"
    if _is_bomb(member):
        return "zip bomb"
    if member.start < 0 or member.start + member.packed > size:
        return "damaged zip"
    return None


def _is_bomb(member: Member) -> bool:
    return member.size > max(_HARMLESS, MEMBER_RATIO * member.packed)


def _refuse_bomb(file: SeekableStream, directory: Directory, name: str, allowance: _Allowance) -> None:
    """Refuse a zip whose members, single bombs apart, have more bytes together than it can hold in good faith."""
    members = (entry.member for entry in read_entries(file, directory, name))
    allowance.left -= sum(member.size for member in members if not _is_bomb(member))
    if allowance.left < 0:
        raise Unreadable(name, "zip bomb", "it unfolds to more than a hundred times its size")
