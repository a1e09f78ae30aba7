"""Keeps the index in step with the record, also through crashes.

Whatever changes a telegram puts it on the outbox in the same transaction. The index learns what is on the outbox,
commits, and only then is the outbox cleared. After a crash some of it is learned twice, which changes nothing: a
telegram is deleted from the index before it is added again.
"""

from __future__ import annotations

import shutil
import uuid
from typing import TYPE_CHECKING, Literal

import msgspec

from reftel.archive.database import INDEX, transaction
from reftel.archive.index import INDEX_VERSION, lesson, open_index, words_of_index
from reftel.archive.placing import stamp_of
from reftel.archive.vocabulary import VocabularyWriter, has_vocabulary
from reftel.errors import ArchiveDamaged, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import tantivy

    from reftel.archive.store import Store
    from reftel.archive.writing import Incoming
    from reftel.model.telegram import Telegram

_BADGE = "reftel.json"
_OLD = f"{INDEX}.old-"
_HEAP = 64_000_000  # bytes; one thread that indexes keeps up with two processes that read
_COMMIT_AFTER = 5000  # telegrams; a commit costs 50 to 150 ms
_AT_ONCE = 200  # telegrams taken from the record together while catching up

State = Literal["current", "behind", "missing"]


class Badge(msgspec.Struct, frozen=True):
    """What lies in the index folder to say which index it is: of which making and of which version."""

    index: str
    version: int


def index_state(store: Store, folder: Path) -> tuple[State, int]:
    """Whether the index knows all telegrams, and how many it has yet to learn."""
    if not _is_ours(store, folder):
        return "missing", int(store.connection.execute("SELECT count(*) FROM telegram").fetchone()[0])
    waiting = int(store.connection.execute("SELECT count(DISTINCT telegram) FROM outbox").fetchone()[0])
    return ("behind" if waiting or not has_vocabulary(folder / INDEX) else "current"), waiting


def _is_ours(store: Store, folder: Path) -> bool:
    """Whether this is the index that the record remembers, and not an older state of it (an old copy put back)."""
    try:
        badge = msgspec.json.decode((folder / INDEX / _BADGE).read_bytes(), type=Badge)
        found = msgspec.json.decode((folder / INDEX / "meta.json").read_bytes(), type=_Meta)
    except (OSError, ValueError):
        return False
    known = Badge(store.fact("index") or "", INDEX_VERSION)
    return badge == known and found.opstamp >= int(store.fact("index-commit") or 0)


class _Meta(msgspec.Struct):
    opstamp: int


