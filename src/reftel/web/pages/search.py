"""Search: a question, its hits with the words in their place, and all of them as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reftel.errors import TelegramNotFound
from reftel.show.machine import hit_fields
from reftel.web.place import Ask, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.web.place import Asked

ASKS = (
    Ask("q", "the question: words, phrases in quotation marks"),
    Ask("limit", "how many hits, 1 to 200; 25 where nothing is said", "integer"),
    Ask("offset", "how many hits to leave out", "integer"),
)
_HITS, _MOST_HITS = 25, 200
_COLUMNS = ("id", "mrn", "date", "post", "level", "subject", "paragraph", "passage", "address")


def page(asked: Asked) -> Page:
    """Telegrams with the words of a question, the best first."""
    question, limit, offset = _question(asked)
    found = asked.room.archive.find(question, limit, offset)
    last = offset + len(found.hits)
    shown = {
        "question": question,
        "found": found,
        "offset": offset,
        "number": _held(asked, question),
        "after": last if last < found.total and found.hits else None,
        "before": max(offset - limit, 0) if offset else None,
        "limit": limit,
    }
    return Page("search.html", question or "Everything", shown)


def data(asked: Asked) -> dict[str, Any]:
    """The hits of a question: how many there are, and some of them with the pieces that show why."""
    question, limit, offset = _question(asked)
    found = asked.room.archive.find(question, limit, offset)
    return {"total": found.total, "searched": found.query, "hits": [hit_fields(hit) for hit in found.hits]}


def rows(asked: Asked) -> Table:
    """All hits of a question, the best first, as a table."""
    question = asked.words("q")
    return Table(_COLUMNS, _all_hits(asked, question, asked.number("offset", 0)), "hits.csv")


def _question(asked: Asked) -> tuple[str, int, int]:
    return asked.words("q"), asked.number("limit", _HITS, 1, _MOST_HITS), asked.number("offset", 0)


def _held(asked: Asked, question: str) -> str | None:
    """The id of the telegram whose number the question is, if it is one that is held."""
    try:
        return asked.room.archive.find_id(question) if any(map(str.isdigit, question)) else None
    except TelegramNotFound:
        return None


def _all_hits(asked: Asked, question: str, offset: int) -> Iterator[tuple[object, ...]]:
    for hit in asked.room.archive.find_all(question, offset, passages=1):
        entry, passage = hit.entry, hit.passages[0] if hit.passages else None
        yield (
            entry.id, entry.mrn, entry.dtg.isoformat() if entry.dtg else None, entry.post, entry.level,
            entry.subject, passage.number if passage else None, passage.text if passage else None, f"/t/{entry.id}",
        )  # fmt: skip
