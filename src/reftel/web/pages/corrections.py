"""What people said against what was read: corrections of telegrams, decisions about persons; the log, and undoing."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (msgspec reads the annotations)
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.persons import Decision, decisions, undo
from reftel.archive.correcting import say_number, say_post, switch_repair, undo_correction
from reftel.archive.corrections import corrections
from reftel.errors import WrongRequest
from reftel.web.addresses import person_address, telegram_address
from reftel.web.place import Ask, Elsewhere, Page, Table

if TYPE_CHECKING:
    from reftel.web.place import Asked

ASKS = (Ask("telegram", "corrections of this telegram (its id)"),)
_MOST = 300
_COLUMNS = ("at", "kind", "id", "about", "words", "who", "why", "undone")


class Line(msgspec.Struct, frozen=True):
    """One line of the log: a correction of a telegram or a decision about a person."""

    at: datetime
    kind: str
    id: int
    about: str
    address: str
    words: str
    who: str | None
    why: str | None
    undone: datetime | None


def page(asked: Asked) -> Page:
    """The log of corrections and decisions, the last first; each can be undone."""
    return Page("corrections.html", "Corrections", {"lines": lines(asked)[:_MOST], "of": asked.words("telegram")})


def data(asked: Asked) -> list[Line]:
    """The log of corrections and decisions, the last first."""
    return lines(asked)


def rows(asked: Asked) -> Table:
    """The log as a table."""
    listed = (
        (one.at.isoformat(), one.kind, one.id, one.about, one.words, one.who, one.why, one.undone)
        for one in lines(asked)
    )
    return Table(_COLUMNS, listed, "corrections.csv")


def sent(asked: Asked) -> Elsewhere:
    """Correct a repair, a number or a post of a telegram, or undo a correction or decision: `do` says which."""
    folder = asked.room.folder
    said, _, switch = asked.field("id").partition(" ")
    what = f"{asked.field('do')} {switch}".strip()  # the button of a repair says its number and on or off
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else 0
    why, who = asked.field("why").strip() or None, asked.field("who").strip()[:100] or None
    if what == "undo correction":
        undo_correction(folder, number, who)
        return Elsewhere("/corrections")
    if what == "undo decision":
        if undo(folder, number) is None:
            raise WrongRequest(f"there is no decision {number} that stands")
        return Elsewhere("/corrections")
    telegram = asked.field("telegram")
    if what in {"repair on", "repair off"}:
        switch_repair(folder, telegram, number, applied=what == "repair on", who=who, why=why)
    elif what == "number":
        say_number(folder, telegram, asked.field("value"), who=who, why=why)
    elif what == "post":
        say_post(folder, telegram, asked.field("value"), who=who, why=why)
    else:
        raise WrongRequest("what is to be corrected?", "A repair, a number or a post.")
    return Elsewhere(telegram_address(asked.room.archive.entry(telegram).id))


def lines(asked: Asked) -> list[Line]:
    """The log, the last first."""
    name = asked.words("telegram") or None
    connection = asked.room.archive.connection
    said = [
        Line(
            one.at, "correction", one.id, one.name, telegram_address(one.name), one.words, one.who, one.why, one.undone
        )
        for one in corrections(connection, name)
    ]
    decided = [_decided(one) for one in decisions(connection)] if name is None else []
    return sorted([*said, *decided], key=lambda line: (line.at, line.kind, line.id), reverse=True)


def _decided(one: Decision) -> Line:
    return Line(one.at, "decision", one.id, one.first, person_address(one.first), one.words, one.who, None, one.undone)
