from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.dialects import dialect_of
from reftel.text.lines import split_lines

if TYPE_CHECKING:
    from reftel.model.draft import Draft

RELAY_COPY = """VZCZCXRO0042
OO RUEHXX RUEHYY
DE RUEHXX #0042/01 0101200
ZNY SSSSS ZZH
O P 101200Z JAN 08
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 1234
INFO RUEHBO/AMEMBASSY BOGOTA PRIORITY 0007
RUMIAAA/HQ USSOUTHCOM MIAMI FL//J-2/J-5//
RUCNMER/MERCOSUR COLLECTIVE

S E C R E T SECTION 01 OF 02 LIMA 000042

NOFORN
SIPDIS

SIPDIS

STATE FOR WHA/AND AND INR/IAA
NSC FOR ROSSELLO

E.O. 12958: DECL: 01/09/2018
TAGS: PREL PGOV PE
SUBJECT: A SUBJECT THAT IS LONG ENOUGH TO BE CONTINUED
ON A SECOND LINE

REF: A. LIMA 12
     B. 07 BOGOTA 1234 (NOTAL)

Classified By: DCM Jane Doe for reasons 1.4 (b) and (d).

1. (S/NF) Summary: text. End summary.

LIMA 00000042  002 OF 002

2. (U) More text.
DOE
"""


def read(text: str) -> Draft:
    lines = split_lines(text)
    return dialect_of(text, lines).read(text, lines)


def test_every_line_of_a_relay_copy_is_read() -> None:
    draft = read(RELAY_COPY)

    assert draft.dialect == "state2000"
    assert (draft.transmission_id, draft.routing) == ("VZCZCXRO0042", ["RUEHXX", "RUEHYY"])
    assert (draft.station, draft.serial, draft.station_section) == ("RUEHXX", 42, 1)
    assert (draft.security, draft.signals) == ("SSSSS", ["ZZH"])
    assert draft.dtg == datetime(2008, 1, 10, 12, 0, tzinfo=UTC)
    assert (draft.action_precedence, draft.info_precedence) == ("IMMEDIATE", "PRIORITY")
    assert draft.originator is not None
    assert (draft.originator.address, draft.originator.post) == ("AMEMBASSY LIMA", "LIMA")
    assert [(a.address, a.post, a.routing, a.precedence, a.serial) for a in draft.to] == [
        ("SECSTATE WASHDC", "STATE", "RUEHC", "IMMEDIATE", "1234")
    ]
    assert [(a.address, a.office, a.serial) for a in draft.info] == [
        ("AMEMBASSY BOGOTA", None, "0007"),
        ("HQ USSOUTHCOM MIAMI FL", "J-2/J-5", None),
        ("MERCOSUR COLLECTIVE", None, None),
    ]
    assert (draft.level, draft.post_name, draft.number) == ("SECRET", "LIMA", 42)
    assert draft.captions == ["NOFORN", "SIPDIS"]
    assert draft.passing == ["STATE FOR WHA/AND AND INR/IAA", "NSC FOR ROSSELLO"]
    assert (draft.order, draft.declassify_on) == ("12958", date(2018, 1, 9))
    assert [(term.code, term.kind) for term in draft.tags] == [
        ("PREL", "subject"),
        ("PGOV", "subject"),
        ("PE", "place"),
    ]
    assert (draft.classified_by, draft.reasons) == ("DCM Jane Doe", ["1.4(b)", "1.4(d)"])
    assert [(section.number, section.of) for section in draft.sections] == [(1, 2), (2, 2)]
    assert draft.signature == "DOE"
    assert draft.defects == []


def test_the_second_sipdis_is_the_machines_own() -> None:
    draft = read(RELAY_COPY)

    doubled = next(repair for repair in draft.repairs if repair.rule == "doubled-sipdis")
    assert doubled.was == "\n\nSIPDIS"
    assert doubled.now == ""


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("UUNCLAS LIMA 000042", "UNCLASSIFIED"),
        ("E C R E T LIMA 000042", "SECRET"),
        ("CO N F I D E N T I A L LIMA 000042", "CONFIDENTIAL"),
        ("CONFIDENTIAL SECTION 01 of 03 LIMA 000042", "CONFIDENTIAL"),
        ("S e c r e t lima 000042", "SECRET"),
        ("UNCLS LIMA 000042", "UNCLASSIFIED"),
        ("UNCLAS E F T O LIMA 000042", "UNCLASSIFIED"),
        ("LIMITED OFFFICIAL USE LIMA 42", "LIMITED OFFICIAL USE"),
    ],
)
def test_a_damaged_classification_line_is_read(line: str, level: str) -> None:
    draft = read(RELAY_COPY.replace("S E C R E T SECTION 01 OF 02 LIMA 000042", line).replace("ZNY SSSSS ZZH\n", ""))

    assert (draft.level, draft.post_name, draft.number) == (level, "LIMA", 42)


