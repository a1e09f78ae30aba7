"""Wrong letters of teletype transmission: what is mended, what is only suggested, and what is left alone."""

from __future__ import annotations

import pytest

from reftel.model.repair import Repair, apply_repairs
from reftel.repair import find_repairs
from reftel.repair.letters import _BIT_NEIGHBOURS, _KEY_NEIGHBOURS
from reftel.repair.lexicon import shipped_lexicon, words_of
from repair_drafts import draft_of

SENTENCE = "THE COMMISSION SAID THAT {} WAS TO BE READ IN THE CITY OF VALMORA BEFORE THE END OF MAY"


def repairs_of(word: str, **archive: int) -> list[Repair]:
    draft, ranges = draft_of(SENTENCE.format(word), dialect="state1973")
    return [r for r in find_repairs(draft, ranges, archive_words=archive) if r.rule in {"wrong-letter", "glued-words"}]


def suggested(text: str) -> list[tuple[str, str, str]]:
    draft, ranges = draft_of(text, dialect="state1973")
    found = find_repairs(draft, ranges)
    return [(r.was, r.now, r.rule) for r in found if not r.applied]


@pytest.mark.parametrize(
    ("printed", "meant"), [("INDISC IMINATE", "INDISCRIMINATE"), ("GOVER MENT", "GOVERNMENT"), ("OCTOBE R", "OCTOBER")]
)
def test_a_blank_for_a_letter_is_taken_for_one(printed: str, meant: str) -> None:
    draft, ranges = draft_of(SENTENCE.format(printed), dialect="state1973")
    assert [(r.was, r.now, r.rule) for r in find_repairs(draft, ranges)] == [(printed, meant, "lost-to-blank")]


def test_a_place_that_ends_inside_a_word_holds_the_word_up_to_there() -> None:
    text = "THE KNOWN POSSIBLITYLONG REMAINS AND POSSIBLITYLONG"
    draft, _ = draft_of(text, dialect="state1973")
    found = find_repairs(draft, [(0, text.index("LONG"))])
    assert [(r.start, r.was, r.now) for r in found if r.applied] == [(10, "POSSIBLITY", "POSSIBILITY")]


@pytest.mark.parametrize("printed", ["TEXTIL S.A.", "DE LA PENA", "PER SE", "THE NEW TREATY", "COL BUSCH"])
def test_blanks_between_pieces_of_other_kinds_stay(printed: str) -> None:
    draft, ranges = draft_of(SENTENCE.format(printed), dialect="state1973")
    assert [r for r in find_repairs(draft, ranges) if r.applied] == []


NAMED = "RODUANI SAID THAT THE TREATY WAS READY. RODUANI WAS THERE. {} THE TREATY WAS TO BE READ IN THE CITY"


@pytest.mark.parametrize(
    ("printed", "meant", "rule", "applied"),
    [
        (
            "HE ACCEPTTED IT",
            "ACCEPTED",
            "wrong-letter",
            True,
        ),
        ("THEY REJECTD IT", "REJECTED", "wrong-letter", True),
        ("THE TACHERS STRUCK", "TEACHERS", "wrong-letter", False),  # rather than those who tach
        ("THE COUNNTRY'S LAW", "COUNTRY", "wrong-letter", False),
        ("IT DIDO'T STAND", "DIDN'T", "contraction", True),
        ("THE SEPTEM?ER PLAN", "SEPTEMBER", "shifted-letter", True),
        ("LITTLE INTERESTIN THE PLAN", "INTEREST IN", "glued-words", False),
        ("A CONSIDE ABLE SUM", "CONSIDERABLE", "lost-to-blank", False),
        ("IT NOTED THA THE PLAN", "THAT", "wrong-letter", False),
        ("IT HUNG OON HIM", "ON", "wrong-letter", False),
        ("THEE COURT", "THE", "wrong-letter", False),
        ("AN ANSWER TO HE COURT CAME", "THE", "article", False),
    ],
)
def test_each_slip_has_its_rule(printed: str, meant: str, rule: str, applied: bool) -> None:
    draft, ranges = draft_of(SENTENCE.format(printed), dialect="state1973")
    assert [(r.now, r.rule, r.applied) for r in find_repairs(draft, ranges)] == [(meant, rule, applied)]


@pytest.mark.parametrize(
    "printed",
    [
        "HE TRAVELLED",
        "THE F16 PLANE",
        "THE 3RD MAN",
        "A BOY,GIRL AND MAN",
        "THE CO-OP",
        "O'NEILL'S LAW",
        "BOTH HE AND SHE",
    ],
)
def test_what_has_a_reading_of_its_own_stays(printed: str) -> None:
    draft, ranges = draft_of(SENTENCE.format(printed), dialect="state1973")
    assert find_repairs(draft, ranges) == []


