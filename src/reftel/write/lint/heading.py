"""Rules on the heading: numbers that agree, precedence, addresses, sections, offices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.facts import addresses, kind_of_address
from reftel.model.repair import Repair
from reftel.write.heading import LETTERS
from reftel.write.lint.finding import Hit, Rule, place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

_PROSIGN = re.compile(r"\s*([YZOPR])\1\b")
_REPEATED = frozenset(("ZDS", "ZDK", "ZFD"))
_ROUTING = re.compile(r"R[A-Z]{3,6}|ZEN")
_HOUR, _DAY = 60, 24 * 60


def _prosign_disagrees(telegram: Telegram) -> Iterator[Hit]:
    letter = LETTERS.get(telegram.precedence.action or "")
    for span in telegram.spans:
        if span.label == "routing" and letter:
            found = _PROSIGN.match(telegram.text, span.start, span.end)
            if found is not None and found[1] != letter:
                fix = (Repair(found.start(1), found.end(), found[0].strip(), letter * 2, "prosign", 0.9),)
                words = f"sent with {found[1] * 2}, the date-time group has {letter}"
                yield Hit(found.start(1), found.end(), words, fix)
            return


def _serial_disagrees(telegram: Telegram) -> Iterator[Hit]:
    sent = telegram.transmission
    if sent is None or sent.serial is None or telegram.number is None:
        return
    if sent.serial % 10000 != telegram.number % 10000:
        words = f"the calling station's serial is {sent.serial}, the telegram's number {telegram.number}"
        yield Hit(*place(telegram, "transmission.station"), words)


def _filed_apart(telegram: Telegram) -> Iterator[Hit]:
    sent = telegram.transmission
    if sent is None or sent.filed is None or telegram.dtg is None:
        return
    minutes = (sent.filed - telegram.dtg).total_seconds() / 60
    repeated = telegram.corrected is not None or not _REPEATED.isdisjoint(sent.signals)
    if minutes < 0:
        yield Hit(*place(telegram, "transmission.station"), f"filed {_span(-minutes)} before its date-time group")
    elif minutes > _HOUR and not (repeated and minutes > _DAY):
        yield Hit(*place(telegram, "transmission.station"), f"filed {_span(minutes)} after its date-time group")


def _span(minutes: float) -> str:
    if minutes < 2 * _HOUR:
        return f"{minutes:.0f} minutes"
    return f"{minutes / _HOUR:.0f} hours" if minutes < 2 * _DAY else f"{minutes / _DAY:.0f} days"


def _of_kind(telegram: Telegram, kinds: frozenset[str]) -> Iterator[Hit]:
    for defect in telegram.defects:
        if defect.defect in kinds:
            yield Hit(defect.start, defect.end, defect.message)


def _another_number(telegram: Telegram) -> Iterator[Hit]:
    return _of_kind(telegram, frozenset(("number-disagrees", "foreign-text")))


def _foreign_page(telegram: Telegram) -> Iterator[Hit]:
    return _of_kind(telegram, frozenset(("foreign-page-mark",)))


def _sections_apart(telegram: Telegram) -> Iterator[Hit]:
    at = place(telegram, "classification.level")
    for hit in _of_kind(telegram, frozenset(("section-missing", "section-order", "page-order"))):
        yield hit if hit.end else Hit(*at, hit.message)
    for section in telegram.sections:
        if section.number > section.of:
            yield Hit(section.start, section.start, f"section {section.number} of {section.of}")
    if len({section.of for section in telegram.sections}) > 1:
        counts = ", ".join(sorted({str(section.of) for section in telegram.sections}))
        yield Hit(
            telegram.sections[0].start, telegram.sections[0].start, f"sections disagree on how many there are: {counts}"
        )


def _precedence_apart(telegram: Telegram) -> Iterator[Hit]:
    action = telegram.precedence.action
    for entry in telegram.to:
        if entry.precedence and action and entry.precedence.removeprefix("NIACT ") != action:
            words = f"{entry.address} is addressed {entry.precedence}, the telegram is sent {action}"
            yield Hit(entry.start, entry.end, words)


def _routine_printed(telegram: Telegram) -> Iterator[Hit]:
    for entry in (*telegram.to, *telegram.info):
        if entry.precedence == "ROUTINE":
            at = telegram.text.rfind(" ROUTINE", entry.start, entry.end)
            fix = (Repair(at, at + 8, " ROUTINE", "", "routine", 0.95),) if at >= 0 else ()
            yield Hit(entry.start, entry.end, f"{entry.address}: routine precedence is never printed", fix)


def _odd_routing(telegram: Telegram) -> Iterator[Hit]:
    known = addresses()
    for entry in (*telegram.to, *telegram.info):
        if entry.routing is None:
            continue
        fact = known.get(entry.address)
        if not _ROUTING.fullmatch(entry.routing):
            yield Hit(entry.start, entry.end, f"{entry.routing} is no routing indicator")
        elif fact is not None and fact.routing_indicators and entry.routing not in {*fact.routing_indicators, "ZEN"}:
            usual = fact.routing_indicators[0]
            words = f"{entry.address} is usually reached by {usual}, here by {entry.routing}"
            yield Hit(entry.start, entry.end, words)


def _unknown_address(telegram: Telegram) -> Iterator[Hit]:
    for entry in (*telegram.to, *telegram.info):
        if entry.post is None and kind_of_address(entry.address) == "unknown":
            yield Hit(entry.start, entry.end, f"{entry.address} is in no table of addresses")


def _copies_apart(telegram: Telegram) -> Iterator[Hit]:
    lines = telegram.distribution
    if lines is None or lines.total is None:
        return
    copies = sum(office.copies or 0 for office in (*lines.action, *lines.info))
    if copies != lines.total:
        yield Hit(*place(telegram, "distribution"), f"the offices get {copies} copies, their total says {lines.total}")


def _no_date(telegram: Telegram) -> Iterator[Hit]:
    if telegram.dtg is None and not any(d.defect in {"partial-extract", "no-heading"} for d in telegram.defects):
        yield Hit(*place(telegram, "dtg"), "there is no date-time group that can be read")


RULES = (
    Rule("V01", "error", "the precedence of the transmission is that of the date-time group", "ACP 127 (format line 2)", _prosign_disagrees),
    Rule("V02", "error", "the calling station's serial is the number's last four digits", "counted: 1,120 of 1,120", _serial_disagrees),
    Rule("V03", "warning", "a telegram is filed within an hour after its date-time group", "counted: 1,112 of 1,120", _filed_apart),
    Rule("V04", "error", "heading, text and container name one telegram", "counted: 1,289 of 1,295", _another_number),
    Rule("V05", "error", "page marks are the telegram's own", "counted: 1,495 of 1,521", _foreign_page),
    Rule("V06", "warning", "sections run from the first to the last", "ACP 127", _sections_apart),
    Rule("V11", "info", "an action addressee has the telegram's precedence", "counted: 22 exceptions", _precedence_apart),
    Rule("V12", "info", "routine precedence is not printed on address lines", "ACP 121", _routine_printed),
    Rule("V16", "info", "routing indicators are those of their addresses", "ACP 117", _odd_routing),
    Rule("V17", "warning", "the copies of the offices add up to their total", "counted: 356 of 357", _copies_apart),
    Rule("L04", "info", "addressees are known", "the table of addresses", _unknown_address),
    Rule("L06", "error", "a telegram has a date-time group", "ACP 127 (format line 5)", _no_date),
)  # fmt: skip
