"""Address lines: FM, TO, INFO and XMT, of every dialect."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from reftel.facts import post_code_of_address
from reftel.facts.table import forget_with_tables
from reftel.model.defect import Defect
from reftel.model.telegram import Addressee, Originator

if TYPE_CHECKING:
    from reftel.model.draft import Draft

#: A routing indicator before its address; ZEN marks one that is delivered by other means.
ROUTE = re.compile(r"(ZEN|R[A-Z]{3,6}) ?/(?!/) ?")
_PRECEDENCE = (
    r"NIACT IMMEDIATE|IMMEDIATE NIACT|NIACT|FLASH OVERRIDE|FLASH|IMMEDIATE|PRIORITY|ROUTINE|P[IR]{1,2}ORITY|IMMED|PRIO"
)
_TAIL = re.compile(
    rf"(?: (?P<before>\d{{1,5}}))?(?: (?P<precedence>{_PRECEDENCE}))?(?: (?P<serial>\d{{1,6}}(?:-\d{{4}})?))?\.?$"
)
#: What a tail ends in, where it does not end in a serial; and more characters than any has.
_TAIL_ENDS = (".", "IMMEDIATE", "NIACT", "OVERRIDE", "FLASH", "ITY", "ROUTINE", "IMMED", "PRIO")
_LONGEST_TAIL = 60
_LONGEST_REMEMBERED = 120
_WORD_PRECEDENCE = re.compile(rf"\b(?:{_PRECEDENCE})\b")
_NUMBERED = re.compile(r"\b(?:AIG|CTF|CTG|CTU|TASK FORCE|FORCE|SQUADRON|GROUP|RON|DET|DIV|WING|FLEET)$")
_FULL_WORDS = {"PIORITY": "PRIORITY", "PRIRITY": "PRIORITY", "PRIO": "PRIORITY", "IMMED": "IMMEDIATE",
               "NIACT": "NIACT IMMEDIATE", "IMMEDIATE NIACT": "NIACT IMMEDIATE"}  # fmt: skip
_MONTH_SPLICE = re.compile(r"(?<=LA PAZ) (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) (?=[A-Z])")
_BLANKS = re.compile(r"[ \t]+")
#: A page mark that the older printing system put among the addresses, even behind their TO.
_PAGE = re.compile(r"\s{0,20}PAGE \d{1,3} +[A-Z][A-Z .]{1,20} +\d{4,6}(?: +\d\d OF \d\d)?(?: +\d{6}Z)?\s{0,20}")


def read_originator(draft: Draft, text: str, start: int) -> None:
    """Take what follows FM as the originator."""
    address = _BLANKS.sub(" ", text).strip()
    if not address:
        return
    at = start + len(text) - len(text.lstrip())
    end = start + len(text.rstrip())
    draft.originator = Originator(address, post_code_of_address(address), at, end)
    draft.note("from", at, end)


def read_addressee(draft: Draft, entries: list[Addressee], text: str, start: int) -> None:
    """Add one entry of TO or INFO (rarely two: see `_MONTH_SPLICE`) to `entries`; a page mark is none."""
    if "PAGE " in text and _PAGE.fullmatch(text):
        draft.defects.append(
            Defect("garbled-address", start, start + len(text), "a page mark stands where an address should")
        )
        return
    splice = _MONTH_SPLICE.search(text) if "LA PAZ " in text else None
    if splice is not None:
        # A loader of the 2000s wrote the month of the date into entries of La Paz and lost the head of the next one.
        entries.append(_entry(text[: splice.start()], start))
        entries.append(_entry(text[splice.end() :], start + splice.end()))
        draft.defects.append(
            Defect(
                "garbled-address",
                start,
                start + len(text),
                "a month stands between two addresses; the second lost its head",
            )
        )
        return
    entry = _entry(text, start)
    if entry.address:
        entries.append(entry)


def _entry(text: str, start: int) -> Addressee:
    words = text.strip()
    begin = start + len(text) - len(text.lstrip())
    entry = _read_remembered(words) if len(words) <= _LONGEST_REMEMBERED else _read_entry(words)
    return msgspec.structs.replace(entry, start=begin, end=begin + len(words))


def _read_entry(words: str) -> Addressee:
    """What an entry says, without its place."""
    rest = words if words.isascii() and "  " not in words and "\t" not in words else _BLANKS.sub(" ", words).strip()
    routing = None
    route = ROUTE.match(rest)
    if route is not None:
        routing, rest = route[1], rest[route.end() :]
    office = None
    opening = rest.find("//")
    if opening >= 0:
        closing = rest.rfind("//")
        office = rest[opening + 2 : closing].strip() if closing > opening else rest[opening + 2 :].strip()
        tail_text = rest[closing + 2 :] if closing > opening else ""
        if closing == opening and office and _WORD_PRECEDENCE.match(office):
            office, tail_text = "", " " + office  # a bare // before the precedence is an empty pair
        rest = rest[:opening].rstrip()
        tail_text = " " + tail_text.strip() if tail_text.strip() else ""
    else:
        cut = _tail_start(rest)
        rest, tail_text = rest[:cut], rest[cut:]
    precedence, serial = _tail(rest, tail_text) if tail_text else (None, None)
    if serial is None and tail_text.strip() and precedence is None:
        rest = (rest + tail_text).rstrip(".")
    return Addressee(
        address=rest,
        post=post_code_of_address(rest),
        routing=routing,
        precedence=precedence,
        serial=serial,
        office=office or None,
    )


_read_remembered = lru_cache(maxsize=2000)(_read_entry)  # posts send to the same others again and again
forget_with_tables(_read_remembered.cache_clear)


def _tail_start(words: str) -> int:
    """Where the precedence and serial at the end of an address begin; its end, where it has none."""
    last = words[words.rfind(" ") + 1 :]
    if not last[:1].isdigit() and not last.endswith(_TAIL_ENDS):
        return len(words)
    place = words.find(" ", max(len(words) - _LONGEST_TAIL, 0))
    while place >= 0:
        if _TAIL.match(words, place):
            return place
        place = words.find(" ", place + 1)
    return len(words) - words.endswith(".")


def _tail(address: str, tail_text: str) -> tuple[str | None, str | None]:
    """Precedence and serial from what follows an address; a number that belongs to the name stays with it."""
    found = _TAIL.match(tail_text)
    if found is None:
        return None, None
    precedence = found["precedence"]
    serial = found["serial"] or found["before"]
    if serial is not None and precedence is None and _NUMBERED.search(address):
        serial = None
    return _FULL_WORDS.get(precedence or "", precedence), serial
