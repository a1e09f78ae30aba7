"""Answering a question from the index and the record: which telegrams, how many, and the words in their place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.database import INDEX
from reftel.archive.entries import Entry, entries_by_key
from reftel.archive.index import open_index
from reftel.archive.passages import Passage, Wanted, passages
from reftel.archive.query import build, parse

if TYPE_CHECKING:
    import tantivy

    from reftel.archive.query import Term
    from reftel.archive.store import Store


class Hit(msgspec.Struct, frozen=True):
    """A telegram that answers a question, with the piece of it that shows why. `score` only orders the hits."""

    entry: Entry
    score: float
    passages: tuple[Passage, ...]


class Found(msgspec.Struct, frozen=True):
    """The answer to a question: how many telegrams there are in all, some of them, and what was searched."""

    total: int
    hits: tuple[Hit, ...]
    searched: tuple[str, ...]


class Finder:
    """Searches the index of an archive as it was last committed; for any number of threads."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / INDEX
        self._index: tantivy.Index | None = None
        self._seen: tuple[int, ...] = ()
        self._mirror: tempfile.TemporaryDirectory[str] | None = None

    def find(self, store: Store, question: str, limit: int, offset: int) -> Found:
        """Telegrams with all words and phrases of the question, the best first."""
        terms = parse(question)
        searcher = self.searcher()
        query = build(terms, lambda field, word: searcher.doc_freq(field, word) > 0)
        # More than there is would only cost memory, and nothing at all makes tantivy panic.
        most = max(min(limit, searcher.num_docs), 1)
        result = searcher.search(query, limit=most, offset=max(min(offset, searcher.num_docs), 0))
        shown = result.hits[: max(limit, 0)]
        keys = searcher.fast_field_values("key", [address for _, address in shown])
        scored = [(int(key or 0), float(score)) for key, (score, _) in zip(keys, shown, strict=True)]
        total: int = result.count  # type: ignore[attr-defined]  # its type stub does not know it
        return Found(total, tuple(self._hits(store, scored, terms)), tuple(map(str, terms)))

    def searcher(self) -> tantivy.Searcher:
        """The state of the index that was committed last."""
        seen = self._look()
        if self._index is None or seen[:1] != self._seen[:1] or (self._mirror and seen != self._seen):
            self._index = open_index(self._writable())
        elif seen != self._seen:
            self._index.reload()
        self._seen = seen
        return self._index.searcher()

    def close(self) -> None:
        """Let go of the index."""
        self._index = None
        if self._mirror is not None:
            self._mirror.cleanup()
            self._mirror = None

    def _writable(self) -> Path:
        """The folder of the index, or one of links to its files: tantivy locks a file even to read."""
        if os.access(self._place, os.W_OK):
            return self._place
        self.close()
        self._mirror = tempfile.TemporaryDirectory(prefix="reftel-")
        for file in self._place.iterdir():
            if file.suffix != ".lock":
                (Path(self._mirror.name) / file.name).symlink_to(file.absolute())
        return Path(self._mirror.name)

    def _look(self) -> tuple[int, ...]:
        """Changes when the index is another (first number) or has been committed to (the others)."""
        folder, commit = self._place.stat(), (self._place / "meta.json").stat()
        return folder.st_ino, commit.st_ino, commit.st_mtime_ns

    def _hits(self, store: Store, scored: list[tuple[int, float]], terms: tuple[Term, ...]) -> list[Hit]:
        held = entries_by_key(store.connection, [key for key, _ in scored])
        wanted, hits = Wanted(terms), []
        for key, score in scored:
            if key in held:  # else it was removed since the index was committed
                hits.append(Hit(held[key], score, passages(store.record(key), wanted)))
        return hits
