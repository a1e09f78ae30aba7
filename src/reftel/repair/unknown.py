"""Words of capitals that no lexicon knows: names and foreign words are among them, and the slips of a teletype."""

from __future__ import annotations

import re
from itertools import filterfalse
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from reftel.repair.lexicon import Lexicon
    from reftel.repair.sheet import Sheet

_WORD = re.compile(r"[A-Z]{2,}")
_LONGEST = 24
_WORD_BEFORE = re.compile(r"([A-Za-z]{1,20})\.?[ \n]{1,3}\Z")
_WORD_AFTER = re.compile(r"[ \n]{1,3}([A-Za-z]{1,20})")
_STOPS = frozenset(",.?:")
_POSSESSIVES = ("'S", "’S")
_APART = frozenset("'’/-&@_.0123456789")  # what stands against no plain word
#: After so many unknown words a text is hardly English.
_MOST = 1500

TITLES = frozenset(
    "mr mrs ms dr gen general col colonel lt ltc maj major capt captain cmdr adm admiral amb ambassador minister"  # noqa: SIM905
    " president senator deputy sr sra senor senora don fonmin foreignmin secretary father bishop judge professor prof"
    " miss messrs sergeant sgt ing lic named congressman".split()
)
FOREIGN = frozenset(
    "de la el los las del que en y por con para una un su sus se lo al es le les des du et der die das und von van"  # noqa: SIM905
    " da do dos das e".split()
)


class Unknown(NamedTuple):
    """A word that no lexicon knows, in small letters, and the words before and after it, empty where there are none.

    `owns` is whether 'S follows.
    """

    start: int
    end: int
    word: str
    before: str
    after: str
    owns: bool

    @property
    def is_foreign(self) -> bool:
        """Whether a neighbour is of another language."""
        return self.before in FOREIGN or self.after in FOREIGN

    def is_beside_unknown(self, lexicon: Lexicon) -> bool:
        """Whether a neighbour is unknown too: names stand beside names."""
        return any(len(word) > 2 and word not in lexicon.counts for word in (self.before, self.after))


def unknown_words(sheet: Sheet) -> list[Unknown]:
    """The plain words of capitals that nothing explains so far, in order; none in telegrams with small letters."""
    if not sheet.prose or sheet.mixed_case or sheet.draft.dialect == "state2000":
        return []
    text, found = sheet.text, []
    places = _places_of_unknown(text, sheet.prose[0][0], sheet.prose[-1][1], sheet.lexicon.counts)
    for start, end in sheet.inside_prose(places):
        owns = text[end : end + 2] in _POSSESSIVES
        if end - start > _LONGEST or not is_plain(text, start, end + 2 * owns):
            continue
        before = _WORD_BEFORE.search(text, max(start - 24, 0), start)
        after = _WORD_AFTER.match(text, end)
        one, other = (word[1].lower() if word else "" for word in (before, after))
        found.append(Unknown(start, end, text[start:end].lower(), one, other, owns))
        if len(found) > _MOST:
            return []
    return found


def _places_of_unknown(text: str, begin: int, stop: int, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Where words of capitals stand in `text[begin:stop]` that are not known.

    The words alone are found quicker than with their places; only those that are unknown are looked for again.
    """
    end = begin
    for lowered in filterfalse(known.__contains__, map(str.lower, _WORD.findall(text, begin, stop))):
        word = lowered.upper()
        start = text.find(word, end, stop)
        end = start + len(word)
        while (start > begin and _is_capital(text[start - 1])) or (end < stop and _is_capital(text[end])):
            start = text.find(word, start + 1, stop)
            end = start + len(word)
        yield start, end


def _is_capital(sign: str) -> bool:
    return "A" <= sign <= "Z"


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether a word stands by itself: no part of an abbreviation, a compound, or a word that a line end divides."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in _APART) or (after and after != "." and after in _APART):
        return False
    if after == "." and text[end + 1 : end + 2].isalnum():
        return False
    if before in _STOPS and text[start - 2 : start - 1].isalpha():
        return False  # I,SPECTION: rather the end of a longer one
    line_before = text[max(start - 8, 0) : start].rstrip()
    return not (line_before.endswith("-") and not line_before.endswith("--"))
