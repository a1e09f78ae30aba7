"""Who may come in: everybody on this machine, or, where the room is open to others, who knows a password or a token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import TYPE_CHECKING

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_SHORTEST_PASSWORD = 8
_SHORTEST_TOKEN = 20
_SESSION = 12 * 3600.0  # seconds after the last page
_MOST_SESSIONS = 5000
_TRIES, _TRIES_WITHIN = 5, 300.0
_REQUESTS, _REQUESTS_WITHIN = 600, 60.0
_MOST_ADDRESSES = 20_000


class Rate:
    """At most so many in so many seconds for each address; addresses of one IPv6 network are one."""

    def __init__(self, most: int, within: float) -> None:
        self._most = most
        self._within = within
        self._seen: dict[str, deque[float]] = {}

    def wait(self, address: str) -> float:
        """How many seconds an address has to wait; 0 where it may go on."""
        times = self._times(address)
        return times[0] + self._within - time.monotonic() if times and len(times) >= self._most else 0.0

    def count(self, address: str) -> None:
        """Count one."""
        self._times(address).append(time.monotonic())

    def forget(self, address: str) -> None:
        """Begin anew."""
        self._seen.pop(_network(address), None)

    def _times(self, address: str) -> deque[float]:
        while len(self._seen) > _MOST_ADDRESSES:
            self._seen.pop(next(iter(self._seen)))
        times = self._seen.setdefault(_network(address), deque(maxlen=self._most))
        while times and times[0] < time.monotonic() - self._within:
            times.popleft()
        return times


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(known)


class Access:
    """The door. Without a password and a token it is open, and `guarded` is false.

    Of the password only its argon2 hash is kept, of the token a digest. Sessions live in memory: they end with the
    program, and twelve hours after the last page.

    Raises:
        WrongRequest: The password or token is too short to keep anybody out.
    """

    def __init__(self, password: str | None = None, token: str | None = None) -> None:
        if password is not None and len(password) < _SHORTEST_PASSWORD:
            raise WrongRequest(f"a password needs {_SHORTEST_PASSWORD} characters at least", "Four words are better.")
        if token is not None and len(token) < _SHORTEST_TOKEN:
            raise WrongRequest(
                f"a token needs {_SHORTEST_TOKEN} characters at least",
                "python -c 'import secrets; print(secrets.token_urlsafe())' makes one.",
            )
        self._hasher: PasswordHasher | None = None
        if password is not None:
            from argon2 import PasswordHasher

            self._hasher = PasswordHasher()
            self._hash = self._hasher.hash(password)
        self._token = _digest(token) if token is not None else None
        self._sessions: dict[str, float] = {}
        self._one_at_a_time = Lock()  # each proof takes 64 MB on purpose
        self.tries = Rate(_TRIES, _TRIES_WITHIN)
        self.requests = Rate(_REQUESTS, _REQUESTS_WITHIN)

    @property
    def guarded(self) -> bool:
        """Whether anything has to be known to come in."""
        return self._hasher is not None or self._token is not None

    def proves(self, said: str) -> bool:
        """Whether this is the password or the token. Takes its time: ask in a thread, and count the tries."""
        if self.is_token(said):
            return True
        if self._hasher is None:
            return False
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._one_at_a_time:
            try:
                return self._hasher.verify(self._hash, said[:1000])
            except (Argon2Error, InvalidHashError):
                return False

    def is_token(self, said: str) -> bool:
        """Whether this is the token."""
        return self._token is not None and hmac.compare_digest(self._token, _digest(said))

    def open_session(self) -> str:
        """A new session: the secret that its cookie holds."""
        while len(self._sessions) >= _MOST_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        name = secrets.token_urlsafe(32)
        self._sessions[name] = time.monotonic() + _SESSION
        return name

    def in_session(self, name: str) -> bool:
        """Whether a session lasts; it then lasts longer."""
        until = self._sessions.get(name)
        if until is None or until < time.monotonic():
            self._sessions.pop(name, None)
            return False
        self._sessions[name] = time.monotonic() + _SESSION
        return True

    def end_session(self, name: str) -> None:
        """Sign out."""
        self._sessions.pop(name, None)


def _digest(said: str) -> bytes:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
