"""Footnotes, bibliographies and pasted paragraphs: the places in them that cite telegrams, and what each says.

Only the words are read here; `reftel.analysis.tracing` asks an archive which telegram is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.bibliographies import read_entries
from reftel.analysis.cited_dates import DATE, MONTH, YEAR, Dated, dates_in, year_said
from reftel.analysis.claims import Claim
from reftel.analysis.senders import Senders
from reftel.model.number import full_year

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(
    r"\b(?:(?P<year>(?:19|20)?\d\d)(?P<post>[A-Z]{3,24})(?P<number>\d{1,6})(?P<copy>~\d{1,3})?"
    r"|(?P<hash>sha-[0-9a-f]{6,64}(?:~\d{1,3})?))(?!\w)"
)
#: A number that is no part of a date, a range of pages or a file's mark.
_NUMBER = (
    rf"(?P<number>\d{{1,3}},\d{{3}}(?!\d)|\d{{1,6}})(?!\d|[-/:]\d|,\d{{3}}(?!\d)|(?:st|nd|rd|th)\b|\s{MONTH}\s{YEAR})"
)
_TELEGRAM = re.compile(
    r"\b(?P<word>Tel(?:egram)?s?|Cables?|Messages?|Embtels?|Deptels?|Contels?)\.?,?\s?"
    rf"(?:Nos?\.?\s?|\#\s?|numbers?\s)?{_NUMBER}",
    re.IGNORECASE,
)
_NAME_AND_NUMBER = re.compile(
    r"(?:(?<![\d/,])(?P<year>(?:19|20)\d\d|['’]?\d\d)\s)?"
    r"(?P<words>[A-Z][A-Za-z.'’/-]{1,23}?(?:\s[A-Za-z][A-Za-z.'’/-]{0,23}?){0,5}?)(?:,?\s|-(?=\d))"
    rf"(?:(?:tel(?:egram)?|cable)\.?\s|[Nn]os?\.?\s|\#\s?|\((?!(?:19|20)\d\d\)))?{_NUMBER}"
)
_FURTHER = re.compile(
    rf"(?:,\s|[\s(),]{{0,60}}\sand\s|,\sand\s|\s?&\s?){_NUMBER}(?!\s?{MONTH})(?!\s(?-i:[A-Z]{{2}}))", re.IGNORECASE
)
_PLACE = r"[A-Z][^,;:()\"“”\n\d]{1,80}?"
_ENDS = r"(?=\s?[,;:(\"“]|\.(?:\s|$)|\.?$|\s(?:dated|on|is|was|are|reported|states?|stated|that)\b|\sof\s?,|\s\d)"
_FROM = re.compile(rf"\b[Ff]rom\s(?:the\s)?(?P<sender>{_PLACE})(?:\s(?:[Tt]o|TO)\s(?:the\s)?(?P<to>{_PLACE}))?{_ENDS}")
_ROUTE = re.compile(rf"(?P<sender>[A-Z][^,;:()\"“”\n\d]{{1,80}}?)\s(?:[Tt]o|TO)\s(?:the\s)?(?P<to>{_PLACE}){_ENDS}")
_ONLY_TO = re.compile(rf",?\s(?:[Tt]o|TO)\s(?:the\s)?(?P<to>{_PLACE}){_ENDS}")
_AFTER = re.compile(rf"[,\s(/]{{1,3}}(?P<sender>{_PLACE})(?=\)|{_ENDS[3:]}")
_QUOTED = re.compile(r"[\"“](?P<subject>[^\"“”]{3,2000})[\"”]")
_PARAGRAPH = re.compile(r"\b(?:para(?:graph|\.)?|¶)\s?(?P<paragraph>\d{1,3})\b", re.IGNORECASE)
_LONGEST_NOTE = 3000  # characters
_NEAR = 400  # characters from a number to its sender
_NOTE_BEGINS = re.compile(r"\s{0,8}(?:\[?\d{1,4}[.)\]]\s|[*†‡•-]\s)")
_MISSION_TO = re.compile(r"\b[Mm]ission to\b")
#: Points that end no sentence; a note's mark that stuck to a word; a man or a post in brackets, before the addressee.
_POINTS = re.compile(r"\b(?:[A-Z]\.){2,4}|\b(?:St|Amb|Amemb|Mr|Ms|Dr)\.")
_NOTE_MARK = re.compile(r"(?<=[a-z])\d{1,3}(?=[\s.,;)]|$)|[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_IN_BRACKETS_TO = re.compile(
    r"(?P<before>\b[A-Z][A-Za-z.’'-]{1,30}(?:\s[A-Z][A-Za-z.’'-]{1,30}){0,3}\s)"
    r"\((?P<inside>[A-Z][A-Za-z.’' -]{1,40})\)(?=\sto\s)"
)
_COMMA_TO = re.compile(r",(?=\sto\s(?:the\s)?(?:Sec|Dep|State|Am|Emb|Wash|U\s?S))")
_YEAR_BEFORE_NAME = re.compile(r"\s(?P<words>[A-Z][A-Za-z.]{1,23}(?:\s[A-Z][A-Za-z.]{1,23}){0,3}),?\s\d")
_AIRGRAM = re.compile(r"\bairgram\b|\bA-\d|\bdesp?atch\b", re.IGNORECASE)
_IBID = re.compile(
    r"(?:(?:\A|[.;\n])\s{0,8}(?:[(\[]?\d{1,4}[.)\]]?\s{1,4})?)\[?(?P<word>Ibid)\b\.?(?:,?\s(?:para(?:graph|s?\.)?|¶)\s?(?P<paragraph>\d{1,3}))?"
)
_SENTENCE_END = re.compile(r"[;\n]|\.\s{1,4}(?=[\d\[(A-Z])|\Z")
_NOTE_FOLLOWS = re.compile(r"\s{0,4}(?:\Z|\n|;|\[?\d{1,4}[.)\]]?\s{1,4}[A-Z])")
_NUMBER_BEHIND_TO = re.compile(r"\s(?:[Tt]o|TO)\s(?:the\s)?$")
_EMBASSY_IN = re.compile(r"\b(?P<sender>[Ee]mbassy\s(?:in|at)\s(?:the\s)?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)")
_NUMBER_ALONE = re.compile(
    rf"\s*(?:and\s)?(?P<number>\d{{2,6}}),?\s\(?(?={DATE.pattern.replace('(?P<', '(?P<of_')})", re.IGNORECASE
)
_SPEAKS_OF_TELEGRAM = re.compile(r"\b(?:tel(?:egram)?s?|cables?|airgram|message|desp?atch)\b", re.IGNORECASE)


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
    ('ASTANA', 605, 'STATE', Day(year=2007, month=3, day=7, either=False))
    """
    known = senders or Senders()
    entries = read_entries(text)
    if entries is not None:
        return entries
    claims: list[Claim] = []
    for note in _notes(text):
        found: list[Claim] = []
        for start, end in note:
            claims_here = _claims_of_piece(text, start, end, known)
            found += claims_here or _carried(text, start, end, found)
        claims += _merged(found)
    return _with_ibid(text, claims)


