"""What programs can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.web.description import described, openapi, summary
from reftel.web.place import Page

if TYPE_CHECKING:
    from reftel.web.place import Ask, Asked


class _Address(NamedTuple):
    """One address: each of its forms with what it gives, and what can be asked of it."""

    path: str
    forms: list[tuple[str, str]]
    asks: tuple[Ask, ...]


def page(asked: Asked) -> Page:
    """Every address with its forms and what can be asked of it."""
    found: dict[str, _Address] = {}
    for place, path, handler in described(asked.places):
        known = found.setdefault(place.path, _Address(place.path, [], place.asks))
        known.forms.insert(0, (path, summary(handler)))
    return Page("api.html", "Data and API", {"addresses": list(found.values())})


def description(asked: Asked) -> dict[str, Any]:
    """This description, as OpenAPI."""
    return openapi(asked.places)
