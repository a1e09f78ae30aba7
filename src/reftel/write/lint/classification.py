"""Rules on classification: levels, portion marks, captions, executive orders, declassification."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reftel.facts import captions, meaning_of_security, order_in_force, portions
from reftel.model.repair import Repair
from reftel.write.lint.finding import Hit, Rule, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Paragraph, Telegram

_RANKS = {
    "UNCLASSIFIED": 0,
    "SENSITIVE BUT UNCLASSIFIED": 1,
    "LIMITED OFFICIAL USE": 1,
    "FOR OFFICIAL USE ONLY": 1,
    "CONFIDENTIAL": 2,
    "SECRET": 3,
    "TOP SECRET": 4,
}
_NAMES = ("UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_CLASSIFIED = 2
_PORTION_MARKS_FROM = datetime(1978, 12, 1, tzinfo=UTC)  # E.O. 12065 asked for them first
_CLASSIFIED_BY_FROM = datetime(1995, 10, 14, tzinfo=UTC)
_ORDERS_FROM = date(1972, 6, 1)
#: Defects that say that a part of the telegram, or the telegram that its heading names, is not here.
INCOMPLETE = frozenset(("partial-extract", "cut-off", "foreign-text", "no-heading"))
_NO_FOREIGN = re.compile(r"\bNF\b|NOFORN")
_SIGNED_13526 = date(2009, 12, 29)
_REASON = re.compile(r"(?P<section>1\.\d)?\(?(?P<letter>[a-z])\)?")
_DAYS_A_YEAR = 365.25
_TOLERANCE = 0.03  # five days and some: the same day ten years on is ten years, leap days and all
_MOST_YEARS = {"12958": 25, "13292": 25, "13526": 25}
_GDS = re.compile(r"\bGDS\b")
_LONG = re.compile(r"\b[RX]DS\b")


def rank_of_level(telegram: Telegram) -> int | None:
    """How high the telegram is classified, 0 to 4; `None` where that is not known."""
    level = telegram.classification.level
    return _RANKS.get(level) if level is not None else None


def rank_of_portion(paragraph: Paragraph) -> int | None:
    """How high a paragraph's mark is, caveats aside."""
    letters = re.match(r"[A-Za-z]+", paragraph.portion or "")
    fact = portions().get(letters[0].upper()) if letters else None
    return fact.rank if fact is not None and fact.kind != "caveat" else None


def _mark_place(paragraph: Paragraph) -> tuple[int, int]:
    return paragraph.start, max(paragraph.text_start, paragraph.start)


def is_whole(telegram: Telegram) -> bool:
    """Whether all of it is there: what is missing from an extract is not the drafter's fault."""
    first_is_here = not telegram.sections or telegram.sections[0].number == 1
    return first_is_here and not any(defect.defect in INCOMPLETE for defect in telegram.defects)


def _overall_too_low(telegram: Telegram) -> Iterator[Hit]:
    overall = rank_of_level(telegram)
    if overall is None:
        return
    for paragraph in telegram.paragraphs:
        rank = rank_of_portion(paragraph)
        # SBU and the like are controls, not levels: UNCLAS with the caption SENSITIVE is right
        if rank is not None and rank >= _CLASSIFIED and rank > overall:
            words = f"the telegram is {telegram.classification.level}, this paragraph is marked ({paragraph.portion})"
            yield Hit(*_mark_place(paragraph), words)


def _overall_too_high(telegram: Telegram) -> Iterator[Hit]:
    overall = rank_of_level(telegram)
    ranks = [rank for paragraph in telegram.paragraphs if (rank := rank_of_portion(paragraph)) is not None]
    marked = len(ranks) == len([p for p in telegram.paragraphs if p.number is not None])
    if overall is None or overall < _CLASSIFIED or not ranks or not marked or not is_whole(telegram):
        return
    if max(ranks) < overall:
        words = f"the highest paragraph is {_NAMES[max(ranks)]}, the telegram {telegram.classification.level}"
        yield Hit(*place(telegram, "classification.level"), words)


