"""The entrance: what the archive holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reftel.archive.entries import entries
from reftel.show.machine import entry_fields
from reftel.web.place import Page

if TYPE_CHECKING:
    from reftel.archive import Entry
    from reftel.web.place import Asked
    from reftel.web.room import Room

_LATEST = 8


def page(asked: Asked) -> Page:
    """What the archive holds, to see where to begin."""
    return Page("entrance.html", "Entrance", {"latest": _latest(asked.room)})


def data(asked: Asked) -> dict[str, Any]:
    """What the archive holds, counted."""
    return {"latest": [entry_fields(entry) for entry in _latest(asked.room)]}


def _latest(room: Room) -> list[Entry]:
    """What came in last."""
    return list(entries(room.archive.connection, "1 ORDER BY key DESC LIMIT ?", (_LATEST,)))
