"""The plain run: items that are a letter, perhaps a year, a known post and a number, and nothing else.

Nine references in ten are like that. They are read here by one pattern; `reftel.references.block` reads the others,
and would read these to the same result.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.number import full_year
from reftel.model.telegram import Reftel
from reftel.references.names import Named, known_posts, mrn_start
from reftel.references.years import this_year_up_to, years_of

if TYPE_CHECKING:
    from reftel.references.own import Own

#: What an item may end at: the end, a semicolon, the letter of the next, or the next of a list (no date, no SECTO).
_END = (
    r"(?=[ \r\n]{0,40}(?:\Z|;)|[,;.]?[ \r\n]{1,40}(?:¶ ?)?(?:\([A-Z]\)|[A-Z][.)] )"
    r"|, (?!(?:19|20)\d\d(?!\d))\d{3,6}(?:[,;]| AND [A-Z]|[ \r\n]{0,40}\Z)"
    r"|(?:, (?!SECTO|TOSEC)(?=[A-Z ]{3,45} \d{3})|,? AND )[A-Z]{3,15}(?: [A-Z]{2,15}){0,2} \d{2,6}(?![\dA-Za-z/#*?-]))"
)
_ITEM = re.compile(
    r"[ \r\n¶;,]{0,40}(AND )?(?:(\([A-Z]\)|[A-Z][.)]) {0,4})?((?:(?:19|20)?\d\d ))?"
    r"([A-Z]{2,15}(?: [A-Z]{2,15}){0,2}) 0{0,5}([1-9]\d{0,5})(?: (?:\((NOTAL)\)|(AND PREVIOUS)))?" + _END,
)
#: A further number of the same post.
_FURTHER = re.compile(r", ((?!(?:19|20)\d\d(?!\d))0{0,3}([1-9]\d{0,5}))(?<=\d{3})" + _END)

#: Where a plain run ends, and what the next item may take over from it: place, letter, post, printed year.
Stop = tuple[int, str | None, Named | None, int | None]
START: Stop = (0, None, None, None)


def read_plain_items(block: str, base: int, own: Own, stop: Stop, reftels: list[Reftel]) -> Stop:
    """Add the plain items from the place of `stop` on; gives where the first other one begins (`stop` if at once)."""
    match, known = _ITEM.match, known_posts()
    place, label, last, printed_year = stop
    begin = place
    while (item := match(block, place)) is not None:
        joined, letter, year_digits, words, digits, notal, previous = item.groups()
        named = known.get(words)
        if named is None:
            break
        if letter is None:
            if reftels and joined is None and block[place] not in ";,":
                break
            item_label = label
        else:
            item_label = letter[1] if letter[0] == "(" else _following(letter[0], label)
            if item_label is None:
                break
        if year_digits is None:
            year = _inferred_year(named.post, int(digits), own)
            start = item.start(4)
        else:
            year = full_year(int(year_digits))
            start = item.start(3)
        if year is None or (own.year is not None and year > own.year):
            break
        place, end = item.end(), item.end(5)
        label, last, printed_year = item_label, named, None if year_digits is None else year
        reftels.append(
            Reftel(
                label=label,
                text=block[start:end],
                mrn=mrn_start(named, year) + digits,
                start=base + start,
                end=base + end,
                note=notal or previous,
            )
        )
        if block.startswith(",", place):
            place = _read_further(block, base, own, (place, label, named, printed_year), reftels)
    return stop if place == begin else (place, label, last, printed_year)


def _read_further(block: str, base: int, own: Own, stop: Stop, reftels: list[Reftel]) -> int:
    """Add the numbers that follow an item under its post and year; gives where they end."""
    place, label, named, printed_year = stop
    while named is not None and (further := _FURTHER.match(block, place)) is not None:
        year = _inferred_year(named.post, int(further[2]), own) if printed_year is None else printed_year
        if year is None:
            break
        start, place = further.span(1)
        mrn = mrn_start(named, year) + further[2]
        reftels.append(Reftel(label=label, text=further[1], mrn=mrn, start=base + start, end=base + place))
    return place


def _following(letter: str, label: str | None) -> str | None:
    """The letter of the next item, where it can follow the one before; else `None`."""
    return letter if label is None or 0 < ord(letter) - ord(label) <= 3 else None


def _inferred_year(post: str, number: int, own: Own) -> int | None:
    """The one year that the number can be of; `None` where there are several."""
    year, when = own.year, own.dtg
    if year is not None and when is not None and post != own.post and number <= this_year_up_to(post, year, when):
        return year
    years = years_of(post, number, own).years
    return years[0] if len(years) == 1 else None
