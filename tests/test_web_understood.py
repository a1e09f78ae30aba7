"""People, posts, statements, threads, what is missing: as pages, as data, as tables."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from cli_runs import held, some_telegrams
from reading_room import ADDRESS
from reftel.errors import WrongRequest
from reftel.web.app import make_app
from reftel.web.asking import read_day, walk
from reftel.web.places import OWN_WORK, UNDERSTOOD
from understood_room import shelf, understood

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["held", "shelf", "some_telegrams", "understood"]

LISTS = [place.path for place in (*UNDERSTOOD, *OWN_WORK) if place.csv and "{" not in place.path]
PAGES = [
    *LISTS,
    "/intake",
    "/thread/04HALLEM512",
    "/post/VARRIN/1974",
    "/statements?by=post&about=water",
    "/statements?by=post&and=minister&about=water",
    "/timeline?about=treaty&since=1974&until=2006-12",
    "/network?kind=cited&around=VARRIN",
    "/people?q=a",
    "/missing?post=varrin&year=2004",
    "/map?year=2004",
]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_and_carries_no_style(shelf: TestClient, address: str) -> None:
    answer = shelf.get(address)
    assert answer.status_code == 200
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?! src)", answer.text)
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(
    ("asked", "possible"),
    [
        ("/thread/04HALLEM512{}?steps=2", "What can be asked: depth."),
        ("/network{}?kind=enemies", "It can be met, cited."),
        ("/statements{}?kind=rumour", "It can be claim, "),
        ("/map{}?year=soon", "a whole number from 1 to 9,999"),
        ("/{}?year=1974", "Nothing can be asked here."),
    ],
)
def test_what_an_address_does_not_know_is_told_with_what_it_does(shelf: TestClient, asked: str, possible: str) -> None:
    for form in ("", ".json"):
        answer = shelf.get(asked.format(form).replace("/.json", "/entrance.json"))
        assert answer.status_code == 400
        assert possible in answer.text


def test_a_year_of_which_nothing_is_held_is_told_on_the_map(shelf: TestClient) -> None:
    assert "No telegram of 1899 is held. Those held are of 1974 to" in shelf.get("/map?year=1899").text


def test_a_person_who_is_named_often_is_shown_in_stretches_and_on_demand_at_once(
    shelf: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/person/matis%20kelemar"
    everything = shelf.get(f"{address}.json").json()
    assert len(everything["telegrams"]) == everything["named_in"] >= 3
    monkeypatch.setattr("reftel.web.pages.person._STRETCH", 2)
    monkeypatch.setattr("reftel.web.pages.person._COMPARED", 1)
    first = shelf.get(address).text
    assert f"in {everything['named_in']} telegrams. What follows is from 2 telegrams" in first
    assert "Telegrams that name Matis Kelemar" in first
    assert re.search(r"<h2>\d+ statements? in these 2 telegrams</h2>", first)
    assert "look for it in all" in first
    assert 'after=2">Later telegrams' in first
    assert shelf.get(f"{address}?after=2").text != first
    whole = shelf.get(f"{address}?all=yes").text
    assert f"<h2>{len(everything['said'])} statements</h2>" in whole
    assert "look for it in all" not in whole


def test_a_circle_and_the_table_of_a_network_are_of_all_telegrams(
    shelf: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = shelf.get("/network.json").json()
    assert everything["telegrams"] == everything["of"]
    first = everything["pairs"][0]["first"]
    circle = shelf.get("/network.json", params={"around": first}).json()
    assert circle["telegrams"] < everything["telegrams"]
    assert [pair for pair in circle["pairs"] if first in {pair["first"], pair["second"]}] == [
        pair for pair in everything["pairs"] if first in {pair["first"], pair["second"]}
    ]
    monkeypatch.setattr("reftel.web.pages.network._LOOKED_THROUGH", 1)
    assert len(shelf.get("/network.csv").text.splitlines()) == 1 + len(everything["pairs"])


def test_the_timeline_says_which_days_bound_it(shelf: TestClient) -> None:
    assert "those on which the telegrams were sent" in shelf.get("/timeline?about=treaty&since=2004").text
    assert "those on which the telegrams were sent" not in shelf.get("/timeline?about=treaty").text


def test_posts_that_cite_each_other_are_told_within_days(shelf: TestClient) -> None:
    def cited(**days: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = shelf.get("/network.json", params={"kind": "cited", **days}).json()["pairs"]
        return found

    assert cited(since="1974", until="2009") == cited()
    assert cited(since="2004") != cited()
    assert cited(since="2004") == cited(since="1980")
    assert cited(until="1960") == []


@pytest.mark.parametrize("address", LISTS)
def test_every_list_is_data_and_a_table_as_well(shelf: TestClient, address: str) -> None:
    assert shelf.get(f"{address}.json").headers["content-type"] == "application/json"
    rows = list(csv.reader(io.StringIO(shelf.get(f"{address}.csv").text)))
    assert len({len(row) for row in rows}) == 1


def test_whatever_a_page_leads_to_is_there(shelf: TestClient) -> None:
    seen: set[str] = set()
    for page in PAGES:
        for link in re.findall(r'href="(/[^"]*)"', shelf.get(page).text):
            address = unescape(link).partition("#")[0]
            if address in seen or address.startswith(("/static", "/api")):
                continue
            seen.add(address)
            assert shelf.get(address).status_code in {200, 302}, f"{page} leads to {address}"
    assert len(seen) > 100


def test_a_person_has_one_address_and_other_forms_lead_there(shelf: TestClient) -> None:
    persons = shelf.get("/people.json").json()["persons"]
    full = next(one for one in persons if " " in one["key"] and "@" not in one["key"])
    surname = full["key"].split()[-1]
    answer = shelf.get(f"/person/{surname}.json")
    assert answer.status_code == 302
    profile = shelf.get(f"/person/{full['key']}.json").json()
    assert full["key"] in profile["keys"]
    assert shelf.get("/person/nobody at all").status_code == 404


def test_the_statements_of_a_person_are_those_of_the_table(shelf: TestClient) -> None:
    key = shelf.get("/people.json").json()["persons"][0]["key"]
    page = shelf.get(f"/person/{key}").text
    rows = list(csv.DictReader(io.StringIO(shelf.get(f"/person/{key}.csv").text)))
    assert rows
    assert page.count('<li class="statement">') == min(len(rows), 30)
    source = shelf.get(f"/t/{rows[0]['telegram']}.txt").text
    piece = source[int(rows[0]["start"]) : int(rows[0]["end"])]
    assert " ".join(piece.split()).startswith(rows[0]["words"].partition(" … ")[0][:20])


def test_a_telegram_that_is_not_held_has_its_dates_and_who_cites_it(shelf: TestClient) -> None:
    first = shelf.get("/missing.json").json()["missing"][0]
    page = shelf.get(f"/missing/{first['mrn']}").text
    assert first["cited"][0]["citing"] in page
    assert "not held" in page
    request = shelf.get(f"/missing/{first['mrn']}.txt").text
    assert "I request a copy" in request
    assert first["archive_number"] in request


def test_a_number_that_is_held_or_written_otherwise_leads_to_its_own_address(shelf: TestClient) -> None:
    assert shelf.get("/missing/04HALLEM512").headers["location"] == "/t/04HALLEM512"
    assert shelf.get("/missing/04HALLEM512.json").headers["location"] == "/t/04HALLEM512.json"
    assert shelf.get("/missing/Varrin 9999 2004").headers["location"] == "/missing/04VARRIN9999"
    assert shelf.get("/thread/Hallem 512 2004.csv?depth=2").headers["location"] == "/thread/04HALLEM512.csv?depth=2"
    assert shelf.get("/missing/nonsense").status_code == 404
    assert shelf.get("/post/NOWHERE/1974").status_code == 404
    assert shelf.get("/post/VARRIN/x").status_code == 404


def test_a_walk_stops_where_enough_is_found_or_enough_was_opened() -> None:
    opened: list[int] = []

    def find(key: int) -> list[int]:
        opened.append(key)
        return [key] if key % 10 == 0 else []

    first = walk(range(1000), 0, find, enough=5)
    assert (first.found, first.stop, first.on) == ([0, 10, 20, 30, 40], 41, 41)
    assert walk(range(1000), 41, find, enough=5).found == [50, 60, 70, 80, 90]
    opened.clear()
    assert walk(range(10_000), 0, lambda key: find(key * 10 + 1)).on == len(opened) == 300
    assert walk(range(5), 99, find).on is None


@pytest.mark.parametrize("said", ["1974-13", "1974-02-30", "yesterday", "1974-", "74", "1974-05-03-01", "٤٤٤٤"])
def test_what_is_no_day_is_told_as_such(shelf: TestClient, said: str) -> None:
    with pytest.raises(WrongRequest):
        read_day(said)
    answer = shelf.get("/statements", params={"since": said})
    assert answer.status_code == 400
    assert "is no day" in answer.text


def test_the_room_makes_its_first_pages_ready_when_it_opens(understood: Path) -> None:
    app = make_app(understood)
    with TestClient(app, base_url=ADDRESS, headers={"accept": "text/html"}) as client:
        room = app.state.room
        app.state.ready.result()
        remembered = {name if isinstance(name, str) else name[0] for name in room._memory}
        assert {"overview", "persons", "everybody", "suggestions", "missing", "met", "cited", "map"} <= remembered
        before = dict(room._memory)
        assert client.get("/people").status_code == client.get("/network?kind=cited").status_code == 200
        assert room._memory == before
