"""How fast telegrams are understood: `python bench/understanding.py [FOLDER]`.

Prints words a second on one core for the whole analysis (names, people, statements, dates, meetings, relations) of
telegrams that are read already: the sample's, and those of a folder where one is given. Processor time, best of three.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from measuring.processes import here

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.telegram import Telegram

ROUNDS = 3


def telegrams(folder: Path) -> list[Telegram]:
    """Every telegram under a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [one for path in files for one in read_path(path) if not isinstance(one, Unreadable)]


def rate(several: list[Telegram]) -> float:
    """Words understood in a second of processor time."""
    words = sum(len(paragraph.text.split()) for telegram in several for paragraph in telegram.paragraphs)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for telegram in several:
            analyze(telegram)
        best = min(best, time.process_time() - begun)
    return words / best


def main() -> None:
    """Print the rates."""
    for name, folder in (("sample", sample_folder() / "telegrams"), *((name, here(name)) for name in sys.argv[1:])):
        several = telegrams(folder)
        print(f"{name:30} {len(several):6} telegrams  {rate(several):10,.0f} words/s")


if __name__ == "__main__":
    main()
