"""Wrong letters of teletype transmission, in the telegrams of 1973-79: a noisy channel and a lexicon.

Of the wrong letters in telegrams of those years 31% differ by one bit of the five-bit ITA2 code and 27% are neighbours
on the keyboard, both far above chance. So for a word that no lexicon knows, the words one slip away are weighed by how
common they are and by how likely the slip is. A word changed wrongly is worse than a typing error left: what looks like
a name or a word of another language, and what has a second good reading, is only suggested or left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.lexicon import EDGE
from reftel.repair.sheet import words_on
from reftel.repair.unknown import TITLES, unknown_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.lexicon import Lexicon
    from reftel.repair.sheet import Sheet
    from reftel.repair.unknown import Unknown

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

#: The five-bit code of each letter in ITA2 (ITU-T F.1), first bit sent first.
_CODES = (
    "11000 10011 01110 10010 10000 10110 01011 00101 01100 11010 11110 01001 00111 00110 00011 01101 11101 01010"
    " 10100 00001 11100 01111 11001 10111 10101 10001"
)
_ITA2 = dict(zip(_LETTERS, _CODES.split(), strict=True))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

# How often each slip was seen among 750 of telegrams of 1974 and 1979 (wrong, dropped, added and swapped letters), and
# how the wrong letters divide.
_WRONG, _DROPPED, _ADDED, _SWAPPED = 0.315, 0.273, 0.303, 0.109
_ONE_BIT, _NEIGHBOUR, _OTHER = 0.31, 0.27, 0.42
_DOUBLED = 0.4  # of the added letters

_SHORTEST, _LONGEST = 5, 24
#: So many unknown words are kept in mind with what they were read as.
_REMEMBERED = 50_000

_GLUE = frozenset(
    "the of and to in for at by that this with no not on is it was as be an his from has had are or which their its"  # noqa: SIM905
    " will would been have were".split()
)
#: Of these, the ones that are also the beginning of words: INTRANQUILITY, FORCEMENT.
_BEGINS_WORDS = frozenset(("in", "for", "to", "be", "an", "no", "on", "by", "as", "is", "at", "or", "it"))
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "ness",
    "able",
    "ist",
    "ists",
    "ism",
    "ization",
    "ized",
    "izing",
)
_BEGINNINGS = (
    "un",
    "re",
    "non",
    "anti",
    "sub",
    "pre",
    "mis",
    "over",
    "under",
    "mal",
    "inter",
    "co",
    "de",
    "dis",
    "ex",
    "air",
)


#: From this count on a word is common; about a third of the list is.
_COMMON = 1_000_000

#: So much more common is a word than the stem of another one that is hardly meant; so sure it must be among its like.
_COMMONER, _MOSTLY = 30, 0.85

_ROMANCE_ENDINGS = ("o", "os", "a", "as", "cion", "dad", "ente", "ales", "ares")


class Reading(NamedTuple):
    """What a word can have been, how sure that is, and how the two differ."""

    word: str
    confidence: float
    slip: str


def wrong_letters(sheet: Sheet) -> Iterator[Repair]:
    """`POSSIBLITY`, `MININTRY`, `FORMATIONOF`: words of capitals that one slip made unknown."""
    unknown = sheet.once(unknown_words)
    if not unknown:
        return
    text, lexicon = sheet.text, sheet.lexicon
    counts = sheet.once(words_on)
    divided = sheet.once(_divided_words)
    for each in unknown:
        start, end, word = each[:3]
        if not _SHORTEST <= len(word) <= _LONGEST or counts.get(word, 0) > 1 or start in divided or each.owns:
            continue
        if each.before in TITLES or each.is_foreign or each.is_beside_unknown(lexicon):
            continue  # rather a name
        reading = remembered_reading(word, lexicon)
        if reading is not None and (glued := _lost_blank_before(each, reading, lexicon)) is not None:
            reading = glued
        if reading is not None and reading.confidence >= _LOWEST_SUGGESTED:
            confidence = round(reading.confidence, 2)
            now = reading.word.upper()
            yield Repair(start, end, text[start:end], now, reading.slip, confidence, confidence >= APPLIED_FROM)


_LOWEST_SUGGESTED = 0.5
_ARTICLES = frozenset(("the", "a", "an"))
_PREPOSITIONS = frozenset(("in", "on", "of", "to", "at", "by"))


def _lost_blank_before(unknown: Unknown, reading: Reading, lexicon: Lexicon) -> Reading | None:
    """`INTERESTIN THE`: a preposition that lost its blank where an article follows, rather than a G of INTERESTING."""
    stem, last = unknown.word[:-2], unknown.word[-2:]
    if reading.slip != "wrong-letter" or last not in _PREPOSITIONS or unknown.after not in _ARTICLES:
        return None
    if len(stem) < _SHORTEST or lexicon.count(stem) < _COMMON:
        return None
    return Reading(f"{stem} {last}", 0.75, "glued-words")


def remembered_reading(word: str, lexicon: Lexicon) -> Reading | None:
    """What `read_word` says, asked once for a word: names come again in telegram after telegram."""
    if word not in lexicon.readings:
        if len(lexicon.readings) >= _REMEMBERED:
            lexicon.readings.clear()
        lexicon.readings[word] = read_word(word, lexicon)
    reading: Reading | None = lexicon.readings[word]
    return reading


def read_word(word: str, lexicon: Lexicon) -> Reading | None:
    """What an unknown word in small letters was most likely meant to be; `None` where nothing is near.

    >>> from reftel.repair.lexicon import shipped_lexicon
    >>> read_word("possiblity", shipped_lexicon()).word
    'possibility'
    """
    formed = _formed_of(word, lexicon)
    scores = _candidates(word, lexicon)
    if formed is not None:
        return _rather(lexicon.count(formed), scores, lexicon)
    if not scores:
        return _split(word, lexicon)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    if word[0] == "a" and best == word[1:] and best[0] not in "aeiou":
        return Reading(f"a {best}", 0.85 if len(best) > 4 else 0.6, "glued-words")
    rest = sum(other for _, other in ranked[1:])
    confidence = _confidence(len(word), lexicon.count(best), score / (score + rest))
    if word.endswith(_ROMANCE_ENDINGS) and not best.startswith(word):
        confidence *= 0.5  # INSTITUTO: rather a word of Spanish or Portuguese
    elif word.startswith("mc") or word.endswith("x"):
        confidence *= 0.5  # MCMILLEN, ESTATEX: rather the name of a person or a firm
    return Reading(best, confidence, "wrong-letter")


def _rather(formed: int, scores: dict[str, float], lexicon: Lexicon) -> Reading | None:
    """Of a word that can be formed of another, the one that it rather is: MINISER of MINIS is MINISTER."""
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or lexicon.count(best) < max(3 * _COMMON, _COMMONER * formed):
        return None
    share = scores[best] / sum(scores.values())
    return Reading(best, 0.6 * share, "wrong-letter") if share > _MOSTLY else None


def _divided_words(sheet: Sheet) -> frozenset[int]:
    """Where the second halves of words stand that a page mark divides."""
    return frozenset(joint.begin for joint in sheet.joints if sheet.text[joint.stop - 1] == "-")


def _confidence(length: int, count: int, share: float) -> float:
    """How sure a reading is: long words have few neighbours by chance, common words are more often meant.

    Measured by hand on 241 telegrams of 1974 and 1979. Of the 304 readings from 0.8 on 11 were wrong, most of them
    names and words of Spanish; what those had in common has since been taken out.
    """
    base = {5: 0.45, 6: 0.7, 7: 0.88}.get(length, 0.95 if length == 8 else 0.98)
    if count < (_COMMON if length > 7 else 3 * _COMMON):
        base *= 0.8
    if count < _COMMON / 10:
        base *= 0.8
    return base * share


def _formed_of(word: str, lexicon: Lexicon) -> str | None:
    """The known word that a word is made of in a known way: AIRGRAMMED, MAKEABLE, MALDISTRIBUTION."""
    counts = lexicon.counts
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            if len(stem) > 3 and (whole := _takes(stem, ending, counts)):
                return whole
    return next(
        (
            word[len(beginning) :]
            for beginning in _BEGINNINGS
            if word.startswith(beginning) and len(word) - len(beginning) > 3 and word[len(beginning) :] in counts
        ),
        None,
    )


def _takes(stem: str, ending: str, counts: dict[str, int]) -> str | None:
    """The word that takes an ending: D after E only, a doubled letter only where the single one makes no word."""
    if stem in counts:
        return stem if ending != "d" or stem[-1] == "e" else None
    if stem + "e" in counts:
        return stem + "e"
    single = stem[:-1]
    return single if stem[-1] == stem[-2] and single in counts and single + ending not in counts else None


def _candidates(word: str, lexicon: Lexicon) -> dict[str, float]:
    """The known words one slip away, each with how common it is times how likely the slip.

    What stands before the slip is as it was meant, and what stands behind it: where no known word begins so, or ends
    so, there is no slip to be found behind, or before.
    """
    scores: dict[str, float] = {}
    counts = lexicon.counts
    size = len(word)
    first = 0 if word[-EDGE:] in lexicon.endings else max(size - EDGE - 1, 0)
    last = size if word[:EDGE] in lexicon.beginnings else min(EDGE - 1, size)
    known = counts.__contains__
    for place in range(first, last + 1):
        before, after = word[:place], word[place:]
        for whole in filter(known, [before + letter + after for letter in _LETTERS]):
            _weigh(scores, whole, counts[whole] * _DROPPED / (size + 1))
        if not after:
            break
        rest = after[1:]
        for whole in filter(known, [before + letter + rest for letter in _LETTERS]):
            if whole != word:
                _weigh(scores, whole, counts[whole] * _WRONG / size * _chance_of_wrong(whole[place], after[0]))
        if known(before + rest):
            doubled = before[-1:] == after[0] or rest[:1] == after[0]
            chance = _DOUBLED if doubled else (1 - _DOUBLED) / 12
            _weigh(scores, before + rest, counts[before + rest] * _ADDED / size * chance)
        if rest and known(swapped := before + rest[0] + after[0] + rest[1:]):
            _weigh(scores, swapped, counts[swapped] * _SWAPPED / (size - 1))
    return scores


def _weigh(scores: dict[str, float], candidate: str, score: float) -> None:
    scores[candidate] = max(scores.get(candidate, 0.0), score)


def _chance_of_wrong(meant: str, printed: str) -> float:
    """How likely, of all wrong letters for the one that was meant, this one is printed."""
    chance = _OTHER / 25
    if printed in _BIT_NEIGHBOURS[meant]:
        chance += _ONE_BIT / len(_BIT_NEIGHBOURS[meant])
    if printed in _KEY_NEIGHBOURS[meant]:
        chance += _NEIGHBOUR / len(_KEY_NEIGHBOURS[meant])
    return chance


def _bit_neighbours() -> dict[str, frozenset[str]]:
    def differ(one: str, other: str) -> int:
        return sum(first != second for first, second in zip(_ITA2[one], _ITA2[other], strict=True))

    return {letter: frozenset(other for other in _LETTERS if differ(letter, other) == 1) for letter in _LETTERS}


def _key_neighbours() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {letter: set() for letter in _LETTERS}
    for number, row in enumerate(_ROWS):
        for place, letter in enumerate(row):
            near[letter].update(row[max(place - 1, 0) : place], row[place + 1 : place + 2])
            if number + 1 < len(_ROWS):
                below = _ROWS[number + 1]
                for other in below[max(place - 1, 0) : place + 1]:
                    near[letter].add(other)
                    near[other].add(letter)
    return {letter: frozenset(others) for letter, others in near.items()}


_BIT_NEIGHBOURS = _bit_neighbours()
_KEY_NEIGHBOURS = _key_neighbours()


def _split(word: str, lexicon: Lexicon) -> Reading | None:
    """Two common words that lost the blank between them: FORMATIONOF, POLITICALACTIVITIES."""
    best: tuple[int, str, str] | None = None
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        one, other = lexicon.count(first), lexicon.count(second)
        if min(one, other) < _COMMON:
            continue
        glue = (first in _GLUE and len(second) > 3) or (second in _GLUE and len(first) > 3)
        if (glue or min(len(first), len(second)) > 4) and (best is None or min(one, other) > best[0]):
            best = min(one, other), first, second
    if best is None:
        return None
    _, first, second = best
    confidence = 0.75 if len(word) < 8 or first in _BEGINS_WORDS else 0.9
    return Reading(f"{first} {second}", confidence, "glued-words")
