from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.show.safe import visible, visible_line


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[2J\x1b]0;owned\x07", "␛[2J␛]0;owned␇"),
        ("SECRET\rUNCLAS", "SECRET␍UNCLAS"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("A\u202eB", "A⟨U+202E⟩B"),
        ("NN\x0cNN\x08", "NN␌NN␈"),
        ("\x7f\ufeff\u2066", "␡⟨U+FEFF⟩⟨U+2066⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(hostile: str, harmless: str) -> None:
    assert visible(hostile) == harmless


@pytest.mark.parametrize("text", ["É“Ж 中文 ¶\t\n", "co\u00adoperate", "می\u200cخواهم", ""])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(st.text(st.characters(codec=None)))
def test_no_control_or_direction_character_is_left(text: str) -> None:
    left = {
        character for character in visible(text) if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    }
    assert left <= set("\t\n\u00ad\u200c\u200d")


@given(st.text())
def test_a_line_stays_one_line(text: str) -> None:
    assert len(visible_line(text).splitlines()) <= 1
