"""Shingles: numbers that stand for pieces of a text, so that two telegrams with a passage in common share some of them.

Each eight words in a row have a number; of each 48 such in a row the smallest is kept (winnowing). So a passage of 55
words that stands unchanged in two telegrams is seen for certain, shorter ones often, and a telegram of 800 words has
about 33 shingles.
"""

from __future__ import annotations

import sys
from array import array
from itertools import chain
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 8  # words of a shingle
WINDOW = 48  # shingles of which one is kept
#: Words in a row that two telegrams must share to be seen for certain.
SURE = LENGTH + WINDOW - 1
_BYTES = 4  # of the hash of a word
_PIECE = Struct(f"{LENGTH * _BYTES}s")


def all_shingles(words: Sequence[str]) -> list[int]:
    """The number of every eight words in a row, of 32 bits."""
    count = len(words) - LENGTH + 1
    if count <= 0:
        return []
    hashes = memoryview(_hashes(words))
    numbers = [0] * count
    # Every eighth shingle at a time: such pieces lie side by side, and no step of Python is needed for each.
    for first in range(min(LENGTH, count)):
        pieces = (count - first - 1) // LENGTH + 1
        start = first * _BYTES
        row = hashes[start : start + pieces * _PIECE.size]
        numbers[first::LENGTH] = map(crc32, chain.from_iterable(_PIECE.iter_unpack(row)))
    return numbers


def _hashes(words: Sequence[str]) -> bytes:
    """Four bytes for each word, the lowest first."""
    # Remembering the hashes of words takes longer than making them: there are too many for the processor's cache.
    hashes = array("I", map(crc32, map(str.encode, words)))
    if sys.byteorder == "big":
        hashes.byteswap()
    return hashes.tobytes()


def shingles(words: Sequence[str]) -> list[int]:
    """The shingles that are kept of a text, each once.

    >>> words = [f"word{n}" for n in range(500)]
    >>> len(shingles(words)), len({*shingles(words)} & {*shingles(["other"] * 50 + words[100:155])}) > 0
    (26, True)
    """
    numbers = all_shingles(words)
    if len(numbers) <= WINDOW:
        return [min(numbers)] if numbers else []
    place = _lowest(numbers, 0)
    kept = [numbers[place]]
    while place + 1 < len(numbers):
        lowest = numbers[place]
        # Whatever comes next stands in the 48 after it: the first that is lower still, or else the lowest of them.
        coming = numbers[place + 1 : place + WINDOW]
        if min(coming, default=lowest) < lowest:
            place += 1 + next(nth for nth, number in enumerate(coming) if number < lowest)
        elif place + WINDOW < len(numbers):
            place = _lowest(numbers, place + 1)
        else:
            break
        kept.append(numbers[place])
    return list(dict.fromkeys(kept))


def _lowest(numbers: Sequence[int], start: int) -> int:
    window = numbers[start : start + WINDOW]
    return start + window.index(min(window))
