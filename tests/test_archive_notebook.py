"""A reader's notes and folders: kept, found, apart from the record, and never in a writer's way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cli_runs import Ran, reftel
from made_telegrams import compose
from reftel.archive import open_archive, open_writer
from reftel.archive.notebook import Notebook
from reftel.errors import ArchiveDamaged, WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["reftel"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "own.archive"
    with open_writer(folder) as writer:
        writer.add_all([compose(bodies=["THE RIVER.", "THE COURT."]), compose(bodies=["THE TREATY."], number=606)])
    return folder


def test_a_note_is_found_by_its_telegram_its_label_and_its_words(archive: Path) -> None:
    notebook = Notebook(archive)
    assert (notebook.notes(), notebook.folders(), notebook.labels()) == ([], [], {})
    first = notebook.write("74VARRIN605", "Compare the  Annex\r\nof 1973", paragraph=2, labels=["annex", "annex", " "])
    second = notebook.write("74VARRIN606", "", labels=["cited"])
    assert (first.words, first.labels, first.paragraph) == ("Compare the  Annex\nof 1973", ("annex",), 2)
    assert notebook.notes() == [second, first]
    assert notebook.notes("74VARRIN605") == [first]
    assert notebook.notes(label="cited") == [second]
    assert notebook.notes(words="annex COMPARE") == [first]
    assert notebook.notes(words="varrin606") == [second]
    assert notebook.notes(words="annex cited") == []
    assert notebook.labels() == {"annex": 1, "cited": 1}


def test_a_note_is_changed_and_taken_out(archive: Path) -> None:
    notebook = Notebook(archive)
    note = notebook.write("74VARRIN605", "one", labels=["a", "b"])
    changed = notebook.change(note.id, "two", ["b", "c"])
    assert (changed.id, changed.words, changed.labels) == (note.id, "two", ("b", "c"))
    assert notebook.take_out(note.id) == changed
    assert (notebook.notes(), notebook.labels()) == ([], {})
    wrongs: list[Callable[[], object]] = [
        lambda: notebook.take_out(note.id),
        lambda: notebook.change(note.id, "three"),
        lambda: notebook.write("x", "  "),
        lambda: notebook.write("x", "x" * 20_001),
    ]
    for wrong in wrongs:
        with pytest.raises(WrongRequest):
            wrong()


def test_a_folder_keeps_its_address_and_its_order(archive: Path) -> None:
    notebook = Notebook(archive)
    folder = notebook.make_folder("The  Treaty / of <b>1974</b>", "for chapter 2")
    assert folder.address.startswith("the-treaty-of-b-1974-b-")
    notebook.file(folder.address, ["74VARRIN606", "74VARRIN605"])
    filed = notebook.file(folder.address, ["74VARRIN606", "99NOWHERE1"])
    assert filed.telegrams == ("74VARRIN606", "74VARRIN605", "99NOWHERE1")
    renamed = notebook.rename_folder(folder.address, "Another")
    assert (renamed.address, renamed.name) == (folder.address, "Another")
    assert notebook.folders("74VARRIN605") == [renamed]
    assert notebook.unfile(folder.address, "74VARRIN605").telegrams == ("74VARRIN606", "99NOWHERE1")
    assert notebook.folders("74VARRIN605") == []
    notebook.remove_folder(folder.address)
    with pytest.raises(WrongRequest, match="no folder"):
        notebook.folder(folder.address)


def test_two_folders_of_one_name_have_two_addresses(archive: Path) -> None:
    notebook = Notebook(archive)
    assert notebook.make_folder("Договор").address != notebook.make_folder("Договор").address


def test_notes_are_written_while_a_writer_is_in_the_middle_of_a_transaction(archive: Path) -> None:
    with open_writer(archive) as writer:
        writer._store.connection.execute("BEGIN IMMEDIATE")
        assert Notebook(archive).write("74VARRIN605", "meanwhile").words == "meanwhile"
        writer._store.connection.execute("ROLLBACK")
        writer.add_all([compose(bodies=["MORE."], number=607)])
    with open_archive(archive) as held:
        assert held.stats().telegrams == 3
        assert list(held.check()) == []


def test_notes_are_backed_up_beside_the_record(archive: Path, tmp_path: Path) -> None:
    with open_archive(archive) as held:
        assert held.backup(tmp_path / "without.sqlite") is None
        Notebook(archive).write("74VARRIN605", "kept")
        notes = held.backup(tmp_path / "with.sqlite")
        assert notes == tmp_path / "with.notes.sqlite"
        with pytest.raises(WrongRequest, match="already"):
            held.backup(tmp_path / "with.sqlite")
    restored = tmp_path / "restored"
    restored.mkdir()
    (tmp_path / "with.sqlite").rename(restored / "archive.sqlite")
    notes.rename(restored / "notes.sqlite")
    assert [note.words for note in Notebook(restored).notes()] == ["kept"]


def test_a_file_that_is_no_notebook_is_named(archive: Path) -> None:
    (archive / "notes.sqlite").write_bytes(b"no database at all " * 100)
    with pytest.raises(ArchiveDamaged, match=r"notes\.sqlite"):
        Notebook(archive).notes()
    (archive / "notes.sqlite").unlink()
    with closing(sqlite3.connect(archive / "notes.sqlite")) as other:
        other.execute("CREATE TABLE something_else (a)")
    with pytest.raises(ArchiveDamaged, match="not a reader's notes"):
        Notebook(archive).notes()


def test_the_commands_write_list_search_and_export(reftel: Callable[..., Ran], archive: Path) -> None:
    def ask(*words: object) -> Ran:
        return reftel("--archive", archive, *words)

    assert ask("note").code == 1
    written = ask("note", "Varrin 605 1974", "see the \x1b[2J annex", "--paragraph", "1", "--label", "cited")
    assert (written.code, "74VARRIN605 ¶1 [cited]" in written.out, "\x1b" in written.out) == (0, True, False)
    assert ask("note", "74VARRIN605", "x", "--paragraph", "9").code == 2
    assert ask("note", "99NOWHERE1", "x").code == 1
    assert ask("note", "--find", "annex").out == written.out
    assert ask("note", "--label", "other").code == 1
    assert '"telegram":"74VARRIN605"' in ask("note", "--json").out
    assert ask("note", "--take-out", "1").code == 0
    made = ask("folder", "--make", "Treaty")
    address = made.out.split()[0]
    filed = ask("folder", address, "--file", "74VARRIN606", "--file", "Varrin 605 1974")
    assert "(2 telegrams)" in filed.out
    assert "(1 telegram)" in ask("folder", address, "--unfile", "74VARRIN606", "--rename", "T").out
    assert ask("folder").out.startswith(f"{address}  T ")
    assert ask("folder", "--file", "74VARRIN606").code == 2
    assert ask("folder", address, "--remove").code == 0
    assert ask("folder", address).code == 2
