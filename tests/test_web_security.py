"""What no page may do, who may come in, and what is asked of whoever changes something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from cli_runs import held, some_telegrams
from reading_room import ADDRESS, room
from reftel.errors import WrongRequest
from reftel.web.access import Access, Rate
from reftel.web.app import PLACES, make_app
from reftel.web.serving import Served, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["held", "room", "some_telegrams"]

PASSWORD = "four calm grey herons"
TOKEN = "a-token-of-more-than-twenty-characters"
PUBLIC = "https://room.example"


@pytest.fixture
def public(held: Path) -> Iterator[TestClient]:
    app = make_app(held, Access(PASSWORD, TOKEN), hosts=None, secure=True)
    with TestClient(app, base_url=PUBLIC, follow_redirects=False, headers={"accept": "text/html"}) as client:
        yield client


def token_of(page: str) -> str:
    return re.search(r'name="csrf" value="([0-9a-f]{64})"', page)[1]  # type: ignore[index]


def sign_in(client: TestClient, password: str, to: str = "/") -> int:
    page = client.get("/sign-in")
    answer = client.post("/sign-in", data={"password": password, "to": to, "csrf": token_of(page.text)})
    return answer.status_code


@pytest.mark.parametrize("address", ["/", "/search?q=dam", "/t/04HALLEM512", "/nothing", "/t/04HALLEM512.json"])
def test_every_answer_forbids_what_no_page_needs(room: TestClient, address: str) -> None:
    headers = room.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_only_this_machine_by_its_own_names(held: Path) -> None:
    with TestClient(make_app(held), base_url=ADDRESS) as client:
        assert client.get("/", headers={"host": "127.0.0.1:8000"}).status_code == 200
        assert client.get("/", headers={"host": "[::1]:8000"}).status_code == 200
        assert client.get("/", headers={"host": "rebound.example"}).status_code == 421
        assert client.get("/", headers={"host": "localhost.rebound.example"}).status_code == 421


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e%2fapp.py", "..%5capp.py", "/etc/passwd", "room.css%00", "."])
def test_no_path_reaches_the_disk(room: TestClient, name: str) -> None:
    assert room.get(f"/static/{name}").status_code == 404


def test_an_open_room_needs_no_signing_in(room: TestClient) -> None:
    assert room.get("/").status_code == 200


def test_a_guarded_room_shows_nothing_before_signing_in(public: TestClient) -> None:
    for place in PLACES:
        for form in place.forms():
            address = re.sub(r"\{\w+\}", "04HALLEM512", place.address(form))
            answer = public.get(address)
            if place.open_to_all:
                assert answer.status_code in {200, 404}, address
            else:
                assert answer.status_code == 303, address
                assert answer.headers["location"].startswith("/sign-in?to=")
    assert public.get("/t/04HALLEM512.json", headers={"accept": "application/json"}).status_code == 401


def test_the_password_opens_and_leaving_closes(public: TestClient) -> None:
    assert sign_in(public, "a wrong password") == 403
    assert sign_in(public, PASSWORD) == 303
    page = public.get("/")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert public.post("/sign-out", data={"csrf": token_of(page.text)}).status_code == 303
    assert public.get("/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_plain_connections(public: TestClient) -> None:
    page = public.get("/sign-in")
    cookie = page.headers["set-cookie"]
    assert cookie.startswith("__Host-reftel=")
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    before = public.cookies["__Host-reftel"]
    assert sign_in(public, PASSWORD) == 303
    assert public.cookies["__Host-reftel"] != before, "a session is not that of before signing in"


def test_programs_show_a_token(public: TestClient) -> None:
    answer = public.get("/t/04HALLEM512.json", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.json()["id"] == "04HALLEM512"
    wrong = {"authorization": "Bearer wrong", "accept": "application/json"}
    assert [public.get("/entrance.json", headers=wrong).status_code for _ in range(7)] == [401] * 5 + [429] * 2


def test_who_guesses_has_to_wait(public: TestClient) -> None:
    assert [sign_in(public, f"guess {nth}") for nth in range(6)] == [403] * 5 + [429]
    assert sign_in(public, PASSWORD) == 429, "also with the right one, for a while"


@pytest.mark.parametrize("to", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "a\r\nb"])
def test_signing_in_leads_nowhere_else(public: TestClient, to: str) -> None:
    page = public.get("/sign-in")
    answer = public.post("/sign-in", data={"password": PASSWORD, "to": to, "csrf": token_of(page.text)})
    assert answer.headers["location"] == "/"


def test_what_is_sent_must_come_from_a_form_of_this_room(public: TestClient) -> None:
    proof = token_of(public.get("/sign-in").text)
    sent = {"password": PASSWORD}
    assert public.post("/sign-in", data=sent).status_code == 403
    assert public.post("/sign-in", data={**sent, "csrf": "0" * 64}).status_code == 403
    elsewhere = {"origin": "https://elsewhere.example"}
    assert public.post("/sign-in", data={**sent, "csrf": proof}, headers=elsewhere).status_code == 403
    assert (
        public.post("/sign-in", data={**sent, "csrf": proof}, headers={"sec-fetch-site": "cross-site"}).status_code
        == 403
    )
    public.cookies.clear()
    assert public.post("/sign-in", data={**sent, "csrf": proof}).status_code == 403


def test_what_is_sent_has_a_limit(public: TestClient) -> None:
    proof = token_of(public.get("/sign-in").text)
    assert public.post("/sign-in", data={"csrf": proof, "password": "x" * 300_000}).status_code == 413


def test_questions_have_a_limit(room: TestClient) -> None:
    assert room.get("/search", params={"q": "dam " * 1000}).status_code == 400
    assert room.get("/search", params={"q": "dam", "limit": "100000"}).status_code == 400
    assert room.get("/search", params={"q": "d*m " * 16}).status_code == 200
    assert room.get("/search", params={"q": "d*m " * 17}).status_code == 400


def test_rates_are_counted_for_a_network() -> None:
    rate = Rate(2, 60.0)
    for address in ("2001:db8::1", "2001:db8::2"):
        assert not rate.wait(address)
        rate.count(address)
    assert rate.wait("2001:db8::3") > 0
    assert not rate.wait("2001:db8:1::3")
    rate.forget("2001:db8::9")
    assert not rate.wait("2001:db8::3")


@pytest.mark.parametrize(
    "served",
    [
        Served(host="0.0.0.0"),
        Served(host="192.168.1.4", password=PASSWORD),
        Served(public=True),
    ],
)
def test_strangers_are_not_let_in_by_mistake(served: Served) -> None:
    with pytest.raises(WrongRequest):
        check(served)


@pytest.mark.parametrize("access", [{"password": "short"}, {"token": "short-token"}])
def test_secrets_are_long(access: dict[str, str]) -> None:
    with pytest.raises(WrongRequest):
        Access(**access)
