"""The look of things in a terminal: which style says what. Colours only ever repeat what the words say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.theme import Theme

from reftel.show.safe import visible, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Every style by what it stands for.
THEME = Theme(
    {
        "number": "bold",  # the number of a telegram
        "subject": "bold",
        "title": "bold underline",
        "quiet": "dim",
        "printed": "cyan",  # characters as the telegram has them, beside their explanation
        "portion": "dim",
        "found": "bold yellow",  # the words that were looked for
        "repaired": "green",
        "damaged": "red",
        "held": "green",
        "missing": "yellow",
        "bar": "blue",
        "good": "green",
        "bad": "bold red",
        "U": "green",
        "LOU": "cyan",
        "C": "blue",
        "S": "red",
        "TS": "bold red",
    }
)

#: Levels in the letters that portion marks use.
LEVEL_LETTERS = {
    "UNCLASSIFIED": "U",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
    "LIMITED OFFICIAL USE": "LOU",
    "FOR OFFICIAL USE ONLY": "FOUO",
    "RESTRICTED": "R",
    "CONFIDENTIAL": "C",
    "SECRET": "S",
    "TOP SECRET": "TS",
}
_STYLES = {"U": "U", "SBU": "LOU", "LOU": "LOU", "FOUO": "LOU", "R": "LOU", "C": "C", "S": "S", "TS": "TS"}
#: Lines of running text longer than this are hard to read.
WIDEST_TEXT = 96


def words(text: str, style: str = "") -> Text:
    """Text from outside, on its lines, harmless."""
    return Text(visible(text), style=style)


def line(text: str, style: str = "") -> Text:
    """Text from outside on one line, harmless."""
    return Text(visible_line(text), style=style)


def joined(pieces: Iterable[Text], by: str = " · ") -> Text:
    """Pieces on one line, a sign between them; empty ones are left out."""
    return Text(by, style="quiet").join(piece for piece in pieces if piece.plain)


def level_text(level: str | None) -> Text:
    """A classification in the colour of its level."""
    if level is None:
        return Text("no classification", style="quiet")
    return Text(level, style=_STYLES.get(LEVEL_LETTERS.get(level, ""), ""))


def level_letter(level: str | None) -> Text:
    """A classification in the letters of portion marks."""
    letter = LEVEL_LETTERS.get(level or "", "?" if level else "-")
    return Text(letter, style=_STYLES.get(letter, "quiet"))
