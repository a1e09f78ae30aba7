"""What programs can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.web.description import described, openapi, summary
from reftel.web.place import Page

if TYPE_CHECKING:
    from reftel.web.place import Ask, Asked


class _Address(NamedTuple):
    path: str
    form: str
    does: str
    asks: tuple[Ask, ...]


def page(asked: Asked) -> Page:
    """Every address with its forms and what can be asked of it."""
    found = [_Address(path, form, summary(handler), asks) for path, form, handler, asks in described(asked.room.places)]
    return Page("api.html", "Data and API", {"addresses": found})


def description(asked: Asked) -> dict[str, Any]:
    """This description, as OpenAPI."""
    return openapi(asked.room.places)
