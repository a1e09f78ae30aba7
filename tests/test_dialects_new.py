"""A layout that reftel does not know is one class with three things and one line in a table: see docs/reading.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reftel import dialects
from reftel.dialects.addresses import read_originator
from reftel.dialects.body import read_body
from reftel.dialects.transport import read_dtg
from reftel.intake import read_text
from reftel.model.draft import Draft

if TYPE_CHECKING:
    import pytest

    from reftel.text.lines import Line

TEXT = "MINISTRY OF RIVERS\nSENT R 101200Z JAN 58\nFROM AMEMBASSY VARRIN\nNO 12\n\n1. THE RIVER FELL.\n\n2. IT ROSE.\n"


class Ministry:
    """The layout of a ministry that never was."""

    name = "ministry"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        del lines
        return 0.99 if text.startswith("MINISTRY OF RIVERS") else 0.0

    def read(self, text: str, lines: list[Line]) -> Draft:
        draft = Draft(text=text, dialect=self.name)
        title, sent, sender, number, *rest = lines
        draft.marks.append((title.start, title.next, "banner"))
        draft.marks.append((sent.start, sent.start + 5, "dtg"))
        read_dtg(draft, msgspec.structs.replace(sent, start=sent.start + 5, text=sent.text[5:]))
        read_originator(draft, sender.text[5:], sender.start + 5)
        draft.marks.append((sender.start, sender.next, "from"))
        draft.number = int(number.text[3:])
        draft.note("mrn", number.start + 3, number.end)
        draft.marks.append((number.start, number.next, "classification"))
        read_body(draft, rest, 0)
        return draft


def test_a_new_layout_is_a_line_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialects, "DIALECTS", (*dialects.DIALECTS, Ministry()))

    (telegram,) = read_text(TEXT)

    assert (telegram.mrn, telegram.source.dialect) == ("58VARRIN12", "ministry")
    assert [(each.number, each.text) for each in telegram.paragraphs] == [(1, "THE RIVER FELL."), (2, "IT ROSE.")]
    assert "".join(telegram.text[span.start : span.end] for span in telegram.spans) == TEXT
