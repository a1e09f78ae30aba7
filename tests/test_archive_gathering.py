"""What is gathered from all that was understood says the same as all of it; the telegrams are those of the sample."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest

from cli_runs import held, some_telegrams
from made_telegrams import compose
from reftel.analysis.about import Matter
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive, unpack
from reftel.analysis.shifts import find_turns
from reftel.archive import open_archive, open_writer
from reftel.archive.database import DATABASE, connect_to_read
from reftel.archive.gathering import Known, known, wording_of
from reftel.archive.packing import unpacked
from reftel.model.analysis import Kind
from understood_room import own, understood

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["held", "own", "some_telegrams", "understood"]

TABLES = ("person", "unsettled", "dated", "kind", "wording")
_NAMED = """
    SELECT person, surname, type, max(name), count(*), count(DISTINCT telegram) FROM entity GROUP BY person
"""


def named(folder: Path) -> list[tuple[object, ...]]:
    with closing(connect_to_read(folder)) as connection:
        return connection.execute(_NAMED).fetchall()


def gathered(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(connect_to_read(folder)) as connection:
        return {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}


def all_known(folder: Path) -> list[Known]:
    with closing(connect_to_read(folder)) as connection:
        return sorted(known(connection))


def test_everybody_is_gathered_with_how_often_and_when(understood: Path) -> None:
    found = all_known(understood)
    assert [one[:6] for one in found] == named(understood)
    assert len(found) > 100
    assert all(one.settled for one in found)
    with closing(connect_to_read(understood)) as connection:
        asked = "SELECT min(dtg), max(dtg) FROM entity JOIN telegram ON telegram.key = entity.telegram WHERE person = ?"
        assert all((one.first, one.last) == connection.execute(asked, one[:1]).fetchone() for one in found)


def test_what_came_and_went_since_is_counted_at_once_and_settled_by_the_next_analysis(own: Path) -> None:
    with open_writer(own) as writer:
        writer.remove("04VARRIN301")
        writer.add_all([compose(number=9, bodies=["1. Minister Matis Kelemar said that the dam was old."])])
    unsettled = all_known(own)
    assert [one[:6] for one in unsettled] == named(own)
    assert not all(one.settled for one in unsettled)
    assert analyze_archive(own) == 1
    settled = all_known(own)
    assert [one[:6] for one in settled] == named(own)
    assert all(one.settled for one in settled)
    assert "matis kelemar" in {one.person for one in settled}


def test_an_analysis_that_is_killed_leaves_nothing_wrong(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_writer(own) as writer:
        writer.add_all([compose(number=9, bodies=["1. Minister Matis Kelemar said that the dam was old."])])

    def killed(_: sqlite3.Connection) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reftel.analysis.keeping.settle", killed)
    with pytest.raises(KeyboardInterrupt):
        analyze_archive(own)
    assert [one[:6] for one in all_known(own)] == named(own)


def test_an_archive_of_version_4_is_gathered_as_one_that_is_new_and_read_once_for_it(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = gathered(own)
    assert all(new[table] for table in ("person", "dated", "kind", "wording"))
    with closing(sqlite3.connect(own / DATABASE)) as connection:
        for table in TABLES:
            connection.execute(f"DROP TABLE {table}")
        connection.executescript("DROP TRIGGER entity_came; DROP TRIGGER entity_went; PRAGMA user_version = 4")
    opened: list[bytes] = []

    def counted(frame: bytes) -> bytes:
        opened.append(frame)
        return unpacked(frame)

    monkeypatch.setattr("reftel.archive.gathering.unpacked", counted)
    open_archive(own).close()
    assert gathered(own) == new
    assert len(opened) == len(new["wording"])


def test_an_archive_of_version_5_gets_the_wordings_that_are_not_there(own: Path) -> None:
    new = gathered(own)
    with closing(sqlite3.connect(own / DATABASE)) as connection:
        connection.executescript("DELETE FROM wording WHERE telegram > 2; PRAGMA user_version = 5")
    open_archive(own).close()
    assert gathered(own) == new


def test_what_an_earlier_reftel_packed_with_zlib_is_understood_as_well(own: Path) -> None:
    with closing(connect_to_read(own)) as connection:
        said = [*Library(connection).said()]
    with closing(sqlite3.connect(own / DATABASE)) as connection:
        frames = connection.execute("SELECT bytes, telegram FROM understood").fetchall()
        rows = [(zlib.compress(unpacked(frame)), telegram) for frame, telegram in frames]
        connection.executemany("UPDATE understood SET bytes = ? WHERE telegram = ?", rows)
        connection.commit()
    with closing(connect_to_read(own)) as connection:
        assert [*Library(connection).said()] == said
        assert said


def test_days_and_kinds_are_those_of_the_analyses(understood: Path) -> None:
    with closing(connect_to_read(understood)) as connection:
        kept = connection.execute("SELECT telegram, bytes FROM understood").fetchall()
    days, kinds = set(), set()
    for telegram, frame in kept:
        read = unpack(frame)
        days |= {(one.first.toordinal(), telegram) for one in read.dates if one.first}
        kinds |= {(one.kind, telegram) for one in read.statements}
    found = gathered(understood)
    assert (set(found["dated"]), set(found["kind"])) == (days, kinds)


def test_a_matter_is_worded_wherever_a_statement_or_an_event_is_about_it(understood: Path) -> None:
    with closing(connect_to_read(understood)) as connection:
        kept = connection.execute("SELECT telegram, bytes FROM understood").fetchall()
        for telegram, frame in kept:
            read, lines = unpack(frame), wording_of(connection, telegram)
            for words in ("water", "dams", "parties", "the", "sarne accord", "nowhere"):
                matter = Matter(words)
                of_kinds = {one.kind for one in read.statements if matter.is_in(one)}
                beside = any(one.event and matter.stands_in(one.event) for one in read.dates)
                assert matter.is_worded(lines) == (bool(of_kinds) or beside)
                assert {kind for kind in get_args(Kind) if matter.is_worded(lines, kind)} == of_kinds


@pytest.mark.parametrize("matter", ["water", "dams", "treaty", "Sarne Accord", "parties", "o", "the", "rénewal", "&"])
def test_a_matter_is_found_by_the_index_wherever_it_is_found_without(
    understood: Path, matter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reftel.analysis.asking._FEW", 0)
    with open_archive(understood) as archive:
        quick, slow = Library(archive.connection, holding=archive.holding), Library(archive.connection)
        assert list(quick.said(about=matter)) == list(slow.said(about=matter))
        assert list(quick.timeline(matter)) == list(slow.timeline(matter))
        assert list(quick.stated(matter)) == list(slow.stated(matter))


def test_a_word_that_the_index_does_not_know_yet_is_held(own: Path) -> None:
    with open_archive(own) as archive, open_writer(own) as writer:
        writer.add_all([compose(number=9, bodies=["1. The zeppelins came."])])
        (key,) = archive.connection.execute("SELECT max(key) FROM telegram").fetchone()
        assert archive.holding(["zeppelin"]) == [key]
    with open_archive(own) as archive:
        assert archive.holding(["zeppel"]) == [key]
        assert archive.holding(["zeppel", "nowhere"]) == []
        assert archive.holding([""]) == archive.holding(["&"]) == list(range(1, key + 1))
        assert archive.holding(["zeppel"], 0) is None


def test_events_of_a_time_are_found_by_their_days(understood: Path) -> None:
    first, last = date(2004, 3, 1), date(2004, 12, 31)
    with closing(connect_to_read(understood)) as connection:
        library = Library(connection)
        everything = list(library.timeline())
        within = [one for one in everything if one.date.first and first <= one.date.first <= last]
        assert list(library.timeline(since=first, until=last)) == within
        assert 0 < len(within) < len(everything)


def test_forecasts_are_found_by_their_kind(understood: Path) -> None:
    with closing(connect_to_read(understood)) as connection:
        library = Library(connection)
        kinds = [one for one in library.said() if one.statement.kind == "forecast"]
        assert list(library.said(kind="forecast")) == kinds
        assert kinds


def test_the_parts_that_are_read_of_an_analysis_are_those_of_the_whole(understood: Path) -> None:
    with closing(connect_to_read(understood)) as connection:
        library = Library(connection)
        profile = library.person("Matis Kelemar")
        assert profile is not None
        assert list(profile.said) == list(library.said(by="Matis Kelemar"))
        assert profile.telegrams


def test_pairs_of_statements_that_are_passed_over_would_not_differ(
    understood: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect_to_read(understood)) as connection:
        said = tuple(Library(connection).said())
    quick = find_turns(said)
    monkeypatch.setattr("reftel.analysis.shifts._can_differ", lambda *_: True)
    assert find_turns(said) == quick
    assert quick
