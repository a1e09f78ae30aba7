"""reftel person: one person over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.analysis.answers import Named, Profile, Shift
    from reftel.analysis.tenures import Tenure
    from reftel.cli.session import Session

_MOST_OTHERS = 12
_MOST_FORMS = 12


@archive_command(
    "person",
    "One person: names, offices, meetings, statements, changes of mind.",
    examples=(
        ("reftel person Tuyakbay", "whoever of this name is named most often; who else has it"),
        ("reftel person 'hugo banzer'", "exactly the person of this key"),
        ("reftel person Banzer --all", "everybody whom the name can mean, taken together"),
        ("reftel person --post ASTANA", "where the own comments of a post do not agree with what it wrote before"),
    ),
)
@click.argument("name", required=False)
@click.option("--all", "together", is_flag=True, help="Take everybody together whom the name can mean.")
@click.option("--post", help="Instead of a person a post: where its comments do not agree.")
def command(session: Session, name: str | None, together: bool, post: str | None) -> int:
    """Show the forms of a name, offices over time, whom the person met, what was said, and where it does not agree."""
    from reftel.archive.numbers import post_meant
    from reftel.cli.understanding import open_library, say_nobody, show_said

    if (name is None) == (post is None):
        raise click.UsageError("a name, or a post with --post")
    with open_library(session) as library:
        if name is None:
            found = library.shifts_of_post(post_meant(library.connection, str(post)))
            _show_shifts(session, found)
            return 0 if found else 1
        meant = library.meant(name)
        if not meant:
            say_nobody(session, library, name)
            return 1
        keys = [key for one in (meant if together else meant[:1]) for key in library.persons.keys_of(one.key)]
        profile = library.profile(tuple(keys), differing=False)
        session.show_whole(f"{profile.name}  {_extent(profile)}")
        if len(meant) > 1:
            _say_others(session, name, meant, together=together)
        session.show_whole("  named: " + _listed(profile.forms))
        _show_offices(session, profile)
        if profile.met:
            session.show_whole("met")
        for telegram, meeting in profile.met:
            others = [one for one in library.names_at(telegram, meeting.participants) if one != profile.name]
            what = " ".join(filter(None, (meeting.medium, f"in {meeting.place}" if meeting.place else "")))
            session.show_whole(f"  {meeting.first or 'undated'}  {telegram}  {what}  {', '.join(others)}".rstrip())
        if profile.said:
            session.show_whole("said")
        for said in profile.said:
            show_said(session, said, by=together)
        session.flush()  # to compare thousands of statements takes a while
        _show_shifts(session, library.disagreements(profile.said))
    return 0


def _show_shifts(session: Session, shifts: tuple[Shift, ...]) -> None:
    if shifts:
        session.show_whole("does not agree with what was said before; perhaps: look yourself")
    for shift in shifts:
        sure = "changed" if shift.stated else "perhaps"
        session.show_whole(f"  {sure}: {shift.why}; same matter: {shift.same}")
        for one in (shift.earlier, shift.later):
            when = one.dtg.date() if one.dtg else "undated"
            session.show_whole(f"    {when}  {one.telegram}  {one.statement.how}: {one.words}")


def _extent(profile: Profile) -> str:
    from reftel.show.words import count_words

    named = f"named in {count_words(profile.named_in, 'telegram')}"
    if profile.first is None:
        return named
    return f"{named}, {profile.first}" + (f" to {profile.last}" if profile.first != profile.last else "")


def _listed(forms: tuple[str, ...]) -> str:
    more = f" and {len(forms) - _MOST_FORMS} more ways" if len(forms) > _MOST_FORMS else ""
    return ", ".join(" ".join(form.split()) for form in forms[:_MOST_FORMS]) + more


def _show_offices(session: Session, profile: Profile) -> None:

    if profile.offices:
        session.show_whole("offices, with the days of the telegrams that name them")
    width = max((len(_named_on(office)) for office in profile.offices), default=0)
    for office in profile.offices:
        session.show_whole(f"  {_named_on(office):{width}}  {office.title}{_stated(office)}  {office.telegram}")


def _named_on(office: Tenure) -> str:
    if office.first == office.last:
        return str(office.first or "undated")
    return f"{office.first} to {office.last}" + (f", {office.telegrams:,} telegrams" if office.telegrams > 1 else "")


def _stated(office: Tenure) -> str:
    """What the text itself says of the time of an office."""
    period = f" {office.held_from or ''}..{office.held_to or ''}" if office.held_from or office.held_to else ""
    return f"{period}{' (former)' if office.former else ''}"


def _say_others(session: Session, asked: str, meant: list[Named], *, together: bool) -> None:
    """Say who else a name can mean, by keys that can be asked for."""
    others = meant if together else meant[1:]
    listed = "; ".join(f"{one.key[:60]} ({one.telegrams:,})" for one in others[:_MOST_OTHERS])
    listed += f"; and {len(others) - _MOST_OTHERS} more" if len(others) > _MOST_OTHERS else ""
    if together:
        session.say(f"{asked} can mean {len(meant)} persons, taken together here: {listed}")
    else:
        session.say(
            f"{asked} can also mean, with the number of telegrams that name each: {listed} (--all takes all together)"
        )
