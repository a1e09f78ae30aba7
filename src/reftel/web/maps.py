"""A map of posts: a grid of degrees with the posts on it. No outline of land is drawn: none that is ours is right.

Every post that the tables know is a faint point, so that the continents can be made out; those of the archive are
circles as large as what they sent.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from reftel.facts import posts
from reftel.show.words import post_words
from reftel.web.addresses import search_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reftel.facts import Post

_LARGEST, _SMALLEST = 3.2, 0.55  # radii, in hundredths of the map's width
_NAMED = 14
_FEWEST = 3
_NARROWEST = 24.0  # degrees
_STEPS = (1, 2, 5, 10, 15, 30)
_LINES = 12
_NEAR = 3.2  # hundredths: names closer than this would be drawn over each other


class Spot(NamedTuple):
    """A post on the map: where (in hundredths of its width), how large; `label` is empty where it would not fit."""

    name: str
    x: float
    y: float
    radius: float
    number: int
    address: str
    label: str
    left: bool


class Line(NamedTuple):
    """A line of the grid."""

    x1: float
    y1: float
    x2: float
    y2: float


class Map(NamedTuple):
    """What is drawn: 100 wide, `height` high. `unplaced` are posts of which no place is known, with their numbers."""

    height: float
    spots: Sequence[Spot]
    others: Sequence[tuple[float, float]]
    grid: Sequence[Line]
    unplaced: Sequence[tuple[str, int]]


class _Frame(NamedTuple):
    """The part of the world that is shown, in degrees."""

    west: float
    east: float
    south: float
    north: float

    def x(self, longitude: float) -> float:
        return round((longitude - self.west) / (self.east - self.west) * 100, 2)

    def y(self, latitude: float) -> float:
        return round((self.north - latitude) / (self.east - self.west) * 100, 2)

    @property
    def height(self) -> float:
        return round((self.north - self.south) / (self.east - self.west) * 100, 2)


def map_of(counts: Mapping[str | None, int]) -> Map | None:
    """The posts that telegrams came from, by how many; `None` where the places of too few are known for a map."""
    known: list[tuple[Post, int]] = []
    unplaced: list[tuple[str, int]] = []
    for name, number in counts.items():
        post = posts().called(name) if name else None
        if post is not None and post.latitude is not None and post.longitude is not None:
            known.append((post, number))
        elif name:
            unplaced.append((post_words(name), number))
    if len(known) < _FEWEST:
        return None
    frame = _frame([post for post, _ in known])
    held = {post.mrn_name for post, _ in known}
    others = sorted(
        (frame.x(post.longitude), frame.y(post.latitude))
        for post in posts()
        if post.latitude is not None and post.longitude is not None
        if post.mrn_name not in held and _inside(frame, post)
    )
    return Map(frame.height, _spots(frame, known), others, _grid(frame), unplaced)


def _frame(shown: Sequence[Post]) -> _Frame:
    """All posts with room around them; never less than a region, and the whole world where it takes most of it."""
    lats = [post.latitude or 0.0 for post in shown]
    longs = [post.longitude or 0.0 for post in shown]
    width = max((max(longs) - min(longs)) * 1.2, (max(lats) - min(lats)) * 1.2 * 2, _NARROWEST)
    if width > 240:
        return _Frame(-180, 180, -60, 78)
    middle = (max(longs) + min(longs)) / 2
    centre = (max(lats) + min(lats)) / 2
    west = max(middle - width / 2, -180)
    south = max(centre - width / 4, -90)
    return _Frame(west, west + width, south, south + width / 2)


def _inside(frame: _Frame, post: Post) -> bool:
    return frame.west <= (post.longitude or 0) <= frame.east and frame.south <= (post.latitude or 0) <= frame.north


def _spots(frame: _Frame, known: Sequence[tuple[Post, int]]) -> list[Spot]:
    most = max(number for _, number in known)
    spots: list[Spot] = []
    for nth, (post, number) in enumerate(sorted(known, key=lambda item: -item[1])):
        x, y = frame.x(post.longitude or 0), frame.y(post.latitude or 0)
        name = post_words(post.mrn_name)
        free = all(abs(y - other.y) > _NEAR or abs(x - other.x) > len(name) * 1.4 + 8 for other in spots if other.label)
        label = name if nth < _NAMED and free else ""
        radius = round(max(_LARGEST * sqrt(number / most), _SMALLEST), 2)
        address = search_address(f"post:{post.mrn_name}")
        spots.append(Spot(name, x, y, radius, number, address, label, x > 80))
    return spots


def _grid(frame: _Frame) -> list[Line]:
    width = frame.east - frame.west
    step = next((step for step in _STEPS if width / step <= _LINES), _STEPS[-1])
    lines = []
    for degree in range(-180, 181, step):
        if frame.west < degree < frame.east:
            lines.append(Line(frame.x(degree), 0, frame.x(degree), frame.height))
        if frame.south < degree < frame.north:
            lines.append(Line(0, frame.y(degree), 100, frame.y(degree)))
    return lines
