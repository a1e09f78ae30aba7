"""Words and marks of a paragraph, as flat lists: the ground that every other rule stands on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, HUMAN, MODAL, NEG, OTHER, TITLE, word_bits

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Initials (U.S.), words with inner apostrophes, hyphens and slashes (Pol-Econ, A/S, D'Affaires), numbers (1.5,
#: 50,000),
#: dashes, dots, and any other sign alone. The alternatives begin with different characters or are tried once: linear.
_TOKEN = re.compile(
    r"(?:[^\W\d_]{2,12}-)?(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])"
    r"|[$]?[^\W_]+(?:['’][^\W_]+|[-/&+][^\W_]+|[.,](?=\d)\d+)*%?"
    r"|--+|\.\.+|\n|[^\s]"
)
_POSSESSIVES = ("'s", "’s", "'S", "’S")


class Tokens(NamedTuple):
    """Token `i` is `text[starts[i]:ends[i]]`; `words` as written, `lowers` in lower case, `bits` its word classes."""

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    bits: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def cut(self, first: int, stop: int) -> str:
        """The text from token `first` up to, not with, token `stop`."""
        return self.text[self.starts[first] : self.ends[stop - 1]] if stop > first else ""


def tokenize(text: str) -> Tokens:
    """Cut a text into words and marks; a possessive 's is a token of its own, a line break that means something too.

    >>> tokenize("Mr. Aliyev's U.S. trip cost $1,500.").words
    ['Mr', '.', 'Aliyev', "'s", 'U.S.', 'trip', 'cost', '$1,500', '.']
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if "'" in text or "’" in text:
        spans = list(_possessives_apart(text, spans))
    words = [text[start:end] for start, end in spans]
    lowers = [word.lower() for word in words]
    bits = [_bits(word) for word in lowers]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    if "may" in lowers:
        for place, lower in enumerate(lowers):
            if lower == "may" and _is_month(words, place):
                bits[place] = OTHER
    return Tokens(text, words, lowers, starts, ends, bits)


def _possessives_apart(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        if text[end - 1] in "sS" and end - start > 2 and text[end - 2 : end] in _POSSESSIVES:
            yield start, end - 2
            yield end - 2, end
        else:
            yield start, end


def _is_month(words: list[str], place: int) -> bool:
    """Whether `May` is the month: a number beside it, or a capital inside a sentence in mixed case."""
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if before[:1].isdecimal() or (after[:1].isdecimal() and len(after) <= 4):
        return True
    return words[place] == "May" and (before.lower() in _BEFORE_MONTHS or after == ",")


_BEFORE_MONTHS = frozenset(("in", "of", "last", "next", "since", "by", "until", "this", "early", "late", "mid", "from"))


@lru_cache(maxsize=100_000)
def _bits(word: str) -> int:
    known = word_bits().get(word)
    if known:
        return known
    if word.endswith("ly") and len(word) > 4:
        return ADV
    if word.endswith(("n't", "n’t")):
        return AUX | NEG | (MODAL if word[0] in "wcsm" and not word.startswith(("was", "were")) else 0)
    if "/" in word or "-" in word:
        before, _, last = word.replace("/", "-").rpartition("-")
        office = before if last in ("designate", "elect") else last
        return word_bits().get(office, OTHER) & (TITLE | HUMAN) or OTHER
    return OTHER


def in_capitals(words: list[str]) -> bool:
    """Whether a text is written in capitals only, as telegrams were until the 1980s (lower case is at most one in 20).

    >>> in_capitals(["THE", "MINISTER", "SAID"]), in_capitals(["The", "GOB", "said"])
    (True, False)
    """
    lower = sum(map(str.islower, words))
    return lower * 20 <= sum(map(str.isupper, words))