def _unmarked(telegram: Telegram) -> Iterator[Hit]:
    if telegram.dtg is None or telegram.dtg < _PORTION_MARKS_FROM or (rank_of_level(telegram) or 0) < _CLASSIFIED:
        return
    first = telegram.paragraphs[0] if telegram.paragraphs else None
    if first is not None and "ENTIRE TEXT" in f"{first.portion} {first.text[:60]}".upper():
        return
    for paragraph in telegram.paragraphs:
        if paragraph.number is not None and paragraph.portion is None:
            yield Hit(*_mark_place(paragraph), f"paragraph {paragraph.number} has no portion mark")


def _no_noforn(telegram: Telegram) -> Iterator[Hit]:
    if "NOFORN" in telegram.captions or "NO FOREIGN DISSEM" in telegram.captions:
        return
    for paragraph in telegram.paragraphs:
        if paragraph.portion and _NO_FOREIGN.search(paragraph.portion.upper()):
            yield Hit(*_mark_place(paragraph), f"marked ({paragraph.portion}), but the telegram has no caption NOFORN")
            return


def _caption_place(telegram: Telegram, caption: str) -> tuple[int, int]:
    for start, end in telegram.evidence.get("captions", []):
        if caption in telegram.text[start:end].upper():
            return start, end
    return place(telegram, "captions")


def _noforn_unused(telegram: Telegram) -> Iterator[Hit]:
    marks = [paragraph.portion.upper() for paragraph in telegram.paragraphs if paragraph.portion]
    if "NOFORN" in telegram.captions and marks and not any(map(_NO_FOREIGN.search, marks)):
        yield Hit(*_caption_place(telegram, "NOFORN"), "the caption is NOFORN, and no paragraph is marked so")


def _unclassified_under_order(telegram: Telegram) -> Iterator[Hit]:
    rank = rank_of_level(telegram)
    if rank is None or rank >= _CLASSIFIED:
        return
    marks, level = telegram.classification, telegram.classification.level
    if marks.declassify_on is not None:
        yield Hit(*place(telegram, "classification.declassify_on"), f"{level} has a date of declassification")
    if marks.reasons:
        yield Hit(*place(telegram, "classification.reasons"), f"{level} has reasons for classification")


def _classified_by_nobody(telegram: Telegram) -> Iterator[Hit]:
    marks = telegram.classification
    if telegram.dtg is None or telegram.dtg < _CLASSIFIED_BY_FROM or (rank_of_level(telegram) or 0) < _CLASSIFIED:
        return
    if not (marks.classified_by or marks.derived_from or marks.reasons) and is_whole(telegram):
        yield Hit(*place(telegram, "classification.level"), f"{marks.level} without Classified By or Derived From")


def _no_reasons(telegram: Telegram) -> Iterator[Hit]:
    marks = telegram.classification
    if telegram.dtg is None or telegram.dtg < _CLASSIFIED_BY_FROM or (rank_of_level(telegram) or 0) < _CLASSIFIED:
        return
    by_source = marks.derived_from or (marks.classified_by or "").upper().startswith(("DERIVED", "MULTIPLE"))
    if marks.classified_by and not marks.reasons and not by_source and is_whole(telegram):
        yield Hit(*place(telegram, "classification.classified_by"), "classified by a person, and no reason is given")


def _classified_without_order(telegram: Telegram) -> Iterator[Hit]:
    marks = telegram.classification
    if (rank_of_level(telegram) or 0) < _CLASSIFIED or telegram.dtg is None or telegram.dtg.date() < _ORDERS_FROM:
        return
    if marks.executive_order is None and is_whole(telegram):
        if not any(defect.defect in {"garbled-order", "unknown-order"} for defect in telegram.defects):
            yield Hit(*place(telegram, "classification.level"), f"{marks.level} without an executive order")
    elif re.fullmatch(r"N/?A\.?", (marks.declassify or "").strip().upper()):
        words = f"{marks.level}, and the executive order does not apply (N/A)"
        yield Hit(*place(telegram, "classification.declassify"), words)


