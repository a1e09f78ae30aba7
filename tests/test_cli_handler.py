"""Whatever happens: an exit code, at most two lines, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from cli_runs import Ran, held, reftel, some_telegrams
from reftel.cli import handler
from reftel.errors import ReftelError, WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reftel = Callable[..., Ran]

__all__ = ["held", "reftel", "some_telegrams"]

PROGRAM = "from reftel.cli import main; main()"


@pytest.mark.parametrize(
    ("raised", "code", "lines"),
    [
        (ReftelError("it is so", "Do this."), 1, ["it is so", "Do this."]),
        (WrongRequest("it cannot be"), 2, ["it cannot be"]),
        (ReftelError("one\ntwo\x1b[2J"), 1, ["one␤two␛[2J"]),
        (KeyboardInterrupt(), 130, ["stopped"]),
        (click.Abort(), 130, ["stopped"]),
        (BrokenPipeError(), 0, []),
        (PermissionError(13, "Permission denied", "/etc/shadow"), 1, ["/etc/shadow: Permission denied"]),
        (
            ZeroDivisionError("division by zero"),
            1,
            [
                "a fault in reftel: ZeroDivisionError: division by zero",
                "Please report it; with REFTEL_TRACEBACK=1 it shows where.",
            ],
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_whatever_is_raised_becomes_a_code_and_at_most_two_lines(
    raised: BaseException,
    code: int,
    lines: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def call(_: object) -> int:
        raise raised

    monkeypatch.setattr(handler, "_call", call)
    assert handler.run([]) == code
    assert capsys.readouterr().err.splitlines() == lines


@pytest.mark.parametrize("arguments", [["nonsense"], ["find"], ["list", "--year", "then"], ["--nonsense"]])
def test_wrong_usage_is_two_lines_and_exit_code_two(reftel: Reftel, arguments: list[str]) -> None:
    ran = reftel(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert "--help` shows what can be asked." in ran.err


def test_without_a_command_the_help_is_shown(reftel: Reftel) -> None:
    assert reftel().out == reftel("--help").out


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more}


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told in another way there")
def test_a_reader_that_goes_away_is_no_matter(held: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "--archive", str(held), "show", "74VARRIN1340"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
def test_a_full_disk_is_told_in_two_lines(held: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "--archive", str(held), "list", "--format", "jsonl"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert ran.returncode == 1
    assert ran.stderr.decode().splitlines()[0] == "No space left on device"
    assert len(ran.stderr.decode().splitlines()) == 2


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys; from reftel.cli.handler import run; run(['--help']); run(['--version']);"
        "heavy = {'rich', 'msgspec', 'sqlite3', 'tantivy', 'pypdf', 'reftel.archive', 'reftel.model'};"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import sys, reftel; sys.exit(' '.join(name for name in sys.modules if name.startswith('reftel.')) or 0)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_colours_respect_the_reader(held: Path) -> None:
    def output(*arguments: str, **more: str) -> str:
        command = [sys.executable, "-c", PROGRAM, "--archive", str(held), *arguments, "list"]
        return subprocess.run(command, capture_output=True, env=environment(**more), check=True, text=True).stdout

    assert "\x1b[" not in output(), "a pipe gets no colours"
    assert "\x1b[" in output(FORCE_COLOR="1")
    assert "\x1b[" not in output("--no-color", FORCE_COLOR="1")
    assert "\x1b[3" not in output(FORCE_COLOR="1", NO_COLOR="1")


def test_the_choices_of_a_missing_argument_stand_on_one_line(reftel: Reftel) -> None:
    ran = reftel("watch")
    assert ran.code == 2
    assert ran.err.splitlines()[0].endswith("Choose from: add, run, list, remove")
