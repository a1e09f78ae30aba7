"""Words in capitals that are no person's name: offices, peoples, references, compounds, running text in Spanish."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import known_names, match_known
from reftel.analysis.lexicon import AUX, DET, HUMAN, NOUN, OTHER, PREP, TITLE, english, words_of
from reftel.analysis.surnames import is_taken_out
from reftel.facts.table import remembered

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
_PUBLISHED = frozenset(("daily", "newspaper", "weekly", "magazine", "newsmagazine"))
_GOVERNING = frozenset(("governor", "mayor", "president", "king", "emir", "sultan", "bishop", "archbishop"))
_FIRST_NAMES = words_of("name_parts.toml", "first_names")
_TITLES = words_of("name_parts.toml", "titles")
_AS_GOOD_AS = frozenset(("equivalent", "designate", "elect"))
_DANGLING = frozenset(("de", "del", "da", "do", "des", "du"))
_ARTICLES = frozenset(("el", "los", "las"))
#: What Spanish things end in, that are said of an office: DIRECTOR DE ABASTECIMIENTOS.
_ABSTRACT = ("cion", "ciones", "encia", "ancia", "miento", "mientos", "idad", "idades")
_LANDS = frozenset(("demonym", "country", "place"))
_PREFIXES = frozenset(("euro", "mid", "pre", "post", "anti", "non", "pro"))
_FOREIGN_THINGS = words_of(_LISTS, "foreign_things")
_VESSELS = words_of(_LISTS, "vessels")
_SAID_TO_BE = words_of(_LISTS, "said_to_be")
_ADDRESSES = words_of(_LISTS, "addresses")
_STREETS = words_of(_LISTS, "streets")
_SHIPS = frozenset(("uss", "u.s.s.", "hms", "usns"))
_MANY = re.compile(r"[A-Z]{2,}s|Go[A-Z]{1,3}")  # NGOs, MPs; GoP, the government of a country
_STRUCK = re.compile(r"X{5,}")
#: Of so many words of a paragraph one in six is a small Spanish, French or Portuguese word: it is in that language.
_SHORTEST_FOREIGN = 12
_LONG, _NEAR = 8, 2  # letters of a word that has an outline, and how far its length may be off
_LAND = 6  # letters of a country: what is next to a shorter one is next to much else
_AS_FAR = 5  # words between the article and what a thing is


def names_nobody(words: list[str], capitals: bool) -> bool:
    """Whether a run of words that look like a name names no person.

    >>> names_nobody(["Central", "Asian"], False), names_nobody(["WMD-related"], False)
    (True, True)
    >>> names_nobody(["CONSIDERA", "QUE"], True), names_nobody(["Ban", "Ki-moon"], False)
    (True, False)
    """
    lowers = [word.lower() for word in words]
    if all(low in _NOBODY or low.rstrip(".") in ("", "jr", "sr") for low in lowers):
        return True
    if len(words) > 1 and (lowers[-1] in _KINDS_AFTER or not _FOREIGN_THINGS.isdisjoint(lowers)):
        return True
    if lowers[0] in ("ref", "refs") or lowers[-1] in _DANGLING or (len(words) > 1 and lowers[-1].endswith("bank")):
        return True
    if len(words) > 1 and "casilla" in lowers:
        return True
    if lowers[0] in _SHIPS or _MANY.fullmatch(words[-1]) or not _RUNNING.isdisjoint(lowers):
        return True
    if "/" in words[-1] or any(_describes(word) or _is_struck(word) for word in words):
        return True
    if len(words) > 1 and (lowers[0] in _ADDRESSES or lowers[-1] in _STREETS):
        return True
    if _is_heading(lowers) or _is_of_a_people(lowers):
        return True
    if capitals and len(words) > 1 and lowers[0] in _ARTICLES:
        return True
    if capitals and lowers[0] in _DANGLING and lowers[-1].endswith(_ABSTRACT):
        return True
    if capitals and len(words) > 1 and (lowers[-1] in _EDGES or (lowers[0] == "de" and "y" in lowers)):
        return True
    return _ends_in_place(lowers)


def _is_heading(lowers: list[str]) -> bool:
    """Whether a list's letter stands before two common words or more: `B. Financial Stability`."""
    if len(lowers) < 4 or len(lowers[0]) > 1 or lowers[1] != ".":
        return False
    return all(low in english() for low in lowers[2:]) and _FIRST_NAMES.isdisjoint(lowers)


def _is_of_a_people(lowers: list[str]) -> bool:
    """Whether common words and a people's are all there is: `Korean Thanksgiving`."""
    if len(lowers) < 2 or not all(low in english() or low in _NOBODY or _is_demonym(low) for low in lowers):
        return False
    return any(map(_is_demonym, lowers))


def _is_place(lower: str) -> bool:
    known = match_known([lower], 0)
    return known is not None and known.type in ("place", "country") and lower not in _FIRST_NAMES


def _is_demonym(lower: str) -> bool:
    known = match_known([lower], 0)
    return known is not None and known.type == "demonym"


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
    if parts[0] in _TITLES and (known := match_known(parts, 1)) and known.type in _LANDS:
        return True  # CHAIRMAN-CUBA
    if word.partition("-")[0].isupper() and (known := match_known(parts, 0)) and known.type == "organisation":
        return True  # USAID-Bolivia
    if _is_place(parts[0]) and len(parts[0]) > 3:
        return True  # Mombasa-City
    if not {"e", "i"}.isdisjoint(parts[1:-1]) or all(
        (known := match_known([part], 0)) and known.type in _LANDS for part in parts
    ):
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
    strange = max((at for at, word in enumerate(words) if _is_strange(word.lower())), default=0)
    for at, word in enumerate(words[:-1]):
        if not words[at + 1][0].isalpha():
            break
        if _is_role(word, capitals):
            first = at + 1 if first == at or strange > at else first
        elif _is_strange(word.lower()):
            break
    return first


