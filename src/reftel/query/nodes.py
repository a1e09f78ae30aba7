"""What a question is made of, as frozen data. `str()` of each is how it is typed; `reftel.query.parser` reads that."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import Literal

import msgspec

SortField = Literal["relevance", "dtg", "number"]


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word. `exact`: this spelling and no other; `edits`: up to so many letters changed, lost, added or swapped."""

    text: str
    exact: bool = False
    edits: int = 0


class Pattern(msgspec.Struct, frozen=True, gc=False):
    """A word with `*` for any number of letters or digits and `?` for one of them."""

    text: str


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """Words that follow each other, exactly these; a word may be a pattern. `whole`: the whole value of a field."""

    words: tuple[str, ...]
    whole: bool = False


class Near(msgspec.Struct, frozen=True, gc=False):
    """Words in any order, every two of them at most `within` words apart; a word may be a pattern."""

    words: tuple[str, ...]
    within: int


class In(msgspec.Struct, frozen=True):
    """A term in one field, by its name in `reftel.query.fields`."""

    field: str
    term: Term


class Days(msgspec.Struct, frozen=True, gc=False):
    """Sent on these days (UTC), both included; `None` is an open end."""

    first: date | None
    last: date | None


class Number(msgspec.Struct, frozen=True, gc=False):
    """The number of a telegram, in the form of the record."""

    mrn: str


class And(msgspec.Struct, frozen=True):
    """All of these."""

    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    """At least one of these."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True):
    """Not this."""

    part: Node


Term = Word | Pattern | Phrase | Near
Node = Word | Pattern | Phrase | Near | In | Days | Number | And | Or | Not


class Sort(msgspec.Struct, frozen=True, gc=False):
    """The order of the answer; by relevance the best come first whatever `falling` says."""

    field: SortField
    falling: bool = False


class Query(msgspec.Struct, frozen=True):
    """A whole question: `node` is `None` where everything is meant, `sort` where no order was asked for."""

    node: Node | None = None
    sort: Sort | None = None


class Note(msgspec.Struct, frozen=True, gc=False):
    """Something that was searched in another way than it was typed, in plain words."""

    typed: str
    meaning: str


class Parsed(msgspec.Struct, frozen=True):
    """A question as it was understood, and what has to be said of it."""

    query: Query
    notes: tuple[Note, ...] = ()


def all_of(parts: list[Node]) -> Node | None:
    """The parts joined by AND: flat, each once; `None` for none."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else And(tuple(flat)) if flat else None


def any_of(parts: list[Node]) -> Node | None:
    """The parts joined by OR: flat, each once; `None` for none."""
    flat = dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(flat)) if flat else None


def none_of(part: Node) -> Node:
    """Not the part; not not a thing is the thing."""
    return part.part if isinstance(part, Not) else Not(part)
