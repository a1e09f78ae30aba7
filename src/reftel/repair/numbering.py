"""Which numbers at the start of lines open paragraphs, and what their true numbers are.

Only the sequence tells. `18.` is paragraph 8 where the sign ¶ became a 1, and paragraph 18 ten paragraphs later;
`1) 2) 3)` can be a list inside paragraph 4; a quoted telegram brings numbers of its own. So all candidates are read
together, and the reading that asks for the least change wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.model.defect import Defect
from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.spoiled import find_spoiled

if TYPE_CHECKING:
    from reftel.model.draft import Draft, ParagraphMark

#: No telegram has more paragraphs; a higher number at the start of a line is a year or an amount.
_HIGHEST = 199

# What a change costs, in units of "one list item is no paragraph". Chosen so that the readings in
# tests/test_repair_numbering.py, each of a kind found in real telegrams, come out as a reader would have them.
_SIGN_AS_ONE = 1.0  # the sign ¶ was read as a 1
_SKIP_PORTION = 4.0  # what has a portion mark is a paragraph, whatever its number
_SKIP = 1.0
_SKIP_AMONG_PORTIONS = 0.4  # no portion mark where others have one: rather an item of a list
_RUN_PRICE, _RUN_STEP = 2.0, 0.1  # a whole run of items: long lists are hardly less likely than short ones
_SKIP_AT_START = 1.0  # what comes first is rather the telegram's own first paragraph than a list
_GAP_STEP, _GAP_WIDEST = 0.5, 6  # 1, 2, 4: a number that was passed over
_LOST_DIGIT = 1.6  # 10, 1, 12: a digit was lost
_ODD_STYLE, _MANY = 1.0, 2  # `5)` among `4. (C)`
_REPEAT = 4.0
_RESTART = 5.0
_JUMP = 7.0
_START_AT_TWO = 1.0  # the first paragraph often has no number, or a garbled one
_LATE_START = 2.0
_EQUAL = 1e-9  # of two readings that cost the same, the one that was found first stays
_START_FROM_TEN = 3.0
_START_FROM_TEN_UNDER_HEADING = 12.0  # under a heading the paragraphs begin: 11 is a damaged 1 there


#: The drafter's own slip or damage: a person decides.
_SUGGESTED = 0.6


class Opening(NamedTuple):
    """A paragraph begins here. `number` is the true one; `repair` mends the printed one, where that was damaged."""

    mark: ParagraphMark
    number: int
    repair: Repair | None = None


class _Step(NamedTuple):
    """A candidate read as `number`, and the step before it in the cheapest reading that ends here.

    `cost` is that of the reading less the cost of skipping all candidates up to this one, so that readings which end
    at different candidates can be compared.
    """

    cost: float
    place: int
    number: int
    before: _Step | None


def number_paragraphs(draft: Draft) -> list[Opening]:
    r"""The paragraphs of a draft, in order, with their true numbers; linear in the number of candidates.

    Candidates that are no paragraphs (years, items of lists, numbers in quoted texts) are left out. What stays out of
    sequence is kept as printed and becomes a defect `number-sequence` of the draft.

    >>> from reftel.model.draft import Draft, ParagraphMark
    >>> draft = Draft("11. A\n12. B\n3. C\n", "fragment")
    >>> draft.paragraph_marks += [ParagraphMark(0, 2, 4, 11, None, False), ParagraphMark(6, 8, 10, 12, None, False),
    ...                           ParagraphMark(12, 13, 15, 3, None, False)]
    >>> [(opening.number, opening.repair and opening.repair.now) for opening in number_paragraphs(draft)]
    [(1, '¶1'), (2, '¶2'), (3, None)]
    """
    marks = draft.paragraph_marks
    if all(mark.number == number for number, mark in enumerate(marks, 1)):
        return [Opening(mark, mark.number, _sign_repair(draft.text, mark)) for mark in marks]
    marks = [mark for mark in marks if 0 < mark.number <= _HIGHEST]
    if not marks:
        return []
    chain = _cheapest_chain(draft, marks)
    openings = _openings(draft, marks, chain, signs_are_ones=_are_all_signs_ones(draft, marks))
    spoiled = find_spoiled(draft, [(opening.number, opening.mark.start) for opening in openings])
    openings = sorted([*openings, *(Opening(*each) for each in spoiled)], key=lambda opening: opening.mark.start)
    draft.defects += _breaks_in_sequence(openings, under_heading=_has_heading(draft))
    return openings


def _has_heading(draft: Draft) -> bool:
    return bool(draft.subject_lines or draft.order or draft.level)


def _cheapest_chain(draft: Draft, marks: list[ParagraphMark]) -> dict[int, int]:
    """Place of a candidate -> its number, for those that the cheapest reading takes as paragraphs."""
    from_ten = _START_FROM_TEN_UNDER_HEADING if _has_heading(draft) else _START_FROM_TEN
    skips = _skip_costs(draft.text, marks)
    odd = _odd_style_costs(draft.text, marks)
    signs_are_ones = _are_all_signs_ones(draft, marks)
    ends = _Ends()
    skipped = run_cost = 0.0
    run = 0
    for place in range(len(marks)):
        if place and not _continues_run(marks, place):
            ends.close_run(_discount(marks[place - run], run, run_cost))
            run, run_cost = 0, 0.0
        passed = skipped + skips[place]
        found: list[_Step] = []
        for number, cost in _readings(marks, place, signs_are_ones=signs_are_ones):
            alone = skipped + _start_cost(number, from_ten) + (_SKIP_AT_START if place else 0.0)
            before_cost, before = ends.cheapest_before(number, skipped)
            if alone <= before_cost:
                before_cost, before = alone, None
            found.append(_Step(before_cost + cost + odd[place] - passed, place, number, before))
        for step in found:
            ends.add(step)
        skipped = passed
        run, run_cost = run + 1, run_cost + skips[place]
    ends.close_run(_discount(marks[len(marks) - run], run, run_cost))
    chain: dict[int, int] = {}
    step_back = ends.cheapest
    while step_back is not None:
        chain[step_back.place] = step_back.number
        step_back = step_back.before
    return chain


def _start_cost(number: int, from_ten: float) -> float:
    if number == 1:
        return 0.0
    return _START_AT_TWO if number == 2 else _LATE_START if number < 10 else from_ten


def _discount(first: ParagraphMark, length: int, cost: float) -> float:
    """How much less a run of items costs as a whole; a list begins at 1, what does not is rather the telegram's own."""
    return cost - _RUN_PRICE - _RUN_STEP * length if first.number == 1 else 0.0


