"""Typographic marks that one drafting program stored as other characters.

One fixed table explains all of it: an opening quotation mark became `&`, a closing one `8`, an apostrophe `,`, an en
dash `)` and an em dash `*`. It depends on the drafter, so the marks are mended only in a telegram that shows the
damage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.repair import Repair
from reftel.text.folded import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: 96% of real pairs stand within 200 characters, 98.5% within 300.
_FURTHEST_QUOTE = 300

#: A comma before what only an apostrophe stands before; what comes before the comma decides.
_CONTRACTION = re.compile(r",(?=(?P<rest>s|t|re|ve|ll|m|d|S|T|RE|VE|LL)\b)")
_NAME = re.compile(r",(?<=[OD],)(?=[A-Z][a-z]{3})")
_HE_WOULD = re.compile(r"\b(?:he|she|we|they|who|ret|cont)\Z", re.IGNORECASE)
_PLURAL = re.compile(r"s, (?=(?P<owned>[a-z]{4,20})(?P<after>[ \n.;:)]))")
_OWNERS = re.compile(
    r"\b(?:the|these|those|their|his|her|its|our|both|all|other|two|three|several|under)\s(?:[A-Za-z-]{2,20}\s)?[A-Za-z-]{2,20}\Z",
    re.IGNORECASE,
)
#: What follows a comma of its own right: no noun, so nothing that can be owned.
_NOT_OWNED = frozenset(
    "although among because before both could despite does during each either even every except from have however"  # noqa: SIM905
    " including instead just less like made many more most much must nearly neither none nonetheless note notably once"
    " only other particularly perhaps possibly probably rather same several should since some such than that their them"
    " then there therefore these they this those though through thus together unless unlike until upon very were what"
    " when where whereas whether which while whom whose will with within without would still also almost already always"
    " along after against another about around based given often over under noted said told added asked argued".split()
)

_STARTS_QUOTE = frozenset(" \t\r\n([\"'“/-")
_CAN_BE_QUOTED = re.compile(r"[A-Za-z0-9$'(.\[]")
_CLOSER = re.compile(r"[8⁸\"”]")
_ENDS_QUOTE = frozenset(" \t\r\n.,;:!?)]'\"/-")
_LAST_QUOTED = frozenset(".,?!;:%'’)]")
_NOT_CLOSING = re.compile(
    r"(?:(?:\b[A-Z])|(?:\d[.,]?)|(?:\bn\.)|(?:\b(?:EU|RE|UN|MI|BG|SU|IL|MIG)-?))\Z", re.IGNORECASE
)
_AMOUNT = re.compile(r"\d,\d\d\d\Z")

#: Signs that stand before a blank of their own right.
_USUAL_SIGNS = frozenset("£¢¥§©®°±")

_SPACED_DASH = re.compile(r"\)(?<=[ \n]\))(?=[ \n])")
_GLUED_DASH = re.compile(r"(?<=[A-Za-z0-9%.’'\"8])\)(?= [A-Za-z&\"$0-9])")
_ENUMERATOR = re.compile(r"(?:^|[\s(;,:¶\ufffd])(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,3})\.?\Z")
_STAR = re.compile(r"\*(?<=[A-Za-z]\*)(?=[A-Za-z])")

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

_SIGNS_OF_PAGES = ("¶", "’", "“", "”")

#: The signs that open a quotation, damaged: `&`, and what a decoder made of it and the letters after it.
_OPENER = re.compile(f"[&{re.escape(''.join(_SWALLOWED))}]")


def shows_family(sheet: Sheet) -> bool:
    """Whether this telegram shows the damage at all: an apostrophe as comma, or a pair of `&` and `8`."""
    return bool(sheet.once(certain_apostrophes) or sheet.once(paired_quotes))


def shifted_apostrophes(sheet: Sheet) -> Iterator[Repair]:
    """`Kazakhstan,s`, `doesn,t`, `they,re`: a comma that was an apostrophe; it has no other reading there."""
    for place in sheet.once(certain_apostrophes):
        yield Repair(place, place + 1, ",", "’", "shifted-apostrophe", 0.99)


def certain_apostrophes(sheet: Sheet) -> list[int]:
    """The places of commas that can only be apostrophes."""
    text = sheet.text
    places: list[int] = []
    for found in sheet.once(_contractions):
        place = found.start()
        if _is_contraction(text[max(place - 3, 0) : place], found["rest"]) and not sheet.in_address(place):
            places.append(place)
    return places


def _contractions(sheet: Sheet) -> list[re.Match[str]]:
    return list(sheet.find(_CONTRACTION))


def _is_contraction(before: str, rest: str) -> bool:
    """Whether an apostrophe between the two makes a word: n’t, I’m, Valmora’s, U.S.’s; capitals go with capitals."""
    last = before[-1:]
    if rest in {"t", "T"}:
        return last == ("n" if rest == "t" else "N")
    if last == "I" and (len(before) == 1 or not before[-2].isalnum()):
        return rest in {"m", "d", "ve", "ll"}
    if rest in {"m", "d"}:
        return False
    if rest == "s" and last in "8⁸":
        return len(before) > 1 and not before[-2].isdigit()
    if len(before) < 2 or not all(sign.isalpha() or sign in ".)" for sign in before[-2:]):
        return False
    return rest.islower() or before[-2:].upper() == before[-2:]


def likely_apostrophes(sheet: Sheet) -> Iterator[Repair]:
    """`he,d`, `1990,s`, `O,Malley`: likely where the telegram shows the damage."""
    text = sheet.text
    if "," not in text or not shows_family(sheet):
        return
    for found in sheet.once(_contractions):
        place = found.start()
        before = text[max(place - 5, 0) : place]
        if (found["rest"] == "s" and before[-2:].isdigit()) or (found["rest"] == "d" and _HE_WOULD.search(before)):
            yield Repair(place, place + 1, ",", "’", "likely-apostrophe", 0.9)
    for found in sheet.find(_NAME):
        place = found.start()
        if not text[max(place - 2, 0) : place - 1].isalnum():
            yield Repair(place, place + 1, ",", "’", "likely-apostrophe", 0.85)


def plural_possessives(sheet: Sheet) -> Iterator[Repair]:
    """`the parties, leaders`: cannot be told from a comma for certain, so it is only suggested."""
    text = sheet.text
    if not shows_family(sheet) or "s, " not in text:
        return
    for found in sheet.find(_PLURAL):
        owned = found["owned"]
        if owned in _NOT_OWNED or owned.endswith(("ing", "ly", "ed")) or _goes_on_as_list(text, found.end("owned")):
            continue
        place = found.start() + 1
        if _OWNERS.search(text, max(place - 60, 0), place):
            yield Repair(place, place + 1, ",", "’", "plural-possessive", 0.6, applied=False)


def _goes_on_as_list(text: str, place: int) -> bool:
    """Whether `, and`, `and` or `or` follows a word: then the comma before it divides the items of a list."""
    return text.startswith((",", " and ", " or ", ", "), place) or ", " in text[place : place + 16]


def shifted_quotes(sheet: Sheet) -> Iterator[Repair]:
    """`&soften8`: an ampersand and an eight that were a pair of quotation marks, at most 300 characters apart."""
    return iter(sheet.once(paired_quotes))


def paired_quotes(sheet: Sheet) -> list[Repair]:
    """The repairs of all quotations that an opener and its closer show."""
    openers = _openers(sheet)
    if not openers:
        return []
    found = [repair for start, end in sheet.ranges for repair in _quotes_in(sheet, openers, start, end)]
    in_prose = set(sheet.inside_prose((repair.start, repair.end) for repair in found))
    return [repair for repair in found if (repair.start, repair.end) in in_prose]


def _openers(sheet: Sheet) -> list[int]:
    """Where signs stand in prose that may open a quotation: `&`, and where commas are apostrophes, what it became."""
    text = sheet.text
    signs = "&"
    if not text.isascii() and sheet.once(certain_apostrophes):
        if _holds_rare_signs(text):
            return [found.start() for found in sheet.find(_OPENER)]
        signs = "&¶"
    places = sorted(place for sign in signs for place in places_of(sign, text, 0, len(text)))
    return [place for place, _ in sheet.inside_prose((place, place + 1) for place in places)]


def _holds_rare_signs(text: str) -> bool:
    """Whether a text holds other signs beyond ASCII than those of pages; counting is quicker than any pattern."""
    return len(text) - len(text.encode("ascii", "ignore")) > sum(map(text.count, _SIGNS_OF_PAGES))


def _quotes_in(sheet: Sheet, signs: list[int], start: int, end: int) -> Iterator[Repair]:
    """Pairs in one stretch of words: each opener with its closer before the next opener."""
    openers = [
        place
        for place in signs[bisect_left(signs, start) : bisect_left(signs, end)]
        if _is_opener(sheet, place, start, end)
    ]
    for number, opener in enumerate(openers):
        following = openers[number + 1] if number + 1 < len(openers) else end
        yield from _pair(sheet.text, opener, min(following, opener + _FURTHEST_QUOTE))


def _is_opener(sheet: Sheet, place: int, start: int, end: int) -> bool:
    text = sheet.text
    if place > start and text[place - 1] not in _STARTS_QUOTE:
        return False
    if text[place] == "&":
        opens = _CAN_BE_QUOTED.match(text, place + 1, end) is not None
    else:
        after = text[place + 1 : min(place + 2, end)]
        opens = after.isalpha() or (after in {" ", "\n", "-"} and text[place] not in _USUAL_SIGNS)
    return opens and not sheet.in_address(place)


def _pair(text: str, opener: int, limit: int) -> Iterator[Repair]:
    """The repairs of an opener and its closer; none where it has no closer before `limit`."""
    weak: int | None = None
    for found in _CLOSER.finditer(text, opener + 1, limit):
        place = found.start()
        if not _can_close(text, place):
            continue
        if found[0] in '"”':
            yield _opening(text, opener)  # half typed again
            return
        if not _is_weak_closer(text, place):
            weak = place
            break
        weak = place if weak is None else weak
    if weak is not None:
        yield _opening(text, opener)
        yield Repair(weak, weak + 1, text[weak], "”", "shifted-quote", 0.99)


def _opening(text: str, opener: int) -> Repair:
    sign = text[opener]
    if sign == "&":
        return Repair(opener, opener + 1, sign, "“", "shifted-quote", 0.99)
    return Repair(opener, opener + 1, sign, "“" + _SWALLOWED[sign], "false-entity", 0.9)


def _can_close(text: str, place: int) -> bool:
    """Whether what stands around the place lets a quotation end there."""
    before, after = text[place - 1], text[place + 1 : place + 2]
    if not (before.isalnum() or before in _LAST_QUOTED):
        return False
    return not after or after in _ENDS_QUOTE


def _is_weak_closer(text: str, place: int) -> bool:
    """An 8 that can be a digit after all: `G8`, `1998`, `2.8`; `250,0008` cannot."""
    if text[place] == "⁸":
        return False
    before = text[max(place - 8, 0) : place]
    return _NOT_CLOSING.search(before) is not None and _AMOUNT.search(before) is None


def lone_closers(sheet: Sheet) -> Iterator[Repair]:
    """`authorities.⁸`: a raised eight without a partner is a lost opener or a stray mark: suggested, and a defect."""
    if "⁸" not in sheet.text:
        return
    paired = {repair.start for repair in sheet.once(paired_quotes)}
    for place in places_of("⁸", sheet.text, 0, len(sheet.text)):
        if place not in paired:
            message = "a raised eight that closes no quotation"
            sheet.draft.defects.append(Defect("orphan-quote", place, place + 1, message))
            yield Repair(place, place + 1, "⁸", "”", "lone-quote", 0.4, applied=False)


def shifted_dashes(sheet: Sheet) -> Iterator[Repair]:
    """`think ) that` and `think) that`: a bracket that closes nothing was a dash."""
    text = sheet.text
    if ")" not in text or not (shows_family(sheet) or _shows_dashes(sheet)):
        return
    for start, end in sheet.ranges:
        yield from _dashes_in(text, start, end)


def _shows_dashes(sheet: Sheet) -> bool:
    """Whether one paragraph has two brackets between blanks that close nothing: ` ) among others ) `."""
    text = sheet.text
    if len(_SPACED_DASH.findall(text)) < 2:
        return False
    for start, end in sheet.ranges:
        if text.count(")", start, end) >= 2 and "(" not in text[start:end]:
            closers = places_of(")", text, start, end)
            if sum(_SPACED_DASH.match(text, place) is not None for place in closers) >= 2:
                return True
    return False


def _dashes_in(text: str, start: int, end: int) -> Iterator[Repair]:
    open_brackets = 0
    spaced_closer = -_FURTHEST_QUOTE
    brackets = sorted([*places_of("(", text, start, end), *places_of(")", text, start, end)])
    for place in brackets:
        is_spaced = _SPACED_DASH.match(text, place) is not None
        if text[place] == "(":
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
    for found in sheet.find(_STAR):
        place = found.start()
        if not sheet.in_address(place):
            yield Repair(place, place + 1, "*", "—", "shifted-long-dash", 0.9)
