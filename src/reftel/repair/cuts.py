"""Words that a column cut in two, and words that lost the blank between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.hyphens import joins_for_certain
from reftel.repair.sheet import compounds_on
from reftel.text.folded import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: A program put a blank after so many characters without one.
_CUT_AT = 45
_LONGEST_REST = 200

_REST = re.compile(r"\S{1,45}")
_IN_ADDRESS = ("://", "www.", "@")
_HYPHEN = re.compile(r"- (?=[A-Za-z])")
_LISTED = frozenset(("and", "or", "to", "nor", "through", "und", "y", "et"))
_WORD = re.compile(r"[A-Za-z]{1,30}")


def cut_rules(sheet: Sheet) -> Iterator[Repair]:
    """A rule of 45 hyphens, a blank and more hyphens: the blank goes; anywhere in the text."""
    text = sheet.text
    for sign in "-=*_~":
        if sign not in text:
            continue
        cut = sign * _CUT_AT + " " + sign
        place = text.find(cut)
        while place >= 0:
            blank = place + _CUT_AT
            after = text[blank + 1 : blank + 1 + _LONGEST_REST].lstrip(sign)[:1]
            if (place == 0 or text[place - 1].isspace()) and (not after or after.isspace()):
                yield Repair(blank, blank + 1, " ", "", "cut-rule", 0.99)
            place = text.find(cut, blank)


def cut_addresses(sheet: Sheet) -> Iterator[Repair]:
    """A web address that was cut after 45 characters: the blank goes, unless the rest is a word of its own."""
    text = sheet.text
    if not sheet.has_addresses:
        return
    done = -1
    signs = sorted(place for sign in _IN_ADDRESS for place in places_of(sign, text, 0, len(text)))
    for sign, _ in sheet.inside_prose((place, place + 1) for place in signs):
        start = _token_start(text, sign)
        blank = start + _CUT_AT
        if start == done or text[blank : blank + 1] != " " or text[start:blank].split() != [text[start:blank]]:
            continue
        done = start
        rest = _REST.match(text, blank + 1)
        if rest is None:
            continue
        word = rest[0].rstrip(".,;:)").lower()
        confidence = 0.5 if word in sheet.lexicon or word in _LISTED else 0.9
        yield Repair(blank, blank + 1, " ", "", "cut-address", confidence, confidence >= APPLIED_FROM)


def _token_start(text: str, place: int) -> int:
    """Where the run of characters around a place begins, looked for as far as a cut token reaches."""
    before = text[max(place - _CUT_AT, 0) : place]
    return (
        place - len(before) if not before.split() else place - (0 if before[-1].isspace() else len(before.split()[-1]))
    )


def hyphens_inside_lines(sheet: Sheet) -> Iterator[Repair]:
    """`CON- TINUED`, `counter- terrorism`: what is left of a hyphen at a line end once the lines were joined."""
    text = sheet.text
    for found in sheet.find(_HYPHEN):
        place = found.start()
        if not text[place - 1 : place].isalpha() or place == 0:
            continue
        after = _WORD.match(text, place + 2)
        if after is None:
            continue
        if after[0].lower() in _LISTED:
            if text[after.end() : after.end() + 1] == "-":  # duck- and-cover
                yield Repair(place + 1, place + 2, " ", "", "inline-hyphen", 0.9)
            continue
        joined = joins_for_certain(text, place, place + 2, lambda: sheet.once(compounds_on))
        if joined is None:
            continue
        if joined.keeps:
            yield Repair(place + 1, place + 2, " ", "", "inline-hyphen", joined.confidence)
        else:
            yield Repair(place, place + 2, "- ", "", "inline-hyphen", joined.confidence)
