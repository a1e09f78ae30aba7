"""Who sends what when: serials that grow, threads of reftels, numbers that are missing, telegrams sent again.

Traffic is planned one telegram after the other, in the order of time, in memory that does not grow.
"""

from __future__ import annotations

import random
from collections import deque
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reftel.making.minds import Minds
from reftel.making.words import SUBJECTS, TOPICS
from reftel.making.world import Sender, Shares, World, pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.making.minds import Turn

OLD_YEARS = (1974, 1978, 1979, 1975, 1976, 1973, 1977)
NEW_YEARS = (2007, 2009, 2005, 2006, 2008, 2004, 2010)
BETWEEN = (1986, 1999)
_SUBJECTS = 2_000
_A_SERIES = 150  # telegrams of one post in one year, about
_OLD_SHARE = 0.42

# How often, of all telegrams; references are as counted in 1,295 cables of 1966-2010 (725 cite, half of them one).
_CITES = 0.56
_CITED = Shares((1, 350), (2, 180), (3, 84), (4, 37), (5, 25), (6, 49))
_MOST_CITED = 6
_YEAR_PRINTED = 0.12  # also where it is the telegram's own
_GAP = 0.03
_AGAIN = {"retransmission": 0.017, "corrected": 0.02}
_INVERTED = 0.01


class Cited(NamedTuple):
    """A telegram as another one cites it; `held` says that it is in the collection."""

    name: str
    mrn: str
    year: int
    number: int
    held: bool
    with_year: bool = False


class Missing(NamedTuple):
    """A telegram that was sent and is not in the collection."""

    mrn: str
    post: str
    year: int
    number: int
    sent: datetime


class Thread(NamedTuple):
    """Telegrams that answer each other: one subject, one topic, the last of them."""

    number: int
    subject: str
    tags: tuple[str, ...]
    last: deque[Cited]


class Plan(NamedTuple):
    """One telegram to be made. `seed` decides its words; `again` says that it was sent before, and why once more."""

    nth: int
    seed: int
    sender: Sender
    mrn: str
    year: int
    number: int
    moment: datetime
    subject: str
    tags: tuple[str, ...]
    cited: tuple[Cited, ...]
    thread: int
    addressees: tuple[Sender, ...]
    turns: tuple[Turn, ...] = ()
    again: str | None = None


def planned(world: World, seed: int, count: int, years: tuple[int, ...]) -> Iterator[Plan | Missing]:
    """The telegrams of a collection, `count` of them, and between them the numbers that are missing."""
    return _Traffic(world, seed).run(count, years)


