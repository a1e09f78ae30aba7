"""The sums of every post's year: what is held, cited and missing, unknown, and how many there were.

They are reckoned once, when references are resolved, and kept in the archive: a page that lists them reads one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.serials import Slack, Timeline, Total, measured_slack
from reftel.archive.serials import PostYear, Serial, all_aliases, all_cited, all_held
from reftel.facts import posts
from reftel.facts.traffic import pace

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_KEPT = "sums of the posts' years"  # the fact under which they stand


class Ledger(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One post's year: the highest number seen, how many are held, cited and missing, or unknown, and the total.

    `post` is as numbers carry it, `name` the post's name of that year. `unknown` are the numbers up to the highest that
    are neither held nor cited. `total` is how many telegrams the post sent in the year, where anything tells.
    """

    post: str
    name: str
    year: int
    highest: int
    held: int
    missing: int
    unknown: int
    total: Total | None

    @property
    def place(self) -> PostYear:
        """Post and year."""
        return PostYear(self.post, self.year)


class Sums(msgspec.Struct, frozen=True, array_like=True):
    """How far serials and dates disagree in an archive, and the sums of its posts' years, by year and post."""

    slack: Slack
    ledgers: tuple[Ledger, ...]


def name_of_post(place: PostYear) -> str:
    """The post's name of the time, as headings print it; the letters of the number where it is in no table."""
    post = posts().called(place.post, place.year)
    return post.name if post is not None and post.mrn_name == place.post else place.post


def timeline(
    place: PostYear, held: Iterable[tuple[int, int | None]], cited: Iterable[tuple[int, int | None]]
) -> Timeline:
    """The dated serials of a post's year, from numbers with their dates in seconds since 1970."""
    dated = [Serial(number, at) for number, at in sorted(held) if at is not None]
    return Timeline(place.year, dated, cited, pace(place.post, place.year))


def ledger_of(place: PostYear, held: set[int], cited: set[int], line: Timeline) -> Ledger:
    """The sums of one post's year."""
    highest = max(line.highest, max(held, default=0))
    seen = sum(1 for number in cited | held if 0 < number <= highest)
    return Ledger(
        place.post, name_of_post(place), place.year, highest, len(held), len(cited - held), highest - seen, line.total()
    )


def reckon_sums(connection: sqlite3.Connection) -> Sums:
    """The sums of an archive whose edges are up to date, reckoned anew."""
    held, cited = all_held(connection), all_cited(connection)
    for place, number in all_aliases(connection):
        if place in held or place in cited:  # a form of the name that nothing else has is no post of its own
            held.setdefault(place, {}).setdefault(number, None)
    lines = {
        place: timeline(place, held.get(place, {}).items(), cited.get(place, ()))
        for place in sorted(held.keys() | cited.keys(), key=lambda place: (place.year, place.post))
    }
    ledgers = tuple(
        ledger_of(place, set(held.get(place, ())), {number for number, _ in cited.get(place, ())}, line)
        for place, line in lines.items()
    )
    return Sums(measured_slack(lines.values()), ledgers)


def kept_sums(connection: sqlite3.Connection) -> Sums:
    """The sums as they were when references were last resolved; reckoned now, where none are kept."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_KEPT,)).fetchone()
    return reckon_sums(connection) if row is None else msgspec.json.decode(row[0], type=Sums)


def sums_to_keep(connection: sqlite3.Connection) -> tuple[str, str]:
    """Name and value of the fact by which an archive keeps its sums."""
    return _KEPT, msgspec.json.encode(reckon_sums(connection)).decode()
