"""Does a telegram agree with itself? What must hold of each, whatever its text is."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from reftel.model.defect import DEFECTS
from reftel.model.repair import apply_repairs
from reftel.model.span import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram


def faults(telegram: Telegram) -> Iterator[tuple[str, str]]:
    """What is wrong with a record: its kind (a key of `reftel.archive.checking.KINDS`) and a sentence.

    Nothing comes back for a telegram as reftel reads it. What is wrong with the text itself is a defect, no fault.
    """
    yield from (("spans", fault) for fault in _partition_faults(telegram))
    yield from (("repairs", fault) for fault in _repair_faults(telegram))
    yield from (("paragraphs", fault) for fault in _paragraph_faults(telegram))
    yield from (("places", fault) for fault in _place_faults(telegram))


def _partition_faults(telegram: Telegram) -> Iterator[str]:
    spans, length = telegram.spans, len(telegram.text)
    if "".join(telegram.text[span.start : span.end] for span in spans) != telegram.text:
        yield "the spans do not join to the text"
    if any(span.end <= span.start for span in spans):
        yield "a span is empty"
    if any(second.start != first.end for first, second in pairwise(spans)):
        yield "there is a gap or an overlap between spans"
    if spans and (spans[0].start, spans[-1].end) != (0, length):
        yield "the spans do not reach from the first character to the last"
    for label in {span.label for span in spans} - LABELS.keys():
        yield f"a span has the unknown label {label!r}"


def _repair_faults(telegram: Telegram) -> Iterator[str]:
    place = 0
    for repair in telegram.repairs:
        if telegram.text[repair.start : repair.end] != repair.was:
            yield f"{repair.rule} at {repair.start}: the text does not read {repair.was!r}"
        if repair.start < place:
            yield f"{repair.rule} at {repair.start}: overlaps the repair before it, or stands out of order"
        place = max(place, repair.end if repair.applied else repair.start)


def _paragraph_faults(telegram: Telegram) -> Iterator[str]:
    starts = [repair.start for repair in telegram.repairs]
    for nth, paragraph in enumerate(telegram.paragraphs, start=1):
        if not 0 <= paragraph.start <= paragraph.text_start <= paragraph.end <= len(telegram.text):
            yield f"paragraph {nth} stands outside of the text"
            continue
        within = _between(telegram.repairs, starts, paragraph.text_start, paragraph.end)
        if apply_repairs(telegram.text, within, paragraph.text_start, paragraph.end).text != paragraph.text:
            yield f"paragraph {nth} does not read as the text with its repairs does"


def _between(repairs: tuple[Repair, ...], starts: list[int], start: int, end: int) -> tuple[Repair, ...]:
    return repairs[bisect_left(starts, start) : bisect_left(starts, end)]


def _place_faults(telegram: Telegram) -> Iterator[str]:
    length = len(telegram.text)

    def outside(start: int, end: int) -> bool:
        return not 0 <= start <= end <= length

    for defect in telegram.defects:
        if outside(defect.start, defect.end):
            yield f"the defect {defect.defect} stands outside of the text"
    for name in {defect.defect for defect in telegram.defects} - DEFECTS.keys():
        yield f"{name!r} is no kind of defect"
    for field, places in telegram.evidence.items():
        if any(outside(start, end) for start, end in places):
            yield f"{field} was read outside of the text"
    for reftel in telegram.reftels:
        if outside(reftel.start, reftel.end):
            yield f"the reference {reftel.text!r} stands outside of the text"
    for section in telegram.sections:
        if outside(section.start, section.end):
            yield f"section {section.number} stands outside of the text"
