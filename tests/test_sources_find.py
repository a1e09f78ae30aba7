"""Paths to places: folders, links, and what cannot be listed."""

from __future__ import annotations

import ast
import os
import pickle
import re
import socket
from pathlib import Path

import pytest

import reftel.sources
from reftel.errors import Unreadable
from reftel.sources import CAUSES, Place, find_places, read_place


def listed(*paths: Path) -> list[str]:
    """Name every place that the paths lead to; failures as `name: cause`."""
    return [
        found.name if isinstance(found, Place) else f"{Path(found.path).name}: {found.cause}"
        for found in find_places(paths)
    ]


def write(path: Path, text: str = "FM HERE\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_file_given_by_name_is_known_by_its_file_name(tmp_path: Path) -> None:
    assert listed(write(tmp_path / "deep" / "a.txt")) == ["a.txt"]


def test_a_file_in_a_folder_is_known_by_its_path_below_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    write(tmp_path / "1975" / "a.txt")
    write(tmp_path / "1974" / "deep" / "c.txt")
    assert listed(tmp_path) == ["b.txt", "1974/deep/c.txt", "1975/a.txt"]


def test_every_path_is_walked_in_the_order_given(tmp_path: Path) -> None:
    first, second = write(tmp_path / "z" / "1.txt"), write(tmp_path / "a" / "2.txt")
    assert listed(first.parent, second.parent, first) == ["1.txt", "2.txt", "1.txt"]


def test_hidden_files_and_left_overs_of_machines_are_not_walked_but_read_when_named(tmp_path: Path) -> None:
    hidden = write(tmp_path / ".git" / "HEAD")
    write(tmp_path / "__MACOSX" / "a.txt")
    write(tmp_path / "Thumbs.db")
    assert listed(tmp_path) == []
    assert listed(hidden) == ["HEAD"]


def test_an_archive_inside_the_folder_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "reftel.archive" / "archive.sqlite")
    write(tmp_path / "reftel.archive" / "index" / "meta.json")
    write(tmp_path / "a.txt")
    assert listed(tmp_path) == ["a.txt"]
    assert listed(tmp_path / "reftel.archive") == ["reftel.archive: is an archive of reftel"]


def test_a_link_inside_the_folder_is_followed_and_one_that_leads_out_is_reported(tmp_path: Path) -> None:
    write(tmp_path / "outside.txt")
    (tmp_path / "outside").mkdir()
    folder = tmp_path / "folder"
    write(folder / "a.txt")
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to("../outside.txt")
    (folder / "d").symlink_to("../outside")
    (folder / "e").symlink_to(".")
    (folder / "f.txt").symlink_to("nothing")
    out = "link leads out of the folder"
    assert listed(folder) == ["a.txt", "b.txt", f"c.txt: {out}", f"d: {out}", "f.txt: not found"]
    assert listed(folder / "c.txt") == ["c.txt"]


def test_what_is_not_there_is_reported(tmp_path: Path) -> None:
    assert listed(tmp_path / "nothing") == ["nothing: not found"]


def test_a_pipe_is_reported_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    assert listed(tmp_path, tmp_path / "pipe") == [
        "pipe: is a device or pipe",
        "socket: is a device or pipe",
        "pipe: is a device or pipe",
    ]


def test_a_folder_without_permission_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "closed" / "a.txt")
    write(tmp_path / "open" / "b.txt")
    listdir = os.listdir

    def refuse(path: str) -> list[str]:  # root may list everything, so the refusal is played
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert listed(tmp_path) == ["closed: no permission", "open/b.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_reported(tmp_path: Path) -> None:
    closed = write(tmp_path / "a.txt")
    closed.chmod(0)
    (failure,) = read_place(Place(str(closed), "a.txt", 8))
    assert isinstance(failure, Unreadable)
    assert failure.cause == "no permission"


def test_a_file_that_is_gone_when_its_turn_comes_is_reported(tmp_path: Path) -> None:
    (failure,) = read_place(Place(str(tmp_path / "a.txt"), "a.txt", 8))
    assert isinstance(failure, Unreadable)
    assert (failure.path, failure.cause) == ("a.txt", "not found")


def test_a_name_that_is_no_utf_8_is_written_out(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    write(tmp_path / name)
    (place,) = find_places([tmp_path])
    assert isinstance(place, Place)
    assert place.name == "caf\\xe9.txt"
    assert len(list(read_place(place))) == 1


def test_every_cause_that_the_code_names_is_in_the_list_of_causes_and_the_other_way_round() -> None:
    named: set[str] = set()
    for module in Path(reftel.sources.__file__).parent.glob("*.py"):
        if module.name != "causes.py":
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named.add(node.value)
    assert set(CAUSES) <= named
    calls = re.findall(
        r'Unreadable\([\w.()]+, "([^"]+)"',
        "".join(p.read_text() for p in Path(reftel.sources.__file__).parent.glob("*.py")),
    )
    assert set(calls) <= set(CAUSES)


def test_places_and_failures_survive_the_way_to_another_process(tmp_path: Path) -> None:
    place = Place("/a/b.txt", "b.txt", 3)
    assert pickle.loads(pickle.dumps(place)) == place
    failure = pickle.loads(pickle.dumps(Unreadable("a.txt", "binary", "a program")))
    assert (failure.path, failure.cause, failure.detail) == ("a.txt", "binary", "a program")
