"""What the commands about statements and people share: opening what was understood, and showing a statement."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.answers import Said
    from reftel.analysis.asking import Library
    from reftel.cli.session import Session


@contextmanager
def open_library(session: Session) -> Iterator[Library]:
    """The archive, to ask what was understood; says so where nothing was understood yet."""
    from reftel.analysis.asking import Library

    with session.open_archive() as archive:
        if archive.connection.execute("SELECT 1 FROM understood LIMIT 1").fetchone() is None:
            session.say("nothing was understood yet: run reftel analyze")
        yield Library(archive.connection, holding=archive.holding)


def show_said(session: Session, one: Said, *, by: bool = True) -> None:
    """A statement on one line: where, when, who (unless `by` is false), how, what, and what is not plain about it.

    Kind and chance are named where they are not those of a claim, and how sure it is where that is less than nine
    times in ten.
    """
    said = one.statement
    when = one.dtg.date().isoformat() if one.dtg else "undated   "
    who = f"{'; '.join(one.speakers) or '?'}  " if by else ""
    paragraph = f" ¶{said.paragraph}" if said.paragraph is not None else ""
    marks: list[str] = [said.kind] if said.kind != "claim" else []
    if said.probability is not None:
        marks.append(f"chance {said.probability:.0%}")
    if said.confidence < _SURE:
        marks.append(f"{said.confidence:.0%} sure")
    end = f"  [{', '.join(marks)}]" if marks else ""
    session.show_whole(f"{when}  {one.telegram}{paragraph}  {who}{said.how}: {one.words}{end}")


def say_nobody(session: Session, library: Library, name: str) -> None:
    """Say that nobody has a name, and which names are spelled nearly so."""
    session.say(f"nobody called {name} in this archive")
    near = library.persons.near(name)
    if near:
        session.say("Names spelled nearly so: " + ", ".join(near))


_SURE = 0.9
