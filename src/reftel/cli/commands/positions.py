"""reftel positions: speakers against a matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.analysis.answers import Said
    from reftel.cli.session import Session


@archive_command(
    "positions",
    "Who holds what on a matter, since when.",
    examples=(("reftel positions 'judicial reform'", "every speaker's statements about it, by date"),),
)
@click.argument("matter")
def command(session: Session, matter: str) -> int:
    """Set speakers against a matter: each with the statements about it, by date, and since when.

    Agreement and disagreement that the telegrams state themselves stand at the end.
    """
    from reftel.cli.bars import step_bar
    from reftel.cli.understanding import open_library, show_said
    from reftel.show.words import count_words

    with open_library(session) as library:
        found = library.positions(matter, step_bar(lambda: session.err, "looking through telegrams"))
        for speaker, statements in sorted(found.items(), key=lambda one: (_since(one[1]), one[0])):
            count = count_words(len(statements), "statement")
            session.show_whole(f"{speaker}  since {_since(statements)}, {count}")
            for one in statements:
                show_said(session, one, by=False)
        stated = list(library.stated(matter))
        if stated:
            session.show_whole("stated in the telegrams")
        for relation in stated:
            words = " ".join(relation.text.split())
            session.show_whole(f"  {relation.telegram}  {relation.kind}: {', '.join(relation.names)}  ({words})")
    if not found:
        session.say(f"No statement about {matter} was found.")
    return 0 if found else 1


def _since(statements: list[Said]) -> str:
    first = statements[0].dtg
    return first.date().isoformat() if first else "an unknown day"
