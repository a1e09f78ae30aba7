"""Everybody can use every page: axe-core finds nothing serious, in light and in dark, wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from room_browser import axe, chromium, sample_archive, served
from room_pages import PAGES

__all__ = ["axe", "chromium", "sample_archive", "served"]

pytestmark = pytest.mark.browser

_EVERYTHING = "() => axe.run(document, { resultTypes: ['violations'] })"
#: What can be otherwise on a narrow and on a dark page.
_LOOKS = """() => axe.run(document, { resultTypes: ['violations'], runOnly: { type: 'rule',
    values: ['color-contrast', 'scrollable-region-focusable', 'target-size', 'meta-viewport'] } })"""


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
                where = "; ".join(str(node["target"][0]) for node in violation["nodes"][:3])
                found.append(f"{name}: {violation['id']} ({violation['impact']}): {where}")
    context.close()
    assert found == []


def test_axe_would_find_something(chromium: Any, served: str, axe: str) -> None:
    context = chromium.new_context(base_url=served, bypass_csp=True)
    page: Any = context.new_page()
    page.goto("/")
    page.evaluate("document.body.append(document.createElement('button'), document.createElement('img'))")
    page.evaluate(axe)
    assert {"button-name", "image-alt"} <= {one["id"] for one in page.evaluate(_EVERYTHING)["violations"]}
    context.close()
