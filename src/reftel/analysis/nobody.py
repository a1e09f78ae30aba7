"""Words in capitals that are no person's name: offices, peoples, references, compounds, running text in Spanish."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import match_known
from reftel.analysis.lexicon import english, words_of

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

_LISTS = "no_persons.toml"
_ROLES = words_of(_LISTS, "roles")
_NOBODY = _ROLES | words_of(_LISTS, "offices") | words_of(_LISTS, "peoples") | words_of(_LISTS, "papers")
_PEOPLES = words_of(_LISTS, "peoples")
_COMPOUNDS = words_of(_LISTS, "compounds")
_RUNNING = words_of(_LISTS, "running")
_EDGES = words_of(_LISTS, "edges")
_SMALL = (_EDGES | _RUNNING) - {"no", "as", "do", "par", "sur", "en", "es"}
_KINDS_BEFORE = words_of(_LISTS, "kinds_before")
_KINDS_AFTER = words_of(_LISTS, "kinds_after")
_HALF_TITLES = words_of(_LISTS, "half_titles")
_GOVERNING = frozenset(("governor", "mayor", "president", "king", "emir", "sultan", "bishop", "archbishop"))
_FIRST_NAMES = words_of("name_parts.toml", "first_names")
_TITLES = words_of("name_parts.toml", "titles")
_PREFIXES = frozenset(("euro", "mid", "pre", "post", "anti", "non", "pro"))
_ADDRESSES = words_of(_LISTS, "addresses")
_STREETS = words_of(_LISTS, "streets")
_SHIPS = frozenset(("uss", "u.s.s.", "hms", "usns"))
_MANY = re.compile(r"[A-Z]{2,}s|Go[A-Z]{1,3}")  # NGOs, MPs; GoP, the government of a country
_STRUCK = re.compile(r"X{5,}")
#: Of so many words of a paragraph one in six is a small Spanish, French or Portuguese word: it is in that language.
_SHORTEST_FOREIGN = 12


def names_nobody(words: list[str], capitals: bool) -> bool:
    """Whether a run of words that look like a name names no person.

    >>> names_nobody(["Central", "Asian"], False), names_nobody(["WMD-related"], False)
    (True, True)
    >>> names_nobody(["CONSIDERA", "QUE"], True), names_nobody(["Ban", "Ki-moon"], False)
    (True, False)
    """
    lowers = [word.lower() for word in words]
    if all(low in _NOBODY or low == "." for low in lowers):
        return True
    if lowers[0] in _SHIPS or _MANY.fullmatch(words[-1]) or not _RUNNING.isdisjoint(lowers):
        return True
    if "/" in words[-1] or any(_describes(word) or _is_struck(word) for word in words):
        return True
    if len(words) > 1 and (lowers[0] in _ADDRESSES or lowers[-1] in _STREETS):
        return True
    if capitals and len(words) > 1 and (lowers[-1] in _EDGES or (lowers[0] == "de" and "y" in lowers)):
        return True
    return _ends_in_place(lowers)


def is_people(lower: str) -> bool:
    """Whether a word is a people's, a religion's or a conviction's: `christian`, which is a first name too."""
    return lower in _PEOPLES


def _describes(word: str) -> bool:
    """Whether a compound describes: `American-manufactured`, `Mid-May`, `Turkish-Israeli`; not `Ki-moon`.

    Persian and Urdu bodies are told by the joint: `Jamaat-e-Islami`.
    """
    if "-" not in word:
        return False
    first, last = word.partition("-")[0].lower(), word.rpartition("-")[2]
    if first in _PREFIXES or last.lower() in _COMPOUNDS:
        return True
    parts = word.lower().split("-")
    if "e" in parts[1:-1] or all((known := match_known([part], 0)) and known.type == "demonym" for part in parts):
        return True
    return last.islower() and len(last) > 4 and last in english()


def _is_struck(word: str) -> bool:
    """Whether a struck out name has run into another word: `BothXXXXXXXX`."""
    struck = _STRUCK.search(word)
    return struck is not None and struck.group() != word


def _ends_in_place(lowers: list[str]) -> bool:
    """Whether English words or a party beside a place are no person: `Logistic School Kabul`."""
    if len(lowers) < 2 or lowers[0] in _FIRST_NAMES or lowers[-1] in _FIRST_NAMES:
        return False
    party, _, rest = lowers[0].rpartition("-")
    if party and (known := match_known([rest, *lowers[1:]], 0)) and len(known.words) == len(lowers):
        return True  # MNR-Santa Cruz
    for at in range(1, len(lowers)):
        known = match_known(lowers, at)
        if known and known.type in ("place", "country") and at + len(known.words) == len(lowers):
            return any(low in english() for low in lowers[:at])
    return False


def role_words(words: list[str], capitals: bool) -> int:
    """How many words at the beginning of a name are a role: one in `NSA Jones`, none in `Hugo Jones`.

    >>> role_words(["NSA", "Jones"], False), role_words(["Chair", "Guido", "Westerwelle"], False)
    (1, 1)
    """
    first = 0
    while first < len(words) - 1 and words[first + 1][0].isalpha() and _is_role(words[first], capitals):
        first += 1
    return first


def is_known_role(word: str) -> bool:
    """Whether a word before a name is a role in itself (`NSA`), no acronym of whatever kind (`BASF`)."""
    lower = word.lower()
    return lower in _ROLES or not _TITLES.isdisjoint(lower.replace("/", "-").split("-"))


def _is_role(word: str, capitals: bool) -> bool:
    lower = word.lower()
    if lower in _FIRST_NAMES:
        return False
    if lower in _ROLES or "/" in word:
        return True
    if "-" in word and not _TITLES.isdisjoint(lower.split("-")):
        return True
    return not capitals and word.isupper() and word.isalpha() and len(word) > 1


@lru_cache(maxsize=20000)
def is_slip(lower: str) -> bool:
    """Whether one letter more, less or another, or two exchanged, makes an English word of a strange one: SEIGE, TEH.

    >>> is_slip("seige"), is_slip("teh"), is_slip("natusch")
    (True, True, False)
    """
    known = english()
    for at in range(len(lower) + 1):
        head, tail = lower[:at], lower[at:]
        if tail and head + tail[1:] in known:
            return True
        if len(tail) > 1 and head + tail[1] + tail[0] + tail[2:] in known:
            return True
        if any(head + letter + tail in known or head + letter + tail[1:] in known for letter in ascii_lowercase):
            return True
    return False


def is_running_foreign(tokens: Tokens) -> bool:
    """Whether a paragraph is in Spanish, French or Portuguese, by its small words."""
    if len(tokens) < _SHORTEST_FOREIGN:
        return False
    small = sum(1 for low in tokens.lowers if len(low) > 1 and low in _SMALL)
    return small * 6 > len(tokens)


def is_of_a_kind(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether the word beside a name says that it is a paper, a bank or a place, or an office's: `Governor of X`."""
    before = tokens.lowers[first - 1] if first else ""
    if before in _KINDS_BEFORE or (stop < len(tokens) and tokens.lowers[stop] in _KINDS_AFTER):
        return True
    return before == "of" and first > 1 and tokens.lowers[first - 2] in _GOVERNING


def is_half_title(lower: str) -> bool:
    """Whether a word of titles is nobody's office alone: `Presidential`, `Foreign`, `Deputy`."""
    return lower in _HALF_TITLES
