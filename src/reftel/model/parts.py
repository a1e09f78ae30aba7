"""The words of a paragraph cut at its repairs: what stands where in the source, and what made it read so."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import only_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.repair import Repair
    from reftel.model.telegram import Paragraph, Telegram


class Part(NamedTuple):
    """`words`, as they read now, stand for `text[start:end]` of the source; `repair` is what made them read so.

    Lines that were only joined are no repair here: everybody expects them. Their blank is a part without one.
    """

    start: int
    end: int
    words: str
    repair: Repair | None = None


def parts(telegram: Telegram, paragraph: Paragraph) -> list[Part]:
    r"""A paragraph in its parts, in order: joined, the words of the parts are its text.

    A paragraph that reads otherwise than its source and its repairs say (in a telegram that was made, and not read) is
    one part with no place in the source.

    >>> from reftel import read_text
    >>> telegram = read_text("1. Lima,s mayor\nleft.\n")[0]
    >>> [(part.words, part.repair and part.repair.was) for part in parts(telegram, telegram.paragraphs[0])]
    [('Lima', None), ('’', ','), ('s mayor', None), (' ', None), ('left.', None)]
    """
    made = list(_cut(telegram, paragraph))
    if "".join(part.words for part in made) != paragraph.text:
        return [Part(paragraph.text_start, paragraph.text_start, paragraph.text)]
    return made


def _cut(telegram: Telegram, paragraph: Paragraph) -> Iterator[Part]:
    text, place, end = telegram.text, paragraph.text_start, paragraph.end
    first = bisect_left(telegram.repairs, place, key=lambda repair: repair.start)
    last = bisect_left(telegram.repairs, end, key=lambda repair: repair.start)
    for repair in telegram.repairs[first:last]:
        if not repair.applied or repair.start < place or repair.end > end:
            continue
        if place < repair.start:
            yield Part(place, repair.start, text[place : repair.start])
        yield Part(repair.start, repair.end, repair.now, None if only_blank(repair) else repair)
        place = repair.end
    if place < end:
        yield Part(place, end, text[place:end])
