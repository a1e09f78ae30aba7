"""Telegrams that share pieces of their text with one, and telegrams on the same matter, from the index alone."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from reftel.archive.index import SHINGLE, schema
from reftel.archive.shingles import shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reftel.model.telegram import Telegram

_COMMONPLACE = 50  # telegrams that have a shingle: it is a form of words then, and no sign of a copy
_TELLING = 25  # words by which telegrams on the same matter are looked for
_LEAST = 3  # of these that a telegram must have
_RAREST = 2  # telegrams in which a word must stand to tell anything
_TAG_WEIGHT = 2.0
_SUBJECT_WEIGHT = 2.0


class Sharing(NamedTuple):
    """A telegram by its key, and how many of the shingles kept of a text it has."""

    key: int
    shared: int


def sharing(searcher: tantivy.Searcher, words: Sequence[str], own_key: int, limit: int) -> list[Sharing]:
    """The telegrams that share most shingles with a text, those with most first, but for the one of `own_key`."""
    ways = []
    alone = searcher.doc_freq("key", own_key)  # a shingle that no more telegrams have is its own alone
    for number in shingles(words):
        if alone < searcher.doc_freq(SHINGLE, number) <= _COMMONPLACE:
            found = tantivy.Query.term_query(schema(), SHINGLE, number)
            ways.append((tantivy.Occur.Should, tantivy.Query.const_score_query(found, 1.0)))
    if not ways:
        return []
    result = searcher.search(tantivy.Query.boolean_query(ways), limit=limit + 1, count=False)
    keys = searcher.fast_field_values("key", [address for _, address in result.hits])
    shared = (Sharing(int(key or 0), round(score)) for key, (score, _) in zip(keys, result.hits, strict=True))
    return [one for one in shared if one.key != own_key][:limit]


def telling_words(searcher: tantivy.Searcher, words: Iterable[str], subject: Iterable[str]) -> list[str]:
    """The words that tell most of what a text is about: often in it, and in few other telegrams."""
    counts = Counter(word for word in words if len(word) > 2 and not word.isdigit())
    counts.update({word: 2 for word in subject if word in counts})
    total = searcher.num_docs
    weights = {}
    for word, times in counts.items():
        held = searcher.doc_freq("body", word)
        if _RAREST <= held <= max(total // 4, _RAREST):
            weights[word] = (1 + log(times)) * log(total / held + 1)
    return sorted(weights, key=lambda word: (-weights[word], word))[:_TELLING]


def on_the_same_matter(
    searcher: tantivy.Searcher, telegram: Telegram, telling: Sequence[str], without: set[int], limit: int
) -> list[int]:
    """The keys of the telegrams that have most of the telling words and TAGS of one, best first."""
    query = tantivy.Query
    words = [
        (tantivy.Occur.Should, query.boolean_query([
            (tantivy.Occur.Should, query.term_query(schema(), "body", word)),
            (tantivy.Occur.Should, query.boost_query(query.term_query(schema(), "subject", word), _SUBJECT_WEIGHT)),
        ]))
        for word in telling
    ]  # fmt: skip
    if not words:
        return []
    tags = [
        (tantivy.Occur.Should, query.const_score_query(query.term_query(schema(), "tag", term.code), _TAG_WEIGHT))
        for term in telegram.tags
    ]
    matter = query.boolean_query(words, minimum_number_should_match=min(_LEAST, len(words)))
    asked = query.boolean_query([(tantivy.Occur.Must, matter), *tags])
    result = searcher.search(asked, limit=limit + len(without), count=False)
    keys = searcher.fast_field_values("key", [address for _, address in result.hits])
    return [int(key or 0) for key in keys if key not in without][:limit]
