"""The best place of a telegram for a question: which paragraph, which part of it, and where the words stand in it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.index import analyzer
from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.archive.query import Term
    from reftel.model.telegram import Telegram

_WIDTH = 240  # characters of a passage, about three lines


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A piece of a telegram with the words that were asked for.

    `text` is the piece; `marks` are the places of the words in it. `number` and `portion` are those of its paragraph,
    `paragraph` is the place of that in `Telegram.paragraphs`, `start` where `text` begins in `Paragraph.text`.
    `paragraph` is `None` for the subject and for a telegram without paragraphs.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    paragraph: int | None = None
    number: int | None = None
    portion: str | None = None
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False


class _Words(NamedTuple):
    words: list[str]
    places: list[tuple[int, int]]


def passages(telegram: Telegram, terms: Sequence[Term], limit: int = 1) -> tuple[Passage, ...]:
    """The pieces that show most of what was asked for, best first; the beginning where it stands in none of them."""
    wanted = [term.choices() for term in terms]
    found = []
    for nth, text in enumerate(_texts(telegram)):
        marks = _marks(text, wanted)
        if marks:
            variety = len({term for _, _, term in marks})
            found.append((-variety, -len(marks), nth, text, marks))
    found.sort(key=lambda piece: piece[:3])
    best = [_passage(telegram, nth, text, marks) for _, _, nth, text, marks in found[:limit]]
    return tuple(best) or tuple(_beginning(telegram))


def _texts(telegram: Telegram) -> Iterator[str]:
    if telegram.paragraphs:
        yield from (paragraph.text for paragraph in telegram.paragraphs)
    else:
        yield apply_repairs(telegram.text, telegram.repairs).text


def _beginning(telegram: Telegram) -> Iterator[Passage]:
    for nth, text in enumerate(_texts(telegram)):
        yield _passage(telegram, nth, text, [])
        return


def _marks(text: str, wanted: list[list[tuple[str, ...]]]) -> list[tuple[int, int, int]]:
    """Where the terms stand in a text: start, end and which term, in order, without overlap."""
    if not text.isascii() or _may_hold(text, wanted):
        cut = _cut(text)
        found = sorted(mark for nth, choices in enumerate(wanted) for mark in _places(cut, choices, nth))
        return _without_overlap(found)
    return []


def _may_hold(text: str, wanted: list[list[tuple[str, ...]]]) -> bool:
    """A quick look that spares cutting most paragraphs into words."""
    small = text.lower()
    return any(any(form in small for form in choices[0]) for choices in wanted)


def _cut(text: str) -> _Words:
    tokens = analyzer().pre_tokenize(text).tokens
    return _Words(
        [token.text for token in tokens], [(token.char_offset_from, token.char_offset_to) for token in tokens]
    )


def _places(cut: _Words, choices: list[tuple[str, ...]], nth: int) -> Iterator[tuple[int, int, int]]:
    first = frozenset(choices[0])
    for place, word in enumerate(cut.words):
        if word in first and _follows(cut.words, place, choices):
            yield cut.places[place][0], cut.places[place + len(choices) - 1][1], nth


def _follows(words: list[str], place: int, choices: list[tuple[str, ...]]) -> bool:
    if place + len(choices) > len(words):
        return False
    return all(words[place + step] in forms for step, forms in enumerate(choices))


def _without_overlap(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for mark in found:
        if not kept or mark[0] >= kept[-1][1]:
            kept.append(mark)
    return kept


def _passage(telegram: Telegram, nth: int, text: str, marks: list[tuple[int, int, int]]) -> Passage:
    start, end = _window(text, marks)
    paragraph = telegram.paragraphs[nth] if telegram.paragraphs else None
    return Passage(
        text=text[start:end],
        marks=tuple((mark[0] - start, mark[1] - start) for mark in marks if mark[0] >= start and mark[1] <= end),
        paragraph=nth if paragraph else None,
        number=paragraph.number if paragraph else None,
        portion=paragraph.portion if paragraph else None,
        start=start,
        cut_before=start > 0,
        cut_after=end < len(text),
    )


def _window(text: str, marks: list[tuple[int, int, int]]) -> tuple[int, int]:
    """The part of a text with most terms in it, cut between words."""
    if len(text) <= _WIDTH or not marks:
        return 0, _word_end(text, _WIDTH)
    starts = [mark[0] for mark in marks]
    ends = [mark[1] for mark in marks]

    def worth(nth: int) -> tuple[int, int, int]:
        inside = bisect_right(ends, starts[nth] + _WIDTH)
        return len({mark[2] for mark in marks[nth : min(inside, nth + 50)]}), inside - nth, -nth

    best = max(range(len(marks)), key=worth)
    last = max(bisect_right(ends, starts[best] + _WIDTH) - 1, best)
    spare = max(_WIDTH - (ends[last] - starts[best]), 0)
    start = max(min(starts[best] - spare // 2, len(text) - _WIDTH), 0)
    start = _word_start(text, start, starts[best])
    return start, _word_end(text, max(start + _WIDTH, ends[last]), ends[last])


def _word_start(text: str, place: int, latest: int) -> int:
    """The next place where a word begins, near by and not after `latest`."""
    blank = text.find(" ", place, min(place + 20, latest)) if place else -1
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int, earliest: int = 0) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", max(place - 20, earliest), place + 1)
    return blank if blank >= 0 else place
