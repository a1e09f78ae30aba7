"""A network as a drawing: everybody on one circle, those who have to do with each other near each other."""

from __future__ import annotations

from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from reftel.show.charts import WIDE, Chart, Link, both
from reftel.show.drawing import drawing, element, linked, told, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS = 12
_CUT = 26  # letters of a name
_UPRIGHT = 14  # nodes; the names of more would overlap


class Node(NamedTuple):
    """One person or post: the key that ties name it by, the name, and where it leads."""

    key: str
    name: str
    address: str | None = None
    kind: str = "held"


class Tie(NamedTuple):
    """Two that have to do with each other, how often, and where that is shown."""

    first: str
    second: str
    times: int
    address: str | None = None


def network(title: str, nodes: Sequence[Node], ties: Sequence[Tie], columns: tuple[str, str, str]) -> Chart:
    """Nodes and their ties. The same network is always drawn the same way."""
    by_key = {node.key: node for node in nodes}
    held = [tie for tie in ties if tie.first in by_key and tie.second in by_key and tie.first != tie.second]
    order = _around([node.key for node in nodes], held)
    most = max((tie.times for tie in held), default=1)
    weight = dict.fromkeys(by_key, 0)
    for tie in held:
        weight[tie.first] += tie.times
        weight[tie.second] += tie.times
    heaviest = max(weight.values(), default=1) or 1

    def draw(width: int) -> str:
        letters = _CUT if width == WIDE else 14
        longest = min(max(len(node.name) for node in nodes), letters)
        margin = longest * 6.4 + 22
        upright = len(nodes) <= _UPRIGHT
        above = 34 if upright else margin
        radius = min(width / 2 - margin, 100 + len(order) * 8)
        centre_x, centre_y = width / 2, radius + above
        places = {}
        for nth, key in enumerate(order):
            angle = 2 * pi * nth / len(order) - pi / 2
            places[key] = (centre_x + radius * cos(angle), centre_y + radius * sin(angle), angle)
        parts = []
        for tie in sorted(held, key=lambda one: one.times):
            (x1, y1, _), (x2, y2, _) = places[tie.first], places[tie.second]
            inward = 0.25 + 0.5 * hypot(x2 - x1, y2 - y1) / (2 * radius)
            middle = (
                (x1 + x2) / 2 + (centre_x - (x1 + x2) / 2) * inward,
                (y1 + y2) / 2 + (centre_y - (y1 + y2) / 2) * inward,
            )
            said = told(f"{by_key[tie.first].name} and {by_key[tie.second].name}: {tie.times}")
            curve = f"M{x1:.1f} {y1:.1f} Q{middle[0]:.1f} {middle[1]:.1f} {x2:.1f} {y2:.1f}"
            path = element("path", said, d=curve, stroke_width=1 + 4 * sqrt(tie.times / most), kind="link")
            parts.append(linked(tie.address, path))
        sizes = {key: 4 + 7 * sqrt(weight[key] / heaviest) for key in order}
        parts += (_node(by_key[key], *places[key], sizes[key], letters, upright=upright) for key in order)
        return drawing(width, 2 * centre_y, parts, "network")

    rows = tuple(
        (_cell(by_key[tie.first]), _cell(by_key[tie.second]), _times(tie))
        for tie in sorted(held, key=lambda one: (-one.times, one.first, one.second))
    )
    drawings = both(draw) if order else ("", "")
    return Chart(title, *drawings, columns, rows)


def _cell(node: Node) -> str | Link:
    return Link(node.name, node.address) if node.address else node.name


def _times(tie: Tie) -> int | Link:
    return Link(str(tie.times), tie.address) if tie.address else tie.times


def _node(node: Node, x: float, y: float, angle: float, size: float, letters: int, *, upright: bool) -> str:
    """A dot with its name outside of the circle: along its ray, or upright where there is room for that."""
    left = cos(angle) < -0.001
    turned = angle * 180 / pi + (180 if left else 0)
    away = -(size + 5) if left else size + 5
    name = node.name if len(node.name) <= letters else node.name[: letters - 1] + "…"
    dot = element("circle", told(node.name), cx=x, cy=y, r=size, kind=node.kind)
    if upright:
        middle = abs(cos(angle)) < 0.2
        end = "middle" if middle else "end" if left else "start"
        place = (x, y + (size + 14) * (1 if sin(angle) > 0 else -1) + 4) if middle else (x + away, y + 4)
        label = words(name, x=place[0], y=place[1], kind="name", text_anchor=end)
    else:
        label = words(
            name,
            x=x + away,
            y=y + 4,
            kind="name",
            text_anchor="end" if left else "start",
            transform=f"rotate({turned:.1f} {x:.1f} {y:.1f})",
        )
    return linked(node.address, element("g", dot + label))


def _around(keys: list[str], ties: Sequence[Tie]) -> list[str]:
    """An order around the circle in which ties are short: each moves, again and again, to the middle of its own."""
    beside: dict[str, list[tuple[str, int]]] = {key: [] for key in keys}
    for tie in ties:
        beside[tie.first].append((tie.second, tie.times))
        beside[tie.second].append((tie.first, tie.times))
    order = _by_groups(keys, beside)
    for _ in range(_ROUNDS):
        place = {key: nth for nth, key in enumerate(order)}
        middle = {
            key: (
                (place[key] + sum(place[other] * times for other, times in others))
                / (1 + sum(times for _, times in others))
            )
            for key, others in beside.items()
        }
        order.sort(key=lambda key: (middle[key], key))
    return order


def _by_groups(keys: list[str], beside: dict[str, list[tuple[str, int]]]) -> list[str]:
    """Those who hang together stand together."""
    order: list[str] = []
    seen: set[str] = set()
    for start in sorted(keys, key=lambda key: (-len(beside[key]), key)):
        waiting = [start]
        while waiting:
            key = waiting.pop()
            if key in seen:
                continue
            seen.add(key)
            order.append(key)
            waiting += sorted((other for other, _ in beside[key]), reverse=True)
    return order
