"""What pages ask of an understood archive, within bounds: no question may cost more than a page is worth."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from reftel.analysis.asking import Library, Scope
from reftel.analysis.gaps import GapFinder
from reftel.analysis.keeping import UNDERSTOOD
from reftel.analysis.persons import Persons
from reftel.errors import WrongRequest
from reftel.web.place import Ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reftel.web.place import Asked
    from reftel.web.room import Room

F = TypeVar("F")

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
A_PAGE = 30
_LOOKED_THROUGH = 300  # telegrams opened for one page
FROM = Ask("from", "where to go on: how many telegrams to leave out", "integer")
OF_TELEGRAMS = (
    Ask("post", "telegrams of this post, in any spelling"),
    Ask("since", "from this day on: 1974-05-01, 1974-05 or 1974"),
    Ask("until", "until this day"),
)


def library(room: Room) -> Library:
    """The understood archive, to ask; who is who is gathered once."""
    connection = room.archive.connection
    name = ("persons", decisions_made(room))
    persons = room.remembered(name, lambda: Persons(connection).make_ready(), understood_at(room))
    return Library(connection, persons, room.archive.holding)


def understood_at(room: Room) -> str:
    """Changes whenever something is understood: what is known of people does not change before."""
    row = room.archive.connection.execute("SELECT value FROM fact WHERE name = ?", (UNDERSTOOD,)).fetchone()
    return str(row[0]) if row else "never noted"


def decisions_made(room: Room) -> tuple[int, int]:
    """Changes whenever somebody decides about persons: what was decided must be seen at once."""
    asked = "SELECT coalesce(max(id), 0), count(undone) FROM decision"
    last, undone = room.archive.connection.execute(asked).fetchone()
    return int(last), int(undone)


def gap_finder(room: Room) -> GapFinder:
    """The ledger of gaps."""
    return GapFinder(room.archive)


def post_asked(asked: Asked, name: str = "post") -> str | None:
    """The post that was asked for, as numbers carry it."""
    said = asked.words(name)
    return asked.room.archive.post(said) if said else None


def day_asked(asked: Asked, name: str, *, last: bool = False) -> date | None:
    """The day that was asked for; of a month or year the first, or the last.

    Raises:
        WrongRequest: It is none.
    """
    said = asked.words(name)
    return read_day(said, last=last) if said else None


def read_day(said: str, *, last: bool = False) -> date:
    """A day, or the first or last one of a month or year.

    >>> str(read_day("1974")), str(read_day("1974-02", last=True)), str(read_day("1974-05-03"))
    ('1974-01-01', '1974-02-28', '1974-05-03')

    Raises:
        WrongRequest: It is none.
    """
    found = _DAY.fullmatch(said)
    try:
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, None, None)
        first = date(year or 0, month or (12 if last else 1), day or 1)
    except ValueError:
        raise WrongRequest(f"{said[:40]} is no day", "Write it as 1974-05-03, 1974-05 or 1974.") from None
    return first if day or not last else first.replace(day=monthrange(first.year, first.month)[1])


def scope_of(asked: Asked) -> Scope:
    """The bounds that were asked for: post, days, matter, kind."""
    return Scope(
        post=post_asked(asked),
        since=day_asked(asked, "since"),
        until=day_asked(asked, "until", last=True),
        about=asked.words("about") or None,
        kind=asked.words("kind") or None,
    )


def telegrams_of(room: Room, books: Library, scope: Scope) -> list[int]:
    """The telegrams to look through; all of them by their dates are listed once, for that takes longest."""
    return books.telegrams(scope, lambda: room.remembered("by date", lambda: books.telegrams(Scope())))


class Walked(NamedTuple, Generic[F]):
    """What a walk through telegrams found; `start` to `stop` of `total` were looked through, `on` is where to go on."""

    found: list[F]
    start: int
    stop: int
    total: int

    @property
    def on(self) -> int | None:
        return self.stop if self.stop < self.total else None


def walk(
    keys: Sequence[int], start: int, find: Callable[[int], Iterable[F]], enough: int = A_PAGE, *, walks: int = 1
) -> Walked[F]:
    """Go through telegrams until enough is found, or so many were opened that the page would have to wait.

    `walks` is how many of them one page has.
    """
    found: list[F] = []
    place = min(start, len(keys))
    stop = min(place + _LOOKED_THROUGH // walks, len(keys))
    while place < stop and len(found) < enough:
        found += find(keys[place])
        place += 1
    return Walked(found, min(start, len(keys)), place, len(keys))
