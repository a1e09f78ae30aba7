"""How fast the reading room answers: `python bench/room.py [ARCHIVE] [REQUESTS]`.

Asks the room over an archive that is there (such as `bench/search.py 100000 FOLDER` leaves behind; by default one of
2,000 telegrams that is made for it), without a server between, for telegrams taken at random and for typical
questions, each once, and prints the median and the 95th percentile of each kind of page: on the clock, and in processor
time, which does not depend on who else is at work.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from making.telegrams import Chain, made_telegrams
from starlette.testclient import TestClient

from reftel.archive import open_archive, open_writer
from reftel.web.app import make_app

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUESTIONS = (
    "minister", "president", "embassy", "the", "minister talks", "government economic policy", "said",
    '"economic policy"', '"prime minister"', "tags:PGOV", "class:s minister", "dtg:1974 trade", "election opposition",
    "oil price", "sort:-dtg embassy", "karimov", "visit delegation", "military aid", "human rights",
)  # fmt: skip
MADE = 2_000  # telegrams, where no archive is named


def addresses(folder: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    """Kinds of page, each with the addresses that are asked for."""
    chosen = random.Random(7)  # noqa: S311
    with open_archive(folder) as archive:
        last = archive.connection.execute("SELECT max(key) FROM telegram").fetchone()[0]
        keys = [chosen.randint(1, last) for _ in range(count)]
        ids = [
            row[0]
            for key in keys
            for row in archive.connection.execute("SELECT id FROM telegram WHERE key = ?", (key,))
        ]
        places = [archive.entry(name) for name in ids[: count // 4]]
    yield "entrance", ["/"] * 10
    yield "search", [f"/search?q={question.replace(' ', '+')}" for question in QUESTIONS]
    yield "search, page 5", [f"/search?q={question.replace(' ', '+')}&offset=100" for question in QUESTIONS]
    yield "telegram", [f"/t/{name}" for name in ids]
    yield "telegram, from a search", [f"/t/{name}?q=minister+government" for name in ids]
    yield "as received", [f"/t/{name}?view=received" for name in ids[: count // 2]]
    yield "explained", [f"/t/{name}?view=explained" for name in ids[: count // 2]]
    yield "record (JSON)", [f"/t/{name}.json" for name in ids[: count // 2]]
    yield "post and year", [f"/post/{one.post}/{one.year}" for one in places if one.post and one.year]


def ask(client: TestClient, asked: Iterable[str]) -> tuple[list[float], list[float]]:
    """Milliseconds on the clock and of the processor for each address."""
    clock, processor = [], []
    for address in asked:
        began, spent = time.perf_counter(), time.process_time()
        answer = client.get(address)
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - spent))
        assert answer.status_code == 200, (address, answer.status_code)
    return clock, processor


def main(folder: Path, count: int) -> None:
    """Print a line for each kind of page."""
    with TestClient(make_app(folder), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        client.get("/")
        client.get("/search?q=warm")
        everything: list[float] = []
        print(f"{'page':24} {'asked':>6} {'median':>9} {'95%':>9}   {'processor':>9} {'95%':>9}   (ms)")
        for name, asked in addresses(folder, count):
            clock, processor = ask(client, asked)
            everything += clock
            row = (*map(of, (clock, processor)),)
            print(f"{name:24} {len(asked):6} {row[0][0]:9.1f} {row[0][1]:9.1f}   {row[1][0]:9.1f} {row[1][1]:9.1f}")
        median, most = of(everything)
        print(f"{'all':24} {len(everything):6} {median:9.1f} {most:9.1f}")


def of(took: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    ordered = sorted(took)
    return statistics.median(ordered), ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]


if __name__ == "__main__":
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]), requests)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            with open_writer(Path(temporary)) as writer:
                writer.add_all(made_telegrams(Chain(Path("../shared")), MADE))
            main(Path(temporary), requests)
