"""reftel thread: what hangs together with a telegram, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "thread",
    "Follow replies and references over time.",
    examples=(
        ("reftel thread 07ASTANA605", "what it answers and what answers it, three steps far"),
        ("reftel thread 07ASTANA605 --depth 1", "only what it refers to and what refers to it"),
    ),
)
@click.argument("number", nargs=-1, required=True, metavar="MRN")
@click.option("--depth", type=click.IntRange(1, 50), default=3, show_default=True, help="How many references far.")
@click.option("--most", type=click.IntRange(1), default=200, show_default=True, help="How many telegrams at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a telegram and line.")
def command(session: Session, number: tuple[str, ...], depth: int, most: int, as_json: bool) -> None:
    """Follow the references of a telegram and to it; telegrams that are not held stand where they likely belong."""
    from reftel.analysis.threads import thread
    from reftel.cli.printing import step_line
    from reftel.cli.resolved import resolved_archive
    from reftel.show.references import show_thread

    with resolved_archive(session) as archive:
        found = thread(archive, " ".join(number), depth, most)
        if as_json:
            for step in found.steps:
                session.write(step_line(step))
        else:
            session.show(show_thread(found))
