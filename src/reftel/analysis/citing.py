"""Right citations: always with post, number and date, naming which date it is, and the post's name of the time.

Every form that is written here is read back by `reftel.analysis.footnotes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from reftel.facts import posts
from reftel.model.number import full_year

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reftel.model.telegram import Telegram

Style = Literal["nara", "frus", "chicago", "short"]
Format = Literal["bibtex", "ris", "csl-json"]
STYLES: tuple[Style, ...] = ("nara", "frus", "chicago", "short")
FORMATS: tuple[Format, ...] = ("bibtex", "ris", "csl-json")

_KINDS = {"embassy": "Embassy", "consulate": "Consulate"}
_OPENINGS = {"AMEMBASSY": "Embassy", "AMCONSUL": "Consulate", "AMCONGEN": "Consulate"}
_LONGEST_SUBJECT = 250  # characters
_NO_QUOTES = str.maketrans(dict.fromkeys('"“”', "'"))
_IN_CAPITALS = re.compile(r"(?:US|UN|EC|OECD|AIT|NATO|MTN|SALT|FAO|IAEA)[A-Z]*")
_ARCHIVE_NUMBER = re.compile(r"19\d\d[A-Z]{2,6}\d{5,6}")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DRAFT_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3}) (\d{4})")
_BIBTEX_SPECIAL = str.maketrans({"{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$"})


class CitationParts(NamedTuple):
    """What a citation is made of. `day` is in words, `which` names the date; `number` is `None` without a number."""

    id: str
    mrn: str | None
    archive_number: str | None
    sender: str
    post: str
    number: int | None
    addressee: str | None
    subject: str | None
    day: str
    when: datetime | None
    which: str
    electronic: bool


def citation_parts(telegram: Telegram) -> CitationParts:
    """What there is to cite of a telegram."""
    name = _post_name(telegram.post, telegram.year) if telegram.post else ""
    day, which = _day(telegram)
    archive_number = next((alias for alias in telegram.aliases if _ARCHIVE_NUMBER.fullmatch(alias)), None)
    return CitationParts(
        id=telegram.id,
        mrn=telegram.mrn,
        archive_number=archive_number,
        sender=_sender(telegram, name),
        post=name,
        number=telegram.number if telegram.mrn else None,
        addressee=_addressee(telegram),
        subject=" ".join(telegram.subject.split()) if telegram.subject else None,
        day=day,
        when=telegram.dtg,
        which=which,
        electronic=telegram.source.dialect == "state1973" and "Document Number" in telegram.attributes,
    )


def cite(telegram: Telegram, style: Style = "chicago", paragraph: int | None = None) -> str:
    """The citation of a telegram, or of one paragraph of it, as one line."""
    parts = citation_parts(telegram)
    written = {"nara": _nara, "frus": _frus, "chicago": _chicago, "short": _short}[style](parts)
    if paragraph is not None:
        written += f", paragraph {paragraph}"
    if parts.id != parts.mrn and parts.id not in written:
        written += f" [{parts.id}]"
    return written + "."


def _nara(parts: CitationParts) -> str:
    subject = f', "{_quoted(parts.subject)}"' if parts.subject else ""
    named = f"Telegram {(parts.archive_number if parts.id == parts.mrn else None) or parts.id}"
    number = f"; {parts.post} {parts.number}" if parts.number is not None else ""
    files = "; Electronic Telegrams, Central Foreign Policy Files, RG 59, U.S. National Archives"
    return f"{named}, {_route(parts)}{subject}, {_dated(parts)}{number}{files if parts.electronic else ''}"


def _frus(parts: CitationParts) -> str:
    number = "" if parts.number is None else f" {parts.number}"
    to = f" to {_the(parts.addressee)}" if parts.addressee else ""
    time = f", {parts.when:%H%M}Z" if parts.when else ""
    sender = parts.sender if parts.post in {"", "State"} else parts.post
    return f"Telegram{number} from {_the(sender)}{to}, {parts.day}{time} ({parts.which})"


def _chicago(parts: CitationParts) -> str:
    subject = f', "{_quoted(parts.subject)}"' if parts.subject else ""
    number = "telegram" if parts.number is None else f"telegram {parts.number}"
    mrn = f", {parts.id}" if parts.mrn else ""
    return f"{_route(parts)}{subject}, {number}, {_dated(parts)}{mrn}"


def _short(parts: CitationParts) -> str:
    number = f" {parts.number}" if parts.number is not None else " telegram"
    return f"{parts.post or parts.sender}{number}, {parts.day} ({parts.which})"


def _route(parts: CitationParts) -> str:
    return f"{parts.sender} to {parts.addressee}" if parts.addressee else parts.sender


def _dated(parts: CitationParts) -> str:
    """The day and which date it is; of a date-time group, the group itself."""
    if parts.when is None:
        return f"{parts.day} ({parts.which})"
    month = _MONTHS[parts.when.month - 1][:3].upper()
    return f"{parts.day} ({parts.which} {parts.when:%d%H%M}Z {month} {parts.when:%y})"


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("Department") else name


def _quoted(subject: str | None) -> str:
    words = (subject or "").translate(_NO_QUOTES)
    if len(words) > _LONGEST_SUBJECT:
        return words[:_LONGEST_SUBJECT].rsplit(" ", 1)[0] + " ..."
    return words.rstrip(".,")


def _day(telegram: Telegram) -> tuple[str, str]:
    """The day of a telegram in words, and which date that is."""
    if telegram.dtg is not None:
        return _in_words(telegram.dtg.year, telegram.dtg.month, telegram.dtg.day), "date-time group"
    created = _ISO_DAY.match(telegram.attributes.get("Created", ""))
    if created is not None:
        return _in_words(*map(int, created.groups())), "date that its page gives"
    drafted = _DRAFT_DAY.match(telegram.attributes.get("Draft Date", ""))
    if drafted is not None and drafted[3] != "1960":
        months = [month[:3].lower() for month in _MONTHS]
        if drafted[2].lower() in months:
            return _in_words(int(drafted[3]), months.index(drafted[2].lower()) + 1, int(drafted[1])), "draft date"
    if telegram.year is not None:
        return str(full_year(telegram.year)), "year of its number"
    return "undated", "no date is given"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _in_words(year: int, month: int, day: int) -> str:
    return f"{_MONTHS[month - 1]} {day}, {year}" if 1 <= month <= 12 else str(year)


def _post_name(post: str, year: int | None) -> str:
    """The post's name of the time as one writes it: La Paz, Peking, USUN New York, Department of State."""
    known = posts().called(post, year)
    if known is not None and known.mrn_name == "STATE":
        return "State"
    name = known.name if known is not None and known.mrn_name == post else post
    return " ".join(word if _IN_CAPITALS.fullmatch(word) else word.title() for word in name.split())


