"""Paragraph numbers and portion marks, whole and damaged, and paragraphs that begin inside a line."""

from __future__ import annotations

import pytest

from reftel.dialects.body import read_mark
from reftel.intake import read_text
from reftel.text.lines import split_lines


def paragraphs(body: str) -> list[tuple[int | None, str | None, str]]:
    (telegram,) = read_text(body)
    return [(p.number, p.portion, p.text) for p in telegram.paragraphs]


@pytest.mark.parametrize(
    ("line", "number", "portion"),
    [
        ("1. (C) Text", 1, "C"),
        ("¶12.  (S//NF) Text", 12, "S//NF"),
        ("\ufffd3. (SBU) Text", 3, "SBU"),
        ("3 (S) Text", 3, "S"),
        ("15(U) Text", 15, "U"),
        ("1, (C) Text", 1, "C"),
        ("4.(s/nf) Text", 4, "S/nf"),
        ("(5) TEXT", 5, None),
        ("6) (C) Text", 6, "C"),
        ("7. (C - ENTIRE TEXT)", 7, "C - ENTIRE TEXT"),
        ("8. C - ENTIRE TEXT.", 8, "C - ENTIRE TEXT"),
        ("9. (L) TEXT", 9, "LOU"),
        ("10. (/Rel UK) Text", 10, "/Rel UK"),
        ("11. (S/REL PERU, CHILE, ECUADOR, COLOMBIA, BOLIVIA, PARAGUAY, URUGUAY, BRAZIL AND ARGENTINA) Text", 11,
         "S/REL PERU, CHILE, ECUADOR, COLOMBIA, BOLIVIA, PARAGUAY, URUGUAY, BRAZIL AND ARGENTINA"),
    ],
)  # fmt: skip
def test_a_mark_is_read(line: str, number: int, portion: str | None) -> None:
    mark = read_mark(split_lines(line)[0])

    assert mark is not None
    assert (mark.number, mark.portion) == (number, portion)


@pytest.mark.parametrize(
    "line", ["3.5 percent", "12 ships", "7, and then", "30 (see below)", "1974 (C)", "(5 ships", "Text"]
)
def test_what_is_no_mark_is_none(line: str) -> None:
    assert read_mark(split_lines(line)[0]) is None


def test_a_paragraph_that_begins_inside_a_line_is_one() -> None:
    assert paragraphs("1. (C) He came. 2. (U) He saw. See also 3. (C) of ref A. 3. (C) He left.\n") == [
        (1, "C", "He came."),
        (2, "U", "He saw. See also 3. (C) of ref A."),
        (3, "C", "He left."),
    ]


def test_a_number_inside_a_line_that_does_not_go_on_counting_is_text() -> None:
    assert paragraphs("1. (C) He came. See 4. (C) there. He left.\n") == [
        (1, "C", "He came. See 4. (C) there. He left.")
    ]


def test_a_list_in_brackets_is_no_run_of_paragraphs_where_these_have_portion_marks() -> None:
    items = "\n1) One\n2) Two\n3) Three\n4) Four\n\n"
    body = f"1. (S) Points:\n{items}2. (S) More:\n{items}3. (S) End.\n"

    assert [number for number, _, _ in paragraphs(body)] == [1, 2, 3]


def test_lists_with_portion_marks_of_their_own_are_no_paragraphs_where_these_have_points() -> None:
    items = "\n1) (C) One\n\n2) (S) Two\n\n3) (U) Three\n\n"
    body = (
        f"1. (S) First.\n\n2. (S) Second.\n\n3. (SBU) Points:\n{items}B. More:\n{items}C. More:\n{items}4) (C) Four\n"
    )

    assert [number for number, _, _ in paragraphs(body)] == [1, 2, 3]
