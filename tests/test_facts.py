from __future__ import annotations

import csv
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel.facts
from reftel.errors import WrongRequest
from reftel.facts import (
    addresses,
    captions,
    fact_of_address,
    kind_of_address,
    kind_of_tag,
    meaning_of_security,
    order_in_force,
    orders,
    portions,
    post_code_of_address,
    post_of_address,
    posts,
    precedences,
    signals,
    tags,
    use_own_tables,
)
from reftel.facts.posts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED = sorted((Path(reftel.facts.__file__).parent / "data").glob("*.csv"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A folder for a user's own tables; the shipped ones alone are back after the test."""
    yield tmp_path
    use_own_tables(None)


@pytest.mark.parametrize("table", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_table_is_tidy_names_no_row_twice_and_gives_every_source(table: Path) -> None:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    names = [row[0] for row in rows[1:]]
    assert len(names) == len(set(names))
    assert rows[0][-1] == "source"
    assert all(row[-1] for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row)


def test_every_table_and_column_is_described_in_the_docs() -> None:
    page = Path(reftel.facts.__file__).parents[3] / "docs" / "facts.md"
    if not page.is_file():
        pytest.skip("the docs are not here")
    text = page.read_text(encoding="utf-8")
    assert [path.name for path in SHIPPED if f"`{path.name}`" not in text] == []
    for name in ("tags", "posts", "addresses", "captions"):
        header = next(path for path in SHIPPED if path.stem == name).read_text(encoding="utf-8").splitlines()[0]
        assert [column for column in header.split(",") if f"`{column}`" not in text] == []


def test_importing_the_package_reads_no_table() -> None:
    program = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda event, args: event == 'open' and opened.append(str(args[0])));"
        "import reftel.facts; print([path for path in opened if path.endswith('.csv')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_post_has_the_archive_code_that_its_name_gives() -> None:
    for post in posts():
        assert post.archive_code == post.name[:6].replace(" ", "")
        assert post.mrn_name == post.name.replace(" ", "")
        assert post.kind in KINDS


def test_there_are_the_posts_of_the_trade_with_their_places() -> None:
    assert len(posts()) >= 300
    placed = [post for post in posts() if post.latitude is not None and post.longitude is not None]
    assert len(placed) >= 350
    assert all(re.fullmatch("[A-Z]{2}|", post.country) for post in posts())


def test_every_routing_indicator_is_well_formed() -> None:
    indicators = {indicator for post in posts() for indicator in post.routing_indicators}
    indicators |= {indicator for fact in addresses().values() for indicator in fact.routing_indicators}
    assert all(re.fullmatch("R[A-Z]{3,6}", indicator) for indicator in indicators)


def test_no_two_posts_share_a_name() -> None:
    for post in posts():
        for name in (post.mrn_name, post.name, *post.other_names):
            assert posts().named(name) == post


@pytest.mark.parametrize(
    ("name", "year", "meant"),
    [
        ("Beijing", 1975, "PEKING"),
        ("Peking", None, "PEKING"),
        ("PEKING", 1985, "BEIJING"),
        ("MUMBAI", 1979, "BOMBAY"),
        ("KYIV", 2007, "KYIV"),
        ("Kiev", 2009, "KYIV"),
        ("Saint Petersburg", 1979, "LENINGRAD"),
        ("SAIGON", 1990, "SAIGON"),
        ("Ho Chi Minh City", 2005, "HOCHIMINHCITY"),
        ("NDJAMENA", 1972, "FORTLAMY"),
        ("USEC", 1979, "ECBRUSSELS"),
        ("BERNE", None, "BERN"),
        ("NEWDE", None, "NEWDELHI"),
        ("SANTIA", None, "SANTIAGO"),
        ("PORTO", None, None),
        ("", None, None),
        ("ATLANTIS", None, None),
    ],
)
def test_a_post_is_found_by_any_of_its_names(name: str, year: int | None, meant: str | None) -> None:
    post = posts().named(name, year)
    assert (post.mrn_name if post else None) == meant


def test_a_shared_archive_code_names_all_its_posts() -> None:
    assert {post.name for post in posts().candidates("PORTO")} == {"PORTO ALEGRE", "PORT OF SPAIN"}


def test_a_damaged_name_is_guessed_only_where_one_post_is_near() -> None:
    near = posts().near
    assert [post.name for post in (near("ISLAMBAD"), near("BEIJIG"), near("RUSSELS")) if post] == [
        "ISLAMABAD",
        "BEIJING",
        "BRUSSELS",
    ]
    assert near("LIMO") is None
    assert near("NOWHERE") is None


def test_routing_indicators_lead_to_posts() -> None:
    moscow = posts().by_routing("RUEHMO")
    assert moscow is not None
    assert moscow.name == "MOSCOW"
    assert posts().by_routing("RUEHBS") is None
    assert {post.name for post in posts().sharing_routing("RUEHBS")} == {"BRUSSELS", "USEU BRUSSELS"}


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
        ("USDEL SECRETARY IN CAIRO", "SECTO"),
        ("SECSTATE WSHDC", "STATE"),
        ("SECSTATE WASHDC IMMEDIATE 1234", "STATE"),
        ("SECSTATE WASHINGTON D.C.", "STATE"),
        ("Dept of State", "STATE"),
        ("American Consulate General Istanbul", "ISTANBUL"),
        ("AMEMBASSYMADRID", "MADRID"),
        ("AMEMBASSY NEW DELHI PIORITY", "NEWDELHI"),
        ("AMEMBASSY MEXICO CITY", "MEXICO"),
        ("AMCONSUL RIO DE JANIERO", "RIODEJANEIRO"),
        ("USMISSION EC BRUSSELS", "ECBRUSSELS"),
        ("USMISSION USNATO", "USNATO"),
        ("USMISSION BERLIN", "USBERLIN"),
        ("AMEMBASSY BERLIN", "BERLIN"),
        ("USLO PEKING", "PEKING"),
        ("AIT TAIPEI", "AITTAIPEI"),
        ("AMEMBASSY TAIPEI", "TAIPEI"),
        ("IRAN RPO DUBAI", "IRANRPODUBAI"),
        ("REO HILLAH", "HILLAH"),
        ("RRT ERBIL", "ERBIL"),
        ("AMCONSUL SANTIAGO DE LOS CABALLEROS", "SANTIAGODELOSCABALLEROS"),
        ("AMCONGEN ISTANBUL", "ISTANBUL"),
        ("AMEMBASSY LAGOS", "LAGOS"),
        ("EMBASSY OF JAPAN", None),
        ("AMEMBASSY LIMA//POL//", "LIMA"),
        ("USMISSION BRUSSELS", None),
        ("USDAO MADRID SP", None),
        ("DEA LA PAZ", None),
        ("ALL DIPLOMATIC AND CONSULAR POSTS COLLECTIVE", None),
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
    assert post_of_address("AMEMBASSY PORT FICTION") is None


def test_kinds_of_address() -> None:
    addressed = ("AMEMBASSY LIMA", "DIA WASHDC", "CIS COLLECTIVE", "AIG 8125", "HQ USSOMECOM HERE", "HELLO")
    assert [kind_of_address(a) for a in addressed] == ["post", "agency", "collective", "aig", "military", "unknown"]


def test_every_address_of_a_post_is_read_as_that_post() -> None:
    for fact in addresses().values():
        assert post_code_of_address(fact.address) == (fact.post or None)


def test_an_agency_is_one_body_under_all_its_addresses() -> None:
    found = [
        fact_of_address(a) for a in ("DEPT OF TREASURY", "TREASURY DEPT WASHINGTON DC", "DEPARTMENT OF TREASURY WASHDC")
    ]
    assert {fact.body for fact in found if fact} == {"Department of the Treasury"}


def test_every_known_address_says_who_it_is() -> None:
    assert all(fact.body for fact in addresses().values() if fact.kind == "agency")


def test_places_name_their_country() -> None:
    without = {fact.code for fact in tags().values() if fact.kind == "place" and not fact.country}
    assert without == {"XA", "XF", "XM", "XX"}


def test_historic_tags_are_known_for_their_years() -> None:
    assert tags()["PFOR"].in_use(1974)
    assert not tags()["PFOR"].in_use(2005)
    assert tags()["PREL"].in_use(2005)


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
    (own / "tags.csv").write_text("code,kind,label,years,source\nZZ,geo,Fictia,1973-1990,made up\n", encoding="utf-8")
    use_own_tables(own)
    fiction = post_of_address("AMEMBASSY PORT FICTION")
    assert fiction is not None
    assert fiction.archive_code == "PORTF"
    la_paz = posts().named("la paz")
    assert la_paz is not None
    assert la_paz.kind == "embassy"
    assert la_paz.routing_indicators[-1] == "RUEHQQ"
    assert tags()["ZZ"].kind == "place"
    assert tags()["ZZ"].in_use(1980)
    assert not tags()["ZZ"].in_use(1991)
    assert tags()["PREL"].kind == "subject"


def test_the_tables_of_the_sample_collection_can_be_laid_over(own: Path) -> None:
    sample = Path(reftel.facts.__file__).parents[1] / "sample"
    invented = sample / "posts.csv"
    if not invented.is_file():
        pytest.skip("the sample collection has no table of posts")
    use_own_tables(sample)
    with invented.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_post = row["kind"] != "collective"
            assert post_code_of_address(row["plain_language_address"]) == (row["mrn_name"] if is_post else None)
            assert (kind_of_address(row["plain_language_address"]) == "post") == is_post


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


def test_own_rows_can_empty_a_cell_and_add_a_name(own: Path) -> None:
    (own / "posts.csv").write_text("mrn_name,other_names,to_year\nSAIGON,SGN,-\n", encoding="utf-8")
    use_own_tables(own)
    saigon = posts().named("SGN")
    assert saigon is not None
    assert saigon.to_year is None
    assert saigon.kind == "embassy"


def test_after_a_wrong_table_the_ones_before_are_back(own: Path) -> None:
    (own / "tags.csv").write_text("code,kind\nABCD,subjekt\n", encoding="utf-8")
    with pytest.raises(WrongRequest):
        use_own_tables(own)
    assert kind_of_tag("PREL") == "subject"


def test_the_environment_can_name_the_folder(own: Path) -> None:
    (own / "tags.csv").write_text("code,kind\nQQQQ,program\n", encoding="utf-8")
    program = "from reftel.facts import kind_of_tag; print(kind_of_tag('QQQQ'))"
    path = str(Path(reftel.facts.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"REFTEL_FACTS": str(own), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "program"


def test_captions_exclude_only_captions() -> None:
    assert {other for fact in captions().values() for other in fact.excludes} <= set(captions())


def test_who_excludes_sipdis_is_excluded_by_it() -> None:
    excluding = {fact.caption for fact in captions().values() if "SIPDIS" in fact.excludes}
    assert set(captions()["SIPDIS"].excludes) == excluding


@pytest.mark.parametrize(
    ("day", "number", "cited_as"),
    [
        (date(1972, 5, 31), "10501", "10501"),
        (date(1974, 1, 2), "11652", "11652"),
        (date(1978, 12, 1), "12065", "12065"),
        (date(1982, 8, 1), "12356", "12356"),
        (date(1995, 10, 14), "12958", "12958"),
        (date(2003, 3, 25), "13292", "12958"),
        (datetime(2010, 6, 26, 23, 59, tzinfo=UTC), "13292", "12958"),
        (date(2010, 6, 27), "13526", "13526"),
    ],
)
def test_the_order_in_force(day: date, number: str, cited_as: str) -> None:
    order = order_in_force(day)
    assert order is not None
    assert (order.number, order.cited_as) == (number, cited_as)


def test_one_order_follows_the_other_without_a_gap() -> None:
    in_time = list(orders().values())
    for before, after in pairwise(in_time):
        assert before.last_day is not None
        assert before.last_day + timedelta(days=1) == after.first_day
    assert in_time[-1].last_day is None
    assert order_in_force(date(1940, 1, 1)) is None


@pytest.mark.parametrize(
    ("group", "level"),
    [
        ("UUUUU", "UNCLASSIFIED"),
        ("EEEEE", "UNCLASSIFIED"),
        ("CCCCC", "CONFIDENTIAL"),
        ("SSSSS", "SECRET"),
        ("TTTTT/BBBBB", "TOP SECRET"),
        ("UUUAA", "UNCLASSIFIED"),
        ("CCCC", None),
        ("QQQQQ", None),
        ("CSCSC", None),
        ("", None),
    ],
)
def test_security_groups(group: str, level: str | None) -> None:
    fact = meaning_of_security(group)
    assert (fact.level if fact else None) == level


def test_precedences_signals_and_portions_are_all_there() -> None:
    assert set(precedences()) == {"FLASH OVERRIDE", "FLASH", "IMMEDIATE", "NIACT IMMEDIATE", "PRIORITY", "ROUTINE"}
    assert {"ZNR", "ZNY", "ZZH", "ZDK", "ZDS", "ZFD"} <= set(signals())
    by_rank = sorted((fact for fact in portions().values() if fact.level), key=lambda fact: fact.rank)
    assert [by_rank[0].mark, by_rank[-1].mark] == ["U", "TS"]


@given(st.text())
def test_any_text_may_be_asked(asked: str) -> None:
    post_code_of_address(asked)
    kind_of_address(asked)
    kind_of_tag(asked)
    meaning_of_security(asked)
    posts().named(asked, 1975)
    posts().near(asked)
