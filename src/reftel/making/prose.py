"""What made telegrams say: paragraphs of sentences, with who said what in them.

A sentence is put together of clauses that the world holds ready, so that a telegram's words cost about a tenth of a
millisecond and two telegrams seldom share more than a clause.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reftel.making import sayings, words
from reftel.making.world import Person, World, pick

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from datetime import datetime

    from reftel.making.minds import Turn
    from reftel.making.traffic import Plan

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_POOL = 1_500
_OPENINGS, _OPENING_COUNT = words.OPENINGS, len(words.OPENINGS)
_LINKS, _LINK_COUNT = words.LINKS, len(words.LINKS)


class Said(msgspec.Struct, gc=False):
    """Somebody says something: the words `text[start:end]` of the paragraph, whose they are, and by what cue.

    `planned` is what else is true of it where it belongs to a case (see `reftel.making.minds`).
    """

    start: int
    end: int
    speaker: str
    cue: str
    kind: str
    planned: dict[str, Any] | None = None


class Meeting(msgspec.Struct, gc=False):
    """People who met, in the words `text[start:end]` of the paragraph: who, with which officer, when, where and how."""

    start: int
    end: int
    people: tuple[str, ...]
    officer: str | None
    date: str
    place: str | None
    medium: str


class Words(msgspec.Struct):
    """The words of one paragraph without number and mark, on one line but for its items."""

    heading: str | None
    role: str
    text: str
    said: list[Said]
    meetings: list[Meeting]


class Typing(NamedTuple):
    """How a drafter's machine writes: typographic marks or plain ones, small letters or capitals only."""

    typographic: bool
    capitals: bool


