"""Reading in several processes: places go out, telegrams come back encoded and in the order of their places.

A reader that dies (of a fault in a library, or of memory) takes one place with it and nothing else.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from reftel.archive.store import encode
from reftel.errors import ReftelError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

    from reftel.model.telegram import Telegram

P = TypeVar("P")

_BATCH_TELEGRAMS = 64
_BATCH_BYTES = 1_000_000
_TASK_PLACES = 16
_WORTH_PROCESSES = 48  # places; fewer are read before other processes have started
_WAITING_BATCHES = 16  # of each reader; with these sizes some megabytes
_GARBAGE = (50_000, 20, 20)  # objects made and collections of the younger that each generation waits for
_TASKS_AHEAD = 16  # of each reader: as much as it reads while some hundred telegrams are written


class Failure(msgspec.Struct, frozen=True, array_like=True):
    """What could not be read, and why; `cause` is a short phrase that failures are grouped by."""

    path: str
    cause: str
    detail: str = ""


class Cause(msgspec.Struct):
    """What could not be read for one cause: how many places, and the first of them."""

    count: int
    example: Failure


class Failures(msgspec.Struct):
    """What could not be read, grouped by its cause."""

    total: int = 0
    causes: dict[str, Cause] = {}

    def count(self, failure: Failure) -> None:
        """Add one to those of its cause."""
        self.total += 1
        if failure.cause in self.causes:
            self.causes[failure.cause].count += 1
        else:
            self.causes[failure.cause] = Cause(1, failure)


class Unchanged(msgspec.Struct, frozen=True):
    """A file that the archive holds already, with so many telegrams: there was no need to read it."""

    telegrams: int


if TYPE_CHECKING:
    Outcome = tuple[Telegram, bytes] | Unreadable | Unchanged


class Batch(msgspec.Struct, array_like=True):
    """What came out of some places: records with the place of their bytes in `contents`, and failures.

    All telegrams of one file are in one batch. `places` have been finished since the batch before, `unchanged` counts
    telegrams of files that were held already; `last` ends a task.
    """

    records: list[tuple[bytes, int]] = []
    contents: list[bytes] = []
    failures: list[Failure] = []
    places: int = 0
    last: bool = False
    unchanged: int = 0

    @property
    def readings(self) -> list[tuple[bytes, bytes]]:
        """The records, each with its bytes."""
        return [(record, self.contents[nth]) for record, nth in self.records]


def read_batches(places: Iterable[P], read: Callable[[P], Iterable[Outcome]]) -> Iterator[Batch]:
    """Read places one after another; nothing that happens in one stops the others."""
    batch, size, path = Batch(), 0, ""
    for place in places:
        for outcome in _careful(place, read):
            if isinstance(outcome, Unreadable):
                batch.failures.append(Failure(outcome.path, outcome.cause, outcome.detail))
                continue
            if isinstance(outcome, Unchanged):
                batch.unchanged += outcome.telegrams
                continue
            telegram, content = outcome
            another_file = not batch.contents or telegram.source.path != path or content != batch.contents[-1]
            if another_file:
                if size > _BATCH_BYTES or len(batch.records) >= _BATCH_TELEGRAMS:
                    yield batch
                    batch, size = Batch(), 0
                batch.contents.append(content)
                path, size = telegram.source.path, size + len(content)
            try:
                record = encode(telegram)
            except ValueError as error:
                batch.failures.append(Failure(telegram.source.path, "text that cannot be kept", str(error)))
                continue
            batch.records.append((record, len(batch.contents) - 1))
            size += len(record)
        batch.places += 1
    batch.last = True
    yield batch


def _careful(place: P, read: Callable[[P], Iterable[Outcome]]) -> Iterator[Outcome]:
    try:
        yield from read(place)
    except Unreadable as error:
        yield error
    except Exception as error:  # noqa: BLE001 - whatever a library raises concerns this one place
        yield Unreadable(str(place), "fault while reading", f"{type(error).__name__}: {error}"[:500])


def read_as_fits(places: Iterable[P], read: Callable[[P], Iterable[Outcome]], processes: int | None) -> Iterator[Batch]:
    """`read_batches` here (`processes` 0) or in several processes; `None`: as many as there are cores, if it pays."""
    if processes is None:
        coming = iter(places)
        first = [*islice(coming, _WORTH_PROCESSES)]
        places = chain(first, coming)
        processes = cores() if len(first) == _WORTH_PROCESSES else 0
    return read_in_processes(places, read, processes) if processes else read_batches(places, read)


def cores() -> int:
    """How many processes can work at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_in_processes(places: Iterable[P], read: Callable[[P], Iterable[Outcome]], processes: int) -> Iterator[Batch]:
    """`read_batches` in several processes. `read` and the places are sent there, so they must be picklable.

    Memory stays bounded however many places there are: readers wait when what they read is not taken.
    """
    crew = _Crew(places, read, processes)
    try:
        yield from crew.batches()
    finally:
        crew.dismiss()


