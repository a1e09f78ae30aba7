"""The telegram and its parts. The field names are the outside contract: see `docs/record.md`.

All offsets count characters (Unicode code points) of `Telegram.text`, half open.
Absent is `None` or an empty tuple, never an empty string.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from reftel.model.defect import Defect
from reftel.model.repair import Repair
from reftel.model.span import Span

State = Literal["resolved", "known", "ambiguous", "unresolved"]
Role = Literal["summary", "comment", "action", "text"]


class Source(msgspec.Struct, frozen=True, gc=False):
    """Where a telegram was found: the path, the hash of the bytes, the layout of the text, the kind of file."""

    path: str
    sha256: str
    dialect: str
    container: str


class Precedence(msgspec.Struct, frozen=True, gc=False):
    """How fast: for action and for information addressees; `info` equals `action` where one is given."""

    action: str | None = None
    info: str | None = None


class Transmission(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The transport lines of the network: who sent this copy, over which station, and when."""

    id: str | None = None
    routing: tuple[str, ...] = ()
    station: str | None = None
    serial: int | None = None
    section: int | None = None
    filed: datetime | None = None
    security: str | None = None
    signals: tuple[str, ...] = ()


class Originator(msgspec.Struct, frozen=True, gc=False):
    """The FM line: the address as printed, and the post it belongs to (null where unknown)."""

    address: str
    post: str | None
    start: int = 0
    end: int = 0


class Addressee(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of TO or INFO. `precedence` only where printed (routine never is)."""

    address: str
    post: str | None = None
    routing: str | None = None
    precedence: str | None = None
    serial: str | None = None
    office: str | None = None
    start: int = 0
    end: int = 0


class Office(msgspec.Struct, frozen=True, gc=False):
    """An office of the department and the number of its copies."""

    office: str
    copies: int | None = None


class Distribution(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The office lines of 1973-79. `origin`: the first office sent the telegram (ORIGIN), it did not act on it."""

    action: tuple[Office, ...] = ()
    info: tuple[Office, ...] = ()
    origin: bool = False
    total: int | None = None


class Drafting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The drafting lines of outgoing telegrams of 1973-79, as printed."""

    drafted_by: str | None = None
    approved_by: str | None = None
    cleared_by: tuple[str, ...] = ()


class Classification(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Level and what the executive-order and classified-by lines say."""

    level: str | None = None
    executive_order: str | None = None
    declassify_on: date | None = None
    declassify: str | None = None
    classified_by: str | None = None
    reasons: tuple[str, ...] = ()
    derived_from: str | None = None


class TagsTerm(msgspec.Struct, frozen=True, gc=False):
    """One entry of the TAGS line; `kind` is subject, place, organisation, person, program or unknown."""

    code: str
    kind: str
    start: int = 0
    end: int = 0


class Reftel(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A mention of another telegram (or of a document).

    `label` is its letter on the REF lines, `None` for mentions in the body. `mrn` is given only where it is certain;
    else `candidates` says what it can be. `note` keeps NOTAL, AND PREVIOUS and the like; `reason` says why a state is
    not better than it is.
    """

    label: str | None = None
    text: str
    mrn: str | None = None
    kind: str = "telegram"
    state: State = "known"
    start: int
    end: int
    candidates: tuple[str, ...] = ()
    note: str | None = None
    reason: str | None = None
    dtg: datetime | None = None


class Section(msgspec.Struct, frozen=True, gc=False):
    """One section as sent: its number, of how many, and where it stands."""

    number: int
    of: int
    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One paragraph. `number` is the true one. `start` is that of its mark, `text_start` that of its first word.

    `text` is `source[text_start:end]` with the repairs applied. Line breaks in it are those that mean something:
    before list items and between the rows of tables.
    """

    number: int | None = None
    portion: str | None = None
    heading: str | None = None
    role: Role = "text"
    text: str
    start: int
    end: int
    text_start: int


class Telegram(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One message as sent, headings and all, with every character of its source.

    `evidence` maps a field ("dtg", "classification.level") to the places in the text that it was read from.
    """

    id: str
    mrn: str | None = None
    aliases: tuple[str, ...] = ()
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    year: int | None = None
    post: str | None = None
    number: int | None = None
    source: Source
    text: str = ""
    dtg: datetime | None = None
    precedence: Precedence = Precedence()
    transmission: Transmission | None = None
    originator: Originator | None = msgspec.field(default=None, name="from")
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[str, ...] = ()
    distribution: Distribution | None = None
    drafting: Drafting | None = None
    classification: Classification = Classification()
    captions: tuple[str, ...] = ()
    corrected: str | None = None
    passing: tuple[str, ...] = ()
    tags: tuple[TagsTerm, ...] = ()
    subject: str | None = None
    reftels: tuple[Reftel, ...] = ()
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    signature: str | None = None
    notes: tuple[str, ...] = ()
    evidence: dict[str, list[tuple[int, int]]] = msgspec.field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    defects: tuple[Defect, ...] = ()
