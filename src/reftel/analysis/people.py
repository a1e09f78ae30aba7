"""Who is who in one telegram: forms of names joined to entities, offices, groups, pronouns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import AUX, CUE, MODAL, OTHER, cue_nouns, cue_verbs, english, words_of
from reftel.analysis.nobody import is_mangled, is_of_a_kind, is_slip, names_nobody
from reftel.repair.lexicon import shipped_lexicon

if TYPE_CHECKING:
    from reftel.analysis.namewalk import Name
    from reftel.analysis.passage import Passage
    from reftel.model.analysis import EntityType

_FEMALE_TITLES = frozenset(
    ("mrs", "ms", "miss", "dame", "lady", "queen", "princess", "madame", "frau", "señora", "sra", "doña", "dona")
)
_FEMALE_NAMES = words_of("hints.toml", "people_female_names")
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
_ACRONYM = 3  # letters
_SHORT = 4  # letters
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


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

    def add_form(self, text: str) -> None:
        self.forms[text] = self.forms.get(text, 0) + 1

    def add_role(self, role: str) -> None:
        if role and all(role.lower() != other.lower() for other in self.roles):
            self.roles.append(role)


def plain(word: str) -> str:
    """A word as names are compared: lower case, without apostrophes and final marks."""
    return word.lower().replace("’", "").replace("'", "").strip(".,")


class People:
    """The entities of one telegram, found in two walks: first full names, then the short forms that mean them."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.entities: list[Someone] = []
        self.by_id: dict[str, Someone] = {}
        self.by_surname: dict[str, list[Someone]] = {}
        self.by_name: dict[tuple[str, str], Someone] = {}
        self.by_office: dict[str, Someone] = {}
        #: entity of each name, by passage and number of the name
        self.of_name: list[list[Someone | None]] = [[None] * len(passage.names) for passage in passages]
        self.types: list[list[str]] = [[name.type for name in passage.names] for passage in passages]
        self._offices_beside()
        self._settle_full_names()
        self._read_full_names()
        self._settle_singles()
        self._read_the_rest()

    def new(self, kind: EntityType, name: str) -> Someone:
        someone = Someone(f"e{len(self.entities) + 1}", kind, name)
        self.entities.append(someone)
        self.by_id[someone.id] = someone
        return someone

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
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] == "person" and len(self._parts(passage, name)) > 1:
                    self.of_name[p][n] = self._person(passage, name)
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.types[p][n] == "person" and self.of_name[p][n] is None and name.title < name.first:
                    self.of_name[p][n] = self._person(passage, name)

    def _parts(self, passage: Passage, name: Name) -> tuple[str, ...]:
        return tuple(
            part
            for word in passage.tokens.words[name.first : name.stop]
            if (part := plain(word)) and part[0].isalpha() and part not in _SUFFIXES
        )

    def _person(self, passage: Passage, name: Name) -> Someone:
        parts = self._parts(passage, name)
        text = passage.tokens.cut(name.first, name.stop)
        someone = self._known_person(parts, self._title_words(passage, name))
        if someone is None:
            someone = self.new("person", text)
            someone.parts = parts
            for part in set(parts):
                self.by_surname.setdefault(part, []).append(someone)
        elif len(parts) > len(someone.parts):
            someone.name, someone.parts = text, parts
            for part in parts:
                if someone not in self.by_surname.setdefault(part, []):
                    self.by_surname[part].append(someone)
        someone.add_form(text)
        self._learn_title(passage, name, someone)
        return someone

    def by_last_name(self, word: str) -> Someone | None:
        """The person whose last name this is (in plain form), where there is exactly one."""
        found = [someone for someone in self.by_surname.get(word, ()) if someone.parts and someone.parts[-1] == word]
        return found[0] if len(found) == 1 else None

    def add_person(self, name: str, parts: tuple[str, ...]) -> Someone:
        """A person that the paragraphs do not name."""
        someone = self.new("person", name)
        someone.parts = parts
        for part in set(parts):
            self.by_surname.setdefault(part, []).append(someone)
        return someone

    @staticmethod
    def _office_form(text: str) -> str:
        """An office with its short forms written out: `Capt` is `captain`."""
        return " ".join(_SHORT_TITLES.get(word, word) for word in text.lower().replace(".", "").split())

    def _title_words(self, passage: Passage, name: Name) -> frozenset[str]:
        return frozenset(passage.tokens.lowers[name.title : name.first])

    def _known_person(self, parts: tuple[str, ...], title: frozenset[str]) -> Someone | None:
        """The person whose name these parts can be, the best fitting one; `None` where there is none."""
        wanted = [part for part in parts if len(part) > 1]
        if not wanted:
            return None
        candidates = self.by_surname.get(wanted[-1], ())
        best: tuple[float, Someone] | None = None
        for someone in candidates:
            mine = set(someone.parts)
            common = sum(1 for part in wanted if part in mine)
            if len(wanted) > 1:
                other = [part for part in someone.parts if len(part) > 1]
                fits = (
                    common >= 2
                    or (len(other) == 1 and common == 1)
                    or (
                        common == 1
                        and someone.parts[-1] == wanted[-1]
                        and someone.parts[0][0] == parts[0][0]
                        and min(len(someone.parts[0]), len(parts[0])) == 1
                    )
                )
                if not fits:
                    continue
            score = (
                common
                + (1.0 if someone.parts[-1] == wanted[-1] else 0.0)
                + (0.5 if title and title & someone.titles else 0.0)
            )
            if (
                len(wanted) == 1
                and someone.parts[-1] != wanted[-1]
                and len(someone.parts) > 1
                and someone.parts[0] == wanted[0]
            ):
                score -= 0.5  # a first name alone
            if best is None or score >= best[0]:
                best = (score, someone)
        return best[1] if best else None

    def _learn_title(self, passage: Passage, name: Name, someone: Someone) -> None:
        if name.title >= name.first:
            return
        words = self._title_words(passage, name)
        someone.titles |= words
        start = name.title
        before = next((one for one in passage.names if one.stop == name.title), None)
        if before is not None and before.type in ("organisation", "person", "maybe", "thing"):
            start = before.first
        role = passage.tokens.cut(start, name.first)
        lowers = set(words)
        if lowers & _FEMALE_TITLES:
            someone.female = True
        elif "mr" in lowers or "king" in lowers or "prince" in lowers:
            someone.female = False
        role = role.strip(" .")
        if role.lower() not in ("mr", "mrs", "ms", "miss", "dr", "sir", "former", "late"):
            someone.add_role(role)
            self.by_office[self._office_form(role)] = someone
            self.by_office.setdefault(role.lower().split(" of ")[0].split(" for ")[0], someone)
            self.by_office.setdefault(self._office_form(passage.tokens.lowers[name.first - 1]), someone)
            last = passage.tokens.lowers[name.first - 2] if passage.tokens.words[name.first - 1] == "." else ""
            if last:
                self.by_office.setdefault(self._office_form(last), someone)

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
        if plain(passage.tokens.words[name.first]) in self.by_surname:
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
        for p, passage in enumerate(self.passages):
            for n, name in enumerate(passage.names):
                if self.of_name[p][n] is not None:
                    continue
                kind = self.types[p][n]
                if kind == "person":
                    self.of_name[p][n] = self._person(passage, name)
                elif kind in ("organisation", "place", "country", "demonym"):
                    self.of_name[p][n] = self._thing(passage, name, kind)
                elif kind == "office":
                    self.of_name[p][n] = self._office(passage, name)

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

    def _office(self, passage: Passage, name: Name) -> Someone | None:
        """The person of a title without a name: the last one who was called so."""
        text = self._office_form(passage.tokens.cut(name.first, name.stop))
        return self.by_office.get(text) or self.by_office.get(text.split(" of ")[0])

    # -- groups and roles ----------------------------------------------------------------------------------

    def unsettled(self, passage: Passage, name: Name) -> Someone:
        """Who speaks under a name of which nothing else is known: a strange word is a person, a common one a group."""
        someone = self.group(passage.tokens.cut(name.first, name.stop), False)
        words = passage.tokens.words[name.first : name.stop]
        if english().isdisjoint(map(plain, words)) and not names_nobody(words, passage.capitals):
            someone.type = "person"
        return someone

    def group(self, text: str, plural: bool) -> Someone:
        """The group or the unnamed person that is called by these words."""
        key = ("group", text.lower().removeprefix("the ").removeprefix("The "))
        someone = self.by_name.get(key)
        if someone is None:
            someone = self.new("group", text)  # a description is no name, also where it is of one person
            someone.plural = plural
            self.by_name[key] = someone
        someone.add_form(text)
        return someone


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
    if someone.female is None and someone.parts and len(someone.parts) > 1:
        if someone.parts[0] in _FEMALE_NAMES:
            return True
        if someone.parts[0] in words_of("name_parts.toml", "first_names"):
            return False
    return someone.female


def is_post(lower: str) -> bool:
    """Whether a word means the reporting post and its people."""
    return lower in _POST_WORDS
