"""A reading beside the truth: which fields of a made telegram were not read as they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reftel.write.fields import references_of_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reftel.model.telegram import Telegram


def fields_read(telegram: Telegram) -> dict[str, object]:
    """The fields of a reading, by their names in the truth, in the truth's form."""
    marks, sent, lines = telegram.classification, telegram.transmission, telegram.distribution
    read: dict[str, object] = {
        "mrn": telegram.mrn,
        "dtg": telegram.dtg and f"{telegram.dtg:%Y-%m-%dT%H:%M:00Z}",
        "precedence": (telegram.precedence.action, telegram.precedence.info or telegram.precedence.action),
        "from": telegram.originator and (telegram.originator.address, telegram.originator.post),
        "to": [(e.address, e.post, e.routing, e.precedence, e.serial) for e in telegram.to],
        "info": [(e.address, e.post, e.routing, e.precedence, e.serial) for e in telegram.info],
        "level": marks.level,
        "order": marks.executive_order,
        "declassify_on": marks.declassify_on and marks.declassify_on.isoformat(),
        "classified_by": marks.classified_by,
        "reasons": list(marks.reasons),
        "captions": list(telegram.captions),
        "passing": list(telegram.passing),
        "corrected": telegram.corrected is not None,
        "tags": [term.code for term in telegram.tags],
        "subject": telegram.subject,
        "reftels": [(r.label, r.text, r.mrn, r.note) for r in references_of_heading(telegram)],
        "sections": max((section.of or 0 for section in telegram.sections), default=0),
        "paragraphs": [(p.number, p.portion, p.heading, p.text) for p in telegram.paragraphs],
        "signature": telegram.signature,
    }
    if sent is not None and sent.id is not None:
        read["transmission"] = (sent.id, list(sent.routing), sent.station, sent.serial, sent.security)
    if lines is not None:
        read["distribution"] = [[(o.office, o.copies) for o in part] for part in (lines.action, lines.info)]
    return read


def fields_true(truth: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the truth in the form that `fields_read` gives."""
    marks, sent, lines = truth["classification"], truth.get("transmission"), truth.get("distribution")
    true: dict[str, object] = {
        "mrn": truth["mrn"],
        "dtg": truth["dtg"],
        "precedence": (truth["precedence"]["action"], truth["precedence"]["info"]),
        "from": (truth["from"]["address"], truth["from"]["post"]),
        "to": [_entry(entry) for entry in truth["to"]],
        "info": [_entry(entry) for entry in truth["info"]],
        "level": marks["level"],
        "order": marks["executive_order"],
        "declassify_on": marks["declassify_on"],
        "classified_by": marks.get("classified_by"),
        "reasons": marks.get("reasons", []),
        "captions": truth["captions"],
        "passing": truth["passing"],
        "corrected": bool(truth.get("corrected")),
        "tags": truth["tags"],
        "subject": truth["subject"],
        "reftels": [(r["label"], r["text"], r["mrn"], r["note"]) for r in truth["reftels"]],
        "sections": truth["sections"],
        "paragraphs": [(p["number"], p["portion"], p["heading"], p["text"]) for p in truth["paragraphs"]],
        "signature": truth["signature"],
    }
    if sent is not None:
        true["transmission"] = (sent["id"], sent["routing"], sent["station"], sent["serial"], sent["security"])
    if lines is not None:
        true["distribution"] = [[(o["office"], o["copies"]) for o in lines[part]] for part in ("action", "info")]
    return true


def _entry(entry: Mapping[str, Any]) -> tuple[object, ...]:
    return entry["address"], entry["post"], entry.get("routing"), entry["precedence"], entry["serial"]


def wrong_fields(truth: Mapping[str, Any], telegram: Telegram) -> dict[str, tuple[object, object]]:
    """The fields that were read otherwise than they are: name -> (true, read)."""
    true, read = fields_true(truth), fields_read(telegram)
    return {name: (true.get(name), read.get(name)) for name in {**true, **read} if true.get(name) != read.get(name)}
