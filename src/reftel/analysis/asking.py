"""Questions to an archive that was understood: who said what about it, who holds what, what was forecast."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import msgspec

from reftel.analysis.about import Matter
from reftel.analysis.answers import Forecast, Happening, Named, Profile, Said, Shift, Stated
from reftel.analysis.horizons import dated_ballots, hangs_on_ballot, next_ballot, speaks_of_ballot
from reftel.analysis.keeping import unpack, unpack_spoken
from reftel.analysis.matters import Around
from reftel.analysis.persons import Persons
from reftel.analysis.shifts import find_turns
from reftel.analysis.tenures import Naming, find_tenures
from reftel.archive.entries import moment, seconds
from reftel.model.analysis import POST, DateMention, Meeting, Relation, Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from reftel.analysis.keeping import Spoken
    from reftel.model.analysis import Analysis


A = TypeVar("A")


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements are meant: of a speaker (`by`, a name; `keys`, exactly these persons), about a matter ...

    ... of a kind, in telegrams of a post, by the days of the telegrams; `nested`: also those inside others.
    """

    by: str | None = None
    keys: frozenset[str] | None = None
    about: str | None = None
    kind: str | None = None
    post: str | None = None
    since: date | None = None
    until: date | None = None
    nested: bool = False


class Understood(NamedTuple, Generic[A]):
    """One telegram that was understood, as it is asked about."""

    key: int
    name: str
    dtg: datetime | None
    post: str | None
    analysis: A


