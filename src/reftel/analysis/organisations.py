"""Names of organisations made of words: `Ministry of Finance`, `Green Party`, `Empresa Nacional de Fundiciones`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import match_known
from reftel.analysis.lexicon import AUX, CUE, DET, PREP, TITLE, word_bits, words_of
from reftel.analysis.namewalk import can_be_acronym

if TYPE_CHECKING:
    from reftel.analysis.namewalk import NameWalk
    from reftel.analysis.tokens import Tokens

_SOFT = ("of", "for", "and", "the", "to", "in", "&")
_JOINTS = frozenset(
    ("de", "del", "la", "las", "los", "y", "e", "do", "da", "dos", "du", "des", "et", "di", "della", "para")
)
_SMALL = frozenset((*_JOINTS, "of", "the", "and", "for", "&", "in", "on", "to"))
_FIRMS = frozenset(("corporation", "corp", "company", "inc", "ltd", "co", "incorporated", "limited", "gmbh", "ltda"))
#: Words of other languages in organisations' names that are English words too.
_FOREIGN_TOO = words_of("name_parts.toml", "foreign_words")
_OFFICES = frozenset(("ministry", "department", "bank", "office", "bureau", "court", "board", "house"))
#: Heads of organisations' names that are too common to make a name of any word before them.
_WEAK_HEADS = frozenset(
    (
        "government",
        "cabinet",
        "office",
        "board",
        "news",
        "times",
        "force",
        "forces",
        "guard",
        "group",
        "center",
        "service",
    )
)


def organisation_stop(walk: NameWalk, place: int) -> int:
    """The token after an organisation's name that begins at `place`: "Ministry of Finance", "Green Party"."""
    lower = walk.lowers[place]
    if lower in walk.prefixes and place + 2 < walk.size and walk.lowers[place + 1] in ("of", "for"):
        stop = _domain(walk, place + 2)
        if stop:
            return stop
    foreign = _foreign_stop(walk, place)
    if foreign:
        return foreign
    if walk.capitals:
        firm = _firm_stop(walk, place)
        if firm:
            return firm
    at = place
    limit = min(walk.size, place + 7)
    while at < limit:
        word, low = walk.words[at], walk.lowers[at]
        if walk.capitals:
            good = (
                low in walk.modifiers
                or low in walk.heads
                or walk.is_name_word(at)
                or bool((known := match_known(walk.lowers, at)) and known.type == "demonym")
            )
        else:
            good = word[0].isupper() and (at == place or low not in walk.months)
            good = good or (
                low in ("and", "of", "&")
                and at > place
                and at + 1 < limit
                and walk.words[at + 1][0].isupper()
                and low == "&"
            )
        if not good:
            break
        at += 1
    stop = at
    while stop > place and walk.lowers[stop - 1] not in walk.heads:
        stop -= 1
    if stop <= place + 1:
        return 0
    national = (known := match_known(walk.lowers, place)) and known.type == "demonym"
    if (
        walk.lowers[stop - 1] in _WEAK_HEADS
        and not national
        and not any(low in walk.modifiers for low in walk.lowers[place : stop - 1])
    ):
        return 0
    if walk.bits[place] & TITLE and lower not in walk.modifiers and lower not in walk.heads:
        return 0
    if (
        place in walk.starts
        and lower in word_bits()
        and lower not in walk.modifiers
        and walk.bits[place] & ~(TITLE | CUE | 1 << 20)
    ):
        return 0
    if stop < walk.size - 1 and walk.lowers[stop] in ("of", "for") and walk.lowers[stop - 1] in walk.prefixes:
        longer = _domain(walk, stop + 1)
        if longer:
            return longer
    return stop


def _foreign_stop(walk: NameWalk, place: int) -> int:
    """The token after a name in Spanish, French or Italian: `Banco Central de Bolivia`, `Parti Socialiste`."""
    if walk.lowers[place] not in walk.foreign or not walk.words[place][0].isupper():
        return 0
    at, last = place + 1, 0
    while at < walk.size and at - place < 9:
        lower = walk.lowers[at]
        if lower in _JOINTS:
            at += 1
            continue
        if not walk.words[at][0].isupper() or not walk.words[at].isalpha() or walk.words[at] in walk.learned.acronyms:
            break
        if walk.capitals and lower in walk.english and lower not in _FOREIGN_TOO:
            break
        at += 1
        last = at
    return last


def _firm_stop(walk: NameWalk, place: int) -> int:
    """The token after a firm's name in capitals: a strange word, then any, up to CORPORATION, COMPANY or INC."""
    if not walk.is_name_word(place):
        return 0
    for at in range(place + 1, min(walk.size, place + 7)):
        if walk.lowers[at] in _FIRMS:
            return at + 1
        joined = walk.lowers[at] in ("and", "&")
        if not walk.words[at][0].isalpha() and not joined:
            return 0
        if walk.bits[at] & (AUX | DET | PREP) or (walk.bits[at] & CUE and not joined):
            return 0
    return 0


def spelled_out(tokens: Tokens) -> dict[int, int]:
    """Organisations that an acronym in brackets follows: first and last token by initials, `National Front (NF)`."""
    found: dict[int, int] = {}
    if "(" not in tokens.words:
        return found
    for at in range(2, len(tokens) - 1):
        if tokens.words[at - 1] != "(" or tokens.words[at + 1] != ")" or not can_be_acronym(tokens.words[at]):
            continue
        letters = tokens.lowers[at].replace(".", "")
        place = at - 2
        for letter in reversed(letters):
            while place >= 0 and tokens.lowers[place] in _SMALL:
                place -= 1
            if place < 0 or tokens.lowers[place][0] != letter or not tokens.words[place][0].isupper():
                break
            place -= 1
        else:
            if len(letters) > 1:
                found[place + 1] = at - 1
    return found


def _domain(walk: NameWalk, place: int) -> int:
    """The token after what a ministry or bank is for, from `place` on; 0 where it is no name."""
    at = place
    if at < walk.size and walk.lowers[at] == "the":
        at += 1
    last = 0
    while at < walk.size and at - place < 9:
        low = walk.lowers[at]
        if (walk.words[at][0].isupper() and not walk.capitals) or (
            walk.capitals
            and (low in walk.fillers or low in walk.modifiers or walk.is_name_word(at) or match_known(walk.lowers, at))
            and low not in _SOFT
        ):
            at += 1
            last = at
        elif low in ("and", "&", "of", "for") or (low == "in" and walk.lowers[place - 2] not in _OFFICES):
            if at + 1 < walk.size and (walk.words[at + 1][0].isupper()) and last:
                at += 1
            else:
                break
        else:
            break
    return last
