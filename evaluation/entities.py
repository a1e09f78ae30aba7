"""How well people, organisations and places are found in telegrams in capitals, against readings by hand.

    python evaluation/entities.py ../shared           precision, recall and F1 of exact places, and the floors
    python evaluation/entities.py ../shared --list    what is missed, what is too much
    python evaluation/entities.py ../shared --pin     raise the floors to today's scores

The readings beside this program hold places only, by the hash of the file. A name is marked without its title; offices
without a name, adjectives (BOLIVIAN), the post's own EMBASSY and the DEPARTMENT are not marked. The rules were made
with the set `dev` at hand; the set `unseen` was read by hand before, and its first figure is in docs/statements.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
TYPES = ("person", "organisation", "place")
Mark = tuple[int, int, str]


class Case(NamedTuple):
    """A telegram with the names marked by hand and those found."""

    name: str
    kind: str
    telegram: Telegram
    gold: set[Mark]
    found: set[Mark]


def cases(shared: Path) -> Iterator[Case]:
    """The marked telegrams that are here, found by their hash."""
    wanted = {}
    for place in sorted((HERE / "entities").glob("*.json")):
        reading = json.loads(place.read_text("utf-8"))
        wanted[reading["sha256"]] = reading
    for path in sorted(shared.glob("corpora/*/*")):
        reading = wanted.get(hashlib.sha256(path.read_bytes()).hexdigest())
        telegram = next(iter(read_path(path)), None) if reading else None
        if reading is None or telegram is None or isinstance(telegram, Unreadable):
            continue
        if reading.get("capitals"):
            telegram = in_capitals(telegram)
        places = [(one.start, one.end) for one in telegram.paragraphs if one.number in reading["paragraphs"]]
        found = {
            (one.start, one.end, str(one.type))
            for one in analyze(telegram).mentions
            if not one.pronoun
            and one.type in TYPES
            and any(start <= one.start and one.end <= end for start, end in places)
        }
        gold = {(start, end, kind) for start, end, kind in reading["mentions"]}
        yield Case(path.stem, reading["set"], telegram, gold, found)


def in_capitals(telegram: Telegram) -> Telegram:
    """The same telegram as the network of the 1970s would have printed it: every place stays where it is."""
    capitals = telegram.text.upper()
    return read_text(capitals if len(capitals) == len(telegram.text) else telegram.text)[0]


def scores(gold: int, found: int, right: int) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    precision, recall = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return precision, recall, 2 * right / (gold + found) if gold + found else 0.0


def row(name: str, several: list[Case], kind: str | None = None) -> tuple[str, float]:
    """A line of the table, over all names of several telegrams together; of one type where `kind` is given."""
    gold = sum(sum(kind in (None, mark[2]) for mark in one.gold) for one in several)
    found = sum(sum(kind in (None, mark[2]) for mark in one.found) for one in several)
    right = sum(sum(kind in (None, mark[2]) for mark in one.gold & one.found) for one in several)
    precision, recall, f1 = scores(gold, found, right)
    return f"{name:34}{gold:5} marked  precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}", f1


def main() -> int:
    """Print the table; 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--pin", action="store_true")
    asked = parser.parse_args()
    if not (asked.shared / "corpora").is_dir():
        print("skipped: the folder of real telegrams is not here")
        return 0
    sets: dict[str, list[Case]] = defaultdict(list)
    for case in cases(asked.shared):
        sets[case.kind].append(case)
        print(row(f"{case.kind} {case.name}", [case])[0])
        if asked.list:
            for sign, marks in (("-", case.gold - case.found), ("+", case.found - case.gold)):
                for start, end, kind in sorted(marks):
                    print(f"  {sign} {kind}: {' '.join(case.telegram.text[start:end].split())}")
    floors = json.loads(FLOORS.read_text("utf-8"))
    kept = floors.setdefault("entities", {})
    fallen = 0
    for name, several in sorted(sets.items()):
        for kind in TYPES:
            print(row(f"{name}: {kind}", several, kind)[0])
        text, f1 = row(f"{name}: all", several)
        print(text)
        fallen += f1 < kept.get(name, 0.0) - 0.0005
        if asked.pin:
            kept[name] = max(round(f1, 3), kept.get(name, 0.0))
    if asked.pin:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
