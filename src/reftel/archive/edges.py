"""The table of edges: what each telegram refers to, and which telegram held that is.

What a reference means is decided above, in `reftel.analysis.references`; here are its rows.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.database import connect_to_write, lock, transaction
from reftel.archive.entries import moment, seconds
from reftel.archive.store import Store
from reftel.model.card import is_withdrawal_card
from reftel.model.telegram import Reftel  # noqa: TC001 (msgspec reads the annotations)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

_EDITION = 3  # of what is kept with the edges: another one has all of it reckoned anew
CARDS = "withdrawal cards"  # the fact that lists the keys of those held
#: The condition on a row of `telegram` that it is no withdrawal card.
NO_CARD = f"telegram.key NOT IN (SELECT value FROM json_each((SELECT value FROM fact WHERE name = '{CARDS}')))"  # noqa: S608
_MADE_OF = "edges made of"  # the fact that says for which state of the archive the edges were last linked


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One reference of one telegram, and what became of it.

    `telegram` and `nth` name it; `citing` is the id of the telegram that it stands in. `words` are as printed and stand
    at `start` to `end` of its text. `mrn` is the number meant, where it is certain; `target` the id of the telegram
    held under it. `state` and `kind` as in `Reftel`.
    """

    telegram: int
    nth: int
    citing: str
    kind: str
    label: str | None
    words: str
    start: int
    end: int
    state: str
    mrn: str | None
    target: str | None
    candidates: tuple[str, ...]
    note: str | None
    reason: str | None
    dtg: datetime | None


class Citing(msgspec.Struct, frozen=True, gc=False):
    """As much of a telegram's record as its references need."""

    reftels: tuple[Reftel, ...] = ()
    mrn: str | None = None
    text: str = ""


class Settled(msgspec.Struct, frozen=True, gc=False):
    """What was decided about an edge that reading alone left open."""

    telegram: int
    nth: int
    state: str
    mrn: str | None
    target: int | None
    reason: str | None
    candidates: tuple[str, ...] | None = None  # other ones than reading left open


_decoder = msgspec.msgpack.Decoder(Citing)
_COLUMNS = """
    edge.telegram, edge.nth, citing.id, edge.kind, edge.label, edge.words, edge.first, edge.last, edge.state, edge.mrn,
    held.id, edge.candidates, edge.note, edge.reason, edge.dtg
"""
_FROM = """
    FROM edge JOIN telegram AS citing ON citing.key = edge.telegram LEFT JOIN telegram AS held ON held.key = target
"""
_STATE = "SELECT count(*), coalesce(max(key), 0), coalesce(sum(stamp & 0xFFFFFFFF), 0) FROM telegram"
_TARGET = f"""
    coalesce((SELECT min(key) FROM telegram WHERE mrn = edge.mrn AND {NO_CARD}),
             (SELECT min(telegram) FROM alias WHERE name = edge.mrn))
"""  # noqa: S608


def edges(connection: sqlite3.Connection, condition: str, values: Iterable[object] = ()) -> Iterator[Edge]:
    """The edges that meet an SQL condition (written here in the package), in its order."""
    asked = f"SELECT {_COLUMNS} {_FROM} WHERE {condition}"
    for row in connection.execute(asked, tuple(values)):
        telegram, nth, citing, kind, label, words, start, end, state, mrn, target, candidates, note, reason, dtg = row
        yield Edge(
            telegram=telegram, nth=nth, citing=citing, kind=kind, label=label, words=words, start=start, end=end,
            state=state, mrn=mrn, target=target, note=note, reason=reason, dtg=moment(dtg),
            candidates=tuple(msgspec.json.decode(candidates, type=list[str])) if candidates else (),
        )  # fmt: skip


def are_current(connection: sqlite3.Connection) -> bool:
    """Whether the edges stand for everything that the archive holds now."""
    row = connection.execute("SELECT value FROM fact WHERE name = ?", (_MADE_OF,)).fetchone()
    return row is not None and row[0] == _state(connection)


def _state(connection: sqlite3.Connection) -> str:
    return " ".join(map(str, (_EDITION, *connection.execute(_STATE).fetchone())))


@contextmanager
def edge_writer(folder: Path) -> Iterator[EdgeWriter]:
    """The right to write edges, for as long as the block lasts.

    Raises:
        ArchiveBusy: Another program is writing to the archive.
    """
    with lock(folder), closing(connect_to_write(folder)) as connection:
        yield EdgeWriter(Store(connection))


