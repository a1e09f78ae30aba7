"""Putting telegrams into the archive and taking them out, each call one transaction."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.database import transaction
from reftel.archive.placing import Claim, place, stamp_of, words_hash
from reftel.archive.rows import Rows
from reftel.archive.store import Store, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reftel.model.telegram import Telegram


class Added(msgspec.Struct, frozen=True, gc=False):
    """What became of telegrams that were added.

    `new` were not held; of these, `conflicts` came under a number that another text has. `witnesses` were held already
    and found in a new place; `unchanged` had been added before from the same file.
    """

    new: int = 0
    witnesses: int = 0
    unchanged: int = 0
    conflicts: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.witnesses + other.witnesses,
            self.unchanged + other.unchanged,
            self.conflicts + other.conflicts,
        )

    @property
    def total(self) -> int:
        """All telegrams that came in."""
        return self.new + self.witnesses + self.unchanged


class Incoming(NamedTuple):
    """A telegram on its way in: itself, its record as bytes with their stamp, and the bytes it was found in."""

    telegram: Telegram
    record: bytes
    stamp: int
    content: bytes


def incoming(readings: Iterable[tuple[Telegram, bytes]]) -> list[Incoming]:
    """Telegrams and their bytes, encoded."""
    encoded = ((telegram, encode(telegram), content) for telegram, content in readings)
    return [Incoming(telegram, record, stamp_of(record), content) for telegram, record, content in encoded]


def incoming_encoded(readings: Iterable[tuple[bytes, bytes]]) -> list[Incoming]:
    """The same for telegrams that another process has encoded."""
    return [Incoming(decode(record), record, stamp_of(record), content) for record, content in readings]


class Shelving:
    """Writes telegrams to the tables. The caller holds the lock and tells the index afterwards."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = Rows(store)

    def add(self, arriving: Sequence[Incoming]) -> tuple[Added, list[tuple[int, Incoming]]]:
        """Add telegrams in one transaction; what is new comes back with its key, for the index.

        Telegrams from one file stand together, and all of them in one call: a file that is held is passed over whole.
        """
        with transaction(self._store.connection):
            self._store.packing.train("source", [item.content for item in arriving])
            self._store.packing.train("record", [item.record for item in arriving])
            added, fresh = Added(), []
            for (content, path), group in groupby(arriving, key=_where):
                counted, new = self._add_file(content, path, list(group))
                added += counted
                fresh += new
        return added, fresh

    def remove(self, key: int, name: str, why: str | None) -> None:
        """Take a telegram out with everything that was kept of it, and leave a line in the log."""
        with transaction(self._store.connection):
            self._rows.forget_telegram(key)
            self._rows.log("remove", name, why)

    def _add_file(self, content: bytes, path: str, group: list[Incoming]) -> tuple[Added, list[tuple[int, Incoming]]]:
        sha256 = hashlib.sha256(content).digest()
        number = self._rows.find_content(sha256)
        if number is None:
            number = self._rows.insert_content(sha256, content)
        elif self._has_witness(number, path):
            return Added(unchanged=len(group)), []
        added, fresh = Added(), []
        for nth, item in enumerate(group):
            counted, key = self._add_telegram(item, number, nth)
            added += counted
            if key is not None:
                fresh.append((key, item))
        return added, fresh

    def _has_witness(self, content: int, path: str) -> bool:
        asked = "SELECT 1 FROM witness WHERE content = ? AND path = ?"
        return self._store.connection.execute(asked, (content, path)).fetchone() is not None

    def _add_telegram(self, item: Incoming, content: int, nth: int) -> tuple[Added, int | None]:
        claim, words = Claim.of(item.telegram), words_hash(item.telegram)
        found = place(self._store.connection, claim, words)
        key = found.key or self._rows.next_key()
        witness = self._rows.insert_witness(
            key, content, nth, item.telegram.source.path, claim.name, words, item.stamp, item.record
        )
        if found.key:
            return Added(witnesses=1), None
        self._rows.insert_telegram(found, key, words, item.stamp, witness, item.telegram)
        return Added(new=1, conflicts=int(found.copy > 1)), key


def _where(item: Incoming) -> tuple[bytes, str]:
    return item.content, item.telegram.source.path
