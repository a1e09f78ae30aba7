"""Who takes which position in which telegram: minds that change, minds that do not, people who contradict each other.

Somebody of a post speaks of a matter in one telegram, and he or another one speaks of it again in a later telegram of
that post and year. Both sayings belong to one *case*, whose number and kind the truth tells.
"""

from __future__ import annotations

import random
from collections import OrderedDict, deque
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.making import sayings
from reftel.making.world import Shares, pick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from reftel.making.sayings import Shape
    from reftel.making.traffic import Cited, Plan
    from reftel.making.world import Person, Sender

#: What becomes of a position, and how often. `changed`: the same person says otherwise. `kept`: he says the same.
#: `contradicted`: another one says otherwise. `elsewhere`: he says otherwise of another matter. `once`: nothing more.
KINDS = Shares(("changed", 0.38), ("kept", 0.22), ("contradicted", 0.15), ("elsewhere", 0.15), ("once", 0.1))
_BEGUN, _TAKEN_UP = 0.24, 0.5  # of a post's telegrams so many begin a case, and take one up where one waits
_WAITING = 6  # cases of one post; the oldest is never taken up
_OPEN = 0.6  # of the changes so many say that they are one
_CITED = 0.5  # of the later telegrams so many refer to the earlier one
#: What a position is about, and how often.
_SORTS = Shares(("stance", 0.5), ("forecast", 0.25), ("chance", 0.13), ("figure", 0.12))
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip


class Turn(NamedTuple):
    """Somebody's saying in one telegram: its shape, the words in its places, and what is true of it.

    `later` tells whether it ends its case.
    """

    person: Person
    shape: Shape
    words: dict[str, str]
    truth: dict[str, Any]
    later: bool


class _Position(NamedTuple):
    """What somebody holds: of a stance the side, of a forecast whether it comes true, of a figure how many."""

    sort: str
    side: str
    words: dict[str, str]
    truth: dict[str, Any]


class _Waiting(NamedTuple):
    """A case that is to be taken up, and the telegram in which it began."""

    case: int
    kind: str
    person: Person
    position: _Position
    cited: Cited
    moment: datetime


