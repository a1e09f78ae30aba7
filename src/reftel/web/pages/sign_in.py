"""Coming in and leaving, where a password or token is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from reftel.web.place import Page

if TYPE_CHECKING:
    from starlette.responses import Response

    from reftel.web.place import Asked


def page(asked: Asked) -> Page:
    """The form that asks for the password."""
    return _page(_inside(asked.words("to")))


def enter(asked: Asked) -> Page | Response:
    """Take the password, or the token, and open a session."""
    access, to = asked.room.access, _inside(asked.field("to"))
    wait = access.tries.wait(asked.visitor.address)
    if wait:
        return _page(to, f"Too many tries. Wait {wait / 60:.0f} minutes, then try again.", 429)
    access.tries.count(asked.visitor.address)  # before it is proved: many tries at once are many tries
    if not access.proves(asked.field("password")):
        return _page(to, "That is not the password.", 403)
    access.tries.forget(asked.visitor.address)
    return RedirectResponse(to, 303, {"set-cookie": asked.guard.cookie_line(access.open_session())})


def leave(asked: Asked) -> Response:
    """End the session."""
    asked.room.access.end_session(asked.visitor.secret)
    return RedirectResponse("/sign-in", 303)


def _page(to: str, wrong: str = "", status: int = 200) -> Page:
    return Page("sign_in.html", "Sign in", {"to": to, "wrong": wrong}, status)


def _inside(to: str) -> str:
    r"""A path of this room to go on to; nothing that a browser could take for another place.

    >>> _inside("/t/07ASTANA605"), _inside("//elsewhere.example"), _inside("/\\elsewhere.example")
    ('/t/07ASTANA605', '/', '/')
    """
    plain = to.isascii() and to.isprintable() and "\\" not in to
    return to if plain and to.startswith("/") and not to.startswith("//") else "/"
