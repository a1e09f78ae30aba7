"""What holds for the repairs of every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reftel.model.repair import apply_repairs, undo_repairs
from reftel.repair import find_repairs, number_paragraphs
from repair_drafts import draft_of

PIECES = """
the talks|Valmora,s|doesn,t|he,d|&soften8|&No,8|8|&|⁸|G8|)|(| ) |do) he|*|a*b|-|con-|\n|\n\n| \n|\r\n|\nSIPDIS\n
|\nVALMORA 00000123 002 OF 003\n|\nCONFIDENTIAL\n|£ing|µ|[PHUM](#)|<br>|&amp;|http://a.b/c,s&d8|a@b.c,s|XXXXXXXXXXXX
|\ufffd|â€™|MC)xico|\n1. |\n¶18. (C) |\n-- |\nA. |     |\t|12   13   14|Ünïcode|\x00|\u2028|.|,|?|ENDS|inQnection|Iran?s
""".strip().split("|")

damaged_texts = (
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
    | st.text(max_size=300)
)


@given(damaged_texts)
def test_repairs_are_in_order_never_overlap_and_read_what_stands_there(text: str) -> None:
    draft, ranges = draft_of(text)
    repairs = find_repairs(draft, ranges)
    assert all(text[repair.start : repair.end] == repair.was for repair in repairs)
    assert all(before.end <= after.start for before, after in pairwise(repairs))
    assert all(repair.start < repair.end and repair.was != repair.now for repair in repairs)


@given(damaged_texts)
def test_undoing_all_repairs_gives_the_source(text: str) -> None:
    draft, ranges = draft_of(text)
    repairs = tuple(find_repairs(draft, ranges))
    assert undo_repairs(apply_repairs(text, repairs).text, repairs) == text


@given(damaged_texts)
def test_the_same_text_gives_the_same_repairs(text: str) -> None:
    once, again = draft_of(text), draft_of(text)
    assert number_paragraphs(once[0]) == number_paragraphs(again[0])
    assert find_repairs(*once) == find_repairs(*again)
    assert once[0].defects == again[0].defects


@given(damaged_texts, st.lists(st.tuples(st.integers(-5, 400), st.integers(-5, 400)), max_size=6))
def test_places_that_make_no_sense_raise_nothing(text: str, ranges: list[tuple[int, int]]) -> None:
    draft, _ = draft_of(text)
    find_repairs(draft, ranges)
