"""The offices of one person over many telegrams: each title once, with the time in which it is named."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 (msgspec reads the annotations)
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.model.analysis import Office

_BEFORE_TITLE = re.compile(r"(?:(?:the|an?)\s+)?(?:former\s+|then-|ex(?:\s*[-/]\s*|\s+))?(?=\w)", re.IGNORECASE)


class Naming(NamedTuple):
    """An office as one telegram names it: the telegram, its day, and the office with the place of its title."""

    telegram: str
    day: date | None
    office: Office


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """An office as the telegrams of an archive give it to a person.

    `held_from` and `held_to` are days that a text states; `first` and `last` are the days of the first and the last
    telegram that name the office: it may have been held for longer, and people go on to be called by an office that
    they no longer hold. `former` is true where it is only named as one held before. The first naming is the evidence:
    `telegram`, and `start` and `end` of the title, counted in characters of that telegram's source.
    """

    title: str
    held_from: date | None
    held_to: date | None
    former: bool
    first: date | None
    last: date | None
    telegrams: int
    telegram: str
    start: int
    end: int


def find_tenures(namings: Iterable[Naming]) -> tuple[Tenure, ...]:
    """Each office once, those named earlier first; a title is the same in capitals, with an article, with other signs.

    >>> from datetime import date
    >>> from reftel.model.analysis import Office
    >>> said = [("74LAPAZ1", 1, "PRESIDENT"), ("74LAPAZ9", 9, "President"), ("74LAPAZ9", 9, "General")]
    >>> for one in find_tenures(Naming(name, date(1974, 1, day), Office(title=title, start=0, end=9))
    ...                         for name, day, title in said):
    ...     print(one.title, one.first, one.last, one.telegrams, one.telegram)
    President 1974-01-01 1974-01-09 2 74LAPAZ1
    General 1974-01-09 1974-01-09 1 74LAPAZ9
    """
    same: dict[tuple[str, date | None, date | None, bool], list[Naming]] = {}
    for naming in namings:
        office = naming.office
        words = "".join(sign if sign.isalnum() else " " for sign in _title(office).casefold())
        same.setdefault((" ".join(words.split()), office.held_from, office.held_to, office.former), []).append(naming)
    return tuple(sorted(map(_tenure, same.values()), key=lambda one: (one.first is None, one.first, one.telegram)))


def _title(office: Office) -> str:
    """A title on one line without an article, and without the word that says it was held before."""
    title = " ".join(office.title.split())
    found = _BEFORE_TITLE.match(title)
    return title[found.end() :] if found else title


def _tenure(namings: list[Naming]) -> Tenure:
    days = [naming.day for naming in namings if naming.day is not None]
    earliest = min(namings, key=lambda naming: (naming.day is None, naming.day, naming.telegram))
    titles = [_title(naming.office) for naming in namings]
    return Tenure(
        title=next((title for title in titles if not title.isupper()), titles[0]),
        held_from=earliest.office.held_from,
        held_to=earliest.office.held_to,
        former=earliest.office.former,
        first=min(days, default=None),
        last=max(days, default=None),
        telegrams=len({naming.telegram for naming in namings}),
        telegram=earliest.telegram,
        start=earliest.office.start,
        end=earliest.office.end,
    )
