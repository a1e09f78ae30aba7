"""The language of questions: what a person types becomes a `Query`, and a `Query` becomes what a person types.

Pure functions over words: nothing here knows an archive. `reftel.query.parser` has the grammar.

>>> parsed = parse("tariff OR “early elections” -from:oslo")
>>> show_query(parsed.query)
'tariff OR ("early elections" -from:oslo)'
"""

from __future__ import annotations

from reftel.query.fields import FIELDS, FieldFact
from reftel.query.nodes import (
    And,
    Days,
    In,
    Near,
    Node,
    Not,
    Note,
    Number,
    Or,
    Parsed,
    Pattern,
    Phrase,
    Query,
    Sort,
    Term,
    Word,
)
from reftel.query.parser import parse
from reftel.query.printer import show_node, show_query

__all__ = [
    "FIELDS",
    "And",
    "Days",
    "FieldFact",
    "In",
    "Near",
    "Node",
    "Not",
    "Note",
    "Number",
    "Or",
    "Parsed",
    "Pattern",
    "Phrase",
    "Query",
    "Sort",
    "Term",
    "Word",
    "parse",
    "show_node",
    "show_query",
]
