"""Statements: filtered, by date; two speakers side by side; a matter over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from msgspec.structs import replace

from reftel.model.analysis import Kind
from reftel.web.asking import FROM, OF_TELEGRAMS, library, scope_of, telegrams_of, walk
from reftel.web.place import Ask, Page, Table
from reftel.web.said import SAID_COLUMNS, lanes_of, quotes, said_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.answers import Said
    from reftel.analysis.asking import Library, Scope
    from reftel.web.asking import Walked
    from reftel.web.place import Asked

ASKS = (
    Ask("by", "the speaker, by any words of the name; `post` for the posts themselves"),
    Ask("and", "another speaker, to be set beside the first"),
    Ask("about", "words that a statement must have, or its event"),
    Ask("kind", f"one of {', '.join(get_args(Kind))}", values=get_args(Kind)),
    *OF_TELEGRAMS,
    FROM,
    Ask("from-and", "the same for the other speaker", "integer"),
)
_MOST_NAMED = 3
_FROMS = ("from", "from-and")


def page(asked: Asked) -> Page:
    """Statements by date; with two speakers side by side, with a matter over time."""
    books = library(asked.room)
    scope = scope_of(asked)
    speakers = [name for name in (asked.words("by"), asked.words("and")) if name]
    walked = [
        _walk(asked, books, replace(scope, by=name), where, walks=len(speakers))
        for name, where in zip(speakers, _FROMS, strict=False)
    ]
    walked = walked or [_walk(asked, books, scope)]
    everything = [one for each in walked for one in each.found]
    matter = f" about {scope.about}" if scope.about else ""
    shown = {
        "walked": walked,
        "speakers": speakers,
        "columns": [
            (name, each, quotes(asked.room.archive, each.found))
            for name, each in zip([_called(books, name) for name in speakers] or [""], walked, strict=True)
        ],
        "kinds": get_args(Kind),
        "chart": lanes_of(f"Who said what when{matter}", everything) if scope.about or speakers else None,
        "query": dict(asked.query),
        "on": {where: each.stop for where, each in zip(_FROMS, walked, strict=False)}
        if any(each.on is not None for each in walked)
        else None,
        "any": bool(asked.room.archive.connection.execute("SELECT 1 FROM understood LIMIT 1").fetchone()),
    }
    title = " and ".join(speakers) + matter if speakers or matter else "Statements"
    return Page("statements.html", title.strip().capitalize() if not speakers else title, shown)


def data(asked: Asked) -> dict[str, Any]:
    """Statements by date: a page of them, with where to go on."""
    books = library(asked.room)
    walked = _walk(asked, books, replace(scope_of(asked), by=asked.words("by") or None))
    return {"said": walked.found, "looked": [walked.start, walked.stop], "of": walked.total, "from": walked.on}


def rows(asked: Asked) -> Table:
    """All of the statements by date, as a table."""
    books = library(asked.room)
    scope = replace(scope_of(asked), by=asked.words("by") or None)
    return Table(SAID_COLUMNS, _rows(books, scope), "statements.csv")


def _rows(books: Library, scope: Scope) -> Iterator[tuple[object, ...]]:
    for key in books.telegrams(scope):
        yield from (said_row(one) for one in books.said_in(key, scope))


def _walk(asked: Asked, books: Library, scope: Scope, where: str = _FROMS[0], *, walks: int = 1) -> Walked[Said]:
    if scope.by is not None and scope.keys is None:
        scope = replace(scope, keys=frozenset(books.persons.called(scope.by)))
    return walk(
        telegrams_of(asked.room, books, scope),
        asked.number(where, 0),
        lambda key: books.said_in(key, scope),
        walks=walks,
    )


def _called(books: Library, name: str) -> str:
    """How those are called who can be meant by some words: by their names, where they are few."""
    shown: set[str] = set()
    for key in books.persons.called(name):
        shown.add(books.persons.shown(key))
        if len(shown) > _MOST_NAMED:
            return name
    return " or ".join(sorted(shown)) or name
