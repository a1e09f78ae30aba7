"""Sentences without a cue that are taken for what somebody goes on saying, against readings by hand.

    python evaluation/continued.py ../shared          what is right of them, what is left out, and the floors
    python evaluation/continued.py ../shared --pin    raise the floors to today's shares; they are never lowered

`continued_checked.csv` has sentences drawn at random from those that rules took for continued speech, each by the place
where it begins and with the verdict of a reader: whether whoever is named as its speaker said it. `tuned` are those
that the rules were mended with, `held` those drawn and read afterwards. A sentence counts for the construction that it
has now; what is left out now is shown beside it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.floors import settle_shares
from scoring.shares import Shares

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

HERE = Path(__file__).parent
KINDS = ("continued", "continued-present")


def checked() -> dict[str, dict[int, tuple[str, str]]]:
    """By telegram and the place where a sentence begins: the verdict, and in which draw it came."""
    found: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    with (HERE / "continued_checked.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[row["id"]][int(row["start"])] = row["verdict"], row["drawn"]
    return found


def telegrams_of(shared: Path, wanted: set[str]) -> Iterator[Telegram]:
    """The telegrams of the corpora that sentences were drawn from."""
    for path in sorted(shared.glob("corpora/*/*")):
        for telegram in read_path(path):
            if not isinstance(telegram, Unreadable) and telegram.id in wanted:
                yield telegram


def main(arguments: list[str]) -> int:
    """Print the shares; 1 where one fell below its floor."""
    places = checked()
    shares, left_out = Shares(), Counter[tuple[str, str]]()
    for telegram in telegrams_of(Path(arguments[0]), set(places)):
        now = {one.content[0].start: one.construction for one in analyze(telegram).statements if one.content}
        for start, (verdict, drawn) in places[telegram.id].items():
            if now.get(start) in KINDS:
                shares.add(f"{drawn}, {now[start]}", right=verdict == "right")
            else:
                left_out[drawn, verdict] += 1
    for name, (right, of) in sorted(shares.counts().items()):
        print(f"{name:28}{right:4} of {of:4} right  {shares.share(name):.0%}")
    for drawn in ("held", "tuned"):
        print(f"{drawn}, left out now: {left_out[drawn, 'right']} right, {left_out[drawn, 'wrong']} wrong")
    return settle_shares(shares, "continued", pin="--pin" in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
