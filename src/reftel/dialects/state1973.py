"""The layout of 1973-79: pages with banners, office lines, capitals, sections each ended by NNN."""

from __future__ import annotations

import re

from reftel.dialects.body import Furniture, read_body
from reftel.dialects.captions import captions_in
from reftel.dialects.classline import read_class_line, take_class_line
from reftel.dialects.ending import read_ending
from reftel.dialects.heading import read_classification, read_dtg_and_addresses
from reftel.dialects.offices import RULE, read_offices
from reftel.dialects.sections import settle_sections
from reftel.dialects.texthead import TextHeading, split_flattened
from reftel.model.defect import Defect
from reftel.model.draft import BodyLine, Draft
from reftel.text.folded import places_of
from reftel.text.lines import Line

_PAGE = re.compile(
    r"PAGE {1,3}(?P<page>\d{1,3}) +(?P<post>[A-Z][A-Z '.]{0,12}?) +(?P<number>\d{3,6})\b"
    r"(?: +(?P<section>\d\d) +OF +(?P<of>\d\d))?(?P<rest>.{0,40})"
)
_PAGE_LINE = re.compile(r"^PAGE 0\d +[A-Z][A-Z '.]{0,12}? +\d{5,6}\b.{0,60}$", re.MULTILINE)
_BANNER = re.compile(
    r"(?:UNCLASSIFIED|UNCLAS|LIMITED OF{1,3}ICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET|C O N F I D E N T I A L|S E C R E T"
    r"|LIMITED OFFICAL USE)(?: {2,}POSS DUPE)?"
)
_BANNER_BEHIND = re.compile(
    r"(?<=\S) (?P<banner>UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)[ \t\r]{0,9}$", re.MULTILINE
)
_ABOVE = 160  # characters above a page mark in which the banner of the page before stands
_LOOKED_OVER, _LONGEST_BANNER = 8, 24
_DTG_OR_FROM = re.compile(r"\s*(?:[YZOPR]{1,2} *(?:[YZOPR] +)?\d{6} ?Z|FM +[A-Z])")
_END = re.compile(r"NNNN?")
_FOOTER = re.compile(r"\*{3} {1,3}Current .{1,40}\*{3}.{0,60}|<+ ?END OF DOCUMENT ?>+", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:E ){4,}E?|P?\*{8,}")
_OFFICE_LINE = re.compile(r"^[ \t]*(?:ACTION|ORIGIN) +[A-Z/]{1,6}-\d\d", re.MULTILINE)
_HEADING_LINES = 90
_DUPLICATE = "POSS DUPE"
_LATER = ("12356", "12958", "13526")
_BEFORE_ORDER = re.compile(r"E\.?O\.? ?\Z", re.IGNORECASE)
_OF_THE_TIME = re.compile(
    r"E ?\. ?O ?[.M]? ?(?:11652|12065)|^[ \t]*(?:[YZOPR] ){1,2}\d{6} ?Z? [A-Z]{3} 7\d\b", re.MULTILINE
)


def furniture(stripped: str) -> str | None:
    """The label of a line that the printing system put in, or `None`. `stripped` has no outer blanks."""
    head = stripped[0]
    if head == "P" and stripped.startswith("PAGE ") and _PAGE.fullmatch(stripped):
        return "page-mark"
    if len(stripped) < 46 and head in "UCLST" and _BANNER.fullmatch(stripped):
        return "banner"
    if head == "N" and _END.fullmatch(stripped):
        return "end"
    if (head in {"<", "*"}) and _FOOTER.fullmatch(stripped):
        return "debris"
    if (head in {"E", "P"}) and _CUT_OFF.fullmatch(stripped):
        return "cut-off"
    return None


_IN_BODY = Furniture(furniture, heads=frozenset("PUCLSTN<*E"))


