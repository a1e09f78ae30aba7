"""Understanding telegrams at several desks: processes that read records for themselves and hand back rows to keep."""

from __future__ import annotations

import multiprocessing
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.analysis.persons import keys_of_entities
from reftel.analysis.understand import analyze
from reftel.archive.crew import only_read
from reftel.archive.database import connect_to_read
from reftel.archive.gathering import worded
from reftel.archive.packing import packed
from reftel.archive.store import Store
from reftel.errors import ReftelError
from reftel.model.analysis import POST

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from datetime import date
    from multiprocessing.connection import Connection
    from pathlib import Path

    from reftel.model.telegram import Telegram

_encoder = msgspec.json.Encoder()
_AHEAD = 3  # batches that a desk has before it


class Waiting(NamedTuple):
    """A telegram that waits to be understood: its key, the stamp of its record, its post and its id."""

    key: int
    stamp: int
    post: str | None
    id: str


class Rows(NamedTuple):
    """What is kept of one telegram: the whole analysis packed, the rows of its entities and of those who speak ...

    ... the days that something is dated on, of which kinds its statements are, and how all this is worded.
    """

    waiting: Waiting
    packed: bytes
    entities: list[tuple[str, str, str, str, str]]
    voices: list[tuple[str, int]]
    days: set[date]
    kinds: set[str]
    wording: bytes


def understand_all(store: Store, waiting: Iterable[Waiting], size: int) -> Generator[list[Rows]]:
    """Understand telegrams in this process, so many at a time."""
    for batch in _in_batches(waiting, size):
        yield _understand(store, batch)


def understand_at_desks(folder: Path, waiting: Iterable[Waiting], size: int, desks: int) -> Generator[list[Rows]]:
    """The same in several processes, in the same order.

    Raises:
        ReftelError: A process ended; what was understood before is there.
    """
    manned = [_Desk(folder) for _ in range(desks)]
    batches = _in_batches(waiting, size)
    order: deque[_Desk] = deque()
    try:
        for desk, batch in zip(manned * _AHEAD, batches, strict=False):
            desk.give(batch)
            order.append(desk)
        while order:
            desk = order.popleft()
            yield desk.take()
            for batch in islice(batches, 1):
                desk.give(batch)
                order.append(desk)
    finally:
        for desk in manned:
            desk.dismiss()


def _understand(store: Store, batch: Sequence[Waiting]) -> list[Rows]:
    return [_rows(one, store.telegram(one.key)) for one in batch]


def _rows(waiting: Waiting, telegram: Telegram) -> Rows:
    analysis = analyze(telegram)
    keys: dict[str, str] = {POST: POST}
    entities: list[tuple[str, str, str, str, str]] = []
    known = keys_of_entities(analysis.entities, waiting.post, waiting.id)
    for entity in analysis.entities:
        keys[entity.id], surname = known[entity.id]
        entities.append((entity.id, entity.type, entity.name, keys[entity.id], surname))
    voices = [
        (keys[voice], nth) for nth, one in enumerate(analysis.statements) for voice in one.voices if voice in keys
    ]
    days = {one.first for one in analysis.dates if one.first is not None}
    wording = worded(analysis.statements, (one.event for one in analysis.dates))
    kinds = {str(one.kind) for one in analysis.statements}
    return Rows(waiting, packed(_encoder.encode(analysis)), entities, voices, days, kinds, wording)


class _Desk:
    """One process that understands, and its end of the line."""

    def __init__(self, folder: Path) -> None:
        # Not forked: a copy of this process would hold its lock on the archive for ever.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, folder), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, batch: Sequence[Waiting]) -> None:
        """Send work; small enough to wait in the line while the desk sends what it has done."""
        try:
            self._line.send(batch)
        except OSError:
            return  # it ended: that shows when its answer is asked for

    def take(self) -> list[Rows]:
        """What came of the batch that was given first."""
        try:
            rows: list[Rows] = self._line.recv()
        except (EOFError, OSError) as error:
            raise ReftelError(
                "a process that understands telegrams ended",
                "What was understood is kept: run the same again. It may want more memory; a program of your own that"
                " calls this needs `if __name__ == '__main__':`.",
            ) from error
        return rows

    def dismiss(self) -> None:
        """End the process, which does nothing that would need finishing."""
        self._process.terminate()
        self._process.join()
        self._line.close()


def _serve(line: Connection, folder: Path) -> None:
    """The life of a desk: one batch after another until the other side is gone."""
    only_read()
    connection = connect_to_read(folder)
    store = Store(connection)
    try:
        while True:
            line.send(_understand(store, line.recv()))
    except (EOFError, OSError):
        return
    finally:
        connection.close()


def _in_batches(waiting: Iterable[Waiting], size: int) -> Iterator[Sequence[Waiting]]:
    coming = iter(waiting)
    while batch := [*islice(coming, size)]:
        yield batch
