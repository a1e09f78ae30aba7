"""Quotations of several sentences: whoever is said to speak at one end of them speaks all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.analysis.found import Found
    from reftel.analysis.passage import Passage


def whole_quotations(passage: Passage, found: list[Found]) -> list[Found]:
    """The statements of a paragraph, where what quotes a sentence of a quotation quotes all of it.

    `He said: "We want trade. We want peace."` is one statement, and so is `"We want trade. We want peace," he said`:
    what was taken for continued speech in between is left out, what somebody says inside the quotation stands within.
    """
    longer = _longer(passage)
    if not longer:
        return found
    outer: dict[int, Found] = {}
    inner: dict[int, list[Found]] = {}
    for one in found:
        numbers = {number for piece in one.pieces for number in _edges(passage, piece)}
        if len(numbers) == 1 and not _cue_outside(passage, one, number := min(numbers)):
            inner.setdefault(number, []).append(one)
        elif one.within is None and one.cue is not None:
            for number in numbers:
                outer.setdefault(number, one)
    gone: set[int] = set()
    for number, (first, stop) in longer.items():
        if number in outer and number:
            _take_in(outer[number], inner.get(number, []), first, stop, gone)
    return [one for one in found if id(one) not in gone]


def _take_in(outer: Found, inner: list[Found], first: int, stop: int, gone: set[int]) -> None:
    """Give all of a quotation to the statement that has a part of it; what goes is noted in `gone`."""
    outer.pieces = sorted(
        {
            (min(start, first), max(end, stop)) if start < stop and first < end else (start, end)
            for start, end in outer.pieces
        }
    )
    gone.update(id(one) for one in inner if one.implied and one.cue is None)
    for one in inner:
        if one.within is None or id(one.within) in gone:
            one.within = outer


def _edges(passage: Passage, piece: tuple[int, int]) -> tuple[int, int]:
    return passage.quoted[piece[0]], passage.quoted[piece[1] - 1]


def _cue_outside(passage: Passage, one: Found, number: int) -> bool:
    return one.cue is not None and passage.quoted[one.cue.first] != number


def _longer(passage: Passage) -> dict[int, tuple[int, int]]:
    """The quotations that go on over the end of a sentence: by their number, first token and the one after the last."""
    spans: dict[int, tuple[int, int]] = {}
    quoted = passage.quoted
    for _, stop in passage.bounds[:-1]:
        number = quoted[stop - 1]
        if number and number not in spans and quoted[stop] == number:
            first, after = stop - 1, stop
            while first and quoted[first - 1] == number:
                first -= 1
            while after < len(quoted) and quoted[after] == number:
                after += 1
            spans[number] = (first, after)
    return spans
