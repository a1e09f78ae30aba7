"""How time and memory grow with the size of a collection: made, added and indexed, found, analysed.

    python bench/scale.py                          1,000 and 4,000 telegrams
    python bench/scale.py 10000 100000 250000      these sizes; the last takes hours
    python bench/scale.py 10000 --no-analysis
    python bench/scale.py 10000 --save FILE        for docs/measurements.md; sizes that the file holds stay

Each step is a process of its own, with the commands that people use. Processor time counts all cores; where others use
the machine too it says more than the clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring.processes import Spent, machine, run, size

from reftel import __version__
from reftel.archive import open_archive

SIZES = (1_000, 4_000)
QUESTIONS = (
    "minister", "treaty", "court", "ambassador", "sculptor", "drought", "refinery", "pilgrimage", "prime minister",
    "harvest poet", '"prime minister"', '"said that the"', '"party chairman"', "tariff", "election protocol", "patrol",
    "amnesty", "the", "of the", "fish coffee sugar",
)  # fmt: skip
SHOWN = 20


def measure(folder: Path, count: int, *, analysis: bool) -> dict[str, Any]:
    """All steps at one size."""
    reftel = [sys.executable, "-c", "from reftel.cli import main; main()"]
    made, archive = folder / f"made-{count}", folder / f"archive-{count}"
    steps: dict[str, Spent] = {}
    steps["make"] = run([*reftel, "make", str(made), "--count", str(count), "--seed", "7", "--zip"])
    steps["add"] = run([*reftel, "--archive", str(archive), "add", str(made / "telegrams")])
    if analysis:
        steps["analyze"] = run([*reftel, "--archive", str(archive), "analyze"])
    found: dict[str, Any] = {name: spent._asdict() for name, spent in steps.items()}
    found["find"] = latencies(archive)
    found["archive"] = size(archive)
    found["texts"] = size(made / "telegrams")
    return found


def latencies(folder: Path) -> dict[str, float]:
    """Milliseconds for the first twenty hits with their passages: the median and the slowest of the questions."""
    best = []
    with open_archive(folder) as archive:
        for question in QUESTIONS:
            took = []
            for _ in range(3):
                began = time.perf_counter()
                archive.find(question, limit=SHOWN)
                took.append(1000 * (time.perf_counter() - began))
            best.append(min(took))
    return {"median": statistics.median(best), "slowest": max(best)}


def tell(count: int, found: dict[str, Any]) -> None:
    print(f"{count:,} telegrams; archive {found['archive']:,.0f} MB")
    for name in ("make", "add", "analyze"):
        if name in found:
            spent = Spent(**found[name])
            print(
                f"  {name:8} {spent.wall:9.1f} s, {spent.processor:9.1f} s of processor time"
                f" ({1000 * spent.processor / count:6.2f} ms each), {spent.memory:6.0f} MB"
            )
    print(f"  find     {found['find']['median']:9.1f} ms median, {found['find']['slowest']:.1f} ms slowest")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--no-analysis", action="store_true")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--folder", type=Path, help="where the collections go, and stay; a temporary one otherwise")
    asked = parser.parse_args()
    results: dict[str, Any] = {"version": __version__, "machine": machine(), "sizes": {}}
    if asked.save and asked.save.exists():
        results["sizes"] = json.loads(asked.save.read_text(encoding="utf-8"))["sizes"]
    with tempfile.TemporaryDirectory() as temporary:
        for count in asked.sizes:
            found = measure(asked.folder or Path(temporary), count, analysis=not asked.no_analysis)
            tell(count, found)
            results["sizes"][str(count)] = found
            if asked.save:
                asked.save.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
