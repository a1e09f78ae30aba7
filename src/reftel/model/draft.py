"""What a dialect notes down while it reads, before repair and before the telegram is made of it.

A draft is the only mutable thing in the model. A dialect fills it, `reftel.repair` adds to it, `reftel.intake` turns
it into a `Telegram` and forgets it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from datetime import date, datetime

    from reftel.model.defect import Defect
    from reftel.model.repair import Repair
    from reftel.model.telegram import (
        Addressee,
        Distribution,
        Drafting,
        Originator,
        Section,
        TagsTerm,
    )

#: Labels of body lines that a machine put between the words of the drafter. They end no sentence and no paragraph.
FURNITURE = frozenset(
    (
        "page-mark", "banner", "sipdis", "debris", "stamp", "end", "note",
        "transmission", "routing", "station", "security", "dtg", "from", "to", "info", "exempt", "offices",
        "drafting", "circuit", "classification", "caption", "attributes",
    )
)  # fmt: skip


class BodyLine(msgspec.Struct, frozen=True, gc=False, order=True):
    """One line from the first line of the body on: its place as in `reftel.text.lines.Line`, and what it is.

    `kind` is a span label: "text", "table", "heading", "rule", "blank", "signature" or one of `FURNITURE`.
    """

    start: int
    end: int
    next: int
    kind: str

    def as_kind(self, kind: str) -> BodyLine:
        """The same line under another label."""
        return BodyLine(self.start, self.end, self.next, kind)


class ParagraphMark(msgspec.Struct, frozen=True, gc=False):
    """What looks like the number of a paragraph at the start of a body line.

    `start` to `digits_end` hold the number with its sign (`¶18`), `end` is where the words begin, after the number, its
    point and the portion mark. `number` is as printed, `portion` as printed without brackets; `sign` says that ¶ or its
    remains stood before the digits.
    """

    start: int
    digits_end: int
    end: int
    number: int
    portion: str | None
    sign: bool


class ReferenceBlock(NamedTuple):
    """The words of the REF lines without their label, and where they stand."""

    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """One telegram while it is being read. Places count characters of `text`.

    `marks` are labelled places of the heading (any order, no overlap); the lines of the body carry their own labels.
    `post_name` keeps the blanks of the post's name. `subject_lines` begin after the label; their words are joined once
    the repairs are known.
    """

    text: str
    dialect: str
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    body: list[BodyLine] = field(default_factory=list)
    paragraph_marks: list[ParagraphMark] = field(default_factory=list)
    post_name: str | None = None
    number: int | None = None
    aliases: list[str] = field(default_factory=list)
    dtg: datetime | None = None
    action_precedence: str | None = None
    info_precedence: str | None = None
    transmission_id: str | None = None
    routing: list[str] = field(default_factory=list)
    station: str | None = None
    serial: int | None = None
    station_section: int | None = None
    filed_day: int | None = None
    filed_time: str | None = None
    security: str | None = None
    signals: list[str] = field(default_factory=list)
    originator: Originator | None = None
    to: list[Addressee] = field(default_factory=list)
    info: list[Addressee] = field(default_factory=list)
    exempt: list[str] = field(default_factory=list)
    distribution: Distribution | None = None
    drafting: Drafting | None = None
    level: str | None = None
    order: str | None = None
    declassify: str | None = None
    declassify_on: date | None = None
    classified_by: str | None = None
    reasons: list[str] = field(default_factory=list)
    derived_from: str | None = None
    captions: list[str] = field(default_factory=list)
    corrected: str | None = None
    passing: list[str] = field(default_factory=list)
    tags: list[TagsTerm] = field(default_factory=list)
    subject_lines: list[BodyLine] = field(default_factory=list)
    references: list[ReferenceBlock] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    signature: str | None = None
    notes: list[str] = field(default_factory=list)
    evidence: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def note(self, field_name: str, start: int, end: int) -> None:
        """Remember that a field was read from `text[start:end]`."""
        self.evidence.setdefault(field_name, []).append((start, end))
