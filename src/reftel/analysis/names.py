"""Where people, organisations and places are named in one paragraph, in mixed case and in capitals."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.gazetteer import known_names, match_known
from reftel.analysis.lexicon import (
    ADV,
    AUX,
    COORD,
    CUE,
    DET,
    OTHER,
    PREP,
    SUBORD,
    TITLE,
    english,
    word_bits,
    words_of,
)
from reftel.facts.table import remembered

if TYPE_CHECKING:
    from reftel.analysis.tokens import Tokens

_PARTS = "name_parts.toml"
_SOFT = ("of", "for", "and", "the", "to", "in", "&")


class Name(NamedTuple):
    """A name at tokens `first` to `stop`. `type`: person, organisation, place, country, demonym, office or maybe.

    `title` is the first token of the title before it (equal to `first` where there is none); `known` its common name
    where the gazetteer has it. `office` is a title that stands without a name ("the Prime Minister"); `maybe` a word
    that looks like a name, of which this paragraph alone does not tell what it names;
    `weak` one that is a name only where the telegram has a person of that surname.
    """

    first: int
    stop: int
    type: str
    title: int
    known: str | None = None
    code: str | None = None


@lru_cache(maxsize=1)
def _acronyms_that_are_none() -> frozenset[str]:
    return words_of(_PARTS, "no_organisations")


@remembered
def _openers() -> frozenset[str]:
    """English words that a name or a title can begin with all the same."""
    lists = ("titles", "title_fillers", "organisation_heads", "organisation_prefixes", "organisation_modifiers")
    found = set(known_names())
    for name in (*lists, "particles", "first_names"):
        found |= words_of(_PARTS, name)
    return frozenset(found | {"assistant", "former", "first", "second", "third", "senior", "acting", "interim"})


class _Finder:
    """One walk over the tokens of a paragraph."""

    def __init__(
        self, tokens: Tokens, capitals: bool, starts: frozenset[int], surnames: frozenset[str] = frozenset()
    ) -> None:
        self.surnames = surnames
        self.tokens = tokens
        self.words = tokens.words
        self.lowers = tokens.lowers
        self.bits = tokens.bits
        self.capitals = capitals
        self.starts = starts
        self.size = len(tokens)
        self.english = english()
        self.first_names = words_of(_PARTS, "first_names")
        self.particles = words_of(_PARTS, "particles")
        self.heads = words_of(_PARTS, "organisation_heads")
        self.prefixes = words_of(_PARTS, "organisation_prefixes")
        self.modifiers = words_of(_PARTS, "organisation_modifiers")
        self.fillers = words_of(_PARTS, "title_fillers")
        self.months = words_of(_PARTS, "months") | words_of(_PARTS, "weekdays")
        self.found: list[Name] = []

    def run(self) -> list[Name]:
        place = 0
        words, lowers, bits = self.words, self.lowers, self.bits
        for candidate, word in enumerate(words):
            if candidate < place:
                continue
            if word[0].isupper() or (
                bits[candidate] & TITLE and lowers[candidate] in _LOWER_TITLES and not self.capitals
            ):
                place = self._at(candidate)
        return self.found

    def _at(self, place: int) -> int:
        lower = self.lowers[place]
        if (self.capitals or place in self.starts) and lower in self.english and lower not in _openers():
            if lower in self.surnames and self._acts(place):
                return self._put(place, place + 1, "person")
            return place + 1
        if lower in self.months and self.words[place] != "May":
            return place + 1
        known = match_known(self.lowers, place)
        if known and lower == "us" and self._is_pronoun(place):
            return place + 1
        if self._is_government(place):
            return self._put(place, place + 1, "organisation")
        if known and not (
            known.type == "organisation"
            and known.words[0] in ("aid", "who", "department", "embassy")
            and not self._sure(known.words[0], place)
        ):
            stop = self._organisation(place)
            if stop > place + len(known.words):
                return self._put(place, stop, "organisation")
            if not self._is_part_of_title(place, known.type):
                stop = place + len(known.words)
                if known.type == "place" and self._person_follows(place, stop):
                    pass
                else:
                    return self._put(place, stop, known.type, known.name, known.code)
        if (
            self.bits[place] & TITLE
            or lower in ("assistant", "former", "first", "second", "third", "senior", "acting", "interim")
            or (known and known.type == "demonym")
        ):
            stop = self._title(place)
            if stop:
                return stop
        if known and known.type in ("demonym", "country", "place"):
            return self._put(place, place + len(known.words), known.type, known.name, known.code)
        stop = self._organisation(place)
        if stop:
            return self._put(place, stop, "organisation")
        stop = self._name(place)
        if stop:
            return self._put_name(place, stop, place)
        if self.capitals and self._is_weak(place):
            return self._put(place, place + 1, "weak")
        return place + 1

    def _acts(self, place: int) -> bool:
        """Whether a word is followed by what a person does or has: "Royal said", "Rice has", "Brown's"."""
        after = place + 1
        while after < self.size and self.bits[after] & ADV and not self.bits[after] & (DET | AUX):
            after += 1
        if after >= self.size:
            return False
        told = self.bits[after] & CUE and not self.bits[after] & (PREP | DET)
        return bool(told or self.lowers[after] in ("'s", "’s", "has", "had", "did", "was", "is"))

    def _is_pronoun(self, place: int) -> bool:
        """Whether US in capitals is the pronoun: before THAT, a preposition or a mark."""
        if not self.capitals:
            return self.words[place] != "US"
        if self.lowers[place - 1] in ("the", "of") and place:
            return False
        after = place + 1
        if after >= self.size or not self.words[after][0].isalnum():
            return True
        return bool(self.bits[after] & (PREP | ADV | SUBORD | DET | AUX | COORD)) or self.lowers[after] in (
            "that",
            "to",
        )

    def _is_government(self, place: int) -> bool:
        """GOB, GOI, GOSL: the government of a country by its initials."""
        word = self.words[place]
        return (
            3 <= len(word) <= 4
            and word.startswith("GO")
            and word.isalpha()
            and word.isupper()
            and word not in _NOT_GOVERNMENTS
        )

    def _sure(self, word: str, place: int) -> bool:
        if word in ("aid", "who"):
            return not self.capitals and self.words[place].isupper()
        return not self.capitals and place not in self.starts

    def _put(self, first: int, stop: int, kind: str, known: str | None = None, code: str | None = None) -> int:
        self.found.append(Name(first, stop, kind, first, known, code))
        return stop

    # -- titles ---------------------------------------------------------------------------------------------

    def _is_part_of_title(self, place: int, kind: str) -> bool:
        """Whether a demonym or country at `place` begins a title: "Kazakhstani President Nazarbayev"."""
        after = place + 1
        return (
            kind in ("demonym", "country")
            and after < self.size
            and bool(self.bits[after] & TITLE)
            and self._title_stop(after) > after
        )

    def _title_stop(self, place: int) -> int:
        """The token after the words of an office that begin at `place`."""
        at, last, seen = place, place, False
        while at < self.size and at - place < 14:
            lower = self.lowers[at]
            if self.bits[at] & TITLE and self._counts(at):
                at += 1
                last, seen = at, True
            elif lower in self.fillers and (self._counts(at) or lower in _SOFT) and (seen or lower not in _SOFT):
                at += 1
                if lower not in _SOFT:
                    last = at
            elif (
                lower == "." and last == at and at > place and self.lowers[at - 1] in words_of(_PARTS, "abbreviations")
            ):
                at += 1
                last = at
            elif seen and self.lowers[at - 1] in _SOFT and (known := match_known(self.lowers, at)):
                at += len(known.words)
                last = at
            elif seen and self.lowers[at - 1] in ("of", "for") and self._is_domain(at):
                at += 1
                last = at
            else:
                known = match_known(self.lowers, at)
                if (
                    known
                    and known.type in ("demonym", "country")
                    and (at == place or self.lowers[at - 1] in (*_SOFT, "central", "south", "north"))
                ):
                    at += len(known.words)
                    last = at
                else:
                    break
        return last if seen else place

    def _is_domain(self, place: int) -> bool:
        """Whether a word is what an office is for: `Waterworks` in "Minister of Waterworks Ondra Brodin"."""
        after = place + 1
        lower = self.lowers[place]
        if after >= self.size or not self.words[place][0].isupper() or lower not in self.english:
            return False
        if self.bits[place] & (AUX | PREP | DET | CUE) or not self.words[after][0].isupper():
            return False
        return self.lowers[after] in self.first_names or (
            self.lowers[after] not in self.english and not self.bits[after] & ~OTHER
        )

    def _counts(self, place: int) -> bool:
        return self.capitals or self.words[place][0].isupper() or self.lowers[place] in _LOWER_TITLES

    def _title(self, place: int) -> int:
        """An office at `place`, with the name that follows it; 0 where there is no office."""
        stop = self._title_stop(place)
        if stop <= place:
            return 0
        name = self._name(stop) if stop < self.size else 0
        if not name and self.capitals and stop < self.size and self._is_weak(stop):
            name = stop + 1  # PRIME MINISTER RUYSING: only the ending is English
        if name and not self._sentence_starts(stop):
            if self.lowers[stop] in self.heads and name == stop + 1:
                return 0
            self._put_name(stop, name, place)
            return name
        upper = self.words[place][0].isupper() and place not in self.starts
        if self.capitals or upper or (place and self.lowers[place - 1] == "the"):
            self.found.append(Name(place, stop, "office", place))
            return stop
        return stop

    def _sentence_starts(self, place: int) -> bool:
        return place in self.starts

    def _person_follows(self, place: int, stop: int) -> bool:
        """Whether a place name is only the first name of a person ("Santiago Suarez")."""
        return self.lowers[place] in self.first_names and stop < self.size and self._is_name_word(stop)

    # -- organisations --------------------------------------------------------------------------------------

    def _organisation(self, place: int) -> int:
        """The token after an organisation's name that begins at `place`: "Ministry of Finance", "Green Party"."""
        lower = self.lowers[place]
        if lower in self.prefixes and place + 2 < self.size and self.lowers[place + 1] in ("of", "for"):
            stop = self._domain(place + 2)
            if stop:
                return stop
        at = place
        limit = min(self.size, place + 7)
        while at < limit:
            word, low = self.words[at], self.lowers[at]
            if self.capitals:
                good = (
                    low in self.modifiers
                    or low in self.heads
                    or self._is_name_word(at)
                    or bool((known := match_known(self.lowers, at)) and known.type == "demonym")
                )
            else:
                good = word[0].isupper() and (at == place or low not in self.months)
                good = good or (
                    low in ("and", "of", "&")
                    and at > place
                    and at + 1 < limit
                    and self.words[at + 1][0].isupper()
                    and low == "&"
                )
            if not good:
                break
            at += 1
        stop = at
        while stop > place and self.lowers[stop - 1] not in self.heads:
            stop -= 1
        if stop <= place + 1:
            return 0
        if self.lowers[stop - 1] in _WEAK_HEADS and not any(
            low in self.modifiers for low in self.lowers[place : stop - 1]
        ):
            return 0
        if self.bits[place] & TITLE and lower not in self.modifiers and lower not in self.heads:
            return 0
        if (
            place in self.starts
            and lower in word_bits()
            and lower not in self.modifiers
            and self.bits[place] & ~(TITLE | CUE | 1 << 20)
        ):
            return 0
        if stop < self.size - 1 and self.lowers[stop] in ("of", "for") and self.lowers[stop - 1] in self.prefixes:
            longer = self._domain(stop + 1)
            if longer:
                return longer
        return stop

    def _domain(self, place: int) -> int:
        """The token after what a ministry or bank is for, from `place` on; 0 where it is no name."""
        at = place
        if at < self.size and self.lowers[at] == "the":
            at += 1
        last = 0
        while at < self.size and at - place < 9:
            low = self.lowers[at]
            if (self.words[at][0].isupper() and not self.capitals) or (
                self.capitals
                and (
                    low in self.fillers
                    or low in self.modifiers
                    or self._is_name_word(at)
                    or match_known(self.lowers, at)
                )
                and low not in _SOFT
            ):
                at += 1
                last = at
            elif low in ("and", "&", "of", "for") or (low == "in" and self.lowers[place - 2] not in _OFFICES):
                if at + 1 < self.size and (self.words[at + 1][0].isupper()) and last:
                    at += 1
                else:
                    break
            else:
                break
        return last

    # -- names ----------------------------------------------------------------------------------------------

    def _is_name_word(self, place: int) -> bool:
        """Whether a word can be part of a person's (or unknown) name."""
        word, lower = self.words[place], self.lowers[place]
        if not word[0].isalpha() or not word[0].isupper():
            return False
        if lower in self.months or word in _acronyms_that_are_none():
            return False
        if not self.capitals:
            if lower in self.first_names:
                return True
            if place in self.starts:
                return not self._is_english(lower)
            return not (self.bits[place] & (TITLE | AUX | PREP) or lower in self.heads)
        if lower in self.first_names:
            return lower not in self.english or self._name_follows(place)
        return len(word) > 1 and not self._is_english(lower)

    def _is_weak(self, place: int) -> bool:
        """Whether a strange word only looks English by its ending: a name if the telegram has a person of that name."""
        lower = self.lowers[place]
        return (
            len(lower) > 4
            and lower.isalpha()
            and lower not in self.english
            and lower.endswith(_ENDINGS)
            and not self.bits[place] & ~(OTHER | ADV)
        )

    def _name_follows(self, place: int) -> bool:
        """Whether a strange word follows: VICTOR PAZ is a name, VICTOR IN is none."""
        after = place + 1
        if after >= self.size or not self.words[after][0].isalpha():
            return False
        if self.words[after + 1 : after + 2] == ["."] and len(self.words[after]) == 1:
            return True
        return not self._is_english(self.lowers[after])

    def _is_english(self, lower: str) -> bool:
        if lower in self.english:
            return True
        known = word_bits().get(lower, 0)
        if known and known & ~(OTHER | ADV):
            return True
        return _derived(lower)

    def _name(self, place: int) -> int:
        """The token after a run of name words that begins at `place`; 0 where there is none."""
        at = place
        words, lowers, size = self.words, self.lowers, self.size
        solid = False
        if len(words[place]) == 1 and place and lowers[place - 1] in _BEFORE_LETTERS:
            return 0
        while at < size and at - place < 8:
            lower = lowers[at]
            if (
                len(words[at]) == 1
                and words[at].isupper()
                and words[at].isalpha()
                and at + 1 < size
                and words[at + 1] == "."
            ):
                at += 2
                continue
            if at > place and at in self.starts:
                break
            known = None if at == place else match_known(lowers, at)
            if known and known.type in ("country", "demonym", "organisation") and len(known.words[0]) > 2:
                break
            if self._is_name_word(at):
                if words[at].isupper() and not self.capitals and len(words[at]) <= 5 and at > place:
                    break  # an acronym after a name
                at += 1
                solid = True
                if lower in ("jr", "sr") and at < size and words[at] == ".":
                    at += 1
            elif (
                lower in self.particles
                and at + 1 < size
                and (at > place or words[at][0].isupper())
                and (
                    self._is_name_word(at + 1)
                    or (lowers[at + 1] in self.particles and at + 2 < size and self._is_name_word(at + 2))
                )
            ):
                at += 1
            else:
                break
        return at if solid else 0

    def _put_name(self, first: int, stop: int, title: int) -> int:
        kind = self._kind(first, stop, title)
        if kind:
            self.found.append(Name(first, stop, kind, title))
        return stop

    def _kind(self, first: int, stop: int, title: int) -> str:
        words = self.words[first:stop]
        lowers = self.lowers[first:stop]
        if title < first:
            return "person"
        if stop - first == 1:
            word = words[0]
            if self._is_acronym(first):
                return "organisation"
            if word.isupper() and not self.capitals:
                return ""
            if first in self.starts and not self.capitals and self._is_english(lowers[0]):
                return ""
            return "maybe"
        if lowers[0] in self.first_names or any(low in self.particles for low in lowers[1:]):
            return "person"
        if any(word == "." for word in words):
            return "person"
        strange = sum(1 for low in lowers if not self._is_english(low))
        if self.capitals:
            return "person" if strange == len(words) and len(words) <= 4 else "maybe"
        if strange == len(words) or (strange and len(words) <= 3 and lowers[-1] not in self.english):
            return "person"
        return "thing"

    def _is_acronym(self, place: int) -> bool:
        word = self.words[place]
        if word in _acronyms_that_are_none() or not (2 <= len(word) <= 7) or not word.isupper():
            return False
        if not self.capitals:
            return word.isalpha() or "-" in word or "/" in word
        letters = word.replace("-", "").replace("/", "")
        if not letters.isalpha():
            return False
        vowels = sum(1 for letter in letters if letter in "AEIOUY")
        if vowels == 0:
            return len(letters) >= 2
        if letters.startswith("GO") and 3 <= len(letters) <= 4:
            return True
        before = self.lowers[place - 1] if place else ""
        after = self.words[place + 1] if place + 1 < self.size else ""
        return len(letters) <= 5 and (before in ("the", "(") or after == ")") and len(letters) >= 3


