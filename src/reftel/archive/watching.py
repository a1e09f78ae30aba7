"""Watches: questions kept under a name, which say what has come since they were last asked.

The modern form of the distribution profiles by which telegrams have always been routed. They lie in the record itself.
Keeping one needs no writer's lock: it touches nothing but its own table, for a moment.
"""

from __future__ import annotations

import time
from contextlib import closing
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.database import connect_to_write, damage_named, transaction
from reftel.archive.entries import moment
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from reftel.archive.finding import Hit
    from reftel.archive.reading import Archive

_LONGEST_NAME = 200


class Watch(msgspec.Struct, frozen=True):
    """A question kept under a name; `ran` is when it was last asked, `seen` the last telegram known then."""

    name: str
    question: str
    made: datetime
    seen: int
    ran: datetime | None


class News(NamedTuple):
    """What is new to a watch: its hits, to be gone through once, and the last telegram known when it was asked."""

    watch: Watch
    hits: Iterator[Hit]
    last: int


def watches(connection: sqlite3.Connection) -> Iterator[Watch]:
    """All of them, by name."""
    asked = "SELECT name, question, made, seen, ran FROM watch ORDER BY name"
    for name, question, made, seen, ran in connection.execute(asked):
        begun = moment(made)
        assert begun
        yield Watch(name, question, begun, seen, moment(ran))


class Watches:
    """The watches of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __iter__(self) -> Iterator[Watch]:
        return watches(self._archive.connection)

    def get(self, name: str) -> Watch:
        """The watch of that name.

        Raises:
            WrongRequest: There is none.
        """
        for watch in self:
            if watch.name == name:
                return watch
        held = ", ".join(watch.name for watch in self) or "none"
        raise WrongRequest(f"there is no watch {name}", f"Kept are: {held}.")

    def add(self, name: str, question: str) -> Watch:
        """Keep a question. Everything that is held already is new the first time it runs.

        Raises:
            WrongRequest: A watch has that name, or the name is empty or very long.
        """
        plain = " ".join(name.split())
        if not plain or len(plain) > _LONGEST_NAME:
            raise WrongRequest("a watch needs a name", f"One to {_LONGEST_NAME} characters.")
        if any(watch.name == plain for watch in self):
            raise WrongRequest(f"there is a watch {plain} already", "Remove it first, or take another name.")
        made = int(time.time())
        self._write(
            "INSERT INTO watch VALUES (?, ?, ?, 0, NULL)", (plain, question.encode("utf-8", "replace").decode(), made)
        )
        return self.get(plain)

    def remove(self, name: str) -> Watch:
        """Forget a watch; fails as `get`."""
        watch = self.get(name)
        self._write("DELETE FROM watch WHERE name = ?", (name,))
        return watch

    def new(self, name: str, *, sort: str | None = None, passages: int = 1) -> News:
        """What has come since the watch was last asked, in order; fails as `get`.

        It stays new until `told` hears that it has been told.
        """
        watch = self.get(name)
        last = self._archive.last_indexed()
        hits = self._archive.find_all(watch.question, sort=sort, passages=passages, after=watch.seen, strict=True)
        return News(watch, hits, last)

    def told(self, news: News) -> None:
        """These hits have reached whoever asked: from now on what came after them is new."""
        values = (news.last, int(time.time()), news.watch.name)
        self._write("UPDATE watch SET seen = ?, ran = ? WHERE name = ?", values)

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with damage_named(), closing(connect_to_write(self._archive.folder)) as connection, transaction(connection):
            connection.execute(statement, values)
