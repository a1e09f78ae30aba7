"""Questions on the command line: `-dam` is a word with NOT before it there, and no option."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence


def take_questions(command: click.Command) -> None:
    """Let words that begin with a minus sign through to a command's question."""
    command.context_settings["ignore_unknown_options"] = True


def typed_question(words: Sequence[str]) -> str:
    """The words as one question.

    Raises:
        click.NoSuchOption: A word begins as an option does, with two minus signs.
    """
    for word in words:
        if word.startswith("--") and word.strip("-"):
            raise click.NoSuchOption(word.partition("=")[0])
    return " ".join(words)
