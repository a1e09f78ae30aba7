"""Drafts for tests of the repairs: built from a text by the simplest means, so that no dialect is needed."""

from __future__ import annotations

import re

from reftel.model.draft import FURNITURE, BodyLine, Draft, ParagraphMark
from reftel.text.lines import split_lines

_PAGE_MARK = re.compile(r"[A-Z ]{3,10} \d{8} +\d{3}(?:\.\d)? OF \d{3}|PAGE \d\d .*")
_BANNER = re.compile(r" *(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET) *")
_MARK = re.compile(r"(¶|\ufffd)?(\(?)(\d{1,4})[.)] ?(?:\(([A-Z/]{1,9})\) ?)?")


def kind_of(text: str) -> str:
    """What a line is, as a dialect would say it, for the few kinds that tests of repairs need."""
    stripped = text.strip()
    if not stripped:
        return "blank"
    if stripped.upper() == "SIPDIS":
        return "sipdis"
    if _PAGE_MARK.fullmatch(stripped):
        return "page-mark"
    if _BANNER.fullmatch(text):
        return "banner"
    if set(stripped) <= {"-", "="} and len(stripped) > 3:
        return "rule"
    return "table" if len(re.findall(r"\S {3,}\S", stripped)) > 1 else "text"


def draft_of(text: str, *, start: int = 0, dialect: str = "state2000") -> tuple[Draft, list[tuple[int, int]]]:
    """A draft of `text[start:]` as body, and the places of the words of its paragraphs."""
    draft = Draft(text, dialect)
    ranges: list[tuple[int, int]] = []
    first = last = -1
    for line in split_lines(text):
        if line.end <= start and line.end < len(text):
            continue
        kind = kind_of(line.text)
        draft.body.append(BodyLine(line.start, line.end, line.next, kind))
        if kind == "blank" or kind in FURNITURE:
            continue
        found = _MARK.match(line.text)
        if found:
            mark = ParagraphMark(
                line.start,
                line.start + found.end(3),
                line.start + found.end(),
                int(found[3]),
                found[4],
                found[1] is not None,
            )
            draft.paragraph_marks.append(mark)
            if found[4] and first >= 0:
                ranges.append((first, last))
                first = -1
        if first < 0:
            first = line.start + (found.end() if found else 0)
        last = line.end
    if 0 <= first < last:
        ranges.append((first, last))
    return draft, ranges
