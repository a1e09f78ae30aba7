"""Who is meant by a surname alone, in a telegram and over telegrams, in sentences made up for this project."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from growth import assert_linear
from reftel import read_text
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.understand import analyze
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.model.analysis import Analysis

HEAD = "O R 011200Z MAR 79\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nC O N F I D E N T I A L OSLO {number:04}\n{tags}\n\n"


def paragraphs(*texts: str) -> str:
    return "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))


def speakers(analysis: Analysis) -> list[str]:
    names = {one.id: one.name for one in analysis.entities}
    return [names.get(voice, voice) for one in analysis.statements for voice in one.voices]


def said(*texts: str, tags: str = "TAGS: PINT, NO") -> list[str]:
    return speakers(analyze(read_text(HEAD.format(number=1, tags=tags) + paragraphs(*texts))[0]))


SAID = "PRESIDENT BORGE SAID THAT THE DAM WAS SAFE. BORGE SAID THAT THE LAKE WAS OLD. BORGE ADDED THAT HE WOULD GO."


def test_a_full_name_in_passing_is_not_the_president_of_that_surname() -> None:
    passing = "THE LEFT IS BUSY (E.G., A PROPOSED HOMAGE TO OLLE BORGE)."
    assert {*said(SAID, SAID, "BORGE SAID THAT HE HAD NO VIEW.", "IT RAINED.", passing)} == {"BORGE"}


def test_a_full_name_with_the_same_office_is_who_was_called_by_the_surname_before() -> None:
    later = "PRESIDENT OLLE BORGE WENT HOME."
    assert {*said(SAID, SAID, "IT RAINED.", later)} == {"OLLE BORGE"}
    assert {*said(SAID, SAID, "IT RAINED.", "OLLE BORGE WAS PRESIDENT FROM 1971.")} == {"OLLE BORGE"}


def test_who_is_only_somebodys_relative_is_not_called_by_the_surname() -> None:
    assert {*said(SAID, "HE CAME WITH HIS BROTHER DR. TOR BORGE AND A DOG.")} == {"BORGE"}
    assert {*said(SAID, "THE DOG IS OF TOR BORGE, NEPHEW OF THE BISHOP.")} == {"BORGE"}
    assert {*said("HIS BROTHER TOR BORGE TOLD US THAT HE LEFT. BORGE SAID THAT IT RAINED.")} == {"TOR BORGE"}


def test_the_head_of_state_is_nobody_of_another_office() -> None:
    meeting = "WE MET MINISTER ERIC HALDAR AND OLA BORGE, DEPUTY DIRECTOR OF THE GUARD."
    assert said("PRESIDENT BORGE SAID THAT HE WOULD GO.", meeting) == ["BORGE"]


@pytest.mark.parametrize(
    ("texts", "speaker"),
    [
        (
            ("Minister Ola Borge met us. His mother Eva Borge was there.", "Borge said that he would go."),
            "Ola Borge",
        ),
        (
            ("Minister Ola Borge met us.", "Chairman Tor Borge came too. Borge said that he would go."),
            "Tor Borge",
        ),
        (
            ("Minister Ola Borge met us. Chairman Tor Borge came too.", "Chairman Borge said that he would go."),
            "Tor Borge",
        ),
        (("Minister Ola Borge met us.", "In town lives Tor Borge. Borge said that he would go."), "Borge"),
        (("Ola Borge and Tor Borge met us.", "Borge said that he would go."), "Borge"),
        (("Ola Borge met us.", "Tor Borge met Ola Borge. It rained. Borge said that he would go."), "Borge"),
    ],
)
def test_of_several_with_one_surname(texts: tuple[str, ...], speaker: str) -> None:
    assert said(*texts) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("6, 1980 AS SAID IN THE BILL OF ERIC HALDAR, MADE BEFORE MAY 6, 1979) BORGE SAID THAT IT RAINED.", "BORGE"),
        ("(Note: Some of them say in the town that it is cold and wet.) Olle Borge said that it rained.", "Olle Borge"),
        ("Contacts in both the ruling Dock Party and the party of Eric Haldar said that it rained.", "Contacts"),
        ("A driver who knows the town said that it rained.", "A driver"),
        ("The spokesman (of the docks) said that it rained.", "The spokesman"),
        ("Former minister and senior member of the Dock Committee Olle Borge said that it rained.", "Olle Borge"),
        ("A former aide of Olle Borge said that it rained.", "A former aide of Olle Borge"),
    ],
)
def test_who_is_described_is_called_so_without_clauses(text: str, speaker: str) -> None:
    assert said(text)[-1] == speaker


def test_a_woman_is_not_her_husband() -> None:
    assert said("MRS. BORGE SAID THAT SHE WOULD GO. ERIC BORGE STAYED.") == ["BORGE"]
    assert said("SECRETARY BORGE STAYED WITH CYROS BORGE. MRS. BORGE SAID THAT SHE WOULD GO.") == ["BORGE"]


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        (("Ahmad bin Zaki", "Umar bin Zaki"), 2),
        (("Lola Nunez de Borja", "Rosa Anaya de Borja"), 2),
        (("Victor Borja", "Victor Borja Arce"), 1),
        (("Victor Borja Arce", "Victor Borje Arce"), 1),
        (("O. Borge", "Ola Borge"), 1),
        (("Mario Borge", "Maria Borge"), 2),
        (("Eric Haldar", "Eric Haldar Tor Brodin"), 2),
    ],
)
def test_full_names_are_one_person_where_one_can_stand_for_the_other(names: tuple[str, ...], persons: int) -> None:
    analysis = analyze(read_text(" ".join(f"Yesterday we met {name} in town." for name in names))[0])
    assert len([one for one in analysis.entities if one.type == "person"]) == persons


def test_another_persons_first_name_is_no_surname() -> None:
    assert said("KING HABIB SAID THAT HE WOULD GO. MINISTER HABIB BORGE STAYED.") == ["HABIB"]
    assert said("MINISTER HABIB BORGE STAYED. HABIB SAID THAT HE WOULD GO.") == ["HABIB BORGE"]


def test_the_tags_name_whom_a_surname_means() -> None:
    found = said(SAID, SAID, "IT RAINED. A HOMAGE TO OLLE BORGE IS PLANNED.", tags="TAGS: PINT, (BORGE ARCE, TORE)")
    assert {*found} == {"Tore Borge Arce"}


def test_the_tags_of_an_archives_description_name_them_too() -> None:
    description = "\nMessage Attributes\nDraft Date: 01 mar 1979\nFrom: OSLO\nSubject: DAM\nTAGS: PINT, (BORGE, TORE)\n"
    telegram = read_text(HEAD.format(number=1, tags="TAGS: PINT") + paragraphs(SAID) + "\n" + description)[0]
    analysis = analyze(telegram)
    assert {*speakers(analysis)} == {"Tore Borge"}
    assert "BORGE, TORE" in [telegram.text[one.start : one.end] for one in analysis.mentions]


def archive(folder: Path, *texts: str) -> None:
    with open_writer(folder) as writer:
        telegrams = [HEAD.format(number=number, tags="TAGS: PINT") + text for number, text in enumerate(texts, start=1)]
        writer.add_all((read_text(text, path=f"{at}.txt")[0], text.encode()) for at, text in enumerate(telegrams))
    analyze_archive(folder)


def test_a_surname_of_two_in_one_telegram_is_known_there_only(tmp_path: Path) -> None:
    open_ones = paragraphs("OLA BORGE AND TOR BORGE MET US.", "BORGE SAID THAT HE WOULD GO.")
    archive(tmp_path, open_ones, "1. EVA HALDAR LEFT.", "1. BORGE SAID THAT IT RAINED.")
    with closing(connect_to_read(tmp_path)) as connection:
        persons = Library(connection).persons
        assert [key for key in persons.called("borge") if key.startswith("borge@")] == ["borge@79OSLO1", "borge@OSLO"]
        assert persons.main("borge@79OSLO1") == "borge@79OSLO1"
        assert {one.first for one in persons.suggestions() if one.second == "borge@79OSLO1"} == {
            "ola borge",
            "tor borge",
        }


@pytest.mark.parametrize(
    ("one", "other", "surname", "opened"),
    [
        ("OLLE BORJA", "WALTER BORJA ARCE", "BORJA", True),
        ("OLLE KIM", "KIM DAE-JUNG", "KIM", True),
        ("OLLE NGUYEN", "NGUYEN VAN HALDAR", "NGUYEN", True),
        ("OLLE NAGY", "NAGY ISTVAN", "NAGY", True),
        ("OLLE BORJA", "OMAR AL-BORJA", "BORJA", True),
        ("OLLE BORJA", "BORJA DEL MAR", "BORJA", False),
        ("OLLE BORJA", "WALTER HALDAR ARCE", "BORJA", False),
    ],
)
def test_a_surname_is_open_where_another_may_be_called_so(
    tmp_path: Path, one: str, other: str, surname: str, opened: bool
) -> None:
    archive(tmp_path, f"1. {one} LEFT.", f"1. WE MET MINISTER {other}.", f"1. {surname} SAID THAT HE WOULD GO.")
    with closing(connect_to_read(tmp_path)) as connection:
        key = f"{surname.lower()}@OSLO"
        assert (Library(connection).persons.main(key) == key) == opened


def test_many_of_one_surname_cost_what_as_many_others_do() -> None:
    def text_of(size: int) -> str:
        return "Minister Ola Borge met Tor Borge and Eva Borge. Borge said that he would go. " * (size // 80)

    assert_linear(lambda text: analyze(read_text(text)[0]), text_of, 8_000)


def offices(text: str) -> dict[str, list[tuple[str, bool]]]:
    entities = analyze(read_text(text)[0]).entities
    return {one.name: [(office.title, office.former) for office in one.offices] for one in entities if one.offices}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Yesterday then-President Ola Borge left us.", {"Ola Borge": [("then-President", True)]}),
        ("We saw ex-Minister Borge in the town.", {"Borge": [("ex-Minister", True)]}),
        ("Borge appointed Tor Haldar minister of docks.", {}),
        ("Borge was appointed minister of docks in May.", {"Borge": [("minister of docks", False)]}),
        ("Ola Borge, minister said that it rained, left.", {}),
        ("Ola Borge, the leader who knew all, left.", {"Ola Borge": [("leader", False)]}),
        ("Ola Borge, Head of the Lake group Tor Haldar, left.", {}),
        ("Ola Borge, adviser to Tor Haldar, left.", {"Ola Borge": [("adviser to Tor Haldar", False)]}),
        (
            "Ola Borge, Head of the Lake group\nTor Haldar, Director of Docks, left.",
            {"Ola Borge": [("Head of the Lake group", False)], "Tor Haldar": [("Director of Docks", False)]},
        ),
        (
            "We met Ministry of Docks Secretary Ola Borge in town.",
            {"Ola Borge": [("Secretary", False)]},
        ),
    ],
)
def test_an_office_is_held_by_whom_the_words_say(text: str, held: dict[str, list[tuple[str, bool]]]) -> None:
    assert offices(text) == held


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We met The Honorable Ola Borge in town.", "Ola Borge"),
        ("We met Minister for Docks and Procurement Ola Borge in town.", "Ola Borge"),
        ("We met Secretary of the Docks for Foreign Affairs Borge in town.", "Borge"),
        ("We met Political Officer Ola Borge in town.", "Ola Borge"),
        ("We met the Dutch-speaking Borge. Borge said that it rained.", "Borge"),
        ("We met the Board-Equivalent Ola Borge in town.", "Ola Borge"),
        ("We met Minister-designate for Docks Ola Borge in town.", "Ola Borge"),
        ("We met President Bashar al-Borj in town. Borj said that it rained. So al-Borj left.", "Bashar al-Borj"),
        ("WE MET HENRY BORGE EN EL GOBIERNO AND DIRECTOR DE ABASTECIMIENTOS IN AMEMBASSY OSLO.", "HENRY BORGE"),
        ("WE MET COMDR BORGE, WHO HAD BORGE BECUASE HE CAME EITHERIN MAY OR JUNE.", "BORGE"),
        ("Sharm el-Borj and Bab al-Brod are near. Ola Borge left.", "Ola Borge"),
    ],
)
def test_what_somebody_is_stands_in_no_name(text: str, name: str) -> None:
    assert [one.name for one in analyze(read_text(text)[0]).entities if one.type == "person"] == [name]


def test_a_former_president_is_not_the_president() -> None:
    assert said("Former President Ola Borge left. The President said that it rained.") == ["The President"]
    assert said("President Ola Borge left. The President said that it rained.") == ["Ola Borge"]


def test_what_was_taken_out_is_nobody_else() -> None:
    text = "XXXXXXXXXXXX al-Borj left. XXXXXXXXXXXX said that it rained. Ola XXXXXXXXXXXX said that it did not."
    assert said(text) == ["XXXXXXXXXXXX", "Ola XXXXXXXXXXXX"]
    assert said("Ola Borge XXXXXXXXXXXX left. XXXXXXXXXXXX said that it rained.") == ["XXXXXXXXXXXX"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Segolene Borge left. She said that it rained.", ["Segolene Borge"]),
        ("Segolene Borge met Mariano Haldar. He said that it rained.", ["Mariano Haldar"]),
        ("Mariano Haldar met Lydia Borge. She said that it rained.", ["Lydia Borge"]),
    ],
)
def test_a_first_name_tells_whom_a_pronoun_means(text: str, speakers: list[str]) -> None:
    assert said(text) == speakers


def test_he_is_whose_name_was_taken_out() -> None:
    text = "Minister Ola Borge called. xxxxxxxxxxxx told him that it rained. He added that he would go."
    assert {*said(text)} == {"xxxxxxxxxxxx"}


def test_the_minister_of_one_thing_is_not_that_of_another() -> None:
    text = "Interior Minister Ola Borge came with us. The Foreign Minister said that it rained."
    assert said(text) == ["The Foreign Minister"]
    assert said(text.replace("Foreign", "Interior")) == ["Ola Borge"]
    assert said(text.replace("The Foreign", "The")) == ["Ola Borge"]
