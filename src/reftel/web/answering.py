"""From a request to a handler, and from what it gives, or what goes wrong, to a response."""

from __future__ import annotations

import csv
import io
import sys
import traceback
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from reftel import __version__
from reftel.errors import ArchiveBusy, ArchiveError, ReftelError, TelegramNotFound, WrongRequest
from reftel.model.number import parse_mrn
from reftel.text.cells import cell
from reftel.web.place import Asked, Elsewhere, Page, Table, Words
from reftel.web.render import render

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from reftel.web.place import Place
    from reftel.web.room import Room

_ROWS_AT_ONCE = 500
_MOST_FILES, _MOST_FIELDS = 1000, 1000
_STATUS: tuple[tuple[type[ReftelError], int], ...] = (
    (TelegramNotFound, 404),
    (WrongRequest, 400),
    (ArchiveBusy, 503),
    (ArchiveError, 503),
)


class NotBelieved(WrongRequest):
    """Something was sent that did not come from a form of this room."""


def answering(room: Room, place: Place, form: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of one form of a place."""
    handler = place.forms()[form]

    async def endpoint(request: Request) -> Response:
        return await room.in_thread(lambda: _answered(room, checked, asked_by(room, request, form)))

    def checked(asked: Asked) -> Any:
        asked.check(place.asks)
        return handler(asked)

    return endpoint


def receiving(room: Room, place: Place) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for what is sent to a place by a form."""
    handler = place.post
    assert handler is not None

    async def endpoint(request: Request) -> Response:
        asked = asked_by(room, request, "html")
        try:
            asked.sent = sent = await _form(request, place.most)
        except (WrongRequest, HTTPException) as error:
            return await room.in_thread(partial(problem, asked, error))
        try:
            return await room.in_thread(lambda: _answered(room, handler, asked))
        finally:
            await sent.close()

    return endpoint


async def _form(request: Request, most: int) -> FormData:
    """What was sent, with proof that the form was ours."""
    said = request.headers.get("content-length", "")
    if not said.isdigit() or int(said) > most:
        raise HTTPException(413, f"more than {most:,} bytes cannot be sent here")
    try:
        sent = await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=most)
    except (ValueError, AssertionError) as error:
        raise WrongRequest("what was sent cannot be read as a form") from error
    proof = sent.get("csrf") or request.headers.get("x-csrf", "")
    guard, visitor = request.scope["reftel.guard"], request.scope["reftel.visitor"]
    if not guard.believes(visitor, request.headers, proof if isinstance(proof, str) else ""):
        await sent.close()
        raise NotBelieved("this form has grown old", "Go back, load the page again, and send it once more.")
    return sent


def asked_by(room: Room, request: Request, form: str) -> Asked:
    """A request as handlers see it."""
    return Asked(
        room,
        request.path_params,
        request.query_params,
        form=form,
        url=request.url.path,
        visitor=request.scope["reftel.visitor"],
        guard=request.scope["reftel.guard"],
        places=request.app.state.places,
    )


def _answered(room: Room, handler: Callable[[Asked], Any], asked: Asked) -> Response:
    try:
        return respond(room, asked, handler(asked))
    except (ReftelError, HTTPException) as error:
        return problem(asked, error)
    except Exception as error:  # noqa: BLE001  a reader is never shown a traceback
        traceback.print_exception(error, file=sys.stderr)
        return problem(asked, ReftelError(f"a fault in reftel: {type(error).__name__}", "Please report it."))


def respond(room: Room, asked: Asked, given: Any) -> Response:
    """The response that says what a handler gave."""
    match given:
        case Response():
            return given
        case Page():
            return HTMLResponse(_page(asked, given), given.status)
        case Elsewhere(url):
            return RedirectResponse(url, 302 if asked.sent is None else 303)
        case Table(names, rows, file):
            return StreamingResponse(
                _in_threads(room, _csv(names, rows)), media_type="text/csv", headers=_kept_as(file)
            )
        case Words(text, kind, file):
            content = text.encode("utf-8", "surrogatepass")
            return Response(content, media_type=f"{kind}; charset=utf-8", headers=_kept_as(file) if file else None)
        case _:
            return Response(msgspec.json.encode(given), media_type="application/json")


def _page(asked: Asked, page: Page) -> str:
    return render(
        page.template,
        title=page.title,
        room=asked.room,
        asked=asked,
        csrf=asked.csrf,
        version=__version__,
        **page.shown,
    )


def _kept_as(file: str) -> dict[str, str]:
    safe = "".join(character if character.isascii() and character.isalnum() else "-" for character in file)
    name, _, ending = safe.rpartition("-")
    return {"content-disposition": f'attachment; filename="{name}.{ending}"'}


# -- tables


def _csv(names: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    yield from _lines([names])
    rest = iter(rows)
    while some := list(islice(rest, _ROWS_AT_ONCE)):
        yield from _lines(some)


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(map(cell, row))
    yield out.getvalue().encode("utf-8", "replace")


async def _in_threads(room: Room, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (piece := await room.in_thread(lambda: next(pieces, None))) is not None:
        yield piece


# -- what goes wrong


def problem(asked: Asked, error: ReftelError | HTTPException) -> Response:
    """The page (or the JSON) that says what is the matter, and what to do."""
    status, message, hint = _told(error)
    close = error.close if isinstance(error, TelegramNotFound) else ()
    if asked.form != "html":
        said = {"error": {"message": message, "hint": hint, "close": close}}
        return Response(msgspec.json.encode(said), status, media_type="application/json")
    missing = parse_mrn(error.asked) if isinstance(error, TelegramNotFound) else None
    shown = {"message": message, "hint": hint, "close": close, "code": status, "missing": str(missing or "")}
    page = Page("problem.html", message, shown)
    return HTMLResponse(_page(asked, page), status)


def _told(error: ReftelError | HTTPException) -> tuple[int, str, str | None]:
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return 404, "there is no such page", "The search box finds telegrams by their words or their number."
        return error.status_code, error.detail, None
    status = 403 if isinstance(error, NotBelieved) else next((n for kind, n in _STATUS if isinstance(error, kind)), 500)
    return status, error.message, error.hint
