"""reftel resolve: from footnotes to telegrams."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.errors import Unreadable

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "resolve",
    "Find the telegrams that footnotes cite.",
    examples=(
        ("reftel resolve chapter3-notes.txt", "footnotes, a bibliography, BibTeX, RIS or CSL JSON"),
        ("pbpaste | reftel resolve -", "a pasted paragraph"),
    ),
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a citation and line.")
def command(session: Session, file: Path, as_json: bool) -> None:
    """Find the telegrams that a text cites, in any of the forms that historians print.

    Each citation is answered with the telegram, with candidates, or with its line in the ledger of what is not held;
    where number, post and date disagree it says which is likely wrong.
    """
    from reftel.analysis.tracing import trace_text
    from reftel.cli.printing import trace_line
    from reftel.cli.resolved import resolved_archive
    from reftel.show.references import show_trace
    from reftel.show.words import count_words

    text = _text(file)
    with resolved_archive(session) as archive:
        traces = trace_text(archive, text)
        for trace in traces:
            if as_json:
                session.write(trace_line(trace))
            else:
                session.show(show_trace(trace))
        if not as_json:
            found = sum(trace.outcome == "resolved" for trace in traces)
            doubts = sum(bool(trace.problems) for trace in traces)
            said = f"{count_words(len(traces), 'citation')}, {found:,} of a telegram held"
            said += f"; {doubts:,} with something likely wrong." if doubts else "."
            session.say(said if traces else "No citation of a telegram was found in this text.")


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return file.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise Unreadable(str(file), (error.strerror or "cannot be read").lower()) from error
