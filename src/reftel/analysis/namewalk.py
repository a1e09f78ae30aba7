"""What a word says of itself: whether it can be a name, English, an acronym; and runs of such words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.gazetteer import match_known, short_acronyms
from reftel.analysis.lexicon import (
    ADV,
    AUX,
    COORD,
    CUE,
    DET,
    NOUN,
    OTHER,
    PHRASE,
    PREP,
    PRON,
    SUBORD,
    TITLE,
    english,
    word_bits,
    words_of,
)
from reftel.analysis.nobody import (
    describing_words,
    is_known_role,
    is_of_a_kind,
    is_people,
    is_running_foreign,
    is_slip,
    names_nobody,
    role_words,
)
from reftel.analysis.surnames import is_taken_out

if TYPE_CHECKING:
    from reftel.analysis.gazetteer import Known
    from reftel.analysis.tokens import Tokens

_PARTS = "name_parts.toml"


def without_prefix(lower: str) -> str:
    """A title without what says that it was held once.

    >>> without_prefix("then-president"), without_prefix("ex/mayor")
    ('president', 'mayor')
    """
    return _ONCE.sub("", lower, count=1) if "-" in lower or "/" in lower else lower


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


class Learned(NamedTuple):
    """What one telegram teaches: English words that are somebody's surname, acronyms that it spells out.

    `repeated` are words that look like two English ones run together but come again (HATHORN): they are no slip.
    """

    surnames: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()

    def knows(self, tokens: Tokens) -> bool:
        """Whether any of it stands in a paragraph."""
        written = {*self.acronyms, *map(str.title, self.surnames), *map(str.upper, self.surnames)}
        return not (written.isdisjoint(tokens.words) and self.repeated.isdisjoint(tokens.lowers))


NOTHING_LEARNED = Learned()


def can_be_acronym(word: str) -> bool:
    """Whether a word has the shape of an acronym that a text spells out: ENAF, U.D.P., COB; not SECRET or (B).

    >>> can_be_acronym("ENAF"), can_be_acronym("B"), can_be_acronym("NOFORN")
    (True, False, False)
    """
    letters = word.replace(".", "")
    shaped = 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()
    return shaped and word not in _acronyms_that_are_none() and letters.lower() not in english()


class NameWalk:
    """One walk over the tokens of a paragraph."""

    def __init__(
        self, tokens: Tokens, capitals: bool, starts: frozenset[int], learned: Learned = NOTHING_LEARNED
    ) -> None:
        self.learned = learned
        self.tokens = tokens
        self.words = tokens.words
        self.lowers = tokens.lowers
        self.bits = tokens.bits
        self.capitals = capitals
        self.starts = starts
        self.size = len(tokens)
        self.english = english()
        self.first_names = words_of(_PARTS, "first_names")
        self.enders = words_of("no_persons.toml", "name_enders")
        self.particles = words_of(_PARTS, "particles")
        self.heads = words_of(_PARTS, "organisation_heads")
        self.prefixes = words_of(_PARTS, "organisation_prefixes")
        self.modifiers = words_of(_PARTS, "organisation_modifiers")
        self.fillers = words_of(_PARTS, "title_fillers")
        self.foreign = words_of(_PARTS, "foreign_heads")
        self.statesmen = words_of(_PARTS, "statesmen")
        self.months = words_of(_PARTS, "months") | words_of(_PARTS, "weekdays")
        self.letters = frozenset(word for word in tokens.words if len(word) == 1)
        self.in_foreign = is_running_foreign(tokens)
        self.found: list[Name] = []

    def put(self, first: int, stop: int, kind: str, known: str | None = None, code: str | None = None) -> int:
        self.found.append(Name(first, stop, kind, first, known, code))
        return stop

    def known(self, place: int) -> Known | None:
        """The known name at a place; a short acronym only where it is written as one: GAO, not Gao."""
        known = match_known(self.lowers, place)
        short = known is not None and known.type == "organisation" and known.words[0] in short_acronyms()
        return None if short and not self.words[place].isupper() else known

    def counts(self, place: int) -> bool:
        return self.capitals or self.words[place][0].isupper() or without_prefix(self.lowers[place]) in LOWER_TITLES

    def is_name_word(self, place: int) -> bool:
        """Whether a word can be part of a person's (or unknown) name."""
        word, lower = self.words[place], self.lowers[place]
        if not word[0].isalpha() or not word[0].isupper():
            return False
        if lower in self.months or word in _acronyms_that_are_none() or word in self.learned.acronyms:
            return False
        if not word.isalpha() and ("&" in word or any(char.isdecimal() for char in word)):
            return False
        if "." in word[:-1]:
            return lower not in _CLOCK and self._name_follows(place)  # J.R. SMITH, not 145,000 M.T.
        if not self.capitals:
            if lower in self.first_names:
                return True
            if place in self.starts:
                return not self._is_english(lower)
            return not (self.bits[place] & (TITLE | AUX | PREP | SUBORD | COORD | DET | PRON) or lower in self.heads)
        if lower in self.first_names:
            return lower not in self.english or self._name_follows(place)
        return len(word) > 1 and not self._is_english(lower)

    def is_articled(self, place: int) -> bool:
        """Whether a word in mixed case is an Arabic name with its article: al-Asad."""
        return not self.capitals and "-" in self.words[place] and _ARTICLED.match(self.words[place]) is not None

    def _ends_name(self, place: int) -> bool:
        """Whether a word in capitals is none of a name: EN and GERENTE in Spanish, BECUASE, EITHERIN."""
        lower = self.lowers[place]
        return self.capitals and (lower in self.enders or _is_exchanged(lower) or _runs_on(lower))

    def _is_cut_by_what_was_taken_out(self, first: int, place: int) -> bool:
        """Whether a name ends where something was taken out: `Olle XXXX` is one, XXXX and `Olle Borge` are two."""
        return is_taken_out(self.lowers[place - 1]) or (place > first + 1 and is_taken_out(self.lowers[place]))

    def is_weak(self, place: int) -> bool:
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
        if lower in self.statesmen:
            return False
        known = word_bits().get(lower, 0)
        if known and known & ~(OTHER | ADV):
            return True
        return _derived(lower) or (lower not in self.learned.repeated and is_run_together(lower))

    def acts(self, place: int) -> bool:
        """Whether a word is followed by what a person does or has: "Royal said", "Rice has", "Brown's"."""
        after = place + 1
        while after < self.size and self.bits[after] & ADV and not self.bits[after] & (DET | AUX):
            after += 1
        if after >= self.size:
            return False
        told = self.bits[after] & (CUE | PHRASE) and not self.bits[after] & (PREP | DET | AUX)
        return bool(told or self.lowers[after] in _DOES)

    def is_common_surname(self, place: int) -> bool:
        """Whether a common word in capitals can be a surname where a title or a first name says so: FORD, HEATH."""
        word = self.words[place]
        return (
            self.capitals
            and len(word) > 2
            and word.isalpha()
            and word not in _acronyms_that_are_none()
            and self.lowers[place] not in self.months
            and self.lowers[place] not in self.heads
            and not self.bits[place] & ~(OTHER | NOUN)
        )

    def _surname_after(self, place: int, before: int) -> int:
        """The token after a common word that is the surname to the first name before it: WILLIAM HEATH.

        After two strange words it is where it acts: LEE KUAN YEW SAID.
        """
        if place >= self.size or not self.is_common_surname(place):
            return place
        if before > 1 and self.capitals and self.acts(place):
            return place + 1
        given = self.lowers[place - 1] in self.first_names and not is_people(self.lowers[place - 1])
        if not given or match_known(self.lowers, place - 1):
            return place
        after = place + 1
        ends = after >= self.size or self.words[after] in _CLOSERS or self.lowers[after] == "and"
        return place + 1 if ends or self.acts(place) else place

    def name_at(self, place: int) -> int:
        """The token after a run of name words that begins at `place`; 0 where there is none."""
        at = place
        words, lowers, size = self.words, self.lowers, self.size
        solid = False
        if len(words[place]) == 1 and place and lowers[place - 1] in _BEFORE_LETTERS:
            return 0
        if place and words[place - 1][0].isdecimal() and lowers[place] in self.particles:
            return 0  # 16 DE JULIO
        if self._is_list_letter(place) or self._ends_name(place):
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
            known = None if at == place else self.known(at)
            if known and known.type in ("country", "demonym", "organisation") and len(known.words[0]) > 2:
                break
            if known and known.type == "place" and len(known.words) > 1 and self._starts_place(place, at):
                break
            if at > place and (self._ends_name(at) or self._is_cut_by_what_was_taken_out(place, at)):
                break
            if self.is_name_word(at) or self.is_articled(at):
                if words[at].isupper() and not self.capitals and len(words[at]) <= 5 and at > place:
                    break  # an acronym after a name
                if at > place and lower.endswith("s") and self.bits[at] & CUE:
                    break  # of a headline: Clinton Rejects
                at += 1
                solid = True
                if lower in ("jr", "sr") and at < size and words[at] == ".":
                    at += 1
            elif (
                lower in self.particles
                and at + 1 < size
                and (at > place or words[at][0].isupper())
                and (
                    self.is_name_word(at + 1)
                    or (lowers[at + 1] in self.particles and at + 2 < size and self.is_name_word(at + 2))
                )
            ):
                at += 1
            else:
                break
        return self._surname_after(at, at - place) if solid else 0

    def _starts_place(self, first: int, at: int) -> bool:
        """Whether a place of two words is no part of the name before it: CAMACHO LA PAZ, but QUIROGA SANTA CRUZ."""
        return self.capitals and self.lowers[at] not in ("santa", "san") and self.lowers[first] not in self.first_names

    def _is_list_letter(self, place: int) -> bool:
        """Whether a letter counts in a list: two spaces follow its point, or it opens a line, A or the one after."""
        if len(self.words[place]) > 1 or self.words[place + 1 : place + 2] != ["."] or place + 2 >= self.size:
            return False
        if self.tokens.starts[place + 2] - self.tokens.ends[place + 1] > 1:
            return True
        opens = place == 0 or self.words[place - 1] == "\n"
        return opens and (self.words[place] == "A" or chr(ord(self.words[place]) - 1) in self.letters)

    def put_name(self, first: int, stop: int, title: int) -> int:
        if title == first:
            title = first = first + describing_words(self.words[first:stop])
        kind = self._kind(first, stop, title)
        if kind in ("person", "maybe") and names_nobody(self.words[first:stop], self.capitals):
            kind = "thing"
        elif kind in ("person", "thing") and (before := self._before_name(first, stop, title)):
            titled = title < first or self._follows_office(first)
            kind = self._kind_after_role(kind, first + before, stop, titled=titled)
            first += before
        elif kind == "person" and title == first and self._may_be_a_thing(first, stop):
            kind = "maybe"  # the daily Al Massae: a person only where the telegram says more
        if kind:
            self.found.append(Name(first, stop, kind, title))
        return stop

    def _may_be_a_thing(self, first: int, stop: int) -> bool:
        """Whether words beside a name make a paper, a bank or a place of it: `the river X`, `in X`."""
        if is_of_a_kind(self.tokens, first, stop):
            return True
        lies = first > 1 and self.lowers[first - 1] in _LIES and self.lowers[first - 2] not in _BELIEVING
        has = self.lowers[stop : stop + 1] in (["'s"], ["’s"])
        return lies and not has and self.lowers[first] not in self.first_names

    def _kind_after_role(self, whole: str, first: int, stop: int, *, titled: bool) -> str:
        """What a name is that a role before it was taken from; an acronym (BASF) is a role only if the rest says so."""
        if names_nobody(self.words[first:stop], self.capitals):
            return "thing"
        kind = self._kind(first, stop, first)
        certain = titled or is_known_role(self.words[first - 1])
        return "person" if whole in ("person", "thing") and certain and kind == "maybe" else kind

    def _before_name(self, first: int, stop: int, title: int) -> int:
        """How many words of a run belong to the office before the name: `NSA Jones`, `Premier of Hesse Roland Koch`."""
        roles = role_words(self.words[first:stop], self.capitals)
        if roles:
            return roles
        within = not {"of", "for"}.isdisjoint(self.lowers[title:first])
        if (within or self._follows_office(first)) and (domain := self._domain_words(first, stop)):
            joined = (within or self.lowers[first - 1] in ("and", "&")) and stop - first - domain < 2
            return 0 if joined and self.lowers[first + domain - 1] not in _DOMAINS else domain
        if described := self._words_before_first_name(first, stop):
            return described
        if stop - first < 3 or self.lowers[first] in self.first_names or self.lowers[first + 1] not in self.first_names:
            return 0
        of_what = first > 1 and self.lowers[first - 1] in ("of", "for", "in") and self.words[first - 2][0].isupper()
        return int(of_what or (title < first and self.lowers[first] in self.english))

    def _words_before_first_name(self, first: int, stop: int) -> int:
        """How many words, two at least, stand before a first name: common ones, as in `Financial Crimes Olle Borge`."""
        at = first
        while at < stop - 1 and self.lowers[at] not in self.first_names and self.lowers[at] in self.english:
            at += 1
        return at - first if at - first > 1 and self.lowers[at] in self.first_names else 0

    def _follows_office(self, first: int) -> bool:
        """Whether an office and what it is for stand before a place: `Minister for`, `Minister of Docks and`."""
        if first < 2 or self.capitals or self.lowers[first - 1] not in ("of", "for", "and", "&", "the"):
            return first > 1 and self.lowers[first - 1] in ("of", "for") and bool(self.bits[first - 2] & TITLE)
        at = first - 2
        while at >= max(0, first - _FARTHEST) and not self.bits[at] & TITLE:
            named = self.words[at][0].isupper() and self._is_english(self.lowers[at])
            if not named and self.lowers[at] not in _WITHIN_OFFICE:
                return False
            at -= 1
        return at >= max(0, first - _FARTHEST)

    def _domain_words(self, first: int, stop: int) -> int:
        """How many English words say what an office is for: Minister for Regional Development Borge."""
        at = first
        while at < stop - 1 and self._is_domain(self.lowers[at]):
            at += 1
        return at - first if self.lowers[stop - 1] not in self.english else 0

    def _is_domain(self, lower: str) -> bool:
        """Whether a word can say what an office is for: no first name, and nothing that only looks like English."""
        named = lower in self.first_names or (lower.endswith("ed") and lower not in self.english)
        return not named and self._is_english(lower)

    def _kind(self, first: int, stop: int, title: int) -> str:
        words = self.words[first:stop]
        lowers = self.lowers[first:stop]
        if title < first:
            return "person"
        if self.capitals and stop < self.size and self.words[stop][0].isdecimal() and len(self.words[stop]) == 3:
            return "maybe"  # CONVAIR 580, BOEING 707
        if self.in_foreign and not (lowers[0] in self.first_names and stop - first > 1):
            return "thing"
        if stop - first == 1:
            word = words[0]
            if self.is_acronym(first):
                return "organisation"
            if word.isupper() and not self.capitals:
                return ""
            if _MIXED_ACRONYM.fullmatch(word) and word.upper() not in _acronyms_that_are_none():
                return "organisation"
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

    def is_acronym(self, place: int) -> bool:
        """Whether a word has the shape of an organisation's acronym, in its place."""
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
            return len(letters) > 2
        if word.partition("-")[0] in _PREFIXES or (len(letters) > _SHORT_SLIP and is_slip(letters.lower())):
            return False
        if len(letters) < _AS_A_WORD and not _can_be_spoken(letters):
            return True
        if letters.startswith("GO") and 3 <= len(letters) <= 4:
            return True
        before = self.lowers[place - 1] if place else ""
        after = self.words[place + 1] if place + 1 < self.size else ""
        return len(letters) <= 5 and (before in ("the", "(") or after == ")") and len(letters) >= 3


