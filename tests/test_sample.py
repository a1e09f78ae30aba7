"""The sample collection: what is shipped is what was written, and its truth is true."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from reftel.sample import sample_folder
from reftel.sample.build import build
from reftel.sample.truth import KINDS

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = sample_folder()
TRUTH: list[dict[str, Any]] = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text("utf-8").splitlines()]
STORY: dict[str, Any] = json.loads((FOLDER / "story.json").read_text("utf-8"))


@cache
def decoded(name: str, row: int | None) -> str:
    """The text of a shipped file as record.md defines it, read without the program that built it."""
    raw = (FOLDER / name).read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    if name.endswith(".html"):
        blocks = re.findall(r"<code><pre>(.*?)</pre></code>", text, re.DOTALL)
        return "\n".join(html.unescape(re.sub(r"<[^>]+>", "", block)) for block in blocks)
    if row is not None:
        cells = list(csv.DictReader(io.StringIO(text)))[row - 1]
        return f"{cells['header']}\n{cells['body']}"
    return text


def text_of(telegram: dict[str, Any]) -> str:
    return decoded(telegram["file"], telegram["row"])


def paragraph_text(telegram: dict[str, Any], number: int | str) -> str:
    if isinstance(number, int):
        return str(next(p["text"] for p in telegram["paragraphs"] if p["number"] == number))
    unnumbered = [p["text"] for p in telegram["paragraphs"] if p["number"] is None]
    return str(unnumbered[int(number[1:]) - 1])


def test_the_shipped_files_are_what_the_written_sources_give() -> None:
    built = build()
    shipped = {path.relative_to(FOLDER).as_posix() for path in (FOLDER / "telegrams").iterdir()}
    assert {name for name in built if name.startswith("telegrams/")} == shipped
    for name, content in built.items():
        assert (FOLDER / name).read_bytes() == content, f"{name}: run python -m reftel.sample.build"


@pytest.mark.parametrize("telegram", TRUTH, ids=[t["id"] for t in TRUTH])
def test_every_place_in_the_truth_holds(telegram: dict[str, Any]) -> None:
    text = text_of(telegram)
    assert 0 <= telegram["start"] < telegram["end"] <= len(text)
    for damage in telegram["damage"]:
        assert text[damage["start"] : damage["end"]] == damage["was"]
        assert damage["was"] != damage["now"]
    for paragraph in telegram["paragraphs"]:
        assert paragraph["start"] < paragraph["end"]


def mended(telegram: dict[str, Any], start: int, end: int) -> str:
    """The words between two places of the text as shipped, with the planted damage undone."""
    text, pieces = text_of(telegram), []
    for damage in telegram["damage"]:
        if start <= damage["start"] < end:
            pieces += [text[start : damage["start"]], damage["now"]]
            start = damage["end"]
    return "".join("".join([*pieces, text[start:end]]).split())


@pytest.mark.parametrize("telegram", TRUTH, ids=[t["id"] for t in TRUTH])
def test_undoing_the_planted_damage_gives_the_paragraphs_of_the_truth(telegram: dict[str, Any]) -> None:
    for paragraph in telegram["paragraphs"]:
        text = "".join(paragraph["text"].split())
        assert mended(telegram, paragraph["start"], paragraph["end"]).endswith(text)


@pytest.mark.parametrize("telegram", TRUTH, ids=[t["id"] for t in TRUTH])
def test_every_statement_stands_in_its_paragraph_and_at_its_place(telegram: dict[str, Any]) -> None:
    for statement in telegram["statements"]:
        text = paragraph_text(telegram, statement["paragraph"])
        for words in (statement["content"], statement["cue"], statement["named"]):
            assert words is None or words in text
        assert mended(telegram, statement["start"], statement["end"]) == "".join(statement["content"].split())


@pytest.mark.parametrize("telegram", TRUTH, ids=[t["id"] for t in TRUTH])
def test_the_heading_of_the_truth_is_in_the_text(telegram: dict[str, Any]) -> None:
    """Damage apart: a number, a subject and the addresses stand in the text, in capitals or not."""
    words = text_of(telegram)
    for damage in reversed(telegram["damage"]):
        words = words[: damage["start"]] + damage["now"] + words[damage["end"] :]
    words = " ".join(words.upper().split())
    for address in (*telegram["to"], *telegram["info"]):
        assert address in words
    for reftel in telegram["reftels"]:
        assert reftel["text"].upper() in words
    assert (telegram["subject"] or "").upper() in words
    assert (telegram["signature"] or "").upper() in words


def test_reftels_say_rightly_what_is_held() -> None:
    held = {telegram["mrn"] for telegram in TRUTH if telegram["mrn"]}
    cited = [reftel for telegram in TRUTH for reftel in telegram["reftels"]]
    assert all(reftel["held"] == (reftel["mrn"] in held) for reftel in cited)
    missing = {reftel["mrn"] for reftel in cited if reftel["mrn"] and not reftel["held"]}
    assert missing == {entry["mrn"] for entry in STORY["missing"]}
    assert len(missing) >= 10


def test_the_offices_of_1973_79_add_up() -> None:
    office = re.compile(r"(?:ACTION|ORIGIN) +[A-Z/]+-\d\d.*?/(\d{3}) ?[WR]", re.DOTALL)
    lists = [found for telegram in TRUTH for found in office.finditer(text_of(telegram))]
    assert len(lists) >= 16
    for found in lists:
        assert sum(int(copies) for copies in re.findall(r"[A-Z]-(\d\d)\b", found[0])) == int(found[1])


def test_the_sample_has_what_readers_are_tested_on() -> None:
    layouts = Counter(telegram["layout"] for telegram in TRUTH)
    assert layouts["state1973"] >= 16
    assert layouts["state2000"] >= 20
    assert layouts["html"] >= 14
    assert {r["kind"] for t in TRUTH for r in t["reftels"]} >= {"telegram", "airgram", "dtg", "memo", "telcon", "email"}
    assert {s["kind"] for t in TRUTH for s in t["statements"]} == KINDS
    assert max(telegram["sections"] for telegram in TRUTH) >= 4
    assert {telegram["same_as"] for telegram in TRUTH} > {"77VARRIN344 corrected copy", "06VARRIN911 retransmission"}


@pytest.mark.parametrize(
    "kind",
    [
        "shifted-quote",
        "superscript-eight",
        "orphan-quote",
        "paragraph-sign",
        "lost-paragraph-sign",
        "inserted-pilcrow",
        "mojibake",
        "stripped-bit",
        "lost-character",
        "lost-text",
        "false-entity",
        "doubled-sipdis",
        "sipdis",
        "page-header",
        "page-mark",
        "section-heading",
        "markdown-link",
        "html-debris",
        "tool-debris",
        "date-stamp",
        "line-end-hyphen",
        "token-cut",
        "column-cut",
        "glued-label",
        "teletype",
        "doubled-letter",
        "lost-letter",
        "lower-case",
        "class-spacing",
        "flattened",
        "wrong-letter",
        "dropped-letter",
        "swapped-letters",
        "joined-words",
        "shifted-blank",
        "repeated-enumerator",
        "spliced-month",
        "truncated",
        "cut-off",
    ],
)
def test_every_kind_of_damage_is_planted(kind: str) -> None:
    assert any(damage["kind"] == kind for telegram in TRUTH for damage in telegram["damage"])


def test_the_story_points_at_paragraphs_that_are_there() -> None:
    by_id = {telegram["id"]: telegram for telegram in TRUTH}
    matters = ("changes_of_mind", "contradictions", "forecasts", "meetings", "events")
    for entry in (entry for matter in matters for entry in STORY[matter]):
        for place in (*entry["places"], *filter(None, [entry.get("outcome")])):
            assert paragraph_text(by_id[place["telegram"]], place["paragraph"]) is not None
            assert place["dtg"] == by_id[place["telegram"]]["dtg"]


def test_a_speaker_whose_mind_changes_is_one_of_the_people() -> None:
    names = {person["name"] for person in STORY["people"]} | {"post"}
    for entry in (*STORY["changes_of_mind"], *STORY["contradictions"], *STORY["forecasts"]):
        assert entry["person"] in names | {"Kordian Defense Ministry official"}


def test_the_invented_posts_and_places_are_nobody_elses(shared: Path) -> None:
    real_posts = (shared / "spec" / "posts.csv").read_text("utf-8")
    with (FOLDER / "posts.csv").open(encoding="utf-8") as file:
        for post in csv.DictReader(file):
            assert post["plain_language_address"] not in real_posts
            assert post["routing_indicator"] not in real_posts
    with (shared / "spec" / "tags.csv").open(encoding="utf-8") as file:
        real_tags = {row["code"] for row in csv.DictReader(file)}
    with (FOLDER / "tags.csv").open(encoding="utf-8") as file:
        assert not real_tags & {row["code"] for row in csv.DictReader(file)}
