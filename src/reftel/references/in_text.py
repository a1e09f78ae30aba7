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
from reftel.references.items import NO_NUMBER
from reftel.references.names import PARTS, SERIES, Named, ends_a_name, full_name_at_end
from reftel.references.tail import Tail, moment_of, mrn_of
from reftel.references.years import Dated, years_of

if TYPE_CHECKING:
    from reftel.references.own import Own

_LOOK_BACK = 48  # characters before a number in which its post stands

_WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]{0,23}")
_YEAR = re.compile(r"(?:(?:19|20)\d\d|['’]?\d\d)")
_NUMBER_SIGNS = frozenset(("NO", "NO.", "No.", "#", "NR", "NR."))
_NUMBER = re.compile(r"(?P<number>\d{1,6})(?![\dA-Za-z:'’]|[.,]\d|-[a-zA-Z]|\s{0,2}(?:%|percent\b|PERCENT\b))")
_CARRIED = re.compile(
    r"(?:,|\s{1,3}AND|,\s{1,3}AND|\s{1,3}&)\s{1,3}(?P<number>\d{3,6}(?=\s{0,2}[),;]|\.\s|\s{1,3}AND\b)|\d{5,6}(?=\s))",
    re.IGNORECASE,
)
#: What stands before a city and a number that is a connection, an address or a flight.
_CONNECTION = re.compile(
    r"\b(?:PHONE|TELEPHONE|TELEX|FAX|BOX|FLIGHT|ZIP|CABLES? ADDRESS)[:,.]?\s{1,3}(?:NO\.?\s{1,3})?$", re.IGNORECASE
)
_MOST_IN_A_YEAR = 45_000  # telegrams of any post but the department
_AIRGRAM = re.compile(r"(?<![A-Za-z-])(?P<kind>C?A)-$")
_SENDER = re.compile(r"(?:\b(?:OUR|MY|YOUR|AIRGRAMS?)|['’]S?) $", re.IGNORECASE)
_WITHOUT_END = SERIES | {"STATE"}
_LAST_AIRGRAMS = 1991  # the year in which the department gave them up
_SAID = re.compile(
    r"\b(?:my|our|your|[A-Z][A-Za-z]{2,20}['’]s?)\s{1,3}(?:telegram|cable|message|airgram)s?\s{1,3}(?:of|dated)\s{1,3}"
    r"(?P<month>[A-Za-z]{3,9}\.?\s{1,3})?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\d{{1,2}}(?!\d)(?:\s{{1,3}}(?P<month>{shapes.MONTH}))?(?:,?\s{{1,3}}(?:19|20)\d\d)?", re.IGNORECASE
)
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "sept",
)  # fmt: skip
_MONTHS = frozenset(f"{short}{point}" for name in _MONTH_NAMES for short in (name, name[:3]) for point in ("", "."))
_OF = frozenset(("of", "dated"))
_BEFORE_DATE = frozenset(cased for word in _MONTHS | _OF for cased in (word, word.upper(), word.title()))
_INTRODUCED = re.compile(r"(?:\(|\b(?:SEE|REF(?:TEL)?S?:?|PER|VIDE|IN|CABLES?|TELEGRAMS?|AND) |[,;] )$", re.IGNORECASE)
_CLOSED = re.compile(r"\s{0,2}(?:[);]|\((?:NOTAL|EXDIS|NODIS|LIMDIS)|AND PREVIOUS|,? NOTAL)", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\s{{1,3}}(?:{shapes.MONTH}|HOURS?|MINUTES?|DAYS?|WEEKS?|MONTHS?|YEARS?|KM|KILOMET\w*|MILES?|PEOPLE|PERSONS?"
    r"|TONS?|MT|MILLION|BILLION|THOUSAND|HUNDRED|DOLLARS?|EUROS?|PESOS?|METERS?|OLYMPIC\w*|SUMMIT|CONFERENCE"
    r"|TIMES|LETTERS?|COPIES|FRANCS?|MARKS?|POUNDS?|LIRE|YEN|CONVENTION|AGREEMENT|PROTOCOL|ELECTIONS?|WORLD|GAMES|STATES?|MEMBERS?|OFFICERS?|SOLDIERS?|TROOPS|COUNTRIES)\b",
    re.IGNORECASE,
)
#: What stands before a post's name and a number on page marks, classification lines and address lines.
_HEADING_WORDS = frozenset("PAGE USE SECRET CONFIDENTIAL T L UNCLAS UNCLASSIFIED".split())  # noqa: SIM905 (S E C R E T)
_ADDRESS_WORDS = frozenset("TO INFO FM XMT AMEMBASSY AMCONSUL AMCONGEN USMISSION USINT".split())  # noqa: SIM905
_ROUTED = re.compile(r"R[A-Z]{4,6}/[A-Z]*")
_PROSIGNS = re.compile(r"(?:^|\s)[ZOPRY](?: [ZOPRY])?\s*$")


class _Body(NamedTuple):
    """The text that is read, where it stands, who wrote it, and what its REF lines cite."""

    text: str
    base: int
    own: Own
    cited: frozenset[str]  # the numbers of the REF lines, with years


def numbered_mentions(text: str, base: int, folded: bytes, own: Own, cited: frozenset[str]) -> list[Reftel]:
    """Every mention by number or date; `folded` is the text with its figures as 0, one byte a character.

    `cited` are the numbers of the REF lines, with years.
    """
    body = _Body(text, base, own, cited)
    found: list[Reftel] = []
    taken = 0
    place = folded.find(b" 0")
    while place >= 0:
        if place >= taken:
            last_word = text[max(0, place - 24) : place + 1].rsplit(None, 1)
            if last_word and (ends_a_name(last_word[-1]) or last_word[-1] in _BEFORE_DATE):
                taken = _at_number(body, place + 1, found)
            elif folded.startswith(b"000000", place + 1):
                taken = _at_date_time_group(body, place + 1, found)
        place = folded.find(b" 0", place + 2)
    place = folded.find(b"a-0") if (own.year or 0) <= _LAST_AIRGRAMS else -1
    while place >= 0:
        _airgram(body, place + 2, found)
        place = folded.find(b"a-0", place + 3)
    return found


def _at_number(body: _Body, number: int, found: list[Reftel]) -> int:
    """Read what stands at a number after a blank; gives the place up to which the text was used."""
    before = body.text[max(0, number - _LOOK_BACK) : number]
    words = before.split()
    if words[-1] in _BEFORE_DATE:
        return _dated_telegram(body, number, found) if _dates_a_telegram(words) else 0
    matched = _NUMBER.match(body.text, number)
    sender = _sender_before(before, body.own)
    if matched is None or sender is None:
        return 0
    start, printed_year = number - len(before) + sender.start, sender.year
    name_start = number - len(before) + sender.name_start
    if int(matched["number"]) > _MOST_IN_A_YEAR and sender.name.post not in _WITHOUT_END:
        return 0
    if not _is_cited(body, sender.name, matched) and not _likely(body.text, start, name_start, matched):
        return 0
    return _telegrams(body, start, matched, sender.name, printed_year, found)


class _Sender(NamedTuple):
    """The post before a number, with the printed year before it; places count the text before the number."""

    name: Named
    name_start: int
    year: int | None
    start: int


def _sender_before(before: str, own: Own) -> _Sender | None:
    words = before.split()
    if len(before) == _LOOK_BACK:
        del words[:1]  # may be cut
    place = len(before)
    while words and words[-1] in _NUMBER_SIGNS:
        place = before.rindex(words.pop(), 0, place)
    if not words or words[-1].endswith(".") or before[before.rindex(words[-1]) :].count("\n") > 1:
        return None  # the number begins a sentence or a paragraph
    names = _words_of_name(words)
    named = full_name_at_end(names, own) if names else None
    if named is None:
        return None
    count, name = named
    for word in reversed(names[-count:]):
        place = before.rindex(word, 0, place)
    year_word = words[-count - 1].lstrip("(") if len(words) > count and len(names) == count else ""
    if words[-count] != names[-count] or not _YEAR.fullmatch(year_word):
        return _Sender(name, place, None, place)
    return _Sender(name, place, full_year(int(year_word.lstrip("'’"))), before.rindex(year_word, 0, place))


def _words_of_name(words: list[str]) -> list[str]:
    """The last words, as far as they can be those of a post's name: (STATE begins one, a comma ends one."""
    names: list[str] = []
    for word in reversed(words[-4:]):
        bare = word.lstrip("([\"“'‘")
        if not _WORD.fullmatch(bare):
            break
        names.insert(0, bare)
        if bare != word:
            break
    return names


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


def _likely(text: str, start: int, name_start: int, matched: re.Match[str]) -> bool:
    """Whether a known post and a number are a telegram here, and no count, date, year or page mark."""
    figures = matched["number"]
    if _COUNTED.match(text, matched.end()) or _is_heading(text, start):
        return False
    if _CONNECTION.search(text, max(0, start - 24), start):
        return False
    if start < name_start:
        return len(figures) > 1 and not _is_heading(text, name_start)
    name = text[name_start : matched.start()].split()
    year_like = len(figures) == 4 and figures.startswith(("19", "20"))
    if len(figures) >= 3 and not year_like:
        return name[0][0].isupper() or name[-1].upper() in PARTS
    introduced = _INTRODUCED.search(text[max(0, start - 12) : start])
    return (
        introduced is not None
        and _CLOSED.match(text, matched.end()) is not None
        and (name[0].isupper() or not year_like)
    )


def _is_heading(text: str, start: int) -> bool:
    """Whether what begins at `start` stands on a page mark, a classification line or an address line."""
    line = text[max(text.rfind("\n", 0, start) + 1, start - _LOOK_BACK) : start].split()
    if not line:
        return False
    last = line[-1].upper()
    if last in _HEADING_WORDS or _ROUTED.match(last) or all(word in _ADDRESS_WORDS for word in line):
        return True
    if not last.isdigit() or len(last) > 2 or len(line) < 2:
        return False
    return line[-2].upper() == "PAGE" or (line[-2].upper() in {"OF", "ON"} and line[-3:-2] != [] and line[-3].isdigit())


def _airgram(body: _Body, number: int, found: list[Reftel]) -> None:
    """An airgram; with two figures (A-37 is an aircraft, A-02 a count of copies) only where its sender is named."""
    before = body.text[max(0, number - _LOOK_BACK) : number]
    kind = _AIRGRAM.search(before)
    matched = _NUMBER.match(body.text, number)
    if kind is None or matched is None:
        return
    figures = matched["number"]
    if len(figures) > 4 or (len(figures) < 3 and not _SENDER.search(before[: kind.start("kind")])):
        return
    sender = _sender_before(before[: kind.start("kind")], body.own)
    start = number - len(before) + (kind.start("kind") if sender is None else sender.start)
    whose = "" if sender is None else f" of {sender.name.post}"
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


def _at_date_time_group(body: _Body, number: int, found: list[Reftel]) -> int:
    """A message named by its date-time group, with the word before it (USCINCRED 311345Z MAY 73)."""
    dtg = shapes.DTG.match(body.text, number)
    line = body.text[max(0, number - 2 * _LOOK_BACK) : number].rsplit("\n", 1)[-1]
    if dtg is None or not dtg["year"] or dtg.group().count("\n") > 1 or not line.strip():
        return 0
    if _PROSIGNS.search(line) or line.lstrip().startswith("PAGE"):
        return 0  # the heading of a telegram, or of a page
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
    noun = -3 if words[-1].lower() in _MONTHS else -2
    if len(words) < -noun or words[noun + 1].lower() not in _OF:
        return False
    return words[noun].lower().startswith(("tel", "cab", "mes", "air"))


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
            reason=NO_NUMBER,
        )
    )
    return date.end()
