"""Meetings, relations and people of one telegram, in sentences made up for this project."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from reftel import read_text
from reftel.analysis.understand import analyze

if TYPE_CHECKING:
    from reftel.model.analysis import Analysis


def understand(text: str) -> Analysis:
    return analyze(read_text(text)[0])


def names(analysis: Analysis, ids: tuple[str, ...]) -> set[str]:
    by_id = {entity.id: entity.name for entity in analysis.entities}
    return {by_id.get(one, one) for one in ids}


def test_a_meeting_has_its_people_place_and_medium() -> None:
    analysis = understand(
        "Ambassador Ann Lee held a video conference with Minister Ola Borge in Paris. Tor Ekdal also participated."
    )

    (meeting,) = analysis.meetings
    assert {"Ann Lee", "Ola Borge", "Tor Ekdal"} == names(analysis, meeting.participants)
    assert meeting.place == "Paris"
    assert meeting.medium == "video conference"


HEADING = "R 290900Z OCT 74\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nBT\nUNCLAS PARIS 000100\nSUBJECT: DAM\n\n1. "


@pytest.mark.parametrize(
    ("text", "medium", "day"),
    [
        ("MINISTER OLA BORGE RECEIVED DCM OCTOBER 11 WITH A MAP.", "meeting", "1974-10-11"),
        ("I SAW MINISTER OLA BORGE LAST NIGHT AT HIS FLAT.", "meeting", "1974-10-28"),
        ("I CALLED ON MINISTER OLA BORGE OCT 18 AT HIS REQUEST.", "meeting", "1974-10-18"),
        ("GENERAL OLA BORGE CALLED IN THE DEFENSE ATTACHE THIS MORNING.", "meeting", "1974-10-29"),
        ("MINISTER OLA BORGE CALLED ME IN OCTOBER 16 TO SPEAK OF NOTHING ELSE.", "meeting", "1974-10-16"),
        ("MINISTER OLA BORGE LUNCHED AT THE RESIDENCE OCTOBER 18.", "lunch", "1974-10-18"),
        ("OVER COFFEE ON OCTOBER 17 OLA BORGE TOLD POLOFF THAT HE WAS TIRED.", "coffee", "1974-10-17"),
        ("MINISTER OLA BORGE TOLD THE AMBASSADOR ON OCTOBER 9 THAT IT WAS SAFE.", "conversation", "1974-10-09"),
        ("PARTICIPANTS: MINISTER OLA BORGE, MR. TOR EKDAL, OCTOBER 3", "meeting", "1974-10-03"),
    ],
)
def test_people_meet_in_many_ways(text: str, medium: str, day: str) -> None:
    (meeting,) = understand(HEADING + text).meetings

    assert (meeting.medium, str(meeting.first)) == (medium, day)
    assert len(meeting.participants) > 1 or medium == "lunch"


@pytest.mark.parametrize(
    "text",
    ["Ola Borge saw Tor Ekdal as a rival.", "Voters saw Ola Borge's party as old.", "The mayor called on the EU."],
)
def test_a_view_and_an_appeal_are_no_meetings(text: str) -> None:
    assert understand(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Minister Haldar met with Mayor Borge to discuss President Lund.", ["Haldar", "Borge"]),
        ("Minister Haldar met with Mayor Borge and discussed President Lund's plan.", ["Haldar", "Borge"]),
        ("Minister Haldar said that Mayor Borge had met with President Lund.", ["Borge", "Lund"]),
        ("Minister Haldar told the DCM that he had recently met with Mayor Borge.", ["Haldar", "Borge"]),
        ("Haldar's adviser, Minister Ola Borge, met with President Lund.", ["Ola Borge", "Lund"]),
        ("In a meeting with Minister Haldar, Mayor Borge praised President Lund.", ["Haldar", "Borge"]),
        ("In a meeting with the DCM, Mayor Borge told Minister Haldar that all was well.", ["post", "Haldar", "Borge"]),
        ("In a meeting on dams, Mayor Borge discussed the plan with Minister Haldar.", ["Borge", "Haldar"]),
        ("Mayor Borge praised the plan and then met with Minister Haldar.", ["Borge", "Haldar"]),
        ("Mayor Borge, who opposes President Lund, met with Minister Haldar.", ["Borge", "Haldar"]),
        ("After the Lund meeting Minister Haldar met with Mayor Borge.", ["Haldar", "Borge"]),
        ("President Lund's telephone call to Mayor Borge was noted.", ["Lund", "Borge"]),
        ("I did not raise it with Mayor Borge when I spoke to him.", ["post", "Borge"]),
        ("Mayor Borge, accompanied by Minister Haldar, called on President Lund.", ["Borge", "Haldar", "Lund"]),
    ],
)
def test_only_subject_and_object_take_part(text: str, people: list[str]) -> None:
    analysis = understand(text)

    assert [names(analysis, meeting.participants) for meeting in analysis.meetings] == [set(people)]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Haldar stressed that support at the 1978 conference in Oslo was needed by Mayor Borge.",
        "President Lund and Mayor Borge rebuffed feelers for a meeting with Minister Haldar.",
        "Minister Haldar noted that Norway had taken part in the 1978 Oslo Conference.",
    ],
)
def test_what_is_said_of_a_meeting_makes_nobody_take_part(text: str) -> None:
    assert understand(text).meetings == ()


def test_a_meeting_has_the_date_of_its_own_clause() -> None:
    (meeting,) = understand("Minister Haldar said on May 5, 1978 that he had met with Mayor Borge.").meetings
    (other,) = understand("The last came on May 5, 1978, when Minister Haldar met with Mayor Borge.").meetings

    assert meeting.first is None
    assert other.first == date(1978, 5, 5)


def test_disagreement_that_is_stated_names_both_sides() -> None:
    analysis = understand(
        "Ola Borge said the dam would hold. In contrast to Borge, Tor Ekdal believes that it will break."
    )

    (relation,) = analysis.relations
    assert relation.kind == "disagreement"
    assert {"Ola Borge", "Tor Ekdal"} == names(analysis, relation.entities)
    assert relation.statements == (0, 1)


def test_a_change_of_mind_is_a_relation_of_one_person() -> None:
    analysis = understand("Ola Borge said that his opinion on the dam had evolved.")

    assert [relation.kind for relation in analysis.relations] == ["change"]


def test_the_forms_of_a_name_are_one_person() -> None:
    analysis = understand(
        "Foreign Minister Ola Borge arrived. Borge said that the dam was safe. The Foreign Minister left."
    )

    (borge,) = [entity for entity in analysis.entities if entity.type == "person"]
    assert "Foreign Minister" in borge.roles
    assert {"Ola Borge", "Borge", "Foreign Minister"} == {
        mention.text for mention in analysis.mentions if mention.entity == borge.id
    }


def test_names_are_found_in_capitals() -> None:
    analysis = understand("PRESIDENT PADILLO TOLD THE MINISTRY OF FINANCE THAT BOLIVIA AND THE ZNR WOULD SIGN IN LIMA.")

    found = {(mention.text, mention.type) for mention in analysis.mentions}
    assert {
        ("PADILLO", "person"),
        ("MINISTRY OF FINANCE", "organisation"),
        ("BOLIVIA", "place"),
        ("ZNR", "organisation"),
        ("LIMA", "place"),
    } <= found
