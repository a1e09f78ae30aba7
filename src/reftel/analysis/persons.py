"""Persons across telegrams: the keys under which forms of a name meet, what people decided, what may be the same."""

from __future__ import annotations

import time
from collections import Counter
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.people import plain
from reftel.analysis.surnames import bare, callings, is_taken_out
from reftel.archive.database import people_connection, transaction
from reftel.archive.gathering import known, seen
from reftel.errors import WrongRequest
from reftel.model.analysis import POST

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reftel.model.analysis import Entity

_MOST_OF_A_SURNAME = 5
_FIRST_AND_LAST = 2
#: How far from a full name, in seconds, a surname alone can still be that person.
_NEAR = 15 * 365 * 24 * 3600
_NEAR_MISSES, _ALIKE = 5, 75
#: What people can decide about persons, with whether it is about two of them.
_DECISIONS = {"merge": True, "apart": True, "rename": False, "split": False, "hide": False}


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

    @property
    def words(self) -> str:
        """What was decided about the first, in words."""
        return {
            "merge": f"and {self.second} are one person",
            "apart": f"and {self.second} are two persons",
            "split": f"is another person in telegrams of {self.second}",
            "rename": f"is called {self.second}",
            "hide": "is left out",
        }[self.what]


def keys_of_entities(entities: Iterable[Entity], post: str | None, telegram: str) -> dict[str, tuple[str, str]]:
    """The entities of a telegram by their ids: the key of each across telegrams, and its surname.

    A full name is a key by itself. A surname alone, a group or an unnamed person is only known at its post. A name that
    was taken out before publication (XXXXXXXXXXXX) is known in its telegram only, and nobody shares it as a surname; so
    is a surname that stays by itself in a telegram where somebody's full name has it: nobody can say whose it is.
    """
    entities = list(entities)
    shared = {
        word
        for entity in entities
        if entity.type == "person" and len(words := _words(entity)) > 1
        for word in callings(words)
    }
    return {entity.id: _person_key(entity, post, telegram, shared) for entity in entities}


def _words(entity: Entity) -> list[str]:
    """The words of a name as they are compared."""
    return [word for part in entity.name.split() if (word := plain(part)) and word not in ("jr", "sr")]


