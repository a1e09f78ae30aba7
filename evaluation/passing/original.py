"""Telegrams as they were read from their own files, line by line with what each line is."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

#: What stands above the words.
_OF_HEADING = frozenset(
    ("transmission", "routing", "station", "security", "dtg", "from", "to", "info", "exempt", "offices", "drafting",
     "circuit", "classification", "caption", "passing", "corrected", "executive-order", "tags", "subject", "reference",
     "classified-by", "debris", "page-mark", "banner", "unread")
)  # fmt: skip


class Row(NamedTuple):
    """One line: its words, what they are, and whether a sentence of the line above goes on in it."""

    text: str
    label: str
    goes_on: bool = False
    is_body: bool = False


class Original:
    """A telegram whose reading was checked, in its own text, without what its container put around it."""

    def __init__(self, name: str, telegram: Telegram, attributes: dict[str, str]) -> None:
        self.name = name
        self.telegram = telegram
        self.attributes = attributes
        self.text = telegram.text

    @cached_property
    def body_start(self) -> int:
        """Where the body begins: behind the last line of the heading before the first paragraph."""
        first = min([*(paragraph.start for paragraph in self.telegram.paragraphs[:1]), len(self.text)])
        heads = [span.end for span in self.telegram.spans if span.start < first and span.label in _OF_HEADING]
        end = max([0, *(min(end, first) for end in heads)])
        return self.text.rfind("\n", 0, end) + 1

    @cached_property
    def classification_start(self) -> int:
        """Where the classification line begins; 0 where there is none."""
        return next((span.start for span in self.telegram.spans if span.label == "classification"), 0)

    @cached_property
    def rows(self) -> list[Row]:
        """The lines with their labels; of a line that holds several parts that of the first words counts."""
        spans = self.telegram.spans
        starts = [span.start for span in spans]
        wraps = [(repair.start, repair.end) for repair in self.telegram.repairs if repair.applied]
        wrap_starts = [start for start, _ in wraps]
        rows: list[Row] = []
        place = 0
        for line in self.text.split("\n"):
            words = place + len(line) - len(line.lstrip())
            label = spans[bisect_right(starts, words) - 1].label if line.strip() and starts else "blank"
            at = bisect_right(wrap_starts, place - 1) - 1
            goes_on = place > 0 and at >= 0 and wraps[at][1] >= place > wraps[at][0]
            rows.append(Row(line.rstrip("\r"), label, goes_on, place >= self.body_start))
            place += len(line) + 1
        return rows

    @cached_property
    def flowing(self) -> list[Row]:
        """The rows with the lines of a sentence joined, as programs that flow text keep them."""
        result = self.rows[:1]
        for before, row in pairwise(self.rows):
            of_title = row.label == before.label == "heading"
            if of_title or (row.goes_on and before.text.strip() and row.text.strip() and row.is_body):
                last = result[-1]
                result[-1] = Row(f"{last.text.rstrip()} {row.text.strip()}", last.label, last.goes_on, last.is_body)
            else:
                result.append(row)
        return result
