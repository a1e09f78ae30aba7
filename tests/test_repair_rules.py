"""The rules one by one, each on a few made-up lines of the damage that it mends."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from reftel.intake import read_path
from reftel.model.draft import Draft
from reftel.model.repair import Repair, apply_repairs
from reftel.model.telegram import Telegram
from reftel.repair import RULES, RULES_OF_READING, find_repairs
from repair_drafts import draft_of


def repairs_of(text: str, without: frozenset[str] = frozenset()) -> list[Repair]:
    draft, ranges = draft_of(text)
    return find_repairs(draft, ranges, without=without)


def repaired(text: str) -> str:
    """The text of the first stretch of words, as its repairs give it."""
    draft, ranges = draft_of(text)
    start, end = ranges[0]
    return apply_repairs(text, tuple(find_repairs(draft, ranges)), start, end).text


LONG = "the delegation of the river commission went on to say that"

JOINTS = [
    (f"{LONG}\nthey agree", f"{LONG} they agree"),
    (f"{LONG} \n they agree", f"{LONG} they agree"),
    (f"{LONG} they con-\ntinued", f"{LONG} they continued"),
    (f"{LONG} the second-\nround vote", f"{LONG} the second-round vote"),
    (f"{LONG} anti-\nAmerican views", f"{LONG} anti-American views"),
    (f"{LONG} the F-\n16 engines", f"{LONG} the F-16 engines"),
    (f"{LONG.upper()} THE CON-\nTINUED TALKS", f"{LONG.upper()} THE CONTINUED TALKS"),
    (f"{LONG}:\n-- first\n-- second", f"{LONG}:\n-- first\n-- second"),
    (f"{LONG} A.\nA. first,\nB. second", f"{LONG} A.\nA. first,\nB. second"),
    (f"{LONG} (Reftel\n\nA). So", f"{LONG} (Reftel A). So"),
    (f"{LONG} so. End\n\nSummary.", f"{LONG} so. End Summary."),
    (f"{LONG} the U. S.\nMilitary", f"{LONG} the U. S. Military"),
    (f"{LONG} was in\n12. It ended", f"{LONG} was in 12. It ended"),
    (f"{LONG}\nthe end.\nNew words {LONG}", f"{LONG} the end.\nNew words {LONG}"),
    (f"{LONG} so.\nNew words {LONG}", f"{LONG} so. New words {LONG}"),
    (f"{LONG}\n\nthey agree", f"{LONG} they agree"),
    (f"{LONG} the\n\nMinister agrees", f"{LONG} the Minister agrees"),
    (f"{LONG}.\n\nThey agree", f"{LONG}.\n\nThey agree"),
    (f"{LONG}\n\nSIPDIS\n\nthey agree", f"{LONG} they agree"),
    (f"{LONG}\n\nVALMORA 00000123 002 OF 003\n\nthey agree", f"{LONG} they agree"),
    (f"{LONG}\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02  VALMOR 00123  022228Z\n\nthey agree", f"{LONG} they agree"),
    (f"{LONG} con-\nVALMORA 00000123 002 OF 003\ntinued", f"{LONG} continued"),
    (f"{LONG} VALMORA 00000123  002.2 OF 003 they agree", f"{LONG} they agree"),
    (f"{LONG.upper()} THE\n\nCOMMISSION AGREED", f"{LONG.upper()} THE COMMISSION AGREED"),
    (
        f"{LONG.upper()}\nTHE {LONG.upper()}\n\nCOMMISSION AGREED",
        f"{LONG.upper()} THE {LONG.upper()} COMMISSION AGREED",
    ),
    (
        "EXPORTS                  306\nIMPORTS                  216",
        "EXPORTS                  306\nIMPORTS                  216",
    ),
    (f"{LONG} in\n¶2006. It ended", f"{LONG} in 2006. It ended"),
    (f"{LONG}:\n¶A. first\n¶B. second", f"{LONG}:\nA. first\nB. second"),
    ("a   12   13\nb   14   15", "a   12   13\nb   14   15"),
]

SHIFTED = [
    ("to &soften8 it", "to “soften” it"),
    ("&No,8 he said, &we don,t.8", "“No,” he said, “we don’t.”"),
    ("there is a &90% chance8 of it", "there is a “90% chance” of it"),
    ("about &250,0008 of them", "about “250,000” of them"),
    ("the &1998 accord8 holds", "the “1998 accord” holds"),
    ("the &G8 summit8 went well", "the “G8 summit” went well"),
    ("R&D and Q&A in 2008, by the G8", "R&D and Q&A in 2008, by the G8"),
    ("Valmora,s bid; they,re late; she couldn,t; I,m here", "Valmora’s bid; they’re late; she couldn’t; I’m here"),
    ("the party,s plan of the 1990,s, he,d say", "the party’s plan of the 1990’s, he’d say"),
    ("for reasons 1.4 b,d and a,b,d", "for reasons 1.4 b,d and a,b,d"),
    ("Valmora,s party knows what to do) he does not", "Valmora’s party knows what to do – he does not"),
    ("Valmora,s party ) the largest ) won", "Valmora’s party – the largest – won"),
    ("Valmora,s plan: 1) to win (in fall), 2) to rule", "Valmora’s plan: 1) to win (in fall), 2) to rule"),
    ("Valmora,s Union (Peace ) PU) won", "Valmora’s Union (Peace – PU) won"),
    ("Valmora,s plan: a.) to win, b.) to rule", "Valmora’s plan: a.) to win, b.) to rule"),
    ("Valmora,s party*the largest*won", "Valmora’s party—the largest—won"),
    ("the plan ) the largest", "the plan ) the largest"),
    ("&It is so,⁸ he said", "“It is so,” he said"),
    ("Valmora,s men were £ing on the table8 again", "Valmora’s men were “pounding on the table” again"),
    ("costs £50 and 8 more", "costs £50 and 8 more"),
    ("It was used in the SIPDIS killing, on SIPDIS cables.", "It was used in the killing, on SIPDIS cables."),
    ("HE HAD FOUR\nSIPDIS BOATS AND THE SIPDIS CAPTION", "HE HAD FOUR BOATS AND THE SIPDIS CAPTION"),
    ("a customer- level duck- and-cover, pro- and anti-war", "a customer-level duck-and-cover, pro- and anti-war"),
    ("[PHUM](#) and [a page](http://example.org/x)", "PHUM and a page"),
    ("Valmoraâ€™s cafÃ©", "Valmora’s café"),
    ("He said â€œnoâ€\ufffd and left.", "He said “no” and left."),
    (
        "in MC)xico and SC#o Paulo, AgustC-n and GonC'alo; the PCC's (TNC) men, NSC-like",
        "in México and São Paulo, Agustín and Gonçalo; the PCC's (TNC) men, NSC-like",
    ),
    ("Valmora?s men don?t know. Why? So", "Valmora’s men don’t know. Why? So"),
    ("Valmora\ufffds men", "Valmora’s men"),
    (
        "the riverQs men, the townQs and the courtQs QfreeQ vote in Qatar",
        "the river’s men, the town’s and the court’s “free” vote in Qatar",
    ),
    (
        "CON- TINUED and counter- terrorism, pre- and post-war, Valmora- our man",
        "CONTINUED and counter-terrorism, pre- and post-war, Valmora- our man",
    ),
    ("-" * 45 + " " + "-" * 9, "-" * 54),
    (
        "see http://www.example.org/pages/of/the/river/ind ex.html or",
        "see http://www.example.org/pages/of/the/river/index.html or",
    ),
    ("pro-\nand anti-government men", "pro- and anti-government men"),
    ("one<br>two</td> of R&amp;D", "one\ntwo of R&D"),
]


@pytest.mark.parametrize(("damaged", "expected"), JOINTS + SHIFTED)
def test_damage_is_mended_and_what_is_sound_stays(damaged: str, expected: str) -> None:
    assert repaired(damaged) == expected


def test_two_hyphens_at_the_start_of_a_line_are_a_dash_where_the_line_above_is_full() -> None:
    dash = (
        "1. The commercial treaty of the coastal districts depended\n-- as everyone knew -- on the governor and on"
        " two judges.\n2. One.\n"
    )
    assert "depended -- as everyone knew -- on the governor" in repaired(dash)
    items = "1. He asked for the following:\n-- a new court of appeal in the valley of the upper\n-- a road\n2. One.\n"
    assert "\n-- a road" in repaired(items)


def test_a_page_mark_in_a_sentence_is_one_repair_named_for_it() -> None:
    text = f"{LONG} \n\nVALMORA 00000123 002 OF 003\n\nthey agree"
    assert [(r.was, r.now, r.rule) for r in repairs_of(text)] == [
        (" \n\nVALMORA 00000123 002 OF 003\n\n", " ", "page-mark")
    ]


@pytest.mark.parametrize(
    ("label", "line", "expected"),
    [
        ("executive-order", "E.OM 11652: N/A", "E.O. 11652: N/A"),
        ("subject", "USBJ: THE RIVER", "SUBJ: THE RIVER"),
        ("tags", "TAOS: PFOR", "TAGS: PFOR"),
        ("classification", "UUNCLAS VALMORA 000123", "UNCLAS VALMORA 000123"),
        ("classification", "SS E C R E T VALMORA 000123", "S E C R E T VALMORA 000123"),
        ("classification", "E C R E T SECTION 01 OF 02 VALMORA 000123", "S E C R E T SECTION 01 OF 02 VALMORA 000123"),
        ("classification", "CO N F I D E N T I A L VALMORA 000123", "C O N F I D E N T I A L VALMORA 000123"),
        ("classification", "CSE C R E T VALMORA 000123", "S E C R E T VALMORA 000123"),
        ("classification", "UNCLASSIFIED VALMORA 000123", "UNCLASSIFIED VALMORA 000123"),
        ("classification", "S E C R E T VALMORA 000123", "S E C R E T VALMORA 000123"),
    ],
)
def test_damage_of_the_heading_is_mended_in_its_own_lines(label: str, line: str, expected: str) -> None:
    draft = Draft(line, "state2000", marks=[(0, len(line), label)])
    assert apply_repairs(line, tuple(find_repairs(draft, []))).text == expected


def test_a_letter_that_swallowed_words_is_a_defect_and_stays() -> None:
    draft, ranges = draft_of("it is relevQch in Qatar")
    assert find_repairs(draft, ranges) == []
    assert [(defect.defect, defect.start) for defect in draft.defects] == [("lost-text", 11)]


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Valmora,s allies asked for the parties, views on it", [("s", "’")]),
        ("Valmora,s allies met the parties, although late", []),
        ("Valmora,s allies met the parties, leaders, and guests", []),
        ("the parties, views of it", []),
    ],
)
def test_plural_possessives_are_only_suggested(text: str, suggested: list[tuple[str, str]]) -> None:
    found = [r for r in repairs_of(text) if r.rule == "plural-possessive"]
    assert [(text[r.start - 1], r.now) for r in found] == suggested
    assert not any(r.applied for r in found)


def test_a_raised_eight_without_a_partner_is_suggested_and_a_defect() -> None:
    draft, ranges = draft_of("so say the authorities.⁸ There")
    found = find_repairs(draft, ranges)
    assert [(r.was, r.applied) for r in found] == [("⁸", False)]
    assert [defect.defect for defect in draft.defects] == ["orphan-quote"]


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_can_be_switched_off_by_its_name(rule: str) -> None:
    text = "\n".join(damaged for damaged, _ in SHIFTED + JOINTS)
    assert all(repair.rule != rule for repair in repairs_of(text, without=frozenset((rule,))))


def test_names_of_rules_are_told_apart() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_repair_of_the_sample_has_a_rule_in_the_catalogue() -> None:
    named_otherwise = {"page-mark", "banner", "stamp", "debris", "section-heading", "false-entity", "glued-words"}
    known = {rule.name for rule in RULES} | set(RULES_OF_READING) | named_otherwise
    telegrams = read_path(Path(str(resources.files("reftel.sample") / "telegrams")))

    found = {repair.rule for read in telegrams if isinstance(read, Telegram) for repair in read.repairs}

    assert len(found) > 10
    assert found <= known


def test_a_row_of_stars_in_a_sentence_is_named_as_lost_text() -> None:
    for text, lost in ((f"{LONG} P{'*' * 31} once more", 1), (f"{LONG}\n{'*' * 40}\nthey agree", 0)):
        draft, ranges = draft_of(text)
        find_repairs(draft, ranges)
        assert sum(defect.defect == "lost-text" for defect in draft.defects) == lost


def test_a_blank_lost_behind_a_point_is_suggested_between_known_words() -> None:
    draft, ranges = draft_of(f"{LONG} because of the drought.Professor Hale read www.State.gov and the Ph.D thesis")
    assert [(r.rule, r.applied) for r in find_repairs(draft, ranges)] == [("glued-sentence", False)]


def test_a_capital_inside_a_word_is_a_lost_blank_only_behind_a_word() -> None:
    draft, ranges = draft_of(f"{LONG} for this reasonPutin and the PowerPoint of the EconOff")
    assert [(r.rule, r.applied) for r in find_repairs(draft, ranges)] == [("glued-name", False)]


def test_two_brackets_that_close_nothing_show_that_dashes_were_shifted() -> None:
    assert repaired(f"{LONG} ) as we hear ) they agree") == f"{LONG} – as we hear – they agree"
    assert repaired(f"{LONG} (a) one and b) two ) they agree").count("–") == 0