def _continues_run(marks: list[ParagraphMark], place: int) -> bool:
    """Whether a candidate goes on counting where the one before it stopped, neither with a portion mark."""
    mark, before = marks[place], marks[place - 1]
    return mark.number == before.number + 1 and mark.portion is None and before.portion is None


class _Ends:
    """The cheapest readings so far, by the number that they end in.

    What skipping costs adds up, so the best step before a number is found by that number alone: this keeps the whole
    search linear. A run of items (1, 2, 3 ...) that is skipped as a whole costs less than its items; that discount
    goes to the readings that ended before the run began, which are `settled`, and not to the `fresh` ones, which ended
    in it.
    """

    def __init__(self) -> None:
        self.settled: dict[int, _Step] = {}
        self.fresh: dict[int, _Step] = {}
        self.discount = 0.0
        self.settled_cheapest: _Step | None = None
        self.fresh_cheapest: _Step | None = None

    @property
    def cheapest(self) -> _Step | None:
        return self.settled_cheapest

    def add(self, step: _Step) -> None:
        held = self.fresh.get(step.number)
        if held is None or step.cost < held.cost - _EQUAL:
            self.fresh[step.number] = step
        if self.fresh_cheapest is None or step.cost < self.fresh_cheapest.cost - _EQUAL:
            self.fresh_cheapest = step

    def close_run(self, discount: float) -> None:
        """The run is over: readings that ended before it may have skipped it as a whole."""
        self.discount += max(discount, 0.0)
        for step in self.fresh.values():
            settled = _Step(step.cost + self.discount, step.place, step.number, step.before)
            held = self.settled.get(step.number)
            if held is None or settled.cost < held.cost - _EQUAL:
                self.settled[step.number] = settled
            if self.settled_cheapest is None or settled.cost < self.settled_cheapest.cost - _EQUAL:
                self.settled_cheapest = settled
        self.fresh.clear()
        self.fresh_cheapest = None

    def cheapest_before(self, number: int, skipped: float) -> tuple[float, _Step | None]:
        """What the cheapest reading costs that goes on with paragraph `number`, and its last step."""
        cost, found = float("inf"), None
        any_jump = _RESTART if number == 1 else _JUMP
        for ends, cheapest, off in (
            (self.settled, self.settled_cheapest, self.discount),
            (self.fresh, self.fresh_cheapest, 0.0),
        ):
            if cheapest is not None and cheapest.cost - off + any_jump < cost - _EQUAL:
                cost, found = cheapest.cost - off + any_jump, cheapest
            for before in range(max(number - _GAP_WIDEST, 1), number + 1):
                held = ends.get(before)
                if held is None:
                    continue
                width = number - before
                jump = 0.0 if width == 1 else _REPEAT if width == 0 else _GAP_STEP * width - 0.1
                if held.cost - off + jump < cost - _EQUAL:
                    cost, found = held.cost - off + jump, held
        return cost + skipped, found


