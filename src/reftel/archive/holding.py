"""Which telegrams hold words: told by the index at once, and never too few, for whoever then looks into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from reftel.archive.index import index_words, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Where words stand that a telegram's author wrote, as repaired or as received.
_FIELDS = ("subject", "body", "received")
_Query = tantivy.Query


def keys_holding(searcher: tantivy.Searcher, beginnings: Sequence[str], most: int | None = None) -> list[int] | None:
    """The keys, in order, of telegrams in which each of these begins a word; `vice-pres` begins two that follow.

    Whether two words follow each other is not looked at, and accents count for nothing: there may be too many. Where
    there are more than `most` it is `None`: to list them would take longer than to look into some.
    """
    asked = [one for beginning in beginnings for one in _asked(index_words(beginning))]
    query = _Query.const_score_query(_Query.boolean_query(asked or [(tantivy.Occur.Must, _Query.all_query())]), 0.0)
    count: int = searcher.search(query, limit=1).count  # type: ignore[attr-defined]  # its type stub does not know it
    if most is not None and count > most:
        return None
    result = searcher.search(query, limit=max(count, 1), order_by_field="key", order=tantivy.Order.Asc)
    return [int(key) for key, _ in result.hits]


def _asked(words: Sequence[str]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
    """Every one of the words, the last of them as a beginning."""
    whole = [_anywhere(_Query.term_query, word) for word in words[:-1]]
    return [(tantivy.Occur.Must, one) for one in (*whole, *(_anywhere(_beginning, word) for word in words[-1:]))]


def _beginning(known: tantivy.Schema, field: str, word: str) -> tantivy.Query:
    return _Query.regex_query(known, field, f"{word}.*")  # letters and digits: nothing in it is a sign of a pattern


def _anywhere(ask: Callable[[tantivy.Schema, str, str], tantivy.Query], word: str) -> tantivy.Query:
    return _Query.boolean_query([(tantivy.Occur.Should, ask(schema(), field, word)) for field in _FIELDS])
