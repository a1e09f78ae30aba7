"""One telegram, read as it was sent and as Markdown, word processors and other tools hand it on: it says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel.intake import read_document, read_text
from reftel.intake.markdown import view_past_markdown
from reftel.model.repair import apply_repairs, undo_repairs
from reftel.sources import Document

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

HEADING = """VZCZCXRO0042
PP RUEHXX
DE RUEHPE #0042/01 0101200
ZNY CCCCC ZZH
P 101200Z JAN 08
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 1234
INFO RUEHBO/AMEMBASSY BOGOTA 0007
"""
BODY = """C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000042

SIPDIS

STATE FOR WHA/AND

E.O. 12958: DECL: 01/09/2018
TAGS: PREL PGOV PE
SUBJECT: A SUBJECT THAT IS LONG ENOUGH TO BE CONTINUED
ON A SECOND LINE

REF: A. LIMA 12
     B. 07 BOGOTA 1234

Classified By: DCM Jane Doe for reasons 1.4 (b) and (d).

Summary
-------

¶1. (C) Summary: The fleet_list of R&D-Fish (ref A)
sailed. End summary.

LIMA 00000042  002 OF 002

¶2. (U) It came back.
DOE
"""
PLAIN = HEADING + "\n" + BODY
MARKDOWN = (
    PLAIN.replace("E.O. 12958:", "**E.O. 12958:**")
    .replace("TAGS: PREL PGOV PE", "**TAGS:** [PREL](#) [PGOV](#) [PE](#)")
    .replace("SUBJECT:", "**SUBJECT:**")
    .replace("REF:", "**REF:**")
    .replace("Summary\n-------\n", "## Summary\n\n")
    .replace("¶1.", "1\\.")
    .replace("¶2.", "2\\.")
    .replace("Summary: The fleet_list", "**Summary:** The *fleet\\_list*")
    .replace("FM AMEMBASSY LIMA", "**FM AMEMBASSY LIMA**")
    .replace("DOE\n", "**DOE**\n")
)
WORD = PLAIN.replace("E.O. 12958: ", "E.O.\xa012958:\xa0").replace("TAGS: ", "TAGS:\t").replace("R&D", "R&amp;D")


def said(telegram: Telegram) -> list[object]:
    """What a telegram says, without places."""
    return [
        telegram.mrn,
        telegram.dtg,
        telegram.originator and telegram.originator.address,
        [(a.address, a.routing, a.precedence, a.serial) for a in (*telegram.to, *telegram.info)],
        telegram.classification,
        telegram.captions,
        telegram.passing,
        [term.code for term in telegram.tags],
        telegram.subject,
        [(r.label, r.mrn) for r in telegram.reftels if r.label],
        [(s.number, s.of) for s in telegram.sections],
        [(p.number, p.portion, p.heading, p.role, p.text) for p in telegram.paragraphs],
        telegram.signature,
    ]


PASSED_THROUGH = {
    "line ends of Windows": PLAIN.replace("\n", "\r\n"),
    "line ends of old Macs": PLAIN.replace("\n", "\r"),
    "a lost paragraph sign": PLAIN.replace("¶", "\ufffd"),
    "no paragraph sign": PLAIN.replace("¶", ""),
    "a blank at every line end": PLAIN.replace("\n", " \n"),
    "a blank line under each line of the heading": HEADING.replace("\n", "\n\n") + BODY,
    "indented": "".join(f"  {line}\n" if line else "\n" for line in PLAIN.split("\n")[:-1]),
    "a word processor": WORD,
    "Markdown": MARKDOWN,
    "Markdown with hard breaks": MARKDOWN.replace("WASHDC PRIORITY 1234\n", "WASHDC PRIORITY 1234\\\n"),
    "Markdown, quoted": "".join(f"> {line}\n" for line in MARKDOWN.split("\n")[:-1]),
    "a byte order mark": "\ufeff" + PLAIN,
    "blank lines above": "\n\n\n" + PLAIN,
}


@pytest.mark.parametrize("way", PASSED_THROUGH)
def test_a_telegram_says_the_same_however_it_was_handed_on(way: str) -> None:
    (telegram,) = read_text(PASSED_THROUGH[way])
    (plain,) = read_text(PLAIN)

    assert said(telegram) == said(plain)


@pytest.mark.parametrize("way", PASSED_THROUGH)
def test_repairs_of_what_a_tool_put_in_can_be_undone(way: str) -> None:
    text = PASSED_THROUGH[way]
    (telegram,) = read_text(text)

    assert undo_repairs(apply_repairs(text, telegram.repairs).text, telegram.repairs) == text
    assert all(text[repair.start : repair.end] == repair.was for repair in telegram.repairs)
    assert "".join(text[span.start : span.end] for span in telegram.spans) == text


def test_a_row_of_a_table_has_its_heading_in_one_cell_and_its_words_in_another() -> None:
    document = Document("cables.csv", b"", "00", "csv", HEADING + "\n" + BODY, attributes={})
    (telegram,) = read_document(document)
    (plain,) = read_text(PLAIN)

    assert said(telegram) == said(plain)


def test_the_words_without_a_heading_are_read_as_far_as_they_go() -> None:
    (telegram,) = read_text(BODY)
    (plain,) = read_text(PLAIN)

    assert telegram.mrn is None
    assert telegram.number == 42
    assert [(r.label, r.mrn) for r in telegram.reftels if r.label] == [("A", None), ("B", "07BOGOTA1234")]  # of no year
    read, sent = said(telegram)[4:], said(plain)[4:]
    assert (read[:5], read[6:]) == (sent[:5], sent[6:])


@pytest.mark.parametrize(
    "text",
    [
        "1. It cost $5 * 3 and ** was not ** said; see **.\n",
        "****************\nA\n****************\n",
        "1. A\\B and C\\D.\n",
        "1. word*word and word_word__word.\n",
        "1. R&D, AT&T; Q&A.\n",
        "> \n1. A lone sign.\n",
    ],
)
def test_signs_that_are_the_drafters_own_stay(text: str) -> None:
    view = view_past_markdown(text)

    assert view.text is text
    assert view.repairs == ()


@pytest.mark.parametrize("sign", ["> ", ">", ">> "])
def test_a_telegram_that_was_quoted_in_a_mail_is_read_behind_the_signs(sign: str) -> None:
    (plain,) = read_text(PLAIN)
    (quoted,) = read_text("".join(sign + line for line in PLAIN.splitlines(keepends=True)))

    assert (quoted.mrn, quoted.subject, quoted.signature) == (plain.mrn, plain.subject, plain.signature)
    assert [paragraph.text for paragraph in quoted.paragraphs] == [paragraph.text for paragraph in plain.paragraphs]
    assert {repair.rule for repair in quoted.repairs} > {"quotation-sign"}


def test_a_line_with_the_sign_is_no_quotation() -> None:
    text = PLAIN.replace("sailed.", "sailed at\n> 20 knots.\n> They did.\n> So.")

    assert "quotation-sign" not in {repair.rule for repair in read_text(text)[0].repairs}


def test_a_telegram_with_a_blank_line_after_every_line_is_read_as_without_them() -> None:
    (plain,) = read_text(PLAIN)
    (doubled,) = read_text(PLAIN.replace("\n", "\n\n"))

    assert (doubled.mrn, doubled.subject, doubled.signature) == (plain.mrn, plain.subject, plain.signature)
    assert [paragraph.text for paragraph in doubled.paragraphs] == [paragraph.text for paragraph in plain.paragraphs]
    assert "".join(doubled.text[span.start : span.end] for span in doubled.spans) == doubled.text


def test_every_sign_that_became_a_one_is_read_as_the_sign() -> None:
    words = [f"¶{number}. (C) Paragraph {number} says more.\n\n" for number in range(1, 13)]
    text = HEADING + BODY.split("Summary\n", maxsplit=1)[0].replace("     B. 07", "¶B. 07") + "".join(words) + "DOE\n"
    (plain,) = read_text(text)
    (read,) = read_text(text.replace("¶", "1"))

    assert [each.number for each in read.paragraphs] == [each.number for each in plain.paragraphs] == [*range(1, 13)]
    assert [(each.label, each.mrn) for each in read.reftels] == [("A", "08LIMA12"), ("B", "07BOGOTA1234")]


def test_paragraphs_eleven_to_nineteen_without_a_heading_stay() -> None:
    (tail,) = read_text("".join(f"{number}. (C) Paragraph {number}.\n\n" for number in range(11, 20)))

    assert [each.number for each in tail.paragraphs] == [*range(11, 20)]


def test_a_title_right_under_the_heading_is_a_title_where_it_is_underlined() -> None:
    (telegram,) = read_text(PLAIN.replace("(d).\n\nSummary", "(d).\nSummary"))

    assert telegram.classification.reasons == ("1.4(b)", "1.4(d)")
    assert telegram.paragraphs[0].heading == "Summary"


OLD = (
    "CONFIDENTIAL\n\nPAGE 01  LIMA 00015  022228Z\n\nACTION ARA-20\n\nR 022125Z JAN 74\nFM AMEMBASSY LIMA\n"
    "TO SECSTATE WASHDC 1\n\nC O N F I D E N T I A L LIMA 0015\n\nE.O. 11652: GDS\nTAGS: PFOR\nSUBJ: FISH\n\n{}\nDOE\n"
    "\nCONFIDENTIAL\n\nNNN\n"
)
PAGES = "\n\nCONFIDENTIAL\n\nPAGE 02  LIMA 00015  022228Z\n\n"


def test_a_banner_that_was_joined_to_the_words_above_it_is_a_banner() -> None:
    text = OLD.format("1. THE FLEET WHICH SAILED CONFIDENTIAL" + PAGES + "CAME BACK. IT IS CONFIDENTIAL\nNO MORE.")
    (telegram,) = read_text(text)

    assert [each.text for each in telegram.paragraphs] == [
        "THE FLEET WHICH SAILED CAME BACK. IT IS CONFIDENTIAL NO MORE."
    ]


def test_a_subject_ends_where_a_line_ends_early_in_a_text_without_blank_lines() -> None:
    text = OLD.format("THE MINISTER LEFT LIMA FOR THE NORTH ON THE MORNING OF JANUARY 2\nAND RETURNED BY NIGHT.")
    (telegram,) = read_text(text.replace("\n\n", "\n"))

    assert telegram.subject == "FISH"
    assert telegram.signature == "DOE"


@pytest.mark.parametrize(
    "mark", ["LIMA 00000042  002 OF 002", "LIMA 00000042 002\nOF 002", "LIMA\n00000042 002 OF\n002"]
)
def test_a_page_mark_in_a_sentence_that_was_wrapped_again_is_taken_out(mark: str) -> None:
    (telegram,) = read_text(
        PLAIN.replace("\nLIMA 00000042  002 OF 002\n", "").replace("sailed.", f"sailed {mark} home.")
    )

    assert telegram.paragraphs[0].text == "Summary: The fleet_list of R&D-Fish (ref A) sailed home. End summary."
    assert [section.number for section in telegram.sections] == [1, 2]


@pytest.mark.parametrize("between", [" Sipdis ", "\n\nSipdis ", " \n \nSIPDIS "])
def test_sipdis_in_a_sentence_is_taken_out(between: str) -> None:
    (telegram,) = read_text(PLAIN.replace("sailed.", f"sailed the{between}seas."))

    assert telegram.paragraphs[0].text == "Summary: The fleet_list of R&D-Fish (ref A) sailed the seas. End summary."
