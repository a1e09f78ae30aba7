"""What several commands take: days in any of their forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class Day(click.ParamType[date]):
    """A day, or the first or last of a month or a year: 1974-05-01, 1974-05, 1974, 7 MAR 07."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that is meant."""
        from reftel.query.days import read_days

        if isinstance(value, date):
            return value
        days = read_days("dtg", str(value))
        day = None if days is None else days.last if self._last else days.first
        if day is None:
            self.fail(f"{value!r} is no day, month or year: 1974-05-01, 1974-05, 1974.", param, ctx)
        return day


def days_of(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options --since and --until, for the days of what is listed."""
    since = click.option("--since", type=Day(), help=f"{what} from this day, month or year on.")
    until = click.option("--until", type=Day(last=True), help=f"{what} until its end.")
    return lambda command: since(until(command))
