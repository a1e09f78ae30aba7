"""What a drafter typed becomes a telegram."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

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
from reftel.write.heading import LETTERS
from reftel.write.manuscript.head import Cleared, Entry, Head, Offices, Person, Reference, Sent, Speed
from reftel.write.manuscript.paragraphs import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_DTG = re.compile(r"(\d\d)(\d\d)(\d\d) ?([A-IK-Z]) ?([A-Z]{3})[A-Z]* ?(\d{2,4})", re.IGNORECASE)
_DATE_BEHIND_DECL = re.compile(r"(?:DECL|DECLASSIFY ON)?:? *(\d\d?)/(\d\d?)/(\d{4})", re.IGNORECASE)
_LISTS = ("to", "info", "exempt", "reasons", "captions", "passing", "tags", "refs", "notes")
_LEVELS = {
    "U": "UNCLASSIFIED", "UNCLAS": "UNCLASSIFIED", "SBU": "SENSITIVE BUT UNCLASSIFIED", "C": "CONFIDENTIAL",
    "LOU": "LIMITED OFFICIAL USE", "FOUO": "FOR OFFICIAL USE ONLY", "S": "SECRET", "TS": "TOP SECRET",
}  # fmt: skip
_LEVEL_NAMES = frozenset(_LEVELS.values())
_PRECEDENCES = frozenset((*LETTERS, "NIACT IMMEDIATE"))


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
        reftels=references_of(said.refs, Own(mrn.year, mrn.post, mrn.number, dtg) if mrn else Own(dtg=dtg)),
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


def _precedence(said: str | Speed | None) -> Precedence:
    if said is None:
        return Precedence()
    action, info = (said.action, said.info) if isinstance(said, Speed) else (said, None)
    return Precedence(_speed(action), _speed(info) or _speed(action))


def _post(address: str) -> str | None:
    post = post_of_address(address)
    return post.mrn_name if post is not None else None


def _addressees(entries: Iterable[str | Entry]) -> tuple[Addressee, ...]:
    made = []
    for entry in entries:
        each = entry if isinstance(entry, Entry) else Entry(entry)
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
        declassify_on=_day(said.declassify_on) if said.declassify_on else day_in(said.declassify),
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


def day_in(words: str | None) -> date | None:
    """The day in the words of the line "declassify", where one stands there.

    Raises:
        WrongRequest: It is none of the calendar.
    """
    found = _DATE_BEHIND_DECL.fullmatch(words.strip()) if words else None
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError as error:
        raise WrongRequest(f"{words} names no day", "Write month, day and year: DECL: 03/06/2017.") from error


def _term(term: str | Person) -> TagsTerm:
    if isinstance(term, Person):
        return TagsTerm(term.code, term.kind)
    return TagsTerm(term, kind_of_tag(term))


def references_of(said: list[str | Reference], own: Own) -> tuple[Reftel, ...]:
    """The references, lettered where there are several; their numbers as a reader would infer them."""
    made = []
    for place, entry in enumerate(said):
        label = chr(ord("A") + place) if len(said) > 1 and place < 26 else None
        if isinstance(entry, Reference):
            made.append(Reftel(label=entry.label, text=entry.text, mrn=entry.mrn, kind=entry.kind, note=entry.note,
                               start=0, end=0))  # fmt: skip
            continue
        read, _ = read_reference_block(entry, 0, len(entry), own)
        made += [msgspec.structs.replace(each, label=each.label or label, start=0, end=0) for each in read]
        if not read:
            made.append(Reftel(label=label, text=entry, kind="document", state="unresolved", start=0, end=0))
    return tuple(made)


def _transmission(said: Sent | None) -> Transmission | None:
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


def _distribution(said: Offices | None) -> Distribution | None:
    if said is None:
        return None
    action, info = (tuple(map(_office, part)) for part in (said.action, said.info))
    return Distribution(action=action, info=info, origin=said.origin, total=said.total)


def _office(words: str) -> Office:
    name, sign, copies = words.rpartition("-")
    return Office(name, int(copies)) if sign and copies.isdigit() else Office(words, None)


def _drafting(said: Cleared | None) -> Drafting | None:
    if said is None:
        return None
    return Drafting(drafted_by=said.drafted_by, approved_by=said.approved_by, cleared_by=tuple(said.cleared_by))