class EdgeWriter:
    """Writes the edges of an archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.connection = store.connection

    def waiting(self) -> list[tuple[int, int]]:
        """Key and stamp of the telegrams whose edges are not kept, or of another reading."""
        asked = """
            SELECT key, telegram.stamp FROM telegram LEFT JOIN edged ON edged.telegram = key
            WHERE edged.stamp IS NOT telegram.stamp ORDER BY key
        """
        return [(int(key), int(stamp)) for key, stamp in self.connection.execute(asked)]

    def write(self, telegrams: Sequence[tuple[int, int]]) -> int:
        """Read the references of these telegrams from their records and keep them as read; how many there are."""
        rows: list[tuple[object, ...]] = []
        cards: list[int] = []
        for key, _ in telegrams:
            citing = _decoder.decode(self._store.record(key))
            rows += _rows(key, citing)
            if is_withdrawal_card(citing.text):
                cards.append(key)
        with transaction(self.connection):
            keys = [(key,) for key, _ in telegrams]
            self._keep_cards({key for (key,) in keys}, cards)
            self.connection.executemany("DELETE FROM edge WHERE telegram = ?", keys)
            self.connection.executemany(_INSERT, rows)
            self.connection.executemany("INSERT OR REPLACE INTO edged VALUES (?, ?)", telegrams)
        return len(rows)

    def _keep_cards(self, read: set[int], cards: list[int]) -> None:
        """Remember which of the telegrams read are withdrawal cards."""
        kept = self.connection.execute("SELECT value FROM fact WHERE name = ?", (CARDS,)).fetchone()
        before = msgspec.json.decode(kept[0], type=list[int]) if kept else []
        self.keep(CARDS, msgspec.json.encode([*(key for key in before if key not in read), *cards]).decode())

    def link(self) -> None:
        """Point every edge with a certain number at the telegram held under it, or at none; cards are no telegrams."""
        with transaction(self.connection):
            for asked in _LINKS:
                self.connection.execute(asked)

    def settle(self, decided: Iterable[Settled]) -> None:
        """Write down what was decided about edges that reading alone left open."""
        with transaction(self.connection):
            self.connection.executemany(
                "UPDATE edge SET state = ?, mrn = ?, target = ?, reason = ?, candidates = coalesce(?, candidates)"
                " WHERE telegram = ? AND nth = ?",
                [
                    (each.state, each.mrn, each.target, each.reason, _listed(each.candidates), each.telegram, each.nth)
                    for each in decided
                ],
            )

    def keep(self, name: str, value: str) -> None:
        """Keep what was reckoned from the edges, to be read under that name among the archive's facts."""
        self._store.set_fact(name, value)

    def finish(self) -> None:
        """Remember that the edges stand for what the archive holds now."""
        self._store.set_fact(_MADE_OF, _state(self.connection))


#: What stands under the number of an edge: the telegram of that number, or one of which it is another form.
_LINKS = (
    # what was held and is no more, or goes by another key
    f"""
    UPDATE edge SET target = NULL, state = iif(kind = 'telegram', 'known', state)
    WHERE target IS NOT NULL AND mrn IS NOT NULL AND candidates IS NULL AND target IS NOT {_TARGET}
    """,  # noqa: S608
    f"""
    UPDATE edge SET target = held.key, state = iif(kind = 'telegram', 'resolved', state)
    FROM (SELECT mrn, min(key) AS key FROM telegram WHERE mrn IS NOT NULL AND {NO_CARD} GROUP BY mrn) AS held
    WHERE edge.mrn = held.mrn AND edge.candidates IS NULL AND edge.target IS NULL
    """,  # noqa: S608
    """
    UPDATE edge SET target = other.telegram, state = iif(kind = 'telegram', 'resolved', state)
    FROM (SELECT name, min(telegram) AS telegram FROM alias GROUP BY name) AS other
    WHERE edge.mrn = other.name AND edge.candidates IS NULL AND edge.target IS NULL
    """,
)
_INSERT = "INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?)"


def _listed(candidates: tuple[str, ...] | None) -> str | None:
    return None if candidates is None else msgspec.json.encode(candidates).decode()


def _rows(key: int, citing: Citing) -> Iterator[tuple[object, ...]]:
    for nth, reftel in enumerate(citing.reftels):
        if reftel.mrn is not None and reftel.mrn == citing.mrn:
            continue  # its own number
        candidates = _listed(reftel.candidates or None)
        yield (
            key, nth, reftel.kind, reftel.label, reftel.text, reftel.start, reftel.end, reftel.state, reftel.mrn,
            candidates, reftel.note, reftel.reason, seconds(reftel.dtg),
        )  # fmt: skip
