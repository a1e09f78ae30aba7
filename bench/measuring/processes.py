"""Time and memory of this process and of those that it starts."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import threading
import time
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds on the clock, seconds of processor time, and megabytes of memory at the most."""

    wall: float
    processor: float
    memory: float


class Memory(threading.Thread):
    """The most memory that a process and all that it started had together, in megabytes, shared pages counted once."""

    def __init__(self, process: int | None = None) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._process = process or os.getpid()
        self._going = True

    def run(self) -> None:
        while self._going:
            self.most = max(self.most, sum(map(_memory, family(self._process))) / 1024)
            time.sleep(0.2)

    def stop(self) -> float:
        self._going = False
        self.join()
        return self.most


def family(process: int) -> list[int]:
    """A process, what it started, what those started, and so on."""
    found = [process]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += map(int, children.read_text(encoding="ascii").split())
            except OSError:
                continue
    return found


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def cpu() -> tuple[float, float]:
    """Seconds of processor time of this process and of its children that have ended."""
    mine, theirs = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime, theirs.ru_utime + theirs.ru_stime


def run(command: list[str]) -> Spent:
    """Run a command to its end.

    Raises:
        CalledProcessError: It failed.
    """
    before, began = cpu()[1], time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - a command of this bench
    memory = Memory(process.pid)
    memory.start()
    code = process.wait()
    wall = time.perf_counter() - began
    spent = Spent(wall, cpu()[1] - before, memory.stop())
    if code:
        raise subprocess.CalledProcessError(code, command)
    return spent


def size(folder: Path) -> float:
    """Megabytes of the files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def here(path: str) -> Path:
    """The path, where there is something; else the program ends and says so."""
    if not Path(path).exists():
        raise SystemExit(f"there is nothing at {path}: name a folder of telegrams that is here")
    return Path(path)


def machine() -> dict[str, str | int]:
    """The machine in general words: its processor, how many of them, its memory, the Python."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    except OSError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{memory:.0f} GB",
        "python": platform.python_version(),
    }
