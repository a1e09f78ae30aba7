"""`kill -9` at any moment of an add: what was committed is there, the archive is sound, and the next add goes on."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from made_telegrams import made_telegram
from reftel.archive import open_archive
from reftel.errors import NoArchive

COUNT = 1500
PROGRAM = Path(__file__).with_name("adding_until_killed.py")


def adding(folder: Path, processes: int) -> subprocess.Popen[str]:
    paths = [str(PROGRAM.parent), str(PROGRAM.parents[1] / "src")]
    program = f"import sys; sys.path[:0] = {paths!r}; import adding_until_killed; adding_until_killed.main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), str(COUNT), str(processes)], stdout=subprocess.PIPE, text=True
    )


def kill_after(process: subprocess.Popen[str], seconds: float) -> int:
    """End a program without warning; how many places it said it had committed."""
    assert process.stdout is not None
    assert process.stdout.readline() == "began\n"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().split("\n")[:-1]  # a line that was cut off was not said
    process.wait()
    process.stdout.close()
    return int(said[-1]) if said else 0


def nothing_is_lost(folder: Path, committed: int) -> None:
    with open_archive(folder) as archive:
        assert [str(finding) for finding in archive.check()] == []
        held = [telegram.source.path for telegram in archive.telegrams()]
        assert held == [f"made/{nth:07d}.txt" for nth in range(len(held))]
        assert len(held) >= committed
        for nth in range(0, len(held), 97):
            telegram, content = made_telegram(nth, length=200)
            assert archive.get(telegram.id) == telegram
            assert archive.source(telegram.id) == content
        assert archive.find("orloff", limit=1).total == len(held)


def kill_again_and_again(folder: Path, times: int, seed: str, longest: float) -> None:
    rng = random.Random(seed)
    committed = 0
    for nth in range(times):
        process = adding(folder, processes=nth % 3)
        committed = max(committed, kill_after(process, rng.uniform(0, longest)))
        try:
            nothing_is_lost(folder, committed)
        except NoArchive:
            assert committed == 0
    process = adding(folder, processes=0)
    said, _ = process.communicate()
    assert process.returncode == 0
    assert said.split()[-1] == str(COUNT)
    nothing_is_lost(folder, COUNT)


def test_a_killed_add_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "archive", 4, "quick", 1.0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_two_kills_in_a_row_lose_nothing_that_was_committed(tmp_path: Path, seed: int) -> None:
    """Twenty-five archives, fifty moments: from the first table to the last merge of the index."""
    kill_again_and_again(tmp_path / "archive", 2, f"archive {seed}", 2.5)
