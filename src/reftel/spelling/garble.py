"""Words that were damaged on the way: digits for letters (ELECTI0NS), signs for letters (NAZARB*YEV)."""

from __future__ import annotations

import re
from itertools import product

#: Digits and the letters that they are taken for.
_LOOKS_LIKE = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "6": "b", "8": "b", "9": "g"}
#: Stands in a garbled word for what cannot be read.
HOLE = "?"
_MOST_DIGITS = 2
_SIGNS = r"*?#$%&@!+=<>^~\\|\[\]{}"
#: Letters with one to three such signs inside. No look back: each word is met once, from its first letter.
_GARBLED = re.compile(rf"[A-Za-z]{{2,30}}(?:[{_SIGNS}]{{1,3}}[A-Za-z]{{1,30}}){{1,3}}")
_SIGN = re.compile(rf"[{_SIGNS}]+")
_ANY = re.compile(rf"[{_SIGNS}](?=[A-Za-z{_SIGNS}])")
_LETTERS = 5  # of a garbled word, or it may be anything


def undamaged(word: str) -> tuple[str, ...]:
    """The words that a word with digits in it may have been; none for what is rather a number or a name with one.

    >>> undamaged("electi0ns"), undamaged("wi11iam"), undamaged("b52"), undamaged("1974")
    (('elections',), ('wiiiiam', 'wiiliam', 'wiliiam', 'william'), (), ())
    """
    digits = [letter for letter in word if letter.isdigit()]
    if not 1 <= len(digits) <= _MOST_DIGITS or len(word) < _LETTERS or not word.isascii():
        return ()
    if not word[0].isalpha() or any(digit not in _LOOKS_LIKE for digit in digits):
        return ()
    return tuple("".join(way) for way in product(*(_LOOKS_LIKE.get(letter, letter) for letter in word)))


def garbled_words(text: str) -> list[str]:
    """The words of a text with signs inside, small, each sign or row of signs as `?`.

    >>> garbled_words("PRESIDENT NAZARB*YEV SA!D; AT&T; X*Y*Z")
    ['nazarb?yev']
    """
    found: list[str] = []
    if not _ANY.search(text):  # the rule; this looks ten times faster
        return found
    for word in _GARBLED.findall(text):
        garbled = _SIGN.sub(HOLE, word.lower())
        if len(garbled) - garbled.count(HOLE) >= _LETTERS:
            found.append(garbled)
    return found


def may_be(garbled: str, word: str) -> bool:
    """Whether a garbled word may have been this word: each `?` stands for up to three letters.

    >>> may_be("nazarb?yev", "nazarbayev"), may_be("nazarb?yev", "nazareth")
    (True, False)
    """
    head, *rest = garbled.split(HOLE)
    if not word.startswith(head):
        return False
    return _follows(word[len(head) :], rest)


def _follows(word: str, pieces: list[str]) -> bool:
    if not pieces:
        return not word
    return any(
        word[lost:].startswith(pieces[0]) and _follows(word[lost + len(pieces[0]) :], pieces[1:]) for lost in range(4)
    )
