"""Who is who in one telegram: forms of names joined to entities, offices, groups, pronouns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import AUX, CUE, MODAL, OTHER, TITLE, cue_nouns, cue_verbs, english, words_of
from reftel.analysis.nobody import is_mangled, is_of_a_kind, is_slip, names_nobody
from reftel.analysis.roles import apposition, is_address, is_former
from reftel.analysis.surnames import (
    SUFFIXES,
    Bearer,
    Naming,
    bare,
    callings,
    is_full,
    is_same_name,
    is_taken_out,
    whom_a_first_name_means,
    whom_a_surname_means,
)
from reftel.repair.lexicon import shipped_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.namewalk import Name
    from reftel.analysis.passage import Passage
    from reftel.model.analysis import EntityType

_FEMALE_TITLES = frozenset(
    ("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "madame", "frau", "señora", "sra", "doña", "dona")
)
_FEMALE_NAMES = words_of("hints.toml", "people_female_names")
_MALE_TITLES = frozenset(("mr", "king", "prince"))
_WIVES = frozenset(("mrs", "madame", "señora", "sra"))
_KIN = words_of("hints.toml", "people_kin")
_BESIDE_OFFICES = words_of("name_parts.toml", "beside_offices")
_QUALIFIERS = words_of("hints.toml", "people_qualifiers")
#: What a word may be taken for that the telegram shows to be a person.
_PERHAPS_PERSONS = frozenset(("person", "maybe", "weak", "organisation", "thing"))
_EITHER_NAMES = words_of("hints.toml", "people_either_names")
_LOCATIVES = frozenset(
    ("in", "at", "from", "near", "to", "around", "outside", "into", "via", "toward", "towards", "within")
)
_SITES = words_of("hints.toml", "people_sites")
_POST_WORDS = words_of("hints.toml", "people_post_words")


_SHORT_TITLES = {
    "capt": "captain",
    "gen": "general",
    "col": "colonel",
    "maj": "major",
    "amb": "ambassador",
    "sen": "senator",
    "gov": "governor",
    "lt": "lieutenant",
    "min": "minister",
    "pm": "prime minister",
    "primin": "prime minister",
    "fm": "foreign minister",
    "fonmin": "foreign minister",
    "pres": "president",
    "prof": "professor",
}
#: What persons do, behind their names, and what is done with them, before.
_ACTED = words_of("hints.toml", "people_acted")
_MEETS = words_of("hints.toml", "people_meets")
_STATESMEN = words_of("name_parts.toml", "statesmen")
_SHORT_SURNAMES = words_of("name_parts.toml", "short_surnames")
_MOST_ALIKE = 50  # persons with one word in their names whom a full name is compared with
_UNDER = frozenset(("vice", "deputy", "assistant", "under"))
_AIDES = frozenset(
    ("assistant", "adviser", "advisor", "aide", "secretary", "counsel", "counselor", "counsellor", "envoy")
)
_MOST_HOLDERS = 20
_OFTEN = 2  # times as often as any other of the same office: then the office alone is theirs
_AS_FAR = 5  # words from a name to the office that somebody is said to hold
_ACRONYM = 3  # letters
_SHORT = 4  # letters


@dataclass(slots=True)
class Someone:
    """An entity while it is being put together."""

    id: str
    type: EntityType
    name: str
    forms: dict[str, int] = field(default_factory=dict)
    roles: list[str] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    female: bool | None = None
    plural: bool = False
    members: list[str] = field(default_factory=list)
    code: str | None = None
    titles: set[str] = field(default_factory=set)
    #: Where the full name stands (passage, sentence, token), the words of offices beside it there.
    places: list[tuple[int, int, int]] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    #: Whether every full name so far says whose relative this is, and whether the TAGS name the person.
    kin: bool = True
    tagged: bool = False

    def add_form(self, text: str) -> None:
        self.forms[text] = self.forms.get(text, 0) + 1

    def add_role(self, role: str) -> None:
        if role and all(role.lower() != other.lower() for other in self.roles):
            self.roles.append(role)


def plain(word: str) -> str:
    """A word as names are compared: lower case, without apostrophes and final marks."""
    return word.lower().replace("’", "").replace("'", "").strip(".,")


#: How often each person is named; at which token of a passage each is first named.
_Namings = tuple[Counter[str], dict[tuple[str, int], int]]


class People:
    """The entities of one telegram, found in two walks: first full names, then the short forms that mean them."""

    def __init__(self, passages: list[Passage], tagged: Iterable[tuple[str, ...]] = ()) -> None:
        self.passages = passages
        self.entities: list[Someone] = []
        self.by_id: dict[str, Someone] = {}
        self.by_surname: dict[str, list[Someone]] = {}
        self.by_one_word: dict[str, Someone] = {}
        self.by_name: dict[tuple[str, str], Someone] = {}
        self.by_office: dict[str, list[Someone]] = {}
        self.namings: _Namings | None = None
        #: entity of each name, by passage and number of the name
        self.of_name: list[list[Someone | None]] = [[None] * len(passage.names) for passage in passages]
        self.types: list[list[str]] = [[name.type for name in passage.names] for passage in passages]
        #: Whom a surname or first name alone means, by passage and number of the name; `None` where nobody can say.
        self.meant: dict[tuple[int, int], Someone | None] = {}
        for parts in tagged:
            self._know(Someone("", "person", " ".join(map(str.title, parts)), parts=parts, tagged=True))
        self._offices_beside()
        self._settle_full_names()
        self._read_full_names()
        self._settle_singles()
        self._read_the_rest()

    def new(self, kind: EntityType, name: str) -> Someone:
        return self.enter(Someone("", kind, name))

    def enter(self, someone: Someone) -> Someone:
        """Count somebody among the entities, where that was not done yet."""
        if not someone.id:
            someone.id = f"e{len(self.entities) + 1}"
            self.entities.append(someone)
            self.by_id[someone.id] = someone
        return someone

    def _know(self, someone: Someone, before: tuple[str, ...] = ()) -> None:
        """Let a person be found by the words of the name, but for those of the name before."""
        for word in {*someone.parts, *map(bare, someone.parts)}.difference(before, map(bare, before)):
            self.by_surname.setdefault(word, []).append(someone)
        if someone.parts and not is_full(someone.parts):
            self.by_one_word.setdefault(bare(someone.parts[-1]), someone)

    # -- walks ---------------------------------------------------------------------------------------------

    def _settle_full_names(self) -> None:
        """A strange word and an English one are a person where the second acts alone: Olle Noble, "Noble said"."""
        acting = {
            passage.tokens.lowers[name.first]
            for passage in self.passages
            for name in passage.names
            if name.type == "person" and name.stop - name.first == 1
        }
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] == "thing" and passage.tokens.lowers[name.stop - 1] in acting:
                    self.types[p][n] = "person"

    def _read_full_names(self) -> None:
        self._read_persons(titled=False)
        self._ask_surnames()
        self._read_persons(titled=True)

    def _read_persons(self, *, titled: bool) -> None:
        """Read the persons named in full, or those with a title, where that was not done yet."""
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] != "person" or self.of_name[p][n] is not None:
                    continue
                if name.title < name.first if titled else is_full(self._parts(passage, name)):
                    self.of_name[p][n] = self._person(p, n)

    def _parts(self, passage: Passage, name: Name) -> tuple[str, ...]:
        return tuple(
            part
            for word in passage.tokens.words[name.first : name.stop]
            if (part := plain(word)) and part[0].isalpha() and part not in SUFFIXES
        )

    def _person(self, p: int, n: int) -> Someone:
        passage, name = self.passages[p], self.passages[p].names[n]
        parts = self._parts(passage, name)
        text = passage.tokens.cut(name.first, name.stop)
        full = is_full(parts)
        someone = self.called_in_full(parts) if full else self.meant.get((p, n)) or self._alone(parts)
        if someone is None:
            someone = self.add_person(text, parts)
        elif len(parts) > len(someone.parts) or (
            someone.tagged and not someone.places and len(parts) == len(someone.parts)
        ):
            before, someone.name, someone.parts = someone.parts, text, parts
            self._know(someone, before)
        self.enter(someone).add_form(text)
        if full:
            self._note_full_name(p, passage, name, someone)
        self._learn_title(passage, name, someone)
        return someone

    def _note_full_name(self, p: int, passage: Passage, name: Name, someone: Someone) -> None:
        """Note where a full name stands, and what stands beside it: an office, or whose relative it is."""
        someone.places.append(_place(p, passage, name))
        someone.kin = someone.kin and _is_somebodys(passage, name)
        beside = apposition(passage, name)
        someone.beside |= self._office_words(passage, name.title, name.first)
        if beside is not None:
            someone.beside |= self._office_words(passage, *beside)
        if passage.tokens.bits[name.stop : name.stop + 1] and passage.tokens.bits[name.stop] & AUX:
            someone.beside |= self._office_words(passage, name.stop, min(name.stop + _AS_FAR, len(passage.tokens)))

    def _ask_surnames(self) -> None:
        """Find out whom each surname means that stands alone and that a full name has."""
        namings: dict[str, list[tuple[int, int]]] = {}
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if name.known or name.type not in _PERHAPS_PERSONS:
                    continue
                parts = self._parts(passage, name)
                if parts and not is_full(parts) and bare(parts[-1]) in self.by_surname:
                    namings.setdefault(bare(parts[-1]), []).append((p, n))
        for word, places in namings.items():
            if is_taken_out(word):
                continue
            full = [someone for someone in self.by_surname[word] if is_full(someone.parts)]
            known = [someone for someone in full if not any(map(is_taken_out, someone.parts))]
            called = [someone for someone in known if word in callings(someone.parts)]
            asked = whom_a_surname_means if called else whom_a_first_name_means
            bearers = called or known
            if bearers:
                found = asked([self._naming(*place) for place in places], list(map(_bearer, bearers)))
                for place, number in zip(places, found, strict=True):
                    self.meant.setdefault(place, None if number is None else bearers[number])

    def _naming(self, p: int, n: int) -> Naming:
        passage, name = self.passages[p], self.passages[p].names[n]
        words = frozenset(passage.tokens.lowers[name.title : name.first])
        offices = self._office_words(passage, name.title, name.first)
        return Naming(_place(p, passage, name), offices, _female(words), not _WIVES.isdisjoint(words))

    def _office_words(self, passage: Passage, first: int, stop: int) -> frozenset[str]:
        """The words of an office that tell it from others: without ranks, courtesies and what it is for."""
        lowers = [
            low for at in range(first, stop) for low in [passage.tokens.lowers[at]] if passage.tokens.bits[at] & TITLE
        ]
        written = f" {office_form(' '.join(lowers))} ".replace(" prime minister ", " premier ")
        return frozenset(written.replace(" vice president ", " vice-president ").split()) - _BESIDE_OFFICES

    def by_last_name(self, word: str) -> Someone | None:
        """The person who is called so (in plain form), where there is exactly one."""
        known = self.by_surname.get(bare(word), [])[:_MOST_ALIKE]
        found = [someone for someone in known if someone.id and bare(word) in callings(someone.parts)]
        first = [someone for someone in found if not is_full(someone.parts)]  # it stays by itself in the text
        own = first or [someone for someone in found if someone.tagged or not (someone.kin and someone.places)]
        return own[0] if len(own) == 1 else None

    def add_person(self, name: str, parts: tuple[str, ...]) -> Someone:
        """A person that the paragraphs do not name."""
        someone = self.new("person", name)
        someone.parts = parts
        self._know(someone)
        return someone

    def is_called(self, someone: Someone, qualifiers: list[str]) -> bool:
        """Whether the words before an office do not make it another's: the Foreign Minister is no Interior Minister.

        What says of which country, of what kind or which of them (`the Norwegian`, `the new`) makes it nobody else's.
        """
        if not someone.roles:
            return True
        roles = {word for role in someone.roles for word in office_form(role).split()}
        return all(word in roles or word not in _QUALIFIERS for word in qualifiers)

    def _title_words(self, passage: Passage, name: Name) -> frozenset[str]:
        return frozenset(passage.tokens.lowers[name.title : name.first])

    def called_in_full(self, parts: tuple[str, ...]) -> Someone | None:
        """The person whose name a full name can be, of several the one with most of its words."""
        found: list[tuple[int, Someone]] = []
        known = [one for part in parts for one in self.by_surname.get(bare(part), [])[:_MOST_ALIKE]]
        for someone in {id(one): one for one in known}.values():
            single = not is_full(someone.parts) and someone.id and bare(someone.parts[-1]) in callings(parts)
            if single or (is_full(someone.parts) and is_same_name(parts, someone.parts)):
                found.append((len({*parts} & {*someone.parts}), someone))
        return max(found, key=lambda one: one[0])[1] if found else None

    def _alone(self, parts: tuple[str, ...]) -> Someone | None:
        """The person who is known by a surname only."""
        found = self.by_one_word.get(bare(parts[-1])) if parts else None
        return found if found is not None and not is_full(found.parts) else None

    def _learn_title(self, passage: Passage, name: Name, someone: Someone) -> None:
        if name.title >= name.first:
            return
        words = self._title_words(passage, name)
        someone.titles |= words
        start = name.title
        before = _name_before(passage, name)
        if before is not None and before.type in ("organisation", "person", "maybe", "thing"):
            start = before.first
        elif start and passage.tokens.lowers[start - 1] in _QUALIFIERS:
            start -= 1  # the Interior of Interior Minister, where it begins the sentence
        role = passage.tokens.cut(start, name.first)
        female = _female(words)
        if female is not None:
            someone.female = female
        role = role.strip(" .")
        if not is_address(role.lower().split()):
            someone.add_role(role)
            self._hold(office_form(role), someone)
            self._hold(role.lower().split(" of ")[0].split(" for ")[0], someone)
            if is_former(passage.tokens.lowers[name.title]) or words & _UNDER:
                return  # the president is another
            self._hold(office_form(passage.tokens.lowers[name.first - 1]), someone)
            last = passage.tokens.lowers[name.first - 2] if passage.tokens.words[name.first - 1] == "." else ""
            if last:
                self._hold(office_form(last), someone)

    def _hold(self, office: str, someone: Someone) -> None:
        held = self.by_office.setdefault(office, [])
        if len(held) <= _MOST_HOLDERS and not any(one is someone for one in held):
            held.append(someone)

    def holder(self, office: str, p: int, at: int) -> Someone | None:
        """Whom an office without a name means at token `at` of passage `p`; `None` where nobody can say.

        Of several who are called so, the only one named before it in the paragraph, or the one whom the telegram names
        at least twice as often as any other; nobody where these are two.
        """
        form = office_form(office)
        held = self.by_office.get(form) or self.by_office.get(form.split(" of ")[0], [])
        if len(held) < 2 or len(held) > _MOST_HOLDERS:
            return held[0] if len(held) == 1 else None
        often, first_here = self._namings()
        meant = {one.id for one in held if first_here.get((one.id, p), at + 1) <= at}
        most, other = sorted(held, key=lambda one: -often[one.id])[:2]
        if often[most.id] >= _OFTEN * often[other.id]:
            meant.add(most.id)
        return self.by_id[meant.pop()] if len(meant) == 1 else None

    def _namings(self) -> _Namings:
        """How often each person is named, and at which token of a passage first."""
        if self.namings is None:
            often, first_here = Counter[str](), dict[tuple[str, int], int]()
            for p, passage in enumerate(self.passages):
                for name, someone in zip(passage.names, self.of_name[p], strict=True):
                    if someone is not None and name.type != "office":
                        often[someone.id] += 1
                        first_here.setdefault((someone.id, p), name.stop)
            self.namings = often, first_here
        return self.namings

    def _offices_beside(self) -> None:
        """What a lower-case office follows is an organisation: "Ak Zhol co-chairmen Bulat Abilov, Oraz Zhandosov"."""
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] not in ("person", "maybe", "organisation", "thing") or name.stop >= len(
                    passage.tokens
                ):
                    continue
                follower = next((one for one in passage.names[n + 1 : n + 2] if one.title == name.stop), None)
                lower_case = passage.tokens.words[name.stop][0].islower() or passage.capitals
                if follower is None or follower.title >= follower.first or not lower_case:
                    continue
                if self.types[p][n] in ("person", "maybe", "thing") and not passage.capitals:
                    self.types[p][n] = "organisation"
                    self.of_name[p][n] = None
                    self._widen(passage, n)

    def _widen(self, passage: Passage, n: int) -> None:
        """Take in the first word of a sentence where it belongs to an organisation's name: "True Ak Zhol"."""
        name = passage.names[n]
        first = name.first - 1
        if first < 0 or passage.inside[first] or name.title < name.first:
            return
        word = passage.tokens.words[first]
        opens = any(start == first for start, _ in passage.bounds)
        if opens and word[0].isupper() and passage.tokens.bits[first] & OTHER:
            passage.names[n] = name._replace(first=first, title=first)
            passage.inside[first] = n + 1

    def _settle_singles(self) -> None:
        """Decide what single strange words name, by what the whole telegram says of them."""
        persons: dict[str, int] = {}
        places: dict[str, int] = {}
        times: Counter[str] = Counter()
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] == "organisation" and not name.known and name.stop - name.first == 1:
                    if plain(passage.tokens.words[name.first]) in self.by_surname and passage.capitals:
                        self.types[p][n] = "person"
                        continue
                    persons.setdefault(passage.tokens.lowers[name.first], -99)
                if self.types[p][n] != "maybe":
                    if name.type == "person" and name.stop - name.first == 1:
                        key = plain(passage.tokens.lowers[name.first])
                        persons[key] = persons.get(key, 0) + 3
                    continue
                key = " ".join(self._parts(passage, name))
                times[key] += 1
                persons[key] = persons.get(key, 0) + self._personal(passage, name)
                places[key] = places.get(key, 0) + self._local(passage, name)
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] == "weak":
                    self._settle_weak(p, n, passage, name)
                if self.types[p][n] != "maybe":
                    continue
                parts = self._parts(passage, name)
                key = " ".join(parts)
                if parts and (len(parts) == 1 and parts[0] in self.by_surname):
                    self.types[p][n] = "person"
                elif len(parts) == 1 and parts[0] in english() and not passage.capitals:
                    self.types[p][n] = "thing"
                elif persons.get(key, 0) <= -50:
                    self.types[p][n] = "organisation"
                elif passage.capitals and len(parts) == 1 and times[key] == 1 and self._slipped(key, places):
                    self.types[p][n] = "thing"
                elif persons.get(key, 0) > places.get(key, 0) + self._doubt(passage, parts):
                    self.types[p][n] = self._short(passage, parts, "person")
                elif places.get(key, 0) > 0:
                    self.types[p][n] = self._short(passage, parts, "place")
                else:
                    self.types[p][n] = "thing"
            if passage.capitals:
                self._join_lists(p, passage)

    @staticmethod
    def _slipped(word: str, places: dict[str, int]) -> bool:
        """Whether a word that stands once is rather a slip; a short one only where it would be a place."""
        if word in _STATESMEN:
            return False
        return (len(word) > _SHORT or places.get(word, 0) > 0) and (is_slip(word) or is_mangled(word))

    @staticmethod
    def _doubt(passage: Passage, parts: tuple[str, ...]) -> int:
        """How much more must speak for a person than for a place: most where the word is known in written English."""
        if not passage.capitals:
            return 0
        if len(parts) == 1 and (len(parts[0]) <= _SHORT or is_slip(parts[0])):
            return 2 if parts[0] in shipped_lexicon() else 1
        return 1

    @staticmethod
    def _short(passage: Passage, parts: tuple[str, ...], kind: str) -> str:
        """What a word is that acts or lies like one: three letters, all in capitals and unknown, are an acronym."""
        if not passage.capitals or len(parts) > 1 or len(parts[0]) > _ACRONYM or parts[0] in _SHORT_SURNAMES:
            return kind
        return "organisation" if kind == "person" else "thing"

    def _join_lists(self, p: int, passage: Passage) -> None:
        """A strange word beside a person in a list is one as well: KAUNDA AND NYERERE, ATHERTON, SISCO AND EILTS."""
        order = range(1, len(passage.names))
        for n in (*order, *reversed(order)):
            left, right = passage.names[n - 1], passage.names[n]
            between = passage.tokens.lowers[left.stop : right.title]
            if between not in ([","], ["and"], [",", "and"]):
                continue
            for one, other in ((n - 1, n), (n, n - 1)):
                if self.types[p][other] == "person" and self._is_open(p, one, passage):
                    self.types[p][one] = "person"

    def _is_open(self, p: int, n: int, passage: Passage) -> bool:
        """Whether a name of which nothing was decided is long and strange enough to be somebody's."""
        name = passage.names[n]
        if self.types[p][n] != "thing" or name.type != "maybe" or name.stop - name.first > 1:
            return False
        word = plain(passage.tokens.words[name.first])
        return len(word) > _SHORT and not is_slip(word) and not is_mangled(word)

    def _settle_weak(self, p: int, n: int, passage: Passage, name: Name) -> None:
        """A word with an English ending is a name where a person of the telegram is called so."""
        if bare(plain(passage.tokens.words[name.first])) in self.by_surname:
            self.types[p][n] = "person"
            passage.names[n] = name._replace(type="person")
        else:
            self.types[p][n] = "thing"
            passage.inside[name.first] = 0

    def _personal(self, passage: Passage, name: Name) -> int:
        tokens = passage.tokens
        after = name.stop
        if after >= len(tokens):
            return 0
        score = 2 if passage.capitals and tokens.lowers[name.first] in _STATESMEN else 0
        if tokens.bits[after] & CUE and (not passage.capitals or _is_told(tokens.lowers[after])):
            score += 2
        elif tokens.bits[after] & AUX and tokens.lowers[after] in ("has", "had", "was", "is", "did"):
            opens = any(first == name.first for first, _ in passage.bounds)
            score += 2 if opens or not passage.capitals else 1
        if tokens.lowers[after] in ("'s", "’s"):
            score += 1
        if passage.capitals and (tokens.bits[after] & MODAL or tokens.lowers[after] in _ACTED):
            score += 1 if tokens.bits[after] & MODAL else 2
        if passage.capitals and name.first and tokens.lowers[name.first - 1] in _MEETS:
            score += 2
        if name.first and tokens.bits[name.first - 1] & CUE:
            score += 1
        if name.first and tokens.lowers[name.first - 1] == "the":
            score -= 3
        before = tokens.lowers[name.first - 1] if name.first else ""
        if before in ("with", "by", "that", "told") or (before == "and" and _joins_persons(passage, name)):
            score += 1
        if is_of_a_kind(tokens, name.first, name.stop):
            score -= 3
        return score

    def _local(self, passage: Passage, name: Name) -> int:
        if passage.capitals and passage.tokens.lowers[name.stop : name.stop + 1] in (["'s"], ["’s"]):
            return 0  # IN MUGABE'S ZIMBABWE
        before = passage.tokens.lowers[name.first - 1] if name.first else ""
        if before == "of" and name.first > 1 and passage.tokens.lowers[name.first - 2] in _SITES:
            return 4
        return 2 if before in _LOCATIVES else 0

    def _read_the_rest(self) -> None:
        self._read_persons(titled=False)
        self._ask_surnames()
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.of_name[p][n] is not None:
                    continue
                kind = self.types[p][n]
                if kind == "person":
                    self.of_name[p][n] = self._person(p, n)
                elif kind in ("organisation", "place", "country", "demonym"):
                    self.of_name[p][n] = self._thing(passage, name, kind)
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.of_name[p][n] is None and self.types[p][n] == "office" and not _is_anothers(passage, name):
                    first = _whole_office(passage, name)
                    self.of_name[p][n] = self.holder(passage.tokens.cut(first, name.stop), p, first)

    def _thing(self, passage: Passage, name: Name, kind: str) -> Someone:
        text = passage.tokens.cut(name.first, name.stop)
        common = name.known or text
        group: EntityType = "organisation" if kind == "organisation" else "place"
        key = (group, plain(common))
        someone = self.by_name.get(key)
        if someone is None:
            someone = self.new(group, common if name.known else text)
            someone.code = name.code
            self.by_name[key] = someone
        someone.add_form(text)
        return someone

    # -- groups and roles ----------------------------------------------------------------------------------

    def unsettled(self, passage: Passage, name: Name) -> Someone:
        """Who speaks under a name of which nothing else is known: a strange word is a person, a common one a group."""
        someone = self.group(passage.tokens.cut(name.first, name.stop), False)
        if is_strange(passage, name):
            someone.type = "person"
        return someone

    def group(self, text: str, plural: bool, name: str | None = None) -> Someone:
        """The group or the unnamed person that is called by these words, of which some may be the `name`."""
        key = ("group", text.lower().removeprefix("the ").removeprefix("The "))
        someone = self.by_name.get(key)
        if someone is None:
            someone = self.new("group", name or text)  # a description is no name, also where it is of one person
            someone.plural = plural
            self.by_name[key] = someone
        someone.add_form(text)
        return someone


