"""The archive as readers see it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Self, TypeVar

from reftel.archive.checking import Finding, check
from reftel.archive.counting import Stats, stats
from reftel.archive.database import NOTES, connect_to_read, connect_to_write, damage_named, is_being_written, lock
from reftel.archive.entries import Entry, Logged, Witness, entries, held_of_file, log, witnesses
from reftel.archive.finding import Asked, Finder, Found, Hit
from reftel.archive.holding import keys_holding
from reftel.archive.index import body_words
from reftel.archive.notebook import Notebook
from reftel.archive.numbers import close_numbers, find_key, held_numbers, holds_post, post_meant
from reftel.archive.outbox import Outbox, index_state
from reftel.archive.store import Store, Wording
from reftel.archive.versions import SCHEMA_VERSION, bring_up, version_of
from reftel.errors import ArchiveError, TelegramNotFound, WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    import tantivy

    from reftel.archive.passages import Wanted
    from reftel.model.telegram import Telegram

A = TypeVar("A")


class Archive:
    """An archive that is read. Any number of them, in any number of threads, and a writer at the same time.

    Each answer shows the archive as it was committed last when it was asked.
    """

    def __init__(self, folder: Path, told: Callable[[int, int], None] | None = None) -> None:
        self.folder = folder
        self._told = told
        self._finder = Finder(folder)
        self._here = threading.local()
        self._connections: list[sqlite3.Connection] = []
        with damage_named():
            version = version_of(self._store.connection)
        if version < SCHEMA_VERSION:
            self.close()
            _renew(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._finder.close()
        self._here = threading.local()

    @property
    def _store(self) -> Store:
        """This thread's own connection."""
        store: Store | None = getattr(self._here, "store", None)
        if store is None:
            connection = connect_to_read(self.folder)
            self._connections.append(connection)
            with damage_named():
                store = self._here.store = Store(connection)
        return store

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for questions that have no method here; nothing can be written through it."""
        return self._store.connection

    def get(self, asked: str) -> Telegram:
        """The telegram that is meant by any spelling of its number, by its id, an alias, or the start of a hash id.

        Its `id` says which copy it is where several texts are held under its number.

        Raises:
            TelegramNotFound: With the closest numbers held.
        """
        return self._store.telegram(self._key(asked))

    def wording(self, name: str) -> Wording:
        """The source text of a telegram with its repairs, to quote it; by its id, failing as `get`."""
        return self._store.wording(self._key(name))

    def entry(self, asked: str) -> Entry:
        """What `list` says of one telegram; asked for and failing as `get`."""
        return next(entries(self._store.connection, "telegram.key = ?", (self._key(asked),)))

    def find_id(self, asked: str) -> str | None:
        """The id of the telegram that is meant, or `None` where there is none."""
        key = find_key(self._store.connection, asked)
        found = next(entries(self._store.connection, "telegram.key = ?", (key,)), None)
        return found.id if found else None

    def close_numbers(self, asked: str, limit: int = 5) -> tuple[str, ...]:
        """The numbers held that look most like what was asked."""
        return close_numbers(self._store.connection, asked, limit)

    def held(self, numbers: Iterable[str]) -> set[str]:
        """Those of the numbers under which a telegram is held."""
        return held_numbers(self._store.connection, set(numbers))

    def post(self, asked: str, year: int | None = None) -> str:
        """The post that is meant by any spelling of its name, as numbers carry it: see `post_meant`."""
        return post_meant(self._store.connection, asked, year)

    def holds_post(self, post: str) -> bool:
        """Whether telegrams of a post are held under this very name, as numbers carry it."""
        return holds_post(self._store.connection, post)

    def citing(self, mrn: str) -> Iterator[Entry]:
        """The telegrams that refer to a number for certain, in the order of their dates; it need not be held."""
        condition = "telegram.key IN (SELECT telegram FROM reference WHERE mrn = ?) ORDER BY dtg, key"
        return entries(self._store.connection, condition, (mrn,))

    def list(self, post: str | None = None, year: int | None = None) -> Iterator[Entry]:
        """Everything held, by year, post and number; what has no number comes last. A large archive streams."""
        condition = "(?1 IS NULL OR post = ?1) AND (?2 IS NULL OR year = ?2)"
        order = " ORDER BY year IS NULL, year, post, number, copy, key"
        return entries(self._store.connection, condition + order, (post, year))

    def telegrams(self) -> Iterator[Telegram]:
        """All telegrams, whole, in the order in which they came; a large archive streams."""
        return (telegram for _, telegram in self._store.telegrams())

    def conflicts(self) -> Iterator[tuple[Entry, ...]]:
        """The numbers under which several texts are held, each with these texts."""
        asked = "SELECT mrn FROM telegram GROUP BY mrn HAVING count(mrn) > 1 ORDER BY min(year), mrn"
        for (mrn,) in self._store.connection.execute(asked).fetchall():
            yield tuple(entries(self._store.connection, "mrn = ? ORDER BY copy", (mrn,)))

    def witnesses(self, asked: str) -> tuple[Witness, ...]:
        """Where a telegram was found, in the order of finding; asked for and failing as `get`."""
        return tuple(witnesses(self._store.connection, self._key(asked)))

    def witnessed(self, witness: Witness) -> Telegram:
        """The telegram as it was read at one of the places where it was found."""
        return self._store.witnessed(witness.id)

    def source(self, asked: str) -> bytes:
        """The bytes that the telegram was read from, exactly as they came in; asked for and failing as `get`."""
        chosen = next(witness for witness in self.witnesses(asked) if witness.chosen)
        return self._store.content(chosen.sha256)

    def content(self, sha256: str) -> bytes:
        """The bytes with that hash, exactly as they came in; `KeyError` where they are not held."""
        return self._store.content(sha256)

    def stats(self) -> Stats:
        """What the archive holds, counted."""
        return stats(self._store.connection)

    def log(self) -> tuple[Logged, ...]:
        """What was done to the archive that cannot be seen in it any more, in order."""
        return tuple(log(self._store.connection))

    def find(
        self,
        question: str,
        limit: int = 20,
        offset: int = 0,
        *,
        facets: Sequence[str] = (),
        facet_limit: int = 20,
        sort: str | None = None,
        exact: bool = False,
        passages: int = 2,
    ) -> Found:
        """The telegrams that answer a question in the language of `reftel.query`, and how many there are in all.

        No question is an error. The index is brought up to date first where nobody else is doing it.

        Args:
            question: What a person typed.
            limit: How many hits; the others are counted all the same.
            offset: How many hits come before the first one given.
            facets: Names out of `FACETS`, to be counted over all hits.
            facet_limit: How many values of each, the most frequent.
            sort: "relevance", "dtg" or "number", with "-" for the last first; else what the question says.
            exact: No other spellings of any word.
            passages: How many paragraphs of each hit.
        """
        counted = tuple(facets)
        return self._answer(Asked(question, limit, offset, counted, facet_limit, sort, exact, passages))

    def find_all(
        self,
        question: str,
        offset: int = 0,
        *,
        sort: str | None = None,
        exact: bool = False,
        passages: int = 0,
        after: int = 0,
        strict: bool = False,
    ) -> Iterator[Hit]:
        """All hits of a question, in order; any number of them streams. Asked for as `find`.

        `after` gives only what came into the archive after the telegram of that key (`last_indexed`). Where no telegram
        has all of the words, those that have most of them are given, unless `strict`.
        """
        self.refresh_index()
        asked = Asked(question, offset=offset, sort=sort, exact=exact, passages=passages, after=after, strict=strict)
        return self._finder.find_all(self._store, asked)

    def last_indexed(self) -> int:
        """The key of the telegram that came last of those that can be found."""
        self.refresh_index()
        return self._finder.last_key()

    def searcher(self) -> tantivy.Searcher:
        """The index as it was committed last, for questions that have no method here."""
        self.refresh_index()
        return self._finder.searcher()

    def holding(self, beginnings: Sequence[str], most: int | None = None) -> Sequence[int] | None:
        """The keys of the telegrams in whose text each of these begins a word; `None` for more than `most`.

        There may be too many, never too few: what the index does not know yet is among them.
        """
        self.refresh_index()
        waiting = self.connection.execute("SELECT DISTINCT telegram FROM outbox").fetchall()
        found = self._from_index(lambda: keys_holding(self._finder.searcher(), beginnings, most))
        if found is None:
            return None
        return sorted({*found, *(key for (key,) in waiting)}) if waiting else found

    def written_words(self, key: int) -> Sequence[str]:
        """The words of subject and paragraphs of a telegram, as the index has them."""
        return body_words(self._store.telegram(key))

    def all_written_words(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The same of every telegram, with its key; a large archive streams."""
        return ((key, body_words(telegram)) for key, telegram in self._store.telegrams())

    def wanted(self, question: str, *, exact: bool = False) -> Wanted:
        """What of a question is marked where it stands: `Wanted.marks(text)` gives the places in a text."""
        self.refresh_index()
        return self._finder.wanted(self._store, question, exact=exact)

    def _answer(self, asked: Asked) -> Found:
        self.refresh_index()
        return self._from_index(lambda: self._finder.find(self._store, asked))

    def _from_index(self, ask: Callable[[], A]) -> A:
        """What the index answers; it is made anew where it turns out to be broken."""
        try:
            return ask()
        except (ValueError, OSError):  # files of the index are not what tantivy wrote
            self._finder.close()
            self._remake_index()
            return ask()

    def refresh_index(self) -> int:
        """Bring the index up to date, unless a writer is at it; how many telegrams it does not know yet.

        Raises:
            ArchiveBusy: There is no index at all, and a writer is just making it.
            ArchiveError: There is no index at all, and the folder cannot be written to.
        """
        state, waiting = index_state(self._store, self.folder)
        if state == "current":
            return 0
        try:
            self._remake_index()
        except ArchiveError:
            if state == "missing":
                raise
            return waiting
        return 0

    def _remake_index(self) -> None:
        with lock(self.folder), closing(connect_to_write(self.folder)) as connection:
            outbox = Outbox(Store(connection), self.folder)
            outbox.catch_up(self._told)
            outbox.close()

    def check(self, told: Callable[[int, int], None] | None = None) -> Iterator[Finding]:
        """Everything that is wrong with the archive, as it is found; nothing for a sound one.

        The index is brought up to date first, and passed over while a writer is at it.
        """
        busy = is_being_written(self.folder)
        if not busy:
            self.refresh_index()
        yield from check(self._store, self.folder, with_index=not busy, told=told)

    def backup(self, file: Path) -> Path | None:
        """Write the record as one consistent file, while others read and write. The index is not in it: it is derived.

        To use it, put it as `archive.sqlite` into a folder of its own. Where there are notes of readers, they are
        written beside it, and the path of that file comes back: it becomes `notes.sqlite`.

        Raises:
            WrongRequest: There is a file of that name already, or no folder for it.
        """
        if not file.parent.is_dir():
            raise WrongRequest(f"there is no folder {file.parent}", "Make it first, or name another.")
        beside = file.with_name(f"{file.stem}.{NOTES}")
        for place in (file, beside):
            if place.exists():
                raise WrongRequest(f"there is a file {place} already", "Name another, or remove it first.")
        unfinished = file.with_name(file.name + ".unfinished")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as target:
            self._store.connection.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
        unfinished.rename(file)
        return beside if Notebook(self.folder).backup(beside) else None

    def _key(self, asked: str) -> int:
        key = find_key(self._store.connection, asked)
        if key is None:
            raise TelegramNotFound(asked, self.close_numbers(asked))
        return key


class HeldFiles:
    """Says which files an archive holds already; can be sent to the processes that read, to spare them the reading."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection: sqlite3.Connection | None = None

    def __reduce__(self) -> tuple[type[HeldFiles], tuple[Path]]:
        return HeldFiles, (self._folder,)  # each process opens the archive for itself

    def __call__(self, path: str, sha256: str) -> int:
        """How many telegrams were found in a file of this path and these bytes; 0 where it was never added."""
        if self._connection is None:
            self._connection = connect_to_read(self._folder)
        return held_of_file(self._connection, path, sha256)

    def close(self) -> None:
        """Let go of the archive."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _renew(folder: Path) -> None:
    """Take the archive of an earlier reftel to the newest version."""
    with lock(folder), closing(connect_to_write(folder)) as connection:
        bring_up(connection)
