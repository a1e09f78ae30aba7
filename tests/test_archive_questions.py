"""Questions in the whole language, on an archive: what each part of it finds, its facets, its spellings."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_telegrams import compose, made_telegrams
from reftel.archive import FACETS, Archive, open_archive, open_writer
from reftel.query import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHEN = datetime(1977, 5, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("questions")
    readings = [
        compose(number=1, bodies=["President NAZARBAEV received the women of the delegation."], path="1.txt"),
        compose(number=2, bodies=["NAZARB*YEV SPOKE OF ELECTI0NS AND A WOMAN."], path="2.txt"),
        compose(number=3, bodies=["Nazarbayev, elections, diplomats."], subject="CUSTOMS", path="3.txt"),
        compose(number=4, bodies=["Nazareth is a town."], level="SECRET", tags=("PREL", "KDEM"), path="4.txt"),
        compose(number=5, bodies=["The Gaddafi visit. Peking."], post="SANJOSE", when=WHEN, path="cables/5.txt"),
        compose(number=6, bodies=["One two three four five six seven eight nine ten."], when=WHEN, path="6.txt"),
        compose(number=7, bodies=["Until it rains."], garbled=("UNT!L", "Until"), refers="74VARRIN1", path="7.txt"),
        compose(number=None, bodies=["No number here."], path="8.txt"),
    ]
    with open_writer(folder) as writer:
        writer.add_all(readings)
    with open_archive(folder) as opened:
        yield opened


def numbers(archive: Archive, question: str, *, exact: bool = False) -> list[int]:
    return sorted(hit.entry.number or 0 for hit in archive.find(question, exact=exact).hits)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("nazarbayev", [1, 2, 3]),
        ("NAZARBAEV", [1, 2, 3]),
        ("=nazarbayev", [3]),
        ("nazarb*yev", [2, 3]),
        ("nazar*", [1, 2, 3, 4]),
        ("nazarbaef~1", [1]),
        ("nazarbaef~2", [1, 3]),
        ("elections", [2, 3]),
        ("=elections", [3]),
        ("wom?n", [1, 2]),
        ("wom*", [1, 2]),
        ("qadhafi", [5]),
        ("beijing", [5]),
        ("one -seven", []),
        ("nazarbayev -woman", [1, 3]),
        ("woman OR qadhafi", [2, 5]),
        ("(woman OR qadhafi) gaddafi", [5]),
        ("NOT treaty", [3]),
        ('"two three"', [6]),
        ('"three two"', []),
        ('"two three" OR "th* two"', [6]),
        ('"tw* three fo?r"', [6]),
        ("two w/3 five", [6]),
        ("five w/3 two", [6]),
        ("two w/2 five", []),
        ('"one three ten"~9', [6]),
        ('"one three ten"~8', []),
        ("one /s ten", [6]),
        ("subject:customs", [3]),
        ("body:customs", []),
        ("subject:(customs OR river) diplomat", [3]),
        ("raw:unt!l", [7]),
        ("raw:nazareth", [4]),
        ("class:s", [4]),
        ("class:secret", [4]),
        ("class:confidential nazareth", []),
        ("tags:kdem,pgov nazareth", [4]),
        ("-tags:PGOV", [4]),
        ("post:varrin elections", [2, 3]),
        ('post:"San Jose"', [5]),
        ("from:sanjose", [5]),
        ("from:amembassy gaddafi", [5]),
        ("to:state gaddafi", [5]),
        ("to:department gaddafi", [5]),
        ('to:"secstate washdc" gaddafi', [5]),
        ("to:hallem", []),
        ("info:hallem gaddafi", [5]),
        ("prec:priority gaddafi", [5]),
        ("signed:orloff gaddafi", [5]),
        ("dialect:state1973 gaddafi", [5]),
        ("defect:missing-end gaddafi", [5]),
        ("defect:missing gaddafi", [5]),
        ("held:cables", [5]),
        ("held:text gaddafi", [5]),
        ("ref:74VARRIN1", [7]),
        ("ref:varrin1", [7]),
        ("refby:74VARRIN7", [1]),
        ("mrn:74VARRIN00003", [3]),
        ("mrn:varrin3", [3]),
        ("mrn:74varrin*", [1, 2, 3, 4, 7]),
        ("74 Varrin 3", [3]),
        ("74VARRIN3 elections", [3]),
        ("dtg:1977", [5, 6]),
        ("year:1977", [5, 6]),
        ("after:1974 gaddafi", [5]),
        ("before:1977 nazareth", [4]),
        ("dtg:1977-05-02..1977-05-02", [5, 6]),
        ("dtg:1977-05-03..", []),
    ],
)
def test_each_part_of_the_language_finds(archive: Archive, question: str, found: list[int]) -> None:
    assert numbers(archive, question) == found


def test_what_was_searched_is_said(archive: Archive) -> None:
    answer = archive.find("Nazarbayev “visit” re:dam OR")
    assert answer.query == 'Nazarbayev =visit "re dam" =OR'
    assert [note.typed for note in answer.notes][:2] == ["re:dam", "OR"]
    assert [(one.word, one.also) for one in answer.widened] == [("nazarbayev", ("nazarbaev", "nazarb?yev"))]


def test_a_fact_that_no_telegram_has_is_told_with_what_there_is(archive: Archive) -> None:
    def told(question: str) -> list[tuple[str, str]]:
        return [(note.typed, note.meaning) for note in archive.find(question).notes]

    assert told("year:abc") == [("year:abc", "no telegram here has this; those held are of 1974 to 1977")]
    assert told("visit (class:zzz OR from:nowhere)") == [
        ("class:zzz", "no telegram here has this; there are CONFIDENTIAL, SECRET"),
        ("from:nowhere", "no telegram here has this; there are VARRIN, SANJOSE"),
    ]
    assert told("class:secret customs") == [], "each of them is there, only not together"
    assert told("xyzzy -class:zzz") == []


def test_patterns_that_were_not_searched_are_named(archive: Archive) -> None:
    few = archive.find(" OR ".join(f"zz{nth}*" for nth in range(16)))
    assert not any("too many" in note.meaning for note in few.notes)
    many = archive.find(" OR ".join([*(f"zz{nth}*" for nth in range(40)), "nazar*"]))
    assert many.total == 0
    assert "nazar*" in {note.typed for note in many.notes if "too many" in note.meaning}


def test_other_spellings_can_be_switched_off(archive: Archive) -> None:
    assert numbers(archive, "nazarbayev elections", exact=True) == [3]
    assert archive.find("nazarbayev", exact=True).widened == ()


def test_a_word_that_occurs_nowhere_is_searched_by_the_closest(archive: Archive) -> None:
    answer = archive.find("delegatoin")
    assert [hit.entry.number for hit in answer.hits] == [1]
    assert [(one.word, one.also, one.why) for one in answer.widened] == [("delegatoin", ("delegation",), "close")]


def test_the_words_found_are_marked_in_whatever_spelling(archive: Archive) -> None:
    marked = {
        passage.text[start:end]
        for hit in archive.find("nazarbayev wom?n elections OR nazarbayev").hits
        for passage in hit.passages
        for start, end in passage.marks
    }
    assert marked == {"NAZARBAEV", "women", "NAZARB*YEV", "ELECTI0NS", "WOMAN", "Nazarbayev", "elections"}


def test_where_nothing_has_all_words_most_of_them_will_do_and_it_is_said(archive: Archive) -> None:
    answer = archive.find("gaddafi visit xylophone post:sanjose")
    assert [hit.entry.number for hit in answer.hits] == [5]
    assert [note.meaning for note in answer.notes] == [
        "no telegram has all of this; these have 1 of its 3 words, or more"
    ]
    assert archive.find("gaddafi xylophone post:varrin").total == 0


def test_beside_few_hits_stand_those_with_most_of_the_words(archive: Archive) -> None:
    answer = archive.find("gaddafi beijing OR visit nazareth")
    assert answer.also == ()
    answer = archive.find("nazarbayev elections diplomats customs")
    assert [hit.entry.number for hit in answer.hits] == [3]
    assert [hit.entry.number for hit in answer.also] == [2]
    assert answer.total == 1
    assert archive.find("nazarbayev elections diplomats customs", limit=1).also == ()


def test_a_number_goes_straight_to_its_telegram(archive: Archive) -> None:
    answer = archive.find("Varrin 00003 1974")
    assert answer.straight is not None
    assert [hit.entry.id for hit in answer.hits] == [answer.straight.id] == ["74VARRIN3"]
    missed = archive.find("74HALLEM12")
    assert missed.straight is None
    assert missed.total == 7
    assert missed.notes[0].meaning == "is not held; telegrams that refer to it were searched"


@pytest.mark.parametrize(
    ("order", "first"),
    [("dtg", {1, 2, 3}), ("-dtg", {5, 6}), ("number", {1}), ("-number", {6}), ("relevance", {3}), ("nonsense", {3})],
)
def test_the_order_is_chosen(archive: Archive, order: str, first: set[int]) -> None:
    question = "customs OR nazarbaev OR woman OR 77VARRIN6 OR gaddafi"
    for asked, sort in ((f"{question} sort:{order}", None), (question, order)):
        answer = archive.find(asked, sort=sort)
        found = [hit.entry.number for hit in answer.hits]
        assert found[0] in first
        assert any("is no order" in note.meaning for note in answer.notes) == (order == "nonsense")
        assert sorted(number or 0 for number in found) == [1, 2, 3, 5, 6]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("many")
    with open_writer(folder) as writer:
        writer.add_all(made_telegrams(120, length=500))
    with open_archive(folder) as opened:
        yield opened


def test_each_value_of_a_facet_narrows_to_its_count(many: Archive) -> None:
    question = "minister OR -president"
    answer = many.find(question, facets=tuple(FACETS), limit=0)
    assert {facet.field for facet in answer.facets} == set(FACETS)
    for facet in answer.facets:
        for value in facet.values:
            assert many.find(f"({question}) {value.query}", limit=0).total == value.count, value


def test_facets_agree_with_the_telegrams(many: Archive) -> None:
    held = [*many.telegrams()]
    (levels, tags, months) = many.find("", facets=("class", "tags", "month")).facets
    assert {v.value: v.count for v in levels.values} == {
        level: sum(t.classification.level == level for t in held) for level in {t.classification.level for t in held}
    }
    assert sum(value.count for value in tags.values) == sum(len(telegram.tags) for telegram in held)
    assert [value.value for value in months.values] == sorted({f"{t.dtg:%Y-%m}" for t in held})


def test_a_facet_of_few_values_says_how_many_more_there_are(many: Archive) -> None:
    (posts,) = many.find("", facets=("post", "nonsense"), facet_limit=3).facets
    assert (len(posts.values), posts.more) == (3, 5)


def test_all_hits_come_in_the_order_of_the_pages(many: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.archive.finding._PAGE", 7)
    streamed = [hit.entry.id for hit in many.find_all("minister")]
    paged = [hit.entry.id for hit in many.find("minister", limit=1000).hits]
    assert streamed == paged
    assert [hit.entry.id for hit in many.find_all("minister", offset=3)] == paged[3:]
    assert [*many.find_all("xylophone")] == []


@given(
    first=st.sampled_from(["minister", "president", "river", "talks"]),
    second=st.sampled_from(["court", "border", "treaty", "said"]),
    within=st.integers(1, 12),
)
@settings(max_examples=40, deadline=None)
def test_near_means_at_most_so_many_words_apart(many: Archive, first: str, second: str, within: int) -> None:
    def stand_near(text: str) -> bool:
        words = re.findall(r"[a-z0-9]+", text.lower())
        ones, others = ([nth for nth, word in enumerate(words) if word == which] for which in (first, second))
        return any(abs(one - other) <= within for one in ones for other in others)

    expected = {t.id for t in many.telegrams() if stand_near(" ".join(p.text for p in t.paragraphs))}
    found = {hit.entry.id for hit in many.find_all(f"body:({first} w/{within} {second})")}
    assert found == expected


_PIECES = st.sampled_from(
    [
        *'()"-=~*?|,:',
        " ",
        "minister",
        "OR",
        "NOT",
        "NEAR/3",
        "/s",
        "~2",
        "74VARRIN1",
        "1974",
        "é",
        "ﬁ",
        "\x00",
        "*a*b*c*",
    ]
    + [f"{name}:" for name in FIELDS]
)


@given(st.lists(_PIECES, max_size=15).map("".join), st.booleans())
@settings(deadline=None)
def test_nothing_typed_is_an_error(many: Archive, question: str, exact: bool) -> None:
    answer = many.find(question, limit=2, facets=("year", "post"), exact=exact)
    assert len(answer.hits) <= answer.total <= 120
    assert many.find(answer.query, limit=0, exact=exact).total == answer.total


@pytest.mark.parametrize("harm", ["lost", "broken"])
def test_the_vocabulary_is_made_anew(tmp_path: Path, harm: str) -> None:
    with open_writer(tmp_path) as writer:
        writer.add_all([compose(bodies=["Nazarbaev."])])
    for file in (tmp_path / "index").glob("words.sqlite*"):
        file.unlink()
    if harm == "broken":
        (tmp_path / "index" / "words.sqlite").write_bytes(b"no database" * 100)
        with open_writer(tmp_path) as writer:
            writer.add_all([compose(bodies=["Nazarbajew."], number=2, path="2.txt")])
    with open_archive(tmp_path) as archive:
        assert archive.find("nazarbayev").total == 1
        assert [*archive.check()] == []


def test_words_are_learned_also_when_the_index_is_made_anew(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.add_all([compose(bodies=["Nazarbaev."])])
    shutil.rmtree(tmp_path / "index")
    with open_archive(tmp_path) as archive:
        assert archive.find("nazarbayev").total == 1
