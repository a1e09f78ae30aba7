"""Transmissions: format lines, sections, columns, characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import Phase, given, settings

from reftel import read_text
from reftel.write import write
from reftel.write.acp127 import complete
from well_formed import telegrams

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

_quick = settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
LONG = (
    "R 141200Z MAR 07\nFM AMEMBASSY ASTANA\nTO SECSTATE WASHDC 1\nINFO AMEMBASSY LONDON\n\nUNCLAS ASTANA 002194\n\n"
    + "".join(f"{number}. (U) " + "The minister said “no” to the water law. " * 12 + "\n\n" for number in range(1, 21))
)


@pytest.fixture(scope="module")
def long_telegram() -> Telegram:
    return complete(read_text(LONG)[0])


def test_every_section_is_a_message_of_its_own(long_telegram: Telegram) -> None:
    lines = write(long_telegram, "acp127").text.splitlines()
    assert lines[0] == "VZCZCXXX0001"
    assert [line for line in lines if line.startswith("DE ")] == [
        "DE RUEHTA #2194/01 0731200", "DE RUEHTA #2194/02 0731200", "DE RUEHTA #2194/03 0731200"]  # fmt: skip
    assert [line for line in lines if "ZCZC" in line] == ["VZCZCXXX0001", "VZCZCXXX0002", "VZCZCXXX0003"]
    assert lines.count("BT") == 6
    assert lines.count("#2194") == lines.count("NNNN") == 3
    assert "UNCLAS SECTION 02 OF 03 ASTANA 002194" in lines


def test_a_section_has_at_most_five_thousand_characters(long_telegram: Telegram) -> None:
    for section in write(long_telegram, "acp127").text.split("NNNN"):
        assert len(section) < 5000


def test_the_relay_heading_comes_from_the_tables_and_is_never_made_up(long_telegram: Telegram) -> None:
    assert long_telegram.transmission is not None
    assert long_telegram.transmission.station == "RUEHTA"
    assert "TO RUEHC/SECSTATE WASHDC 1" in write(long_telegram, "acp127").text
    unknown = complete(read_text(LONG.replace("ASTANA", "NOWHERE"))[0])
    assert unknown.transmission is not None
    assert unknown.transmission.station is None
    assert "transmission.station" in {loss.field for loss in write(unknown, "acp127").lost}


def test_characters_that_no_teletype_has_are_replaced_and_named(long_telegram: Telegram) -> None:
    written = write(long_telegram, "acp127")
    assert 'said "no" to' in written.text
    assert written.text.isascii()
    assert "paragraphs" in {loss.field for loss in written.lost}


@_quick
@given(telegram=telegrams(old=False))
def test_no_line_is_longer_than_the_page(telegram: Telegram) -> None:
    short = msgspec.structs.replace(telegram, passing=())
    assert max(map(len, write(short, "acp127").text.splitlines())) <= 69
