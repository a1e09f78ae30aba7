"""One paragraph made ready to be understood: its repaired text, its tokens and the way back to the source."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.names import find_names, run_together, taught
from reftel.analysis.namewalk import Learned
from reftel.analysis.sentences import split_sentences
from reftel.analysis.tokens import Tokens, in_capitals, tokenize
from reftel.model.repair import apply_repairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.namewalk import Name
    from reftel.model.telegram import Paragraph, Telegram
    from reftel.text.carry import Carried


class Passage(NamedTuple):
    """A paragraph's tokens, sentences, quotations and names; `carried` and `shift` lead back to the source.

    `inside[i]` is the number of the name (or of its title) that token i belongs to, counted from 1; 0 for none.
    """

    paragraph: Paragraph
    carried: Carried
    shift: int
    tokens: Tokens
    bounds: list[tuple[int, int]]
    quoted: list[int]
    capitals: bool
    names: list[Name]
    inside: list[int]

    def source_span(self, first: int, stop: int) -> tuple[int, int]:
        """The span of the source of tokens `first` to `stop`, `stop` not included."""
        start, end = self.tokens.starts[first] + self.shift, self.tokens.ends[stop - 1] + self.shift
        return self.carried.source_span(start, end)


def read_passage(telegram: Telegram, paragraph: Paragraph) -> Passage:
    """Prepare one paragraph."""
    carried = _carry(telegram, paragraph)
    text = paragraph.text
    shift = carried.text.find(text[:40]) if text else 0
    if shift < 0 or carried.text[shift : shift + len(text)] != text:
        text, shift = carried.text, 0
    tokens = tokenize(text)
    capitals = in_capitals(tokens.words)
    sentences = split_sentences(tokens, capitals)
    starts = _sentence_starts(tokens, sentences.bounds)
    names = find_names(tokens, capitals, starts)
    inside = _inside(tokens, names)
    return Passage(paragraph, carried, shift, tokens, sentences.bounds, sentences.quoted, capitals, names, inside)


def read_passages(telegram: Telegram) -> list[Passage]:
    """Prepare every paragraph; who is once named in full is known where only a surname stands that is a word too."""
    passages = [read_passage(telegram, paragraph) for paragraph in telegram.paragraphs]
    lessons = [taught(passage.tokens, passage.names) for passage in passages]
    strange = Counter(word for passage in passages if passage.capitals for word in run_together(passage.tokens))
    learned = Learned(
        frozenset().union(*(lesson.surnames for lesson in lessons)),
        frozenset().union(*(lesson.acronyms for lesson in lessons)),
        frozenset(word for word, times in strange.items() if times > 1),
    )
    return [_renamed(passage, learned) if learned.knows(passage.tokens) else passage for passage in passages]


def _renamed(passage: Passage, learned: Learned) -> Passage:
    starts = _sentence_starts(passage.tokens, passage.bounds)
    names = find_names(passage.tokens, passage.capitals, starts, learned)
    return passage._replace(names=names, inside=_inside(passage.tokens, names))


def _inside(tokens: Tokens, names: list[Name]) -> list[int]:
    inside = [0] * len(tokens)
    for number, name in enumerate(names, start=1):
        for place in range(name.title, name.stop):
            inside[place] = number
    return inside


def _carry(telegram: Telegram, paragraph: Paragraph) -> Carried:
    return apply_repairs(telegram.text, telegram.repairs, paragraph.text_start, paragraph.end)


def _sentence_starts(tokens: Tokens, bounds: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The first words of sentences and of quotations: a capital letter there says nothing."""
    found: set[int] = set()
    for first, stop in bounds:
        place = first
        while place < stop and not tokens.words[place][0].isalnum():
            place += 1
        found.add(place)
        for inner in range(first, stop - 1):
            if tokens.words[inner] in ("“", '"', ":", "--"):
                found.add(inner + 1)
    return frozenset(found)
