"""reftel read: telegrams as records, without an archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reftel.cli.app import plain_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@plain_command(
    "read",
    "Print telegrams as JSON Lines, without an archive.",
    examples=(
        ("reftel read telegram.txt", "one JSON object a telegram"),
        ("reftel read telegrams/ --no-text > records.jsonl", "a whole folder, without the source texts"),
        ("reftel read telegram.txt --spans", "with every character of the text under a label"),
        ("reftel read - < telegram.txt", "from standard input"),
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--no-text", is_flag=True, help="Leave the source text out.")
@click.option("--spans", is_flag=True, help="Add the spans: the text in labelled pieces, without gap or overlap.")
@click.option("--without", multiple=True, metavar="RULE", help="Switch a repair rule off; may be given again.")
def command(session: Session, paths: tuple[str, ...], no_text: bool, spans: bool, without: tuple[str, ...]) -> int:
    """Read telegrams and print them as JSON Lines, without an archive.

    The names and meanings of the fields are those of the record (docs/record.md). What cannot be read is told on
    standard error with its cause, and the exit code is 1.
    """
    from reftel.archive.store import decode
    from reftel.cli.printing import record_line
    from reftel.cli.reading import read_paths
    from reftel.show.safe import visible_line

    failures = 0
    for batch in read_paths(paths, without):
        for record, _ in batch.records:
            session.write(record_line(decode(record), text=not no_text, spans=spans))
        for failure in batch.failures:
            detail = f": {failure.detail}" if failure.detail else ""
            sys.stderr.write(visible_line(f"{failure.path}: {failure.cause}{detail}") + "\n")
        failures += len(batch.failures)
    return 1 if failures else 0
