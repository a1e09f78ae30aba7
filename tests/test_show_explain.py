from __future__ import annotations

import pytest

from reftel.intake import read_text
from reftel.show.explain import Explained, explain_heading

LATE = """\
VZCZCXRO7840
PP RUEHDBU
DE RUEHTA #0605/01 0660518
ZNY CCCCC ZZH
P R 070518Z MAR 07
FM AMEMBASSY ASTANA
TO RUEHC/SECSTATE WASHDC PRIORITY 8686
INFO RUCNCIS/CIS COLLECTIVE PRIORITY 0054
RUEHRA/AMEMBASSY ASHGABAT

C O N F I D E N T I A L SECTION 01 OF 04 ASTANA 000605

SIPDIS

STATE FOR DRL/PHD

E.O. 12958: DECL: 03/06/2017
TAGS: PREL, KZ
SUBJECT: A SUBJECT OF TWO
LINES

REF: A. ASTANA 515 B. 06 ASTANA 121

Classified By: AMBASSADOR DOE FOR REASONS 1.4 (b) AND (d)

1. (C) Text.
DOE
"""
EARLY = """\
LIMITED OFFICIAL USE

PAGE 01  LA PAZ 00015  022228Z

63
ACTION ARA-20

INFO  OCT-01  ISO-00  /021 W
                       ---------------------     003317
O R 022125Z JAN 74
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC IMMEDIATE 1844

LIMITED OFFICIAL USE LA PAZ 0015

EXDIS
E.O. 11652: GDS
TAGS: EAID, BL
SUBJ: AGREEMENT

REF: LA PAZ A-12

1. TEXT.
DOE

NNN
"""


def explained(text: str) -> dict[str, str | None]:
    """What each printed piece of the heading says."""
    return {one.printed: one.words for one in explain_heading(read_text(text)[0])}


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("VZCZCXRO7840", "start of the message: copy no. 7840 on channel XRO"),
        ("PP RUEHDBU", "PRIORITY at the highest; this copy goes by Dushanbe (RUEHDBU)"),
        (
            "DE RUEHTA #0605/01 0660518",
            "sent by Astana (RUEHTA), its no. 605, section 1, filed on day 66 of the year (7 March 2007), 05:18 UTC",
        ),
        (
            "ZNY CCCCC ZZH",
            "confidential, must be encrypted; originated by a station of the Department of State",
        ),
        (
            "P R 070518Z MAR 07",
            (
                "PRIORITY (within one to six hours) for action, ROUTINE (by the next working day) for information; "
                "7 March 2007, 05:18 UTC"
            ),
        ),
        ("FM AMEMBASSY ASTANA", "from the embassy in Astana, Kazakhstan"),
        (
            "TO RUEHC/SECSTATE WASHDC PRIORITY 8686",
            "for action: the Department of State in Washington, PRIORITY, message no. 8686 from here to there",
        ),
        ("RUEHRA/AMEMBASSY ASHGABAT", "for information: the embassy in Ashgabat, Turkmenistan"),
        (
            "C O N F I D E N T I A L SECTION 01 OF 04 ASTANA 000605",
            "CONFIDENTIAL, section 1 of 4, telegram 605 of 2007 from Astana",
        ),
        ("SIPDIS", "copied by machine to the database on the Secret network"),
        ("STATE FOR DRL/PHD", "for the attention of these offices"),
        (
            "E.O. 12958: DECL: 03/06/2017",
            "Executive Order 12958 on classification (of 1995), to be declassified on 6 March 2017",
        ),
        ("TAGS: PREL, KZ", "PREL External political relations; KZ Kazakhstan"),
        ("SUBJECT: A SUBJECT OF TWO\nLINES", "A SUBJECT OF TWO LINES"),
        ("REF: A. ASTANA 515 B. 06 ASTANA 121", "A: telegram 07ASTANA515; B: telegram 06ASTANA121"),
        (
            "Classified By: AMBASSADOR DOE FOR REASONS 1.4 (b) AND (d)",
            (
                "classified by AMBASSADOR DOE, because of 1.4(b) foreign government information and "
                "1.4(d) foreign relations or foreign activities"
            ),
        ),
    ],
)
def test_every_line_of_a_heading_of_2007_in_plain_words(printed: str, words: str) -> None:
    assert explained(LATE)[printed] == words


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("LIMITED OFFICIAL USE", "classification, printed at the top and foot of each page"),
        (
            "PAGE 01  LA PAZ 00015  022228Z",
            "page 1 of the printed telegram, received on the 2nd at 22:28 UTC",
        ),
        ("63", "circuit over which it reached Washington"),
        ("ACTION ARA-20", "for action: ARA Bureau of Inter-American Affairs (20)"),
        ("---------------------     003317", "control no. 003317 of the Department's communications centre"),
        ("EXDIS", "exclusive distribution to officers who must know"),
        (
            "E.O. 11652: GDS",
            "Executive Order 11652 on classification (of 1972), to be declassified by the general schedule",
        ),
        ("REF: LA PAZ A-12", "an airgram: a letter in telegram form, sent by air pouch"),
    ],
)
def test_the_lines_that_only_a_heading_of_1974_has(printed: str, words: str) -> None:
    assert explained(EARLY)[printed] == words


def test_a_post_in_no_table_is_named_as_its_address_says() -> None:
    text = LATE.replace("AMEMBASSY ASTANA", "AMEMBASSY VARRIN").replace("ASTANA 000605", "VARRIN 000605")
    assert explained(text)["FM AMEMBASSY VARRIN"] == "from the embassy in Varrin (in no table)"


def test_each_piece_stands_where_it_says() -> None:
    for text in (LATE, EARLY):
        telegram = read_text(text)[0]
        for one in explain_heading(telegram):
            assert isinstance(one, Explained)
            assert telegram.text[one.start : one.end] == one.printed


def test_a_text_without_a_heading_has_nothing_to_explain() -> None:
    assert explain_heading(read_text("Only a paragraph of a newspaper.\n")[0]) == ()


def test_a_line_with_another_telegrams_number_is_not_explained_by_this_ones() -> None:
    said = explained(LATE.replace("OF 04 ASTANA 000605", "OF 04 ALMATY 000004"))
    (words,) = [words for printed, words in said.items() if "ALMATY" in printed]
    assert words is not None
    assert "telegram 605" not in words
    assert "ALMATY 4" in words
