"""reftel refs: what a telegram refers to, and who refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "refs",
    "Show what a telegram refers to, and who refers to it.",
    examples=(
        ("reftel refs 07ASTANA605", "both directions, each held, not held, ambiguous or unresolved"),
        ("reftel refs Astana 515 2007", "who refers to a telegram that is not held"),
        ("reftel refs 07ASTANA605 --json", "one JSON object a line, with the places of the words"),
    ),
)
@click.argument("number", nargs=-1, required=True, metavar="MRN")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a reference and line.")
def command(session: Session, number: tuple[str, ...], as_json: bool) -> None:
    """Show the references of a telegram and to it. It need not be held to be referred to."""
    from reftel.analysis.references import references_of, references_to
    from reftel.cli.printing import edge_line
    from reftel.cli.resolved import resolved_archive
    from reftel.errors import TelegramNotFound
    from reftel.show.references import show_references

    asked = " ".join(number)
    with resolved_archive(session) as archive:
        back = references_to(archive, asked)
        held = archive.find_id(asked)
        if held is None and not back:
            raise TelegramNotFound(asked, archive.close_numbers(asked))
        out = references_of(archive, asked) if held else []
        if as_json:
            for edge in (*out, *back):
                session.write(edge_line(edge))
        else:
            session.show(show_references(held or (back[0].mrn or asked), out, back))
