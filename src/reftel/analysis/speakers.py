"""Who a speaker is: names, offices, pronouns and groups resolved to the entities of the telegram."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import AUX, COORD, DET, HUMAN, NOUN, POSS, PREP, QUANT, REL, SUBORD, TITLE, words_of
from reftel.analysis.people import People, Someone, gender, is_post, office_form
from reftel.analysis.surnames import is_taken_out
from reftel.model.analysis import POST

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage
    from reftel.analysis.subjects import Phrase

_UNDER = ("assistant", "deputy", "under", "vice", "former")
_MOST_NAMES = 60  # so many names before a pronoun are looked at
_THIS_IS_THE = tuple([one, verb, "the"] for one in ("this", "he", "she") for verb in ("is", "was"))
_SINGULAR = frozenset(("he", "his", "him", "himself"))
_FEMALE = frozenset(("she", "her", "hers", "herself"))
_PLURAL = frozenset(("they", "their", "them", "both", "themselves"))
_OWN = frozenset(("we", "us", "our", "i", "me", "my", "ourselves", "myself"))
_ENDS_NAME = frozenset((",", ";", ":", "-", "--", "—", "who", "which", "that"))
_LONG = 8  # tokens of a description that is more than a name
_VAGUE = words_of("hints.toml", "speakers_vague")


def _may_be_several(someone: Someone) -> bool:
    """Whether a group is called by what was taken out: one person or more."""
    return someone.type == "group" and any(map(is_taken_out, someone.name.lower().split()))


def _group_name(passage: Passage, phrase: Phrase) -> str:
    """What a group is called: its description without clauses and asides and, if long, without what goes with it."""
    tokens, first = passage.tokens, phrase.first
    if tokens.words[first] == "(" and ")" in tokens.words[first : phrase.stop - 1]:
        first = tokens.words.index(")", first) + 1  # (B) documents
    long = phrase.stop - first > _LONG
    stop = first + 1
    while stop < phrase.stop:
        bit, lower = tokens.bits[stop], tokens.lowers[stop]
        aside = lower == "(" and ")" not in tokens.words[stop : phrase.stop - 1]
        if bit & (AUX | REL | SUBORD) or lower in _ENDS_NAME or aside:
            break
        loose = bit & (DET | POSS) and not tokens.bits[stop - 1] & (PREP | COORD | QUANT | DET)
        if long and not passage.inside[stop] and (loose or (bit & PREP and lower != "of" and stop > phrase.head)):
            break
        stop += 1
    if "(" in tokens.words[first + 1 : stop] and ")" not in tokens.words[first:stop]:
        stop = tokens.words.index("(", first + 1)
    while stop > first + 1 and tokens.bits[stop - 1] & (PREP | COORD) and not passage.inside[stop - 1]:
        stop -= 1
    return tokens.cut(first, stop)


class Resolver:
    """Remembers who spoke, paragraph by paragraph, and says whom a phrase means."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.recent: list[Someone] = []
        self.speakers: list[tuple[str, ...]] = []
        self.topic: Someone | None = None  # the last single person that spoke in the paragraphs before
        self.by_id = people.by_id

    def begin_paragraph(self) -> None:
        """Forget who spoke; who was named is kept."""
        self.topic = self._last_singular() or self.topic
        self.speakers = []

    def heard(self, voices: tuple[str, ...]) -> None:
        """Note who spoke last."""
        if voices and voices != (POST,):
            self.speakers.append(voices)

    def resolve(self, p: int, passage: Passage, phrase: Phrase) -> tuple[str, ...]:
        """The entities that a noun phrase means; empty where that cannot be said."""
        lowers = passage.tokens.lowers
        head = lowers[phrase.head]
        if phrase.kind == "pronoun" and not passage.inside[phrase.head]:
            return self._pronoun(p, passage, phrase, head)
        last = self._last_singular()
        if last is not None and lowers[max(0, phrase.first - 2) : phrase.first + 1] in _THIS_IS_THE:
            return (last.id,)  # "This is the minister who denied it", after what one of them said
        ids = self._named(p, passage, phrase)
        if ids:
            return ids
        text = passage.tokens.cut(phrase.first, phrase.stop)
        words = {lowers[at] for at in range(phrase.first, phrase.stop)}
        if is_post(head) and not words & {"israeli", "french", "british", "russian", "german", "their", "his"}:
            return (POST,)
        known = self._described(p, passage, phrase, head)
        if known is not None:
            return (known.id,)
        named = self._named_behind(p, passage, phrase)
        if named is not None:
            return (named.id,)
        plural = head not in words_of("frames.toml", "singular_human_nouns") and not is_taken_out(head)
        return (self.people.group(text, plural, _group_name(passage, phrase)).id,)

    def _named_behind(self, p: int, passage: Passage, phrase: Phrase) -> Someone | None:
        """The person whose name ends a description: `member of the Duma Olle Borge`; not `aide of Olle Borge`."""
        number = passage.inside[phrase.stop - 1]
        tokens, before = passage.tokens, passage.names[number - 1].title - 1 if number else -1
        if before < phrase.head or not tokens.bits[phrase.head] & (HUMAN | TITLE):
            return None
        if any(tokens.bits[at] & (REL | AUX | SUBORD) for at in range(phrase.head, before)):
            return None
        name, someone = passage.names[number - 1], self.people.of_name[p][number - 1]
        joined = tokens.bits[before] & (PREP | DET | POSS | COORD)
        noun = tokens.bits[before] & (HUMAN | TITLE | NOUN) or passage.inside[before]
        bare = name.title == name.first and someone is not None and someone.type == "person"
        return someone if bare and noun and not joined else None

    def _named(self, p: int, passage: Passage, phrase: Phrase) -> tuple[str, ...]:
        """The entities named at the head of the phrase, all of a list of names."""
        numbers: list[int] = []
        owner = passage.tokens.lowers
        joined = any(owner[at] in ("and", "or") for at in range(phrase.first, phrase.stop))
        head_number = passage.inside[phrase.head]
        for at in range(phrase.first, phrase.stop):
            number = passage.inside[at]
            if number and number not in numbers:
                name = passage.names[number - 1]
                possessive = (
                    name.stop < len(owner)
                    and owner[name.stop] in ("'s", "’s", "'", "’")
                    and name.stop < phrase.stop - 1
                )
                if (number == head_number or (joined and head_number and not possessive)) and name.type != "demonym":
                    numbers.append(number)
        ids: list[str] = []
        for number in numbers:
            someone = self.people.of_name[p][number - 1]
            if someone is None and self.people.types[p][number - 1] in ("thing", "maybe"):
                someone = self.people.unsettled(passage, passage.names[number - 1])
            if someone is not None and someone.id not in ids:
                ids.append(someone.id)
        return tuple(ids)

    def _described(self, p: int, passage: Passage, phrase: Phrase, head: str) -> Someone | None:
        """A person described by a singular noun: "the opposition leader", "the minister", "the source"."""
        lowers = passage.tokens.lowers
        first = lowers[phrase.first]
        text = passage.tokens.cut(phrase.first, phrase.stop).lower().removeprefix("the ")
        office = self.people.holder(text, p, phrase.first)
        if office is not None:
            return office
        if first != "the" or phrase.stop - phrase.first > 4 or head.endswith("s"):
            return None
        qualifiers = lowers[phrase.first + 1 : phrase.head]
        last = self._last_singular()
        if last is not None and self._has_office(last, head, qualifiers):
            return last
        if self.topic is not None and not qualifiers and self._has_office(self.topic, head, qualifiers):
            return self.topic
        if head in (
            "minister",
            "president",
            "ambassador",
            "senator",
            "general",
            "secretary",
            "governor",
            "king",
            "chairman",
        ):
            office = self.people.holder(head, p, phrase.first)
            only = not qualifiers or len(self.people.by_office.get(head, ())) == 1
            if office is not None and only and self.people.is_called(office, qualifiers):
                return office
        if (
            head
            in (
                "leader",
                "official",
                "source",
                "contact",
                "interlocutor",
                "politician",
                "diplomat",
                "businessman",
                "journalist",
                "analyst",
                "activist",
                "former",
            )
            and last is not None
            and phrase.stop - phrase.first <= 3
            and last.type == "person"
        ):
            return last
        return None

    def _has_office(self, someone: Someone, head: str, qualifiers: list[str]) -> bool:
        """Whether somebody has an office, and not one under it: an Assistant Secretary is no Secretary."""
        roles = [office_form(role) for role in someone.roles]
        if any(f"{word} {head}" in role for role in roles for word in _UNDER if word not in qualifiers):
            return False
        own = {role.split(" of ")[0].split()[-1] for role in roles if role.split(" of ")[0]}
        return head in someone.titles | own and self.people.is_called(someone, qualifiers)

    def _last_singular(self) -> Someone | None:
        for voices in reversed(self.speakers):
            if len(voices) == 1 and voices[0] in self.by_id:
                return self.by_id[voices[0]]
        return None

    def _pronoun(self, p: int, passage: Passage, phrase: Phrase, head: str) -> tuple[str, ...]:
        if head in _OWN:
            if passage.quoted[phrase.head] and self.speakers:
                return self.speakers[-1]
            return (POST,)
        if head in _SINGULAR or head in _FEMALE:
            return self._single(p, passage, phrase, head in _FEMALE)
        if head in _PLURAL:
            return self._several(p, passage, phrase, both=head == "both")
        if head in _VAGUE:
            return (self.people.group(passage.tokens.cut(phrase.first, phrase.stop), True).id,)
        return ()

    def _single(self, p: int, passage: Passage, phrase: Phrase, female: bool) -> tuple[str, ...]:
        for voices in reversed(self.speakers[-4:]):
            if len(voices) == 1:
                someone = self.by_id.get(voices[0])
                if someone is None or (someone.type in ("organisation", "place")) or someone.plural:
                    continue
                if gender(someone) is not None and gender(someone) != female:
                    continue
                return voices
        near = self._persons_before(p, passage, phrase.first)
        if self.topic is not None and self.topic.type == "person" and not self._named_here(p, passage, phrase.first):
            near.insert(0, self.topic)
        for someone in near:
            if gender(someone) is None or gender(someone) == female:
                return (someone.id,)
        return ()

    def _named_here(self, p: int, passage: Passage, place: int) -> bool:
        """Whether this paragraph names a person before the place."""
        return any(
            name.first < place and (someone := self.people.of_name[p][number]) is not None and someone.type == "person"
            for number, name in enumerate(passage.names)
        )

    def _persons_before(self, p: int, passage: Passage, place: int) -> list[Someone]:
        """Persons named before the place: the subject of the sentence before first, then the nearest."""
        number = max(0, bisect_right(passage.bounds, place, key=itemgetter(0)) - 1)
        start, before = passage.bounds[number][0], passage.bounds[max(0, number - 1)][0] if number else 0
        found: list[Someone] = []
        for low, high in ((before, start), (start, place), (0, before)):
            first = bisect_left(passage.names, low, key=attrgetter("first"))
            stop = bisect_left(passage.names, high, key=attrgetter("first"))
            for at in range(max(first, stop - _MOST_NAMES), stop):
                someone = self.people.of_name[p][at]
                if someone is not None and someone.type == "person" and someone not in found:
                    found.append(someone)
        if not found:
            for earlier in range(p - 1, max(-1, p - 3), -1):
                for number in range(len(self.people.of_name[earlier]) - 1, -1, -1):
                    someone = self.people.of_name[earlier][number]
                    if someone is not None and someone.type == "person" and someone not in found:
                        found.append(someone)
        return found

    def _several(self, p: int, passage: Passage, phrase: Phrase, *, both: bool) -> tuple[str, ...]:
        for voices in reversed(self.speakers[-5:]):
            if len(voices) > 1:
                return voices
            someone = self.by_id.get(voices[0])
            many = someone is not None and (
                someone.plural or someone.type in ("organisation", "place") or _may_be_several(someone)
            )
            if many and not both:
                return voices
        pair = self._pair_before(p, passage, phrase.first)
        if pair:
            return pair
        if both:
            last: list[str] = []
            for voices in reversed(self.speakers):
                for voice in voices:
                    if voice not in last:
                        last.append(voice)
            if len(last) >= 2:
                return tuple(sorted(last[:2]))
        return ()

    def _pair_before(self, p: int, passage: Passage, place: int) -> tuple[str, ...]:
        """Two persons joined by `and` before the place."""
        lowers = passage.tokens.lowers
        for number in range(len(passage.names) - 1, 0, -1):
            second, first = passage.names[number], passage.names[number - 1]
            if second.stop > place:
                continue
            one, two = self.people.of_name[p][number - 1], self.people.of_name[p][number]
            between = lowers[first.stop : second.title]
            if one and two and one.type == two.type == "person" and "and" in between and len(between) <= 3:
                return (one.id, two.id)
        return ()
