"""The network: who met whom, and which posts cite which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from reftel.analysis.company import OF_A_POST, Pair, closest, which_posts_cite, who_met
from reftel.show.networks import Node, Tie, network
from reftel.show.words import post_words
from reftel.web.addresses import person_address, telegram_address, with_query
from reftel.web.asking import OF_TELEGRAMS, library, post_asked, scope_of, telegrams_of, understood_at
from reftel.web.place import Ask, Page, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.analysis.asking import Library, Scope
    from reftel.show.charts import Chart
    from reftel.web.place import Asked

ASKS = (
    Ask("kind", "`met` (people, where nothing is said) or `cited` (posts)", values=("met", "cited")),
    Ask("around", "only the circle of this person (a key) or post"),
    *OF_TELEGRAMS,
)
_MOST_NODES = 40
_LOOKED_THROUGH = 1500  # telegrams; the last ones within the bounds


def page(asked: Asked) -> Page:
    """Who met whom, or which posts cite which, as a drawing and as a table."""
    pairs, looked, total = _pairs(asked)
    around = _around(asked)
    shown = {
        "chart": _chart(asked, pairs),
        "kind": _kind(asked),
        "looked": looked,
        "total": total,
        "query": dict(asked.query),
        "around": _named(asked)(around) if around else None,
        "some": len(closest(pairs, _MOST_NODES, around)) < len(pairs),
    }
    return Page("network.html", "Network", shown)


def data(asked: Asked) -> dict[str, Any]:
    """The pairs with how often, and the first telegram that says so."""
    pairs, looked, total = _pairs(asked)
    return {"pairs": [pair._asdict() for pair in pairs], "telegrams": looked, "of": total}


def rows(asked: Asked) -> Table:
    """All pairs, of every telegram within the bounds, as a table."""
    named = _named(asked)
    pairs, _, _ = _pairs(asked, most=None)
    listed = ((named(one.first), named(one.second), one.times, one.telegram) for one in pairs)
    return Table(("first", "second", "times", "telegram"), listed, "network.csv")


def _kind(asked: Asked) -> str:
    return asked.words("kind") or "met"


def _pairs(asked: Asked, most: int | None = _LOOKED_THROUGH) -> tuple[list[Pair], int, int]:
    """The pairs, in how many telegrams was looked (`most`: the last ones, at most so many), of how many."""
    scope = scope_of(asked)
    room = asked.room
    if _kind(asked) == "cited":
        found: list[Pair] = room.remembered(
            ("cited", scope.post, scope.since, scope.until),
            lambda: which_posts_cite(room.archive.connection, scope.post, scope.since, scope.until),
        )
        return found, 0, 0

    books = library(room)
    around = _around(asked)

    def met() -> tuple[list[Pair], int, int]:
        keys = _telegrams(asked, books, scope, around)
        looked = keys if most is None else keys[-most:]
        return who_met(books, looked), len(looked), len(keys)

    result: tuple[list[Pair], int, int] = room.remembered(
        ("met", scope.post, scope.since, scope.until, around, most), met, understood_at(room)
    )
    return result


def _around(asked: Asked) -> str | None:
    """Whose circle was asked for, by the key of the person or of the post."""
    said = asked.words("around") or None
    if said and _kind(asked) == "cited":
        return post_asked(asked, "around")
    return library(asked.room).persons.main(said) if said else None


def _telegrams(asked: Asked, books: Library, scope: Scope, around: str | None) -> list[int]:
    """The telegrams to look into: of a circle those that name whom it is around, or that the post sent."""
    post = _post_of(around) if around else None
    keys = telegrams_of(asked.room, books, replace(scope, post=scope.post or post))
    if around is None or post:
        return keys
    naming = {key for key, _ in books.naming(books.persons.keys_of(around))}
    return [key for key in keys if key in naming]


def _named(asked: Asked) -> Callable[[str], str]:
    if _kind(asked) == "cited":
        return post_words
    persons = library(asked.room).persons
    return lambda key: post_words(post) if (post := _post_of(key)) else persons.shown(key)


def _post_of(key: str) -> str | None:
    return key.removeprefix(OF_A_POST) if key.startswith(OF_A_POST) else None


def _chart(asked: Asked, pairs: list[Pair]) -> Chart:
    around = _around(asked)
    shown = closest(pairs, _MOST_NODES, around)
    named = _named(asked)
    keys = sorted({one for pair in shown for one in pair[:2]})
    kind = _kind(asked)

    def address(key: str) -> str:
        around_it = kind == "cited" or _post_of(key) is not None
        return with_query("/network", {"kind": kind, "around": key}) if around_it else person_address(key)

    def sort(key: str) -> str:
        return "asked" if key == around else "other" if _post_of(key) else "held"

    nodes = [Node(key, named(key), address(key), sort(key)) for key in keys]
    ties = [Tie(pair.first, pair.second, pair.times, telegram_address(pair.telegram)) for pair in shown]
    title = "Which posts cite each other" if kind == "cited" else "Who met whom"
    return network(title, nodes, ties, ("one", "other", "times"))
