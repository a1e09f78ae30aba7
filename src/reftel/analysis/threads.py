"""Threads: what a telegram answers and what answers it, over time; and the whole network of references."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.gaps import GapFinder
from reftel.analysis.references import all_edges
from reftel.archive.edges import edges
from reftel.archive.entries import Entry, entries
from reftel.archive.numbers import find_key
from reftel.errors import TelegramNotFound
from reftel.model.number import parse_mrn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reftel.analysis.gaps import Gap
    from reftel.archive import Archive

DEPTH = 3
MOST = 200


class Step(NamedTuple):
    """One telegram of a thread. `name` is its id, or its number where it is not held (`gap` then says when it was).

    `away` counts the references between it and the telegram asked for; `cites` are the names it refers to.
    """

    name: str
    entry: Entry | None
    gap: Gap | None
    away: int
    cites: tuple[str, ...]

    @property
    def when(self) -> datetime | None:
        """When it was sent; of a telegram not held the middle of the likely time."""
        if self.entry is not None:
            return self.entry.dtg
        if self.gap is None:
            return None
        bracket = self.gap.bracket
        return bracket.likely_from + (bracket.likely_to - bracket.likely_from) / 2


class Thread(NamedTuple):
    """The telegrams that hang together with one, in the order of their dates; `cut` says that there are more."""

    asked: str
    steps: tuple[Step, ...]
    cut: bool


class Link(NamedTuple):
    """A reference of one telegram to another, in all its words: names as in `Step`, the states, how often."""

    source: str
    target: str
    state: str
    labels: tuple[str, ...]
    words: tuple[str, ...]
    times: int


def thread(archive: Archive, asked: str, depth: int = DEPTH, most: int = MOST) -> Thread:
    """Follow the references of a telegram and to it, over `depth` steps; it need not be held itself.

    The edges of the archive are to be up to date (`resolve_all`).

    Raises:
        TelegramNotFound: It is not held, and nothing refers to it.
    """
    follower = _Follower(archive)
    first = follower.named(asked)
    away = {first: 0}
    waiting = [first]
    cut = False
    while waiting:
        name = waiting.pop(0)
        if away[name] == depth:
            continue
        for other in (*follower.cited_by(name), *follower.citing(name)):
            if other in away:
                continue
            if len(away) == most:
                cut = True
                break
            away[other] = away[name] + 1
            waiting.append(other)
    if len(away) == 1 and follower.entry(first) is None:
        raise TelegramNotFound(asked, archive.close_numbers(asked))
    steps = [follower.step(name, distance, away) for name, distance in away.items()]
    undated = max((step.when for step in steps if step.when), default=None)
    steps.sort(key=lambda step: ((step.when or undated) is None, step.when or undated, step.name))
    return Thread(first, tuple(steps), cut)


class _Follower:
    """Goes from telegram to telegram along the edges, each looked up once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._gaps = GapFinder(archive)
        self._entries: dict[str, Entry | None] = {}
        self._cites: dict[str, tuple[str, ...]] = {}

    def named(self, asked: str) -> str:
        key = find_key(self._archive.connection, asked)
        if key is not None:
            return next(entries(self._archive.connection, "telegram.key = ?", (key,))).id
        number = parse_mrn(asked)
        if number is None:
            raise TelegramNotFound(asked, self._archive.close_numbers(asked))
        return str(number)

    def entry(self, name: str) -> Entry | None:
        if name not in self._entries:
            self._entries[name] = next(entries(self._archive.connection, "telegram.id = ?", (name,)), None)
        return self._entries[name]

    def cited_by(self, name: str) -> tuple[str, ...]:
        """What a telegram refers to."""
        found = self._cites.get(name)
        if found is None:
            entry = self.entry(name)
            condition = "edge.telegram = ? AND edge.mrn IS NOT NULL ORDER BY edge.nth"
            each = edges(self._archive.connection, condition, (entry.key,)) if entry else ()
            found = self._cites[name] = tuple(dict.fromkeys(edge.target or str(edge.mrn) for edge in each))
        return found

    def citing(self, name: str) -> tuple[str, ...]:
        """What refers to a telegram."""
        entry = self.entry(name)
        mrn = entry.mrn if entry else name
        condition = "(edge.target = ? OR edge.mrn = ?) ORDER BY citing.dtg, edge.telegram"
        each = edges(self._archive.connection, condition, (entry.key if entry else None, mrn))
        return tuple(dict.fromkeys(edge.citing for edge in each if edge.target in {None, name}))

    def step(self, name: str, away: int, inside: dict[str, int]) -> Step:
        entry = self.entry(name)
        cites = tuple(other for other in self.cited_by(name) if other in inside)
        return Step(name, entry, None if entry else self._gaps.gap(name), away, cites)


def links(archive: Archive, *, every_state: bool = True) -> Iterator[Link]:
    """Every pair of telegrams of which one refers to the other; without `every_state` only those that are both held."""
    kept: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    last: str | None = None
    for edge in all_edges(archive):
        if edge.citing != last:
            yield from _links(kept)
            kept, last = {}, edge.citing
        if edge.mrn is None or (edge.target is None and not every_state):
            continue
        said = (edge.state, edge.label or "", edge.words)
        kept.setdefault((edge.citing, edge.target or edge.mrn), []).append(said)
    yield from _links(kept)


def _links(kept: dict[tuple[str, str], list[tuple[str, str, str]]]) -> Iterator[Link]:
    for (source, target), said in kept.items():
        labels = tuple(dict.fromkeys(label for _, label, _ in said if label))
        yield Link(source, target, said[0][0], labels, tuple(dict.fromkeys(words for _, _, words in said)), len(said))
