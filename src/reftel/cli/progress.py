"""Bars on standard error while something takes long; nothing at all where standard error is no terminal."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from reftel.archive.crew import Failures
from reftel.cli.reading import places_of
from reftel.show.safe import visible_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.progress import Progress, TaskID
    from rich.text import Text

    from reftel.archive.adding import Report
    from reftel.archive.crew import Failure
    from reftel.cli.session import Session


def index_bar(session: Session) -> Callable[[int, int], None]:
    """What hears how far the making of an index has come: a bar, from the first call to the last."""
    return step_bar(session, "making the index")


def step_bar(session: Session, what: str) -> Callable[[int, int], None]:
    """What hears (done, of how many) of something that takes long, and shows a bar of it in a terminal."""
    bar: Progress | None = None
    task: TaskID | None = None

    def told(done: int, total: int) -> None:
        nonlocal bar, task
        if not session.err.is_terminal:
            return
        if bar is None:
            bar = _bar(session)
            task = bar.add_task(what, total=total, rate="")
            bar.start()
        assert task is not None
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()
            bar = None

    return told


def _bar(session: Session) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=session.err,
        transient=True,
    )


class AddingBar:
    """The bar of `reftel add`: places done of those there are, telegrams a second, time left, failures by cause.

    `new` counts the telegrams that were added so far.
    """

    def __init__(self, session: Session, paths: Sequence[str]) -> None:
        self.new = 0
        self._paths = paths
        self._shown = session.err.is_terminal
        self._total: int | None = None
        self._stopped = threading.Event()
        self._failures = Failures()
        if self._shown:
            self._bar = _bar(session)
            self._task = self._bar.add_task("adding", total=None, rate="")

    def __enter__(self) -> Self:
        if self._shown:
            self._bar.start()
            # Counting goes on while the first files are read already; until it is done the bar has no end.
            threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        if self._shown:
            self._bar.stop()

    def heard(self, report: Report) -> None:
        """Hear how far it has come."""
        self.new = report.added.new
        if self._shown:
            rate = f"{report.rate:,.0f} telegrams/s"
            self._bar.update(self._task, completed=report.places, total=self._total, rate=rate)

    def failed(self, failure: Failure) -> None:
        """Hear of something that could not be read. The first of each cause is shown; all are told at the end."""
        self._failures.count(failure)
        if not self._shown:
            return
        if self._failures.causes[failure.cause].count == 1:
            self._bar.console.print(_line(failure))
        self._bar.update(self._task, description=f"adding ({self._failures.total:,} unreadable)")

    def _count(self) -> None:
        total = 0
        with suppress(OSError):
            for _ in places_of(self._paths):
                total += 1
                if self._stopped.is_set():
                    return
            self._total = total


def _line(failure: Failure) -> Text:
    from rich.text import Text

    detail = f" ({failure.detail})" if failure.detail else ""
    return Text(visible_line(f"{failure.path}: {failure.cause}{detail}"), style="damaged")
