"""Posts: the embassies, consulates, missions and offices that send and receive telegrams, and the department."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.table import Row, Table, compact, remembered, year_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = frozenset(
    {
        "department",
        "embassy",
        "consulate",
        "mission",
        "liaison office",
        "interests section",
        "institute",
        "office",
        "delegation",
        "series",
    }
)
#: Kinds of addressee that are no posts: a user's table of posts may hold them, with their addresses.
OTHER_KINDS = frozenset({"agency", "military", "collective", "aig"})
_SHORTEST_GUESSED = 5  # shorter names have neighbours among words and other names
_LONGEST_GUESSED = 30
_ROUTING = re.compile(r"R[A-Z]{3,6}")


class Post(msgspec.Struct, frozen=True, gc=False):
    """One post under one name. Years are those of the name, `None` where not known; places are in degrees.

    `mrn_name` is how telegram numbers carry it (LAPAZ), `name` how headings print it (LA PAZ), `archive_code` its first
    six characters without blanks. `renamed_to` is the `mrn_name` under which the same post went on.
    """

    mrn_name: str
    name: str
    kind: str
    country: str
    city: str
    latitude: float | None
    longitude: float | None
    from_year: int | None
    to_year: int | None
    renamed_to: str
    archive_code: str
    routing_indicators: tuple[str, ...]
    other_names: tuple[str, ...]
    source: str

    def in_use(self, year: int) -> bool:
        """Whether there was a post of this name in that year, as far as is known."""
        return (self.from_year or 0) <= year <= (self.to_year or 9999)


class Posts:
    """Every post that is known, to be found by any of its names."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._by_mrn_name = {post.mrn_name: post for post in posts}
        self._earlier: dict[str, list[Post]] = {}
        self._by_other_name: dict[str, list[Post]] = {}
        self._by_code: dict[str, list[Post]] = {}
        self._by_routing: dict[str, list[Post]] = {}
        for post in self._by_mrn_name.values():
            self._enter(post)

    def _enter(self, post: Post) -> None:
        for name in {compact(name) for name in (post.name, *post.other_names)}:
            self._by_other_name.setdefault(name, []).append(post)
        self._by_code.setdefault(post.archive_code, []).append(post)
        for indicator in post.routing_indicators:
            self._by_routing.setdefault(indicator, []).append(post)
        if post.renamed_to:
            self._earlier.setdefault(post.renamed_to, []).append(post)

    def __len__(self) -> int:
        return len(self._by_mrn_name)

    def __iter__(self) -> Iterator[Post]:
        return iter(self._by_mrn_name.values())

    def all(self) -> tuple[Post, ...]:
        """Every post, in the order of the table."""
        return tuple(self._by_mrn_name.values())

    def named(self, name: str, year: int | None = None) -> Post | None:
        """The post of that name in any spelling: as numbers or headings carry it, another name, the archive code.

        Case, blanks, points and accents do not matter. `None` where no post or more than one is meant. Where a year is
        given and the post had another name then, the post under the name of that year is given.

        >>> [posts().named(name).name for name in ("usun", "St. Petersburg", "SANJO", "SECSTATE")]
        ['USUN NEW YORK', 'ST PETERSBURG', 'SAN JOSE', 'STATE']
        >>> posts().named("Beijing", 1975).name
        'PEKING'
        """
        post = self.called(name, year) or _only(self._by_code.get(compact(name)), year)
        if post is None or year is None or post.in_use(year):
            return post
        return self.at(post, year)

    def called(self, name: str, year: int | None = None) -> Post | None:
        """The post that has the name or other name, in any spelling; archive codes are no names."""
        asked = compact(name)
        return self._by_mrn_name.get(asked) or _only(self._by_other_name.get(asked), year)

    def candidates(self, name: str) -> tuple[Post, ...]:
        """Every post that the name, other name or archive code can mean, the likeliest kind of match first."""
        asked = compact(name)
        exact = self._by_mrn_name.get(asked)
        found = [exact] if exact else []
        found += self._by_other_name.get(asked, [])
        found += self._by_code.get(asked, [])
        return tuple(dict.fromkeys(found))

    def near(self, name: str) -> Post | None:
        """The one post whose name is a letter more, less or other than this; `None` where none or several are so close.

        For damaged names only: what it gives is a guess, to be told as one.

        >>> posts().near("BUENOSQRES"), posts().near("ISLAMBAD").name
        (None, 'ISLAMABAD')
        """
        asked = compact(name)
        if not _SHORTEST_GUESSED <= len(asked) <= _LONGEST_GUESSED:
            return None
        found = {post.mrn_name: post for key in _with_one_less(asked) for post in self._nearly.get(key, ())}
        return next(iter(found.values())) if len(found) == 1 else None

    @functools.cached_property
    def _nearly(self) -> dict[str, list[Post]]:
        """Posts by every form of their names that lacks at most one letter."""
        nearly: dict[str, list[Post]] = {}
        for post in self:
            for key in _with_one_less(post.mrn_name):
                nearly.setdefault(key, []).append(post)
        return nearly

    def at(self, post: Post, year: int) -> Post:
        """The same post under the name it had in that year; the post as given where none is known for the year."""
        seen = {post.mrn_name}
        waiting = [post]
        while waiting:
            other = waiting.pop(0)
            if other.in_use(year):
                return other
            linked = self._earlier.get(other.mrn_name, [])
            later = self._by_mrn_name.get(other.renamed_to)
            for next_post in (*linked, *([later] if later else [])):
                if next_post.mrn_name not in seen:
                    seen.add(next_post.mrn_name)
                    waiting.append(next_post)
        return post

    def by_routing(self, indicator: str, year: int | None = None) -> Post | None:
        """The post that a routing indicator leads to; `None` where no post, or several ones, are known under it.

        >>> posts().by_routing("RUEHLP").name
        'LA PAZ'
        """
        return _only(self._by_routing.get(indicator), year)

    def sharing_routing(self, indicator: str) -> tuple[Post, ...]:
        """Every post known under a routing indicator: neighbours served together, and posts that moved."""
        return tuple(self._by_routing.get(indicator, ()))


