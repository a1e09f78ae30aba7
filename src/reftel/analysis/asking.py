"""Questions to an archive that was understood: who said what about it, who holds what, what was forecast."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import msgspec

from reftel.analysis.about import matter_of
from reftel.analysis.ahead import Ahead
from reftel.analysis.answers import Forecast, Happening, Named, Profile, Said, Shift, Stated
from reftel.analysis.horizons import (
    ballots_around,
    dates_ballot,
    hangs_on_ballot,
    in_order,
    is_ballot,
    next_ballot,
    speaks_of_ballot,
)
from reftel.analysis.keeping import (
    Sayings,
    unpack,
    unpack_dates,
    unpack_known,
    unpack_met,
    unpack_relations,
    unpack_sayings,
    unpack_spoken,
)
from reftel.analysis.matters import Around
from reftel.analysis.naming import count_telegrams, telegrams_naming
from reftel.analysis.persons import Persons
from reftel.analysis.shifts import find_turns
from reftel.analysis.tenures import Naming, find_tenures
from reftel.archive.entries import moment, seconds
from reftel.archive.gathering import wording_of
from reftel.model.analysis import POST, DateMention, Meeting, Relation, Statement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from reftel.analysis.about import Matter
    from reftel.analysis.keeping import Met, Spoken
    from reftel.model.analysis import Analysis

    #: Tells the telegrams in whose text words begin so, or `None` where they are more than so many: `Archive.holding`.
    Holding = Callable[[Sequence[str], int | None], Sequence[int] | None]
    #: Hears how far something has come: how many are done, of how many.
    Told = Callable[[int, int], None]


A = TypeVar("A")

_FEW = 4_000  # telegrams: to look into them costs less than to ask the index
_TOLD = 500  # telegrams, after which it is told how far it has come
_RARE = 8  # words that one telegram in so many has, or fewer, are asked for beforehand where some are looked into


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


class _Meant(NamedTuple):
    """A statement that is asked for, and the words of its sentence by which the speaker says that it is a turn."""

    statement: Statement
    turn: str | None


class Library:
    """Asks over one connection to an archive whose telegrams were understood.

    `persons` may be given where they are known already: to gather them takes a moment in a large archive. `holding`
    tells the telegrams in whose text words begin so (`Archive.holding`); without it a matter is looked for in all.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        persons: Persons | None = None,
        holding: Holding | None = None,
    ) -> None:
        self.connection = connection
        self._holding = holding
        self.persons = persons or Persons(connection)
        self._ballots: dict[str | None, list[Happening]] = {}
        self._shown: dict[str, str] = {}

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

    def telegrams(self, scope: Scope, everything: Callable[[], list[int]] | None = None) -> list[int]:
        """The keys of the telegrams in which there can be such statements, in the order of their dates.

        `everything` gives the keys of all telegrams by date, where somebody has them already; whoever gives it looks
        into some telegrams only, so that words which most of them have are not asked for beforehand.
        """
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
        found = everything() if everything and not conditions else self._listed(" AND ".join(conditions) or "1", values)
        if scope.kind is not None:
            rows = self.connection.execute("SELECT telegram FROM kind WHERE kind = ?", (scope.kind,))
            of_kind = {key for (key,) in rows}
            found = [key for key in found if key in of_kind]
        return self._about(scope.about, found, len(found) // _RARE if everything else None)

    def _about(self, matter: str | None, keys: list[int], most: int | None = None) -> list[int]:
        """Those of some telegrams that can be about a matter, in the same order; all where more than `most` can be."""
        parts = [part for part in matter_of(matter).parts if part.isascii()]
        holding = self._holding(parts, most) if self._holding and parts and len(keys) > _FEW else None
        if holding is None:
            return keys
        known = frozenset(holding)
        return [key for key in keys if key in known]

    def said_in(self, key: int, scope: Scope) -> Iterator[Said]:
        """The statements of one telegram that are meant."""
        matter = matter_of(scope.about)
        places = matter.places(wording_of(self.connection, key), scope.kind) if matter.words else None
        read = None if places == [] else self._opened(key, lambda frame: unpack_sayings(frame, places, scope.kind))
        statements = _meant(read.analysis, scope) if read else []
        if read and statements:
            voices = {voice for one in statements for voice in one.statement.voices}
            yield from self._by_whom(read, statements, self.entities(key, voices), scope)

    def _by_whom(
        self, read: Understood[A], statements: Iterable[_Meant], entities: Mapping[str, str], scope: Scope
    ) -> Iterator[Said]:
        """Those of the statements of a telegram that are by those who are meant, with how they are called."""
        keys = self._voices(scope)
        for statement, turn in statements:
            persons = tuple(self.persons.main(entities[voice]) for voice in statement.voices if voice in entities)
            if keys is not None and not any(person in keys for person in persons):
                continue
            if any(person in self.persons.hidden for person in persons):
                continue
            yield Said(
                telegram=read.name,
                dtg=read.dtg,
                post=read.post,
                speakers=tuple(map(self._called, persons)),
                persons=persons,
                statement=statement,
                turn=turn,
            )

    def _called(self, person: str) -> str:
        """How a person is called, remembered: the same speak in line after line."""
        shown = self._shown.get(person)
        if shown is None:
            shown = self._shown[person] = self.persons.shown(person)
        return shown

    def understood(self, key: int) -> Understood[Analysis] | None:
        """Everything that was understood of one telegram, `None` where nothing was."""
        return self._opened(key, unpack)

    def spoken(self, key: int, matter: Matter | None = None) -> Understood[Spoken] | None:
        """What was said, dated and met in one telegram; `None` where nothing was, or nothing on a matter.

        Whether a statement or an event is worded as the matter is, is told without opening the analysis.
        """
        on_it = not matter or not matter.words or matter.is_worded(wording_of(self.connection, key))
        return self._opened(key, unpack_spoken) if on_it else None

    def met(self, key: int) -> Understood[Met] | None:
        """The meetings of one telegram alone; `None` where nothing was understood."""
        return self._opened(key, unpack_met)

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

    def entities(self, key: int, wanted: Collection[str] | None = None) -> dict[str, str]:
        """The persons of a telegram's entities, or of those that are wanted."""
        asked = """
            SELECT entity.id, entity.person, telegram.dtg, telegram.post
            FROM entity JOIN telegram ON telegram.key = entity.telegram WHERE entity.telegram = ?
        """
        rows = self.connection.execute(asked, (key,))
        entities = {
            entity: self.persons.at(person, when, post)
            for entity, person, when, post in rows
            if wanted is None or entity in wanted
        }
        entities[POST] = POST
        return entities

    def _listed(self, condition: str, values: Sequence[object]) -> list[int]:
        asked = f"SELECT key FROM telegram WHERE {condition} ORDER BY dtg, key"  # noqa: S608 (written in this module)
        return [int(key) for (key,) in self.connection.execute(asked, values)]

    def everybody(self, asked: str | None = None) -> list[Named]:
        """The persons of the archive, or those whose key or name has all words of `asked`, the most often named first.

        Who was hidden is left out.
        """
        mains = {self.persons.main(key) for key, kind in self.persons.types.items() if kind == "person"}
        everyone = self._named(count_telegrams(self.connection, self.persons, mains))
        return [one for one in everyone if one.is_called(asked)] if asked else everyone

    def meant(self, asked: str) -> list[Named]:
        """Who can be meant by a name or a key, the most often named first; a key means exactly its person."""
        persons = self.persons
        exact = persons.keys_of(persons.main(asked.strip().casefold())) or persons.keys_of(persons.main(asked.strip()))
        keys = exact or [key for key in persons.called(asked) if key != POST]
        mains = {persons.main(key) for key in keys if persons.types.get(key) == "person"}
        return self._named(count_telegrams(self.connection, persons, mains))

    def _named(self, counted: Mapping[str, int]) -> list[Named]:
        """Those who are named and were not hidden, the most often named first."""
        persons = self.persons
        found = [
            Named(main, persons.shown(main), telegrams)
            for main, telegrams in counted.items()
            if telegrams and main not in persons.hidden
        ]
        return sorted(found, key=lambda one: (-one.telegrams, one.key))

    def person(self, asked: str) -> Profile | None:
        """Forms, offices over time, whom met, statements by date, and where a person disagrees with himself."""
        keys = [key for key in self.persons.called(asked) if key != POST]
        return self.profile(tuple(keys)) if keys else None

    def naming(self, keys: tuple[str, ...]) -> list[tuple[int, datetime | None]]:
        """The keys of the telegrams that name somebody, by date, with their dates."""
        return telegrams_naming(self.connection, self.persons, keys)

    def profile(
        self, keys: tuple[str, ...], *, start: int = 0, most: int | None = None, differing: bool = True
    ) -> Profile:
        """What `person` says, of exactly these keys; of somebody named often it takes seconds.

        Args:
            keys: Whom it is about.
            start: How many of the telegrams that name the person to leave out, from the first day on.
            most: How many to look into.
            differing: Whether to look for what does not agree; that takes longest.
        """
        forms: dict[str, None] = {}
        roles: dict[str, None] = {}
        telegrams: list[str] = []
        days: list[date] = []
        offices: list[Naming] = []
        met: list[tuple[str, Meeting]] = []
        said: list[Said] = []
        scope = Scope(keys=frozenset(keys))
        naming = self.naming(keys)
        for key, _ in naming[start : None if most is None else start + most]:
            entities = self.entities(key)
            mine = {entity for entity, person in entities.items() if person in keys}
            read = self._opened(key, unpack_known) if mine else None
            if read is None:
                continue
            day = read.dtg.date() if read.dtg else None
            telegrams.append(read.name)
            days += [day] if day else []
            for entity in read.analysis.entities:
                if entity.id in mine:
                    forms |= dict.fromkeys(entity.forms)
                    roles |= dict.fromkeys(entity.roles)
                    offices += [Naming(read.name, day, office) for office in entity.offices]
            met += [(read.name, meeting) for meeting in read.analysis.meetings if mine & set(meeting.participants)]
            everything = Sayings([*enumerate(read.analysis.statements)], read.analysis.relations)
            said += self._by_whom(read, _meant(everything, scope), entities, scope)
        return Profile(
            name=self.persons.shown(keys[0]),
            keys=keys,
            named_in=len(naming),
            telegrams=tuple(telegrams),
            first=min(days, default=None),
            last=max(days, default=None),
            forms=tuple(forms),
            roles=tuple(roles),
            offices=find_tenures(offices),
            met=tuple(met),
            said=tuple(said),
            shifts=self.disagreements(said) if differing else (),
        )

    def shifts_of_post(self, post: str) -> tuple[Shift, ...]:
        """Where the own comments of a post do not agree with each other."""
        scope = Scope(keys=frozenset((POST,)), post=post)
        return self.disagreements([one for key in self.telegrams(scope) for one in self.said_in(key, scope)])

    def disagreements(self, said: Sequence[Said]) -> tuple[Shift, ...]:
        """Where statements do not agree with each other, the surest first; of thousands it takes seconds."""
        return tuple(shifts(tuple(said), self._around(said)))

    def _around(self, said: Sequence[Said]) -> Around:
        """The subjects of the telegrams of statements, which of them refer to which, and the dates in them."""
        names = json.dumps(sorted({one.telegram for one in said}))
        subjects: dict[str, str] = {}
        dates: dict[str, tuple[DateMention, ...]] = {}
        asked = "SELECT key, id, subject FROM telegram WHERE id IN (SELECT value FROM json_each(?))"
        for key, name, subject in self.connection.execute(asked, (names,)):
            read = self._opened(key, unpack_dates)
            subjects[name], dates[name] = subject or "", read.analysis if read else ()
        cited = self.connection.execute(
            """
            SELECT telegram.id, reference.mrn FROM telegram JOIN reference ON reference.telegram = telegram.key
            WHERE telegram.id IN (SELECT value FROM json_each(?))
            """,
            (names,),
        )
        return Around(subjects, frozenset(cited.fetchall()), dates)

    def stated(self, matter: str) -> Iterator[Stated]:
        """Agreement, disagreement and changes of mind that telegrams state, where they are about a matter."""
        wanted = matter_of(matter)
        for key in self.telegrams(Scope(about=matter)):
            places = wanted.places(wording_of(self.connection, key))
            read = self._opened(key, unpack_relations) if places else None
            if read is None:
                continue
            entities = self.entities(key)
            for relation in read.analysis:
                if not set(places).isdisjoint(relation.statements):
                    persons = [self.persons.main(entities[one]) for one in relation.entities if one in entities]
                    names = tuple(dict.fromkeys(self.persons.shown(person) for person in persons))
                    yield Stated(telegram=read.name, dtg=read.dtg, kind=relation.kind, names=names, text=relation.text)

    def names_at(self, telegram: str, entities: Iterable[str]) -> tuple[str, ...]:
        """How the people of a meeting are called, by the telegram's name and the ids in it."""
        row = self.connection.execute("SELECT key FROM telegram WHERE id = ?", (telegram,)).fetchone()
        known = self.entities(row[0]) if row else {}
        return tuple(self.persons.shown(self.persons.main(known[one])) for one in entities if one in known)

    def positions(self, matter: str, told: Told | None = None) -> dict[str, list[Said]]:
        """Speakers against a matter: the statements of each about it, by date; each post speaks for itself."""
        found: dict[str, list[Said]] = {}
        scope = Scope(about=matter)
        for key in _through(self.telegrams(scope), told):
            for one in self.said_in(key, scope):
                for person, speaker in zip(one.persons, one.speakers, strict=True) if one.persons else ((None, "?"),):
                    name = f"{speaker} {one.post}" if person == POST and one.post else speaker
                    found.setdefault(name, []).append(one)
        return found

    def timeline(
        self, about: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[Happening]:
        """Dated events that begin in a time, day by day as they are found; about a matter where one is asked for."""
        matter = matter_of(about) if about else None
        ahead, without = Ahead(), set[int]()
        for day, keys in self._dated(since or date.min, until or date.max, about):
            kept = ahead.take(day)
            found = [one for those in kept.values() for one in those]
            for key in keys:
                if key not in kept and key not in without:
                    events = [*self.happenings_in(key, matter)]
                    found += [one for one in events if one.date.first == day]
                    ahead.keep(day, key, events)
                    if not events:
                        without.add(key)
            yield from sorted(found, key=lambda one: (one.telegram, one.date.start))

    def _dated(self, first: date, last: date, about: str | None) -> Iterator[tuple[date, list[int]]]:
        """Days of a time, each with the telegrams in which something is dated on it that can be about a matter."""
        days = (first.toordinal(), last.toordinal())
        known: Collection[int] | None = None
        if about:
            held = self._listed("key IN (SELECT telegram FROM dated WHERE day BETWEEN ? AND ?)", days)
            known = frozenset(self._about(about, held))
        asked = "SELECT day, telegram FROM dated WHERE day BETWEEN ? AND ? ORDER BY day, telegram"
        for day, rows in groupby(self.connection.execute(asked, days), key=itemgetter(0)):
            yield date.fromordinal(day), [key for _, key in rows if known is None or key in known]

    def happenings_in(self, key: int, matter: Matter | None = None) -> Iterator[Happening]:
        """The dated events of one telegram, about a matter where one is asked for."""
        read = self.spoken(key, matter)
        if read is not None:
            yield from _happened(read, matter)

    def forecasts(
        self,
        today: date,
        *,
        by: str | None = None,
        about: str | None = None,
        since: date | None = None,
        until: date | None = None,
        told: Told | None = None,
    ) -> Iterator[Forecast]:
        """Forecasts with their horizon, and whether it has passed; in a time, where one is given."""
        first, last = since or date.min, until or date.max
        verdicts = self._verdicts()
        keys = frozenset(self.persons.called(by)) if by is not None else None
        scope = Scope(keys=keys, about=about, kind="forecast")
        for key in _through(self.telegrams(scope), told):
            for one in self.said_in(key, scope):
                horizon = one.statement.about.end if one.statement.about else None
                ballot = self._ballot(key, one) if horizon is None else None
                if ballot is not None:
                    horizon = ballot.date.last
                if (since or until) and (horizon is None or not first <= horizon <= last):
                    continue
                yield Forecast(
                    said=one,
                    horizon=horizon,
                    inferred=ballot,
                    passed=horizon is not None and horizon < today,
                    verdict=verdicts.get((one.telegram, one.statement.content[0].start)),
                )

    def _verdicts(self) -> dict[tuple[str, int], str]:
        """What users found of forecasts, by the telegram and the place of the words."""
        rows = self.connection.execute("SELECT name, start, verdict FROM verdict")
        return {(name, start): verdict for name, start, verdict in rows}

    def _ballot(self, key: int, forecast: Said) -> Happening | None:
        """The dated ballot that a forecast without a day hangs on: of its telegram, else of those of its post."""
        named = hangs_on_ballot(forecast.statement, elsewhere=True)
        if forecast.dtg is None or named is None:
            return None
        read = self.spoken(key)
        if read is None or not (named or speaks_of_ballot(read.analysis.statements, read.analysis.dates)):
            return None
        told = forecast.dtg.date()
        there = ballots_around(told, self._ballots_of(forecast.post))
        return next_ballot(named, told, _ballots_in(read)) or next_ballot(named, told, there)

    def _ballots_of(self, post: str | None) -> list[Happening]:
        """The dated ballots in the telegrams of a post, by their first days."""
        if post not in self._ballots:
            keys = self._listed("post IS ?", (post,))
            self._ballots[post] = in_order(one for key in keys for one in self._ballots_told(key))
        return self._ballots[post]

    def _ballots_told(self, key: int) -> Iterator[Happening]:
        """The dated ballots of a telegram that it does not only forecast."""
        read = self.spoken(key) if dates_ballot(wording_of(self.connection, key)) else None
        if read is not None:
            foretold = [piece for one in read.analysis.statements if one.kind == "forecast" for piece in one.content]
            for ballot in _ballots_in(read):
                if not any(piece.start <= ballot.date.start < piece.end for piece in foretold):
                    yield ballot


def _through(keys: Sequence[int], told: Told | None) -> Iterator[int]:
    """Telegrams one by one, with how far it has come told now and then."""
    for done, key in enumerate(keys):
        if told is not None and done % _TOLD == 0:
            told(done, len(keys))
        yield key
    if told is not None:
        told(len(keys), len(keys))


def _meant(told: Sayings, scope: Scope) -> list[_Meant]:
    """Those of some statements that are meant, whoever made them, with the words of a turn beside them.

    What they are about was looked at before: in how they are worded.
    """
    turns = _turns(told.relations)
    return [
        _Meant(one, turns.get(place))
        for place, one in told.statements
        if (one.within is None or scope.nested) and scope.kind in {None, one.kind}
    ]


def _happened(read: Understood[Spoken], matter: Matter | None) -> Iterator[Happening]:
    """The dated events of a telegram that was opened, about a matter where one is asked for."""
    statements = read.analysis.statements
    about = {one.paragraph for one in statements if matter.is_in(one)} if matter else set()
    for one in read.analysis.dates:
        beside = one.event is not None and matter is not None and matter.stands_in(one.event)
        if one.first is not None and (beside or matter is None or one.paragraph in about):
            yield Happening(telegram=read.name, date=one, said=_said_around(one, statements))


def _ballots_in(read: Understood[Spoken]) -> Iterator[Happening]:
    """The dated ballots of a telegram that was opened."""
    for one in read.analysis.dates:
        if is_ballot(one):
            yield Happening(telegram=read.name, date=one, said=_said_around(one, read.analysis.statements))


def _said_around(mention: DateMention, statements: Iterable[Statement]) -> str | None:
    """How somebody says it, and the words of the innermost statement that a date stands in."""
    around = [
        (piece.end - piece.start, f"{one.how}: {one.words or ' '.join(piece.text.split())}")
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
