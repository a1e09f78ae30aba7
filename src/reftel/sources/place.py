"""A place where telegrams may be: cheap to list, cheap to send to another process, opened only when its turn comes."""

from __future__ import annotations

import os

import msgspec


class Place(msgspec.Struct, frozen=True):
    """One file, or one member of a zip.

    `file` is what is opened, `name` what the record shows; `size` counts bytes and is what the file system says.
    """

    file: str
    name: str
    size: int


def shown(name: str) -> str:
    r"""Return a name as it can be kept and printed: bytes of it that are no UTF-8 are written out.

    >>> shown("caf\udce9.txt")
    'caf\\xe9.txt'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace(os.sep, "/")
