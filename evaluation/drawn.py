"""Names of persons drawn at random from real telegrams, for a person to judge: who is none, or has a word too many?

    python evaluation/drawn.py ../shared --seed 1            100 persons, each with the words around the first place
    python evaluation/drawn.py ../shared --seed 1 --many 50  fewer of them

The draw is over the persons whom the paragraphs of all telegrams of the corpora name, each counted once in a telegram;
those whose name was taken out before publication (XXXXXXXXXXXX) are left out, and so are those of the heading and the
signature, who are nearly always right. The same seed gives the same places as long as the rules find
the same persons. docs/statements.md has what the draws of each set of rules were judged to be.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import NamedTuple

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path

_AROUND = 60  # characters on either side
_KEPT_UNREAD = ("03ABUDHABI2641", "09NAIROBI2497")  # for other tests


class Drawn(NamedTuple):
    """A person as found: in which file, under which name, among which words."""

    file: str
    name: str
    words: str


def persons(shared: Path) -> list[Drawn]:
    """Every person of every telegram of the corpora, at the first place that names him or her."""
    found: list[Drawn] = []
    for path in sorted(shared.glob("corpora/*/*")):
        telegram = None if path.stem in _KEPT_UNREAD else next(iter(read_path(path)), None)
        if telegram is None or isinstance(telegram, Unreadable):
            continue
        analysis = analyze(telegram)
        places = [(one.start, one.end) for one in telegram.paragraphs]
        first = {
            one.entity: one
            for one in reversed(analysis.mentions)
            if not one.pronoun
            and one.type == "person"
            and any(start <= one.start and one.end <= end for start, end in places)
        }
        for entity in analysis.entities:
            mention = first.get(entity.id)
            if entity.type != "person" or mention is None or "xxxx" in mention.text.lower():
                continue
            before = telegram.text[max(0, mention.start - _AROUND) : mention.start]
            after = telegram.text[mention.end : mention.end + _AROUND]
            shown = f"{before}[{telegram.text[mention.start : mention.end]}]{after}"
            found.append(Drawn(path.stem, " ".join(entity.name.split()), " ".join(shown.split())))
    return found


def main() -> int:
    """Print the draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--many", type=int, default=100)
    asked = parser.parse_args()
    if not (asked.shared / "corpora").is_dir():
        print("skipped: the folder of real telegrams is not here")
        return 0
    found = persons(asked.shared)
    drawn = random.Random(asked.seed).sample(found, min(asked.many, len(found)))  # noqa: S311
    for number, one in enumerate(drawn, start=1):
        print(f"{number:3}  {one.name}\n     {one.file}: {one.words}")
    print(f"{len(drawn)} of {len(found):,} persons")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