def _with_ibid(text: str, claims: list[Claim]) -> list[Claim]:
    """The claims, and the one before again wherever a note begins with Ibid. and cites nothing itself."""
    repeated: list[Claim] = []
    starts = [claim.start for claim in claims]
    for found in _IBID.finditer(text):
        following = bisect_left(starts, found.start("word"))
        ends = _SENTENCE_END.search(text, found.end())
        alone = _NOTE_FOLLOWS.match(text, found.end()) is not None
        cites = following < len(claims) and ends is not None and starts[following] < ends.start()
        if following == 0 or (cites and not alone):
            continue
        paragraph = int(found["paragraph"]) if found["paragraph"] else None
        before = claims[following - 1]
        repeated.append(before._replace(start=found.start("word"), end=found.end(), paragraph=paragraph))
    return sorted([*claims, *repeated], key=attrgetter("start")) if repeated else claims


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
    return DATE.search(said) is not None and (DATE.search(line) is not None or said.rstrip().endswith("."))


# -- one piece


def _claims_of_piece(text: str, start: int, end: int, senders: Senders) -> list[Claim]:
    piece = text[start:end]
    quoted = _QUOTED.search(piece)
    masked = _QUOTED.sub(lambda found: " " * len(found.group()), piece).replace("\n", " ")
    masked = _plain_words(masked, senders)
    dates, blind = dates_in(masked)
    anchors = _anchors(blind, senders)
    if not anchors:
        claim = _without_number(blind, dates, senders)
        claims = [] if claim is None else [claim]
    else:
        claims = _contradiction_joined([_claim(blind, anchors, nth, dates, senders) for nth in range(len(anchors))])
    claims = [claim for claim in claims if not _says_nothing(claim, masked)]
    year = year_said(masked)
    subject = quoted["subject"].strip() if quoted else None
    paragraph = _PARAGRAPH.search(masked)
    return [
        claim._replace(
            start=start + claim.start,
            end=start + claim.end,
            year=claim.year or (year if claim.day is None else None),
            day=claim.day._replace(year=claim.day.year or year) if claim.day else None,
            subject=subject,
            paragraph=int(paragraph["paragraph"]) if paragraph else None,
        )
        for claim in claims
    ]


