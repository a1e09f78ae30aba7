"""What stands before and behind every line because a tool put it there: signs of quotation, line numbers, blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.text.carry import Carried, Change, carry
from reftel.text.lines import Line, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?){1,9}")
_NUMBERED = re.compile(r"[ \t]{0,8}(\d{1,5})(?:[ \t:|][ \t]?|$)")
_FIRST_NUMBER = re.compile(r"\s{0,40}\d{1,5}\b")
_BYTE_ORDER_MARK = "\ufeff"
_FEWEST = 4  # lines
_NEARLY_ALL, _MOST = 0.9, 0.6  # of the lines
_WIDE_END = "   \n"

Places = list[tuple[int, int]]


class Piece(NamedTuple):
    """What a tool put in at `start` to `end` of the source, and the rule that takes it out."""

    start: int
    end: int
    rule: str


class Margins(NamedTuple):
    """A text without its margins, and what was taken out.

    `foreign` are the places, in the text without, of words around a quotation, which are not the telegram's.
    """

    carried: Carried
    pieces: tuple[Piece, ...]
    foreign: tuple[tuple[int, int, str], ...]


def without_margins(text: str, without: Collection[str] = ()) -> Margins | None:
    r"""The text without its margins; `None` where it has none, as nearly all have. Rules in `without` take nothing out.

    >>> margins = without_margins("> FM LIMA\n> TO STATE\n>\n> UNCLAS LIMA 12\n")
    >>> margins.carried.text, margins.pieces[0]
    ('FM LIMA\nTO STATE\n\nUNCLAS LIMA 12\n', Piece(start=0, end=2, rule='quotation-sign'))
    """
    carried: Carried | None = None
    pieces: list[Piece] = []
    around: Places = []
    for rule, may_be, find in _KINDS:
        current = carried.text if carried else text
        found = find(split_lines(current)) if may_be(current) and rule not in without else []
        if not found:
            continue
        in_source = found if carried is None else [carried.source_span(start, end) for start, end in found]
        pieces = sorted([*pieces, *(Piece(start, end, rule) for start, end in in_source)])
        carried = carry(text, 0, len(text), [Change(start, end, "") for start, end, _ in pieces])
        if rule == "quotation-sign":
            around = [(0, in_source[0][0]), (_line_end(text, in_source[-1][1]), len(text))]
    if carried is None or not carried.text:
        return None
    foreign = [(carried.place(start), carried.place(end)) for start, end in around]
    return Margins(
        carried,
        tuple(pieces),
        tuple((start, end, "unread") for start, end in foreign if carried.text[start:end].strip()),
    )


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _has_mark(text: str) -> bool:
    return text.startswith(_BYTE_ORDER_MARK)


def _may_be_quoted(text: str) -> bool:
    return ">" in text and text.count("\n>") + text.startswith(">") >= _FEWEST


def _may_be_numbered(text: str) -> bool:
    return (text[:1].isspace() or text[:1].isdigit()) and _FIRST_NUMBER.match(text) is not None


def _may_be_indented(text: str) -> bool:
    if not text[:1].isspace():
        return False
    first = len(text) - len(text.lstrip())  # the first word, and the line of the last one
    last = text.rfind("\n", 0, len(text.rstrip())) + 1
    return text[max(first - 1, 0)] in " \t" and text[last : last + 1] in {" ", "\t", "\x0c"}


def _may_be_padded(text: str) -> bool:
    return _WIDE_END in text and text.count(_WIDE_END) * 2 > text.count("\n")


def _mark(lines: list[Line]) -> Places:
    """The mark that some programs put before a text."""
    return [(lines[0].start, lines[0].start + 1)]


def _quotation(lines: list[Line]) -> Places:
    """The signs before the lines of a quotation that is most of a text: the rest are words of who passes it on."""
    signs = [(line, sign) for line in lines if (sign := _QUOTED.match(line.text)) is not None]
    if not signs:
        return []
    first, last = signs[0][0].start, signs[-1][0].start
    full = [line for line in lines if line.text.strip()]
    inside = sum(first <= line.start <= last for line in full)
    if len(signs) < _FEWEST or len(signs) < _NEARLY_ALL * inside or len(signs) < _MOST * len(full):
        return []
    return [(line.start, line.start + sign.end()) for line, sign in signs]


def _numbers(lines: list[Line]) -> Places:
    """The numbers before lines, where each is the one before and one more, or the first of a page."""
    found: Places = []
    full = before = pages = 0
    for line in lines:
        full += bool(line.text.strip())
        number = _NUMBERED.match(line.text)
        if number is None or int(number[1]) not in {before + 1, 1}:
            continue
        pages += int(number[1]) == 1
        before = int(number[1])
        found.append((line.start, line.start + number.end()))
    enough = len(found) > 2 * _FEWEST and len(found) >= 2 * _FEWEST * pages
    return found if enough and len(found) >= _NEARLY_ALL * full else []


def _indentation(lines: list[Line]) -> Places:
    """The blanks that every line begins with, behind the end of a page."""
    full = [(line, line.start + line.text.startswith("\x0c")) for line in lines if line.text.strip()]
    width = min(
        (line.start + len(line.text) - len(line.text.lstrip(" \t\x0c")) - start for line, start in full), default=0
    )
    return [(start, start + width) for _, start in full] if width and len(full) >= _FEWEST else []


def _padding(lines: list[Line]) -> Places:
    """The blanks at the ends of lines that fill each up to one width."""
    kept = [(line, len(line.text.rstrip(" \t"))) for line in lines]
    return [(line.start + width, line.end) for line, width in kept if width < len(line.text)]


class _Kind(NamedTuple):
    """One kind of margin: whether a text may have it, which is asked of every text and so quickly, and where it is."""

    rule: str
    may_be: Callable[[str], bool]
    find: Callable[[list[Line]], Places]


#: In the order in which they are taken off: what is quoted may be indented inside the quotation as well.
_KINDS = (
    _Kind("byte-order-mark", _has_mark, _mark),
    _Kind("indentation", _may_be_indented, _indentation),
    _Kind("quotation-sign", _may_be_quoted, _quotation),
    _Kind("line-number", _may_be_numbered, _numbers),
    _Kind("indentation", _may_be_indented, _indentation),
    _Kind("padding", _may_be_padded, _padding),
)
