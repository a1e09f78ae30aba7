"""Names in telegrams in capitals: people, organisations and places, in sentences made up for this project."""

from __future__ import annotations

import pytest

from reftel import read_text
from reftel.analysis.understand import analyze


def named(text: str) -> list[tuple[str, str]]:
    analysis = analyze(read_text(text)[0])
    return [(one.text, str(one.type)) for one in analysis.mentions if not one.pronoun and one.type != "group"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "GENERAL BORGE, COMMANDER BOLIVIAN AIR FORCE, TOLD ME THAT BOLIVIA WISHES THE C-130.",
            [("BORGE", "person"), ("BOLIVIAN AIR FORCE", "organisation"), ("BOLIVIA", "place")],
        ),
        (
            "PRIME MINISTER RUYSING SAID THE GOB WOULD WAIT. RUYSING WAS TIRED.",
            [("RUYSING", "person"), ("GOB", "organisation"), ("RUYSING", "person")],
        ),
        (
            "THE WORKERS OF EMPRESA NACIONAL DE FUNDICIONES (ENAF) MET. ENAF WILL PAY.",
            [
                ("EMPRESA NACIONAL DE FUNDICIONES", "organisation"),
                ("ENAF", "organisation"),
                ("ENAF", "organisation"),
            ],
        ),
        (
            "THE NATIONAL DOCK FRONT (NDF) WON. THE NDF IS NEW.",
            [("NATIONAL DOCK FRONT", "organisation"), ("NDF", "organisation"), ("NDF", "organisation")],
        ),
        (
            "LOCAL AGENT OF BORGEHARD MINERALS AND CHEMICALS CORPORATION CAME FROM THE TOWN OF COROMIRO.",
            [("BORGEHARD MINERALS AND CHEMICALS CORPORATION", "organisation"), ("COROMIRO", "place")],
        ),
        ("THE SMELTER WAS BUILT. ONE SMELTER IS NEW. SMELTER COST US$5,000.", []),
        ("CREDIT FOR THE CONVAIR 580 IS AVAILABLE IN US AND IN CHILE.", [("US", "place"), ("CHILE", "place")]),
        ("HE TOLD US THAT THE MINISTRY OF LABOR WAS CLOSED.", [("MINISTRY OF LABOR", "organisation")]),
    ],
)
def test_names_in_capitals_are_found_with_their_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == named(text)
