"""The language of questions: what is typed, what it is understood as, and the laws of both."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_linear
from reftel.query import FIELDS, And, Days, In, Near, Not, Number, Or, Pattern, Phrase, Query, Word, parse, show_query
from reftel.query.days import read_days

UNDERSTOOD = [
    ("", ""),
    ("early elections", "early elections"),
    ("elections, tariffs; (dams)", "elections tariffs dams"),
    ("early AND elections", "early elections"),
    ("dam OR treaty river", "dam OR (treaty river)"),
    ("(dam OR treaty) river", "(dam OR treaty) river"),
    ("dam | treaty", "dam OR treaty"),
    ("or not and near", "or not and near"),
    ("river NOT dam", "river -dam"),
    ("river -dam -(a b)", "river -dam -(a b)"),
    ("NOT NOT dam", "dam"),
    ("-dam", "-dam"),
    ('river -"the dam"', 'river -"the dam"'),
    ('"early elections" tariff', '"early elections" tariff'),
    ("“early elections”", '"early elections"'),
    ("«early elections» „dam“", '"early elections" =dam'),
    ('"early elections', '"early elections"'),
    ("O'Mara's re-elected", '"O Mara s" "re elected"'),
    ("diplom* wom?n *stan", "diplom* wom?n *stan"),
    ("what happened?", "what happened"),
    ('"minist* of defen?e"', '"minist* of defen?e"'),
    ("a* ** ?", "a"),
    ("nazarbaev~1 dam~ x~ river~7", "nazarbaev~1 dam~1 x river~2"),
    ("=Nazarbaev", "=Nazarbaev"),
    ('"dam"', "=dam"),
    ('"river dam"~10', '"river dam"~10'),
    ("river NEAR/3 dam", '"river dam"~3'),
    ("river NEAR dam", '"river dam"~10'),
    ("river w/4 dam /7 treaty", '"river dam"~4 "dam treaty"~7'),
    ("river /s dam", '"river dam"~20'),
    ("river /p (dam OR lock*)", '"river dam"~100 OR "river lock*"~100'),
    ('"prime minister" w/5 dam', '"prime minister" "prime minister dam"~5'),
    ("from:astana", "from:astana"),
    ('from: "usun new york"', 'from:"usun new york"'),
    ("FROM: astana", "from:astana"),
    ("tags:PHUM,KDEM tag:EZ", "(tags:PHUM OR tags:KDEM) tags:EZ"),
    ("subject:(dam OR -river)", "subject:dam OR -subject:river"),
    ('to:="amembassy paris"', 'to:="amembassy paris"'),
    ("-class:secret", "-class:secret"),
    ("office:EUR/CE", 'office:"EUR CE"'),
    ("ref:07ASTANA605", "ref:07ASTANA605"),
    ("07astana000605", "07ASTANA605"),
    ("Astana 605 2007", "07ASTANA605"),
    ("1979LAPAZ09290 dam", "79LAPAZ9290 dam"),
    ("Elections 20 1974", "Elections 20 1974"),
    ("dtg:1974", "dtg:1974"),
    ("dtg:1974-06..1974-09", "dtg:1974-06-01..1974-09-30"),
    ("dtg:1974-06..09", "dtg:1974-06-01..1974-09-30"),
    ("dtg:..74", "dtg:..1974-12-31"),
    ("dtg:7MAR07", "dtg:2007-03-07"),
    ('dtg:"070518Z MAR 07"', "dtg:2007-03-07"),
    ("before:1974-06 after:1973", "dtg:..1974-05-31 dtg:1974-01-01.."),
    ("dam sort:-dtg", "dam sort:-dtg"),
    ("sort:date dam", "dam sort:dtg"),
]


@pytest.mark.parametrize(("typed", "understood"), UNDERSTOOD)
def test_a_question_is_understood_as(typed: str, understood: str) -> None:
    assert show_query(parse(typed).query) == understood


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ("dam OR", "dam =OR", ["OR"]),
        ("AND", "=AND", ["AND"]),
        ("river NOT", "river =NOT", ["NOT"]),
        ("NEAR/5 dam", '"NEAR 5" dam', ["NEAR/5"]),
        ("from:", "from", ["from:"]),
        ("dtg:yesterday", "yesterday", ["dtg:yesterday"]),
        ("sort:beauty dam", "dam", ["sort:beauty"]),
        ("river NEAR from:oslo", "river from:oslo", ["NEAR"]),
        (") dam ((", "dam", []),
        ("re:dam", '"re dam"', ["re:dam"]),
    ],
)
def test_what_makes_no_sense_is_searched_as_words_and_said(typed: str, understood: str, said: list[str]) -> None:
    parsed = parse(typed)
    assert show_query(parsed.query) == understood
    assert [note.typed for note in parsed.notes] == said


def test_a_question_is_a_tree_of_frozen_data() -> None:
    river = In("subject", Word("river"))
    asked = 'subject:river ("a b" OR wom?n) -"c d"~5 74PARIS20 dtg:1974-06-01'
    assert parse(asked).query == Query(
        And(
            (
                river,
                Or((Phrase(("a", "b")), Pattern("wom?n"))),
                Not(Near(("c", "d"), 5)),
                Number("74PARIS20"),
                Days(date(1974, 6, 1), date(1974, 6, 1)),
            )
        )
    )


@pytest.mark.parametrize("typed", ["1974-13", "1974-02-30", "yesterday", "", "..", "1974..x", "5", "0000", "9999-01"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_days("dtg", typed) is None


def test_every_field_is_read_in_its_own_example() -> None:
    for fact in FIELDS.values():
        parsed = parse(fact.example)
        assert not parsed.notes
        assert parsed.query.sort if fact.kind == "order" else isinstance(parsed.query.node, In | Or | Days)


_PIECES = st.sampled_from(
    [
        *'()"“”-=~*?|,/:',
        " ",
        " ",
        "a",
        "dam",
        "OR",
        "AND",
        "NOT",
        "NEAR/3",
        "/s",
        "w/5",
        "~2",
        "07ASTANA605",
        "1974",
        "..",
    ]
    + [f"{name}:" for name in FIELDS]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join), st.lists(_PIECES, max_size=30).map(" ".join)))
def test_what_is_printed_means_what_was_parsed(typed: str) -> None:
    query = parse(typed).query
    printed = show_query(query)
    assert parse(printed).query == query
    assert show_query(parse(printed).query) == printed


@pytest.mark.parametrize(
    "piece", ["(", "-", "a OR ", "a NEAR/2 ", "?", '"', "from:", "a* ", "-(a ", "OR AND NOT ", "~1"]
)
def test_time_is_linear_in_the_length_of_a_question(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.query.parser.LONGEST", 10_000_000)
    assert_linear(parse, lambda size: piece * (size // len(piece)), size=5_000)
