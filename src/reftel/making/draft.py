"""A made telegram before damage: its fields, its clean text, and where the parts of that text stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from reftel.making.edits import Edit
    from reftel.making.prose import Words
    from reftel.making.traffic import Plan


_VOWELS = frozenset("AEIOUYaeiouy")


class Placed(NamedTuple):
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

    A wrap takes the place of a blank, so places in the words stay what they are.
    """

    def __init__(self, at: int, width: int) -> None:
        self.at = at
        self.width = width
        self.pieces: list[str] = []
        self.paragraphs: list[Placed] = []
        self.wraps: list[int] = []
        self.joints: list[int] = []
        self.divided: list[int] = []
        self.owed = 0

    def add(self, text: str) -> None:
        """What is no paragraph: titles, blank lines."""
        self.pieces.append(text)
        self.at += len(text)

    def joint(self) -> None:
        """The blank line between two paragraphs."""
        self.joints.append(self.at)
        self.add("\n\n")

    def paragraph(self, number: int, portion: str | None, words: Words, sign: str, divides: float, chance: Any) -> None:
        """One paragraph; of its line ends a share of `divides` divide a word, as `chance` (a random.random) tells."""
        mark = f"{sign}{number}. ({portion}) " if portion else f"{sign}{number}. "
        start = self.at
        text = mark + words.text
        if "\n" not in text:
            self._wrapped(text, divides, chance)
        else:
            for place, line in enumerate(text.split("\n")):
                if place:
                    self.add("\n")
                self._wrapped(line, divides, chance)
        self.paragraphs.append(Placed(number, portion, words, start, start + len(mark), self.at))

    def _wrapped(self, text: str, divides: float, chance: Any) -> None:
        width, at, pieces, wraps = self.width, self.at, self.pieces, self.wraps
        begin, length = 0, len(text)
        find = text.rfind
        while length - begin > width:
            cut = find(" ", begin, begin + width + 1)
            if cut <= begin:
                cut = text.find(" ", begin + width)
                if cut < 0:
                    break
            if divides and chance() < divides:
                self.owed += 1  # not every word can be divided: the next one that can is
            if self.owed and (inside := _division(text, cut + 1, begin + width - 1)):
                self.owed -= 1
                pieces.append(text[begin:inside])
                self.divided.append(at + inside)
                begin = inside
                continue
            pieces.append(text[begin:cut])
            pieces.append("\n")
            wraps.append(at + cut)
            begin = cut + 1
        pieces.append(text[begin:])
        self.at += length


def _division(text: str, start: int, limit: int) -> int:
    """Where the word at `start` can be divided before `limit`, between two syllables; 0 where it cannot."""
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    for place in range(min(limit, end - 3), start + 1, -1):
        if text[place] not in _VOWELS and text[place + 1] in _VOWELS and text[start:place].isalpha():
            return place
    return 0
