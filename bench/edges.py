"""How fast an archive follows its references: `python bench/edges.py [COUNT] [FOLDER]`.

Makes the rows of an archive of COUNT telegrams with four references each (by default 20,000; 250,000 make a
million edges), resolves all, and asks what a page of the reading room asks. Prints seconds and milliseconds of
processor time.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from making.network import make_network

from reftel.analysis.gaps import GapFinder
from reftel.analysis.references import count_states, references_of, references_to, resolve_all
from reftel.analysis.threads import thread
from reftel.archive import Archive, open_archive
from reftel.archive.serials import PostYear

if TYPE_CHECKING:
    from collections.abc import Callable


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time that the work took."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def ask(archive: Archive) -> None:
    """Each question as a fresh page asks it, on a finder of its own; the worst of a few posts."""
    some = [entry for nth, entry in enumerate(archive.list()) if nth % 9973 == 17][:12]
    places = [PostYear(str(entry.post), int(entry.year or 0)) for entry in some]
    missing = [next(iter(GapFinder(archive).gaps(place))).mrn for place in places]
    questions: dict[str, Callable[[int], object]] = {
        "references of a telegram": lambda nth: references_of(archive, some[nth].id),
        "references to a telegram": lambda nth: references_to(archive, some[nth].id),
        "thread, three steps": lambda nth: thread(archive, some[nth].id),
        "thread, one step": lambda nth: thread(archive, some[nth].id, 1),
        "ledger line of one number": lambda nth: GapFinder(archive).gap(missing[nth]),
        "sums of a post's year": lambda nth: GapFinder(archive).ledger(places[nth]),
        "first 100 gaps of a post's year": lambda nth: [
            gap for gap, _ in zip(GapFinder(archive).gaps(places[nth]), range(100), strict=False)
        ],
    }
    for name, question in questions.items():
        times = [min(spent(partial(question, nth)) for _ in range(3)) for nth in range(len(some))]
        print(f"{name:34} {1000 * sorted(times)[len(times) // 2]:8.2f} ms, at most {1000 * max(times):8.2f} ms")
    print(f"{'every post and year, with sums':34} {1000 * spent(lambda: GapFinder(archive).ledgers()):8.2f} ms")


def main(count: int, folder: Path) -> None:
    """Make, resolve and ask."""
    place = folder / f"network-{count}"
    if not place.exists():
        print(f"made {count:,} telegrams in {spent(lambda: make_network(place, count)):.1f} s")
    with open_archive(place) as archive:
        print(f"resolved all in {spent(lambda: resolve_all(archive)):.1f} s: {count_states(archive)._asdict()}")
        print(f"again, nothing new: {spent(lambda: resolve_all(archive)):.2f} s")
        ask(archive)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(number, Path(temporary))
