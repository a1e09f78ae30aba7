"""Facets: how the telegrams of an answer divide by year, post, TAGS and so on. The counts are exact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import tantivy

#: Every facet by the name of the field that narrows a question to one of its values, and its field in the index.
FACETS = {
    "year": "year", "month": "month", "post": "post", "to": "to", "info": "info", "tags": "tag", "class": "level",
    "caption": "caption", "prec": "precedence", "signed": "signed", "office": "office", "dialect": "dialect",
    "defect": "defect",
}  # fmt: skip
#: Those that most readers want to see.
MAIN_FACETS = ("year", "post", "tags", "class", "to", "caption")

_IN_ORDER = frozenset(("year", "month"))  # all of their values are shown, in order
_MOST_VALUES = 65_000  # of one facet; more distinct values than any has, so that each part of the index sends all
_WORD = re.compile(r"[^\W_]+")


class FacetValue(msgspec.Struct, frozen=True, gc=False):
    """A value, in how many telegrams of the answer it stands, and what narrows the question to these."""

    value: str
    count: int
    query: str


class Facet(msgspec.Struct, frozen=True, gc=False):
    """The values of one field in an answer, the most frequent first (years and months in order).

    `more` is the number of values that are not listed. Where a telegram has several values, it counts for each.
    """

    field: str
    values: tuple[FacetValue, ...]
    more: int = 0


def count_facets(
    searcher: tantivy.Searcher, query: tantivy.Query, names: Sequence[str], limit: int
) -> tuple[Facet, ...]:
    """The facets of these names (unknown ones are passed over), each with at most `limit` values."""
    known = [name for name in dict.fromkeys(names) if name in FACETS]
    if not known:
        return ()
    size = {"size": _MOST_VALUES, "segment_size": _MOST_VALUES}
    asked = {name: {"terms": {"field": FACETS[name], **size}} for name in known}
    answer = searcher.aggregate(query, asked)
    return tuple(_facet(name, answer[name]["buckets"], limit) for name in known)


def _facet(name: str, buckets: Iterable[dict[str, object]], limit: int) -> Facet:
    counted = [(_written(name, bucket["key"]), int(str(bucket["doc_count"]))) for bucket in buckets]
    if name in _IN_ORDER:
        counted.sort()
        limit = len(counted)
    else:
        counted.sort(key=lambda pair: (-pair[1], pair[0]))
    values = tuple(FacetValue(value, count, narrowing(name, value)) for value, count in counted[:limit])
    return Facet(name, values, max(len(counted) - limit, 0))


def _written(name: str, value: object) -> str:
    if name == "month":
        year, month = divmod(int(float(str(value))), 100)
        return f"{year}-{month:02d}"
    return str(int(float(str(value)))) if name == "year" else str(value)


def narrowing(name: str, value: str) -> str:
    """What narrows a question to the telegrams with this value; empty for a value without letters.

    >>> narrowing("tags", "PHUM"), narrowing("to", "CIS COLLECTIVE"), narrowing("month", "1974-06")
    ('tags:=PHUM', 'to:="CIS COLLECTIVE"', 'dtg:1974-06')
    """
    if name in _IN_ORDER:
        return f"{'dtg' if name == 'month' else name}:{value}"
    words = _WORD.findall(value)
    if len(words) > 1:
        return f'{name}:="{" ".join(words)}"'
    return f"{name}:={words[0]}" if words else ""
