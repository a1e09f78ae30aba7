"""reftel graph: the network of references, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "graph",
    "Export the network of references.",
    examples=(
        ("reftel graph > refs.graphml", "for Gephi, yEd, igraph, NetworkX"),
        ("reftel graph --held > refs.graphml", "only references between telegrams that are held"),
        ("reftel graph --format csv > refs.csv", "every reference with its words, state and place"),
    ),
)
@click.option("--format", "form", type=click.Choice(["graphml", "csv"]), default="graphml", show_default=True)
@click.option("--held", "only_held", is_flag=True, help="Only references between telegrams that are held (GraphML).")
def command(session: Session, form: str, only_held: bool) -> None:
    """Export who refers to whom: GraphML has an edge for each pair of telegrams, CSV a line for each reference."""
    from reftel.analysis.graphs import edges_csv, graphml
    from reftel.cli.resolved import resolved_archive

    with resolved_archive(session) as archive:
        pieces = graphml(archive, every_state=not only_held) if form == "graphml" else edges_csv(archive)
        for piece in pieces:
            session.write(piece.encode("utf-8", "replace"))