def _security_disagrees(telegram: Telegram) -> Iterator[Hit]:
    sent = telegram.transmission
    level = rank_of_level(telegram)
    fact = meaning_of_security(sent.security) if sent is not None and sent.security else None
    if (
        sent is None
        or fact is None
        or level is None
        or telegram.evidence.get("classification.level") == telegram.evidence.get("transmission.security")
    ):
        return
    said = _RANKS.get(fact.level, 0)
    if said != (level if level >= _CLASSIFIED else 0):
        words = f"the heading is sent as {sent.security}, the text is {telegram.classification.level}"
        yield Hit(*place(telegram, "transmission.security"), words)


def _captions_exclude(telegram: Telegram) -> Iterator[Hit]:
    known = captions()
    for number, caption in enumerate(telegram.captions):
        fact = known.get(caption)
        for other in telegram.captions[number + 1 :]:
            if fact is not None and other in fact.excludes:
                yield Hit(*_caption_place(telegram, other), f"{caption} and {other} do not go together")


def _wrong_order(telegram: Telegram) -> Iterator[Hit]:
    marks = telegram.classification
    if marks.executive_order is None or telegram.dtg is None:
        return
    day = telegram.dtg.date()
    order = order_in_force(day)
    if order is None or marks.executive_order in {order.cited_as, order.number}:
        return
    if marks.executive_order == "13526" and day >= _SIGNED_13526:
        return
    start, end = place(telegram, "classification.executive_order")
    fix = (Repair(start, end, telegram.text[start:end], order.cited_as, "executive-order", 0.9),) if end > start else ()
    words = f"E.O. {marks.executive_order} was not in force on {day}: that was {order.cited_as}"
    yield Hit(start, end, words, fix)


def _wrong_reason_section(telegram: Telegram) -> Iterator[Hit]:
    order = order_in_force(telegram.dtg.date()) if telegram.dtg is not None else None
    if order is None or not order.reason_section:
        return
    for reason in telegram.classification.reasons:
        found = _REASON.fullmatch(reason)
        if found is not None and found["section"] and found["section"] != order.reason_section:
            words = f"reason {reason}: reasons are in section {order.reason_section} of the order in force"
            yield Hit(*place(telegram, "classification.reasons"), words)
            return


def _no_such_reason(telegram: Telegram) -> Iterator[Hit]:
    for reason in telegram.classification.reasons:
        found = _REASON.fullmatch(reason)
        if found is None:
            continue
        letters = "abcdefg" if found["section"] == "1.5" else "abcdefgh"
        if found["letter"] not in letters:
            yield Hit(*place(telegram, "classification.reasons"), f"there is no reason {reason}")


def _years_ahead(telegram: Telegram) -> float | None:
    marks = telegram.classification
    if marks.declassify_on is None or telegram.dtg is None:
        return None
    return (marks.declassify_on - telegram.dtg.date()).days / _DAYS_A_YEAR


def _too_long(telegram: Telegram) -> Iterator[Hit]:
    years, marks = _years_ahead(telegram), telegram.classification
    if years is None or (rank_of_level(telegram) or 0) < _CLASSIFIED:
        return
    most = _MOST_YEARS.get(marks.executive_order or "")
    words = marks.declassify or ""
    if marks.executive_order == "12065" and _GDS.search(words):
        most = 6
    elif marks.executive_order == "12065" and _LONG.search(words):
        most = 30
    if most is not None and years > most + _TOLERANCE:
        yield Hit(
            *place(telegram, "classification.declassify_on"),
            f"declassified on {marks.declassify_on}, {years:.1f} years on: E.O. {marks.executive_order} allows {most}",
        )


def _long(telegram: Telegram) -> Iterator[Hit]:
    years = _years_ahead(telegram)
    if (
        years is not None
        and telegram.classification.executive_order in _MOST_YEARS
        and 10 + _TOLERANCE < years <= 25.03
    ):
        words = f"declassified {years:.1f} years on: more than the usual ten, and allowed"
        yield Hit(*place(telegram, "classification.declassify_on"), words)


