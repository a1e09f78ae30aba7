from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel.errors import WrongRequest
from reftel.facts import (
    addresses,
    kind_of_address,
    kind_of_tag,
    post_code_of_address,
    posts,
    tags,
    use_own_tables,
)
from reftel.facts.posts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A folder for a user's own tables; the shipped ones alone are back after the test."""
    yield tmp_path
    use_own_tables(None)


def test_every_post_has_the_archive_code_that_its_name_gives() -> None:
    for post in posts():
        assert post.archive_code == post.name[:6].replace(" ", "")
        assert post.mrn_name == post.name.replace(" ", "")
        assert post.kind in KINDS


def test_every_post_that_went_on_under_another_name_names_a_post() -> None:
    known = {post.mrn_name for post in posts()}
    assert {post.renamed_to for post in posts()} - {""} <= known


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("AMEMBASSY LA PAZ", "LAPAZ"),
        ("AMEMBASSY LAPAZ", "LAPAZ"),
        ("AMMEMBASSY LA PAZ", "LAPAZ"),
        ("AMEMDASSY LA PAZ", "LAPAZ"),
        ("SECSTATE WASHDC", "STATE"),
        ("SECSTATE WASHINGTON DC", "STATE"),
        ("AMCONSUL SAO PAULO", "SAOPAULO"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("USMISSION GENEVA", "GENEVA"),
        ("USMISSION UNVIE VIENNA", "UNVIEVIENNA"),
        ("USEU BRUSSELS", "USEUBRUSSELS"),
        ("USDEL SECRETARY", "SECTO"),
        ("USINT HAVANA", "HAVANA"),
        ("AMEMBASSY PORT FICTION", "PORTFICTION"),
        ("AMEMBASSY", None),
        ("CIA WASHDC", None),
        ("NSC WASHINGTON DC", None),
        ("CIS COLLECTIVE", None),
        ("AIG 8125", None),
        ("CDR USSOUTHCOM MIAMI FL", None),
        ("", None),
    ],
)
def test_the_post_of_an_address(address: str, code: str | None) -> None:
    assert post_code_of_address(address) == code


def test_a_post_in_no_table_has_a_code_and_nothing_else() -> None:
    assert posts().of_address("AMEMBASSY PORT FICTION") is None


def test_kinds_of_address() -> None:
    addressed = ("AMEMBASSY LIMA", "DIA WASHDC", "CIS COLLECTIVE", "AIG 8125", "HQ USSOMECOM HERE", "HELLO")
    assert [kind_of_address(a) for a in addressed] == ["post", "agency", "collective", "aig", "military", "unknown"]


def test_every_address_of_a_post_is_read_as_that_post() -> None:
    for fact in addresses().values():
        assert post_code_of_address(fact.address) == (fact.post or None)


def test_kinds_of_tags() -> None:
    assert [kind_of_tag(code) for code in ("PREL", "BL", "AU-1", "KWBG", "PFOR", "ZZZZ", "SMITH")] == [
        "subject",
        "place",
        "organisation",
        "program",
        "subject",
        "unknown",
        "unknown",
    ]


def test_own_rows_are_laid_over_the_shipped_ones(own: Path) -> None:
    (own / "posts.csv").write_text(
        "name,mrn_name,kind,country,routing_indicator,plain_language_address\n"
        "PORT FICTION,PORTFICTION,embassy,ZZ,RUEHZZZ,AMEMBASSY PORT FICTION\n"
        "LA PAZ,,,,RUEHQQ,\n",
        encoding="utf-8",
    )
    (own / "tags.csv").write_text("code,kind,label,years,source\nZZ,place,Fictia,1973-1990,made up\n", encoding="utf-8")
    use_own_tables(own)
    fiction = posts().of_address("AMEMBASSY PORT FICTION")
    assert fiction is not None
    assert fiction.archive_code == "PORTF"
    la_paz = posts().named("la paz")
    assert la_paz is not None
    assert la_paz.kind == "embassy"
    assert la_paz.routing_indicators[-1] == "RUEHQQ"
    assert tags()["ZZ"].in_use(1980)
    assert not tags()["ZZ"].in_use(1991)
    assert tags()["PREL"].kind == "subject"


def test_own_tables_can_be_taken_away_again(own: Path) -> None:
    (own / "tags.csv").write_text("code,kind\nQQQQ,program\n", encoding="utf-8")
    use_own_tables(own)
    assert kind_of_tag("QQQQ") == "program"
    use_own_tables(None)
    assert kind_of_tag("QQQQ") == "unknown"


@pytest.mark.parametrize(
    ("table", "content", "told"),
    [
        ("tags.csv", "code,kind\nABCD,subjekt\n", "tags.csv, line 2: kind is 'subjekt'"),
        ("tags.csv", "code,kind,years\nABCD,subject,1973\n", "tags.csv, line 2: years"),
        ("tags.csv", "code,sort\nABCD,subject\n", "no such column: sort"),
        ("tags.csv", "code,kind\nABCD\n", "line 2: 1 cells under 2 columns"),
        ("posts.csv", "name,kind,routing_indicator\nX,embassy,XUEH\n", "posts.csv, line 2: a routing indicator"),
        ("posts.csv", "name,kind,latitude\nX,embassy,91\n", "posts.csv, line 2: latitude"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(own: Path, table: str, content: str, told: str) -> None:
    (own / table).write_text(content, encoding="utf-8")
    with pytest.raises(WrongRequest) as caught:
        use_own_tables(own)
    assert told in caught.value.message
