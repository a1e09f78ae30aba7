"""Adds made-up telegrams to an archive and says after each commit how many are in it: a program to be killed.

python adding_until_killed.py FOLDER COUNT PROCESSES
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from made_telegrams import made_telegram
from reftel.archive import Report, add_places, open_writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram


def read(place: int) -> Iterator[tuple[Telegram, bytes]]:
    yield made_telegram(place, length=200)


def say(report: Report) -> None:
    print(report.places, flush=True)


def main() -> None:
    folder, count, processes = sys.argv[1:]
    print("began", flush=True)
    with open_writer(Path(folder)) as writer:
        add_places(writer, range(int(count)), read, processes=int(processes), heard=say)


if __name__ == "__main__":
    main()
