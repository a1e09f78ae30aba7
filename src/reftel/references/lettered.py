"""REFTEL, Ref A, refs B and C: mentions that point to the REF lines of the same telegram."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.telegram import Reftel

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTER = r"\(?[A-Z](?![A-Za-z'’]|\.[A-Za-z])\)?"
_JOINED = r"\s{0,3}(?:,|&|/|AND|OR|THROUGH|THRU|-)\s{0,3}(?:AND\s{1,3})?(?:REF\s{1,3})?"
_REF = re.compile(
    r"(?<![A-Za-z])(?P<word>ref(?:tels?|s|\(s\)|erence (?:tel(?:egram)?|cable)s?)?)\b[.:]?"
    rf"(?P<letters>\s{{0,3}}(?P<first>\(?[A-Z]{{1,2}}(?![A-Za-z'’])\)?)(?P<more>(?:{_JOINED}{_LETTER}){{0,12}}))?",
    re.IGNORECASE,
)
_FURTHER = re.compile(rf"(?P<join>{_JOINED})(?P<letter>{_LETTER})", re.IGNORECASE)
_NO_LETTER_AFTER = "(),.;:"
_UP_TO = ("-", "THROUGH", "THRU")


class _Letter(NamedTuple):
    """One letter of a mention; `start` is that of the word REF for the first one."""

    letter: str
    start: int
    end: int


def lettered_mentions(body: str, base: int, folded: bytes, cited: Sequence[Reftel]) -> list[Reftel]:
    """Every REFTEL and REF with its letters; `folded` is the body in small letters, one byte a character."""
    items = _Items(cited)
    found: list[Reftel] = []
    place = folded.find(b"ref")
    while place >= 0:
        mention = _REF.match(body, place)
        following = place + 3
        if mention is not None:
            following = _read(mention, base, items, found)
        place = folded.find(b"ref", following)
    return found


class _Items:
    """The items of the REF lines, all and by letter."""

    def __init__(self, cited: Sequence[Reftel]) -> None:
        self.all = cited
        self.by_letter: dict[str, list[Reftel]] = {}
        for reftel in cited:
            if reftel.label is not None:
                self.by_letter.setdefault(reftel.label, []).append(reftel)

    def lettered(self, letter: str) -> list[Reftel]:
        """The items of a letter; of REF lines without letters, the first is A, the second B."""
        place = ord(letter) - ord("A")
        if not self.by_letter and len(letter) == 1 and 0 <= place < len(self.all):
            return [self.all[place]]
        return self.by_letter.get(letter, [])

    def telegrams(self) -> list[Reftel]:
        return [reftel for reftel in self.all if reftel.kind == "telegram"] or list(self.all)


def _read(mention: re.Match[str], base: int, items: _Items, found: list[Reftel]) -> int:
    """Add what one place says; gives where to look on."""
    letters = _letters(mention, items)
    for each in letters:
        printed = " ".join(mention.string[each.start : each.end].split())
        nothing = f"the REF lines have no item {each.letter}"
        found.append(_meaning(base + each.start, base + each.end, printed, items.lettered(each.letter), nothing))
    if letters:
        return letters[-1].end
    word = mention["word"]
    if len(word) > 4:  # REFTEL; a mere REF or REFS without a letter says nothing
        end = mention.end("word")
        nothing = "the REF lines name no telegram"
        found.append(_meaning(base + mention.start(), base + end, word, items.telegrams(), nothing))
    return mention.end("word")


def _letters(mention: re.Match[str], items: _Items) -> list[_Letter]:
    if not mention["letters"] or not _is_letter(mention, items):
        return []
    body = mention.string
    first_printed = mention["first"].strip("()")
    first = first_printed.upper()
    end = mention.end("first")
    if body[end - 1] == ")" and "(" not in mention["first"]:
        end -= 1  # the bracket of (REF A)
    letters = [_Letter(first, mention.start(), end)]
    for further in _FURTHER.finditer(body, mention.start("more"), mention.end("more")):
        printed = further["letter"].strip("()")
        letter = printed.upper()
        if (items.by_letter and letter not in items.by_letter) or (printed == "a" and first_printed.isupper()):
            break  # REF B, a Spanish group
        start, end = further.start("letter"), further.end()
        if body[end - 1] == ")" and body[start] != "(":
            end -= 1
        if further["join"].strip().upper().startswith(_UP_TO):
            between = range(ord(letters[-1].letter[-1]) + 1, ord(letter))
            letters += [_Letter(chr(code), start, end) for code in between]
        letters.append(_Letter(letter, start, end))
    return letters


def _is_letter(mention: re.Match[str], items: _Items) -> bool:
    """Whether the letter names an item: in `reftel a week ago` and `REFTEL I REPORTED` it does not."""
    printed = mention["first"]
    letter = printed.strip("()").upper()
    after = mention.string[mention.end() : mention.end() + 1]
    set_off = not printed.isalpha() or bool(mention["more"]) or after in _NO_LETTER_AFTER
    is_reftel = len(mention["word"]) > 4
    if items.by_letter:
        article = is_reftel and not set_off and (printed == "a" or (len(items.by_letter) == 1 and letter in "AI"))
        return letter in items.by_letter and not article
    return len(letter) == 1 and (set_off or not is_reftel)


def _meaning(start: int, end: int, printed: str, items: list[Reftel], nothing: str) -> Reftel:
    """The mention, with the telegram of the one item it can mean."""
    if len(items) == 1:
        item = items[0]
        return Reftel(
            text=printed,
            mrn=item.mrn,
            kind=item.kind,
            state=item.state,
            start=start,
            end=end,
            candidates=item.candidates,
            reason=item.reason,
            dtg=item.dtg,
        )
    mrns = tuple(dict.fromkeys(mrn for item in items for mrn in ((item.mrn,) if item.mrn else item.candidates)))
    if len(mrns) == 1:
        return Reftel(text=printed, mrn=mrns[0], start=start, end=end)
    if mrns:
        reason = "any of the telegrams of the REF lines, or all"
        return Reftel(text=printed, state="ambiguous", start=start, end=end, candidates=mrns, reason=reason)
    return Reftel(text=printed, state="unresolved", start=start, end=end, reason=nothing)
