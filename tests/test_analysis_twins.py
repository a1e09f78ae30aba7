"""Telegrams that repeat each other, telegrams on the same matter, and what differs between two texts."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli_runs import held, reftel, some_telegrams
from growth import assert_linear
from made_telegrams import compose, made_telegrams
from reftel.analysis.differing import differences
from reftel.analysis.twins import all_twins, shared_runs, similar
from reftel.archive import Archive, open_archive, open_writer
from reftel.archive.shingles import SURE, all_shingles, shingles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli_runs import Ran

    Reftel = Callable[..., Ran]

__all__ = ["held", "reftel", "some_telegrams"]


def prose(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices("abcdefghij", k=5)) for _ in range(count)]


def paragraph(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


ORIGINAL = prose(1, 300)
CORRECTED = [word if nth % 40 else "changed" for nth, word in enumerate(ORIGINAL)]
QUOTING = [*prose(2, 200), *ORIGINAL[100:170], *prose(3, 200)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("twins")
    bodies = {1: ORIGINAL, 2: ORIGINAL, 3: CORRECTED, 4: QUOTING, 5: prose(5, 300)}
    with open_writer(folder) as writer:
        for number, words in bodies.items():
            writer.add_all([compose(number=number, bodies=[paragraph(words)], path=f"{number}.txt")])
        strike = "The copper miners ask for higher wages and threaten a strike."
        other = "A strike of the miners over wages; the price of copper has not risen since the flood of the valley."
        for number, body in ((11, strike), (12, other)):
            writer.add_all([compose(number=number, bodies=[body], subject="LABOR", path=f"{number}.txt")])
        writer.add_all([compose(number=9, bodies=["Short."], path="9.txt")])
        writer.add_all(made_telegrams(30, length=2000))
    with open_archive(folder) as opened:
        yield opened


def test_a_telegram_knows_its_twins_the_likest_first(archive: Archive) -> None:
    twins = similar(archive, "74VARRIN1").twins
    assert [(twin.entry.number, twin.kind) for twin in twins] == [
        (2, "same text"),
        (3, "corrected copy"),
        (4, "shared passage"),
    ]
    assert twins[0].common == 1
    assert twins[2].words == 70
    assert twins[2].passage == " ".join(ORIGINAL[100:170])


def test_every_pair_of_an_archive_is_found_once(archive: Archive) -> None:
    pairs = {(entry.number, twin.entry.number) for entry, twin in all_twins(archive)}
    # What 4 quotes stands changed in 3, in pieces shorter than are seen for certain.
    assert pairs - {(4, 3)} == {(2, 1), (3, 1), (3, 2), (4, 1), (4, 2)}


def test_a_telegram_without_twins_has_others_on_the_same_matter(archive: Archive) -> None:
    found = similar(archive, "74VARRIN11")
    assert found.twins == ()
    assert [entry.number for entry in found.same_matter] == [12]
    assert {"copper", "miners", "wages", "strike"} <= {*found.telling}


def test_a_telegram_of_one_word_is_like_none(archive: Archive) -> None:
    assert similar(archive, "74VARRIN9").twins == ()


@given(st.integers(0, 400), st.integers(0, 10_000))
def test_a_shared_passage_of_enough_words_is_always_seen(start: int, seed: int) -> None:
    words = prose(seed, 500)
    passage = words[start : start + SURE]
    if len(passage) == SURE:
        assert {*shingles(words)} & {*shingles([*prose(-1, 90), *passage, *prose(-2, 90)])}


def test_runs_are_the_passages_in_common() -> None:
    first, second = prose(1, 200), prose(2, 200)
    second[50:90] = first[10:50]
    second[120:150] = first[160:190]
    found = shared_runs(all_shingles(first), all_shingles(second))
    assert [(run.first, run.second, run.length) for run in found] == [(10, 50, 40), (160, 120, 30)]


def test_shingles_are_made_in_linear_time() -> None:
    assert_linear(shingles, lambda size: ["same"] * (size // 2) + prose(4, size // 2))
    assert_linear(lambda words: shared_runs(all_shingles(words), all_shingles(words)), lambda size: ["a"] * size)


words = st.lists(st.sampled_from(["A", "b", "cc", "Dé", "e.", "\n"]), max_size=30).map(" ".join)


def assert_both_given_back(first: str, second: str) -> None:
    pieces = differences(first, second)
    for text, other in ((first, "more"), (second, "less")):
        assert " ".join(piece.text for piece in pieces if piece.what != other).split() == text.split()
    assert [piece.what for piece in differences(first, first)] in ([], ["same"])
    assert all(one.what != other.what for one, other in pairwise(pieces))


@given(words, words)
def test_differences_give_back_both_texts(first: str, second: str) -> None:
    assert_both_given_back(first, second)


def test_capital_and_small_letters_can_be_alike() -> None:
    assert [piece.text for piece in differences("The DAM", "THE dam", case=False)] == ["The DAM"]


@given(words, words)
def test_differences_in_blocks_give_back_both_texts_too(first: str, second: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reftel.analysis.differing._MOST", 10)
        patch.setattr("reftel.analysis.differing._WINDOW", 2)
        assert_both_given_back(first, second)


def test_blocks_of_long_texts_begin_where_both_surely_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.analysis.differing._MOST", 100 * 100)
    first = prose(1, 1_000)
    second = ["more", "words", *first[:300], *prose(2, 40), *first[350:]]
    found = [(piece.what, len(piece.text.split())) for piece in differences(" ".join(first), " ".join(second))]
    assert found == [("more", 2), ("same", 300), ("less", 50), ("more", 40), ("same", 650)]


def test_differences_of_long_texts_are_found_in_linear_time() -> None:
    def differing(text: str) -> object:
        return differences(text, text.replace("ab", "c").replace("fish ", ""))

    assert_linear(differing, lambda size: " ".join(prose(3, size // 5)))
    assert_linear(differing, lambda size: "ab fish ab ac " * (size // 14))
    assert_linear(lambda text: differences(text, text[::-1]), lambda size: " ".join(prose(4, size // 5)))


# The commands


def test_two_texts_under_one_number_are_shown_with_their_difference(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "diff", "77VARRIN344", "77VARRIN344~2")
    assert ran.code == 1
    assert ran.out.startswith("77VARRIN344 → 77VARRIN344~2\n")
    assert "[-" in ran.out
    assert "{+" in ran.out
    assert reftel("--archive", held, "diff", "77VARRIN344", "77VARRIN344").code == 0


def test_similar_shows_twins_and_the_same_matter(reftel: Reftel, held: Path) -> None:
    assert "On the same matter" in reftel("--archive", held, "similar", "06VARRIN902").out
    ran = reftel("--archive", held, "similar", "77VARRIN344")
    assert ran.code == 0
    assert "77VARRIN344~2" in ran.out
    pairs = reftel("--archive", held, "similar", "--all").out.splitlines()
    assert len(pairs) == 1
    assert pairs[0].startswith("77VARRIN344~2 · 77VARRIN344 · ")
    assert (
        reftel("--archive", held, "similar").code == 2 or "similar to what" in reftel("--archive", held, "similar").err
    )
