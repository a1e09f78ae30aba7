"""Made collections: the truth beside them is true, the same seed makes the same, and undamaged ones read back."""

from __future__ import annotations

import json
import sys
import zipfile
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli_runs import Ran, reftel
from reftel.errors import Unreadable, WrongRequest
from reftel.intake import read_path, read_text
from reftel.making import KINDS, LAYOUTS, Made, Missing, made_telegrams, make_collection, rates_of
from reftel.making.comparing import wrong_fields
from reftel.making.edits import Edit, deliver

if TYPE_CHECKING:
    from collections.abc import Callable


__all__ = ["reftel"]

ROOT = Path(__file__).parents[1]

#: Kinds of which some words are gone for good, so that no reading has them.
LOST = {"cut-off", "lost-text", "lost-letters"}


def made(count: int, seed: int, layout: str = "mixed", damage: str = "heavy", **changed: float) -> list[Made]:
    rates = rates_of(damage, {name.replace("_", "-"): rate for name, rate in changed.items()})
    return [each[0] for each in made_telegrams(count, seed, layout, rates) if not isinstance(each, Missing)]


def read_as_truth_says(telegram: Made, start: int, end: int) -> str:
    """A stretch of a delivered text with its damage undone."""
    pieces, place = [], start
    for site in telegram.sites:
        if start <= site.start and site.end <= end:
            pieces += [telegram.text[place : site.start], site.now]
            place = site.end
    return "".join([*pieces, telegram.text[place:end]])


@settings(max_examples=6)
@given(st.integers(0, 10**6), st.sampled_from(LAYOUTS))
def test_undamaged_telegrams_read_back_in_every_field(seed: int, layout: str) -> None:
    for telegram in made(12, seed, layout, "none"):
        assert not telegram.sites
        (reading,) = read_text(telegram.text)
        assert wrong_fields(telegram.truth, reading) == {}


@settings(max_examples=6)
@given(st.integers(0, 10**6), st.sampled_from(LAYOUTS))
def test_damage_is_where_the_truth_says_and_undone_it_leaves_the_words(seed: int, layout: str) -> None:
    for telegram in made(25, seed, layout):
        end = 0
        for site in telegram.sites:
            assert telegram.text[site.start : site.end] == site.was != site.now
            assert site.start >= end
            assert site.kind in KINDS or site.kind.startswith("shifted-")
            end = site.end
        for paragraph in telegram.truth["paragraphs"]:
            words = read_as_truth_says(telegram, paragraph["start"], paragraph["end"])
            _, _, words = words.partition(") " if paragraph["portion"] else ". ")
            assert "".join(words.split()) == "".join(paragraph["text"].split())
        for said in telegram.truth["statements"]:
            paragraph = next(p for p in telegram.truth["paragraphs"] if p["number"] == said["paragraph"])
            content = " ".join(read_as_truth_says(telegram, said["start"], said["end"]).split())
            assert content in " ".join(paragraph["text"].split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_had_alone(kind: str) -> None:
    rate = 0.01 if KINDS[kind].of == "letters" else 1.0
    needed = {"false-entity": {"shifted": 1.0}, "inline-page-mark": {"page-mark": 1.0}}.get(kind, {})
    layout = {"web pages": "html", "1973-79": "state1973"}.get(KINDS[kind].when, "state2000")
    telegrams = made_telegrams(400, 3, layout, rates_of("none", {**needed, kind: rate}))
    kinds = Counter[str]()
    for each in telegrams:
        if not isinstance(each, Missing):
            kinds.update(site.kind for site in each[0].sites)
            if kinds[kind] or (kind == "shifted" and kinds):
                break
    found = {"shifted"} if kind == "shifted" and kinds else set(kinds)
    assert kind in found
    assert found - {kind} <= {"page-mark", "shifted-quote", "shifted-apostrophe", "shifted-dash", "shifted"}


def test_the_same_seed_makes_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    for name, seed, zipped in (("a", 7, False), ("b", 7, False), ("c", 8, False), ("d", 7, True), ("e", 7, True)):
        make_collection(tmp_path / name, 40, seed=seed, rates=rates_of("realistic"), zipped=zipped)

    def content(name: str) -> dict[str, bytes]:
        folder = tmp_path / name
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}

    assert content("a") == content("b") != content("c")
    assert content("d") == content("e")
    packed: dict[str, bytes] = {}
    for archive in (tmp_path / "d" / "telegrams").glob("*.zip"):
        members = zipfile.ZipFile(archive)
        packed |= {name.rpartition("/")[2]: members.read(name) for name in members.namelist()}
    assert packed == {
        name.rpartition("/")[2]: data for name, data in content("a").items() if name.startswith("telegrams/")
    }


