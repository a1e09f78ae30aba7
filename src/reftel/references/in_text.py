"""Post and number in running text: STATE 52986, Ankara 1234 (NOTAL), our 605, A-3164, my telegram of March 3.

Running text is full of capitalised words before numbers. It is read strictly: the post must be known, and the number
must not look like a date, a year, a count or a page mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.number import full_year
from reftel.model.telegram import Reftel
from reftel.references import shapes
from reftel.references.names import OWN_WORDS, Named, ends_a_name, full_name_at_end
from reftel.references.tail import Tail, moment_of, mrn_of
from reftel.references.years import Dated, years_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.references.own import Own

_LOOK_BACK = 48  # characters before a number in which its post stands

_BEFORE = re.compile(
    r"(?:(?:(?P<year>(?:19|20)\d\d|(?<!\d)['’]?\d\d)[\s-]{1,3})?"
    r"(?P<words>(?:[A-Za-z][A-Za-z.'’]{0,23}[\s-]{1,3}){0,4}[A-Za-z][A-Za-z.'’]{0,23}))"
    r"[\s-]{0,3}(?:#|NO\.? ?|No\.? ?)?$"
)
_NUMBER = re.compile(r"(?P<number>\d{1,6})(?![\dA-Za-z:'’]|[.,]\d|-[a-zA-Z]|\s{0,2}(?:%|percent\b|PERCENT\b))")
_CARRIED = re.compile(
    r"(?:,|\s{1,3}AND|,\s{1,3}AND|\s{1,3}&)\s{1,3}(?P<number>\d{3,6})(?=\s{0,2}[),;]|\.\s|\s{1,3}AND\b)", re.IGNORECASE
)
_AIRGRAM = re.compile(r"(?<![A-Za-z-])(?P<kind>C?A)-$")
_SENDER = re.compile(r"(?:\b(?:OUR|MY|YOUR|AIRGRAMS?)|['’]S?) $", re.IGNORECASE)
_LAST_AIRGRAMS = 1991  # the year in which the department gave them up
_SAID = re.compile(
    r"\b(?:my|our|your|[A-Z][A-Za-z]{2,20}['’]s?)\s{1,3}(?:telegram|cable|message|airgram)s?\s{1,3}(?:of|dated)\s{1,3}"
    r"(?P<month>[A-Za-z]{3,9}\.?\s{1,3})?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\d{{1,2}}(?!\d)(?:\s{{1,3}}(?P<month>{shapes.MONTH}))?(?:,?\s{{1,3}}(?:19|20)\d\d)?", re.IGNORECASE
)
_OF = frozenset(("of", "dated"))
_MONTH = re.compile(shapes.MONTH, re.IGNORECASE)
_INTRODUCED = re.compile(r"(?:\(|\b(?:SEE|REF(?:TEL)?S?:?|PER|VIDE|IN|CABLES?|TELEGRAMS?|AND) |[,;] )$", re.IGNORECASE)
_CLOSED = re.compile(r"\s{0,2}(?:[);]|\((?:NOTAL|EXDIS|NODIS|LIMDIS)|AND PREVIOUS|,? NOTAL)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\s{{1,3}}(?:{shapes.MONTH}|HOURS?|MINUTES?|DAYS?|WEEKS?|MONTHS?|YEARS?|KM|KILOMET\w*|MILES?|PEOPLE|PERSONS?"
    r"|TONS?|MT|MILLION|BILLION|THOUSAND|HUNDRED|DOLLARS?|EUROS?|PESOS?|METERS?|OLYMPIC\w*|SUMMIT|CONFERENCE"
    r"|CONVENTION|AGREEMENT|PROTOCOL|ELECTIONS?|WORLD|GAMES|STATES?|MEMBERS?|OFFICERS?|SOLDIERS?|TROOPS|COUNTRIES)\b",
    re.IGNORECASE,
)
#: What stands before a number on page marks, classification lines and address lines, not in a sentence.
_HEADING = re.compile(
    r"(?:\bPAGE[ \t]+(?:\d\d[ \t]+)?|(?:UNCLAS\w*|OFFICIAL USE|E C R E T|N T I A L|SECRET|CONFIDENTIAL)[ \t]+"
    r"|\bO[FN] \d\d? +|\bR[A-Z]{4,6}/(?:[A-Z]+ )?|^(?:TO|INFO|FM) +(?:AM\w+ |US\w+ )?|^AM(?:EMBASSY|CONSUL) +)$",
    re.IGNORECASE | re.MULTILINE,
)
_PROSIGNS = re.compile(r"(?:^|\s)[ZOPRY](?: [ZOPRY])?\s*$")


class _Body(NamedTuple):
    """The text that is read, where it stands, who wrote it, and what its REF lines cite."""

    text: str
    base: int
    own: Own
    cited: frozenset[str]  # the numbers of the REF lines, with years


def numbered_mentions(text: str, base: int, folded: bytes, own: Own, cited: Sequence[Reftel]) -> list[Reftel]:
    """Every mention by number or date; `folded` is the text with its figures as 0, one byte a character."""
    body = _Body(text, base, own, frozenset(reftel.mrn for reftel in cited if reftel.mrn is not None))
    found: list[Reftel] = []
    taken = 0
    place = folded.find(b" 0")
    while place >= 0:
        if place >= taken and place > 0 and folded[place - 1] not in b" 0":
            taken = _at_number(body, place + 1, found)
        place = folded.find(b" 0", place + 2)
    place = folded.find(b"a-0")
    while place >= 0:
        _airgram(body, place + 2, found)
        place = folded.find(b"a-0", place + 3)
    return found


def _at_number(body: _Body, number: int, found: list[Reftel]) -> int:
    """Read what stands at a number after a blank; gives the place up to which the text was used."""
    before = body.text[max(0, number - _LOOK_BACK) : number]
    words_before = before.split()
    last_word = words_before[-1] if words_before else ""
    if not ends_a_name(last_word):
        dtg = shapes.DTG.match(body.text, number)
        if dtg is not None and dtg["month"]:
            return _date_time_group(body, number, dtg, found)
        return _dated_telegram(body, number, found) if _dates_a_telegram(words_before) else 0
    printed = _BEFORE.search(before)
    matched = _NUMBER.match(body.text, number)
    if printed is None or matched is None:
        return 0
    words = printed["words"].split()
    named = full_name_at_end(words, body.own.post)
    if named is None:
        return 0
    count, name = named
    shift = number - len(before)
    start = shift + _start_of_last(printed["words"], count) + printed.start("words")
    year = printed["year"] if count == len(words) else None
    whole_start = start if year is None else shift + printed.start("year")
    if not _is_cited(body, name, matched) and not _likely(
        body.text, whole_start, start, matched, dated=year is not None
    ):
        return 0
    return _telegrams(
        body, whole_start, matched, name, None if year is None else full_year(int(year.lstrip("'’"))), found
    )


def _start_of_last(words: str, count: int) -> int:
    """Where the last `count` words of the text begin."""
    place = len(words)
    for _ in range(count):
        while place and words[place - 1].isspace():
            place -= 1
        while place and not words[place - 1].isspace():
            place -= 1
    return place


def _telegrams(
    body: _Body, start: int, matched: re.Match[str], name: Named, printed_year: int | None, found: list[Reftel]
) -> int:
    """Add the telegram and those that follow under the same post; gives where the reading ended."""
    tail = Tail(body.text, matched.end(), body.own)
    year = tail.year or printed_year
    _add(body, start, tail.end, name, int(matched["number"]), year, tail.note, found)
    stop = tail.stop
    while (further := _CARRIED.match(body.text, stop)) is not None:
        _add(body, further.start("number"), further.end(), name, int(further["number"]), printed_year, None, found)
        stop = further.end()
    return stop


def _add(
    body: _Body, start: int, end: int, name: Named, number: int, year: int | None, note: str | None, found: list[Reftel]
) -> None:
    own = body.own
    dated = Dated((year,)) if year is not None else years_of(name.post, number, own)
    if own.post == name.post and own.number == number:
        return  # its own heading
    mrns = tuple(mrn_of(name, each, number) for each in dated.years)
    certain = len(mrns) == 1
    found.append(
        Reftel(
            text=" ".join(body.text[start:end].split()),
            mrn=mrns[0] if certain else None,
            state="known" if certain else "ambiguous" if mrns else "unresolved",
            start=body.base + start,
            end=body.base + end,
            candidates=() if certain else mrns,
            note=note,
            reason=dated.reason,
        )
    )


def _is_cited(body: _Body, name: Named, matched: re.Match[str]) -> bool:
    """Whether the REF lines cite this very number: then even LA PAZ 1972 is a telegram."""
    own_year, number = body.own.year, int(matched["number"])
    if not body.cited or own_year is None or len(matched["number"]) < 3:
        return False
    return mrn_of(name, own_year, number) in body.cited or mrn_of(name, own_year - 1, number) in body.cited


def _likely(text: str, start: int, name_start: int, matched: re.Match[str], *, dated: bool) -> bool:
    """Whether a known post and a number are a telegram here, and no count, date, year or page mark."""
    figures = matched["number"]
    if _COUNTED.match(text, matched.end()) or _HEADING.search(text[max(0, start - 32) : start]):
        return False
    if dated:
        return len(figures) > 1 and not _HEADING.search(text[max(0, name_start - 32) : name_start])
    name = text[name_start : matched.start()].split()
    in_capitals = name[0].isupper()
    introduced = bool(_INTRODUCED.search(text[max(0, start - 12) : start]))
    supported = introduced and bool(_CLOSED.match(text, matched.end()))
    if len(figures) < 3:
        return supported
    if len(figures) == 4 and figures.startswith(("19", "20")):
        return supported and in_capitals
    return name[0][0].isupper() or name[-1].upper() in OWN_WORDS


def _airgram(body: _Body, number: int, found: list[Reftel]) -> None:
    """An airgram; with two figures (A-37 is an aircraft, A-02 a count of copies) only where its sender is named."""
    before = body.text[max(0, number - _LOOK_BACK) : number]
    kind = _AIRGRAM.search(before)
    matched = _NUMBER.match(body.text, number)
    if kind is None or matched is None or (body.own.year or 0) > _LAST_AIRGRAMS:
        return
    figures = matched["number"]
    if len(figures) > 4 or (len(figures) < 3 and not _SENDER.search(before[: kind.start("kind")])):
        return
    printed = _BEFORE.search(before[: kind.start("kind")])
    named = full_name_at_end(printed["words"].split(), body.own.post) if printed is not None else None
    start = number - len(before) + kind.start("kind")
    whose = ""
    if printed is not None and named is not None:
        whose = f" of {named[1].post}"
        start = number - len(before) + printed.start("words") + _start_of_last(printed["words"], named[0])
    tail = Tail(body.text, matched.end(), body.own)
    found.append(
        Reftel(
            text=" ".join(body.text[start : tail.end].split()),
            kind="airgram",
            start=body.base + start,
            end=body.base + tail.end,
            note=tail.note,
            reason=f"airgram {kind['kind']}-{int(figures)}{whose}" + (f", {tail.year}" if tail.year else ""),
        )
    )


def _date_time_group(body: _Body, number: int, dtg: re.Match[str], found: list[Reftel]) -> int:
    """A message named by its date-time group, with the word before it (USCINCRED 311345Z MAY 73)."""
    line = body.text[max(0, number - _LOOK_BACK) : number].rsplit("\n", 1)[-1]
    if not line.strip() or _PROSIGNS.search(line):
        return 0  # the heading of a telegram
    when, reason = moment_of(dtg, body.own)
    if when is None:
        return 0
    word = line.split()[-1]
    start = number - (len(line) - line.rindex(word)) if word.isupper() and word.isalpha() and len(word) > 2 else number
    found.append(
        Reftel(
            text=" ".join(body.text[start : dtg.end()].split()),
            kind="dtg",
            start=body.base + start,
            end=body.base + dtg.end(),
            dtg=when,
            reason=reason,
        )
    )
    return dtg.end()


def _dates_a_telegram(words: list[str]) -> bool:
    """Whether the words before a number end in `telegram of`, with or without a month: a quick check."""
    last = [word.lower() for word in words[-3:]]
    if last and last[-1] not in _OF and _MONTH.fullmatch(last[-1]):
        last.pop()
    return len(last) > 1 and last[-1] in _OF and last[-2].startswith(("tel", "cab", "mes", "air"))


def _dated_telegram(body: _Body, number: int, found: list[Reftel]) -> int:
    """`my telegram of March 3`: sender and date, no number."""
    before = body.text[max(0, number - 60) : number]
    said = _SAID.search(before)
    date = _DATE.match(body.text, number)
    if said is None or date is None or not (said["month"] or date["month"]):
        return 0
    start = number - len(before) + said.start()
    found.append(
        Reftel(
            text=" ".join(body.text[start : date.end()].split()),
            state="unresolved",
            start=body.base + start,
            end=body.base + date.end(),
            reason="sender and date, no number",
        )
    )
    return date.end()
