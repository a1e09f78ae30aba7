"""The headings of later sections, where a copy put the sections of a telegram one under the other with all they had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.captions import captions_in
from reftel.dialects.classline import read_class_line
from reftel.dialects.labels import read_label
from reftel.model.draft import BodyLine
from reftel.model.telegram import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reftel.model.draft import Draft
    from reftel.text.lines import Line

_ABOVE = re.compile(
    r"V?ZCZC|DE R[A-Z]{3,6} |ZN[YR] |(?:[YZOPR] ){1,2}\d{6} ?Z|([YZOPR])\1 R[A-Z]{3}|FM |TO |INFO |XMT |ACTION |ORIGIN |PAGE \d"
    r"|R[A-Z]{3,6}/|AMEMBASSY |AMCONSUL |SECSTATE |USMISSION |(?:[A-Z]{1,6}-\d\d +){2}|-{15}"
)
_MOST_ABOVE = 80
_MOST_BELOW = 40


class Repeated(NamedTuple):
    """A heading that stands in the body, from the line number `begin` to `stop`; its section, and the labels of its lines."""

    begin: int
    stop: int
    section: Section
    labels: list[str]


def repeated_headings(
    draft: Draft, lines: list[Line], at: int, furniture: Callable[[str], str | None]
) -> Iterator[Repeated]:
    """The headings of this telegram's later sections among `lines[at:]`, in order."""
    if at >= len(lines) or draft.number is None or draft.text.find("SECTION ", lines[at].start) < 0:
        return
    reached = at
    for place in range(at, len(lines)):
        line = lines[place]
        if place < reached or "SECTION " not in line.text[:80]:
            continue
        found = read_class_line(line.text)
        if found is None or found.section is None or found.of is None or found.number != draft.number:
            continue
        begin = _begin(lines, place, reached, furniture)
        stop = _stop(draft, lines, place + 1, furniture)
        labels = [_label_above(each, furniture) for each in lines[begin:place]]
        labels += ["classification", *(_label_below(each, furniture) for each in lines[place + 1 : stop])]
        yield Repeated(begin, stop, Section(found.section, found.of, line.start, line.next), labels)
        reached = stop


def take_repeated(draft: Draft, lines: list[Line], heading: Repeated) -> None:
    """Keep a repeated heading: its section, and its lines as furniture between the words."""
    draft.sections.append(heading.section)
    draft.body += [
        BodyLine(line.start, line.end, line.next, label)
        for line, label in zip(lines[heading.begin : heading.stop], heading.labels, strict=True)
    ]


def _begin(lines: list[Line], place: int, lowest: int, furniture: Callable[[str], str | None]) -> int:
    """The first line of what stands above a classification line and belongs to its heading."""
    begin = place
    for number in range(place - 1, max(lowest, place - _MOST_ABOVE) - 1, -1):
        stripped = lines[number].text.strip()
        if not stripped:
            continue
        if not _ABOVE.match(stripped) and furniture(stripped) is None:
            break
        begin = number
    return begin


def _stop(draft: Draft, lines: list[Line], place: int, furniture: Callable[[str], str | None]) -> int:
    """The line behind the last one of a repeated heading: captions, passing lines and labelled lines that were read above."""
    known = set(draft.passing)
    subject = " ".join(draft.text[each.start : each.end].strip() for each in draft.subject_lines).upper()
    stop = place
    for number in range(place, min(len(lines), place + _MOST_BELOW)):
        text = lines[number].text
        stripped = text.strip()
        if not stripped:
            continue
        label = read_label(text)
        if (
            (label is not None and label.damaged is None)
            or captions_in(text)
            or stripped in known
            or furniture(stripped) is not None
            or (len(stripped) > 3 and stripped.upper() in subject)
        ):
            stop = number + 1
            continue
        break
    return stop


def _label_above(line: Line, furniture: Callable[[str], str | None]) -> str:
    stripped = line.text.strip()
    return furniture(stripped) or "transmission" if stripped else "blank"


def _label_below(line: Line, furniture: Callable[[str], str | None]) -> str:
    stripped = line.text.strip()
    return furniture(stripped) or "classification" if stripped else "blank"
