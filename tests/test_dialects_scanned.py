"""What a scanner reads for what stands there: l for 1, O for 0, 5 for S; where it is sure it is read as meant."""

from __future__ import annotations

import pytest

from plain_telegram import PLAIN
from reftel.dialects.classline import read_class_line
from reftel.dialects.labels import read_label
from reftel.intake import read_text


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("1. Summary", "l. (U) Summary"),
        ("2. It", "¶2. It"),
        ("TO RUEHC", "T0 RUEHC"),
        ("FM AMEMBASSY", "FMAMEMBASSY"),
        ("TO RUEHC/", "TORUEHC/"),
        ("TAGS:", "TAG5:"),
        ("SUBJECT:", "5UBJECT:"),
        ("E.O. 12958", "E.0. 12958"),
        ("UNCLAS LIMA 000042", "UNCLASLIMA 000042"),
    ],
)
def test_a_slip_of_a_scanner_changes_nothing_that_is_said(was: str, now: str) -> None:
    (plain,) = read_text(PLAIN)
    (scanned,) = read_text(PLAIN.replace(was, now))

    assert now in scanned.text
    assert (scanned.mrn, scanned.subject, scanned.signature) == (plain.mrn, plain.subject, plain.signature)
    assert [each.address for each in scanned.to] == [each.address for each in plain.to]
    assert [each.number for each in scanned.paragraphs] == [each.number for each in plain.paragraphs]
    assert [each.text for each in scanned.paragraphs] == [each.text for each in plain.paragraphs]
    assert [each.code for each in scanned.tags] == [each.code for each in plain.tags]


@pytest.mark.parametrize(
    "line",
    [
        "S E C R E TSECTION 01 OF 04 PARIS 000245",
        "S E C R E T SECTlON 01 OF 04 PARIS 000245",
        "S E C R E T SECTION Ol 0F O4 PARIS 000245",
    ],
)
def test_a_section_is_read_past_slips(line: str) -> None:
    found = read_class_line(line)

    assert found is not None
    assert (found.level, found.section, found.of, found.post, found.number) == ("SECRET", 1, 4, "PARIS", 245)


def test_words_that_begin_like_a_level_are_none() -> None:
    assert read_class_line("SECRETARIAT 000123456") is None
    assert read_class_line("CONFIDENTIALITY IS ALL") is None


def test_what_has_figures_only_is_no_label() -> None:
    assert read_label("1030: then", tags_seen=True) is None


def test_page_marks_with_slips_are_page_marks_and_begin_sections() -> None:
    text = PLAIN.replace("UNCLAS LIMA", "UNCLAS SECTION 01 OF 03 LIMA").replace(
        "sailed.", "sailed\nLIMA 00000042 002 OF 003\nto the\nLIMA 000O0042 0O3OF 003\nnorth."
    )
    (telegram,) = read_text(text)

    assert telegram.paragraphs[0].text == "Summary: The fleet sailed to the north. End summary."
    assert [(section.number, section.of) for section in telegram.sections] == [(1, 3), (2, 3), (3, 3)]


def test_a_banner_with_a_slip_is_no_signature() -> None:
    (telegram,) = read_text(PLAIN + "\nUNCLASSIFLED\n")

    assert telegram.signature == "DOE"


def test_roman_numbers_of_a_list_are_no_paragraphs() -> None:
    (telegram,) = read_text(PLAIN.replace("It did", "It did:\n\nI. (A) One.\nII. (B) Two.\n\nIt did"))

    assert [each.number for each in telegram.paragraphs if each.number] == [1, 2]
