"""The words of a paragraph in pieces, so that an edition can show what was received beside what was made of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.body import is_list_item, is_table_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.repair import Repair
    from reftel.model.telegram import Paragraph, Telegram


class Piece(NamedTuple):
    """Words as they read now. Where a repair changed letters, `repair` says which; else it is `None`."""

    words: str
    repair: Repair | None = None


class Block(NamedTuple):
    """Lines of one kind, each as its pieces: `text` and `item` (of a list) have one line, a `table` has its rows."""

    kind: str
    lines: list[list[Piece]]


def blocks(telegram: Telegram, paragraph: Paragraph) -> list[Block]:
    """The lines of a paragraph by their kind, in order; blank lines between them are left out."""
    made: list[Block] = []
    for line in _lines(pieces(telegram, paragraph)):
        words = "".join(piece.words for piece in line)
        if not words.strip():
            continue
        kind = "table" if is_table_row(words) else "item" if is_list_item(words) and made else "text"
        if made and made[-1].kind == kind == "table":
            made[-1].lines.append(line)
        else:
            made.append(Block(kind, [line]))
    return made


def cells(row: str) -> list[str]:
    """The columns of a row: what stands between runs of blanks.

    >>> cells("WHEAT    12,000     3.5")
    ['WHEAT', '12,000', '3.5']
    """
    return re.split(r" {2,}|\t+", row.strip())


def pieces(telegram: Telegram, paragraph: Paragraph) -> list[Piece]:
    """The paragraph's text cut at the repairs that changed letters; joined, the pieces are `paragraph.text`.

    Wraps, page marks and other furniture that repairs took out are no pieces. A telegram that was made and not read has
    no source to look into: its paragraph is one piece.
    """
    made = list(_cut(telegram, paragraph)) if paragraph.end > paragraph.text_start else []
    if "".join(piece.words for piece in made) != paragraph.text:
        return [Piece(paragraph.text)]
    return made


def _cut(telegram: Telegram, paragraph: Paragraph) -> Iterator[Piece]:
    at, words = paragraph.text_start, ""
    first = bisect_left(telegram.repairs, at, key=lambda repair: repair.start)
    last = bisect_left(telegram.repairs, paragraph.end, key=lambda repair: repair.start)
    for repair in telegram.repairs[first:last]:
        if not repair.applied or repair.start < at or repair.end > paragraph.end:
            continue
        words += telegram.text[at : repair.start]
        at = repair.end
        if repair.was.strip() and repair.now.strip() and "\n" not in repair.now:
            yield Piece(words)
            yield Piece(repair.now, repair)
            words = ""
        else:
            words += repair.now
    yield Piece(words + telegram.text[at : paragraph.end])


def _lines(whole: list[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in whole:
        first, *rest = piece.words.split("\n")
        lines[-1].append(Piece(first, piece.repair))
        lines += [[Piece(words)] for words in rest]
    return lines
