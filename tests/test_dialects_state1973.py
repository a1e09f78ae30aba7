from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from reftel.dialects import dialect_of
from reftel.text.lines import split_lines

if TYPE_CHECKING:
    from reftel.model.draft import Draft

PAGES = """CONFIDENTIAL

PAGE 01        LIMA 05291  01 OF 02  131702Z
ACTION ARA-15

INFO  OCT-01  ISO-00  CIAE-00  DODE-00  /062 W
                  ------------------082607  131710Z /65
O R 131640Z JUL 79
FM AMEMBASSY LIMA
TO SECSTATE WASHDC NIACT IMMEDIATE 7509
DEPT OF AGRICULTURE
INFO AMEMBASSY LA PAZ
USCINCSO

C O N F I D E N T I A L SECTION 1 OF 2 LIMA 5291

EXDIS

LA PAZ FOR DCM

E.OM 12065: GDS 7/13/85 (DOE, JOHN Q.) OR-M
TAGS: PFOR, BL, (BANZER SUAREZ, HUGO)
XIBJ: FISHING
 RIGHTS
REF: A) STATE 52986; B) LIMA 5100

1. (C - ENTIRE TEXT) THE MINISTER SAID THAT THE
CONFIDENTIAL

CONFIDENTIAL

PAGE 02        LIMA 05291  01 OF 02  131702Z

FLEET WOULD SAIL.




NNN
CONFIDENTIAL

PAGE 01        LIMA 05291  02 OF 02  131705Z
ACTION ARA-15

INFO  OCT-01  ISO-00  CIAE-00  DODE-00  /062 W
                  ------------------082611  131711Z /65
O R 131640Z JUL 79
FM AMEMBASSY LIMA
TO SECSTATE WASHDC NIACT IMMEDIATE 7510

C O N F I D E N T I A L SECTION 2 OF 2 LIMA 5291

EXDIS

2. WE DO NOT BELIEVE HIM.
DOE

CONFIDENTIAL




NNN
"""


def read(text: str) -> Draft:
    lines = split_lines(text)
    return dialect_of(text, lines).read(text, lines)


def test_every_line_of_a_telegram_of_two_sections_is_read() -> None:
    draft = read(PAGES)

    assert draft.dialect == "state1973"
    assert draft.dtg == datetime(1979, 7, 13, 16, 40, tzinfo=UTC)
    assert (draft.action_precedence, draft.info_precedence) == ("IMMEDIATE", "ROUTINE")
    assert draft.distribution is not None
    assert [(office.office, office.copies) for office in draft.distribution.action] == [("ARA", 15)]
    assert [office.office for office in draft.distribution.info] == ["OCT", "ISO", "CIAE", "DODE"]
    assert draft.distribution.total == 62
    assert [(a.address, a.precedence, a.serial) for a in draft.to] == [
        ("SECSTATE WASHDC", "NIACT IMMEDIATE", "7509"),
        ("DEPT OF AGRICULTURE", None, None),
    ]
    assert [a.address for a in draft.info] == ["AMEMBASSY LA PAZ", "USCINCSO"]
    assert (draft.level, draft.post_name, draft.number) == ("CONFIDENTIAL", "LIMA", 5291)
    assert (draft.captions, draft.passing) == (["EXDIS"], ["LA PAZ FOR DCM"])
    assert (draft.order, draft.declassify_on, draft.classified_by) == ("12065", date(1985, 7, 13), "DOE, JOHN Q.")
    assert [(term.code, term.kind) for term in draft.tags][-1] == ("BANZER SUAREZ, HUGO", "person")
    assert [(section.number, section.of) for section in draft.sections] == [(1, 2), (2, 2)]
    assert draft.signature == "DOE"
    assert [(mark.number, mark.portion) for mark in draft.paragraph_marks] == [(1, "C - ENTIRE TEXT"), (2, None)]


def test_the_text_of_every_section_is_in_the_body() -> None:
    draft = read(PAGES)

    words = " ".join(draft.text[line.start : line.end] for line in draft.body if line.kind == "text").split()
    assert "FLEET WOULD SAIL. 2. WE DO NOT BELIEVE HIM." in " ".join(words)


def test_lost_shifts_and_wrong_letters_of_labels_leave_repairs() -> None:
    repairs = {(repair.rule, repair.was, repair.now) for repair in read(PAGES).repairs}

    assert repairs == {("lost-shift", "M", "."), ("damaged-label", "XIBJ", "SUBJ")}


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("E.O. 11652: N/A", ("11652", "N/A")),
        ("E. O. 11652: XGDS-1", ("11652", "XGDS-1")),
        ("E.O. 116528 GDS", ("11652", "GDS")),
        ("EO 12065: GDS", ("12065", "GDS")),
    ],
)
def test_executive_orders_of_the_seventies(printed: str, kept: tuple[str, str]) -> None:
    draft = read(PAGES.replace("E.OM 12065: GDS 7/13/85 (DOE, JOHN Q.) OR-M", printed))

    assert (draft.order, draft.declassify) == kept


def test_a_missing_section_is_a_defect() -> None:
    draft = read(PAGES[: PAGES.index("NNN") + 4])

    assert [defect.defect for defect in draft.defects] == ["section-missing"]


def test_a_possible_duplicate_is_noted() -> None:
    assert read(PAGES.replace("CONFIDENTIAL\n", "CONFIDENTIAL   POSS DUPE\n", 1)).notes == ["POSS DUPE"]


@pytest.mark.parametrize(
    "line", ["C O N F I D E N T I A LIMA 5291", "C O N F D E N T I A L LIMA 5291", "CONFIDENTIL LIMA 5291"]
)
def test_a_classification_line_that_lost_a_letter_is_read(line: str) -> None:
    pages = (
        "PAGE 01  LIMA 05291  141400Z\n\nACTION ARA-10\n\nR 141315Z JUL 79\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\n\n"
    )
    draft = read(f"{pages}{line}\n\nE.O. 12065: N/A\nTAGS: PINT, PE\nSUBJ: FISH\n\n1. TEXT.\nDOE\n\nNNN\n")

    assert (draft.level, draft.post_name, draft.number, draft.defects) == ("CONFIDENTIAL", "LIMA", 5291, [])


def test_without_a_classification_line_the_page_mark_gives_the_number() -> None:
    pages = (
        "CONFIDENTIAL\n\nPAGE 01  SAN JO 05291  141400Z\n\nACTION ARA-10\n\nR 141315Z JUL 79\nFM AMEMBASSY SAN JOSE\n"
    )
    draft = read(
        f"{pages}TO SECSTATE WASHDC 1\n\nE.O. 12065: N/A\nTAGS: PINT, CS\nSUBJ: FISH\n\n1. TEXT.\nDOE\n\nNNN\n"
    )

    assert (draft.level, draft.post_name, draft.number) == ("CONFIDENTIAL", "SANJOSE", 5291)
    assert [defect.defect for defect in draft.defects] == ["number-from-heading"]


def test_a_page_mark_with_another_number_than_the_text_is_named() -> None:
    draft = read(PAGES.replace("LIMA 05291", "LIMA 05219"))

    assert [defect.message for defect in draft.defects if defect.defect == "number-disagrees"] == [
        "the page mark says LIMA 5219, the text LIMA 5291"
    ]
