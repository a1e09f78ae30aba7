"""Dates from numbers: a post's serials grow with time, nearly, so the dated ones bracket all the others.

Numbers are given when drafting begins and dates when sending does: of two telegrams of the same days the later may
bear the lower number. How far that goes is measured on the archive itself, by leaving each telegram out in turn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reftel.archive.serials import Serial
    from reftel.facts.traffic import Pace

_DAY = 86_400
_CHANGE = 0.16  # of a post's rate, from one part of the year to another: one deviation
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Share of the true dates that the bracket is to hold, and the likely part of it.
COVERAGE = 0.99
LIKELY = 0.8
_AIM = 0.995  # of the leave-one-out measurement: what is aimed at, so that COVERAGE is kept on other telegrams
#: Before an archive has many dated serials, these stand for them: violations in days as measured on 233 telegrams of
#: one post (four, of up to two days), and the size of the deviations that hold LIKELY of the normal distribution.
_PRIOR_VIOLATIONS = (0.5, 1.0, 1.5, 2.0, *[0.0] * 229)
_PRIOR_DEVIATIONS = (0.2, 0.5, 0.8, 1.1, 1.2816, 1.2816, 1.2816, 1.3, 1.6, 2.2)


class Bracket(NamedTuple):
    """When a telegram can have been sent: at the earliest and latest, and where in between it likely was."""

    earliest: datetime
    latest: datetime
    likely_from: datetime
    likely_to: datetime

    def on(self, day: date) -> Bracket:
        """The bracket of a telegram that likely was sent on that day, which lies in it."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        last = midnight + timedelta(days=1, seconds=-1)
        return self._replace(likely_from=max(midnight, self.earliest), likely_to=min(last, self.latest))


class Slack(NamedTuple):
    """How far serials and dates disagree: seconds beyond the neighbours, and deviations of the likely part."""

    beyond: float
    deviations: float


class Total(NamedTuple):
    """How many telegrams: at least, likely, at most; `dated`: reckoned from dated numbers, not from usual traffic."""

    at_least: int
    likely: int
    at_most: int
    dated: bool


