"""Plain fragments: a body without a heading, a single section, a news article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.dialects import state2000
from reftel.dialects.body import Furniture, read_body
from reftel.dialects.ending import read_ending
from reftel.model.defect import Defect
from reftel.model.draft import Draft

if TYPE_CHECKING:
    from reftel.text.lines import Line


_IN_BODY = Furniture(state2000.furniture, heads=frozenset("<SINTP"), tails=frozenset("0123456789"))
_LAST_LINES = 12


def _has_end_mark(lines: list[Line]) -> bool:
    """Whether the last full line is the end mark of a telegram, which nothing else has."""
    last = next((line.text.strip() for line in reversed(lines[-_LAST_LINES:]) if line.text.strip()), "")
    return last in {"NNN", "NNNN"}


class Fragment:
    """Any text can be a fragment; nothing is more likely one than a text that no other dialect knows."""

    name = "fragment"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """Always a little: the last resort."""
        del text, lines
        return 0.01

    def read(self, text: str, lines: list[Line]) -> Draft:
        """Paragraphs and nothing else, with a defect that says so."""
        draft = Draft(text=text, dialect=self.name)
        read_body(draft, lines, 0, _IN_BODY)
        if draft.paragraph_marks or _has_end_mark(lines):
            read_ending(draft, whole=False)  # without numbers it is no telegram's end: a last short line is anything
        draft.defects.append(Defect("no-heading", 0, 0, "no heading of a telegram was found"))
        return draft


DIALECT = Fragment()
