"""Footnotes, bibliographies and pasted paragraphs: the places in them that cite telegrams, and what each says.

Only the words are read here; `reftel.analysis.tracing` asks an archive which telegram is meant.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.analysis.senders import Senders
from reftel.model.number import full_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b(?P<day0>\d\d)\d{{4}}Z\s?(?P<month0>{_MONTH})\s?(?P<year0>{_YEAR}|\d\d)\b"
    rf"|\b(?P<month1>{_MONTH})\s(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year1>{_YEAR})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<month2>{_MONTH}),?[\s-](?P<year2>{_YEAR}|\d\d\b)"
    rf"|\b(?P<year3>{_YEAR})[-/](?P<month3>\d{{1,2}})[-/](?P<day3>\d{{1,2}})\b"
    rf"|\b(?P<month4>\d{{1,2}})/(?P<day4>\d{{1,2}})/(?P<year4>{_YEAR}|\d\d)\b"
    rf"|\b(?P<month5>{_MONTH})\s(?P<day5>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s\d{{4}})",
    re.IGNORECASE,
)
_ID = re.compile(
    r"\b(?:(?P<year>(?:19|20)?\d\d)(?P<post>[A-Z]{3,24})(?P<number>\d{1,6})(?P<copy>~\d{1,3})?"
    r"|(?P<hash>sha-[0-9a-f]{6,64}(?:~\d{1,3})?))(?!\w)"
)
#: A number that is no part of a date, a range of pages or a file's mark.
_NUMBER = (
    rf"(?P<number>\d{{1,3}},\d{{3}}(?!\d)|\d{{1,6}})(?!\d|[-/:]\d|,\d{{3}}(?!\d)|(?:st|nd|rd|th)\b|\s{_MONTH}\s{_YEAR})"
)
_TELEGRAM = re.compile(
    r"\b(?P<word>Tel(?:egram)?s?|Cables?|Messages?|Embtels?|Deptels?|Contels?)\.?,?\s?"
    rf"(?:Nos?\.?\s?|\#\s?|numbers?\s)?{_NUMBER}",
    re.IGNORECASE,
)
_NAME_AND_NUMBER = re.compile(
    r"(?:(?<![\d/,])(?P<year>(?:19|20)\d\d|['’]?\d\d)\s)?"
    r"(?P<words>[A-Z][A-Za-z.'’-]{1,23}(?:\s[A-Za-z][A-Za-z.'’-]{0,23}){0,5}?),?\s"
    rf"(?:(?:tel(?:egram)?|cable)\.?\s|Nos?\.?\s|\#\s?)?{_NUMBER}"
)
_FURTHER = re.compile(rf"(?:,\s|\sand\s|,\sand\s|\s?&\s?){_NUMBER}(?!\s?{_MONTH})", re.IGNORECASE)
_PLACE = r"[A-Z][^,;:()\"“”\n\d]{1,80}?"
_ENDS = r"(?=\s?[,;:(\"“]|\.(?:\s|$)|\.?$|\sdated\b|\son\b|\s\d)"
_FROM = re.compile(rf"\b[Ff]rom\s(?:the\s)?(?P<sender>{_PLACE})(?:\s[Tt]o\s(?:the\s)?(?P<to>{_PLACE}))?{_ENDS}")
_ROUTE = re.compile(rf"(?P<sender>[A-Z][^,;:()\"“”\n\d]{{1,80}}?)\s[Tt]o\s(?:the\s)?(?P<to>{_PLACE}){_ENDS}")
_ONLY_TO = re.compile(rf",?\s[Tt]o\s(?:the\s)?(?P<to>{_PLACE}){_ENDS}")
_AFTER = re.compile(rf"[,\s(]{{1,3}}(?P<sender>{_PLACE})(?=\)|{_ENDS[3:]}")
_QUOTED = re.compile(r"[\"“](?P<subject>[^\"“”]{3,2000})[\"”]")
_PARAGRAPH = re.compile(r"\b(?:para(?:graph|\.)?|¶)\s?(?P<paragraph>\d{1,3})\b", re.IGNORECASE)
_BIBTEX_ENTRY = re.compile(r"^@\w+\{[^\n]*\n(?:[^\n}][^\n]*\n)*", re.MULTILINE)
_BIBTEX_FIELD = re.compile(r"^\s*(?P<name>[a-z]+)\s*=\s*\{(?P<value>[^\n]*)\},?$", re.MULTILINE)
_RIS_ENTRY = re.compile(r"^TY  - [^\n]*\n(?:(?!ER)[^\n]*\n)*", re.MULTILINE)
_RIS_FIELD = re.compile(r"^(?P<name>[A-Z][A-Z0-9])  - (?P<value>[^\n]*)$", re.MULTILINE)
_LONGEST_NOTE = 3000  # characters
_NEAR = 400  # characters from a number to its sender
_NOTE_BEGINS = re.compile(r"\s{0,8}(?:\[?\d{1,4}[.)\]]\s|[*†‡•-]\s)")
_MISSION_TO = re.compile(r"\b[Mm]ission to\b")
_SPEAKS_OF_TELEGRAM = re.compile(r"\b(?:tel(?:egram)?s?|cables?|airgram|message|desp?atch)\b", re.IGNORECASE)


class Day(NamedTuple):
    """A date as cited; `year` is `None` where it is not printed."""

    year: int | None
    month: int
    day: int

    def as_date(self) -> date | None:
        """The date, where it is whole and there is such a day."""
        try:
            return date(self.year, self.month, self.day) if self.year is not None else None
        except ValueError:
            return None


class Claim(NamedTuple):
    """What one place says of one telegram. Everything it does not say is `None`.

    `id` is a number or id written out as archives write it; `sender` and `addressee` are posts as numbers carry them,
    `number` the serial, `year` one printed with the number. `start` to `end` is the place in the text read.
    """

    start: int
    end: int
    id: str | None = None
    sender: str | None = None
    number: int | None = None
    year: int | None = None
    addressee: str | None = None
    day: Day | None = None
    subject: str | None = None
    paragraph: int | None = None


class _Anchor(NamedTuple):
    """A place in a piece of text that names a telegram."""

    start: int
    end: int
    id: str | None = None
    sender: str | None = None
    number: int | None = None
    year: int | None = None
    word: str = ""


def read_claims(text: str, senders: Senders | None = None) -> list[Claim]:
    """Every telegram that a text cites, in order; entries for BibTeX, RIS and CSL JSON are read as such.

    `senders` knows the posts; those of an archive that are in no table have to be told to it.

    >>> [claim] = read_claims("3. Tel 605, AmEmbassy Astana to SecState, March 7, 2007.")
    >>> claim.sender, claim.number, claim.addressee, claim.day
    ('ASTANA', 605, 'STATE', Day(year=2007, month=3, day=7))
    """
    known = senders or Senders()
    entries = _entries(text)
    if entries is not None:
        return entries
    claims: list[Claim] = []
    for note in _notes(text):
        found: list[Claim] = []
        for start, end in note:
            found += _claims_of_piece(text, start, end, known)
        claims += _merged(found)
    return claims


# -- pieces: what stands between semicolons and at ends of lines


def _notes(text: str) -> Iterator[list[tuple[int, int]]]:
    """The notes of a text, each as the places of its pieces, which semicolons part."""
    pieces: list[tuple[int, int]] = []
    start = 0
    quoted = False
    for mark in re.finditer(r"[;\"“”\n]", text):
        sign, place = mark.group(), mark.start()
        if sign in '"“”':
            quoted = sign == "“" or (sign == '"' and not quoted)
        elif sign == ";" and not quoted:
            pieces.append((start, place))
            start = mark.end()
        elif sign == "\n" and _ends_note(text, pieces[0][0] if pieces else start, place):
            yield [*pieces, (start, place)]
            pieces, start, quoted = [], mark.end(), False
    yield [*pieces, (start, len(text))]


def _ends_note(text: str, start: int, place: int) -> bool:
    """Whether a line end ends what is cited: it does not where the date is still to come."""
    following = text[place + 1 : place + 400]
    if not following.strip() or following.startswith("\n") or _NOTE_BEGINS.match(following):
        return True
    line = following.split("\n", 1)[0]
    said = text[start:place]
    if len(said) > _LONGEST_NOTE or _ID.search(said):
        return True
    return _DATE.search(said) is not None and (_DATE.search(line) is not None or said.rstrip().endswith("."))


# -- one piece


def _claims_of_piece(text: str, start: int, end: int, senders: Senders) -> list[Claim]:
    piece = text[start:end]
    quoted = _QUOTED.search(piece)
    masked = _QUOTED.sub(lambda found: " " * len(found.group()), piece).replace("\n", " ")
    masked = _MISSION_TO.sub(lambda found: found.group()[:-2] + "at", masked)
    dates = _with_years([(found.start(), _day(found)) for found in _DATE.finditer(masked)])
    blind = _DATE.sub(lambda found: "," * len(found.group()), masked)
    anchors = _anchors(blind, senders)
    if not anchors:
        claim = _without_number(blind, dates, senders)
        claims = [] if claim is None else [claim]
    else:
        claims = _contradiction_joined([_claim(blind, anchors, nth, dates, senders) for nth in range(len(anchors))])
    subject = quoted["subject"].strip() if quoted else None
    paragraph = _PARAGRAPH.search(masked)
    return [
        claim._replace(
            start=start + claim.start,
            end=start + claim.end,
            subject=subject,
            paragraph=int(paragraph["paragraph"]) if paragraph else None,
        )
        for claim in claims
    ]


def _day(found: re.Match[str]) -> Day:
    for nth in range(6):
        month = found[f"month{nth}"]
        if month is None:
            continue
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        year = None if nth == 5 else full_year(int(found[f"year{nth}"]))
        return Day(year, number, int(found[f"day{nth}"]))
    raise AssertionError(found.group())


def _with_years(dates: list[tuple[int, Day]]) -> list[tuple[int, Day]]:
    """Dates without a year get that of the next one: January 9 and January 10, 1974."""
    year: int | None = None
    found: list[tuple[int, Day]] = []
    for place, day in reversed(dates):
        year = day.year or year
        found.append((place, day._replace(year=year)))
    return found[::-1]


def _anchors(piece: str, senders: Senders) -> list[_Anchor]:
    """Where a piece names telegrams by number, in order and without overlap."""
    found = [
        _Anchor(each.start(), each.end(), id=each.group(), number=int(each["number"]) if each["number"] else None)
        for each in _ID.finditer(piece)
    ]
    free = _ID.sub(lambda each: "," * len(each.group()), piece)
    for each in _TELEGRAM.finditer(free):
        found += _with_further(free, _Anchor(each.start(), each.end(), number=_whole(each), word=each["word"].lower()))
    free = _TELEGRAM.sub(lambda each: each["word"] + "," * (len(each.group()) - len(each["word"])), free)
    place = 0
    while (name := _NAME_AND_NUMBER.search(free, place)) is not None:
        named = senders.at_end(name["words"])
        place = name.end() if named else name.start("words") + len(name["words"].split()[0])
        if named is None:
            continue
        code, length = named
        begins = name.start("words") + len(name["words"]) - length
        year = name["year"] if length == len(name["words"]) else None
        anchor = _Anchor(
            name.start() if year else begins, name.end(), sender=code, number=_whole(name),
            year=full_year(int(year.lstrip("'’"))) if year else None,
        )  # fmt: skip
        found += _with_further(free, anchor)
        place = max(place, found[-1].end)
    return sorted(found)


def _whole(found: re.Match[str]) -> int:
    return int(found["number"].replace(",", ""))


def _with_further(piece: str, anchor: _Anchor) -> list[_Anchor]:
    """The anchor and the numbers that follow under the same name: Tels 156, 160 and 179 from La Paz."""
    found = [anchor]
    while (further := _FURTHER.match(piece, found[-1].end)) is not None:
        found.append(anchor._replace(start=further.start("number"), end=further.end(), number=_whole(further)))
    return found


def _claim(piece: str, anchors: list[_Anchor], nth: int, dates: list[tuple[int, Day]], senders: Senders) -> Claim:
    """What a piece says of its nth telegram."""
    anchor = anchors[nth]
    begins = anchors[nth - 1].end if nth else 0
    ends = anchors[nth + 1].start if nth + 1 < len(anchors) else len(piece)
    sender, addressee = anchor.sender, None
    if anchor.id is None and sender is None:
        sender, addressee = _route_of(piece, anchor, max(0, anchor.start - _NEAR), senders)
    else:
        route = _ONLY_TO.match(piece, anchor.end) or _ROUTE.search(piece, begins, min(ends, begins + 2 * _NEAR))
        addressee = senders.called(route["to"]) if route else None
        if anchor.id is not None:
            place = max(anchor.start - _NEAR, 0)
            named = _ROUTE.search(piece, place, anchor.end + _NEAR) or _FROM.search(piece, place, anchor.end + _NEAR)
            sender = senders.called(named["sender"]) if named else None
    if len(anchors) > 1 and len(dates) == len(anchors) and dates[0][0] > anchors[-1].end:
        return Claim(anchor.start, anchor.end, anchor.id, sender, anchor.number, anchor.year, addressee, dates[nth][1])
    after = [day for place, day in dates if anchor.end <= place < ends]
    alone = [day for place, day in dates if place < anchor.start] if nth == 0 else []
    later = [day for place, day in dates if place >= ends]
    day = next(iter(after or alone or later), None)
    return Claim(anchor.start, anchor.end, anchor.id, sender, anchor.number, anchor.year, addressee, day)


def _route_of(piece: str, anchor: _Anchor, begins: int, senders: Senders) -> tuple[str | None, str | None]:
    """Sender and addressee of `telegram 605`, from the words around it."""
    if anchor.word.startswith("dept"):
        to = _ONLY_TO.match(piece, anchor.end)
        return "STATE", senders.called(to["to"]) if to else None
    to = _ONLY_TO.match(piece, anchor.end)
    if to is not None and senders.called(to["to"]) not in {None, "STATE"}:
        return "STATE", senders.called(to["to"])
    for pattern, place in ((_FROM, anchor.end), (_ROUTE, anchor.end), (_ROUTE, begins), (_FROM, begins)):
        found = pattern.search(piece, place, place + _NEAR)
        sender = senders.called(found["sender"]) if found else None
        if found is not None and sender is not None:
            return sender, senders.called(found["to"]) if found["to"] else None
    around = piece[begins : anchor.start].rstrip(" ,:(")
    before = None if " to " in around.lower() else senders.at_end(around[-80:])
    if before is not None:
        return before[0], None
    after = _AFTER.match(piece, anchor.end)
    return (senders.called(after["sender"]) if after else None), None


def _without_number(piece: str, dates: list[tuple[int, Day]], senders: Senders) -> Claim | None:
    """Sender, addressee and date without a number: AmEmbassy Lima to SecState, January 9, 1974."""
    if not dates:
        return None
    for found in _ROUTE.finditer(piece):
        sender, to = senders.called(found["sender"]), senders.called(found["to"])
        if sender is not None and to is not None:
            return Claim(found.start(), found.end(), sender=sender, addressee=to, day=dates[0][1])
    if not _SPEAKS_OF_TELEGRAM.search(piece):
        return None
    found_from = _FROM.search(piece)
    sender = senders.called(found_from["sender"]) if found_from else None
    if found_from is None or sender is None:
        return None
    to = senders.called(found_from["to"]) if found_from["to"] else None
    return Claim(found_from.start(), found_from.end(), sender=sender, addressee=to, day=dates[0][1])


def _contradiction_joined(claims: list[Claim]) -> list[Claim]:
    """One claim of `telegram 165, January 9, 1974, 74LAPAZ156`: a slip in one of the two, not two telegrams."""
    if (
        len(claims) != 2
        or claims[0].id is not None
        or claims[1].id is None
        or claims[1].day not in {None, claims[0].day}
    ):
        return claims
    first, written = claims
    return [first._replace(end=written.end, id=written.id, sender=first.sender or written.sender)]


def _merged(claims: list[Claim]) -> list[Claim]:
    """One claim of neighbours that say the same telegram twice: `telegram 605 ..., 07ASTANA605`."""
    merged: list[Claim] = []
    for claim in claims:
        last = merged[-1] if merged else None
        if last is not None and _same(last, claim):
            merged[-1] = Claim(
                last.start, claim.end, last.id or claim.id, last.sender or claim.sender,
                last.number if last.number is not None else claim.number, last.year or claim.year,
                last.addressee or claim.addressee, last.day or claim.day, last.subject or claim.subject,
                last.paragraph or claim.paragraph,
            )  # fmt: skip
        else:
            merged.append(claim)
    return merged


def _same(last: Claim, claim: Claim) -> bool:
    if claim.start - last.end > 400:
        return False
    numbers = {number for number in (last.number, claim.number) if number is not None}
    written = {each.id for each in (last, claim) if each.id}
    if len(written) == 1 and len(numbers) <= 1:
        return True
    return not written and len(numbers) == 1 and last.number == claim.number and last.sender == claim.sender


# -- entries of reference managers


def _entries(text: str) -> list[Claim] | None:
    """The claims of a file for programs; `None` where the text is none."""
    begins = text.lstrip()[:8]
    if begins.startswith("@"):
        return [_entry(found, _BIBTEX_FIELD) for found in _BIBTEX_ENTRY.finditer(text)]
    if begins.startswith("TY  -"):
        return [_entry(found, _RIS_FIELD) for found in _RIS_ENTRY.finditer(text)]
    if begins.startswith(("[", "{")):
        return _json_entries(text)
    return None


def _entry(found: re.Match[str], field: re.Pattern[str]) -> Claim:
    fields = {each["name"]: each["value"].strip("{} ") for each in field.finditer(found.group())}
    named = fields.get("annote", fields.get("M1", "")).removeprefix("reftel ")
    written = named or fields.get("number") or fields.get("SN")
    when = _DATE.search(fields.get("date", fields.get("DA", "")))
    title = fields.get("title", fields.get("TI"))
    return Claim(found.start(), found.end(), id=written, day=_day(when) if when else None, subject=title)


def _json_entries(text: str) -> list[Claim] | None:
    try:
        read = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None
    entries = read if isinstance(read, list) else [read]
    claims: list[Claim] = []
    place = 0
    for entry in entries:
        if not isinstance(entry, dict):
            return None
        written = str(entry.get("id") or entry.get("number") or "")
        place = max(text.find(written, place), 0)
        parts = entry.get("issued", {}).get("date-parts", [[]]) if isinstance(entry.get("issued"), dict) else [[]]
        day = Day(*parts[0]) if parts and len(parts[0]) == 3 else None
        claims.append(Claim(place, place + len(written), id=written, day=day, subject=entry.get("title")))
    return claims
