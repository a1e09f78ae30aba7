"""How fast the time of something grows with the length of its input: the measure of the law that reading is linear."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Work = TypeVar("Work")

#: Time for 2n over time for n may be this much, over so many doublings: linear work takes 2 at each, quadratic work 4.
STEEPEST, DOUBLINGS = 2.5, 4
LONGEST = 1_000_000
_PAUSES = (0.0, 0.1, 0.2, 0.4, 0.8, 1.6)  # seconds before each look: who disturbs may be gone by then
_TOO_SHORT = 0.004  # seconds of processor time that say nothing yet


def assert_linear(work: Callable[[Work], object], text_of: Callable[[int], Work], size: int = 60_000) -> None:
    """Fail where `work` takes over `STEEPEST` times as long at each of `DOUBLINGS` of the length, up to a megabyte.

    A single doubling tells linear work from work that is a little worse by a quarter of its time, and a machine that
    is shared with others disturbs by more: a short look ends before it is interrupted, a long one does not. Over
    sixteen times the length the bound is 39, linear work takes 16, and what grows with the square takes 256. Processor
    time is taken, and the best of several looks at both lengths: a busy machine adds time, it never takes any away.

    `size` is the first length that is tried; it is doubled until it takes long enough to be measured. What is made of
    a length may be a text, or whatever else `work` is done on.
    """
    size = min(size, LONGEST >> DOUBLINGS)
    text = text_of(size)
    while size << (DOUBLINGS + 1) <= LONGEST and _seconds(work, text) < _TOO_SHORT:
        size *= 2
        text = text_of(size)
    longer = text_of(size << DOUBLINGS)
    short = long = float("inf")
    for pause in _PAUSES:
        time.sleep(pause)
        short, long = min(short, _seconds(work, text)), min(long, _seconds(work, longer))
        if long <= STEEPEST**DOUBLINGS * max(short, _TOO_SHORT):
            return
    raise AssertionError(f"{size:,} take {short:.4f} s, {size << DOUBLINGS:,} take {long:.4f} s: not linear")


def _seconds(work: Callable[[Work], object], text: Work) -> float:
    gc.collect()
    gc.freeze()  # what other tests left is no part of the work: its share in a collection says nothing about growth
    start = time.process_time()
    work(text)
    spent = time.process_time() - start
    gc.unfreeze()
    return spent
