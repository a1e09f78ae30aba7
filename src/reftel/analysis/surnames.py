"""Whom a surname alone can mean: by which words of a full name somebody is called, and who is meant in a telegram."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PARTS = "name_parts.toml"
_FIRST_NAMES = words_of(_PARTS, "first_names")
_PARTICLES = (words_of(_PARTS, "particles") | {"le"}) - {"o"}  # which is an initial, or O' before the rest
_FAMILY_FIRST = words_of(_PARTS, "family_first")
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SONS = frozenset(("bin", "ibn", "bint"))
#: The article of an Arabic name: al-Sharaa is called Sharaa as well.
_ARTICLE = re.compile(r"(?:a[ldnrstz]|ash|el|ul)-(?=\w{3})")
_TAKEN_OUT = re.compile(r"\W*x{4,}\W*")
_TWO_SURNAMES = 3  # words of a name that may end in two surnames
_SLIP, _SURE_SLIP = 5, 4  # letters of a word that can be another with a slip; where two others are the same
_MOST = 20  # full names with one surname of which a telegram can tell one
_OFTEN, _LATER = 5, 2  # namings before a full name, and paragraphs between, that make it named in passing
#: Offices of which a country has one: who is called so is nobody of another office.
_HEADS = frozenset(("president", "premier", "king", "queen", "chancellor", "sultan", "emir", "amir", "pope"))
#: What stands beside many offices: it tells nobody from another.
_BESIDE = frozenset(("deputy", "vice", "former", "acting", "ex-president", "candidate"))


def bare(word: str) -> str:
    """A word of a name without the Arabic article before it.

    >>> bare("al-sharaa"), bare("albert")
    ('sharaa', 'albert')
    """
    return _ARTICLE.sub("", word, count=1) if "-" in word else word


def is_taken_out(word: str) -> bool:
    """Whether a word in plain form stands for what was taken out before publication: nobody knows whose name it was.

    >>> is_taken_out("xxxxxxxxxxxx"), is_taken_out("maxxxim")
    (True, False)
    """
    return _TAKEN_OUT.fullmatch(word) is not None


def callings(parts: Sequence[str]) -> frozenset[str]:
    """The words of a full name by which somebody may be called alone, in plain form.

    The last word; of two surnames, as in Spanish, the first; the first word where the family comes first, as in Korean
    and Hungarian; the own name of somebody's son.

    >>> sorted(callings(("walter", "borja", "arce"))), sorted(callings(("kim", "dae-jung")))
    (['arce', 'borja'], ['dae-jung', 'kim'])
    >>> sorted(callings(("olle", "borge"))), sorted(callings(("nagy", "istvan")))
    (['borge'], ['istvan', 'nagy'])
    """
    words = [bare(part) for part in parts if part not in SUFFIXES]
    while len(words) > 2 and len(words[-1]) == 1:
        del words[-1]  # Antonio Borja S.
    if len(words) < 2:
        return frozenset(words)
    first, last = words[0], words[-1]
    if not _SONS.isdisjoint(words):
        return frozenset((first, last))
    found = {last}
    if first in _FAMILY_FIRST or (last in _FIRST_NAMES and first not in _FIRST_NAMES):
        found.add(first)
        if last in _FAMILY_FIRST and first in _FAMILY_FIRST:
            found.discard(last)
    solid = _solid(words)
    if len(solid) >= _TWO_SURNAMES and solid[-2] not in _FIRST_NAMES and solid[-2] != first:
        found.add(solid[-2])
    return frozenset(found)


def is_full(parts: Sequence[str]) -> bool:
    """Whether a name is more than a surname: `Olle Borge`, `O. Borge`; not `de Borja`.

    >>> is_full(("o", "borge")), is_full(("de", "borja"))
    (True, False)
    """
    return sum(part not in _PARTICLES for part in parts) > 1


def _solid(parts: Iterable[str]) -> list[str]:
    """The words of a name without particles, initials and suffixes."""
    return [part for part in parts if len(part) > 1 and part not in _PARTICLES and part not in SUFFIXES]


def is_same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names can be one person's: the words of one stand in the other in the same order.

    An initial stands for a word, and a first name may have a slip of one letter. Of somebody's sons the first names
    have to be the same.

    >>> is_same_name(("victor", "borja"), ("victor", "borja", "arce")), is_same_name(("o", "borge"), ("olle", "borge"))
    (True, True)
    >>> is_same_name(("lola", "anaya", "de", "borja"), ("rosa", "nunez", "de", "borja"))
    False
    >>> is_same_name(("ahmad", "bin", "zaki"), ("umar", "bin", "zaki", "al", "borj"))
    False
    """
    short, long = sorted(
        ([bare(part) for part in parts if part not in _PARTICLES | SUFFIXES] for parts in (one, other)), key=len
    )
    if not short or len(long) < 2:
        return bool(short) and short == long
    if not (_SONS.isdisjoint(one) and _SONS.isdisjoint(other)) and short[0] != long[0]:
        return False
    same = len({*short} & {*long})
    shortest = _SURE_SLIP if same > 1 else _SLIP
    at, slips = 0, 0
    for word in short:
        while at < len(long) and not _means(word, long[at], shortest):
            at += 1
        if at >= len(long):
            return False
        slips += min(len(word), len(long[at])) > 1 and word != long[at]
        at += 1
    whole = any(len(word) > 1 and word in long for word in short)
    return whole and slips <= 1 and len(short) > 1 and len(long) - at <= 1


