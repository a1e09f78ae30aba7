"""Meetings, relations and people of one telegram, in sentences made up for this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
