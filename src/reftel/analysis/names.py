"""Where people, organisations and places are named in one paragraph, in mixed case and in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import known_names, match_known
from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, DET, PREP, SUBORD, TITLE, english, words_of
from reftel.analysis.namewalk import LOWER_TITLES, NOTHING_LEARNED, Learned, Name, NameWalk, can_be_acronym
from reftel.analysis.organisations import organisation_stop, spelled_out
from reftel.analysis.titles import begins_title, person_follows, read_title
from reftel.facts.table import remembered

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

_PARTS = "name_parts.toml"
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
        lower_title = walk.bits[candidate] & TITLE and walk.lowers[candidate] in LOWER_TITLES and not capitals
        if word[0].isupper() or lower_title:
            place = _at(walk, candidate)
    return walk.found


def taught(tokens: Tokens, names: list[Name]) -> Learned:
    """What a paragraph teaches the others: acronyms that it spells out, and surnames that are English words too."""
    acronyms = {
        tokens.words[at]
        for at in range(1, len(tokens) - 1)
        if tokens.words[at - 1] == "(" and tokens.words[at + 1] == ")" and can_be_acronym(tokens.words[at])
    }
    surnames = {
        tokens.lowers[name.stop - 1]
        for name in names
        if name.type in ("person", "thing")
        and (name.stop - name.first > 1 or name.title < name.first)
        and tokens.lowers[name.stop - 1] in english()
    }
    return Learned(frozenset(surnames), frozenset(acronyms))


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
        if lower in walk.learned.surnames and _acts(walk, place):
            return walk.put(place, place + 1, "person")
        return place + 1
    if lower in walk.months and walk.words[place] != "May":
        return place + 1
    known = match_known(walk.lowers, place)
    if known and lower == "us" and (_is_pronoun(walk, place) or walk.words[place + 1 : place + 2] == ["$"]):
        return place + 1
    if walk.words[place] in ("US", "USG") and walk.size > place + 1 and walk.words[place + 1][0] == "$":
        return place + 1  # US$5,000
    if known and not (
        known.type == "organisation"
        and known.words[-1] in ("aid", "who", "department", "embassy")
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


def _acts(walk: NameWalk, place: int) -> bool:
    """Whether a word is followed by what a person does or has: "Royal said", "Rice has", "Brown's"."""
    after = place + 1
    while after < walk.size and walk.bits[after] & ADV and not walk.bits[after] & (DET | AUX):
        after += 1
    if after >= walk.size:
        return False
    told = walk.bits[after] & CUE and not walk.bits[after] & (PREP | DET)
    return bool(told or walk.lowers[after] in ("'s", "’s", "has", "had", "did", "was", "is"))


def _is_pronoun(walk: NameWalk, place: int) -> bool:
    """Whether US in capitals is the pronoun: before THAT, a preposition or a mark."""
    if not walk.capitals:
        return walk.words[place] != "US"
    if place and walk.lowers[place - 1] in ("the", "of", "in"):
        return False
    after = place + 1
    if after >= walk.size or not walk.words[after][0].isalnum():
        return True
    return bool(walk.bits[after] & (PREP | ADV | SUBORD | DET | AUX | COORD)) or walk.lowers[after] in (
        "that",
        "to",
    )


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
    if word in ("aid", "who"):
        return not walk.capitals and walk.words[place].isupper()
    return not walk.capitals and place not in walk.starts
