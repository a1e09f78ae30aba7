"""reftel analyze: understand what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "analyze",
    "Understand telegrams: who said what, who met, when.",
    examples=(("reftel analyze", "everything that is new, or was understood by older rules"),),
)
def command(session: Session) -> None:
    """Find statements, people, meetings and dates in every telegram held.

    Only what is new or changed is understood again; after an interruption the same command goes on.
    """
    from reftel.analysis.keeping import analyze_archive
    from reftel.cli.bars import step_bar

    session.open_archive().close()  # says so where there is none
    count = analyze_archive(session.folder, step_bar(lambda: session.err, "understanding"))
    session.say(f"{count:,} telegrams understood" if count else "nothing new to understand")
