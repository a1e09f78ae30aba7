"""The files of the pages themselves: style, scripts, signs. Only those that came with the program, by their names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from reftel.web.render import STATIC

if TYPE_CHECKING:
    from reftel.web.place import Asked

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_KEEP = "public, max-age=31536000, immutable"


@cache
def _files() -> dict[str, tuple[str, bytes]]:
    """Every file with its type, read once: a name that is asked for is looked up here, and never on the disk."""
    found = ((file.name, file.name.rpartition(".")[2], file) for file in STATIC.iterdir())
    return {name: (_TYPES[ending], file.read_bytes()) for name, ending, file in found if ending in _TYPES}


def file(asked: Asked) -> Response:
    """A file of the pages: style, script, sign."""
    kind, content = _files().get(asked.path["name"], ("", b""))
    if not kind:
        raise HTTPException(404)
    return Response(content, media_type=kind, headers={"cache-control": _KEEP} if asked.query.get("v") else None)
