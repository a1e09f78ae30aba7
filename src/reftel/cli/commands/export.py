"""reftel export: statements as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "export",
    "Write statements as a table.",
    examples=(
        ("reftel export statements --format csv", "into statements.csv"),
        ("reftel export statements --format parquet --into said.parquet", "for a notebook"),
    ),
)
@click.argument("what", type=click.Choice(["statements"]))
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "parquet"]), default="csv", show_default=True)
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False), help="The file; statements.FORMAT otherwise.")
def command(session: Session, what: str, form: str, into: Path | None) -> None:
    """Write every statement as one row, with its telegram, its speakers and its place in the text."""
    from reftel.analysis.exporting import export
    from reftel.cli.understanding import open_library

    place = into or Path(f"{what}.{form}")
    with open_library(session) as library:
        count = export(library.said(nested=True), form, place)
    session.say(f"{count:,} statements written to {place}")