def years_of(count: int, *, old: bool, new: bool) -> tuple[int, ...]:
    """The years of a collection of a size, the old ones first: the more telegrams, the more years."""
    many = max(1, min(7, count // (3 * _A_SERIES)))
    chosen = [*(OLD_YEARS[:many] if old else ()), *(NEW_YEARS[:many] if new else ())]
    if many >= 5 and new:
        chosen += BETWEEN
    return tuple(sorted(chosen))


class _Traffic:
    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.rng = random.Random(f"traffic {seed}")  # noqa: S311 - a seed and no secret
        self.seed = seed
        self.minds = Minds(seed)
        self.subjects = [
            world.fill(pick(world.rng, SUBJECTS), **{name: f"{{{name}}}" for name in ("noun2", "surname", "city")})
            for _ in range(_SUBJECTS)
        ]
        self.threads: deque[Thread] = deque(maxlen=60)
        self.recent: deque[Cited] = deque(maxlen=80)
        self.later: deque[tuple[int, Plan]] = deque()
        self.made = 0
        self.begun = 0

    def run(self, count: int, years: tuple[int, ...]) -> Iterator[Plan | Missing]:
        shares = _shares(years)
        for place, year in enumerate(years):
            of_year = round(count * sum(shares[: place + 1])) - round(count * sum(shares[:place]))
            yield from self._year(year, of_year)

    def _year(self, year: int, count: int) -> Iterator[Plan | Missing]:
        world, rng = self.world, self.rng
        known = [sender for sender in world.senders if sender.first_year <= year <= sender.last_year]
        senders = [*known[: max(2, count // _A_SERIES)], world.state]
        weights = list(accumulate(1 / (place + 2) ** 0.5 for place in range(len(senders))))
        numbers = dict.fromkeys((sender.mrn_name for sender in senders), 0)
        begin = datetime(year, 1, 2, tzinfo=UTC)
        minutes = 362 * 24 * 60 / max(count, 1)
        until = self.made + count
        first = self.made
        while self.made < until:
            moment = begin + timedelta(minutes=int((self.made - first + rng.random() * 0.9) * minutes))
            if self.later and self.later[0][0] <= self.made:
                before = self.later.popleft()[1]
                if before.year == year:
                    yield self._sent_again(before)
                    continue
            sender = rng.choices(senders, cum_weights=weights)[0]
            number, missing = self._number(sender, numbers, year, moment)
            yield from missing
            yield self._plan(sender, number, moment, senders)

    def _number(
        self, sender: Sender, numbers: dict[str, int], year: int, moment: datetime
    ) -> tuple[int, list[Missing]]:
        rng = self.rng
        number = numbers[sender.mrn_name] + 1
        missing = []
        if not sender.dense:
            number += int(rng.random() * 900) + (0 if number > 1 else 1200)
        elif rng.random() < _GAP:
            for _ in range(1 + int(rng.random() ** 2 * 3)):
                mrn = f"{year % 100:02d}{sender.mrn_name}{number}"
                missing.append(Missing(mrn, sender.mrn_name, year, number, moment))
                self.recent.append(Cited(sender.name, mrn, year, number, held=False))
                number += 1
        numbers[sender.mrn_name] = number
        return number, missing

    def _plan(self, sender: Sender, number: int, moment: datetime, senders: list[Sender]) -> Plan:
        rng, world = self.rng, self.world
        year = moment.year
        if rng.random() < _INVERTED:
            moment = min(moment + timedelta(hours=30), datetime(year, 12, 31, 23, tzinfo=UTC))
        thread = self._thread(sender)
        others = [other for other in rng.sample(senders, min(4, len(senders))) if other is not sender]
        action = others[0] if sender.is_state else world.state
        copies = [other for other in others if other is not action and not other.is_state]
        addressees = (action, *copies[: int(rng.random() * 4)])
        mrn = f"{year % 100:02d}{sender.mrn_name}{number}"
        cited = Cited(sender.name, mrn, year, number, held=True)
        turns, earlier = self.minds.turns(sender, cited, moment)
        refers = self._cited(thread, year)
        if earlier is not None:
            refers = (earlier, *(each for each in refers if each.mrn != earlier.mrn))[:_MOST_CITED]
        plan = Plan(
            nth=self.made, seed=self.made, sender=sender, mrn=mrn, year=year, number=number, moment=moment,
            subject=thread.subject, tags=(*thread.tags, sender.tag or addressees[0].tag),
            cited=refers, thread=thread.number, addressees=addressees, turns=turns,
        )  # fmt: skip
        self.made += 1
        thread.last.append(cited)
        self.recent.append(cited)
        chance = rng.random()
        for kind, rate in _AGAIN.items():
            if chance < rate:
                self.later.append((self.made + 2 + int(rng.random() * 9), plan._replace(again=kind)))
                break
            chance -= rate
        return plan

    def _thread(self, sender: Sender) -> Thread:
        rng = self.rng
        if self.threads and rng.random() < 0.5:
            return pick(rng, self.threads)
        tags, noun = pick(rng, TOPICS)
        people = (sender if sender.people else self.world.state).people
        subject = pick(rng, self.subjects).format(noun2=noun, surname=pick(rng, people).surname, city=sender.city)
        self.begun += 1
        thread = Thread(self.begun, subject.upper(), tags, deque(maxlen=6))
        self.threads.append(thread)
        return thread

    def _cited(self, thread: Thread, year: int) -> tuple[Cited, ...]:
        rng = self.rng
        if rng.random() > _CITES:
            return ()
        wanted = _CITED.one(rng)
        found = dict.fromkeys(reversed([cited for cited in thread.last if cited.year >= year - 1]))
        while len(found) < wanted and len(self.recent) > 20:
            other = pick(rng, self.recent)
            if other.year < year - 1:
                break
            found[other] = None
        return tuple(
            cited._replace(with_year=cited.year != year or rng.random() < _YEAR_PRINTED)
            for cited in list(found)[:wanted]
        )

    def _sent_again(self, before: Plan) -> Plan:
        nth = self.made
        self.made += 1
        return before._replace(nth=nth)


def _shares(years: tuple[int, ...]) -> list[float]:
    """How much of a collection each year takes: years of the same time alike, those between little."""
    old = sum(year <= 1979 for year in years)
    new = sum(year > 2000 for year in years)
    weights = [
        (_OLD_SHARE / old if new else 1.0) if year <= 1979 else ((1 - _OLD_SHARE) / new if year > 2000 else 0.01)
        for year in years
    ]
    return [weight / sum(weights) for weight in weights]