def test_heading_and_text_that_name_different_levels_are_a_defect() -> None:
    draft = read(RELAY_COPY.replace("ZNY SSSSS", "ZNR UUUUU"))

    assert [defect.defect for defect in draft.defects] == ["classification-disagrees"]


def test_a_page_header_between_the_lines_of_the_subject_is_stepped_over() -> None:
    draft = read(RELAY_COPY.replace("CONTINUED\nON A", "CONTINUED\n\nLIMA 00000042  001.2 OF 002\n\nON A"))

    words = [draft.text[line.start : line.end].strip() for line in draft.subject_lines]
    assert words == ["A SUBJECT THAT IS LONG ENOUGH TO BE CONTINUED", "ON A SECOND LINE"]


def test_a_heading_on_one_line_is_read_label_by_label() -> None:
    flat = RELAY_COPY.replace("DECL: 01/09/2018\nTAGS", "DECL: 01/09/2018 TAGS").replace("PE\nSUBJECT", "PE SUBJECT")

    draft = read(flat)

    assert [term.code for term in draft.tags] == ["PREL", "PGOV", "PE"]
    assert draft.declassify_on == date(2018, 1, 9)
    assert draft.subject_lines


def test_a_text_without_classification_line_takes_its_number_from_the_station() -> None:
    draft = read(RELAY_COPY.replace("S E C R E T SECTION 01 OF 02 LIMA 000042\n", ""))

    assert (draft.post_name, draft.number, draft.level) == ("LIMA", 42, "SECRET")
    assert "number-from-heading" in [defect.defect for defect in draft.defects]


@pytest.mark.parametrize(
    ("line", "order", "words", "day"),
    [
        ("E.O. 12958: DECL: 2019/07/29", "12958", "DECL: 2019/07/29", date(2019, 7, 29)),
        ("EO 12958 DECL: 1/9/2018", "12958", "DECL: 1/9/2018", date(2018, 1, 9)),
        ("E.O. 12958: DECL: 011/2/2019", "12958", "DECL: 011/2/2019", None),
        ("E.O. 12598: DECL: 01/09/2018", "12958", "DECL: 01/09/2018", date(2018, 1, 9)),
        ("E.O. 12958: DECL: MR", "12958", "DECL: MR", None),
        ("E.O. 12356: DECL: OADR", "12356", "DECL: OADR", None),
        (
            "E.O. 12958: DECL: TEN YEARS AFTER KOREAN UNIFICATION",
            "12958",
            "DECL: TEN YEARS AFTER KOREAN UNIFICATION",
            None,
        ),
        ("E.O. 12958: N/A", "12958", "N/A", None),
    ],
)
def test_executive_orders_in_their_many_forms(line: str, order: str, words: str, day: date | None) -> None:
    draft = read(RELAY_COPY.replace("E.O. 12958: DECL: 01/09/2018", line))

    assert (draft.order, draft.declassify, draft.declassify_on) == (order, words, day)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.integers(0, len(RELAY_COPY)))
def test_any_text_anywhere_is_read_without_complaint(noise: str, place: int) -> None:
    draft = read(RELAY_COPY[:place] + noise + RELAY_COPY[place:])

    assert all(line.start <= line.end <= line.next <= len(draft.text) for line in draft.body)


@pytest.mark.parametrize(
    "damaged",
    ["DE RUEHXX #10042/01 0101200", "DE RUEHXX", "DE RU#HXX 0042 01012O0", "ZNY SSS*S Z?H", "%%GARBLE%%"],
)
def test_one_damaged_line_of_the_heading_costs_that_line_only(damaged: str) -> None:
    """The lines below it are read all the same, and the line itself is named."""
    lost = "ZNY SSSSS ZZH" if damaged.startswith("ZNY") else "DE RUEHXX #0042/01 0101200"
    draft = read(RELAY_COPY.replace(lost, damaged))

    assert draft.dtg == datetime(2008, 1, 10, 12, 0, tzinfo=UTC)
    assert draft.originator is not None
    assert draft.originator.address == "AMEMBASSY LIMA"
    assert [addressee.address for addressee in draft.to] == ["SECSTATE WASHDC"]
    assert (draft.post_name, draft.number, draft.level) == ("LIMA", 42, "SECRET")
    (defect,) = [defect for defect in draft.defects if defect.defect == "garbled-heading"]
    assert draft.text[defect.start : defect.end] == damaged