def _are_all_signs_ones(draft: Draft, marks: list[ParagraphMark]) -> bool:
    """Whether a telegram that has its heading numbers all paragraphs from eleven on: every sign became a 1.

    Where some have portion marks, those without are items of lists.
    """
    marked = [mark for mark in marks if mark.portion is not None]
    marks = marked if len(marked) > _MANY else marks
    marks = marks[1:] if marks[0].number == 1 else marks
    return (
        len(marks) > _MANY
        and marks[0].number in {11, 12}
        and _has_heading(draft)
        and all(mark.number > 10 and str(mark.number)[0] == "1" for mark in marks)
    )


def _readings(marks: list[ParagraphMark], place: int, *, signs_are_ones: bool) -> list[tuple[int, float]]:
    """What the printed number can mean, with the cost of it."""
    number = marks[place].number
    readings = [(number, _SIGN_AS_ONE if signs_are_ones else 0.0)]
    printed = str(number)
    if len(printed) > 1 and printed[0] == "1" and printed[1] != "0":
        readings.append((int(printed[1:]), 0.0 if signs_are_ones else _SIGN_AS_ONE))
    if place:
        whole = str(marks[place - 1].number + 1)
        if len(whole) == len(printed) + 1 and printed in {whole[1:], whole[:-1]}:
            readings.append((int(whole), _LOST_DIGIT))
    return readings


def _skip_costs(text: str, marks: list[ParagraphMark]) -> list[float]:
    """What it costs to say that each candidate is no paragraph."""
    portions = sum(1 for mark in marks if mark.portion is not None)
    brackets = [_has_bracket(text, mark) for mark in marks]
    usual_bracket = _is_bracket_usual(text, marks)
    costs: list[float] = []
    for mark, bracket in zip(marks, brackets, strict=True):
        if mark.portion is not None and bracket == usual_bracket:
            costs.append(_SKIP_PORTION)
            continue
        cost = _SKIP_AMONG_PORTIONS if portions > 1 else _SKIP
        cost *= 1.2 if _after_blank_line(text, mark) else 0.8
        costs.append(cost if bracket == usual_bracket else cost * 0.5)
    return costs


def _odd_style_costs(text: str, marks: list[ParagraphMark]) -> list[float]:
    """What it costs to take `5)` as a paragraph where portion marks show that the others are `4. (C)`."""
    if sum(mark.portion is not None for mark in marks) < _MANY:
        return [0.0] * len(marks)
    usual = _is_bracket_usual(text, marks)
    return [_ODD_STYLE if _has_bracket(text, mark) != usual else 0.0 for mark in marks]


def _is_bracket_usual(text: str, marks: list[ParagraphMark]) -> bool:
    """Whether paragraphs are numbered `1)` and not `1.` here: as the first of those with a portion mark, or as most."""
    marked = [mark for mark in marks if mark.portion is not None]
    if marked and marked[0].number == 1:
        return _has_bracket(text, marked[0])  # lists in it have portion marks as well, and begin at 1 again and again
    voters = marked or marks
    return sum(_has_bracket(text, mark) for mark in voters) * 2 > len(voters)


def _has_bracket(text: str, mark: ParagraphMark) -> bool:
    return text[mark.digits_end : mark.digits_end + 1] == ")"


def _after_blank_line(text: str, mark: ParagraphMark) -> bool:
    before = text[max(mark.start - 80, 0) : mark.start].rstrip(" \t")
    return not before or before.removesuffix("\n").removesuffix("\r").rstrip(" \t").endswith(("\n", "\r"))


def _openings(
    draft: Draft, marks: list[ParagraphMark], chain: dict[int, int], *, signs_are_ones: bool
) -> list[Opening]:
    text = draft.text
    damaged = [place for place, number in chain.items() if number != marks[place].number]
    no_portions = all(mark.portion is None for mark in marks)
    usual_bracket = sum(_has_bracket(text, marks[place]) for place in chain) * 2 > len(chain)
    expected = 1
    openings: list[Opening] = []
    for place, mark in enumerate(marks):
        number = chain.get(place)
        if number is None:
            same_style = _has_bracket(text, mark) == usual_bracket
            if same_style and (
                mark.portion is not None or (no_portions and _stands_alone(text, marks, place, chain, expected))
            ):
                openings.append(_out_of_sequence(text, mark, signs_are_ones=signs_are_ones))
            continue
        repair = _sign_repair(text, mark)
        if number != mark.number:
            repair = _number_repair(text, mark, number, _confidence(chain, marks, place, len(damaged)))
            if not repair.applied:
                number = mark.number
        openings.append(Opening(mark, number, repair))
        expected = number + 1
    return _with_suggestions(text, openings)


