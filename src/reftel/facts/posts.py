"""Posts: the embassies, consulates, missions and offices that send and receive telegrams, and the department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.table import Row, compact, one_of, remembered, rows_of, year_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
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
    # two columns that a user's own table may have in place of the last ones
    "routing_indicator",
    "plain_language_address",
)
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

    def of_address(self, address: str) -> Post | None:
        """The post that a plain language address names; `None` for agencies, commands and collectives.

        >>> posts().of_address("AMEMBASSY LA PAZ").mrn_name, posts().of_address("CIA WASHDC")
        ('LAPAZ', None)
        """
        from reftel.facts.addresses import post_of_address

        return post_of_address(address)


def _only(found: list[Post] | None, year: int | None) -> Post | None:
    if not found:
        return None
    if len(found) > 1 and year is not None:
        found = [post for post in found if post.in_use(year)]
    return found[0] if len(found) == 1 else None


@remembered
def posts() -> Posts:
    """The authority table of posts."""
    return Posts(_post_of(row) for row in post_rows())


def post_rows() -> Iterable[Row]:
    """The rows of the table of posts, the user's own included."""
    return rows_of("posts", COLUMNS, _mrn_name, lists=("routing_indicators", "other_names"))


def _mrn_name(cells: dict[str, str]) -> str:
    return cells["mrn_name"] or compact(cells["name"])


def _post_of(row: Row) -> Post:
    cells = row.cells
    mrn_name = _mrn_name(cells)
    name = cells["name"].upper() or mrn_name
    if not mrn_name or compact(mrn_name) != mrn_name:
        raise row.wrong(f"mrn_name is written in capital letters only, not {mrn_name!r}")
    indicators = _listed(cells["routing_indicators"].replace(" ", ";") + ";" + cells["routing_indicator"])
    for indicator in indicators:
        if not _ROUTING.fullmatch(indicator):
            raise row.wrong(f"a routing indicator is R and three to six letters, not {indicator!r}")
    return Post(
        mrn_name=mrn_name,
        name=name,
        kind=one_of(row, "kind", KINDS),
        country=cells["country"],
        city=cells["city"],
        latitude=_degrees(row, "latitude", 90),
        longitude=_degrees(row, "longitude", 180),
        from_year=year_or_none(row, "from_year"),
        to_year=year_or_none(row, "to_year"),
        renamed_to=cells["renamed_to"],
        archive_code=cells["archive_code"] or name[:6].replace(" ", ""),
        routing_indicators=indicators,
        other_names=_listed(cells["other_names"]),
        source=cells["source"],
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _degrees(row: Row, column: str, most: int) -> float | None:
    cell = row.cells[column]
    if not cell:
        return None
    try:
        degrees = float(cell)
    except ValueError:
        degrees = most + 1.0
    if not -most <= degrees <= most:
        raise row.wrong(f"{column} is no number of degrees: {cell!r}")
    return degrees
