"""reftel person: one person over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "person",
    "One person: names, offices, meetings, statements, changes of mind.",
    examples=(("reftel person Tuyakbay", "everything the archive knows of a person"),),
)
@click.argument("name")
def command(session: Session, name: str) -> int:
    """Show the forms of a name, offices over time, whom the person met, what was said, and where it does not agree."""
    from reftel.cli.understanding import line, open_library, show_said

    with open_library(session) as library:
        profile = library.person(name)
        if profile is None:
            session.say(f"nobody called {name} in this archive")
            return 1
        line(session, profile.name)
        line(session, "  named: " + ", ".join(profile.forms))
        for office in profile.offices:
            period = f" {office.held_from or ''}..{office.held_to or ''}" if office.held_from or office.held_to else ""
            line(session, f"  office: {office.title}{period}{' (former)' if office.former else ''}")
        for telegram, meeting in profile.met:
            line(
                session,
                f"  met: {telegram} ¶{meeting.paragraph} {meeting.first or ''} {meeting.medium} {meeting.place or ''}",
            )
        for one in profile.said:
            show_said(session, one)
        for shift in profile.shifts:
            line(session, f"  does not agree ({shift.why}): {shift.earlier.telegram} and {shift.later.telegram}:")
            line(session, f"    {shift.earlier.words}")
            line(session, f"    {shift.later.words}")
    return 0
