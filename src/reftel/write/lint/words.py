"""Rules on the text: paragraphs, TAGS, references, characters, lengths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.number import full_year, parse_mrn
from reftel.model.repair import Repair
from reftel.write.characters import permitted
from reftel.write.fields import references_of_heading
from reftel.write.lint.classification import is_whole
from reftel.write.lint.finding import Hit, Rule, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

_NOT_PERMITTED = re.compile(r"[^\n\r -~]+")
_SIGNS_OF_PUBLISHERS = frozenset(("¶", "\ufffd"))  # they put one before every number; it was never sent
_NOT_OWN = frozenset(("stamp", "attributes", "debris", "unread"))
_MISSPELT = frozenset(
    ("heading-label", "classification-word", "damaged-label", "classification-letters", "executive-order")
)
_LONGEST_LINE = 69
_LONG_LINE = re.compile(rf"^.{{{_LONGEST_LINE},}}[^ \r\n]", re.MULTILINE)


def _numbers_apart(telegram: Telegram) -> Iterator[Hit]:
    for defect in telegram.defects:
        if defect.defect == "number-sequence":
            yield Hit(defect.start, defect.end, defect.message)


def _unknown_tags(telegram: Telegram) -> Iterator[Hit]:
    for term in telegram.tags:
        if term.kind == "unknown":
            yield Hit(term.start, term.end, f"{term.code} is in no table of TAGS")


def _no_tags(telegram: Telegram) -> Iterator[Hit]:
    if not telegram.tags and telegram.dtg is not None and telegram.dtg.year >= 1973 and is_whole(telegram):
        yield Hit(*place(telegram, "subject"), "there is no TAGS line")


def _no_subject(telegram: Telegram) -> Iterator[Hit]:
    if telegram.subject is None and telegram.dtg is not None and is_whole(telegram):
        yield Hit(*place(telegram, "tags"), "there is no subject")


def _no_signature(telegram: Telegram) -> Iterator[Hit]:
    if telegram.signature is None and telegram.paragraphs and telegram.dtg is not None and is_whole(telegram):
        end = telegram.paragraphs[-1].end
        yield Hit(end, end, "there is no signature")


def _doubled_sipdis(telegram: Telegram) -> Iterator[Hit]:
    for repair in telegram.repairs:
        if repair.rule in {"sipdis", "doubled-sipdis"} and repair.end <= _body(telegram):
            yield Hit(repair.start, repair.end, "SIPDIS stands here a second time: a machine put it in", (repair,))


def _reference_ahead(telegram: Telegram) -> Iterator[Hit]:
    if telegram.dtg is None:
        return
    for reftel in references_of_heading(telegram):
        number = parse_mrn(reftel.mrn) if reftel.mrn else None
        if number is None:
            continue
        if full_year(number.year) > telegram.dtg.year:
            yield Hit(reftel.start, reftel.end, f"{reftel.mrn} is of a later year than this telegram")
        elif reftel.mrn == telegram.mrn:
            yield Hit(reftel.start, reftel.end, "the telegram refers to itself")


def _unread_reference(telegram: Telegram) -> Iterator[Hit]:
    for reftel in references_of_heading(telegram):
        if reftel.kind == "telegram" and reftel.state in {"ambiguous", "unresolved"} and reftel.mrn is None:
            reason = reftel.reason or (
                "can be " + ", ".join(reftel.candidates) if reftel.candidates else "not well formed"
            )
            yield Hit(reftel.start, reftel.end, f"{reftel.text}: {reason}")


def _own(telegram: Telegram, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those that stand in the telegram's own words, not in what an archive or a tool added."""
    foreign = [(span.start, span.end) for span in telegram.spans if span.label in _NOT_OWN]
    kept, at = [], 0
    for each in found:
        while at < len(foreign) and foreign[at][1] <= each.start():
            at += 1
        if at == len(foreign) or each.start() < foreign[at][0]:
            kept.append(each)
    return kept


def _characters(telegram: Telegram) -> Iterator[Hit]:
    found = [each for each in _NOT_PERMITTED.finditer(telegram.text) if each[0] not in _SIGNS_OF_PUBLISHERS]
    found = _own(telegram, found)
    if found:
        fix = tuple(
            Repair(each.start(), each.end(), each[0], permitted(each[0]), "characters", 0.9)
            for each in found
            if "?" not in permitted(each[0])
        )
        signs = "".join(dict.fromkeys(sign for each in found for sign in each[0]))[:12]
        kinds = ", ".join(f"{sign!r}" for sign in signs)
        words = f"characters that no teletype has, at {len(found)} places: {kinds}"
        yield Hit(found[0].start(), found[0].end(), words, fix)


def _long_lines(telegram: Telegram) -> Iterator[Hit]:
    found = _own(telegram, list(_LONG_LINE.finditer(telegram.text)))
    if found:
        longest = max(each.end() - each.start() for each in found)
        words = f"{len(found)} lines are longer than {_LONGEST_LINE} characters, the longest has {longest}"
        yield Hit(found[0].start() + _LONGEST_LINE, found[0].end(), words)


def _body(telegram: Telegram) -> int:
    """Where the words begin: what a machine put between them is damage of the copy, not a fault of the telegram."""
    return telegram.paragraphs[0].start if telegram.paragraphs else len(telegram.text)


def _damaged_labels(telegram: Telegram) -> Iterator[Hit]:
    for repair in telegram.repairs:
        if repair.rule in _MISSPELT and repair.applied:
            yield Hit(repair.start, repair.end, f"{repair.was!r} should read {repair.now!r}", (repair,))


RULES = (
    Rule("V08", "warning", "paragraphs are numbered from 1 on without a gap", "5 FAH-2 H-220", _numbers_apart),
    Rule("V09", "warning", "TAGS are known", "5 FAH-3", _unknown_tags),
    Rule("V13", "info", "SIPDIS stands once", "05 STATE 226504", _doubled_sipdis),
    Rule("V15", "warning", "references are to earlier telegrams", "5 FAH-2 H-220", _reference_ahead),
    Rule("L01", "info", "only the characters of a teletype are used", "ACP 127", _characters),
    Rule("L02", "info", "lines have at most 69 characters", "ACP 127", _long_lines),
    Rule("L03", "warning", "references are well formed", "5 FAH-2 H-220", _unread_reference),
    Rule("L05", "warning", "a telegram has a subject", "5 FAH-2 H-220", _no_subject),
    Rule("L07", "info", "a telegram is signed", "5 FAH-2 H-220", _no_signature),
    Rule("L08", "warning", "a telegram has a TAGS line, since 1973", "5 FAH-3", _no_tags),
    Rule("L09", "warning", "labels, levels and orders are spelled right", "5 FAH-2 H-220", _damaged_labels),
)  # fmt: skip