def _place(p: int, passage: Passage, name: Name) -> tuple[int, int, int]:
    sentence = bisect_right(passage.bounds, (name.first, len(passage.tokens)))
    return p, sentence, name.first


def _bearer(someone: Someone) -> Bearer:
    kin = someone.kin and bool(someone.places)
    titled = bool(someone.beside or someone.titles)
    return Bearer(tuple(someone.places), frozenset(someone.beside), gender(someone), titled, kin, someone.tagged)


def _female(title: frozenset[str]) -> bool | None:
    """Whether a title is a woman's; `None` where it does not say."""
    if title & _FEMALE_TITLES:
        return True
    return False if title & _MALE_TITLES else None


def _is_somebodys(passage: Passage, name: Name) -> bool:
    """Whether the words beside a name say whose relative it is: `his brother Dr. X`, `Mrs. Olle X`, `X, son of`."""
    lowers = passage.tokens.lowers
    given = lowers[name.first] in words_of("name_parts.toml", "first_names") - _FEMALE_NAMES
    if given and not _WIVES.isdisjoint(lowers[name.title : name.first]):
        return True
    before = [low for low in lowers[max(0, name.title - 3) : name.title] if low not in (",", "the", "--", "-")]
    if before and before[-1] in _KIN:
        return True
    behind = [low for low in lowers[name.stop : name.stop + 5] if low not in (",", "(", "the", "a", "younger", "elder")]
    return bool(len(behind) > 1 and behind[0] in _KIN and behind[1] in ("of", "to"))


