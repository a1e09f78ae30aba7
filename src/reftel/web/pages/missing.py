"""Telegrams that are not held: the ledger, and one of them with what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from reftel.analysis.requests import request_text
from reftel.archive.serials import PostYear
from reftel.model.number import parse_mrn
from reftel.show.charts import Lane, Mark, lanes
from reftel.show.machine import gap_fields
from reftel.show.words import post_words
from reftel.web.addresses import missing_address, telegram_address, with_query
from reftel.web.asking import gap_finder, post_asked
from reftel.web.place import Ask, Elsewhere, Page, Table, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.gaps import Gap, GapFinder
    from reftel.show.charts import Chart
    from reftel.web.place import Asked

ASKS = (
    Ask("post", "of this post, in any spelling"),
    Ask("year", "of this year", "integer"),
    Ask("from", "how many to leave out", "integer"),
)
_A_PAGE = 50
_MOST_CITED = """
    SELECT edge.mrn, count(DISTINCT edge.telegram) AS times FROM edge
    WHERE edge.mrn IS NOT NULL AND edge.kind = 'telegram' AND edge.target IS NULL
    GROUP BY edge.mrn ORDER BY times DESC, edge.mrn
"""
_COLUMNS = (
    "mrn", "post", "year", "number", "archive_number", "earliest", "latest", "likely_from", "likely_to", "cited_by",
    "words",
)  # fmt: skip


# -- all of them


def ledger(asked: Asked) -> Page:
    """Every telegram that is cited and not held, the most often cited first."""
    found = _cited(asked)
    start = asked.number("from", 0)
    shown = {
        "missing": [(mrn, times, _name(mrn)) for mrn, times in found[start : start + _A_PAGE]],
        "total": len(found),
        "start": start,
        "on": start + _A_PAGE if start + _A_PAGE < len(found) else None,
        "post": asked.words("post"),
        "year": asked.words("year"),
        "query": dict(asked.query),
    }
    return Page("missing_all.html", "Missing telegrams", shown)


def ledger_data(asked: Asked) -> dict[str, Any]:
    """Telegrams that are cited and not held: a page of them, with the dates between which they were sent."""
    found = _cited(asked)
    start = asked.number("from", 0)
    finder = gap_finder(asked.room)
    gaps = [gap_fields(finder.gap(mrn)) for mrn, _ in found[start : start + _A_PAGE]]
    return {"total": len(found), "missing": gaps}


def ledger_rows(asked: Asked) -> Table:
    """All telegrams that are cited and not held, as a table with their dates and who cites them."""
    finder = gap_finder(asked.room)
    return Table(_COLUMNS, _rows(finder, [mrn for mrn, _ in _cited(asked)]), "missing.csv")


def _rows(finder: GapFinder, numbers: list[str]) -> Iterator[tuple[object, ...]]:
    for mrn in numbers:
        gap = finder.gap(mrn)
        bracket = gap.bracket
        yield (
            gap.mrn, gap.post, gap.year, gap.number, gap.archive_number, bracket.earliest.isoformat(),
            bracket.latest.isoformat(), bracket.likely_from.isoformat(), bracket.likely_to.isoformat(),
            " ".join(dict.fromkeys(each.citing for each in gap.citations)),
            "; ".join(dict.fromkeys(each.words for each in gap.citations)),
        )  # fmt: skip


def _cited(asked: Asked) -> list[tuple[str, int]]:
    room = asked.room
    everything: list[tuple[str, int]] = room.remembered(
        "missing", lambda: room.archive.connection.execute(_MOST_CITED).fetchall()
    )
    post, year = post_asked(asked), asked.number("year", 0)
    if post is None and not year:
        return everything
    found = ((mrn, times, parse_mrn(mrn)) for mrn, times in everything)
    return [
        (mrn, times)
        for mrn, times, number in found
        if number is not None and post in {None, number.post} and year in {0, number.year}
    ]


def _name(mrn: str) -> str:
    number = parse_mrn(mrn)
    return f"{post_words(number.post, number.year)} {number.number} of {number.year}" if number else mrn


# -- one of them


def page(asked: Asked) -> Page | Elsewhere:
    """A telegram that is not held: between which dates it was sent, who cites it in which words, a request for it."""
    gap = _gap(asked)
    if isinstance(gap, Elsewhere):
        return gap
    finder = gap_finder(asked.room)
    beside = _beside(asked, gap)
    shown = {
        "gap": gap,
        "chart": _chart(gap, beside, asked),
        "request": request_text(gap),
        "before": beside[0],
        "after": beside[1],
        "implied": not gap.citations and gap.number <= finder.ledger(PostYear(gap.post, gap.year)).highest,
    }
    return Page("missing.html", f"{gap.mrn}, not held", shown)


def data(asked: Asked) -> dict[str, Any] | Elsewhere:
    """A telegram that is not held: its dates, and who cites it."""
    gap = _gap(asked)
    return gap if isinstance(gap, Elsewhere) else gap_fields(gap)


def request(asked: Asked) -> Words | Elsewhere:
    """The draft of a records request for a telegram that is not held."""
    gap = _gap(asked)
    return gap if isinstance(gap, Elsewhere) else Words(request_text(gap))


def _gap(asked: Asked) -> Gap | Elsewhere:
    """The line of the ledger; a number that is held, or in another spelling, leads to its own address."""
    said = asked.path["number"]
    ending = "" if asked.form == "html" else f".{asked.form}"
    held = asked.room.archive.find_id(said)
    if held is not None:
        return Elsewhere(telegram_address(held, form=asked.form if asked.form in {"json", "txt"} else ""))
    if parse_mrn(said) is None:
        raise HTTPException(404)
    gap = gap_finder(asked.room).gap(said)
    if gap.mrn != said:
        return Elsewhere(with_query(missing_address(gap.mrn) + ending, dict(asked.query)))
    return gap


def _beside(asked: Asked, gap: Gap) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The telegrams of the post's year held next to it: id and day."""

    def nearest(condition: str, order: str) -> tuple[str, str] | None:
        found = asked.room.archive.connection.execute(
            f"SELECT id, dtg FROM telegram WHERE post = ? AND year = ? AND number {condition} ? AND dtg IS NOT NULL"  # noqa: S608
            f" ORDER BY number {order} LIMIT 1",
            (gap.post, gap.year, gap.number),
        ).fetchone()
        return (found[0], found[1]) if found else None

    return nearest("<", "DESC"), nearest(">", "ASC")


def _chart(gap: Gap, beside: tuple[tuple[str, str] | None, tuple[str, str] | None], asked: Asked) -> Chart:
    bracket = gap.bracket
    sent = [
        Mark(bracket.earliest.date(), "between these days", None, "unknown", bracket.latest.date()),
        Mark(bracket.likely_from.date(), "most likely", None, "missing", bracket.likely_to.date()),
    ]
    neighbours = [asked.room.archive.entry(one[0]) for one in beside if one]
    held = [
        Mark(entry.dtg.date(), f"{entry.id} {entry.subject or ''}".strip(), telegram_address(entry.id))
        for entry in neighbours
        if entry.dtg
    ]
    citing = [
        Mark(each.dtg.date(), f"{each.citing}: {each.words}", telegram_address(each.citing), "other")
        for each in gap.citations
        if each.dtg
    ]
    named = (("sent", sent), ("held, next numbers", held), ("cited by", citing))
    return lanes(f"When {gap.mrn} was sent", [Lane(name, marks) for name, marks in named if marks])
