"""What two readings of one telegram have in common: its fields, without the places that they were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.model.telegram import Addressee, Distribution, Drafting, Reftel, Telegram

#: Fields in words, also where a layout has capitals only.
WORDS = frozenset(("subject", "paragraphs", "passing", "corrected", "signature", "classification.classified_by",
                   "classification.declassify", "classification.derived_from", "notes", "tags", "reftels", "captions",
                   "from", "to", "info", "exempt"))  # fmt: skip


def carried(telegram: Telegram) -> dict[str, object]:
    """The fields of a telegram by their names in the record, as plain values that can be compared.

    Places, the source, repairs and defects are not among them: they belong to one text, not to the telegram. Of the
    references only those of the REF lines are here, as the others stand in the words of the paragraphs.
    """
    sent = telegram.transmission
    marks = telegram.classification
    action = telegram.precedence.action
    return {
        "mrn": telegram.mrn,
        "dtg": telegram.dtg,
        "precedence": (action, telegram.precedence.info or action),
        "transmission.id": sent and sent.id,
        "transmission.routing": sent.routing if sent else (),
        "transmission.station": sent and sent.station,
        "transmission.serial": sent and sent.serial,
        "transmission.filed": sent and sent.filed,
        "transmission.security": sent and sent.security,
        "transmission.signals": sent.signals if sent else (),
        "from": telegram.originator and telegram.originator.address,
        "to": tuple(map(_entry, telegram.to)),
        "info": tuple(map(_entry, telegram.info)),
        "exempt": telegram.exempt,
        "distribution": _distribution(telegram.distribution),
        "drafting": _drafting(telegram.drafting),
        "classification.level": marks.level,
        "classification.executive_order": marks.executive_order,
        "classification.declassify": marks.declassify,
        "classification.declassify_on": marks.declassify_on,
        "classification.classified_by": marks.classified_by,
        "classification.reasons": marks.reasons,
        "classification.derived_from": marks.derived_from,
        "captions": telegram.captions,
        "corrected": telegram.corrected,
        "passing": telegram.passing,
        "tags": tuple((term.code, term.kind) for term in telegram.tags),
        "subject": telegram.subject,
        "reftels": tuple(map(_reference, references_of_heading(telegram))),
        "paragraphs": tuple((p.number, p.portion, p.heading, p.text) for p in telegram.paragraphs),
        "signature": telegram.signature,
        "notes": telegram.notes,
    }


def references_of_heading(telegram: Telegram) -> list[Reftel]:
    """The references of the REF lines: above the first paragraph, or those without a place where none was read."""
    first = telegram.paragraphs[0].start if telegram.paragraphs else 0
    if first:
        return [reftel for reftel in telegram.reftels if reftel.start < first]
    return [reftel for reftel in telegram.reftels if not reftel.end]


def differences(before: Telegram, after: Telegram, *, capitals: bool = False) -> list[str]:
    """The names of the fields in which two readings differ; with `capitals` small letters make no difference."""
    old, new = carried(before), carried(after)
    return [
        name
        for name, value in old.items()
        if value != new[name] and not (capitals and name in WORDS and _upper(value) == _upper(new[name]))
    ]


def _upper(value: object) -> object:
    if isinstance(value, str):
        return value.upper()
    return tuple(map(_upper, value)) if isinstance(value, tuple) else value


def _entry(entry: Addressee) -> tuple[object, ...]:
    return entry.address, entry.routing, entry.precedence, entry.serial, entry.office


def _reference(reftel: Reftel) -> tuple[object, ...]:
    return reftel.label, reftel.text, reftel.mrn, reftel.kind, reftel.note


def _distribution(lines: Distribution | None) -> object:
    if lines is None:
        return None
    offices = tuple(tuple((o.office, o.copies) for o in part) for part in (lines.action, lines.info))
    return offices, lines.origin, lines.total


def _drafting(lines: Drafting | None) -> object:
    return lines and (lines.drafted_by, lines.approved_by, lines.cleared_by)
