"""What a layout is: it writes a telegram, and says beforehand what it has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram


class Loss(NamedTuple):
    """A field that is not in the text, or not as it was: its name in the record, and why in plain words."""

    field: str
    reason: str


class Written(NamedTuple):
    """A telegram as text, and everything about it that the text does not hold. `lost` is empty where all is there."""

    text: str
    lost: tuple[Loss, ...]


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How a layout prints what a telegram's fields leave open: labels, signs between entries, widths, furniture.

    The fields of a telegram never stand here, so two telegrams of one post share a style. `reftel.write.style` measures
    that of a text that was read.
    """

    width: int = 61
    blank_counts: bool = False
    post_name: str | None = None
    blank_above_class: bool = True
    order_label: str = "E.O. {}: "
    tags_label: str = "TAGS: "
    tags_between: str = " "
    subject_label: str = "SUBJECT: "
    reference_label: str = "REF: "
    enumerator: str = "{}. "
    between_references: str = "\n"
    between_unlabelled: tuple[str, ...] = ()
    classified_by: str = "Classified By: {name} for reasons {reasons}."
    paragraph_sign: str = ""
    final_newline: bool = True
    circuit: str | None = None
    rule: str | None = None
    received: str | None = None
    offices_a_line: int = 7
    page_lines: int | None = None


class Layout(Protocol):
    """One layout that telegrams can be written in. Adding one is a module and a line in `reftel.write.LAYOUTS`."""

    @property
    def name(self) -> str:
        """What the layout is called; readers of the text call it so too."""
        ...

    @property
    def style(self) -> Style:
        """The style of texts that nobody wrote before."""
        ...

    def text(self, telegram: Telegram, style: Style) -> str:
        """The telegram in this layout."""
        ...

    def read(self, text: str) -> list[Telegram]:
        """What such a text says, read as any other text is."""
        ...

    def lost(self, telegram: Telegram) -> list[Loss]:
        """What this layout has no place for, known without writing."""
        ...
