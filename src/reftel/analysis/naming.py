"""In which telegrams a person is named: each counts once, under however many forms of the name."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from reftel.archive.entries import moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from reftel.analysis.persons import Persons

_OF_KEYS = """
    SELECT telegram.key, telegram.dtg, telegram.post, entity.person
    FROM entity JOIN telegram ON telegram.key = entity.telegram
    WHERE entity.person IN (SELECT value FROM json_each(?)) ORDER BY {order}
"""
#: The same for most of the archive: telegram by telegram, without looking each key up.
_OF_MANY = """
    SELECT telegram.key, telegram.dtg, telegram.post, entity.person
    FROM telegram CROSS JOIN entity ON entity.telegram = telegram.key
    WHERE +entity.person IN (SELECT value FROM json_each(?)) ORDER BY telegram.key
"""
_MANY = 1_000  # keys


def telegrams_naming(
    connection: sqlite3.Connection, persons: Persons, keys: Collection[str]
) -> list[tuple[int, datetime | None]]:
    """The telegrams that name the person of these keys, by date, with their dates.

    A surname that several persons have counts where it means this one.
    """
    rows = connection.execute(_OF_KEYS.format(order="telegram.dtg, telegram.key"), (_listed(persons, keys),))
    mine = {key: when for key, when, post, person in rows if persons.at(person, when, post) in keys}
    return [(key, moment(when)) for key, when in mine.items()]


def count_telegrams(connection: sqlite3.Connection, persons: Persons, mains: Collection[str]) -> Counter[str]:
    """How many telegrams name each of some persons, as `telegrams_naming` tells them."""
    keys = {key for main in mains for key in persons.keys_of(main)}
    asked = _OF_MANY if len(keys) > _MANY else _OF_KEYS.format(order="telegram.key")
    counted: Counter[str] = Counter()
    last: dict[str, int] = {}
    for telegram, when, post, key in connection.execute(asked, (_listed(persons, keys),)):
        person = persons.main(persons.at(key, when, post))
        if last.get(person) != telegram:
            last[person] = telegram
            counted[person] += 1
    return Counter({main: counted[main] for main in mains})


def count_all_telegrams(connection: sqlite3.Connection, persons: Persons) -> Counter[str]:
    """The same for everybody. Who has one form of one name needs no looking: how often that is named is gathered."""
    mains = {persons.main(key) for key in persons.keys}
    unclear = {main for main in mains if len(persons.keys_of(main)) > 1}
    unclear |= {person for main, _, split in persons.split_off() for person in (main, split)}
    surnames = persons.open_to(key for key in persons.keys if "@" not in key)
    shared = {persons.keys[key] for key in surnames}
    unclear |= {persons.main(key) for key, surname in persons.keys.items() if surname in shared}
    counted = count_telegrams(connection, persons, unclear)
    counted.update({main: persons.telegrams[main] for main in mains - unclear})
    return counted


def _listed(persons: Persons, keys: Iterable[str]) -> str:
    known = set(keys)
    return json.dumps(sorted(known | set(persons.open_to(known))))
