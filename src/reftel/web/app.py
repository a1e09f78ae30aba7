"""The reading room as one ASGI application. All its addresses stand in `PLACES`."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from reftel.web.answering import answering, asked_by, problem, receiving
from reftel.web.pages import api, compare, entrance, network, person, search, sign_in, static, telegram
from reftel.web.place import Ask, Asked, Place
from reftel.web.places import OWN_WORK, UNDERSTOOD
from reftel.web.room import Room
from reftel.web.security import LOOPBACK, SIGN_IN, Guard, Visitor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from reftel.web.access import Access

PLACES: tuple[Place, ...] = (
    Place(path="/", html=entrance.page, json=entrance.data, menu="Entrance"),
    Place(
        path="/search",
        html=search.page,
        json=search.data,
        csv=search.rows,
        asks=search.ASKS,
        menu="Search",
    ),
    Place(
        path="/t/{number}",
        html=telegram.page,
        json=telegram.record,
        txt=telegram.received,
        ris=telegram.ris,
        asks=telegram.ASKS,
    ),
    Place(path="/similar/{number}", html=compare.alike, json=compare.alike_data, asks=compare.SIMILAR_ASKS),
    Place(path="/compare/{first}/{second}", html=compare.page, json=compare.data),
    Place(path="/witnesses/{number}", html=compare.witnesses, json=compare.witnesses_data),
    *UNDERSTOOD,
    *OWN_WORK,
    Place(path="/api", html=api.page),
    Place(path="/openapi", json=api.description),
    Place(
        path=SIGN_IN,
        html=sign_in.page,
        post=sign_in.enter,
        asks=(Ask("to", "the page to go on to"),),
        open_to_all=True,
    ),
    Place(path="/sign-out", post=sign_in.leave),
    Place(
        path="/static/{name}",
        html=static.file,
        asks=(Ask("v", "changes with the file, so that it can be kept for good"),),
        open_to_all=True,
    ),
)


def make_app(
    folder: Path,
    access: Access | None = None,
    *,
    hosts: Iterable[str] | None = LOOPBACK,
    secure: bool = False,
) -> Starlette:
    """The reading room over the archive in a folder.

    Args:
        folder: The archive.
        access: Who may come in; everybody where it is left out.
        hosts: The names under which it answers; `None` for any.
        secure: Whether its cookies go over TLS only.

    Raises:
        NoArchive: There is none in the folder.
    """
    room = Room(folder, access, [(place.path, place.menu) for place in PLACES if place.menu])

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        keeping = asyncio.create_task(room.keep_up())
        app.state.ready = room.make_ready(_first_pages(room, Guard(app, room.access)))
        yield
        keeping.cancel()
        room.close()

    async def lost(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        form = "html" if "html" in request.headers.get("accept", "html") else "json"
        asked = asked_by(room, request, form)
        return await room.in_thread(lambda: problem(asked, error))

    open_paths = tuple(place.path.partition("/{")[0] for place in PLACES if place.open_to_all)
    guard = Middleware(Guard, room.access, hosts, secure=secure, open_paths=open_paths)
    app = Starlette(
        routes=list(_routes(room)), middleware=[guard], lifespan=life, exception_handlers={HTTPException: lost}
    )
    app.state.places, app.state.room = PLACES, room
    return app


def _first_pages(room: Room, guard: Guard) -> Iterator[Callable[[], object]]:
    """The pages of the menu, asked for by nobody, and what the page of a person needs beside them."""
    visitor = Visitor("", known=False, address="")
    menu = [(place.html, "") for place in PLACES if place.menu and place.html]
    for page, query in (*menu, (network.page, "kind=cited"), (person.suggested, "")):
        yield partial(page, Asked(room, {}, QueryParams(query), visitor=visitor, guard=guard))


def _routes(room: Room) -> Iterator[Route]:
    """One route for each form; the more particular address first."""
    for place in PLACES:
        for form in place.forms():
            yield Route(place.address(form), answering(room, place, form), methods=["GET"])
        if place.post:
            yield Route(place.path, receiving(room, place), methods=["POST"])
