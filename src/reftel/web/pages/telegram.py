"""One telegram: as received, restored, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reftel.analysis.citing import cite_for_programs
from reftel.show.machine import record_fields
from reftel.show.reading import restore
from reftel.web.addresses import telegram_address, with_query
from reftel.web.place import Ask, Elsewhere, Page, Words

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram
    from reftel.web.place import Asked

ASKS = (
    Ask("view", "`received`, `restored` or `explained`"),
    Ask("q", "the question that led here: its words are marked"),
)


def page(asked: Asked) -> Page | Elsewhere:
    """A telegram to read; other spellings of its number lead to its one address."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    return Page("telegram.html", telegram.id, {"telegram": telegram, "paragraphs": restore(telegram)})


def record(asked: Asked) -> dict[str, Any] | Elsewhere:
    """The record of a telegram, every character under its label; its reftels resolved where they are held."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    held = asked.room.archive.held(reftel.mrn for reftel in telegram.reftels if reftel.mrn)
    reftels = tuple(replace(one, state="resolved") if one.mrn in held else one for one in telegram.reftels)
    return record_fields(replace(telegram, reftels=reftels), spans=True)


def received(asked: Asked) -> Words | Elsewhere:
    """The text of a telegram as received, to the character."""
    telegram = _telegram(asked)
    return telegram if isinstance(telegram, Elsewhere) else Words(telegram.text)


def ris(asked: Asked) -> Words | Elsewhere:
    """The citation of a telegram for reference managers."""
    telegram = _telegram(asked)
    if isinstance(telegram, Elsewhere):
        return telegram
    words = cite_for_programs([(telegram, None)], "ris")
    return Words(words, "application/x-research-info-systems", f"{telegram.id}.ris")


def _telegram(asked: Asked) -> Telegram | Elsewhere:
    """The telegram that is asked for, or its address where it was asked for in another spelling."""
    name = asked.path["number"]
    telegram = asked.room.archive.get(name)
    if telegram.id != name:
        form = "" if asked.form == "html" else asked.form
        return Elsewhere(with_query(telegram_address(telegram.id, form=form), dict(asked.query)))
    return telegram