def _is_strange(lower: str) -> bool:
    return lower not in english() or lower in _FIRST_NAMES


def describing_words(words: list[str]) -> int:
    """How many words before a name only describe whoever it is: one in `Dutch-speaking Borge`.

    >>> describing_words(["Dutch-speaking", "Borge"]), describing_words(["Jean-Marc", "Borge"])
    (1, 0)
    """
    first = 0
    while first < len(words) - 1 and words[first + 1][0].isalpha() and _describes(words[first]):
        first += 1
    return first


def is_known_role(word: str) -> bool:
    """Whether a word before a name is a role in itself (`NSA`), no acronym of whatever kind (`BASF`)."""
    lower = word.lower()
    return lower in _ROLES or not _TITLES.isdisjoint(lower.replace("/", "-").split("-"))


def _is_role(word: str, capitals: bool) -> bool:
    lower = word.lower()
    if lower in _FIRST_NAMES or is_taken_out(lower):
        return False
    if lower in _ROLES or "/" in word:
        return True
    if "-" in word and (not _TITLES.isdisjoint(lower.split("-")) or lower.rpartition("-")[2] in _AS_GOOD_AS):
        return True
    return not capitals and word.isupper() and word.isalpha() and len(word) > 1


@remembered
def _spelled() -> frozenset[str]:
    """English words, countries and their people."""
    lands = {
        known.words[0]
        for same in known_names().values()
        for known in same
        if len(known.words) == 1 and known.type in ("country", "demonym") and len(known.words[0]) >= _LAND
    }
    return english() | lands


@lru_cache(maxsize=1)
def _outlines() -> dict[str, frozenset[int]]:
    """The lengths of the longer English words by their first four and last two letters."""
    found: dict[str, set[int]] = {}
    for word in english():
        if len(word) >= _LONG:
            found.setdefault(word[:4] + word[-2:], set()).add(len(word))
    return {outline: frozenset(lengths) for outline, lengths in found.items()}


@lru_cache(maxsize=20000)
def is_mangled(lower: str) -> bool:
    """Whether a long word is an English one in outline, its beginning, end and length: DANGERILUS.

    >>> is_mangled("dangerilus"), is_mangled("estenssoro")
    (True, False)
    """
    lengths = _outlines().get(lower[:4] + lower[-2:], frozenset()) if len(lower) >= _LONG else frozenset()
    return any(abs(length - len(lower)) <= _NEAR for length in lengths)


@lru_cache(maxsize=20000)
def is_slip(lower: str) -> bool:
    """Whether one letter more, less or another, or two exchanged, makes an English word of a strange one: SEIGE, TEH.

    >>> is_slip("seige"), is_slip("teh"), is_slip("natusch")
    (True, True, False)
    """
    known = _spelled()
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
    """Whether the words beside a name say that it is a paper, a bank or a place, or an office's: `Governor of X`.

    Before it `the daily Al Massae`, `its daily, Al Massae`, `the suburb of X`; behind it `X river`, `X, a firm`.
    """
    if not _KINDS_AFTER.isdisjoint(tokens.lowers[stop : stop + 1 + _is_plain(tokens, stop)]):
        return True
    if first and tokens.lowers[first - 1] in _VESSELS:
        return True
    if stop - first > 1 and tokens.lowers[first] in _FIRST_NAMES:
        return False
    at = first - 1
    while at > 0 and tokens.words[at] in (",", "“", '"'):
        at -= 1
    before = tokens.lowers[at] if at >= 0 else ""
    if before in (_KINDS_BEFORE if at == first - 1 else _PUBLISHED):
        return True
    if before == "of" and at > 0 and (tokens.lowers[at - 1] in _GOVERNING or tokens.lowers[at - 1] in _KINDS_BEFORE):
        return True
    return _is_said_to_be_a_thing(tokens, stop)


def _is_plain(tokens: Tokens, place: int) -> bool:
    """Whether a common word in small letters may stand between a name and its kind: `Belo Monte hydro plant`."""
    if place >= len(tokens) or not (tokens.words[place].islower() and tokens.words[place].isalpha()):
        return False
    return not tokens.bits[place] & ~(OTHER | NOUN)


def _is_said_to_be_a_thing(tokens: Tokens, stop: int) -> bool:
    """Whether a comma or bracket, an article and a few words lead to a thing: `, a local consulting firm`."""
    if stop + 2 >= len(tokens) or tokens.words[stop] not in (",", "(") or not tokens.bits[stop + 1] & DET:
        return False
    for at in range(stop + 2, min(len(tokens), stop + 2 + _AS_FAR)):
        if tokens.lowers[at] in _SAID_TO_BE:
            return tokens.lowers[at + 1 : at + 2] not in (["'s"], ["’s"])
        if tokens.bits[at] & (HUMAN | TITLE | PREP | AUX) or not tokens.words[at][0].isalpha():
            return False
    return False


def is_half_title(lower: str) -> bool:
    """Whether a word of titles is nobody's office alone: `Presidential`, `Foreign`, `Deputy`."""
    return lower in _HALF_TITLES
