"""100 published pages, read by eye: what the reader must find in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from page_expectations import FIELDS, differences, expected_pages
from reftel.errors import Unreadable
from reftel.intake import read_document
from reftel.sources import find_places, read_place

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.telegram import Telegram

LEAST = 0.98


@pytest.fixture(scope="module")
def pages(shared: Path) -> dict[str, Telegram]:
    """The pages by the number of their table, which is cut off before they are read."""
    wanted = {page["id"] for page in expected_pages()}
    found: dict[str, Telegram] = {}
    for place in find_places([shared / "corpora" / "wikileaks-html"]):
        assert not isinstance(place, Unreadable)
        for document in read_place(place):
            assert not isinstance(document, Unreadable)
            number = document.attributes["Reference ID"]
            if number in wanted:
                found[number] = read_document(msgspec.structs.replace(document, attributes={}))[0]
    return found


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_is_right_on_nearly_every_page(pages: dict[str, Telegram], field: str) -> None:
    wrong = {
        page["id"]: found[field]
        for page in expected_pages()
        if field in (found := differences(page, pages[page["id"]]))
    }

    assert 1 - len(wrong) / len(pages) >= LEAST, wrong


def test_the_pages_are_of_every_layout_and_many_years() -> None:
    pages = expected_pages()

    assert {page["layout"].split()[0] for page in pages} == {"XRO", "XYZ", "BARE", "PARTIAL", "OFFICE", "LOCAL"}
    assert len({page["id"][:2] for page in pages}) >= 8
