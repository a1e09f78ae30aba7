"""Damage in the lines of a heading whose right form is known: labels and words that are always the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.repair import Repair
from reftel.repair.sheet import marks_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

_ORDER = re.compile(r"\s*(?P<label>E\.?OM|E\. O\.|E\.O(?=[ :]))")
_SUBJECT = re.compile(r"\s*(?P<label>USBJ|SUBJEC|SUBJCT|SUJBECT|XIBJ|SUBK|SUBH|SUJB)(?=[:;, ])")
_TAGS = re.compile(r"\s*(?P<label>TAOS|TASG|TGAS|TAHS)(?=[:;, -])")
_LABELS = (("executive-order", _ORDER, "E.O."), ("subject", _SUBJECT, "SUBJ"), ("tags", _TAGS, "TAGS"))
_CLASS_WORDS = ("UNCLASSIFIED", "UNCLAS", "C O N F I D E N T I A L", "S E C R E T", "LIMITED OFFICIAL USE")
_CLASS_LINE = re.compile(r"\s*(?P<word>[CSU]{0,2}(?: ?[A-Z]){4,24}?)(?= SECTION| [A-Z]{2,}[A-Z ]* \d)")
_GLUED_LABEL = re.compile(r"(?:REFS?|TAGS|SUBJ(?:ECT)?|E\.O\. \d{5}):")

#: What reading `E.OM` as `E.O.` rests on: the point of a teletype is the M without its shift.
_SHIFT_LOST = 0.99


def heading_labels(sheet: Sheet) -> Iterator[Repair]:
    """`E.OM 11652`, `USBJ`, `TAOS`: a label that can only be one."""
    marks = sheet.once(marks_on)
    for label, damaged, right in _LABELS:
        for start, end in marks.get(label, ()):
            yield from _label(damaged.match(sheet.text, start, end), right)


def _label(found: re.Match[str] | None, right: str) -> Iterator[Repair]:
    if found is not None:
        yield Repair(found.start("label"), found.end("label"), found["label"], right, "heading-label", _SHIFT_LOST)


def classification_words(sheet: Sheet) -> Iterator[Repair]:
    """`UUNCLAS`, `E C R E T`, `CO N F I D E N T I A L`: a letter too many or too few, or a blank lost."""
    text = sheet.text
    for start, end in sheet.once(marks_on).get("classification", ()):
        found = _CLASS_LINE.match(text, start, end)
        right = _class_word(found["word"]) if found else None
        if found and right and right != found["word"]:
            yield Repair(found.start("word"), found.end("word"), found["word"], right, "classification-word", 0.97)


def _class_word(printed: str) -> str | None:
    """The word that was meant, where only letters at its start or blanks are wrong."""
    letters = printed.replace(" ", "")
    for word in _CLASS_WORDS:
        right = word.replace(" ", "")
        if letters == right:
            return word if " " in printed or " " not in word else None
        if letters == right[1:] or (letters.endswith(right) and len(letters) - len(right) <= 1):
            return word
    return None


def glued_labels(sheet: Sheet) -> Iterator[Repair]:
    """`PRIMEREF: A`: a label that lost the line end before it."""
    text = sheet.text
    marks = sheet.once(marks_on)
    for label in ("reference", "tags", "subject", "executive-order"):
        for start, _ in marks.get(label, ()):
            if not text[start - 1 : start].isalnum() or start == 0:
                continue
            found = _GLUED_LABEL.match(text, start)
            if found:
                yield Repair(start, found.end(), found[0], " " + found[0], "glued-label", 0.95)
