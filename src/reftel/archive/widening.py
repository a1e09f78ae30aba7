"""What else is searched for a word: its singular or plural, other spellings of the name, the same word damaged.

Everything added is kept in `widened`, to be shown: nothing is searched in secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from reftel.spelling import forms, other_names

if TYPE_CHECKING:
    import tantivy

    from reftel.archive.vocabulary import Vocabulary

_LESS = 0.6  # what a word weighs that was not asked for itself
_MOST_ADDED = 24
_BEGINNING = 2  # letters that a slip is not looked for in
_CLOSE = ((5, 1), (8, 2))  # a word of so many letters, and how many of them may be slips


class Widened(msgspec.Struct, frozen=True, gc=False):
    """A word that was asked for, and what was searched beside it, the most frequent first.

    `why` is "spelling" for names in other spellings and damaged words, "close" where the word itself occurs nowhere
    and the words closest to it were searched instead.
    """

    word: str
    also: tuple[str, ...]
    why: str = "spelling"


class Form(NamedTuple):
    """One way in which a word may stand: the words of it in the index, and how much it weighs."""

    words: tuple[str, ...]
    weight: float = 1.0
    garbled: bool = False


class Widening:
    """Says in which forms a word is searched, for one question."""

    def __init__(self, searcher: tantivy.Searcher, vocabulary: Vocabulary, *, exact: bool) -> None:
        self.searcher = searcher
        self._vocabulary = vocabulary
        self._exact = exact
        self._known: dict[str, list[Form]] = {}
        self.widened: list[Widened] = []

    def forms(self, word: str) -> list[Form]:
        """The forms of a word (small, without accents) that may occur; the word itself comes first."""
        if word not in self._known:
            self._known[word] = self._widen(word)
        return self._known[word]

    def _widen(self, word: str) -> list[Form]:
        own = [Form((word,))]
        if self._exact:
            return own
        own += [Form((form,)) for form in forms(word)[1:] if self._times(form)]
        added = self._spellings(word)
        if added:
            self.widened.append(Widened(word, tuple(" ".join(form.words) for form in added)))
        elif not any(self._times(form.words[0]) for form in own):
            added = self._close(word)
        return own + added

    def _spellings(self, word: str) -> list[Form]:
        names = [*other_names(word), *self._vocabulary.spellings(word)]
        held = [tuple(name.split()) for name in dict.fromkeys(names) if all(map(self._times, name.split()))]
        held.sort(key=lambda name: -self._times(name[0]))
        found = [Form(name, _LESS) for name in held if name != (word,)]
        for damaged in self._damaged([word, *names]):
            if self.searcher.doc_freq("garbled", damaged):
                found.append(Form((damaged,), _LESS, garbled=True))
            elif self._times(damaged):
                found.append(Form((damaged,), _LESS))
        return found[:_MOST_ADDED]

    def _damaged(self, words: list[str]) -> list[str]:
        return list(dict.fromkeys(damaged for word in words for damaged in self._vocabulary.damaged(word)))

    def _close(self, word: str) -> list[Form]:
        """The words closest to one that occurs nowhere."""
        slips = max((most for length, most in _CLOSE if len(word) >= length), default=0)
        if not slips:
            return []
        held = self.searcher.terms_with_prefix("body", word[:_BEGINNING])
        near = process.extract(word, [other for other, _ in held], scorer=OSA.distance, score_cutoff=slips, limit=5)
        if near:
            self.widened.append(Widened(word, tuple(other for other, _, _ in near), "close"))
        return [Form((other,), _LESS) for other, _, _ in near]

    def _times(self, word: str) -> int:
        """In how many telegrams a word occurs in what the drafter wrote."""
        return self.searcher.doc_freq("body", word) + self.searcher.doc_freq("subject", word)
