"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from math import ceil, sqrt
from typing import TYPE_CHECKING, Literal

import msgspec
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.model.telegram import Telegram

What = Literal["same", "less", "more"]
Place = tuple[int, int]

_WORD = re.compile(r"\S+|\n+")
_MOST = 25_000_000  # pairs of words that are compared at once: two texts of 5,000 words; longer ones go block by block
_WINDOW = 8  # words in a row that mark a place, where they stand once in each of two texts


class Difference(msgspec.Struct, frozen=True, gc=False):
    """A piece of two texts: in both (`same`), only in the first (`less`), only in the second (`more`)."""

    what: What
    text: str


def differences(first: str, second: str, *, case: bool = True) -> list[Difference]:
    """What differs between two texts, in order: without `more` the pieces are the first, without `less` the second.

    White space counts only where it parts words and lines. Without `case`, capital and small letters are alike, and
    what is the same reads as in the first. Time and memory grow with the length of the texts: those of over 5,000 words
    are compared in blocks that begin at words both have once, and what crosses from one block to another is less here
    and more there.

    >>> [(piece.what, piece.text) for piece in differences("We met Dravec today.", "We met Mr. Dravec yesterday.")]
    [('same', 'We met'), ('more', 'Mr.'), ('same', 'Dravec'), ('less', 'today.'), ('more', 'yesterday.')]
    """
    return list(_joined(_pieces(_WORD.findall(first), _WORD.findall(second), case=case)))


def telegram_words(telegram: Telegram) -> str:
    """What is compared of a telegram: subject and paragraphs as repaired, each on lines of its own."""
    paragraphs = [" ".join(filter(None, (paragraph.heading, paragraph.text))) for paragraph in telegram.paragraphs]
    return "\n".join([telegram.subject or "", *(paragraphs or [telegram.text])])


def _pieces(ones: Sequence[str], twos: Sequence[str], *, case: bool) -> Iterator[Difference]:
    compared = (ones, twos) if case else (list(map(str.casefold, ones)), list(map(str.casefold, twos)))
    for same, (start, end), (other_start, other_end) in _steps(*compared):
        if same:
            yield Difference("same", _text(ones[start:end]))
            continue
        if end > start:
            yield Difference("less", _text(ones[start:end]))
        if other_end > other_start:
            yield Difference("more", _text(twos[other_start:other_end]))


def _steps(ones: Sequence[str], twos: Sequence[str]) -> Iterator[tuple[bool, Place, Place]]:
    """What is the same and what is not, in order; what is the same on both sides of two blocks is one step."""
    same: tuple[Place, Place] | None = None
    for (start, end), (other_start, other_end) in _blocks(ones, twos):
        for step in Levenshtein.opcodes(ones[start:end], twos[other_start:other_end]):
            here = (start + step.src_start, start + step.src_end)
            there = (other_start + step.dest_start, other_start + step.dest_end)
            if step.tag == "equal":
                same = ((same[0][0], here[1]), (same[1][0], there[1])) if same else (here, there)
                continue
            if same:
                yield (True, *same)
                same = None
            yield False, here, there
    if same:
        yield (True, *same)


def _blocks(ones: Sequence[str], twos: Sequence[str]) -> Iterator[tuple[Place, Place]]:
    """Both texts from their first words to their last, in blocks small enough, cut where the texts surely meet."""
    start = last = (0, 0)
    end = (len(ones), len(twos))
    for place in [*(_meetings(ones, twos) if len(ones) * len(twos) > _MOST else ()), end]:
        if _pairs(start, place) > _MOST:
            yield from _even(start, last)
            start = last
        last = place
    yield from _even(start, end)


def _pairs(start: Place, end: Place) -> int:
    return (end[0] - start[0]) * (end[1] - start[1])


def _even(start: Place, end: Place) -> Iterator[tuple[Place, Place]]:
    """A block; one that is too large in as many parts as it takes, each as large a part of both texts."""
    parts = ceil(sqrt(_pairs(start, end) / _MOST)) or 1
    cuts = [tuple(a + (b - a) * part // parts for a, b in zip(start, end, strict=True)) for part in range(parts + 1)]
    for (here, there), (here_end, there_end) in pairwise(cuts):
        yield (here, here_end), (there, there_end)


def _meetings(ones: Sequence[str], twos: Sequence[str]) -> list[Place]:
    """Where both texts have the same words that stand nowhere else in them: the most such places in one order."""
    there = _once(twos)
    both = [(place, there[window]) for window, place in _once(ones).items() if window in there]
    ends: list[int] = []  # at `n`, the smallest place in the second text at which n + 1 of them in order can end
    ending: list[int] = []  # which of them that is
    before: list[int] = []  # for each, the one before it
    for nth, (_, other) in enumerate(both):
        length = bisect_left(ends, other)
        before.append(ending[length - 1] if length else -1)
        ends[length : length + 1] = [other]
        ending[length : length + 1] = [nth]
    meetings = []
    at = ending[-1] if ending else -1
    while at >= 0:
        meetings.append(both[at])
        at = before[at]
    return meetings[::-1]


def _once(words: Sequence[str]) -> dict[int, int]:
    """The words in a row that stand once, by their hash, with their place, in order."""
    windows = [hash(tuple(words[place : place + _WINDOW])) for place in range(len(words) - _WINDOW + 1)]
    times = Counter(windows)
    return {window: place for place, window in enumerate(windows) if times[window] == 1}


def _joined(pieces: Iterator[Difference]) -> Iterator[Difference]:
    """The pieces with all that is less before all that is more between two that are the same."""
    less: list[str] = []
    more: list[str] = []
    for piece in pieces:
        if piece.what != "same":
            (less if piece.what == "less" else more).append(piece.text)
            continue
        yield from _changed(less, more)
        less, more = [], []
        yield piece
    yield from _changed(less, more)


def _changed(less: list[str], more: list[str]) -> Iterator[Difference]:
    if less:
        yield Difference("less", " ".join(less))
    if more:
        yield Difference("more", " ".join(more))


def _text(words: Sequence[str]) -> str:
    return re.sub(r" ?(\n+) ?", r"\1", " ".join(words))
