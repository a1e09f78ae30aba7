"""How far two statements are on one matter: words shared, weighted by rarity; what stands beside; the thread."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, COORD, DET, OBJ, POSS, PREP, PRON, QUANT, SUBORD, WH, word_bits, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reftel.analysis.asking import Said

_GRAMMAR = ADV | AUX | COORD | DET | OBJ | POSS | PREP | PRON | QUANT | SUBORD | WH
_SHORTEST = 3
_COMMON = words_of("hints.toml", "asking_common")
_WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*\d")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
_STEM = 4
#: So that also the few words of a person who says little weigh something.
_SMOOTH = 8
_HEAVIEST = 3.0
#: Words that fit any matter: where two statements share them, it says little.
_LIGHT = 0.3
#: What stands in the same paragraph or in the subject tells what a statement is about, though less than its own words.
_BESIDE = 0.4
_MOST_BESIDE = 2.5
_CITED = 1.0
#: Where the statement itself names the reftel: "had promised in April (ref A)".
_NAMED = 3.0
_REFTEL = re.compile(r"\bref(?:tel|s)?\b", re.IGNORECASE)
#: Two statements that follow each other in one paragraph.
_NEXT = 2.0


class Around(NamedTuple):
    """What stands around statements: the subjects of their telegrams, and which telegram refers to which."""

    subjects: Mapping[str, str]
    cited: frozenset[tuple[str, str]]


class Shared(NamedTuple):
    """What two statements share: how much all weighs, how much their own words, the words, the heaviest first ...

    ... what the paragraphs and subjects share, whether the later telegram refers to the earlier, and names the reftel.
    """

    weight: float
    own: float
    words: tuple[str, ...]
    beside: tuple[str, ...]
    cited: bool
    named: bool

    @property
    def reason(self) -> str:
        """In words why both are taken to be on one matter."""
        parts = [", ".join(self.words[:4])] if self.words else []
        if self.beside:
            parts.append(f"beside them {', '.join(self.beside[:3])}")
        if self.cited:
            parts.append("refers to that telegram")
        return "; ".join(parts)


class Matters:
    """The matters of a person's statements, which come by date."""

    def __init__(self, said: Sequence[Said], around: Around) -> None:
        self.said = said
        self.cited = around.cited
        self._own = [matter_stems(one.words) for one in said]
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
        thread = _NAMED if named else _CITED if cited else _NEXT if follows else 0.0
        mine = self._weigh(own)
        weight = mine + min(_MOST_BESIDE, _BESIDE * self._weigh(beside)) + thread
        return Shared(weight, mine, self._ranked(own), self._ranked(beside), cited, named)

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(self._weights.get(word, 0.0) for word in words)

    def _ranked(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(words, key=lambda word: (-self._weights.get(word, 0.0), word)))


def matter_stems(text: str) -> frozenset[str]:
    """The stems of the words that tell what a text is about: nouns, names, verbs, figures; no pronouns, no years.

    >>> sorted(matter_stems("They discussed closing the 340-page press-law on May 3, 1974"))
    ['340', 'clos', 'discus', 'law', 'pag', 'pres']
    """
    classes = word_bits()
    found = set()
    for word in _WORD.findall(text.lower()):
        if word[0].isdigit():
            if not _YEAR.fullmatch(word):
                found.add(word)
        elif len(word) >= _SHORTEST and word not in _COMMON and not classes.get(word, 0) & _GRAMMAR:
            found.add(stem(word))
    return frozenset(found)


def stem(word: str) -> str:
    """A word without its ending, the same for its forms.

    >>> [stem(word) for word in ("fill", "filling", "filled", "close", "closes", "closing", "press")]
    ['fil', 'fil', 'fil', 'clos', 'clos', 'clos', 'pres']
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= _STEM - 1:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    word = word.removesuffix("e") if len(word) >= _STEM else word
    return word[:-1] if len(word) >= _STEM and word[-1] == word[-2] else word


def _light() -> frozenset[str]:
    return frozenset(stem(word) for word in words_of("hints.toml", "shifts_anywhere"))
