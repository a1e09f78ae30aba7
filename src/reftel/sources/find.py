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
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield failure(below or folder, error)
            continue
        if any(entry.name == _ARCHIVE_FILE for entry in entries):
            if not below:
                yield Unreadable(shown(folder), "is an archive of reftel")
            continue
        folders: list[tuple[str, str]] = []
        for entry in entries:
            if is_left_by_machine(entry.name):
                continue
            name = below + entry.name
            if _is_folder(entry):
                folders.append((entry.path, name + "/"))
            else:
                yield from _find_entry(entry, name, root)
        waiting += reversed(folders)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # opening it will tell


def _find_entry(entry: os.DirEntry[str], name: str, root: str) -> Iterator[Place | Unreadable]:
    """Yield the places of one entry that is no folder. A link is followed to a file inside `root`, and no further."""
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if os.path.commonpath((root, target)) != root:
                yield Unreadable(shown(name), "link leads out of the folder", shown(target))
                return
            if os.path.isdir(target):  # noqa: PTH112
                return  # its files are found where they are
        status = entry.stat()
    except (OSError, ValueError) as error:
        yield failure(name, error)
        return
    yield from _find_file(entry.path, name, status)


def _find_file(path: str, name: str, status: os.stat_result) -> Iterator[Place | Unreadable]:
    if not stat.S_ISREG(status.st_mode):
        yield Unreadable(shown(name), "is a device or pipe")
    elif suffix_of(name) == "zip" and status.st_size:
        yield from find_in_zip(path, shown(name), status.st_size)
    else:
        yield Place(path, shown(name), status.st_size)
