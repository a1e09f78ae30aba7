"""What the container says of its telegram: held against the text, and used where the text says nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from reftel.dialects.classline import read_class_line
from reftel.facts import posts
from reftel.model.defect import Defect
from reftel.model.number import Mrn, parse_mrn

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

_CREATED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):)?|(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d\d))?")
_DRAFT_DATE = re.compile(r"(\d{1,2}) ([A-Za-z]{3}) (\d{4})")
_NO_DATE_YEAR = 1960  # the archives write 01 JAN 1960 for no date
_EMPTY = frozenset(("", "n/a", "<n/a>"))


def fill_from_attributes(telegram: Telegram) -> Telegram:
    """The telegram with what its container says: only fields that the text left empty are filled, each with a defect.

    Where the container names another number than the text, both are kept and a defect names both.
    """
    said = {name: value.strip() for name, value in telegram.attributes.items() if value.strip().lower() not in _EMPTY}
    changes: dict[str, object] = {}
    defects: list[Defect] = list(telegram.defects)
    _settle_number(telegram, said, changes, defects)
    if telegram.dtg is None and (date := date_said(said)) is not None:
        changes["dtg"] = date
        changes.setdefault("year", date.year)
        defects.append(_filled("dtg", f"{date:%Y-%m-%d} (only the day can be relied on)"))
    level = said.get("Original Classification") or said.get("Classification") or said.get("classification")
    if telegram.classification.level is None and level and (found := read_class_line(level)) is not None:
        changes["classification"] = msgspec.structs.replace(telegram.classification, level=found.level)
        defects.append(_filled("classification", found.level))
    subject = said.get("Subject") or said.get("subject")
    if telegram.subject is None and subject and not telegram.paragraphs:
        changes["subject"] = " ".join(subject.split())
        defects.append(_filled("subject", changes["subject"]))
    if not changes and len(defects) == len(telegram.defects):
        return telegram
    return msgspec.structs.replace(telegram, **changes, defects=tuple(defects))


def _filled(field: str, value: object) -> Defect:
    return Defect("field-from-attributes", 0, 0, f"the text has no {field}; the container says {value}")


def _settle_number(telegram: Telegram, said: dict[str, str], changes: dict[str, object], defects: list[Defect]) -> None:
    printed = said.get("Document Number") or said.get("Reference ID") or said.get("MRN") or said.get("mrn")
    number = _number(printed, said.get("From"), telegram.year) if printed else None
    if printed is None or number is None:
        return
    if telegram.mrn is None:
        changes.update(id=str(number), mrn=str(number), year=number.year, post=number.post, number=number.number)
        defects.append(
            Defect("number-from-attributes", 0, 0, f"the text has no full number; the container says {printed}")
        )
    elif str(number) != telegram.mrn and printed not in telegram.aliases:
        start, end = telegram.evidence.get("mrn", [(0, 0)])[0]
        defects.append(
            Defect("number-disagrees", start, end, f"the text is numbered {telegram.mrn}, the container says {printed}")
        )
    compact = printed.replace(" ", "")
    if compact not in {str(number), telegram.mrn, *telegram.aliases} and number.number == (
        changes.get("number") or telegram.number
    ):
        changes["aliases"] = (*telegram.aliases, compact)


def _number(printed: str, sender: str | None, year: int | None) -> Mrn | None:
    """The container's number, its post given in full where the archives cut it to six letters."""
    number = parse_mrn(printed)
    if number is None:
        return None
    name = (sender or "").replace("OR-M", "").strip()
    known = posts().named(name, year) if name else None
    if known is not None and known.archive_code == number.post:
        return Mrn(number.year, known.mrn_name, number.number)
    return number


def date_said(said: dict[str, str]) -> datetime | None:
    """The day that a container names for its telegram, where it names one; of the time only the hour can be true."""
    created = said.get("Created") or said.get("date") or said.get("Date")
    if created and (found := _CREATED.match(created)) is not None:
        if found[1]:
            return _moment(int(found[1]), int(found[2]), int(found[3]), int(found[4] or 0))
        return _moment(int(found[7]), int(found[5]), int(found[6]), int(found[8] or 0))
    drafted = said.get("Draft Date")
    if drafted and (found := _DRAFT_DATE.match(drafted)) is not None and int(found[3]) != _NO_DATE_YEAR:
        try:
            return datetime.strptime(drafted[:11].title(), "%d %b %Y").replace(tzinfo=UTC)
        except ValueError:
            return None
    return None


def _moment(year: int, month: int, day: int, hour: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, tzinfo=UTC)
    except ValueError:
        return None
