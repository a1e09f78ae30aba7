"""Titles above paragraphs, in the ways that copies leave them."""

from __future__ import annotations

import pytest

from reftel.intake import read_text

LONG = (
    "The harbour was closed for a week, and nobody at the ministry could say when the ships "
    "that wait in the bay would be let in again."
)


def titles(body: str) -> list[tuple[int | None, str | None]]:
    (telegram,) = read_text(body)
    return [(p.number, p.heading) for p in telegram.paragraphs]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("1. (C) One.\n\nThe Harbour\n-----------\n\n2. (C) Two.\n", "The Harbour"),
        ("1. (C) One.\n\n-----------\nThe Harbour\n-----------\n\n2. (C) Two.\n", "The Harbour"),
        (
            "1. (C) One.\n\nThe Harbour, and\nWhat Came of It\n---------------\n2. (C) Two.\n",
            "The Harbour, and What Came of It",
        ),
        ("1. (C) One.\n\nThe Harbour\n\n2. (C) Two.\n", "The Harbour"),
        ("1. (C) One.\nThe Harbour\n-----------\n2. (C) Two.\n", "The Harbour"),
        ("1. (C) One.\n//THE HARBOUR//\n\n2. (C) Two.\n", "//THE HARBOUR//"),
        ("1. (C) One.\n\nThe Harbour\n———————————\n\n2. (C) Two.\n", "The Harbour"),
        (f"1. (C) {LONG}\nThe Harbour\n2. (C) Two.\n", "The Harbour"),
        (f"1. (C) {LONG} The Harbour\n-----------\n2. (C) Two.\n", "The Harbour"),
        (f"1. (C) {LONG} What Next?\n----------\n2. (C) Two.\n", "What Next?"),
        (f"1. (C) {LONG} ------- The Harbour -------\n2. (C) Two.\n", "The Harbour"),
        (f"1. (C) {LONG[:-1]} END SUMMARY The Harbour\n-----------\n2. (C) Two.\n", "The Harbour"),
        ("1. (C) He named XXXXXXXXXXXX\n\nThe Harbour\n\n2. (C) Two.\n", "The Harbour"),
    ],
)
def test_a_title_belongs_to_the_paragraph_below(body: str, title: str) -> None:
    assert titles(body) == [(1, None), (2, title)]


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) He said that the\n\nharbour was closed\n\n2. (C) Two.\n",
        "1. (C) He spoke of:\n\n-- the harbour\n\n2. (C) Two.\n",
        "1. (C) One, which goes\non and ends here.\n\n2. (C) Two.\n",
        f"1. (C) {LONG}\nAnd so it stayed closed.\n2. (C) Two.\n",
        "1. (C) One.\n\nXXXXXXXXXXXX\n\n2. (C) Two.\n",
    ],
)
def test_words_of_a_paragraph_are_no_title(body: str) -> None:
    assert titles(body) == [(1, None), (2, None)]


def test_words_cut_from_a_title_stay_the_paragraphs_own() -> None:
    (telegram,) = read_text(f"1. (C) {LONG} The Harbour\n-----------\n2. (C) Two.\n")

    assert [p.text for p in telegram.paragraphs] == [LONG, "Two."]
