"""Search: a question, its hits with the words in their place, what narrows it, and all of them as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.archive import MAIN_FACETS
from reftel.errors import WrongRequest
from reftel.show.explain import tag_words
from reftel.show.finding import FACET_NAMES
from reftel.show.machine import entry_fields, hit_fields
from reftel.show.words import post_words
from reftel.web.addresses import search_address, telegram_address
from reftel.web.charts import time_chart
from reftel.web.folding import folded
from reftel.web.narrowing import dated, days_of, holds, narrowed, parts, widened
from reftel.web.place import Ask, Page, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive import Facet, Found
    from reftel.web.charts import Chart
    from reftel.web.place import Asked

SORTS = {"relevance": "best first", "-dtg": "newest first", "dtg": "oldest first", "number": "by number"}
ASKS = (
    Ask("q", "the question, in the language of questions"),
    Ask("sort", f"the order: {', '.join(f'`{name}`' for name in SORTS)}"),
    Ask("limit", "how many hits, 1 to 200; 25 where nothing is said", "integer"),
    Ask("offset", "how many hits to leave out", "integer"),
    Ask("exact", "`yes`: no other spellings of any word", values=("yes",)),
)
_HITS, _MOST_HITS = 25, 200
_VALUES = 8
_COLUMNS = ("id", "mrn", "date", "post", "level", "subject", "paragraph", "passage", "address")


class _Value(NamedTuple):
    """A value of a facet: with what narrows to it, or (`chosen`) takes it out again."""

    name: str
    note: str
    number: int
    address: str
    chosen: bool


class _Facet(NamedTuple):
    title: str
    values: list[_Value]
    more: int


class _Question(NamedTuple):
    """What is asked, with the way to write it as an address again."""

    words: str
    sort: str
    exact: bool
    limit: int
    offset: int

    def address(self, question: str | None = None, form: str = "", **more: object) -> str:
        kept = {"sort": self.sort, "exact": "yes" if self.exact else "", **more}
        return search_address(self.words if question is None else question, form, **kept)


def page(asked: Asked) -> Page:
    """The telegrams that answer a question, with what narrows it down."""
    question = _question(asked)
    found = _found(asked, question, (*MAIN_FACETS, "month"))
    last = question.offset + len(found.hits)
    shown: dict[str, Any] = {
        "question": question.words,
        "ask": question,
        "found": found,
        "hits": folded(asked.room.archive, found.hits),
        "sorts": [(name, words, question.address(sort=name)) for name, words in SORTS.items()],
        "sort": question.sort or "relevance",
        "asked_parts": [(part.words, question.address(part.without)) for part in parts(found.query)]
        if question.words
        else [],
        "facets": [_facet(question, facet) for facet in found.facets if facet.field != "month" and facet.values],
        "months": _months(question, found),
        "after": question.address(offset=last, limit=_own(question)) if last < found.total and found.hits else None,
        "before": _before(question),
        "csv": question.address(form="csv"),
        "json": question.address(form="json"),
        "as_typed": question.address(exact="yes"),
    }
    return Page("search.html", question.words or "Everything", shown)


def data(asked: Asked) -> dict[str, Any]:
    """The hits of a question: how many, some of them with the pieces that show why, the facets, what was searched."""
    question = _question(asked)
    found = _found(asked, question, (*MAIN_FACETS, "month"))
    return {
        "total": found.total,
        "query": found.query,
        "notes": found.notes,
        "widened": found.widened,
        "straight": entry_fields(found.straight) if found.straight else None,
        "hits": [hit_fields(hit) for hit in found.hits],
        "facets": found.facets,
    }


def rows(asked: Asked) -> Table:
    """All hits of a question, in their order, as a table."""
    question = _question(asked)
    return Table(_COLUMNS, _all_hits(asked, question), "hits.csv")


def _question(asked: Asked) -> _Question:
    sort = asked.words("sort")
    if sort and sort not in SORTS:
        raise WrongRequest(f"there is no order {sort}", f"There are {', '.join(SORTS)}.")
    return _Question(
        words=asked.question(),
        sort=sort,
        exact=asked.words("exact") == "yes",
        limit=asked.number("limit", _HITS, 1, _MOST_HITS),
        offset=asked.number("offset", 0),
    )


def _found(asked: Asked, question: _Question, facets: tuple[str, ...]) -> Found:
    return asked.room.archive.find(
        question.words,
        question.limit,
        question.offset,
        facets=facets,
        facet_limit=_VALUES,
        sort=question.sort or None,
        exact=question.exact,
    )


def _own(question: _Question) -> int | None:
    """The number of hits a page, where it is not the usual one."""
    return question.limit if question.limit != _HITS else None


def _before(question: _Question) -> str | None:
    if not question.offset:
        return None
    return question.address(offset=max(question.offset - question.limit, 0) or None, limit=_own(question))


def _facet(question: _Question, facet: Facet) -> _Facet:
    return _Facet(FACET_NAMES.get(facet.field, facet.field), list(_values(question, facet)), facet.more)


def _values(question: _Question, facet: Facet) -> Iterator[_Value]:
    for value in facet.values:
        chosen = holds(question.words, value.query)
        change = widened if chosen else narrowed
        address = question.address(change(question.words, value.query)) if value.query else ""
        name, note = value.value, ""
        if facet.field in {"post", "to"}:
            name = post_words(value.value)
        elif facet.field == "tags":
            note = tag_words(value.value).removeprefix(value.value).strip()
        yield _Value(name, note, value.count, address, chosen)


def _months(question: _Question, found: Found) -> Chart | None:
    """The hits over time, to brush; nothing where all are of one month."""
    months = next((facet.values for facet in found.facets if facet.field == "month"), ())
    if len(months) < 2:
        return None
    narrow = dated(question.words)
    counted = {value.value: value.count for value in months}
    return time_chart("Over time", counted, lambda days: question.address(narrow(days)), days_of(question.words))


def _all_hits(asked: Asked, question: _Question) -> Iterator[tuple[object, ...]]:
    hits = asked.room.archive.find_all(
        question.words, question.offset, sort=question.sort or None, exact=question.exact, passages=1
    )
    for hit in hits:
        entry, passage = hit.entry, hit.passages[0] if hit.passages else None
        yield (
            entry.id, entry.mrn, entry.dtg.isoformat() if entry.dtg else None, entry.post, entry.level, entry.subject,
            passage.number if passage else None, passage.text if passage else None, telegram_address(entry.id),
        )  # fmt: skip
