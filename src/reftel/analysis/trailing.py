"""The verb after or inside what is said: `..., X said.` and `..., X said, ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.found import QUOTES, Found, Plan
from reftel.analysis.lexicon import CUE

if TYPE_CHECKING:
    from reftel.analysis.draft import Draft


def read_trailing(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`..., X said.` and `..., X said, ...`."""
    cue = plan.cue
    source = plan.inverted or plan.subject
    start = plan.subject.first if plan.subject and not plan.inverted else cue.first
    before = start - 1
    left = draft.clause_start(before)
    for other in draft.found:
        if other.within is None:
            for _, stop in other.pieces:
                if left < stop <= before and stop != before:
                    left = max(left, stop)
    while (
        left < before
        and (draft.words[left] in (",", ";") or draft.lowers[left] in ("and", "but"))
        and not draft.quoted[left]
    ):
        left += 1
    if draft.lowers[before - 1] in ("who", "which") and before - 1 > left:
        left = before - 1
    if (
        draft.words[before] in QUOTES
        or (draft.words[before] == "," and draft.words[before - 1] in QUOTES)
        or draft.quoted[max(before - 1, 0)]
    ):
        mark = before if draft.quoted[before] else before - 1
        left = _quote_start(draft, mark, left)
    pieces = [
        (
            left,
            before + 1 if draft.words[before] in QUOTES and draft.quoted[before] else _trim_piece(draft, left, before),
        )
    ]
    at = plan.inverted.stop if plan.inverted else draft.after_cue(cue)
    if at < draft.stop and draft.words[at] in (",", "--", "—"):
        end = draft.end_of(plans, number, at + 1)
        semicolon = _semicolon(draft, at + 1, end)
        right = (at + 1, draft.trim(at + 1, semicolon or end))
        if not _is_aside(draft, right):
            pieces.append(right)
    elif at < draft.stop and draft.reader.opens_quote(at):
        pieces.append((at, draft.end_of(plans, number, at)))
    elif cue.stop < draft.stop and draft.reader.opens_quote(cue.stop):
        pieces.append((cue.stop, draft.end_of(plans, number, cue.stop)))
    found = draft.add(plan, source, pieces, "post")
    if found is None:
        return
    _take_in(draft, found)
    if at < draft.stop and draft.words[at] == ";" and at + 1 < draft.stop:
        end = draft.end_of(plans, number, at + 1)
        if not any(later.post and at < later.cue.first for later in plans[number + 1 :]):
            draft.add(plan, source, [(at + 1, end)], "post-semicolon")


def _is_aside(draft: Draft, piece: tuple[int, int]) -> bool:
    """Whether what follows `X said,` only tells when or how it was said."""
    first, stop = piece
    if stop - first < 2:
        return True
    return draft.lowers[first].endswith("ing") and bool(draft.bits[first] & CUE)


def _take_in(draft: Draft, outer: Found) -> None:
    """What was taken for statements of their own inside the content of this one stands inside it now."""
    for found in draft.found:
        if found is outer or found.within is not None or found.cue is None:
            continue
        if any(first <= found.cue.first < stop for first, stop in outer.pieces):
            found.within = outer
            found.pieces = [
                (first, min(stop, max((end for start, end in outer.pieces if start <= first < end), default=stop)))
                for first, stop in found.pieces
            ]


def _semicolon(draft: Draft, first: int, stop: int) -> int:
    for at in range(first, stop):
        if draft.words[at] == ";" and not draft.quoted[at]:
            return at
    return 0


def _quote_start(draft: Draft, mark: int, left: int) -> int:
    number = draft.quoted[mark]
    if not number:
        return left
    at = mark
    while at > 0 and draft.quoted[at - 1] == number:
        at -= 1
    return at if at < draft.first or at > left + 4 or at <= left else left


def _trim_piece(draft: Draft, first: int, stop: int) -> int:
    while stop > first and draft.words[stop - 1] in (",", ";", "--", "—") and not draft.quoted[stop - 1]:
        stop -= 1
    return stop
