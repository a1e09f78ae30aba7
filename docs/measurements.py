"""Writes docs/measurements.md and its plots from saved results: `python docs/measurements.py`.

`measured/scale.json` comes from `python bench/scale.py SIZES --save FILE`, `measured/made.json` from
`python evaluation/made.py --save FILE`.
The results of the last release stand in `measured/released/` under the same names; each figure is shown beside its.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
MEASURED = FOLDER / "measured"
GOOD = ("mended", "suggested", "named")
#: What issue and design ask for.
WANTED = {
    "applied repairs right": ("at least 99.5%", 0.995),
    "damage repaired or suggested": ("at least 95%", 0.95),
    "words kept": ("under 1 of 100,000 changed", 1 - 1e-5),
    "repairs stated at 0.9 to 1.0 right": ("at least 95%", 0.95),
}
STEPS = {
    "make": "made (`reftel make --zip`)",
    "add": "added and indexed (`reftel add`)",
    "analyze": "analysed (`reftel analyze`)",
}
COLOURS = {"make": "#4477aa", "add": "#ee6677", "analyze": "#228833"}


def loaded(name: str, folder: Path = MEASURED) -> dict[str, Any] | None:
    """Saved results; `None` where there are none."""
    path = folder / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def page() -> str:
    """The whole page, in Markdown."""
    made, scale = loaded("made.json"), loaded("scale.json")
    made_before, scale_before = (loaded(name, MEASURED / "released") for name in ("made.json", "scale.json"))
    parts = [HEAD]
    if scale:
        parts += [_scale(scale, scale_before)]
    if made:
        parts += [_made(made, made_before)]
    return "\n\n".join(parts) + "\n"


HEAD = """# Measurements

Written by `docs/measurements.py` from results saved by `bench/scale.py` and `evaluation/made.py`; run those to repeat
them. All are made on collections of [`reftel make`](making.md), whose truth is known. Made telegrams are easier than
real ones: their English is plain, few of their words are foreign, and every heading is one that the maker knows. How
real telegrams are read is measured by the other programs of `evaluation/`. "Released" is the figure of the last
release; a stroke stands where there is none yet."""


UNDER_MADE = """ at the rates counted in real telegrams. Line ends that merely wrap a paragraph are neither damage nor
repairs here."""
STEPS_HEAD = """| telegrams | step | clock | processor time | each | released, each | memory |
|---:|---|---:|---:|---:|---:|---:|"""
FINDS_HEAD = """| telegrams | find, median of 20 questions | slowest | archive | released, median |
|---:|---:|---:|---:|---:|"""
UNDER_MEASURES = """Changes of mind are asked of an archive: does the person's page set both places side by side, and
call them changed, or show them as perhaps so? A change is said where words say that it is one, else only the position
is another. "Left alone" is who did not change, or speaks of another matter, and is not called changed. Most of the
wrong pairs that were looked at are of sentences put together by chance: "the caucus rejected the report", "the
negotiation accepted the report". A horizon is right within 31 days, a day only as it is."""
UNDER_KINDS = """Slips of letters fall on words of every length. In words of two to four letters most leave another
word, or nothing that one could be sure of; of those in names only the ones that stand elsewhere in the telegram can be
told."""


def _scale(scale: dict[str, Any], before: dict[str, Any] | None) -> str:
    machine = scale["machine"]
    lines = [
        "## Time and memory",
        f"On {machine['cores']} cores of {machine['processor']}, {machine['memory']} of memory,"
        f" Python {machine['python']}. {scale.get('note', '')}".rstrip(),
        STEPS_HEAD,
    ]
    for count, found in sorted(scale["sizes"].items(), key=lambda item: int(item[0])):
        for step, name in STEPS.items():
            if step in found:
                spent = found[step]
                old = ((before or {}).get("sizes", {}).get(count) or {}).get(step)
                cells = [
                    f"{int(count):,}",
                    name,
                    _time(spent["wall"]),
                    _time(spent["processor"]),
                ]
                cells += [
                    _each(spent, count),
                    _each(old, count) if old else "–",
                    f"{spent['memory']:.0f} MB",
                ]
                lines.append(f"| {' | '.join(cells)} |")
    table = "\n".join(lines[2:])
    finds = [FINDS_HEAD]
    for count, found in sorted(scale["sizes"].items(), key=lambda item: int(item[0])):
        old = ((before or {}).get("sizes", {}).get(count) or {}).get("find")
        finds.append(
            f"| {int(count):,} | {found['find']['median']:.1f} ms | {found['find']['slowest']:.1f} ms |"
            f" {found['archive']:,.0f} MB | {_milliseconds(old)} |"
        )
    plots = "![Processor time by size](measured/time.svg)\n\n![Memory by size](measured/memory.svg)"
    return "\n\n".join([*lines[:2], table, "\n".join(finds), plots])


def _milliseconds(find: dict[str, float] | None) -> str:
    return f"{find['median']:.1f} ms" if find else "–"


