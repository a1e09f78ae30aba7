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
        ("reftel read telegram.txt --analysis", "with who said what, who met, when"),
        ("reftel read - < telegram.txt", "from standard input"),
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--no-text", is_flag=True, help="Leave the source text out.")
@click.option("--spans", is_flag=True, help="Add the spans: the text in labelled pieces, without gap or overlap.")
@click.option("--analysis", is_flag=True, help="Add what was understood: people, statements, dates, meetings.")
@click.option("--without", multiple=True, metavar="RULE", help="Switch a repair rule off; may be given again.")
def command(
    session: Session, paths: tuple[str, ...], no_text: bool, spans: bool, analysis: bool, without: tuple[str, ...]
) -> int:
    """Read telegrams and print them as JSON Lines, without an archive.

    The names and meanings of the fields are those of the record (docs/record.md). What cannot be read is told on
    standard error with its cause, and the exit code is 1.
    """
    from reftel.cli.reading import RecordReader, read_records
    from reftel.show.safe import visible_line

    failed = 0
    for lines, failures in read_records(paths, RecordReader(without, not no_text, spans, analysis)):
        for line in lines:
            session.write(line)
        for failure in failures:
            detail = f": {failure.detail}" if failure.detail else ""
            sys.stderr.write(visible_line(f"{failure.path}: {failure.cause}{detail}") + "\n")
        failed += len(failures)
    return 1 if failed else 0
