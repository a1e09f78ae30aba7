"""How long it takes to read a page, a PDF, a text and a row: `PYTHONPATH=src python bench/sources.py [FOLDER...]`.

Without a folder it measures made-up pages of the usual size. Times are the best of several runs on one core, a file
opened and read each time, the hash of its bytes included.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from reftel.sources import Document, Place, find_places, read_place

LINE = "<a id='par1' href='#par1'>¶</a>1. (C) The river, the minister said, belongs to both of us &amp; to the sea. &#x000A;"  # noqa: E501
PAGE = (
    "<?xml version='1.0' encoding='utf-8' ?><html><head><title>x</title></head><body>"
    + "<div class='sort'><a href='/date/2006-04_0.html'>2006/04</a></div>\n" * 420
    + "<table class='cable'><tr><th>Reference ID</th></tr><tr><td><a href='#'>05VARRIN12</a></td></tr></table>"
    + "<code><pre>VZCZCXRO0001&#x000A;FM AMEMBASSY VARRIN</pre></code><code><pre>{body}</pre></code></body></html>"
)


def made_up(folder: Path) -> None:
    """Write a page of 45 kB and a text of 10 kB."""
    (folder / "a.html").write_text(PAGE.format(body=LINE * 20 + "Words and words that fill a line. &#x000A;" * 280))
    (folder / "a.txt").write_text("WORDS AND WORDS THAT FILL A LINE OF A TELEGRAM.\n" * 210)


def measure(places: list[Place], runs: int) -> dict[str, list[tuple[int, float]]]:
    """Return bytes and best seconds of each place, by container."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place in places:
        best, container = float("inf"), ""
        for _ in range(runs):
            start = time.perf_counter()
            results = list(read_place(place))
            best = min(best, time.perf_counter() - start)
            container = next((result.container for result in results if isinstance(result, Document)), "unreadable")
        found[container].append((place.size, best))
    return found


def main() -> None:
    """Print bytes, microseconds and texts a second for each container."""
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(argument) for argument in sys.argv[1:]]
        if not folders:
            made_up(Path(made))
            folders = [Path(made)]
        places = [place for place in find_places(folders) if isinstance(place, Place)]
        for container, times in measure(places, 7 if len(places) < 1000 else 2).items():
            size = sum(size for size, _ in times) / len(times)
            each = sum(seconds for _, seconds in times) / len(times)
            print(f"{container:10} {len(times):6} files of {size:9,.0f} bytes {each * 1e6:9,.0f} µs {1 / each:9,.0f}/s")


if __name__ == "__main__":
    main()
