"""A telegram in pieces, to be read on a page: as received, and restored. What a page does with them is its own matter.

Each piece knows what it was and what it is, so that every repair can be seen and taken back where it stands. Places
are those of the source text, as everywhere in the record.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from reftel.model.parts import Part, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reftel.model.repair import Repair
    from reftel.model.telegram import Paragraph, Telegram

P = TypeVar("P", bound=tuple[Any, ...])
Place = tuple[int, int]

_MOST_TOLD = 4  # things that are wrong at one place


class Link(NamedTuple):
    """`text[start:end]` stands for something: a telegram that is referred to, a person that is named."""

    start: int
    end: int
    kind: str
    key: str


class Piece(NamedTuple):
    """Characters that share everything: `text` as it reads, `repair` what made it so, `hit` if it was asked for."""

    text: str
    repair: Repair | None = None
    hit: bool = False


class Run(NamedTuple):
    """Pieces that stand for one thing, or (`link` is `None`) for nothing but themselves."""

    link: Link | None
    pieces: tuple[Piece, ...]


class Block(NamedTuple):
    """Running text, or (`table`) lines whose columns are kept."""

    table: bool
    runs: tuple[Run, ...]


class Restored(NamedTuple):
    """A paragraph to read. `anchor` is its name in an address (`p8`), once in each telegram."""

    anchor: str
    paragraph: Paragraph
    blocks: tuple[Block, ...]


class Received(NamedTuple):
    """Characters of the source under one label: `repair` that changes them, and what is wrong there (`defects`)."""

    text: str
    label: str
    repair: Repair | None
    defects: tuple[str, ...]
    hit: bool = False


def anchors(paragraphs: Sequence[Paragraph]) -> tuple[str, ...]:
    """The names of paragraphs in addresses: `p8` by the number.

    A second 8 is `p8-2`; one without a number is `u` and its place.

    >>> from reftel.model.telegram import Paragraph
    >>> numbers = (1, 2, None, 2)
    >>> anchors([Paragraph(number=n, text="", start=0, end=0, text_start=0) for n in numbers])
    ('p1', 'p2', 'u3', 'p2-2')
    """
    seen: Counter[int] = Counter()
    names = []
    for place, paragraph in enumerate(paragraphs, start=1):
        if paragraph.number is None:
            names.append(f"u{place}")
            continue
        seen[paragraph.number] += 1
        again = seen[paragraph.number]
        names.append(f"p{paragraph.number}" + (f"-{again}" if again > 1 else ""))
    return tuple(names)


def restore(
    telegram: Telegram, links: Iterable[Link] = (), hits: Iterable[tuple[int, int]] = ()
) -> tuple[Restored, ...]:
    """The paragraphs of a telegram to read, with their repairs, links and hits in place.

    Of links that overlap the first keeps its characters; `hits` are places in the source.
    """
    marks = _Marks(
        [(s.start, s.end) for s in telegram.spans if s.label == "table"], _apart(sorted(links)), _joined(hits)
    )
    named = zip(anchors(telegram.paragraphs), telegram.paragraphs, strict=True)
    return tuple(Restored(anchor, paragraph, _blocks(parts(telegram, paragraph), marks)) for anchor, paragraph in named)


class _Places(Generic[P]):
    """Places in order and without overlap."""

    def __init__(self, places: Sequence[P]) -> None:
        self._places = places
        self._starts: list[int] = [place[0] for place in places]

    def at(self, place: int) -> P | None:
        """The one that holds a place."""
        nth = bisect_right(self._starts, place) - 1
        return self._places[nth] if nth >= 0 and place < self._places[nth][1] else None


class _Marks:
    """What is marked in a telegram, and every place where a mark begins or ends."""

    def __init__(self, tables: Sequence[Place], links: Sequence[Link], hits: Sequence[Place]) -> None:
        self.tables, self.links, self.hits = _Places(tables), _Places(links), _Places(hits)
        self.cuts = _ends(tables, links, hits)


def _ends(*places: Iterable[tuple[Any, ...]]) -> list[int]:
    """Where places begin and end, in order."""
    return sorted({end for some in places for place in some for end in place[:2]})


def _blocks(whole: Iterable[Part], marks: _Marks) -> tuple[Block, ...]:
    cut = [part for one in whole for part in _cut(one, marks.cuts)]
    blocks = []
    for table, part in groupby(cut, key=lambda one: marks.tables.at(one.start) is not None):
        runs = []
        for link, same in groupby(part, key=lambda one: marks.links.at(one.start)):
            pieces = (
                Piece(one.words, one.repair, marks.hits.at(one.start) is not None)
                for one in same
                if one.words or one.repair
            )
            runs.append(Run(link, tuple(_melted(pieces))))
        blocks.append(Block(table, tuple(run for run in runs if run.pieces)))
    return tuple(block for block in blocks if block.runs)


def _melted(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that differ in nothing, as one."""
    for (repair, hit), same in groupby(pieces, key=lambda piece: (piece.repair, piece.hit)):
        if repair is not None:
            yield from same
        else:
            yield Piece("".join(piece.text for piece in same), None, hit)


def _cut(part: Part, cuts: list[int]) -> Iterator[Part]:
    """The source's own characters apart at each of the places; a repair stays whole."""
    inside = cuts[bisect_right(cuts, part.start) : bisect_left(cuts, part.end)]
    if part.repair is not None or not inside or part.end - part.start != len(part.words):
        yield part
        return
    for start, end in zip([part.start, *inside], [*inside, part.end], strict=True):
        yield Part(start, end, part.words[start - part.start : end - part.start])


def _apart(links: Iterable[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if link.end > link.start and (not kept or link.start >= kept[-1].end):
            kept.append(link)
    return kept


def _joined(places: Iterable[Place]) -> list[Place]:
    kept: list[Place] = []
    for start, end in sorted(places):
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        elif end > start:
            kept.append((start, end))
    return kept


# as received


def receive(telegram: Telegram, hits: Iterable[tuple[int, int]] = ()) -> Iterator[Received]:
    """The source text from its first character to its last, under its labels, cut where something is said of it.

    Joined, the texts are the source, whatever the telegram holds.
    """
    repairs = [(repair.start, repair.end, repair) for repair in telegram.repairs if repair.applied]
    damaged = [(defect.start, defect.end) for defect in telegram.defects if defect.end > defect.start]
    asked = _joined(hits)
    cuts = _ends(repairs, damaged, asked)
    repaired, found, noted = _Places(repairs), _Places(asked), _Noted(telegram)
    for span in telegram.spans:
        inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
        for start, end in zip([span.start, *inside], [*inside, span.end], strict=True):
            changed = repaired.at(start)
            yield Received(
                telegram.text[start:end],
                span.label,
                changed[2] if changed else None,
                noted.at(start, end),
                found.at(start) is not None,
            )


class _Noted:
    """What is wrong at a place. Asked in the order of the text; of much that is wrong at once the last is told."""

    def __init__(self, telegram: Telegram) -> None:
        self._waiting = sorted((d for d in telegram.defects if d.end > d.start), key=lambda d: d.start, reverse=True)
        self._open: list[tuple[int, str]] = []

    def at(self, start: int, end: int) -> tuple[str, ...]:
        while self._waiting and self._waiting[-1].start < end:
            defect = self._waiting.pop()
            self._open.append((defect.end, defect.message))
        self._open = [(until, message) for until, message in self._open[-_MOST_TOLD:] if until > start]
        return tuple(message for _, message in self._open)
