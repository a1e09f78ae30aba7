"""How fast the reading room answers, alone and with 20 readers while telegrams are added.

    python bench/readers.py [FOLDER] [--count N] [--readers N] [--seconds S] [--pace S]

FOLDER is an archive; without it, or where there is none, COUNT telegrams (1,000) are made as in `bench/search.py`. All
is done on a copy of it. The room is served by a process of its own on loopback; another process adds telegrams as
fast as the writer takes them, until the end. Each reader asks for a page, reads for about PACE seconds (2; half to one
and a half times as long), and asks for the next: the pages that people open, in the share in which they open them.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count as counting
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from making.telegrams import Chain, made

from reftel.analysis.keeping import analyze_archive
from reftel.analysis.references import resolve_all
from reftel.archive import open_archive, open_writer

if TYPE_CHECKING:
    import sqlite3

UNDERSTOOD = 2000  # telegrams: understanding all of a large archive takes longer than this test
QUESTIONS = ("minister", "nuclear", '"foreign minister"', "president election opposition", "from:paris minister",
             "terror* financ*", "class:secret nuclear", "dtg:1975-01..1975-06 embassy", "border dispute treaty",
             "kazakh*", "post:lapaz mining", "copper mine strike")  # fmt: skip
#: How often each kind of page is opened, of a hundred.
SHARES = {
    "entrance": 6, "search": 28, "telegram": 34, "person": 4, "statements by": 3, "statements about": 3, "people": 2,
    "post": 5, "missing": 5, "missing list": 2, "thread": 4, "timeline": 1, "map": 1, "network": 1, "notes": 1,
}  # fmt: skip


class Pages:
    """Addresses of every kind, as many as the archive has them."""

    def __init__(self, folder: Path) -> None:
        rng = random.Random(7)  # noqa: S311
        with open_archive(folder) as archive:
            db = archive.connection
            keys = [key for (key,) in db.execute("SELECT key FROM telegram")]
            some = rng.sample(keys, min(400, len(keys)))
            names = [db.execute("SELECT id FROM telegram WHERE key = ?", (key,)).fetchone()[0] for key in some]
            cited = db.execute(
                "SELECT DISTINCT citing.id FROM edge JOIN telegram AS citing ON citing.key = edge.telegram LIMIT 200"
            )
            threads = [name for (name,) in cited]
            missing = [
                mrn
                for (mrn,) in db.execute(
                    "SELECT DISTINCT mrn FROM edge WHERE target IS NULL AND mrn IS NOT NULL LIMIT 200"
                )
            ]
            persons = [
                key
                for (key,) in db.execute(
                    "SELECT person FROM entity WHERE type = 'person' GROUP BY person ORDER BY count(*) DESC LIMIT 100"
                )
            ]
            posts = db.execute("SELECT post, year FROM telegram WHERE post IS NOT NULL AND year IS NOT NULL"
                               " GROUP BY post, year LIMIT 200").fetchall()  # fmt: skip
        self.by_kind: dict[str, list[str]] = {
            "entrance": ["/"],
            "search": ["/search?" + urlencode({"q": question}) for question in QUESTIONS],
            "telegram": [f"/t/{quote(name)}" for name in names],
            "person": [f"/person/{quote(key)}" for key in persons],
            "statements by": ["/statements?" + urlencode({"by": key.split("@")[0]}) for key in persons[:40]],
            "statements about": ["/statements?about=election", "/statements?about=border", "/statements?about=nuclear"],
            "people": ["/people", "/people?q=a"],
            "post": [f"/post/{post}/{year}" for post, year in posts],
            "missing": [f"/missing/{mrn}" for mrn in missing],
            "missing list": ["/missing"],
            "thread": [f"/thread/{quote(name)}" for name in threads],
            "timeline": ["/timeline?about=election", "/timeline"],
            "map": ["/map"],
            "network": ["/network", "/network?kind=cited"],
            "notes": ["/notes"],
        }
        self.by_kind = {kind: found for kind, found in self.by_kind.items() if found}

    def any_of(self, rng: random.Random) -> tuple[str, str]:
        kinds = list(self.by_kind)
        kind = rng.choices(kinds, [SHARES[kind] for kind in kinds])[0]
        return kind, rng.choice(self.by_kind[kind])


def _first(db: sqlite3.Connection, asked: str) -> list[str]:
    return [row[0] for row in db.execute(asked)]


class Browser:
    """One connection that is kept open, as a browser keeps it. Other spellings are followed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, address: str) -> tuple[int, float]:
        """The status of a page, and the milliseconds until the whole of it was there."""
        began = time.perf_counter()
        for _ in range(3):
            self._connection.request("GET", address, headers={"accept": "text/html"})
            answer = self._connection.getresponse()
            answer.read()
            if answer.status not in {302, 303}:
                break
            address = answer.headers["location"]
        return answer.status, 1000 * (time.perf_counter() - began)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def serving(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    port = free_port()
    source = f"from reftel.cli.handler import run; run(['--archive', {str(folder)!r}, 'serve', '--port', '{port}'])"
    room = subprocess.Popen([sys.executable, "-c", source], stderr=subprocess.DEVNULL)  # noqa: S603
    for _ in range(600):
        try:
            Browser(port).get("/api")
        except OSError:
            time.sleep(0.1)
        else:
            return room, port
    raise SystemExit("the room does not open")


def add_on(folder: Path, first: int) -> None:
    """Add made telegrams from a number on, two hundred at a time, until this process is stopped."""
    chain = Chain(Path("../shared"))
    with open_writer(folder) as writer:
        for start in counting(first, 200):
            writer.add_all([made(chain, nth) for nth in range(start, start + 200)])


HEAD = f"{'page':<18}{'asked':>6}{'median ms':>11}{'95% ms':>9}{'slowest':>9}"


def line(kind: str, took: list[float]) -> str:
    median, most = statistics.median(took), part(took, 0.95)
    return f"{kind:<18}{len(took):>6}{median:>11.0f}{most:>9.0f}{max(took):>9.0f}"


def part(took: list[float], share: float) -> float:
    return sorted(took)[min(int(len(took) * share), len(took) - 1)]


def alone(pages: Pages, port: int) -> None:
    """The table of pages: one reader, one page after the other."""
    print(HEAD)
    rng, everything = random.Random(1), []  # noqa: S311
    browser = Browser(port)
    for kind, addresses in pages.by_kind.items():
        took = []
        browser.get(addresses[0])  # what is counted once for all readers is counted
        for address in rng.sample(addresses, min(25, len(addresses))) * (5 if len(addresses) < 6 else 1):
            status, milliseconds = browser.get(address)
            assert status == 200, f"{address}: {status}"
            took.append(milliseconds)
        everything += took
        print(line(kind, took))
    print(line("all", everything))


def together(pages: Pages, port: int, folder: Path, readers: int, seconds: float, pace: float) -> None:
    """So many readers at once while telegrams are added."""
    with open_archive(folder) as archive:
        before = archive.stats().telegrams
    adder = subprocess.Popen([sys.executable, __file__, str(folder), "--add-from", str(before + 500_000)])  # noqa: S603
    lock = threading.Lock()
    took: dict[str, list[float]] = {}
    errors: list[str] = []
    until = time.monotonic() + seconds

    def read(nth: int) -> None:
        rng, browser = random.Random(nth), Browser(port)  # noqa: S311
        time.sleep(rng.uniform(0, pace))
        while time.monotonic() < until:
            kind, address = pages.any_of(rng)
            try:
                status, milliseconds = browser.get(address)
            except OSError as error:
                status, milliseconds, browser = 0, 0.0, Browser(port)
                address += f" {error!r}"
            with lock:
                took.setdefault(kind, []).append(milliseconds)
                if status != 200:
                    errors.append(f"{address}: {status}")
            time.sleep(pace * rng.uniform(0.5, 1.5))

    threads = [threading.Thread(target=read, args=(nth,)) for nth in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    adder.terminate()
    adder.wait()
    with open_archive(folder) as archive:
        added = archive.stats().telegrams - before
    everything = [each for those in took.values() for each in those]
    print(f"\n{readers} readers for {seconds:.0f} s; {added:,} telegrams were added ({added / seconds:,.0f} a second):")
    print(HEAD)
    for kind in filter(took.get, pages.by_kind):
        print(line(kind, took[kind]))
    print(f"{line('all', everything)}   errors: {len(errors)}")
    for error in errors[:10]:
        print("   ", error)


def prepare(source: Path | None, folder: Path, count: int) -> None:
    """A copy of the archive, or one made; with its references resolved and some of it understood."""
    if source is not None and (source / "archive.sqlite").exists():
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.lock"))
    else:
        chain = Chain(Path("../shared"))
        with open_writer(folder) as writer:
            for start in range(0, count, 200):
                writer.add_all([made(chain, nth) for nth in range(start, min(start + 200, count))])
    with open_archive(folder) as archive:
        done = archive.connection.execute("SELECT count(*) FROM understood").fetchone()[0]
    if done < UNDERSTOOD:
        analyze_archive(folder, most=UNDERSTOOD - done)
    with open_archive(folder) as archive:
        archive.refresh_index()
        resolve_all(archive)
        held = archive.stats().telegrams
    load = os.getloadavg()[0]
    print(f"{held:,} telegrams, {min(UNDERSTOOD, held):,} of them understood; load of the machine {load:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--pace", type=float, default=2.0)
    parser.add_argument("--add-from", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.add_from:
        add_on(asked.folder, asked.add_from)
        return
    with tempfile.TemporaryDirectory(prefix="reftel-room-") as temporary:
        folder = Path(temporary) / "room.archive"
        prepare(asked.folder, folder, asked.count)
        pages = Pages(folder)
        room, port = serving(folder)
        try:
            alone(pages, port)
            together(pages, port, folder, asked.readers, asked.seconds, asked.pace)
        finally:
            room.terminate()
            room.wait()


if __name__ == "__main__":
    main()
