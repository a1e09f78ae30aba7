"""Reading the held sources again after the rules have improved.

First every source is read, and its witnesses say what they say now (`renew`). Then the telegrams follow their witnesses
(`regroup`): a number may have been found, two texts may have become one, or one two. Each step is a transaction, and
what is left to regroup is looked up in the tables: after a crash the next reread goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.crew import Failures, read_as_fits
from reftel.archive.database import connect_to_read, transaction
from reftel.archive.placing import Claim, Held, held_under, new_place, stamp_of, words_hash
from reftel.archive.rows import Rows
from reftel.archive.store import Store, decode
from reftel.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reftel.archive.crew import Batch, Failure
    from reftel.archive.placing import Place
    from reftel.model.telegram import Source, Telegram

    #: Reads the telegrams of bytes that came in; the source says from where, and in which kind of container.
    Reader = Callable[[bytes, Source], Iterable[Telegram | Unreadable]]

_AT_ONCE = 200  # names in one transaction
_GONE = ""  # the name of a witness whose telegram is no longer found in its file


class Reread(msgspec.Struct):
    """How far a reread has come, or what became of it. Files that could not be read again keep what they had.

    `files` have been read, of `total`. `changed` records read differently now; `new` were found in a file beside those
    found before, and `gone` are not found there any more.
    """

    files: int = 0
    total: int = 0
    unchanged: int = 0
    changed: int = 0
    new: int = 0
    gone: int = 0
    failures: Failures = msgspec.field(default_factory=Failures)


class _Seen(NamedTuple):
    """A witness as it was before the reread."""

    id: int
    telegram: int
    content: int
    path: str
    name: str
    stamp: int


class _Read(NamedTuple):
    """What is read in the place of a witness now."""

    record: bytes
    stamp: int
    name: str
    words: bytes


class ReadHeld:
    """Reads a file of the archive by the number of one of its witnesses, also in another process."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self._folder = folder
        self._reader = reader
        self._store: Store | None = None

    def __reduce__(self) -> tuple[type[ReadHeld], tuple[Path, Reader]]:
        return ReadHeld, (self._folder, self._reader)  # each process opens the archive for itself

    def __call__(self, witness: int) -> Iterator[tuple[Telegram, bytes] | Unreadable]:
        """The telegrams found now; in place of the bytes, which are held, comes the number of the witness."""
        if self._store is None:
            self._store = Store(connect_to_read(self._folder))
        source = self._store.witnessed(witness).source
        for read in self._reader(self._store.content(source.sha256), source):
            yield read if isinstance(read, Unreadable) else (_placed(read, source), b"%d" % witness)

    def close(self) -> None:
        """Let go of the archive."""
        if self._store is not None:
            self._store.connection.close()


def _placed(telegram: Telegram, source: Source) -> Telegram:
    """The telegram with the path and hash that its file is held by."""
    if (telegram.source.path, telegram.source.sha256) == (source.path, source.sha256):
        return telegram
    placed = msgspec.structs.replace(telegram.source, path=source.path, sha256=source.sha256)
    return msgspec.structs.replace(telegram, source=placed)


