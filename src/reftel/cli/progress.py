"""The bar of `reftel add`, on standard error; nothing at all where standard error is no terminal."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from reftel.archive.crew import Failures
from reftel.cli.bars import bar_on
from reftel.cli.reading import places_of
from reftel.show.safe import visible_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from reftel.archive.adding import Report
    from reftel.archive.crew import Failure
    from reftel.cli.session import Session


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
            self._bar = bar_on(session.err)
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
