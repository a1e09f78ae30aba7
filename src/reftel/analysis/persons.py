"""Persons across telegrams: the keys under which forms of a name meet, what people decided, what may be the same."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.people import plain
from reftel.archive.database import people_connection, transaction
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from reftel.model.analysis import Entity

_LONGEST_COMPARED = 40
_TAKEN_OUT = re.compile(r"\W*x{4,}\W*")
#: How far from a full name, in seconds, a surname alone can still be that person.
_NEAR = 15 * 365 * 24 * 3600


class Suggestion(msgspec.Struct, frozen=True):
    """Two persons that may be one, with the reason in words."""

    first: str
    second: str
    why: str


class Decision(msgspec.Struct, frozen=True):
    """What somebody decided about persons, and when it was undone."""

    id: int
    at: datetime
    who: str | None
    what: str
    first: str
    second: str | None
    undone: datetime | None


def person_key(entity: Entity, post: str | None, telegram: str) -> tuple[str, str]:
    """The key of an entity across telegrams, and its surname.

    A full name is a key by itself. A surname alone, a group or an unnamed person is only known at its post. A name that
    was taken out before publication (XXXXXXXXXXXX) is known in its telegram only, and nobody shares it as a surname.
    """
    words = [word for part in entity.name.split() if (word := plain(part)) and word not in ("jr", "sr")]
    name = " ".join(words)
    if any(_TAKEN_OUT.fullmatch(word) for word in words):
        return f"{name}@{telegram}", ""
    surname = words[-1] if words else ""
    if entity.type == "person" and len(words) > 1 and entity.name[:1].isupper() and words[0] != "the":
        return name, surname
    if entity.type in ("organisation", "place"):
        return f"{entity.type}:{name}", surname
    return f"{name}@{post or '?'}", surname


class Persons:
    """Everybody in an archive, with people's decisions applied: which keys are one, their names, who is hidden."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT DISTINCT person, surname, type FROM entity").fetchall()
        self.keys = {person: surname for person, surname, _ in rows}
        self.types = {person: kind for person, _, kind in rows}
        self._one: dict[str, str] = {}
        self._apart: set[frozenset[str]] = set()
        self.names: dict[str, str] = {}
        self.hidden: set[str] = set()
        decisions = connection.execute("SELECT what, first, second FROM decision WHERE undone IS NULL ORDER BY id")
        merges: list[tuple[str, str]] = []
        for what, first, second in decisions:
            if what == "merge":
                merges.append((first, second))
            elif what == "apart":
                self._apart.add(frozenset((first, second)))
            elif what == "rename":
                self.names[first] = second
            elif what == "hide":
                self.hidden.add(first)
        #: Surnames at a post that several full names of the archive can mean, with those.
        self._open: dict[str, list[str]] = {}
        self._years: dict[str, tuple[int, int]] = {}
        self._join_surnames(connection)
        for first, second in merges:
            self._one[self.main(second)] = self.main(first)

    def _seen(self, connection: sqlite3.Connection, key: str) -> tuple[int, int] | None:
        """First and last moment of a key."""
        if key not in self._years:
            asked = """
                SELECT min(telegram.dtg), max(telegram.dtg) FROM entity JOIN telegram ON telegram.key = entity.telegram
                WHERE entity.person = ?
            """
            first, last = connection.execute(asked, (key,)).fetchone()
            if first is None:
                return None
            self._years[key] = (first, last)
        return self._years[key]

    def at(self, key: str, moment: int | None) -> str:
        """Whom a key means in a telegram of this moment: of several full names the one seen within fifteen years.

        Where that is none or several, the surname stays by itself.
        """
        if key not in self._open or key in self._one or moment is None:
            return key
        near = [
            name
            for name in self._open[key]
            if name in self._years and self._years[name][0] - _NEAR <= moment <= self._years[name][1] + _NEAR
        ]
        mains = {self.main(name) for name in near}
        return near[0] if len(mains) == 1 and frozenset((key, near[0])) not in self._apart else key

    def open_to(self, keys: Iterable[str]) -> list[str]:
        """The surnames that can mean one of these keys in some telegram."""
        wanted = set(keys)
        return [key for key, names in self._open.items() if not wanted.isdisjoint(names) and key not in wanted]

    def _join_surnames(self, connection: sqlite3.Connection) -> None:
        """A surname at a post is the one full name of that surname in the archive, where there is exactly one.

        Where there are several, or where the surname is also named long before or after, each telegram's day decides.
        """
        full: dict[str, list[str]] = {}
        for key, surname in self.keys.items():
            if self.types[key] == "person" and "@" not in key:
                full.setdefault(surname, []).append(key)
        for key, surname in self.keys.items():
            known = full.get(surname, [])
            alone = "@" in key and self.types[key] == "person" and key.startswith(f"{surname}@")
            if not alone or not known or (len(known) == 1 and frozenset((key, known[0])) in self._apart):
                continue
            mine, others = self._seen(connection, key), [self._seen(connection, name) for name in known]
            one = others[0] if len(known) == 1 else None
            if len(known) > 1 or (one and mine and (mine[0] < one[0] - _NEAR or mine[1] > one[1] + _NEAR)):
                self._open[key] = known
            else:
                self._one[key] = known[0]

    def main(self, key: str) -> str:
        """The key under which this one goes on."""
        on = self._one.get(key)
        if on is None:
            return key
        seen = {key}
        while on is not None and on not in seen:
            seen.add(on)
            key, on = on, self._one.get(on)
        return key

    def called(self, asked: str) -> list[str]:
        """The keys of everybody who can be meant by a name: all its words stand in the key."""
        words = [word for part in asked.split() if (word := plain(part)) and word not in ("jr", "sr")]
        found = [self._by_word.get(word, frozenset()) for word in words]
        mains = {self.main(key) for key in frozenset.intersection(*found)} if found else set()
        keys = sorted(key for main in mains for key in self._under.get(main, ()))
        return keys + (["post"] if asked.lower() == "post" else [])

    def keys_of(self, main: str) -> tuple[str, ...]:
        """Every key that goes on under this one, itself first; empty where nobody is known by it."""
        if main == "post":
            return ("post",)
        return tuple(self._under.get(main, ()))

    @cached_property
    def _by_word(self) -> dict[str, frozenset[str]]:
        """The keys that have a word in their name."""
        found: dict[str, set[str]] = {}
        for key in self.keys:
            for word in key.split("@")[0].replace(":", " ").split():
                found.setdefault(word, set()).add(key)
        return {word: frozenset(keys) for word, keys in found.items()}

    @cached_property
    def _under(self) -> dict[str, list[str]]:
        """Every person's keys, the one that they go on under first."""
        under: dict[str, list[str]] = {}
        for key in sorted(self.keys, key=lambda key: (self.main(key) != key, key)):
            under.setdefault(self.main(key), []).append(key)
        return under

    def shown(self, key: str) -> str:
        """How a person is called for people to read."""
        main = self.main(key)
        return self.names.get(main) or main.split("@")[0].partition(":")[2] or main.split("@")[0].title()

    def suggestions(self) -> list[Suggestion]:
        """Pairs that may be one person: one surname, or full names one letter apart. Never joined by themselves."""
        found: list[Suggestion] = []
        by_surname: dict[str, list[str]] = {}
        for key, surname in self.keys.items():
            if self.types[key] == "person" and self.main(key) == key and key not in self.hidden and surname:
                by_surname.setdefault(surname, []).append(key)
        for surname, same in by_surname.items():
            alone = [key for key in same if key.startswith(f"{surname}@")]
            for key in alone[:_LONGEST_COMPARED]:
                found += [
                    Suggestion(other, key, "same surname")
                    for other in same[:_LONGEST_COMPARED]
                    if other != key and "@" not in other
                ]
        full = sorted(key for keys in by_surname.values() for key in keys if "@" not in key)
        shorter: dict[str, str] = {}
        for key in full:
            for variant in {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}:
                other = shorter.setdefault(variant, key)
                if other != key and all((one.first, one.second) != (other, key) for one in found[-8:]):
                    found.append(Suggestion(other, key, "spelled alike"))
        return [one for one in found if frozenset((one.first, one.second)) not in self._apart]


