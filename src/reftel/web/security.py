"""What no page may do, who may ask, and what is asked of whoever changes something.

The text of telegrams is hostile. Templates escape it; should one ever fail to, the browser is told here to run nothing
and to load nothing that does not come from this server as a file of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse

from reftel.web.addresses import with_query

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reftel.web.access import Access

#: Where what a page loads may come from: only files of ours. No page holds a script or a style.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
#: Sent with every answer.
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
#: Names under which a browser reaches its own machine. Any other, and a page from outside has rebound its name to us.
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SIGN_IN = "/sign-in"
_HALF_YEAR = 15_768_000


class Visitor(NamedTuple):
    """Who asks: the secret of the browser's cookie, whether it came with the request, and from which address.

    `by_token` says that a program showed the token: no other page can make it do that, so it needs no proof of a form.
    """

    secret: str
    known: bool
    address: str
    by_token: bool = False


class Guard:
    """Stands before everything: host, rate, session; adds the headers, and the cookie that forms are proved with.

    Args:
        app: What is guarded.
        access: The door.
        hosts: The names under which it may be asked for; `None` for any, where a password keeps others out.
        secure: Whether cookies are sent over TLS only.
        open_paths: Beginnings of the paths that are seen before signing in.
    """

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        hosts: Iterable[str] | None = LOOPBACK,
        *,
        secure: bool = False,
        open_paths: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._access = access
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)
        self._secure = secure
        self._open = open_paths
        self._key = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visitor = self._visitor(scope, headers)
        scope["reftel.visitor"] = visitor
        scope["reftel.guard"] = self

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), visitor)
            await send(message)

        refusal = self._refusal(scope, headers, visitor)
        await (refusal or self._app)(scope, receive, send_guarded)

    # -- who asks

    @property
    def cookie(self) -> str:
        """The name of the cookie; the prefix makes browsers keep it to this host and to TLS."""
        return "__Host-reftel" if self._secure else "reftel"

    def _visitor(self, scope: Scope, headers: Headers) -> Visitor:
        client = scope.get("client")
        address = str(client[0]) if client else ""
        secret = _cookie(headers, self.cookie)
        known = 20 <= len(secret) <= 100
        token = headers.get("authorization", "").removeprefix("Bearer ")
        by_token = bool(token) and self._access.is_token(token)
        return Visitor(secret if known else secrets.token_urlsafe(32), known, address, by_token)

    def _refusal(self, scope: Scope, headers: Headers, visitor: Visitor) -> Response | None:
        if self._hosts is not None and _host(headers) not in self._hosts:
            return PlainTextResponse("This reading room does not answer to that name.\n", 421)
        if not self._access.guarded:
            return None
        if wait := self._access.requests.wait(visitor.address):
            return _later(wait)
        self._access.requests.count(visitor.address)
        if visitor.by_token or (visitor.known and self._access.in_session(visitor.secret)):
            return None
        path = scope["path"]
        if any(path == open_path or path.startswith(open_path + "/") for open_path in self._open):
            return None
        return self._to_sign_in(scope, headers, visitor)

    def _to_sign_in(self, scope: Scope, headers: Headers, visitor: Visitor) -> Response:
        if "authorization" in headers:
            if wait := self._access.tries.wait(visitor.address):
                return _later(wait)
            self._access.tries.count(visitor.address)
        path = scope["path"]
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(with_query(SIGN_IN, {"to": f"{path}?{query}" if query else path}), 303)
        said = {"error": {"message": "sign in first", "hint": "Send the token: Authorization: Bearer TOKEN"}}
        return JSONResponse(said, 401, {"www-authenticate": "Bearer"})

    # -- what is sent back

    def _mark(self, headers: MutableHeaders, visitor: Visitor) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        headers.setdefault("cache-control", "no-store" if self._access.guarded else "no-cache")
        if self._secure:
            headers["strict-transport-security"] = f"max-age={_HALF_YEAR}"
        if not visitor.known and headers.get("content-type", "").startswith("text/html") and not self._sets(headers):
            headers.append("set-cookie", self.cookie_line(visitor.secret))

    def _sets(self, headers: MutableHeaders) -> bool:
        return headers.get("set-cookie", "").startswith(f"{self.cookie}=")

    def cookie_line(self, secret: str) -> str:
        """The header that gives a browser its cookie."""
        return f"{self.cookie}={secret}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if self._secure else ''}"

    # -- proof that a form was ours

    def csrf(self, visitor: Visitor) -> str:
        """What a form of this browser has to hold for what it sends to be believed."""
        return hmac.new(self._key, visitor.secret.encode(), hashlib.sha256).hexdigest()

    def believes(self, visitor: Visitor, headers: Headers, said: str) -> bool:
        """Whether what was sent comes from a form of this room (or from a program that showed the token)."""
        if visitor.by_token:
            return True
        origin = headers.get("origin")
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return False
        if origin not in {None, "null"} and urlsplit(origin or "").netloc.lower() != headers.get("host", "").lower():
            return False
        return visitor.known and hmac.compare_digest(self.csrf(visitor).encode(), said.encode("utf-8", "replace"))


def _cookie(headers: Headers, name: str) -> str:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    found = jar.get(name)
    return found.value if found and found.value.isascii() else ""


def _host(headers: Headers) -> str:
    """The name in the Host header, without its port."""
    host = headers.get("host", "").lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _later(wait: float) -> Response:
    said: dict[str, Any] = {"error": {"message": "too many requests", "hint": f"Wait {wait:.0f} seconds."}}
    return JSONResponse(said, 429, {"retry-after": f"{wait + 1:.0f}"})
