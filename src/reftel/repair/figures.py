"""Letters of a word that printed as figures or signs, 1973-79: a teleprinter lost its shift for one letter (LIK3LY)."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from reftel.model.repair import APPLIED_FROM, Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: The letter on the key of each figure and of those signs that stand inside no word.
_LETTER_OF = dict(zip("1234567890,.?:-", "qwertyuiopnmbca", strict=True))
#: Before a letter, and at the end of a word; two patterns, since one with a choice would be tried at every character.
_SIGN, _LAST = re.compile(r"[-,.?:0-9](?=[A-Z])"), re.compile(r"[0-9](?<=[A-Z]{3}[0-9])(?!\w)")
_HEAD, _TAIL = re.compile(r"[A-Z]{1,16}\Z"), re.compile(r"[A-Z]{0,16}")
_AROUND = frozenset(" \n\"'(),.;:")
_SHORTEST, _SHORTEST_SURE = 3, 6
_COMMON = 1_000_000


def shifted_letters(sheet: Sheet) -> Iterator[Repair]:
    """`SEPTEM?ER`, `LIK3LY`, `2AS`: a figure or a sign for a letter, where only the letter makes a word."""
    if sheet.mixed_case or sheet.draft.dialect == "state2000":
        return
    text, counts = sheet.text, sheet.lexicon.counts
    for found in chain(sheet.find(_SIGN), sheet.find(_LAST)):
        place = found.start()
        head = _HEAD.search(text, max(place - 16, 0), place)
        tail = _TAIL.match(text, place + 1)
        assert tail is not None
        start, end = head.start() if head else place, tail.end()
        if text[start - 1 : start] in _AROUND and text[end : end + 1] in _AROUND:
            whole = _meant(text[start:place].lower(), found[0], tail[0].lower(), counts)
            if whole is not None:
                confidence = 0.9 if len(whole) >= _SHORTEST_SURE else 0.6
                sure = confidence >= APPLIED_FROM
                yield Repair(start, end, text[start:end], whole.upper(), "shifted-letter", confidence, sure)


def _meant(head: str, sign: str, tail: str, counts: dict[str, int]) -> str | None:
    """The common word with a letter in place of a sign: the one on its key, or of signs in a long word any other.

    A sign between two known words, or before one, is a sign.
    """
    on_key = head + _LETTER_OF[sign] + tail
    if len(on_key) < _SHORTEST:
        return None
    if not sign.isdigit() and (not head or max(head, tail, key=len) in counts):
        return None
    if counts.get(on_key, 0) >= _COMMON:
        return on_key
    if sign.isdigit() or len(on_key) < _SHORTEST_SURE:
        return None
    common = [whole for letter in _LETTERS if counts.get(whole := head + letter + tail, 0) >= _COMMON]
    return common[0] if len(common) == 1 else None
