"""Characters that went through the wrong code: UTF-8 read as something else, or with its eighth bit cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

#: A first byte of UTF-8 and its continuation bytes, each shown as a character of Windows-1252 or Latin-1.
_TWICE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}"
)
#: The closing mark alone has a byte (9D) for which Windows-1252 has no character: what read it put another there.
_TWICE_WITH_LOST = re.compile("\u00e2\u20ac[\ufffd?]")
_STRIPPED = re.compile(r"C[!-?](?=[a-z])")
_LOST = re.compile("\ufffd")
_LOST_STRETCH = re.compile(r"\*(?<=[A-Za-z]\*)\*{11,}")
_QUESTION = re.compile(r"\?(?=(?:s|t|re|ve|ll)\b)")
_Q_APOSTROPHE = re.compile(r"Q(?=[st]\b)")
_Q_OPENS = re.compile(r"Q(?=[A-Za-tv-z][a-z])")
_BEFORE_CLOSING = frozenset("abcdefghijklmnopqrstuvwxyz.,?!")
_Q_CLOSES = re.compile(r"Q(?=[\s.,;:?!])")
_Q_INSIDE = re.compile(r"Q(?=[a-tv-z])")

#: So many apostrophes as Q must a telegram show before a Q is read as a mark at all.
_Q_FAMILY = 3


def twice_encoded(sheet: Sheet) -> Iterator[Repair]:
    """`â€™`: UTF-8 that was read as Windows-1252 and encoded once more."""
    text = sheet.text
    if text.isascii() or not ("Ã" in text or "â" in text or "Â" in text):
        return
    for found in sheet.find(_TWICE_WITH_LOST):
        yield Repair(found.start(), found.end(), found[0], "”", "twice-encoded", 0.97)
    for found in sheet.find(_TWICE):
        now = _decoded(found[0])
        if now is not None:
            yield Repair(found.start(), found.start() + now[1], found[0][: now[1]], now[0], "twice-encoded", 0.97)


def _decoded(characters: str) -> tuple[str, int] | None:
    """What the first bytes say as UTF-8, and how many characters they take; `None` where they say nothing."""
    content = bytearray()
    for character in characters:
        try:
            content += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return None
            content.append(ord(character))
    for length in range(len(content), 1, -1):
        try:
            return content[:length].decode("utf-8"), length
        except UnicodeDecodeError:
            continue
    return None


def stripped_letters(sheet: Sheet) -> Iterator[Repair]:
    """`MC)xico`, `SC#o`: a letter with an accent, in UTF-8 without its eighth bit, inside a word."""
    text = sheet.text
    for found in sheet.find(_STRIPPED):
        place, sign = found.start(), found[0][1]
        now = bytes((0xC3, 0x80 | ord(sign))).decode()
        if not now.isalpha() or not _is_inside_word(text, place, sign):
            continue
        yield Repair(place, place + 2, found[0], now, "stripped-letter", 0.9)


def _is_inside_word(text: str, place: int, sign: str) -> bool:
    """After a small letter; or after the capital of a name, where the sign stands in no word of its own."""
    before = text[max(place - 2, 0) : place]
    if before[-1:].islower():
        return not (sign == "'" and not text[place + 3 : place + 4].islower())
    first_of_word = before[-1:].isupper() and not before[:-1].isalnum()
    return first_of_word and sign in "!#$%&*+)("


def lost_stretches(sheet: Sheet) -> Iterator[Repair]:
    """`P*******`: a row of stars inside words stands where a stretch was lost; nothing can be repaired."""
    if "*" in sheet.text and "********" in sheet.text:
        for found in sheet.find(_LOST_STRETCH):
            sheet.draft.defects.append(Defect("lost-text", found.start(), found.end(), "words were lost here"))
    yield from ()


def question_marks(sheet: Sheet) -> Iterator[Repair]:
    """`Iran?s`, `don?t`: an apostrophe that a code could not say became a question mark."""
    text = sheet.text
    for found in sheet.find_at("?", _QUESTION):
        place = found.start()
        before = text[place - 1] if place else ""
        if before.isalpha() and (text[place + 1] != "t" or before == "n") and not sheet.in_address(place):
            yield Repair(place, place + 1, "?", "’", "question-mark", 0.95)


def lost_characters(sheet: Sheet) -> Iterator[Repair]:
    """U+FFFD: an apostrophe where only one can stand; else a defect, since a lost character cannot be guessed."""
    text = sheet.text
    if "\ufffd" not in text:
        return
    for found in sheet.find(_LOST):
        place = found.start()
        after = text[place + 1 : place + 3]
        ending = after[:1] in {"s", "t"} and not after[1:].isalnum()
        if ending and text[place - 1 : place].isalpha() and (after[0] == "s" or text[place - 1] == "n"):
            yield Repair(place, place + 1, "\ufffd", "’", "lost-character", 0.95)
        elif not (text[place - 1 : place] in {"\n", ""} and after[:1].isalnum()):
            sheet.draft.defects.append(Defect("lost-text", place, place + 1, "a character was lost here"))


def q_marks(sheet: Sheet) -> Iterator[Repair]:
    """`GovernmentQs`, `QfreeQ`: in the rare telegram where every apostrophe and quotation mark became a Q."""
    text = sheet.text
    if "Q" not in text or text.count("Q") < _Q_FAMILY:
        return
    apostrophes = [found.start() for found in sheet.find_at("Q", _Q_APOSTROPHE) if text[found.start() - 1].islower()]
    if len(apostrophes) < _Q_FAMILY:
        return
    for place in apostrophes:
        yield Repair(place, place + 1, "Q", "’", "q-mark", 0.9)
    opens = [found.start() for found in sheet.find_at("Q", _Q_OPENS) if text[found.start() - 1] in " \n("]
    closes = [found.start() for found in sheet.find_at("Q", _Q_CLOSES) if text[found.start() - 1] in _BEFORE_CLOSING]
    for opener, closer in _nearest_pairs(opens, closes):
        yield Repair(opener, opener + 1, "Q", "“", "q-mark", 0.85)
        yield Repair(closer, closer + 1, "Q", "”", "q-mark", 0.85)


def _nearest_pairs(opens: list[int], closes: list[int], furthest: int = 300) -> Iterator[tuple[int, int]]:
    """Each opener with the next closer before the next opener; linear."""
    at = 0
    for number, opener in enumerate(opens):
        following = opens[number + 1] if number + 1 < len(opens) else opener + furthest
        while at < len(closes) and closes[at] <= opener:
            at += 1
        if at < len(closes) and closes[at] < min(following, opener + furthest):
            yield opener, closes[at]


def lacunas(sheet: Sheet) -> Iterator[Repair]:
    """`relevQch`: a Q inside a word of small letters stands for words that were lost; nothing can be repaired."""
    text = sheet.text
    if "Q" not in text or any(True for _ in q_marks(sheet)):
        return
    for found in sheet.find_at("Q", _Q_INSIDE):
        place = found.start()
        if text[place - 1 : place].islower() and not sheet.in_address(place):
            sheet.draft.defects.append(Defect("lost-text", place, place + 1, "letters or words were lost in this word"))
    yield from ()