class _Reader(Generic[P]):
    """One process that reads, with what it has been given and what it has sent back."""

    def __init__(self, read: Callable[[P], Iterable[Outcome]]) -> None:
        # Not forked: a copy of this process would hold its lock on the archive, and its threads' locks, for ever.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, read), daemon=True)
        self._process.start()
        theirs.close()
        self.arrived: queue.Queue[Batch | None] = queue.Queue(_WAITING_BATCHES)
        self.started = False
        self._going = True
        self._tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._collect, self._hand_out)]
        for thread in self._threads:
            thread.start()

    def give(self, task: list[P]) -> None:
        self._tasks.put(bytes(ForkingPickler.dumps(task)))

    def dismiss(self) -> None:
        """End the process, which does nothing that would need finishing."""
        self._going = False
        self._process.terminate()
        self._process.join()
        self._tasks.put(b"")
        for thread in self._threads:
            thread.join()
        self._pipe.close()

    def _hand_out(self) -> None:
        # A thread of its own: tasks with long names fill the pipe, and a reader that waits to send takes none.
        while task := self._tasks.get():
            with suppress(OSError):  # it died: that shows when its answer is asked for
                self._pipe.send_bytes(task)

    def _collect(self) -> None:
        while self._going:
            try:
                batch = msgspec.msgpack.decode(self._pipe.recv_bytes(), type=Batch)
            except (EOFError, OSError, msgspec.DecodeError):
                batch = None
            while self._going:
                try:
                    self.arrived.put(batch, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if batch is None:
                return


class _Crew(Generic[P]):
    """Readers and the tasks they have, in the order in which their results are wanted."""

    def __init__(self, places: Iterable[P], read: Callable[[P], Iterable[Outcome]], processes: int) -> None:
        self._places = iter(places)
        self._read = read
        self._readers = [_Reader(read) for _ in range(processes)]
        self._tasks: deque[tuple[int, list[P]]] = deque()
        self._finished = 0  # places of the first of the tasks
        for nth in list(range(processes)) * _TASKS_AHEAD:
            self._give_next(nth)

    def batches(self) -> Iterator[Batch]:
        while self._tasks:
            nth, _ = self._tasks[0]
            batch = self._readers[nth].arrived.get()
            if batch is None:
                yield from self._after_death(nth)
                continue
            self._readers[nth].started = True
            self._finished += batch.places
            if batch.last:
                self._next_task(nth)
            yield batch

    def dismiss(self) -> None:
        for reader in self._readers:
            reader.dismiss()

    def _give_next(self, nth: int) -> None:
        task = [*islice(self._places, _TASK_PLACES)]
        if task:
            self._tasks.append((nth, task))
            self._readers[nth].give(task)

    def _next_task(self, nth: int) -> None:
        self._tasks.popleft()
        self._finished = 0
        self._give_next(nth)

    def _after_death(self, nth: int) -> Iterator[Batch]:
        """Read the rest of the task at which a reader died place by place, and what it had not begun after that."""
        if not self._readers[nth].started:
            raise ReftelError(
                "the processes that read cannot be started",
                "A program of your own that adds telegrams needs `if __name__ == '__main__':`.",
            )
        self._readers[nth].dismiss()
        self._readers[nth] = _Reader(self._read)
        task = self._tasks[0][1][self._finished :]
        if len(task) == 1:
            yield Batch([], [], [Failure(str(task[0]), "fault while reading", "the process that read it ended")], 1)
            task = []
        self._tasks.popleft()
        self._finished = 0
        self._tasks.extendleft((nth, [place]) for place in reversed(task))
        for reader, again in self._tasks:
            if reader == nth:
                self._readers[nth].give(again)
        if not task:
            self._give_next(nth)


def only_read() -> None:
    """Make this process one that only reads telegrams, for another one that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the writer, which then dismisses its readers
    # Telegrams hold no circles, and a process that only reads them keeps none: looking for circles took a tenth of its
    # time. What libraries leave is still found, less often.
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


def _serve(pipe: Connection, read: Callable[[P], Iterable[Outcome]]) -> None:
    """The life of a reader: one task after another until the other side is gone."""
    only_read()
    encoder = msgspec.msgpack.Encoder()
    try:
        pipe.send_bytes(encoder.encode(Batch()))  # says that it has started
        while True:
            for batch in read_batches(pipe.recv(), read):
                pipe.send_bytes(encoder.encode(batch))
    except (EOFError, OSError):
        return