@pytest.mark.parametrize(
    ("layout", "together", "zipped"),
    [("mixed", 1, False), ("state1973", 7, False), ("state2000", 7, True), ("mixed", 1, True)],
)
def test_files_hold_what_the_truth_says(tmp_path: Path, layout: str, together: int, zipped: bool) -> None:
    rates = rates_of("realistic")
    make_collection(tmp_path, 40, seed=4, layout=layout, rates=rates, together=together, zipped=zipped)
    truths = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text("utf-8").splitlines()]
    readings: dict[str, list[Any]] = {}
    for reading in read_path(tmp_path / "telegrams"):
        assert not isinstance(reading, Unreadable)
        file, _, _row = reading.source.path.partition("#")
        readings.setdefault(file, []).append(reading)
    for truth in truths:
        held = next(each for file, each in readings.items() if file.endswith(truth["file"]))
        if "row" in truth:
            text, offset = held[truth["row"] - 1].text, 0
        else:
            text, offset = "".join(reading.text for reading in held), truth.get("offset", 0)
        for site in truth["damage"]:
            assert text[offset + site["start"] : offset + site["end"]] == site["was"]
        if together > 1:
            assert truth["mrn"] in {reading.mrn for reading in held}


def test_serials_grow_and_what_is_missing_is_named() -> None:
    numbers: dict[tuple[str, int], list[int]] = {}
    missing: dict[tuple[str, int], set[int]] = {}
    for each in made_telegrams(600, 2, "state1973"):
        if isinstance(each, Missing):
            missing.setdefault((each.post, each.year), set()).add(each.number)
        elif each[0].plan.again is None:
            plan = each[0].plan
            numbers.setdefault((plan.sender.mrn_name, plan.year), []).append(plan.number)
    for series, held in numbers.items():
        assert held == sorted(set(held))
        if series[0] != "STATE":
            assert set(held) | missing.get(series, set()) >= set(range(1, held[-1] + 1))
            assert not set(held) & missing.get(series, set())
    assert sum(map(len, missing.values())) > 5


def test_references_say_whether_they_are_held_and_copies_repeat_their_telegram() -> None:
    telegrams = made(600, 2, "state2000", "none")
    held = {each.plan.mrn for each in telegrams}
    cited = [reftel for each in telegrams for reftel in each.truth["reftels"]]
    assert len(cited) > 200
    assert all((reftel["mrn"] in held) == reftel["held"] for reftel in cited)
    copies = [each for each in telegrams if each.plan.again]
    assert {each.plan.again for each in copies} == {"retransmission", "corrected"}
    for copy in copies:
        first = next(each for each in telegrams if each.plan.mrn == copy.plan.mrn)
        assert first is not copy
        same = [p["text"] for p in first.truth["paragraphs"]] == [p["text"] for p in copy.truth["paragraphs"]]
        assert same == (copy.plan.again == "retransmission")


