"""Intake: files come in here; what could not be read, by its cause, with the place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from reftel.archive.database import is_being_written
from reftel.model.defect import DEFECTS
from reftel.show.safe import visible_line
from reftel.web.addresses import telegram_address
from reftel.web.place import Ask, Elsewhere, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram
    from reftel.web.place import Asked

MOST_SENT = 64_000_000  # bytes in one form
DEFECT_ASKS = (Ask("from", "how many telegrams to leave out", "integer"),)
_A_PAGE = 25
_MOST_PLACES = 5  # of one kind in one telegram
_AROUND = 60  # characters on each side of a place
_COUNTED = "SELECT name, count(*), sum(times) FROM tally WHERE kind = 'defect' GROUP BY name ORDER BY 2 DESC, 1"
_COLUMNS = ("telegram", "start", "end", "before", "text", "after", "detail")


def page(asked: Asked) -> Page:
    """Send files, watch them come in, and see what could not be read in the telegrams held."""
    shown = {
        "taken": asked.room.intake.taken,
        "busy": is_being_written(asked.room.folder),
        "defects": _defects(asked),
        "log": asked.room.archive.log()[:-21:-1],
        "held": asked.room.archive.connection.execute("SELECT count(*) FROM telegram").fetchone()[0],
        "most": MOST_SENT,
    }
    return Page("intake.html", "Intake", shown)


def data(asked: Asked) -> dict[str, Any]:
    """How far the files sent last have come, whether anybody writes, and the defects of all telegrams by kind."""
    taken = asked.room.intake.taken
    return {
        "taken": taken,
        "rate": taken.rate if taken else None,
        "telegrams": asked.room.archive.connection.execute("SELECT count(*) FROM telegram").fetchone()[0],
        "busy": is_being_written(asked.room.folder),
    }


def sent(asked: Asked) -> Elsewhere:
    """Take in the files of the form (`files`)."""
    assert asked.sent is not None
    files = [one for one in asked.sent.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
    asked.room.intake.begin([(one.filename or "", one.file.read()) for one in files])
    return Elsewhere("/intake")


def _defects(asked: Asked) -> list[tuple[str, str, int, int]]:
    connection = asked.room.archive.connection
    counted = asked.room.remembered("defects", lambda: connection.execute(_COUNTED).fetchall())
    return [(name, DEFECTS.get(name, ""), telegrams, times) for name, telegrams, times in counted]


# -- one kind of defect


def defect(asked: Asked) -> Page:
    """The telegrams with one kind of defect, each with the places in its text."""
    kind = asked.path["kind"]
    if kind not in DEFECTS:
        raise HTTPException(404)
    start = asked.number("from", 0)
    keys = _keys(asked, kind, _A_PAGE + 1, start)
    shown = {
        "kind": kind,
        "meaning": DEFECTS[kind],
        "telegrams": [(one.id, one.subject, list(places(one, kind))[:_MOST_PLACES]) for one in _opened(asked, keys)],
        "start": start,
        "on": start + _A_PAGE if len(keys) > _A_PAGE else None,
        "address": telegram_address,
    }
    return Page("defect.html", kind, shown)


def defect_rows(asked: Asked) -> Table:
    """Every place with one kind of defect, as a table."""
    kind = asked.path["kind"]
    if kind not in DEFECTS:
        raise HTTPException(404)
    return Table(_COLUMNS, _rows(asked, kind), f"{kind}.csv")


def _rows(asked: Asked, kind: str) -> Iterator[tuple[object, ...]]:
    for key in _keys(asked, kind, -1, 0):
        for telegram in _opened(asked, [key]):
            for one in places(telegram, kind):
                yield (telegram.id, one["start"], one["end"], one["before"], one["text"], one["after"], one["detail"])


def places(telegram: Telegram, kind: str) -> Iterator[dict[str, Any]]:
    """The places of one kind of defect in a telegram, each with the words around it."""
    for one in telegram.defects:
        if one.defect == kind:
            yield {
                "start": one.start,
                "end": one.end,
                "before": visible_line(telegram.text[max(one.start - _AROUND, 0) : one.start]),
                "text": visible_line(telegram.text[one.start : min(one.end, one.start + 200)]),
                "after": visible_line(telegram.text[one.end : one.end + _AROUND]),
                "detail": one.message,
            }


def _keys(asked: Asked, kind: str, most: int, start: int) -> list[int]:
    found = asked.room.archive.connection.execute(
        "SELECT telegram FROM tally WHERE kind = 'defect' AND name = ? ORDER BY telegram LIMIT ? OFFSET ?",
        (kind, most, start),
    )
    return [int(key) for (key,) in found]


def _opened(asked: Asked, keys: list[int]) -> Iterator[Telegram]:
    connection = asked.room.archive.connection
    for key in keys[:_A_PAGE]:
        row = connection.execute("SELECT id FROM telegram WHERE key = ?", (key,)).fetchone()
        if row is not None:
            yield asked.room.archive.get(row[0])
