"""reftel stats: what the archive holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "stats",
    "Count what the archive holds.",
    examples=(
        ("reftel stats", "counts by year, post, classification, dialect; defects and repairs by kind"),
        ("reftel stats --json", "the same for machines"),
    ),
)
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(session: Session, as_json: bool) -> None:
    """Count what the archive holds, what is wrong with it, and what was repaired."""
    from reftel.analysis.references import count_states
    from reftel.cli.printing import counts_line
    from reftel.cli.resolved import resolved_archive
    from reftel.show.answers import show_stats
    from reftel.show.references import show_states

    with resolved_archive(session) as archive:
        counted, states = archive.stats(), count_states(archive)
    if as_json:
        session.write(counts_line(counted, states))
    else:
        session.show(show_stats(counted, str(session.folder)))
        session.show(show_states(states))
