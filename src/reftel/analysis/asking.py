"""Questions to an archive that was understood: who said what about it, who holds what, what was forecast."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from reftel.analysis.keeping import unpack
from reftel.analysis.lexicon import words_of
from reftel.analysis.persons import Persons
from reftel.model.analysis import DateMention, Meeting, Office, Statement  # noqa: TC001  msgspec reads these

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_SHORTEST = 3


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with its telegram: `persons` are the keys of its speakers, `speakers` how they are called."""

    telegram: str
    dtg: datetime | None
    post: str | None
    speakers: tuple[str, ...]
    persons: tuple[str, ...]
    statement: Statement

    @property
    def words(self) -> str:
        """The words themselves, each piece on one line."""
        return " … ".join(" ".join(piece.text.split()) for piece in self.statement.content)


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements of one person on one matter that do not agree: another sign, chance or kind."""

    person: str
    matter: tuple[str, ...]
    why: str
    earlier: Said
    later: Said


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive knows of a person."""

    name: str
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    offices: tuple[Office, ...]
    met: tuple[tuple[str, Meeting], ...]
    said: tuple[Said, ...]
    shifts: tuple[Shift, ...]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast with its horizon; `passed` is whether the horizon lies behind, `verdict` what a user found."""

    said: Said
    horizon: date | None
    passed: bool
    verdict: str | None


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """A dated event as one telegram names it."""

    telegram: str
    date: DateMention


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


_ROWS = """
    SELECT telegram.key, telegram.id, telegram.dtg, telegram.post, understood.bytes
    FROM understood JOIN telegram ON telegram.key = understood.telegram {where} ORDER BY telegram.dtg, telegram.key
"""


class Library:
    """Asks over one connection to an archive whose telegrams were understood."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.persons = Persons(connection)

    def said(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        kind: str | None = None,
        since: date | None = None,
        until: date | None = None,
        nested: bool = False,
    ) -> Iterator[Said]:
        """Statements of a speaker, about a matter, of a kind, by date of the telegram; the post's own: by="post"."""
        keys = self.persons.called(by) if by is not None else None
        wanted = matter_words(about) if about else ()
        for key, name, dtg, post, frame in self._rows(keys):
            when = _moment(dtg)
            if (since and (when is None or when.date() < since)) or (until and (when is None or when.date() > until)):
                continue
            analysis = unpack(frame)
            entities = dict(self.connection.execute("SELECT id, person FROM entity WHERE telegram = ?", (key,)))
            entities["post"] = "post"
            for statement in analysis.statements:
                if (statement.within is not None and not nested) or (kind and statement.kind != kind):
                    continue
                persons = tuple(self.persons.main(entities[voice]) for voice in statement.voices if voice in entities)
                if keys is not None and not any(person in keys for person in persons):
                    continue
                if any(person in self.persons.hidden for person in persons):
                    continue
                if wanted and not speaks_of(statement, wanted):
                    continue
                yield Said(
                    telegram=name,
                    dtg=when,
                    post=post,
                    speakers=tuple(self.persons.shown(person) for person in persons),
                    persons=persons,
                    statement=statement,
                )

    def _rows(self, keys: list[str] | None) -> list[tuple[int, str, int | None, str | None, bytes]]:
        if keys is None:
            return list(self.connection.execute(_ROWS.format(where="")))
        places = ",".join("?" * len(keys))
        where = f"WHERE telegram.key IN (SELECT telegram FROM voice WHERE person IN ({places}))"  # noqa: S608
        return list(self.connection.execute(_ROWS.format(where=where), keys))

    def person(self, asked: str) -> Profile | None:
        """Forms, offices over time, whom met, statements by date, and where a person disagrees with himself."""
        keys = [key for key in self.persons.called(asked) if key != "post"]
        if not keys:
            return None
        forms: list[str] = []
        roles: list[str] = []
        offices: list[Office] = []
        met: list[tuple[str, Meeting]] = []
        places = ",".join("?" * len(keys))
        where = f"WHERE telegram.key IN (SELECT telegram FROM entity WHERE person IN ({places}))"  # noqa: S608
        for key, name, _, _, frame in self.connection.execute(_ROWS.format(where=where), keys).fetchall():
            analysis = unpack(frame)
            mine = {
                row[0]
                for row in self.connection.execute(
                    f"SELECT id FROM entity WHERE telegram = ? AND person IN ({places})",  # noqa: S608
                    (key, *keys),
                )
            }
            for entity in analysis.entities:
                if entity.id in mine:
                    forms += [form for form in entity.forms if form not in forms]
                    roles += [role for role in entity.roles if role not in roles]
                    offices += entity.offices
            met += [(name, meeting) for meeting in analysis.meetings if mine & set(meeting.participants)]
        said = tuple(self.said(by=asked))
        return Profile(
            name=self.persons.shown(keys[0]),
            keys=tuple(keys),
            forms=tuple(forms),
            roles=tuple(roles),
            offices=tuple(offices),
            met=tuple(met),
            said=said,
            shifts=tuple(shifts(said)),
        )

    def positions(self, matter: str) -> dict[str, list[Said]]:
        """Speakers against a matter: the statements of each about it, by date."""
        found: dict[str, list[Said]] = {}
        for one in self.said(about=matter):
            for speaker in one.speakers or ("?",):
                found.setdefault(speaker, []).append(one)
        return found

    def timeline(self, about: str | None = None) -> list[Happening]:
        """Dated events, by their first day; about a matter where one is asked for."""
        wanted = matter_words(about) if about else ()
        found: list[Happening] = []
        for _, name, _, _, frame in self._rows(None):
            analysis = unpack(frame)
            texts = {one.paragraph for one in analysis.statements if speaks_of(one, wanted)} if wanted else set()
            for one in analysis.dates:
                beside = one.event is not None and all(word in one.event.lower() for word in wanted)
                if one.first is not None and (beside or not wanted or one.paragraph in texts):
                    found.append(Happening(telegram=name, date=one))
        return sorted(found, key=lambda one: (one.date.first or date.max, one.telegram))

    def forecasts(self, today: date, *, by: str | None = None, about: str | None = None) -> Iterator[Forecast]:
        """Forecasts with their horizon, and whether it has passed."""
        for one in self.said(by=by, about=about):
            if one.statement.kind != "forecast":
                continue
            horizon = one.statement.about.end if one.statement.about else None
            row = self.connection.execute(
                "SELECT verdict FROM verdict WHERE name = ? AND start = ?",
                (one.telegram, one.statement.content[0].start),
            ).fetchone()
            yield Forecast(
                said=one,
                horizon=horizon,
                passed=horizon is not None and horizon < today,
                verdict=row[0] if row else None,
            )


