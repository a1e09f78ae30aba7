"""Taking in files that were sent to the room: one after another, in a thread of its own, waiting for other writers."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.keeping import analyze_archive
from reftel.analysis.references import resolve_all
from reftel.archive import Report, add_places, open_archive, open_writer
from reftel.archive.crew import Failure
from reftel.errors import ArchiveBusy, ReftelError, Unreadable, WrongRequest
from reftel.intake import read_one_place
from reftel.show.safe import visible_line
from reftel.sources import Place, find_places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reftel.archive.crew import Outcome

_MOST_FAILURES = 200
_ASK_AGAIN = 1.0  # seconds


class Taken(msgspec.Struct):
    """How far taking in has come. `state` is waiting, reading, understanding, done or failed; `error` says why."""

    state: str = "waiting"
    files: int = 0
    new: int = 0
    witnesses: int = 0
    unchanged: int = 0
    conflicts: int = 0
    seconds: float = 0.0
    failures: list[Failure] = msgspec.field(default_factory=list)
    failed: int = 0
    error: str | None = None

    @property
    def rate(self) -> float:
        """Telegrams a second."""
        total = self.new + self.witnesses + self.unchanged
        return total / self.seconds if self.seconds else 0.0


class Intake:
    """Takes in what was sent, one lot at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._thread: Thread | None = None
        self.taken: Taken | None = None

    def begin(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Take in files, each with its name and its bytes; the names are only shown, and lead nowhere.

        Raises:
            WrongRequest: There are none, or the lot before is not done yet.
        """
        if not files:
            raise WrongRequest("no file was sent", "Choose one, or drop it on the page.")
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                raise WrongRequest("the files sent before are still being taken in", "Wait until they are done.")
            self.taken = Taken(files=len(files))
            self._thread = Thread(target=self._take, args=(list(files), self.taken), name="intake", daemon=True)
            self._thread.start()

    def _take(self, files: list[tuple[str, bytes]], taken: Taken) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="reftel-intake-") as place:
                self._add(list(_places(Path(place), files)), taken)
            taken.state = "understanding"
            self._patiently(lambda: analyze_archive(self._folder))
            with open_archive(self._folder) as archive:
                resolve_all(archive)
            taken.state = "done"
        except ReftelError as error:
            taken.state, taken.error = "failed", error.message
        except Exception as error:  # noqa: BLE001  the page says that it failed; the room goes on
            taken.state, taken.error = "failed", f"a fault in reftel: {type(error).__name__}"

    def _add(self, places: list[Place | Failure], taken: Taken) -> None:
        began = time.monotonic()

        def heard(report: Report) -> None:
            added = report.added
            taken.new, taken.witnesses, taken.unchanged = added.new, added.witnesses, added.unchanged
            taken.conflicts, taken.seconds = added.conflicts, time.monotonic() - began

        def failed(failure: Failure) -> None:
            taken.failed += 1
            if len(taken.failures) < _MOST_FAILURES:
                taken.failures.append(failure)

        def add() -> None:
            nonlocal began
            with open_writer(self._folder) as writer:
                taken.state, began = "reading", time.monotonic()
                add_places(writer, places, _read, processes=0, heard=heard, failed=failed)

        self._patiently(add)

    def _patiently(self, work: Callable[[], object]) -> None:
        """Do what needs the right to write as soon as nobody else has it."""
        while True:
            try:
                work()
            except ArchiveBusy:
                time.sleep(_ASK_AGAIN)
            else:
                return


def _read(place: Place | Failure) -> Iterator[Outcome]:
    if isinstance(place, Failure):
        yield Unreadable(place.path, place.cause, place.detail)
    else:
        yield from read_one_place(place)


def _places(folder: Path, files: list[tuple[str, bytes]]) -> Iterator[Place | Failure]:
    """The files on the disk, under names of our own; their places under the names that they were sent by."""
    for nth, (name, content) in enumerate(files):
        shown = shown_name(name, nth)
        suffix = ".zip" if shown.lower().endswith(".zip") else ".bin"
        file = folder / f"{nth}{suffix}"
        file.write_bytes(content)
        for place in find_places([file]):
            if isinstance(place, Unreadable):
                yield Failure(place.path.replace(file.name, shown), place.cause, place.detail)
            else:
                yield msgspec.structs.replace(place, name=shown + place.name.removeprefix(file.name))


def shown_name(name: str, nth: int) -> str:
    r"""A file's name as the record shows it: the last part, in visible characters.

    >>> shown_name("../../etc/pass\x1bwd.txt", 0), shown_name("", 3)
    ('sent/pass␛wd.txt', 'sent/file-3')
    """
    last = visible_line(name.replace("\\", "/").rpartition("/")[2]).strip()[:150]
    return f"sent/{last or f'file-{nth}'}"
