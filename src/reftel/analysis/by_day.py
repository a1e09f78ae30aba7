"""References by sender and date (OUR TELEGRAM OF JUNE 3): which telegrams held were sent by that post on that day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reftel.analysis.cited_dates import find_day
from reftel.archive.entries import seconds
from reftel.references.names import name_of
from reftel.references.shapes import SENT

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from reftel.analysis.claims import Day
    from reftel.references import Own

_MOST = 10  # of a day: more are no help
_LOCAL = timedelta(hours=12)  # days are local ones


def held_of_day(connection: sqlite3.Connection, words: str, own: Own) -> list[str]:
    """The numbers held that a reference by sender and date can mean: sent that day, before the citing telegram `own`.

    None where the sender or the day cannot be told, or where more were sent than is any help.
    """
    sent = SENT.match(words)
    named = None if sent is None else name_of(sent["who"], own)
    said = find_day(words)
    day = None if said is None else _day_before(said, own.dtg)
    if named is None or not named.known or day is None:
        return []
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    last = midnight + timedelta(days=1) + _LOCAL
    asked = """
        SELECT mrn FROM telegram
        WHERE post = ? AND year BETWEEN ? AND ? AND mrn IS NOT NULL AND dtg >= ? AND dtg < ? AND mrn IS NOT ?
        ORDER BY number LIMIT ?
    """
    itself = f"{own.year % 100:02d}{own.post}{own.number}" if own.year is not None else None
    years = (day.year - 1, day.year + 1)
    values = (named.post, *years, seconds(midnight - _LOCAL), seconds(min(last, own.dtg or last)), itself, _MOST + 1)
    found = [str(mrn) for (mrn,) in connection.execute(asked, values)]
    return found if len(found) <= _MOST else []


def _day_before(said: Day, citing: datetime | None) -> date | None:
    """The day as printed; without a year the latest that is not after the citing telegram."""
    if said.year is not None or citing is None:
        return said.as_date()
    day = said._replace(year=citing.year).as_date()
    if day is None or day > (citing + timedelta(days=1)).date():
        day = said._replace(year=citing.year - 1).as_date()
    return day
