"""The telegram that cites: what a reference without a year, or without a post, is measured against."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Own(NamedTuple):
    """Year, post (as numbers carry it), number and date-time group of the citing telegram; `None` where not known.

    `to` is the one post that it is sent to for action, where it is sent to one: what it calls YOUR is of that post.
    """

    year: int | None = None
    post: str | None = None
    number: int | None = None
    dtg: datetime | None = None
    to: str | None = None


NOBODY = Own()


@lru_cache(maxsize=1024)
def day_of_year(when: datetime) -> int:
    """1 to 366."""
    return when.timetuple().tm_yday