class Library:
    """Asks over one connection to an archive whose telegrams were understood.

    `persons` may be given where they are known already: to gather them takes a moment in a large archive.
    """

    def __init__(self, connection: sqlite3.Connection, persons: Persons | None = None) -> None:
        self.connection = connection
        self.persons = persons or Persons(connection)
        self._ballots: dict[str | None, list[Happening]] = {}

    def said(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        kind: str | None = None,
        post: str | None = None,
        since: date | None = None,
        until: date | None = None,
        nested: bool = False,
    ) -> Iterator[Said]:
        """Statements of a speaker, about a matter, of a kind, by date of the telegram; the post's own: by="post"."""
        keys = frozenset(self.persons.called(by)) if by is not None else None
        scope = Scope(keys=keys, about=about, kind=kind, post=post, since=since, until=until, nested=nested)
        for key in self.telegrams(scope):
            yield from self.said_in(key, scope)

    def telegrams(self, scope: Scope) -> list[int]:
        """The keys of the telegrams in which there can be such statements, in the order of their dates."""
        conditions: list[str] = []
        values: list[object] = []
        keys = self._voices(scope)
        if keys is not None:
            keys = (*keys, *self.persons.open_to(keys))
            conditions.append("key IN (SELECT telegram FROM voice WHERE person IN (SELECT value FROM json_each(?)))")
            values.append(json.dumps(sorted(keys)))
        if scope.post is not None:
            conditions.append("post = ?")
            values.append(scope.post)
        if scope.since is not None:
            conditions.append("dtg >= ?")
            values.append(seconds(datetime.combine(scope.since, time(), UTC)))
        if scope.until is not None:
            conditions.append("dtg < ?")
            values.append(seconds(datetime.combine(scope.until, time(), UTC) + timedelta(days=1)))
        return self._listed(" AND ".join(conditions) or "1", values)

    def said_in(self, key: int, scope: Scope) -> Iterator[Said]:
        """The statements of one telegram that are meant."""
        matter = Matter(scope.about or "")
        read = self.spoken(key, matter)
        if read is None:
            return
        keys = self._voices(scope)
        entities = self.entities(key)
        turns = _turns(read.analysis.relations)
        for nth, statement in enumerate(read.analysis.statements):
            if (statement.within is not None and not scope.nested) or (scope.kind and statement.kind != scope.kind):
                continue
            persons = tuple(self.persons.main(entities[voice]) for voice in statement.voices if voice in entities)
            if keys is not None and not any(person in keys for person in persons):
                continue
            if any(person in self.persons.hidden for person in persons):
                continue
            if scope.about and not matter.is_in(statement):
                continue
            yield Said(
                telegram=read.name,
                dtg=read.dtg,
                post=read.post,
                speakers=tuple(self.persons.shown(person) for person in persons),
                persons=persons,
                statement=statement,
                turn=turns.get(nth),
            )

    def understood(self, key: int) -> Understood[Analysis] | None:
        """Everything that was understood of one telegram, `None` where nothing was."""
        return self._opened(key, unpack)

    def spoken(self, key: int, matter: Matter | None = None) -> Understood[Spoken] | None:
        """What was said, dated and met in one telegram; `None` where nothing was, or it lacks a word of the matter."""
        parts = matter.parts if matter else ()
        return self._opened(key, lambda frame: unpack_spoken(frame, parts))

    def _opened(self, key: int, read: Callable[[bytes], A | None]) -> Understood[A] | None:
        asked = """
            SELECT telegram.id, telegram.dtg, telegram.post, understood.bytes
            FROM understood JOIN telegram ON telegram.key = understood.telegram WHERE telegram.key = ?
        """
        row = self.connection.execute(asked, (key,)).fetchone()
        analysis = read(row[3]) if row else None
        return None if analysis is None else Understood(key, row[0], moment(row[1]), row[2], analysis)

    def _voices(self, scope: Scope) -> Collection[str] | None:
        if scope.keys is not None:
            return scope.keys
        return frozenset(self.persons.called(scope.by)) if scope.by is not None else None

    def entities(self, key: int) -> dict[str, str]:
        """The persons of a telegram's entities."""
        asked = """
            SELECT entity.id, entity.person, telegram.dtg, telegram.post
            FROM entity JOIN telegram ON telegram.key = entity.telegram WHERE entity.telegram = ?
        """
        rows = self.connection.execute(asked, (key,))
        entities = {entity: self.persons.at(person, when, post) for entity, person, when, post in rows}
        entities["post"] = "post"
        return entities

    def _listed(self, condition: str, values: Sequence[object]) -> list[int]:
        asked = f"SELECT key FROM telegram WHERE {condition} ORDER BY dtg, key"  # noqa: S608 (written in this module)
        return [int(key) for (key,) in self.connection.execute(asked, values)]

    def everybody(self, asked: str | None = None) -> list[Named]:
        """The persons of the archive, or those whose key or name has all words of `asked`, the most often named first.

        Who was hidden is left out.
        """
        persons = self.persons
        named: dict[str, int] = {}
        rows = self.connection.execute(
            "SELECT person, count(DISTINCT telegram) FROM entity WHERE type = 'person' GROUP BY person"
        )
        for key, telegrams in rows:
            main = persons.main(key)
            named[main] = named.get(main, 0) + telegrams
        for main, post, key in persons.split_off():
            there = self._count(main, post)
            named[key] = named.get(key, 0) + there
            named[main] = named.get(main, 0) - there
        everyone = [
            Named(key, persons.shown(key), telegrams)
            for key, telegrams in named.items()
            if telegrams > 0 and key not in persons.hidden
        ]
        words = asked.casefold().split() if asked else ()
        found = [one for one in everyone if all(word in f"{one.key} {one.name}".casefold() for word in words)]
        return sorted(found, key=lambda one: (-one.telegrams, one.key))

    def meant(self, asked: str) -> list[Named]:
        """Who can be meant by a name or a key, the most often named first; a key means exactly its person."""
        persons = self.persons
        exact = persons.keys_of(persons.main(asked.strip().casefold())) or persons.keys_of(persons.main(asked.strip()))
        keys = exact or [key for key in persons.called(asked) if key != "post"]
        mains = dict.fromkeys(persons.main(key) for key in keys)
        found = [
            Named(main, persons.shown(main), self._times(main))
            for main in mains
            if persons.types.get(main) == "person" and main not in persons.hidden
        ]
        return sorted(found, key=lambda one: (-one.telegrams, one.key))

    def _times(self, key: str) -> int:
        """In how many telegrams a person is named."""
        for main, post, split in self.persons.split_off():
            if split == key:
                return self._count(main, post)
        elsewhere = sum(self._count(key, post) for main, post, _ in self.persons.split_off() if main == key)
        return self._count(key) - elsewhere

    def _count(self, main: str, post: str | None = None) -> int:
        """How many telegrams, or telegrams of a post, hold one of the keys that go on under this one."""
        asked = """
            SELECT count(DISTINCT entity.telegram) FROM entity JOIN telegram ON telegram.key = entity.telegram
            WHERE entity.person IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR telegram.post = ?2)
        """
        return int(self.connection.execute(asked, (json.dumps(self.persons.keys_of(main)), post)).fetchone()[0])

    def person(self, asked: str) -> Profile | None:
        """Forms, offices over time, whom met, statements by date, and where a person disagrees with himself."""
        keys = [key for key in self.persons.called(asked) if key != POST]
        return self.profile(tuple(keys)) if keys else None

    def profile(self, keys: tuple[str, ...]) -> Profile:
        """What `person` says, of exactly these keys."""
        forms: list[str] = []
        roles: list[str] = []
        telegrams: list[str] = []
        days: list[date] = []
        offices: list[Naming] = []
        met: list[tuple[str, Meeting]] = []
        dates: dict[str, tuple[DateMention, ...]] = {}
        asked = (*keys, *self.persons.open_to(keys))
        condition = "key IN (SELECT telegram FROM entity WHERE person IN (SELECT value FROM json_each(?)))"
        for key in self._listed(condition, [json.dumps(asked)]):
            read = self.understood(key)
            if read is None:
                continue
            mine = {entity for entity, person in self.entities(key).items() if person in keys}
            if not mine:
                continue
            day = read.dtg.date() if read.dtg else None
            telegrams.append(read.name)
            days += [day] if day else []
            for entity in read.analysis.entities:
                if entity.id in mine:
                    forms += [form for form in entity.forms if form not in forms]
                    roles += [role for role in entity.roles if role not in roles]
                    offices += [Naming(read.name, day, office) for office in entity.offices]
            dates[read.name] = read.analysis.dates
            met += [(read.name, meeting) for meeting in read.analysis.meetings if mine & set(meeting.participants)]
        scope = Scope(keys=frozenset(keys))
        said = tuple(one for key in self.telegrams(scope) for one in self.said_in(key, scope))
        return Profile(
            name=self.persons.shown(keys[0]),
            keys=keys,
            telegrams=tuple(telegrams),
            first=min(days, default=None),
            last=max(days, default=None),
            forms=tuple(forms),
            roles=tuple(roles),
            offices=find_tenures(offices),
            met=tuple(met),
            said=said,
            shifts=tuple(shifts(said, self._around(said, dates))),
        )

    def shifts_of_post(self, post: str) -> tuple[Shift, ...]:
        """Where the own comments of a post do not agree with each other."""
        scope = Scope(keys=frozenset((POST,)), post=post)
        said: list[Said] = []
        dates: dict[str, tuple[DateMention, ...]] = {}
        for key in self.telegrams(scope):
            here = list(self.said_in(key, scope))
            read = self.spoken(key) if here else None
            if read is not None:
                said += here
                dates[read.name] = read.analysis.dates
        return tuple(shifts(tuple(said), self._around(said, dates)))

    def _around(self, said: Sequence[Said], dates: Mapping[str, Sequence[DateMention]]) -> Around:
        """The subjects of the telegrams of statements, which of them refer to which, and the dates in them."""
        names = json.dumps(sorted({one.telegram for one in said}))
        subjects = self.connection.execute(
            "SELECT id, subject FROM telegram WHERE id IN (SELECT value FROM json_each(?))", (names,)
        )
        cited = self.connection.execute(
            """
            SELECT telegram.id, reference.mrn FROM telegram JOIN reference ON reference.telegram = telegram.key
            WHERE telegram.id IN (SELECT value FROM json_each(?))
            """,
            (names,),
        )
        return Around({name: subject or "" for name, subject in subjects}, frozenset(cited.fetchall()), dates)

    def stated(self, matter: str) -> Iterator[Stated]:
        """Agreement, disagreement and changes of mind that telegrams state, where they are about a matter."""
        wanted = Matter(matter)
        for key in self._listed("1", ()):
            read = self.understood(key)
            if read is None or not read.analysis.relations:
                continue
            entities = self.entities(key)
            for relation in read.analysis.relations:
                if any(wanted.is_in(read.analysis.statements[nth]) for nth in relation.statements):
                    persons = [self.persons.main(entities[one]) for one in relation.entities if one in entities]
                    names = tuple(dict.fromkeys(self.persons.shown(person) for person in persons))
                    yield Stated(telegram=read.name, dtg=read.dtg, kind=relation.kind, names=names, text=relation.text)

    def names_at(self, telegram: str, entities: Iterable[str]) -> tuple[str, ...]:
        """How the people of a meeting are called, by the telegram's name and the ids in it."""
        row = self.connection.execute("SELECT key FROM telegram WHERE id = ?", (telegram,)).fetchone()
        known = self.entities(row[0]) if row else {}
        return tuple(self.persons.shown(self.persons.main(known[one])) for one in entities if one in known)

    def positions(self, matter: str) -> dict[str, list[Said]]:
        """Speakers against a matter: the statements of each about it, by date; each post speaks for itself."""
        found: dict[str, list[Said]] = {}
        for one in self.said(about=matter):
            for person, speaker in zip(one.persons, one.speakers, strict=True) if one.persons else ((None, "?"),):
                name = f"{speaker} {one.post}" if person == POST and one.post else speaker
                found.setdefault(name, []).append(one)
        return found

    def timeline(
        self, about: str | None = None, since: date | None = None, until: date | None = None
    ) -> list[Happening]:
        """Dated events that begin in a time, by their first day; about a matter where one is asked for."""
        matter = Matter(about) if about else None
        found = [one for key in self._listed("1", ()) for one in self.happenings_in(key, matter)]
        first, last = since or date.min, until or date.max
        found = [one for one in found if one.date.first is not None and first <= one.date.first <= last]
        return sorted(found, key=lambda one: (one.date.first or date.max, one.telegram, one.date.start))

    def happenings_in(self, key: int, matter: Matter | None = None) -> Iterator[Happening]:
        """The dated events of one telegram, about a matter where one is asked for."""
        read = self.spoken(key, matter)
        if read is None:
            return
        statements = read.analysis.statements
        about = {one.paragraph for one in statements if matter.is_in(one)} if matter else set()
        for one in read.analysis.dates:
            beside = one.event is not None and matter is not None and matter.stands_in(one.event)
            if one.first is not None and (beside or matter is None or one.paragraph in about):
                yield Happening(telegram=read.name, date=one, said=_said_around(one, statements))

    def forecasts(
        self,
        today: date,
        *,
        by: str | None = None,
        about: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Iterator[Forecast]:
        """Forecasts with their horizon, and whether it has passed; in a time, where one is given."""
        for one in self.said(by=by, about=about, kind="forecast"):
            horizon = one.statement.about.end if one.statement.about else None
            ballot = self._ballot(one) if horizon is None else None
            if ballot is not None:
                horizon = ballot.date.last
            if (since or until) and (horizon is None or not (since or date.min) <= horizon <= (until or date.max)):
                continue
            row = self.connection.execute(
                "SELECT verdict FROM verdict WHERE name = ? AND start = ?",
                (one.telegram, one.statement.content[0].start),
            ).fetchone()
            yield Forecast(
                said=one,
                horizon=horizon,
                inferred=ballot,
                passed=horizon is not None and horizon < today,
                verdict=row[0] if row else None,
            )

    def _ballot(self, forecast: Said) -> Happening | None:
        """The dated ballot that a forecast without a day hangs on: of its telegram, else of those of its post."""
        if forecast.dtg is None:
            return None
        row = self.connection.execute("SELECT key FROM telegram WHERE id = ?", (forecast.telegram,)).fetchone()
        read = self.spoken(row[0]) if row else None
        elsewhere = read is not None and speaks_of_ballot(read.analysis.statements, read.analysis.dates)
        named = hangs_on_ballot(forecast.statement, elsewhere=elsewhere)
        if named is None:
            return None
        told = forecast.dtg.date()
        here = dated_ballots(self.happenings_in(row[0]))
        return next_ballot(named, told, here) or next_ballot(named, told, self._ballots_of(forecast.post))

    def _ballots_of(self, post: str | None) -> list[Happening]:
        """The dated ballots in the telegrams of a post."""
        if post not in self._ballots:
            keys = self._listed("post IS ?", (post,))
            self._ballots[post] = [one for key in keys for one in self._ballots_in(key)]
        return self._ballots[post]

    def _ballots_in(self, key: int) -> Iterator[Happening]:
        """The dated ballots of a telegram that it does not only forecast."""
        read = self.spoken(key)
        if read is not None:
            foretold = [piece for one in read.analysis.statements if one.kind == "forecast" for piece in one.content]
            for ballot in dated_ballots(self.happenings_in(key)):
                if not any(piece.start <= ballot.date.start < piece.end for piece in foretold):
                    yield ballot


def _said_around(mention: DateMention, statements: Iterable[Statement]) -> str | None:
    """The words of the innermost statement that a date stands in."""
    around = [
        (piece.end - piece.start, one.words or " ".join(piece.text.split()))
        for one in statements
        for piece in one.content
        if piece.start <= mention.start and mention.end <= piece.end
    ]
    return min(around)[1] if around else None


def _turns(relations: Iterable[Relation]) -> dict[int, str]:
    """The words of a turn beside each statement, by its place."""
    return {nth: one.text for one in relations if one.kind == "change" for nth in one.statements}


def shifts(said: tuple[Said, ...], around: Around | None = None) -> Iterator[Shift]:
    """Where a speaker's statements on one matter do not agree with each other, the surest first."""
    for turn in find_turns(said, around):
        yield Shift(
            person=turn.later.speakers[0] if turn.later.speakers else "?",
            matter=turn.shared.words or turn.shared.beside,
            same=turn.shared.reason,
            why=turn.why,
            score=round(turn.score, 2),
            stated=turn.stated,
            earlier=turn.earlier,
            later=turn.later,
        )
