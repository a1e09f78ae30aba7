"""Writing references down: every item of a block as it is read, with its words, its place and what it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.model.telegram import Reftel
from reftel.references.tail import Tail, end_of_range, mrn_of
from reftel.references.years import Dated, years_of

if TYPE_CHECKING:
    from datetime import datetime

    from reftel.references.damage import Number
    from reftel.references.names import Named
    from reftel.references.own import Own

_LONGEST_TEXT = 400
#: The reason of a telegram that is named by its sender and its day only.
NO_NUMBER = "sender and date, no number"


class Items:
    """The references of one block, in the order in which they are read."""

    def __init__(self, block: str, base: int, own: Own, reftels: list[Reftel]) -> None:
        self.block = block
        self.base = base
        self.own = own
        self.reftels = reftels

    def telegrams(self, label: str | None, start: int, number: Number, named: Named, printed_year: int | None) -> Tail:
        """Add the telegram (of a range: each one) whose number was read; gives what follows the number."""
        tail = Tail(self.block, number.end, self.own, number.value)
        year = tail.year or printed_year
        last = end_of_range(number.value, tail.last)
        for value in range(number.value, last + 1):
            others = number.others if value == number.value else ()
            self._telegram(label, start, tail, named, (value, *others), year)
        return tail

    def _telegram(
        self, label: str | None, start: int, tail: Tail, named: Named, numbers: tuple[int, ...], year: int | None
    ) -> None:
        dated = Dated((year,)) if year is not None else years_of(named.post, numbers[0], self.own)
        mrns = tuple(dict.fromkeys(mrn_of(named, of_year, each) for of_year in dated.years for each in numbers))
        reason = dated.reason
        if len(numbers) > 1:
            reason = "a figure of the number is damaged"
        elif year is not None and self.own.year is not None and year > self.own.year:
            reason = "the printed year is later than the telegram's own"
        certain = len(mrns) == 1
        self.reftels.append(
            Reftel(
                label=label,
                text=self.printed(start, tail.end),
                mrn=mrns[0] if certain else None,
                state="known" if certain else "ambiguous" if mrns else "unresolved",
                start=self.base + start,
                end=self.base + tail.end,
                candidates=() if certain else mrns,
                note=tail.note,
                reason=reason,
            )
        )

    def unsure(self, label: str | None, start: int, tail: Tail, mrns: tuple[str, ...], reason: str) -> None:
        """Add a telegram of which only its possible numbers are known."""
        self.reftels.append(
            Reftel(
                label=label,
                text=self.printed(start, tail.end),
                state="ambiguous" if len(mrns) > 1 else "unresolved",
                start=self.base + start,
                end=self.base + tail.end,
                candidates=mrns,
                note=tail.note,
                reason=reason,
            )
        )

    def other(
        self, label: str | None, kind: str, start: int, end: int, state: str, reason: str | None,
        note: str | None = None, dtg: datetime | None = None,
    ) -> None:  # fmt: skip
        """Add what has no telegram number: an airgram, a date-time group, a document, a telegram by its date."""
        self.reftels.append(
            Reftel(
                label=label,
                text=self.printed(start, end),
                kind=kind,
                state="known" if state == "known" else "unresolved",
                start=self.base + start,
                end=self.base + end,
                note=note,
                reason=reason,
                dtg=dtg,
            )
        )

    def label_last(self, letter: str) -> None:
        """Give a letter to the last references that have none: its letter stands behind them."""
        from msgspec.structs import replace

        for place in range(len(self.reftels) - 1, -1, -1):
            if self.reftels[place].label is not None:
                return
            self.reftels[place] = replace(self.reftels[place], label=letter)

    def printed(self, start: int, end: int) -> str:
        """The words of a reference on one line, without paragraph signs."""
        printed = self.block[start : min(end, start + _LONGEST_TEXT)]
        if "\n" in printed or "  " in printed or "\ufffd" in printed or "¶" in printed:
            printed = " ".join(printed.replace("¶", " ").replace("\ufffd", " ").split())
        return printed
