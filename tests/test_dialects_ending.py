"""The last lines of a telegram, in the ways that copies and drafters leave them."""

from __future__ import annotations

import pytest

from reftel.dialects.body import read_body
from reftel.dialects.ending import read_ending
from reftel.intake import read_text
from reftel.model.draft import Draft
from reftel.text.lines import split_lines


def ended(text: str) -> Draft:
    draft = Draft(text, "state2000")
    read_body(draft, split_lines(text), 0)
    read_ending(draft)
    return draft


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("1. They left.\nDOE\n", "DOE"),
        ("1. They left.\n\nDoe", "Doe"),
        ("1. They left.\nMcDoe\n", "McDoe"),
        ("1. They left.\nLeRoux", "LeRoux"),
        ("1. They left.\nde Vries\n", "de Vries"),
        ("1. They left for the coast\n\nDoe\n", "Doe"),
        ("1. They left. DOE\n", "DOE"),
        ("1. They left. Doe\n", "Doe"),
        ("1. They left. End comment. Doe", "Doe"),
        ("1. THEY LEFT. END COMMENT DOES", "DOES"),
        ("1. THEY LEFT THIS WEEK.STEERS", "STEERS"),
        ("1. They left.\nDOE\n.\n", "DOE"),
        ("1. They left.\nDOE .", "DOE"),
        ("1. They left.\nDOE\nCONFIDENTIAL\n>\n", "DOE"),
        ("1. They left.\nDOE\nEnd Cable Text\nSomeone 07/30/2008 From DB/Inbox: X\n", "DOE"),
        ('1. They left.\nDoe\n"Visit our Classified Web Site at http://www.example.s\ngov.gov/wiki/Lima"\n', "Doe"),
        ("1. They left. Visit us at http://www.example.gov/index.c fm DOE\n", "DOE"),
        ("1. They left.\nPlease visit our Website at:\nhttp://www.example.gov/index.c fm\n\nDoe", "Doe"),
        ("1. They left. Please see paragraph\n¶3. Doe\n", "Doe"),
        ("1. THEY LEFT.\nDOE ACTING\nNNN\n", "DOE ACTING"),
        ("1. They left.\nXXXXXXXXXXXX\n", "XXXXXXXXXXXX"),
    ],
)
def test_a_signature_is_found(text: str, signature: str) -> None:
    assert ended(text).signature == signature


@pytest.mark.parametrize(
    "text",
    [
        "1. They left with Gen. Doe",
        "1. They left the U.S. Congress",
        "1. They left. End Comment",
        "1. They left the coast of\nPeru",
        "1. THEY LEFT.\nE E E E E E E E\n",
        "1. THEY LEFT, AND AN\nE E E E E E E E\n",
        "1. They left.\nhttp://www.example.gov/\n",
    ],
)
def test_what_is_no_signature_is_not_taken_for_one(text: str) -> None:
    assert ended(text).signature is None


def test_a_telegram_without_signature_and_end_mark_says_so() -> None:
    draft = ended("1. They left with the\n")

    assert [(defect.defect, defect.start) for defect in draft.defects] == [("missing-end", 21)]


def test_an_end_mark_is_an_end() -> None:
    assert ended("1. THEY LEFT FOR THE COAST.\nNNN\n").defects == []


def test_the_words_before_a_glued_signature_stay_the_paragraph() -> None:
    (telegram,) = read_text(
        "VZCZCXYZ0001\nR 101200Z JAN 08\nFM AMEMBASSY LIMA\n\nUNCLAS LIMA 000042\n\n1. They left. Doe\n"
    )

    assert [p.text for p in telegram.paragraphs] == ["They left."]
    assert telegram.signature == "Doe"