def matter_words(asked: str) -> tuple[str, ...]:
    """A matter as the beginnings of its words: `elections` finds `election` and `electoral` does not.

    >>> matter_words("Judicial reforms")
    ('judicial', 'reform')
    """
    return tuple(word.lower().rstrip("s") for word in asked.split())


def speaks_of(statement: Statement, wanted: tuple[str, ...]) -> bool:
    """Whether the words of a statement, or its event, hold all the words of a matter."""
    text = " ".join(piece.text for piece in statement.content).lower()
    if statement.about is not None and statement.about.event:
        text += " " + statement.about.event.lower()
    return all(word in text for word in wanted)


def shifts(said: tuple[Said, ...]) -> Iterator[Shift]:
    """Where a speaker's statements on one matter do not agree with each other, by date."""
    matters = [_rare_words(one) for one in said]
    for later in range(len(said)):
        for earlier in range(later - 1, max(-1, later - 200), -1):
            shared = matters[later] & matters[earlier]
            if len(shared) < 2:
                continue
            why = _why(said[earlier].statement, said[later].statement)
            if why:
                yield Shift(
                    person=said[later].speakers[0] if said[later].speakers else "?",
                    matter=tuple(sorted(shared)),
                    why=why,
                    earlier=said[earlier],
                    later=said[later],
                )


def _rare_words(one: Said) -> frozenset[str]:
    words = (word.strip(".,;:\"'“”’()").lower().rstrip("s") for word in one.words.split())
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in _COMMON)


def _why(earlier: Statement, later: Statement) -> str | None:
    if earlier.probability is not None and later.probability is not None and earlier.probability != later.probability:
        return f"{earlier.probability:.0%}, then {later.probability:.0%}"
    if earlier.polarity != later.polarity:
        return f"{earlier.polarity}, then {later.polarity}"
    if later.kind in ("concession", "denial") and earlier.kind != later.kind:
        return f"{earlier.kind}, then {later.kind}"
    return None


_COMMON = words_of("hints.toml", "asking_common")
