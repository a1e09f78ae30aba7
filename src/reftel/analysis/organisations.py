"""Names of organisations made of words: `Ministry of Finance`, `Green Party`, `Empresa Nacional de Fundiciones`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import match_known
from reftel.analysis.lexicon import AUX, CUE, DET, NOUN, OTHER, PREP, TITLE, word_bits, words_of
from reftel.analysis.namewalk import can_be_acronym
from reftel.analysis.titles import title_stop

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
_WEAK_HEADS = words_of("no_organisations.toml", "weak_heads")
#: In capitals these name nothing after words that only describe (MILITARY GOVERNMENT), nor the next after a people.
_COMMON_HEADS = _WEAK_HEADS | words_of("no_organisations.toml", "common_heads")
_HEADS_OF_PEOPLES = words_of("no_organisations.toml", "heads_of_peoples")
#: What a body has and is not: the IMF mission, the MNR alliance.
_PARTS_OF_BODIES = words_of("no_organisations.toml", "parts_of_bodies")
_NAMES_ALL_THE_SAME = frozenset(
    (("armed", "forces"), ("air", "force"), ("central", "bank"), ("national", "guard"), ("national", "police"))
)
_HEADS_OF_PLACES = words_of("no_organisations.toml", "heads_of_places")
_DELIBERATING = frozenset(("council", "commission", "committee", "assembly", "conference"))
_OF_OFFICERS = frozenset(
    ("political", "economic", "general", "deputy", "assistant", "vice", "chief", "executive", "senior")
)
_BEFORE_NOUNS = frozenset(("foreign", "private", "public", "peasant", "human", "rural", "urban"))
_ADJECTIVES = ("al", "ic", "ary", "ive", "ian", "ural", "ental")
#: Heads that two words make a name of: NATIONALIST REVOLUTIONARY MOVEMENT.
_UNITED = frozenset(("movement", "alliance", "union", "coalition", "organization"))
_NAMED_NEW = frozenset(("party", "front", "movement", "agency"))


def organisation_stop(walk: NameWalk, place: int) -> int:
    """The token after an organisation's name that begins at `place`: "Ministry of Finance", "Green Party"."""
    lower = walk.lowers[place]
    if lower in walk.prefixes and place + 2 < walk.size and _joins_domain(walk, place):
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
    if walk.capitals and _is_common(walk, place, stop):
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
    if stop < walk.size - 1 and walk.lowers[stop - 1] in walk.prefixes and _joins_domain(walk, stop - 1):
        longer = _domain(walk, stop + 1)
        if longer:
            return longer
    return stop


def _is_common(walk: NameWalk, place: int, stop: int) -> bool:
    """Whether words in capitals up to a head only say what kind of body is meant: MILITARY JUNTA, IMF MISSION."""
    rest, head = walk.lowers[place : stop - 1], walk.lowers[stop - 1]
    if rest[0] == "new":
        return head not in _NAMED_NEW  # the name begins after NEW
    if (*rest, head) in _NAMES_ALL_THE_SAME or (rest[-1], head) in _NAMES_ALL_THE_SAME:
        return False
    known = match_known(walk.lowers, place)
    if known and known.type == "demonym" and len(known.words) == len(rest):
        return head in _HEADS_OF_PEOPLES
    if known and len(known.words) == len(rest) and known.type == "organisation":
        return head in _PARTS_OF_BODIES
    if known and len(known.words) == len(rest) and known.type in ("place", "country"):
        return head in _HEADS_OF_PLACES and rest[0] not in ("us", "u.s.")
    if all(low in walk.modifiers or low in walk.heads for low in rest):
        return head in _COMMON_HEADS and not (head in _UNITED and len(rest) > 1)
    if len(rest) == 1 and walk.is_acronym(place):
        return head in _PARTS_OF_BODIES
    return len(rest) == 1 and head in ("administration", "government", "regime", "cabinet")  # somebody's


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
    if walk.words[place + 1 : place + 2] == ["&"] and place + 2 < walk.size and walk.is_name_word(place + 2):
        return 0 if walk.is_acronym(place) else place + 3  # DOMINICK & DOMINICK
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


def _joins_domain(walk: NameWalk, head: int) -> bool:
    """Whether OF or FOR follows a head, or ON a council: NATIONAL COUNCIL ON STRUCTURAL REFORMS."""
    joint = walk.lowers[head + 1]
    return joint in ("of", "for") or (joint == "on" and walk.capitals and walk.lowers[head] in _DELIBERATING)


def _officer_follows(walk: NameWalk, place: int) -> bool:
    """Whether an office and a name follow a body in mixed case: `Ministry of Docks Secretary Olle Borge`."""
    if walk.capitals or not walk.bits[place] & TITLE or not walk.words[place][0].isupper():
        return False
    stop = title_stop(walk, place)
    return stop > place and walk.lowers[stop : stop + 1] != ["."] and stop < walk.size and walk.name_at(stop) > 0


def _is_noun(walk: NameWalk, place: int) -> bool:
    return walk.lowers[place] in walk.english and not walk.bits[place] & ~(OTHER | NOUN)


def _describes(walk: NameWalk, place: int) -> bool:
    """Whether a word in capitals is an adjective that needs its noun: STRUCTURAL reforms, PEASANT affairs."""
    lower = walk.lowers[place]
    plain = not walk.bits[place] & ~(OTHER | NOUN)
    return plain and lower in walk.english and (lower.endswith(_ADJECTIVES) or lower in _BEFORE_NOUNS)


def _domain(walk: NameWalk, place: int) -> int:
    """The token after what a ministry or bank is for, from `place` on; 0 where it is no name."""
    at = place
    if at < walk.size and walk.lowers[at] == "the":
        at += 1
    last = 0
    while at < walk.size and at - place < 9:
        low = walk.lowers[at]
        if last == at and _officer_follows(walk, at):
            return last - (walk.lowers[last - 1] in _OF_OFFICERS)
        if (walk.words[at][0].isupper() and not walk.capitals) or (
            walk.capitals
            and (low in walk.fillers or low in walk.modifiers or walk.is_name_word(at) or match_known(walk.lowers, at))
            and low not in _SOFT
        ):
            at += 1
            last = at
        elif walk.capitals and _describes(walk, at):
            at += 1
        elif walk.capitals and at > place and _describes(walk, at - 1) and _is_noun(walk, at):
            at += 1
            last = at
        elif (
            low == "and"
            and walk.capitals
            and (beside := match_known(walk.lowers, at + 1))
            and beside.type == "organisation"
        ):
            break  # BANK OF ENGLAND AND WORLD BANK
        elif low in ("and", "&", "of", "for") or (low == "in" and walk.lowers[place - 2] not in _OFFICES):
            if at + 1 < walk.size and (walk.words[at + 1][0].isupper()) and last:
                at += 1
            else:
                break
        else:
            break
    if walk.capitals and last > place + 1 and last < walk.size and walk.bits[last] & TITLE:
        return last - (walk.lowers[last - 1] in _OF_OFFICERS)
    return last
