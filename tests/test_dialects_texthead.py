"""The heading of the text, in the ways that drafters and copies bend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel.dialects import dialect_of
from reftel.dialects.captions import captions_in
from reftel.text.lines import split_lines

if TYPE_CHECKING:
    from reftel.model.draft import Draft

TOP = "VZCZCXYZ0001\nRR RUEHWEB\n\nDE RUEHPE #0042 0101200\nZNY CCCCC ZZH\nR 101200Z JAN 08\nFM AMEMBASSY LIMA\n"
TO = "TO RUEHC/SECSTATE WASHDC 1234\n"
LEVEL = "\nC O N F I D E N T I A L LIMA 000042\n\nSIPDIS\n\n"
EO = "E.O. 12958: DECL: 01/09/2018\nTAGS: PREL PE\n"
BODY = "\n1. (C) Text.\nDOE\n"


def read(text: str) -> Draft:
    lines = split_lines(text)
    return dialect_of(text, lines).read(text, lines)


def subject_of(draft: Draft) -> str:
    return " ".join(" ".join(draft.text[line.start : line.end].split()) for line in draft.subject_lines)


def test_a_newspapers_date_stamp_is_no_addressee() -> None:
    draft = read(TOP + TO + "INFO RUEHBO/AMEMBASSY BOGOTA\nThursday, 10 January 2008, 12:00" + LEVEL + EO + BODY)

    assert [entry.address for entry in draft.info] == ["AMEMBASSY BOGOTA"]


def test_a_page_mark_among_the_addresses_is_none_of_them() -> None:
    draft = read(TOP + "TO PAGE 02        LIMA   00042  101333Z\n" + TO[3:] + LEVEL + EO + BODY)

    assert [entry.address for entry in draft.to] == ["SECSTATE WASHDC"]
    assert [defect.defect for defect in draft.defects] == ["garbled-address"]


@pytest.mark.parametrize(
    ("lines", "passing"),
    [
        ("STATE FOR WHA/AND\nNSC FOR ROE\n", ["STATE FOR WHA/AND", "NSC FOR ROE"]),
        ("STATE FOR WHA/AND, INR/IAA,\nAND EB\n", ["STATE FOR WHA/AND, INR/IAA, AND EB"]),
        (
            "BOGOTA FOR ROE; QUITO FOR STEINER-STUART; CARACAS; BRASILIA\nFOR POE; SANTIAGO FOR\nMOORE\n",
            ["BOGOTA FOR ROE; QUITO FOR STEINER-STUART; CARACAS; BRASILIA FOR POE; SANTIAGO FOR MOORE"],
        ),
        (
            "WHITE HOUSE FOR OVP, DEPARTMENT FOR WHA/AND AND S/I\nSATTERLEY\n",
            ["WHITE HOUSE FOR OVP, DEPARTMENT FOR WHA/AND AND S/I SATTERLEY"],
        ),
        (
            "DEPT PASS USAID/LAC/SA FOR CURTIS, ATWOOD AND SCHLAGEN\nDEPT PASS USTR FOR ROE\n",
            ["DEPT PASS USAID/LAC/SA FOR CURTIS, ATWOOD AND SCHLAGEN", "DEPT PASS USTR FOR ROE"],
        ),
    ],
)
def test_passing_lines_are_joined_where_they_were_wrapped(lines: str, passing: list[str]) -> None:
    assert read(TOP + TO + LEVEL + lines + "\n" + EO + "SUBJECT: FISH\n" + BODY).passing == passing


def test_a_subject_goes_on_behind_a_blank_line() -> None:
    draft = read(TOP + TO + LEVEL + EO + "SUBJECT: WAITING FOR THE\n\nFISH\n\nREF: LIMA 12\n" + BODY)

    assert subject_of(draft) == "WAITING FOR THE FISH"
    assert draft.passing == []


def test_a_title_behind_a_page_mark_is_no_part_of_the_subject() -> None:
    mark = "\nLIMA 00000042  001.2 OF 002\n\n"
    words = "The Road Ahead\n--------------\n" + BODY

    assert subject_of(read(TOP + TO + LEVEL + EO + "SUBJECT: THE RIVER\n" + mark + words)) == "THE RIVER"


def test_a_number_alone_under_the_subject_is_a_reference() -> None:
    draft = read(TOP + TO + LEVEL + EO + "SUBJECT: FISH\n\nSTATE 162751\n" + BODY)

    assert [draft.text[block.start : block.end] for block in draft.references] == ["STATE 162751"]


def test_prose_under_the_references_is_the_first_paragraph() -> None:
    text = TOP + TO + LEVEL + EO + "SUBJECT: FISH\nREF: A-4876\n"
    draft = read(text + "NOTHING IS CAUGHT OR SOLD IN THE WHOLE COUNTRY. FIGURES\nOF SHIPS ARE OLD.\nDOE\n")

    assert draft.body[0].start == len(text)
    assert draft.signature == "DOE"


def test_prose_with_the_word_for_is_no_passing_line() -> None:
    draft = read(
        TOP + TO + LEVEL + EO + "SUBJECT: FISH\n\nTHE COURSE WAS SET FOR JUNE, BUT THE\nSHIPS NEVER CAME.\nDOE\n"
    )

    assert draft.passing == []


@pytest.mark.parametrize(
    ("line", "name", "reasons"),
    [
        ("Classified By: DCM Jane Doe for reasons 1.4 B A ND D", "DCM Jane Doe", ["1.4(b)", "1.4(d)"]),
        ("Classified By: DCM Jane Doe for reasons 1.4 (b) an\nd (d).", "DCM Jane Doe", ["1.4(b)", "1.4(d)"]),
        (
            "Classified By: Under Secretary Jane Doe for reasons 1.4(b,\nd).",
            "Under Secretary Jane Doe",
            ["1.4(b)", "1.4(d)"],
        ),
        ("Classified By: DCM Jane Doe for Reasons 1:4 b,d", "DCM Jane Doe", ["1.4(b)", "1.4(d)"]),
        ("(U) Classified by DCM Jane Doe; reasons: E.O. 12958 1.4 (b,d).", "DCM Jane Doe", ["1.4(b)", "1.4(d)"]),
        ("Classified By: (U) CLASSIFIED BY DCM JANE DOE,\nREASON: 1.4 (C).", "DCM JANE DOE", ["1.4(c)"]),
        ("CLASSIFIED BY: Jane Doe, DCM; REASON: 1.4(D) 1. (C)", "Jane Doe, DCM", ["1.4(d)"]),
    ],
)
def test_classified_by_is_read_in_many_forms(line: str, name: str, reasons: list[str]) -> None:
    draft = read(TOP + TO + LEVEL + EO + "SUBJECT: FISH\n\n" + line + "\n" + BODY)

    assert (draft.classified_by, draft.reasons[: len(reasons)], draft.order) == (name, reasons, "12958")
    assert draft.declassify == "DECL: 01/09/2018"


def test_a_derived_classification_has_no_classifier() -> None:
    draft = read(
        TOP
        + TO
        + LEVEL
        + EO
        + "SUBJECT: FISH\n\nClassified By: Derived from Multiple Sources\n\nSECRET//NOFORN\n"
        + BODY
    )

    assert (draft.classified_by, draft.derived_from) == (None, "Multiple Sources")
    assert draft.passing == []


def test_a_caption_and_the_order_on_one_line_are_both_read() -> None:
    draft = read(
        TOP + TO + LEVEL.replace("SIPDIS\n\n", "SIPDIS E.O. 12958: N/A\n") + "TAGS: PREL PE\nSUBJECT: FISH\n" + BODY
    )

    assert (draft.captions, draft.order, draft.declassify) == (["SIPDIS"], "12958", "N/A")


@pytest.mark.parametrize("label", ["E.OM 11652", "EMO. 11652", "E.O. 11652", "EO 11652", "E.O 11652"])
def test_an_order_whose_points_lost_their_shift_is_read(label: str) -> None:
    draft = read(
        f"R 101200Z JAN 74\nFM AMEMBASSY LIMA\n\nUNCLAS LIMA 42\n{label}: N/A\nTAGS: PFOR, PE\nSUBJ: FISH\n\n1. TEXT.\n"
    )

    assert (draft.order, draft.declassify, draft.passing) == ("11652", "N/A", [])


def test_two_tags_without_their_blank_are_two_and_the_repair_says_so() -> None:
    draft = read(TOP + TO + LEVEL + EO.replace("PREL PE", "PREL KDEMAF") + "SUBJECT: FISH\n" + BODY)

    assert [term.code for term in draft.tags] == ["PREL", "KDEM", "AF"]
    assert [(repair.was, repair.now, repair.rule) for repair in draft.repairs] == [("KDEMAF", "KDEM AF", "glued-tags")]


def test_captions_come_from_the_table_of_captions() -> None:
    assert captions_in("NO FOREIGN DISSEM") == ["NO FOREIGN DISSEM"]
    assert captions_in("STAFFDEL SIPDIS") == ["STAFFDEL", "SIPDIS"]
    assert captions_in("CORRECTED COPY") == []
