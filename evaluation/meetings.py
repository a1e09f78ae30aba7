"""Who takes part in meetings, against readings by hand.

    python evaluation/meetings.py ../shared          what is right of those named, what is found, and the floors
    python evaluation/meetings.py ../shared --pin    raise the floors to today's shares; they are never lowered

`meetings_checked.csv` has meetings drawn at random: each by the place of the words that say that there was one, those
that rules found in it, with the verdict of a reader, and whom they overlooked. Of `tuned` meetings an earlier version
found everybody in the sentence; the rules were mended with these. `held` were drawn and read afterwards. Right: of all
checked persons that are named at that place now; found: of all who took part.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.floors import settle_shares
from scoring.shares import Shares

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path
from reftel.model.analysis import POST

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

HERE = Path(__file__).parent
#: So many characters away the words for a meeting can stand that rules name as the same.
NEAR = 120


_PARTICLES = frozenset(("bin", "von", "van", "the", "and", "al", "de", "da", "of"))


def checked() -> dict[str, list[tuple[int, frozenset[str], bool, str]]]:
    """By telegram: the place of the meeting, who (the words of the name), whether rightly, and the draw."""
    found: dict[str, list[tuple[int, frozenset[str], bool, str]]] = defaultdict(list)
    with (HERE / "meetings_checked.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[row["id"]].append((int(row["start"]), words_of(row["who"]), row["verdict"] == "right", row["drawn"]))
    return found


def words_of(*names: str) -> frozenset[str]:
    """The words of names by which a person is known again, whichever form rules of naming choose."""
    return frozenset(word for name in names for word in name.lower().split() if len(word) > 1) - _PARTICLES


def met_at(telegram: Telegram) -> list[tuple[int, frozenset[str]]]:
    """The meetings found now: where their words stand, and the words of all who take part."""
    analysis = analyze(telegram)
    forms = {one.id: words_of(one.name, *one.forms) for one in analysis.entities} | {POST: frozenset((POST,))}
    return [
        (one.start, frozenset(word for who in one.participants for word in forms[who])) for one in analysis.meetings
    ]


def main(arguments: list[str]) -> int:
    """Print the shares; 1 where one fell below its floor."""
    wanted, shares = checked(), Shares()
    for path in sorted(Path(arguments[0]).glob("corpora/*/*")):
        for telegram in read_path(path):
            if isinstance(telegram, Unreadable) or telegram.id not in wanted:
                continue
            met = met_at(telegram)
            for start, who, right, drawn in wanted[telegram.id]:
                named = any(who & people for at, people in met if abs(at - start) <= NEAR)
                if named:
                    shares.add(f"{drawn}, right", right=right)
                if right:
                    shares.add(f"{drawn}, found", right=named)
    for name, (right_ones, of) in sorted(shares.counts().items()):
        print(f"{name:16}{right_ones:4} of {of:4}  {shares.share(name):.0%}")
    return settle_shares(shares, "meetings", pin="--pin" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
