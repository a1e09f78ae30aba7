"""Charts: well formed, without styles, harmless whatever is in them, with a table that says the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from growth import assert_linear
from reftel.facts import posts
from reftel.show.charts import Chart, Lane, Link, Mark, lanes, month_bars, serial_line
from reftel.show.drawing import linked
from reftel.show.land import LAND
from reftel.show.maps import Spot, map_of
from reftel.show.networks import Node, Tie, network

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = "</text><script>alert(1)</script>\x1b[2J\u202e & \"'"
_SVG = {"svg", "g", "a", "rect", "line", "circle", "path", "polygon", "text", "title"}


def every_chart(name: str) -> Iterator[Chart]:
    day = date(2006, 3, 7)
    marks = [Mark(day, name, "/t/1"), Mark(day, name, None, "office", date(2007, 1, 1))]
    yield month_bars(name, {(1973, 5): 3, (1974, 1): 120}, lambda year, month: f"/search?q={year}{month}")
    yield serial_line(name, 700, {1: "/t/1", 605: "/t/605"}, {604: "/missing/604"}, {605: day})
    yield lanes(name, [Lane(name, marks, "/person/x"), Lane("y", [Mark(day, "z")])], [(marks[0], marks[1])])
    yield network(name, [Node("a", name, "/person/a"), Node("b", "B")], [Tie("a", "b", 3, "/t/1")], ("a", "b", "times"))
    yield map_of(name, [Spot(51.1, 71.4, name, 4, "/post/ASTANA/2007"), Spot(-16.5, -68.1, "La Paz", 1)])


@pytest.mark.parametrize("nth", range(5))
def test_a_drawing_is_well_formed_and_obeys_nothing_that_a_telegram_says(nth: int) -> None:
    chart = list(every_chart(HOSTILE))[nth]
    for svg in (chart.wide, chart.narrow):
        root = ET.fromstring(svg)
        assert root.get("aria-hidden") == "true"
        for one in root.iter():
            assert one.tag in _SVG
            assert not any(key == "style" or key.startswith("on") for key in one.attrib)
            if one.tag == "a":
                assert one.attrib["href"].startswith("/")
                assert one.attrib["tabindex"] == "-1"
            assert "\x1b" not in "".join(one.itertext())


@pytest.mark.parametrize("nth", range(5))
def test_the_table_behind_has_its_columns_and_where_the_drawing_leads(nth: int) -> None:
    chart = list(every_chart("Name"))[nth]
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.columns)}
    drawn = {one.get("href") for one in ET.fromstring(chart.wide).iter("a")}
    told = {cell.address for row in chart.rows for cell in row if isinstance(cell, Link)}
    assert told <= drawn


def test_nothing_at_all_is_a_chart_as_well() -> None:
    for chart in (
        month_bars("a", {}, lambda _, __: "/"),
        lanes("a", [Lane("x", [])]),
        network("a", [], [], ("x", "y", "z")),
        map_of("a", []),
    ):
        assert chart.rows == ()


def test_the_same_network_is_drawn_the_same_whatever_the_order_of_what_is_given() -> None:
    nodes = [Node(name, name) for name in "abcdefgh"]
    ties = [Tie("a", "b", 2), Tie("c", "d", 1), Tie("b", "e", 4)]
    names = ("one", "other", "times")
    assert network("x", nodes, ties, names).wide == network("x", nodes[::-1], ties[::-1], names).wide


def test_a_serial_line_counts_every_number_where_it_stands() -> None:
    chart = serial_line("x", 40, {1: "/t/1", 40: "/t/40"}, {39: "/missing/39"}, {})
    root = ET.fromstring(chart.wide)
    held = [float(one.attrib["x"]) for one in root.iter("rect") if one.get("class") == "held"]
    (missing,) = [float(one.attrib["x"]) for one in root.iter("rect") if one.get("class") == "missing"]
    (unknown,) = [one for one in root.iter("rect") if one.get("class") == "unknown"]
    unit = float(unknown.attrib["width"]) / 40
    assert held[1] - held[0] == pytest.approx(39 * unit, abs=0.2)
    assert held[1] - missing == pytest.approx(unit, abs=0.2)
    assert [row[1] for row in chart.rows] == ["held", "cited, not held", "held"]


def test_a_year_with_very_many_numbers_is_drawn_no_larger_than_can_be_seen() -> None:
    chart = serial_line("x", 300_000, {number: f"/t/{number}" for number in range(1, 300_000, 2)}, {}, {})
    assert len(chart.wide) < 1_500_000


def test_a_serial_line_is_drawn_in_linear_time() -> None:
    assert_linear(
        lambda held: serial_line("x", max(held), held, {}, {}),
        lambda size: {number: f"/t/{number}" for number in range(1, size, 3)},
        size=10_000,
    )


@pytest.mark.parametrize(
    ("name", "land"),
    [("LAPAZ", True), ("ASTANA", True), ("PARIS", True), ("NAIROBI", True), ("CANBERRA", True), ("OTTAWA", True)],
)
def test_posts_inland_lie_on_the_land_that_is_drawn(name: str, land: bool) -> None:
    post = posts().named(name)
    assert post is not None
    assert post.latitude is not None
    assert post.longitude is not None
    assert any(_inside(post.longitude, post.latitude, shape) for shape in LAND) == land


def test_the_middle_of_the_oceans_is_water() -> None:
    for longitude, latitude in ((-40, 30), (-30, -30), (80, -30), (-150, 0), (160, 35)):
        assert not any(_inside(longitude, latitude, shape) for shape in LAND)


def test_an_address_out_of_the_room_is_refused() -> None:
    for address in ("//elsewhere.example", "https://elsewhere.example", "javascript:alert(1)"):
        with pytest.raises(ValueError, match=address.split(":")[0]):
            linked(address, "<g/>")


def _inside(x: float, y: float, shape: tuple[tuple[float, float], ...]) -> bool:
    odd = False
    for (x1, y1), (x2, y2) in zip(shape, shape[1:] + shape[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd
