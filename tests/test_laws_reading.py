"""What holds for every text whatsoever: nothing is lost, reading never raises, repairs can be undone."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import msgspec
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


#: What tools put before and behind every line, and around all of them.
MARGINS = {
    "quoted": lambda lines: "".join(f"> {line}\n" for line in lines),
    "forwarded": lambda lines: "See below.\n\n" + "".join(f"> {line}\n" for line in lines) + "\nJane\n",
    "numbered": lambda lines: "".join(f"{number:4} {line}\n" for number, line in enumerate(lines, 1)),
    "indented": lambda lines: "".join(f"    {line}\n" for line in lines),
    "filled up": lambda lines: "".join(f"{line:80}\n" for line in lines),
    "marked": lambda lines: "\ufeff" + "\n".join(lines),
    "quoted and indented": lambda lines: "".join(f"  > > {line}   \n" for line in lines),
}


@given(PIECES, st.sampled_from(sorted(MARGINS)))
def test_a_text_with_margins_is_kept_whole(text: str, kind: str) -> None:
    passed_on = MARGINS[kind](text.split("\n"))

    assert_laws(passed_on, read_text(passed_on))


@given(st.sampled_from(sorted(MARGINS)))
def test_a_telegram_says_behind_margins_what_it_says_without(kind: str) -> None:
    (plain,) = read_text(PLAIN)
    (passed_on,) = read_text(MARGINS[kind](PLAIN.split("\n")))

    assert [each.text for each in passed_on.paragraphs] == [each.text for each in plain.paragraphs]
    assert [(each.code, passed_on.text[each.start : each.end]) for each in passed_on.tags] == [
        (each.code, plain.text[each.start : each.end]) for each in plain.tags
    ]
    assert [(each.mrn, each.text) for each in passed_on.reftels] == [(each.mrn, each.text) for each in plain.reftels]
    assert (passed_on.mrn, passed_on.to, passed_on.signature) == (
        plain.mrn,
        tuple(
            msgspec.structs.replace(each, start=again.start, end=again.end)
            for each, again in zip(plain.to, passed_on.to, strict=True)
        ),
        plain.signature,
    )


@given(PIECES)
def test_two_telegrams_in_one_quotation_are_two(text: str) -> None:
    quoted = "".join(f"> {line}\n" for line in (PLAIN + text + PLAIN.replace("42", "43")).split("\n"))

    assert_laws(quoted, read_text(quoted))
