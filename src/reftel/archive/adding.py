"""Adding whole collections: read on all cores, written by one, told as it goes."""

from __future__ import annotations

import time
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reftel.archive.crew import Failures, read_as_fits
from reftel.archive.writing import Added, incoming_encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reftel.archive.crew import Batch, Failure, Outcome
    from reftel.archive.writer import Writer

P = TypeVar("P")

_TRANSACTION = 500  # telegrams
_TRANSACTION_BYTES = 16_000_000
_PATIENCE = 2.0  # seconds after which fewer are committed too


class Report(msgspec.Struct):
    """How far adding has come, or at the end what became of it."""

    added: Added = Added()
    places: int = 0
    failures: Failures = msgspec.field(default_factory=Failures)
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
        read: Gives for a place its telegrams, each with the bytes it came in, `Unreadable` for what is none, and
            `Unchanged` for what it knows to be held (see `HeldFiles`). It and the places must be picklable when
            several processes read. All telegrams of one file stand together.
        processes: How many processes read; 0: this one. By default one for each core, and none for a few places.
        heard: Hears how far it has come, after each commit.
        failed: Hears of each failure at once.

    Returns:
        What became of all of them.
    """
    report, began = Report(), time.monotonic()
    pending: list[Batch] = []
    first_came = began
    for batch in read_as_fits(places, read, processes):
        for failure in batch.failures:
            report.failures.count(failure)
            if failed:
                failed(failure)
        if not pending:
            first_came = time.monotonic()
        pending.append(batch)
        if _is_enough(pending) or time.monotonic() - first_came > _PATIENCE:
            _store(writer, pending, report)
            report.seconds = time.monotonic() - began
            if heard:
                heard(report)
    _store(writer, pending, report)
    report.seconds = time.monotonic() - began
    if heard:
        heard(report)
    return report


def _is_enough(pending: list[Batch]) -> bool:
    telegrams = sum(len(batch.records) for batch in pending)
    size = sum(len(content) for batch in pending for content in batch.contents)
    return telegrams >= _TRANSACTION or size >= _TRANSACTION_BYTES


def _store(writer: Writer, pending: list[Batch], report: Report) -> None:
    readings = incoming_encoded(chain.from_iterable(batch.readings for batch in pending))
    if readings:
        report.added += writer.add_incoming(readings)
    report.added += Added(unchanged=sum(batch.unchanged for batch in pending))
    report.places += sum(batch.places for batch in pending)
    pending.clear()
