"""Shingles are numbers by a fixed rule: an archive made by one version of the code is read by the next."""

from __future__ import annotations

import random
from zlib import crc32

import pytest

from reftel.archive.shingles import LENGTH, WINDOW, all_shingles, shingles


def plain_numbers(words: list[str]) -> list[int]:
    hashes = [crc32(word.encode()).to_bytes(4, "little") for word in words]
    return [crc32(b"".join(hashes[start : start + LENGTH])) for start in range(len(words) - LENGTH + 1)]


def plain_winnowing(numbers: list[int]) -> list[int]:
    """Of every window the smallest, the first of these; one that is kept already stays while it is in the window."""
    kept: dict[int, None] = {}
    place = -1
    for first in range(max(len(numbers) - WINDOW + 1, 1) if numbers else 0):
        window = numbers[first : first + WINDOW]
        smallest = first + window.index(min(window))
        if place < first or numbers[smallest] < numbers[place]:
            place = smallest
            kept.setdefault(numbers[place])
    return list(kept)


@pytest.mark.parametrize("vocabulary", [1, 3, 40, 5000])
def test_the_numbers_and_those_that_are_kept_are_those_of_the_plain_rule(vocabulary: int) -> None:
    chosen = random.Random(vocabulary)
    for length in [*range(130), 400, 801]:
        words = [f"é{chosen.randrange(vocabulary)}" for _ in range(length)]
        numbers = plain_numbers(words)
        assert all_shingles(words) == numbers
        assert shingles(words) == plain_winnowing(numbers)


def test_the_numbers_do_not_change() -> None:
    words = ["the", "president", "said", "that", "he", "had", "heard", "of", "it"]
    assert all_shingles(words) == [1535154706, 2015338020]
