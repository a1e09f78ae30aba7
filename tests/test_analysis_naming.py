"""In how many telegrams somebody is named: one number, wherever it is asked for."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from cli_runs import held, reftel, some_telegrams
from reading_room import ADDRESS
from reftel import read_text
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.persons import decide
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read
from reftel.web.app import make_app
from understood_room import understood

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runs import Ran

__all__ = ["held", "reftel", "some_telegrams", "understood"]

HEAD = "R 120900Z {month}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC\nBT\nUNCLAS {post} {number:06}\nSUBJECT: DAM\n\n1. "
#: Two of one surname, thirty years apart and called by it alone; a pen name beside the name; two posts.
BODIES = (
    ("JAN 74", "PARIS", "MINISTER OLA BORGE SAID THAT THE DAM WAS SAFE."),
    ("MAR 75", "PARIS", "BORGE SAID THAT THE DAM WAS OLD."),
    ("JAN 06", "PARIS", "Minister Tor Borge said that the dam was gone. Anders Nordal met Minister Borge."),
    ("MAR 07", "PARIS", "Borge said that the dam was missed."),
    ("JUN 90", "ROME", "Borge said that nobody had asked him."),
    ("MAY 07", "ROME", "Anders Nordal said that he was Tor Borge."),
)


@pytest.fixture
def borges(tmp_path: Path) -> Path:
    """An archive in which it has to be told which Borge is meant; the pen name is merged with its name."""
    folder = tmp_path / "borges.archive"
    with open_writer(folder) as writer:
        for number, (month, post, body) in enumerate(BODIES, start=1):
            text = HEAD.format(month=month, post=post, number=number) + body
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(folder)
    decide(folder, "merge", "tor borge", "anders nordal")
    return folder


def all_numbers(folder: Path) -> dict[str, set[int]]:
    """Every number that is given of each person: in the list, by the name, in the profile and in how it is made."""
    with closing(connect_to_read(folder)) as connection:
        library = Library(connection)
        numbers: dict[str, set[int]] = {}
        for one in library.everybody():
            keys = library.persons.keys_of(one.key)
            profile = library.profile(keys, differing=False)
            meant = {named.telegrams for named in library.meant(one.key) if named.key == one.key}
            numbers[one.key] = {one.telegrams, profile.named_in, len(profile.telegrams), len(library.naming(keys))}
            numbers[one.key] |= meant
            assert len(set(profile.telegrams)) == len(profile.telegrams)
        return numbers


def test_one_number_is_given_of_everybody(understood: Path) -> None:
    numbers = all_numbers(understood)
    assert len(numbers) > 30
    assert {key: found for key, found in numbers.items() if len(found) != 1} == {}


def test_a_telegram_counts_once_for_two_names_and_not_for_a_surname_that_is_anothers(borges: Path) -> None:
    numbers = all_numbers(borges)
    assert numbers["ola borge"] == {2}
    assert numbers["tor borge"] == {3}
    assert numbers["borge@ROME"] == {1}


def test_who_was_split_off_is_counted_apart(borges: Path) -> None:
    decide(borges, "split", "tor borge", "ROME")
    numbers = all_numbers(borges)
    assert (numbers["tor borge"], numbers["tor borge@ROME"]) == ({2}, {1})


def test_lists_say_what_they_count_and_pages_give_the_same_number(
    borges: Path, reftel: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = reftel("--archive", borges, "people", "tor")
    assert listed.out.split() == ["3", "tor", "borge", "Tor", "Borge"]
    assert listed.err == "1 person, by the number of telegrams that name each\n"
    assert reftel("--archive", borges, "people", "--limit", 1).err.startswith("1 of ")
    shown = reftel("--archive", borges, "person", "tor borge").out
    assert shown.startswith("Tor Borge  named in 3 telegrams, 2006-01-12 to 2007-05-12\n")
    with TestClient(make_app(borges), base_url=ADDRESS, headers={"accept": "text/html"}) as room:
        assert "Named in 3 telegrams, from 2006-01-12 to 2007-05-12." in room.get("/person/tor%20borge").text
        assert re.search(r"tor%20borge\">Tor Borge</a> <span class=\"quiet\">3<", room.get("/people?q=tor").text)
        monkeypatch.setattr("reftel.web.pages.person._COMPARED", 1)
        assert "look for it in all 3 telegrams" in room.get("/person/tor%20borge").text