def _with_one_less(name: str) -> set[str]:
    return {name, *(name[:place] + name[place + 1 :] for place in range(len(name)))}


def _only(found: list[Post] | None, year: int | None) -> Post | None:
    if not found:
        return None
    if len(found) > 1 and year is not None:
        found = [post for post in found if post.in_use(year)]
    return found[0] if len(found) == 1 else None


@remembered
def posts() -> Posts:
    """The authority table of posts."""
    return Posts(_post_of(row) for row in POSTS.rows() if row["kind"] not in OTHER_KINDS)


def mrn_name_of(row: Row) -> str:
    """The name by which numbers carry the post of a row, from its name where the row does not say it."""
    return row.cells[0] or compact(row["name"])


_COLUMNS = (
    "mrn_name",
    "name",
    "kind",
    "country",
    "city",
    "latitude",
    "longitude",
    "from_year",
    "to_year",
    "renamed_to",
    "archive_code",
    "routing_indicators",
    "other_names",
    "source",
    # two columns that a user's own table may have in place of the two before `source`
    "routing_indicator",
    "plain_language_address",
)
POSTS = Table("posts", _COLUMNS, lists=("routing_indicators", "other_names"), name_of=mrn_name_of)


def _post_of(row: Row) -> Post:
    (_, name, kind, country, city, latitude, longitude, from_year, to_year) = row.cells[:9]
    (renamed_to, archive_code, indicators, other_names, source, indicator, _) = row.cells[9:]
    mrn_name = mrn_name_of(row)
    name = name.upper() or mrn_name
    if not (mrn_name.isascii() and mrn_name.isalpha() and mrn_name.isupper()):
        raise row.wrong(f"mrn_name is written in capital letters only, not {mrn_name!r}")
    if kind not in KINDS:
        raise row.not_one_of("kind", KINDS)
    return Post(
        mrn_name,
        name,
        kind,
        country,
        city,
        _degrees(row, "latitude", 90) if latitude else None,
        _degrees(row, "longitude", 180) if longitude else None,
        year_or_none(row, "from_year") if from_year else None,
        year_or_none(row, "to_year") if to_year else None,
        renamed_to,
        archive_code or name[:6].replace(" ", ""),
        _indicators(row, f"{indicators} {indicator}") if indicators or indicator else (),
        tuple(filter(None, map(str.strip, other_names.split(";")))) if other_names else (),
        source,
    )


def _indicators(row: Row, cell: str) -> tuple[str, ...]:
    indicators = tuple(dict.fromkeys(cell.replace(";", " ").split()))
    for indicator in indicators:
        if not _ROUTING.fullmatch(indicator):
            raise row.wrong(f"a routing indicator is R and three to six letters, not {indicator!r}")
    return indicators


def _degrees(row: Row, column: str, most: int) -> float:
    cell = row[column]
    try:
        degrees = float(cell)
    except ValueError:
        degrees = most + 1.0
    if not -most <= degrees <= most:
        raise row.wrong(f"{column} is no number of degrees: {cell!r}")
    return degrees
