"""Running the command line in tests: the same way in as for people, and a small archive to ask."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reftel.cli.handler import run
from reftel.facts import use_own_tables
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: A dozen telegrams of both layouts, one of them held in two versions.
SOME = (
    "1974HALLEM00088.txt",
    "1974VARRIN00212.txt",
    "1974VARRIN00587.txt",
    "1974VARRIN01340.txt",
    "1977VARRIN00301.txt",
    "1977VARRIN00344.txt",
    "1977VARRIN00344_C.txt",
    "04HALLEM512.txt",
    "04VARRIN301.txt",
    "05HALLEM233.txt",
    "06VARRIN902.txt",
    "06VARRIN911.txt",
)


class Ran(NamedTuple):
    """What a run left: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Reftel = "Callable[..., Ran]"


@pytest.fixture(scope="session")
def some_telegrams(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dozen telegrams of the sample."""
    folder = tmp_path_factory.mktemp("some") / "telegrams"
    folder.mkdir()
    for name in SOME:
        shutil.copyfile(sample_folder() / "telegrams" / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def held(some_telegrams: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of these telegrams, only to be read."""
    archive = tmp_path_factory.mktemp("held") / "held.archive"
    assert run(["--archive", str(archive), "add", str(some_telegrams)]) == 0
    return archive


@pytest.fixture
def reftel(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Ran]]:
    """Run `reftel` with these arguments."""
    monkeypatch.delenv("REFTEL_ARCHIVE", raising=False)
    monkeypatch.setenv("REFTEL_FACTS", "")
    monkeypatch.setenv("COLUMNS", "100")

    def reftel(*arguments: object) -> Ran:
        capfdbinary.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    yield reftel
    use_own_tables(None)
