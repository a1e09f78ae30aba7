"""The best place of a telegram for a question: which paragraph, which part of it, and where the words stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reftel.archive.index import analyzer
from reftel.archive.store import decode
from reftel.model.repair import apply_repairs
from reftel.spelling.garble import HOLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reftel.archive.translating import Sought

    #: Whether a word of a text will do.
    Fit = Callable[[str], bool]

_WIDTH = 240  # characters of a passage, about three lines
_ONLY_WORDS = {place: " " for place in range(128) if not chr(place).isalnum()}
_MANY_WORDS = 20
_MOST_TERMS = 64  # that are marked; a longer question finds as well
_ALNUM = r"[^\W_]"
_BETWEEN = r"[\W_]+"
_WORD = re.compile(rf"{_ALNUM}+")
_ESCAPED_HOLE, _SIGNS = re.escape(HOLE), r"[^\w\s]{1,3}"  # where a sign stands for letters
_ESCAPED_STAR = re.escape("*")
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
    """What is looked for in paragraphs, over small letters without accents."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        # Phrases first: where one begins with a word that is asked for as well, the whole phrase is marked.
        few = sorted(dict.fromkeys(sought[:_MOST_TERMS]), key=lambda term: -len(term.choices))
        self._fits = [_fit(term) for term in few]
        self._finders = [_finder(term, fits) for term, fits in zip(few, self._fits, strict=True)]

    def marks(self, text: str) -> list[Mark]:
        """Where the terms stand in a text, in order and without overlap."""
        folded = _folded(text)
        if folded is None:  # its letters are not one to one those of the index (a ligature is two)
            words = _index_tokens(text)
            return _without_overlap([
                mark for nth, fits in enumerate(self._fits) for mark in _walk(words, fits, nth)
            ])  # fmt: skip
        return _without_overlap([mark for nth, finder in enumerate(self._finders) for mark in finder(folded, nth)])

    def marks_in(self, texts: Sequence[str]) -> list[list[Mark]]:
        """The same for several texts; at once where they are in plain letters, which takes half the time."""
        whole = "\n".join(texts)
        if not whole.isascii():
            return [self.marks(text) for text in texts]
        ends = [*accumulate(len(text) + 1 for text in texts)]
        found: list[list[Mark]] = [[] for _ in texts]
        for start, end, term in self.marks(whole):
            nth = bisect_right(ends, start)
            before = ends[nth - 1] if nth else 0
            if end <= before + len(texts[nth]):  # else it goes on in the next text
                found[nth].append(Mark(start - before, end - before, term))
        return found


def _finder(term: Sought, fits: list[Fit]) -> Callable[[str, int], Iterable[Mark]]:
    """What finds the places of a term in a folded text."""
    if not term.edits and not (term.patterns and _is_open(term.choices)):
        # One pattern for each, and no looking back in it: both make the search 5 to 20 times slower.
        way = _BETWEEN.join(_any_of(forms, holes=not term.patterns) for forms in term.choices)
        return partial(_matches, re.compile(rf"{way}(?!{_ALNUM})"))
    if term.edits:
        return partial(_matches_of_words, partial(_close_words, term.choices[0][0], term.edits))
    if len(fits) == 1:
        return partial(_matches_of_words, partial(filter, fits[0]))
    return lambda folded, nth: _walk([(word[0], *word.span()) for word in _WORD.finditer(folded)], fits, nth)


def _is_open(choices: Sequence[tuple[str, ...]]) -> bool:
    """Whether a `*` stands before the end of patterns: as a regular expression such a one could take very long."""
    return any("*" in forms[0] for forms in choices[:-1]) or "*" in choices[-1][0][:-1]


def _matches(pattern: re.Pattern[str], folded: str, nth: int) -> Iterator[Mark]:
    for found in pattern.finditer(folded):
        start, end = found.span()
        if not start or not folded[start - 1].isalnum():
            yield Mark(start, end, nth)


