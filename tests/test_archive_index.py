"""The index is made from the record: whatever happens to it, it comes to say what the record says."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from made_telegrams import compose, made_telegrams
from reftel.archive import Archive, Writer, open_archive, open_writer
from reftel.errors import ArchiveBusy, ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "archive") as writer:
        writer.add_all(made_telegrams(12, length=300))
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with open_archive(folder) as opened:
        yield opened


def die(writer: Writer) -> None:
    """End a writer as `kill -9` does: nothing is committed or told any more."""
    writer._outbox._writer = None
    writer._store.connection.close()
    writer._lock.close()


def test_a_deleted_index_is_made_again_when_somebody_searches(folder: Path) -> None:
    shutil.rmtree(folder / "index")
    heard: list[tuple[int, int]] = []
    with open_archive(folder, lambda done, total: heard.append((done, total))) as archive:
        assert archive.find("orloff").total == 12
    assert heard[-1] == (12, 12)


def test_an_index_deleted_under_a_reader_is_made_again(folder: Path, archive: Archive) -> None:
    assert archive.find("orloff").total == 12
    shutil.rmtree(folder / "index")
    assert archive.find("orloff").total == 12


def test_a_writer_that_died_before_the_index_learned_leaves_it_to_the_next(folder: Path, archive: Archive) -> None:
    writer = open_writer(folder)
    writer.add_all([compose(bodies=["A PLAGUE OF FROGS."])])
    die(writer)
    assert archive.get("74VARRIN605").paragraphs[0].text == "A PLAGUE OF FROGS."
    with open_writer(folder):
        pass
    assert archive.find("plague of frogs").total == 1


def test_a_writer_that_died_before_the_outbox_was_cleared_indexes_nothing_twice(folder: Path, archive: Archive) -> None:
    writer = open_writer(folder)
    writer.add_all([compose(bodies=["A PLAGUE OF FROGS."])])
    assert writer._outbox._writer is not None
    writer._outbox._writer.commit()
    die(writer)
    assert archive.find("plague").total == 1
    assert archive.find("orloff").total == 13


def test_a_removal_that_the_index_did_not_hear_of_is_heard_by_the_next_reader(folder: Path, archive: Archive) -> None:
    writer = open_writer(folder)
    writer.remove("74VARRIN1")
    die(writer)
    assert archive.find("orloff").total == 11


def test_an_old_copy_of_the_index_is_not_taken_for_the_new(folder: Path, archive: Archive, tmp_path: Path) -> None:
    shutil.copytree(folder / "index", tmp_path / "kept")
    with open_writer(folder) as writer:
        writer.add_all([compose(bodies=["A PLAGUE OF FROGS."])])
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "kept", folder / "index")
    assert archive.find("plague").total == 1


def test_the_words_of_an_index_that_was_made_anew_are_let_go_of(folder: Path, archive: Archive) -> None:
    assert archive.find("orloff").total == 12
    vocabulary = archive._finder._vocabulary
    assert vocabulary is not None
    file = vocabulary._connection
    shutil.rmtree(folder / "index")
    assert archive.find("orloff").total == 12
    assert file.execute("SELECT 1").fetchone(), "whoever asks at that moment can finish"
    del vocabulary
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        file.execute("SELECT 1")


def test_the_index_of_another_archive_is_not_taken_for_this_ones(
    folder: Path, archive: Archive, tmp_path: Path
) -> None:
    with open_writer(tmp_path / "other") as writer:
        writer.add_all(made_telegrams(3, length=300))
    shutil.rmtree(folder / "index")
    shutil.copytree(tmp_path / "other" / "index", folder / "index")
    assert archive.find("orloff").total == 12


@pytest.mark.parametrize("harm", ["cut", "empty", "lost"])
@pytest.mark.parametrize("writes", [True, False])
def test_a_broken_index_is_made_again_by_the_next_writer_or_reader(
    folder: Path, archive: Archive, harm: str, writes: bool
) -> None:
    for file in (folder / "index").glob("*.term"):
        if harm == "lost":
            file.unlink()
        else:
            file.write_bytes(b"" if harm == "empty" else file.read_bytes()[:-20])
    if writes:
        with open_writer(folder):
            pass
    assert archive.find("orloff").total == 12


def test_a_reader_searches_the_last_commit_while_a_writer_works(folder: Path, archive: Archive) -> None:
    with open_writer(folder) as writer:
        writer.add_all([compose(bodies=["A PLAGUE OF FROGS."])])
        assert archive.find("orloff").total == 12
        writer.commit_index()
        assert archive.find("plague").total == 1


def test_a_reader_without_any_index_is_told_that_a_writer_is_at_it(folder: Path, archive: Archive) -> None:
    with open_writer(folder):
        shutil.rmtree(folder / "index")
        with pytest.raises(ArchiveBusy):
            archive.find("orloff")


def test_threads_share_an_archive(archive: Archive) -> None:
    totals: list[int] = []
    threads = [threading.Thread(target=lambda: totals.append(archive.find("orloff").total)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [12] * 8


def test_a_backup_is_one_file_that_is_an_archive(folder: Path, archive: Archive, tmp_path: Path) -> None:
    with open_writer(folder) as writer:
        writer.add_all([compose(bodies=["A PLAGUE OF FROGS."])])
        (tmp_path / "copy").mkdir()
        archive.backup(tmp_path / "copy" / "archive.sqlite")
    assert [file.name for file in (tmp_path / "copy").iterdir()] == ["archive.sqlite"]
    with open_archive(tmp_path / "copy") as copy:
        assert [*copy.list()] == [*archive.list()]
        assert copy.find("plague").total == 1


def as_nobody(work: Callable[[], object]) -> str:
    """Do it in a process of a user who may only read; what it said."""
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # threads of the test runner: the child touches none of them
        child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            said = str(work())
        except BaseException as error:  # noqa: BLE001 - the other process is told
            said = f"{type(error).__name__}: {error}"
        os.write(theirs, said.encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(os.getuid() != 0, reason="only the superuser can become nobody")
def test_who_may_only_read_can_search_and_check_and_is_told_that_he_cannot_write() -> None:
    with tempfile.TemporaryDirectory() as name:  # not pytest's own, which nobody else may enter
        here = Path(name)
        with open_writer(here) as writer:
            writer.add_all(made_telegrams(12, length=300))
        for place in (here, *here.rglob("*")):
            place.chmod(0o555 if place.is_dir() else 0o444)

        def search() -> object:
            with open_archive(here) as archive:
                return archive.find("orloff").total, [*archive.check()]

        assert as_nobody(search) == "(12, [])"
        assert as_nobody(lambda: open_writer(here)).startswith("ArchiveError: cannot write to")


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match="no archive can be made"):
        open_writer(tmp_path / "file")


def test_a_full_disk_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.add_all(made_telegrams(5, length=300))
        pages = writer._store.connection.execute("PRAGMA page_count").fetchone()[0]
        writer._store.connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(ArchiveError, match="cannot be used"):
            writer.add_all(made_telegrams(400, first=5, length=300))
    with open_archive(tmp_path) as archive:
        assert [*archive.check()] == []
        assert archive.find("orloff").total == 5
