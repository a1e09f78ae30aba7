"""What made telegrams say: paragraphs of sentences, with who said what in them.

A sentence is put together of clauses that the world holds ready, so that a telegram's words cost about a tenth of a
millisecond and two telegrams seldom share more than a clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.making import words
from reftel.making.world import Person, World, pick

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
_POOL = 1_500
_OPENINGS, _OPENING_COUNT = words.OPENINGS, len(words.OPENINGS)
_LINKS, _LINK_COUNT = words.LINKS, len(words.LINKS)


class Said(NamedTuple):
    """Somebody says something: the words `text[start:end]` of the paragraph, whose they are, and by what cue."""

    start: int
    end: int
    speaker: str
    cue: str
    kind: str


class Meeting(NamedTuple):
    """People who met, in the words `text[start:end]` of the paragraph."""

    start: int
    end: int
    people: tuple[str, ...]


class Words(NamedTuple):
    """The words of one paragraph without number and mark, on one line but for its items."""

    heading: str | None
    role: str
    text: str
    said: tuple[Said, ...]
    meetings: tuple[Meeting, ...]


class Typing(NamedTuple):
    """How a drafter's machine writes: typographic marks or plain ones, small letters or capitals only."""

    typographic: bool
    capitals: bool


class Prose:
    """The ready-made pieces, in typographic and in plain marks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sayings = [_cut(shape, cue, kind, later) for shape, cue, kind, later in words.SAYINGS]
        self._pools = {
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
        return [*parts[:place], part._replace(text=text), *parts[place + 1 :]]

    def paragraphs(self, rng: random.Random, people: Sequence[Person], city: str, typing: Typing, year: int,
                   size: int) -> list[Words]:  # fmt: skip
        """The words of one telegram of about `size` characters."""
        writer = _Writer(self, rng, people, city, typing, year)
        found: list[Words] = []
        length = 0
        summary = rng.random() < 0.62
        if summary:
            found.append(writer.paragraph(2, "summary"))
            length = len(found[0].text)
        titled = not typing.capitals and rng.random() < 0.5
        while length < size:
            heading = pick(rng, words.TITLES) if titled and rng.random() < 0.4 else None
            found.append(writer.paragraph(1 + int(rng.random() * 5), "text", heading))
            length += len(found[-1].text)
        if rng.random() < 0.4:
            found.append(writer.paragraph(2, "comment"))
        return found


class _Writer:
    """One drafter at work: who was named already is named by the surname."""

    def __init__(self, prose: Prose, rng: random.Random, people: Sequence[Person], city: str, typing: Typing,
                 year: int) -> None:  # fmt: skip
        self.prose = prose
        self.world = prose.world
        self.random = rng.random
        self.rng = rng
        self.pools = prose._pools[typing.typographic]  # noqa: SLF001 - one thing in two classes
        self.people = rng.sample(people, min(4, len(people)))
        self.past, self.past_count = self.world.past, len(self.world.past)
        self.past_opening, self.future = self.world.past_opening, self.world.future
        self.sayings = prose.sayings
        self.city = city
        self.capitals = typing.capitals
        self.typographic = typing.typographic
        self.year = year
        self.named: set[str] = set()

    def paragraph(self, sentences: int, role: str, heading: str | None = None) -> Words:
        self.pieces: list[str] = []
        self.said: list[Said] = []
        self.meetings: list[Meeting] = []
        self.length = 0
        if role == "summary":
            self._add("Summary: ")
        elif role == "comment":
            self._add("Comment: ")
        for place in range(sentences):
            if place:
                self._add(" ")
            if role == "comment":
                self._add(pick(self.rng, self.pools["comment"]))
            else:
                self._sentence()
        if role == "summary":
            self._add(" End summary.")
        elif role == "comment":
            self._add(" End comment.")
        elif self.random() < 0.05:
            self._items()
        text = "".join(self.pieces)
        return Words(heading, role, text.upper() if self.capitals else text, tuple(self.said), tuple(self.meetings))

    def _add(self, words_: str) -> None:
        self.pieces.append(words_)
        self.length += len(words_)

    def _items(self) -> None:
        lettered = self.random() < 0.4
        for letter in "ABCD"[: 2 + int(self.random() * 3)]:
            clause = pick(self.rng, self.world.future)
            self._add(f"\n{letter}. {clause[0].upper()}{clause[1:]}." if lettered else f"\n-- {clause};")

    def _sentence(self) -> None:
        chance = self.random()
        if chance < 0.46:
            self._plain()
        elif chance < 0.76:
            self._saying()
        else:
            for share, name in _SHARES:
                if chance < share and (name != "accented" or self.typographic):
                    self._of_pool(name)
                    return
            self._of_pool("figure" if self.random() < 0.5 else "meeting")

    def _plain(self) -> None:
        random_, past, count = self.random, self.past, self.past_count
        opening = _OPENINGS[int(random_() * _OPENING_COUNT)]
        first = (past if opening else self.past_opening)[int(random_() * count)]
        if random_() < 0.45:
            self._add(f"{opening}{first}.")
        else:
            link = _LINKS[int(random_() * _LINK_COUNT)]
            self._add(f"{opening}{first} {link} {past[int(random_() * count)]}.")

    def _who(self) -> tuple[str, Person]:
        person = self.people[int(self.random() * len(self.people))]
        if person.surname in self.named:
            return person.surname, person
        self.named.add(person.surname)
        return person.full, person

    def _saying(self) -> None:
        before, middle, after, cue, kind, later = self.sayings[int(self.random() * len(self.sayings))]
        clauses = self.future if later else self.past
        clause = clauses[int(self.random() * len(clauses))]
        who, person = self._who()
        if "{us}" in middle:
            middle = middle.replace("{us}", pick(self.rng, words.US))
        start = self.length + len(before) + len(who) + len(middle)
        self._add(f"{before}{who}{middle}{clause}{after}")
        self.said.append(Said(start, start + len(clause), person.name, cue, kind))

    def _of_pool(self, name: str) -> None:
        rng = self.rng
        sentence = pick(rng, self.pools[name])
        if "{" not in sentence:
            self._add(sentence)
            return
        begin = self.length
        who, person = self._who()
        quoted = pick(rng, words.QUOTATIONS) if name == "quoted" else ""
        other = pick(rng, self.people)
        day = 1 + int(self.random() * 28)
        sentence = sentence.format(
            surname=person.surname, who=who, words=quoted, year=self.year - int(self.random() * 4),
            month=pick(rng, MONTHS), day=day, us=pick(rng, words.US), other=other.surname, city=self.city,
        )  # fmt: skip
        sentence = sentence[0].upper() + sentence[1:]
        self._add(sentence)
        if quoted:
            start = begin + sentence.index(quoted)
            cue = next(cue for cue in ("called", "described", "said") if cue in sentence)
            self.said.append(Said(start, start + len(quoted), person.name, cue, "claim"))
        elif name == "meeting":
            people = (person.name, other.name) if other.surname in sentence and other != person else (person.name,)
            self.meetings.append(Meeting(begin, self.length, people))


_MEETINGS = tuple(shape.replace("{us}", "{{us}}").replace("{other}", "{{other}}").replace("{city}", "{{city}}")
                  for shape in words.MEETINGS)  # fmt: skip
_SHAPES = {
    "quoted": tuple(shape for shape, _ in words.QUOTED),
    "aside": words.ASIDES,
    "owned": words.OWNED,
    "plural": words.PLURAL_OWNED,
    "secretary": words.SECRETARIES,
    "accented": words.ACCENTED,
    "figure": words.FIGURES,
    "meeting": _MEETINGS,
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
