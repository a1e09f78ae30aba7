"""Corrections by people: what they say of one telegram against what was read in it. Each is kept, and can be undone.

A correction names its telegram by the id and stands beside the record, which is never changed: it is laid over the
telegram whenever that is read from the archive, so it outlives every reread. The table only grows:
undoing is a row too.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 (msgspec reads the annotations)
from typing import TYPE_CHECKING, Literal

import msgspec

from reftel.archive.entries import moment
from reftel.archive.numbers import alias_form
from reftel.model.repair import Repair, apply_repairs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from reftel.model.telegram import Paragraph, Telegram

Field = Literal["repair", "number", "post"]
UNDO = "undo"  # the field of a row that takes another back


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody said of a telegram, when and why; `undone` is when it was taken back.

    `value` is for a repair a `Switch` as a mapping, for a number the number, for a post its name as numbers carry it.
    """

    id: int
    at: datetime
    who: str | None
    name: str
    field: Field
    value: object
    why: str | None
    undone: datetime | None = None

    @property
    def words(self) -> str:
        """What the correction says, on one line.

        >>> from datetime import UTC, datetime
        >>> Correction(id=1, at=datetime.now(UTC), who=None, name="x", field="post", value="VARRIN", why=None).words
        'the post is VARRIN'
        """
        if self.field != "repair":
            return f"the {self.field} is {self.value}"
        switch = msgspec.convert(self.value, Switch)
        return f"{switch.was!r} {'reads' if switch.applied else 'does not read'} {switch.now!r}"


class Switch(msgspec.Struct, frozen=True):
    """A repair of a telegram, named by its place and what it does, and whether it is to be applied."""

    start: int
    end: int
    was: str
    now: str
    applied: bool


def corrections(connection: sqlite3.Connection, name: str | None = None) -> list[Correction]:
    """Every correction of an archive or of one telegram (its id), the last first, with those that were undone."""
    asked = (
        "SELECT id, at, who, name, field, value, why FROM correction WHERE (?1 IS NULL OR name = ?1) ORDER BY id DESC"
    )
    found: list[Correction] = []
    undone: dict[int, datetime | None] = {}
    for number, at, who, about, field, value, why in connection.execute(asked, (name,)):
        said = msgspec.json.decode(value)
        if field == UNDO:
            undone[said] = moment(at)
            continue
        when = moment(at)
        assert when is not None
        found.append(
            Correction(
                id=number, at=when, who=who, name=about, field=field, value=said, why=why, undone=undone.get(number)
            )
        )
    return found


def corrected(telegram: Telegram, said: Sequence[Correction]) -> Telegram:
    """The telegram with what people say of it, in the order of `corrections` (the last first)."""
    standing = [one for one in reversed(said) if one.undone is None]
    switches = [msgspec.convert(one.value, Switch) for one in standing if one.field == "repair"]
    if switches:
        telegram = _switched(telegram, switches)
    numbers = tuple(str(one.value) for one in standing if one.field == "number")
    if numbers:
        others = (number for number in numbers if number not in {telegram.mrn, *telegram.aliases})
        telegram = msgspec.structs.replace(telegram, aliases=(*telegram.aliases, *dict.fromkeys(others)))
    for one in standing:
        if one.field == "post":
            telegram = msgspec.structs.replace(telegram, post=str(one.value))
    return telegram


def _switched(telegram: Telegram, switches: Sequence[Switch]) -> Telegram:
    wanted = {(one.start, one.end, one.was, one.now): one.applied for one in switches}

    def switched(repair: Repair) -> Repair:
        applied = wanted.get((repair.start, repair.end, repair.was, repair.now), repair.applied)
        return repair if applied == repair.applied else msgspec.structs.replace(repair, applied=applied)

    repairs = tuple(map(switched, telegram.repairs))
    places = [one.start for one in switches]

    def read(paragraph: Paragraph) -> Paragraph:
        if not any(paragraph.text_start <= place < paragraph.end for place in places):
            return paragraph
        text = apply_repairs(telegram.text, repairs, paragraph.text_start, paragraph.end).text
        return msgspec.structs.replace(paragraph, text=text)

    paragraphs = tuple(map(read, telegram.paragraphs))
    return msgspec.structs.replace(telegram, repairs=repairs, paragraphs=paragraphs)


def describe_corrected(connection: sqlite3.Connection, key: int, read: Telegram, said: Sequence[Correction]) -> None:
    """Write the post and the other numbers of a telegram: what was read, with what people say of it."""
    telegram = corrected(read, said)
    connection.execute("UPDATE telegram SET post = ? WHERE key = ?", (telegram.post, key))
    connection.execute("DELETE FROM alias WHERE telegram = ?", (key,))
    connection.executemany(
        "INSERT INTO alias (name, telegram) VALUES (?, ?)",
        [(name, key) for name in {alias_form(alias) for alias in telegram.aliases}],
    )
