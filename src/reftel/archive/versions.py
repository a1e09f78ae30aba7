"""The versions of the archive's schema: one step from each to the next, so that every old archive opens."""

from __future__ import annotations

import sqlite3
import time
import uuid
from importlib.resources import files
from typing import TYPE_CHECKING

from reftel.archive.gathering import gather_all, note_other_wordings
from reftel.errors import ArchiveDamaged, ArchiveTooNew

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Step = Callable[[sqlite3.Connection], None]

#: "RFTL": tells an archive from any other SQLite file.
APPLICATION_ID = 0x5246544C
SCHEMA_VERSION = 6


def _add_edges(connection: sqlite3.Connection) -> None:
    """From 1 to 2: what each telegram refers to, with what became of it."""
    for statement in _EDGES:
        connection.execute(statement)


_EDGES = (
    """
    CREATE TABLE edge (
        telegram INTEGER NOT NULL REFERENCES telegram (key) ON DELETE CASCADE, nth INTEGER NOT NULL, kind TEXT NOT NULL,
        label TEXT, words TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, state TEXT NOT NULL, mrn TEXT,
        target INTEGER, candidates TEXT, note TEXT, reason TEXT, dtg INTEGER, PRIMARY KEY (telegram, nth)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX edge_by_mrn ON edge (mrn) WHERE mrn IS NOT NULL",
    "CREATE INDEX edge_by_target ON edge (target) WHERE target IS NOT NULL",
    """
    CREATE TABLE edged (
        telegram INTEGER PRIMARY KEY REFERENCES telegram (key) ON DELETE CASCADE, stamp INTEGER NOT NULL
    )
    """,
)

#: `STEPS[n]` turns an archive of version n into one of n + 1. A step once released is never changed.
STEPS: dict[int, Step] = {1: _add_edges}


def version_of(connection: sqlite3.Connection, newest: int = SCHEMA_VERSION) -> int:
    """The schema version of an archive, 0 for an empty database.

    Raises:
        ArchiveDamaged: The file is a database of something else.
        ArchiveTooNew: A later reftel wrote it.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if (version, application) == (0, 0) and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        return 0
    if application != APPLICATION_ID:
        raise ArchiveDamaged("archive.sqlite is not the database of a reftel archive")
    if version > newest:
        raise ArchiveTooNew(version, newest)
    return version


def bring_up(connection: sqlite3.Connection, steps: Mapping[int, Step] = STEPS, newest: int = SCHEMA_VERSION) -> None:
    """Make an empty database an archive, or take an older archive step by step to the newest version.

    Each step is one transaction together with its version number: a crash leaves a whole archive of some version.
    """
    version = version_of(connection, newest)
    if version == 0:
        _create(connection)
        return
    for step_from in range(version, newest):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[step_from](connection)
            connection.execute(f"PRAGMA user_version = {step_from + 1:d}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def schema() -> str:
    """The SQL of the newest version."""
    return "".join(_sql(name) for name in ("schema.sql", "analysis.sql", "watch.sql", "gathered.sql", "wording.sql"))


def _sql(name: str) -> str:
    return (files("reftel.archive") / name).read_text(encoding="utf-8")


def _add_tables(connection: sqlite3.Connection, name: str) -> None:
    """One statement at a time, inside the step's transaction."""
    statement = ""
    for line in _sql(name).splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):  # a trigger has semicolons inside
            connection.execute(statement)
            statement = ""


def _add_analysis(connection: sqlite3.Connection) -> None:
    """From 2 to 3: the tables of what was understood."""
    _add_tables(connection, "analysis.sql")


def _add_watches(connection: sqlite3.Connection) -> None:
    """From 3 to 4: the table of searches that are kept."""
    _add_tables(connection, "watch.sql")


def _add_gathered(connection: sqlite3.Connection) -> None:
    """From 4 to 5: what is gathered from all that was understood. It reads all of that: a minute or two of 250,000.

    How it is worded, which only version 6 asks for, is noted on the way: the next step need not read it again.
    """
    _add_tables(connection, "gathered.sql")
    _add_tables(connection, "wording.sql")
    gather_all(connection)


def _add_wording(connection: sqlite3.Connection) -> None:
    """From 5 to 6: how statements and events are worded, where the step before did not note it."""
    _add_tables(connection, "wording.sql")
    note_other_wordings(connection)


STEPS.update({2: _add_analysis, 3: _add_watches, 4: _add_gathered, 5: _add_wording})


def _create(connection: sqlite3.Connection) -> None:
    made = {"made": str(int(time.time())), "archive": uuid.uuid4().hex}
    facts = "".join(f"INSERT INTO fact VALUES ('{name}', '{value}');" for name, value in made.items())  # noqa: S608
    # One script in one transaction: the version is written with the tables or not at all.
    connection.executescript(
        f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID:d}; PRAGMA user_version = {SCHEMA_VERSION:d};"
        f"{schema()}{facts}COMMIT;"
    )
