"""Serving the reading room: which address it listens at, and who may come in."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

import msgspec
import uvicorn

from reftel.errors import WrongRequest
from reftel.web.access import Access
from reftel.web.app import make_app
from reftel.web.security import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_AT_ONCE = 500  # connections; whoever comes then is told to come again (503)


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """How the room is to be served.

    `public` lets others than this machine in, and needs `password` or `token`; `certificate` and `key` are files for
    TLS.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public: bool = False
    password: str | None = None
    token: str | None = None
    certificate: Path | None = None
    key: Path | None = None


def address(served: Served, port: int) -> str:
    """The address at which a browser finds the room.

    >>> address(Served(), 8001), address(Served(host="::1"), 8000)
    ('http://127.0.0.1:8001/', 'http://[::1]:8000/')
    """
    host = f"[{served.host}]" if ":" in served.host else served.host
    return f"{'https' if served.certificate else 'http'}://{host}:{port}/"


def check(served: Served) -> None:
    """Refuse what would let strangers in.

    Raises:
        WrongRequest: Others than this machine are let in without being asked for it, or without a secret.
    """
    if not served.public and not is_loopback(served.host):
        raise WrongRequest(
            f"{served.host} can be reached from other machines",
            "Say --public with a --password or --token, or leave --host out.",
        )
    if served.public and served.password is None and served.token is None:
        raise WrongRequest(
            "a public reading room needs a password or a token", "REFTEL_PASSWORD=... reftel serve --public"
        )
    if (served.certificate is None) != (served.key is None):
        raise WrongRequest("a certificate and its key go together", "Give --certificate and --key.")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches that address.

    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(folder: Path, served: Served, ready: Callable[[str], None]) -> None:
    """Serve until it is interrupted; `ready` hears the address once the room answers there.

    Raises:
        NoArchive: There is none in the folder.
        WrongRequest: See `check`; or the port is taken.
    """
    check(served)
    access = Access(served.password, served.token)
    hosts = None if served.public else (*LOOPBACK, served.host)
    with listening(served.host, served.port) as listener:
        config = uvicorn.Config(
            make_app(folder, access, hosts=hosts, secure=served.public),
            log_level="warning",
            access_log=False,
            server_header=False,
            ssl_certfile=served.certificate,
            ssl_keyfile=served.key,
            limit_concurrency=_AT_ONCE,
            timeout_graceful_shutdown=3,
        )
        port = listener.getsockname()[1]
        _Server(config, lambda: ready(address(served, port))).run([listener])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is any that is free.

    Raises:
        WrongRequest: The port is taken, or not ours to take; or there is no such address here.
    """
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise WrongRequest(f"{host} is no address of this machine") from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        raise WrongRequest(f"cannot listen at {host}, port {port}: {error.strerror}", "Try another --port.") from error
    return made


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._ready()