def _joins_persons(passage: Passage, name: Name) -> bool:
    """Whether what `and` joins a name to is a person: Chirac and Sharaa, not Arhab and Shebwa."""
    at = name.first - 2
    if at >= 0 and passage.tokens.words[at] == ",":
        at -= 1
    number = passage.inside[at] if at >= 0 else 0
    given = passage.tokens.lowers[name.first] in words_of("name_parts.toml", "first_names")
    return passage.capitals or given or bool(number and passage.names[number - 1].type == "person")


def _is_told(word: str) -> bool:
    """Whether a cue verb stands in the past or the third person: SAID, BELIEVES; not SUPPORT, REPORT."""
    return bool(cue_verbs()[word].forms & {"past", "third"}) and word not in cue_nouns()


def gender(someone: Someone) -> bool | None:
    """Whether a person is a woman; `None` where nothing says so."""
    if someone.female is None and someone.parts and len(someone.parts) > 1 and someone.parts[0] not in _EITHER_NAMES:
        if someone.parts[0] in _FEMALE_NAMES:
            return True
        if someone.parts[0] in words_of("name_parts.toml", "first_names"):
            return False
    return someone.female


def _name_before(passage: Passage, name: Name) -> Name | None:
    """The name that ends where the title of another begins."""
    number = passage.inside[name.title - 1] if name.title else 0
    return passage.names[number - 1] if number else None


def _whole_office(passage: Passage, name: Name) -> int:
    """Where an office begins with the word that was taken for a name of its own: the Defense of Defense Minister."""
    before = _name_before(passage, name)
    return before.first if before is not None and before.type in ("maybe", "thing") else name.first


def _is_anothers(passage: Passage, name: Name) -> bool:
    """Whether an office is part of somebody else's: "Assistant to the President"."""
    lowers = passage.tokens.lowers
    at = name.title - (1 if lowers[max(0, name.title - 1) : name.title] == ["the"] else 0)
    return at > 1 and lowers[at - 1] == "to" and lowers[at - 2] in _AIDES


def is_strange(passage: Passage, name: Name) -> bool:
    """Whether a name has no English word in it, and nothing that names nobody, so that it must be somebody's."""
    words = passage.tokens.words[name.first : name.stop]
    return english().isdisjoint(map(plain, words)) and not names_nobody(words, passage.capitals)


def office_form(text: str) -> str:
    """An office with its short forms written out: `Capt` is `captain`."""
    return " ".join(_SHORT_TITLES.get(word, word) for word in text.lower().replace(".", "").split())


def is_post(lower: str) -> bool:
    """Whether a word means the reporting post and its people."""
    return lower in _POST_WORDS
