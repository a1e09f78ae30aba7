"""A thread: what a telegram answers and what answers it, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reftel.analysis.threads import DEPTH, thread
from reftel.model.number import parse_mrn
from reftel.show.charts import Lane, Mark, lanes
from reftel.show.machine import step_fields
from reftel.show.words import post_words
from reftel.web.addresses import missing_address, telegram_address, with_query
from reftel.web.place import Ask, Elsewhere, Page, Table

if TYPE_CHECKING:
    from reftel.analysis.threads import Step, Thread
    from reftel.show.charts import Chart
    from reftel.web.place import Asked

ASKS = (Ask("depth", "how many references to follow, 1 to 6; 3 where nothing is said", "integer"),)
_COLUMNS = ("telegram", "held", "date", "away", "subject", "cites")


def page(asked: Asked) -> Page | Elsewhere:
    """The telegrams that hang together with one, in the order of their dates."""
    found = _thread(asked)
    if isinstance(found, Elsewhere):
        return found
    shown = {"thread": found, "chart": _chart(found), "depth": asked.number("depth", DEPTH, 1, 6), "address": _address}
    return Page("thread.html", f"Thread of {found.asked}", shown)


def data(asked: Asked) -> dict[str, Any] | Elsewhere:
    """The telegrams that hang together with one: when, how far away, and what each cites."""
    found = _thread(asked)
    if isinstance(found, Elsewhere):
        return found
    return {"asked": found.asked, "cut": found.cut, "steps": [step_fields(step) for step in found.steps]}


def rows(asked: Asked) -> Table | Elsewhere:
    """The thread as a table."""
    found = _thread(asked)
    if isinstance(found, Elsewhere):
        return found
    listed = (
        (
            step.name,
            step.entry is not None,
            step.when.isoformat() if step.when else None,
            step.away,
            step.entry.subject if step.entry else None,
            " ".join(step.cites),
        )
        for step in found.steps
    )
    return Table(_COLUMNS, listed, f"thread-{found.asked}.csv")


def _thread(asked: Asked) -> Thread | Elsewhere:
    said = asked.path["number"]
    found = thread(asked.room.archive, said, asked.number("depth", DEPTH, 1, 6))
    if found.asked != said:
        ending = "" if asked.form == "html" else f".{asked.form}"
        return Elsewhere(with_query(f"/thread/{found.asked}{ending}", dict(asked.query)))
    return found


def _address(step: Step) -> str:
    return telegram_address(step.name) if step.entry else missing_address(step.name)


def _chart(found: Thread) -> Chart:
    marks: dict[str, Mark] = {}
    by_post: dict[str, list[Mark]] = {}
    for step in found.steps:
        if step.when is None:
            continue
        number = parse_mrn(step.name.partition("~")[0])
        post = step.entry.post if step.entry else number.post if number else None
        kind = "asked" if step.name == found.asked else "held" if step.entry else "missing"
        name = f"{step.name} {step.entry.subject or ''}".strip() if step.entry else f"{step.name}, not held"
        marks[step.name] = Mark(step.when.date(), name, _address(step), kind)
        year = step.when.year
        by_post.setdefault(post_words(post, year) if post else "no post", []).append(marks[step.name])
    links = [
        (marks[step.name], marks[other])
        for step in found.steps
        for other in step.cites
        if step.name in marks and other in marks
    ]
    return lanes(f"The thread of {found.asked} over time", [Lane(post, held) for post, held in by_post.items()], links)
