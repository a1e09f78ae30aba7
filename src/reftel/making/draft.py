"""A made telegram before damage: its fields, its clean text, and where the parts of that text stand."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from reftel.making.edits import Edit
    from reftel.making.prose import Words
    from reftel.making.traffic import Plan


_VOWELS = frozenset("AEIOUYaeiouy")


class Placed(msgspec.Struct):
    """A paragraph in the clean text: its mark from `start`, its words from `text_start` to `end`."""

    number: int
    portion: str | None
    words: Words
    start: int
    text_start: int
    end: int


class Clean(NamedTuple):
    """A telegram as it was typed. `wraps` are the line ends inside its paragraphs, `joints` those between them.

    `heading` is how long the part above the first paragraph is, `block` how long the first of the two blocks that
    pages and tables keep apart. `edits` are changes that came with the typing: divided words, lines cut short.
    """

    plan: Plan
    fields: dict[str, Any]
    text: str
    heading: int
    block: int
    paragraphs: list[Placed]
    wraps: list[int]
    joints: list[int]
    edits: list[Edit]


class Page:
    """The paragraphs of a telegram typed onto a page of some width, line by line.

    A wrap takes the place of a blank, so places in the words stay what they are. Of the line ends a share of `divides`
    divides a word.
    """

    def __init__(self, at: int, width: int, rng: random.Random, divides: float = 0.0) -> None:
        self.at = at
        self.width = width
        self.pieces: list[str] = []
        self.paragraphs: list[Placed] = []
        self.wraps: list[int] = []
        self.joints: list[int] = []
        self.divided: list[int] = []
        self._lines = _lines_of(width)
        self._rng = rng
        self._divides = divides
        self._until = self._next()

    def _next(self) -> float:
        """How many line ends divide no word before the next one does."""
        return self._rng.expovariate(self._divides) if self._divides else math.inf

    def add(self, text: str) -> None:
        """What is no paragraph: titles, blank lines."""
        self.pieces.append(text)
        self.at += len(text)

    def joint(self) -> None:
        """The blank line between two paragraphs."""
        self.joints.append(self.at)
        self.add("\n\n")

    def paragraph(self, number: int, portion: str | None, words: Words, sign: str) -> None:
        """One paragraph."""
        mark = f"{sign}{number}. ({portion}) " if portion else f"{sign}{number}. "
        start = self.at
        text = mark + words.text
        if "\n" not in text:
            self._wrapped(text)
        else:
            for place, line in enumerate(text.split("\n")):
                if place:
                    self.add("\n")
                self._wrapped(line)
        self.paragraphs.append(Placed(number, portion, words, start, start + len(mark), self.at))

    def _wrapped(self, text: str) -> None:
        lines = self._lines(text)
        if len(lines) - 1 > self._until:
            lines = self._divided_lines(text)
        self._until -= len(lines) - 1
        at = self.at
        for line in lines[:-1]:
            at += len(line)
            self.wraps.append(at)
            at += 1
        self.pieces.append("\n".join(lines))
        self.at += len(text)

    def _divided_lines(self, text: str) -> list[str]:
        """The lines of a text of which some end inside a word; those stand joined, for the hyphen is put in later."""
        width, begin, owed = self.width, 0, 0
        lines: list[str] = []
        joined = ""
        while len(text) - begin > width:
            cut = text.rfind(" ", begin, begin + width + 1)
            if cut <= begin:
                cut = text.find(" ", begin + width)
                if cut < 0:
                    break
            if len(lines) >= self._until:
                owed += 1  # not every word can be divided: the next one that can is
                self._until += self._next()
            if owed and (inside := _division(text, cut + 1, begin + width - 1)):
                owed -= 1
                joined += text[begin:inside]
                self.divided.append(self.at + inside)
                begin = inside
                continue
            lines.append(joined + text[begin:cut])
            joined = ""
            begin = cut + 1
        return [*lines, joined + text[begin:]]


@cache
def _lines_of(width: int) -> Callable[[str], list[str]]:
    """What wraps a text at its blanks into lines of at most a width, but for longer words."""
    return re.compile(rf"(.{{1,{width}}}|[^ ]+)(?: |\Z)").findall


def _division(text: str, start: int, limit: int) -> int:
    """Where the word at `start` can be divided before `limit`, between two syllables; 0 where it cannot."""
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    for place in range(min(limit, end - 3), start + 1, -1):
        if text[place] not in _VOWELS and text[place + 1] in _VOWELS and text[start:place].isalpha():
            return place
    return 0
