"""What no layout, or not this one, has a place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.write.fields import WORDS, carried
from reftel.write.heading import LETTERS, early_signals
from reftel.write.layout import Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

_HEADING = ("transmission.id", "transmission.routing", "transmission.station", "transmission.serial",
            "transmission.filed", "transmission.security")  # fmt: skip


def lost_everywhere(telegram: Telegram) -> Iterator[Loss]:
    """What a teletype text cannot say, in any layout."""
    if telegram.dtg is not None and (telegram.dtg.second or telegram.dtg.microsecond):
        yield Loss("dtg", "a date-time group has no seconds")
    action = telegram.precedence.action
    if action is not None and action not in LETTERS:
        yield Loss("precedence", f"{action} has no letter of its own in a heading")
    if action is not None and telegram.dtg is None:
        yield Loss("precedence", "precedence stands before the date-time group, and there is none")
    marks = telegram.classification
    if marks.level is None and telegram.number is not None:
        yield Loss("mrn", "the number stands on the classification line, and no level is given")
    if marks.executive_order is None and (marks.declassify or marks.declassify_on):
        for field in ("classification.declassify", "classification.declassify_on"):
            yield Loss(field, "it stands behind an executive order, and none is given")
    if marks.declassify is None and marks.declassify_on is not None:
        yield Loss("classification.declassify", "the words are made of the date")
    yield from _lost_paragraphs(telegram)


def _lost_paragraphs(telegram: Telegram) -> Iterator[Loss]:
    numbered = False
    for paragraph in telegram.paragraphs:
        if paragraph.number is None and numbered:
            yield Loss("paragraphs", "words without a number that follow a numbered paragraph become part of it")
            return
        if paragraph.number is None and paragraph.portion is not None:
            yield Loss("paragraphs", "a portion mark stands behind a number")
            return
        numbered = numbered or paragraph.number is not None


def lost_transmission(telegram: Telegram, *, signals: bool) -> Iterator[Loss]:
    """The relay heading, for layouts without one; `signals` says that those of format line 5 are printed."""
    sent = telegram.transmission
    if sent is None:
        return
    for field in _HEADING:
        if getattr(sent, field.split(".")[1]):
            yield Loss(field, "the layout has no relay heading")
    if (early_signals(sent.signals) and sent.security) or (sent.signals and not signals):
        yield Loss("transmission.signals", "the layout has no relay heading")


def lost_offices(telegram: Telegram) -> Iterator[Loss]:
    """The department's own lines, for layouts that print none."""
    if telegram.distribution is not None:
        yield Loss("distribution", "the layout has no lines for the department's offices")
    if telegram.drafting is not None:
        yield Loss("drafting", "the layout has no lines for drafter, approver and clearances")


def lost_letters(telegram: Telegram) -> Iterator[Loss]:
    """Small letters, for layouts in capitals."""
    for field, value in carried(telegram).items():
        printed = tuple(item[1] for item in value) if field == "reftels" and isinstance(value, tuple) else value
        printed = tuple(item[0] for item in value) if field == "tags" and isinstance(value, tuple) else printed
        if field in WORDS and _has_small(printed):
            yield Loss(field, "the layout has capitals only")


def _has_small(value: object) -> bool:
    if isinstance(value, str):
        return value != value.upper()
    return isinstance(value, tuple) and any(map(_has_small, value))
