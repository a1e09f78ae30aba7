"""How fast the archive adds, finds and checks: `python bench/archive.py [COUNT] [FOLDER]`.

Makes a collection of COUNT telegrams (see `reftel make`) in FOLDER (by default 10,000 in a temporary one), adds it to a
new archive on all cores, and prints what it took: telegrams a second, processor time, memory of all processes together.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

from measuring.processes import Memory, cpu, size

from reftel.archive import Archive, Writer, add_places, open_archive, open_writer
from reftel.intake import read_one_place
from reftel.making import make_collection, rates_of
from reftel.sources import find_places

QUESTIONS = (
    "minister", "river", "the", "court", "ambassador", "kamarietti", "jorkeselayo", "sculptor",
    "river treaty", "prime minister talks", "court president chamber", "gates water gauge", "said that", "of the",
    '"prime minister"', '"the river"', '"said that the"', '"party chairman"', '"foreign minister anton"',
    "tariff", "policy", "elections", "crisis", "harvest poet",
)  # fmt: skip


def add(writer: Writer, folder: Path, count: int, what: str) -> None:
    memory, before, began = Memory(), cpu(), time.perf_counter()
    memory.start()
    report = add_places(writer, find_places([folder]), read_one_place)
    took = time.perf_counter() - began
    mine, readers = (1000 * (now - then) / count for now, then in zip(cpu(), before, strict=True))
    print(
        f"{what}: {count / took:,.0f} telegrams/s by the clock; processor time for each {mine:.2f} ms writing and"
        f" indexing, {readers:.2f} ms reading, which is {2000 / (mine + readers):,.0f}/s for two cores that do nothing"
        f" else; {memory.stop():.0f} MB; {report.added}, {report.failures.total} failed"
    )


def find(archive: Archive) -> None:
    times = []
    for question in QUESTIONS:
        took = []
        for _ in range(5):
            began = time.perf_counter()
            archive.find(question, limit=20)
            took.append(1000 * (time.perf_counter() - began))
        times.append((min(took), question, archive.find(question, limit=1).total))
    times.sort()
    print(f"find, top 20 with passages: median {times[len(times) // 2][0]:.1f} ms, slowest:")
    for took_best, question, total in times[-4:]:
        print(f"    {took_best:6.1f} ms  {question} ({total:,} hits)")


def timed(what: str, work: object) -> None:
    assert callable(work)
    began = time.perf_counter()
    result = work()
    print(f"{what}: {time.perf_counter() - began:.2f} s; {result}")


def main(count: int, folder: Path) -> None:
    files = folder / f"collection-{count}"
    if not files.exists():
        timed(
            "made the collection",
            lambda: make_collection(files, count, seed=7, rates=rates_of("realistic"), zipped=True),
        )
    place = folder / "archive"
    shutil.rmtree(place, ignore_errors=True)
    with open_writer(place) as writer:
        add(writer, files / "telegrams", count, "add")
        began = time.perf_counter()
    print(f"finished the index in {time.perf_counter() - began:.1f} s more")
    print(f"archive.sqlite {size(place) - size(place / 'index'):.0f} MB, index {size(place / 'index'):.0f} MB")
    with open_writer(place) as writer:
        add(writer, files / "telegrams", count, "add again")
    with open_archive(place) as archive:
        find(archive)
        timed("stats", lambda: f"{archive.stats().telegrams:,} telegrams")
        timed("list", lambda: f"{sum(1 for _ in archive.list()):,} telegrams")
        timed("read all", lambda: f"{sum(len(t.text) for t in archive.telegrams()) / 1e6:.0f} million characters")
        timed("check", lambda: f"{sum(1 for _ in archive.check()):,} findings")
        shutil.rmtree(place / "index")
        timed("made the index anew", lambda: f"{archive.find('minister').total:,} hits")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(number, Path(temporary))