class Minds:
    """The cases of all posts. What waits is bounded, so memory does not grow with the telegrams."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"minds {seed}")  # noqa: S311 - a seed and no secret
        self.begun = 0
        self._waiting: dict[str, deque[_Waiting]] = {}

    def turns(self, sender: Sender, cited: Cited, moment: datetime) -> tuple[tuple[Turn, ...], Cited | None]:
        """What people say in the telegram `cited` of a post, and the earlier telegram that it refers to for that."""
        if sender.is_state:
            return (), None
        rng = self.rng
        waiting = self._waiting.setdefault(sender.mrn_name, deque(maxlen=_WAITING))
        while waiting and waiting[0].cited.year != cited.year:
            waiting.popleft()
        turns: list[Turn] = []
        earlier = None
        if waiting and rng.random() < _TAKEN_UP and waiting[0].moment < moment:
            before = waiting.popleft()
            turns.append(self._taken_up(before, sender))
            earlier = before.cited if rng.random() < _CITED else None
        if rng.random() < _BEGUN:
            begun = self._begun(sender, cited, moment)
            turns.append(_turn(rng, begun.person, begun.position, "first", begun.case, begun.kind, later=False))
            if begun.kind != "once":
                waiting.append(begun)
        return tuple(turns), earlier

    def _begun(self, sender: Sender, cited: Cited, moment: datetime) -> _Waiting:
        rng = self.rng
        self.begun += 1
        kind, sort = KINDS.one(rng), _SORTS.one(rng)
        position = _position(rng, "forecast" if kind == "once" else sort, moment.date(), lone=kind == "once")
        return _Waiting(self.begun, kind, pick(rng, sender.people), position, cited, moment)

    def _taken_up(self, before: _Waiting, sender: Sender) -> Turn:
        rng, kind, position, person = self.rng, before.kind, before.position, before.person
        if kind == "kept":
            return _turn(rng, person, position, "kept", before.case, kind)
        position = _otherwise(rng, position)
        if kind == "changed":
            openly = rng.random() < _OPEN
            turn = _turn(rng, person, position, "turned" if openly else "first", before.case, kind)
            turn.truth["openly"] = openly
            return turn
        if kind == "contradicted":
            others = [other for other in sender.people if other is not person]
            return _turn(rng, pick(rng, others), position, "first", before.case, kind)
        other = _matter(rng, position.sort)
        while other == position.words["m"]:
            other = _matter(rng, position.sort)
        return _turn(rng, person, _about(position, other), "first", before.case, kind)


def _matter(rng: random.Random, sort: str) -> str:
    if sort == "figure":
        return pick(rng, sayings.COUNTED)[0]
    return f"the {pick(rng, sayings.MATTERS_OF)} {pick(rng, sayings.MATTERS)}"


def _about(position: _Position, matter: str) -> _Position:
    """The same position on another matter."""
    words = {**position.words, "m": matter}
    if position.sort == "figure":
        words["unit"] = dict(sayings.COUNTED)[matter]
    return position._replace(words=words, truth={**position.truth, "matter": matter})


def _position(rng: random.Random, sort: str, day: date, *, lone: bool) -> _Position:
    matter = _matter(rng, sort)
    words = {"m": matter}
    truth: dict[str, Any] = {"matter": matter, "horizon": None, "openly": None}
    if sort == "stance":
        side = pick(rng, ("for", "against"))
    elif sort == "figure":
        side = str(1000 * (100 + int(900 * rng.random())))
        words["unit"] = dict(sayings.COUNTED)[matter]
    else:
        words["horizon"], first, last = _horizon(rng, day, lone=lone)
        words["happens"], words["fails"] = pick(rng, sayings.EVENTS)
        truth["horizon"] = {"from": first and first.isoformat(), "to": last.isoformat()}
        side = pick(rng, ("yes", "no")) if sort == "forecast" else str(5 * (11 + int(8 * rng.random())))
    return _Position(sort, side, words, truth)


def _otherwise(rng: random.Random, position: _Position) -> _Position:
    """The other side; of chances and figures a lower one."""
    opposite = {"for": "against", "against": "for", "yes": "no", "no": "yes"}
    if position.side in opposite:
        return position._replace(side=opposite[position.side])
    share = 0.15 + 0.4 * rng.random()
    lower = 5 * max(1, round(int(position.side) * share / 5)) if position.sort == "chance" else 0
    return position._replace(side=str(lower or 1000 * round(int(position.side) * (share + 0.2) / 1000)))


_SHAPES: dict[str, dict[str, Any]] = {
    "stance": {"first": sayings.STANCES, "turned": sayings.TURNED, "kept": sayings.KEPT},
    "forecast": {
        "first": sayings.FORECASTS, "turned": sayings.FORECASTS_TURNED, "kept": sayings.FORECASTS_KEPT,
    },
    "chance": {"first": sayings.CHANCES, "turned": sayings.CHANCES_TURNED, "kept": sayings.CHANCES_KEPT},
    "figure": {"first": sayings.FIGURES, "turned": sayings.FIGURES_TURNED, "kept": sayings.FIGURES_KEPT},
}  # fmt: skip


def _turn(
    rng: random.Random, person: Person, position: _Position, part: str, case: int, kind: str, *, later: bool = True
) -> Turn:
    sort, side, words, truth = position
    shapes = _SHAPES[sort][part]
    words = dict(words)
    amount: float | None = None
    if sort == "stance":
        shapes = shapes[side]
    elif sort == "figure":
        words["number"], amount = f"{int(side):,}", float(side)
    else:
        words["e"] = words["fails" if side == "no" else "happens"].format(m=words["m"])
        if sort == "chance":
            words["chance"], amount = side, int(side) / 100
    said = {"case": case, "becomes": kind, "sort": sort, "position": side if amount is None else None, "amount": amount}
    return Turn(person, pick(rng, shapes), words, {**said, **truth}, later)


def _horizon(rng: random.Random, day: date, *, lone: bool) -> tuple[str, date | None, date]:
    """Words for a time to come, with its first day and its last; relative words only where nobody repeats them."""
    year = day.year + (rng.random() < 0.4 or day.month > 10)
    month = 1 + int(rng.random() * 12)
    if year == day.year:
        month = day.month + 1 + int(rng.random() * (12 - day.month))
    name, first = _MONTHS[month - 1], date(year, month, 1)
    end = _end_of(first)
    exact = 1 + int(rng.random() * 28)
    words: list[tuple[str, date | None, date]] = [
        (f"before the end of {year}", None, date(year, 12, 31)),
        (f"by the end of {name} {year}", None, end),
        (f"in {name} {year}", first, end),
        (f"by {name} {exact}, {year}", None, date(year, month, exact)),
        (f"before {exact} {name} {year}", None, date(year, month, exact)),
        (f"in {day.year + 1}", date(day.year + 1, 1, 1), date(day.year + 1, 12, 31)),
    ]
    if lone:
        following = _end_of(day) + timedelta(days=1)
        days = 30 * (1 + int(rng.random() * 6))
        words += [
            ("next month", following, _end_of(following)),
            ("before the end of the year", None, date(day.year, 12, 31)),
            (f"within {days} days", None, day + timedelta(days=days)),
            ("next year", date(day.year + 1, 1, 1), date(day.year + 1, 12, 31)),
            (f"by {name}", None, end),
        ]
    return pick(rng, words)


def _end_of(day: date) -> date:
    """The last day of a month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


class Ledger:
    """Puts together the two places of each case as its telegrams are made."""

    def __init__(self) -> None:
        self._open: OrderedDict[int, dict[str, Any]] = OrderedDict()

    def cases(self, plan: Plan, truth: dict[str, Any], place: dict[str, str | int]) -> Iterator[dict[str, Any]]:
        """The cases that end with this telegram; `truth` is what is true of it, `place` where it stands."""
        if not plan.turns or plan.again:
            return
        here = {said["case"]: said for said in truth["statements"] if "case" in said}
        for turn in plan.turns:
            case = turn.truth["case"]
            begun = self._open.pop(case, None)
            if case not in here:
                continue  # cut off
            said = here[case]
            entry = {name: said[name] for name in _PLACED} | {
                "mrn": plan.mrn, "file": place["file"], "row": place.get("row"), "offset": place.get("offset"),
                "office": turn.person.office, "post": plan.sender.mrn_name,
            }  # fmt: skip
            if turn.later and begun is not None:
                first = begun["places"][0]["mrn"]
                yield begun | {
                    "openly": said["openly"], "cited": any(each.mrn == first for each in plan.cited),
                    "places": [*begun["places"], entry],
                }  # fmt: skip
            elif not turn.later and turn.truth["becomes"] != "once":
                self._open[case] = {"case": case, "becomes": said["becomes"], "sort": said["sort"], "places": [entry]}
                if len(self._open) > _MOST_OPEN:
                    self._open.popitem(last=False)


_PLACED = ("paragraph", "start", "end", "speaker", "matter", "position", "amount", "horizon")
_MOST_OPEN = 10_000  # more than wait at all posts
