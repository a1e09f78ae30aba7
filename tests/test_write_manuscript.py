"""Drafts: what people type becomes a telegram, and any telegram is written as a draft that reads back the same."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from growth import assert_linear
from reftel import read_path
from reftel.errors import Unreadable, WrongRequest
from reftel.write import carried, write
from reftel.write.manuscript import TEMPLATE, compose
from reftel.write.manuscript.paragraphs import paragraphs_of, printed_paragraphs
from well_formed import telegrams

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.telegram import Telegram

_quick = settings(max_examples=25, phases=[Phase.explicit, Phase.generate])


def essence(body: str) -> list[tuple[int | None, str | None, str | None, str]]:
    return [(each.number, each.portion, each.heading, each.text) for each in paragraphs_of(body)]


@_quick
@given(telegram=telegrams(old=False))
def test_a_draft_holds_every_field_of_a_telegram_of_the_2000s(telegram: Telegram) -> None:
    assert write(telegram, "markdown").lost == ()


@_quick
@given(telegram=telegrams(old=True))
def test_a_draft_holds_every_field_of_a_telegram_of_the_1970s(telegram: Telegram) -> None:
    assert write(telegram, "markdown").lost == ()


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.sampled_from(["C", "SBU", "S/NF"])),
            st.text(st.sampled_from("abC1.() \\#`-*_|:")).filter(lambda words: words == words.strip()),
        ),
        max_size=4,
    )
)
@example([("C", "a\\"), (None, "(C) b"), (None, "1. c"), (None, "## d"), (None, "```"), (None, "- e")])
def test_whatever_signs_a_paragraph_begins_with_it_reads_back_the_same(made: list[tuple[str | None, str]]) -> None:
    from reftel.model.telegram import Paragraph

    paragraphs = [
        Paragraph(number=place, portion=portion, text=text, start=0, end=0, text_start=0)
        for place, (portion, text) in enumerate(made, start=1)
    ]
    assert essence(printed_paragraphs(paragraphs)) == [(p.number, p.portion, p.heading, p.text) for p in paragraphs]


def test_every_real_telegram_is_written_as_a_draft_and_read_back_whole(shared: Path) -> None:
    count = 0
    for read in read_path(shared / "corpora"):
        assert not isinstance(read, Unreadable)
        assert write(read, "markdown").lost == (), read.id
        count += 1
    assert count >= 534


def test_the_draft_to_begin_with_is_a_telegram() -> None:
    made = compose(TEMPLATE)
    assert (made.mrn, made.post, made.dtg) == ("07ASTANA605", "ASTANA", datetime(2007, 3, 7, 5, 18, tzinfo=UTC))
    assert [(entry.address, entry.post) for entry in made.to] == [("SECSTATE WASHDC", "STATE")]
    assert made.classification.declassify_on == date(2017, 3, 6)
    assert [(r.label, r.mrn, r.note) for r in made.reftels] == [
        ("A", "07ASTANA515", None),
        ("B", "06ASTANA121", "NOTAL"),
    ]
    assert [(p.number, p.portion, p.heading) for p in made.paragraphs] == [
        (1, "C", None),
        (2, "C", "Background"),
        (3, "U", None),
    ]


def test_paragraphs_have_the_numbers_that_are_typed_and_else_number_themselves() -> None:
    assert [row[0] for row in essence("One.\n\nTwo.\n\nThree.")] == [1, 2, 3]
    assert [row[0] for row in essence("3. (C) One.\n\n4. Two.")] == [3, 4]
    assert [each.number for each in paragraphs_of("One.\n\nTwo.", numbered=False)] == [None, None]


def test_lists_and_tables_belong_to_the_paragraph_above_them() -> None:
    table = "WHEAT    12    3\nOATS      4    5"
    body = f"(C) Two things:\n\n- first\n  and more\n- second\n\n```\n{table}\n```\n\n(U) Next."
    assert [row[3] for row in essence(body)] == [
        f"Two things:\n- first and more\n- second\n\n{table}",
        "Next.",
    ]


def test_norway_is_a_country_and_a_nought_in_front_stays() -> None:
    made = compose("---\ntags: [NO, PREL]\nto: {address: AMEMBASSY OSLO, serial: 0123}\n---\nx\n")
    assert [term.code for term in made.tags] == ["NO", "PREL"]
    assert made.to[0].serial == "0123"


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("number: Astana", "Astana is no number"),
        ("dtg: last week", "last week is no date-time group"),
        ("dtg: 310518Z FEB 07", "310518Z FEB 07 is no date-time group"),
        ("precedence: FAST", "FAST is no precedence"),
        ("classification: HUSH", "HUSH is no classification"),
        ('declassify: "DECL: 02/30/2017"', "names no day"),
        ("declassify_on: soon", "soon is no day"),
        ("subjekt: A", "unknown field `subjekt`"),
        ("to: [{office: POLAD}]", "missing required field `address`"),
        ("subject: A: B", "line 2 of the draft cannot be read"),
        ("subject: *b", "begins with *"),
        ("- a\n- b", "no list of names and values"),
    ],
)
def test_a_head_that_cannot_be_meant_is_told_with_its_place(head: str, says: str) -> None:
    with pytest.raises(WrongRequest, match=r"(?s).*" + says.replace("*", r"\*").replace("(", r"\(")):
        compose(f"---\n{head}\n---\nx\n")


def test_a_draft_takes_time_in_proportion_to_its_length() -> None:
    assert_linear(paragraphs_of, lambda size: "He came in.\n" * (size // 12))


@given(st.text(max_size=200))
def test_any_text_is_a_draft_or_a_clear_answer(text: str) -> None:
    try:
        made = compose(text)
    except WrongRequest:
        return
    assert carried(made)
