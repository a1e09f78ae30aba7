"""The commands on an archive, each asked the way a person asks it."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from cli_runs import SOME, Ran, held, reftel, some_telegrams

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["held", "reftel", "some_telegrams"]


@pytest.fixture
def own(held: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to change."""
    return shutil.copytree(held, tmp_path / "own.archive")


# add


def test_adding_says_what_became_of_everything(reftel: Reftel, tmp_path: Path, some_telegrams: Path) -> None:
    archive = tmp_path / "a.archive"
    (tmp_path / "empty.txt").touch()
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 10)
    ran = reftel("--archive", archive, "add", some_telegrams, tmp_path / "empty.txt", tmp_path / "noise.bin", "absent")
    assert ran.code == 1
    assert f"{len(SOME)} telegrams added; 1 conflict (another text under a number held)" in ran.out
    assert "3 files or parts could not be read:" in ran.out
    for cause, path in (("empty", "empty.txt"), ("binary", "noise.bin"), ("not found", "absent")):
        assert any(cause in line and path in line for line in ran.out.splitlines())
    assert ran.err == "", "no bar and no colours where there is no terminal"


def test_adding_the_same_again_changes_nothing(reftel: Reftel, own: Path, some_telegrams: Path) -> None:
    before = reftel("--archive", own, "list").out
    ran = reftel("--archive", own, "add", some_telegrams)
    assert ran.code == 0
    assert f"0 telegrams added; {len(SOME)} held already" in ran.out
    assert reftel("--archive", own, "list").out == before


