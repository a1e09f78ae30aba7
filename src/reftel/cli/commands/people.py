"""reftel people: who is who, and decisions about it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    import sqlite3

    from reftel.cli.session import Session


@archive_command(
    "people",
    "Who is who: list, suggest, merge, keep apart, split, rename, hide, undo.",
    examples=(
        ("reftel people --limit 20", "who is named most often"),
        ("reftel people borge", "everybody with this word in name or key"),
        ("reftel people --suggest", "pairs that may be one person"),
        ("reftel people --merge 'bulat abilov' abilov@ASTANA", "they are one, from now on"),
        ("reftel people --split 'john smith' LAPAZ", "the one whom telegrams of La Paz name is another"),
        ("reftel people --undo", "take the last decision back"),
        ("reftel people --log", "what was decided, when, and what was taken back"),
    ),
)
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), help="How many are listed at most.")
@click.option("--suggest", is_flag=True, help="Pairs that may be one person, with the reason.")
@click.option("--merge", nargs=2, metavar="KEY KEY", help="The second is the first.")
@click.option("--apart", nargs=2, metavar="KEY KEY", help="They are two, and are not suggested again.")
@click.option("--split", nargs=2, metavar="KEY POST", help="In telegrams of this post it is another person.")
@click.option("--rename", nargs=2, metavar="KEY NAME", help="How a person is called from now on.")
@click.option("--hide", metavar="KEY", help="Leave a person out of every list.")
@click.option("--undo", "take_back", is_flag=True, help="Take the last decision back.")
@click.option("--log", "log", is_flag=True, help="Every decision, also what was taken back.")
def command(
    session: Session,
    words: tuple[str, ...],
    limit: int | None,
    suggest: bool,
    merge: tuple[str, str] | None,
    apart: tuple[str, str] | None,
    split: tuple[str, str] | None,
    rename: tuple[str, str] | None,
    hide: str | None,
    take_back: bool,
    log: bool,
) -> int:
    """List persons (telegrams, key, name), or decide about them.

    Every decision is kept and can be undone; no telegram is changed, and what was decided outlives every reading.
    """
    from reftel.cli.options import post_code
    from reftel.cli.understanding import line, open_library

    if split:
        split = (split[0], post_code(split[1]))
    given = {"merge": merge, "apart": apart, "split": split, "rename": rename, "hide": (hide,) if hide else None}
    asked = {what: keys for what, keys in given.items() if keys}
    if asked or take_back:
        session.open_archive().close()  # brings an older archive up, and says so where there is none
        for what, keys in asked.items():
            _decide(session, what, keys)
        return _undo(session) if take_back else 0
    with open_library(session) as library:
        if log:
            _show_log(session, library.connection)
        elif suggest:
            for one in islice(library.persons.suggestions(), limit):
                line(session, f"{one.first}  =  {one.second}?  {one.why}")
        else:
            found = library.everybody(" ".join(words))
            for person in found[:limit]:
                line(session, f"{person.telegrams:7,}  {person.key}  {person.name}")
            if words and not found:
                session.say(f"nobody called {' '.join(words)} in this archive")
                return 1
    return 0


def _decide(session: Session, what: str, keys: tuple[str, ...]) -> None:
    from reftel.analysis.persons import decide

    number = decide(session.folder, what, *keys)
    session.say(f"noted as decision {number}: {what} {' '.join(keys)}; reftel people --undo takes it back")


def _undo(session: Session) -> int:
    from reftel.analysis.persons import undo

    undone = undo(session.folder)
    session.say(f"taken back: {undone}" if undone else "nothing to undo")
    return 0 if undone else 1


def _show_log(session: Session, connection: sqlite3.Connection) -> None:
    from reftel.analysis.persons import decisions
    from reftel.cli.understanding import line

    for one in decisions(connection):
        who = f"  by {one.who}" if one.who else ""
        undone = f"  taken back {one.undone:%Y-%m-%d %H:%M}" if one.undone else ""
        line(session, f"{one.id:4}  {one.at:%Y-%m-%d %H:%M}  {one.first} {one.words}{who}{undone}")
