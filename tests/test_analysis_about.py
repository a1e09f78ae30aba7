"""A matter: which words it finds, and where it looks."""

from __future__ import annotations

import pytest

from growth import assert_linear
from reftel.analysis.about import Matter


@pytest.mark.parametrize(
    ("matter", "text"),
    [
        ("elections", "the ELECTION of March"),
        ("election", "early elections"),
        ("party", "both parties"),
        ("parties", "his party's vote"),
        ("reform", "judicial reforms; reformers"),
        ("crisis", "The crisis passed"),
        ("tax", "taxes rose"),
        ("OSCE", "the OSCE, he said"),
        ("natural gas", "gas that is natural"),
        ("São Paulo", "near são paulo"),
    ],
)
def test_a_word_is_found_in_singular_and_plural_and_in_any_order(matter: str, text: str) -> None:
    assert Matter(matter).stands_in(text)


@pytest.mark.parametrize(
    ("matter", "text"),
    [
        ("election", "candidate selection"),
        ("gas", "he gained; gather; gasoline"),
        ("oil", "spoils of office; soil"),
        ("war", "a warning"),
        ("natural gas", "natural resources"),
        ("a.b", "axb"),
    ],
)
def test_a_word_inside_another_is_another_matter(matter: str, text: str) -> None:
    assert not Matter(matter).stands_in(text)


def test_a_matter_of_any_text_takes_time_in_proportion() -> None:
    matter = Matter("elections parties")
    assert_linear(matter.stands_in, lambda size: "election part " * (size // 14))
