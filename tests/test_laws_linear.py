"""The law that reading is linear: time for 2n over time for n stays under 2.5, whatever stands wherever."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from growth import assert_linear
from hostile import PLACES, SEEDS, SHAPES, TEXTS, many_lines
from reftel.dialects import dialect_of
from reftel.intake import read_text
from reftel.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Callable

#: Far above what a linear reader takes for a line of this length, far below what a quadratic one does.
LENGTH, SUSPICIOUS = 20_000, 0.1
#: The quick run looks at every so many-th pair of seed and shape, another one at each place.
STRIDE = 17


def read_by_dialect(text: str) -> None:
    lines = split_lines(text)
    dialect_of(text, lines).read(text, lines)


def pairs() -> list[tuple[str, Callable[[str, int], str]]]:
    """Lines of a megabyte are the harder part; many short lines are looked at through whole texts as well."""
    return [(seed, shape) for seed in SEEDS for shape in SHAPES]


def check(work: Callable[[str], object], text_of: Callable[[int], str]) -> None:
    """Look once; only what took suspiciously long is measured with care."""
    text = text_of(LENGTH)
    start = time.process_time()
    work(text)
    if time.process_time() - start > SUSPICIOUS:
        assert_linear(work, text_of, LENGTH)


@pytest.mark.parametrize("number", range(len(PLACES)), ids=list(PLACES))
def test_a_heading_of_hostile_words_is_read_in_linear_time(number: int) -> None:
    wrap = list(PLACES.values())[number]
    for seed, shape in pairs()[number % STRIDE :: STRIDE]:
        if shape is not many_lines:
            check(read_by_dialect, lambda size, seed=seed, shape=shape: wrap(shape(seed, size)))  # type: ignore[misc]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_many_lines_is_read_in_linear_time(name: str) -> None:
    check(read_text, TEXTS[name])


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_every_seed_at_every_place_is_read_in_linear_time(place: str) -> None:
    read_text("1. So that no table is read while the clock runs.")
    wrap = PLACES[place]
    for seed, shape in pairs():
        check(read_by_dialect, lambda size, seed=seed, shape=shape: wrap(shape(seed, size)))  # type: ignore[misc]


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_a_megabyte_is_read_in_linear_time(name: str) -> None:
    assert_linear(read_text, TEXTS[name])


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [" ", "\t", "A", "A ", "(", "((A", "//", "-", "1. (C) ", ". 1. (C", "1.4 ", "&", "¶", "a "]
)
@pytest.mark.parametrize("place", ["paragraph", "ending", "subject", "references", "classified by", "tags"])
def test_a_line_of_a_megabyte_is_read_in_linear_time(seed: str, place: str) -> None:
    assert_linear(read_by_dialect, lambda size: PLACES[place]("A" + seed * (size // len(seed)) + "A"))