_NOT_GOVERNMENTS = frozenset(("GOD", "GOT", "GOES", "GOLD", "GOAL", "GOOD", "GONE", "GOLF", "GOAT", "GOWN", "GODS"))


_PREFIXES = frozenset(("NON", "PRO", "ANTI", "EX", "PRE", "POST"))
_SHORT_SLIP = 4  # letters: so short a word is next to some English one anyway
_LONG_WORD = 6  # letters: a shorter one is near to some name
_LONGEST_WORD = 40
_AS_A_WORD = 7  # letters: shorter ones may be acronyms
#: Three consonants that a name begins or ends with: what begins or ends in others is an acronym (FSNE, IMPC).
_CLUSTERS = words_of(_PARTS, "clusters")


def _can_be_spoken(letters: str) -> bool:
    """Whether a word begins and ends as a name can.

    >>> _can_be_spoken("BRANDT"), _can_be_spoken("IMPC")
    (True, False)
    """
    for edge in (letters[:3], letters[-3:]):
        if len(edge) == 3 and not any(letter in "AEIOUY" for letter in edge) and edge not in _CLUSTERS:
            return False
    return True


#: An acronym with small letters: MoF, GIRoA; not MbZ, a person.
_MIXED_ACRONYM = re.compile(r"[A-Z]{1,4}[aeiou][A-Z]{1,3}")
_WITHIN_OFFICE = frozenset(("of", "for", "and", "&", "the", ","))
_FARTHEST = 9  # words of what an office is for
_DOMAINS = frozenset(("affairs", "cooperation", "relations", "policy", "markets", "resources", "services", "security"))
_LIES = frozenset(("in", "near", "outside"))
_BELIEVING = frozenset(("confidence", "trust", "faith", "interest", "interested", "belief", "believe", "change"))
_FIRST_PARTS = words_of("no_persons.toml", "first_parts")
_MONTHS = words_of(_PARTS, "months")
_PLURALS = ("ses", "xes", "zes", "ches", "shes", "oes")  # GUNES is not the plural of GUN
_DOES = frozenset(("'s", "’s", "has", "had", "did", "was", "is"))
_CLOSERS = frozenset((",", ".", ";", ":", "(", ")", "\n", "--", "-"))
_CLOCK = frozenset(("a.m.", "p.m.", "m.t."))
_BEFORE_LETTERS = words_of("hints.toml", "names_before_letters")
_ARTICLED = re.compile(r"(?:a[ldnrstz]|ash|el|ul)-[^\W\d_a-z]\w")
_ONCE = re.compile(r"(?:then|ex)[-/](?=[a-z]{2})")
LOWER_TITLES = words_of("hints.toml", "names_lower_titles")
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
    "gist",
    "ists",
)


