"""The entrance: what the archive holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from reftel.archive.entries import entries
from reftel.facts import posts as known_posts
from reftel.show.explain import tag_words
from reftel.show.machine import entry_fields
from reftel.show.maps import Spot, map_of
from reftel.show.words import post_words
from reftel.web.addresses import post_address, search_address
from reftel.web.charts import days_address, ranks, time_chart
from reftel.web.overview import Overview, overview
from reftel.web.place import Page

if TYPE_CHECKING:
    from reftel.archive import Entry, FacetValue
    from reftel.show.charts import Chart
    from reftel.web.place import Asked
    from reftel.web.room import Room

_LATEST = 8
_MOST_POSTS, _MOST_TAGS = 12, 12
_FEWEST_PLACES = 3


def page(asked: Asked) -> Page:
    """What the archive holds, to see where to begin."""
    held = _overview(asked.room)
    posts = [(name, number) for name, number in held.posts.items() if name]
    shown = {
        "held": held,
        "months": time_chart("Telegrams over time", held.months, days_address),
        "map": _map(held),
        "posts": ranks(
            (post_words(name), number, search_address(f"post:{name}"), "") for name, number in posts[:_MOST_POSTS]
        ),
        "more_posts": len(posts[_MOST_POSTS:]),
        "tags": ranks(
            (value.value, value.count, search_address(value.query), tag_words(value.value).removeprefix(value.value))
            for value in _tags(asked.room)
        ),
        "levels": ranks(
            (name or "none read", number, search_address(f'class:"{name.lower()}"') if name else "", "")
            for name, number in held.levels.items()
        ),
        "series": [(one, post_address(one.post, one.year)) for one in held.series],
        "latest": _latest(asked.room),
    }
    return Page("entrance.html", "Entrance", shown)


def data(asked: Asked) -> dict[str, Any]:
    """What the archive holds, counted by month, post, year and classification; and what came in last."""
    held = asdict(_overview(asked.room))
    for name in ("posts", "years", "levels"):
        held[name] = [{"name": key, "telegrams": number} for key, number in held[name].items()]
    held["series"] = [one._asdict() for one in held["series"]]
    held["tags"] = [{"name": value.value, "telegrams": value.count} for value in _tags(asked.room)]
    return {**held, "latest": [entry_fields(entry) for entry in _latest(asked.room)]}


def _map(held: Overview) -> Chart | None:
    """Where the telegrams came from; nothing where the places of too few posts are known."""
    spots = []
    for name, number in held.posts.items():
        post = known_posts().called(name) if name else None
        if post is not None and post.latitude is not None and post.longitude is not None:
            address = search_address(f"post:{post.mrn_name}")
            spots.append(Spot(post.latitude, post.longitude, post_words(post.mrn_name), number, address))
    return map_of("Where they came from", spots) if len(spots) >= _FEWEST_PLACES else None


def _overview(room: Room) -> Overview:
    return room.remembered("overview", lambda: overview(room.archive))


def _tags(room: Room) -> tuple[FacetValue, ...]:
    """The most frequent TAGS."""

    def counted() -> tuple[FacetValue, ...]:
        return room.archive.find("", limit=0, facets=("tags",), facet_limit=_MOST_TAGS).facets[0].values

    return room.remembered("tags", counted)


def _latest(room: Room) -> list[Entry]:
    """What came in last."""
    return list(entries(room.archive.connection, "1 ORDER BY key DESC LIMIT ?", (_LATEST,)))
