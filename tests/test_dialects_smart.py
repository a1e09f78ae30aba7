from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reftel.dialects import dialect_of
from reftel.intake import read_text
from reftel.text.lines import split_lines

TELEGRAM = """UNCLASSIFIED
SBU

MRN:            10 LIMA 42
Date/DTG:       Jan 10, 2010 / 101200Z JAN 10
From:           AMEMBASSY LIMA
Action:         WASHDC, SECSTATE PRIORITY
                BOGOTA, AMEMBASSY PRIORITY
E.O.:           13526
TAGS:           PREL, PGOV, OVIP (ROE, JANE),
                PE
Captions:       SENSITIVE, SIPDIS
Pass Line:      STATE FOR WHA/AND
Reference:      A) 09 LIMA 1200
                B) 10 BOGOTA 7
Subject:        The Harbour, and
                What Came of It

1. (SBU) Summary: The fleet
sailed. End summary.

2. (U) Action: it came back.

Signature:      Doe

Drafted By:     LIMA:Roe, Jane
Cleared By:     ECON:Poe, John
                PAS:Moore, Ann
Approved By:    FRONT OFFICE:Doe, Richard
Released By:    LIMA:Roe, Jane
Info:           QUITO, AMEMBASSY ROUTINE; LA PAZ, AMEMBASSY ROUTINE
Dissemination Rule: Archive Copy
UNCLASSIFIED
SBU
"""


def test_every_labelled_field_is_read() -> None:
    (telegram,) = read_text(TELEGRAM)

    assert telegram.source.dialect == "smart"
    assert (telegram.mrn, telegram.dtg) == ("10LIMA42", datetime(2010, 1, 10, 12, 0, tzinfo=UTC))
    assert telegram.originator is not None
    assert telegram.originator.post == "LIMA"
    assert [(a.address, a.post, a.precedence) for a in telegram.to] == [
        ("WASHDC, SECSTATE", "STATE", "PRIORITY"),
        ("BOGOTA, AMEMBASSY", "BOGOTA", "PRIORITY"),
    ]
    assert [(a.post, a.precedence) for a in telegram.info] == [("QUITO", "ROUTINE"), ("LAPAZ", "ROUTINE")]
    assert (telegram.classification.level, telegram.classification.executive_order) == ("UNCLASSIFIED", "13526")
    assert [term.code for term in telegram.tags] == ["PREL", "PGOV", "OVIP", "ROE, JANE", "PE"]
    assert telegram.captions == ("SBU", "SENSITIVE", "SIPDIS")
    assert telegram.passing == ("STATE FOR WHA/AND",)
    assert [(r.label, r.mrn) for r in telegram.reftels] == [("A", "09LIMA1200"), ("B", "10BOGOTA7")]
    assert telegram.subject == "The Harbour, and What Came of It"
    assert [(p.number, p.portion, p.role, p.text) for p in telegram.paragraphs] == [
        (1, "SBU", "summary", "Summary: The fleet sailed. End summary."),
        (2, "U", "text", "Action: it came back."),
    ]
    assert telegram.signature == "Doe"
    assert telegram.drafting is not None
    assert telegram.drafting.drafted_by == "LIMA:Roe, Jane"
    assert telegram.drafting.cleared_by == ("ECON:Poe, John", "PAS:Moore, Ann")
    assert telegram.notes == ("Released By: LIMA:Roe, Jane", "Dissemination Rule: Archive Copy")
    assert telegram.defects == ()


def test_the_fields_can_stand_in_any_order() -> None:
    text = (
        "Subject: FISH\nTAGS: PREL\nE.O.: 13526: DECL: 01/09/2020\nMRN: 10 LIMA 42\nFrom: AMEMBASSY LIMA\n"
        "DTG: 101200Z JAN 10\nAction: SECSTATE WASHDC IMMEDIATE\nClassified By: Jane Roe, DCM; Reason: 1.4 (b)\n\n"
        "1. (C) Text.\nDOE\n"
    )
    (telegram,) = read_text(text)

    assert (telegram.mrn, telegram.subject, telegram.signature) == ("10LIMA42", "FISH", "DOE")
    assert telegram.classification.declassify_on == date(2020, 1, 9)
    assert (telegram.classification.classified_by, telegram.classification.reasons) == ("Jane Roe, DCM", ("1.4(b)",))
    assert [(a.address, a.precedence) for a in telegram.to] == [("SECSTATE WASHDC", "IMMEDIATE")]


def test_empty_fields_say_nothing() -> None:
    (telegram,) = read_text(
        "MRN: 10 LIMA 42\nDate/DTG: Jan 10, 2010 / 101200Z JAN 10\nCaptions: None\nReference: None\n\n1. A.\n"
    )

    assert (telegram.captions, telegram.reftels) == ((), ())


@pytest.mark.parametrize("text", ["MRN 10 LIMA 42\nFrom: A\n", "MRN:\nFrom: A\n", "Subject: A\nFrom: B\n\nDear B,\n"])
def test_a_letter_is_none(text: str) -> None:
    assert dialect_of(text, split_lines(text)).name != "smart"


def test_every_character_has_its_label() -> None:
    (telegram,) = read_text(TELEGRAM)

    assert "".join(TELEGRAM[span.start : span.end] for span in telegram.spans) == TELEGRAM
    assert {span.label for span in telegram.spans} >= {
        "dtg",
        "from",
        "to",
        "info",
        "tags",
        "subject",
        "signature",
        "drafting",
    }
    assert "unread" not in {span.label for span in telegram.spans}