class Outbox:
    """Brings what changed in the record to the index. Used by the one writer, after each of its transactions."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._place = folder / INDEX
        self._writer: tantivy.IndexWriter | None = None
        self._vocabulary: VocabularyWriter | None = None
        self._words: set[str] = set()  # what the vocabulary has yet to learn
        self._done = 0  # places of the outbox that the index has learned
        self._uncommitted = 0

    def catch_up(self, told: Callable[[int, int], None] | None = None) -> int:
        """Bring the index up to date, from nothing where it is missing; `told` hears (learned, of how many)."""
        if not _is_ours(self._store, self._place.parent) or not self._opens():
            self._begin_anew()
        total = self._waiting()
        learned = 0
        while rows := self._rows(_AT_ONCE):
            self._learn(rows, {})
            learned += len(rows)
            if told:
                told(learned, total)
        self.commit()
        if not has_vocabulary(self._place):
            self._teach()
        return learned

    def keep_up(self, fresh: Iterable[tuple[int, Incoming]] = ()) -> None:
        """Let the index learn the last transaction. `fresh` are new telegrams at hand, never indexed before."""
        at_hand = dict(fresh)
        while rows := self._rows(max(_AT_ONCE, len(at_hand))):
            self._learn(rows, at_hand)

    def commit(self) -> None:
        """Make the index show what it has learned, then clear the outbox of it."""
        if self._writer is None or not self._uncommitted:
            return
        self._teach()
        try:
            reached = self._writer.commit()
        except (ValueError, OSError) as error:
            self._writer = None
            raise ArchiveError(
                f"the index cannot be written: {error}", "The telegrams are safe; the index will be finished next time."
            ) from error
        with transaction(self._store.connection):
            self._store.connection.execute("DELETE FROM outbox WHERE place <= ?", (self._done,))
            self._store.set_fact("index-commit", str(reached))
        self._uncommitted = 0

    def close(self) -> None:
        """Commit, and wait until the parts of the index are merged."""
        self.commit()
        if self._writer is not None:
            self._writer.wait_merging_threads()  # this uses the writer up
            self._writer = None
        self._let_go_of_words()

    def _begin_anew(self) -> None:
        """Put every telegram on the outbox, then an empty index in place; a crash between the two starts again."""
        self._writer = None
        self._let_go_of_words()
        badge = Badge(uuid.uuid4().hex, INDEX_VERSION)
        with transaction(self._store.connection):
            self._store.connection.execute("DELETE FROM outbox")
            self._store.connection.execute("INSERT INTO outbox (telegram) SELECT key FROM telegram ORDER BY key")
            self._store.set_fact("index", badge.index)
            self._store.set_fact("index-commit", "0")
        self._done = 0
        if self._place.exists():  # moved aside first: nobody finds half an index at the place of a whole one
            self._place.rename(self._place.with_name(f"{_OLD}{badge.index[:8]}"))
        for old in self._place.parent.glob(f"{_OLD}*"):
            shutil.rmtree(old, ignore_errors=True)
        self._place.mkdir()
        open_index(self._place)
        (self._place / _BADGE).write_bytes(msgspec.json.encode(badge))

    def _opens(self) -> bool:
        try:
            self._opened()
        except ValueError:  # what tantivy raises for files that are cut short or not there
            return False
        return True

    def _waiting(self) -> int:
        asked = "SELECT count(*) FROM outbox WHERE place > ?"
        return int(self._store.connection.execute(asked, (self._done,)).fetchone()[0])

    def _rows(self, limit: int) -> list[tuple[int, int]]:
        asked = "SELECT place, telegram FROM outbox WHERE place > ? ORDER BY place LIMIT ?"
        return self._store.connection.execute(asked, (self._done, limit)).fetchall()

    def _learn(self, rows: list[tuple[int, int]], at_hand: dict[int, Incoming]) -> None:
        writer = self._opened()
        for place, key in rows:
            item = at_hand.pop(key, None)
            if item is not None:
                self._add(writer, item.telegram, key, item.stamp)
            else:
                writer.delete_documents_by_term("key", key)
                self._add_held(writer, key)
            self._done = place
        self._uncommitted += len(rows)
        if self._uncommitted >= _COMMIT_AFTER:
            self.commit()

    def _add_held(self, writer: tantivy.IndexWriter, key: int) -> None:
        try:
            record = self._store.record(key)
            telegram = self._store.telegram(key)
        except (KeyError, ArchiveDamaged, ValueError):
            return  # removed, or damaged: the first is meant, the second is for `check` to say
        self._add(writer, telegram, key, stamp_of(record))

    def _add(self, writer: tantivy.IndexWriter, telegram: Telegram, key: int, stamp: int) -> None:
        learned = lesson(telegram, key, stamp)
        writer.add_document(learned.document)
        self._words |= learned.words

    def _teach(self) -> None:
        """Let the vocabulary learn the words of what is about to be committed; from the whole index where it is new."""
        if self._vocabulary is None:
            self._vocabulary = VocabularyWriter(self._place)
        if self._vocabulary.made_anew:
            self._vocabulary.learn(words_of_index(self._place))
            self._vocabulary.made_anew = False
        self._vocabulary.learn(self._words)
        self._words.clear()

    def _let_go_of_words(self) -> None:
        self._words.clear()
        if self._vocabulary is not None:
            self._vocabulary.close()
            self._vocabulary = None

    def _opened(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = open_index(self._place).writer(_HEAP, 1)
        return self._writer