class Prose:
    """The ready-made pieces, in typographic and in plain marks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sayings = [_cut(shape, cue, kind, later) for shape, cue, kind, later in words.SAYINGS]
        self.pools = {
            typographic: {name: self._pool(shapes, typographic) for name, shapes in _SHAPES.items()}
            for typographic in (False, True)
        }

    def _pool(self, shapes: tuple[str, ...], typographic: bool) -> list[str]:
        world, rng = self.world, self.world.rng
        pool = []
        for _ in range(_POOL):
            figures = {
                "number": f"{int(10 ** (1 + 4 * rng.random())):,}",
                "number2": f"{int(10 ** (1 + 4 * rng.random())):,}",
                "percent": str(1 + int(40 * rng.random() ** 2)),
            }
            kept = {name: "{" + name + "}" for name in ("surname", "year", "month", "day", "who", "words")}
            clause = pick(rng, world.past if rng.random() < 0.6 else world.future)
            sentence = world.fill(pick(rng, shapes), c=clause, **figures, **kept)
            pool.append(sentence if typographic else plain(sentence))
        return pool

    def corrected(self, parts: list[Words], nth: int) -> list[Words]:
        """The paragraphs of a corrected copy: a sentence that was left out stands at the end of one of them."""
        place = nth % len(parts)
        part = parts[place]
        clause = self.world.past[nth % len(self.world.past)]
        added = f" {clause[0].upper()}{clause[1:]}."
        text = part.text + (added.upper() if part.text.isupper() else added)
        return [*parts[:place], msgspec.structs.replace(part, text=text), *parts[place + 1 :]]

    def paragraphs(self, rng: random.Random, plan: Plan, typing: Typing, size: int) -> list[Words]:
        """The words of one telegram of about `size` characters, among them the turns of its plan."""
        writer = _Writer(self, rng, plan, typing)
        found: list[Words] = []
        length = 0
        if rng.random() < _SUMMARIZED:
            found.append(writer.paragraph(2, "summary"))
            length = len(found[0].text)
        titled = not typing.capitals and rng.random() < 0.5
        turns = list(plan.turns)
        while length < size or turns:
            heading = pick(rng, words.TITLES) if titled and rng.random() < 0.4 else None
            turn = turns.pop(0) if turns and (length >= size or rng.random() < 0.5) else None
            found.append(writer.paragraph(1 + int(rng.random() * 5), "text", heading, turn))
            length += len(found[-1].text)
        if rng.random() < _COMMENTED:
            found.append(writer.paragraph(2, "comment"))
        return found


class _Writer:
    """One drafter at work: who was named already is named by the surname."""

    def __init__(self, prose: Prose, rng: random.Random, plan: Plan, typing: Typing) -> None:
        sender = plan.addressees[0] if plan.sender.is_state else plan.sender
        self.world = prose.world
        self.random = rng.random
        self.rng = rng
        self.pools = prose.pools[typing.typographic]
        self.people: Sequence[Person] = rng.sample(sender.people, 4)
        self.past, self.past_count = self.world.past, len(self.world.past)
        self.past_opening, self.future = self.world.past_opening, self.world.future
        self.sayings = prose.sayings
        self.city = sender.city
        self.capitals = typing.capitals
        self.typographic = typing.typographic
        self.moment: datetime = plan.moment
        self.named: set[str] = set()

    def paragraph(self, sentences: int, role: str, heading: str | None = None, turn: Turn | None = None) -> Words:
        self.said: list[Said] = []
        self.meetings: list[Meeting] = []
        opened, closed = _FRAMES[role]
        pieces: list[str] = []
        length = len(opened)
        nth = int(self.random() * sentences) if turn else -1
        for place in range(sentences):
            if place == nth and turn is not None:
                sentence = self._turn(turn, length)
            elif role == "comment":
                sentence = pick(self.rng, self.pools["comment"])
            else:
                sentence = self._sentence(length)
            pieces.append(sentence)
            length += len(sentence) + 1
        text = opened + " ".join(pieces) + closed
        if role == "text" and self.random() < _LISTED:
            text += self._items()
        return Words(heading, role, text.upper() if self.capitals else text, self.said, self.meetings)

    def _items(self) -> str:
        lettered = self.random() < 0.4
        clauses = [(letter, pick(self.rng, self.world.future)) for letter in "ABCD"[: 2 + int(self.random() * 3)]]
        return "".join(
            f"\n{letter}. {clause[0].upper()}{clause[1:]}." if lettered else f"\n-- {clause};"
            for letter, clause in clauses
        )

    def _sentence(self, at: int) -> str:
        """The next sentence, which begins at `at` of the paragraph."""
        chance = self.random()
        if chance < _PLAIN:
            return self._plain()
        if chance < _SAYING:
            return self._saying(at)
        for share, name in _SHARES:
            if chance < share and (name != "accented" or self.typographic):
                return self._of_pool(name, at)
        return self._figure() if self.random() < 0.5 else self._meeting(at)

    def _plain(self) -> str:
        random_, past, count = self.random, self.past, self.past_count
        opening = _OPENINGS[int(random_() * _OPENING_COUNT)]
        first = (past if opening else self.past_opening)[int(random_() * count)]
        if random_() < _ALONE:
            return f"{opening}{first}."
        link = _LINKS[int(random_() * _LINK_COUNT)]
        return f"{opening}{first} {link} {past[int(random_() * count)]}."

    def _who(self) -> tuple[str, Person]:
        person = self.people[int(self.random() * len(self.people))]
        return self._called(person), person

    def _called(self, person: Person) -> str:
        """The person as named here: with the office at first, by the surname then."""
        if person.surname in self.named:
            return person.surname
        self.named.add(person.surname)
        return person.full

    def _turn(self, turn: Turn, at: int) -> str:
        """The sentence by which somebody takes a position."""
        person, shape = turn.person, turn.shape
        filled = turn.words | person.pronouns | {"who": self._called(person), "us": pick(self.rng, words.US)}
        before, content, after = (piece.format_map(filled) for piece in shape[:3])
        if not self.typographic:
            before, content, after = plain(before), plain(content), plain(after)
        start = at + len(before)
        self.said.append(Said(start, start + len(content), person.name, shape.cue, shape.kind, turn.truth))
        sentence = before + content + after
        return sentence[0].upper() + sentence[1:]

    def _saying(self, at: int) -> str:
        before, middle, after, cue, kind, later = self.sayings[int(self.random() * len(self.sayings))]
        clauses = self.future if later else self.past
        clause = clauses[int(self.random() * len(clauses))]
        who, person = self._who()
        if "{us}" in middle:
            middle = middle.replace("{us}", pick(self.rng, words.US))
        start = at + len(before) + len(who) + len(middle)
        self.said.append(Said(start, start + len(clause), person.name, cue, kind))
        return f"{before}{who}{middle}{clause}{after}"

    def _of_pool(self, name: str, at: int) -> str:
        sentence = pick(self.rng, self.pools[name])
        if "{" not in sentence:
            return sentence
        who, person = self._who()
        if name != "quoted":
            return sentence.replace("{surname}", person.surname)
        quoted = pick(self.rng, words.QUOTATIONS)
        cue = next(cue for cue in _QUOTING if cue in sentence)
        sentence = sentence.replace("{who}", who).replace("{words}", quoted)
        end = sentence.index(quoted) + len(quoted)
        start = end - len(quoted) if cue == "said" else sentence.index(cue) + len(cue) + 1  # what he calls so, too
        self.said.append(Said(at + start, at + end, person.name, cue, "claim"))
        return sentence

    def _figure(self) -> str:
        sentence = pick(self.rng, self.pools["figure"])
        if "{" not in sentence:
            return sentence
        return sentence.format(
            year=self.moment.year - int(self.random() * 4),
            month=pick(self.rng, MONTHS),
            day=1 + int(self.random() * 28),
        )

    def _meeting(self, at: int) -> str:
        """A sentence that people met, in the last weeks."""
        rng, people = self.rng, self.people
        shape, medium, with_other, with_place = pick(rng, sayings.ENCOUNTERS)
        place = int(self.random() * len(people))
        first, second = people[place], people[place - 1]
        day = self.moment - timedelta(days=1 + int(self.random() ** 2 * 30))
        month = MONTHS[day.month - 1]
        where = None
        if with_place:
            where = self.city if with_other else pick(rng, sayings.VENUES)
        officer = pick(rng, words.US) if "{us}" in shape else None
        sentence = shape.format(
            who=self._called(first), other=self._called(second) if with_other else "", us=officer, place=where,
            date=f"{month} {day.day}" if self.random() < 0.6 else f"{day.day} {month}",
            np=pick(rng, self.world.phrases),
        )  # fmt: skip
        names = (first.name, second.name) if with_other else (first.name,)
        self.meetings.append(Meeting(at, at + len(sentence), names, officer, day.date().isoformat(), where, medium))
        return sentence[0].upper() + sentence[1:]


#: Of telegrams so many begin with a summary, and end with a comment; of paragraphs so many have a list.
_SUMMARIZED, _COMMENTED, _LISTED = 0.62, 0.4, 0.05
_QUOTING = tuple(cue for _, cue in words.QUOTED)
#: What stands before and behind the sentences of a paragraph, by its role.
_FRAMES = {"summary": ("Summary: ", " End summary."), "comment": ("Comment: ", " End comment."), "text": ("", "")}
#: Up to which chance a sentence is plain, and then somebody's; of the plain ones so many have one clause.
_PLAIN, _SAYING, _ALONE = 0.46, 0.76, 0.45

_SHAPES = {
    "quoted": tuple(shape for shape, _ in words.QUOTED),
    "aside": words.ASIDES,
    "owned": words.OWNED,
    "plural": words.PLURAL_OWNED,
    "secretary": words.SECRETARIES,
    "accented": words.ACCENTED,
    "figure": words.FIGURES,
    "comment": words.COMMENTS,
}
#: Up to which chance a sentence is of a pool. Quotations stand in about three telegrams of ten, as counted.
_SHARES = ((0.785, "quoted"), (0.80, "aside"), (0.87, "owned"), (0.873, "plural"), (0.885, "secretary"),
           (0.89, "accented"))  # fmt: skip


def plain(sentence: str) -> str:
    """A sentence with the marks of a typewriter in place of the typographic ones."""
    return (
        sentence.replace("’", "'").replace("“", '"').replace("”", '"').replace(" – ", " -- ")
        if not sentence.isascii()
        else sentence
    )


def _cut(shape: str, cue: str, kind: str, later: bool) -> tuple[str, str, str, str, str, bool]:
    before, _, rest = shape.partition("{who}")
    middle, _, after = rest.partition("{c}")
    return before, middle, after, cue, kind, later
