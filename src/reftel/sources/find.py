"""Paths to places: walks folders in order, follows no link out of them, reports what it cannot list."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reftel.errors import Unreadable
from reftel.sources.opened import suffix_of
from reftel.sources.place import Place, failure, is_left_by_machine, shown
from reftel.sources.unzip import find_in_zip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: A folder with this file is an archive of reftel, not a collection of telegrams.
_ARCHIVE_FILE = "archive.sqlite"


def find_places(paths: Sequence[Path]) -> Iterator[Place | Unreadable]:
    """Yield every place that the paths lead to, in order of their names, and a failure for what cannot be listed.

    Nothing is opened but folders and zip archives, and those only when their turn comes.
    """
    for path in paths:
        yield from _find_named(os.fspath(path))


def _find_named(path: str) -> Iterator[Place | Unreadable]:
    """Yield the places of a path that somebody named: links are followed, hidden names are no matter."""
    name = os.path.basename(os.path.normpath(path)) or path  # noqa: PTH119  strings: this runs for millions of files
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as error:
        yield failure(path, error)
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, "", os.path.realpath(path))
    else:
        yield from _find_file(path, name, status)


def _walk(folder: str, below: str, root: str) -> Iterator[Place | Unreadable]:
    """Yield the places of a folder. `below` is its path below the folder that was named, `root` the latter's own."""
    waiting = [(folder, below)]
    while waiting:
        folder, below = waiting.pop()
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208  names alone: a folder may hold millions
        except OSError as error:
            yield failure(below.rstrip("/") or folder, error)
            continue
        if _ARCHIVE_FILE in names:
            if not below:
                yield Unreadable(shown(folder), "is an archive of reftel")
            continue
        folders: list[tuple[str, str]] = []
        for name in names:
            if is_left_by_machine(name):
                continue
            path = os.path.join(folder, name)  # noqa: PTH118
            status = _status(path, below + name)
            if isinstance(status, Unreadable):
                yield status
            elif stat.S_ISDIR(status.st_mode):
                folders.append((path, f"{below}{name}/"))
            elif stat.S_ISLNK(status.st_mode):
                yield from _find_link(path, below + name, root)
            else:
                yield from _find_file(path, below + name, status)
        waiting += reversed(folders)


def _status(path: str, name: str) -> os.stat_result | Unreadable:
    try:
        return os.lstat(path)
    except (OSError, ValueError) as error:
        return failure(name, error)


def _find_link(path: str, name: str, root: str) -> Iterator[Place | Unreadable]:
    """Yield the place that a link leads to, where that is a file inside `root`; a folder inside is found by itself."""
    try:
        target = os.path.realpath(path)
        if os.path.commonpath((root, target)) != root:
            yield Unreadable(shown(name), "link leads out of the folder", shown(target))
            return
        status = os.stat(target)  # noqa: PTH116
    except (OSError, ValueError) as error:
        yield failure(name, error)
        return
    if not stat.S_ISDIR(status.st_mode):
        yield from _find_file(path, name, status)


def _find_file(path: str, name: str, status: os.stat_result) -> Iterator[Place | Unreadable]:
    if not stat.S_ISREG(status.st_mode):
        yield Unreadable(shown(name), "is a device or pipe")
    elif suffix_of(name) == "zip" and status.st_size:
        yield from find_in_zip(path, shown(name), status.st_size)
    else:
        yield Place(path, shown(name), status.st_size)