class Timeline:
    """The dated serials of one post's year, with the dates by which further numbers were cited."""

    def __init__(
        self,
        year: int,
        held: Sequence[Serial],
        cited: Iterable[tuple[int, int | None]] = (),
        usual: Pace | None = None,
    ) -> None:
        """`usual` is the traffic of the post as the tables know it: it stands in where nothing is dated."""
        self.year = year
        self.usual = usual
        self.first = _seconds(datetime(year, 1, 1, tzinfo=UTC))
        self.last = _seconds(datetime(year + 1, 1, 1, tzinfo=UTC)) - 1
        self.held = held
        chain = _longest_growing(held)
        self.numbers = [serial.number for serial in chain]
        self.dates = [serial.at for serial in chain]
        self._cited_numbers, self._cited_by = self._bounds(cited)
        self.highest = max([*self.numbers[-1:], *(serial.number for serial in held), *self._cited_numbers], default=0)

    def _bounds(self, cited: Iterable[tuple[int, int | None]]) -> tuple[list[int], list[int]]:
        """Numbers and the latest date that each and all below it can have: it had been sent when it was cited."""
        earliest: dict[int, int] = {}
        for number, at in cited:
            if at is not None and at >= self._before(number)[1] - 3 * _DAY:  # else the reference itself is doubtful
                earliest[number] = min(at, earliest.get(number, at))
        numbers = sorted(earliest)
        bounds = [earliest[number] for number in numbers]
        for place in range(len(bounds) - 2, -1, -1):
            bounds[place] = min(bounds[place], bounds[place + 1])
        return numbers, bounds

    def _before(self, number: int) -> tuple[int, int]:
        """The nearest dated number below, with its date; number 0 on the first of January."""
        place = bisect_left(self.numbers, number) - 1
        return (self.numbers[place], self.dates[place]) if place >= 0 else (0, self.first)

    def _after(self, number: int) -> tuple[int | None, int]:
        """The nearest dated number above, with its date; none on the last of December."""
        place = bisect_right(self.numbers, number)
        return (self.numbers[place], self.dates[place]) if place < len(self.numbers) else (None, self.last)

    def bracket(self, number: int, slack: Slack) -> Bracket:
        """When the telegram of that number was sent; where it is held and dated itself, that date is not looked at."""
        below, from_date = self._before(number)
        above, to_date = self._after(number)
        place = bisect_left(self._cited_numbers, number)
        if place < len(self._cited_by):
            to_date = min(to_date, max(self._cited_by[place], from_date))
        mean, deviation = _position(number, below, above, from_date, to_date, self._pace())
        spread = deviation * slack.deviations + _DAY / 2
        earliest = max(from_date - slack.beyond, self.first - _DAY)
        latest = min(to_date + slack.beyond, self.last + _DAY)
        first, last = mean - spread, mean + spread
        if self.usual is not None and not self.numbers:
            first, last = (self.first + _DAY * number / pace for pace in (self.usual.high, self.usual.low))
        likely_from = min(max(first, earliest), latest)
        likely_to = max(min(last, latest), likely_from)
        return Bracket(_moment(earliest), _moment(latest), _moment(likely_from), _moment(likely_to))

    def _pace(self) -> float | None:
        """Seconds a number takes, over all that is dated."""
        if not self.numbers or self.dates[-1] <= self.first:
            return None
        return (self.dates[-1] - self.first) / self.numbers[-1]

    def deviations(self) -> Iterable[tuple[float, float]]:
        """Of every dated telegram, left out in turn: seconds outside its neighbours, deviations from the middle."""
        for number, at in self.held:
            below, from_date = self._before(number)
            above, to_date = self._after(number)
            mean, deviation = _position(number, below, above, from_date, to_date, self._pace())
            outside = max(0.0, from_date - at, at - to_date)
            yield outside, max(0.0, abs(at - mean) - _DAY / 2) / max(deviation, 1.0)

    def total(self) -> Total | None:
        """How many telegrams the post sent in the year, nine times in ten; `None`: no idea."""
        by_dates = self.number_at(self.last, self.highest) if self.numbers else None
        if by_dates is not None or self.usual is None:
            return by_dates
        least, most = round(365 * self.usual.low), round(365 * self.usual.high)
        return Total(max(least, self.highest), max((least + most) // 2, self.highest), max(most, self.highest), False)

    def number_at(self, moment: float, seen: int = 0) -> Total | None:
        """Which number the post had reached at a moment after all that is dated; `seen` it had reached for certain.

        What is left is sent at a rate that differs from the one so far: by chance, and by what the year brings.
        """
        passed = min(max((self.dates[-1] - self.first) / (moment - self.first), 0.0), 1.0)
        if passed < 1 / 52:
            return None
        left = 1 - passed
        best = self.numbers[-1] / passed
        unsure = 1.645 * (sqrt(best * left) + _CHANGE * best * left)
        least = max(seen, round(best - unsure))
        return Total(least, max(round(best), least), max(round(best + unsure), least), True)


def measured_slack(timelines: Iterable[Timeline]) -> Slack:
    """How far serials and dates disagree in an archive, by leaving each dated telegram out in turn."""
    violations = [days * _DAY for days in _PRIOR_VIOLATIONS]
    deviations = list(_PRIOR_DEVIATIONS)
    for timeline in timelines:
        if len(timeline.held) > 1:
            for outside, deviation in timeline.deviations():
                violations.append(outside)
                deviations.append(deviation)
    return Slack(max(_quantile(violations, _AIM), _DAY), _quantile(deviations, LIKELY))


def _quantile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of the next ones of the kind will not exceed."""
    values.sort()
    return values[min(ceil((len(values) + 1) * share) - 1, len(values) - 1)]


def _position(
    number: int, below: int, above: int | None, from_date: float, to_date: float, pace: float | None
) -> tuple[float, float]:
    """Mean and deviation of the date of a number between two others: serials fall like order statistics."""
    if above is None:
        if pace is None:
            return (from_date + to_date) / 2, (to_date - from_date) / 4
        ahead = number - below
        mean = min(from_date + ahead * pace, to_date)
        return mean, min(pace * sqrt(ahead) + 0.2 * ahead * pace, to_date - from_date)
    count, place = above - below, number - below
    share = place / count
    deviation = sqrt(share * (1 - share) / (count + 1))
    return from_date + share * (to_date - from_date), deviation * (to_date - from_date)


def _longest_growing(serials: Sequence[Serial]) -> list[Serial]:
    """The longest run of serials whose dates never fall: what is misnumbered or misdated drops out."""
    tails: list[int] = []  # dates of the last serials of the best runs of each length
    ends: list[int] = []  # and which serials these are
    previous: list[int] = []
    for place, serial in enumerate(serials):
        length = bisect_right(tails, serial.at)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(serial.at)
            ends.append(place)
        else:
            tails[length] = serial.at
            ends[length] = place
    run: list[Serial] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        run.append(serials[place])
        place = previous[place]
    run.reverse()
    return run


def _seconds(when: datetime) -> int:
    return int((when - _EPOCH).total_seconds())


def _moment(seconds: float) -> datetime:
    return _EPOCH + timedelta(seconds=round(seconds))