def _person_key(entity: Entity, post: str | None, telegram: str, shared: set[str]) -> tuple[str, str]:
    words = _words(entity)
    name = " ".join(words)
    taken_out = any(map(is_taken_out, words))
    if taken_out or (entity.type == "person" and len(words) == 1 and bare(name) in shared):
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
        self.keys: dict[str, str] = {}  # with their surnames
        self.types: dict[str, str] = {}
        self.telegrams: dict[str, int] = {}  # in how many each key is named
        self._written: dict[str, str] = {}
        self._times: Counter[str] = Counter()
        self._years: dict[str, tuple[int, int]] = {}
        self._settled: set[str] = set()
        for person, surname, kind, written, named, telegrams, begin, end, settled in sorted(known(connection)):
            self.keys[person], self.types[person], self._written[person] = surname, kind, written
            self.telegrams[person], self._times[person] = telegrams, named
            if begin is not None and end is not None:
                self._years[person] = begin, end
            if settled:
                self._settled.add(person)
        self._one: dict[str, str] = {}
        self._apart: set[frozenset[str]] = set()
        self.names: dict[str, str] = {}
        self.hidden: set[str] = set()
        #: Persons of whom those at some posts are others, with these posts.
        self._split: dict[str, list[str]] = {}
        decisions = connection.execute("SELECT what, first, second FROM decision WHERE undone IS NULL ORDER BY id")
        merges: dict[frozenset[str], tuple[str, str]] = {}
        for what, first, second in decisions:
            if what == "merge":
                merges[frozenset((first, second))] = (first, second)
                self._apart.discard(frozenset((first, second)))
            elif what == "apart":
                merges.pop(frozenset((first, second)), None)
                self._apart.add(frozenset((first, second)))
            elif what == "split":
                self._split.setdefault(first, []).append(second)
            elif what == "rename":
                self.names[first] = second
            elif what == "hide":
                self.hidden.add(first)
        #: Surnames at a post that several full names of the archive can mean, with those.
        self._open: dict[str, list[str]] = {}
        self._join_surnames(connection)
        for first, second in merges.values():
            if self.main(second) != self.main(first):
                self._one[self.main(second)] = self.main(first)
        self._split = {self.main(key): posts for key, posts in self._split.items() if key in self.keys}
        for main, posts in self._split.items():
            for post in posts:
                self.keys.setdefault(_split_key(main, post), "")
                self.types[_split_key(main, post)] = "person"

    def _seen(self, connection: sqlite3.Connection, key: str) -> tuple[int, int] | None:
        """First and last moment of a key."""
        if key not in self._years and key not in self._settled:
            when = seen(connection, key)
            if when is None:
                return None
            self._years[key] = when
        return self._years.get(key)

    def at(self, key: str, moment: int | None, post: str | None) -> str:
        """Whom a key means in a telegram of this moment and post: of several full names the one of its time.

        That is the one seen within fifteen years; where it is none or several, the surname stays by itself. Where a
        person was split, those at the post that was named are another one.
        """
        found = self._of_its_time(key, moment)
        main = self.main(found)
        return _split_key(main, post) if post and post in self._split.get(main, ()) else found

    def _of_its_time(self, key: str, moment: int | None) -> str:
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
        """Other keys that mean one of these in some telegram: surnames, and persons from whom these were split off."""
        wanted = set(keys)
        whole = {
            key
            for main, posts in self._split.items()
            for post in posts
            if _split_key(main, post) in wanted
            for key in self.keys_of(main)
        }
        wider = wanted | whole
        return sorted(whole - wanted) + [
            key for key, names in self._open.items() if not wider.isdisjoint(names) and key not in wider
        ]

    def split_off(self) -> Iterator[tuple[str, str, str]]:
        """Who was split: the key of the person, the post, the key of those at that post."""
        for main, posts in self._split.items():
            for post in posts:
                yield main, post, _split_key(main, post)

    def near(self, asked: str) -> list[str]:
        """Words of names that are spelled nearly like one that was asked for, the nearest first."""
        from rapidfuzz import fuzz, process

        known = list(self._by_word)
        return [
            str(word)
            for part in asked.split()
            for word, _, _ in process.extract(
                plain(part), known, scorer=fuzz.ratio, limit=_NEAR_MISSES, score_cutoff=_ALIKE
            )
        ]

    def _join_surnames(self, connection: sqlite3.Connection) -> None:
        """A surname at a post is the one full name of that surname in the archive, where there is exactly one.

        Where there are several, or where the surname is also named long before or after, each telegram's day decides.
        Who may be called so by another word than the last (Walter Borja Arce: Borja) is one of several.
        """
        full = self._full_names()
        called: dict[str, list[str]] = {}
        for keys in full.values():
            for key in keys:
                for word in callings(key.split()):
                    called.setdefault(word, []).append(key)
        for key, surname in self.keys.items():
            known = full.get(surname, [])
            alone = "@" in key and self.types[key] == "person" and key.startswith(f"{surname}@")
            if alone and known:
                known = known + [name for name in called.get(bare(surname), ()) if name not in known]
            if not alone or not known or (len(known) == 1 and frozenset((key, known[0])) in self._apart):
                continue
            mine, others = self._seen(connection, key), [self._seen(connection, name) for name in known]
            one = others[0] if len(known) == 1 else None
            if len(known) > 1 or (one and mine and (mine[0] < one[0] - _NEAR or mine[1] > one[1] + _NEAR)):
                self._open[key] = known
            else:
                self._one[key] = known[0]

    def _full_names(self) -> dict[str, list[str]]:
        """The keys that are full names of persons, by their last word."""
        full: dict[str, list[str]] = {}
        for key, surname in self.keys.items():
            if self.types[key] == "person" and "@" not in key:
                full.setdefault(surname, []).append(key)
        return full

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
        """The keys of everybody who can be meant by a name: all its words stand in the key.

        A key with its post (`borge@PARIS`) means exactly that person.
        """
        if "@" in asked and asked in self.keys:
            return list(self.keys_of(self.main(asked)))
        words = [word for part in asked.split() if (word := plain(part)) and word not in ("jr", "sr")]
        found = [self._by_word.get(word, frozenset()) for word in words]
        mains = {self.main(key) for key in frozenset.intersection(*found)} if found else set()
        keys = sorted(key for main in mains for key in self._under.get(main, ()))
        return keys + ([POST] if asked.lower() == POST else [])

    def make_ready(self) -> Persons:
        """Gather at once also what questions by name need, which else the first of them would; itself comes back."""
        _ = self._by_word, self._under
        return self

    def keys_of(self, main: str) -> tuple[str, ...]:
        """Every key that goes on under this one, itself first; empty where nobody is known by it."""
        if main == POST:
            return (POST,)
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
        for key in sorted(self.keys):
            main = self.main(key)
            keys = under.setdefault(main, [])
            keys.insert(0 if key == main else len(keys), key)
        return under

    def shown(self, key: str) -> str:
        """How a person is called for people to read."""
        main = self.main(key)
        written = " ".join(self._written.get(main, main.split("@")[0]).split())
        in_capitals = written == written.upper() or written == written.lower()
        person = self.types.get(main, "person") == "person"
        return self.names.get(main) or (written.title() if person and in_capitals else written)

    def suggestions(self) -> list[Suggestion]:
        """Pairs that may be one person, never joined by themselves; those that say more and are named more first.

        One full name is a longer form of the other, they are spelled one letter apart, or a surname alone is that of a
        full name.
        """
        own = [
            key
            for key, kind in self.types.items()
            if kind == "person" and self.main(key) == key and key not in self.hidden
        ]
        names = [key for key in own if "@" not in key and self.keys[key]]
        full: dict[str, list[str]] = {}
        for key in names:
            for word in {self.keys[key], *callings(key.split())}:
                full.setdefault(word, []).append(key)
        alone = [
            (surname, key)
            for key in own
            if "@" in key and (surname := key.partition("@")[0]) and not is_taken_out(surname)
        ]
        found = sorted(self._longer(names), key=self._least_named)
        found += sorted(self._alike(names), key=self._least_named)
        same = [
            Suggestion(name, key, "same surname")
            for surname, key in alone
            for name in sorted(full.get(surname, ()), key=self._rank)[:_MOST_OF_A_SURNAME]
        ]
        found += sorted(same, key=self._least_named)
        seen = set(self._apart)
        kept: list[Suggestion] = []
        for one in found:
            pair = frozenset((one.first, one.second))
            if pair not in seen:
                seen.add(pair)
                kept.append(one)
        return kept

    def _longer(self, names: Iterable[str]) -> Iterator[Suggestion]:
        """Full names of which one has more words: `hugo banzer` and `hugo banzer suarez`, with an initial or not."""
        known = set(names)
        for name in known:
            words = name.split()
            shorter = {" ".join(words[:count]) for count in range(2, len(words))}
            if len(words) > _FIRST_AND_LAST:
                shorter.add(f"{words[0]} {words[-1]}")
            for other in sorted(shorter & known):
                yield Suggestion(other, name, "a longer form of the name")

    def _alike(self, names: Iterable[str]) -> Iterator[Suggestion]:
        """Full names that are the same but for one letter."""
        shorter: dict[str, str] = {}
        for name in sorted(names):
            for variant in sorted({name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}):
                other = shorter.setdefault(variant, name)
                if other != name:
                    yield Suggestion(other, name, "spelled alike")

    def _rank(self, key: str) -> tuple[int, str]:
        """The most often named first."""
        return -self._times[key], key

    def _least_named(self, one: Suggestion) -> tuple[int, int, str, str]:
        """Pairs of whom both are named often come first: there a decision changes most."""
        times = sorted((self._times[one.first], self._times[one.second]))
        return -times[0], -times[1], one.first, one.second


def _split_key(main: str, post: str) -> str:
    """The key of those at a post who were split off a person.

    >>> _split_key("john smith", "LAPAZ")
    'john smith@LAPAZ'
    """
    return f"{main.split('@', maxsplit=1)[0]}@{post}"


def decide(folder: Path, what: str, first: str, second: str | None = None, who: str | None = None) -> int:
    """Note a decision (merge, apart, split, rename, hide); its number. Nothing else is touched, so it can be undone.

    Of two decisions about one pair the later one stands.

    Raises:
        WrongRequest: There is no such decision, or nobody in the archive has such a key.
    """
    if what not in _DECISIONS:
        raise WrongRequest(f"no such decision: {what}")
    with people_connection(folder) as connection, transaction(connection):
        for key in (first, second) if _DECISIONS[what] else (first,):
            if connection.execute("SELECT 1 FROM entity WHERE person = ?", (key,)).fetchone() is None:
                raise WrongRequest(f"nobody here has the key {key}", "reftel people lists the keys.")
        if (
            what == "split"
            and connection.execute("SELECT 1 FROM telegram WHERE post = ?", (second,)).fetchone() is None
        ):
            raise WrongRequest(f"no telegram here is of {second}: a person is split by the post, as numbers carry it")
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
