"""The head of a manuscript: YAML in which every value is text, so that TAGS: NO is Norway and 0605 keeps its nought."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import yaml

from reftel.errors import WrongRequest
from reftel.facts import kind_of_tag, post_of_address
from reftel.model.dtg import moment
from reftel.model.number import Mrn, parse_mrn
from reftel.model.telegram import (
    Addressee,
    Classification,
    Distribution,
    Drafting,
    Office,
    Originator,
    Precedence,
    Reftel,
    Source,
    TagsTerm,
    Telegram,
    Transmission,
)
from reftel.references import Own, read_reference_block
from reftel.write.fields import references_of_heading
from reftel.write.heading import LETTERS, printed_dtg
from reftel.write.manuscript.paragraphs import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DTG = re.compile(r"(\d\d)(\d\d)(\d\d) ?([A-IK-Z]) ?([A-Z]{3})[A-Z]* ?(\d{2,4})", re.IGNORECASE)
_DATE_BEHIND_DECL = re.compile(r"(?:DECL|DECLASSIFY ON)?:? *(\d\d?)/(\d\d?)/(\d{4})", re.IGNORECASE)
_NOTE = re.compile(r"(?P<words>.*?\S) +\((?P<note>[^()]*)\)$", re.DOTALL)


class _Speed(msgspec.Struct, forbid_unknown_fields=True):
    action: str
    info: str | None = None


class _Entry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    address: str
    routing: str | None = None
    precedence: str | None = None
    serial: str | None = None
    office: str | None = None


class _Reference(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    text: str
    label: str | None = None
    mrn: str | None = None
    kind: str = "telegram"
    note: str | None = None


class _Person(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    code: str
    kind: str


class _Sent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: str | None = None
    routing: list[str] = []
    station: str | None = None
    serial: int | None = None
    section: int | None = None
    filed: str | None = None
    security: str | None = None
    signals: list[str] = []


class _Offices(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    action: list[str] = []
    info: list[str] = []
    origin: bool = False
    total: int | None = None


class _Cleared(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    drafted_by: str | None = None
    approved_by: str | None = None
    cleared_by: list[str] = []


class Head(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The names that a head may have; those of the record where the record has them."""

    number: str | None = None
    dtg: str | None = None
    precedence: str | _Speed | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: list[str | _Entry] = []
    info: list[str | _Entry] = []
    exempt: list[str] = []
    classification: str | None = None
    order: str | None = None
    declassify: str | None = None
    declassify_on: str | None = None
    classified_by: str | None = None
    reasons: list[str] = []
    derived_from: str | None = None
    captions: list[str] = []
    corrected: str | None = None
    passing: list[str] = []
    tags: list[str | _Person] = []
    subject: str | None = None
    refs: list[str | _Reference] = []
    signature: str | None = None
    notes: list[str] = []
    numbering: Literal["none"] | None = None
    transmission: _Sent | None = None
    distribution: _Offices | None = None
    drafting: _Cleared | None = None


_LISTS = ("to", "info", "exempt", "reasons", "captions", "passing", "tags", "refs", "notes")
_LEVELS = {
    "U": "UNCLASSIFIED", "UNCLAS": "UNCLASSIFIED", "SBU": "SENSITIVE BUT UNCLASSIFIED", "C": "CONFIDENTIAL",
    "LOU": "LIMITED OFFICIAL USE", "FOUO": "FOR OFFICIAL USE ONLY", "S": "SECRET", "TS": "TOP SECRET",
}  # fmt: skip
_LEVEL_NAMES = frozenset(_LEVELS.values())
_PRECEDENCES = frozenset((*LETTERS, "NIACT IMMEDIATE"))


# what a drafter typed becomes a telegram


def telegram_of(head: str, body: str) -> Telegram:
    """The telegram of a head and a body.

    Raises:
        WrongRequest: The head cannot be meant.
    """
    said = _head(head)
    dtg = _moment(said.dtg)
    mrn = _number(said.number)
    return Telegram(
        id=str(mrn) if mrn else "draft",
        mrn=str(mrn) if mrn else None,
        year=mrn.year if mrn else None,
        post=mrn.post if mrn else None,
        number=mrn.number if mrn else None,
        source=Source("draft", "", "markdown", "text"),
        dtg=dtg,
        precedence=_precedence(said.precedence),
        transmission=_transmission(said.transmission),
        originator=Originator(said.from_, _post(said.from_)) if said.from_ else None,
        to=_addressees(said.to),
        info=_addressees(said.info),
        exempt=tuple(said.exempt),
        distribution=_distribution(said.distribution),
        drafting=_drafting(said.drafting),
        classification=_classification(said),
        captions=tuple(said.captions),
        corrected=said.corrected,
        passing=tuple(said.passing),
        tags=tuple(_term(term) for term in said.tags),
        subject=said.subject,
        reftels=_references(said.refs, Own(mrn.year, mrn.post, mrn.number, dtg) if mrn else Own(dtg=dtg)),
        paragraphs=paragraphs_of(body, numbered=said.numbering is None),
        signature=said.signature,
        notes=tuple(said.notes),
    )


