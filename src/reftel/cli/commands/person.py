"""reftel person: one person over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.analysis.asking import Library
    from reftel.cli.session import Session

_MOST_NAMED = 8


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
        _say_several(session, library, name, profile.keys)
        line(session, "  named: " + ", ".join(profile.forms))
        for office in profile.offices:
            period = f" {office.held_from or ''}..{office.held_to or ''}" if office.held_from or office.held_to else ""
            line(session, f"  office: {office.title}{period}{' (former)' if office.former else ''}")
        if profile.met:
            line(session, "met")
        for telegram, meeting in profile.met:
            others = [name for name in library.names_at(telegram, meeting.participants) if name != profile.name]
            what = " ".join(filter(None, (meeting.medium, f"in {meeting.place}" if meeting.place else "")))
            line(session, f"  {meeting.first or 'undated'}  {telegram}  {what}  {', '.join(others)}".rstrip())
        if profile.said:
            line(session, "said")
        for one in profile.said:
            show_said(session, one, by=False)
        if profile.shifts:
            line(session, "does not agree with what was said before; perhaps: look yourself")
        for shift in profile.shifts:
            sure = "changed" if shift.stated else "perhaps"
            line(session, f"  {sure}: {shift.why}; same matter: {shift.same}")
            for one in (shift.earlier, shift.later):
                line(session, f"    {one.dtg.date() if one.dtg else 'undated'}  {one.telegram}  {one.words}")
    return 0


def _say_several(session: Session, library: Library, asked: str, keys: tuple[str, ...]) -> None:
    """Say who is taken together where a name can mean several."""
    mains = sorted({library.persons.main(key) for key in keys})
    if len(mains) > 1:
        named = "; ".join(key if len(key) <= 60 else f"{key[:59]}…" for key in mains[:_MOST_NAMED]) + (
            " ..." if len(mains) > _MOST_NAMED else ""
        )
        session.say(f"{asked} can mean {len(mains)} persons, shown together: {named}")
