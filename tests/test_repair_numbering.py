"""Which numbers open paragraphs: made-up sequences of the kinds that real telegrams show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model.draft import Draft, ParagraphMark
from reftel.repair.numbering import number_paragraphs


def numbered(printed: str, *, under_heading: bool = True) -> Draft:
    """A draft from a line of printed numbers: `¶1C` has a sign and a portion mark, `2)` a bracket, `.` a point."""
    text = ""
    marks: list[ParagraphMark] = []
    for word in printed.split():
        sign = word.startswith("¶")
        digits = "".join(letter for letter in word if letter.isdigit())
        start = len(text)
        text += ("¶" if sign else "") + digits + (") " if ")" in word else ". ")
        portion = "C" if word.endswith("C") else None
        marks.append(ParagraphMark(start, start + sign + len(digits), len(text), int(digits), portion, sign))
        text += "words of the paragraph\n\n"
    draft = Draft(text, "state2000", level="CONFIDENTIAL" if under_heading else None)
    draft.paragraph_marks += marks
    return draft


@pytest.mark.parametrize(
    ("printed", "true"),
    [
        ("1 2 3", "1 2 3"),
        ("11 12 13 4 5 6 7 ¶18 ¶19 10 11 12 13 14 15 16 17 18", " ".join(map(str, range(1, 19)))),
        ("11 12 13", "1 2 3"),
        ("¶1C ¶2C ¶13C ¶4C", "1 2 3 4"),
        ("1 2 4", "1 2 4"),
        ("1 2 3 3 4", "1 2 3 3 4"),
        ("1C 2C 3C 3C 5C", "1 2 3 3 5"),
        ("1C 2C 1) 2) 3) 3C 4C", "1 2 3 4"),
        ("1 2 3 1) 2) 3) 4 5", "1 2 3 4 5"),
        ("1 2 3 4 5 1 2 3 4 5 6 7 8 9 6 7", "1 2 3 4 5 6 7"),
        ("1 2 3 4 1 2 3", "1 2 3 4"),
        ("1C 2C 3C 1C 2C 3C", "1 2 3 1 2 3"),
        ("1C 2C 99 3C", "1 2 3"),
        ("1C 2C 3C 1)C 2)C 4C", "1 2 3 4"),
        ("1 2 4 5 6 7 8", "1 2 4 5 6 7 8"),
        ("2 3 4 5 6 7 8 9 11 12 13", "2 3 4 5 6 7 8 9 11 12 13"),
        ("1 2 3 4 5 8 10 10 11", "1 2 3 4 5 8 10 10 11"),
        ("1 2 1) 3 4 4 6", "1 2 3 4 4 6"),
        ("1 2 3 4 5 6 7 8 9 10 1 12 13", " ".join(map(str, range(1, 14)))),
        ("1 2 3 4 5 6 7 8 9 10 1 2 3 11 12", " ".join(map(str, range(1, 13)))),
        ("1 1 2 3 4 2 5 6 7 3 8 9", "1 2 3 4 5 6 7 8 9"),
        ("1 2 198 3 4", "1 2 3 4"),
        ("11 12 13 14 15 16 17 18 19 20 21", " ".join(map(str, range(11, 22)))),
    ],
)
def test_the_sequence_tells_the_true_numbers(printed: str, true: str) -> None:
    draft = numbered(printed, under_heading=not printed.endswith("21"))
    assert " ".join(str(opening.number) for opening in number_paragraphs(draft)) == true


def test_without_a_heading_a_text_may_begin_anywhere() -> None:
    assert [opening.number for opening in number_paragraphs(numbered("11 12 13 14", under_heading=False))] == [
        11,
        12,
        13,
        14,
    ]


def test_a_repair_begins_at_the_sign_and_says_the_sign() -> None:
    draft = numbered("1 2 ¶13 ¶14 5")
    repairs = [opening.repair for opening in number_paragraphs(draft) if opening.repair]
    assert [(repair.was, repair.now, draft.text[repair.start : repair.end]) for repair in repairs] == [
        ("¶13", "¶3", "¶13"),
        ("¶14", "¶4", "¶14"),
    ]


def test_one_damaged_number_that_nothing_holds_is_only_suggested() -> None:
    draft = numbered("1 2 3 14", under_heading=False)
    last = number_paragraphs(draft)[-1]
    assert last.repair is not None
    assert (last.number, last.repair.now, last.repair.applied) == (14, "¶4", False)


def test_a_number_between_two_that_leave_room_for_one_is_suggested() -> None:
    draft = numbered("1C 2C 9C 4C")
    third = number_paragraphs(draft)[2]
    assert third.repair is not None
    assert (third.number, third.repair.now, third.repair.applied) == (9, "3", False)


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("1 2 4", "paragraph 4 follows 2"),
        ("1C 2C 2C 3C", "paragraph 2 follows 2"),
        ("3 4", "the first paragraph is number 3"),
    ],
)
def test_what_stays_out_of_sequence_is_a_defect(printed: str, message: str) -> None:
    draft = numbered(printed)
    number_paragraphs(draft)
    assert [(defect.defect, defect.message) for defect in draft.defects] == [("number-sequence", message)]


def test_the_sign_whose_byte_was_lost_comes_back() -> None:
    draft = Draft("\ufffd1. (C) words", "state2000")
    draft.paragraph_marks.append(ParagraphMark(0, 2, 8, 1, "C", sign=True))
    repair = number_paragraphs(draft)[0].repair
    assert repair is not None
    assert (repair.was, repair.now) == ("\ufffd", "¶")


@given(st.lists(st.tuples(st.integers(0, 2100), st.booleans(), st.sampled_from(".)C"))))
def test_openings_are_candidates_in_order_and_repairs_read_what_stands_there(
    words: list[tuple[int, bool, str]],
) -> None:
    draft = numbered(" ".join(f"{'¶' if sign else ''}{number}{end}" for number, sign, end in words))
    openings = number_paragraphs(draft)
    places = [opening.mark.start for opening in openings]
    assert places == sorted(set(places))
    assert all(o.repair is None or draft.text[o.repair.start : o.repair.end] == o.repair.was for o in openings)