class State1973:
    """Telegrams of the State Department's first archive system, as released by the US National Archives."""

    name = "state1973"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """Sure with a page mark or an office line and a rule; likely with an order or a date of the time."""
        head = text[:4000]
        if any(
            _BEFORE_ORDER.search(head, max(place - 6, 0), place)
            for order in _LATER
            for place in places_of(order, head, 0, len(head))
        ):
            return 0.3
        if "PAGE " in text[: lines[:40][-1].end if lines else 0]:
            for line in lines[:40]:
                if _PAGE.fullmatch(line.text.strip()):
                    return 0.97
        if (
            ("ACTION" in head or "ORIGIN" in head)
            and _OFFICE_LINE.search(head)
            and any(RULE.fullmatch(line.text) for line in lines[:60])
        ):
            return 0.9 if "ZCZC" not in head else 0.3
        if _OF_THE_TIME.search(head):
            return 0.6
        return 0.4 if "PAGE " in text and _PAGE_LINE.search(text) else 0.0

    def read(self, text: str, lines: list[Line]) -> Draft:
        """The telegram with all its sections: the fields come from the first one's heading."""
        draft = Draft(text=text, dialect=self.name)
        lines = _with_banners_cut(text, lines)
        starts = _section_starts(lines)
        first_end = starts[1] if len(starts) > 1 else len(lines)
        head = split_flattened(text, lines[: min(_HEADING_LINES, first_end)])
        section = head + lines[min(_HEADING_LINES, first_end) : first_end]
        at = self._read_head(draft, section, 0)
        at = TextHeading(draft, section, _furniture_of_heading).read(at)
        read_body(draft, section, at, _IN_BODY)
        for place, start in enumerate(starts[1:], start=1):
            end = starts[place + 1] if place + 1 < len(starts) else len(lines)
            self._read_later_section(draft, lines[start:end])
        _label_cut_offs(draft)
        read_ending(draft)
        settle_sections(draft)
        if draft.level is None:
            self._level_from_banner(draft, lines)
        _compare_page_mark(draft, lines)
        if draft.dtg is None:
            draft.defects.append(Defect("no-dtg", 0, 0, "there is no date-time group that can be read"))
        return draft

    def _read_head(self, draft: Draft, lines: list[Line], at: int) -> int:
        _note_duplicate(draft, lines[:_HEADING_LINES])
        start = next((place for place in range(at, len(lines)) if lines[place].text.strip()), len(lines))
        for line in lines[at:start]:
            draft.marks.append((line.start, line.next, "blank"))
        at = read_offices(draft, lines, start, _furniture_of_line)
        while not _is_dtg_or_from(lines, at) and (goal := _next_dtg(lines, at)) is not None:
            draft.marks.append((lines[at].start, lines[at].next, "unread"))
            at = read_offices(draft, lines, min(at + 1, goal), _furniture_of_line)
        at = read_dtg_and_addresses(draft, lines, at)
        return read_classification(draft, lines, at)

    def _read_later_section(self, draft: Draft, lines: list[Line]) -> None:
        """A section after the first: its heading is furniture between the words, its body goes on with the telegram's."""
        scratch = Draft(text=draft.text, dialect=self.name)
        at = self._read_head(scratch, lines, 0)
        scratch.marks.sort()
        draft.sections += scratch.sections
        draft.body += [BodyLine(start, end, end, label) for start, end, label in scratch.marks]
        if scratch.number is not None and draft.number is not None and scratch.number != draft.number:
            start, end = scratch.evidence["mrn"][0]
            draft.defects.append(
                Defect(
                    "foreign-text",
                    start,
                    end,
                    f"this section is numbered {scratch.number}, the telegram {draft.number}",
                )
            )
        if draft.number is None and scratch.number is not None:
            draft.number, draft.post_name = scratch.number, scratch.post_name
            draft.evidence["mrn"] = scratch.evidence["mrn"]
        while at < len(lines) and (not lines[at].text.strip() or _furniture_of_heading(lines[at].text.strip())):
            label = _furniture_of_heading(lines[at].text.strip()) if lines[at].text.strip() else "blank"
            draft.body.append(_labelled(lines[at], label or "blank"))
            at += 1
        while at < len(lines) and captions_in(lines[at].text):
            draft.body.append(_labelled(lines[at], "caption"))
            at += 1
        read_body(draft, lines, at, _IN_BODY)

    def _level_from_banner(self, draft: Draft, lines: list[Line]) -> None:
        for line in lines[:6]:
            found = read_class_line(line.text)
            if found is not None:
                take_class_line(draft, found, line)
                return


def _compare_page_mark(draft: Draft, lines: list[Line]) -> None:
    """Hold the number against that of the first page mark; where no classification line can be read, take it from there."""
    for line in lines[:_HEADING_LINES]:
        page = _PAGE.fullmatch(line.text.strip()) if "PAGE " in line.text else None
        if page is not None:
            break
    else:
        return
    lead = line.start + len(line.text) - len(line.text.lstrip())
    start, end = lead + page.start("number"), lead + page.end("number")
    number = int(page["number"])
    if draft.number is None and number:
        sender = draft.originator.post if draft.originator else None
        draft.number, draft.post_name = number, sender or page["post"]
        draft.note("mrn", start, end)
        message = "the classification line gives no number: it is taken from the page mark"
        draft.defects.append(Defect("number-from-heading", start, end, message))
    elif draft.number is not None and number != draft.number:
        message = f"the page mark says {page['post']} {number}, the text {draft.post_name or ''} {draft.number}"
        draft.defects.append(Defect("number-disagrees", start, end, message))


