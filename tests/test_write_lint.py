"""The rules of lint, each on a telegram that breaks it and on one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel import read_path, read_text
from reftel.errors import Unreadable
from reftel.model.repair import Repair
from reftel.write.lint import RULES, Finding, fixed_text, lint, shown

GOOD = """VZCZCXRO0001
PP RUEHLO
DE RUEHTA #0605 0660518
ZNY CCCCC ZZH
P 070518Z MAR 07
FM AMEMBASSY ASTANA
TO RUEHC/SECSTATE WASHDC PRIORITY 8686

C O N F I D E N T I A L ASTANA 000605

SIPDIS

E.O. 12958: DECL: 03/07/2017
TAGS: PREL PGOV KZ
SUBJECT: A VISIT

REF: ASTANA 515

Classified By: Ambassador Jane Hale for reasons 1.4 (b) and (d).

1. (C) The minister came and went.

2. (U) Nothing more was said.
HALE
"""


def codes(text: str) -> set[str]:
    return {finding.rule.code for finding in lint(read_text(text)[0])}


def test_a_telegram_without_faults_has_no_findings() -> None:
    assert codes(GOOD) == set()


@pytest.mark.parametrize(
    ("code", "was", "now"),
    [
        ("F01", "2. (U)", "2. (S)"),
        ("F02", "2. (U) ", "2. "),
        ("F03", "1. (C)", "1. (C/NF)"),
        ("F04", "C O N F I D E N T I A L", "UNCLAS"),
        ("F05", "Classified By: Ambassador Jane Hale for reasons 1.4 (b) and (d).\n\n", ""),
        ("F06", "DECL: 03/07/2017", "N/A"),
        ("F08", "ZNY CCCCC", "ZNR UUUUU"),
        ("F09", "SIPDIS\n", "SIPDIS\nNODIS\n"),
        ("F11", "1. (C)", "1. (U)"),
        ("F12", "SIPDIS\n", "NOFORN\n"),
        ("F13", " for reasons 1.4 (b) and (d)", ""),
        ("F20", "E.O. 12958", "E.O. 12356"),
        ("F21", "1.4 (b)", "1.5 (b)"),
        ("F22", "1.4 (b) and (d)", "1.5 (b) and (h)"),
        ("F23", "03/07/2017", "03/07/2037"),
        ("F24", "03/07/2017", "03/07/2027"),
        ("F25", "03/07/2017", "03/07/2006"),
        ("F26", "DECL: 03/07/2017", "DECL: OADR"),
        ("F27", "DECL: 03/07/2017", "DNG: CO"),
        ("V01", "PP RUEHLO", "RR RUEHLO"),
        ("V02", "#0605", "#0606"),
        ("V03", "0660518", "0661518"),
        ("V06", "CONFIDENTIAL", "CONFIDENTIAL"),
        ("V08", "2. (U)", "4. (U)"),
        ("V09", "PREL PGOV", "PREL PXQW"),
        ("V11", "PRIORITY 8686", "IMMEDIATE 8686"),
        ("V12", "PRIORITY 8686", "ROUTINE 8686"),
        ("V13", "SIPDIS\n", "SIPDIS\n\nSIPDIS\n"),
        ("V15", "REF: ASTANA 515", "REF: 09 ASTANA 515"),
        ("V16", "RUEHC/", "RUEHXYZ/"),
        ("L01", "came and", "came — and"),
        ("L02", "The minister came", "The minister " + "came " * 20),
        ("L04", "SECSTATE WASHDC", "BUREAU OF WEIGHTS"),
        ("L05", "SUBJECT: A VISIT\n", ""),
        ("L07", "HALE\n", ""),
        ("L08", "TAGS: PREL PGOV KZ\n", ""),
        ("L09", "SUBJECT:", "SUBJCT:"),
    ],
)
def test_each_rule_is_broken_by_one_change(code: str, was: str, now: str) -> None:
    broken = GOOD.replace(was, now, 1)
    if code == "V06":
        broken = GOOD.replace("L ASTANA", "L SECTION 01 OF 02 ASTANA")
    assert code in codes(broken)


def test_a_finding_has_a_caret_under_its_place() -> None:
    telegram = read_text(GOOD.replace("03/07/2017", "03/07/2037"))[0]
    finding = next(found for found in lint(telegram) if found.rule.code == "F23")
    place, line, caret, rule = shown(telegram, finding, "a.txt").splitlines()
    assert place.startswith("a.txt:13:13: error F23: declassified on 2037-03-07, 30.0 years on")
    assert line[caret.index("^") : caret.rindex("^") + 1] == "DECL: 03/07/2037"
    assert rule.startswith("  rule: ")


def test_fixes_mend_what_they_were_found_for_and_nothing_else() -> None:
    broken = GOOD.replace("PP RUEHLO", "RR RUEHLO").replace("PRIORITY 8686", "ROUTINE 8686")
    broken = broken.replace("SIPDIS\n", "SIPDIS\n\nSIPDIS\n").replace("E.O. 12958", "E.O. 12356")
    telegram = read_text(broken)[0]
    text, count = fixed_text(telegram, lint(telegram))
    assert count == 4
    assert text == GOOD.replace("PRIORITY 8686", "8686")
    assert fixed_text(read_text(text)[0], lint(read_text(text)[0])) == (text, 0)


def test_of_fixes_that_overlap_the_first_is_made_and_the_others_are_not_counted() -> None:
    telegram = read_text("ABCDEFGHIJ")[0]
    fixes = [Repair(0, 6, "ABCDEF", "1", "x", 1.0), Repair(1, 3, "BC", "2", "x", 1.0), Repair(4, 5, "E", "3", "x", 1.0)]
    finding = Finding(RULES[0], 0, 10, "three of them", (*fixes, Repair(8, 9, "I", "4", "x", 1.0)))
    assert fixed_text(telegram, [finding]) == ("1GH4J", 2)


def test_an_archive_says_which_references_exist() -> None:
    telegram = read_text(GOOD.replace("REF: ASTANA 515", "REF: A. ASTANA 515\n     B. ASTANA 516"))[0]
    found = lint(telegram, held=lambda numbers: [number for number in numbers if number.endswith("515")])
    assert [finding.message for finding in found if finding.rule.code == "L10"] == [
        "the archive does not hold 07ASTANA516"
    ]


def test_no_two_rules_share_a_code() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_every_real_telegram_is_linted(shared: Path) -> None:
    count = 0
    for folder in ("nara", "wikileaks-html"):
        for read in read_path(shared / "corpora" / folder):
            assert not isinstance(read, Unreadable)
            for finding in lint(read):
                assert shown(read, finding, read.source.path)
                assert 0 <= finding.start <= finding.end <= len(read.text)
            fixed_text(read, lint(read))
            count += 1
    assert count >= 534


def test_the_findings_checked_by_hand_are_still_made_and_nearly_all_right(shared: Path) -> None:
    checked = [
        line.split(",") for line in (Path(__file__).parents[1] / "evaluation" / "lint_checked.csv").read_text().split()
    ]
    rows = checked[1:]
    assert sum(row[3] == "right" for row in rows) >= 0.95 * len(rows)
    wanted = {row[0] for row in rows}
    made: set[tuple[str, str]] = set()
    for folder in ("nara", "wikileaks-html"):
        for read in read_path(shared / "corpora" / folder):
            if not isinstance(read, Unreadable) and read.id in wanted:
                made |= {(read.id, finding.rule.code) for finding in lint(read)}
    missing = [row for row in rows if row[3] == "right" and (row[0], row[1]) not in made]
    assert len(missing) <= 2, missing
