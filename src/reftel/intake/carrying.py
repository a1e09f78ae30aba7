"""A telegram read from a text without its margins, said of the text that it came in: every place is carried back."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reftel.intake.assembly import text_id
from reftel.model.repair import Repair
from reftel.model.span import Span

if TYPE_CHECKING:
    from reftel.intake.margins import Margins, Piece
    from reftel.model.defect import Defect
    from reftel.model.telegram import Addressee, Originator, Reftel, Section, TagsTerm, Telegram
    from reftel.text.carry import Carried

    _Placed = TypeVar("_Placed", Addressee, Defect, Originator, Reftel, Section, TagsTerm)

_CONFIDENCE = 0.99


def carry_back(telegrams: list[Telegram], margins: Margins, text: str) -> list[Telegram]:
    """The telegrams of a text without its margins as telegrams of `text`, which has them."""
    carried: list[Telegram] = []
    start = 0
    for telegram in telegrams:
        carried.append(_Way(margins.carried, start, len(telegram.text), text).back(telegram, margins.pieces))
        start += len(telegram.text)
    return carried


class _Way:
    """The way back for one telegram, whose `length` characters begin at `start` of the text without margins."""

    def __init__(self, carried: Carried, start: int, length: int, text: str) -> None:
        self.carried = carried
        self.start = start
        self.begin, self.stop = self._edge(start), self._edge(start + length)
        self.text = text[self.begin : self.stop]

    def back(self, telegram: Telegram, pieces: tuple[Piece, ...]) -> Telegram:
        """The telegram with its places in the source; what was taken out of its words becomes repairs."""
        paragraphs = tuple(
            msgspec.structs.replace(
                each, start=self.place(each.start), text_start=self.place(each.text_start), end=self.end(each.end)
            )
            for each in telegram.paragraphs
        )
        words = [(each.text_start, each.end) for each in paragraphs]
        words += [self.span(*place) for place in telegram.evidence.get("subject", ())]
        return msgspec.structs.replace(
            telegram,
            id=telegram.id if telegram.mrn else text_id(self.text),
            text=self.text,
            originator=telegram.originator and self.placed(telegram.originator),
            to=tuple(map(self.placed, telegram.to)),
            info=tuple(map(self.placed, telegram.info)),
            tags=tuple(map(self.placed, telegram.tags)),
            reftels=tuple(map(self.placed, telegram.reftels)),
            sections=tuple(map(self.placed, telegram.sections)),
            paragraphs=paragraphs,
            evidence={name: [self.span(*place) for place in places] for name, places in telegram.evidence.items()},
            spans=self._spans(telegram.spans),
            repairs=self._with_pieces(list(map(self._repair, telegram.repairs)), pieces, sorted(words)),
            defects=tuple(map(self.placed, telegram.defects)),
        )

    def place(self, place: int) -> int:
        """Where a character stands."""
        return min(self.carried.source_place(self.start + place), self.stop) - self.begin

    def end(self, place: int) -> int:
        """Where what ends before `place` ends."""
        return max(self._edge(self.start + place) - self.begin, 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest place in the source that holds all of a place."""
        return (self.place(start), self.end(end)) if start < end else (self.place(start), self.place(start))

    def placed(self, part: _Placed) -> _Placed:
        """A part of the record at its place in the source."""
        start, end = self.span(part.start, part.end)
        return msgspec.structs.replace(part, start=start, end=end)

    def _edge(self, place: int) -> int:
        """Where what begins at `place` begins, with the margin before it."""
        if place >= len(self.carried.text):
            return self.carried.end
        return self.carried.source_place(place - 1) + 1 if place else 0

    def _spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        edges = [*(self.end(span.start) if span.start else 0 for span in spans), len(self.text)]
        return tuple(
            Span(start, end, span.label)
            for span, start, end in zip(spans, edges, edges[1:], strict=False)
            if start < end
        )

    def _repair(self, repair: Repair) -> Repair:
        start, end = self.span(repair.start, repair.end)
        return msgspec.structs.replace(repair, start=start, end=end, was=self.text[start:end])

    def _with_pieces(
        self, repairs: list[Repair], pieces: tuple[Piece, ...], words: list[tuple[int, int]]
    ) -> tuple[Repair, ...]:
        """The repairs with those that take out what a tool put in; blanks count only inside words."""
        applied = [repair for repair in repairs if repair.applied]
        starts = [repair.start for repair in applied]
        taken: list[Repair] = []
        first, last = bisect_left(pieces, (self.begin,)), bisect_left(pieces, (self.stop,))
        for start, end, rule in pieces[first:last]:
            begin, stop = start - self.begin, end - self.begin
            was = self.text[begin:stop]
            if was.isspace() and not _touches(words, begin, stop):
                continue
            at = bisect_left(starts, stop) - 1
            if at < 0 or applied[at].end <= begin:
                taken.append(Repair(begin, stop, was, "", rule, _CONFIDENCE))
        places = [(repair.start, repair.end) for repair in taken]
        kept = [repair for repair in repairs if repair.applied or not _touches(places, repair.start, repair.end)]
        return tuple(sorted([*kept, *taken], key=lambda repair: repair.start))


def _touches(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted places shares a character with `start` to `end`."""
    at = bisect_left(places, (end, 0)) - 1
    return at >= 0 and places[at][1] > start
