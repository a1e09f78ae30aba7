"""How fast references are read: `python bench/references.py`.

Prints reference strings a second on one core (each string as it stands on REF lines, one or several items), items a
second, and the time of looking for mentions in 10 kB of text, with and without any.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reftel.references import Own, find_mentions, read_reference_block

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = Own(2007, "ASTANA", 605, datetime(2007, 3, 7, 5, 18, tzinfo=UTC))
STRINGS = (
    "STATE 52986",
    "A. ASTANA 515",
    "06 ASTANA 121 AND PREVIOUS",
    "(B) LA PAZ 2698",
    "ANKARA 1234 (NOTAL)",
    "STATE 93410, 105386 AND BONN 12",
    "A) STATE 14854; B) LA PAZ 470; C) STATE 13866",
    "USCINCRED 311345Z MAY 73",
    "LA PAZ A-236 OF NOVEMBER 9, 1973",
    "SMITH/JONES TELCON OF MARCH 3",
)
PLAIN = "The Ambassador met several officials of the ministry, who said that they had seen nothing of the kind. " * 98
BUSY = (
    "On March 3 some 200 people met in Paris (REFTEL). They had asked for 40 seats (STATE 52986), and 12 stood. " * 94
)


def rate(work: Callable[[], int], seconds: float = 1.0) -> float:
    """How many times a second the work gets done; the best of five rounds."""
    best = 0.0
    for _ in range(5):
        done, begun = 0, time.process_time()
        while time.process_time() - begun < seconds / 5:
            done += work()
        best = max(best, done / (time.process_time() - begun))
    return best


def read_all() -> int:
    """Read each string once; gives their number."""
    for string in STRINGS:
        read_reference_block(string, 0, len(string), OWN)
    return len(STRINGS)


def main() -> None:
    """Print the figures."""
    items = sum(len(read_reference_block(string, 0, len(string), OWN)[0]) for string in STRINGS)
    strings = rate(read_all)
    print(f"reference strings a second: {strings:,.0f}")
    print(f"references a second:        {strings * items / len(STRINGS):,.0f}")
    for name, text in (("nothing", PLAIN), ("mentions", BUSY)):
        calls = rate(lambda text=text: len(find_mentions(text, [(0, len(text))], OWN)) * 0 + 1)
        print(f"10 kB of text with {name}: {1e6 / calls * 10_000 / len(text):.1f} µs")


if __name__ == "__main__":
    main()
