from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from plain_telegram import PLAIN
from reftel.intake import read_document, read_text
from reftel.sources import Document

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram


def read_one(text: str, **said: str) -> Telegram:
    document = Document("x.html", b"x", "00", "html", text, attributes=said)
    (telegram,) = read_document(document)
    return telegram


def test_a_telegram_is_read_from_its_number_to_its_signature() -> None:
    telegram = read_one(PLAIN)

    assert (telegram.id, telegram.mrn, telegram.year, telegram.post, telegram.number) == (
        "08LIMA42",
        "08LIMA42",
        2008,
        "LIMA",
        42,
    )
    assert telegram.subject == "FISHING"
    assert [(p.number, p.heading, p.role, p.text) for p in telegram.paragraphs] == [
        (1, None, "summary", "Summary: The fleet sailed. End summary."),
        (2, "The Harbour", "text", "It did not “come back”."),
    ]
    assert [(r.label, r.text, r.mrn, r.state) for r in telegram.reftels] == [(None, "LIMA 12", "08LIMA12", "known")]
    assert telegram.signature == "DOE"
    assert telegram.transmission is not None
    assert telegram.transmission.filed == datetime(2008, 1, 10, 12, 0, tzinfo=UTC)


def test_the_spans_of_a_telegram_join_to_its_text() -> None:
    telegram = read_one(PLAIN)

    assert "".join(PLAIN[span.start : span.end] for span in telegram.spans) == PLAIN
    assert "unread" not in {span.label for span in telegram.spans}


def test_every_field_names_the_characters_it_was_read_from() -> None:
    telegram = read_one(PLAIN)

    seen = {field: PLAIN[places[0][0] : places[0][1]] for field, places in telegram.evidence.items()}
    assert seen["dtg"] == "101200Z JAN 08"
    assert seen["mrn"] == "LIMA 000042"
    assert seen["classification.level"] == "UNCLAS"
    assert seen["from"] == "AMEMBASSY LIMA"
    assert seen["signature"] == "DOE"


def test_a_text_that_is_no_telegram_is_one_record_without_a_number() -> None:
    (telegram,) = read_text("The weather was fine.\n\nThe minister was not.\n")

    assert telegram.mrn is None
    assert telegram.id.startswith("sha-")
    assert [paragraph.text for paragraph in telegram.paragraphs] == ["The weather was fine.", "The minister was not."]
    assert [defect.defect for defect in telegram.defects] == ["no-heading"]


def test_two_telegrams_in_one_text_are_two_records_that_join_to_it() -> None:
    second = PLAIN.replace("000042", "000043").replace("#0042", "#0043")

    telegrams = read_text(PLAIN + "\n" + second)

    assert [telegram.mrn for telegram in telegrams] == ["08LIMA42", "08LIMA43"]
    assert "".join(telegram.text for telegram in telegrams) == PLAIN + "\n" + second


def test_sections_with_headings_of_their_own_are_one_telegram() -> None:
    first = PLAIN.replace("UNCLAS LIMA", "UNCLAS SECTION 01 OF 02 LIMA").replace("DOE\n", "")
    second = PLAIN.replace("UNCLAS LIMA", "UNCLAS SECTION 02 OF 02 LIMA")

    assert [telegram.mrn for telegram in read_text(first + second)] == ["08LIMA42"]


def test_what_the_container_says_fills_only_what_the_text_leaves_empty() -> None:
    bare = PLAIN[PLAIN.index("UNCLAS") :]

    telegram = read_one(bare, **{"Reference ID": "08LIMA42", "Created": "2008-01-10 12:12", "Classification": "SECRET"})

    assert telegram.mrn == "08LIMA42"
    assert telegram.dtg == datetime(2008, 1, 10, 12, 0, tzinfo=UTC)
    assert telegram.classification.level == "UNCLASSIFIED"
    assert {"number-from-attributes", "field-from-attributes"} <= {defect.defect for defect in telegram.defects}


def test_a_text_under_another_number_names_both() -> None:
    telegram = read_one(PLAIN, **{"Reference ID": "08BOGOTA7"})

    (defect,) = [defect for defect in telegram.defects if defect.defect == "number-disagrees"]
    assert telegram.mrn == "08LIMA42"
    assert "08LIMA42" in defect.message
    assert "08BOGOTA7" in defect.message


def test_a_body_of_another_telegram_under_a_heading_is_a_defect() -> None:
    mixed = PLAIN.replace("UNCLAS LIMA 000042", "UNCLAS BOGOTA 000777")

    telegram = read_one(mixed)

    assert telegram.mrn == "08LIMA42"
    (defect,) = [defect for defect in telegram.defects if defect.defect == "foreign-text"]
    assert "BOGOTA" in defect.message


@pytest.mark.parametrize("rule", ["line-wrap", "shifted-quote"])
def test_a_rule_that_is_switched_off_repairs_nothing(rule: str) -> None:
    (telegram,) = read_text(PLAIN, without=[rule])

    assert rule not in {repair.rule for repair in telegram.repairs}
