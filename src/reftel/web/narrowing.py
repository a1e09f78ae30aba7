"""A question as parts that can be taken out and put in: what the facets, the chart and the chips of a search do.

A question is one string, so that every state of a search has an address; here it is read, changed and written again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.query import And, Days, Node, Query, parse, show_node, show_query
from reftel.query.nodes import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Part(NamedTuple):
    """One part of a question, and the question without it."""

    words: str
    without: str


def parts(question: str) -> list[Part]:
    """The parts of a question that all must be there, where there are several or one that is no plain word.

    >>> parts("dam post:varrin")
    [Part(words='dam', without='post:varrin'), Part(words='post:varrin', without='dam')]
    """
    query = parse(question).query
    return [
        Part(show_node(part), _written(query, [one for one in _parts(query) if one != part])) for part in _parts(query)
    ]


def narrowed(question: str, by: str) -> str:
    """The question, narrowed by one more part; days take the place of days.

    >>> narrowed("dam OR lake", "post:=VARRIN"), narrowed("dam dtg:1974", "dtg:1974-06")
    ('(dam OR lake) post:=VARRIN', 'dam dtg:1974-06')
    """
    query, more = parse(question).query, parse(by).query
    kept = [part for part in _parts(query) if not (isinstance(part, Days) and isinstance(more.node, Days))]
    return _written(query, [*kept, *_parts(more)])


def widened(question: str, by: str) -> str:
    """The question without a part.

    >>> widened("dam post:=VARRIN", "post:=VARRIN")
    'dam'
    """
    query = parse(question).query
    gone = _parts(parse(by).query)
    return _written(query, [part for part in _parts(query) if part not in gone])


def holds(question: str, by: str) -> bool:
    """Whether a part is in the question already."""
    known = _parts(parse(question).query)
    return bool(by) and all(part in known for part in _parts(parse(by).query))


def undated(question: str) -> str:
    """The question without its days."""
    query = parse(question).query
    return _written(query, [part for part in _parts(query) if not isinstance(part, Days)])


def days_of(question: str) -> tuple[str, str] | None:
    """The first and the last month that are asked for, where the question says days with both ends."""
    for part in _parts(parse(question).query):
        if isinstance(part, Days) and part.first and part.last:
            return f"{part.first:%Y-%m}", f"{part.last:%Y-%m}"
    return None


def _parts(query: Query) -> tuple[Node, ...]:
    if query.node is None:
        return ()
    return query.node.parts if isinstance(query.node, And) else (query.node,)


def _written(query: Query, parts: Iterable[Node]) -> str:
    return show_query(Query(all_of(list(parts)), query.sort))
