"""Whole transmissions after ACP 127: every section with its own format lines 1 to 9, BT around its text, #nnnn, NNNN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects import state2000
from reftel.dialects.body import Furniture, read_body
from reftel.dialects.ending import read_ending
from reftel.dialects.heading import (
    compare_number,
    compare_security,
    ends_addresses,
    find_classified_by,
    read_classification,
    take_from_transport,
)
from reftel.dialects.sections import settle_sections
from reftel.dialects.texthead import TextHeading
from reftel.dialects.transport import START, read_addresses, read_dtg, read_transmission_lines
from reftel.model.defect import Defect
from reftel.model.draft import BodyLine, Draft

if TYPE_CHECKING:
    from reftel.text.lines import Line

_BREAK = re.compile(r"^BT[ \t\r]*$", re.MULTILINE)
_STATION = re.compile(r"^(?:V?ZCZC ?[A-Z]{3} ?\d{3,4}|DE [A-Z]{4,7} #\d{4})", re.MULTILINE)
_DTG = re.compile(r"^(?:[YZOPR] ){1,2}\d{6}Z [A-Z]{3} \d\d", re.MULTILINE)
_END = re.compile(r"BT|NNNN|#\d{4}")


def furniture(stripped: str) -> str | None:
    """The label of a line that belongs to the transmission and not to the text, or `None`."""
    if _END.fullmatch(stripped):
        return "end"
    return state2000.furniture(stripped)


_IN_BODY = Furniture(furniture, heads=frozenset("BN#<SITP"), tails=frozenset("0123456789"))


class Acp127:
    """Transmissions as they leave a communications centre; the fields come from the first section's heading."""

    name = "acp127"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """Sure with the break sign BT, which archives strip, beside a calling station or an end of message."""
        del lines
        head = text[:6000]
        if ("\nBT" not in head and not head.startswith("BT")) or not _BREAK.search(head):
            return 0.0
        started = _STATION.search(head) is not None
        return 0.98 if started or ("\nNNNN" in text and _DTG.search(head)) else 0.0

    def read(self, text: str, lines: list[Line]) -> Draft:
        """The telegram with all its sections."""
        draft = Draft(text=text, dialect=self.name)
        starts = _section_starts(lines)
        for place, start in enumerate(starts):
            section = lines[start : starts[place + 1] if place + 1 < len(starts) else len(lines)]
            if place == 0:
                at = TextHeading(draft, section, furniture).read(_read_head(draft, section))
                read_body(draft, section, at, _IN_BODY)
            else:
                self._read_later_section(draft, section)
        read_ending(draft)
        settle_sections(draft)
        find_classified_by(draft)
        take_from_transport(draft)
        compare_number(draft)
        compare_security(draft)
        if draft.dtg is None and not any(d.defect == "garbled-dtg" for d in draft.defects):
            draft.defects.append(Defect("no-dtg", 0, 0, "there is no date-time group"))
        return draft

    def _read_later_section(self, draft: Draft, lines: list[Line]) -> None:
        """A section after the first: its heading is furniture between the words."""
        scratch = Draft(text=draft.text, dialect=self.name)
        at = _read_head(scratch, lines)
        draft.sections += scratch.sections
        draft.body += [BodyLine(start, end, end, label) for start, end, label in sorted(scratch.marks)]
        if scratch.number is not None and draft.number is not None and scratch.number != draft.number:
            start, end = scratch.evidence["mrn"][0]
            words = f"this section is numbered {scratch.number}, the telegram {draft.number}"
            draft.defects.append(Defect("foreign-text", start, end, words))
        read_body(draft, lines, at, _IN_BODY)


def _section_starts(lines: list[Line]) -> list[int]:
    """Where transmissions begin: at their start of message, or, where that is missing, after the end of the one before."""
    starts = [0]
    ended = False
    for place, line in enumerate(lines):
        stripped = line.text.strip()
        if stripped == "NNNN":
            ended = True
        elif stripped and place and (ended or ("ZCZC" in stripped and START.fullmatch(stripped))):
            if any(each.text.strip() == "BT" for each in lines[starts[-1] : place]):
                starts.append(place)
            ended = False
    return starts


def _read_head(draft: Draft, lines: list[Line]) -> int:
    at = before = 0
    while at < len(lines) and (at != before or at == 0):
        before = at
        at = read_transmission_lines(draft, lines, at)
        if at < len(lines) and draft.dtg is None and read_dtg(draft, lines[at]):
            at += 1
        if at == before:
            break
    at = read_addresses(draft, lines, at, _ends_addresses)
    while at < len(lines) and (lines[at].text.strip() == "BT" or not lines[at].text.strip()):
        draft.marks.append((lines[at].start, lines[at].next, "end" if lines[at].text.strip() else "blank"))
        at += 1
    return read_classification(draft, lines, at)


def _ends_addresses(line: Line) -> bool:
    return line.text.strip() == "BT" or ends_addresses(line)


DIALECT = Acp127()
