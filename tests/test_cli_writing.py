"""`reftel compose`, `lint`, `send` and `write`: text on the output, what is wrong on standard error, exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cli_runs import Ran, held, reftel, some_telegrams
from reftel import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["held", "reftel", "some_telegrams"]


@pytest.fixture
def draft(reftel: Reftel, tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    assert reftel("compose", "--new", "-o", path).code == 0
    return path


def test_a_draft_becomes_a_telegram_that_reads_back(reftel: Reftel, draft: Path) -> None:
    ran = reftel("compose", draft)
    assert (ran.code, ran.err) == (0, "")
    assert read_text(ran.out)[0].mrn == "07ASTANA605"


def test_what_rules_say_against_a_draft_is_told_and_the_text_is_there_all_the_same(reftel: Reftel, draft: Path) -> None:
    draft.write_text(draft.read_text().replace("03/06/2017", "03/06/2047"))
    ran = reftel("compose", draft, "--as", "acp127")
    assert ran.code == 1
    assert "error F23" in ran.err
    assert ran.out.rstrip().endswith("NNNN")
    assert reftel("compose", draft, "--no-lint").code == 0


def test_a_draft_is_never_written_over(reftel: Reftel, draft: Path) -> None:
    before = draft.read_bytes()
    ran = reftel("compose", "--new", "-o", draft)
    assert (ran.code, draft.read_bytes()) == (2, before)
    assert "there is a file" in ran.err


def test_lint_tells_places_rules_and_sources(reftel: Reftel, some_telegrams: Path) -> None:
    ran = reftel("lint", some_telegrams)
    assert "^" in ran.out
    assert "  rule: " in ran.out
    lines = [json.loads(line) for line in reftel("lint", some_telegrams, "--format", "jsonl").out.splitlines()]
    assert lines
    assert all(0 <= row["start"] <= row["end"] for row in lines)


def test_lint_looks_references_up_in_the_archive_of_the_telegram(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "lint", "04HALLEM512", "--only", "L10")
    assert "the archive does not hold 04VARRIN377" in ran.out
    assert "04VARRIN301" not in ran.out


def test_lint_mends_into_a_new_file_and_leaves_the_source(reftel: Reftel, draft: Path, tmp_path: Path) -> None:
    telegram = tmp_path / "telegram.txt"
    telegram.write_text(reftel("compose", draft).out.replace("E.O. 12958", "E.O. 12356"))
    before = telegram.read_bytes()
    ran = reftel("lint", telegram, "--fix", "-o", tmp_path / "mended.txt")
    assert (ran.code, telegram.read_bytes()) == (0, before)
    assert "E.O. 12958" in (tmp_path / "mended.txt").read_text()


def test_lint_knows_its_rules(reftel: Reftel, some_telegrams: Path) -> None:
    assert "F23" in reftel("lint", "--rules").out
    ran = reftel("lint", some_telegrams, "--only", "Z99")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "there is no rule Z99")
    assert reftel("lint", some_telegrams, "--study").code == 0


@pytest.mark.parametrize("form", ["acp127", "mime"])
def test_a_telegram_is_sent_and_read_again(reftel: Reftel, held: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / ("telegram.eml" if form == "mime" else "telegram.txt")
    reftel("--archive", held, "send", "04HALLEM512", "--as", form, "-o", path)
    record = json.loads(reftel("read", path, "--no-text").out)
    assert record["mrn"] == "04HALLEM512"


@pytest.mark.parametrize("form", ["state2000", "markdown", "tei", "html"])
def test_a_telegram_is_written_in_every_form(reftel: Reftel, held: Path, form: str) -> None:
    ran = reftel("--archive", held, "write", "04HALLEM512", "--as", form)
    assert ran.code == 0
    assert "Brandvoll" in ran.out


def test_a_name_that_is_neither_file_nor_telegram_is_told(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    assert "no telegram 04HALLEM9999" in reftel("--archive", held, "send", "04HALLEM9999", "--as", "mime").err
    ran = reftel("--archive", tmp_path / "none", "lint", "nothing.txt")
    assert (ran.code, "no archive to look in" in ran.err) == (2, True)


def test_one_telegram_is_wanted_where_a_folder_holds_many(reftel: Reftel, some_telegrams: Path) -> None:
    ran = reftel("write", some_telegrams, "--as", "tei")
    assert (ran.code, "one is wanted" in ran.err) == (2, True)
