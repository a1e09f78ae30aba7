"""What was understood of one telegram: who said what, who met, when. Names as in the contract (`docs/record.md`).

All offsets count characters of `Telegram.text`, half open: every element of a statement is a span of the source.
`voices` and the places of meetings go beyond the contract: who speaks also where nobody is named, where a meeting is.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

MentionType = Literal["person", "organisation", "place", "group"]
EntityType = Literal["person", "organisation", "place", "group"]
Speech = Literal["direct", "indirect", "mixed"]
Attribution = Literal["explicit", "implied"]
Kind = Literal["claim", "forecast", "proposal", "request", "denial", "estimate", "concession", "question"]
Polarity = Literal["positive", "negative"]
RelationKind = Literal["agreement", "disagreement", "change"]

#: The entity that stands for the post (or department) which wrote the telegram.
POST = "post"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """`text[start:end]`, and `text` as it reads there."""

    start: int
    end: int
    text: str


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place where somebody or something is named. `entity` is the id in the list of entities, `None` where unsure."""

    start: int
    end: int
    text: str
    type: MentionType
    entity: str | None = None
    pronoun: bool = False


class Office(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An office that a person holds or held, with its period where the text gives one."""

    title: str
    start: int
    end: int
    held_from: date | None = msgspec.field(default=None, name="from")
    held_to: date | None = msgspec.field(default=None, name="to")
    former: bool = False


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, organisation, place or group of this telegram, with every form it is named by.

    `members` are the persons of a group where the text says who they are. `code` is the two-letter code of a country.
    """

    id: str
    name: str
    type: EntityType
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    members: tuple[str, ...] = ()
    code: str | None = None


class Speaker(msgspec.Struct, frozen=True, gc=False):
    """The words that name a speaker or an addressee, and the entities they mean (`("post",)`: the post itself)."""

    start: int
    end: int
    text: str
    entities: tuple[str, ...] = ()


class About(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The event that a statement is about and the days, first and last, it falls or fell in."""

    event: str | None = None
    start: date | None = msgspec.field(default=None, name="from")
    end: date | None = msgspec.field(default=None, name="to")


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody says, thinks, asks or wants something.

    `speaker` is `None` where nobody is named; `voices` are the entities that speak, also then. `within` is the place in
    the list of the statement that this one stands inside. `words` is the content as repaired, without page marks, the
    pieces joined by " … ". `confidence` is the share of right statements among those
    built the same way in the hand-annotated telegrams (see `docs/statements.md`).
    """

    paragraph: int | None
    speaker: Speaker | None
    cue: Piece | None
    content: tuple[Piece, ...]
    addressee: Speaker | None = None
    speech: Speech = "indirect"
    attribution: Attribution = "explicit"
    kind: Kind = "claim"
    polarity: Polarity = "positive"
    hedges: tuple[str, ...] = ()
    probability: float | None = None
    about: About | None = None
    within: int | None = None
    confidence: float = 0.5
    voices: tuple[str, ...] = ()
    construction: str = ""
    words: str = ""

    @property
    def how(self) -> str:
        """The cue on one line, and the attribution in brackets where there is none: `doubted`, `(implied)`.

        Words that were said are never shown without it: who doubts that it rains has not said that it rains.
        """
        return " ".join(self.cue.text.split()) if self.cue else f"({self.attribution})"


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement or disagreement that the text states, or a change of mind, with the words that state it."""

    kind: RelationKind
    start: int
    end: int
    text: str
    entities: tuple[str, ...] = ()
    statements: tuple[int, ...] = ()


class DateMention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A date as written and the first and last day that it means, reckoned from the date-time group.

    An end is `None` where the text leaves it open. `approximate` says that the days are only about right.
    """

    start: int
    end: int
    text: str
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    paragraph: int | None = None
    approximate: bool = False
    event: str | None = None


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """People who met or spoke: when, where, by what medium. `start` and `end` hold the words that say so."""

    paragraph: int | None
    start: int
    end: int
    text: str
    first: date | None = msgspec.field(default=None, name="from")
    last: date | None = msgspec.field(default=None, name="to")
    place: str | None = None
    medium: str | None = None
    participants: tuple[str, ...] = ()


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that was understood of one telegram. `rules` is the version of the rules that understood it."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    rules: int = 0
