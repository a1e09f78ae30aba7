"""`reftel person` and `reftel people`: who is who, what was decided about it, and what is said where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli_runs import Ran, reftel
from reftel import read_text
from reftel.analysis.keeping import analyze_archive
from reftel.archive import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["reftel"]

HEAD = (
    "R 120900Z {month} 07\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC\nBT\nUNCLAS {post} {number:06}\nSUBJECT: DAM\n\n1. "
)
TELEGRAMS = (
    ("JAN", "PARIS", "Prime Minister Ola Borge told us that the dam was safe. Borge met Deputy Tor Ekdal."),
    ("MAR", "PARIS", "Prime Minister Ola Borge said that the dam was old."),
    ("MAY", "ROME", "Ola Borge, the former prime minister, said that the dam was gone."),
    ("JUN", "ROME", "Ola Borge Nordal asked for a loan. Sculptor Ola Borg asked for a prize."),
)


@pytest.fixture
def ask(reftel: Reftel, tmp_path: Path) -> Callable[..., Ran]:
    """Runs a command on an archive of four telegrams of two posts."""
    folder = tmp_path / "dam.archive"
    with open_writer(folder) as writer:
        for number, (month, post, body) in enumerate(TELEGRAMS, start=1):
            text = HEAD.format(month=month, post=post, number=number) + body
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(folder)
    return lambda *arguments: reftel("--archive", folder, *arguments)


def test_an_office_stands_once_with_the_days_on_which_it_is_named(ask: Reftel) -> None:
    shown = ask("person", "ola borge").out
    assert shown.startswith("Ola Borge  named in 3 telegrams, 2007-01-12 to 2007-05-12\n")
    offices = shown[shown.index("offices") : shown.index("met")].splitlines()[1:]
    assert [" ".join(office.split()) for office in offices] == [
        "2007-01-12 to 2007-03-12, 2 telegrams Prime Minister 07PARIS1",
        "2007-05-12 prime minister (former) 07ROME3",
    ]


def test_of_several_the_one_that_is_named_most_is_shown_and_the_others_are_told(ask: Reftel) -> None:
    ran = ask("person", "borge")
    assert ran.out.startswith("Ola Borge  named in 3 telegrams")
    assert "borge can also mean, with the number of telegrams that name each: ola borge nordal (1)" in ran.err
    together = ask("person", "borge", "--all")
    assert together.out.startswith("Ola Borge  named in 4 telegrams")
    assert "taken together here: ola borge (3); ola borge nordal (1)" in together.err


def test_where_nobody_has_a_name_those_spelled_nearly_so_are_told(ask: Reftel) -> None:
    ran = ask("person", "Borgge")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody called Borgge" in ran.err
    assert "nearly so: borge" in ran.err
    assert ask("people", "borgge").code == 1


def test_people_are_listed_by_how_many_telegrams_name_them(ask: Reftel) -> None:
    listed = [line.split()[0] for line in ask("people").out.splitlines()]
    assert listed == sorted(listed, reverse=True)
    assert ask("people", "--limit", 1).out.split() == ["3", "ola", "borge", "Ola", "Borge"]
    assert len(ask("people", "borg").out.splitlines()) == 3


def test_a_longer_form_of_a_name_is_suggested_before_one_that_is_spelled_alike(ask: Reftel) -> None:
    assert ask("people", "--suggest").out.splitlines() == [
        "ola borge  =  ola borge nordal?  a longer form of the name",
        "ola borg  =  ola borge?  spelled alike",
    ]
    assert ask("people", "--suggest", "--limit", 1).out.count("\n") == 1
    ask("people", "--apart", "ola borg", "ola borge")
    assert "spelled alike" not in ask("people", "--suggest").out


def test_of_two_decisions_about_a_pair_the_later_one_stands_and_undoing_brings_the_earlier_back(ask: Reftel) -> None:
    ask("people", "--merge", "ola borge", "ola borge nordal")
    assert "Ola Borge  named in 4 telegrams" in ask("person", "ola borge nordal").out
    ask("people", "--apart", "ola borge", "ola borge nordal")
    assert "Ola Borge  named in 3 telegrams" in ask("person", "ola borge").out
    ask("people", "--undo")
    assert "Ola Borge  named in 4 telegrams" in ask("person", "ola borge").out


def test_two_persons_of_one_name_are_split_by_their_posts(ask: Reftel) -> None:
    ran = ask("people", "--split", "ola borge", "ROME")
    assert ran.err == "noted as decision 1: split ola borge ROME; reftel people --undo takes it back\n"
    assert ask("people", "--limit", 2).out.splitlines() == [
        "      2  ola borge  Ola Borge",
        "      1  ola borg   Ola Borg",
    ]
    there = ask("person", "ola borge@ROME").out
    assert there.startswith("Ola Borge  named in 1 telegram, 2007-05-12\n")
    assert "the dam was gone" in there
    assert "the dam was gone" not in ask("person", "ola borge").out
    assert [line.split()[1] for line in ask("said", "--by", "ola borge@ROME").out.splitlines()] == ["07ROME3"]
    ask("people", "--undo")
    assert ask("person", "ola borge").out.startswith("Ola Borge  named in 3 telegrams")


def test_the_log_holds_what_was_decided_and_what_was_taken_back(ask: Reftel) -> None:
    ask("people", "--rename", "ola borge", "O. Borge")
    ask("people", "--undo")
    ask("people", "--hide", "ola borg")
    last, first = ask("people", "--log").out.splitlines()
    assert last.endswith("ola borg is left out")
    assert "ola borge is called O. Borge  taken back " in first
    assert ask("people", "--undo").code == 0
    assert ask("people", "--undo").code == 1


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (("--merge", "ola borge", "ola borgen"), "nobody here has the key ola borgen"),
        (("--hide", "nobody"), "nobody here has the key nobody"),
        (("--split", "ola borge", "LIMA"), "no telegram here is of LIMA"),
    ],
)
def test_a_decision_about_nobody_is_refused(ask: Reftel, decision: tuple[str, ...], said: str) -> None:
    ran = ask("people", *decision)
    assert ran.code == 2
    assert said in ran.err
    assert ask("people", "--log").out == ""


def test_statements_are_asked_for_by_post_and_time(ask: Reftel) -> None:
    def found(*asked: str) -> list[str]:
        return [line.split()[1] for line in ask("said", "--about", "dams", *asked).out.splitlines()]

    assert found() == ["07PARIS1", "07PARIS2", "07ROME3"]
    assert found("--post", "Rome") == ["07ROME3"]
    assert found("--since", "2007-03", "--until", "2007-03") == ["07PARIS2"]
    assert found("--since", "13 MAR 07") == ["07ROME3"]
    assert found("--limit", "1") == ["07PARIS1"]
    ran = ask("said", "--since", "the flood")
    assert ran.code == 2
    assert "'the flood' is no day, month or year" in ran.err


def test_each_post_holds_its_own_position(reftel: Reftel, tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        for number, post in enumerate(("PARIS", "ROME"), start=1):
            text = HEAD.format(month="MAY", post=post, number=number) + "Comment: Post believes that the dam will hold."
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(tmp_path)
    lines = reftel("--archive", tmp_path, "positions", "dam").out.splitlines()
    assert [line.split("  ")[0] for line in lines if "since" in line] == ["Post PARIS", "Post ROME"]


def test_a_date_stands_with_the_statement_that_it_is_part_of(reftel: Reftel, tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        text = HEAD.format(month="MAY", post="PARIS", number=1) + "Borge said that the dam broke on April 3, 1999."
        writer.add_all([(read_text(text, path="1.txt")[0], text.encode())])
    analyze_archive(tmp_path)
    shown = reftel("--archive", tmp_path, "timeline", "--since", "1999", "--until", "1999-04").out
    assert shown == "1999-04-03  07PARIS1 \u00b61  April 3, 1999  dam  said: that the dam broke on April 3, 1999\n"
    assert reftel("--archive", tmp_path, "timeline", "--since", "1999-05", "--until", "2006").out == ""
