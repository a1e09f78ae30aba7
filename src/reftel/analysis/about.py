"""A matter that statements are asked for: the words that they must hold."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.analysis import Statement

#: A word of fewer letters is meant as it is: `gas` is not the beginning of `gasp`.
_LONG = 5


class Matter:
    """Words that all have to be there: as they are or in the plural, from five letters on also as a word's beginning.

    >>> Matter("parties").stands_in("The party left."), Matter("elections").stands_in("a candidate's selection")
    (True, False)
    >>> Matter("gas").stands_in("GAS PRICES"), Matter("gas").stands_in("gasoline")
    (True, False)
    """

    def __init__(self, asked: str) -> None:
        self.words = tuple(asked.casefold().split())

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """For each word what every form of it holds, in lower case."""
        return tuple(_singular(word)[0] for word in self.words)

    def stands_in(self, text: str) -> bool:
        """Whether all the words stand in a text."""
        return self._stands_in(text.casefold())

    def _stands_in(self, folded: str) -> bool:
        return all(part in folded for part in self.parts) and all(form.search(folded) for form in self._forms)

    def is_in(self, statement: Statement) -> bool:
        """Whether the words stand in what was said, or in the event that it is about."""
        said = statement.words or " ".join(piece.text for piece in statement.content)
        event = statement.about.event if statement.about else None
        return self.stands_in(f"{said} {event}" if event else said)

    def is_worded(self, lines: str, kind: str | None = None) -> bool:
        r"""Whether the words stand in a line of `wording`, of a statement of that kind where one is named.

        >>> Matter("dam").is_worded("claim\tthe dam is safe\n\tflood", "claim"), Matter("dam").is_worded("\tflood")
        (True, False)
        """
        return next(self._lines(lines, kind), None) is not None

    def places(self, lines: str, kind: str | None = None) -> list[int]:
        r"""Which statements among the lines of `wording` hold the words, by their places in the analysis.

        >>> Matter("dam").places("claim\tthe dam is safe\nclaim\tno\nforecast\tno dam\n\tdam")
        [0, 2]
        """
        return [place for place, head in self._lines(lines, kind) if head]

    def _lines(self, lines: str, kind: str | None) -> Iterator[tuple[int, str]]:
        """The lines that hold the words, with the kind before them: it is empty before an event."""
        if not all(part in lines for part in self.parts):
            return
        longest = max(self.parts, key=len, default="")
        for place, line in enumerate(lines.split("\n")):
            if longest in line:
                head, _, words = line.partition("\t")
                if kind in {None, head} and self._stands_in(words):
                    yield place, head

    @cached_property
    def _forms(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(_form, self.words))


@lru_cache(maxsize=32)
def matter_of(asked: str | None) -> Matter:
    """The matter of some words, made once; of none where there are no words."""
    return Matter(asked or "")


def _singular(word: str) -> tuple[str, str]:
    """What all forms of a word begin with, and a pattern for the rest of the word.

    >>> _singular("parties"), _singular("reforms"), _singular("gas"), _singular("crisis")
    (('part', '(?:y|ies)'), ('reform', 's?'), ('gas', ''), ('crisis', ''))
    """
    if word.endswith("ies") and len(word) >= _LONG:
        return word[:-3], "(?:y|ies)"
    if word.endswith("y") and len(word) >= _LONG:
        return word[:-1], "(?:y|ies)"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1], "s?"
    return word, "" if word.endswith("s") else "(?:e?s)?"


def _form(word: str) -> re.Pattern[str]:
    stem, rest = _singular(word)
    end = "" if len(word) >= _LONG else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(stem)}{rest}{end}")
