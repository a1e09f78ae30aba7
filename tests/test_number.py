from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.model.number import Mrn, parse_mrn


@pytest.mark.parametrize(
    "asked",
    [
        "07ASTANA605",
        "Astana 605 2007",
        "07 ASTANA 000605",
        "2007ASTANA605",
        "astana 605, 07",
        "ASTANA 605 (07)",
    ],
)
def test_any_usual_spelling_of_a_number_is_read(asked: str) -> None:
    assert parse_mrn(asked) == Mrn(2007, "ASTANA", 605)


@pytest.mark.parametrize("asked", ["", "ASTANA", "ASTANA 605", "605", "07ASTANA605X7", "the year 2007", "1 2 3"])
def test_what_is_no_whole_number_is_none(asked: str) -> None:
    assert parse_mrn(asked) is None


@given(st.text())
def test_any_text_may_be_asked(asked: str) -> None:
    parse_mrn(asked)


@given(st.integers(1950, 2049), st.from_regex(r"[A-Z]{3,12}", fullmatch=True), st.integers(1, 999999))
def test_a_number_is_read_as_it_is_written(year: int, post: str, number: int) -> None:
    assert parse_mrn(str(Mrn(year, post, number))) == Mrn(year, post, number)
