"""Where the sections of a telegram begin and end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.telegram import Section
from reftel.text.folded import folded

if TYPE_CHECKING:
    from reftel.model.draft import Draft

#: After the eight digits of `ASTANA 00000605  002 OF 004`: number of the section (with a copy number), of how many.
_PAGE_OF = re.compile(r"[ \r\n]{0,3}(?P<page>\d{3})(?:\.\d)?[ \r\n]{1,2}OF[ \r\n]{1,2}(?P<of>\d{3})", re.IGNORECASE)
_HEADER = re.compile(
    r"(?P<serial>[\dO]{8}) {0,3}(?P<page>[\dO]{3})(?:\.\d)? {0,2}[O0]F {0,2}(?P<of>[\dO]{3})", re.IGNORECASE
)
_SCANNED = str.maketrans("Oo", "00")


def sections_from_pages(draft: Draft) -> None:
    """Add the sections that begin at page headers: the receiving system printed one instead of each later heading.

    Headers that a copy glued into a line count as well; a header of another telegram is a defect.
    """
    if draft.number is None or b"00000000" not in folded(draft.text):
        return
    seen = {section.number for section in draft.sections}
    serial = f"{draft.number:08d}"
    place = draft.text.find(serial)
    while place >= 0:
        found = _PAGE_OF.match(draft.text, place + len(serial))
        if found is not None:
            number, of = int(found["page"]), int(found["of"])
            if number not in seen and 1 < number <= of:
                seen.add(number)
                start = draft.text.rfind("\n", 0, place) + 1
                draft.sections.append(Section(number, of, max(start, place - 12), found.end()))
        place = draft.text.find(serial, place + len(serial))
    for line in draft.body:
        if line.kind == "page-mark":
            header = _HEADER.search(draft.text, line.start, line.end)
            if header is None:
                continue
            other, number, of = (int(each.translate(_SCANNED)) for each in header.groups())
            if other != draft.number:
                message = f"a page of number {other} stands here"
                draft.defects.append(Defect("foreign-page-mark", line.start, line.end, message))
            elif number not in seen and 1 < number <= of:
                seen.add(number)
                draft.sections.append(Section(number, of, line.start, line.end))


def settle_sections(draft: Draft) -> None:
    """Give each section its whole place: from its own mark to the next one's; the first begins with the text.

    Sections that are not there, or out of order, become defects.
    """
    sections = sorted(draft.sections, key=lambda section: section.start)
    size = len(draft.text)
    edges = [0, *(section.start for section in sections[1:]), size]
    draft.sections = [
        Section(section.number, section.of, start, end)
        for section, start, end in zip(sections, edges, edges[1:], strict=False)
    ]
    numbers = [section.number for section in sections]
    if numbers != sorted(set(numbers)):
        draft.defects.append(
            Defect("section-order", sections[0].start, sections[0].end, f"sections stand in the order {numbers}")
        )
    for section in draft.sections[:1]:
        missing = [number for number in range(1, section.of + 1) if number not in numbers]
        if missing:
            words = ", ".join(map(str, missing))
            draft.defects.append(
                Defect("section-missing", section.start, section.start, f"of {section.of} sections, no mark of {words}")
            )
