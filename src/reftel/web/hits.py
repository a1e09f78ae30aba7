"""Where the words of a question stand in a telegram, as places of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    from reftel.archive.passages import Wanted
    from reftel.model.telegram import Telegram


def hits_in(telegram: Telegram, wanted: Wanted) -> list[tuple[int, int]]:
    """The places of what a question looks for in the paragraphs of a telegram (in its text, where it has none)."""
    places = [(paragraph.text_start, paragraph.end) for paragraph in telegram.paragraphs] or [(0, len(telegram.text))]
    found = []
    for start, end in places:
        carried = apply_repairs(telegram.text, telegram.repairs, start, end)
        found += [carried.source_span(mark.start, mark.end) for mark in wanted.marks(carried.text)]
    return found
