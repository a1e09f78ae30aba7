"""The style of a text that was read: how it prints what the telegram's fields leave open."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import msgspec

from reftel.dialects.orders import read_classified_by, read_reasons
from reftel.model.draft import Draft
from reftel.write.body import paragraph_lines
from reftel.write.fields import references_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram
    from reftel.write.layout import Style

_ORDER = re.compile(r"(?P<before>\s*E ?\. ?O ?\.? ?|\s*EO ?)(?P<order>\d{5})(?P<after>[ :.,]*)", re.IGNORECASE)
_LABEL = re.compile(r"[A-Za-z()]+[:;. -]*")
_RECEIVED = re.compile(r"\d{6}Z")
_ENUMERATOR = re.compile(r"\(?[A-Za-z][.):]\)? *$")


def style_of(telegram: Telegram, usual: Style) -> Style:
    """The style of a telegram's own text; what it does not show is as in `usual`."""
    found: dict[str, object] = {"final_newline": telegram.text.endswith("\n")}
    for measure in (_order, _tags, _subject, _references, _classified_by, _paragraphs, _above_class, _circuit):
        found.update(measure(telegram))
    return _with_width(telegram, msgspec.structs.replace(usual, **found))


def _with_width(telegram: Telegram, style: Style) -> Style:
    """The style with the width in which most paragraphs come out as they stand in the text."""
    printed = [telegram.text[p.start : p.end].split("\n") for p in telegram.paragraphs[:20]]
    widest = max((len(line.rstrip()) for lines in printed for line in lines), default=style.width)
    best, most = style, -1
    for width in dict.fromkeys((style.width, widest, widest + 1)):
        for blank_counts in (False, True):
            tried = msgspec.structs.replace(style, width=width, blank_counts=blank_counts)
            same = sum(
                paragraph_lines(paragraph, tried) == lines
                for paragraph, lines in zip(telegram.paragraphs, printed, strict=False)
            )
            if same > most:
                best, most = tried, same
    return best


def _spans(telegram: Telegram, label: str) -> Iterator[str]:
    for span in telegram.spans:
        if span.label == label:
            yield telegram.text[span.start : span.end]


def _first(telegram: Telegram, label: str) -> str:
    return next(_spans(telegram, label), "")


def _order(telegram: Telegram) -> dict[str, object]:
    found = _ORDER.match(_first(telegram, "executive-order"))
    return {"order_label": f"{found['before']}{{}}{found['after']}"} if found else {}


def _tags(telegram: Telegram) -> dict[str, object]:
    line = _first(telegram, "tags")
    label = _LABEL.match(line)
    between = [
        telegram.text[a.end : b.start]
        for a, b in zip(telegram.tags, telegram.tags[1:], strict=False)
        if "person" not in {a.kind, b.kind}
    ]
    style: dict[str, object] = {"tags_label": label[0]} if label else {}
    if between and "\n" not in between[0]:
        style["tags_between"] = between[0]
    return style


def _subject(telegram: Telegram) -> dict[str, object]:
    label = _LABEL.match(_first(telegram, "subject"))
    return {"subject_label": label[0]} if label else {}


def _references(telegram: Telegram) -> dict[str, object]:
    line = _first(telegram, "reference")
    items = references_of_heading(telegram)
    found = re.match(r"[A-Za-z()]+:? *", line)
    if not found or not items:
        return {}
    style: dict[str, object] = {"reference_label": found[0]}
    gaps = [telegram.text[a.end : b.start] for a, b in itertools.pairwise(items)]
    if items[0].label is None:
        if not any("\n" in gap or item.note for gap, item in zip(gaps, items, strict=False)):
            style["between_unlabelled"] = tuple(gaps)
        return style
    first = telegram.text[: items[0].start]
    if (sign := _ENUMERATOR.search(first[-6:])) is not None:
        style["enumerator"] = sign[0].replace(items[0].label, "{}")
        style["reference_label"] = line[: items[0].start - len(sign[0]) - telegram.text.index(line)]
        for gap, before, item in zip(gaps, items, items[1:], strict=False):
            if not before.note and item.label and gap.endswith(sign[0].replace(items[0].label, item.label)):
                between = gap[: len(gap) - len(sign[0])]
                style["between_references"] = between if "\n" not in between else "\n"
                break
    return style


def _classified_by(telegram: Telegram) -> dict[str, object]:
    words = " ".join(_first(telegram, "classified-by").split())
    marks = telegram.classification
    if not words or not marks.classified_by or marks.classified_by not in words or not marks.reasons:
        return {}
    before, _, after = words.partition(marks.classified_by)
    if tuple(read_reasons(after)) != marks.reasons or "{" in words:
        return {}
    draft = Draft(text="", dialect="")
    read_classified_by(draft, words, 0, 0)
    return {"classified_by": before + "{name}" + after} if draft.classified_by == marks.classified_by else {}


def _paragraphs(telegram: Telegram) -> dict[str, object]:
    numbered = next((p for p in telegram.paragraphs if p.number is not None), None)
    return {"paragraph_sign": "¶"} if numbered and telegram.text[numbered.start] == "¶" else {}


def _above_class(telegram: Telegram) -> dict[str, object]:
    style: dict[str, object] = {}
    for span in telegram.spans:
        if span.label == "classification":
            style["blank_above_class"] = telegram.text[: span.start].endswith("\n\n")
            break
    return style


def _circuit(telegram: Telegram) -> dict[str, object]:
    """Numbers of the circuit and the time of receipt, which belong to the copy and not to the telegram."""
    style: dict[str, object] = {}
    for line in "".join(_spans(telegram, "circuit")).splitlines():
        if "----" in line:
            style.setdefault("rule", line)
        elif line.strip():
            style.setdefault("circuit", line)
    received = _RECEIVED.search(_first(telegram, "page-mark"))
    if received is not None:
        style["received"] = received[0]
    return style
