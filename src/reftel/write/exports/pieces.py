"""The words of a paragraph in pieces, so that an edition can show what was received beside what was made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.body import is_list_item, is_table_row
from reftel.model.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reftel.model.repair import Repair
    from reftel.model.telegram import Paragraph, Telegram

#: What stands in one column of a row: words one blank apart.
_CELL = re.compile(r"[^ \t]+(?: [^ \t]+)*")


class Piece(NamedTuple):
    """Words as they read now. Where a repair changed letters, `repair` says which; else it is `None`."""

    words: str
    repair: Repair | None = None


class Block(NamedTuple):
    """Lines of one kind, each as its pieces: `text` and `item` (of a list) have one line, a `table` has its rows."""

    kind: str
    lines: list[list[Piece]]


def blocks(telegram: Telegram, paragraph: Paragraph) -> list[Block]:
    """The lines of a paragraph by their kind, in order; blank lines between them are left out.

    The first block is a `text`, if need be an empty one: the paragraph's number and mark have their place before it.
    """
    made: list[Block] = []
    for line in _written(_lines(telegram, paragraph)):
        words = "".join(piece.words for piece in line)
        kind = "table" if is_table_row(words) else "item" if is_list_item(words) and made else "text"
        if kind == "table" and not made:
            made.append(Block("text", [[]]))
        if made and made[-1].kind == kind == "table":
            made[-1].lines.append(line)
        else:
            made.append(Block(kind, [line]))
    return made or [Block("text", [[]])]


def cells(row: list[Piece]) -> list[list[Piece]]:
    """The columns of a row, each as its pieces: what stands between runs of blanks.

    A repair is whole in the column in which its words begin.

    >>> [cell[0].words for cell in cells([Piece("WHEAT    12,000     3.5")])]
    ['WHEAT', '12,000', '3.5']
    """
    whole = "".join(piece.words for piece in row)
    places = [found.span() for found in _CELL.finditer(whole)] or [(0, 0)]
    made: list[list[Piece]] = [[] for _ in places]
    nth = at = 0
    for words, repair in row:
        end, told = at + len(words), repair is None
        while nth < len(places):
            start, stop = max(places[nth][0], at), min(places[nth][1], end)
            if start < stop:
                made[nth].append(Piece(whole[start:stop], None if told else repair))
                told = True
            if places[nth][1] > end:
                break
            nth += 1
        if not told:  # its words were taken out
            made[min(nth, len(made) - 1)].append(Piece("", repair))
        at = end
    return made


def _written(lines: Iterable[list[Piece]]) -> Iterator[list[Piece]]:
    """Lines that have words. A repair that left none on its line stands at the end of the line before."""
    before: list[Piece] = []
    for line in lines:
        if "".join(piece.words for piece in line).strip():
            if "".join(piece.words for piece in before).strip():
                yield before
                before = []
            before += line
        else:
            before += [Piece("", piece.repair) for piece in line if piece.repair]
    if before:
        yield before


def _lines(telegram: Telegram, paragraph: Paragraph) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for part in parts(telegram, paragraph):
        first, *rest = part.words.split("\n")
        if part.repair or not lines[-1] or lines[-1][-1].repair:
            lines[-1].append(Piece(first, part.repair))
        else:
            lines[-1][-1] = Piece(lines[-1][-1].words + first)
        lines += [[Piece(words)] for words in rest]
    return lines
