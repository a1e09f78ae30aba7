"""Who said what: one sentence for each construction, in mixed case and in capitals, all made up for this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel import read_text
from reftel.analysis.lexicon import cue_verbs
from reftel.analysis.understand import analyze

if TYPE_CHECKING:
    from reftel.model.analysis import Analysis, Statement


def understand(text: str) -> Analysis:
    return analyze(read_text(text)[0])


def main(text: str) -> list[Statement]:
    return [statement for statement in understand(text).statements if statement.within is None]


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """Speaker, cue and content of every main statement of a text."""
    return [
        (
            one.speaker.text if one.speaker else None,
            one.cue.text if one.cue else None,
            " / ".join(piece.text for piece in one.content),
        )
        for one in main(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Foreign Minister Ola Borge told the Ambassador that the river treaty was dead.",
            [("Foreign Minister Ola Borge", "told", "that the river treaty was dead")],
        ),
        (
            "The treaty is dead, Borge said, and nobody will sign it.",
            [("Borge", "said", "The treaty is dead / and nobody will sign it")],
        ),
        (
            '"We will not sign," said Borge.',
            [("Borge", "said", '"We will not sign,"')],
        ),
        (
            "Borge said that the dam was safe and added that the engineers had left.",
            [("Borge", "said", "that the dam was safe"), ("Borge", "added", "that the engineers had left")],
        ),
        (
            "Noting that the dam was old, Borge urged us to pay.",
            [("Borge", "Noting", "that the dam was old"), ("Borge", "urged", "to pay")],
        ),
        (
            "While in Sund, Borge said, he asked the King to wait.",
            [("Borge", "said", "While in Sund / he asked the King to wait")],
        ),
        (
            'If the mill had joined, he said, that "could have led to strife."',
            [("he", "said", 'If the mill had joined / that "could have led to strife."')],
        ),
        (
            "In the Minister's view, the plan is good.",
            [("the Minister's", "In the Minister's view", "the plan is good")],
        ),
        (
            "Borge took the point, but replied by asking what the mill wants.",
            [("Borge", "asking", "what the mill wants")],
        ),
        (
            "Borge stressed that a.) the mill is old, b.) the dam is new, and c.) both will close.",
            [("Borge", "stressed", "that a.) the mill is old, b.) the dam is new, and c.) both will close")],
        ),
        ("Ambassador Borge called on Eric Haldar, chief of the mill.", []),
        ("The minister called on the union to stop.", [("The minister", "called on", "the union to stop")]),
        (
            "Officials, including the secretary, told the mayor that they were sad.",
            [("Officials", "told", "that they were sad")],
        ),
        (
            "The mayor asked Borge for his thoughts on the dam.",
            [("The mayor", "asked", "for his thoughts on the dam")],
        ),
        (
            "Borge expressed his concern with the antics of President Haldar during the visit.",
            [("Borge", "expressed his concern", "with the antics of President Haldar during the visit")],
        ),
        (
            "Although Minister Borge had signaled that a deal was near, the plan was defeated.",
            [("Minister Borge", "had signaled", "that a deal was near")],
        ),
        (
            '"The dam is a neighbor," he intoned (somewhat expansively, since it is far away).',
            [("he", "intoned", '"The dam is a neighbor,"')],
        ),
        (
            'He stated flatly: "We have interests here. We want to trade. We want no war."',
            [("He", "stated", '"We have interests here. We want to trade. We want no war."')],
        ),
        (
            'Borge said that he was tired. "We want no mill. So we would not pay for it," Haldar argued.',
            [
                ("Borge", "said", "that he was tired"),
                ("Haldar", "argued", '"We want no mill. So we would not pay for it,"'),
            ],
        ),
        (
            "Borge opposed the plan, noting that the dam was old.",
            [("Borge", "opposed", "the plan"), ("Borge", "noting", "that the dam was old")],
        ),
        (
            "Borge, who now supports the treaty, told Poloff that the vote would be close.",
            [("Borge", "now supports", "the treaty"), ("Borge", "told", "that the vote would be close")],
        ),
        (
            "In his opinion the dam is old.",
            [("his", "In his opinion", "the dam is old")],
        ),
        (
            "The vote will be close, according to the opposition.",
            [("the opposition", "according to", "The vote will be close")],
        ),
        (
            "According to the opposition, the vote will be close.",
            [("the opposition", "According to", "the vote will be close")],
        ),
        (
            "Asked about the dam, Borge replied that it was safe.",
            [(None, "Asked", "about the dam"), ("Borge", "replied", "that it was safe")],
        ),
        (
            "Opposition leaders repeated their call for a free vote.",
            [("Opposition leaders", "repeated their call", "for a free vote")],
        ),
        (
            "Borge described the treaty as a mistake.",
            [("Borge", "described", "the treaty as a mistake")],
        ),
        (
            "His goal is to win the vote.",
            [("His", "His goal is", "to win the vote")],
        ),
        (
            "Poloff was told that the dam was safe.",
            [(None, "was told", "that the dam was safe")],
        ),
        (
            "Borge is said to have left the country.",
            [(None, "is said", "Borge / to have left the country")],
        ),
        (
            "MINISTER BORGE STATED IN AN INTERVIEW MAY 5 THAT THE DAM WAS SAFE AND ASKED US NOT TO WORRY.",
            [
                ("MINISTER BORGE", "STATED", "THAT THE DAM WAS SAFE"),
                ("MINISTER BORGE", "ASKED", "NOT TO WORRY"),
            ],
        ),
        (
            "Conceding that the port was old but adding that it would last, Borge expressed optimism.",
            [
                ("Borge", "Conceding", "that the port was old"),
                ("Borge", "adding", "that it would last"),
                ("Borge", "expressed", "optimism"),
            ],
        ),
        (
            "Borge took pains to explain on the radio that the port was safe.",
            [("Borge", "took pains to explain", "that the port was safe")],
        ),
        (
            "The union repeated its call for a pier, but did not mention the old demand.",
            [("The union", "repeated its call", "for a pier")],
        ),
        (
            "Borge described a crisis of trust among the dockers who, he said, live in fear.",
            [
                ("Borge", "described", "a crisis of trust among the dockers who, he said, live in fear"),
                ("he", "said", "who / live in fear"),
            ],
        ),
        (
            "BORGE -- WHO EARLIER IN THE DAY (MAY 3) NOTED THAT LUND IS IN TOWN -- MENTIONED TALKS WITH THE UNION.",
            [("BORGE", "NOTED", "THAT LUND IS IN TOWN"), ("BORGE", "MENTIONED", "TALKS WITH THE UNION")],
        ),
        (
            "THIS CAME FROM OLA LUND, CLOSE BORGE ADVISOR, WHO INFORMS US THAT THE PORT IS CLOSING.",
            [("OLA LUND", "INFORMS", "THAT THE PORT IS CLOSING")],
        ),
        (
            "BORGE SAID THAT THE TOWN WOULD NEED HELP AND ASKED THE MAYOR'S SUPPORT.",
            [("BORGE", "SAID", "THAT THE TOWN WOULD NEED HELP"), ("BORGE", "ASKED", "THE MAYOR'S SUPPORT")],
        ),
        (
            "BORGE NOTED THE RESPECT OF THE UNITED STATES, AND HE HOPED IT WOULD LAST.",
            [("BORGE", "NOTED", "THE RESPECT OF THE UNITED STATES"), ("HE", "HOPED", "IT WOULD LAST")],
        ),
        (
            "BORGE BEGAN BY SAYING THAT HE FEARS THE STRIKE, AND EMPHASIZED THAT THE UNION WOULD WAIT.",
            [
                ("BORGE", "SAYING", "THAT HE FEARS THE STRIKE"),
                ("BORGE", "EMPHASIZED", "THAT THE UNION WOULD WAIT"),
            ],
        ),
        (
            "BORGE BELIEVED THE ARMY WOULDN’T SHOOT IN THE U.S. HE THOUGHT THE NAVY WOULD.",
            [
                ("BORGE", "BELIEVED", "THE ARMY WOULDN’T SHOOT IN THE U.S."),
                ("HE", "THOUGHT", "THE NAVY WOULD"),
            ],
        ),
        (
            "MINMINES SAID NOTHING NEW. REMARKED CONTRACT VERY BAD ONE FOR TOWN.",
            [("MINMINES", "SAID", "NOTHING NEW"), (None, "REMARKED", "CONTRACT VERY BAD ONE FOR TOWN")],
        ),
        (
            "Pressed for details, Borge would only say that the port would close.",
            [(None, "Pressed", "for details"), ("Borge", "would only say", "that the port would close")],
        ),
        (
            "Borge told them that in his view the vote was lost.",
            [("Borge", "told", "that in his view the vote was lost")],
        ),
        (
            "Borge wanted to assure us that the port was safe.",
            [("Borge", "wanted to assure", "that the port was safe")],
        ),
        (
            "Borge noted a sense of calm (many of the dockers were away at sea).",
            [("Borge", "noted", "a sense of calm")],
        ),
        (
            "While the Danish press has hailed this as a feat, Borge was upbeat regarding the vote.",
            [("the Danish press", "has hailed", "this as a feat"), ("Borge", "was upbeat", "regarding the vote")],
        ),
        (
            "Dockers met Borge, indicating the interest in the vote.",
            [],
        ),
        (
            "Segolene Noble met the press. Noble outlined a plan.",
            [("Noble", "outlined", "a plan")],
        ),
    ],
)
def test_a_construction_gives_speaker_cue_and_content(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == told(text)


def test_speech_without_a_new_cue_keeps_its_speaker_and_is_marked_as_implied() -> None:
    first, second = main("Borge said that the dam was safe. It would hold for another fifty years.")

    assert second.speaker is None
    assert second.attribution == "implied"
    assert first.voices == second.voices != ()


@pytest.mark.parametrize(
    "more",
    [
        "It has fine quays and cheap coal, which he expects to last for years.",
        "The union is ready to talk, but does not want to fall into a trap.",
    ],
)
def test_what_is_wanted_inside_continued_speech_stays_inside(more: str) -> None:
    _, second = main("Borge said that the port was safe. " + more)

    assert second.construction == "continued-present"
    assert second.content[0].text == more


@pytest.mark.parametrize(
    ("before", "more", "construction"),
    [
        ("Minister Haldar said that the dam was safe.", "It would hold for fifty years.", "continued"),
        ("Minister Haldar said that the dam was safe.", "It has held for fifty years.", "continued-present"),
        ("Minister Haldar had said that the dam was safe.", "Its wall was thick.", "continued"),
        ("Minister Haldar says that the dam is safe.", "It has held for fifty years.", "continued-present"),
        ("Minister Haldar outlined the plans for the dam.", "It would hold for fifty years.", "continued"),
        ("Minister Haldar praised the dam.", "It would hold for fifty years.", "continued"),
        ("According to Minister Haldar, the dam is safe.", "It would hold for fifty years.", "continued"),
    ],
)
def test_a_sentence_goes_on_with_what_somebody_told(before: str, more: str, construction: str) -> None:
    last = main(f"{before} {more}")[-1]

    assert (last.construction, last.content[0].text) == (construction, more)


@pytest.mark.parametrize(
    ("before", "more"),
    [
        ("Most observers believe that the dam is safe.", "It has held for fifty years."),
        ("Minister Haldar praised the dam.", "It has held for fifty years."),
        ("Minister Haldar thought that the dam was safe.", "It has held for fifty years."),
        ("The report indicates that the dam is safe.", "It would hold for fifty years."),
        ("Minister Haldar wants to mend the dam.", "The wall has held for fifty years."),
        ("Minister Haldar opened the dam, saying that it was safe.", "The wall has held for fifty years."),
    ],
)
def test_what_the_writer_tells_is_not_said_by_whoever_spoke_last(before: str, more: str) -> None:
    assert more not in [one.content[0].text for one in main(f"{before} {more}")]


def test_a_list_goes_on_with_the_speech_that_began_it() -> None:
    text = (
        "Minister Haldar outlined three ways out. 1) The wall is mended. He thought that the mayor would agree. "
        "2) The dam is given up. 3) Nothing is done."
    )
    continued = [one.content[0].text for one in main(text) if one.construction.startswith("continued")]

    assert continued == ["1) The wall is mended.", "2) The dam is given up.", "3) Nothing is done."]


@pytest.mark.parametrize("opening", ["If the union agrees to the plan, ", "Unless Minister Haldar objects, "])
def test_what_is_only_supposed_is_no_statement(opening: str) -> None:
    assert main(f"{opening}the mill will be closed.") == []


@pytest.mark.parametrize("aside", ["(Polls show that this is so.)", "(Note: The port is old. End note.)"])
def test_an_aside_of_the_writer_is_no_continued_speech(aside: str) -> None:
    spoken = [one for one in main("Borge said that the port was safe. " + aside) if one.voices != ("post",)]

    assert len(spoken) == 1


@pytest.mark.parametrize(
    "deed",
    [
        "The aide then withdrew.",
        "Visibly upset, Haldar lost the ability to speak.",
        "He demonstrated familiarity with it.",
    ],
)
def test_what_somebody_did_next_is_no_continued_speech(deed: str) -> None:
    assert len(told(f"Minister Haldar said that the dam was safe. {deed}")) == 1
    assert len(told("Minister Haldar said that the dam was safe. The aide had left the mill.")) == 2


@pytest.mark.parametrize(
    ("said", "more", "implied"),
    [
        ("said that the dam was safe", "Norway is concerned that the mill may fail.", True),
        ("said that the dam was safe", "Norway was concerned that the mill may fail.", False),
        ("says that the dam is safe", "Norway is concerned that the mill may fail.", False),
    ],
)
def test_what_a_country_thinks_now_is_told_by_who_spoke_in_the_past(said: str, more: str, *, implied: bool) -> None:
    _, second = main(f"Minister Haldar {said}. {more}")

    assert second.construction.startswith("continued") is implied


def test_a_report_of_a_meeting_is_not_taken_for_speech() -> None:
    statements = main("Borge said that the dam was safe. On May 5 the Ambassador met with the mayor.")

    assert len(statements) == 1


def test_a_statement_inside_a_statement_knows_where_it_stands() -> None:
    outer, inner = understand("Borge said that Anders told him that the dam was safe.").statements

    assert outer.within is None
    assert inner.within == 0


def test_a_pronoun_means_the_speaker_before_it() -> None:
    analysis = understand("Prime Minister Ola Borge met the press. He said that the dam was safe.")

    borge = next(entity for entity in analysis.entities if entity.name == "Ola Borge")
    assert (borge.id,) == analysis.statements[0].voices


def test_a_chance_is_a_probability_and_a_share_of_people_is_none() -> None:
    chance, share = main("Borge believes there is a 90% chance of war. Borge said 70% of voters want peace.")

    assert chance.probability == 0.9
    assert share.probability is None


def test_every_piece_is_a_span_of_the_source() -> None:
    text = 'Borge told Emboff, "the dam is safe." He added that it\nwould hold.'
    analysis = understand(text)

    for one in analysis.statements:
        places = [(piece.start, piece.end, piece.text) for piece in one.content]
        places += [(part.start, part.end, part.text) for part in (one.cue, one.speaker, one.addressee) if part]
        assert all(text[start:end] == words for start, end, words in places)


def test_the_comment_of_the_post_is_the_posts() -> None:
    (comment,) = main("Comment: The dam will not hold. End comment.")

    assert comment.speaker is not None
    assert comment.speaker.entities == ("post",)


@pytest.mark.parametrize("text", ["", "\n", "“", '"' * 500, "said " * 500, "(" * 500, "that, " * 500, "A. " * 500])
def test_odd_texts_are_understood_without_a_word(text: str) -> None:
    for telegram in read_text(text):
        analyze(telegram)


@pytest.mark.parametrize("mark", [":", ";", ",", "(", '"', ""])
def test_a_cue_with_nothing_after_it_is_no_trouble(mark: str) -> None:
    understand("\n\n".join(f"Borge {cue}{mark}\n\nBorge {cue} {mark} the chances" for cue in cue_verbs()))


@pytest.mark.parametrize(
    "text",
    [
        "Borge said he expected a narrow vote.",
        "Borge said that he would be astonished if anything were signed.",
        "Borge told us that his government would not last the year.",
        "Borge said that he puts it at 55 percent.",
        "Borge would not be surprised by a strike.",
    ],
)
def test_what_is_expected_is_a_forecast(text: str) -> None:
    assert [one.kind for one in main(text)] == ["forecast"]


def test_the_horizon_of_a_forecast_lies_ahead() -> None:
    heading = "R 120900Z MAR 07\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nBT\nUNCLAS PARIS 000100\nSUBJECT: DAM\n\n"
    (one,) = main(heading + "1. Borge predicted that the vote lost in 2003 would be won before Christmas.")

    assert one.about is not None
    assert str(one.about.end) == "2007-12-25"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("President Lund has the dam. The President said that it was safe.", "Lund"),
        ("President Lund met Secretary Haldar. The President said that it was safe.", "Lund"),
        ("Assistant Secretary Haldar met President Lund. The Secretary said that it was safe.", "The Secretary"),
        (
            "Foreign Minister Haldar met Mayor Borge. The Defense Minister said that it was safe.",
            "The Defense Minister",
        ),
    ],
)
def test_an_office_means_its_holder_where_there_is_one(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_of_several_presidents_the_one_named_most_is_meant_and_none_where_two_can_be() -> None:
    told = "\n\n2. (C) The President said that it was safe."
    often = "1. (C) President Lund wrote. President Lund left. President Haldar came." + told
    both = "1. (C) President Lund came. President Haldar came." + told

    assert [speakers(text) for text in (often, both)] == [["Lund"], ["The President"]]


def speakers(text: str) -> list[str]:
    analysis = understand(text)
    names = {one.id: one.name for one in analysis.entities}
    return [names[voice] for one in analysis.statements if one.construction == "verb-that" for voice in one.voices]