def _means(word: str, other: str, shortest: int) -> bool:
    """Whether two words of names are the same, one the initial of the other, or one a slip of the other."""
    if word == other:
        return True
    if min(len(word), len(other)) == 1:
        return word[0] == other[0]
    return min(len(word), len(other)) >= shortest and _is_slip_of(word, other)


def _is_slip_of(word: str, other: str) -> bool:
    """Whether two words differ by one letter, and are not both known as first names: Mario is not Maria."""
    if word[0] != other[0] or {word, other} <= _FIRST_NAMES:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1


class Naming(NamedTuple):
    """A place (passage, sentence, token) where a word of a name stands alone, with the office before it, or `Mrs.`."""

    place: tuple[int, int, int]
    offices: frozenset[str]
    female: bool | None = None
    married: bool = False


class Bearer(NamedTuple):
    """Somebody with a full name: where it stands, the words of offices beside it, whether there is any title.

    `kin`: only named as somebody's relative. `tagged`: the TAGS name this person.
    """

    places: tuple[tuple[int, int, int], ...]
    offices: frozenset[str]
    female: bool | None = None
    titled: bool = False
    kin: bool = False
    tagged: bool = False


def whom_a_surname_means(namings: Sequence[Naming], bearers: Sequence[Bearer]) -> list[int | None]:
    """For each naming of one surname in a telegram the number of the bearer that it means; `None`: nobody can say.

    Who is named in full is called by the surname afterwards and, in a summary, before. But a full name that comes late
    and in passing, after somebody of that surname with an office was spoken of, is another's. Of several who have the
    surname it is the one that an office points to, else the one whom the telegram named first; but where the paragraph
    has named another one since, it is that one, or nobody can say, where no office stands beside him.
    """
    if len(bearers) > _MOST:
        return [None] * len(namings)
    if any(naming.offices and not naming.married for naming in namings):
        husbands = [naming for naming in namings if not naming.married or any(one.female for one in bearers)]
        if len(husbands) < len(namings):  # Mrs. X beside the Ambassador X
            found = dict(zip(husbands, whom_a_surname_means(husbands, bearers), strict=True))
            return [found.get(naming) for naming in namings]
    if len(bearers) == 1:
        other = _is_another(namings, bearers[0])
        return [None if other or _is_other_sex(naming, bearers[0]) else 0 for naming in namings]
    return [_one_of(naming, bearers) for naming in namings]


def whom_a_first_name_means(namings: Sequence[Naming], bearers: Sequence[Bearer]) -> list[int | None]:
    """The same for a word that is no surname of theirs: a title before it has to be that person's."""
    found: list[int | None] = []
    if len(bearers) > _MOST:
        return [None] * len(namings)
    for naming in namings:
        fitting = [
            number
            for number, bearer in enumerate(bearers)
            if not _is_other_sex(naming, bearer) and (not naming.offices or _agree(naming.offices, bearer.offices))
        ]
        near = _named_before(naming, bearers, fitting) if len(fitting) > 1 else fitting
        found.append(near[-1] if near else _main(bearers, fitting))
    return found


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not (one & other) <= _BESIDE


def _is_other_sex(naming: Naming, bearer: Bearer) -> bool:
    return None not in (naming.female, bearer.female) and naming.female != bearer.female


def _is_another(namings: Sequence[Naming], bearer: Bearer) -> bool:
    """Whether a surname alone is somebody else than the only one whose full name has it."""
    if bearer.tagged or not bearer.places:
        return False
    before = [one for one in namings if one.place < bearer.places[0]]
    if not before or any(_agree(one.offices, bearer.offices) for one in namings):
        return False
    if bearer.kin:
        return True
    if not any(_HEADS & one.offices and _BESIDE.isdisjoint(one.offices) for one in before):
        return False
    in_passing = len(bearer.places) == 1 and bearer.places[0][0] - before[0].place[0] >= _LATER
    return bool(bearer.offices - _BESIDE) or (in_passing and len(before) >= _OFTEN)


def _one_of(naming: Naming, bearers: Sequence[Bearer]) -> int | None:
    """Whom of several a surname means at one place."""
    able = [number for number, bearer in enumerate(bearers) if not _is_other_sex(naming, bearer)]
    fitting = [number for number in able if _agree(naming.offices, bearers[number].offices)]
    if len(fitting) == 1:
        return fitting[0]
    main = _main(bearers, fitting or able)
    near = _named_before(naming, bearers, [number for number in fitting or able if not bearers[number].kin])
    if not near or near == [main]:
        return main
    return near[0] if len(near) == 1 and (main is None or bearers[near[0]].titled) else None


def _named_before(naming: Naming, bearers: Sequence[Bearer], among: Iterable[int]) -> list[int]:
    """Who of some was named in full in a sentence before a place, in the same paragraph; the last one last."""
    passage, sentence, _ = naming.place
    found: list[tuple[tuple[int, int, int], int]] = []
    for number in among:
        places = bearers[number].places
        at = bisect_left(places, (passage, sentence, -1))
        if at and places[at - 1][0] == passage:
            found.append((places[at - 1], number))
    return [number for _, number in sorted(found)]


def _main(bearers: Sequence[Bearer], among: Sequence[int]) -> int | None:
    """Whom a telegram is about, of those with one surname: who stands among the TAGS, else who is named first."""
    tagged = [number for number in among if bearers[number].tagged]
    if tagged:
        return tagged[0] if len(tagged) == 1 else None
    own = sorted(
        (bearers[number].places[0], number) for number in among if bearers[number].places and not bearers[number].kin
    )
    together = len(own) > 1 and own[0][0][:2] == own[1][0][:2]
    return own[0][1] if own and not together else None
