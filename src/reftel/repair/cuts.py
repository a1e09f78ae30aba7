"""Words that a column cut in two, and words that lost the blank between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.hyphens import joins_for_certain
from reftel.repair.lexicon import shipped_lexicon
from reftel.repair.sheet import words_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: A program put a blank after so many characters without one.
_CUT_AT = 45

_RULE = re.compile(r"(?<!\S)(?:-{45} -+|={45} =+|\*{45} \*+|_{45} _+|~{45} ~+)(?!\S)")
_LONG = re.compile(r"(?<!\S)\S{45} (?=\S)")
_REST = re.compile(r"\S{1,45}")
_HYPHEN = re.compile(r"- (?=[A-Za-z])")
_LISTED = frozenset(("and", "or", "to", "nor", "through", "und", "y", "et"))
_WORD = re.compile(r"[A-Za-z]{1,30}")


def cut_rules(sheet: Sheet) -> Iterator[Repair]:
    """A rule of 45 hyphens, a blank and more hyphens: the blank goes; anywhere in the text."""
    text = sheet.text
    if not any(sign * _CUT_AT + " " + sign in text for sign in "-=*_~"):
        return
    for found in _RULE.finditer(text):
        place = found.start() + _CUT_AT
        yield Repair(place, place + 1, " ", "", "cut-rule", 0.99)


def cut_addresses(sheet: Sheet) -> Iterator[Repair]:
    """A web address that was cut after 45 characters: the blank goes, unless the rest is a word of its own."""
    text = sheet.text
    if not sheet.has_addresses:
        return
    for found in sheet.find(_LONG):
        token = found[0]
        if not ("://" in token or token.startswith("www.") or "@" in token):
            continue
        place = found.end() - 1
        rest = _REST.match(text, place + 1)
        word = rest[0].rstrip(".,;:)").lower() if rest else ""
        confidence = 0.5 if word in shipped_lexicon() or word in _LISTED else 0.9
        yield Repair(place, place + 1, " ", "", "cut-address", confidence, confidence >= APPLIED_FROM)


def hyphens_inside_lines(sheet: Sheet) -> Iterator[Repair]:
    """`CON- TINUED`, `counter- terrorism`: what is left of a hyphen at a line end once the lines were joined."""
    text = sheet.text
    for found in sheet.find(_HYPHEN):
        place = found.start()
        if not text[place - 1 : place].isalpha() or place == 0:
            continue
        after = _WORD.match(text, place + 2)
        if after is None or after[0].lower() in _LISTED:
            continue
        joined = joins_for_certain(text, place, place + 2, lambda: sheet.once(words_on))
        if joined is None:
            continue
        if joined.keeps:
            yield Repair(place + 1, place + 2, " ", "", "inline-hyphen", joined.confidence)
        else:
            yield Repair(place, place + 2, "- ", "", "inline-hyphen", joined.confidence)
