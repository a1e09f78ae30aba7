"""Archives of every earlier version open and check clean."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from made_telegrams import made_telegrams
from reftel.archive import open_archive, open_writer
from reftel.archive.versions import APPLICATION_ID, SCHEMA_VERSION, bring_up, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    yield opened
    opened.close()


OLD = Path(__file__).with_name("old_archives")


def test_an_archive_of_every_earlier_version_is_kept() -> None:
    assert {f"v{n}.sqlite.gz" for n in range(1, SCHEMA_VERSION)} <= {file.name for file in OLD.iterdir()}


@pytest.mark.parametrize("kept", sorted(OLD.glob("*.gz")), ids=lambda file: file.name)
def test_an_archive_of_an_earlier_version_opens_checks_clean_and_goes_on(tmp_path: Path, kept: Path) -> None:
    plain = gzip.decompress(kept.read_bytes())
    (tmp_path / "archive.sqlite").write_bytes(plain)
    with open_archive(tmp_path) as archive:
        assert [str(finding) for finding in archive.check()] == []
        assert (archive.stats().telegrams, archive.stats().witnesses) == (22, 23)
        assert archive.get("74VARRIN605~2").paragraphs[0].text == "THE OTHER RIVER."
        assert archive.get("74VARRIN2").text.endswith("ORLOFF\n")
        assert archive.find("river").total >= 2
        assert [line.name for line in archive.log()] == ["74VARRIN1"]
    with open_writer(tmp_path) as writer:
        readings = [*made_telegrams(22, length=120)]
        assert (writer.add_all(readings).unchanged, writer.add_all(readings[20:]).unchanged) == (19, 2)


def test_steps_are_taken_one_by_one_from_the_version_found(connection: sqlite3.Connection) -> None:
    connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 3")
    steps = {
        2: lambda _: pytest.fail("version 2 is past"),
        3: lambda db: db.execute("CREATE TABLE three (a)"),
        4: lambda db: db.execute("ALTER TABLE three ADD COLUMN b"),
    }
    bring_up(connection, steps, 5)
    assert [row[1] for row in connection.execute("PRAGMA table_info(three)")] == ["a", "b"]
    assert connection.execute("PRAGMA user_version").fetchone() == (5,)


def test_a_step_that_fails_leaves_the_version_before_it_whole(connection: sqlite3.Connection) -> None:
    connection.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1")

    def fails(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (a)")
        db.execute("CREATE TABLE half (a)")

    with pytest.raises(sqlite3.OperationalError):
        bring_up(connection, {1: fails}, 2)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)


def test_an_empty_database_becomes_an_archive(connection: sqlite3.Connection) -> None:
    assert version_of(connection) == 0
    bring_up(connection)
    bring_up(connection)
    assert connection.execute("SELECT count(*) FROM telegram").fetchone() == (0,)


def test_an_archive_of_version_1_gets_the_tables_of_edges(connection: sqlite3.Connection) -> None:
    bring_up(connection)
    new = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name IN ('edge', 'edged')"))
    columns = connection.execute("PRAGMA table_info(edge)").fetchall()
    connection.executescript("DROP TABLE edge; DROP TABLE edged; PRAGMA user_version = 1")
    bring_up(connection)
    made = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name IN ('edge', 'edged')"))
    assert made.keys() == new.keys()
    assert connection.execute("PRAGMA table_info(edge)").fetchall() == columns
