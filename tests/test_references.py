"""Reference strings of every class, with what they mean: the table is `tests/references/strings.txt`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_linear
from reftel.references import Own, block, find_mentions, read_reference_block

if TYPE_CHECKING:
    from reftel.model.telegram import Reftel

TABLE = Path(__file__).parent / "references" / "strings.txt"
CLASSES_OF_FAILURE = (
    "several references, with commas",
    "sender and date in place of a number",
    "sender codes that are no station",
    "bare numbers",
    "AND, semicolons, letters between",
    "no telegrams at all",
    "wrong characters",
)


class Case(NamedTuple):
    """One line of the table."""

    kind: str
    citing: Own
    string: str
    meaning: list[str]


def _own(words: str) -> Own:
    post, number, day = words.split()
    when = datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)
    return Own(when.year, post, int(number), when)


def _cases(table: Path) -> list[Case]:
    cases: list[Case] = []
    owns: dict[str, Own] = {}
    kind = ""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line.startswith("@"):
            name, _, words = line[1:].partition(" ")
            owns[name] = _own(words)
        elif line and not line.startswith("#"):
            citing, string, meaning = (cell.strip() for cell in line.split(" | "))
            expected = [] if meaning == "-" else meaning.split()
            cases.append(Case(kind, owns[citing], string.replace("\\n", "\n"), expected))
    return cases


def _written(reftel: Reftel) -> str:
    """A reference as the table writes it."""
    if reftel.kind == "dtg" and reftel.dtg is not None:
        what = f"dtg@{reftel.dtg:%Y-%m-%dT%H:%M}"
    elif reftel.kind != "telegram":
        what = reftel.kind
    elif reftel.mrn is not None:
        what = reftel.mrn
    else:
        what = ("?" if reftel.state == "ambiguous" else "!") + "/".join(reftel.candidates)
    label = f"{reftel.label}=" if reftel.label else ""
    note = f"+{reftel.note.replace(' ', '_')}" if reftel.note and reftel.kind == "telegram" else ""
    return f"{label}{what}{note}"


CASES = _cases(TABLE)
IN_TEXT = _cases(TABLE.with_name("mentions.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.string)
def test_a_reference_string_means(case: Case) -> None:
    reftels, _ = read_reference_block(case.string, 0, len(case.string), case.citing)

    assert [_written(reftel) for reftel in reftels] == case.meaning


@pytest.mark.parametrize("case", IN_TEXT, ids=lambda case: case.string)
def test_running_text_mentions(case: Case) -> None:
    mentions = find_mentions(case.string, [(0, len(case.string))], case.citing)

    assert [_written(mention) for mention in mentions] == case.meaning


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.string)
def test_the_quick_reading_of_plain_items_changes_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = read_reference_block(case.string, 0, len(case.string), case.citing)
    monkeypatch.setattr(block, "read_plain_items", lambda _block, _base, _own, stop, _reftels: stop)

    assert read_reference_block(case.string, 0, len(case.string), case.citing) == quick


@pytest.mark.parametrize(
    ("words", "post", "to", "meaning"),
    [
        ("YOUR 9312", "STATE", "LAPAZ", "79LAPAZ9312"),
        ("URTEL 224372", "LAPAZ", "STATE", "79STATE224372"),
        ("EMBTEL 9312", "STATE", "LAPAZ", "79LAPAZ9312"),
        ("EMBTEL 9312", "LAPAZ", "STATE", "79LAPAZ9312"),
        ("EMBASSY'S 9312", "STATE", "LAPAZ", "79LAPAZ9312"),
        ("OUR 224372", "STATE", "LAPAZ", "79STATE224372"),
        ("DEPTEL 224372", "STATE", "LAPAZ", "79STATE224372"),
    ],
)
def test_your_and_embtel_are_of_the_post_at_the_other_end(words: str, post: str, to: str, meaning: str) -> None:
    own = Own(1979, post, 330_000 if post == "STATE" else 9500, datetime(1979, 11, 5, tzinfo=UTC), to)
    said = f"SEE {words}, PLEASE."

    assert [each.mrn for each in read_reference_block(words, 0, len(words), own)[0]] == [meaning]
    assert [each.mrn for each in find_mentions(said, [(0, len(said))], own)] == [meaning]


def test_the_table_has_300_strings_and_30_of_each_class_of_failure() -> None:
    assert len(CASES) >= 300
    for kind in CLASSES_OF_FAILURE:
        assert sum(case.kind == kind for case in CASES) >= 30, kind


MENTIONS: tuple[tuple[str, str, list[str]], ...] = (
    # own telegram, body, what is found (text -> meaning)
    ("LAPAZ 9500 1979-11-05", "Floods are reported (STATE 47381).", ["79STATE47381"]),
    ("LAPAZ 9500 1979-11-05", "SEE LA PAZ 0593 FOR DISCUSSION.", ["79LAPAZ593"]),
    ("LAPAZ 9500 1979-11-05", "WE SAID IN LA PAZ 7639 AND LA PAZ 7614, LOANS WENT ON.", ["79LAPAZ7639", "79LAPAZ7614"]),
    ("LAPAZ 9500 1979-11-05", "(SEE LA PAZ 5021 OF\nAUGUST 16, 1973, AND SUBSEQUENT.)", ["73LAPAZ5021+AND_SUBSEQUENT"]),
    ("LAPAZ 9500 1979-11-05", "WE SUBMITTED IT IN LA PAZ TELEGRAM 608.", ["79LAPAZ608"]),
    ("LAPAZ 9500 1979-11-05", "(STATE 93410, 105386 AND BONN 126)", ["79STATE93410", "79STATE105386", "79BONN126"]),
    ("LAPAZ 9500 1979-11-05", "AS REPORTED OUR 8605, HE LEFT.", ["79LAPAZ8605"]),
    ("LAPAZ 9500 1979-11-05", "DEPT'S 224372 ASKED FOR THIS.", ["79STATE224372"]),
    ("LAPAZ 9500 1979-11-05", "IN POST'S ANSWER TO DEPARTMENT'S A-3164 OF APRIL 19", ["airgram"]),
    ("LAPAZ 9500 1979-11-05", "SEE LA PAZ A-029 OF FEB 24, 1974) THEN", ["airgram"]),
    ("LAPAZ 9500 1979-11-05", "MESSAGE USCINCRED 311345Z MAY 79 SAYS SO", ["dtg@1979-05-31T13:45"]),
    ("LAPAZ 9500 1979-11-05", "MY TELEGRAM OF MARCH 3 SAYS SO.", ["!"]),
    ("LAPAZ 9500 1979-11-05", "DETAILS FOLLOW SEPTEL.", ["septel"]),
    ("KABUL 1892 2009-07-16", "He agreed (Ankara 1234 (NOTAL)).", ["09ANKARA1234+NOTAL"]),
    ("KABUL 1892 2009-07-16", "Details are in 08 Kabul 3120.", ["08KABUL3120"]),
    ("KABUL 1892 2009-07-16", "the copy of 79 Kabul 710 which he left", ["79KABUL710"]),
    ("KABUL 1892 2009-07-16", "SECTION 01 OF 02 KABUL 001891\n", []),
    ("KABUL 1892 2009-07-16", "a new training (Bamako 538), he believes", ["09BAMAKO538"]),
    ("KABUL 1892 2009-07-16", "Septel will report; see septels.", ["septel", "septel"]),
    # what is no telegram
    ("LAPAZ 9500 1979-11-05", "WHEELS UP FROM LA PAZ\n \n3.   MOTORCADE", []),
    ("LAPAZ 9500 1979-11-05", "DUE TO DEPART LA PAZ\n1910 HOURS DECEMBER 6", []),
    ("LAPAZ 9500 1979-11-05", "PAGE 02        LA PAZ 09500  021508Z", []),
    ("LAPAZ 9500 1979-11-05", "LIMITED OFFICIAL USE LA PAZ 4733\n", []),
    ("LAPAZ 9500 1979-11-05", "R 312121Z MAY 79\nTO SECSTATE WASHDC 6535\nINFO AMEMBASSY BOGOTA 1234\n", []),
    ("LAPAZ 9500 1979-11-05", "THE A-37 AIRCRAFT AND ACTION A-02", []),
    ("LAPAZ 9500 1979-11-05", "IN THE 1979 ELECTIONS SOME 200 PEOPLE WENT TO LIMA 12 TIMES", []),
    ("KABUL 1892 2009-07-16", "KABUL 00001892  002 OF 003", []),
    ("KABUL 1892 2009-07-16", "In Paris 2008 there were London 150 people at a reform.", []),
    ("KABUL 1892 2009-07-16", "arrived on the CASA 212 flight; France's 2012 Olympics", []),
)  # fmt: skip


@pytest.mark.parametrize(("citing", "body", "meaning"), MENTIONS, ids=[body[:40] for _, body, _ in MENTIONS])
def test_a_mention_in_the_body_means(citing: str, body: str, meaning: list[str]) -> None:
    found = find_mentions(body, [(0, len(body))], _own(citing))

    assert [_written(reftel) for reftel in found] == meaning


def test_ref_a_in_the_body_is_the_telegram_of_item_a() -> None:
    lines = "A. KABUL 1767 B. 08 STATE 120738 C. LEE-GOLDBERG E-MAIL"
    own = _own("KABUL 1892 2009-07-16")
    cited, _ = read_reference_block(lines, 0, len(lines), own)
    body = "As reftel a reported and Ref A shows (refs b and C), reftel a week ago, ref D."

    found = find_mentions(body, [(0, len(body))], own, cited)

    assert [(mention.text, mention.mrn, mention.kind, mention.state) for mention in found] == [
        ("reftel", None, "telegram", "ambiguous"),
        ("Ref A", "09KABUL1767", "telegram", "known"),
        ("refs b", "08STATE120738", "telegram", "known"),
        ("C", None, "email", "unresolved"),
        ("reftel", None, "telegram", "ambiguous"),
    ]
    assert all(mention.label is None for mention in found)


def test_an_article_after_a_letter_is_no_letter() -> None:
    own = _own("KABUL 1892 2009-07-16")
    cited, _ = read_reference_block("A. KABUL 1767 B. KABUL 1790", 0, 27, own)

    found = find_mentions("As reported in REF B, a group met (REFS A, B).", [(0, 46)], own, cited)

    assert [mention.text for mention in found] == ["REF B", "REFS A", "B"]


def test_reftel_before_its_number_is_that_number() -> None:
    found = find_mentions("SEE REFTEL LA PAZ 8837.", [(0, 23)], _own("LAPAZ 9500 1979-11-05"))

    assert [mention.mrn for mention in found] == ["79LAPAZ8837"]


def test_reftel_is_the_only_telegram_of_the_ref_lines() -> None:
    own = _own("KABUL 1892 2009-07-16")
    cited, _ = read_reference_block("KABUL 1767", 0, 10, own)

    found = find_mentions("Reftel reported floods (REFTEL).", [(0, 32)], own, cited)

    assert [mention.mrn for mention in found] == ["09KABUL1767", "09KABUL1767"]


def test_damage_is_repaired_on_record_and_the_text_is_kept_as_printed() -> None:
    string = "(AL 73 STATE 1 O1684; (B) SANTIAG 4779"

    reftels, repairs = read_reference_block(string, 0, len(string), _own("LAPAZ 4500 1974-07-12"))

    assert [(reftel.label, reftel.text, reftel.mrn) for reftel in reftels] == [
        ("A", "73 STATE 1 O1684", "73STATE101684"),
        ("B", "SANTIAG 4779", "74SANTIAGO4779"),
    ]
    assert [(repair.was, repair.now, repair.rule) for repair in repairs] == [
        ("(AL", "(A)", "reference-label"),
        ("1 O1684", "101684", "reference-digits"),
        ("SANTIAG", "SANTIAGO", "reference-post"),
    ]
    assert all(string[repair.start : repair.end] == repair.was for repair in repairs)


def test_places_count_the_whole_text() -> None:
    text = "SUBJECT: FLOODS\n\nREF: A. KABUL 1767 B. KABUL 1790\n"
    start = text.index("A. KABUL")

    reftels, _ = read_reference_block(text, start, len(text), _own("KABUL 1892 2009-07-16"))

    assert [text[reftel.start : reftel.end] for reftel in reftels] == ["KABUL 1767", "KABUL 1790"]


FIELD_WORDS = st.lists(
    st.sampled_from(
        ["A.", "(B)", "STATE", "LA PAZ", "12345", "1 O1684", "AND", ",", ";", "06", "\n", "¶", "(AL", "A-245",
         "PREVIOUS", "NOTAL", "(", ")", "311345Z", "MAY", "73", "E-MAIL", "OF", "REFTEL", "REF A", "septel",
         "#", "-", "/", "  ", "SECTION 01 OF 02", "KABUL 00001892 001.2 OF 003", "ÿ", "…"]
    ),
    max_size=40,
)  # fmt: skip


@given(words=FIELD_WORDS, glue=st.sampled_from([" ", ""]))
def test_every_reference_has_its_place_in_the_text_whatever_the_text(words: list[str], glue: str) -> None:
    text = glue.join(words)
    own = _own("LAPAZ 4500 1974-07-12")

    reftels, repairs = read_reference_block(text, 0, len(text), own)
    mentions = find_mentions(text, [(0, len(text))], own, reftels)

    for found in (*reftels, *mentions):
        assert 0 <= found.start < found.end <= len(text)
        assert found.mrn is None or not found.candidates
        assert (found.mrn is not None) <= (found.state == "known")
    assert [reftel.start for reftel in reftels] == sorted(reftel.start for reftel in reftels)
    assert all(text[repair.start : repair.end] == repair.was for repair in repairs)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_reference_block(text, 0, len(text), Own())
    find_mentions(text, [(0, len(text))], Own())


@pytest.mark.parametrize(
    "hostile",
    [
        "A. ",
        "STATE ",
        "1 ",
        "(A",
        "AND ",
        "\n ",
        "LA PAZ 1, ",
        "TELCON ",
        "ref a ",
        "¶",
        "-",
        "STATE STATE 1 ",
        "' ",
        "STATE 1234, ",
        "STATE 1234 AND ",
        "LIMA 12/123",
        "LIMA: 123, ",
        "STATE 110,568 (NOTAL ",
        "A LIMA 123 (A) ",
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(hostile: str) -> None:
    own = Own(1974, "LAPAZ", 4500)

    def read(text: str) -> None:
        read_reference_block(text, 0, len(text), own)
        find_mentions(text, [(0, len(text))], own)

    assert_linear(read, lambda size: hostile * (size // len(hostile)))
