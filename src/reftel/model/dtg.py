"""Date-time groups: `070518Z MAR 07`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reftel.model.number import full_year

MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
#: Hours east of Greenwich by zone letter: Z is UTC, J is not used (ACP 121).
ZONES = {
    "Z": 0,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", start=1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", start=1)},
}


def moment(day: int, hour: int, minute: int, zone: str, month: str, year: int) -> datetime | None:
    """The moment in UTC, or `None` where there is no such date; `year` may have two digits.

    >>> moment(7, 5, 18, "Z", "MAR", 7).isoformat()
    '2007-03-07T05:18:00+00:00'
    """
    try:
        local = datetime(full_year(year), MONTHS[month[:3].upper()], day, hour, minute, tzinfo=UTC)
    except (ValueError, KeyError):
        return None
    return local - timedelta(hours=ZONES.get(zone.upper(), 0))