def _each(spent: dict[str, float], count: str) -> str:
    return f"{1000 * spent['processor'] / int(count):.2f} ms"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def _made(made: dict[str, Any], before: dict[str, Any] | None) -> str:
    old = before["measures"] if before else {}
    measures = ["| what | measured | of | wanted | released |\n|---|---:|---:|---|---:|"]
    asked = {name: count for part in ("archive", "understood") for name, (_, count) in made.get(part, {}).items()}
    for name, share in made["measures"].items():
        wanted = WANTED.get(name, ("",))[0]
        of = f"{asked[name]:,}" if name in asked else ""
        released = _share(name, old[name]) if name in old else "–"
        measures.append(f"| {name} | {_share(name, share)} | {of} | {wanted} | {released} |")
    kinds = [
        "| damage | places | mended | suggested | named | missed | wrong | |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    ]
    for kind, found in made["damage"].items():
        total = sum(found.values())
        cells = " | ".join(f"{found.get(each, 0):,}" for each in (*GOOD, "missed", "wrong"))
        kinds.append(f"| `{kind}` | {total:,} | {cells} | {100 * sum(found.get(e, 0) for e in GOOD) / total:.1f}% |")
    stated = ["| stated | right | of | |\n|---|---:|---:|---:|"]
    for level, (right, asked) in made["reliability"].items():
        stated.append(f"| {level} to {float(level) + 0.1:.1f} | {right:,} | {asked:,} | {100 * right / asked:.1f}% |")
    return "\n\n".join(
        [
            "## What is read of made telegrams",
            f"{made['telegrams']:,} telegrams of both layouts, seed {made['seed']}, {made['words']:,} words, damaged"
            + UNDER_MADE,
            "\n".join(measures),
            UNDER_MEASURES,
            "### By kind of damage",
            "\n".join(kinds),
            UNDER_KINDS,
            "### Stated confidence",
            "Of the repairs, applied from 0.8 on and only suggested below, how many are right.",
            "\n".join(stated),
            "![Stated confidence and share of right repairs](measured/reliability.svg)",
        ]
    )


def _share(name: str, share: float) -> str:
    return f"{1e5 * (1 - share):.2f} of 100,000 changed" if name == "words kept" else f"{100 * share:.2f}%"


# plots


def plots() -> dict[str, str]:
    """The plots by their names, as SVG."""
    found: dict[str, str] = {}
    if scale := loaded("scale.json"):
        sizes = {int(count): found_ for count, found_ in sorted(scale["sizes"].items(), key=lambda item: int(item[0]))}
        for name, field, title in (
            ("time", "processor", "seconds of processor time"),
            ("memory", "memory", "MB of memory"),
        ):
            lines = {
                step: [(count, each[step][field]) for count, each in sizes.items() if step in each] for step in STEPS
            }
            found[f"{name}.svg"] = growth({step: line for step, line in lines.items() if line}, title)
    if made := loaded("made.json"):
        found["reliability.svg"] = diagram(made["reliability"])
    return found


_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 560, 320, 70, 46, 16


def growth(lines: dict[str, list[tuple[float, float]]], title: str) -> str:
    """Lines over the number of telegrams, both axes in powers of ten."""
    points = [point for line in lines.values() for point in line]
    low_x, high_x = _decades([x for x, _ in points])
    low_y, high_y = _decades([y for _, y in points])

    def at(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / (high_x - low_x)
        up = (math.log10(max(y, 10**low_y)) - low_y) / (high_y - low_y)
        return _LEFT + across * (_WIDTH - _LEFT - 90), _HEIGHT - _BOTTOM - up * (_HEIGHT - _BOTTOM - _TOP)

    drawn = [_axes("telegrams", title)]
    for power in range(low_x, high_x + 1):
        x, y = at(10**power, 10**low_y)
        drawn.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low_y, high_y + 1):
        x, y = at(10**low_x, 10**power)
        said = f"{10**power:,}" if power >= 0 else f"{10.0**power:g}"
        drawn.append(f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{said}</text>')
        drawn.append(f'<line x1="{x:.0f}" y1="{y:.0f}" x2="{_WIDTH - 90}" y2="{y:.0f}" stroke="#ddd"/>')
    for step, line in lines.items():
        places = [at(x, y) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[step]}" stroke-width="2"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{COLOURS[step]}"/>' for x, y in places]
        x, y = places[-1]
        drawn.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}" fill="{COLOURS[step]}">{step}</text>')
    return _svg(drawn)


def _decades(values: list[float]) -> tuple[int, int]:
    low, high = (
        math.floor(math.log10(max(min(values), 0.01))),
        math.ceil(math.log10(max(*values, 0.02))),
    )
    return low, max(high, low + 1)


def diagram(reliability: dict[str, list[int]]) -> str:
    """Stated confidence against the share that is right; the area of a point tells how many there are."""

    def at(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x * (_WIDTH - _LEFT - 90), _HEIGHT - _BOTTOM - y * (_HEIGHT - _BOTTOM - _TOP)

    drawn = [_axes("stated confidence", "share that is right")]
    (x1, y1), (x2, y2) = at(0, 0), at(1, 1)
    drawn.append(f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" stroke="#999" stroke-dasharray="4"/>')
    for tenth in range(0, 11, 2):
        x, y = at(tenth / 10, 0)
        drawn.append(f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle">{tenth / 10:.1f}</text>')
        x, y = at(0, tenth / 10)
        drawn.append(f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end">{tenth / 10:.1f}</text>')
    for level, (right, asked) in reliability.items():
        x, y = at(float(level) + 0.05, right / asked)
        radius = 3 + 2 * math.log10(asked)
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#4477aa" fill-opacity="0.7"/>')
        drawn.append(f'<text x="{x + radius + 3:.0f}" y="{y + 4:.0f}">{asked:,}</text>')
    return _svg(drawn)


def _axes(across: str, up: str) -> str:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - 90
    middle = (_TOP + bottom) // 2
    return (
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="#333"/>'
        f'<line x1="{_LEFT}" y1="{_TOP}" x2="{_LEFT}" y2="{bottom}" stroke="#333"/>'
        f'<text x="{(_LEFT + right) // 2}" y="{_HEIGHT - 8}" text-anchor="middle">{across}</text>'
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{up}</text>'
    )


def _svg(drawn: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
        ' font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="white"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


if __name__ == "__main__":
    (FOLDER / "measurements.md").write_text(page(), encoding="utf-8")
    for name, drawn in plots().items():
        (MEASURED / name).write_text(drawn, encoding="utf-8")
