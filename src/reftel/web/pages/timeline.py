"""The timeline: dated events as telegrams name them, about a matter, of a post, between days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reftel.analysis.about import Matter
from reftel.show.charts import month_bars
from reftel.web.addresses import telegram_address, with_query
from reftel.web.asking import FROM, OF_TELEGRAMS, library, scope_of, telegrams_of, walk
from reftel.web.place import Ask, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reftel.analysis.answers import Happening
    from reftel.show.charts import Chart
    from reftel.web.asking import Walked
    from reftel.web.place import Asked

ASKS = (Ask("about", "words of the event, or of what is said beside it"), *OF_TELEGRAMS, FROM)
_COLUMNS = ("from", "to", "approximate", "event", "text", "telegram", "paragraph", "start", "end")
_ENOUGH = 120


def page(asked: Asked) -> Page:
    """What happened when, as telegrams name it: by the days of the events."""
    walked = _walk(asked)
    happened = sorted(walked.found, key=lambda one: (one.date.first, one.telegram))
    shown = {
        "happened": happened,
        "walked": walked,
        "chart": _chart(happened, asked),
        "query": dict(asked.query),
        "address": telegram_address,
    }
    return Page("timeline.html", f"Timeline: {asked.words('about')}" if asked.words("about") else "Timeline", shown)


def data(asked: Asked) -> dict[str, Any]:
    """Dated events by the days of the telegrams that name them: a page, with where to go on."""
    walked = _walk(asked)
    return {"events": walked.found, "looked": [walked.start, walked.stop], "of": walked.total, "from": walked.on}


def rows(asked: Asked) -> Table:
    """All dated events, by the telegrams that name them, as a table."""
    return Table(_COLUMNS, _rows(asked), "timeline.csv")


def _rows(asked: Asked) -> Iterator[tuple[object, ...]]:
    books, scope = library(asked.room), scope_of(asked)
    wanted = Matter(scope.about) if scope.about else None
    for key in books.telegrams(scope):
        for one in books.happenings_in(key, wanted):
            day = one.date
            yield (
                day.first, day.last, day.approximate, day.event, " ".join(day.text.split()), one.telegram,
                day.paragraph, day.start, day.end,
            )  # fmt: skip


def _walk(asked: Asked) -> Walked[Happening]:
    books, scope = library(asked.room), scope_of(asked)
    wanted = Matter(scope.about) if scope.about else None

    def found(key: int) -> Iterator[Happening]:
        # Without a matter only what is named as an event: every telegram is full of other dates.
        return (one for one in books.happenings_in(key, wanted) if wanted or one.date.event)

    return walk(telegrams_of(asked.room, books, scope), asked.number("from", 0), found, _ENOUGH)


def _chart(happened: Iterable[Happening], asked: Asked) -> Chart:
    months = Counter((one.date.first.year, one.date.first.month) for one in happened if one.date.first)
    common = _common(months)
    here = {name: value for name, value in asked.query.items() if name != "from"}
    page = with_query("/timeline", here)
    return month_bars(
        "Events over the years",
        common,
        lambda year, month: f"{page}#m{year}-{month:02d}" if month else f"{page}#y{year}",
    )


def _common(months: Counter[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The months without the few that lie far from all the others: a century is no chart."""
    if not months:
        return {}
    ordered = sorted(months.elements())
    low, high = ordered[len(ordered) // 50], ordered[-1 - len(ordered) // 50]
    return {month: number for month, number in months.items() if low[0] - 10 <= month[0] <= high[0] + 10}
