"""Typographic marks that one drafting program stored as other characters.

One fixed table explains all of it: an opening quotation mark became `&`, a closing one `8`, an apostrophe `,`, an en
dash `)` and an em dash `*`. It depends on the drafter, so the marks are mended only in a telegram that shows the
damage.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: 96% of real pairs stand within 200 characters, 98.5% within 300.
_FURTHEST_QUOTE = 300

_CERTAIN_APOSTROPHE = re.compile(
    r"(?<=[A-Za-z.)]{2}),(?=(?:s|re|ve|ll)\b)|(?<=[A-Z.)]{2}),(?=(?:S|RE|VE|LL)\b)|(?<=n),(?=t\b)|(?<=N),(?=T\b)"
    r"|(?<=8),(?=s\b)|(?<=\bI),(?=(?:m|d|ve|ll)\b)"
)
_LIKELY_APOSTROPHE = re.compile(
    r"(?<=\d\d),(?=s\b)|(?<=\b(?:he|we|[Hh]e|[Ww]e)),(?=d [a-z])|(?<=\b(?:she|who|[Ss]he|[Ww]ho)),(?=d [a-z])"
    r"|(?<=\b(?:they|[Tt]hey)),(?=d [a-z])|(?<=\bRet),(?=d\b)|(?<=\b[Cc]ont),(?=d\b)|(?<=\b[OD]),(?=[A-Z][a-z]{3})"
)
_PLURAL = re.compile(r"(?<=[a-z]{3}s),(?= [a-z]{3,})")

_MARKS = re.compile(
    r"(?P<open>(?<![^\s(\[\"'“/-])&(?=[A-Za-z0-9$'(.\[]))"
    r"|(?P<close>(?<=[A-Za-z.,?!;:%'’)\]0-9XX])[8⁸](?=[\s.,;:!?)\]'\"/-]|\Z))"
    r"|(?P<straight>(?<=[A-Za-z.,?!])[\"”](?=[\s.,;:!?)]|\Z))"
    r"|(?P<entity>[^\x00-\x7f“”‘’–—…é§¶⁸])"
)
_NOT_CLOSING = re.compile(
    r"(?:(?:\b[A-Z])|(?:\d[.,]?)|(?:\bn\.)|(?:\b(?:EU|RE|UN|MI|BG|SU|IL|MIG)-?))\Z", re.IGNORECASE
)
_AMOUNT = re.compile(r"\d,\d\d\d\Z")

_SPACED_DASH = re.compile(r"(?<=[ \n])\)(?=[ \n])")
_GLUED_DASH = re.compile(r"(?<=[A-Za-z0-9%.’'\"8])\)(?= [A-Za-z&\"$0-9])")
_BRACKET = re.compile(r"[()]")
_ENUMERATOR = re.compile(r"(?:^|[\s(;,:¶\ufffd])(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,3})\.?\Z")
_STAR = re.compile(r"(?<=[A-Za-z])\*(?=[A-Za-z])")

#: Names of entities that are no damage where they were read as such.
_TYPOGRAPHY = frozenset(
    "nbsp shy mdash ndash lsquo rsquo sbquo ldquo rdquo bdquo hellip euro trade bull middot"  # noqa: SIM905
    " ensp emsp thinsp zwj zwnj lrm rlm".split()
)

#: What a decoder that needs no semicolon made of the start of a quoted word: sign -> the letters it swallowed.
_SWALLOWED = {
    chr(code): name
    for name, code in name2codepoint.items()
    if name.isalpha() and name.islower() and code > 127 and not chr(code).isalpha() and name not in _TYPOGRAPHY
} | {"µ": "micro"}


def shows_family(sheet: Sheet) -> bool:
    """Whether this telegram shows the damage at all: an apostrophe as comma, or a pair of `&` and `8`."""
    if sheet.family is None:
        text = sheet.text
        sheet.family = (
            any(mark in text for mark in (",s", "n,t", ",re", ",ve", ",ll", ",S", "N,T"))
            and any(True for _ in _hits(sheet, _CERTAIN_APOSTROPHE))
        ) or any(True for _ in shifted_quotes(sheet))
    return sheet.family


def shifted_apostrophes(sheet: Sheet) -> Iterator[Repair]:
    """`Kazakhstan,s`, `doesn,t`, `they,re`: a comma that was an apostrophe; it has no other reading there."""
    if "," not in sheet.text or not shows_family(sheet):
        return
    for place in _hits(sheet, _CERTAIN_APOSTROPHE):
        yield Repair(place, place + 1, ",", "’", "shifted-apostrophe", 0.99)


def likely_apostrophes(sheet: Sheet) -> Iterator[Repair]:
    """`he,d`, `1990,s`, `O,Malley`: likely where the telegram shows the damage."""
    if "," not in sheet.text or not shows_family(sheet):
        return
    for place in _hits(sheet, _LIKELY_APOSTROPHE):
        yield Repair(place, place + 1, ",", "’", "likely-apostrophe", 0.9)


def plural_possessives(sheet: Sheet) -> Iterator[Repair]:
    """`the parties, leaders`: cannot be told from a comma, so it is only suggested."""
    if "s, " not in sheet.text or not shows_family(sheet):
        return
    for place in _hits(sheet, _PLURAL):
        yield Repair(place, place + 1, ",", "’", "plural-possessive", 0.1, applied=False)


def shifted_quotes(sheet: Sheet) -> Iterator[Repair]:
    """`&soften8`: an ampersand and an eight that were a pair of quotation marks, at most 300 characters apart."""
    text = sheet.text
    if "&" not in text and text.isascii():
        return
    found = [repair for start, end in sheet.ranges for repair in _quotes_in(sheet, start, end)]
    in_prose = set(sheet.inside_prose((repair.start, repair.end) for repair in found))
    yield from (repair for repair in found if (repair.start, repair.end) in in_prose)


def _quotes_in(sheet: Sheet, start: int, end: int) -> Iterator[Repair]:
    """Pairs in one stretch of words: each opener with the next closer before another opener."""
    text = sheet.text
    opener: int | None = None
    weak: int | None = None
    events = ((m.start(), m.lastgroup or "") for m in _MARKS.finditer(text, start, end))
    for place, kind in events:
        if opener is not None and place - opener > _FURTHEST_QUOTE:
            yield from _pair(text, opener, weak)
            opener = weak = None
        if kind == "entity" and not _can_be_swallowed(text, place, end):
            continue
        if kind in ("open", "entity"):
            if sheet.in_address(place):
                continue
            yield from _pair(text, opener, weak)
            opener, weak = place, None
        elif opener is None:
            continue
        elif kind == "straight":
            yield from _pair(text, opener, None, closed=True)
            opener = weak = None
        elif _is_weak_closer(text, place):
            weak = place if weak is None else weak
        else:
            yield from _pair(text, opener, place)
            opener = weak = None
    yield from _pair(text, opener, weak)


def _pair(text: str, opener: int | None, closer: int | None, *, closed: bool = False) -> Iterator[Repair]:
    if opener is None or (closer is None and not closed):
        return
    sign = text[opener]
    if sign == "&":
        yield Repair(opener, opener + 1, sign, "“", "shifted-quote", 0.99)
    else:
        yield Repair(opener, opener + 1, sign, "“" + _SWALLOWED[sign], "false-entity", 0.9)
    if closer is not None:
        yield Repair(closer, closer + 1, text[closer], "”", "shifted-quote", 0.99)


def _is_weak_closer(text: str, place: int) -> bool:
    """An 8 that can be a digit after all: `G8`, `1998`, `2.8`; `250,0008` cannot."""
    if text[place] == "⁸":
        return False
    before = text[max(place - 8, 0) : place]
    return _NOT_CLOSING.search(before) is not None and _AMOUNT.search(before) is None


def _can_be_swallowed(text: str, place: int, end: int) -> bool:
    sign, after = text[place], text[place + 1 : min(place + 2, end)]
    if sign not in _SWALLOWED:
        return False
    return after.isalpha() or (after in {" ", "-"} and sign not in "£¢¥§©®°±")


def lone_closers(sheet: Sheet) -> Iterator[Repair]:
    """`authorities.⁸`: a raised eight without a partner is a lost opener or a stray mark: suggested, and a defect."""
    if "⁸" not in sheet.text:
        return
    paired = {repair.start for repair in shifted_quotes(sheet)}
    for place in _places(sheet.text, "⁸"):
        if place not in paired:
            message = "a raised eight that closes no quotation"
            sheet.draft.defects.append(Defect("orphan-quote", place, place + 1, message))
            yield Repair(place, place + 1, "⁸", "”", "lone-quote", 0.4, applied=False)


def shifted_dashes(sheet: Sheet) -> Iterator[Repair]:
    """`think ) that` and `think) that`: a bracket that closes nothing was a dash."""
    text = sheet.text
    if (") " not in text and ")\n" not in text) or not shows_family(sheet):
        return
    for start, end in sheet.ranges:
        yield from _dashes_in(text, start, end)


def _dashes_in(text: str, start: int, end: int) -> Iterator[Repair]:
    open_brackets = 0
    spaced_closer = -_FURTHEST_QUOTE
    for found in _BRACKET.finditer(text, start, end):
        place = found.start()
        is_spaced = _SPACED_DASH.match(text, place) is not None
        if found[0] == "(":
            open_brackets += 1
        elif open_brackets:
            open_brackets -= 1
            spaced_closer = place if is_spaced else -_FURTHEST_QUOTE
        elif is_spaced:
            yield Repair(place, place + 1, ")", "–", "shifted-dash", 0.98)
        elif place - spaced_closer < _FURTHEST_QUOTE:
            # (Union ) CDU): the second bracket closes, so the first was the dash
            yield Repair(spaced_closer, spaced_closer + 1, ")", "–", "shifted-dash", 0.95)
            spaced_closer = -_FURTHEST_QUOTE
        elif _GLUED_DASH.match(text, place) and not _ENUMERATOR.search(text, max(place - 8, start - 1, 0), place):
            yield Repair(place, place + 1, ")", " –", "shifted-dash", 0.9)


def shifted_long_dashes(sheet: Sheet) -> Iterator[Repair]:
    """`word*word`: a star between two letters was an em dash."""
    if "*" not in sheet.text or not shows_family(sheet):
        return
    for place in _hits(sheet, _STAR):
        yield Repair(place, place + 1, "*", "—", "shifted-long-dash", 0.9)


def _hits(sheet: Sheet, pattern: re.Pattern[str]) -> Iterator[int]:
    """Places of single characters in prose, none of them inside an address of mail or web."""
    for start, end in sheet.prose:
        for found in pattern.finditer(sheet.text, start, end):
            if not sheet.in_address(found.start()):
                yield found.start()


def _places(text: str, mark: str) -> Iterator[int]:
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)
