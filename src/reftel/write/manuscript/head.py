"""The head of a manuscript: YAML in which every value is text, so that TAGS: NO is Norway and 0605 keeps its nought."""

from __future__ import annotations

from typing import Literal

import msgspec


class Speed(msgspec.Struct, forbid_unknown_fields=True):
    action: str
    info: str | None = None


class Entry(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    address: str
    routing: str | None = None
    precedence: str | None = None
    serial: str | None = None
    office: str | None = None


class Reference(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    text: str
    label: str | None = None
    mrn: str | None = None
    kind: str = "telegram"
    note: str | None = None


class Person(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    code: str
    kind: str


class Sent(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    id: str | None = None
    routing: list[str] = []
    station: str | None = None
    serial: int | None = None
    section: int | None = None
    filed: str | None = None
    security: str | None = None
    signals: list[str] = []


class Offices(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    action: list[str] = []
    info: list[str] = []
    origin: bool = False
    total: int | None = None


class Cleared(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    drafted_by: str | None = None
    approved_by: str | None = None
    cleared_by: list[str] = []


class Head(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """The names that a head may have; those of the record where the record has them."""

    number: str | None = None
    dtg: str | None = None
    precedence: str | Speed | None = None
    from_: str | None = msgspec.field(default=None, name="from")
    to: list[str | Entry] = []
    info: list[str | Entry] = []
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
    tags: list[str | Person] = []
    subject: str | None = None
    refs: list[str | Reference] = []
    signature: str | None = None
    notes: list[str] = []
    numbering: Literal["none"] | None = None
    transmission: Sent | None = None
    distribution: Offices | None = None
    drafting: Cleared | None = None
