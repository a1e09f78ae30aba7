from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from reftel.archive import Entry, Witness
from reftel.intake import read_text
from reftel.sample import sample_folder
from reftel.show.style import THEME
from reftel.show.terminal import place_words, repaired_text, show_repairs, show_spans, show_telegram

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

TELEGRAM = """\
P 070518Z MAR 07
FM AMEMBASSY ASTANA
TO SECSTATE WASHDC PRIORITY

C O N F I D E N T I A L ASTANA 000605

E.O. 12958: DECL: 03/06/2017
TAGS: PREL, KZ
SUBJECT: REFORM

REF: A. ASTANA 515 B. 06 ASTANA 121

1. (C) The minister,s words were these: &It will rain,8 he said,
and he didn,t add a date. &Perhaps,8 he said, &in May.8

2. (U) More.
DOE
"""


def printed(what: RenderableType, width: int = 110) -> str:
    console = Console(theme=THEME, highlight=False, width=width, record=True, file=None, color_system=None)
    with console.capture() as capture:
        console.print(what)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def entry(name: str, subject: str) -> Entry:
    when = datetime(2007, 2, 20, 8, 0, tzinfo=UTC)
    return Entry(1, name, name, 2007, "ASTANA", 515, when, "CONFIDENTIAL", subject, "state2000", "text", False)


def test_a_telegram_says_which_of_its_reftels_are_held() -> None:
    telegram = read_text(TELEGRAM)[0]
    shown = printed(show_telegram(telegram, held={"07ASTANA515": entry("07ASTANA515", "RAIN EXPECTED")}))
    assert "A  ASTANA 515     07ASTANA515  held  20 February 2007  RAIN EXPECTED" in shown
    assert "B  06 ASTANA 121  06ASTANA121  not held" in shown


def test_its_text_is_repaired_and_its_repairs_are_counted() -> None:
    telegram = read_text(TELEGRAM)[0]
    shown = printed(show_telegram(telegram, held={}))
    assert "1. (C) The minister’s words were these: “It will rain,” he said, and he didn’t add a date." in shown
    assert "8 repairs: 6 shifted-quote, 2 shifted-apostrophe (--repairs lists them)" in shown


def test_characters_that_a_repair_put_in_stand_out_and_no_others() -> None:
    telegram = read_text(TELEGRAM)[0]
    text = repaired_text(telegram, telegram.paragraphs[0])
    assert {text.plain[span.start : span.end] for span in text.spans if span.style == "repaired"} == {"“", "”", "’"}
    assert text.plain == telegram.paragraphs[0].text


def test_who_cites_it_what_else_is_held_and_where_it_was_found() -> None:
    telegram = read_text(TELEGRAM)[0]
    witness = Witness(1, "07ASTANA605", "a/b.txt", "0" * 64, 2048, 0, datetime(2026, 1, 2, tzinfo=UTC), chosen=True)
    shown = printed(
        show_telegram(
            telegram,
            held={},
            citing=[entry("07ASTANA700", "AND RAIN IT DID")],
            witnesses=[witness],
            others=["07ASTANA605~2"],
        )
    )
    assert "Referred to by\n07ASTANA700  20 February 2007  AND RAIN IT DID" in shown
    assert "another text is held as well: 07ASTANA605~2" in shown
    assert "a/b.txt · 2 kB · added 2 January 2026" in shown


def test_the_repairs_show_what_was_and_what_is() -> None:
    shown = printed(show_repairs(read_text(TELEGRAM)[0]))
    assert "(C) The minister,→’s words were" in shown.replace(" → ", "→")


def test_the_spans_show_every_character() -> None:
    telegram = read_text(TELEGRAM)[0]
    shown = printed(show_spans(telegram), width=200)
    for word in TELEGRAM.split():
        assert word in shown


def test_a_place_is_told_as_a_reader_would() -> None:
    telegram = read_text(TELEGRAM)[0]
    assert place_words(telegram, TELEGRAM.index("More"), 0) == "in paragraph 2"
    assert place_words(telegram, TELEGRAM.index("TAGS"), 0) == "in the tags line"


def sample_files() -> list[Path]:
    return sorted((sample_folder() / "telegrams").glob("*.txt"))


@pytest.mark.parametrize("file", sample_files(), ids=lambda file: file.stem)
def test_every_telegram_of_the_sample_can_be_shown(file: Path) -> None:
    for telegram in read_text(file.read_text("utf-8", errors="replace")):
        assert telegram.id in printed(show_telegram(telegram, held={}))


@given(st.text())
def test_whatever_a_text_holds_no_control_character_gets_out(tail: str) -> None:
    for telegram in read_text(TELEGRAM + "3. (C) " + tail):
        for shown in (show_telegram(telegram, held={}), show_repairs(telegram), show_spans(telegram)):
            assert not set(printed(shown)) & {chr(code) for code in (*range(9), *range(11, 32), 0x7F, 0x9B, 0x202E)}
