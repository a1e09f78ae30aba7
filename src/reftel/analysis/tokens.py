"""Words and marks of a paragraph, as flat lists: the ground that every other rule stands on."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.analysis.lexicon import ADV, HUMAN, OTHER, TITLE, word_bits

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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if word[-2:] in _POSSESSIVES and len(word) > 2:
            words += word[:-2], word[-2:]
            middle = start + len(word) - 2
            starts += start, middle
            ends += middle, match.end()
            continue
        words.append(word)
        starts.append(start)
        ends.append(match.end())
    lowers = [word.lower() for word in words]
    known = word_bits()
    bits = [known.get(word) or _bits_of(word) for word in lowers]
    for place, lower in enumerate(lowers):
        if lower == "may" and _is_month(words, place):
            bits[place] = OTHER
    return Tokens(text, words, lowers, starts, ends, bits)


def _is_month(words: list[str], place: int) -> bool:
    """Whether `May` is the month: a number beside it, or a capital inside a sentence in mixed case."""
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if before[:1].isdecimal() or (after[:1].isdecimal() and len(after) <= 4):
        return True
    return words[place] == "May" and (before.lower() in _BEFORE_MONTHS or after == ",")


_BEFORE_MONTHS = frozenset(("in", "of", "last", "next", "since", "by", "until", "this", "early", "late", "mid", "from"))


def _bits_of(word: str) -> int:
    if word.endswith("ly") and len(word) > 4:
        return ADV
    if "/" in word or "-" in word:
        last = word.replace("/", "-").rpartition("-")[2]
        return word_bits().get(last, OTHER) & (TITLE | HUMAN) or OTHER
    return OTHER


def in_capitals(words: list[str]) -> bool:
    """Whether a text is written in capitals only, as telegrams were until the 1980s (lower case is at most one in 20).

    >>> in_capitals(["THE", "MINISTER", "SAID"]), in_capitals(["The", "GOB", "said"])
    (True, False)
    """
    longer = [word for word in words if len(word) > 1 and word[0].isalpha()]
    lower = sum(1 for word in longer if not word.isupper())
    return lower * 20 <= len(longer)
