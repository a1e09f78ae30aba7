"""Shingles: numbers that stand for pieces of a text, so that two telegrams with a passage in common share some of them.

Each eight words in a row have a number; of each 48 such in a row the smallest is kept (winnowing). So a passage of 55
words that stands unchanged in two telegrams is seen for certain, shorter ones often, and a telegram of 800 words has
about 33 shingles.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 8  # words of a shingle
WINDOW = 48  # shingles of which one is kept
#: Words in a row that two telegrams must share to be seen for certain.
SURE = LENGTH + WINDOW - 1
_BYTES = 4  # of the hash of a word


@lru_cache(200_000)
def _hash(word: str) -> bytes:
    return zlib.crc32(word.encode()).to_bytes(_BYTES, "little")


def all_shingles(words: Sequence[str]) -> list[int]:
    """The number of every eight words in a row, of 32 bits."""
    hashes = b"".join(map(_hash, words))
    starts = range(0, len(hashes) - (LENGTH - 1) * _BYTES, _BYTES)
    # Sums of large numbers would take twice as long.
    return [zlib.crc32(hashes[start : start + LENGTH * _BYTES]) for start in starts]


def shingles(words: Sequence[str]) -> list[int]:
    """The shingles that are kept of a text, each once.

    >>> words = [f"word{n}" for n in range(500)]
    >>> len(shingles(words)), len({*shingles(words)} & {*shingles(["other"] * 50 + words[100:155])}) > 0
    (26, True)
    """
    numbers = all_shingles(words)
    if len(numbers) <= WINDOW:
        return [min(numbers)] if numbers else []
    kept: list[int] = []
    place = -1
    for last in range(WINDOW - 1, len(numbers)):
        first = last - WINDOW + 1
        if place < first:
            window = numbers[first : last + 1]
            place = first + window.index(min(window))
        elif numbers[last] < numbers[place]:
            place = last
        else:
            continue
        kept.append(numbers[place])
    return list(dict.fromkeys(kept))
