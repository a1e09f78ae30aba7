"""A reader goes through the room, with the pointer, with keys alone, without scripts; axe-core looks at every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from room_browser import SHOTS, axe, chromium, reader, sample_archive, served
from room_pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["axe", "chromium", "reader", "sample_archive", "served"]

pytestmark = pytest.mark.browser

_EVERYTHING = "() => axe.run(document, { resultTypes: ['violations'] })"
#: What can be otherwise on a narrow and on a dark page.
_LOOKS = """() => axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'rule',
    values: ['color-contrast', 'scrollable-region-focusable', 'target-size', 'meta-viewport'] } })"""


def test_search_telegram_repair_reftel_missing_person_statements(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    assert page.evaluate("document.activeElement.name") == "q", "the search box has the focus"
    page.keyboard.type("sarne renewal")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=sarne"))
    assert page.locator(".hit").count() > 0
    assert page.locator(".hit mark").count() > 0

    page.locator(".hit", has_text="04HALLEM512").locator(".subject a").click()
    page.wait_for_url(re.compile("/t/04HALLEM512"))
    repair = page.locator("#text .repair").first
    assert repair.locator("ins").is_visible()
    repair.click()
    assert repair.locator("del").is_visible()
    assert not repair.locator("ins").is_visible()
    page.locator("#toggle-repairs").click()
    assert page.locator("#text .repair del:visible").count() == page.locator("#text .repair").count()
    page.locator("#toggle-repairs").click()
    assert page.locator("#text .repair del:visible").count() == 0

    page.locator("button[data-copy]:visible").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Hallem" in copied
    assert "512" in copied
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator("h1").click()
    page.keyboard.press("c")
    page.wait_for_function("navigator.clipboard.readText().then((words) => words.includes('512'))")

    missing = page.locator("#reftels li", has_text="not held").first
    number = missing.locator("a.number").inner_text()
    missing.locator("a.number").click()
    page.wait_for_url(f"**/missing/{number}")
    assert "not held" in page.locator("h1").inner_text()
    assert "I request a copy" in page.locator("#request").inner_text()
    page.locator("main ol a.number").first.click()
    page.wait_for_url(re.compile("/t/"))

    page.goto("/people")
    page.locator(".names a", has_text="Dravec").first.click()
    page.wait_for_url(re.compile("/person/"))
    assert page.locator(".statement").count() > 0
    page.locator("a", has_text="Compare with another").click()
    page.fill("input[name=and]", "kelemar")
    page.locator("main button", has_text="Show").click()
    page.wait_for_url(re.compile("and=kelemar"))
    assert page.locator(".columns > section").count() == 2
    assert all(page.locator(".columns > section").nth(nth).locator(".statement").count() > 0 for nth in range(2))


def test_a_facet_narrows_a_search_and_goes_again(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/search?q=sarne")
    facets = page.locator(".facets a")
    before = page.locator("#total").inner_text()
    facets.first.click()
    page.wait_for_load_state()
    assert page.locator("#total").inner_text() != before
    page.go_back()
    assert page.locator("#total").inner_text() == before


def test_a_repair_is_taken_back_for_good_and_that_is_undone(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/t/74HALLEM88")
    assert page.locator("#text", has_text="GENEROUS").count() == 1
    page.locator("#correct summary").click()
    page.locator("#correct tr", has_text="GENWROUS").locator("button").click()
    page.locator("#text", has_text="GENWROUS").wait_for()
    page.goto("/corrections")
    page.locator(".log li", has_text="74HALLEM88").locator("button", has_text="Undo").click()
    page.locator(".log .undone", has_text="74HALLEM88").wait_for()
    page.goto("/t/74HALLEM88")
    assert page.locator("#text", has_text="GENEROUS").count() == 1


def test_a_note_is_kept_beside_its_paragraph(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/t/05HALLEM233")
    page.locator("#your-notes summary").first.click()
    page.fill("#note-words", "to be compared with the annex")
    page.select_option("#note-paragraph", "2")
    page.fill("#note-labels", "annex")
    page.locator("#your-notes button", has_text="Keep").click()
    page.wait_for_url("**/t/05HALLEM233#p2")
    assert page.locator("main", has_text="to be compared with the annex").count() == 1
    page.goto("/notes?label=annex")
    assert page.locator(".notes .words", has_text="to be compared").is_visible()


def test_a_question_is_kept_and_asked_again(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/notes")
    page.fill("#question", "annex from:hallem")
    page.fill("#question-name", "the annex")
    page.locator("#questions button", has_text="Add").click()
    page.locator("#questions a", has_text="the annex").click()
    page.wait_for_url(re.compile("/search"))
    assert page.locator(".hit").count() > 0


def test_keys_alone(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 1280, "height": 900})
    page.goto("/t/04HALLEM512")
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("annex")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.locator("h1").first.wait_for(state="attached")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".hit.here").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/t/"))
    page.keyboard.press("n")
    assert page.locator("mark.now-here").count() == 1
    page.keyboard.press("N")
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.closest('#reftels') !== null")
    page.goto("/t/06VARRIN902")
    page.keyboard.press("]")
    page.wait_for_url("**/t/06VARRIN911")
    page.keyboard.press("[")
    page.wait_for_url("**/t/06VARRIN902")


def test_a_repair_is_reached_and_taken_back_by_keys(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/t/04HALLEM512")
    at = "document.activeElement.id"
    repairs = page.locator("#text .repair")
    page.keyboard.press("e")
    page.keyboard.press("e")
    assert page.evaluate(at) == repairs.nth(1).get_attribute("id")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert repairs.nth(1).locator("del").is_visible()
    assert repairs.nth(0).locator("ins").is_visible()
    page.keyboard.press("Enter")
    assert repairs.nth(1).locator("ins").is_visible()
    page.keyboard.press("E")
    page.keyboard.press("E")
    assert page.evaluate(at) == repairs.last.get_attribute("id")


def test_tab_reaches_the_content_first_and_everything_seen_has_a_visible_focus(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/t/04HALLEM512")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_without_scripts_one_reads_searches_and_writes_a_note(reader: Callable[..., Any]) -> None:
    page = reader(java_script_enabled=False)
    page.goto("/")
    page.fill("main input[name=q], input[name=q]", "secret annex")
    page.locator("form.find button").first.click()
    page.wait_for_url(re.compile("/search"))
    page.locator(".hit .subject a").first.click()
    page.wait_for_url(re.compile("/t/"))
    assert page.locator("#text p").count() > 0
    page.locator("#toggle-repairs").click()
    page.wait_for_url(re.compile("repairs=off"))
    assert page.locator("#text .repair del:visible").count() > 0
    page.goto("/notes")
    if not page.locator("#telegram").is_visible():
        page.locator("summary", has_text="Write a note").click()
    page.fill("#telegram", "04HALLEM512")
    page.fill("#words", "written without a script")
    page.locator("main button", has_text="Keep").last.click()
    page.wait_for_url("**/notes")
    assert page.locator(".notes .words", has_text="written without a script").is_visible()
    for address in ("/statements?about=court", "/missing/06VARRIN870", "/network?kind=cited", "/intake"):
        page.goto(address)
        assert page.locator("h1").count() == 1


def test_files_dropped_on_the_page_are_taken_in(reader: Callable[..., Any]) -> None:
    page = reader()
    page.goto("/intake")
    page.set_input_files("#files", [{"name": "noise.bin", "mimeType": "", "buffer": bytes(range(256)) * 20}])
    page.locator("#drop button").click()
    page.locator("#taken", has_text="could not be read").wait_for()
    assert page.locator("#taken code", has_text="noise.bin").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_is_kept_as_a_picture(reader: Callable[..., Any], width: int, scheme: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page = reader(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    too_wide = []
    for name, address in PAGES.items():
        if name == "lost":
            continue  # the browser's console tells every 404
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(name)
        page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
    assert too_wide == []


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), [(1280, "light", _EVERYTHING), (390, "dark", _LOOKS)], ids=["light", "dark"]
)
def test_axe_finds_nothing_serious_on_any_page(
    chromium: Any, served: str, axe: str, width: int, scheme: str, rules: str
) -> None:
    # The policy of the pages forbids scripts that are not theirs, also this one: only here it is passed over.
    context = chromium.new_context(
        base_url=served, bypass_csp=True, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    found: list[str] = []
    for name, address in PAGES.items():
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true; }")
        page.evaluate(axe)
        for violation in page.evaluate(rules)["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                where = "; ".join(str(node["target"][0]) for node in violation["nodes"][:9])
                found.append(f"{name}: {violation['id']} ({violation['impact']}): {where}")
    context.close()
    assert not found, "\n".join(found)


def test_axe_would_find_something(chromium: Any, served: str, axe: str) -> None:
    context = chromium.new_context(base_url=served, bypass_csp=True)
    page: Any = context.new_page()
    page.goto("/")
    page.evaluate("document.body.append(document.createElement('button'), document.createElement('img'))")
    page.evaluate(axe)
    assert {"button-name", "image-alt"} <= {one["id"] for one in page.evaluate(_EVERYTHING)["violations"]}
    context.close()
