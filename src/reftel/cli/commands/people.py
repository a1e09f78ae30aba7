"""reftel people: who is who, and decisions about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command

if TYPE_CHECKING:
    import sqlite3

    from reftel.cli.session import Session

_WIDEST_KEY = 30


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
    """List persons (the number of telegrams that name each, key, name), or decide about them.

    Every decision is kept and can be undone; no telegram is changed, and what was decided outlives every reading.
    """
    from reftel.cli.understanding import open_library, say_nobody
    from reftel.show.words import count_words

    given = {"merge": merge, "apart": apart, "split": split, "rename": rename, "hide": (hide,) if hide else None}
    asked = {what: keys for what, keys in given.items() if keys}
    if asked or take_back:
        with session.open_archive() as archive:  # brings an older archive up, and says so where there is none
            if split:
                asked["split"] = (split[0], archive.post(split[1]))
        for what, keys in asked.items():
            _decide(session, what, keys)
        return _undo(session) if take_back else 0
    with open_library(session) as library:
        if log:
            _show_log(session, library.connection)
        elif suggest:
            pairs = library.persons.suggestions()
            for one in pairs[:limit]:
                session.show_whole(f"{one.first}  =  {one.second}?  {one.why}")
            session.say(f"{_shown(len(pairs), limit)}{count_words(len(pairs), 'pair')}")
        else:
            found = library.everybody(" ".join(words))
            if words and not found:
                say_nobody(session, library, " ".join(words))
                return 1
            width = min(max((len(one.key) for one in found[:limit]), default=0), _WIDEST_KEY)
            for person in found[:limit]:
                session.show_whole(f"{person.telegrams:7,}  {person.key:{width}}  {person.name}")
            persons = count_words(len(found), "person", "persons")
            session.say(f"{_shown(len(found), limit)}{persons}, by the number of telegrams that name each")
    return 0


def _shown(there: int, limit: int | None) -> str:
    return f"{limit:,} of " if limit is not None and limit < there else ""


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

    for one in decisions(connection):
        who = f"  by {one.who}" if one.who else ""
        undone = f"  taken back {one.undone:%Y-%m-%d %H:%M}" if one.undone else ""
        session.show_whole(f"{one.id:4}  {one.at:%Y-%m-%d %H:%M}  {one.first} {one.words}{who}{undone}")
