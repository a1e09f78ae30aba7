"""reftel people: who is who, and decisions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    from reftel.cli.session import Session


@archive_command(
    "people",
    "Who is who: list, suggest, merge, keep apart, rename, hide, undo.",
    examples=(
        ("reftel people --suggest", "pairs that may be one person"),
        ("reftel people --merge 'bulat abilov' abilov@ASTANA", "they are one, from now on"),
        ("reftel people --undo", "take the last decision back"),
    ),
)
@click.option("--suggest", is_flag=True, help="Pairs that may be one person, with the reason.")
@click.option("--merge", nargs=2, metavar="KEY KEY", help="The second is the first.")
@click.option("--apart", nargs=2, metavar="KEY KEY", help="They are two, and are not suggested again.")
@click.option("--rename", nargs=2, metavar="KEY NAME", help="How a person is called from now on.")
@click.option("--hide", metavar="KEY", help="Leave a person out of every list.")
@click.option("--undo", "take_back", is_flag=True, help="Take the last decision back.")
def command(
    session: Session,
    suggest: bool,
    merge: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    rename: tuple[str, str] | None,
    hide: str | None,
    take_back: bool,
) -> None:
    """List persons by key, or decide about them. Every decision is kept and can be undone; no telegram is changed."""
    from reftel.analysis.persons import decide, undo
    from reftel.cli.understanding import line, open_library

    for what, pair in (("merge", merge), ("apart", apart), ("rename", rename)):
        if pair:
            decide(session.folder, what, *pair)
    if hide:
        decide(session.folder, "hide", hide)
    if take_back:
        session.say(undo(session.folder) or "nothing to undo")
    if merge or apart or rename or hide or take_back:
        return
    with open_library(session) as library:
        if suggest:
            for one in library.persons.suggestions():
                line(session, f"{one.first}  =  {one.second}?  {one.why}")
            return
        for key in sorted(library.persons.keys):
            if library.persons.types[key] == "person" and library.persons.main(key) == key:
                line(session, f"{key}  {library.persons.shown(key)}")
