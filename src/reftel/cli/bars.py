"""Bars on standard error while something takes long; nothing at all where standard error is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from rich.progress import Progress, TaskID


def index_bar(console: Callable[[], Console]) -> Callable[[int, int], None]:
    """What hears how far the making of an index has come: a bar, from the first call to the last."""
    return step_bar(console, "making the index")


def step_bar(console: Callable[[], Console], what: str) -> Callable[[int, int], None]:
    """What hears (done, of how many) of something that takes long, and shows a bar of it in a terminal.

    The console is asked for when something is told: most commands are done before, and need none.
    """
    bar: Progress | None = None
    task: TaskID | None = None

    def told(done: int, total: int) -> None:
        nonlocal bar, task
        if not console().is_terminal:
            return
        if bar is None:
            bar = bar_on(console())
            task = bar.add_task(what, total=total, rate="")
            bar.start()
        assert task is not None
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()
            bar = None

    return told


def bar_on(console: Console) -> Progress:
    """A bar with what is done, how fast, and the time left; it goes away when it is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
