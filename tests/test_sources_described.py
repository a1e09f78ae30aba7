"""Plain text of released telegrams: the archive's stamps and its description, as other tools copy them out of a PDF."""

from __future__ import annotations

import itertools

import pytest

from growth import assert_linear
from reftel.intake import read_text
from reftel.sources import describe

STAMP = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
PAGE = "UNCLASSIFIED\n \nPAGE 01  LIMA 00{n}  022228Z\n \nACTION ARA-20\n \nR 022125Z JAN 74\nFM AMEMBASSY LIMA\n"
BODY = "TO SECSTATE WASHDC 1\n \nUNCLAS LIMA 0{n}\nE.O. 11652: N/A\nSUBJ: FISH\n \n1. ONE BOAT CAME.\nDOE\n \nNNN\n"
SAID = "Message Attributes\n \nAutomatic Decaptioning: X\nCapture Date: 01 JAN 1994\nDocument Number: 1974LIMA00{n}\n"
STAMPS_UNDER = "Declassified/Released\nUS Department of State\nEO Systematic Review\n30 JUN 2005\n"


def released(number: int) -> str:
    return f"{STAMP}\nMessage Text\n \n{PAGE}{BODY}{STAMP}\n{SAID}{STAMPS_UNDER}".replace("{n}", str(number))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamps_and_description_are_set_apart(end: str) -> None:
    (telegram,) = read_text(released(150).replace("\n", end))

    assert telegram.mrn == "74LIMA150"
    assert telegram.signature == "DOE"
    assert [paragraph.text for paragraph in telegram.paragraphs] == ["ONE BOAT CAME."]
    assert telegram.attributes["Document Number"] == "1974LIMA00150"
    assert {span.label for span in telegram.spans} >= {"stamp", "attributes"}
    assert "".join(telegram.text[span.start : span.end] for span in telegram.spans) == telegram.text


def test_every_telegram_of_a_text_has_its_own_description() -> None:
    first, second = read_text(released(150) + released(151))

    assert (first.attributes["Document Number"], second.attributes["Document Number"]) == (
        "1974LIMA00150",
        "1974LIMA00151",
    )
    assert [paragraph.text for paragraph in second.paragraphs] == ["ONE BOAT CAME."]


def test_a_stamp_of_several_lines_stands_in_the_text_too() -> None:
    text = released(150).replace("1. ONE BOAT", STAMPS_UNDER + "1. ONE BOAT")

    assert [paragraph.text for paragraph in read_text(text)[0].paragraphs] == ["ONE BOAT CAME."]


def test_a_stamp_of_a_request_under_the_law_is_no_word_of_the_telegram() -> None:
    case = "UNCLASSIFIED U.S. Department of State Case No. F-2010-00123 Doc No. C05400001 Date: 01/02/2012"
    (telegram,) = read_text(f"RELEASED IN PART B1,1.4(D)\n{PAGE}{BODY}{case}\n".replace("{n}", "150"))

    assert (telegram.mrn, telegram.signature) == ("74LIMA150", "DOE")
    assert telegram.defects == ()


@pytest.mark.parametrize(
    "text",
    [
        "1. MESSAGE ATTRIBUTES OF THE DAY.\n",
        "1. Prisoners were Released in Full view.\n",
        "Message Attributes\n\nare what this paragraph is about,\nand nothing else.\n",
    ],
)
def test_words_like_it_are_left_to_the_drafter(text: str) -> None:
    assert describe(text) == ({}, ())


def test_stamps_without_end_take_time_in_proportion_to_their_number() -> None:
    title = "Message Attributes\n\nAutomatic Decaptioning: X\nCapture Date: 1994\nChannel Indicators: n/a\n"
    assert_linear(describe, lambda size: "EO Systematic Review\n" * (size // 21) + title, 40_000)


TABLED = {
    "Capture Date": "01 JAN 1994", "Current Classification": "UNCLASSIFIED", "Document Number": "1974LIMA00012",
    "Draft Date": "05 JAN 1974", "Film Number": "D740001-0001", "From": "LIMA", "Line Count": "9",
    "Original Classification": "UNCLASSIFIED", "Subject": "THE FLEET", "TAGS": "PFOR, PE",
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Display\n"
        + "".join(f"{title}\n{value}\n" for title, value in TABLED.items())
        + "Message Text\n1. THE FLEET.\n",
        "1. THE FLEET.\n\nMetadata\n" + "".join(f"{title}: '{value}'\n" for title, value in TABLED.items()) + "Share\n",
        "THE FLEET\nn/a\nShow Headers\n1. THE FLEET.\n\n" + "".join(f"{t}\t{value}\n" for t, value in TABLED.items()),
    ],
)
def test_a_description_saved_as_a_table_is_the_description(text: str) -> None:
    attributes, marks = describe(text)
    own = "".join(
        text[end:start] for (_, end, _), (start, _, _) in itertools.pairwise([(0, 0, ""), *marks, (len(text), 0, "")])
    )

    assert attributes == TABLED
    assert own.replace("Display\n", "").strip() == "1. THE FLEET."


def test_a_telegram_that_speaks_of_a_document_number_has_no_description() -> None:
    text = "1. Document Number: 12.\nSubject: fish\n2. From\nhere to there.\n"

    assert describe(text) == ({}, ())
