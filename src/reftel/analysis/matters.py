"""How far two statements are on one matter: words shared, weighted by rarity; what stands beside; the thread."""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import (
    ADV,
    AUX,
    COORD,
    DET,
    OBJ,
    POSS,
    PREP,
    PRON,
    QUANT,
    SUBORD,
    WH,
    table,
    word_bits,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reftel.analysis.answers import Said
    from reftel.model.analysis import DateMention

_GRAMMAR = ADV | AUX | COORD | DET | OBJ | POSS | PREP | PRON | QUANT | SUBORD | WH
_SHORTEST = 3
_COMMON = words_of("hints.toml", "asking_common")
_WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*\d")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
#: Endings by which a noun is made of a verb, and the end of verbs that those of their nouns lack.
_MADE_OF_VERBS = ("ization", "ation", "ition", "ment", "ize", "iz")
_STEM = 4
#: So that also the few words of a person who says little weigh something.
_SMOOTH = 20
_HEAVIEST = 3.0
#: Words that fit any matter: where two statements share them, it says little.
_LIGHT = 0.3
#: What stands in the same paragraph or in the subject tells what a statement is about, though less than its own words.
_BESIDE = 0.4
_MOST_BESIDE = 2.5
_CITED = 1.5
#: Where the statement itself names the reftel: "had promised in April (ref A)".
_NAMED = 3.0
_REFTEL = re.compile(r"\bref(?:tel|s)?\b", re.IGNORECASE)
#: How much it counts in a likeness that the one holds the other, by the number of words shared; the rest is what both
#: share of both. One word that a long statement also has says little.
_HELD = (0.0, 0.4, 0.6)
#: So many characters before a statement, and half as many after, a date still belongs to it.
_NEARBY = 120
_YEAR_LONG = 366
_SOME_DAYS = timedelta(days=3)
#: Two statements that follow each other in one paragraph.
_NEXT = 2.0


class Around(NamedTuple):
    """What stands around statements: the subjects of their telegrams, which refers to which, the dates in each."""

    subjects: Mapping[str, str]
    cited: frozenset[tuple[str, str]]
    dates: Mapping[str, Sequence[DateMention]] = MappingProxyType({})


class Shared(NamedTuple):
    """What two statements share: how much all weighs, how much their own words, the words, the heaviest first ...

    ... what the paragraphs and subjects share, and its weight; whether the later telegram refers to the earlier, names
    the reftel, and recalls its day.
    """

    weight: float
    own: float
    words: tuple[str, ...]
    beside: tuple[str, ...]
    beside_weight: float
    cited: bool
    named: bool
    recalled: bool

    @property
    def on_something(self) -> bool:
        """Whether anything but that they stand together tells that they are on one matter."""
        return bool(self.words or self.beside or self.cited or self.recalled)

    @property
    def reason(self) -> str:
        """In words why both are taken to be on one matter."""
        parts = [", ".join(self.words[:4])] if self.words else []
        if self.beside:
            parts.append(f"beside them {', '.join(self.beside[:3])}")
        if self.cited:
            parts.append("refers to that telegram")
        if self.recalled:
            parts.append("names its date")
        return "; ".join(parts)


class Likeness(NamedTuple):
    """How much two matters are one, of 1, and how much the words weigh that they share."""

    share: float
    common: float


class Matters:
    """The matters of a person's statements, which come by date."""

    def __init__(self, said: Sequence[Said], around: Around) -> None:
        self.said = said
        self.cited = around.cited
        self._dates = around.dates
        told = [_telling(one.words) for one in said]
        self._own = [frozenset(words) for words in told]
        self._told = told
        uses = Counter(word for words in self._own for word in words)
        most = len(said) + _SMOOTH
        light = _light()
        self._weights = {
            word: min(_HEAVIEST, math.log(most / times)) * (_LIGHT if word in light else 1.0)
            for word, times in uses.items()
        }
        paragraphs: dict[tuple[str, int | None], set[str]] = {}
        for one, words in zip(said, self._own, strict=True):
            paragraphs.setdefault((one.telegram, one.statement.paragraph), set()).update(words)
        subjects = {name: matter_stems(subject) for name, subject in around.subjects.items()}
        self._words = {word: form for words in map(_telling, around.subjects.values()) for word, form in words.items()}
        self._words |= {word: form for words in told for word, form in words.items()}
        self._beside = [
            paragraphs[one.telegram, one.statement.paragraph] | subjects.get(one.telegram, frozenset()) for one in said
        ]

    def shared(self, earlier: int, later: int) -> Shared:
        """What two statements share, by their places among the person's."""
        own = self._own[earlier] & self._own[later]
        one, two = self.said[earlier], self.said[later]
        apart = one.telegram != two.telegram
        beside = (self._beside[earlier] & self._beside[later]) - own if apart else frozenset()
        cited = apart and (two.telegram, one.telegram) in self.cited
        named = cited and _REFTEL.search(two.words) is not None
        follows = not apart and later - earlier == 1 and one.statement.paragraph == two.statement.paragraph
        recalled = self._recalls(one, two)
        thread = _NAMED if named or recalled else _CITED if cited else _NEXT if follows else 0.0
        mine = self._weigh(own)
        weight = mine + min(_MOST_BESIDE, _BESIDE * self._weigh(beside)) + thread
        words = self._ranked(own, self._told[later])
        return Shared(
            weight, mine, words, self._ranked(beside, self._words), self._weigh(beside), cited, named, recalled
        )

    def likeness(self, one: frozenset[str], two: frozenset[str]) -> Likeness:
        """How much two sets of stems are one matter.

        Where the one holds all of the other they are more alike than where each has words of its own. Figures are no
        matter: they differ where it is the same.
        """
        one, two = (frozenset(word for word in words if not word[0].isdigit()) for words in (one, two))
        both_have = one & two
        common = self._weigh(both_have)
        first, second = self._weigh(one), self._weigh(two)
        if not common:
            return Likeness(0.0, 0.0)
        held, both = common / min(first, second), 2 * common / (first + second)
        counts = _HELD[min(len(both_have), len(_HELD)) - 1]
        return Likeness(counts * held + (1 - counts) * both, common)

    def _weigh(self, words: Iterable[str]) -> float:
        return math.fsum(self._weights.get(word, 0.0) for word in words)  # the same in whatever order they come

    def _ranked(self, words: Iterable[str], forms: Mapping[str, str]) -> tuple[str, ...]:
        """Words as they are written, the heaviest first."""
        ranked = sorted(words, key=lambda word: (-self._weights.get(word, 0.0), word))
        return tuple(forms.get(word, word) for word in ranked)

    def _recalls(self, earlier: Said, later: Said) -> bool:
        """Whether the later statement names days, in it or near it, on which the earlier telegram was sent."""
        if earlier.dtg is None or earlier.telegram == later.telegram:
            return False
        day = earlier.dtg.date()
        first, last = later.statement.content[0].start - _NEARBY, later.statement.content[-1].end + _NEARBY // 2
        return any(
            when.first is not None
            and when.last is not None
            and first <= when.start <= last
            and (when.last - when.first).days <= _YEAR_LONG
            and when.first - _SOME_DAYS <= day <= when.last + _SOME_DAYS
            for when in self._dates.get(later.telegram, ())
        )


def matter_stems(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about: nouns, names, verbs, figures; no pronouns, no years.

    >>> sorted(matter_stems("They discussed closing the 340-page press-law on May 3, 1974"))
    ['340', 'clos', 'discus', 'law', 'pag', 'pres']
    """
    return frozenset(_telling(text))


def _telling(text: str) -> dict[str, str]:
    """The stems of the telling words, and the word that each is of."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text.lower()):
        if word[0].isdigit():
            if not _YEAR.fullmatch(word):
                found[word] = word
        elif is_telling(word):
            found.setdefault(stem(word), word)
    return found


def is_telling(word: str) -> bool:
    """Whether a word in lower case tells what a text is about, and not only how its words hang together."""
    return (
        len(word) >= _SHORTEST
        and word not in _COMMON
        and not _taken_out(word)
        and not word_bits().get(word, 0) & _GRAMMAR
    )


@cache
def _kin() -> dict[str, str]:
    """The first word of the group of each word that has kin."""
    groups = [group.split() for group in table("poles.toml")["kin"].split("|")]
    return {word: group[0] for group in groups for word in group}


def _taken_out(word: str) -> bool:
    return word[:3] == "xxx" and not word.strip("x")


@lru_cache(maxsize=50000)
def stem(word: str) -> str:
    """A word without its endings, the same for its forms and for the noun made of a verb.

    >>> [stem(word) for word in ("fill", "filling", "filled", "close", "closes", "closing", "press")]
    ['fil', 'fil', 'fil', 'clos', 'clos', 'clos', 'pres']
    >>> [stem(word) for word in ("devalue", "devaluation", "recognize", "recognition", "postponement", "sale", "sold")]
    ['devalu', 'devalu', 'recogn', 'recogn', 'postpon', 'sel', 'sel']
    """
    word = _kin().get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _STEM - 1:
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if word.endswith("ification"):
        return word.removesuffix("ication") + "y"
    for ending in _MADE_OF_VERBS:
        if word.endswith(ending) and len(word) - len(ending) > (ending == "ition") + _STEM - 1:
            word = word[: -len(ending)]
            break
    word = word.removesuffix("e") if len(word) >= _STEM else word
    return word[:-1] if len(word) >= _STEM and word[-1] == word[-2] else word


def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in words_of("hints.toml", "shifts_anywhere"))
