"""A question as it is typed: what `parse` reads from it is the same question again."""

from __future__ import annotations

from reftel.query.days import show_days
from reftel.query.nodes import And, Days, In, Near, Node, Not, Number, Or, Pattern, Phrase, Query, Sort, Word


def show_query(query: Query) -> str:
    """The whole question, with its order at the end.

    >>> show_query(Query(And((Word("dam"), Not(In("post", Word("astana"))))), Sort("dtg", falling=True)))
    'dam -post:astana sort:-dtg'
    """
    shown = [] if query.node is None else [show_node(query.node)]
    return " ".join([*shown, *([show_sort(query.sort)] if query.sort else [])])


def show_node(node: Node) -> str:
    """One part of a question; alternatives stand bare, as the outermost part of a question."""
    match node:
        case And(parts):
            return " ".join(map(_inside, parts))
        case Or(parts):
            return " OR ".join(f"({show_node(part)})" if isinstance(part, And) else show_node(part) for part in parts)
        case Not(part):
            return f"-({show_node(part)})" if isinstance(part, And | Or) else f"-{show_node(part)}"
        case Word(text, exact, edits):
            return f"{'=' * exact}{text}{f'~{edits}' if edits else ''}"
        case Pattern(text):
            return text
        case Phrase(words, whole):
            return f'{"=" * whole}"{" ".join(words)}"'
        case Near(words, within):
            return f'"{" ".join(words)}"~{within}'
        case In(field, term):
            return f"{field}:{show_node(term)}"
        case Days():
            return f"dtg:{show_days(node)}"
        case Number(mrn):
            return mrn


def show_sort(sort: Sort) -> str:
    """An order."""
    return f"sort:{'-' * sort.falling}{sort.field}"


def _inside(part: Node) -> str:
    return f"({show_node(part)})" if isinstance(part, Or) else show_node(part)
