"""Sentences and quotations of a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import english, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.tokens import Tokens

_STOPS = frozenset((".", "?", "!", "..", "...", "...."))
_CLOSERS = frozenset(("”", '"', "’", "'", ")", "]", "⁸"))
_OPENING = frozenset(("“", "‘", "«", "„"))
_CLOSING = frozenset(("”", "»"))
#: A quotation that does not close is given up after this many words.
_LONGEST_QUOTE = 400
#: Nobody writes a sentence of more words; lists and tables without a full stop can be taken for one.
_LONGEST_SENTENCE = 250


class Sentences(NamedTuple):
    """`bounds`: the first token and the one after the last of each sentence; `quoted[i]` numbers token i's quotation.

    The quotation marks belong to their quotation; 0 is outside of any.
    """

    bounds: list[tuple[int, int]]
    quoted: list[int]


def split_sentences(tokens: Tokens, capitals: bool = False) -> Sentences:
    """Cut a paragraph into sentences and find what stands in quotation marks.

    >>> from reftel.analysis.tokens import tokenize
    >>> t = tokenize('Gen. Abu said "no." The U.S. Embassy agreed.')
    >>> [t.cut(*bound) for bound in split_sentences(t).bounds]
    ['Gen. Abu said "no."', 'The U.S. Embassy agreed.']
    """
    quoted = _quotations(tokens)
    bounds: list[tuple[int, int]] = []
    first, place, size = 0, 0, len(tokens)
    while place < size:
        word = tokens.words[place]
        if word[-1] not in ".?!\n":
            place += 1
            continue
        if word == "\n":
            if _goes_on(tokens, place):
                place += 1
                continue
            if place > first:
                bounds.append((first, place))
            first = place = place + 1
            continue
        if word in _STOPS or word.endswith("."):
            stop = place + 1
            while stop < size and tokens.words[stop] in _CLOSERS and _closes(tokens, quoted, stop):
                stop += 1
            if _ends_sentence(tokens, place, stop, capitals):
                bounds.append((first, stop))
                first = place = stop
                continue
        place += 1
    if size > first:
        bounds.append((first, size))
    return Sentences([part for bound in bounds for part in _pieces(*bound)], quoted)


def _pieces(first: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence longer than any is cut, so that no work on one grows with the square of its length."""
    while stop - first > _LONGEST_SENTENCE:
        yield first, first + _LONGEST_SENTENCE
        first += _LONGEST_SENTENCE
    yield first, stop


def _goes_on(tokens: Tokens, place: int) -> bool:
    """Whether a sentence goes on over a line break: no mark before it, and a word in lower case after it."""
    after = place + 1
    while after < len(tokens) and not tokens.words[after][0].isalnum() and after < place + 3:
        after += 1
    return (
        place > 0
        and after < len(tokens)
        and tokens.words[place - 1][-1] not in ".?!:;"
        and tokens.words[after][0].islower()
        and len(tokens.words[after]) > 1
    )


def _closes(tokens: Tokens, quoted: list[int], place: int) -> bool:
    if tokens.words[place] in ")]”’⁸":
        return True
    return quoted[place] != 0 and quoted[place] == quoted[place - 1]


def _ends_sentence(tokens: Tokens, place: int, stop: int, capitals: bool) -> bool:
    """Whether the point at `place` ends a sentence, where the next one would begin at token `stop`."""
    word = tokens.words[place]
    if stop >= len(tokens):
        return True
    following = tokens.words[stop]
    if word in ("?", "!"):
        return following[0].isupper() or following in _OPENING or following == '"'
    if word in ("..", "...", "....") or following == "\n":
        return following[0].isupper()
    before = tokens.lowers[place - 1] if place else ""
    if word != ".":  # initials such as U.S. carry their own point
        opens = tokens.lowers[stop] in _OPENERS or (tokens.lowers[stop] in english() and following.endswith("ing"))
        if capitals:
            return tokens.lowers[stop] in ("he", "she", "they")
        return following[0].isupper() and opens
    if before in words_of("name_parts.toml", "abbreviations") and tokens.ends[place - 1] == tokens.starts[place]:
        return False
    if following[0].isdecimal() and before in words_of("name_parts.toml", "abbreviations_before_numbers"):
        return False
    if len(before) == 1 and before.isalpha() and before != "i":
        return _is_broken(tokens, place - 1)  # Shi,a, where an apostrophe became a comma
    if following[0].islower() or following in (",", ";", ":"):
        return False
    return tokens.starts[stop] > tokens.ends[stop - 1] or following[0].isupper() or not following[0].isalnum()


