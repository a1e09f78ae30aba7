"""refs, thread, graph, missing, resolve and cite, each asked the way a person asks."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from cited_telegrams import archive_of, telegram, year_of_telegrams
from cli_runs import Ran, reftel
from reftel.analysis import citing
from reftel.analysis.graphs import edges_csv
from reftel.analysis.references import resolve_all
from reftel.cli.commands import cite as command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["reftel"]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("references") / "a.archive"
    telegrams = [
        telegram("74LIMA100", "1974-01-20", "A. LIMA 90 B. STATE 5614", subject="FLOODS & <FISH>"),
        telegram("74QUITO80", "1974-02-05", "A. LIMA 100 B. LIMA 300 (NOTAL)", body="AS REF A SAID", subject="RAIN"),
        telegram("74BOGOTA70", "1974-02-09", "QUITO 80; SMITH-JONES TELCON"),
        *(each for each in year_of_telegrams("LIMA", 1974, 10, range(25, 60)) if each.number != 300),
    ]
    with archive_of(folder, telegrams):
        return folder


def test_what_a_telegram_says_obeys_nowhere(reftel: Reftel, tmp_path: Path) -> None:
    hostile = telegram("74LIMA100", "1974-01-20", "QUITO 80", subject="FISH \x1b[2J")
    with archive_of(tmp_path, [hostile]):
        cited, asked = (
            reftel("--archive", tmp_path, "cite", "74LIMA100"),
            reftel("--archive", tmp_path, "missing", "74QUITO80", "--request"),
        )
    assert "FISH ␛[2J" in cited.out
    assert "FISH ␛[2J" in asked.out
    assert "\x1b" not in cited.out + asked.out


def test_no_cell_of_a_table_is_a_formula(reftel: Reftel, tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA100", "1974-01-20", "=QUITO 80")]) as archive:
        resolve_all(archive)
        table = list(csv.reader(edges_csv(archive)))
    assert len(table) > 1
    assert not any(cell.startswith(("=", "+", "@")) for row in table for cell in row)


def test_refs_shows_both_directions_with_states(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "refs", "Quito", "80", "1974")
    assert ran.code == 0
    assert "A  LIMA 100, REF A  74LIMA100 held" in ran.out
    assert "B  LIMA 300         74LIMA300 not held  NOTAL" in ran.out
    assert "74BOGOTA70  QUITO 80  74QUITO80 held" in ran.out


def test_refs_of_a_telegram_that_is_not_held_says_who_refers_to_it(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "refs", "74STATE5614", "--json")
    assert [json.loads(line)["citing"] for line in ran.out.splitlines()] == ["74LIMA100"]
    missed = reftel("--archive", held, "refs", "74LIMA9999")
    assert (missed.code, missed.out) == (1, "")
    assert "no telegram 74LIMA9999 in this archive" in missed.err


def test_thread_follows_references_over_time_through_what_is_missing(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "thread", "74QUITO80", "--json")
    steps = [json.loads(line) for line in ran.out.splitlines()]
    assert [step["name"] for step in steps if step["held"]] == ["74LIMA100", "74QUITO80", "74BOGOTA70"]
    assert {step["name"] for step in steps if not step["held"]} == {"74STATE5614", "74LIMA90", "74LIMA300"}
    shown = reftel("--archive", held, "thread", "74QUITO80", "--depth", 1).out
    assert "→" in shown
    assert "4 telegrams, 3 of them held." in shown


def test_graph_is_graphml_that_other_programs_read(reftel: Reftel, held: Path) -> None:
    graph = ET.fromstring(reftel("--archive", held, "graph").out)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = {(edge.get("source"), edge.get("target")) for edge in graph.iter(f"{space}edge")}
    assert ("74QUITO80", "74LIMA300") in edges
    nodes = {node.get("id"): node for node in graph.iter(f"{space}node")}
    assert "FLOODS & <FISH>" in [data.text for data in nodes["74LIMA100"]]
    only = ET.fromstring(reftel("--archive", held, "graph", "--held").out)
    assert {edge.get("target") for edge in only.iter(f"{space}edge")} == {"74LIMA100", "74QUITO80"}


def test_graph_as_csv_has_every_reference_with_its_words(reftel: Reftel, held: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(reftel("--archive", held, "graph", "--format", "csv").out)))
    assert [(row["words"], row["state"], row["held"]) for row in rows if row["citing"] == "74QUITO80"] == [
        ("LIMA 100", "resolved", "74LIMA100"),
        ("LIMA 300", "known", ""),
        ("REF A", "resolved", "74LIMA100"),
    ]
    assert [row["kind"] for row in rows if row["citing"] == "74BOGOTA70"] == ["telegram", "telcon"]


def test_missing_lists_what_is_cited_with_dates_and_words(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "missing", "--post", "lima", "--year", 1974)
    assert "Lima 1974 · 35 numbers held, 2 cited and not held, up to number 600; sent: about" in ran.out
    assert "74LIMA300 · 1974-01-2" in ran.out
    assert "cited in 74QUITO80 · LIMA 300 (NOTAL) · RAIN" in ran.out
    assert "2 telegrams not held." in ran.err
    every = reftel("--archive", held, "missing", "--post", "Lima", "--implied", "--json")
    assert len(every.out.splitlines()) == 600 - 35
    sums = json.loads(reftel("--archive", held, "missing", "--post", "Lima", "--sums", "--json").out)
    assert (sums["highest"], sums["held"], sums["missing"], sums["unknown"]) == (600, 35, 2, 563)
    assert sums["total"]["at_least"] <= 3650 <= sums["total"]["at_most"]


def test_missing_drafts_a_request(reftel: Reftel, held: Path) -> None:
    ran = reftel("--archive", held, "missing", "74LIMA300", "--request")
    assert "LIMA 300 of 1974" in ran.out
    assert reftel("--archive", held, "missing", "--request").code == 2
    assert reftel("--archive", held, "missing", "74LIMA100").code == 2


def test_resolve_answers_for_each_footnote(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("1. Lima 100, January 20, 1973.\n2. Tel 300, AmEmbassy Lima to SecState, January 30, 1974.\n")
    ran = reftel("--archive", held, "resolve", notes)
    assert "74LIMA100 · 20 January 1974 · FLOODS & <FISH>" in ran.out
    assert "year likely wrong: 74LIMA100 is of 20 January 1974" in ran.out
    assert "not held\n" in ran.out
    assert "2 citations, 1 of a telegram held; 1 with something likely wrong." in ran.err
    lines = [json.loads(line) for line in reftel("--archive", held, "resolve", notes, "--json").out.splitlines()]
    assert [line["outcome"] for line in lines] == ["resolved", "not held"]
    assert lines[1]["not_held"]["mrn"] == "74LIMA300"
    assert reftel("--archive", held, "resolve", tmp_path / "absent.txt").code == 1


def test_what_cite_prints_resolve_reads_back(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    for arguments in (["--style", "nara"], ["--style", "frus"], [], ["--style", "short"], ["--format", "bibtex"]):
        notes.write_text(reftel("--archive", held, "cite", "74LIMA100", "74QUITO80", *arguments).out)
        lines = reftel("--archive", held, "resolve", notes, "--json").out.splitlines()
        assert [json.loads(line)["telegram"] for line in lines] == ["74LIMA100", "74QUITO80"], arguments


def test_cite_offers_every_style_and_format() -> None:
    assert (command.STYLES, command.FORMATS) == (citing.STYLES, citing.FORMATS)


def test_cite_names_a_paragraph_that_there_is(reftel: Reftel, held: Path) -> None:
    assert "paragraph 1." in reftel("--archive", held, "cite", "Lima", "100", "1974#p1").out
    refused = reftel("--archive", held, "cite", "74LIMA100#p7")
    assert (refused.code, refused.out) == (2, "")
    assert "74LIMA100 has no paragraph 7" in refused.err


def test_stats_count_the_states(reftel: Reftel, held: Path) -> None:
    counted = json.loads(reftel("--archive", held, "stats", "--json").out)["references"]
    assert counted == {"resolved": 3, "known": 3, "ambiguous": 0, "unresolved": 0, "others": 1}
    assert "References, by what became of them" in reftel("--archive", held, "stats").out


def test_where_nothing_is_found_it_is_said_so(reftel: Reftel, held: Path, tmp_path: Path) -> None:
    assert "Nothing of this is held or cited." in reftel("--archive", held, "missing", "--post", "nowhere").err
    notes = tmp_path / "notes.txt"
    notes.write_text("Smith, History, 12.\n")
    assert "No citation of a telegram was found" in reftel("--archive", held, "resolve", notes).err
