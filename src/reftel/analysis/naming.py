"""In which telegrams a person is named: each counts once, under however many forms of the name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reftel.archive.entries import moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from reftel.analysis.persons import Persons

_NAMING = """
    SELECT telegram.key, telegram.dtg, telegram.post, entity.person
    FROM entity JOIN telegram ON telegram.key = entity.telegram
    WHERE entity.person IN (SELECT value FROM json_each(?))
"""
_NAMED_BY = "SELECT count(DISTINCT telegram) FROM entity WHERE person IN (SELECT value FROM json_each(?))"
_NAMED_AMONG = f"{_NAMED_BY} AND telegram IN (SELECT value FROM json_each(?))"  # noqa: S608 (written here)


def telegrams_naming(
    connection: sqlite3.Connection, persons: Persons, keys: Collection[str]
) -> list[tuple[int, datetime | None]]:
    """The telegrams that name the person of these keys, by date, with their dates.

    A surname that several persons have counts where it means this one.
    """
    wanted = json.dumps([*keys, *persons.open_to(keys)])
    rows = connection.execute(f"{_NAMING} ORDER BY telegram.dtg, telegram.key", (wanted,))
    mine = {key: when for key, when, post, person in rows if persons.at(person, when, post) in keys}
    return [(key, moment(when)) for key, when in mine.items()]


def count_telegrams(connection: sqlite3.Connection, persons: Persons, mains: Collection[str]) -> dict[str, int]:
    """How many telegrams name each of some persons, as `telegrams_naming` tells them.

    Only surnames that several persons have are looked at one by one: how often a key is named is gathered.
    """
    split = {person for main, _, other in persons.split_off() for person in (main, other)}
    counted = {main: len(telegrams_naming(connection, persons, persons.keys_of(main))) for main in split & {*mains}}
    surnames = set(persons.open_to([key for key in persons.keys if "@" not in key]))
    others = {main: persons.keys_of(main) for main in mains if main not in split}
    plain = {main for main, keys in others.items() if surnames.isdisjoint(keys)}
    counted.update({main: _named_by(connection, persons, others[main]) for main in plain})
    looked_at = {key for main in others.keys() - plain for key in others[main]}
    looked_at.update(persons.open_to([key for main in plain for key in others[main]]))
    for main, telegrams in _by_person(connection, persons, looked_at).items():
        if main in plain:
            counted[main] += len(telegrams) - _named_by(connection, persons, others[main], telegrams)
        elif main in others:
            counted[main] = len(telegrams)
    return counted


def _by_person(connection: sqlite3.Connection, persons: Persons, keys: Iterable[str]) -> dict[str, set[int]]:
    """The telegrams in which these keys are named, by the person that they mean there."""
    found: dict[str, set[int]] = {}
    for telegram, when, post, key in connection.execute(_NAMING, (json.dumps([*keys]),)):
        found.setdefault(persons.main(persons.at(key, when, post)), set()).add(telegram)
    return found


def _named_by(
    connection: sqlite3.Connection, persons: Persons, keys: Sequence[str], among: Iterable[int] | None = None
) -> int:
    """In how many telegrams, or in how many of some, there is one of these keys."""
    if among is not None:
        return int(connection.execute(_NAMED_AMONG, (json.dumps(keys), json.dumps([*among]))).fetchone()[0])
    if len(keys) == 1:
        return persons.telegrams.get(keys[0], 0)
    return int(connection.execute(_NAMED_BY, (json.dumps(keys),)).fetchone()[0])
