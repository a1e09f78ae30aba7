"""Opening the database of an archive, for the one writer and for any number of readers."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing, contextmanager
from typing import IO, TYPE_CHECKING

from reftel.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, NoArchive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "archive.sqlite"
NOTES = "notes.sqlite"
INDEX = "index"
_LOCK = "writer.lock"
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_STAYS = "Is the disk full, or yours to write to? What was committed stays."
_PATIENCE = 30.0  # seconds; only ever used up while a reader recovers the log of a writer that was killed


def connect_to_read(folder: Path) -> sqlite3.Connection:
    """A connection that cannot write, and that no writer can make wait.

    Raises:
        NoArchive: There is no archive in the folder.
    """
    place = folder / DATABASE
    if not place.is_file():
        raise NoArchive(str(folder))
    # On a read-only disk SQLite could not make the files that its log needs; nobody can be writing there either.
    frozen = not os.access(folder, os.W_OK) and not place.with_name(DATABASE + "-wal").exists()
    address = place.absolute().as_uri() + ("?immutable=1" if frozen else "?mode=ro")
    connection = sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    with damage_named():
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA mmap_size = 268435456")
    return connection


def connect_to_write(folder: Path) -> sqlite3.Connection:
    """The writer's connection. What it commits survives a power cut: the index must never be ahead of the record."""
    connection = sqlite3.connect(folder / DATABASE, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    with damage_named():
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")
    return connection


@contextmanager
def damage_named(name: str = DATABASE) -> Iterator[None]:
    """Say `ArchiveDamaged` where SQLite finds its own file broken, and `ArchiveError` where the disk does not do it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _DISK:
            raise ArchiveError(f"{name} cannot be used: {error}", _STAYS) from error
        raise
    except sqlite3.DatabaseError as error:
        raise ArchiveDamaged(f"{name} cannot be read: {error}", "Restore it from a backup.") from error


@contextmanager
def people_connection(folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection for a row of people's own work: a decision, a correction.

    Such rows are in nobody's way, so they need no lock: they wait for the transaction of a running writer at most.
    Only an archive of an older version is brought up first, which asks for the lock.

    Raises:
        NoArchive: There is no archive in the folder.
        ArchiveBusy: The archive is of an older version, and another program is writing.
    """
    from reftel.archive.versions import SCHEMA_VERSION, bring_up, version_of

    if not (folder / DATABASE).is_file():
        raise NoArchive(str(folder))
    with closing(connect_to_write(folder)) as connection, damage_named():
        if version_of(connection) < SCHEMA_VERSION:
            with closing(lock(folder)):
                bring_up(connection)
        yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def is_being_written(folder: Path) -> bool:
    """Whether a writer has the archive just now; also told by those who may not write there."""
    try:
        with (folder / _LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False  # nobody ever wrote there
    return False


def lock(folder: Path) -> IO[bytes]:
    """The right to write, until the file that comes back is closed or the process ends, however it ends.

    Raises:
        ArchiveBusy: Another writer has it. Said at once, without waiting.
        ArchiveError: The folder cannot be written to.
    """
    try:
        held = (folder / _LOCK).open("ab")
    except OSError as error:
        raise ArchiveError(f"cannot write to {folder}: {error.strerror}", _STAYS) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise ArchiveBusy(str(folder)) from error
    return held