def _sender(telegram: Telegram, name: str) -> str:
    if telegram.post is None:
        return telegram.originator.address if telegram.originator else "unknown sender"
    if telegram.post == "STATE":
        return "Department of State"
    known = posts().called(telegram.post, telegram.year)
    if known is not None:
        return f"{_KINDS[known.kind]} {name}" if known.kind in _KINDS else name
    opening = telegram.originator.address.split()[0].upper() if telegram.originator else ""
    return f"{_OPENINGS[opening]} {name}" if opening in _OPENINGS else name


def _addressee(telegram: Telegram) -> str | None:
    if not telegram.to:
        return None
    first = telegram.to[0]
    if first.post is None:
        return None if any(map(str.isdigit, first.address)) else " ".join(first.address.split())
    if first.post == "STATE":
        return "Department of State"
    known = posts().called(first.post, telegram.year)
    name = _post_name(first.post, telegram.year)
    return f"{_KINDS[known.kind]} {name}" if known is not None and known.kind in _KINDS else name


# -- for programs


def cite_for_programs(cited: Iterable[tuple[Telegram, int | None]], form: Format) -> str:
    """Telegrams, each with a paragraph or `None`, as entries for BibTeX, RIS or a program that reads CSL JSON."""
    each = [(citation_parts(telegram), paragraph) for telegram, paragraph in cited]
    if form == "csl-json":
        entries = [_csl_entry(parts, paragraph) for parts, paragraph in each]
        return msgspec.json.format(msgspec.json.encode(entries), indent=2).decode() + "\n"
    return "\n".join((_bibtex if form == "bibtex" else _ris)(parts, paragraph) for parts, paragraph in each)


def _title(parts: CitationParts) -> str:
    number = "Telegram" if parts.number is None else f"Telegram {parts.number}"
    return parts.subject or f"{number} from {parts.post or parts.sender}"


def _note(parts: CitationParts, paragraph: int | None) -> str:
    """Post, number and date once more, in words: reference managers show little else of a report."""
    place = f"; paragraph {paragraph}" if paragraph is not None else ""
    return f"{_chicago(parts._replace(subject=None))}{place}"


def _bibtex(parts: CitationParts, paragraph: int | None) -> str:
    key = re.sub(r"[^A-Za-z0-9-]", "-", parts.id)
    fields = {
        "author": f"{{{_bibtex_text(parts.sender)}}}",
        "title": f"{{{_bibtex_text(_title(parts))}}}",
        "type": "Telegram",
        "number": _bibtex_text(parts.mrn or parts.id),
        "date": f"{parts.when:%Y-%m-%d}" if parts.when else "",
        "year": f"{parts.when:%Y}" if parts.when else "",
        "note": _bibtex_text(_note(parts, paragraph)),
    }
    if parts.id != parts.mrn:
        fields["annote"] = f"reftel {parts.id}"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"]) + "\n"


def _bibtex_text(words: str) -> str:
    return words.replace("\\", "/").translate(_BIBTEX_SPECIAL)


def _ris(parts: CitationParts, paragraph: int | None) -> str:
    fields = [
        ("TY", "RPRT"),
        ("AU", parts.sender),
        ("TI", _title(parts)),
        ("M3", "Telegram"),
        ("SN", parts.mrn or parts.id),
        ("DA", f"{parts.when:%Y/%m/%d}" if parts.when else ""),
        ("PY", f"{parts.when:%Y}" if parts.when else ""),
        ("N1", _note(parts, paragraph)),
    ]
    if parts.id != parts.mrn:
        fields.append(("M1", f"reftel {parts.id}"))
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n"


def _csl_entry(parts: CitationParts, paragraph: int | None) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": parts.id,
        "type": "report",
        "genre": "Telegram",
        "title": _title(parts),
        "author": [{"literal": parts.sender}],
        "number": parts.mrn or parts.id,
        "note": _note(parts, paragraph),
    }
    if parts.when is not None:
        entry["issued"] = {"date-parts": [[parts.when.year, parts.when.month, parts.when.day]]}
    return entry
