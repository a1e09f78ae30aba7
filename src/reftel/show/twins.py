"""Telegrams that are like each other, and what differs between two, in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from reftel.show.answers import entry_line
from reftel.show.safe import visible, visible_line
from reftel.show.style import joined, line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from reftel.analysis.differing import Difference
    from reftel.analysis.twins import Similar, Twin
    from reftel.archive import Entry

_PASSAGE = 160  # characters of a passage that are shown
_SAME = 120  # characters of a piece that is the same: its ends are shown, and the changes stand together


def show_similar(found: Similar) -> RenderableType:
    """The twins of a telegram with what they share, and the telegrams on the same matter."""
    parts: list[RenderableType] = [entry_line(found.entry), Text()]
    if found.twins:
        parts.append(Text("The same text, or a part of it", style="title"))
        for twin in found.twins:
            parts += [entry_line(twin.entry), Padding(_shared(twin), (0, 0, 0, 2))]
    else:
        parts.append(Text("No other telegram holds this text or a passage of it.", style="quiet"))
    if found.same_matter:
        parts += [Text(), Text("On the same matter", style="title"), *map(entry_line, found.same_matter)]
        parts.append(line(f"by the words {', '.join(found.telling)} and the TAGS", "quiet"))
    return Group(*parts)


def pair_line(entry: Entry, twin: Twin) -> Text:
    """Two telegrams that repeat each other, as one line."""
    return joined((line(entry.id, "number"), line(twin.entry.id, "number"), Text(_how(twin))))


def _how(twin: Twin) -> str:
    if twin.kind == "shared passage":
        return f"shared passage of {twin.words:,} words"
    return f"{twin.kind}, {100 * twin.common:.0f}% in common"


def _shared(twin: Twin) -> Text:
    passage = visible_line(twin.passage)
    cut = passage if len(passage) <= _PASSAGE else passage[:_PASSAGE].rpartition(" ")[0] + " …"
    return Text(f"{_how(twin)}: ").append(cut, style="quiet")


def show_differences(first: str, second: str, pieces: Sequence[Difference]) -> RenderableType:
    """What differs: in [-brackets-] what only the first has, in {+braces+} what only the second has."""
    head = joined((line(first, "number"), line(second, "number")), " → ")
    changes = sum(piece.what != "same" for piece in pieces)
    if not changes:
        return Group(head, Text("The same, word by word."))
    text = Text()
    for place, piece in enumerate(pieces):
        if piece.what == "same":
            text.append(_ends(visible(piece.text), first=place == 0, last=place == len(pieces) - 1), style="quiet")
        elif piece.what == "less":
            text.append(f"[-{visible(piece.text)}-]", style="damaged")
        else:
            text.append(f"{{+{visible(piece.text)}+}}", style="repaired")
        text.append(" ")
    return Group(head, Text("[-only the first-] {+only the second+}", style="quiet"), Text(), text)


def _ends(text: str, *, first: bool, last: bool) -> str:
    """A long piece that is the same, by its ends next to the changes."""
    if len(text) <= _SAME:
        return text
    before = "" if first else text[: _SAME // 2].rpartition(" ")[0]
    after = "" if last else text[-_SAME // 2 :].partition(" ")[2]
    return f"{before} … {after}".strip()
