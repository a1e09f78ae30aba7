"""The forms of an English word: a mild widening of questions, in place of a stemmed index."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh")


def forms(word: str) -> tuple[str, ...]:
    """The word, small and without accents, and what its singular and plural may look like. The word comes first.

    Some of them are no words: the index knows which occur. Endings of verbs are left alone, as "unit" would find
    every "United".

    >>> forms("policy")
    ('policy', 'policies')
    >>> forms("elections"), forms("crisis"), forms("05"), forms("congress")
    (('elections', 'election'), ('crisis', 'crises'), ('05',), ('congress', 'congresses'))
    """
    if not (word.isascii() and word.isalpha()) or len(word) < 3:
        return (word,)
    found = [word, *_singulars(word)]
    if len(found) == 1:
        found += _plurals(word)
    return tuple(dict.fromkeys(found))


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
