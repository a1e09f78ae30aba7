"""Telegrams as text: every layout that can be read can be written, and what a layout cannot carry is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.errors import WrongRequest
from reftel.write import acp127, mail, manuscript, state1973, state2000
from reftel.write.fields import carried, differences
from reftel.write.layout import Layout, Loss, Style, Written
from reftel.write.style import style_of

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

__all__ = [
    "LAYOUTS",
    "Layout",
    "Loss",
    "Style",
    "Written",
    "carried",
    "differences",
    "layout_named",
    "style_of",
    "write",
]

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (state2000.LAYOUT, state1973.LAYOUT, acp127.LAYOUT, mail.LAYOUT, manuscript.LAYOUT)
}


def layout_named(name: str) -> Layout:
    """The layout of that name.

    Raises:
        WrongRequest: There is none.
    """
    if name not in LAYOUTS:
        raise WrongRequest(f"there is no layout {name!r}", f"Layouts: {', '.join(LAYOUTS)}.")
    return LAYOUTS[name]


def write(telegram: Telegram, layout: str = "state2000", *, style: Style | None = None) -> Written:
    """The telegram as text in a layout, and what of it the text does not hold.

    The text is read back before it is handed over, so that nothing is lost silently: what the layout has no place
    for is named with its reason, and whatever else does not come back the same is named as well.

    Args:
        telegram: Any telegram, read or made.
        layout: A key of `LAYOUTS`.
        style: How to print what the fields leave open; the layout's usual style where none is given.

    Raises:
        WrongRequest: There is no such layout.
    """
    chosen = layout_named(layout)
    text = chosen.text(telegram, style or chosen.style)
    lost = chosen.lost(telegram)
    named = {loss.field for loss in lost}
    lost += [Loss(field, NOT_THE_SAME) for field in differences_when_read(telegram, text, chosen) if field not in named]
    return Written(text, tuple(lost))


#: The reason of a loss that no layout foresaw.
NOT_THE_SAME = "read back it is not the same"


def differences_when_read(telegram: Telegram, text: str, layout: Layout) -> list[str]:
    """The names of the fields that are not the same when the text is read."""
    read = layout.read(text)
    return differences(telegram, read[0]) if len(read) == 1 else ["telegrams"]