def _head(text: str) -> Head:
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise WrongRequest("the head has a value that begins with *", "Put it between quotation marks.")
        said = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes text, lists and maps, nothing else
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2  # the head begins under its first rule
        raise WrongRequest(
            f"line {line} of the draft cannot be read: {error.problem}",
            "A value with a colon in it stands between quotation marks.",
        ) from error
    except yaml.YAMLError as error:
        raise WrongRequest(f"the draft's head cannot be read: {error}") from error
    if said in (None, ""):
        return Head()
    if not isinstance(said, dict):
        raise WrongRequest("the draft's head is no list of names and values", "`reftel compose --new` shows one.")
    try:
        return msgspec.convert(_with_lists(said), Head, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(Head.__struct_encode_fields__)
        raise WrongRequest(f"the draft's head: {error}", f"Names: {known}.") from error


def _with_lists(said: dict[str, Any]) -> dict[str, Any]:
    """One value where a list can stand is a list of one; nothing at all is as if it were not there."""
    kept = {name: value for name, value in said.items() if value not in ("", [], {}, None)}
    return {name: [value] if name in _LISTS and not isinstance(value, list) else value for name, value in kept.items()}


def _number(asked: str | None) -> Mrn | None:
    mrn = parse_mrn(asked) if asked is not None else None
    if asked is not None and mrn is None:
        raise WrongRequest(f"{asked} is no number of a telegram", "Year, post and number, as in 07 ASTANA 605.")
    return mrn


def _moment(words: str | None) -> datetime | None:
    if words is None:
        return None
    found = _DTG.fullmatch(words.strip())
    if found is not None:
        day, hour, minute, zone, month, year = found.groups()
        when = moment(int(day), int(hour), int(minute), zone, month, int(year))
        if when is not None:
            return when
    try:
        when = datetime.fromisoformat(words.strip())
    except ValueError as error:
        raise WrongRequest(
            f"{words} is no date-time group", "Write it as 070518Z MAR 07 or 2007-03-07T05:18Z."
        ) from error
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _speed(word: str | None) -> str | None:
    if word is None:
        return None
    plain = " ".join(word.upper().split())
    if plain not in _PRECEDENCES:
        raise WrongRequest(f"{word} is no precedence", f"Precedences: {', '.join(sorted(_PRECEDENCES))}.")
    return plain


def _precedence(said: str | _Speed | None) -> Precedence:
    if said is None:
        return Precedence()
    action, info = (said.action, said.info) if isinstance(said, _Speed) else (said, None)
    return Precedence(_speed(action), _speed(info) or _speed(action))


def _post(address: str) -> str | None:
    post = post_of_address(address)
    return post.mrn_name if post is not None else None


def _addressees(entries: Iterable[str | _Entry]) -> tuple[Addressee, ...]:
    made = []
    for entry in entries:
        each = entry if isinstance(entry, _Entry) else _Entry(entry)
        made.append(
            Addressee(
                address=each.address,
                post=_post(each.address),
                routing=each.routing,
                precedence=_speed(each.precedence),
                serial=each.serial,
                office=each.office,
            )
        )
    return tuple(made)


def _classification(said: Head) -> Classification:
    level = said.classification
    if level is not None:
        level = _LEVELS.get(level.upper(), " ".join(level.upper().split()))
        if level not in _LEVEL_NAMES:
            raise WrongRequest(f"{said.classification} is no classification", f"Levels: {', '.join(_LEVELS.values())}.")
    return Classification(
        level=level,
        executive_order=said.order,
        declassify=said.declassify,
        declassify_on=_day(said.declassify_on) if said.declassify_on else _day_in(said.declassify),
        classified_by=said.classified_by,
        reasons=tuple(said.reasons),
        derived_from=said.derived_from,
    )


def _day(words: str) -> date | None:
    if words == "none":
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise WrongRequest(f"{words} is no day", "Write declassify_on as 2017-03-06.") from error


def _day_in(words: str | None) -> date | None:
    found = _DATE_BEHIND_DECL.fullmatch(words.strip()) if words else None
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError as error:
        raise WrongRequest(f"{words} names no day", "Write month, day and year: DECL: 03/06/2017.") from error


def _term(term: str | _Person) -> TagsTerm:
    if isinstance(term, _Person):
        return TagsTerm(term.code, term.kind)
    return TagsTerm(term, kind_of_tag(term))


def _references(said: list[str | _Reference], own: Own) -> tuple[Reftel, ...]:
    """The references, lettered where there are several; their numbers as a reader would infer them."""
    made = []
    for place, entry in enumerate(said):
        label = chr(ord("A") + place) if len(said) > 1 and place < 26 else None
        if isinstance(entry, _Reference):
            made.append(Reftel(label=entry.label, text=entry.text, mrn=entry.mrn, kind=entry.kind, note=entry.note,
                               start=0, end=0))  # fmt: skip
            continue
        read, _ = read_reference_block(entry, 0, len(entry), own)
        made += [msgspec.structs.replace(each, label=each.label or label, start=0, end=0) for each in read]
        if not read:
            made.append(Reftel(label=label, text=entry, kind="document", state="unresolved", start=0, end=0))
    return tuple(made)


def _transmission(said: _Sent | None) -> Transmission | None:
    if said is None:
        return None
    return Transmission(
        id=said.id,
        routing=tuple(said.routing),
        station=said.station,
        serial=said.serial,
        section=said.section,
        filed=_moment(said.filed),
        security=said.security,
        signals=tuple(said.signals),
    )


def _distribution(said: _Offices | None) -> Distribution | None:
    if said is None:
        return None
    action, info = (tuple(map(_office, part)) for part in (said.action, said.info))
    return Distribution(action=action, info=info, origin=said.origin, total=said.total)


def _office(words: str) -> Office:
    name, sign, copies = words.rpartition("-")
    return Office(name, int(copies)) if sign and copies.isdigit() else Office(words, None)


def _drafting(said: _Cleared | None) -> Drafting | None:
    if said is None:
        return None
    return Drafting(drafted_by=said.drafted_by, approved_by=said.approved_by, cleared_by=tuple(said.cleared_by))


# and a telegram becomes what a drafter would type


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
        precedence=_Speed(speed.action, speed.info) if speed.action and speed.info != speed.action else speed.action,
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
        tags=[term.code if kind_of_tag(term.code) == term.kind else _Person(term.code, term.kind)
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
        return _day_in(words)
    except WrongRequest:
        return None


def _printed_moment(when: datetime | None) -> str | None:
    if when is None:
        return None
    return when.isoformat() if when.second or when.microsecond else printed_dtg(when)


def _entry(entry: Addressee) -> str | _Entry:
    made = _Entry(entry.address, entry.routing, entry.precedence, entry.serial, entry.office)
    return entry.address if made == _Entry(entry.address) else made


def _printed_references(items: list[Reftel], own: Own) -> list[str | _Reference]:
    """Each reference as short as it reads back the same; all in full where one needs it."""
    plain: list[str | _Reference] = [f"{item.text} ({item.note})" if item.note else item.text for item in items]
    if [_essence(item) for item in _references(plain, own)] == [_essence(item) for item in items]:
        return plain
    return [_Reference(item.text, item.label, item.mrn, item.kind, item.note) for item in items]


def _essence(item: Reftel) -> tuple[object, ...]:
    return item.label, item.text, item.mrn, item.kind, item.note


def _sent(sent: Transmission | None) -> _Sent | None:
    if sent is None:
        return None
    filed = _printed_moment(sent.filed)
    return _Sent(sent.id, list(sent.routing), sent.station, sent.serial, sent.section, filed, sent.security,
                 list(sent.signals))  # fmt: skip


def _offices(lines: Distribution | None) -> _Offices | None:
    if lines is None:
        return None
    action, info = ([_printed_office(office) for office in part] for part in (lines.action, lines.info))
    return _Offices(action, info, lines.origin, lines.total)


def _printed_office(office: Office) -> str:
    return office.office if office.copies is None else f"{office.office}-{office.copies:02d}"


def _cleared(lines: Drafting | None) -> _Cleared | None:
    return None if lines is None else _Cleared(lines.drafted_by, lines.approved_by, list(lines.cleared_by))
