"""Where people, organisations and places are named in one paragraph, in mixed case and in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import known_names, match_known
from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, DET, HUMAN, PREP, SUBORD, TITLE, english, words_of
from reftel.analysis.namewalk import (
    LOWER_TITLES,
    NOTHING_LEARNED,
    Learned,
    Name,
    NameWalk,
    can_be_acronym,
    is_run_together,
    without_prefix,
)
from reftel.analysis.organisations import organisation_stop, spelled_out
from reftel.analysis.titles import begins_title, person_follows, read_title
from reftel.facts.table import remembered

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

_PARTS = "name_parts.toml"
_TO_US = frozenset(
    ("let", "lets", "give", "gives", "gave", "tell", "told", "asked", "took", "takes", "helped", "allow")
)
_SMALL_WORD = DET | PREP | COORD | SUBORD | ADV | CUE
_AGENCY_HAS = frozenset(("loan", "loans", "program", "programs", "project", "projects", "funds", "funding", "grant"))
_BODIES = frozenset(("congress", "senate", "treasury", "pentagon", "duma", "parliament", "secretariat", "usg"))
_SHORT = 4  # letters: an acronym that is a word as well
_LONG = 6  # letters: an acronym so long is rather a word
_AS_FAR = 9  # words before the bracket
_NOT_GOVERNMENTS = frozenset(("GOD", "GOT", "GOES", "GOLD", "GOAL", "GOOD", "GONE", "GOLF", "GOAT", "GOWN", "GODS"))


def find_names(
    tokens: Tokens, capitals: bool, sentence_starts: frozenset[int], learned: Learned = NOTHING_LEARNED
) -> list[Name]:
    """The names of a paragraph in order, none overlapping; `learned` is what the telegram itself taught.

    >>> from reftel.analysis.tokens import tokenize
    >>> t = tokenize("Today Foreign Minister Ola Borge met the Ministry of Finance in Paris.")
    >>> [(t.cut(n.first, n.stop), n.type) for n in find_names(t, False, frozenset({0}))]
    [('Ola Borge', 'person'), ('Ministry of Finance', 'organisation'), ('Paris', 'place')]
    """
    walk = NameWalk(tokens, capitals, sentence_starts, learned)
    spelled = spelled_out(tokens)
    place = 0
    for candidate, word in enumerate(walk.words):
        if candidate < place:
            continue
        if candidate in spelled:
            place = walk.put(candidate, spelled[candidate], "organisation")
            continue
        lower_title = (
            walk.bits[candidate] & TITLE and without_prefix(walk.lowers[candidate]) in LOWER_TITLES and not capitals
        )
        if word[0].isupper() or lower_title:
            place = _at(walk, candidate)
        elif "-" in word and walk.is_articled(candidate) and not walk.known(candidate):
            place = walk.put(candidate, candidate + 1, "weak")
    return walk.found


def taught(tokens: Tokens, names: list[Name]) -> Learned:
    """What a paragraph teaches the others: acronyms that it spells out, and surnames that are English words too."""
    acronyms = {
        tokens.words[at]
        for at in range(1, len(tokens) - 1)
        if tokens.words[at - 1] == "(" and tokens.words[at + 1] == ")" and _explains(tokens, at)
    }
    surnames = {
        tokens.lowers[name.stop - 1]
        for name in names
        if name.type in ("person", "thing")
        and (name.stop - name.first > 1 or name.title < name.first)
        and tokens.lowers[name.stop - 1] in english()
    }
    return Learned(frozenset(surnames), frozenset(acronyms))


def _explains(tokens: Tokens, at: int) -> bool:
    """Whether a word in brackets is an acronym; not a place (BRAZIL), nor somebody's name where all is in capitals.

    A long one is believed where an organisation is named before it: COUNCIL OF STRUCTURAL REFORMS (CONARE).
    """
    word = tokens.words[at]
    known = match_known([tokens.lowers[at]], 0)
    if not can_be_acronym(word) or (known and known.type != "organisation"):
        return False
    if tokens.lowers[at] in words_of(_PARTS, "first_names"):
        return False
    before = tokens.lowers[max(0, at - _AS_FAR) : at - 1]
    return len(word) < _LONG or not _organising().isdisjoint(before)


@remembered
def _organising() -> frozenset[str]:
    lists = ("organisation_heads", "organisation_prefixes", "foreign_heads")
    return frozenset().union(*(words_of(_PARTS, name) for name in lists))


def run_together(tokens: Tokens) -> list[str]:
    """The words of a paragraph that look like two English ones: those that come again in a telegram may be names."""
    known = english()
    return [low for low in tokens.lowers if low.isalpha() and low not in known and is_run_together(low)]


@remembered
def _openers() -> frozenset[str]:
    """English words that a name or a title can begin with all the same."""
    lists = ("titles", "title_fillers", "organisation_heads", "organisation_prefixes", "organisation_modifiers")
    found = set(known_names())
    for name in (*lists, "particles", "first_names"):
        found |= words_of(_PARTS, name)
    return frozenset(found | {"assistant", "former", "first", "second", "third", "senior", "acting", "interim"})


def _at(walk: NameWalk, place: int) -> int:
    lower = walk.lowers[place]
    if walk.words[place] in walk.learned.acronyms or _is_government(walk, place):
        return walk.put(place, place + 1, "organisation")
    if (walk.capitals or place in walk.starts) and lower in walk.english and lower not in _openers():
        if lower in walk.learned.surnames and walk.acts(place) and not (place and walk.bits[place - 1] & DET):
            return walk.put(place, place + 1, "person")
        return place + 1
    if lower in walk.months and walk.words[place] != "May":
        return place + 1
    known = walk.known(place)
    if known and lower == "us" and (_is_pronoun(walk, place) or walk.words[place + 1 : place + 2] == ["$"]):
        return place + 1
    if walk.words[place] in ("US", "USG") and walk.size > place + 1 and walk.words[place + 1][0] == "$":
        return place + 1  # US$5,000
    if known and not (
        known.type == "organisation"
        and known.words[-1] in walk.english
        and (len(known.words) == 1 or known.words[0] == "the")
        and known.words[-1] not in _BODIES
        and not _sure(walk, known.words[-1], place)
    ):
        stop = organisation_stop(walk, place)
        if stop > place + len(known.words):
            return walk.put(place, stop, "organisation")
        if not begins_title(walk, place, known.type):
            stop = place + len(known.words)
            if known.type == "place" and person_follows(walk, place, stop):
                pass
            else:
                return walk.put(place, stop, known.type, known.name, known.code)
    if (
        walk.bits[place] & TITLE
        or lower in ("assistant", "former", "first", "second", "third", "senior", "acting", "interim")
        or (known and known.type == "demonym")
    ):
        stop = read_title(walk, place)
        if stop:
            return stop
    if known and known.type in ("demonym", "country", "place"):
        return walk.put(place, place + len(known.words), known.type, known.name, known.code)
    stop = organisation_stop(walk, place)
    if stop:
        return walk.put(place, stop, "organisation")
    stop = walk.name_at(place)
    if stop:
        return walk.put_name(place, stop, place)
    if walk.capitals and walk.is_weak(place):
        return walk.put(place, place + 1, "weak")
    return place + 1


def _is_pronoun(walk: NameWalk, place: int) -> bool:
    """Whether US in capitals is the pronoun: before THAT, a preposition or a mark."""
    if not walk.capitals:
        return walk.words[place] != "US"
    if place and walk.lowers[place - 1] in ("the", "of", "in"):
        return False
    after = place + 1
    if after >= walk.size or not walk.words[after][0].isalnum():
        return True
    if place and walk.lowers[place - 1] in _TO_US and not walk.bits[after] & HUMAN:
        return True
    return bool(walk.bits[after] & (PREP | ADV | SUBORD | DET | AUX | COORD)) or walk.lowers[after] in (
        "that",
        "to",
    )


def _is_agency(walk: NameWalk, place: int) -> bool:
    """Whether AID is the agency, not help: no word describes it, and it acts or has people and programs."""
    after = place + 1
    if after >= walk.size or (place and walk.words[place - 1][0].isalpha() and not walk.bits[place - 1] & _SMALL_WORD):
        return False
    return bool(walk.bits[after] & (AUX | HUMAN)) or walk.lowers[after] in _AGENCY_HAS or walk.acts(place)


def _is_government(walk: NameWalk, place: int) -> bool:
    """GOB, GOI, GOSL: the government of a country by its initials."""
    word = walk.words[place]
    return (
        3 <= len(word) <= 4
        and word.startswith("GO")
        and word.isalpha()
        and word.isupper()
        and word not in _NOT_GOVERNMENTS
    )


def _sure(walk: NameWalk, word: str, place: int) -> bool:
    """Whether a common word names an organisation: AID and LeT, not "Aid"; in capitals only AID that does something."""
    if walk.capitals:
        return word == "aid" and _is_agency(walk, place)
    if len(word) <= _SHORT:
        return any(letter.isupper() for letter in walk.words[place][1:])
    return place not in walk.starts
