"""Understanding takes time with the length of the text; hostile sentences made up for this project."""

from __future__ import annotations

import pytest

from growth import assert_linear
from reftel import read_text
from reftel.analysis.understand import analyze


@pytest.mark.parametrize(
    "words",
    [
        "Borge said that ",
        'he said "no ',
        "Borge said (he was) ",
        "Borge -- who noted -- ",
        "Ola Borge met Tor Ekdal. He left. ",
        "(ENAF) EMPRESA DE ",
        "Borge said it. ",
        "he met with Borge and ",
        "President Lund met President Haldar. The President said it. ",
        "Borge said he agreed. Lund disagreed. ",
        "Minister Haldar said that he had met with Mayor Borge, who ",
    ],
)
def test_a_text_twice_as_long_takes_twice_as_long(words: str) -> None:
    def understand(text: str) -> object:
        return analyze(read_text(text)[0])

    assert_linear(understand, lambda size: "1. " + words * (size // len(words)), size=8_000)
