"""The forms of an English word: a mild widening of questions, in place of a stemmed index."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_SHORTEST_STEM = 5  # letters of a verb without its ending
_VERB_ENDINGS = {"ed": ("", "e", "s", "es", "ing"), "ing": ("", "e", "s", "es", "ed")}
_HISSING = ("s", "x", "z", "ch", "sh")


def forms(word: str) -> tuple[str, ...]:
    """The word, small and without accents, and what its singular and plural may look like. The word comes first.

    Long words have the endings of verbs as well; short ones do not, as "unit" would find every "United". Some of the
    forms are no words: the index knows which occur.

    >>> forms("policy")
    ('policy', 'policies')
    >>> forms("announced")
    ('announced', 'announceds', 'announc', 'announce', 'announcs', 'announces', 'announcing')
    >>> forms("elections"), forms("crisis"), forms("05"), forms("congress")
    (('elections', 'election'), ('crisis', 'crises'), ('05',), ('congress', 'congresses'))
    >>> forms("renew"), forms("unit"), forms("united")
    (('renew', 'renews', 'renewed', 'renewing'), ('unit', 'units'), ('united', 'uniteds'))
    """
    if not (word.isascii() and word.isalpha()) or len(word) < 3:
        return (word,)
    found = [word, *_singulars(word)]
    if len(found) == 1:
        found += _plurals(word)
    return tuple(dict.fromkeys(found + _verbs(word)))


def _verbs(word: str) -> list[str]:
    """What a verb of this form looks like in others, where enough of it is left to tell it from other words."""
    for ending, others in _VERB_ENDINGS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            plain = [stem[:-1]] if stem[-1] == stem[-2] and len(stem) > _SHORTEST_STEM else []
            return [*plain, *(stem + other for other in others)]
    if len(word) < _SHORTEST_STEM or word.endswith(("s", "y", *_VERB_ENDINGS)):
        return []
    stem = word.removesuffix("e")
    return [stem + "ed", stem + "ing"] if len(stem) >= _SHORTEST_STEM else []


def _singulars(word: str) -> list[str]:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return []
    found = [word[:-1]]
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    elif word.endswith("es") and word[:-2].endswith((*_HISSING, "o")):
        found.append(word[:-2])
        if word.endswith("ses"):
            found.append(word[:-2] + "is")
    return found


def _plurals(word: str) -> list[str]:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return [word[:-1] + "ies"]
    if word.endswith("is"):
        return [word[:-2] + "es"]
    if word.endswith(_HISSING):
        return [word + "es"]
    return [word + "s", word + "es"] if word.endswith("o") else [word + "s"]
