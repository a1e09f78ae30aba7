"""Offices before names: `Foreign Minister Ola Borge`, `the Prime Minister`, and what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.gazetteer import match_known
from reftel.analysis.lexicon import AUX, CUE, DET, HUMAN, OTHER, PREP, TITLE, words_of
from reftel.analysis.namewalk import Name, NameWalk
from reftel.analysis.nobody import is_half_title, names_nobody

if TYPE_CHECKING:
    from reftel.analysis.gazetteer import Known

_PARTS = "name_parts.toml"
_COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "dr", "."))
_OFFICES = frozenset(
    ("president", "minister", "secretary", "ambassador", "senator", "congressman", "governor", "leader")
)
#: Titles of one person, so that a common word after them can be a name.
_OF_ONE = _COURTESIES | _OFFICES | {"chancellor"}
_SOFT = ("of", "for", "and", "the", "to", "in", "&")


def begins_title(walk: NameWalk, place: int, kind: str) -> bool:
    """Whether a demonym or country at `place` begins a title: "Kazakhstani President Nazarbayev"."""
    after = place + 1
    return (
        kind in ("demonym", "country")
        and after < walk.size
        and bool(walk.bits[after] & TITLE)
        and title_stop(walk, after) > after
    )


def title_stop(walk: NameWalk, place: int) -> int:
    """The token after the words of an office that begin at `place`."""
    at, last, seen = place, place, False
    while at < walk.size and at - place < 14:
        lower = walk.lowers[at]
        if walk.bits[at] & TITLE and walk.counts(at):
            at += 1
            last, seen = at, True
        elif lower in walk.fillers and (walk.counts(at) or lower in _SOFT) and (seen or lower not in _SOFT):
            at += 1
            if lower not in _SOFT:
                last = at
        elif lower == "." and last == at and at > place and walk.lowers[at - 1] in words_of(_PARTS, "abbreviations"):
            at += 1
            last = at
        elif seen and walk.lowers[at - 1] in _SOFT and (known := match_known(walk.lowers, at)):
            at += len(known.words)
            last = at
        elif seen and (_is_of_what(walk, at) or (walk.lowers[at - 1] in ("of", "for") and _is_domain(walk, at))):
            at += 1
            last = at
        else:
            known = match_known(walk.lowers, at)
            if (
                known
                and known.type in ("demonym", "country")
                and (at == place or walk.lowers[at - 1] in (*_SOFT, "central", "south", "north"))
            ):
                at += len(known.words)
                last = at
            else:
                break
    return last if seen else place


def _is_of_what(walk: NameWalk, place: int) -> bool:
    """Whether a strange word is what an office is for: `Special Envoy for the Sarne Eyvind Haldar`."""
    if walk.lowers[place - 1] != "the" or walk.lowers[place - 2] not in ("of", "for"):
        return False
    return place + 2 < walk.size and all(walk.is_name_word(at) for at in range(place, place + 3))


def _is_domain(walk: NameWalk, place: int) -> bool:
    """Whether a word is what an office is for: `Waterworks` in "Minister of Waterworks Ondra Brodin"."""
    after = place + 1
    lower = walk.lowers[place]
    if after >= walk.size or not walk.words[place][0].isupper() or lower not in walk.english:
        return False
    if walk.bits[place] & (AUX | PREP | DET | CUE) or not walk.words[after][0].isupper():
        return False
    return walk.lowers[after] in walk.first_names or (
        walk.lowers[after] not in walk.english and not walk.bits[after] & ~OTHER
    )


def read_title(walk: NameWalk, place: int) -> int:
    """An office at `place`, with the name that follows it; 0 where there is no office."""
    stop = title_stop(walk, place)
    if stop <= place or (walk.lowers[place] == "pm" and place and walk.words[place - 1][-1].isdecimal()):
        return 0  # 9:25 PM
    known = match_known(walk.lowers, stop) if stop < walk.size else None
    name = walk.name_at(stop) if stop < walk.size and _may_be_name(walk, stop, known) else 0
    if not name and walk.capitals and stop < walk.size and walk.is_weak(stop):
        name = stop + 1  # PRIME MINISTER RUYSING: only the ending is English
    if name == stop + 1 and walk.capitals and walk.is_acronym(stop):
        name = 0  # FORMER MNR LEADER
    if not name and stop < walk.size and _is_titled(walk, stop):
        name = stop + 1  # PRESIDENT FORD SAID
    if name and names_nobody(walk.words[stop:name], walk.capitals):
        name = 0  # Deputy Chief of Staff, Director General Policy
    if name == stop + 1 and not walk.capitals and _belongs_on(walk, stop):
        name = 0  # Major Economies Forum
    if name == stop + 1 and is_half_title(walk.lowers[stop - 1]) and _names_a_thing(walk, stop):
        name = 0  # Presidential Palace, former FSB officer
    if name and stop not in walk.starts:
        if walk.lowers[stop] in walk.heads and name == stop + 1:
            return 0
        walk.put_name(stop, name, place)
        return name
    upper = walk.words[place][0].isupper() and place not in walk.starts
    if walk.capitals or upper or (place and walk.lowers[place - 1] == "the"):
        walk.found.append(Name(place, stop, "office", place))
        return stop
    return stop


def _may_be_name(walk: NameWalk, place: int, known: Known | None) -> bool:
    """Whether what follows an office can be a name: a known place only right after the word of the office."""
    if known is None:
        return True
    right_after = walk.bits[place - 1] & TITLE and walk.lowers[place - 1] not in ("congen", "consgen")
    return known.type == "place" and bool(right_after)


def _belongs_on(walk: NameWalk, place: int) -> bool:
    """Whether a common word is no name, but part of what follows or goes before: `President of the Russian World`."""
    if walk.lowers[place] not in walk.english or walk.lowers[place] in walk.first_names:
        return False
    after = place + 1
    goes_on = after < walk.size and walk.words[after][0].isupper() and walk.lowers[after] in walk.english
    people = match_known(walk.lowers, place - 1)
    return goes_on or (people is not None and people.type == "demonym")


def _is_titled(walk: NameWalk, place: int) -> bool:
    """Whether a common word after a title of one person is that person's name: it does or says something."""
    if not walk.is_common_surname(place) or walk.lowers[place - 1] not in _OF_ONE:
        return False
    return walk.lowers[place - 1] in _COURTESIES or walk.acts(place)


def _names_a_thing(walk: NameWalk, place: int) -> bool:
    """Whether the word after `Presidential` or `former` is a common one, or itself stands before what somebody is."""
    after = place + 1
    if walk.lowers[place] in walk.english:
        return True
    return not walk.capitals and after < walk.size and bool(walk.bits[after] & (HUMAN | TITLE))


def person_follows(walk: NameWalk, place: int, stop: int) -> bool:
    """Whether a place name is only the first name of a person ("Santiago Suarez")."""
    return walk.lowers[place] in walk.first_names and stop < walk.size and walk.is_name_word(stop)