def test_the_names_of_a_telegram_explain_its_slips() -> None:
    draft, ranges = draft_of(NAMED.format("RODUANICLAIMED THAT"), dialect="state1973")
    assert [(r.was, r.now, r.rule, r.applied) for r in find_repairs(draft, ranges)] == [
        ("RODUANICLAIMED", "RODUANI CLAIMED", "glued-words", True)
    ]
    assert suggested(NAMED.format("RODUQNI SAID THAT")) == [("RODUQNI", "RODUANI", "own-name")]
    assert suggested(NAMED.format("RODUANO SAID THAT")) == []  # endings are no slips


def test_short_words_are_only_suggested_and_not_where_names_stand() -> None:
    assert suggested("HE SAID THAT TYE TREATY WAS READY ANDTHE COURT AGREED WITH IT") == [
        ("TYE", "THE", "wrong-letter"),
        ("ANDTHE", "AND THE", "glued-words"),
    ]
    for text in ("THE TYE TREATY WAS READY", "HE SAID TO GENERAL TYE THAT", "MINISTRO DE TYE Y OTROS"):
        assert suggested(f"IT WAS CLEAR THAT {text}") == []


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("GOVERNMEBT", "GOVERNMENT"),  # N and B are neighbours on the keyboard
        ("PROUABLY", "PROBABLY"),  # B and U differ by one bit
        ("COMMISION", "COMMISSION"),
        ("RESOLTUION", "RESOLUTION"),
        ("DETRIMENTTAL", "DETRIMENTAL"),
        ("FORMATIONOF", "FORMATION OF"),
        ("NATIONALPOLICE", "NATIONAL POLICE"),
        ("AHIGHWAY", "A HIGHWAY"),
    ],
)
def test_a_slip_in_a_common_word_is_mended(printed: str, meant: str) -> None:
    assert [(r.was, r.now, r.applied) for r in repairs_of(printed)] == [(printed, meant, True)]


@pytest.mark.parametrize(
    "printed",
    [
        "TREDINNICK", "QUARRELLAR-TYPE", "MALDISTRIBUTION", "AIRGRAMMED", "LABOR", "NEIGHBORS", "ANALYZING", "REFTEL",
        "GEN. GOVERMENT", "INSTITUTO DE MINAS", "12GOVERMENT", "GOVERMENT/2", "XQZWK",
    ],
)  # fmt: skip
def test_names_numbers_and_words_that_are_made_of_others_stay(printed: str) -> None:
    assert [r for r in repairs_of(printed) if r.applied] == []


@pytest.mark.parametrize("printed", ["FALANGE", "HATHORN", "MCMILLEN", "COOPERACION"])
def test_what_can_be_a_name_is_at_most_suggested(printed: str) -> None:
    assert all(not r.applied and 0.3 <= r.confidence <= 0.75 for r in repairs_of(printed))


def test_a_word_that_the_archive_knows_is_no_slip() -> None:
    assert repairs_of("PROUABLY", prouably=4) == []


def test_a_word_that_stands_twice_is_rather_a_name() -> None:
    assert repairs_of("GOVERMENT AND GOVERMENT") == []


def test_the_second_half_of_a_divided_word_is_not_read_alone() -> None:
    text = "THE COMMISSION SAID THAT THE EN-\nPAGE 02  VALMOR 00123  022228Z\nFORCEMENT OF THE TREATY WAS AT HAND"
    draft, ranges = draft_of(text, dialect="state1973")
    assert apply_repairs(text, tuple(find_repairs(draft, ranges))).text.count("ENFORCEMENT") == 1


def test_telegrams_in_small_letters_and_of_the_2000s_are_left_alone() -> None:
    for dialect, text in (("state2000", SENTENCE.format("GOVERMENT")), ("state1973", "the goverment has spoken")):
        draft, ranges = draft_of(text, dialect=dialect)
        assert find_repairs(draft, ranges) == []


def test_neighbours_of_code_and_keyboard_are_mutual() -> None:
    for neighbours in (_BIT_NEIGHBOURS, _KEY_NEIGHBOURS):
        assert all(letter in neighbours[other] for letter, others in neighbours.items() for other in others)
    assert "u" in _BIT_NEIGHBOURS["i"]  # 01100 and 11100
    assert "b" in _KEY_NEIGHBOURS["n"]


def test_the_lexicon_spells_as_both_sides_of_the_ocean_do() -> None:
    known = shipped_lexicon()
    pairs = (
        "labour labor",
        "centre center",
        "travelled traveled",
        "analysing analyzing",
        "defence defense",
        "sceptical",
    )
    assert [word for pair in pairs for word in pair.split() if word not in known] == []


def test_words_of_a_text_keep_their_hyphens() -> None:
    assert words_of("A second-round VOTE, a vote") == {"a": 2, "second-round": 1, "vote": 2}
