"""Exports: every word is in them, nothing in them runs, and what was repaired can be seen."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel import read_path, read_text
from reftel.errors import Unreadable, WrongRequest
from reftel.model.parts import parts
from reftel.model.repair import Repair
from reftel.write.exports import EXPORTS, export
from reftel.write.exports.pieces import Piece, cells

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.telegram import Telegram

_TEI = "{http://www.tei-c.org/ns/1.0}"
_TOP = "R 141200Z MAR 05\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC\n\nUNCLAS LIMA 000001\n\nSUBJECT: <b>FISH</b>\n\n"


def telegram_with(words: str) -> Telegram:
    return read_text(f"{_TOP}{words}\nHALE\n")[0]


def bare(words: str) -> str:
    return "".join(words.split())


def test_tei_shows_what_was_received_beside_what_it_reads() -> None:
    telegram = telegram_with("1. (U) Lima,s mayor said &we will see8 and left the hall.")
    root = ET.fromstring(export(telegram, "tei"))
    choices = {(c.findtext(f"{_TEI}sic"), c.findtext(f"{_TEI}corr")) for c in root.iter(f"{_TEI}choice")}
    assert {(",", "’"), ("&", "“"), ("8", "”")} <= choices
    paragraph = root.find(f".//{_TEI}p[@n='1']")
    assert paragraph is not None
    assert paragraph.text == "1. (U) Lima"


def test_tables_and_lists_are_tables_and_lists_in_tei() -> None:
    words = (
        "1. (U) Prices of the year:\n\nWHEAT      12,000     3.5\nOATS        4,000     1.5\n\n2. (U) Two:\n-- a\n-- b"
    )
    root = ET.fromstring(export(telegram_with(words), "tei"))
    rows = [[cell.text for cell in row] for row in root.iter(f"{_TEI}row")]
    assert rows == [["WHEAT", "12,000", "3.5"], ["OATS", "4,000", "1.5"]]
    assert [item.text for item in root.iter(f"{_TEI}item")] == ["-- a", "-- b"]


def test_a_paragraph_that_begins_with_a_table_keeps_its_number_and_mark_in_every_export() -> None:
    import pypdf

    telegram = telegram_with("1. (U) WHEAT      12,000     3.5\nOATS        4,000     1.5\n\n2. (C)\n\n3. (U) End.")
    assert [paragraph.number for paragraph in telegram.paragraphs] == [1, 2, 3]
    root = ET.fromstring(export(telegram, "tei"))
    assert [(p.get("n"), p.text) for p in root.iterfind(f".//{_TEI}p[@n]")] == [
        ("1", "1. (U) "), ("2", "2. (C) "), ("3", "3. (U) End."),
    ]  # fmt: skip
    assert [cell.text for cell in root.iter(f"{_TEI}cell")] == ["WHEAT", "12,000", "3.5", "OATS", "4,000", "1.5"]
    page = export(telegram, "html").decode()
    assert re.findall(r'<p id="(.*?)">(.*?)</p>', page) == [("p1", "1. (U) "), ("p2", "2. (C) "), ("p3", "3. (U) End.")]
    paper = bare("".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(export(telegram, "pdf"))).pages))
    assert "1.(U)WHEAT12,0003.5OATS4,0001.52.(C)3.(U)End." in paper


def test_what_was_received_in_the_cells_of_a_table_is_beside_what_it_reads() -> None:
    words = "1. (U) Shares:\n\n[LIMA](#) fleet    12,000     [own](#)\nothers           4,000     1.5"
    root = ET.fromstring(export(telegram_with(words), "tei"))
    choices = [(c.findtext(f"{_TEI}sic"), c.findtext(f"{_TEI}corr")) for c in root.iter(f"{_TEI}choice")]
    assert choices == [("[LIMA](#)", "LIMA"), ("[own](#)", "own")]
    for choice in list(root.iter(f"{_TEI}choice")):
        choice.remove(next(iter(choice)))
    cells = ["".join(cell.itertext()) for cell in root.iter(f"{_TEI}cell")]
    assert cells == ["LIMA fleet", "12,000", "own", "others", "4,000", "1.5"]


@given(st.lists(st.tuples(st.text("ab \t", max_size=5), st.booleans()), max_size=8))
def test_no_word_and_no_repair_of_a_row_is_lost_between_its_cells(row: list[tuple[str, bool]]) -> None:
    given_row = [
        Piece(words, Repair(n, n, "x", words, "rule", 1.0) if mended else None) for n, (words, mended) in enumerate(row)
    ]
    made = [piece for cell in cells(given_row) for piece in cell]
    assert bare("".join(piece.words for piece in made)) == bare("".join(words for words, _ in row))
    assert [piece.repair for piece in made if piece.repair] == [piece.repair for piece in given_row if piece.repair]


def test_what_a_repair_took_out_is_told_in_tei_and_on_a_page() -> None:
    telegram = telegram_with("1. (U) The fish\n\nSIPDIS\n\nwas sold.")
    assert "sipdis" in {repair.rule for repair in telegram.repairs}
    root = ET.fromstring(export(telegram, "tei"))
    assert [bare(choice.findtext(f"{_TEI}sic") or "") for choice in root.iter(f"{_TEI}choice")] == ["SIPDIS"]
    assert re.search(r'<mark title="received: \s*SIPDIS\s*">', export(telegram, "html").decode())


def test_no_markup_of_a_telegram_is_markup_in_an_export() -> None:
    telegram = telegram_with('1. (U) <script>alert(1)</script> & "quoted" \x1b[2J end.')
    page = export(telegram, "html").decode()
    assert "<script" not in page
    assert "<b>FISH" not in page
    assert "\x1b" not in page
    root = ET.fromstring(export(telegram, "tei"))
    assert "<script>alert(1)</script>" in "".join(root.itertext())


def test_every_paragraph_of_a_page_has_a_name_of_its_own() -> None:
    page = export(telegram_with("1. (U) One.\n\n2. (U) Two.\n\n2. (U) Two again.\n\n3. (U) Three."), "html").decode()
    assert re.findall(r' id="(.*?)"', page) == ["p1", "p2", "p2-2", "p3"]


def test_the_parts_of_a_paragraph_are_its_text_and_every_word_is_in_every_export(shared: Path) -> None:
    """Over every tenth page and the whole seed; the words of the record are what an export must hold."""
    paths = [shared / "seed" / "astana-605.txt", *sorted((shared / "corpora" / "wikileaks-html").iterdir())[::10]]
    for path in paths:
        for read in read_path(path):
            assert not isinstance(read, Unreadable)
            tei, page = ET.fromstring(export(read, "tei")), export(read, "html").decode()
            for choice in list(tei.iter(f"{_TEI}choice")):
                choice.remove(next(iter(choice)))
            body = tei.find(f".//{_TEI}body")
            assert body is not None
            words = bare("".join(body.itertext()))
            for paragraph in read.paragraphs:
                assert "".join(part.words for part in parts(read, paragraph)) == paragraph.text
                assert bare(paragraph.text) in words
            assert page.count("<p") >= len(read.paragraphs)


def test_a_pdf_has_the_words_and_is_the_same_every_time() -> None:
    import pypdf

    telegram = telegram_with("1. (U) The mayor said “no” – twice; São Tomé, Łódź.\n\n2. (U) " + "More words. " * 900)
    written = export(telegram, "pdf")
    assert written == export(telegram, "pdf")
    pages = pypdf.PdfReader(BytesIO(written)).pages
    assert len(pages) > 1
    words = bare("".join(page.extract_text() for page in pages))
    assert bare("The mayor said “no” – twice; São Tomé, Lodz.") in words.replace("ódz", "odz")
    assert all("UNCLASSIFIED" in page.extract_text() for page in pages)


@pytest.mark.parametrize("form", sorted(EXPORTS))
def test_a_telegram_of_nothing_is_exported(form: str) -> None:
    assert export(read_text("")[0], form)


def test_there_is_no_other_export() -> None:
    with pytest.raises(WrongRequest, match="no export"):
        export(read_text("")[0], "docx")
