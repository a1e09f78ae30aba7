"""The heading that all dialects share: date-time group, addresses, classification line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.body import read_mark
from reftel.dialects.captions import captions_in
from reftel.dialects.classline import read_class_line, read_damaged_class_line, take_class_line
from reftel.dialects.labels import read_label
from reftel.dialects.orders import read_classified_by
from reftel.dialects.transport import read_addresses, read_dtg
from reftel.model.defect import Defect
from reftel.model.number import compact_post

if TYPE_CHECKING:
    from reftel.model.draft import Draft
    from reftel.text.lines import Line

_FROM = re.compile(r"\s*FM ")
_SEARCHED = 14


def read_dtg_and_addresses(draft: Draft, lines: list[Line], at: int) -> int:
    """Read format lines 5 to 9 from `lines[at]`; the place of the next line comes back."""
    while at < len(lines) and not lines[at].text.strip():
        draft.marks.append((lines[at].start, lines[at].next, "blank"))
        at += 1
    if at < len(lines) and read_dtg(draft, lines[at]):
        at += 1
    return read_addresses(draft, lines, at, ends_addresses)


def ends_addresses(line: Line) -> bool:
    """Whether a line can no more be an address: the classification line, a label, a caption."""
    text = line.text
    found = read_class_line(text)
    if found is not None and (
        found.number is not None or not text[found.level_end :].strip() or found.section is not None
    ):
        return True
    if read_label(text) is not None or captions_in(text):
        return True
    return text.lstrip()[:1] in {"¶", "\ufffd", "<"} or read_damaged_class_line(text) is not None


_OWN_CLASSIFIED_BY = re.compile(r"\s{0,3}(?:CLASSIFIED +BY|CLASSIFIED:|DERIVED +FROM)", re.IGNORECASE)


def find_classified_by(draft: Draft) -> None:
    """Read the classified-by words from the first paragraphs, where some telegrams have them as a paragraph."""
    if draft.classified_by is not None or draft.derived_from is not None:
        return
    for mark in draft.paragraph_marks[:3]:
        if _OWN_CLASSIFIED_BY.match(draft.text, mark.end):
            end = draft.text.find("\n\n", mark.end)
            end = min(len(draft.text) if end < 0 else end, mark.end + 600)
            read_classified_by(draft, " ".join(draft.text[mark.end : end].split()), mark.end, end)
            return


def take_from_transport(draft: Draft) -> None:
    """Where there is no classification line, level and number come from the transport lines, with a defect."""
    if draft.level is None and draft.security is not None and draft.security[0] in _SECURITY_LEVELS:
        draft.level = _SECURITY_LEVELS[draft.security[0]]
        draft.evidence["classification.level"] = draft.evidence["transmission.security"]
    if draft.number is None and draft.serial is not None and draft.originator is not None:
        draft.number, draft.post_name = draft.serial, draft.originator.post
        draft.evidence["mrn"] = draft.evidence["transmission.station"]
        start, end = draft.evidence["mrn"][0]
        draft.defects.append(
            Defect(
                "number-from-heading",
                start,
                end,
                "no classification line: the number is the station's serial, which has the last four digits only",
            )
        )


_SECURITY_LEVELS = {"U": "UNCLASSIFIED", "E": "UNCLASSIFIED", "C": "CONFIDENTIAL", "S": "SECRET", "T": "TOP SECRET"}


def read_classification(draft: Draft, lines: list[Line], at: int) -> int:
    """Read the classification line within the next lines; what stands before it keeps no label. Its successor comes back."""
    has_heading = draft.dtg is not None or draft.originator is not None
    before_it = False
    for place in range(at, min(at + _SEARCHED, len(lines))):
        line = lines[place]
        if not line.text.strip():
            continue
        if read_label(line.text) is not None or (not has_heading and read_mark(line) is not None):
            return at
        found = read_class_line(line.text) or read_damaged_class_line(line.text)
        if found is None or (before_it and not has_heading and found.number is None):
            before_it = True
            continue
        for before in lines[at:place]:
            draft.marks.append((before.start, before.next, "unread" if before.text.strip() else "blank"))
        draft.marks.append((line.start, line.next, "classification"))
        take_class_line(draft, found, line)
        return place + 1
    return at


def compare_number(draft: Draft) -> None:
    """The calling station's serial is the number's last four digits (1,120 of 1,120); where not, something is wrong.

    Where the post differs as well, the text is another telegram's under this heading: the record keeps the heading's
    number, and the defect names both (six such pages in 1,295).
    """
    if draft.serial is None or draft.number is None or draft.number % 10000 == draft.serial % 10000:
        return
    start, end = draft.evidence["mrn"][0]
    sender = draft.originator.post if draft.originator else None
    printed = compact_post(draft.post_name or "")
    heading = f"{sender or draft.station} {draft.serial}"
    text = f"{draft.post_name or ''} {draft.number}".strip()
    if sender is None or not printed or printed.startswith(sender[:4]) or sender.startswith(printed[:4]):
        draft.defects.append(Defect("number-disagrees", start, end, f"the heading says {heading}, the text {text}"))
        return
    draft.defects.append(
        Defect("foreign-text", start, end, f"the heading is that of {heading}, the text below it that of {text}")
    )
    draft.number, draft.post_name = draft.serial, sender
    draft.evidence["mrn"] = [*draft.evidence.get("transmission.station", []), *draft.evidence.get("from", [])]


def compare_security(draft: Draft) -> None:
    """Heading and classification line name the same level; where not, two telegrams were mixed up (F08)."""
    if draft.security is None or draft.level is None:
        return
    said = _SECURITY_LEVELS.get(draft.security[0])
    plain = draft.level if draft.level in {"CONFIDENTIAL", "SECRET", "TOP SECRET"} else "UNCLASSIFIED"
    if said is not None and said != plain:
        start, end = draft.evidence["classification.level"][0]
        draft.defects.append(
            Defect("classification-disagrees", start, end, f"the transport heading says {said}, the text {draft.level}")
        )
