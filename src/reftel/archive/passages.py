"""The best place of a telegram for a question: which paragraph, which part of it, and where the words stand in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.archive.index import analyzer
from reftel.archive.store import decode
from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.archive.query import Term

_WIDTH = 240  # characters of a passage, about three lines
_MOST_TERMS = 64  # that are marked; a longer question finds as well
_ALNUM = r"[^\W_]"
_BETWEEN = r"[\W_]+"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A piece of a telegram with the words that were asked for.

    `text` is the piece; `marks` are the places of the words in it. `number` and `portion` are those of its paragraph,
    `paragraph` is the place of that in `Telegram.paragraphs`, `start` where `text` begins in `Paragraph.text`.
    `paragraph` is `None` for a telegram without paragraphs; `start` then counts in its repaired text.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    paragraph: int | None = None
    number: int | None = None
    portion: str | None = None
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False


class Mark(NamedTuple):
    """A place in a paragraph where a term stands, and which one."""

    start: int
    end: int
    term: int


class Wanted:
    """What is looked for in paragraphs: each term of a question as a pattern over small letters without accents."""

    def __init__(self, terms: Sequence[Term]) -> None:
        # Phrases first: where one begins with a word that is asked for as well, the whole phrase is marked.
        few = sorted(terms[:_MOST_TERMS], key=lambda term: -len(term.words))
        self._choices = [[frozenset(forms) for forms in term.choices()] for term in few]
        # One pattern for each, and no looking back in it: both make the search 5 to 20 times slower.
        ways = (_BETWEEN.join(map(_any_of, term.choices())) for term in few)
        self._patterns = [re.compile(rf"{way}(?!{_ALNUM})") for way in ways]

    def marks(self, text: str) -> list[Mark]:
        """Where the terms stand in a text, in order and without overlap."""
        folded = _folded(text)
        if folded is None:
            return self._marks_word_by_word(text)
        found = [mark for nth, pattern in enumerate(self._patterns) for mark in _matches(pattern, folded, nth)]
        return found if len(self._patterns) == 1 else _without_overlap(found)

    def _marks_word_by_word(self, text: str) -> list[Mark]:
        """The same for a text whose letters are not one to one those of the index (a ligature is two)."""
        tokens = analyzer().pre_tokenize(text).tokens
        words = [token.text for token in tokens]
        found: list[Mark] = []
        for place, token in enumerate(tokens):
            if found and token.char_offset_from < found[-1].end:
                continue
            nth = next((nth for nth, choices in enumerate(self._choices) if _follows(words, place, choices)), None)
            if nth is not None:
                last = tokens[place + len(self._choices[nth]) - 1]
                found.append(Mark(token.char_offset_from, last.char_offset_to, nth))
        return found


def _matches(pattern: re.Pattern[str], folded: str, nth: int) -> Iterator[Mark]:
    for found in pattern.finditer(folded):
        start, end = found.span()
        if not start or not folded[start - 1].isalnum():
            yield Mark(start, end, nth)


def _without_overlap(found: list[Mark]) -> list[Mark]:
    found.sort(key=lambda mark: (mark.start, mark.term))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _any_of(forms: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, forms))})"


def _follows(words: list[str], place: int, choices: list[frozenset[str]]) -> bool:
    if words[place] not in choices[0] or place + len(choices) > len(words):
        return False
    return all(words[place + step] in forms for step, forms in enumerate(choices))


def _folded(text: str) -> str | None:
    """The text as the index has it, letter for letter; `None` where that has more or fewer letters."""
    if text.isascii():
        return text.lower()
    folded = _NOT_ASCII.sub(lambda found: "".join(map(_folded_letter, found[0])), text).lower()
    return folded if len(folded) == len(text) else None


@lru_cache(10_000)
def _folded_letter(letter: str) -> str:
    return "".join(analyzer().analyze(letter)) or letter


def passages(record: bytes, wanted: Wanted, limit: int = 1) -> tuple[Passage, ...]:
    """The pieces of a telegram that show most of what was asked for, best first; else its beginning."""
    paragraphs = _reader.decode(record).paragraphs or _whole(record)
    found = []
    for nth, paragraph in enumerate(paragraphs):
        marks = wanted.marks(paragraph.text)
        if marks:
            variety = len({mark.term for mark in marks})
            found.append((-variety, -len(marks), nth, marks))
    found.sort()
    best = [_passage(paragraphs[nth], nth, marks) for _, _, nth, marks in found[:limit]]
    return tuple(best) or tuple(_passage(paragraph, 0, []) for paragraph in paragraphs[:1])


class _Paragraph(msgspec.Struct, gc=False):
    """What a passage needs of a paragraph; the rest of the record is not read."""

    text: str
    number: int | None = None
    portion: str | None = None
    whole: bool = False


class _Telegram(msgspec.Struct):
    paragraphs: list[_Paragraph] = []


_reader = msgspec.msgpack.Decoder(_Telegram)


def _whole(record: bytes) -> list[_Paragraph]:
    """The text of a telegram without paragraphs, as one."""
    telegram = decode(record)
    return [_Paragraph(apply_repairs(telegram.text, telegram.repairs).text, whole=True)]


def _passage(paragraph: _Paragraph, nth: int, marks: list[Mark]) -> Passage:
    text = paragraph.text
    start, end = _window(text, marks)
    inside = (mark for mark in marks if start <= mark.start and mark.end <= end)
    return Passage(
        text=text[start:end],
        marks=tuple((mark.start - start, mark.end - start) for mark in inside),
        paragraph=None if paragraph.whole else nth,
        number=paragraph.number,
        portion=paragraph.portion,
        start=start,
        cut_before=start > 0,
        cut_after=end < len(text),
    )


def _window(text: str, marks: list[Mark]) -> tuple[int, int]:
    """The part of a text with most terms in it, cut between words."""
    if len(text) <= _WIDTH or not marks:
        return 0, _word_end(text, _WIDTH)
    first, last = _densest(marks)
    spare = max(_WIDTH - (marks[last].end - marks[first].start), 0)
    start = max(min(marks[first].start - spare // 2, len(text) - _WIDTH), 0)
    start = _word_start(text, start, marks[first].start)
    return start, _word_end(text, max(start + _WIDTH, marks[last].end), marks[last].end)


def _densest(marks: list[Mark]) -> tuple[int, int]:
    """The first and the last of the marks that stand in one width and show most terms, then most words."""
    best, found = (0, 0), (0, 0)
    inside: dict[int, int] = {}
    last = 0
    for first, mark in enumerate(marks):
        while last < len(marks) and (last <= first or marks[last].end <= mark.start + _WIDTH):
            inside[marks[last].term] = inside.get(marks[last].term, 0) + 1
            last += 1
        if (len(inside), last - first) > best:
            best, found = (len(inside), last - first), (first, last - 1)
        inside[mark.term] -= 1
        if not inside[mark.term]:
            del inside[mark.term]
    return found


def _word_start(text: str, place: int, latest: int) -> int:
    """The next place where a word begins, near by and not after `latest`."""
    blank = text.find(" ", place, min(place + 20, latest)) if place else -1
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int, earliest: int = 0) -> int:
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", max(place - 20, earliest), place + 1)
    return blank if blank >= 0 else place
