"""A place where telegrams may be: cheap to list, cheap to send to another process, opened only when its turn comes."""

from __future__ import annotations

import os

import msgspec

from reftel.errors import Unreadable


class Member(msgspec.Struct, frozen=True):
    """One member of a zip, with all that it takes to open it: where it starts, how long it is packed and unpacked.

    `method` and `crc` are the numbers of the zip format.
    """

    name: str
    start: int
    packed: int
    size: int
    method: int
    crc: int


class Place(msgspec.Struct, frozen=True):
    """One file, or one member of a zip.

    `file` is what is opened, `members` the way from there to a member of a zip, or of a zip in that zip. `name` is what
    the record shows; `size` counts bytes, unpacked, and is what the file system or the zip says.
    """

    file: str
    name: str
    size: int
    members: tuple[Member, ...] = ()


def shown(name: str) -> str:
    r"""Return a name as it can be kept and printed: bytes of it that are no UTF-8 are written out.

    >>> shown("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace(os.sep, "/")


#: What machines leave in folders beside the files of people.
_LEFT_BY_MACHINES = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"))


def is_left_by_machine(name: str) -> bool:
    """Whether a file or folder of this name is passed over, unless somebody names it.

    >>> is_left_by_machine(".git"), is_left_by_machine("Thumbs.db"), is_left_by_machine("1975")
    (True, True, False)
    """
    return name.startswith(".") or name in _LEFT_BY_MACHINES


def failure(name: str, error: Exception) -> Unreadable:
    """Return what an error of the operating system means, in one of a few phrases that failures are grouped by."""
    causes = {FileNotFoundError: "not found", NotADirectoryError: "not found", PermissionError: "no permission"}
    cause = next((phrase for kind, phrase in causes.items() if isinstance(error, kind)), "cannot be opened")
    detail = getattr(error, "strerror", None) or str(error)
    return Unreadable(shown(name), cause, "" if cause in causes.values() else detail)
