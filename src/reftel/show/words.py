"""Numbers, dates and sizes as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from reftel.facts import posts, tags

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reftel.facts import Post

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SMALL_WORDS = frozenset(("and", "at", "de", "del", "for", "in", "of", "on", "the", "to"))
_KILO = 1000


def day_words(day: date) -> str:
    """A day.

    >>> from datetime import date
    >>> day_words(date(2007, 3, 6))
    '6 March 2007'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_words(period: str) -> str:
    """A month or a year as it is written in ISO.

    >>> month_words("1974-06"), month_words("1974")
    ('June 1974', '1974')
    """
    year, _, month = period.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def moment_words(moment: datetime) -> str:
    """A moment, as telegrams count them: in UTC.

    >>> from datetime import UTC, datetime
    >>> moment_words(datetime(2007, 3, 7, 5, 18, tzinfo=UTC))
    '7 March 2007, 05:18 UTC'
    """
    return f"{day_words(moment)}, {moment:%H:%M} UTC"


def period_words(first: date, last: date | None) -> str:
    """A day, or the days from one to another; a whole month or year is called by its name.

    >>> from datetime import date
    >>> period_words(date(1931, 1, 1), date(1931, 12, 31)), period_words(date(1947, 8, 1), date(1947, 8, 31))
    ('1931', 'August 1947')
    """
    if last is None or last == first:
        return day_words(first)
    ends = (last + timedelta(days=1)).day == 1 if last < date.max else last.day == 31
    if first.day == 1 and ends and first.year == last.year:
        if first.month == last.month:
            return f"{_MONTHS[first.month - 1]} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{day_words(first)} to {day_words(last)}"


def count_words(number: int, thing: str, things: str | None = None) -> str:
    """So many of a thing.

    >>> count_words(1, "copy", "copies"), count_words(12300, "telegram")
    ('1 copy', '12,300 telegrams')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def size_words(size: int) -> str:
    """A number of bytes.

    >>> size_words(900), size_words(45_300), size_words(2_500_000)
    ('900 bytes', '45 kB', '2.5 MB')
    """
    if size < _KILO:
        return count_words(size, "byte")
    for unit, scale in (("kB", _KILO), ("MB", _KILO**2)):
        if size < scale * _KILO:
            return f"{size / scale:.0f} {unit}" if unit == "kB" else f"{size / scale:.1f} {unit}"
    return f"{size / _KILO**3:.1f} GB"


def span_words(seconds: float) -> str:
    """A length of time.

    >>> span_words(0.21), span_words(42.4), span_words(187), span_words(7500)
    ('0.2 s', '42 s', '3 min 7 s', '2 h 5 min')
    """
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def list_words(things: Sequence[str]) -> str:
    """Things in a sentence.

    >>> list_words(["a", "b", "c"]), list_words(["a"])
    ('a, b and c', 'a')
    """
    return ", ".join(things[:-1]) + (" and " if len(things) > 1 else "") + things[-1] if things else ""


def title_words(capitals: str) -> str:
    """A name written in capitals as it is written elsewhere.

    >>> title_words("PORT OF SPAIN"), title_words("USUN NEW YORK")
    ('Port of Spain', 'USUN New York')
    """
    words = [_title_word(word, first=not place) for place, word in enumerate(capitals.split())]
    return " ".join(words)


def _title_word(word: str, *, first: bool) -> str:
    if word.lower() in _SMALL_WORDS and not first:
        return word.lower()
    if word.startswith(("US", "UN")) and len(word) <= 6:
        return word  # USUN, USNATO, UNVIE: not names but letters
    return word.capitalize()


def post_words(name: str, year: int | None = None) -> str:
    """A post by the name that numbers carry, as people write it; the code as it is where it is in no table.

    >>> post_words("LAPAZ"), post_words("STATE"), post_words("SANLORENZO")
    ('La Paz', 'State', 'SANLORENZO')
    """
    post = posts().called(name, year)
    return title_words(post.name) if post else name


def post_place_words(post: Post) -> str:
    """What a post is, and where.

    >>> from reftel.facts import posts
    >>> post_place_words(posts().named("LAPAZ"))
    'the embassy in La Paz, Bolivia'
    """
    if post.kind == "department":
        return "the Department of State in Washington"
    if post.kind == "series":
        return f"{title_words(post.name)} (a travelling party)"
    name, country = title_words(post.name), country_words(post.country)
    abroad = f", {country}" if country not in {"", post.city} else ""
    if post.kind in {"embassy", "consulate"}:
        return f"the {post.kind} in {post.city or name}{abroad}"
    return f"{name} (the {post.kind}{f' in {post.city}{abroad}' if post.city else ''})"


def country_words(code: str) -> str:
    """A country by its two letters (ISO 3166), from the table of TAGS; the letters where it is in none.

    >>> country_words("BO"), country_words("QQ")
    ('Bolivia', 'QQ')
    """
    if not code:
        return ""
    labels = [fact.label for fact in tags().values() if fact.kind == "place" and fact.country == code]
    if not labels and code in tags() and not tags()[code].country:
        labels = [tags()[code].label]  # a table of one's own may have countries that ISO does not know
    # Several codes can mean one country; the labels of the odd ones say so in brackets.
    return min(labels, key=lambda label: ("(" in label, len(label)), default=code)
