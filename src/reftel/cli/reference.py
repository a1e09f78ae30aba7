"""The reference of commands, written by the commands themselves: `python -m reftel.cli.reference docs/commands.md`.

A test compares the file with what this module writes, so it is never older than the commands.
"""

from __future__ import annotations

import sys
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import COMMANDS, Examples, app

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = """\
# Commands

Written by the commands themselves (`make reference`). Options of the program stand before the command; `--archive` and
`--no-color` may also stand after it.
"""


def reference() -> str:
    """All commands with their options and examples, as Markdown."""
    context = click.Context(app, info_name="reftel", **app.context_settings)
    parts = [_TOP, *_section(app, context, "reftel", heading=2)]
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        parts += _section(command, click.Context(command, context, info_name=name), f"reftel {name}", heading=2)
    return "\n".join(parts)


def _section(command: click.Command, context: click.Context, title: str, heading: int) -> Iterator[str]:
    yield f"{'#' * heading} {title}\n"
    usage = " ".join([title, *command.collect_usage_pieces(context)])
    yield f"```text\n{usage}\n```\n"
    yield cleandoc(command.help or "") + "\n"
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    rows = [record for record in records if record and record[1]]
    yield "| option | |\n|---|---|"
    for option, meaning in rows:
        yield f"| `{_cell(option)}` | {_cell(meaning)} |"
    yield ""
    if isinstance(command, Examples) and command.examples:
        width = max(len(typed) for typed, _ in command.examples)
        lines = "\n".join(f"{typed.ljust(width)}  # {does}" for typed, does in command.examples)
        yield f"```sh\n{lines}\n```\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("  [", " [")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
