"""How often the telegram that answers a question is among the first five found.

    python evaluation/relevance.py ../shared             success@5, with and without other spellings
    python evaluation/relevance.py ../shared --failures  every question that failed

`relevance_pairs.csv` has 80 questions, each with the number of the telegram that it asks for: 40 on the sample
collection and 40 on real telegrams, all held in one archive. They were written before anything was tuned to them. The
floors in `floors.json` only rise.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from reftel.archive import Archive, add_places, open_archive, open_writer
from reftel.intake import read_one_place
from reftel.sample import sample_folder
from reftel.sources import find_places

PAIRS = Path(__file__).with_name("relevance_pairs.csv")
FLOORS = Path(__file__).with_name("floors.json")
FIRST = 5
WAYS = {"with other spellings": False, "as typed": True}
#: What the floors are on; the other rows leave out what `Found.also` gives beside hits that have all words.
WHOLE = "answer"


class Pair(NamedTuple):
    """A question, and the number of the telegram that answers it; `where` says which collection has it."""

    where: str
    mrn: str
    question: str


def pairs() -> list[Pair]:
    """All pairs, in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [Pair(row["where"], row["mrn"], row["question"]) for row in csv.DictReader(file)]


def rank(archive: Archive, pair: Pair, *, exact: bool, part: str) -> int | None:
    """At which place the telegram stands, from 1; `None` where it is not among the first ten."""
    found = archive.find(pair.question, limit=10, exact=exact, passages=0)
    shown = (*found.hits, *found.also) if part == WHOLE else found.hits
    return next((place for place, hit in enumerate(shown, start=1) if hit.entry.mrn == pair.mrn), None)


def measure(archive: Archive, asked: list[Pair], way: str, part: str, *, failures: bool) -> dict[str, float]:
    """Success@5 by collection, printed; `part` is the whole answer or its counted hits alone."""
    ranks = [rank(archive, pair, exact=WAYS[way], part=part) for pair in asked]
    scores = {}
    for where in ("sample", "corpora", "all"):
        of = [place for pair, place in zip(asked, ranks, strict=True) if where in {pair.where, "all"}]
        success = 100 * sum(place is not None and place <= FIRST for place in of) / len(of)
        reciprocal = sum(1 / place for place in of if place) / len(of)
        print(f"{way:21} {part:7} {where:8} success@5 {success:5.1f}   MRR@10 {reciprocal:.3f}   ({len(of)})")
        scores[f"{way}, {where}"] = success
    for pair, place in zip(asked, ranks, strict=True) if failures else ():
        if place is None or place > FIRST:
            print(f"    {place or 'no'}  {pair.mrn}  {pair.question}")
    return scores


def main(shared: Path, *, failures: bool) -> int:
    """Print the table; 1 where a floor is not reached."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")).get("relevance", {})
    places = [sample_folder() / "telegrams", shared / "corpora", shared / "seed"]
    scores: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "archive"
        with open_writer(folder) as writer:
            add_places(writer, find_places(places), read_one_place)
        with open_archive(folder) as archive:
            for way in WAYS:
                scores |= measure(archive, pairs(), way, WHOLE, failures=failures)
                measure(archive, pairs(), way, "hits", failures=False)
    fallen = [name for name, floor in floors.items() if scores.get(name, 0) < floor]
    for name in fallen:
        print(f"below its floor of {floors[name]}: {name}")
    return int(bool(fallen))


if __name__ == "__main__":
    place = Path(next((word for word in sys.argv[1:] if not word.startswith("-")), "../shared"))
    if not (place / "corpora").is_dir():
        print(f"skipped: the real telegrams ({place}/corpora) are not here")
    else:
        sys.exit(main(place, failures="--failures" in sys.argv))
