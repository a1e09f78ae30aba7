"""A hyphen at the end of a line: did it only divide a word, or does it belong to it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.repair.lexicon import shipped_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")

#: Words that stand before a hyphen and make a compound with whatever follows.
_BEFORE_HYPHEN = frozenset(
    "anti counter ex non pro self semi quasi vice well half pan ultra multi mid cross all so by one two three four"  # noqa: SIM905
    " five six seven eight nine ten first second third high low long short large small old new left right much most far"
    " full".split()
)

#: Of these, the ones that hardly ever stand alone.
_PREFIXES = frozenset(("anti", "counter", "non", "semi", "quasi", "multi", "self"))

#: Words that make a compound with what stands before their hyphen.
_AFTER_HYPHEN = frozenset(
    "level related based led wide style backed funded run owned term sponsored trained held oriented controlled"  # noqa: SIM905
    " making building speaking sharing affiliated elect".split()
)

#: Words before which a hyphen hangs.
_HANGING = frozenset(("and", "or", "to", "und", "y", "et"))

#: The longest word that is looked at: what is longer is none.
_LONGEST = 40


class Joined(NamedTuple):
    """Whether the hyphen stays, with or without a blank after it, and how sure that is."""

    keeps: bool
    confidence: float
    hangs: bool = False


def judge_hyphen(text: str, hyphen: int, begin: int, own_words: Callable[[], Mapping[str, int]] = dict) -> Joined:
    """How `text[:hyphen]`, a hyphen, and `text[begin:]` go together; `own_words` gives the words of the telegram.

    >>> judge_hyphen("CON- TINUED", 3, 5).keeps, judge_hyphen("SECOND- ROUND", 6, 8).keeps
    (False, True)
    """
    last = _LAST.search(text, max(hyphen - _LONGEST, 0), hyphen)
    first = _FIRST.match(text, begin, begin + _LONGEST)
    if last is None or first is None:
        return Joined(keeps=True, confidence=0.98)  # F-16, 1974-75
    if first[0].lower() in _HANGING:
        return Joined(keeps=True, confidence=0.95, hangs=True)  # pro- and anti-government
    if first[0][0].isupper() and not last[0].isupper():
        return Joined(keeps=True, confidence=0.98)  # anti-American
    return _judge(last[0].lower(), first[0].lower(), own_words)


def _judge(before: str, after: str, own_words: Callable[[], Mapping[str, int]]) -> Joined:
    lexicon = shipped_lexicon()
    whole = lexicon.count(before + after)
    parts = before in lexicon and after in lexicon
    if whole and not parts:
        return Joined(keeps=False, confidence=0.99)
    if parts and not whole:
        return Joined(keeps=True, confidence=0.97)
    own = own_words()
    if f"{before}-{after}" in own:
        return Joined(keeps=True, confidence=0.97)
    if before + after in own:
        return Joined(keeps=False, confidence=0.97)
    if whole:
        return Joined(keeps=before in _BEFORE_HYPHEN and len(before) > 3, confidence=0.9)
    stands_alone = own.get(before, 0) > 1 and before not in lexicon  # MNR-HISTORICO, where MNR is a word of its own
    return Joined(keeps=before in _BEFORE_HYPHEN or stands_alone, confidence=0.85)


def joins_for_certain(text: str, hyphen: int, begin: int, own_compounds: Callable[[], Container[str]]) -> Joined | None:
    """As `judge_hyphen`, for a hyphen and a blank inside a line; `None` where the two may stand as they are.

    Inside a line the hyphen can be a dash, so the two are joined only where one word, or a compound that is at home in
    the telegram, comes of it.
    """
    last = _LAST.search(text, max(hyphen - _LONGEST, 0), hyphen)
    first = _FIRST.match(text, begin, begin + _LONGEST)
    if last is None or first is None:
        return None
    before, after = last[0].lower(), first[0].lower()
    lexicon = shipped_lexicon()
    if before + after in lexicon and (before not in lexicon or after not in lexicon):
        return Joined(keeps=False, confidence=0.97)
    if (before in _PREFIXES and after in lexicon) or (after in _AFTER_HYPHEN and before in lexicon):
        return Joined(keeps=True, confidence=0.9)
    if f"{before}-{after}" in own_compounds():
        return Joined(keeps=True, confidence=0.95)
    return None
