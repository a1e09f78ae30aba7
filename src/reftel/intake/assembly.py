"""Make the telegram of a draft: spans, paragraphs, references, and what the container adds."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from itertools import starmap, takewhile, zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, AnyStr

from reftel.facts import posts
from reftel.intake.attributes import date_said, fill_from_attributes
from reftel.intake.layout import Place, lay_out, roles_of
from reftel.model.draft import FURNITURE
from reftel.model.number import Mrn, archive_form, compact_post
from reftel.model.repair import Repair, repaired_text
from reftel.model.span import Span, partition
from reftel.model.telegram import (
    Classification,
    Paragraph,
    Precedence,
    Reftel,
    Source,
    Telegram,
    Transmission,
)
from reftel.references import Own, find_mentions, read_reference_block
from reftel.repair import find_repairs, number_paragraphs
from reftel.text.folded import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reftel.model.draft import BodyLine, Draft
    from reftel.sources import Document

_LAST_OLD_YEAR = 1979
_START_END = attrgetter("start", "end")
#: The sign ¶, which a publisher put before the letter of an item at the start of a line, read as a 1.
_SIGN_AS_ONE = re.compile(r"\n[ \t]{0,20}(1)(?=[B-Z][.)] )")
_SIGNS_OF_TOOLS = frozenset(("markdown-sign", "markdown-escape", "markdown-emphasis"))


def assemble(draft: Draft, document: Document, *, without: Collection[str] = ()) -> Telegram:
    """The telegram that a draft and its container make. The rules named in `without` propose no repairs."""
    mrn = _mrn(draft)
    numbered = number_paragraphs(draft)
    openings = {opening.mark.start: opening for opening in numbered}
    places = lay_out(draft, openings)
    ranges = _repaired_ranges(draft, places)
    repairs = tuple(find_repairs(draft, ranges, without=frozenset(without)))
    date = draft.dtg or date_said(document.attributes)
    own = Own(date.year if date else None, _post(draft), draft.number, date, _addressee(draft))
    reftels, more = _references(draft, places, own)
    more += [opening.repair for opening in numbered if opening.repair is not None]
    repairs = _merged(repairs, more + draft.repairs, without)
    text = draft.text
    telegram = Telegram(
        id=str(mrn) if mrn else text_id(text),
        mrn=str(mrn) if mrn else None,
        aliases=_aliases(draft, mrn),
        attributes=document.attributes,
        year=mrn.year if mrn else (draft.dtg.year if draft.dtg else None),
        post=mrn.post if mrn else None,
        number=mrn.number if mrn else draft.number,
        source=Source(document.path, document.sha256, draft.dialect, document.container),
        text=text,
        dtg=draft.dtg,
        precedence=Precedence(draft.action_precedence, draft.info_precedence),
        transmission=_transmission(draft),
        originator=draft.originator,
        to=tuple(draft.to),
        info=tuple(draft.info),
        exempt=tuple(draft.exempt),
        distribution=draft.distribution,
        drafting=draft.drafting,
        classification=Classification(
            level=draft.level,
            executive_order=draft.order,
            declassify_on=draft.declassify_on,
            declassify=draft.declassify,
            classified_by=draft.classified_by,
            reasons=tuple(draft.reasons),
            derived_from=draft.derived_from,
        ),
        captions=tuple(draft.captions),
        corrected=draft.corrected,
        passing=tuple(draft.passing),
        tags=tuple(draft.tags),
        subject=_subject(draft, repairs),
        reftels=tuple(reftels),
        sections=tuple(draft.sections),
        paragraphs=_paragraphs(text, places, repairs),
        signature=draft.signature,
        notes=tuple(draft.notes),
        evidence=draft.evidence,
        spans=_spans(draft, places, document),
        repairs=repairs,
        defects=(*document.defects, *sorted(draft.defects, key=lambda defect: defect.start)),
    )
    return fill_from_attributes(telegram) if document.attributes else telegram


def text_id(text: str) -> str:
    """The id of a telegram without a number: `sha-` and twelve digits of the hash of its text."""
    return "sha-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _mrn(draft: Draft) -> Mrn | None:
    """The number, where year, post and serial are all in the text."""
    if draft.number is None or draft.dtg is None or draft.number == 0:
        return None
    post = _post(draft)
    return Mrn(draft.dtg.year, post, draft.number) if post else None


def _addressee(draft: Draft) -> str | None:
    """The one post that a telegram is sent to for action; `None` where there are several, or none."""
    posts_named = {each.post for each in draft.to}
    return posts_named.pop() if len(posts_named) == 1 else None


def _post(draft: Draft) -> str | None:
    """The post of the number: the classification line's, or the originator's where that one is missing or damaged.

    The archives of the 1970s print short names (USUN): those are given in full.
    """
    printed = compact_post(draft.post_name or "")
    sender = draft.originator.post if draft.originator else None
    if not printed or set(printed) <= {"X"}:
        return sender
    if printed == "SECSTATE":
        return "STATE"
    if sender is None or printed == sender:
        return printed
    known = posts().named(draft.post_name or "", draft.dtg.year if draft.dtg else None)
    if known is None:
        return sender if _alike(printed, sender) else printed
    short = draft.dialect == "state1973" and (known.mrn_name == sender or sender.startswith(printed))
    return sender if short else printed


def _alike(seen: str, right: str) -> bool:
    """Whether a post's printed name is the sender's with up to two wrong letters, or its beginning."""
    if right.startswith(seen) or abs(len(seen) - len(right)) > 2:
        return right.startswith(seen)
    wrong = sum(a != b for a, b in zip(seen, right, strict=False)) + abs(len(seen) - len(right))
    return wrong <= 2 or sorted(seen) == sorted(right)


def _aliases(draft: Draft, mrn: Mrn | None) -> tuple[str, ...]:
    """The number as the archives of the 1970s write it, and second numbers of the telegram (TOSEC, SECTO)."""
    aliases = list(draft.aliases)
    if mrn is not None and mrn.year <= _LAST_OLD_YEAR:
        name = draft.post_name if draft.post_name and compact_post(draft.post_name) == mrn.post else None
        known = posts().named(mrn.post, mrn.year) if name is None else None
        aliases.append(archive_form(mrn.year, name or (known.name if known else mrn.post), mrn.number))
    return tuple(dict.fromkeys(aliases))


def _transmission(draft: Draft) -> Transmission | None:
    if not (draft.transmission_id or draft.station or draft.security or draft.routing or draft.signals):
        return None
    return Transmission(
        id=draft.transmission_id,
        routing=tuple(draft.routing),
        station=draft.station,
        serial=draft.serial,
        section=draft.station_section,
        filed=_filed(draft),
        security=draft.security,
        signals=tuple(draft.signals),
    )


def _filed(draft: Draft) -> datetime | None:
    """The filing time, which has no year: that of the date-time group, or its neighbour at the turn of the year."""
    if draft.filed_day is None or draft.filed_time is None or draft.dtg is None or not 1 <= draft.filed_day <= 366:
        return None
    hour, minute = int(draft.filed_time[:2]), int(draft.filed_time[2:])
    if hour > 23 or minute > 59:
        return None
    of_year = [
        datetime(year, 1, 1, hour, minute, tzinfo=UTC) + timedelta(days=draft.filed_day - 1)
        for year in (draft.dtg.year - 1, draft.dtg.year, draft.dtg.year + 1)
        if draft.filed_day <= 365 or year % 4 == 0
    ]
    dtg = draft.dtg
    return min(of_year, key=lambda moment: abs(moment - dtg)) if of_year else None


def _repaired_ranges(draft: Draft, places: list[Place]) -> list[tuple[int, int]]:
    """The places that repairs are looked for in: the subject, titles, and the words of paragraphs, in order."""
    ranges = [(place.text_start, place.end) for place in places if place.end > place.text_start]
    for place in places:
        ranges += place.heading
    if draft.subject_lines:
        ranges.append((draft.subject_lines[0].start, draft.subject_lines[-1].end))
    return sorted(ranges)


def _subject(draft: Draft, repairs: tuple[Repair, ...]) -> str | None:
    """The subject on one line: its lines repaired, without what machines put between them."""
    words: list[str] = []
    start = -1
    last = draft.subject_lines[-1].end if draft.subject_lines else 0
    repairs = tuple(takewhile(lambda repair: repair.start <= last, repairs))  # the others stand below
    for line, after in zip_longest(draft.subject_lines, draft.subject_lines[1:]):
        start = line.start if start < 0 else start
        if after is not None and any(r.start <= line.end and after.start <= r.end for r in repairs if r.applied):
            continue  # a repair joins both, and may take a hyphen out
        words += repaired_text(draft.text, repairs, start, line.end).split()
        start = -1
    return " ".join(words) or None


def _references(draft: Draft, places: list[Place], own: Own) -> tuple[list[Reftel], list[Repair]]:
    reftels: list[Reftel] = []
    repairs: list[Repair] = []
    seen = _without_signs(draft)
    for block in draft.references:
        signs = [sign.start(1) for sign in _SIGN_AS_ONE.finditer(seen, block.start, block.end)]
        repairs += [Repair(at, at + 1, seen[at : at + 1], "", "reference-label", 0.95) for at in signs]
        if signs:
            seen = _blanked(seen, [(at, at + 1) for at in signs], " ")
        found, mended = read_reference_block(seen, block.start, block.end, own)
        reftels += found
        repairs += mended
    cited = tuple(reftels)
    stretches = [(place.text_start, place.end) for place in places]
    furniture = [(line.start, line.end) for line in draft.body if line.kind in FURNITURE]
    words, kinds = _blanked(draft.text, furniture, " "), _blanked(folded(draft.text), furniture, b" ")
    reftels += find_mentions(words, stretches, own, cited, kinds)
    return reftels, repairs


def _without_signs(draft: Draft) -> str:
    """The text with blanks in place of what a tool put around its words: it stands between items of a reference."""
    pieces: list[str] = []
    at = 0
    for repair in sorted((r for r in draft.repairs if r.rule in _SIGNS_OF_TOOLS), key=lambda r: r.start):
        if repair.start >= at and not repair.now:
            pieces += draft.text[at : repair.start], " " * (repair.end - repair.start)
            at = repair.end
    return "".join((*pieces, draft.text[at:])) if pieces else draft.text


def _blanked(text: AnyStr, places: list[tuple[int, int]], blank: AnyStr) -> AnyStr:
    """The text with blanks in place of page marks and the like: their numbers are no mentions, and places stay."""
    if not places:
        return text
    pieces: list[AnyStr] = []
    at = 0
    for start, end in places:
        pieces += text[at:start], blank * (end - start)
        at = end
    pieces.append(text[at:])
    return blank[:0].join(pieces)


def _merged(repairs: tuple[Repair, ...], more: list[Repair], without: Collection[str]) -> tuple[Repair, ...]:
    if not more:
        return repairs
    merged: list[Repair] = []
    for repair in sorted((*repairs, *more), key=_START_END):
        if repair.rule not in without and not (merged and repair.start < merged[-1].end):
            merged.append(repair)
    return tuple(merged)


def _paragraphs(text: str, places: list[Place], repairs: tuple[Repair, ...]) -> tuple[Paragraph, ...]:
    starts = [repair.start for repair in repairs]

    def repaired(start: int, end: int) -> str:
        return repaired_text(text, repairs[bisect_left(starts, start) : bisect_left(starts, end)], start, end)

    texts = [repaired(place.text_start, place.end) for place in places]
    headings = [
        " ".join(" ".join(starmap(repaired, place.heading)).split()) or None if place.heading else None
        for place in places
    ]
    return tuple(
        Paragraph(
            number=place.number,
            portion=place.portion,
            heading=heading,
            role=role,
            text=words,
            start=place.start,
            end=place.end,
            text_start=place.text_start,
        )
        for place, words, heading, role in zip(places, texts, headings, roles_of(texts, headings), strict=True)
    )


def _spans(draft: Draft, places: list[Place], document: Document) -> tuple[Span, ...]:
    """The partition of the text: heading, body, and what belongs to the container."""
    marks = [*sorted(draft.marks), *_joined_lines(draft.body)]
    over = [(place.start, place.text_start, "paragraph-mark") for place in places if place.start < place.text_start]
    if document.marks:
        over = sorted((*over, *document.marks))
        marks.sort()
    spans = partition(len(draft.text), _laid_under(marks, over) if over else marks)
    if "unread" in [span.label for span in spans]:
        return tuple(_blank_if_empty(span, draft.text) for span in spans)
    return spans


def _joined_lines(body: list[BodyLine]) -> Iterator[tuple[int, int, str]]:
    """The marks of a body: lines of one kind that follow each other are one mark."""
    begin = end = -1
    kind = ""
    for line in body:
        if line.start != end or line.kind != kind:
            if end >= 0:
                yield begin, end, kind
            begin, kind = line.start, line.kind
        end = line.next
    if end >= 0:
        yield begin, end, kind


def _laid_under(marks: list[tuple[int, int, str]], over: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The marks with those of `over` laid on top of them; both in order, each without overlap."""
    cuts = iter(over)
    cut = next(cuts, None)
    for mark in marks:
        start, end, label = mark
        if cut is None or cut[0] >= end:
            yield mark
            continue
        while cut is not None and cut[0] < end:
            if cut[0] > start:
                yield start, cut[0], label
            yield cut
            start = max(start, cut[1])
            if cut[1] > end:
                break
            cut = next(cuts, None)
        if start < end:
            yield start, end, label
    if cut is not None:
        yield cut
        yield from cuts


def _blank_if_empty(span: Span, text: str) -> Span:
    empty = span.label == "unread" and not text[span.start : span.end].strip()
    return Span(span.start, span.end, "blank") if empty else span
