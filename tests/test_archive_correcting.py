"""Corrections by people: laid over what was read, logged, undone, and still there after a reread."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from cli_runs import Ran, held, reftel, some_telegrams
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.persons import Persons, decide, decisions, undo
from reftel.analysis.references import references_of, resolve_all
from reftel.archive import open_archive, open_writer
from reftel.archive.correcting import say_number, say_post, switch_repair, undo_correction
from reftel.archive.corrections import corrections
from reftel.errors import TelegramNotFound, WrongRequest
from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reftel.model.telegram import Telegram

__all__ = ["held", "reftel", "some_telegrams"]

NAME = "04HALLEM512"
OTHER = "06VARRIN911"


@pytest.fixture
def own(held: Path, tmp_path: Path) -> Path:
    return shutil.copytree(held, tmp_path / "own.archive")


def the(folder: Path, name: str = NAME) -> Telegram:
    with open_archive(folder) as archive:
        return archive.get(name)


def a_visible_repair(telegram: Telegram) -> int:
    """The number of a repair inside a paragraph that changes more than blanks."""
    for nth, repair in enumerate(telegram.repairs, start=1):
        inside = any(each.text_start <= repair.start < each.end for each in telegram.paragraphs)
        if repair.applied and inside and repair.was.strip() and repair.was.split() != repair.now.split():
            return nth
    pytest.fail("the sample has no such repair")


def test_a_repair_switched_off_reads_as_the_source_and_on_again_when_undone(own: Path) -> None:
    before = the(own)
    nth = a_visible_repair(before)
    said = switch_repair(own, NAME, nth, applied=False, who="me", why="the paper reads so")
    after = the(own)
    assert not after.repairs[nth - 1].applied
    assert after.text == before.text
    assert [one.text for one in after.paragraphs] != [one.text for one in before.paragraphs]
    for paragraph in after.paragraphs:
        assert paragraph.text == apply_repairs(after.text, after.repairs, paragraph.text_start, paragraph.end).text
    with pytest.raises(WrongRequest, match="not applied already"):
        switch_repair(own, NAME, nth, applied=False)
    assert undo_correction(own, said.id).words.endswith(repr(before.repairs[nth - 1].now))
    assert the(own) == before
    with pytest.raises(WrongRequest):
        undo_correction(own, said.id)
    with open_archive(own) as archive:
        (logged,) = corrections(archive.connection)
        assert (logged.who, logged.why, logged.undone is not None) == ("me", "the paper reads so", True)
        assert list(archive.check()) == []


def test_corrections_outlive_a_reread(own: Path, reftel: Callable[..., Ran]) -> None:
    nth = a_visible_repair(the(own))
    switch_repair(own, NAME, nth, applied=False)
    say_number(own, NAME, "06VARRIN9999")
    say_post(own, NAME, "La Paz")
    corrected = the(own)
    with open_writer(own) as writer:
        writer._store.connection.execute("UPDATE witness SET stamp = 0")  # as if the rules had changed
    assert reftel("--archive", own, "reread").code == 0
    assert the(own) == corrected
    assert the(own, "Varrin 9999 2006").id == NAME
    with open_archive(own) as archive:
        assert archive.entry(NAME).post == "LAPAZ"


def test_what_is_searched_follows_a_correction(own: Path) -> None:
    telegram = the(own, "74HALLEM88")
    nth = a_visible_repair(telegram)
    repair = telegram.repairs[nth - 1]
    assert (repair.was, repair.now) == ("GENWROUS", "GENEROUS")
    with open_archive(own) as archive:
        assert "74HALLEM88" in {hit.entry.id for hit in archive.find("generous").hits}
        said = switch_repair(own, "74HALLEM88", nth, applied=False)
        assert "74HALLEM88" not in {hit.entry.id for hit in archive.find("generous").hits}
        undo_correction(own, said.id)
        assert "74HALLEM88" in {hit.entry.id for hit in archive.find("generous").hits}


def test_a_number_said_leads_references_to_the_telegram(own: Path) -> None:
    with open_archive(own) as archive:
        resolve_all(archive)
        edge = next(one for one in references_of(archive, NAME) if one.state == "known" and one.mrn)
        assert edge.mrn
        said = say_number(own, OTHER, edge.mrn)
        resolve_all(archive)
        assert references_of(archive, NAME)[edge.nth].target == OTHER
        with pytest.raises(WrongRequest, match="already"):
            say_number(own, NAME, edge.mrn)
        undo_correction(own, said.id)
        resolve_all(archive)
        assert references_of(archive, NAME)[edge.nth] == edge


def test_a_post_is_said_and_unsaid(own: Path) -> None:
    said = say_post(own, NAME, "la paz")
    with open_archive(own) as archive:
        assert NAME in {entry.id for entry in archive.list("LAPAZ")}
    undo_correction(own, said.id)
    assert the(own).post == "HALLEM"
    with open_archive(own) as archive:
        assert archive.entry(NAME).post == "HALLEM"


def test_what_cannot_be_meant_is_refused_and_leaves_nothing(own: Path) -> None:
    wrongs: list[Callable[[], object]] = [
        lambda: switch_repair(own, NAME, 10_000, applied=False),
        lambda: switch_repair(own, NAME, 0, applied=False),
        lambda: say_number(own, NAME, "no number"),
        lambda: say_number(own, NAME, OTHER),
        lambda: say_post(own, NAME, "Nowhere at all"),
        lambda: undo_correction(own, 1),
    ]
    for wrong in wrongs:
        with pytest.raises(WrongRequest):
            wrong()
    with pytest.raises(TelegramNotFound):
        say_post(own, "99NOWHERE1", "La Paz")
    with open_archive(own) as archive:
        assert corrections(archive.connection) == []


def some_keys(folder: Path) -> list[str]:
    """Keys of people whom these telegrams name."""
    analyze_archive(folder)
    with open_archive(folder) as archive:
        asked = "SELECT DISTINCT person FROM entity WHERE person IS NOT NULL ORDER BY person LIMIT 2"
        return [key for (key,) in archive.connection.execute(asked)]


def test_people_decide_while_another_reftel_has_the_right_to_write(own: Path) -> None:
    one, another = some_keys(own)
    with open_writer(own) as writer:
        decide(own, "merge", one, another)
        switch_repair(own, NAME, a_visible_repair(the(own)), applied=False)
        writer.remove(OTHER, "to go on writing")
    with open_archive(own) as archive:
        assert len(corrections(archive.connection)) == 1
        assert list(archive.check()) == []


def test_a_decision_is_undone_by_its_number(own: Path) -> None:
    one, another = some_keys(own)
    first, second = decide(own, "rename", one, "B"), decide(own, "hide", another)
    assert undo(own, first) == f"rename {one} B"
    assert undo(own, first) is None
    with open_archive(own) as archive:
        assert [(one.id, one.undone is not None) for one in decisions(archive.connection)] == [
            (second, False),
            (first, True),
        ]
        assert Persons(archive.connection).hidden == {another}


def test_the_command_corrects_undoes_and_logs(reftel: Callable[..., Ran], own: Path) -> None:
    def ask(*words: object) -> Ran:
        return reftel("--archive", own, "correct", *words)

    nth = a_visible_repair(the(own))
    assert ask("--log").code == 1
    assert ask(NAME).code == 2
    said = ask(NAME, "--repair-off", nth, "--number", "06VARRIN9999", "--who", "me", "--why", "because")
    assert (said.code, said.out.count("by me"), "06VARRIN9999" in said.out) == (0, 2, True)
    assert ask("--undo", 1).code == 0
    assert ask(NAME, "--log").out.count("[undone ") == 1
    assert ask("--undo", 1).code == 2
