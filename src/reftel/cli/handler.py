"""The one handler: whatever happens in a command becomes an exit code and at most two lines."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TextIO

import click

from reftel.errors import ReftelError

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE = 0
FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130


class _End(NamedTuple):
    code: int
    message: str = ""
    hint: str | None = None


def run(arguments: Sequence[str]) -> int:
    """Run the program with these arguments; its exit code. Nothing is ever raised from here."""
    end = _ended(arguments)
    if end.message:
        try:
            _tell(end)
        except OSError:  # nobody reads what went wrong
            _forget(sys.stderr)
    return end.code


def _ended(arguments: Sequence[str]) -> _End:
    try:
        code = _call(arguments)
        sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    except ReftelError as error:
        return _End(error.exit_code, error.message, error.hint)
    except click.UsageError as error:
        return _End(WRONG_USAGE, _on_one_line(error), _usage_hint(error))
    except click.ClickException as error:
        return _End(error.exit_code, _on_one_line(error))
    except (click.Abort, KeyboardInterrupt):
        return _End(INTERRUPTED, "stopped")
    except BrokenPipeError:
        _forget(sys.stdout)
        return _End(FINE)
    except OSError as error:
        return _system_error(error)
    except Exception as error:  # noqa: BLE001  a person is never shown a traceback unless they ask for it
        return _fault(error)
    return _End(code)


def _call(arguments: Sequence[str]) -> int:
    from reftel.cli.app import app

    if "_REFTEL_COMPLETE" in os.environ:
        app.main(prog_name="reftel")  # a shell asks how to complete a line
    try:
        # Not `app.main`: it would end the program itself when a pipe closes.
        with app.make_context("reftel", list(arguments)) as context:
            code = app.invoke(context)
    except click.exceptions.Exit as end:  # after --help and --version
        return end.exit_code
    return code if isinstance(code, int) else FINE


def _on_one_line(error: click.ClickException) -> str:
    """What click says; it puts each of the choices on a line of its own."""
    return " ".join(error.format_message().split())


def _usage_hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "reftel"
    return f"`{command} --help` shows what can be asked."


def _system_error(error: OSError) -> _End:
    _forget_full_output(error)
    reason = error.strerror or str(error)
    message = f"{error.filename}: {reason}" if error.filename else reason
    hint = "Free some space, then do the same again: what was committed stays." if error.errno == errno.ENOSPC else None
    return _End(FAILED, message, hint)


def _fault(error: Exception) -> _End:
    if os.environ.get("REFTEL_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    if type(error).__module__ == "sqlite3":  # by name: most commands never import it
        return _End(FAILED, f"the archive: {error}", "Is the disk full, or its folder not to be written in?")
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return _End(FAILED, f"a fault in reftel: {what}", "Please report it; with REFTEL_TRACEBACK=1 it shows where.")


def _tell(end: _End) -> None:
    from reftel.show.safe import visible, visible_line

    sys.stderr.write(visible_line(end.message) + "\n")
    if end.hint:
        sys.stderr.write(visible(end.hint) + "\n")
    sys.stderr.flush()


def _forget(stream: TextIO) -> None:
    """Send what is still to be written nowhere, so that nothing complains about it at the end."""
    with suppress(OSError, ValueError):  # no file is under it: then nothing is written at the end either
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _forget_full_output(error: OSError) -> None:
    """After a full disk the buffer of standard output would fail a second time when the program ends."""
    if error.errno == errno.ENOSPC and error.filename is None:
        _forget(sys.stdout)
