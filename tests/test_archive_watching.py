"""Questions that are kept, and what has come since they were last asked."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cli_runs import reftel
from made_telegrams import compose
from reftel.archive import open_archive, open_writer
from reftel.archive.watching import Watches
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_runs import Ran

    Reftel = Callable[..., Ran]

__all__ = ["reftel"]


def add(folder: Path, number: int, body: str) -> None:
    with open_writer(folder) as writer:
        writer.add_all([compose(number=number, bodies=[body], path=f"{number}.txt")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(tmp_path / "archive", 1, "The dam.")
    return tmp_path / "archive"


def new(folder: Path, name: str) -> list[int | None]:
    with open_archive(folder) as archive:
        news = Watches(archive).new(name)
        numbers = [hit.entry.number for hit in news.hits]
        Watches(archive).told(news)
        return numbers


def test_a_watch_tells_what_has_come_since_it_last_ran(folder: Path) -> None:
    with open_archive(folder) as archive:
        Watches(archive).add("dams", "dam OR dams")
    assert new(folder, "dams") == [1]
    assert new(folder, "dams") == []
    add(folder, 2, "Another dam.")
    add(folder, 3, "A lock.")
    assert new(folder, "dams") == [2]
    assert new(folder, "dams") == []


def test_what_has_only_some_of_the_words_is_not_new(folder: Path) -> None:
    with open_archive(folder) as archive:
        Watches(archive).add("both", "dam wheat")
    assert new(folder, "both") == []
    add(folder, 2, "Wheat.")
    assert new(folder, "both") == []
    add(folder, 3, "Wheat below the dam.")
    assert new(folder, "both") == [3]


def test_who_stops_in_between_sees_it_again(folder: Path) -> None:
    add(folder, 2, "Another dam.")
    with open_archive(folder) as archive:
        Watches(archive).add("dams", "dam")
        assert next(Watches(archive).new("dams").hits).entry.number in {1, 2}
        assert len([*Watches(archive).new("dams").hits]) == 2


def test_a_watch_runs_while_a_writer_works_and_misses_nothing(folder: Path) -> None:
    with open_archive(folder) as archive:
        Watches(archive).add("dams", "dam")
    with open_writer(folder) as writer:
        writer.add_all([compose(number=2, bodies=["A dam."], path="2.txt")])
        assert new(folder, "dams") == [1]  # the index does not know the other yet
    assert new(folder, "dams") == [2]


def test_watches_are_named_once_and_can_be_removed(folder: Path) -> None:
    with open_archive(folder) as archive:
        Watches(archive).add("dams", "dam")
        with pytest.raises(WrongRequest, match="already"):
            Watches(archive).add(" dams ", "lock")
        with pytest.raises(WrongRequest, match="needs a name"):
            Watches(archive).add(" ", "lock")
        assert [(watch.name, watch.question) for watch in Watches(archive)] == [("dams", "dam")]
        Watches(archive).remove("dams")
        with pytest.raises(WrongRequest, match="no watch dams"):
            Watches(archive).remove("dams")


def test_watches_from_the_command_line(reftel: Reftel, folder: Path) -> None:
    def watch(*words: str) -> Ran:
        return reftel("--archive", folder, "watch", *words)

    assert watch("add", "dams", "dam", "-lock").err == "dams: dam -lock; 1 telegram held now\n"
    assert watch("list").out == "dams · dam -lock · never run\n"
    assert watch("run").out.splitlines()[0] == "dams · 1 new telegram"
    assert watch("run", "dams").out == "dams · nothing new\n"
    add(folder, 2, "Another dam.")
    assert watch("run", "dams", "--format", "mrn").out == "74VARRIN2\n"
    assert watch("remove", "dams").err == "removed the watch dams\n"
    assert watch("run", "dams").code != 0
    assert watch("add").code != 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize("form", ["text", "mrn"])
def test_hits_that_could_not_be_written_stay_new(folder: Path, form: str) -> None:
    with open_archive(folder) as archive:
        Watches(archive).add("dams", "dam")
    program = "import sys; from reftel.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "--archive", str(folder), "watch", "run", "--format", form]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert ran.returncode == 1
    assert new(folder, "dams") == [1]
