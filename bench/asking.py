"""How long pages and commands take on an archive that was understood, as it is: nothing is copied, nothing added.

    python bench/asking.py ARCHIVE                    pages of the reading room, and commands
    python bench/asking.py ARCHIVE --pages            only the pages
    python bench/asking.py ARCHIVE --commands         only the commands

The room was just opened, and has made ready what it makes ready by itself: how long that takes is told. Of each kind of
page the first is told by itself, then the median and the 95% of up to 25 different ones, each asked for once; without a
server between. A command is a process of its own, with the start of
Python in its time. All times are of the processor, in all threads: they do not depend on who else is at work.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

from readers import Pages, part
from starlette.testclient import TestClient

from reftel.web.app import make_app

#: Commands as the documentation gives them; `{name}` and `{key}` are of somebody who is named often.
COMMANDS = (
    ("people", "--limit", "20"), ("people", "{name}"), ("people", "--suggest", "--limit", "20"),
    ("person", "{key}"), ("person", "{name}"),
    ("said", "--by", "{name}"), ("said", "--by", "{name}", "--about", "treaty"), ("said", "--about", "refinery"),
    ("said", "--about", "refinery", "--kind", "forecast"), ("said", "--by", "post", "--since", "2009-07"),
    ("said", "--limit", "20"),
    ("positions", "refinery"), ("positions", "judicial reform"),
    ("timeline", "--about", "refinery"), ("timeline", "--since", "2007", "--until", "2007-06"),
    ("timeline", "--forecasts", "--about", "refinery"), ("timeline", "--forecasts", "--passed"),
)  # fmt: skip
_AT_REST = 0.05  # seconds of the processor within a second
_MOST = 25  # pages of a kind


def kinds_of_pages(known: Pages) -> dict[str, list[str]]:
    """Those of `readers.py`, and others: people who are named often, seldom, every page of the menu."""
    persons = [unquote(address.rpartition("/")[2]) for address in known.by_kind["person"]]
    surnames = [key.partition("@")[0].split()[-1] for key in persons]
    matters = ("refinery", "treaty", "election", "amnesty", "judicial reform", "drought", "border", "copper mine")
    more = {
        "people": ["/people", *("/people?" + urlencode({"q": name}) for name in surnames), "/people?from=5000"],
        "statements": [
            "/statements", *(f"/statements?kind={kind}" for kind in ("forecast", "denial")),
            *("/statements?" + urlencode({"about": matter}) for matter in matters),
            *("/statements?" + urlencode({"by": name}) for name in surnames),
        ],
        "two speakers": ["/statements?" + urlencode({"by": one, "and": two, "about": "treaty"})
                         for one, two in pairwise(surnames)],
        "timeline": ["/timeline", *("/timeline?" + urlencode({"about": matter}) for matter in matters)],
        "no answer": [f"/search?q=class:zzz+{quote(matter)}" for matter in matters],
        "posts": ["/posts"],
        "intake": ["/intake"],
        "corrections": ["/corrections"],
    }  # fmt: skip
    return {**known.by_kind, **more}


def pages(archive: Path) -> None:
    """The table of pages."""
    kinds = kinds_of_pages(Pages(archive))
    everything: list[float] = []
    with TestClient(make_app(archive), base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        print(f"ready after {ready():.1f} s")
        print(f"{'page':<18}{'first ms':>9}{'asked':>7}{'median ms':>11}{'95% ms':>9}{'slowest':>9}")
        for kind, addresses in kinds.items():
            took = []
            for address in addresses[:_MOST]:
                began = time.process_time()
                answer = client.get(address)
                took.append(1000 * (time.process_time() - began))
                assert answer.status_code == 200, f"{address}: {answer.status_code}"
            everything += took
            middle, most = statistics.median(took), part(took, 0.95)
            print(f"{kind:<18}{took[0]:>9.0f}{len(took):>7}{middle:>11.0f}{most:>9.0f}{max(took):>9.0f}", flush=True)
    print(f"{'all':<18}{'':>9}{len(everything):>7}{statistics.median(everything):>11.0f}{part(everything, 0.95):>9.0f}")


def ready() -> float:
    """Seconds of the processor until the room does nothing more by itself."""
    began = time.process_time()
    before = -1.0
    while time.process_time() - before > _AT_REST:
        before = time.process_time()
        time.sleep(1)
    return time.process_time() - began


def commands(archive: Path, most: float) -> None:
    """The table of commands; one that takes longer than `most` seconds is stopped."""
    key = unquote(Pages(archive).by_kind["person"][1].rpartition("/")[2])
    name = key.partition("@")[0].split()[-1]
    print(f"{'seconds':>10}{'lines':>9}  command")
    for asked in COMMANDS:
        words = [word.format(key=key, name=name) for word in asked]
        command = [sys.executable, "-c", "from reftel.cli import main; main()", "--archive", os.fspath(archive), *words]
        spent, lines = run(command, most)
        print(f"{'over' if spent >= most else '':>4}{spent:>6.1f}{lines:>9,}  {' '.join(words)}", flush=True)


def run(command: list[str], most: float) -> tuple[float, int]:
    """Seconds of the processor that a command took, and the lines that it printed."""
    before, lines = children(), 0
    limited = ["prlimit", f"--cpu={most:.0f}", *command]
    with subprocess.Popen(limited, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        assert process.stdout is not None
        while some := process.stdout.read1(1 << 20):
            lines += some.count(b"\n")
    return children() - before, lines


def children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--commands", action="store_true")
    parser.add_argument("--most", type=float, default=60, help="seconds after which a command is stopped")
    asked = parser.parse_args()
    both = asked.pages == asked.commands
    if asked.pages or both:
        pages(asked.archive)
    if asked.commands or both:
        commands(asked.archive, asked.most)


if __name__ == "__main__":
    main()
