"""reftel list: everything held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "list",
    "List everything held.",
    examples=(
        ("reftel list", "everything, by year, post and number"),
        ("reftel list --post 'La Paz' --year 1974", "one post, one year"),
        ("reftel list --format mrn > held.txt", "one number a line"),
    ),
)
@click.option("--post", help="Of one post, in any spelling.")
@click.option("--year", type=click.IntRange(1800, 2199), help="Of one year.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "mrn", "jsonl"]),
    default="table",
    show_default=True,
    help="For people, one number a line, or one JSON object a line.",
)
def command(session: Session, post: str | None, year: int | None, form: str) -> None:
    """List everything held; what has no number comes last, by its id."""
    from reftel.cli.printing import print_entries
    from reftel.show.answers import entry_line

    with session.open_archive() as archive:
        entries = archive.list(archive.post(post, year) if post else None, year)
        if form == "table":
            nothing = True
            for entry in entries:
                nothing = False
                session.show_line(entry_line(entry))
            if nothing:
                session.say("Nothing of this is held.")
        else:
            print_entries(session, entries, form)
