"""How fast the time of something grows with the length of its input: the measure of the law that reading is linear."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Work = TypeVar("Work")

#: Time for 2n over time for n: 2 where it is linear, 4 where it is quadratic.
STEEPEST = 2.5
_TRIES = 6
_TOO_SHORT = 0.004  # seconds of processor time that say nothing yet


def assert_linear(work: Callable[[Work], object], text_of: Callable[[int], Work], size: int = 60_000) -> None:
    """Fail where `work` on a text twice as long takes more than `STEEPEST` times as long, however often one looks.

    Processor time is taken, and the best of several looks at each length: a busy machine adds time, it never takes any
    away. The length is doubled until the shorter text takes long enough to be measured, up to a megabyte. What is made
    of a length may be a text, or whatever else `work` is done on.
    """
    text = text_of(size)
    while size < 500_000 and _seconds(work, text) < _TOO_SHORT:
        size *= 2
        text = text_of(size)
    longer = text_of(size * 2)
    short = long = float("inf")
    for _ in range(_TRIES):
        short, long = min(short, _seconds(work, text)), min(long, _seconds(work, longer))
        if long <= STEEPEST * max(short, _TOO_SHORT):
            return
    raise AssertionError(f"{size} characters take {short:.3f} s, twice as many {long:.3f} s: not linear")


def _seconds(work: Callable[[Work], object], text: Work) -> float:
    gc.collect()
    gc.freeze()  # what other tests left is no part of the work: its share in a collection says nothing about growth
    start = time.process_time()
    work(text)
    spent = time.process_time() - start
    gc.unfreeze()
    return spent
