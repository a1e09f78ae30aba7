"""The archive as its one writer sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from reftel.archive.database import connect_to_write, damage_named, lock
from reftel.archive.numbers import close_numbers, find_key
from reftel.archive.outbox import Outbox
from reftel.archive.rereading import Reread, Rereading
from reftel.archive.store import Store
from reftel.archive.versions import bring_up
from reftel.archive.writing import Added, Incoming, Shelving, incoming
from reftel.errors import ArchiveError, TelegramNotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from types import TracebackType

    from reftel.archive.crew import Failure
    from reftel.archive.rereading import Reader
    from reftel.model.telegram import Telegram


class Writer:
    """The one that may write. Use it in a `with` block; what each call commits stays, whatever happens after it.

    Readers see what is committed at once, and find it in the index after some thousand telegrams or at the end.
    """

    def __init__(self, folder: Path, told: Callable[[int, int], None] | None = None) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"no archive can be made at {folder}: {error.strerror}", "Name a folder.") from error
        self.folder = folder
        self._lock = lock(folder)
        try:
            with damage_named():
                connection = connect_to_write(folder)
                bring_up(connection)
                self._store = Store(connection)
            self._shelving = Shelving(self._store)
            self._outbox = Outbox(self._store, folder)
            self._outbox.catch_up(told)
        except BaseException:
            self._lock.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Finish the index and let others write."""
        try:
            self._outbox.close()
        finally:
            self._store.connection.close()
            self._lock.close()

    def add_all(self, readings: Iterable[tuple[Telegram, bytes]]) -> Added:
        """Add telegrams, each with the bytes it was found in, in one transaction.

        Telegrams from one file stand together, and all of them in one call. A file added before, by its path and the
        hash of its bytes, changes nothing. A held number with the same words is another witness; with other words it
        is kept as `07ASTANA605~2`, a conflict.

        Raises:
            ValueError: A text holds half a character or a number has over 64 bits. Nothing of the call is added.
        """
        return self.add_incoming(incoming(readings))

    def add_incoming(self, arriving: Sequence[Incoming]) -> Added:
        """`add_all` for telegrams that are encoded already."""
        try:
            with damage_named():
                added, fresh = self._shelving.add(arriving)
        except BaseException:
            self._store.packing.forget()
            raise
        self._outbox.keep_up(fresh)
        return added

    def remove(self, asked: str, why: str | None = None) -> str:
        """Take a telegram out, with every witness of it and the bytes that nothing else needs; its id.

        Corrections made to it stay, and a line in the log says that it was here.

        Raises:
            TelegramNotFound: With the closest numbers held.
        """
        key = find_key(self._store.connection, asked)
        if key is None:
            raise TelegramNotFound(asked, close_numbers(self._store.connection, asked))
        name = self._store.name(key)
        self._shelving.remove(key, name, why)
        self._outbox.keep_up()
        return name

    def commit_index(self) -> None:
        """Let readers find everything added so far, without waiting for the end."""
        self._outbox.commit()

    def reread(
        self,
        reader: Reader,
        *,
        processes: int | None = None,
        heard: Callable[[Reread], None] | None = None,
        failed: Callable[[Failure], None] | None = None,
    ) -> Reread:
        """Read all held sources again, after the rules have improved. Corrections by people stay.

        A telegram keeps its id as long as its number stays the same. Where the rules now find a number, make one
        telegram of two texts or two of one, the archive follows, and the log says what became of the ids.

        Args:
            reader: Reads the telegrams of bytes that came in; must be picklable when several processes read.
            processes: How many processes read; 0: this one. By default one for each core, and none for a few files.
            heard: Hears how far it has come.
            failed: Hears of what cannot be read any more; it stays as it was.
        """
        rereading = Rereading(self._store, self.folder)
        for failures in rereading.renew(reader, processes):
            for failure in failures:
                if failed:
                    failed(failure)
            if heard:
                heard(rereading.report)
        for _ in rereading.regroup():
            self._outbox.keep_up()
        self._outbox.commit()
        return rereading.report