def decide(folder: Path, what: str, first: str, second: str | None = None, who: str | None = None) -> int:
    """Note a decision (merge, apart, rename, hide); its number. Nothing else is touched, so it can be undone.

    Raises:
        WrongRequest: There is no such decision.
    """
    if what not in ("merge", "apart", "rename", "hide"):
        raise WrongRequest(f"no such decision: {what}")
    with people_connection(folder) as connection, transaction(connection):
        row = connection.execute(
            "INSERT INTO decision (at, who, what, first, second) VALUES (?, ?, ?, ?, ?)",
            (int(time.time()), who, what, first, second),
        )
    return int(row.lastrowid or 0)


def undo(folder: Path, number: int | None = None) -> str | None:
    """Undo a decision, or the last one that stands; what it was, `None` where there is none."""
    asked = """
        SELECT id, what, first, second FROM decision
        WHERE undone IS NULL AND (?1 IS NULL OR id = ?1) ORDER BY id DESC LIMIT 1
    """
    with people_connection(folder) as connection, transaction(connection):
        row = connection.execute(asked, (number,)).fetchone()
        if row is not None:
            connection.execute("UPDATE decision SET undone = ? WHERE id = ?", (int(time.time()), row[0]))
    return None if row is None else " ".join(str(part) for part in row[1:] if part)


def decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Everything that people decided about persons, the last first, also what was undone."""
    asked = "SELECT id, at, who, what, first, second, undone FROM decision ORDER BY id DESC"
    return [
        Decision(number, _moment(at), who, what, first, second, None if undone is None else _moment(undone))
        for number, at, who, what, first, second, undone in connection.execute(asked)
    ]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
