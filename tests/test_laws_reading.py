"""What holds for every text whatsoever: nothing is lost, reading never raises, repairs can be undone."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from plain_telegram import PLAIN
from reftel.intake import read_text
from reftel.model.repair import apply_repairs, undo_repairs

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

#: Pieces of telegrams in any order: closer to the trade's own damage than random letters.
PIECES = st.lists(
    st.one_of(
        st.sampled_from([*PLAIN.splitlines(keepends=True), "PAGE 02  LIMA 00042  101200Z\n", "NNN\n", "SIPDIS \n"]),
        st.sampled_from(
            ["¶18. (SBU) ", "&soften8 ", "LIMA 00000042  002 OF 002\n", "E.OM 11652: GDS\n", "--\n", "\r\n"]
        ),
        st.text(max_size=30),
    ),
    max_size=40,
).map("".join)


def assert_laws(text: str, telegrams: list[Telegram]) -> None:
    assert "".join(telegram.text for telegram in telegrams) == text
    for telegram in telegrams:
        assert "".join(telegram.text[span.start : span.end] for span in telegram.spans) == telegram.text
        assert all(span.start < span.end for span in telegram.spans)
        places = [(repair.start, repair.end) for repair in telegram.repairs]
        assert places == sorted(places)
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))
        assert all(telegram.text[repair.start : repair.end] == repair.was for repair in telegram.repairs)
        assert undo_repairs(apply_repairs(telegram.text, telegram.repairs).text, telegram.repairs) == telegram.text
        for paragraph in telegram.paragraphs:
            carried = apply_repairs(telegram.text, telegram.repairs, paragraph.text_start, paragraph.end)
            assert paragraph.text == carried.text
            assert paragraph.start <= paragraph.text_start <= paragraph.end <= len(telegram.text)


@given(st.text())
def test_any_text_is_kept_whole(text: str) -> None:
    assert_laws(text, read_text(text))


@given(PIECES)
def test_any_mixture_of_pieces_of_telegrams_is_kept_whole(text: str) -> None:
    telegrams = read_text(text)

    assert_laws(text, telegrams)
    assert read_text(text) == telegrams


@given(st.integers(0, 2**32), st.integers(1, 60))
def test_a_telegram_with_random_damage_is_kept_whole(seed: int, strokes: int) -> None:
    chance = random.Random(seed)
    letters = list(PLAIN * 2)
    for _ in range(strokes):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice(
            ["", "\n", "\n\n", "&", "8", ",", "¶", "1", " ", "X", "\x00", letters[place] * 2]
        )
    text = "".join(letters)

    assert_laws(text, read_text(text))
