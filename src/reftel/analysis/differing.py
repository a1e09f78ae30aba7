"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.model.telegram import Telegram

What = Literal["same", "less", "more"]

_WORD = re.compile(r"\S+|\n+")
_MOST = 200_000_000  # pairs of words that are compared one by one; of larger texts, lines are


class Difference(msgspec.Struct, frozen=True, gc=False):
    """A piece of two texts: in both (`same`), only in the first (`less`), only in the second (`more`)."""

    what: What
    text: str


def differences(first: str, second: str, *, case: bool = True) -> list[Difference]:
    """What differs between two texts, in order: without `more` the pieces are the first, without `less` the second.

    White space counts only where it parts words and lines. Without `case`, capital and small letters are alike, and
    what is the same reads as in the first.

    >>> [(piece.what, piece.text) for piece in differences("We met Dravec today.", "We met Mr. Dravec yesterday.")]
    [('same', 'We met'), ('more', 'Mr.'), ('same', 'Dravec'), ('less', 'today.'), ('more', 'yesterday.')]
    """
    ones, twos = _WORD.findall(first), _WORD.findall(second)
    if len(ones) * len(twos) > _MOST:
        ones, twos = first.splitlines(keepends=True), second.splitlines(keepends=True)
    return list(_joined(_pieces(ones, twos, case=case)))


def telegram_words(telegram: Telegram) -> str:
    """What is compared of a telegram: subject and paragraphs as repaired, each on lines of its own."""
    paragraphs = [" ".join(filter(None, (paragraph.heading, paragraph.text))) for paragraph in telegram.paragraphs]
    return "\n".join([telegram.subject or "", *(paragraphs or [telegram.text])])


def _pieces(ones: Sequence[str], twos: Sequence[str], *, case: bool) -> Iterator[Difference]:
    compared = (ones, twos) if case else (list(map(str.casefold, ones)), list(map(str.casefold, twos)))
    for step in Levenshtein.opcodes(*compared):
        if step.tag == "equal":
            yield Difference("same", _text(ones[step.src_start : step.src_end]))
            continue
        if step.src_end > step.src_start:
            yield Difference("less", _text(ones[step.src_start : step.src_end]))
        if step.dest_end > step.dest_start:
            yield Difference("more", _text(twos[step.dest_start : step.dest_end]))


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
