"""How fast an archive answers: `python bench/search.py [COUNT] [FOLDER]`.

Makes COUNT telegrams of about 7 kB (by default 2,000; 100,000 take a quarter of an hour) as records in FOLDER (by
default a temporary one; an archive that is there is used), and prints what 60 typical questions take, the filter by
sender, the export of all hits, the index, and how well near duplicates are found.
"""

from __future__ import annotations

import gc
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from making.telegrams import KINDS, Chain, made_telegrams, planted

from reftel.analysis.twins import all_twins
from reftel.archive import MAIN_FACETS, Archive, open_archive, open_writer

#: Sixty questions as people ask them: rare, common, AND, phrase, prefix, fuzzy, field and term, dates, facets.
QUESTIONS = """
nazarbayev
qadhafi
khrushchev
karimov
denmentko
berlusconi
minister
government
president
embassy
the
said
minister talks
government economic policy
president election opposition
ambassador foreign minister meeting
nuclear iran sanctions
copper mine strike
border dispute treaty
military assistance credit
"foreign minister"
"prime minister"
"united states"
"terrorist financing"
"said that the"
"ministry of foreign affairs"
diplom*
negotiat*
minist* econom*
wom?n
terror* financ*
kazakh*
nazarbaev~1
berlusconni~1
qadafi~2
parlament~1
minister w/5 resign*
"oil gas"~10
president NEAR/5 elections
iran /s nuclear
from:paris minister
to:state iran
info:moscow gas
tags:PGOV elections
class:secret nuclear
caption:nodis president
post:lapaz mining
prec:immediate attack
dtg:1974 wheat
dtg:1975-01..1975-06 embassy
before:1974 president
after:1978 government
from:london dtg:1976 oil
tags:ECON,EFIN bank -loan
subject:minister
(coup OR rebellion) army
police -military
minister OR ambassador
post:tehran
"human rights" tags:PHUM sort:-dtg
""".strip().splitlines()
WITH_FACETS = frozenset(("dtg:1975-01..1975-06 embassy", "minister talks", "tags:PGOV elections", "government"))
SENDERS = ("from:paris", "to:state", "post:lapaz", "info:moscow", "from:oslo", "to:tokyo")
COMMON = "government"


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def build(folder: Path, count: int) -> None:
    began, spent = time.perf_counter(), cpu()
    chain = Chain(Path("../shared"))
    telegrams = made_telegrams(chain, count)
    characters = 0
    with open_writer(folder) as writer:
        while batch := [*islice(telegrams, 200)]:
            characters += sum(len(content) for _, content in batch)
            writer.add_all(batch)
    print(
        f"made and added {count:,} telegrams, {characters / 1e6:,.0f} MB: {time.perf_counter() - began:,.0f} s,"
        f" {cpu() - spent:,.0f} s of processor"
    )


def best_of(archive: Archive, question: str, limit: int = 20, times: int = 5) -> float:
    """Milliseconds of processor time, the best of several: others may be at work on the same machine.

    A question is answered by one thread that never waits, so that on a quiet machine this is how long it takes.
    """
    facets = MAIN_FACETS if question in WITH_FACETS else ()
    took = []
    for _ in range(times):
        began = time.process_time()
        archive.find(question, limit=limit, facets=facets)
        took.append(1000 * (time.process_time() - began))
    return min(took)


def questions(archive: Archive) -> None:
    archive.find("minister")
    gc.collect()
    timed = sorted((best_of(archive, question), question) for question in QUESTIONS)
    took = [each for each, _ in timed]
    print(
        f"{len(took)} questions, top 20 with passages: median {statistics.median(took):.1f} ms,"
        f" 95% {took[int(len(took) * 0.95) - 1]:.1f} ms, slowest:"
    )
    for each, question in timed[-8:]:
        print(f"    {each:6.1f} ms  {question} ({archive.find(question, limit=1).total:,} hits)")
    senders = [best_of(archive, question, limit=1) for question in SENDERS]
    print(f"filter by sender or addressee: slowest of {len(senders)} {max(senders):.1f} ms")


def export(archive: Archive) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, spent = time.perf_counter(), cpu()
    count = sum(1 for _ in archive.find_all(COMMON))
    took, used = time.perf_counter() - began, cpu() - spent
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"export of all {count:,} hits of {COMMON!r}: {count / took:,.0f} telegrams/s ({count / used:,.0f} a second of"
        f" processor), memory {grown:+.0f} MB"
    )


def index(folder: Path) -> None:
    size = sum(file.stat().st_size for file in (folder / "index").iterdir())
    with open_archive(folder) as archive:
        text = archive.stats().source_bytes
    words = sum(file.stat().st_size for file in (folder / "index").glob("words*"))
    print(f"index {size / 1e6:,.0f} MB ({words / 1e6:,.0f} MB of it words), {100 * size / text:.0f}% of the text")
    shutil.rmtree(folder / "index")
    began, spent = time.perf_counter(), cpu()
    with open_archive(folder) as archive:
        archive.refresh_index()
    print(f"index made anew in {time.perf_counter() - began:,.0f} s ({cpu() - spent:,.0f} s of processor)")


def twins(folder: Path) -> None:
    """How many of the planted near duplicates are found, and how much of what is found was planted."""
    began, spent = time.perf_counter(), cpu()
    with open_archive(folder) as archive:
        count = archive.stats().telegrams
        kinds = {(entry.number, twin.entry.number): twin.kind for entry, twin in all_twins(archive)}
    took, used = time.perf_counter() - began, cpu() - spent
    found = {frozenset(pair) for pair in kinds}
    plants = [plant for nth in range(count) if (plant := planted(nth))]
    true = {frozenset((plant.original, plant.copy)) for plant in plants}
    by_original: dict[int, set[int]] = {}
    for plant in plants:
        by_original.setdefault(plant.original, {plant.original}).add(plant.copy)
    related = {frozenset((one, other)) for group in by_original.values() for one in group for other in group}
    print(
        f"near duplicates among {count:,}: {took:,.0f} s ({used:,.0f} s of processor), {len(true)} planted,"
        f" recall {100 * len(true & found) / len(true):.1f}%,"
        f" precision {100 * len(found & related) / max(len(found), 1):.1f}% of {len(found)} pairs"
    )
    for kind in KINDS:
        of = [plant for plant in plants if plant.kind == kind]
        seen = [kinds.get((plant.copy, plant.original)) or kinds.get((plant.original, plant.copy)) for plant in of]
        print(f"    {kind}: {sum(map(bool, seen))} of {len(of)}, called {dict(Counter(filter(None, seen)))}")


def main(count: int, folder: Path) -> None:
    if not (folder / "archive.sqlite").exists():
        build(folder, count)
    with open_archive(folder) as archive:
        questions(archive)
        export(archive)
    index(folder)
    twins(folder)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(number, Path(temporary))