def _says_nothing(claim: Claim, piece: str) -> bool:
    """Whether a number is a count or the like: 59 in `telegrams, 59 of them`, with no post and no date."""
    plural = piece[claim.start : claim.end].lower().startswith(("telegrams", "cables", "messages"))
    return plural and claim.id is None and claim.sender is None and claim.day is None


def _carried(text: str, start: int, end: int, before: list[Claim]) -> list[Claim]:
    """A number and a date under the sender of the piece before: La Paz 3504, May 30; 3511, May 31, 1974."""
    found = _NUMBER_ALONE.match(text, start, end)
    if found is None or not before or before[-1].sender is None:
        return []
    dates, _ = dates_in(text[start:end])
    day = dates[0].day if dates else None
    number = int(found["number"])
    return [
        Claim(*found.span("number"), sender=before[-1].sender, number=number, addressee=before[-1].addressee, day=day)
    ]


def _plain_words(piece: str, senders: Senders) -> str:
    """The piece with what would mislead made harmless, every other character in its place."""
    piece = _MISSION_TO.sub(lambda found: found.group()[:-2] + "at", piece)
    piece = _POINTS.sub(lambda found: found.group().replace(".", "").ljust(len(found.group())), piece)
    piece = _NOTE_MARK.sub(lambda found: " " * len(found.group()), piece)
    piece = _IN_BRACKETS_TO.sub(lambda found: _without_brackets(found, senders), piece)
    return _COMMA_TO.sub(" ", piece)


def _without_brackets(found: re.Match[str], senders: Senders) -> str:
    """`La Paz (Stedman) to`: the man is left out; `Stedman (La Paz) to`: and so is what stands before the post."""
    inside = found["inside"]
    if senders.called(inside) is None:
        return found["before"] + " " * (len(inside) + 2)
    return " " * (len(found["before"]) + 1) + inside + " "


