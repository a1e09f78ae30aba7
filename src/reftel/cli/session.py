"""What a command has at hand: where the archive is, and the terminal to show things on."""

from __future__ import annotations

import os
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from reftel.archive import Archive, Writer

DEFAULT_FOLDER = Path("reftel.archive")
_PIPE_WIDTH = 100
_A_WHILE = 0.1  # seconds
_HANGING = 4  # blanks before what is left of a line


class Session:
    """One run of the program. Rich and the archive are imported when they are first needed."""

    def __init__(self) -> None:
        self.folder = DEFAULT_FOLDER
        self.colour = True
        self._handed_on = 0.0

    @cached_property
    def out(self) -> Console:
        """Standard output, for people."""
        return self._console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Standard error: progress, and what could not be done."""
        return self._console(sys.stderr)

    def _console(self, stream: Any) -> Console:
        from reftel.cli.console import PipedConsole
        from reftel.show.style import THEME

        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no ¶ gets \xb6, and no error
        asked = os.environ.get("COLUMNS", "").isdigit()
        width = None if stream.isatty() or asked else _PIPE_WIDTH
        return PipedConsole(
            file=stream,
            theme=THEME,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
            color_system="auto" if self.colour else None,
        )

    def show(self, what: RenderableType, *, on: Console | None = None) -> None:
        """Print for people. Into files and pipes it goes without the blanks that fill up table cells."""
        console = on or self.out
        if console.is_terminal:
            console.print(what)
            return
        with console.capture() as capture:
            console.print(what)
        console.file.write("".join(line.rstrip() + "\n" for line in capture.get().split("\n")[:-1]))
        if on is None:
            self._let_go_on()

    def show_line(self, what: Text) -> None:
        """Print one line for people: cut at the edge of a terminal, one whole line elsewhere."""
        if self._to_terminal:
            self.out.print(what, no_wrap=True, overflow="ellipsis")
        else:
            self.out.file.write(what.plain + "\n")
        self._let_go_on()

    def show_whole(self, words: str) -> None:
        """Print one line for people: wrapped at the edge of a terminal, with control characters made visible."""
        from reftel.show.safe import visible_line

        line = visible_line(words)
        if self._to_terminal:
            line = self._wrapped(line)
        self.out.file.write(line + "\n")
        self._let_go_on()

    @cached_property
    def _to_terminal(self) -> bool:
        return self.out.is_terminal

    def _wrapped(self, line: str) -> str:
        """A line as a terminal holds it: where it is longer, the rest is set in under it."""
        from rich.text import Text

        width = self.out.width
        if line.isascii() and len(line) <= width:
            return line
        first, *rest = Text(line).wrap(self.out, max(width - _HANGING, 2 * _HANGING), overflow="fold")
        return "\n".join((first.plain.rstrip(), *(" " * _HANGING + each.plain.rstrip() for each in rest)))

    def say(self, message: str) -> None:
        """Tell on standard error what was done."""
        from reftel.show.safe import visible_line

        self.show(visible_line(message), on=self.err)

    def write(self, content: bytes) -> None:
        """Write for machines, as it is."""
        sys.stdout.buffer.write(content)
        self._let_go_on()

    def _let_go_on(self) -> None:
        """Hand on what was printed, now and then: answers are seen as they come, and a reader that left is noticed."""
        now = time.monotonic()
        if now - self._handed_on > _A_WHILE:
            self.flush()
            self._handed_on = now

    def flush(self) -> None:
        """Return when all that was printed has been taken; fails as writing does where it cannot be."""
        sys.stdout.flush()

    def open_archive(self) -> Archive:
        """The archive, to read; making its index anew shows a bar."""
        from reftel.archive import open_archive
        from reftel.cli.bars import index_bar

        return open_archive(self.folder, index_bar(lambda: self.err))

    def open_writer(self) -> Writer:
        """The archive, to write; made where there is none."""
        from reftel.archive import open_writer
        from reftel.cli.bars import index_bar

        return open_writer(self.folder, index_bar(lambda: self.err))
