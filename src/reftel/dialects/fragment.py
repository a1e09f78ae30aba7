"""Plain fragments: a body without a heading, a single section, a news article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.dialects.body import read_body
from reftel.dialects.ending import read_ending
from reftel.model.defect import Defect
from reftel.model.draft import Draft

if TYPE_CHECKING:
    from reftel.text.lines import Line


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
        read_body(draft, lines, 0)
        if draft.paragraph_marks:
            read_ending(draft, whole=False)  # without numbers it is no telegram's end: a last short line is anything
        draft.defects.append(Defect("no-heading", 0, 0, "no heading of a telegram was found"))
        return draft


DIALECT = Fragment()
