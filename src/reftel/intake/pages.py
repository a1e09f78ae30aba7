"""What a printer put at the head and foot of its pages: page numbers, addresses, titles and levels."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.text.lines import Line

Mark = tuple[int, int, str]

#: A page number as programs print it: `Page 2 of 7`, `2/7` behind an address, `- 2 -`.
_NUMBERED = re.compile(
    r"(?:.{0,80}\s)?(?:(?i:page) (?P<n>\d{1,4}) (?i:of) (?P<of>\d{1,4})|(?i:page) (?P<lone>\d{1,4})"
    r"|(?:https?|file)://\S+\s+(?P<n2>\d{1,4})/(?P<of2>\d{1,4}))"
)
_BARE = re.compile(r"-? ?(?P<lone>\d{1,4}) ?-?")
#: What a browser prints beside it.
_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?")
#: Each with a fixed beginning, so that the search jumps: what a text must have before its lines are looked at.
_SIGNS = tuple(map(re.compile, (r"\x0c", r"age \d", r"PAGE \d{1,4} OF \d", r"://\S{1,200}[ \t]{1,80}\d{1,4}/\d")))
_LONGEST = 160
_NEAR, _LOOKED_OVER = 3, 12  # full lines on either side of a page's end, among so many


class _End(NamedTuple):
    """The end of a page: the line that numbers it, and the number; `of` is 0 where it does not say of how many."""

    place: int
    number: int
    of: int


def page_marks(text: str, lines: list[Line]) -> list[Mark]:
    """The places of the lines that a printer put between those of a telegram; nearly always none.

    They are told by page numbers that count from one. What stands at the same place of every page and says the same,
    but for its number, was printed by the same hand.
    """
    if not any(sign.search(text) for sign in _SIGNS):
        return []
    ends = _ends(text, lines)
    if not ends:
        return []
    furniture = {end.place for end in ends}
    numbers = frozenset(furniture)
    heads = [list(_full(lines, place, 1, _NEAR, numbers)) for place in (-1, *(end.place for end in ends))]
    feet = [list(_full(lines, end.place, -1, _NEAR, numbers)) for end in ends]
    for end_lines in (*heads, *feet):
        days = [place for place in end_lines if _DAY.fullmatch(lines[place].text.strip())]
        furniture.update(days)
        end_lines[:] = [place for place in end_lines if place not in days]
    for pages in (heads, feet):
        said = [(place, rank, key) for page, places in enumerate(pages, 1) for rank, place in enumerate(places)
                for key in _keys(lines[place], page)]  # fmt: skip
        counted = Counter((rank, key) for _, rank, key in said)
        furniture.update(place for place, rank, key in said if counted[rank, key] >= max(2, len(ends) - 1))
    return [(lines[place].start, lines[place].next, "page-mark") for place in sorted(furniture)]


def _ends(text: str, lines: list[Line]) -> list[_End]:
    """The ends of pages, where their numbers run 1, 2, 3; of several ways to number the one with most counts."""
    said: list[_End] = []
    bare: list[_End] = []
    for place, line in enumerate(lines):
        if len(line.text) > _LONGEST or not any(map(str.isdigit, line.text)):
            continue
        stripped = line.text.strip()
        found = _NUMBERED.fullmatch(stripped)
        if found is not None:
            number, of = found["n"] or found["n2"] or found["lone"], found["of"] or found["of2"] or 0
            said.append(_End(place, int(number), int(of)))
        elif (lone := _BARE.fullmatch(stripped)) is not None and _is_at_page_end(text, lines, place):
            bare.append(_End(place, int(lone["lone"]), 0))
    return max(_counted(said), _counted(bare), key=len)


def _counted(ends: list[_End]) -> list[_End]:
    """Those that count from one, each once; none where they say of other pages than there are."""
    run: list[_End] = []
    for end in ends:
        if end.number == len(run) + 1 and (not run or end.of == run[0].of):
            run.append(end)
    return run if run and (run[0].of or len(run)) in {len(run), len(run) + 1} else []


def _is_at_page_end(text: str, lines: list[Line], place: int) -> bool:
    """Whether a form feed stands under or over a line."""
    around = [place, *_full(lines, place, 1, 1)]
    start, end = lines[place].start, lines[around[-1]].end if len(around) > 1 else len(text)
    return "\x0c" in text[max(start - 2, 0) : min(end, lines[place].end + 40)]


def _full(lines: list[Line], place: int, step: int, count: int, stops: frozenset[int] = frozenset()) -> Iterator[int]:
    """The places of the next full lines, as far as the next of `stops`."""
    found = looked = 0
    place += step
    while 0 <= place < len(lines) and found < count and looked < _LOOKED_OVER and place not in stops:
        if lines[place].text.strip():
            yield place
            found += 1
        looked += 1
        place += step


def _keys(line: Line, page: int) -> set[str]:
    """What a line says, and the same with a sign in place of the number of its page; names struck out say nothing."""
    words = line.text.strip()[:_LONGEST]
    return {words, re.sub(rf"(?<!\d){page}(?!\d)", "#", words)} if words.strip("Xx ") else set()
