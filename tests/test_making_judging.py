"""Judging a reading of a made telegram: what was mended, suggested, named, missed, and what was right before."""

from __future__ import annotations

import pytest

from reftel.intake import read_text
from reftel.making import Missing, made_telegrams, rates_of
from reftel.making.edits import Site
from reftel.making.judging import WRAP, Judgement, judge, wraps_of
from reftel.model.repair import Repair
from reftel.model.telegram import Source, Telegram

TEXT = "1. THE GOVERMENT OF\nVALMORA SPOKE."
TRUTH = {"paragraphs": [{"start": 0, "end": len(TEXT), "text": "THE GOVERNMENT OF VALMORA SPOKE."}]}
SITES = [Site(12, 12, "", "N", "dropped-letter")]
WRAPPED = Repair(19, 20, "\n", " ", "line-wrap", 0.95)


def judged(*repairs: Repair) -> Judgement:
    telegram = Telegram(id="x", source=Source("x", "", "state1973", "text"), text=TEXT, repairs=repairs)
    return judge(TRUTH, SITES, telegram)


def outcomes(judgement: Judgement) -> dict[str, str]:
    return {verdict.site.kind: verdict.outcome for verdict in judgement.damage}


def test_the_wraps_of_a_paragraph_are_where_its_words_have_blanks() -> None:
    assert wraps_of(TRUTH, SITES, TEXT) == [19]


@pytest.mark.parametrize(
    ("repairs", "damage", "changed"),
    [
        ((), {"dropped-letter": "missed", WRAP: "missed"}, 0),
        ((Repair(7, 16, "GOVERMENT", "GARMENT", "x", 0.9), WRAPPED), {"dropped-letter": "wrong", WRAP: "mended"}, 0),
        ((Repair(7, 16, "GOVERMENT", "GOVERNMENT", "x", 0.9), WRAPPED),
         {"dropped-letter": "mended", WRAP: "mended"}, 0),
        ((Repair(7, 16, "GOVERMENT", "GOVERNMENT", "x", 0.6, applied=False),),
         {"dropped-letter": "suggested", WRAP: "missed"}, 0),
        ((Repair(20, 27, "VALMORA", "VALENCIA", "x", 0.9), WRAPPED), {"dropped-letter": "missed", WRAP: "mended"}, 1),
        ((Repair(28, 33, "SPOKE", "SPIKE", "x", 0.9),), {"dropped-letter": "missed", WRAP: "missed"}, 1),
    ],
)  # fmt: skip
def test_outcomes(repairs: tuple[Repair, ...], damage: dict[str, str], changed: int) -> None:
    found = judged(*repairs)
    assert (outcomes(found), found.changed) == (damage, changed)
    assert found.words == 5


def test_a_wrap_that_is_mended_is_right_beside_a_letter_that_is_not() -> None:
    text = "1. THE REGION HA\nREVISED IT."
    truth = {"paragraphs": [{"start": 0, "end": len(text), "text": "THE REGION HAD REVISED IT."}]}
    wrap = Repair(16, 17, "\n", " ", "line-wrap", 0.95)
    telegram = Telegram(id="x", source=Source("x", "", "state1973", "text"), text=text, repairs=(wrap,))
    found = judge(truth, [Site(16, 16, "", "D", "dropped-letter")], telegram)
    assert outcomes(found) == {"dropped-letter": "missed", WRAP: "mended"}
    assert [judged.right for judged in found.repairs] == [True]


def test_a_piece_of_a_damaged_word_was_not_right_before() -> None:
    text = "1. A CONSIDE ABLE SUM."
    truth = {"paragraphs": [{"start": 0, "end": len(text), "text": "A CONSIDERABLE SUM."}]}
    telegram = Telegram(
        id="x", source=Source("x", "", "state1973", "text"), text=text,
        repairs=(Repair(5, 12, "CONSIDE", "CONSIDER", "x", 0.9),),
    )  # fmt: skip
    found = judge(truth, [Site(12, 13, " ", "R", "dropped-letter")], telegram)
    assert (found.changed, outcomes(found)) == (0, {"dropped-letter": "wrong"})


def test_readings_of_damaged_telegrams_are_mostly_right() -> None:
    mended = missed = changed = 0
    for each in made_telegrams(40, 9, "mixed", rates_of("realistic")):
        if isinstance(each, Missing):
            continue
        telegram, _ = each
        (reading,) = read_text(telegram.text)
        found = judge(telegram.truth, telegram.sites, reading)
        changed += found.changed
        for verdict in found.damage:
            if verdict.site.kind != WRAP:
                mended += verdict.outcome in {"mended", "suggested", "named"}
                missed += verdict.outcome in {"missed", "wrong"}
    assert changed == 0
    assert mended > 9 * missed > 0
