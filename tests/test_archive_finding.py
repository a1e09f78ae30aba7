"""What is found in an archive, in which order, and where the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_linear
from made_telegrams import compose, made_telegrams
from reftel.archive import Archive, open_archive, open_writer
from reftel.archive.passages import Passage, Wanted, passages
from reftel.archive.store import encode
from reftel.archive.translating import Sought
from reftel.errors import TelegramNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

BODIES = {
    101: ["THE EARLY ELECTIONS WERE CALLED OFF.", "SENATOR O'MARA LEFT FOR SÃO TOMÉ."],
    102: ["ELECTIONS WILL NOT BE EARLY.", "THE POLICY ON TARIFFS IS UNCHANGED."],
    103: ["AN ELECTION IN THE NORTH.", "NEW POLICIES. THE UNITED FRONT WALKED OUT."],
    104: ["NOTHING OF NOTE HAPPENED " * 40 + "UNTIL THE HARVEST FAILED " + "AND AGAIN NOTHING " * 40],
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("finding")
    with open_writer(folder) as writer:
        for number, bodies in BODIES.items():
            subject = "TARIFFS AND TREATIES" if number == 103 else "WEEKLY REPORT"
            garbled = ("UNT!L", "UNTIL") if number == 104 else None
            reading = compose(bodies=bodies, number=number, subject=subject, path=f"{number}", garbled=garbled)
            writer.add_all([reading])
    with open_archive(folder) as opened:
        yield opened


def shown(telegram: Telegram, *asked: str, limit: int = 1) -> tuple[Passage, ...]:
    sought = [Sought(tuple((word,) for word in words.split())) for words in asked]
    return passages(encode(telegram), Wanted(sought), limit)


def numbers(archive: Archive, question: str) -> list[int]:
    return sorted(hit.entry.number or 0 for hit in archive.find(question).hits)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("elections", [101, 102, 103]),
        ("Early elections", [101, 102]),
        ('"early elections"', [101]),
        ("“early elections”", [101]),
        ('"early elections', [101]),
        ("policy", [102, 103]),
        ("tariff", [102, 103]),
        ("unit", []),
        ("sao tome", [101]),
        ("São Tomé", [101]),
        ("O'Mara", [101]),
        ('"off senator"', []),
        ("unt!l", []),
        ("raw:unt!l", [104]),
        ("unt!l harvest", [104]),
        ("until harvest", [104]),
        ("orloff", [101, 102, 103, 104]),
        ("no-such-word", []),
        ("", [101, 102, 103, 104]),
        ("?!", [101, 102, 103, 104]),
    ],
)
def test_all_words_and_phrases_of_a_question_must_be_there(archive: Archive, question: str, found: list[int]) -> None:
    assert numbers(archive, question) == found
    assert archive.find(question).total == len(found)


def test_a_word_in_the_subject_weighs_more(archive: Archive) -> None:
    assert [hit.entry.number for hit in archive.find("tariffs").hits] == [103, 102]


def test_hits_come_in_pages_and_the_count_is_of_all(archive: Archive) -> None:
    pages = [archive.find("orloff", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [page.total for page in pages] == [4, 4, 4]
    assert [len(page.hits) for page in pages] == [3, 1, 0]
    assert len({hit.entry.id for page in pages for hit in page.hits}) == 4
    assert archive.find("orloff", limit=0).total == 4


def test_a_passage_shows_the_words_in_their_paragraph(archive: Archive) -> None:
    (hit,) = archive.find("harvest failed").hits
    (passage,) = hit.passages
    telegram = archive.get(hit.entry.id)
    assert [passage.text[start:end] for start, end in passage.marks] == ["HARVEST", "FAILED"]
    assert (passage.number, passage.portion, passage.paragraph) == (1, "C", 0)
    assert telegram.paragraphs[0].text[passage.start :].startswith(passage.text)
    assert passage.cut_before and passage.cut_after and len(passage.text) < 270  # noqa: PT018
    assert passage.text.startswith(("NOTHING", "OF", "NOTE", "HAPPENED"))


def test_the_paragraph_with_most_of_the_question_is_shown() -> None:
    telegram, _ = compose(bodies=["THE RIVER.", "THE RIVER AND ITS TREATY.", "THE TREATY, THE TREATY, THE TREATY."])
    assert shown(telegram, "river", "treaty")[0].number == 2
    assert [passage.number for passage in shown(telegram, "river", "treaty", limit=5)] == [2, 3, 1]


def test_an_accent_moves_no_mark() -> None:
    telegram, _ = compose(bodies=["ÆON, ﬁRST; SÃO TOMÉ AGREED."])
    (passage,) = shown(telegram, "sao tome", "agreed")
    assert [passage.text[start:end] for start, end in passage.marks] == ["SÃO TOMÉ", "AGREED"]


def test_a_telegram_found_elsewhere_than_in_its_paragraphs_shows_its_beginning(archive: Archive) -> None:
    hit = archive.find("tariffs treaties").hits[0]
    assert hit.passages[0].text == "AN ELECTION IN THE NORTH."
    assert hit.passages[0].marks == ()


@pytest.mark.parametrize(
    "asked", ["74VARRIN101", "Varrin 101 1974", "74 VARRIN 000101", "1974VARRIN00101", " 74varrin101\n"]
)
def test_any_spelling_of_a_number_opens_the_telegram(archive: Archive, asked: str) -> None:
    assert archive.get(asked).number == 101
    assert archive.find_id(asked) == "74VARRIN101"


@pytest.mark.parametrize(
    ("asked", "closest"),
    [
        ("74VARRIN111", "74VARRIN101"),
        ("74VARIN102", "74VARRIN102"),
        ("75VARRIN103", "74VARRIN103"),
        ("74VARRIN1033", "74VARRIN103"),
        ("74VARRNI104", "74VARRIN104"),
    ],
)
def test_a_near_miss_names_the_closest_numbers_held(archive: Archive, asked: str, closest: str) -> None:
    with pytest.raises(TelegramNotFound) as missed:
        archive.get(asked)
    assert missed.value.close[0] == closest


@pytest.mark.parametrize("asked", ["", "nonsense", "74", "sha-", "07ASTANA605", "x" * 100_000, "~", "74VARRIN101~9"])
def test_what_is_not_held_is_not_found(archive: Archive, asked: str) -> None:
    with pytest.raises(TelegramNotFound):
        archive.get(asked)


def test_a_number_is_found_by_the_form_that_archives_give_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    import msgspec

    folder = tmp_path_factory.mktemp("alias")
    telegram, content = compose(bodies=["A"], post="SANJOSE", number=5291)
    with open_writer(folder) as writer:
        writer.add_all([(msgspec.structs.replace(telegram, aliases=("1974SANJO05291",)), content)])
    with open_archive(folder) as archive:
        assert archive.find_id("1974SANJO05291") == "74SANJOSE5291"
        assert archive.held({"74SANJO5291", "74SANJOSE5291", "74SANJOSE1"}) == {"74SANJO5291", "74SANJOSE5291"}


def test_who_refers_to_a_number_is_known_also_where_it_is_not_held(archive: Archive) -> None:
    assert [entry.number for entry in archive.citing("74HALLEM12")] == [101, 102, 103, 104]


def test_statistics_agree_with_the_telegrams(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("stats")
    readings = [*made_telegrams(40, length=400)]
    with open_writer(folder) as writer:
        writer.add_all(readings)
    with open_archive(folder) as archive:
        counted, telegrams = archive.stats(), [telegram for telegram, _ in readings]
        assert counted.telegrams == sum(counted.by_post.values()) == sum(counted.by_year.values()) == 40
        assert counted.source_bytes == sum(len(content) for _, content in readings)
        assert counted.defects["missing-end"].times == 40
        assert counted.repairs["unwrap"].times == sum(len(telegram.repairs) for telegram in telegrams)
        assert counted.by_classification["SECRET"] == sum(t.classification.level == "SECRET" for t in telegrams)
        cited = {reftel.mrn for telegram in telegrams for reftel in telegram.reftels}
        assert counted.missing == len(cited - {telegram.mrn for telegram in telegrams})


@given(st.text())
def test_no_question_is_an_error(archive: Archive, question: str) -> None:
    answer = archive.find(question)
    assert len(answer.hits) <= answer.total <= 4


@given(
    st.lists(st.sampled_from(["RIVER", "TREATY", "é", "ﬁ", "İ", "æ", " ", ".", "X" * 300]), max_size=80).map("".join)
)
def test_marks_always_hold_the_words_asked_for(body: str) -> None:
    telegram, _ = compose(bodies=[body + " END"])
    for passage in shown(telegram, "river", "treaty", limit=3):
        assert telegram.paragraphs[0].text[passage.start :].startswith(passage.text)
        marked = [passage.text[start:end] for start, end in passage.marks]
        assert all(word in {"RIVER", "TREATY", "RIVERs"} for word in marked)


def test_what_stands_in_two_paragraphs_is_no_phrase() -> None:
    wanted = Wanted([Sought((("river",), ("treaty",)))])
    assert wanted.marks_in(["THE RIVER", "TREATY. RIVER TREATY"]) == [[], [(8, 20, 0)]]
    assert wanted.marks_in(["É RIVER TREATY", "X"]) == [[(2, 14, 0)], []]


@pytest.mark.parametrize(
    ("pattern", "marked"),
    [
        ("wom?n", ["WOMAN", "WOMEN"]),
        ("wom*", ["WOMAN", "WOMEN", "WOM"]),
        ("*men", ["WOMEN"]),
        ("w*m*n", ["WOMAN", "WOMEN"]),
    ],
)
def test_patterns_mark_whole_words(pattern: str, marked: list[str]) -> None:
    text = "WOMAN, WOMEN; WOM SWOMAN."
    wanted = Wanted([Sought(((pattern,),), patterns=True)])
    assert [text[mark.start : mark.end] for mark in wanted.marks(text)] == marked


@pytest.mark.parametrize(
    "sought",
    [
        Sought((("*a*a*a*b",),), patterns=True),
        Sought((("a*",), ("b",)), patterns=True),
        Sought((("aaaa",),), edits=2),
        Sought((("a",),) * 30),
        Sought((("a?a",),)),
    ],
)
@pytest.mark.parametrize("piece", ["a", "a ", "a*", "ab ", "é"])
def test_marks_are_found_in_linear_time(sought: Sought, piece: str) -> None:
    wanted = Wanted([sought])
    assert_linear(wanted.marks, lambda size: piece * (size // len(piece)), size=20_000)
