"""A question as parts that can be taken out and put in: what the facets, the chart and the chips of a search do.

A question is one string, so that every state of a search has an address; here it is read, changed and written again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.query import And, Days, Node, Query, parse, show_node, show_query
from reftel.query.nodes import all_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SOME_YEAR = "1999"  # to be replaced


class Part(NamedTuple):
    """One part of a question, and the question without it."""

    words: str
    without: str


def parts(question: str) -> list[Part]:
    """The parts of a question that all must be there, where there are several or one that is no plain word.

    >>> parts("dam post:varrin")
    [Part(words='dam', without='post:varrin'), Part(words='post:varrin', without='dam')]
    """
    query = _read(question)
    return [
        Part(show_node(part), _written(query, [one for one in _parts(query) if one != part])) for part in _parts(query)
    ]


def narrowed(question: str, by: str) -> str:
    """The question, narrowed by one more part; days take the place of days.

    >>> narrowed("dam OR lake", "post:=VARRIN"), narrowed("dam dtg:1974", "dtg:1974-06")
    ('(dam OR lake) post:=VARRIN', 'dam dtg:1974-06')
    """
    query, more = _read(question), _read(by)
    kept = [part for part in _parts(query) if not (isinstance(part, Days) and isinstance(more.node, Days))]
    return _written(query, [*kept, *_parts(more)])


def widened(question: str, by: str) -> str:
    """The question without a part.

    >>> widened("dam post:=VARRIN", "post:=VARRIN")
    'dam'
    """
    query = _read(question)
    gone = _parts(_read(by))
    return _written(query, [part for part in _parts(query) if part not in gone])


def holds(question: str, by: str) -> bool:
    """Whether a part is in the question already."""
    known = _parts(_read(question))
    return bool(by) and all(part in known for part in _parts(_read(by)))


def dated(question: str) -> Callable[[str], str]:
    """What narrows the question to days: they take the place of those that it has.

    >>> narrow = dated("(dam OR lake) dtg:1974")
    >>> narrow("1974-06"), narrow("DAYS")
    ('(dam OR lake) dtg:1974-06', '(dam OR lake) dtg:DAYS')
    """
    before, _, after = narrowed(question, f"dtg:{_SOME_YEAR}").rpartition(_SOME_YEAR)
    return lambda days: before + days + after


def days_of(question: str) -> tuple[str, str] | None:
    """The first and the last month that are asked for, where the question says days with both ends."""
    for part in _parts(_read(question)):
        if isinstance(part, Days) and part.first and part.last:
            return f"{part.first:%Y-%m}", f"{part.last:%Y-%m}"
    return None


@lru_cache(512)
def _read(question: str) -> Query:
    return parse(question).query


def _parts(query: Query) -> tuple[Node, ...]:
    if query.node is None:
        return ()
    return query.node.parts if isinstance(query.node, And) else (query.node,)


def _written(query: Query, parts: Iterable[Node]) -> str:
    return show_query(Query(all_of(list(parts)), query.sort))
