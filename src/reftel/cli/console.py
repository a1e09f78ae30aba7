"""Rich's console, except that it leaves a closed pipe to the one handler."""

from __future__ import annotations

from rich.console import Console


class PipedConsole(Console):
    """A console that ends the program no earlier than its caller does."""

    def on_broken_pipe(self) -> None:
        """Called while the error is handled: hand it on, in place of leaving with exit code 1."""
        raise  # noqa: PLE0704
