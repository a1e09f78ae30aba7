"""The forms in which drafters of forty years and many posts wrote each line of the heading, one case a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel.intake import read_text

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

BY = "Classified By: Ambassador Jane Doe, reasons 1.4 (b) and (d)."
BODY = "1. (C) Summary: Something happened here today.\n\n2. (C) More was said.\n"


def telegram(
    dtg: str = "R 021200Z DEC 05",
    sender: str = "AMEMBASSY PRETORIA",
    level: str = "C O N F I D E N T I A L PRETORIA 000123",
    captions: str = "SIPDIS",
    order: str = "E.O. 12958: DECL: 01/02/2015",
    tags: str = "TAGS: PREL, ZA",
    subject: str = "SUBJECT: A VISIT",
    ref: str = "",
    by: str = BY,
    body: str = BODY,
    end: str = "DOE",
) -> Telegram:
    text = (
        f"{dtg}\nFM {sender}\nTO SECSTATE WASHDC 1234\nINFO AMEMBASSY HARARE\n\n{level}\n\n{captions}\n\n"
        f"{order}\n{tags}\n{subject}\n{ref}\n\n{by}\n\n{body}\n{end}\n"
    )
    read = read_text(text)
    assert len(read) == 1
    return read[0]


ORDERS = [
    ("72", "E.O. 10501", "10501", None),
    ("75", "E.O. 11652: N/A", "11652", None),
    ("75", "E.O. 11652: GDS", "11652", None),
    ("75", "E.O. 11652: XGDS-1", "11652", None),
    ("75", "E.O. 11652:  XGDS (2)", "11652", None),
    ("75", "E.O. 11652: XGDS-3 INDEFINITE", "11652", None),
    ("75", "E.O. 11652: GDS 12/31/82", "11652", "1982-12-31"),
    ("75", "EO 11652 ADS DECLAS 12/31/84", "11652", "1984-12-31"),
    ("75", "E.O. 11652: ADS, DECLASSIFY 6/30/76", "11652", "1976-06-30"),
    ("79", "E.O. 12065: N/A", "12065", None),
    ("79", "E.O. 12065: GDS 1/2/85 (DOE, JOHN Q.) OR-P", "12065", "1985-01-02"),
    ("79", "E.O. 12065: GDS 2 JAN 85", "12065", "1985-01-02"),
    ("79", "E.O. 12065: GDS JAN 2, 1985", "12065", "1985-01-02"),
    ("79", "E.O. 12065: DECL 1/2/85", "12065", "1985-01-02"),
    ("79", "E.O. 12065: RDS-1 1/2/99 (DOE, JOHN Q.) OR-M", "12065", None),
    ("79", "E.O. 12065: RDS-4, 1/2/99 (DOE, JOHN Q.) OR-M", "12065", None),
    ("79", "E.O. 12065: XDS-4 1/2/09 (DOE) OR-O", "12065", None),
    ("88", "E.O. 12356: DECL:OADR", "12356", None),
    ("88", "E.O. 12356:  DECL: OADR", "12356", None),
    ("88", "EO 12356 DECL OADR", "12356", None),
    ("88", "E.O. 12356: N/A", "12356", None),
    ("88", "E.O. 12356: DECL: 12/31/93", "12356", "1993-12-31"),
    ("88", "E.O. 12356: DECL: 6 NOV 1993", "12356", "1993-11-06"),
    ("88", "E.O. 12356: DECL: NOVEMBER 6, 1993", "12356", "1993-11-06"),
    ("99", "E.O. 12958: DECL: X1", "12958", None),
    ("99", "E.O. 12958: DECL: 1.6 X1", "12958", None),
    ("99", "E.O. 12958: DECL: X1, X6", "12958", None),
    ("99", "E.O. 12958: DECL: 1/2/09", "12958", "2009-01-02"),
    ("99", "E.O. 12958: DECL: 02 JAN 09", "12958", "2009-01-02"),
    ("99", "E.O. 12958: DECL: 2 JANUARY 2009", "12958", "2009-01-02"),
    ("05", "E.O. 12958: 25X1-HUMAN", "12958", None),
    ("05", "E.O. 12958: DECL: MR", "12958", None),
    ("05", "E.O. 12958: DNG: CO 01/02/2015", "12958", None),
    ("05", "E.O. 12958: DECL: 10 YEARS", "12958", None),
    ("05", "E.O. 12958: DECL: UPON CLOSING OF POST", "12958", None),
    ("05", "E.O. 12958: DECL:01-02-2015", "12958", "2015-01-02"),
    ("05", "E.O. 12958: DECL: 20150102", "12958", "2015-01-02"),
    ("05", "EO12958: DECL: 01/02/15", "12958", "2015-01-02"),
    ("05", "EXECUTIVE ORDER 12958: DECL: 01/02/2015", "12958", "2015-01-02"),
    ("10", "E.O. 13526: DECL: 2020/01/02", "13526", "2020-01-02"),
    ("10", "E.O. 13526: DECL: 50X1-HUM", "13526", None),
    ("10", "E.O. 13526: N/A", "13526", None),
]


@pytest.mark.parametrize(("year", "line", "order", "day"), ORDERS)
def test_executive_order(year: str, line: str, order: str, day: str | None) -> None:
    read = telegram(dtg=f"R 021200Z JAN {year}", order=line)

    said = read.classification
    assert (said.executive_order, said.declassify_on and said.declassify_on.isoformat()) == (order, day)
    assert [term.code for term in read.tags] == ["PREL", "ZA"]


CLASSIFIERS = [
    ("CLASSIFIED BY POLCOUNS X. SMITH. REASON: 1.4 (B) AND (D)", "POLCOUNS X. SMITH", "4bd"),
    ("CLASSIFIED BY: POLCOUNS X. SMITH. REASON: 1.4 (B) AND (D)", "POLCOUNS X. SMITH", "4bd"),
    ("(U) Classified by Ambassador Jane Doe. Reasons: 1.5 (b) and (d).", "Ambassador Jane Doe", "5bd"),
    ("Classified By: A/DCM John Doe for Reasons 1.4 (b/d)", "A/DCM John Doe", "4bd"),
    ("Classified By: DCM John Doe, E.O. 12958, Reason 1.4 (b) and (d)", "DCM John Doe", "4bd"),
    ("Classified by DCM John Doe per E.O. 12958 sec 1.5 (b,d)", "DCM John Doe", "5bd"),
    ("CLASSIFIED BY CDA JOHN DOE FOR 1.4 B AND D", "CDA JOHN DOE", "4bd"),
    ("CLASSIFIED BY CDA JOHN DOE. 1.4 (B),(D)", "CDA JOHN DOE", "4bd"),
    ("CLASSIFIED BY: J. DOE, CHARGE,\nPRETORIA.\nREASON: 1.4 (B), (D)", "J. DOE, CHARGE, PRETORIA", "4bd"),
    ("Classified By: Pol/Econ Chief Mary-Ann O'Neill for reasons 1.4 b & d.", "Pol/Econ Chief Mary-Ann O'Neill", "4bd"),
    ("Classified By: DCM Joe Smith; Reasons: 1.4(a), (b), (c), (d), (g)", "DCM Joe Smith", "4abcdg"),
    ("(C) CLASSIFIED BY DCM DOE. REASON 1.5 D.", "DCM DOE", "5d"),
    ("Classified By: Ambassador Doe for reasons 1.4 paragraphs (b) and\n(d)", "Ambassador Doe", "4bd"),
    ("Classified By: DCM A. Doe -- Reasons 1.4 (b/d)", "DCM A. Doe", "4bd"),
    ("CLASSIFIED BY AMBASSADOR DOE, REASONS: 1.5 (B AND D).", "AMBASSADOR DOE", "5bd"),
    ("Classified By: Ambassador J. Doe under E.O. 12958 reason 1.4 (b)", "Ambassador J. Doe", "4b"),
    ("CLASSIFIED BY DAS DOE.  REASON:  SECTION 1.5 (B) AND (D).", "DAS DOE", "5bd"),
    ("DERIVED FROM: DSCG 05-1 B, D", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "reasons"), CLASSIFIERS)
def test_classified_by(line: str, name: str | None, reasons: str) -> None:
    read = telegram(by=line)

    wanted = tuple(f"1.{reasons[0]}({letter})" for letter in reasons[1:])
    assert (read.classification.classified_by, read.classification.reasons) == (name, wanted)
    assert [paragraph.number for paragraph in read.paragraphs] == [1, 2]


TAGS = [
    ("TAGS: PREL, EFIN, ZA", "PREL EFIN ZA"),
    ("TAGS: PREL; EFIN; ZA", "PREL EFIN ZA"),
    ("TAGS:PREL,EFIN,ZA", "PREL EFIN ZA"),
    ("TAGS: PREL/EFIN/ZA", "PREL EFIN ZA"),
    ("TAGS - PREL, EFIN, ZA", "PREL EFIN ZA"),
    ("TAG: PREL, ZA", "PREL ZA"),
    ("TAGS PREL ZA", "PREL ZA"),
    ("Tags: prel, pgov, za", "PREL PGOV ZA"),
    ("TAGS:  PREL,\n       EFIN, ZA", "PREL EFIN ZA"),
    ("TAGS: PREL; PGOV; PHUM;\nKDEM; ZA", "PREL PGOV PHUM KDEM ZA"),
    ("TAGS: PREL, PGOV, PHUM,\n\nKDEM, ZA", "PREL PGOV PHUM KDEM ZA"),
    ("TAGS: OVIP (DOE, JOHN A.), PFOR, EG", "OVIP|DOE, JOHN A.|PFOR|EG"),
    ("TAGS: OREP (DOE, JOHN; ROE, JANE)", "OREP|DOE, JOHN|ROE, JANE"),
    ("TAGS: PREL, IAEA, AU-1, G-77, NPT", "PREL IAEA AU-1 G-77 NPT"),
    ("TAGS: N/A", ""),
    ("TAGS: NONE", ""),
]


@pytest.mark.parametrize(("line", "codes"), TAGS)
def test_tags(line: str, codes: str) -> None:
    read = telegram(tags=line)

    assert [term.code for term in read.tags] == (codes.split("|") if "|" in codes else codes.split())
    assert read.subject == "A VISIT"


LEVELS = [
    ("C O N F I D E N T I A L SECTION 01 OF 03 PRETORIA 000123", "AMEMBASSY PRETORIA", "05PRETORIA123", 3, ""),
    ("C O N F I D E N T I A L PRETORIA 00123 SECTION 01 OF 03", "AMEMBASSY PRETORIA", "05PRETORIA123", 3, ""),
    ("S E C R E T SECTION ONE OF TWO BONN 02345", "AMEMBASSY BONN", "05BONN2345", 2, ""),
    ("C O N F I D E N T I A L FINAL SECTION OF 03 BONN 02345", "AMEMBASSY BONN", "05BONN2345", 3, ""),
    ("S E C R E T NODIS PRETORIA 000123", "AMEMBASSY PRETORIA", "05PRETORIA123", 0, "NODIS"),
    ("S E C R E T PRETORIA 000123 EXDIS", "AMEMBASSY PRETORIA", "05PRETORIA123", 0, "EXDIS"),
    ("S E C R E T//NOFORN PRETORIA 000123", "AMEMBASSY PRETORIA", "05PRETORIA123", 0, "NOFORN"),
    ("S E C R E T NOFORN SECTION 01 OF 02 PRETORIA 123", "AMEMBASSY PRETORIA", "05PRETORIA123", 2, "NOFORN"),
    ("UNCLAS SENSITIVE PRETORIA 000123", "AMEMBASSY PRETORIA", "05PRETORIA123", 0, "SENSITIVE"),
    ("UNCLAS E F T O PRETORIA 00123", "AMEMBASSY PRETORIA", "05PRETORIA123", 0, ""),
    ("L I M I T E D O F F I C I A L U S E BONN 00123", "AMEMBASSY BONN", "05BONN123", 0, ""),
    ("LIMITED OFFICIAL USE BONN 00123", "AMEMBASSY BONN", "05BONN123", 0, ""),
    ("T O P  S E C R E T SECTION 01 OF 02 BONN 000123", "AMEMBASSY BONN", "05BONN123", 2, ""),
    ("UNCLAS PORT AU PRINCE 001234", "AMEMBASSY PORT AU PRINCE", "05PORTAUPRINCE1234", 0, ""),
    ("UNCLAS HO CHI MINH CITY 001234", "AMCONSUL HO CHI MINH CITY", "05HOCHIMINHCITY1234", 0, ""),
    ("UNCLAS USUN NEW YORK 001234", "USMISSION USUN NEW YORK", "05USUNNEWYORK1234", 0, ""),
    ("UNCLAS USEU BRUSSELS 000234", "USEU BRUSSELS", "05USEUBRUSSELS234", 0, ""),
    ("UNCLAS ST. PETERSBURG 000234", "AMCONSUL ST PETERSBURG", "05STPETERSBURG234", 0, ""),
    ("UNCLAS N'DJAMENA 000234", "AMEMBASSY NDJAMENA", "05NDJAMENA234", 0, ""),
    ("S E C R E T STATE 123456 TOSEC 110020", "SECSTATE WASHDC", "05STATE123456", 0, ""),
    ("S E C R E T TOSEC 110020/123456", "SECSTATE WASHDC", "05STATE123456", 0, ""),
    ("S E C R E T SECTO 12034", "USDEL SECRETARY", "05SECTO12034", 0, ""),
]


@pytest.mark.parametrize(("line", "sender", "mrn", "sections", "caption"), LEVELS)
def test_classification_line(line: str, sender: str, mrn: str, sections: int, caption: str) -> None:
    read = telegram(level=line, sender=sender, captions="")

    assert (read.mrn, list(read.captions)) == (mrn, [caption] if caption else [])
    assert {section.of for section in read.sections} == ({sections} if sections else set())


def test_the_number_in_the_secretarys_series_is_an_alias() -> None:
    assert telegram(level="S E C R E T STATE 123456 TOSEC 110020", sender="SECSTATE WASHDC").aliases == (
        "05TOSEC110020",
    )


@pytest.mark.parametrize(
    ("line", "captions", "passing"),
    [
        ("SIPDIS, DEA HQ FOR ROE", ["SIPDIS"], ["DEA HQ FOR ROE"]),
        ("EXDIS FOR ASSISTANT SECRETARY ROE", ["EXDIS"], ["FOR ASSISTANT SECRETARY ROE"]),
        ("NODIS, STATE FOR AF/S", ["NODIS"], ["STATE FOR AF/S"]),
        ("USEU FOR AGRICULTURE", [], ["USEU FOR AGRICULTURE"]),
    ],
)
def test_captions_before_a_passing_line(line: str, captions: list[str], passing: list[str]) -> None:
    read = telegram(captions=line)

    assert (list(read.captions), list(read.passing)) == (captions, passing)


SUBJECTS = [
    ("SUBJECT: A VERY LONG\nSUBJECT LINE", "A VERY LONG SUBJECT LINE"),
    ("SUBJ: A VERY LONG\n      LINE: OF\n      THREE LINES", "A VERY LONG LINE: OF THREE LINES"),
    ("SUBJECT - A VISIT", "A VISIT"),
    ("SUBJECT   A VISIT", "A VISIT"),
    ("SUBJ A VISIT", "A VISIT"),
    ("SUBJECT:\nA VISIT", "A VISIT"),
    ("SUBJECT:\n\nA VISIT", "A VISIT"),
    ("SUJECT: A VISIT", "A VISIT"),
    ("SUBJECT: SUBJECT: A VISIT TO\nLIMA", "A VISIT TO LIMA"),
    ("Subject: Visit of\nthe Minister", "Visit of the Minister"),
    ("SUBJECT: REQUEST\n\nPASS TO USAID", "REQUEST"),
    ("SUBJECT: UN: GA: SIXTH COMMITTEE", "UN: GA: SIXTH COMMITTEE"),
]


@pytest.mark.parametrize(("lines", "subject"), SUBJECTS)
def test_subject(lines: str, subject: str) -> None:
    read = telegram(subject=lines, ref="REF: HARARE 12")

    assert (read.subject, [reftel.mrn for reftel in read.reftels]) == (subject, ["05HARARE12"])


ENDS = [
    ("DOE", "DOE"),
    ("DOE##", "DOE"),
    ("J. DOE", "J. DOE"),
    ("DOE (ACTING)", "DOE (ACTING)"),
    ("VAN DER DOE", "VAN DER DOE"),
    ("O'DOE", "O'DOE"),
    ("Doe", "Doe"),
    ("DOE\nBT\n#0123\nNNNN", "DOE"),
    ("ROE\n\nUNQUOTE DOE", "DOE"),
    ("DOE\n\nCONFIDENTIAL", "DOE"),
    ("DOE\n\nMINIMIZE CONSIDERED.", "DOE"),
    ("MINIMIZE CONSIDERED\n\nDOE", "DOE"),
    ("DOE\n=======================CABLE ENDS============================", "DOE"),
    ("DOE\n\nEND OF CABLE TEXT", "DOE"),
    ("DOE\n\nNOTE BY OC/T: PASSED ABOVE ADDRESSEE.", "DOE"),
    ("DOE NOTE BY OC/T: #AS RECEIVED", "DOE"),
    ("DOE\n\nNOTE: NOT PASSED ABOVE ADDRESSEE", "DOE"),
    ("DOE\n\n<< END OF DOCUMENT >>", "DOE"),
]


@pytest.mark.parametrize(("lines", "signature"), ENDS)
def test_signature(lines: str, signature: str) -> None:
    assert telegram(end=lines).signature == signature


MARKS = [
    ("1. (C) One.\n\n2. (S//NF) Two.", [(1, "C", "One."), (2, "S//NF", "Two.")]),
    ("1. (C REL NATO) One.\n\n2. (SBU/NF) Two.", [(1, "C REL NATO", "One."), (2, "SBU/NF", "Two.")]),
    ("1. CONFIDENTIAL - ENTIRE TEXT.\n\n2. Two.", [(1, "C - ENTIRE TEXT", ""), (2, None, "Two.")]),
    ("1.  (LOU - ENTIRE TEXT)\n\n2.  Two.", [(1, "LOU - ENTIRE TEXT", ""), (2, None, "Two.")]),
    ("1. C-ENTIRE TEXT.\n\n2. Two.", [(1, "C-ENTIRE TEXT", ""), (2, None, "Two.")]),
    ("1 - (C) One.\n\n2 - (C) Two.", [(1, "C", "One."), (2, "C", "Two.")]),
    ("1) (C) One.\n\n2) (C) Two.", [(1, "C", "One."), (2, "C", "Two.")]),
    ("(1) One.\n\n(2) Two.", [(1, None, "One."), (2, None, "Two.")]),
    ("(SBU) 1. One.\n\n(C) 2. Two.", [(1, "SBU", "One."), (2, "C", "Two.")]),
    ("(SBU) One.\n\n(C) Two.", [(None, "SBU", "One."), (None, "C", "Two.")]),
    ("(A) 1.\n\n(B) 2.\n\n(C) 3.", [(None, None, "(A) 1."), (None, None, "(B) 2."), (None, None, "(C) 3.")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "paragraphs"), MARKS)
def test_paragraph_marks(body: str, paragraphs: list[tuple[int | None, str | None, str]]) -> None:
    read = telegram(by="", body=body + "\n")

    assert [(each.number, each.portion, each.text) for each in read.paragraphs] == paragraphs


def test_a_table_under_a_rule_a_column_stays_in_its_paragraph() -> None:
    table = "   FOR       AGAINST     ABSTAIN\n   ---       -------     -------\n   258       12          3\n"

    read = telegram(body=f"1. (C) THE VOTE:\n\n{table}\n2. (C) NO SURPRISE.\n")

    assert [(each.heading, each.text) for each in read.paragraphs] == [
        (None, "THE VOTE:\n\n" + table.rstrip()),
        (None, "NO SURPRISE."),
    ]


def test_what_frames_words_passed_on_is_no_title() -> None:
    read = telegram(body="FOLLOWING REPEAT HARARE 12:\n\n1. (C) ONE.\n\nUNQUOTE\n\n2. (C) TWO.\n")

    assert [(each.number, each.heading, each.text) for each in read.paragraphs] == [
        (None, None, "FOLLOWING REPEAT HARARE 12:"),
        (1, None, "ONE.\n\nUNQUOTE"),
        (2, None, "TWO."),
    ]


def test_a_comment_that_is_closed_later_holds_what_stands_between_under_titles_too() -> None:
    body = "COMMENT\n-------\n\n1. (C) ONE.\n\nCHANCES\n-------\n\n2. (C) TWO. END COMMENT.\n\n3. (C) THREE.\n"

    assert [each.role for each in telegram(body=body).paragraphs] == ["comment", "comment", "text"]


def test_a_hyphen_at_the_end_of_a_subjects_line_only_divides() -> None:
    assert telegram(subject="SUBJECT: WORDS ON THE AGREE-\nMENT").subject == "WORDS ON THE AGREEMENT"


DATES = [
    ("R 101200Z JANUARY 08", "ROUTINE"),
    ("O P 101200Z JAN 2008", "IMMEDIATE"),
    ("R101200Z JAN 08", "ROUTINE"),
    ("PP 101200Z JAN 08", "PRIORITY"),
    ("P 101200 Z JAN 08", "PRIORITY"),
    ("R 10 1200Z JAN 08", "ROUTINE"),
    ("DTG: 101200Z JAN 08", None),
    ("101200Z Jan 08", None),
    ("R 1O12OOZ JAN 08", "ROUTINE"),
    ("R 101200Z JAN O8", "ROUTINE"),
    ("P 101200Z JAN 08 ZDK CTG RUEHC #1234", "PRIORITY"),
]


@pytest.mark.parametrize(("line", "precedence"), DATES)
def test_date_time_group(line: str, precedence: str | None) -> None:
    read = telegram(dtg=line)

    assert (read.dtg and read.dtg.isoformat(), read.precedence.action) == ("2008-01-10T12:00:00+00:00", precedence)


def test_a_serial_on_a_line_of_its_own_is_that_of_the_addressee_before() -> None:
    read = telegram(dtg="R 101200Z JAN 08\nFM AMEMBASSY LIMA\nTO AMEMBASSY BOGOTA PRIORITY\n0123")

    first = read.to[0]
    assert (first.address, first.precedence, first.serial) == ("AMEMBASSY BOGOTA", "PRIORITY", "0123")
