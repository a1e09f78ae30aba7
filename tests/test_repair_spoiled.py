"""Paragraph numbers that a teletype spoiled, and what only looks like one."""

from __future__ import annotations

import pytest

from reftel.intake import read_text

HEADING = "R 022125Z JAN 74\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\n\nUNCLAS LIMA 15\nE.O. 11652: N/A\nSUBJ: FISH\n\n"


def numbers(body: str) -> list[int | None]:
    (telegram,) = read_text(HEADING + body + "\nDOE\n\nNNN\n")
    return [paragraph.number for paragraph in telegram.paragraphs]


@pytest.mark.parametrize(
    "spoiled",
    ["3, THE BOATS CAME BACK.", "3 THE BOATS CAME BACK.", "E. THE BOATS CAME BACK.", "EM THE BOATS CAME BACK."],
)
def test_a_number_is_read_where_exactly_it_is_missing(spoiled: str) -> None:
    body = f"1. ONE BOAT.\n\n2. TWO BOATS.\n\n{spoiled}\n\n4. FOUR BOATS.\n"

    assert numbers(body) == [1, 2, 3, 4]


def test_the_repair_names_what_was_printed() -> None:
    (telegram,) = read_text(HEADING + "1. ONE.\n\nW, NO.\n\nW. TWO.\n\n3. THREE.\n\nDOE\n")

    assert [(each.was, each.now, each.rule) for each in telegram.repairs if each.rule == "spoiled-number"] == [
        ("W.", "2.", "spoiled-number")
    ]
    assert telegram.defects == ()


@pytest.mark.parametrize(
    "between",
    [
        "D. THE FOURTH.\n\nE. THE FIFTH.",  # a list
        "ON MARCH\n3, 1974 BOATS CAME",  # a date
        "SOME\n3 BOATS CAME.",  # a sentence that goes on
        "3, BOATS.\n\n3 BOATS.",  # two of them
        "4, BOATS.",  # another number
    ],
)
def test_what_only_looks_like_a_number_is_left(between: str) -> None:
    assert numbers(f"1. ONE BOAT.\n\n2. TWO BOATS.\n\n{between}\n\n4. FOUR BOATS.\n") == [1, 2, 4]


def test_references_under_numbers_are_no_paragraphs() -> None:
    (telegram,) = read_text(HEADING.rstrip() + "\nREFS: 1. LIMA 12\n     2. STATE 503\n\nFISH CAME.\nDOE\n")

    assert [(each.label, each.mrn) for each in telegram.reftels] == [("1", "74LIMA12"), ("2", "74STATE503")]
    assert [(each.number, each.text) for each in telegram.paragraphs] == [(None, "FISH CAME.")]
