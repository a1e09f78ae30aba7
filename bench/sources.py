"""How long reading takes: `PYTHONPATH=src python bench/sources.py [--profile] [--floor] [PATH...]`.

Paths are files, folders or zips of pages, PDFs, texts and tables; without one, made-up pages of the usual size are
read. Tables and word lists are loaded first, by reading the sample collection. Then every place is opened and read to
the record with every field, several times over, on one core; the best time of each place counts. All places are read
before one is read again: what reading remembers from one telegram to the next is then what it would be in an archive.
"source" is the part of it from the file to its text, the hash of the bytes included.
`--profile` says in which layer the time goes; `--floor` what of it any reader needs that gives the same records: the
source, the making of the objects (as msgspec makes them from bytes), and packing them. `--passes=3` only reads
everything three times, for programs that count instructions (`valgrind --tool=cachegrind --cache-sim=no`,
`perf record -e cpu-clock`): what three passes take more than one is free of the start, and whatever else the machine
does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from measuring.layers import Layers
from measuring.processes import here

from reftel.errors import Unreadable
from reftel.intake import read_one_place, read_path
from reftel.model.telegram import Telegram
from reftel.sample import sample_folder
from reftel.sources import Place, find_places, read_place

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = "<a id='par1' href='#par1'>¶</a>1. (C) The river, the minister said, belongs to both of us &amp; to the sea. &#x000A;"  # noqa: E501
PAGE = (
    "<?xml version='1.0' encoding='utf-8' ?><html><head><title>x</title></head><body>"
    + "<div class='sort'><a href='/date/2006-04_0.html'>2006/04</a></div>\n" * 420
    + "<table class='cable'><tr><th>Reference ID</th></tr><tr><td><a href='#'>05VARRIN12</a></td></tr></table>"
    + "<code><pre>VZCZCXRO0001&#x000A;FM AMEMBASSY VARRIN</pre></code><code><pre>{body}</pre></code></body></html>"
)
RUNS = 5
_encode = msgspec.msgpack.Encoder().encode


class Times(NamedTuple):
    """Seconds of one place: of the processor for its source and for everything, and of the clock for everything."""

    source: float
    all: float
    wall: float


class Measured(NamedTuple):
    """One place: its bytes, its telegrams, and the best times."""

    size: int
    telegrams: int
    times: Times


def made_up(folder: Path) -> None:
    """Write a page of 45 kB and a text of 10 kB."""
    (folder / "a.html").write_text(PAGE.format(body=LINE * 20 + "Words and words that fill a line. &#x000A;" * 280))
    (folder / "a.txt").write_text("WORDS AND WORDS THAT FILL A LINE OF A TELEGRAM.\n" * 210)


def measure(place: Place) -> tuple[str, Measured]:
    """The container of a place, and what it takes to read it once."""
    began, wall = time.process_time(), time.perf_counter()
    read = [telegram for telegram in read_one_place(place) if not isinstance(telegram, Unreadable)]
    for telegram, _content in read:
        _encode(telegram)
    took, took_wall = time.process_time() - began, time.perf_counter() - wall
    began = time.process_time()
    for _document in read_place(place):
        pass
    times = Times(time.process_time() - began, took, took_wall)
    return read[0][0].source.container if read else "unreadable", Measured(place.size, len(read), times)


def report(places: list[Place]) -> None:
    """Print bytes, processor time, clock time and telegrams a second for each container."""
    found: dict[str, list[Measured]] = defaultdict(list)
    rounds = [[measure(place) for place in places] for _ in range(RUNS if len(places) < 1000 else 2)]
    for runs in zip(*rounds, strict=True):
        best = Times(*map(min, *(measured.times for _, measured in runs)))
        container, measured = runs[0]
        found[container].append(measured._replace(times=best))
    for container, each in found.items():
        telegrams = sum(measured.telegrams for measured in each) or len(each)
        source, everything, wall = (sum(times) / telegrams for times in zip(*(m.times for m in each), strict=True))
        print(
            f"{container:10} {telegrams:6} telegrams of {sum(m.size for m in each) / telegrams:9,.0f} bytes:"
            f" source {source * 1e6:6,.0f} µs, all {everything * 1e6:6,.0f} µs of the processor,"
            f" {wall * 1e6:6,.0f} µs by the clock; {1 / everything:7,.0f} telegrams/s"
        )


def floor(places: list[Place]) -> None:
    """Print the processor time of a telegram for its source, for making its objects, and for packing them."""
    telegrams = [read[0] for place in places for read in read_one_place(place) if not isinstance(read, Unreadable)]
    packed = [_encode(telegram) for telegram in telegrams]
    decode = msgspec.msgpack.Decoder(Telegram).decode
    for name, work in (
        ("source", lambda: [list(read_place(place)) for place in places]),
        ("objects", lambda: [decode(each) for each in packed]),
        ("packing", lambda: [_encode(telegram) for telegram in telegrams]),
    ):
        best = min(_seconds(work) for _ in range(RUNS))
        print(f"{name:10} {best / len(telegrams) * 1e6:6,.0f} µs of the processor")


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def read_only(places: list[Place], passes: int) -> None:
    """Read everything so many times, and look at no clock."""
    for _ in range(passes):
        for place in places:
            for read in read_one_place(place):
                if not isinstance(read, Unreadable):
                    _encode(read[0])


def profile(places: list[Place]) -> None:
    """Print the processor time of a telegram by layer."""
    layers = Layers()
    encode = layers.encode(_encode)
    for _ in range(2):
        layers.times.clear()
        telegrams = 0
        for place in places:
            for read in read_one_place(place):
                if not isinstance(read, Unreadable):
                    encode(read[0])
                    telegrams += 1
    total = sum(layers.times.values())
    print(f"{'layer':46} {'µs':>7} {'share':>6}")
    for layer, seconds in sorted(layers.times.items(), key=lambda pair: -pair[1]):
        print(f"{layer:46} {seconds / telegrams * 1e6:7.1f} {seconds / total:6.1%}")
    print(f"{'together, wrapped for timing':46} {total / telegrams * 1e6:7.1f}")


def main(arguments: list[str]) -> None:
    """Measure, and with `--profile` say where the time goes, with `--floor` what any reader needs."""
    with tempfile.TemporaryDirectory() as made:
        paths = [here(argument) for argument in arguments if not argument.startswith("-")]
        if not paths:
            made_up(Path(made))
            paths = [Path(made)]
        for _ in read_path(sample_folder()):
            pass
        places = [place for place in find_places(paths) if isinstance(place, Place)]
        passes = next((each for each in arguments if each.startswith("--passes=")), None)
        if passes is not None:
            read_only(places, int(passes.removeprefix("--passes=")))
            return
        report(places)
        if "--floor" in arguments:
            floor(places)
        if "--profile" in arguments:
            profile(places)


if __name__ == "__main__":
    main(sys.argv[1:])
