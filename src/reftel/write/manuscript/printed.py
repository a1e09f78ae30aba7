"""A telegram becomes what a drafter would type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from reftel.errors import WrongRequest
from reftel.facts import kind_of_tag
from reftel.references import Own
from reftel.write.fields import references_of_heading
from reftel.write.heading import printed_dtg
from reftel.write.manuscript.head import Cleared, Entry, Head, Offices, Person, Reference, Sent, Speed
from reftel.write.manuscript.typed import day_in, references_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from reftel.model.telegram import Addressee, Distribution, Drafting, Office, Reftel, Telegram, Transmission


def head_of(telegram: Telegram) -> str:
    """The head of a telegram as YAML."""
    said = msgspec.to_builtins(_said_of(telegram))
    if not said:
        return ""
    printed = yaml.dump(said, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
    return str(printed)


class _Plain(yaml.SafeDumper):
    """Writes no reference marks where a value stands twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _said_of(telegram: Telegram) -> Head:
    marks, speed = telegram.classification, telegram.precedence
    own = Own(telegram.year, telegram.post, telegram.number, telegram.dtg)
    day = None
    if marks.declassify_on is not None or _day_in_or_none(marks.declassify) is not None:
        typed = _day_in_or_none(marks.declassify)
        if typed != marks.declassify_on:
            day = marks.declassify_on.isoformat() if marks.declassify_on else "none"
    return Head(
        number=telegram.mrn,
        dtg=_printed_moment(telegram.dtg),
        precedence=Speed(speed.action, speed.info) if speed.action and speed.info != speed.action else speed.action,
        from_=telegram.originator.address if telegram.originator else None,
        to=[_entry(entry) for entry in telegram.to],
        info=[_entry(entry) for entry in telegram.info],
        exempt=list(telegram.exempt),
        classification=marks.level,
        order=marks.executive_order,
        declassify=marks.declassify,
        declassify_on=day,
        classified_by=marks.classified_by,
        reasons=list(marks.reasons),
        derived_from=marks.derived_from,
        captions=list(telegram.captions),
        corrected=telegram.corrected,
        passing=list(telegram.passing),
        tags=[term.code if kind_of_tag(term.code) == term.kind else Person(term.code, term.kind)
              for term in telegram.tags],
        subject=telegram.subject,
        refs=_printed_references(references_of_heading(telegram), own),
        signature=telegram.signature,
        notes=list(telegram.notes),
        numbering="none" if telegram.paragraphs and not any(each.number for each in telegram.paragraphs) else None,
        transmission=_sent(telegram.transmission),
        distribution=_offices(telegram.distribution),
        drafting=_cleared(telegram.drafting),
    )  # fmt: skip


def _day_in_or_none(words: str | None) -> date | None:
    try:
        return day_in(words)
    except WrongRequest:
        return None


def _printed_moment(when: datetime | None) -> str | None:
    if when is None:
        return None
    return when.isoformat() if when.second or when.microsecond else printed_dtg(when)


def _entry(entry: Addressee) -> str | Entry:
    made = Entry(entry.address, entry.routing, entry.precedence, entry.serial, entry.office)
    return entry.address if made == Entry(entry.address) else made


def _printed_references(items: list[Reftel], own: Own) -> list[str | Reference]:
    """Each reference as short as it reads back the same; all in full where one needs it."""
    plain: list[str | Reference] = [f"{item.text} ({item.note})" if item.note else item.text for item in items]
    if [_essence(item) for item in references_of(plain, own)] == [_essence(item) for item in items]:
        return plain
    return [Reference(item.text, item.label, item.mrn, item.kind, item.note) for item in items]


def _essence(item: Reftel) -> tuple[object, ...]:
    return item.label, item.text, item.mrn, item.kind, item.note


def _sent(sent: Transmission | None) -> Sent | None:
    if sent is None:
        return None
    filed = _printed_moment(sent.filed)
    return Sent(sent.id, list(sent.routing), sent.station, sent.serial, sent.section, filed, sent.security,
                 list(sent.signals))  # fmt: skip


def _offices(lines: Distribution | None) -> Offices | None:
    if lines is None:
        return None
    action, info = ([_printed_office(office) for office in part] for part in (lines.action, lines.info))
    return Offices(action, info, lines.origin, lines.total)


def _printed_office(office: Office) -> str:
    return office.office if office.copies is None else f"{office.office}-{office.copies:02d}"


def _cleared(lines: Drafting | None) -> Cleared | None:
    return None if lines is None else Cleared(lines.drafted_by, lines.approved_by, list(lines.cleared_by))
