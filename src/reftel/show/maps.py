"""Posts on a map: rough land, lines every ten degrees, a dot for each place that grows with what is held of it."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

from reftel.show.charts import WIDE, Chart, Link, both
from reftel.show.drawing import drawing, element, linked, told, words
from reftel.show.land import LAKES, LAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHAPE = 0.56  # of a map: height to width
_LEAST_SPAN = 30.0  # degrees across
_HIGHEST, _LOWEST = 84.0, -60.0
_MOST_NAMED = 40


class Spot(NamedTuple):
    """A place in degrees, its name, how much there is of it, where it leads."""

    latitude: float
    longitude: float
    name: str
    value: int
    address: str | None = None


def map_of(title: str, spots: Sequence[Spot], columns: tuple[str, str] = ("place", "telegrams")) -> Chart:
    """Places on the part of the world that they lie in."""
    view = _View.of(spots)
    most = max((spot.value for spot in spots), default=1) or 1
    by_value = sorted(spots, key=lambda spot: (-spot.value, spot.name))

    def draw(width: int) -> str:
        on = _Sheet(view, width)
        largest = (10 if len(spots) < _MOST_NAMED else 6) * (1 if width == WIDE else 0.7)
        parts = [element("rect", x=0, y=0, width=width, height=on.height, kind="water")]
        parts += (element("polygon", points=on.outline(shape), kind="land") for shape in LAND)
        parts += (element("polygon", points=on.outline(shape), kind="water") for shape in LAKES)
        parts += on.degrees()
        taken: list[tuple[float, float, float, float]] = []
        dots, names = [], []
        for spot in by_value:
            x, y = on.place(spot.longitude, spot.latitude)
            size = 2 + largest * sqrt(spot.value / most)
            dot = element("circle", told(f"{spot.name}: {spot.value:,}"), cx=x, cy=y, r=size, kind="held")
            dots.append(linked(spot.address, dot))
            long = len(spot.name) * 6.6
            at_left = x + size + long + 6 > width
            box = (x - size - long - 4 if at_left else x + size + 3, y - 7, long, 14)
            if len(taken) < _MOST_NAMED and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                end = "end" if at_left else "start"
                place = x - size - 4 if at_left else x + size + 4
                names.append(words(spot.name, x=place, y=y + 4, kind="name", text_anchor=end))
        return drawing(width, on.height, [*parts, *reversed(dots), *names], "map")

    rows = tuple((Link(spot.name, spot.address) if spot.address else spot.name, spot.value) for spot in by_value)
    drawings = both(draw) if spots else ("", "")
    return Chart(title, *drawings, columns, rows)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


class _View(NamedTuple):
    west: float
    east: float
    south: float
    north: float

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> _View:
        """The part of the world with all the places, and some room around them, in the shape of a map."""
        if not spots:
            return cls(-180, 180, _LOWEST, _HIGHEST)
        west, east = min(spot.longitude for spot in spots), max(spot.longitude for spot in spots)
        south, north = min(spot.latitude for spot in spots), max(spot.latitude for spot in spots)
        across = max((east - west) * 1.25, (north - south) * 1.35 / _SHAPE, _LEAST_SPAN)
        across = min(across, 360.0)
        middle, height = (west + east) / 2, across * _SHAPE
        west = min(max(middle - across / 2, -180.0), 180.0 - across)
        lowest = max((south + north) / 2 - height / 2, -90.0)
        return cls(west, west + across, min(lowest, 90.0 - height), min(lowest, 90.0 - height) + height)


class _Sheet:
    """Places on paper: degrees as they are, which is plain, and true enough for dots."""

    def __init__(self, view: _View, width: int) -> None:
        self._view = view
        self._unit = width / (view.east - view.west)
        self.width = width
        self.height = width * _SHAPE

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - self._view.west) * self._unit, (self._view.north - latitude) * self._unit

    def outline(self, shape: Sequence[tuple[float, float]]) -> str:
        return " ".join("{:.0f},{:.0f}".format(*self.place(*point)) for point in shape)

    def degrees(self) -> Iterator[str]:
        step = 10 if self._view.east - self._view.west < 120 else 30
        for longitude in range(ceil(self._view.west / step) * step, floor(self._view.east) + 1, step):
            x, _ = self.place(longitude, 0)
            yield element("line", x1=x, x2=x, y1=0, y2=self.height, kind="rule")
        for latitude in range(ceil(self._view.south / step) * step, floor(self._view.north) + 1, step):
            _, y = self.place(0, latitude)
            yield element("line", x1=0, x2=self.width, y1=y, y2=y, kind="rule")
