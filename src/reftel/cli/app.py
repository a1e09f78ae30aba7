"""The `reftel` command itself: its options, and its commands by name."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reftel import __version__
from reftel.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: The commands by what they are for, in the order in which they are explained.
GROUPS: dict[str, tuple[str, ...]] = {
    "Telegrams": ("add", "find", "watch", "show", "similar", "diff", "list", "read", "serve"),
    "References": ("refs", "thread", "missing", "graph", "resolve", "cite"),
    "People and statements": ("analyze", "said", "person", "people", "positions", "timeline", "export"),
    "Your own work": ("note", "folder", "correct"),
    "Writing": ("compose", "lint", "send", "write"),
    "The archive": ("stats", "check", "reread", "remove", "backup", "sample", "make"),
}
COMMANDS = tuple(name for names in GROUPS.values() for name in names)


class Examples(click.Command):
    """A command that shows examples under its options: pairs of what to type and what that does."""

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.examples = tuple(examples)

    def format_epilog(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section("Examples"):
                formatter.write_dl(self.examples, col_max=44)


class Commands(click.Group):
    """The group of all commands, each imported when it is asked for."""

    command_class = Examples

    def list_commands(self, _: click.Context) -> list[str]:
        """Every command, in the order in which they are explained."""
        return list(COMMANDS)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with one line, by what they are for."""
        width = max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            commands = [(name, self.get_command(context, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), made.short_help or "") for name, made in commands if made])

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        command = import_module(f"reftel.cli.commands.{name}").command
        assert isinstance(command, click.Command)
        return command


def _set_archive(context: click.Context, _: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        context.ensure_object(Session).folder = folder


def _set_colour(context: click.Context, _: click.Parameter, off: bool) -> None:
    if off:
        context.ensure_object(Session).colour = False


def _archive_option(envvar: str | None = None) -> click.Option:
    return click.Option(
        ["--archive"],
        type=click.Path(path_type=Path),
        metavar="DIR",
        envvar=envvar,
        show_envvar=True,
        expose_value=False,
        callback=_set_archive,
        help="The archive's folder; otherwise reftel.archive in the current folder.",
    )


def _set_facts(_: click.Context, __: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        from reftel.facts import use_own_tables

        use_own_tables(folder)
        os.environ["REFTEL_FACTS"] = str(folder)  # where other processes of this run find it as well


def _facts_option() -> click.Option:
    return click.Option(
        ["--facts"],
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        envvar="REFTEL_FACTS",
        show_envvar=True,
        expose_value=False,
        callback=_set_facts,
        help="A folder with tables of your own (posts.csv, tags.csv ...), laid over the shipped ones.",
    )


def _colour_option() -> click.Option:
    return click.Option(
        ["--no-color"],
        is_flag=True,
        expose_value=False,
        callback=_set_colour,
        help="No colours; they are also off in pipes and where NO_COLOR is set.",
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="reftel", message="%(prog)s %(version)s")
@click.pass_context
def app(context: click.Context) -> None:
    """Reads diplomatic telegrams as they were sent and damaged, and answers with the evidence.

    Add telegrams to an archive, find them by their words, read them with their headings explained, and follow them to
    the telegrams that they refer to. Every fact points to the characters it came from, and none of them is lost.

    Exit codes: 0 fine, 1 something could not be read or found, 2 wrong usage, 130 interrupted.
    """
    context.ensure_object(Session)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


app.params += [_archive_option("REFTEL_ARCHIVE"), _facts_option(), _colour_option()]


def archive_command(
    name: str, short: str, *, examples: Sequence[tuple[str, str]]
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command on an archive: `--archive` may also stand after its name. See `plain_command`."""

    def make(function: Callable[..., Any]) -> click.Command:
        made = plain_command(name, short, examples=examples)(function)
        made.params.insert(-1, _archive_option())
        return made

    return make


def plain_command(
    name: str, short: str, *, examples: Sequence[tuple[str, str]]
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command that gets the session as its first argument; `short` is its line in the list."""

    def make(function: Callable[..., Any]) -> click.Command:
        made = click.command(name, cls=Examples, examples=examples, short_help=short)(click.pass_obj(function))
        made.params.append(_colour_option())
        return made

    return make