def _with_banners_cut(text: str, lines: list[Line]) -> list[Line]:
    """The lines with the banners at the feet of pages on lines of their own, where a tool put them behind the words."""
    if not any(
        _BANNER_BEHIND.search(text, max(place - _ABOVE, 0), place) for place in places_of("PAGE ", text, 0, len(text))
    ):
        return lines
    cuts: dict[int, int] = {}
    for place, line in enumerate(lines):
        if "PAGE " not in line.text[:9] or not _PAGE.fullmatch(line.text.strip()):
            continue
        for before in range(place - 1, max(place - _LOOKED_OVER, -1), -1):
            stripped = lines[before].text.rstrip()
            if stripped and not _BANNER.fullmatch(stripped.strip()):
                banner = _BANNER_BEHIND.search(stripped, max(len(stripped) - _LONGEST_BANNER, 0))
                if banner is not None:
                    cuts[before] = banner.start("banner")
                break
    if not cuts:
        return lines
    result: list[Line] = []
    for place, line in enumerate(lines):
        cut = cuts.get(place)
        if cut is None:
            result.append(line)
            continue
        at = line.start + cut
        result += [Line(line.start, at, at, line.text[:cut]), Line(at, line.end, line.next, line.text[cut:])]
    return result


def _is_dtg_or_from(lines: list[Line], at: int) -> bool:
    return at < len(lines) and _DTG_OR_FROM.match(lines[at].text) is not None


def _next_dtg(lines: list[Line], at: int) -> int | None:
    """The place of the next date-time group or FM line, if it is near enough to belong to this heading."""
    return next((place for place in range(at, min(at + 40, len(lines))) if _is_dtg_or_from(lines, place)), None)


def _labelled(line: Line, kind: str) -> BodyLine:
    return BodyLine(line.start, line.end, line.next, kind)


def _furniture_of_line(line: Line) -> str | None:
    stripped = line.text.strip()
    return furniture(stripped) if stripped[:1] in _IN_BODY.heads else None


def _note_duplicate(draft: Draft, lines: list[Line]) -> None:
    """Keep what a banner of the heading says behind the level: that the copy may be a second one."""
    if not lines or draft.text.find(_DUPLICATE, lines[0].start, lines[-1].end) < 0 or _DUPLICATE in draft.notes:
        return
    if any(line.text.rstrip().endswith(_DUPLICATE) and _furniture_of_line(line) for line in lines):
        draft.notes.append(_DUPLICATE)


def _furniture_of_heading(stripped: str) -> str | None:
    label = furniture(stripped)
    return label if label in {"page-mark", "banner"} else None


def _section_starts(lines: list[Line]) -> list[int]:
    """Where each section begins: its banner, or its first page mark, after the end of the one before."""
    starts: list[int] = []
    for place, line in enumerate(lines):
        text = line.text.strip()
        if not text.startswith("PAGE "):
            continue
        page = _PAGE.fullmatch(text)
        if page is None or int(page["page"]) != 1:
            continue
        if not starts:
            starts.append(0)
            if not page["section"] or int(page["section"]) == 1:
                continue  # else the text began in an earlier section, without the page mark of that one
        start = place
        while start > 0 and (not lines[start - 1].text.strip() or _BANNER.fullmatch(lines[start - 1].text.strip())):
            start -= 1
        while start < place and not lines[start].text.strip():
            start += 1
        # the banner at the foot of the page before stays with that page: a section has one banner above its first mark
        if _is_banner_pair(lines, start, place):
            start = next(n for n in range(place - 1, start, -1) if lines[n].text.strip())
        starts.append(start)
    return starts or [0]


def _is_banner_pair(lines: list[Line], start: int, place: int) -> bool:
    return sum(bool(line.text.strip()) for line in lines[start:place]) > 1


def _label_cut_offs(draft: Draft) -> None:
    for line in draft.body:
        if line.kind == "cut-off":
            draft.defects.append(Defect("cut-off", line.start, line.end, "the transmission was cut off here"))


DIALECT = State1973()
