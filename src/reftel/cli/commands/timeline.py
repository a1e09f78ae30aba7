"""reftel timeline: dated events and forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "timeline",
    "Dated events and forecasts, by date.",
    examples=(
        ("reftel timeline --about OSCE", "what is dated in the paragraphs about it"),
        ("reftel timeline --forecasts", "forecasts, and whether their time has passed"),
    ),
)
@click.option("--about", help="Only about this matter.")
@click.option("--forecasts", is_flag=True, help="Forecasts with their horizon instead of events.")
def command(session: Session, about: str | None, forecasts: bool) -> None:
    """List what the telegrams date, reckoned from the date-time group to the days that are meant."""
    from datetime import UTC, datetime

    from reftel.cli.understanding import line, open_library

    with open_library(session) as library:
        if forecasts:
            for one in library.forecasts(datetime.now(UTC).date(), about=about):
                state = one.verdict or ("open" if not one.passed else "passed, no verdict")
                who = "; ".join(one.said.speakers)
                line(session, f"{one.horizon or '?'}  {state}  {one.said.telegram}  {who}: {one.said.words}")
            return
        for event in library.timeline(about):
            date = event.date
            days = f"{date.first}" if date.first == date.last else f"{date.first}..{date.last or ''}"
            line(session, f"{days}  {event.telegram} ¶{date.paragraph}  {date.text}  {date.event or ''}".rstrip())