@lru_cache(maxsize=20000)
def _derived(lower: str) -> bool:
    """Whether an unlisted word is made of English ones: compounds, plurals, endings (also where garbled)."""
    known = english()
    if "-" in lower or "/" in lower:
        parts = lower.replace("/", "-").split("-")
        if parts[0] in _FIRST_PARTS or parts[-1] in _MONTHS:
            return True
        return sum(1 for part in parts if part in known or not part.isalpha() or part in word_bits()) * 2 > len(parts)
    if any(char.isdecimal() for char in lower):
        return True
    if "'" in lower or "’" in lower:
        head, _, tail = lower.replace("’", "'").rpartition("'")
        return head in known or tail in ("t", "ll", "re", "ve")
    if (lower.endswith("s") and lower[:-1] in known) or (lower.endswith(_PLURALS) and lower[:-2] in known):
        return True
    if len(lower) > 6 and lower.endswith(_ENDINGS):
        return True
    for prefix in ("un", "non", "re", "pre", "anti", "counter", "over", "under", "sub", "inter", "co"):
        if lower.startswith(prefix) and lower[len(prefix) :] in known and len(lower) > len(prefix) + 2:
            return True
    return False


@lru_cache(maxsize=20000)
def is_run_together(lower: str) -> bool:
    """Whether a word is two English ones: LENDINGWAS, but HATHORN as well.

    >>> is_run_together("lendingwas"), is_run_together("hathorn"), is_run_together("natusch")
    (True, True, False)
    """
    known = english()
    return 6 < len(lower) <= _LONGEST_WORD and any(
        lower[:cut] in known and lower[cut:] in known for cut in range(3, len(lower) - 2)
    )


@lru_cache(maxsize=20000)
def _is_exchanged(lower: str) -> bool:
    """Whether two letters of an English word were exchanged.

    >>> _is_exchanged("becuase"), _is_exchanged("bernal")
    (True, False)
    """
    if not _LONG_WORD < len(lower) <= _LONGEST_WORD or lower in english():
        return False
    return any(lower[:at] + lower[at + 1] + lower[at] + lower[at + 2 :] in english() for at in range(len(lower) - 1))


def _runs_on(lower: str) -> bool:
    """Whether a small word has run into a longer English one: EITHERIN.

    >>> _runs_on("eitherin"), _runs_on("francois")
    (True, False)
    """
    head, tail = lower[:-2], lower[-2:]
    return len(head) >= _LONG_WORD and tail in ("in", "of", "to", "on", "at", "by") and head in english()
