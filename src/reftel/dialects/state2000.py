"""The layout of 2000-2010: `VZCZC...` relay copies, bare and partial headings, and what passed through other tools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.body import Furniture, read_body, read_mark
from reftel.dialects.ending import read_ending
from reftel.dialects.heading import (
    compare_number,
    compare_security,
    ends_addresses,
    find_classified_by,
    read_classification,
    take_from_transport,
)
from reftel.dialects.offices import read_offices
from reftel.dialects.oldpages import cut_old_pages, has_old_pages, with_old_pages
from reftel.dialects.repeated import repeated_headings, take_repeated
from reftel.dialects.sections import sections_from_pages, settle_sections
from reftel.dialects.texthead import TextHeading, split_flattened
from reftel.dialects.transport import START, read_addresses, read_dtg, read_transmission_lines
from reftel.model.defect import Defect
from reftel.model.draft import Draft
from reftel.text.folded import folded

if TYPE_CHECKING:
    from reftel.text.lines import Line

_STATION = re.compile(r"DE [A-Z]{4,7} {1,2}#\d{4}")
_DTG = re.compile(
    r"[ \t]{0,40}(?:DTG ?: *)?(?:[YZOPR]{1,2} ?){0,2}\d{6} ?Z (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)",
    re.IGNORECASE,
)
_DTG_LINE = re.compile("^" + _DTG.pattern, re.MULTILINE | re.IGNORECASE)
_START_LINE = re.compile(r"^[ \t]{0,40}V?ZCZC", re.MULTILINE)
_DTG_OR_FROM = re.compile(_DTG.pattern + r"|\s*FM +[A-Z]", re.IGNORECASE)
_DAMAGE_LOOKED_OVER = 6  # lines: no transport heading has more between its start and its date
_PARTIAL = re.compile(r"This record is a partial extract", re.IGNORECASE)
#: `ASTANA 00000605  002 OF 004`: the header of a section after the first, as the receiving system printed it.
#: A scanner reads O for 0, and loses a blank.
_PAGE = re.compile(r"[A-Z][A-Za-z. ]{1,12}? ?[\dO]{8} {0,3}[\dO]{3}(?:\.\d)? ?(?:[O0]F|of) ?[\dO]{3}\s*\.?")
_PRINTED_BANNER = re.compile(
    r"(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|C O N F I D E N T I A L|S E C R E T) {2,}[A-Z ]{2,20} {2,}\d{8}"
)
_OLD_PAGE = re.compile(r"PAGE \d\d +[A-Z][A-Z ]{1,12} +\d{4,6} +\d\d OF \d\d +\d{6}Z$")
_OLD_BANNER = re.compile(r"(?:CONFIDENTIAL|SECRET|UNCLASSIFIED) +[A-Z]{3}\d{3,4}")
_DATE_STAMP = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ?\d{1,2} [A-Z]{3,9} \d{4}, ?\d\d:\d\d", re.IGNORECASE
)
_DEBRIS = re.compile(
    r"SELECT \* FROM.*|(?:</?(?:td|tr|table|strong|br|p|div|span|b|i|em)\s*/?>\s*)+|<<\d{3,9}>>|ID: ?\d{4,9}"
    r"|NOTE - DO NOT PUBLISH.*|Track impresi.n|Note - PII information removed.*",
    re.IGNORECASE,
)
_DEBRIS_BEGINS = frozenset(("SEL", "ID:", "NOT", "TRA"))
_OFFICES = re.compile(r"\s*(?:ACTION|ORIGIN|INFO) +(?:LOG|[A-Z/]{1,6})-\d\d\b")
_HEADING_LINES = 70
_OPENS_NUMBER = frozenset("1¶\ufffd")
_ORDERS_OF_THE_TIME = re.compile(r"E\.?O\.? ?(?:12356|12958|13526|12598|1952[38])")


def furniture(stripped: str) -> str | None:
    """The label of a line that a machine put in, or `None`. `stripped` has no outer blanks."""
    if stripped in {"SIPDIS", "Sipdis"}:
        return "sipdis"
    head = stripped[0]
    if (head == "<" or stripped[:3].upper() in _DEBRIS_BEGINS) and len(stripped) < 200 and _DEBRIS.fullmatch(stripped):
        return "debris"
    if head == "P" and stripped.startswith("PAGE ") and _OLD_PAGE.match(stripped):
        return "page-mark"
    if not stripped[-1].isdigit():
        return None
    if len(stripped) < 45 and stripped[-2:].isdigit() and _PAGE.fullmatch(stripped):
        return "page-mark"
    if head in "UCS" and stripped[-8:].isdigit() and _PRINTED_BANNER.fullmatch(stripped):
        return "banner"
    if stripped[-3:-2] == ":" and _DATE_STAMP.fullmatch(stripped):
        return "debris"
    return None


_IN_BODY = Furniture(furniture, heads=frozenset("<SINTP"), tails=frozenset("0123456789"))


class State2000:
    """Telegrams of the 2000s, with their relay heading, with a bare one, or with none but the classification line."""

    name = "state2000"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """Sure with a start-of-message line or a calling station; likely with a date-time group or an order of the time."""
        del lines
        head = text[:3000]
        if "ZCZC" in head and _START_LINE.search(head):
            return 0.95
        if _STATION.search(head):
            return 0.9
        if _ORDERS_OF_THE_TIME.search(head):
            return 0.7
        plain = folded(text)[:3000]
        if b"partial extract" in plain and _PARTIAL.search(head):
            return 0.65
        dated = b"000000z" in plain or b"000000 z" in plain
        return 0.5 if dated and _DTG_LINE.search(head) else 0.2 * ("TAGS" in head)

    def read(self, text: str, lines: list[Line]) -> Draft:
        """The telegram as this layout has it; lines above the heading keep no label."""
        draft = Draft(text=text, dialect=self.name)
        head = split_flattened(text, lines[:_HEADING_LINES])
        lines = head + lines[_HEADING_LINES:]
        at = self._read_transport(draft, lines, self._skip_wrapper(draft, lines, _heading_start(text, lines)))
        at = read_addresses(draft, lines, at, _ends_addresses)
        at = self._read_debris(draft, lines, at)
        at = read_classification(draft, lines, at)
        known = _IN_BODY
        if at < len(lines) and has_old_pages(text, lines[at].start):
            lines = [*lines[:at], *cut_old_pages(lines[at:])]
            known = with_old_pages(_IN_BODY)
        at = TextHeading(draft, lines, known.label).read(at)
        self._read_words(draft, lines, at, known)
        read_ending(draft)
        sections_from_pages(draft)
        settle_sections(draft)
        find_classified_by(draft)
        take_from_transport(draft)
        compare_number(draft)
        compare_security(draft)
        if draft.dtg is None and not any(d.defect == "garbled-dtg" for d in draft.defects):
            draft.defects.append(Defect("no-dtg", 0, 0, "there is no date-time group"))
        return draft

    def _read_words(self, draft: Draft, lines: list[Line], at: int, known: Furniture) -> None:
        """Read the body, section by section where a copy kept the headings of all of them."""
        for heading in repeated_headings(draft, lines, at, known.label):
            read_body(draft, lines[at : heading.begin], 0, known)
            take_repeated(draft, lines, heading)
            at = heading.stop
        read_body(draft, lines, at, known)

    def _skip_wrapper(self, draft: Draft, lines: list[Line], at: int) -> int:
        for line in lines[:at]:
            stripped = line.text.strip()
            label = (furniture(stripped) or "unread") if stripped else "blank"
            if label == "unread" and _PARTIAL.match(stripped):
                self._note_extract(draft, line)
                label = "debris"
            draft.marks.append((line.start, line.next, label))
        return at

    def _note_extract(self, draft: Draft, line: Line) -> None:
        draft.defects.append(Defect("partial-extract", line.start, line.end, "the source holds an extract only"))

    def _read_transport(self, draft: Draft, lines: list[Line], at: int) -> int:
        """Read format lines 1 to 5 and what stands between and above them, in any order."""
        before = -1
        while before < at < len(lines):
            before = at
            at = self._read_debris(draft, lines, at)
            at = read_transmission_lines(draft, lines, at)
            at = read_offices(draft, lines, at, _old_furniture)
            if at < len(lines) and draft.dtg is None and read_dtg(draft, lines[at]):
                at += 1
            elif at == before and _is_inside_transport(draft, lines, at):
                self._step_over(draft, lines[at])
                at += 1
        return at

    def _step_over(self, draft: Draft, line: Line) -> None:
        """Keep a line of the transport heading that cannot be read as it came, and name it."""
        end = line.start + len(line.text.rstrip())
        draft.defects.append(Defect("garbled-heading", line.start, end, f"cannot be read: {line.text.strip()[:60]}"))
        draft.marks.append((line.start, line.next, "unread"))

    def _read_debris(self, draft: Draft, lines: list[Line], at: int) -> int:
        """Step over a newspaper's date stamp, left-overs of tools and the notice of a partial extract."""
        while at < len(lines):
            line = lines[at]
            stripped = line.text.strip()
            if not stripped:
                draft.marks.append((line.start, line.next, "blank"))
            elif _PARTIAL.match(stripped):
                draft.defects.append(
                    Defect("partial-extract", line.start, line.end, "the source holds an extract only")
                )
                draft.marks.append((line.start, line.next, "debris"))
            elif furniture(stripped) == "debris":
                draft.marks.append((line.start, line.next, "debris"))
            else:
                break
            at += 1
        return at


