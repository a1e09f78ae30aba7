"""The pages of the reading room, each in every form that it is given in."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from cli_runs import held, some_telegrams
from hostile import LEVEL, ORDER, TOP
from html_checks import checked
from reading_room import ADDRESS, room
from reftel.cli.handler import run
from reftel.sample import sample_folder
from reftel.web.addresses import search_address
from reftel.web.app import PLACES, make_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["held", "room", "some_telegrams"]

MARKUP = (
    '<script>alert(1)</script><b onmouseover="alert(2)">x</b>"\'><img src=x onerror=alert(3)> {{ 7*7*7777 }} '
    "javascript:alert(4) \x1b[2J\u202e"
)


def words_of(room: TestClient, address: str) -> str:
    answer = room.get(address)
    assert answer.status_code == 200, answer.text[:200]
    return " ".join(" ".join(checked(answer.text).words).split())


# the entrance


def test_the_entrance_counts_and_leads_on(room: TestClient) -> None:
    page = checked(room.get("/").text)
    assert "12 telegrams" in " ".join(page.words)
    assert "/search?q=post%3AVARRIN" in page.links
    assert any(link.startswith("/t/") for link in page.links)
    data = room.get("/entrance.json").json()
    assert data["telegrams"] == 12
    assert sum(data["months"].values()) + data["undated"] == 12
    held = [hit["post"] for hit in room.get("/search.json?limit=50").json()["hits"]]
    assert {one["name"]: one["telegrams"] for one in data["posts"]} == Counter(held)
    assert sum(one["telegrams"] for one in data["levels"]) == 12


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    from reftel.archive import open_writer

    open_writer(tmp_path / "empty.archive").close()
    with TestClient(make_app(tmp_path / "empty.archive"), base_url=ADDRESS) as client:
        assert "archive is empty" in words_of(client, "/")


# a telegram


@pytest.mark.parametrize("view", ["restored", "received", "explained"])
@pytest.mark.parametrize("number", ["04HALLEM512", "77VARRIN344~2", "74VARRIN1340"])
def test_every_view_of_a_telegram_is_a_page(room: TestClient, number: str, view: str) -> None:
    page = checked(room.get(f"/t/{number}", params={"view": view, "q": "dam water"}).text)
    assert "/t/" + number + ".ris" in page.links


def test_the_restored_view_is_repaired_and_keeps_what_was(room: TestClient) -> None:
    page = room.get("/t/04HALLEM512").text
    assert "<ins>’</ins><del hidden>,</del>" in page
    assert 'id="p2"' in page
    assert '<a class="reftel" href="/t/04VARRIN301">' in page
    back = room.get("/t/04HALLEM512?repairs=off").text
    assert "<ins hidden>’</ins><del>,</del>" in back


def test_the_received_view_is_the_source_to_the_character(room: TestClient) -> None:
    source = (sample_folder() / "telegrams" / "04HALLEM512.txt").read_text("utf-8")
    page = room.get("/t/04HALLEM512?view=received").text
    shown = "".join(
        checked("<pre" + page.partition('<pre class="received"')[2].partition("</pre>")[0] + "</pre>").words
    )
    assert shown.strip() == source.strip()


def test_the_explained_view_says_what_each_line_says(room: TestClient) -> None:
    words = words_of(room, "/t/04HALLEM512?view=explained")
    assert "ZNY CCCCC ZZH confidential, must be encrypted" in words


def test_beside_a_telegram_stand_its_reftels_its_citation_and_its_witnesses(room: TestClient) -> None:
    words = words_of(room, "/t/04HALLEM512")
    assert "A 04VARRIN301 held" in words
    assert "B 04VARRIN377 not held" in words
    assert "Embassy Hallem to Department of State" in words
    assert "04HALLEM512.txt" in words


def test_words_of_the_question_are_marked(room: TestClient) -> None:
    assert "<mark>gas</mark>" in room.get("/t/04HALLEM512?q=gas").text
    assert "<mark>" not in room.get("/t/04HALLEM512").text


@pytest.mark.parametrize("asked", ["Hallem 512 2004", "04 HALLEM 000512", "04hallem512", "2004 Hallem 512"])
@pytest.mark.parametrize("form", ["", ".json", ".txt", ".ris"])
def test_other_spellings_lead_to_the_one_address(room: TestClient, asked: str, form: str) -> None:
    answer = room.get(f"/t/{asked}{form}?q=gas")
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/t/04HALLEM512{form}?q=gas"


def test_a_number_that_is_not_held_names_the_closest(room: TestClient) -> None:
    answer = room.get("/t/04HALLEM521")
    assert answer.status_code == 404
    assert "/t/04HALLEM512" in checked(answer.text).links
    error = room.get("/t/04HALLEM521.json").json()["error"]
    assert error["close"][0] == "04HALLEM512"


def test_a_telegram_as_record_as_text_and_as_citation(room: TestClient) -> None:
    source = (sample_folder() / "telegrams" / "04HALLEM512.txt").read_text("utf-8")
    record = room.get("/t/04HALLEM512.json").json()
    assert record["text"] == source
    assert [one["state"] for one in record["reftels"] if one["label"]] == ["resolved", "known"]
    assert room.get("/t/04HALLEM512.txt").text == source
    ris = room.get("/t/04HALLEM512.ris")
    assert ris.text.startswith("TY  - RPRT\n")
    assert ris.headers["content-disposition"] == 'attachment; filename="04HALLEM512.ris"'


def test_a_view_that_is_none_is_told(room: TestClient) -> None:
    answer = room.get("/t/04HALLEM512?view=backwards")
    assert answer.status_code == 400
    assert "restored, received, explained" in answer.text


# search


def test_search_shows_hits_with_their_paragraphs_and_leads_to_them(room: TestClient) -> None:
    page = checked(room.get("/search?q=dam").text)
    assert any(link.startswith("/t/") and "q=dam" in link for link in page.links)
    assert "¶" in "".join(page.words)


def test_every_hit_is_reached_by_plain_links(room: TestClient) -> None:
    total = room.get("/search.json?q=varrin").json()["total"]
    seen: list[str] = []
    address = "/search?q=varrin&limit=2"
    while address:
        page = room.get(address).text
        seen += [link for link in checked(page).links if link.startswith("/t/") and "q=varrin" in link]
        more = page.partition('rel="next"')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
        address = more.replace("offset", "limit=2&offset") if more and "limit" not in more else more
    assert total > 4
    assert len(set(seen)) == total


def test_all_hits_are_one_table(room: TestClient) -> None:
    total = room.get("/search.json?q=varrin").json()["total"]
    rows = list(csv.DictReader(io.StringIO(room.get("/search.csv?q=varrin").text)))
    assert len(rows) == total
    assert rows[0]["address"] == f"/t/{rows[0]['id']}"


def test_a_number_as_question_leads_to_its_telegram(room: TestClient) -> None:
    assert "/t/04HALLEM512" in checked(room.get("/search?q=Hallem 512 2004").text).links


def test_copies_are_folded_under_the_first(room: TestClient) -> None:
    page = room.get("/search?q=referendum result").text
    names = [hit["id"] for hit in room.get("/search.json?q=referendum result").json()["hits"]]
    assert {"77VARRIN344", "77VARRIN344~2"} <= set(names), "each counts"
    assert page.partition('<section class="also">')[0].count('<li class="hit">') == len(names) - 1
    assert "A corrected copy" in page
    assert "/t/77VARRIN344~2?q=referendum+result" in checked(page).links


# hostile telegrams


@pytest.fixture(scope="module")
def hostile_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room over telegrams that are full of markup at every place."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    heading = TOP.replace("FM AMEMBASSY LIMA", f"FM AMEMBASSY LIMA\nINFO {MARKUP}")
    order = ORDER.replace("TAGS: PREL PE", f"TAGS: PREL {MARKUP}").replace("FISH", f"FISH {MARKUP}")
    body = f"REF: A. LIMA 41 {MARKUP}\nB. {MARKUP}\n\n1. (C) Fish {MARKUP}.\n\nTitle {MARKUP}\n-----\n2. ({MARKUP}) x\n"
    (folder / "in" / "lima & <42>.txt").write_text(heading + LEVEL + order + body + f"DOE {MARKUP}\n", encoding="utf-8")
    (folder / "in" / "none.txt").write_text(f"fish {MARKUP}\n" * 20, encoding="utf-8")
    archive = folder / "hostile.archive"
    assert run(["--archive", str(archive), "add", str(folder / "in")]) == 0
    assert run(["--archive", str(archive), "analyze"]) == 0
    with TestClient(make_app(archive), base_url=ADDRESS, headers={"accept": "text/html"}) as client:
        yield client


def test_markup_in_telegrams_is_only_ever_words(hostile_room: TestClient) -> None:
    names = [hit["id"] for hit in hostile_room.get("/search.json?q=fish").json()["hits"]]
    assert len(names) == 2
    addresses = ["/", "/search?q=fish", "/search?q=alert"]
    addresses += [
        f"/t/{name}?view={view}&q=fish+alert" for name in names for view in ("restored", "received", "explained")
    ]
    for address in addresses:
        page = hostile_room.get(address)
        assert page.status_code == 200, address
        words = "".join(checked(page.text).words)
        assert "381073" not in words, "a template in a telegram was run"
    assert "<script>alert(1)</script>" in "".join(checked(hostile_room.get("/t/" + names[0]).text).words)


def test_no_page_at_all_makes_markup_of_a_telegram(hostile_room: TestClient) -> None:
    names = [hit["id"] for hit in hostile_room.get("/search.json?q=fish").json()["hits"]]
    people = hostile_room.get("/people.json").text
    keys = re.findall(r'"key":"((?:[^"\\]|\\.)*)"', people)[:5]
    inside = {"number": names[0], "first": names[0], "second": names[1], "post": "LIMA", "year": "2008"}
    asked = 0
    for place in PLACES:
        if place.html is None or place.open_to_all or "{address}" in place.path or "{kind}" in place.path:
            continue
        for key in keys if "{key}" in place.path else [""]:
            address = place.path.format(**inside, key=quote(key, safe=""))
            page = hostile_room.get(address)
            assert page.status_code in {200, 302, 404}, address
            if page.status_code == 200:
                checked(page.text)
                asked += 1
    assert asked > 12


def test_markup_in_addresses_is_only_ever_words(hostile_room: TestClient) -> None:
    for address in ("/search", "/t/<script>alert(1)<%2Fscript>", "/<script>alert(1)<%2Fscript>"):
        page = hostile_room.get(address, params={"q": MARKUP, "view": "<b>", "to": MARKUP})
        checked(page.text)


def test_no_cell_of_a_table_is_computed(hostile_room: TestClient, tmp_path: Path) -> None:
    rows = csv.reader(io.StringIO(hostile_room.get("/search.csv?q=fish").text))
    assert not any(cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row)


# for programs


def test_every_address_is_described_for_programs(room: TestClient) -> None:
    described = room.get("/openapi.json").json()
    expected = {place.address(form) for place in PLACES for form in place.forms() if "static" not in place.path}
    assert set(described["paths"]) == expected
    for path, methods in described["paths"].items():
        asked = methods["get"]
        assert asked["summary"], path
        inside = {one["name"] for one in asked["parameters"] if one["in"] == "path"}
        assert inside == set(re.findall(r"\{(\w+)\}", path))
    assert "Telegram" in described["components"]["schemas"]
    names = [methods["get"]["operationId"] for methods in described["paths"].values()]
    assert len(names) == len(set(names))


def test_every_address_is_on_the_page_for_people(room: TestClient) -> None:
    words = words_of(room, "/api")
    for place in PLACES:
        for form in place.forms():
            assert "static" in place.path or place.address(form) in words


# narrowing a question


def counted(page: str) -> int:
    return int(re.search(r'id="total">([\d,]+) telegram', page)[1].replace(",", ""))  # type: ignore[index]


def test_facets_narrow_and_are_taken_out_again(room: TestClient) -> None:
    whole = room.get("/search.json?q=varrin").json()
    facet = next(facet for facet in whole["facets"] if facet["field"] == "class")
    value = min(facet["values"], key=lambda one: one["count"])
    links = checked(room.get("/search?q=varrin").text).links
    address = search_address(f"varrin {value['query']}")
    assert address in links
    narrow = room.get(address).text
    assert counted(narrow) == value["count"] < whole["total"]
    assert search_address("varrin") in checked(narrow).links, "it can be taken out again"


def test_months_narrow_to_themselves(room: TestClient) -> None:
    page = room.get("/search?q=varrin dtg:1974..2006").text
    assert 'data-brush="/search?q=varrin+dtg%3ADAYS"' in page
    assert search_address("varrin dtg:1974") in checked(page).links or "dtg%3A1974-10" in page
    assert counted(room.get("/search?q=varrin dtg:1974-10").text) == 1


def test_the_order_stays_while_a_question_is_narrowed(room: TestClient) -> None:
    page = checked(room.get("/search?q=varrin&sort=-dtg").text)
    assert all("sort=-dtg" in link for link in page.links if link.startswith("/search?q=varrin+"))
    dates = [hit["dtg"] for hit in room.get("/search.json?q=varrin&sort=-dtg").json()["hits"]]
    assert dates == sorted(dates, reverse=True)
    assert room.get("/search?q=varrin&sort=backwards").status_code == 400


def test_what_was_searched_is_said_part_by_part(room: TestClient) -> None:
    words = words_of(room, "/search?q=dam -water nosuchfield:x")
    assert "-water" in words
    assert "nosuchfield" in words


def test_a_missing_telegram_that_is_cited_has_its_own_page(room: TestClient) -> None:
    assert room.get("/t/04VARRIN377").headers["location"] == "/missing/04VARRIN377"
    assert room.get("/t/Varrin 377 2004.json").headers["location"] == "/missing/04VARRIN377.json"
    assert room.get("/t/04VARRIN378").status_code == 404


# what is alike, and what differs


def test_two_texts_under_one_number_are_compared_word_by_word(room: TestClient) -> None:
    assert "/compare/77VARRIN344/77VARRIN344~2" in checked(room.get("/t/77VARRIN344").text).links
    page = room.get("/compare/77VARRIN344/77VARRIN344~2").text
    pieces = room.get("/compare/77VARRIN344/77VARRIN344~2.json").json()
    assert {piece["what"] for piece in pieces} >= {"same", "more"}
    shown = "".join(checked(page).words)
    assert all(piece["text"].split()[0] in shown for piece in pieces)
    assert page.count("<ins>") - 1 == sum(piece["what"] == "more" for piece in pieces)


def test_what_is_alike_is_listed(room: TestClient) -> None:
    words = words_of(room, "/similar/77VARRIN344")
    assert "77VARRIN344~2" in words
    twins = room.get("/similar/77VARRIN344.json").json()["twins"]
    assert twins[0]["telegram"]["id"] == "77VARRIN344~2"


def test_witnesses_are_compared_with_the_one_that_is_read(tmp_path: Path, room: TestClient) -> None:
    source = sample_folder() / "telegrams" / "04HALLEM512.txt"
    (tmp_path / "in").mkdir()
    for name, text in (("one.txt", source.read_text("utf-8")), ("two.txt", source.read_text("utf-8") + "\n\n")):
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    assert run(["--archive", str(tmp_path / "two.archive"), "add", str(tmp_path / "in")]) == 0
    with TestClient(make_app(tmp_path / "two.archive"), base_url=ADDRESS) as client:
        assert "/witnesses/04HALLEM512" in checked(client.get("/t/04HALLEM512").text).links
        assert "the same, word by word" in words_of(client, "/witnesses/04HALLEM512")
        assert len(client.get("/witnesses/04HALLEM512.json").json()) == 2
    assert "It was found nowhere else" in words_of(room, "/witnesses/04HALLEM512")