class Rereading:
    """One reread of an archive. The caller holds the lock, and tells the index after each step."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._connection = store.connection
        self._rows = Rows(store)
        self._folder = folder
        self._moved: dict[int, int] = {}  # telegrams that witnesses left, and where these went
        self.report = Reread()

    def renew(self, reader: Reader, processes: int | None) -> Iterator[list[Failure]]:
        """Read every source again and keep what its witnesses say now; after each step what could not be read."""
        read = ReadHeld(self._folder, reader)
        asked = "SELECT min(id) FROM witness GROUP BY content, path ORDER BY 1"
        files = [int(row[0]) for row in self._connection.execute(asked)]
        self.report.total = len(files)
        try:
            for batch in read_as_fits(files, read, processes):
                self._renew_batch(batch)
                yield batch.failures
        finally:
            read.close()

    def regroup(self) -> Iterator[None]:
        """Let the telegrams follow their witnesses wherever they disagree, then let go of those that have none."""
        names = self._disagreeing()
        for first in range(0, len(names), _AT_ONCE):
            with transaction(self._connection):
                for name in names[first : first + _AT_ONCE]:
                    self._regroup_name(name)
            yield
        with transaction(self._connection):
            self._sweep()
        yield

    def _renew_batch(self, batch: Batch) -> None:
        files: dict[int, list[bytes]] = {}
        for record, nth in batch.records:
            files.setdefault(nth, []).append(record)
        failed = set()
        for failure in batch.failures:
            self.report.failures.count(failure)
            failed.add(failure.path)
        with transaction(self._connection):
            for nth, records in files.items():
                self._renew_file(int(batch.contents[nth]), records, failed)
        self.report.files += batch.places

    def _renew_file(self, witness: int, records: list[bytes], failed: set[str]) -> None:
        seen = self._witnesses_of_file(witness)
        stamps = [stamp_of(record) for record in records]
        if [one.stamp for one in seen] == stamps and all(one.name != _GONE for one in seen):
            self.report.unchanged += len(seen)
            return
        found = [_read(record, stamp) for record, stamp in zip(records, stamps, strict=True)]
        paired = _pair(seen, found)
        self._connection.executemany("UPDATE witness SET ordinal = -id WHERE id = ?", [(one.id,) for one in seen])
        for nth, (read, before) in enumerate(paired):
            self._renew_witness(nth, read, before, seen[0])
        left = {one.id for one in seen} - {before.id for _, before in paired if before}
        if not failed.intersection(one.path for one in seen):
            self.report.gone += len(left)
            self._connection.executemany(
                "UPDATE witness SET name = ? WHERE id = ?", [(_GONE, number) for number in left]
            )

    def _renew_witness(self, nth: int, read: _Read, before: _Seen | None, first: _Seen) -> None:
        if before is None:
            self.report.new += 1  # with the first telegram of its file, until it is given its own
            self._rows.insert_witness(
                first.telegram, first.content, nth, first.path, read.name, read.words, read.stamp, read.record
            )
            return
        if (before.stamp, before.name) == (read.stamp, read.name):
            self.report.unchanged += 1
        else:
            self.report.changed += 1
        self._rows.update_witness(before.id, nth, read.name, read.words, read.stamp, read.record)

    def _witnesses_of_file(self, witness: int) -> list[_Seen]:
        asked = """
            SELECT witness.id, witness.telegram, witness.content, witness.path, witness.name, witness.stamp
            FROM witness JOIN witness AS one ON one.content = witness.content AND one.path = witness.path
            WHERE one.id = ? ORDER BY witness.ordinal
        """
        return [_Seen(*row) for row in self._connection.execute(asked, (witness,))]

    def _disagreeing(self) -> list[str]:
        """The names whose telegrams do not say what their witnesses say."""
        asked = """
            SELECT name, base FROM (
                SELECT witness.id AS number, witness.name, witness.words <> telegram.words AS other_words,
                       CASE copy WHEN 1 THEN telegram.id ELSE substr(telegram.id, 1, instr(telegram.id, '~') - 1) END
                       AS base, witness.id = telegram.witness AND witness.stamp <> telegram.stamp AS other_record
                FROM witness JOIN telegram ON telegram.key = witness.telegram
            ) WHERE other_words OR other_record OR name <> base ORDER BY number
        """
        names = (name for row in self._connection.execute(asked) for name in row)
        return [name for name in dict.fromkeys(names) if name != _GONE]

    def _regroup_name(self, name: str) -> None:
        """Give the witnesses of a name to its telegrams, those with the same words to the same one."""
        held = held_under(self._connection, name)
        groups: dict[bytes, list[tuple[int, int]]] = {}
        asked = "SELECT words, id, telegram FROM witness WHERE name = ? ORDER BY id"
        for words, witness, telegram in self._connection.execute(asked, (name,)):
            groups.setdefault(words, []).append((witness, telegram))
        free = {telegram.key: telegram for telegram in held}
        # A telegram stays with the words of its first witness: its id must not pass to another text.
        own = [next((free.pop(key) for _, key in members if key in free), None) for members in groups.values()]
        for (words, members), mine in zip(groups.items(), own, strict=True):
            telegram = mine or (free.pop(min(free)) if free else None)
            if telegram is None:
                held.append(self._begin(new_place(name, held), members, words))
            else:
                self._follow(telegram, members, words)

    def _begin(self, place: Place, members: list[tuple[int, int]], words: bytes) -> Held:
        key, witness = self._rows.next_key(), members[0][0]
        record = self._record(witness)
        stamp = stamp_of(record)
        self._rows.insert_telegram(place, key, words, stamp, witness, decode(record))
        self._move(members, key)
        return Held(key, place.id, place.copy, words, stamp, witness)

    def _follow(self, telegram: Held, members: list[tuple[int, int]], words: bytes) -> None:
        self._move(members, telegram.key)
        numbers = [witness for witness, _ in members]
        chosen = telegram.witness if telegram.witness in numbers else numbers[0]
        record = self._record(chosen)
        if (telegram.words, telegram.stamp, telegram.witness) != (words, stamp_of(record), chosen):
            self._rows.update_telegram(telegram.key, words, stamp_of(record), chosen, decode(record))

    def _move(self, members: list[tuple[int, int]], key: int) -> None:
        for witness, before in members:
            if before != key:
                self._moved[before] = key
                self._connection.execute("UPDATE witness SET telegram = ? WHERE id = ?", (key, witness))

    def _record(self, witness: int) -> bytes:
        row = self._connection.execute("SELECT bytes FROM record WHERE witness = ?", (witness,)).fetchone()
        return self._store.packing.unpack(row[0])

    def _sweep(self) -> None:
        """Let go of telegrams that nothing says any more; corrections go with the witnesses to the new number."""
        asked = """
            SELECT key, id FROM telegram
            WHERE NOT EXISTS (SELECT 1 FROM witness WHERE witness.telegram = telegram.key AND name <> ?)
        """
        for key, name in self._connection.execute(asked, (_GONE,)).fetchall():
            now = self._store.name(self._moved[key]) if key in self._moved else None
            if now:
                self._connection.execute("UPDATE correction SET name = ? WHERE name = ?", (now, name))
            self._rows.log("reread", name, f"is now {now}" if now else "is not found in its source any more")
            self._rows.forget_telegram(key)
        self._connection.execute("DELETE FROM witness WHERE name = ?", (_GONE,))


def _read(record: bytes, stamp: int) -> _Read:
    telegram = decode(record)
    return _Read(record, stamp, Claim.of(telegram).name, words_hash(telegram))


def _pair(seen: list[_Seen], found: list[_Read]) -> list[tuple[_Read, _Seen | None]]:
    """What is read now beside what was read before: by name where that is there, else in order."""
    by_name: dict[str, list[_Seen]] = {}
    for one in seen:
        by_name.setdefault(one.name, []).append(one)
    same = [by_name[read.name].pop(0) if by_name.get(read.name) else None for read in found]
    used = {one.id for one in same if one}
    others = iter([one for one in seen if one.id not in used])
    return [(read, one or next(others, None)) for read, one in zip(found, same, strict=True)]