def _anchors(piece: str, senders: Senders) -> list[_Anchor]:
    """Where a piece names telegrams by number, in order and without overlap."""
    found = [
        _Anchor(each.start(), each.end(), id=each.group(), number=int(each["number"]) if each["number"] else None)
        for each in _ID.finditer(piece)
    ]
    free = _ID.sub(lambda each: "," * len(each.group()), piece)
    said, free = _after_words(free, senders)
    found += said
    place = 0
    while (name := _NAME_AND_NUMBER.search(free, place)) is not None:
        named = senders.at_end(name["words"])
        place = name.end() if named else name.start("words") + len(name["words"].split()[0])
        if named is None or (name["words"].endswith(".") and _can_be_year(name["number"], short=False)):
            continue
        code, length = named
        begins = name.start("words") + len(name["words"]) - length
        year = name["year"] if length == len(name["words"]) else None
        to = _NUMBER_BEHIND_TO.search(free, max(0, begins - 8), begins)
        if to is not None and ("," in name.group() or senders.at_end(free[max(0, to.start() - 60) : to.start()])):
            found.append(_Anchor(name.start("number"), name.end(), number=_whole(name), word="telegram"))
            continue  # La Paz to State, 156
        anchor = _Anchor(
            name.start() if year else begins, name.end(), sender=code, number=_whole(name),
            year=full_year(int(year.lstrip("'’"))) if year else None,
        )  # fmt: skip
        found += _with_further(free, anchor)
        place = max(place, found[-1].end)
    return sorted(found)


def _after_words(piece: str, senders: Senders) -> tuple[list[_Anchor], str]:
    """The numbers behind the word telegram or the like, and the piece with commas in their place."""
    found: list[_Anchor] = []
    for each in _TELEGRAM.finditer(piece):
        behind = _YEAR_BEFORE_NAME.match(piece, each.end())
        if behind is not None and _can_be_year(each["number"]) and senders.called(behind["words"]) is not None:
            continue  # cable 07 ASTANA 605
        found += _with_further(piece, _Anchor(each.start(), each.end(), number=_whole(each), word=each["word"].lower()))
    parts: list[str] = []
    reached = 0
    for anchor in found:
        word = anchor.start + (len(anchor.word) if piece[anchor.start].isalpha() else 0)
        parts += [piece[reached:word], "," * (anchor.end - word)]
        reached = anchor.end
    free = "".join((*parts, piece[reached:]))
    return found, free


def _can_be_year(figures: str, *, short: bool = True) -> bool:
    """Whether figures can be a printed year: 1974, or (`short`) 07 and 74."""
    if len(figures) == 4:
        return figures.startswith(("19", "20"))
    return short and len(figures) == 2 and (figures[0] == "0" or figures > "65")


def _whole(found: re.Match[str]) -> int:
    return int(found["number"].replace(",", ""))


def _with_further(piece: str, anchor: _Anchor) -> list[_Anchor]:
    """The anchor and the numbers that follow under the same name: Tels 156, 160 and 179 from La Paz."""
    found = [anchor]
    while (further := _FURTHER.match(piece, found[-1].end)) is not None:
        found.append(anchor._replace(start=further.start("number"), end=further.end(), number=_whole(further)))
    return found


def _claim(piece: str, anchors: list[_Anchor], nth: int, dates: list[Dated], senders: Senders) -> Claim:
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
    year = anchor.year
    if year is not None and day is not None and day.year is not None and abs(year - day.year) > 1:
        year = None  # the number of the note: 12 La Paz 156, 9 January 1974
    return Claim(anchor.start, anchor.end, anchor.id, sender, anchor.number, year, addressee, day)


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
    after = _AFTER.match(piece, anchor.end) or _EMBASSY_IN.search(piece, begins, anchor.start)
    return (senders.called(after["sender"]) if after else None), None


def _without_number(piece: str, dates: list[Dated], senders: Senders) -> Claim | None:
    """Sender, addressee and date without a number: AmEmbassy Lima to SecState, January 9, 1974."""
    if not dates:
        return None
    for found in _ROUTE.finditer(piece):
        sender, to = senders.called(found["sender"]), senders.called(found["to"])
        if sender is not None and to is not None:
            return Claim(found.start(), found.end(), sender=sender, addressee=to, day=dates[0][1])
    if not _SPEAKS_OF_TELEGRAM.search(piece) or _AIRGRAM.search(piece):
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
