"""A text reduced to kinds of characters, one byte each: what cheap questions are asked of, before any pattern is."""

from __future__ import annotations

import string
from functools import lru_cache
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:
    from collections.abc import Iterator


def _fold(code: int) -> int:
    """Letters in small, figures as 0, white space as a blank, the hyphen as it is, all else as a point."""
    character = chr(code)
    if character in string.ascii_letters:
        return ord(character.lower())
    if character in string.digits:
        return ord("0")
    if character in " \t\r\n":
        return ord(" ")
    return code if character == "-" else ord(".")


_FOLDED = bytes(map(_fold, range(256)))
_CASES = bytes(
    ord("a" if chr(code).islower() else "A") if chr(code) in string.ascii_letters else ord(".") for code in range(256)
)


@lru_cache(maxsize=4)  # several layers ask about the text that is being read
def folded(text: str) -> bytes:
    r"""The text with small letters, 0 for every figure, blanks for white space and points for all other signs.

    Places stay: one byte for each character. A fixed word is found in it some twenty times faster than a pattern that
    begins with a class of characters finds it in the text.

    >>> folded("REF: Ástana 605,\n-")
    b'ref. .stana 000. -'
    """
    return _narrow(text).translate(_FOLDED)


def cases(text: str) -> bytes:
    """The text with `a` for every small letter, `A` for every capital and points for all other signs.

    >>> cases("reasonPutin, 1952")
    b'aaaaaaAaaaa......'
    """
    return _narrow(text).translate(_CASES)


@lru_cache(maxsize=4)
def _narrow(text: str) -> bytes:
    """One byte for each character; curly quotation marks and the like are question marks."""
    return text.encode("latin-1", "replace")


def places_of(words: AnyStr, text: AnyStr, start: int, end: int) -> Iterator[int]:
    """Where words stand in `text[start:end]`, one after the other without overlap."""
    place = text.find(words, start, end)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words), end)
