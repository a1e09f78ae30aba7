"""What an archive that was understood answers: statements, persons, changes of mind, forecasts, dated events."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 (msgspec reads the annotations)

import msgspec

from reftel.analysis.tenures import Tenure  # noqa: TC001 (msgspec reads the annotations)
from reftel.model.analysis import DateMention, Meeting, RelationKind, Statement  # noqa: TC001  msgspec reads these


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One statement with its telegram: `persons` are the keys of its speakers, `speakers` how they are called.

    `turn` has the words of its sentence by which the speaker says that his mind was another.
    """

    telegram: str
    dtg: datetime | None
    post: str | None
    speakers: tuple[str, ...]
    persons: tuple[str, ...]
    statement: Statement
    turn: str | None = None

    @property
    def words(self) -> str:
        """The words themselves as repaired, each piece on one line."""
        if self.statement.words:
            return self.statement.words
        return " … ".join(" ".join(piece.text.split()) for piece in self.statement.content)


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements of one person on one matter that do not agree: another sign, chance or kind.

    `same` says why they are taken to be on one matter, `why` what differs; `stated` is false where it is perhaps so.
    """

    person: str
    matter: tuple[str, ...]
    same: str
    why: str
    score: float
    stated: bool
    earlier: Said
    later: Said


class Named(msgspec.Struct, frozen=True):
    """Somebody of the archive: the key, how the person is called, in how many telegrams."""

    key: str
    name: str
    telegrams: int

    def is_called(self, words: str) -> bool:
        """Whether all of some words, in any case, stand in the key or the name.

        >>> Named("ola borge@PARIS", "Ola Borge", 3).is_called("BORGE paris")
        True
        """
        known = f"{self.key} {self.name}".casefold()
        return all(word in known for word in words.casefold().split())


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive knows of a person; `telegrams` are those that name the person, in the order of their dates.

    `named_in` is how many there are, also where a profile was made of some of them.
    """

    name: str
    keys: tuple[str, ...]
    named_in: int
    telegrams: tuple[str, ...]
    first: date | None
    last: date | None
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    offices: tuple[Tenure, ...]
    met: tuple[tuple[str, Meeting], ...]
    said: tuple[Said, ...]
    shifts: tuple[Shift, ...]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast with its horizon; `passed` is whether the horizon lies behind, `verdict` what a user found.

    `inferred` is the dated ballot that the horizon was taken from, where the forecast names no day itself.
    """

    said: Said
    horizon: date | None
    inferred: Happening | None = None
    passed: bool
    verdict: str | None


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement, disagreement or a change of mind that a telegram states, with the words that state it."""

    telegram: str
    dtg: datetime | None
    kind: RelationKind
    names: tuple[str, ...]
    text: str


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """A dated event as one telegram names it; `said` is the statement that the date stands in: how, and what."""

    telegram: str
    date: DateMention
    said: str | None = None
