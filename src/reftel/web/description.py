"""The addresses of the reading room described for programs: OpenAPI 3.1, made from the list of places itself."""

from __future__ import annotations

import re
from inspect import getdoc
from typing import TYPE_CHECKING, Any

import msgspec

from reftel import __version__
from reftel.model.telegram import Telegram

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reftel.web.place import Ask, Place

#: What each form is sent as.
FORM_TYPES = {
    "html": "text/html",
    "json": "application/json",
    "csv": "text/csv",
    "txt": "text/plain",
    "ris": "application/x-research-info-systems",
}
_IN_PATH = re.compile(r"\{(\w+)(?::\w+)?\}")
_ABOUT = """\
Read an archive of diplomatic telegrams. Every page is also data: its address with `.json`, lists with `.csv`. \
A record keeps every character of its source under a label, and every fact points to its place.\
"""


def summary(handler: Callable[..., Any]) -> str:
    """The first line of what a handler says of itself.

    >>> summary(summary)
    'The first line of what a handler says of itself.'
    """
    return (getdoc(handler) or "").partition("\n")[0]


def described(places: Iterable[Place]) -> Iterator[tuple[Place, str, Callable[..., Any]]]:
    """Every address that is for programs or readers, in every form: its place, its path, its handler."""
    for place in places:
        if not place.path.startswith("/static"):
            for form, handler in place.forms().items():
                yield place, place.address(form), handler


def openapi(places: Iterable[Place]) -> dict[str, Any]:
    """The description as OpenAPI has it."""
    places = tuple(places)
    paths: dict[str, Any] = {}
    for place, path, handler in described(places):
        paths[_IN_PATH.sub(r"{\1}", path)] = {"get": _operation(path, handler, place.asks)}
    _, schemas = msgspec.json.schema_components([Telegram], ref_template="#/components/schemas/{name}")
    schemas["Problem"] = _PROBLEM
    return {
        "openapi": "3.1.0",
        "info": {"title": "reftel: the reading room", "version": __version__, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


_PROBLEM = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "message": {"type": "string"},
                "hint": {"type": ["string", "null"]},
                "close": {"type": "array", "items": {"type": "string"}, "description": "close numbers that are held"},
            },
        }
    },
}


def _schema(ask: Ask) -> dict[str, Any]:
    return {"type": ask.type, "enum": list(ask.values)} if ask.values else {"type": ask.type}


def _operation(path: str, handler: Callable[..., Any], asks: tuple[Ask, ...]) -> dict[str, Any]:
    form = next((form for form in FORM_TYPES if path.endswith(f".{form}")), "html")
    schema: dict[str, Any] = {"type": "string"}
    if form == "json":
        schema = {"$ref": "#/components/schemas/Telegram"} if path == "/t/{number}.json" else {}
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in _IN_PATH.findall(path)
    ]
    after = [{"name": ask.name, "in": "query", "description": ask.meaning, "schema": _schema(ask)} for ask in asks]
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": re.sub(r"\W+", "_", path).strip("_") or "entrance",
        "summary": summary(handler),
        "parameters": inside + after,
        "responses": {
            "200": {"description": summary(handler), "content": {FORM_TYPES[form]: {"schema": schema}}},
            "4XX": {"description": "what was asked cannot be meant, or is not held", "content": problem},
        },
    }
