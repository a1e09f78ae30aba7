"""Labelled places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Every label a span can have, and what it says about its characters. One list for code, pages and docs.
LABELS: dict[str, str] = {
    "transmission": "start of the message: channel and channel number (VZCZCXRO7840)",
    "routing": "doubled precedence and routing indicators of this transmission",
    "station": "calling station, serial, section and filing time (DE RUEHTA #0605/01 0660518)",
    "security": "security warning and operating signals (ZNY CCCCC ZZH)",
    "dtg": "precedence and date-time group",
    "from": "originator (FM)",
    "to": "action addressees",
    "info": "information addressees",
    "exempt": "addressees left out of a collective (XMT)",
    "offices": "the ACTION, ORIGIN and INFO offices of 1973-79 with their copies",
    "drafting": "drafted by, approved by, clearances",
    "circuit": "circuit number, control number and rule line of 1973-79",
    "classification": "classification line with section, post and number",
    "caption": "caption: SIPDIS, EXDIS, NOFORN ...",
    "passing": "attention and passing line",
    "corrected": "CORRECTED COPY line and its reason",
    "executive-order": "executive order and declassification",
    "tags": "TAGS line",
    "subject": "subject line",
    "reference": "REF lines",
    "classified-by": "classified by, reasons, derived from",
    "paragraph-mark": "number and portion mark of a paragraph",
    "heading": "a title above paragraphs",
    "rule": "a line of hyphens or the like under or over a title",
    "text": "words of a paragraph",
    "table": "a line whose columns are kept",
    "signature": "the signature",
    "end": "end marks: NNN, NNNN, BT, END OF DOCUMENT",
    "note": "a note of the communications centre",
    "page-mark": "page header or section header put in by a machine",
    "banner": "classification at the top or foot of a page",
    "sipdis": "a SIPDIS line put in by a machine",
    "debris": "left-over of a tool: SQL, markup, a newspaper's date stamp",
    "stamp": "release stamp of an archive",
    "attributes": "the container's own description of the telegram",
    "cut-off": "a mark that the text breaks off",
    "blank": "blank lines and line ends between the parts",
    "unread": "not understood; kept as it came",
}


class Span(msgspec.Struct, frozen=True, gc=False):
    """`text[start:end]` is what `label` says; counted in characters, half open."""

    start: int
    end: int
    label: str


def partition(length: int, marks: Iterable[tuple[int, int, str]]) -> tuple[Span, ...]:
    """Make sorted, possibly gappy marks a partition of `0..length`: what no mark claims is `unread`.

    Of two marks that overlap the earlier keeps its characters. Neighbours with the same label are joined.

    >>> [(s.start, s.end, s.label) for s in partition(9, [(0, 3, "dtg"), (2, 5, "from")])]
    [(0, 3, 'dtg'), (3, 5, 'from'), (5, 9, 'unread')]
    """
    found: list[Span] = []
    place = begun = 0
    last = ""
    for mark_start, mark_end, label in marks:
        start, end = mark_start, mark_end
        if start != place or end > length:  # most marks begin where the one before ends
            start, end = max(place, start), min(length, end)
        if end <= start:
            continue
        if start > place and last != "unread":
            if last:
                found.append(Span(begun, place, last))
            begun, last = place, "unread"
        if label != last:
            if last:
                found.append(Span(begun, start, last))
            begun, last = start, label
        place = end
    if last and (place == length or last != "unread"):
        found.append(Span(begun, place, last))
        begun = place
    if place < length:
        found.append(Span(begun, length, "unread"))
    return tuple(found)
