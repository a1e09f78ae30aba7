"""What can be corrected of one telegram, and what was."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.archive.corrections import Correction, corrections

if TYPE_CHECKING:
    from reftel.archive import Archive
    from reftel.model.repair import Repair
    from reftel.model.telegram import Telegram

_MOST_REPAIRS = 200


class Correctable(NamedTuple):
    """The repairs of a telegram that can be switched, numbered from 1 among all of its own, and what was corrected."""

    repairs: list[tuple[int, Repair]]
    corrections: list[Correction]


def correctable(archive: Archive, telegram: Telegram) -> Correctable:
    """What can be corrected of a telegram, and the corrections that stand."""
    spans = [(each.text_start, each.end) for each in telegram.paragraphs]
    repairs = [
        (nth, repair)
        for nth, repair in enumerate(telegram.repairs, start=1)
        if repair.was.split() != repair.now.split() and any(start <= repair.start < end for start, end in spans)
    ]
    said = [one for one in corrections(archive.connection, telegram.id) if one.undone is None]
    return Correctable(repairs[:_MOST_REPAIRS], said)