def _out_of_sequence(text: str, mark: ParagraphMark, *, signs_are_ones: bool) -> Opening:
    """A paragraph whose number is the drafter's slip: kept as printed, but for a sign that became a 1."""
    if signs_are_ones and mark.number > 10 and str(mark.number)[0] == "1":
        number = int(str(mark.number)[1:])
        return Opening(mark, number, _number_repair(text, mark, number, 0.95))
    return Opening(mark, mark.number, _sign_repair(text, mark))


def _stands_alone(text: str, marks: list[ParagraphMark], place: int, chain: dict[int, int], expected: int) -> bool:
    """A number out of sequence that is still a paragraph's: alone, after a blank line, and near the one expected."""
    mark = marks[place]
    if mark.number == 1 or not -2 <= mark.number - expected <= 3 or not _after_blank_line(text, mark):
        return False
    return (place == 0 or place - 1 in chain) and (place + 1 == len(marks) or place + 1 in chain)


def _with_suggestions(text: str, openings: list[Opening]) -> list[Opening]:
    """A number between two that leave room for exactly one other is printed wrong; whose slip it was cannot be told."""
    for place in range(1, len(openings) - 1):
        before, opening, after = openings[place - 1 : place + 2]
        if opening.number != before.number + 1 and after.number == before.number + 2 and opening.repair is None:
            repair = _number_repair(text, opening.mark, before.number + 1, _SUGGESTED)
            openings[place] = Opening(opening.mark, opening.number, repair)
    return openings


def _confidence(chain: dict[int, int], marks: list[ParagraphMark], place: int, damaged: int) -> float:
    """How sure it is that the sign became a 1 here.

    Two or more in one telegram speak for each other; a single one must be held from both sides.
    Measured on the 5 of the seed only, and on made-up damage: see tests/test_repair_numbering.py.
    """
    if damaged > 1:
        return 0.98
    number = chain[place]
    places = sorted(chain)
    rank = places.index(place)
    held_before = number == 1 if rank == 0 else chain[places[rank - 1]] == number - 1
    held_after = rank + 1 < len(places) and chain[places[rank + 1]] == number + 1
    if held_before and held_after:
        return 0.95
    return 0.85 if held_before and len(marks) == 1 else 0.7


def _number_repair(text: str, mark: ParagraphMark, number: int, confidence: float) -> Repair:
    """The true number over the printed one, with the sign ¶ where it stood or became a 1."""
    had_sign = mark.sign or str(mark.number) == f"1{number}"
    return Repair(
        mark.start,
        mark.digits_end,
        text[mark.start : mark.digits_end],
        f"¶{number}" if had_sign else str(number),
        "paragraph-number",
        confidence,
        confidence >= APPLIED_FROM,
    )


def _sign_repair(text: str, mark: ParagraphMark) -> Repair | None:
    """The sign ¶ again, where its byte was lost (U+FFFD); figures again, where a scanner read letters."""
    if not text[mark.digits_end - 1].isdigit() or not text[mark.digits_end - len(str(mark.number))].isdigit():
        return _spoiled_repair(text, mark)
    if text[mark.start : mark.start + 1] != "\ufffd":
        return None
    return Repair(mark.start, mark.start + 1, "\ufffd", "¶", "paragraph-number", 0.99)


def _spoiled_repair(text: str, mark: ParagraphMark) -> Repair | None:
    digits = mark.digits_end - len(str(mark.number))
    was = text[digits : mark.digits_end]
    return Repair(digits, mark.digits_end, was, str(mark.number), "spoiled-number", 0.95) if was.isalnum() else None


def _breaks_in_sequence(openings: list[Opening], *, under_heading: bool) -> list[Defect]:
    found: list[Defect] = []
    before = 0 if under_heading or not openings else openings[0].number - 1
    for opening in openings:
        number, mark = opening.number, opening.mark
        if number != before + 1:
            message = (
                f"the first paragraph is number {number}" if before == 0 else f"paragraph {number} follows {before}"
            )
            found.append(Defect("number-sequence", mark.start, mark.digits_end, message))
        before = number
    return found
