"""Who met whom, and which posts cite which: the networks of people and of posts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import combinations
from string import digits
from typing import TYPE_CHECKING, NamedTuple

from reftel.archive.entries import seconds
from reftel.model.number import parse_mrn

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

    from reftel.analysis.asking import Library

OF_A_POST = "post:"
_LARGEST_MEETING = 12  # persons; of a larger one nobody can say who spoke to whom


class Pair(NamedTuple):
    """Two that have to do with each other, in the order of their names: how often, and the first telegram saying so."""

    first: str
    second: str
    times: int
    telegram: str


def who_met(library: Library, telegrams: Iterable[int]) -> list[Pair]:
    """Persons, by their keys, who met or spoke with each other in these telegrams; the most frequent pairs first.

    Where a meeting has one person only, the other is the post that reports it: its name after `post:`.
    """
    times: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], str] = {}
    persons = library.persons
    for key in telegrams:
        read = library.met(key)
        if read is None or not read.analysis.meetings:
            continue
        people = {
            entity: persons.main(person)
            for entity, person in library.entities(key).items()
            if persons.types.get(person) == "person" and persons.main(person) not in persons.hidden
        }
        for meeting in read.analysis.meetings:
            present = sorted({people[one] for one in meeting.participants if one in people})
            if len(present) > _LARGEST_MEETING:
                continue
            if len(present) == 1 and read.post is not None:
                present.append(f"{OF_A_POST}{read.post}")  # it reports whom its own people met
            for pair in combinations(sorted(present), 2):
                times[pair] += 1
                where.setdefault(pair, read.name)
    return _pairs(times, where)


def which_posts_cite(
    connection: sqlite3.Connection, post: str | None = None, since: date | None = None, until: date | None = None
) -> list[Pair]:
    """Posts, as numbers carry them, that cite telegrams of each other, whichever way; the most frequent pairs first.

    A post that cites itself is left out. The days are those of the citing telegrams; `post` is one of the two.
    """
    asked = """
        SELECT citing.post, edge.mrn, citing.id FROM edge JOIN telegram AS citing ON citing.key = edge.telegram
        WHERE edge.mrn IS NOT NULL AND citing.post IS NOT NULL AND (?1 IS NULL OR citing.dtg >= ?1)
        AND (?2 IS NULL OR citing.dtg < ?2)
        ORDER BY citing.key, edge.nth
    """
    first = None if since is None else seconds(datetime.combine(since, time(), UTC))
    last = None if until is None else seconds(datetime.combine(until, time(), UTC) + timedelta(days=1))
    times: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], str] = {}
    posts: dict[str, str | None] = {}  # of numbers without their last digits: most differ in nothing else
    for citing, mrn, name in connection.execute(asked, (first, last)):
        begins = mrn.rstrip(digits)
        if begins not in posts:
            number = parse_mrn(mrn)
            posts[begins] = number.post if number else None
        cited = posts[begins]
        if cited is None or cited == citing or (post is not None and post not in {citing, cited}):
            continue
        pair = (min(citing, cited), max(citing, cited))
        times[pair] += 1
        where.setdefault(pair, name)
    return _pairs(times, where)


def closest(pairs: Iterable[Pair], most: int, centre: str | None = None) -> list[Pair]:
    """Pairs among the `most` who have most to do with others; with a centre only its own circle.

    >>> closest([Pair("a", "b", 3, "x"), Pair("b", "c", 1, "y"), Pair("d", "e", 2, "z")], 2)
    [Pair(first='a', second='b', times=3, telegram='x')]
    """
    held = list(pairs)
    if centre is not None:
        circle = {one for pair in held if centre in pair[:2] for one in pair[:2]}
        held = [pair for pair in held if pair.first in circle and pair.second in circle]
    weight: Counter[str] = Counter()
    for pair in held:
        weight[pair.first] += pair.times
        weight[pair.second] += pair.times
    ranked = sorted(weight, key=lambda one: (one != centre, -weight[one], one))[:most]
    chosen = set(ranked)
    return [pair for pair in held if pair.first in chosen and pair.second in chosen]


def _pairs(times: Counter[tuple[str, str]], where: dict[tuple[str, str], str]) -> list[Pair]:
    found = [Pair(*pair, number, where[pair]) for pair, number in times.items()]
    return sorted(found, key=lambda pair: (-pair.times, pair.first, pair.second))