def _ends_addresses(line: Line) -> bool:
    """Whether a line is no address any more: a newspaper's date stamp stands between them and the classification line."""
    return ends_addresses(line) or (
        line.text.rstrip()[-3:-2] == ":" and _DATE_STAMP.fullmatch(line.text.strip()) is not None
    )


def _old_furniture(line: Line) -> str | None:
    """The label of a page mark or banner of the older printing system, which a few copies have above their offices."""
    stripped = line.text.strip()
    if stripped.startswith("PAGE ") and _OLD_PAGE.match(stripped):
        return "page-mark"
    return "banner" if stripped[:1] in {"C", "S", "U"} and _OLD_BANNER.fullmatch(stripped) else None


def _is_inside_transport(draft: Draft, lines: list[Line], at: int) -> bool:
    """Whether a line that cannot be read stands between the start of a heading and its date or originator."""
    begun = draft.transmission_id is not None or bool(draft.routing) or draft.station is not None
    if not begun or draft.dtg is not None or _DTG_OR_FROM.match(lines[at].text):
        return False
    return any(_DTG_OR_FROM.match(line.text) for line in lines[at + 1 : at + _DAMAGE_LOOKED_OVER])


def _heading_start(text: str, lines: list[Line]) -> int:
    """Where the heading begins. A post's own copy has a second heading above the relay's: the last one counts.

    One that stands below a paragraph is that of a later section.
    """
    start = -1
    heading = lines[:_HEADING_LINES]
    signs = text.count("ZCZC", 0, heading[-1].end) if heading else 0
    for place, line in enumerate(heading if signs else ()):
        if "ZCZC" in line.text and START.match(line.text):
            start = place
            if signs == 1:
                break
        elif start >= 0 and line.text[:1] in _OPENS_NUMBER and read_mark(line) is not None:
            break
    if start >= 0:
        return start
    for place, line in enumerate(lines[:_HEADING_LINES]):
        if _STATION.match(line.text.strip()):
            routed = place > 0 and re.match(r"\s*([YZOPR])\1 ", lines[place - 1].text)
            return place - 1 if routed else place
        if _DTG.match(line.text) or _OFFICES.match(line.text):
            return place
    for place, line in enumerate(lines[:12]):
        if line.text.strip():
            return place
    return 0


DIALECT = State2000()
