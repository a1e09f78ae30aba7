"""Adding whole collections: read on all cores, written by one, told as it goes."""

from __future__ import annotations

import os
import time
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reftel.archive.crew import Failure, read_batches, read_in_processes
from reftel.archive.writing import Added, incoming_encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reftel.archive.crew import Batch, Outcome
    from reftel.archive.writer import Writer

P = TypeVar("P")

_TRANSACTION = 500  # telegrams
_TRANSACTION_BYTES = 16_000_000
_PATIENCE = 2.0  # seconds after which fewer are committed too
_WORTH_PROCESSES = 48  # places; fewer are read before other processes have started


class Cause(msgspec.Struct):
    """What could not be read for one cause: how many places, and the first of them."""

    count: int
    example: Failure


class Report(msgspec.Struct):
    """How far adding has come, or at the end what became of it. Failures are grouped by their cause."""

    added: Added = Added()
    places: int = 0
    failed: int = 0
    causes: dict[str, Cause] = {}
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Telegrams a second."""
        return self.added.total / self.seconds if self.seconds else 0.0


def add_places(
    writer: Writer,
    places: Iterable[P],
    read: Callable[[P], Iterable[Outcome]],
    *,
    processes: int | None = None,
    heard: Callable[[Report], None] | None = None,
    failed: Callable[[Failure], None] | None = None,
) -> Report:
    """Read places and add the telegrams found in them, in the order of the places.

    Memory stays bounded whatever the number and size of the places: what is read waits until it can be stored.
    Telegrams are committed by the hundred, and stay whatever happens afterwards.

    Args:
        writer: The archive that they are added to.
        places: Where telegrams may be: files, members of a zip, whatever `read` understands. Taken as they are needed.
        read: Gives for a place its telegrams, each with the bytes it came in, and `Unreadable` for what is none. It
            and the places must be picklable when several processes read. All telegrams of one file stand together.
        processes: How many processes read; 0: this one. By default one for each core, and none for a few places.
        heard: Hears how far it has come, after each commit.
        failed: Hears of each failure at once.

    Returns:
        What became of all of them.
    """
    report, began = Report(), time.monotonic()
    pending: list[Batch] = []
    committed = began
    for batch in _batches(places, read, processes):
        for failure in batch.failures:
            _count(report, failure)
            if failed:
                failed(failure)
        pending.append(batch)
        if _is_enough(pending) or time.monotonic() - committed > _PATIENCE:
            _store(writer, pending, report)
            committed = time.monotonic()
            report.seconds = committed - began
            if heard:
                heard(report)
    _store(writer, pending, report)
    report.seconds = time.monotonic() - began
    if heard:
        heard(report)
    return report


def _batches(places: Iterable[P], read: Callable[[P], Iterable[Outcome]], processes: int | None) -> Iterator[Batch]:
    if processes is None:
        coming = iter(places)
        first = [*islice(coming, _WORTH_PROCESSES)]
        places = chain(first, coming)
        processes = _cores() if len(first) == _WORTH_PROCESSES else 0
    return read_in_processes(places, read, processes) if processes else read_batches(places, read)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_enough(pending: list[Batch]) -> bool:
    telegrams = sum(len(batch.records) for batch in pending)
    size = sum(len(content) for batch in pending for content in batch.contents)
    return telegrams >= _TRANSACTION or size >= _TRANSACTION_BYTES


def _store(writer: Writer, pending: list[Batch], report: Report) -> None:
    readings = incoming_encoded(chain.from_iterable(batch.readings for batch in pending))
    if readings:
        report.added += writer.add_incoming(readings)
    report.places += sum(batch.places for batch in pending)
    pending.clear()


def _count(report: Report, failure: Failure) -> None:
    report.failed += 1
    if failure.cause in report.causes:
        report.causes[failure.cause].count += 1
    else:
        report.causes[failure.cause] = Cause(1, failure)