def cases_of(folder: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The cases of a collection, and its truth by file and row."""
    lines = [json.loads(line) for line in (folder / "minds.jsonl").read_text("utf-8").splitlines()]
    truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    return lines, {f"{truth['file']}#{truth.get('row')}": truth for truth in truths}


def test_minds_are_followed_over_two_telegrams(tmp_path: Path) -> None:
    make_collection(tmp_path, 700, seed=3, layout="state2000", rates=rates_of("realistic"))
    cases, truths = cases_of(tmp_path)
    assert {case["becomes"] for case in cases} == {"changed", "kept", "contradicted", "elsewhere"}
    assert len(cases) > 20
    for case in cases:
        first, later = (truths[f"{place['file']}#{place['row']}"] for place in case["places"])
        assert first["dtg"] < later["dtg"]
        assert first["post"] == later["post"]
        assert case["cited"] == (first["mrn"] in {reftel["mrn"] for reftel in later["reftels"]})
        for place, truth in zip(case["places"], (first, later), strict=True):
            (said,) = [said for said in truth["statements"] if said.get("case") == case["case"]]
            assert {name: said[name] for name in ("start", "end", "speaker", "matter")} == {
                name: place[name] for name in ("start", "end", "speaker", "matter")
            }
            assert truth["mrn"] == place["mrn"]
            paragraph = next(p for p in truth["paragraphs"] if p["number"] == place["paragraph"])
            assert paragraph["start"] < place["start"] < place["end"] <= paragraph["end"]
            assert place["office"]
        one, other = case["places"]
        is_same_person, is_same_matter = one["speaker"] == other["speaker"], one["matter"] == other["matter"]
        agree = (one["position"], one["amount"]) == (other["position"], other["amount"])
        assert (is_same_person, is_same_matter, agree) == {
            "changed": (True, True, False),
            "kept": (True, True, True),
            "contradicted": (False, True, False),
            "elsewhere": (True, False, False),
        }[case["becomes"]]
        assert case["openly"] is None or case["becomes"] == "changed"


def test_forecasts_have_horizons_and_meetings_people_and_days() -> None:
    forecasts = meetings = 0
    for telegram in made(300, 6, "state2000", "none"):
        day = telegram.truth["dtg"][:10]
        for said in telegram.truth["statements"]:
            if said.get("horizon"):
                assert said["kind"] == "forecast"
                assert (said["horizon"]["from"] or day) <= said["horizon"]["to"] > day
                forecasts += 1
        for met in telegram.truth["meetings"]:
            words = " ".join(telegram.text[met["start"] : met["end"]].split())
            assert met["date"] < day
            assert all(name.rpartition(" ")[2] in words for name in met["participants"])
            assert len(set(met["participants"])) == len(met["participants"])
            assert str(int(met["date"][8:])) in words
            assert met["place"] is None or met["place"] in words
            meetings += 1
    assert forecasts > 10
    assert meetings > 100


def test_the_truth_as_parquet_is_the_truth(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not there")
    for form in ("jsonl", "parquet"):
        make_collection(tmp_path / form, 300, seed=5, rates=rates_of("realistic"), truth=form)
    for name in ("truth", "missing", "minds"):
        lines = [json.loads(line) for line in (tmp_path / f"jsonl/{name}.jsonl").read_text("utf-8").splitlines()]
        rows = parquet.read_table(tmp_path / f"parquet/{name}.parquet").to_pylist()
        assert len(rows) > 5
        assert [without_nulls(row) for row in rows] == [without_nulls(line) for line in lines]


def without_nulls(value: Any) -> Any:
    """A row without what is not there: a table has a null where a line says nothing."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def test_parquet_is_refused_where_pyarrow_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(WrongRequest, match="pyarrow"):
        make_collection(tmp_path / "c", 3, truth="parquet")
    assert not (tmp_path / "c").exists()


def test_making_takes_one_telegram_at_a_time() -> None:
    assert len(list(islice(made_telegrams(10**9, 1), 5))) == 5


def test_places_move_with_what_is_put_in_and_taken_out() -> None:
    done = deliver("abcdef", [Edit(1, 1, "--", "", "x")], [Edit(3, 4, "", "d", "y"), Edit(1, 2, "B", "b", "z")])
    assert done.text == "a--bcef"
    assert [done.place(at) for at in (0, 2, 4, 5)] == [0, 4, 5, 6]
    assert [(site.start, site.end, site.kind) for site in done.sites] == [(1, 3, "x"), (5, 5, "y")]


def test_the_command_makes_lists_and_refuses(reftel: Callable[..., Ran], tmp_path: Path) -> None:
    here, there = str(tmp_path / "here"), str(tmp_path / "there")
    ran = reftel("make", here, "--count", "12", "--rate", "hyphen=0.5", "--zip")
    assert ran.code == 0
    assert "made 12 telegrams" in ran.err
    assert reftel("make", here).code == 2
    assert "nosuch" in reftel("make", there, "--rate", "nosuch=1").err
    assert "no rate" in reftel("make", there, "--rate", "hyphen").err
    assert "between 0 and 1" in reftel("make", there, "--rate", "hyphen=7").err
    assert reftel("make").code == 2
    kinds = reftel("make", "--kinds")
    assert all(kind in kinds.err + kinds.out for kind in KINDS)


def test_what_does_not_exist_is_refused() -> None:
    with pytest.raises(WrongRequest):
        rates_of("terrible")
    with pytest.raises(WrongRequest):
        next(made_telegrams(1, 1, "tei"))


def test_the_page_lists_every_kind_with_its_rate() -> None:
    page = (ROOT / "docs/making.md").read_text("utf-8")
    for name, kind in KINDS.items():
        assert f"| `{name}` | {kind.rate:.3g} | {kind.of} | {kind.when} | {kind.does} |" in page