_NOT_GOVERNMENTS = frozenset(("GOD", "GOT", "GOES", "GOLD", "GOAL", "GOOD", "GONE", "GOLF", "GOAT", "GOWN", "GODS"))
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
_BEFORE_LETTERS = words_of("hints.toml", "names_before_letters")
_OFFICES = frozenset(("ministry", "department", "bank", "office", "bureau", "court", "board", "house"))
_LOWER_TITLES = words_of("hints.toml", "names_lower_titles")
_ENDINGS = (
    "ing",
    "ed",
    "ion",
    "ions",
    "ment",
    "ments",
    "ness",
    "ly",
    "ies",
    "able",
    "ible",
    "ism",
    "ize",
    "ized",
    "ise",
    "ity",
    "ities",
)


@lru_cache(maxsize=20000)
def _derived(lower: str) -> bool:
    """Whether an unlisted word is made of English ones: compounds, plurals, endings (also where garbled)."""
    known = english()
    if "-" in lower or "/" in lower:
        parts = lower.replace("/", "-").split("-")
        return sum(1 for part in parts if part in known or not part.isalpha() or part in word_bits()) * 2 > len(parts)
    if any(char.isdecimal() for char in lower):
        return True
    if "'" in lower or "’" in lower:
        head = lower.replace("’", "'").split("'")[0]
        return head in known
    if lower.endswith("s") and (lower[:-1] in known or lower[:-2] in known):
        return True
    if len(lower) > 6 and lower.endswith(_ENDINGS):
        return True
    for prefix in ("un", "non", "re", "pre", "anti", "counter", "over", "under", "sub", "inter", "co"):
        if lower.startswith(prefix) and lower[len(prefix) :] in known and len(lower) > len(prefix) + 2:
            return True
    return any(lower[:cut] in known and lower[cut:] in known for cut in range(3, len(lower) - 2) if len(lower) > 6)


def worded_surnames(tokens: Tokens, names: list[Name]) -> set[str]:
    """Surnames among full or titled names that are English words too: Royal, Rice, Brown."""
    return {
        tokens.lowers[name.stop - 1]
        for name in names
        if name.type in ("person", "thing")
        and (name.stop - name.first > 1 or name.title < name.first)
        and tokens.lowers[name.stop - 1] in english()
    }


def find_names(
    tokens: Tokens, capitals: bool, sentence_starts: frozenset[int], surnames: frozenset[str] = frozenset()
) -> list[Name]:
    """The names of a paragraph in order, none overlapping; `surnames` are English words that somebody is called.

    >>> from reftel.analysis.tokens import tokenize
    >>> t = tokenize("Today Foreign Minister Ola Borge met the Ministry of Finance in Paris.")
    >>> [(t.cut(n.first, n.stop), n.type) for n in find_names(t, False, frozenset({0}))]
    [('Ola Borge', 'person'), ('Ministry of Finance', 'organisation'), ('Paris', 'place')]
    """
    return _Finder(tokens, capitals, sentence_starts, surnames).run()
