"""The archive as the reading room has it: opened once, read in a few threads, its counts remembered."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from reftel.analysis.references import resolve_all
from reftel.archive import open_archive
from reftel.archive.database import DATABASE
from reftel.errors import ReftelError
from reftel.web.access import Access
from reftel.web.intake import Intake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from reftel.archive import Archive

T = TypeVar("T")

_THREADS = 8
_LOOK = 5.0  # seconds between two looks at what came in
_WORTH = 20  # what took a second to count is not counted again for so many
_MOST_REMEMBERED = 64


class _Memory(NamedTuple):
    state: object
    value: Any
    until: float


class Room:
    """One archive that is read by many.

    `access` is its door, `menu` the addresses and names that every page shows. The threads are the room's own and
    stay: each has a connection to the archive that cannot write.
    """

    def __init__(self, folder: Path, access: Access | None = None, menu: Sequence[tuple[str, str]] = ()) -> None:
        self.folder = folder
        self.access = access or Access()
        self.menu = menu
        self.archive: Archive = open_archive(folder)
        self.intake = Intake(folder)
        self.name = folder.name.removesuffix(".archive") or folder.name
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="reading")
        self._closing = Event()
        self._memory: dict[object, _Memory] = {}
        self._counting: dict[object, Lock] = {}

    def close(self) -> None:
        """Let go of the archive, once nobody reads any more."""
        self._closing.set()
        self._threads.shutdown()
        self.archive.close()

    def make_ready(self, pages: Iterable[Callable[[], object]]) -> Future[None]:
        """Make pages for nobody in one of the room's threads, so that what they count is remembered for readers."""

        def made() -> None:
            for page in pages:
                if self._closing.is_set():
                    return
                with suppress(Exception):  # whoever asks for it is told
                    page()

        return self._threads.submit(made)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Do work that waits for the disk or counts long in one of the room's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def keep_up(self) -> None:
        """Settle the references of what came in, whenever nobody else is writing; until it is cancelled."""
        seen = self.state()
        while True:
            await asyncio.sleep(_LOOK)
            if self.state() != seen:
                await asyncio.to_thread(self._settle)
                seen = self.state()

    def _settle(self) -> None:
        with suppress(ReftelError, sqlite3.Error, OSError):  # another writes, or nobody may: they stay as they were
            resolve_all(self.archive)

    def state(self) -> tuple[tuple[int, int], ...]:
        """Changes whenever the archive does; costs two looks at the disk."""
        place = self.folder / DATABASE
        return tuple(_stamp(path) for path in (place, place.with_name(DATABASE + "-wal")))

    def remembered(self, name: object, count: Callable[[], T], state: object = None) -> T:
        """What `count` gives for the archive as it is now, counted once for each of its states.

        While an archive grows, what took long is counted again only after twenty times as long: until then, and while
        it is counted, it says what was true a moment ago. `state` is given where less than the archive decides.
        """
        state = state or self.state()
        held = self._memory.get(name)
        if held is None or (held.state != state and time.monotonic() >= held.until):
            counting = self._counting.setdefault(name, Lock())
            if counting.acquire(blocking=held is None):  # nobody who has an older answer waits for the newer one
                try:
                    held = self._memory.get(name)
                    if held is None or held.state != state:
                        held = self._count(name, state, count)
                finally:
                    counting.release()
        assert held is not None
        value: T = held.value
        return value

    def _count(self, name: object, state: object, count: Callable[[], T]) -> _Memory:
        began = time.monotonic()
        value = count()
        ended = time.monotonic()
        while len(self._memory) >= _MOST_REMEMBERED:
            oldest = next(iter(self._memory))
            self._memory.pop(oldest, None)
            self._counting.pop(oldest, None)
        self._memory[name] = made = _Memory(state, value, ended + (ended - began) * _WORTH)
        return made


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