def test_an_archive_is_made_in_the_current_folder_unless_one_is_named(
    reftel: Reftel, tmp_path: Path, some_telegrams: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert reftel("add", some_telegrams / SOME[0]).code == 0
    assert (tmp_path / "reftel.archive" / "archive.sqlite").is_file()
    monkeypatch.setenv("REFTEL_ARCHIVE", "named.archive")
    assert reftel("add", some_telegrams / SOME[1]).code == 0
    assert reftel("list", "--format", "mrn").out == "74VARRIN212\n"
    assert reftel("--archive", "reftel.archive", "list", "--format", "mrn").out == "74HALLEM88\n"
    assert reftel("list", "--archive", "reftel.archive", "--format", "mrn").out == "74HALLEM88\n"


# show


@pytest.mark.parametrize(
    "spelling", [["74HALLEM88"], ["Hallem", "88", "1974"], ["74 HALLEM 000088"], ["1974HALLEM00088"]]
)
def test_any_spelling_of_its_number_opens_a_telegram(reftel: Reftel, held: Path, spelling: list[str]) -> None:
    ran = reftel("--archive", held, "show", *spelling)
    assert ran.code == 0
    assert ran.out.startswith("74HALLEM88 · HALLEM · 8 February 1974, 10:15 UTC · LIMITED OFFICIAL USE\n")
    assert "ROUTINE (by the next working day)" in ran.out


def test_a_near_miss_names_the_closest_numbers_held(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "show", "74VARRIN578")
    assert ran.code == 1
    assert ran.out == ""
    first, second = ran.err.splitlines()
    assert first == "no telegram 74VARRIN578 in this archive"
    assert "74VARRIN587" in second


def test_the_source_comes_back_to_the_character_and_the_file_to_the_byte(
    reftel: Reftel, held: Path, some_telegrams: Path
) -> None:
    content = (some_telegrams / "04VARRIN301.txt").read_bytes()
    assert reftel("--archive", held, "show", "04VARRIN301", "--source").out.encode() == content
    assert reftel("--archive", held, "show", "04VARRIN301", "--bytes").out.encode() == content


def test_reftels_are_held_or_not_held_and_who_cites_a_telegram_is_told(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "show", "74VARRIN587")
    assert "74VARRIN541  not held" in ran.out
    assert "Referred to by\n74VARRIN1340  29 October 1974" in ran.out


def test_a_second_text_under_a_number_is_shown_and_told(reftel: Reftel, held: Path) -> None:
    assert "another text is held as well: 77VARRIN344~2" in reftel("--archive", held, "show", "77VARRIN344").out
    assert reftel("--archive", held, "show", "77VARRIN344~2").out.startswith("77VARRIN344~2 ·")


def test_repairs_spans_and_the_record_can_be_shown(reftel: Reftel, held: Path) -> None:
    repairs = reftel("--archive", held, "show", "05HALLEM233", "--repairs")
    assert "shifted-quote" in repairs.out
    spans = reftel("--archive", held, "show", "05HALLEM233", "--spans")
    assert "paragraph-mark" in spans.out
    record = json.loads(reftel("--archive", held, "show", "05HALLEM233", "--json").out)
    assert record["mrn"] == "05HALLEM233"
    assert [(reftel["mrn"], reftel["state"]) for reftel in record["reftels"]][1:3] == [
        ("79HALLEM402", "known"),
        ("04HALLEM512", "resolved"),
    ]
    assert "".join(record["text"][span["start"] : span["end"]] for span in record["spans"]) == record["text"]


# find and list


def test_finding_shows_the_best_first_with_the_words_in_their_place(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "find", "reservoir", "dam")
    assert ran.code == 0
    assert ran.out.startswith(" 1 74HALLEM88 · 8 February 1974 · HALLEM · LIMITED OFFICIAL USE\n")
    assert "RESERVOIR" in ran.out


def test_what_is_not_found_is_said(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "find", "xylophone")
    assert (ran.code, ran.out) == (0, "No telegram was found.\nSearched: xylophone\n")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["list", "--post", "Varrin", "--year", "1901"], "Nothing of this is held."),
        (["note"], "No note is kept yet."),
        (["note", "--find", "ice"], "No such note is kept."),
        (["folder"], "There is no folder yet; reftel folder --make NAME makes one."),
        (["correct"], "Nothing was corrected."),
        (["watch", "list"], "No question is kept yet; reftel watch add NAME QUESTION keeps one."),
        (["watch", "run"], "No question is kept yet; reftel watch add NAME QUESTION keeps one."),
        (["said", "--by", "qqq"], "No statement was found."),
        (["positions", "qqq"], "No statement about qqq was found."),
        (["timeline", "--about", "qqq"], "No dated event was found."),
        (["timeline", "--forecasts", "--about", "qqq"], "No forecast was found."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_is_answered_in_words(reftel: Reftel, own: Path, command: list[str], said: str) -> None:
    ran = reftel("--archive", str(own), *command)
    assert ran.out == ""
    assert said in ran.err.splitlines()


def test_a_path_that_is_no_file_is_not_taken_for_a_number(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", str(held), "lint", "no/such.txt")
    assert (ran.code, ran.err) == (2, "no/such.txt: no such file, and no number in this archive\n")


def test_hits_for_machines_are_all_of_them(reftel: Reftel, held: Path) -> None:
    numbers = reftel("--archive", held, "find", "varrin", "--format", "mrn").out.splitlines()
    hits = [
        json.loads(line) for line in reftel("--archive", held, "find", "varrin", "--format", "jsonl").out.splitlines()
    ]
    assert len(numbers) >= 5
    assert [hit["id"] for hit in hits] == numbers
    assert (
        reftel("--archive", held, "find", "varrin", "--format", "mrn", "--limit", "2").out.splitlines() == numbers[:2]
    )
    assert (
        reftel("--archive", held, "find", "varrin", "--format", "mrn", "--offset", "2").out.splitlines() == numbers[2:]
    )


def test_the_list_can_be_of_one_post_and_one_year(reftel: Reftel, held: Path) -> None:
    assert reftel("--archive", held, "list", "--format", "mrn", "--post", "varrin", "--year", "1974").out.split() == [
        "74VARRIN212",
        "74VARRIN587",
        "74VARRIN1340",
    ]
    table = reftel("--archive", held, "list").out.splitlines()
    assert len(table) == len(SOME)
    assert "77VARRIN344~2         1977-05-16  U     " in "\n".join(table)


def test_the_list_for_machines_has_the_names_of_the_record(reftel: Reftel, held: Path) -> None:
    rows = [json.loads(row) for row in reftel("--archive", held, "list", "--format", "jsonl").out.splitlines()]
    first = rows[0]
    assert (first["mrn"], first["dtg"], first["classification"]) == (
        "74HALLEM88",
        "1974-02-08T10:15:00Z",
        {"level": "LIMITED OFFICIAL USE"},
    )


# stats, check, reread, backup, remove


def test_stats_count_for_people_and_for_machines(reftel: Reftel, held: Path) -> None:
    shown = reftel("--archive", held, "stats").out
    assert f"{len(SOME)}  telegrams" in shown
    for title in ("By year", "By post", "By classification", "By dialect", "Repairs"):
        assert title in shown
    counted = json.loads(reftel("--archive", held, "stats", "--json").out)
    assert counted["telegrams"] == len(SOME)
    assert counted["by_dialect"] == {"state1973": 7, "state2000": 5}


def test_a_sound_archive_checks_clean_and_a_damaged_one_does_not(reftel: Reftel, own: Path) -> None:
    assert reftel("--archive", own, "check").code == 0
    with closing(sqlite3.connect(own / "archive.sqlite")) as connection:
        connection.execute("UPDATE content SET size = size + 1 WHERE id = 1")
        connection.commit()
    ran = reftel("--archive", own, "check")
    assert ran.code == 1
    assert "1 thing wrong." in ran.out


def test_rereading_with_the_same_rules_changes_nothing(reftel: Reftel, own: Path) -> None:
    ran = reftel("--archive", own, "reread")
    assert ran.code == 0
    assert f"{len(SOME)} files read again: 0 records changed; {len(SOME)} as before." in ran.out


def test_a_row_of_a_table_is_reread_as_what_it_was(reftel: Reftel, tmp_path: Path, some_telegrams: Path) -> None:
    archive, table = tmp_path / "a.archive", tmp_path / "table.csv"
    text = (some_telegrams / "04HALLEM512.txt").read_text("utf-8")
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([["no", "body"], ["1", "Nothing."], ["2", text]])
    reftel("--archive", archive, "add", table)
    before = reftel("--archive", archive, "show", "04HALLEM512", "--json").out
    assert json.loads(before)["source"]["path"] == "table.csv#2"
    assert "0 records changed; 2 as before." in reftel("--archive", archive, "reread").out
    assert reftel("--archive", archive, "show", "04HALLEM512", "--json").out == before


def test_a_backup_is_an_archive(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    folder = tmp_path / "restored"
    folder.mkdir()
    assert reftel("--archive", held, "backup", folder / "archive.sqlite").code == 0
    assert reftel("--archive", folder, "list").out == reftel("--archive", held, "list").out
    again = reftel("--archive", held, "backup", folder / "archive.sqlite")
    assert again.code == 2
    assert "already" in again.err


def test_a_backup_goes_into_a_folder_that_exists(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    ran = reftel("--archive", str(held), "backup", str(tmp_path / "nowhere" / "river"))
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"there is no folder {tmp_path / 'nowhere'}")


def test_removing_asks_first(reftel: Reftel, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert reftel("--archive", own, "remove", "74HALLEM88").code == 1
    assert reftel("--archive", own, "show", "74HALLEM88").code == 0
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert reftel("--archive", own, "remove", "Hallem", "88", "1974").code == 0
    assert reftel("--archive", own, "show", "74HALLEM88").code == 1


def test_removing_leaves_a_line_in_the_log_and_a_sound_archive(reftel: Reftel, own: Path) -> None:
    assert reftel("--archive", own, "remove", "74HALLEM88", "--yes", "--why", "not ours").err == (
        "removed 74HALLEM88; the log says so\n"
    )
    assert reftel("--archive", own, "check").code == 0
    with closing(sqlite3.connect(own / "archive.sqlite")) as connection:
        assert connection.execute("SELECT what, name, detail FROM log").fetchall() == [
            ("remove", "74HALLEM88", "not ours")
        ]


@pytest.mark.parametrize(
    "command", [["list"], ["find", "x"], ["show", "x"], ["stats"], ["check"], ["reread"], ["backup", "b"]]
)
def test_where_there_is_no_archive_none_is_made(reftel: Reftel, tmp_path: Path, command: list[str]) -> None:
    ran = reftel("--archive", tmp_path / "none", *command)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == f"there is no archive at {tmp_path / 'none'}"
    assert not (tmp_path / "none").exists()


# sample


def test_tables_of_ones_own_are_laid_over_the_shipped_ones(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    reftel("sample", tmp_path / "sample")
    without = reftel("--archive", held, "show", "06VARRIN911")
    assert "from the embassy in Varrin (in no table)" in without.out
    ran = reftel("--archive", held, "--facts", tmp_path / "sample" / "tables", "show", "06VARRIN911")
    assert "from the embassy in Varrin, Estravia" in " ".join(ran.out.split())


def test_the_sample_is_written_out_once(reftel: Reftel, tmp_path: Path) -> None:
    assert reftel("sample", tmp_path / "sample").code == 0
    assert (tmp_path / "sample" / "telegrams" / SOME[0]).is_file()
    assert (tmp_path / "sample" / "tables" / "posts.csv").is_file()
    again = reftel("sample", tmp_path / "sample")
    assert (again.code, len(again.err.splitlines())) == (2, 2)
