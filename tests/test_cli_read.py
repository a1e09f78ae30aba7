"""`reftel read`: the record contract on standard output, failures on standard error."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from cli_runs import SOME, Ran, reftel, some_telegrams
from reftel.errors import Unreadable
from reftel.intake import read_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["reftel", "some_telegrams"]

#: The names of the contract, in its order; others may stand between them.
CONTRACT = [
    "id", "mrn", "aliases", "attributes", "year", "post", "number", "source", "text", "dtg", "precedence",
    "transmission", "from", "to", "info", "distribution", "classification", "captions", "passing", "tags", "subject",
    "reftels", "sections", "paragraphs", "signature", "spans", "repairs", "defects",
]  # fmt: skip


def records(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_telegram_is_one_object_with_the_names_of_the_contract_in_their_order(
    reftel: Reftel, some_telegrams: Path
) -> None:
    ran = reftel("read", some_telegrams, "--spans")
    assert (ran.code, ran.err) == (0, "")
    read = records(ran.out)
    assert len(read) == len(SOME)
    for record in read:
        assert [name for name in record if name in CONTRACT] == CONTRACT


def test_the_text_can_be_left_out_and_the_spans_must_be_asked_for(reftel: Reftel, some_telegrams: Path) -> None:
    file = some_telegrams / SOME[0]
    plain = records(reftel("read", file).out)[0]
    assert plain["text"] == file.read_text("utf-8")
    assert "spans" not in plain
    short = records(reftel("read", file, "--no-text").out)[0]
    assert short == {name: value for name, value in plain.items() if name != "text"}


def test_the_spans_join_to_the_text(reftel: Reftel, some_telegrams: Path) -> None:
    for record in records(reftel("read", some_telegrams, "--spans").out):
        assert "".join(record["text"][span["start"] : span["end"]] for span in record["spans"]) == record["text"]


def test_absent_is_null_or_an_empty_list_and_never_an_empty_string(reftel: Reftel, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Just a paragraph of a newspaper.\n")
    record = records(reftel("read", tmp_path / "note.txt").out)[0]
    assert record["id"].startswith("sha-")
    assert [record[name] for name in ("mrn", "year", "post", "number", "dtg", "from", "subject", "signature")] == [
        None
    ] * 8
    assert [record[name] for name in ("aliases", "to", "info", "captions", "tags", "reftels", "sections")] == [[]] * 7


def test_what_was_understood_comes_when_it_is_asked_for(reftel: Reftel, some_telegrams: Path) -> None:
    names = {"mentions", "entities", "statements", "relations", "dates", "meetings"}
    file = some_telegrams / "04HALLEM512.txt"
    assert not names & set(records(reftel("read", file).out)[0])
    record = records(reftel("read", file, "--analysis").out)[0]
    assert names <= set(record)
    assert record["statements"]
    for mention in record["mentions"]:
        assert record["text"][mention["start"] : mention["end"]] == mention["text"]


def test_what_cannot_be_read_goes_to_standard_error_and_stops_nothing(
    reftel: Reftel, some_telegrams: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    ran = reftel("read", tmp_path / "empty.txt", "absent\x1b[2J", some_telegrams / SOME[0])
    assert ran.code == 1
    assert [record["mrn"] for record in records(ran.out)] == ["74HALLEM88"]
    assert ran.err.splitlines() == ["empty.txt: empty", "absent␛[2J: not found"]


def test_standard_input_is_read_where_a_path_is_a_dash(
    reftel: Reftel, some_telegrams: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (some_telegrams / SOME[0]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    record = records(reftel("read", "-").out)[0]
    assert (record["mrn"], record["source"]["path"]) == ("74HALLEM88", "-")


def test_a_rule_of_repair_can_be_switched_off(reftel: Reftel, some_telegrams: Path) -> None:
    def rules(*options: str) -> set[str]:
        record = records(reftel("read", some_telegrams / "05HALLEM233.txt", *options).out)[0]
        return {repair["rule"] for repair in record["repairs"]}

    assert "shifted-quote" in rules()
    assert "shifted-quote" not in rules("--without", "shifted-quote")


@pytest.mark.slow
def test_many_files_are_read_by_several_processes_in_their_order(reftel: Reftel, tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(f"Telegram number {number} of a long row.\n" * (200 - number))
    (tmp_path / "100.txt").write_bytes(b"")
    ran = reftel("read", tmp_path, "--no-text")
    assert ran.code == 1
    paths = [record["source"]["path"] for record in records(ran.out)]
    assert paths == [f"{number:03}.txt" for number in range(200) if number != 100]
    in_one_process = [read for read in read_path(tmp_path) if not isinstance(read, Unreadable)]
    assert [record["id"] for record in records(ran.out)] == [telegram.id for telegram in in_one_process]
