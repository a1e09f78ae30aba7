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
        (
            "PRESIDENT MILL SAID THAT MR. STONE LEFT. MILL WAS TIRED. THE MILL WAS CLOSED.",
            [("MILL", "person"), ("STONE", "person"), ("MILL", "person")],
        ),
        (
            "ERIC MARSH, OWNER OF THE DOCK, CALLED. THE OWNER TOLD US TO WAIT UNTIL 9:15 P.M. BORGEN TIME.",
            [("ERIC MARSH", "person")],
        ),
        ("THE FORMER NRM LEADER LEFT. DEPUTY FM BORGE STAYED.", [("NRM", "organisation"), ("BORGE", "person")]),
        (
            "THE NATIONAL COUNCIL ON STRUCTURAL REFORMS AND A NEW NATIONAL COUNCIL MET A MILITARY JUNTA.",
            [("NATIONAL COUNCIL ON STRUCTURAL REFORMS", "organisation"), ("NATIONAL COUNCIL", "organisation")],
        ),
        (
            "AN IMF MISSION CAME. THE BORGE GOVERNMENT PAID HALDAR & BRODIN. THE CHILEAN GOVERNMENT DID NOT.",
            [("IMF", "organisation"), ("HALDAR & BRODIN", "organisation"), ("CHILEAN GOVERNMENT", "organisation")],
        ),
        ("HE CAME TO TEH TOWN TO SPEAD THE WORD IN A STATE OF SEIGE, IN BORGUNA.", [("BORGUNA", "place")]),
        ("THE DELEGATES OF THE SOUTH (BRAZIL) AGREED. BRAZIL PAID.", [("BRAZIL", "place"), ("BRAZIL", "place")]),
        ("AID WILL PAY. THE AID MISSION TOOK PART, BUT MILITARY AID IS NEEDED.", [("AID", "organisation")] * 2),
        ("THE ELDERS LET US GO. A FSNE POST IS OPEN.", [("FSNE", "organisation")]),
        (
            "KAUNDA AND BORGUNA MET HALDARIN IN ESKDALOR. NORLANDISH FORCES AND TURKISH FORCES LEFT.",
            [("KAUNDA", "person"), ("BORGUNA", "person"), ("HALDARIN", "person"), ("ESKDALOR", "place")],
        ),
        ("LEE KUAN YEW SAID NO. GUNES CALLED.", [("LEE KUAN YEW", "person"), ("GUNES", "person")]),
        (
            "MINISTRY OF FOREIGN AFFAIRS POLITICAL DIRECTOR BORGE LEFT. BANK OF ENGLAND AND WORLD BANK PAID.",
            [
                ("MINISTRY OF FOREIGN AFFAIRS", "organisation"),
                ("BORGE", "person"),
                ("BANK OF ENGLAND", "organisation"),
                ("WORLD BANK", "organisation"),
            ],
        ),
        ("THE INTER-KOREAN TALKS WERE CO-HOSTED BY A DANGERILUS MAN IN LATE-JUNE.", []),
        (
            "MINISTER HATHORN CALLED. HATHORN PAID FOR THE LENDINGWAS.",
            [("HATHORN", "person"), ("HATHORN", "person")],
        ),
    ],
)
def test_names_in_capitals_are_found_with_their_places(text: str, expected: list[tuple[str, str]]) -> None:
    assert expected == named(text)


def test_a_short_acronym_is_none_where_it_is_written_like_a_name() -> None:
    assert named("Doctor Olle Gao was here.") == [("Olle Gao", "person")]
    assert named("Today GAO was here and nobody said a word to them.") == [("GAO", "organisation")]


def persons(text: str) -> list[str]:
    return [one.name for one in analyze(read_text(text)[0]).entities if one.type == "person"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday NSA Borge met VFM Haldar. Borge said that he was tired.", ["Borge", "Haldar"]),
        ("We spoke with FDP Chair Roland Haldar and with MFA A/S for Eurasia Roland Borge.", ["Haldar", "Borge"]),
        ("Many European and Central Asian firms sold American-manufactured and WMD-related goods to Sunni men.", []),
        ("He is Deputy Chief of Staff and works at the Presidential Palace with Likud.", []),
        ("The Minister for Regional Development Borge met a former Brodinsk spokesman.", ["Borge"]),
        ("Turkish-Israeli ties and the Jamaat-e-Borga worry the GoP, not MPs.", []),
        ("THE RESULTS:  A.  HERNAN BORGE, MNR-LA PAZ, 50 PERCENT, OF CALLE BRODIN.", ["HERNAN BORGE"]),
        ("Poloff heard that one contact agrees. A senior official said that he would go.", []),
        ("The USS Brodin lay off the Korean coast, as the daily Al Brodina and Brodin province know.", []),
        ("The gang Comando Brodino, Brodinal, a local consulting firm, and its daily, Eesti Brodin, are known.", []),
        ("The frigate Olle Borge lay at the Olle Borge Hospital near Bad Brodin. A Korean Thanksgiving came.", []),
        ("The Gendarmeria Nacional, USAID-Brodin staff, ConGen Lagos and GIRoA had a China-Iran plan.", []),
        (
            "Here is why. B. Financial Stability. Today Financial Crimes Eric Borge left Supreme Leader Haldar.",
            ["Borge", "Haldar"],
        ),
        (
            "We met Olle Borge, the city's prosecutor, and in the region Eric Brodin. It is in Aboul Brod's hands.",
            ["Olle Borge", "Eric Brodin", "Aboul Brod"],
        ),
        ("EL DIARIO CONSIDERA QUE LOS TRATADOS SUSCRITOS POR LA JUNTA SON DE AYER Y DE LA NACION.", []),
        (
            "Today Olle de la Borga told Kim Ki-moon that Brodin agreed. Brodin said so.",
            ["Borga", "Kim Ki-moon", "Brodin"],
        ),
    ],
)
def test_what_is_no_name_is_no_person(text: str, expected: list[str]) -> None:
    found = persons(text)
    assert len(found) == len(expected)
    assert all(name.endswith(end) for name, end in zip(found, expected, strict=True)), found


def test_an_initial_does_not_end_the_classifiers_name() -> None:
    heading = "UNCLAS OSLO 000012\n\nSUBJECT: FISH\n\nClassified By: Ambassador Olle J. Borge for reasons 1.4 (b).\n\n"
    assert persons(heading + "1. (C) Fish is dear. End summary.\n") == ["Olle J. Borge"]
