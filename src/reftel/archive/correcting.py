"""Saying and undoing corrections: one row each, written beside a running `reftel add` without waiting for it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.corrections import UNDO, Correction, Switch, corrections, describe_corrected
from reftel.archive.database import people_connection, transaction
from reftel.archive.numbers import close_numbers, find_key
from reftel.archive.store import Store
from reftel.errors import TelegramNotFound, WrongRequest
from reftel.facts import posts
from reftel.model.number import parse_mrn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from reftel.archive.corrections import Field
    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram

_LONGEST = 2000  # characters of a reason


def switch_repair(
    folder: Path, asked: str, nth: int, *, applied: bool, who: str | None = None, why: str | None = None
) -> Correction:
    """Say of the `nth` repair of a telegram (from 1, as its `repairs` list them) whether it is to be applied.

    Raises:
        TelegramNotFound: There is no such telegram.
        WrongRequest: There is no such repair, it stands outside of the paragraphs, or it overlaps one that is applied.
    """

    def value(_: Store, telegram: Telegram) -> object:
        if not 1 <= nth <= len(telegram.repairs):
            raise WrongRequest(f"{telegram.id} has {len(telegram.repairs)} repairs, and no number {nth}")
        repair = telegram.repairs[nth - 1]
        if repair.applied == applied:
            raise WrongRequest(f"repair {nth} of {telegram.id} is {'' if applied else 'not '}applied already")
        if not any(each.text_start <= repair.start < each.end for each in telegram.paragraphs):
            raise WrongRequest(
                f"repair {nth} of {telegram.id} stands in the heading", "Only those of paragraphs switch."
            )
        if applied and any(_overlap(repair, other) for other in telegram.repairs if other.applied):
            raise WrongRequest(f"repair {nth} of {telegram.id} overlaps one that is applied", "Switch that off first.")
        return Switch(repair.start, repair.end, repair.was, repair.now, applied)

    return _say(folder, asked, "repair", value, who, why)


def _overlap(one: Repair, other: Repair) -> bool:
    return one.start < other.end and other.start < one.end


def say_number(folder: Path, asked: str, number: str, *, who: str | None = None, why: str | None = None) -> Correction:
    """Say that a telegram has (also) this number: it is found under it, and references to that number lead to it.

    Raises:
        TelegramNotFound: There is no such telegram.
        WrongRequest: It is no number, or another telegram is held under it.
    """
    written = parse_mrn(number)
    if written is None:
        raise WrongRequest(f"{number} is no number of a telegram", "Write it as 07ASTANA605 or Astana 605 2007.")

    def value(store: Store, _: Telegram) -> object:
        if find_key(store.connection, str(written)) is not None:
            raise WrongRequest(f"there is a telegram held as {written} already")
        return str(written)

    return _say(folder, asked, "number", value, who, why)


def say_post(folder: Path, asked: str, post: str, *, who: str | None = None, why: str | None = None) -> Correction:
    """Say which post sent a telegram, in any spelling that the table of posts knows.

    Raises:
        TelegramNotFound: There is no such telegram.
        WrongRequest: The table has no such post.
    """
    known = posts().named(post)
    if known is None:
        raise WrongRequest(f"no post {post} is known", "Add it to a table of your own (--facts).")
    return _say(folder, asked, "post", lambda _, __: known.mrn_name, who, why)


def undo_correction(folder: Path, number: int, who: str | None = None) -> Correction:
    """Take a correction back; what it was.

    Raises:
        WrongRequest: There is none of that number, or it is undone already.
    """
    with people_connection(folder) as connection:
        found = next((one for one in corrections(connection) if one.id == number), None)
        if found is None or found.undone is not None:
            raise WrongRequest(f"there is no correction {number} that stands", "reftel correct --log lists them.")
        with transaction(connection):
            connection.execute(_INSERT, (int(time.time()), who, found.name, UNDO, str(number), None))
            _follow(connection, found.name)
    return found


_INSERT = "INSERT INTO correction (at, who, name, field, value, why) VALUES (?, ?, ?, ?, ?, ?)"


def _say(
    folder: Path,
    asked: str,
    field: Field,
    value: Callable[[Store, Telegram], object],
    who: str | None,
    why: str | None,
) -> Correction:
    with people_connection(folder) as connection, transaction(connection):
        store = Store(connection)
        key = find_key(connection, asked)
        if key is None:
            raise TelegramNotFound(asked, close_numbers(connection, asked))
        telegram = store.telegram(key)
        said = msgspec.json.encode(value(store, telegram)).decode()
        connection.execute(_INSERT, (int(time.time()), who, telegram.id, field, said, why[:_LONGEST] if why else None))
        _follow(connection, telegram.id)
        return corrections(connection, telegram.id)[0]


def _follow(connection: sqlite3.Connection, name: str) -> None:
    """Let the rows of a telegram say what its corrections say, and have it indexed and understood anew."""
    row = connection.execute("SELECT key FROM telegram WHERE id = ?", (name,)).fetchone()
    if row is None:
        return  # taken out since
    store = Store(connection)
    describe_corrected(connection, row[0], store.as_read(row[0]), corrections(connection, name))
    connection.execute("INSERT INTO outbox (telegram) VALUES (?)", row)
    connection.execute("UPDATE understood SET rules = 0 WHERE telegram = ?", row)
    connection.execute("DELETE FROM fact WHERE name = 'edges made of'")
