"""Copies that kept every section's own heading, or the page marks of the older printing system."""

from __future__ import annotations

import itertools

from reftel.dialects.oldpages import cut_old_pages, has_old_pages
from reftel.intake import read_text
from reftel.text.lines import split_lines

TOP = "VZCZCXRO0042\nPP RUEHXX\nDE RUEHPE #0042/01 0101200\nZNY CCCCC ZZH\nP 101200Z JAN 08\nFM AMEMBASSY LIMA\n"
LABELS = "E.O. 12958: DECL: 01/09/2018\nTAGS: PREL PE\nSUBJECT: THE FLEET AND\nWHAT CAME OF IT\n\n"
CAPTIONS = "\nSIPDIS\n\nSTATE FOR WHA\n\n"
TWO_SECTIONS = (
    TOP
    + "TO RUEHC/SECSTATE WASHDC 1234\n\nC O N F I D E N T I A L SECTION 01 OF 02 LIMA 000042\n"
    + CAPTIONS
    + LABELS
    + "1. (C) The fleet, which was\n\n"
    + TOP
    + "TO RUEHC/SECSTATE WASHDC 1235\n\nC O N F I D E N T I A L SECTION 02 OF 02 LIMA 000042\n"
    + CAPTIONS
    + LABELS
    + "lost, came back.\n\n2. (U) All is well.\nDOE\n"
)
OLD_PAGES = (
    "O 231553Z FEB 01\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 7691\n"
    "C O N F I D E N T I A L SECTION 01 OF 02 LIMA 001173\n"
    "EO 12958 DECL: 02/22/2011\nTAGS PREL, PE\nSUBJECT: THE FLEET AND\n CONFIDENTIAL\n"
    "PAGE 02 LIMA 01173 01 OF 02 231553Z WHAT CAME OF IT\n1. (C) The fleet, which was  CONFIDENTIAL\n"
    "PAGE 03 LIMA 01173 01 OF 02 231553Z lost, came back.\n CONFIDENTIAL\n CONFIDENTIAL PTQ1865\n"
    "PAGE 01 LIMA 01173 02 OF 02 231554Z ACTION WHA-00\n"
    "INFO LOG-00 NP-00 AID-00 FM AMEMBASSY LIMA TO SECSTATE WASHDC 7692\n"
    "C O N F I D E N T I A L SECTION 02 OF 02 LIMA 001173\nE.O. 12958: DECL: 02/22/2011 TAGS: PREL PE\n"
    "PAGE 02 LIMA 01173 02 OF 02 231554Z WHAT CAME OF IT\n2. (U) All is\n"
    "PAGE 03 LIMA 01173 02 OF 02 231554Z 3. (C) well.\n"
    "DOE\n CONFIDENTIAL\n>\n"
)


def test_sections_with_headings_of_their_own_are_one_telegram() -> None:
    (telegram,) = read_text(TWO_SECTIONS)

    assert [(section.number, section.of) for section in telegram.sections] == [(1, 2), (2, 2)]
    assert [(p.number, p.text) for p in telegram.paragraphs] == [
        (1, "The fleet, which was lost, came back."),
        (2, "All is well."),
    ]
    assert [entry.serial for entry in telegram.to] == ["1234"]
    assert telegram.defects == ()
    assert "".join(TWO_SECTIONS[span.start : span.end] for span in telegram.spans) == TWO_SECTIONS


def test_old_page_marks_glued_to_words_are_taken_out() -> None:
    (telegram,) = read_text(OLD_PAGES)

    assert telegram.subject == "THE FLEET AND WHAT CAME OF IT"
    assert [(section.number, section.of) for section in telegram.sections] == [(1, 2), (2, 2)]
    assert [(p.number, p.portion, p.text) for p in telegram.paragraphs] == [
        (1, "C", "The fleet, which was lost, came back."),
        (2, "U", "All is"),
        (3, "C", "well."),
    ]
    assert telegram.signature == "DOE"
    assert [span.label for span in telegram.spans][-3:] == ["signature", "banner", "debris"]


def test_a_section_of_another_telegram_is_no_repeated_heading() -> None:
    telegrams = read_text(TWO_SECTIONS.replace("SECTION 02 OF 02 LIMA 000042", "SECTION 02 OF 02 QUITO 000777"))

    assert [len(telegram.sections) for telegram in telegrams] == [1, 1]


def test_cutting_page_marks_loses_no_character() -> None:
    lines = cut_old_pages(split_lines(OLD_PAGES))

    assert has_old_pages(OLD_PAGES, 0)
    assert lines[0].start == 0
    assert all(line.next == after.start for line, after in itertools.pairwise(lines))
    assert all(OLD_PAGES[line.start : line.end] == line.text for line in lines)