def _is_broken(tokens: Tokens, place: int) -> bool:
    """Whether a single letter belongs to the word before it, over a comma with no blank on either side."""
    if place < 2 or tokens.words[place - 1] != "," or not tokens.words[place].islower():
        return False
    return tokens.ends[place - 2] == tokens.starts[place - 1] and tokens.ends[place - 1] == tokens.starts[place]


_OPENERS = words_of("hints.toml", "sentences_openers")


_ANY_QUOTE = re.compile("[“‘«„\"`']|(?i:\\bquote\\b)")


def _quotations(tokens: Tokens) -> list[int]:
    """Number the quotations: curly marks, straight ones in pairs, and QUOTE ... UNQUOTE."""
    size = len(tokens)
    quoted = [0] * size
    if not _ANY_QUOTE.search(tokens.text):
        return quoted
    number, opened, mark = 0, -1, ""
    for place, word in enumerate(tokens.words):
        if opened >= 0:
            if _ends_quote(tokens, place, mark):
                number += 1
                for inner in range(opened, place + 1):
                    quoted[inner] = number
                opened = -1
            elif mark == '"' and word == '"':
                opened = place  # the mark before never closed
            elif place - opened > _LONGEST_QUOTE or (word in _OPENING and word == mark):
                opened, mark = (place, word) if word == mark else (-1, "")
            continue
        if (
            word in _OPENING
            or word == "``"
            or (word == '"' and not _is_closing(tokens, place))
            or (
                word == "'"
                and place + 1 < size
                and tokens.starts[place + 1] == tokens.ends[place]
                and (place == 0 or tokens.starts[place] > tokens.ends[place - 1])
            )
        ):
            opened, mark = place, word
        elif word in ("QUOTE", "Quote") or (
            word == "quote" and tokens.lowers[place - 1 : place] not in (["the"], ["to"])
        ):
            opened, mark = place, "QUOTE"
    return quoted


def _is_opening(tokens: Tokens, place: int) -> bool:
    """Whether a straight mark can only open: a space before it and a word right after it."""
    before = place == 0 or tokens.starts[place] > tokens.ends[place - 1]
    after = place + 1 < len(tokens) and tokens.starts[place + 1] == tokens.ends[place]
    return before and after and tokens.words[place + 1][0].isalnum()


def _is_closing(tokens: Tokens, place: int) -> bool:
    """Whether a straight mark can only close: a word or mark right before it and a space after it."""
    before = place > 0 and tokens.starts[place] == tokens.ends[place - 1] and tokens.words[place - 1] not in "([-"
    return before and (place + 1 >= len(tokens) or tokens.starts[place + 1] > tokens.ends[place])


def _ends_quote(tokens: Tokens, place: int, mark: str) -> bool:
    word = tokens.words[place]
    if mark == "QUOTE":
        return tokens.lowers[place] in ("unquote", "endquote") or (
            tokens.lowers[place] == "quote" and tokens.lowers[place - 1] in ("end", "close")
        )
    if mark == "'":
        return word == "'" and (
            place + 1 >= len(tokens)
            or tokens.starts[place + 1] > tokens.ends[place]
            or not tokens.words[place + 1][0].isalnum()
        )
    if mark == "‘":
        return word == "’" and tokens.starts[place] == tokens.ends[place - 1]
    if mark in ('"', "``"):
        return word in ('"', "”") and not _is_opening(tokens, place)
    return word in ("”", "»", '"')
