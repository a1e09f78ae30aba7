"""Telegrams that a command line names: by a number in the archive, or by a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reftel.archive import Archive
    from reftel.cli.session import Session
    from reftel.errors import Unreadable
    from reftel.model.telegram import Telegram

    Held = Callable[[list[str]], Iterable[str]]


class Asked(NamedTuple):
    """A telegram and what it was asked for by; `held` tells which numbers its archive has, for one that is in one."""

    name: str
    telegram: Telegram
    held: Held | None = None


def asked_telegrams(session: Session, names: Sequence[str]) -> Iterator[Asked | Unreadable]:
    """The telegrams of each name, in order: a path that exists is read, anything else is a number in the archive.

    Raises:
        TelegramNotFound: The archive holds no such number.
        NoArchive: There is no archive, and a name is no file.
    """
    from reftel.errors import NoArchive, Unreadable, WrongRequest
    from reftel.intake import read_path

    for name in names:
        if Path(name).exists():
            for read in read_path(name):
                yield read if isinstance(read, Unreadable) else Asked(read.source.path, read)
            continue
        try:
            archive = session.open_archive()
        except NoArchive as error:
            hint = "Name a file that exists, or an archive with --archive."
            raise WrongRequest(f"{name} is no file, and there is no archive to look in", hint) from error
        with archive:
            yield Asked(name, _held(archive, name), archive.held)


def _held(archive: Archive, name: str) -> Telegram:
    from reftel.errors import TelegramNotFound, WrongRequest

    try:
        return archive.get(name)
    except TelegramNotFound as error:
        if os.sep in name:
            raise WrongRequest(f"{name}: no such file, and no number in this archive") from error
        raise


def one_telegram(session: Session, name: str) -> Telegram:
    """The one telegram of a name.

    Raises:
        WrongRequest: The file holds several.
        Unreadable: It cannot be read.
    """
    from reftel.errors import Unreadable, WrongRequest

    found: list[Telegram] = []
    for each in asked_telegrams(session, (name,)):
        if isinstance(each, Unreadable):
            raise each
        found.append(each.telegram)
    if len(found) != 1:
        numbers = ", ".join(telegram.id for telegram in found[:5]) or "none"
        raise WrongRequest(f"{name} holds {len(found)} telegrams, and one is wanted: {numbers}",
                           "Add it to an archive, then name a telegram by its number.")  # fmt: skip
    return found[0]