def _already_over(telegram: Telegram) -> Iterator[Hit]:
    years = _years_ahead(telegram)
    if years is not None and years <= 0:
        words = f"to be declassified on {telegram.classification.declassify_on}, which is not after the telegram"
        yield Hit(*place(telegram, "classification.declassify_on"), words)


def _no_such_mark(telegram: Telegram) -> Iterator[Hit]:
    marks = telegram.classification
    words = (marks.declassify or "").upper()
    if (
        marks.executive_order in {"12958", "13526"}
        and re.search(r"\b(?:MR|OADR)\b", words)
        and "DECLASSIFIED" not in words
    ):
        what = "MR" if re.search(r"\bMR\b", words) else "OADR"
        yield Hit(*place(telegram, "classification.declassify"), f"{what} is no way to declassify under E.O. 12958")


def _half_downgrade(telegram: Telegram) -> Iterator[Hit]:
    words = (telegram.classification.declassify or "").upper()
    if "DNG" in words and not re.search(r"\d{4}|/\d\d\b", words.split("DNG", 1)[1]):
        yield Hit(*place(telegram, "classification.declassify"), "downgraded (DNG), and no date says when")


RULES = (
    Rule("F01", "error", "the telegram is classified at least as high as its highest paragraph", "E.O. 12065 1-504; 5 FAH-3", _overall_too_low),
    Rule("F02", "warning", "every numbered paragraph of a classified telegram has a portion mark", "E.O. 12065 1-504; E.O. 12958 1.7(c)", _unmarked),
    Rule("F03", "warning", "a paragraph marked NF asks for the caption NOFORN", "5 FAH-2 H-440", _no_noforn),
    Rule("F04", "error", "what is unclassified has no reasons and no date of declassification", "E.O. 12958 1.1", _unclassified_under_order),
    Rule("F05", "warning", "a classified telegram names its classifier or its source, since 1995", "E.O. 12958 1.7(a)", _classified_by_nobody),
    Rule("F06", "error", "a classified telegram names its executive order", "E.O. 11652 4; E.O. 12958 1.7", _classified_without_order),
    Rule("F08", "error", "the security warning of the heading is that of the text", "ACP 127", _security_disagrees),
    Rule("F09", "warning", "captions that exclude each other do not stand together", "5 FAH-2 H-440", _captions_exclude),
    Rule("F11", "info", "a telegram is not classified higher than its highest paragraph", "E.O. 12958 1.2(b)", _overall_too_high),
    Rule("F12", "info", "the caption NOFORN asks for a paragraph marked NF", "5 FAH-2 H-440", _noforn_unused),
    Rule("F13", "warning", "a classifier gives reasons, since 1995", "E.O. 12958 1.7(a)(5)", _no_reasons),
    Rule("F20", "warning", "the executive order was in force on that day", "the orders themselves", _wrong_order),
    Rule("F21", "warning", "reasons are named by the section of the order in force (1.5, since 25 March 2003 1.4)", "E.O. 13292", _wrong_reason_section),
    Rule("F22", "error", "there are reasons (a) to (h), (a) to (g) before 2003", "E.O. 12958 1.5; E.O. 13292 1.4", _no_such_reason),
    Rule("F23", "error", "declassification lies within the order's limit after the date-time group", "E.O. 12065 1-401; E.O. 13292 1.5", _too_long),
    Rule("F24", "info", "more than ten years are the exception", "E.O. 13292 1.5(b)", _long),
    Rule("F25", "error", "declassification lies after the date-time group", "E.O. 12958 1.6", _already_over),
    Rule("F26", "warning", "MR and OADR are no declassification under E.O. 12958", "E.O. 12958 1.6", _no_such_mark),
    Rule("F27", "warning", "a downgrading has its date", "E.O. 12958 1.6", _half_downgrade),
)  # fmt: skip
