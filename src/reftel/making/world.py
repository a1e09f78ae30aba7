"""The world that made telegrams come from: real posts, invented people, and pools of clauses, all from one seed.

Posts are those of the tables, as a reader must know them; whoever acts or speaks in the telegrams never lived.
"""

from __future__ import annotations

import random
from bisect import bisect
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from reftel.facts import fact_of_address, posts, tags
from reftel.making import words
from reftel.making.words import zipf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.facts import Post

_T = TypeVar("_T")

_CLAUSES = 9_000
_PEOPLE_A_POST = 12
_PREFIXES = {"embassy": "AMEMBASSY", "consulate": "AMCONSUL"}


class Person(NamedTuple):
    """Somebody who never lived: `full` with the office, as at first mention, and the surname alone."""

    full: str
    name: str
    surname: str
    office: str
    pronouns: dict[str, str]


_HE = {"he": "he", "his": "his", "himself": "himself"}
_SHE = {"he": "she", "his": "her", "himself": "herself"}


class Sender(NamedTuple):
    """One post as headings print it. `weight` is how much it sends, `dense` that all its serials are made."""

    name: str
    mrn_name: str
    address: str
    routing: str
    tag: str
    city: str
    people: tuple[Person, ...]
    signers: tuple[str, ...]
    classifiers: tuple[str, ...]
    dense: bool
    first_year: int
    last_year: int

    @property
    def is_state(self) -> bool:
        """Whether this is the department."""
        return self.mrn_name == "STATE"


class World:
    """Everything that telegrams of one seed have in common. Making it takes about half a second."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(f"world {seed}")  # noqa: S311 - a seed and no secret
        self.rng = rng
        self._surnames = set[str]()
        self._nouns = _drawn(rng, words.NOUNS)
        self._adjectives = _drawn(rng, words.ADJECTIVES)
        self._verbs = _drawn(rng, words.VERBS)
        self.phrases = [self._phrase() for _ in range(_CLAUSES // 3)]
        self.past = [self.fill(pick(rng, words.PAST)) for _ in range(_CLAUSES)]
        self.future = [self.fill(pick(rng, words.FUTURE)) for _ in range(_CLAUSES // 2)]
        self.past_opening = [clause[0].upper() + clause[1:] for clause in self.past]
        self.senders = [self._sender(post) for post in _posts_of_table()]
        rng.shuffle(self.senders)
        self.state = self._sender(posts().all()[0])

    def _phrase(self) -> str:
        shape = self.rng.random()
        noun, second, adjective = next(self._nouns), next(self._nouns), next(self._adjectives)
        if shape < 0.4:
            return f"the {noun}"
        if shape < 0.75:
            return f"the {adjective} {noun}"
        return f"the {noun} {second}" if shape < 0.85 else f"the {adjective} {noun} on the {second}"

    def fill(self, shape: str, **known: str) -> str:
        """A shape of `reftel.making.words` with words in its places, and `known` in theirs."""
        rng, phrases = self.rng, self.phrases
        infinitive, past = next(self._verbs)
        first = pick(rng, phrases)
        return shape.format_map(
            {
                "np": first, "np2": pick(rng, phrases), "np3": pick(rng, phrases),
                "Np": first[0].upper() + first[1:],
                "noun": next(self._nouns), "noun2": next(self._nouns), "adj": next(self._adjectives),
                "verb": infinitive, "past": past,
                "place": pick(rng, words.PLACES), "time": pick(rng, words.TIMES),
                "reason": pick(rng, words.REASONS), **known,
            }
        )  # fmt: skip

    def surname(self) -> str:
        """Another invented surname, each once."""
        first, middle, last = words.surname_parts()
        rng = self.rng
        while True:
            name = pick(rng, first) + "".join(rng.choices(middle, k=rng.randint(0, 2))) + pick(rng, last)
            if len(name) > 4 and name not in self._surnames:
                self._surnames.add(name)
                return name

    def _person(self) -> Person:
        rng = self.rng
        surname, office, given = self.surname(), pick(rng, words.OFFICES), pick(rng, words.GIVEN)
        pronouns = _SHE if words.GIVEN.index(given) % 2 else _HE
        return Person(f"{office} {given} {surname}", f"{given} {surname}", surname, office, pronouns)

    def _sender(self, post: Post) -> Sender:
        rng = self.rng
        signers = tuple(self.surname().upper() for _ in range(4))
        state = post.kind == "department"
        return Sender(
            name=post.name,
            mrn_name=post.mrn_name,
            address="SECSTATE WASHDC" if state else f"{_PREFIXES[post.kind]} {post.name}",
            routing=post.routing_indicators[0],
            tag=_tag_of(post),
            city=pick(rng, words.GIVEN)[:4] + pick(rng, words.CITY_ENDINGS),
            people=tuple(self._person() for _ in range(_PEOPLE_A_POST)),
            signers=signers,
            classifiers=tuple(
                f"{pick(rng, ('Ambassador', 'DCM', 'Political Counselor', 'Economic Counselor'))} "
                f"{pick(rng, words.GIVEN)} {name.capitalize()}"
                for name in signers
            ),
            dense=not state,
            first_year=post.from_year or 0,
            last_year=post.to_year or 9999,
        )


def _drawn(rng: random.Random, values: Sequence[_T]) -> Iterator[_T]:
    """Values without end, the nth of them about 1/n times as often as the first."""
    weights = zipf(len(values))
    while True:
        yield from rng.choices(values, cum_weights=weights, k=4096)


def pick(rng: random.Random, values: Sequence[_T]) -> _T:
    """One of the values; quicker than `choice`."""
    return values[int(rng.random() * len(values))]


class Shares(Generic[_T]):
    """Values with how often each was counted."""

    def __init__(self, *counted: tuple[_T, float]) -> None:
        self.values = [value for value, _ in counted]
        self.cumulated = list(accumulate(count for _, count in counted))

    def one(self, rng: random.Random) -> _T:
        """One of the values, each as often as counted."""
        return self.values[bisect(self.cumulated, rng.random() * self.cumulated[-1])]


def _posts_of_table() -> Iterator[Post]:
    """Posts with one address, one routing indicator and a country that has TAGS, known to every reader."""
    for post in posts():
        if post.kind not in _PREFIXES or not post.routing_indicators or not _tag_of(post):
            continue
        fact = fact_of_address(f"{_PREFIXES[post.kind]} {post.name}")
        if fact is not None and fact.post == post.mrn_name:
            yield post


def _tag_of(post: Post) -> str:
    for fact in tags().values():
        if fact.kind == "place" and fact.country == post.country:
            return fact.code
    return ""