def _close_words(wanted: str, edits: int, words: Iterable[str]) -> list[str]:
    shortest, longest = len(wanted) - edits, len(wanted) + edits
    few = [word for word in words if shortest <= len(word) <= longest]
    found = process.extract(wanted, few, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [word for word, _, _ in found]


def _matches_of_words(chosen: Callable[[set[str]], Iterable[str]], folded: str, nth: int) -> Iterator[Mark]:
    """The places of all words that are chosen; each word of the text is looked at once."""
    words = set(chosen(_distinct(folded)))
    if len(words) > _MANY_WORDS:  # looking for each of very many would take as long as their number
        yield from (Mark(*word.span(), nth) for word in _WORD.finditer(folded) if word[0] in words)
        return
    for word in words:
        place = folded.find(word)
        while place >= 0:
            end = place + len(word)
            if not folded[place - 1 : place].isalnum() and not folded[end : end + 1].isalnum():
                yield Mark(place, end, nth)
            place = folded.find(word, end)


def _distinct(folded: str) -> set[str]:
    """The words of a text; of plain letters in a quarter of the time."""
    return set(folded.translate(_ONLY_WORDS).split() if folded.isascii() else _WORD.findall(folded))


def _without_overlap(found: list[Mark]) -> list[Mark]:
    found.sort(key=lambda mark: (mark.start, mark.term))
    kept: list[Mark] = []
    for mark in found:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _any_of(forms: tuple[str, ...], *, holes: bool) -> str:
    """Any of some forms; `holes`: a question mark in them is a hole and not a letter."""
    ways = (re.escape(form) for form in forms)
    if holes:
        return f"(?:{'|'.join(way.replace(_ESCAPED_HOLE, _SIGNS) for way in ways)})"
    return f"(?:{'|'.join(way.replace(_ESCAPED_HOLE, _ALNUM).replace(_ESCAPED_STAR, f'{_ALNUM}*') for way in ways)})"


def _fit(term: Sought) -> list[Fit]:
    """For each word of a term whether a word of the text will do; what was asked before is remembered."""
    if term.edits:
        wanted, edits = term.choices[0][0], term.edits
        return [lru_cache(20_000)(lambda word: OSA.distance(word, wanted, score_cutoff=edits) <= edits)]
    if term.patterns:
        return [lru_cache(20_000)(partial(_fits, forms[0])) for forms in term.choices]
    return [frozenset(forms).__contains__ for forms in term.choices]


def _walk(words: list[tuple[str, int, int]], fits: list[Fit], nth: int) -> Iterator[Mark]:
    for place, (word, start, _) in enumerate(words):
        if fits[0](word) and _follows(words, place, fits):
            yield Mark(start, words[place + len(fits) - 1][2], nth)


def _follows(words: list[tuple[str, int, int]], place: int, fits: list[Fit]) -> bool:
    if place + len(fits) > len(words):
        return False
    return all(fit(words[place + step][0]) for step, fit in enumerate(fits))


def _fits(pattern: str, word: str) -> bool:
    """Whether a word is what a pattern with `*` and `?` says; going back only to the last `*`, so never far."""
    at = in_word = 0
    star, after = -1, 0
    while in_word < len(word):
        if at < len(pattern) and pattern[at] == "*":
            star, after = at, in_word
            at += 1
        elif at < len(pattern) and pattern[at] in {"?", word[in_word]}:
            at, in_word = at + 1, in_word + 1
        elif star >= 0:
            after += 1
            at, in_word = star + 1, after
        else:
            return False
    return not pattern[at:].strip("*")


def _index_tokens(text: str) -> list[tuple[str, int, int]]:
    return [
        (token.text, token.char_offset_from, token.char_offset_to) for token in analyzer().pre_tokenize(text).tokens
    ]


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
    for nth, marks in enumerate(wanted.marks_in([paragraph.text for paragraph in paragraphs])):
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
