"""What a person asks for, as words and phrases: all of them must be there.

    question := { word | '"' word { word } '"' }

Nothing is an error: an open quotation mark ends at the end, and signs between words are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import tantivy

from reftel.archive.index import analyzer, schema
from reftel.archive.words import forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUOTES = re.compile(r'["“”„‟«»]')
_LONGEST = 10_000  # characters of a question that are looked at
#: The fields in which plain words are looked for, and what a word weighs there.
PLAIN_FIELDS = {"subject": 3.0, "body": 1.0, "rest": 0.7}


class Term(msgspec.Struct, frozen=True):
    """One thing that must be there: words that follow each other, each in one of its forms.

    `exact` is true for what stood in quotation marks: these words and no other form of them.
    """

    words: tuple[str, ...]
    exact: bool

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' if self.exact else " ".join(self.words)

    def choices(self) -> list[tuple[str, ...]]:
        """For each word of the term the forms that will do."""
        return [(word,) if self.exact else forms(word) for word in self.words]


def parse(question: str) -> tuple[Term, ...]:
    """The terms of a question, each once.

    >>> [str(term) for term in parse("Tariffs “early elections” O'Mara's")]
    ['tariffs', '"early elections"', '"o mara s"']
    """
    found: list[Term] = []
    for nth, piece in enumerate(_QUOTES.split(question[:_LONGEST])):
        if nth % 2:
            found += _term(piece, exact=True)
        else:
            for word in piece.split():
                found += _term(word, exact=False)
    return tuple(dict.fromkeys(found))


def _term(piece: str, *, exact: bool) -> Iterator[Term]:
    words = tuple(analyzer().analyze(piece.encode("utf-8", "replace").decode()))
    if words:
        yield Term(words, exact or len(words) > 1)


def build(terms: tuple[Term, ...], occurs: Callable[[str, str], bool]) -> tantivy.Query:
    """The question for tantivy; `occurs(field, word)` says whether the index has a word, to leave out idle forms."""
    if not terms:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, _anywhere(term, occurs)) for term in terms])


def _anywhere(term: Term, occurs: Callable[[str, str], bool]) -> tantivy.Query:
    ways: list[tuple[tantivy.Occur, tantivy.Query]] = []
    for field, weight in PLAIN_FIELDS.items():
        for query in _in_field(field, term, occurs):
            weighed = query if weight == 1 else tantivy.Query.boost_query(query, weight)
            ways.append((tantivy.Occur.Should, weighed))
    return tantivy.Query.boolean_query(ways) if ways else tantivy.Query.empty_query()


def _in_field(field: str, term: Term, occurs: Callable[[str, str], bool]) -> Iterator[tantivy.Query]:
    if len(term.words) > 1:
        if all(occurs(field, word) for word in term.words):
            yield tantivy.Query.phrase_query(schema(), field, list(term.words))
        return
    for form in term.choices()[0]:
        if occurs(field, form):
            yield tantivy.Query.term_query(schema(), field, form)
