"""Noun phrases around a cue: who speaks, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import (
    ADV,
    AUX,
    COORD,
    CUE,
    DET,
    HUMAN,
    OBJ,
    POSS,
    PREP,
    PRON,
    QUANT,
    REL,
    SUBORD,
    TITLE,
    cue_verbs,
)

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage

_HARD = frozenset((";", ":", "--", "—", "–", "(", "“", "”", '"', "\n", "?", "!"))
_LONGEST = 32
_LONGEST_ASIDE = 8  # tokens in brackets inside a noun phrase
#: Words that begin an apposition or a relative clause between commas.
_ASIDES = frozenset(
    ("who", "whom", "whose", "which", "where", "himself", "herself", "former", "senior", "deputy", "first", "chief")
)


class Phrase(NamedTuple):
    """A noun phrase at tokens `first` to `stop`, its head at `head`. `kind`: person, pronoun, human, thing."""

    first: int
    stop: int
    head: int
    kind: str


class Finder:
    """Finds noun phrases in one sentence of a passage."""

    def __init__(self, passage: Passage, first: int, stop: int) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.words = passage.tokens.words
        self.lowers = passage.tokens.lowers
        self.bits = passage.tokens.bits
        self.inside = passage.inside
        self.quoted = passage.quoted
        self.first, self.stop = first, stop
        self.verbs = cue_verbs()

    # -- before a verb --------------------------------------------------------------------------------------

    def before(self, verb: int) -> Phrase | None:
        """The subject that ends right before the verb group at `verb`; `None` where there is none of its own."""
        stop = verb
        while (
            stop > self.first
            and self.bits[stop - 1] & ADV
            and not self.bits[stop - 1] & (QUANT | PRON)
            and not self.inside[stop - 1]
        ):
            stop -= 1
        if stop <= self.first:
            return None
        last = self.lowers[stop - 1]
        if last in (",", "--", "—"):
            return self._over_comma(stop - 1)
        if last == ")":
            opened = self._opening(stop - 1)
            return self.before(opened) if opened > self.first else None
        if last in _HARD or (self.bits[stop - 1] & COORD and last != "both"):
            return None
        if self.bits[stop - 1] & (PRON | QUANT) and not self.inside[stop - 1]:
            if last in ("who", "which"):
                return self._antecedent(stop - 1)
            if last in ("that", "there"):
                return None
            if self.bits[stop - 1] & PRON or self.bits[stop - 1] & QUANT:
                return Phrase(stop - 1, stop, stop - 1, "pronoun")
        if last in ("who", "which", "that"):
            return self._antecedent(stop - 1)
        start = self._left(stop)
        if "who" in self.lowers[start:stop] and start > self.first:  # the minister who in 2004
            return self._antecedent(self.lowers.index("who", start))
        return self._phrase(start, stop)

    def _opening(self, close: int) -> int:
        at = close
        while at > self.first and self.words[at] != "(":
            at -= 1
        return at

    def _antecedent(self, relative: int) -> Phrase | None:
        stop = relative
        if stop > self.first and self.lowers[stop - 1] in (",", "--", "—"):
            stop -= 1
        if stop > self.first and self.lowers[stop - 1] == ")":
            stop = self._opening(stop - 1)
        if stop <= self.first:
            return None
        start = self._left(stop)
        named = self._named_before(start)
        if named is not None and self.lowers[relative - 1] == ",":
            return named
        for at in range(stop - 1, start, -1):
            if (
                self.bits[at] & PREP
                and self.lowers[at] != "of"
                and not self.inside[at]
                and self.lowers[relative] != "who"
            ):
                start = at + 1
                break
        return self._phrase(start, stop)

    def _named_before(self, start: int) -> Phrase | None:
        """The person whose apposition begins at `start`: "Ola Borge, close adviser of Lund, who ..."."""
        number = self.inside[start - 2] if start - 2 >= self.first and self.words[start - 1] == "," else 0
        name = self.passage.names[number - 1] if number else None
        if name is None or name.type not in ("person", "maybe") or self.inside[start]:
            return None
        return Phrase(name.title, name.stop, name.stop - 1, "person")

    def _over_comma(self, comma: int) -> Phrase | None:
        """The subject before an apposition, a relative clause or an aside between commas that ends at `comma`."""
        at = comma - 1
        for _ in range(4):
            opened = self._comma_before(at)
            if opened < 0:
                return None
            after = opened + 1
            inner = self.bits[after]
            lower = self.lowers[after]
            aside = (
                lower in _ASIDES
                or bool(inner & (PREP | DET | POSS | TITLE | HUMAN | ADV))
                or lower.endswith(("ing", "ed"))
            )
            stop = opened
            number = self.inside[after]
            if number and self.passage.names[number - 1].stop == comma and opened > self.first:
                named = self.passage.names[number - 1]
                if named.type in ("person", "maybe") and self.bits[opened - 1] & (HUMAN | TITLE) | (
                    self.lowers[opened - 1][0].islower()
                ):
                    return Phrase(named.title, named.stop, named.stop - 1, "person")
            if aside and stop > self.first:
                if self.lowers[stop - 1] == ")":
                    stop = self._opening(stop - 1)
                if self.bits[stop - 1] & (PRON) and self.lowers[stop - 1] not in ("that", "there", "who"):
                    return Phrase(stop - 1, stop, stop - 1, "pronoun")
                start = self._left(stop)
                phrase = self._phrase(start, stop)
                if phrase and phrase.kind == "thing" and lower in ("who", "whose"):
                    phrase = phrase._replace(kind="human")
                if phrase and phrase.kind != "thing" and not (self.bits[phrase.first] & PREP):
                    return phrase
            at = opened - 1
        return None

    def _comma_before(self, place: int) -> int:
        depth = 0
        for at in range(place, self.first - 1, -1):
            word = self.words[at]
            if word == ")":
                depth += 1
            elif word == "(":
                depth -= 1
            elif word in (",", "--", "—") and depth <= 0:
                return at
            elif word == ";":
                return -1
        return -1

    def _left(self, stop: int) -> int:
        """The first token of the noun phrase that ends before `stop`."""
        at = stop - 1
        limit = max(self.first, stop - _LONGEST)
        while at >= limit:
            bit, lower = self.bits[at], self.lowers[at]
            if self.inside[at]:
                at -= 1
                continue
            if lower == ")":
                opened = self._opening(at)
                if opened == self.first or at - opened > _LONGEST_ASIDE:
                    return at + 1  # what stands there is a clause, or its bracket was never opened
                at = opened - 1
                continue
            if self.words[at].isdecimal() and at + 1 < stop and self.bits[at + 1] & DET:
                return at + 1  # in 1978 the bank
            if lower in _HARD or lower == ".":
                if lower == "." and at + 1 < stop and self.inside[at + 1] and self.bits[at - 1] & TITLE:
                    at -= 1
                    continue
                return at + 1
            if lower == ",":
                if self._is_list(at, stop):
                    at -= 1
                    continue
                return at + 1
            if bit & AUX:
                relative = self._relative_before(at)
                if relative < 0:
                    return at + 1
                at = relative - 1
                continue
            if lower == "that" or bit & SUBORD:
                return at + 1
            if bit & REL or lower in ("which", "whom"):
                at -= 1
                continue
            if bit & CUE and self.is_verb(at):
                relative = self._relative_before(at)
                if relative < 0:
                    return at + 1
                at = relative - 1
                continue
            if bit & COORD:
                if lower not in {"and", "or"}:
                    return at + 1
                if not self._joins_names(at, limit):
                    return at + 1
                at -= 1
                continue
            if (bit & PRON and not bit & (QUANT | POSS | OBJ)) or lower in ("us", "me", "him", "them"):
                return at + 1
            at -= 1
        return limit if at < limit else at + 1

    def is_verb(self, at: int) -> bool:
        forms = self.verbs[self.lowers[at]].forms
        before = self.bits[at - 1] if at > self.first else 0
        if before & (DET | POSS) or self.lowers[at - 1] in ("'s", "’s") or self.inside[at]:
            return False
        if "past" in forms or "ing" in forms:
            return True
        if at + 1 < self.stop and self.bits[at + 1] & AUX:
            return False
        return bool(before & (PRON | QUANT)) or bool(at > self.first and self.inside[at - 1])

    def _relative_before(self, verb: int) -> int:
        """The relative pronoun that the verb at `verb` belongs to, if it stands close before it; -1 for none."""
        for at in range(verb - 1, max(self.first, verb - 5) - 1, -1):
            if self.lowers[at] in ("who", "which", "whom", "whose"):
                return at
            if self.lowers[at] in (",", ";"):
                return -1
        return -1

    def _is_list(self, comma: int, stop: int) -> bool:
        """Whether the comma stands in a list of names that ends before `stop`: "A, B, and C"."""
        at = comma + 1
        while at < stop and self.lowers[at] not in ("and", ","):
            at += 1
        if at >= stop:
            return False
        if self.lowers[at] == "and" and at == comma + 1:
            at = comma + 1
        number = self.inside[comma - 1]
        if (
            not number
            or self.bits[self.first] & PREP
            or self.passage.names[number - 1].type not in ("person", "maybe", "organisation")
        ):
            return False
        return any(self.inside[comma + 1 : at + 3])

    def _joins_names(self, place: int, limit: int) -> bool:
        """Whether the `and` at `place` joins two noun phrases (and not two clauses)."""
        if place <= self.first:
            return False
        if self.lowers[place - 1] == ",":
            return bool(self.inside[place - 2]) if place - 2 >= self.first else False
        at = place - 1
        steps = 0
        while at >= limit and steps < 14:
            bit, lower = self.bits[at], self.lowers[at]
            if lower in (",", "that", *_HARD) or bit & SUBORD:
                return steps > 0
            if bit & AUX or (bit & CUE and self.is_verb(at)):
                return self._relative_before(at) >= 0
            if bit & PRON and not bit & (QUANT | POSS | OBJ):
                return False
            at -= 1
            steps += 1
        return steps > 0

    def _phrase(self, start: int, stop: int) -> Phrase | None:
        """Make a phrase of the tokens: cut adverbs and introductions at its start, find its head."""
        while start < stop and (
            self.lowers[start] in (",", "and", "but", "or", "so", "for", "while", "that", ".")
            or (
                self.bits[start] & ADV
                and not self.bits[start] & (QUANT | DET | TITLE)
                and not self.inside[start]
                and self.lowers[start] not in ("almost", "nearly", "both", "all")
            )
        ):
            start += 1
        if start >= stop:
            return None
        if self.bits[start] & PREP and self.lowers[start] != "like":
            start = self._last_name(start, stop)
            if start < 0:
                return None
        head = self._head(start, stop)
        return Phrase(start, stop, head, self._kind(head, start))

    def _last_name(self, start: int, stop: int) -> int:
        """After an introduction without a comma ("In Paris Borge said"): the phrase that ends before `stop`."""
        at = stop - 1
        if self.inside[at]:
            name = self.passage.names[self.inside[at] - 1]
            first = max(name.title, start)
            while first > start and self.bits[first - 1] & DET:
                first -= 1
            return first if first > start else -1
        if self.bits[at] & (HUMAN | TITLE):
            while at > start and not self.bits[at] & (DET | POSS) and not self.bits[at - 1] & PREP:
                at -= 1
            return at if at > start else -1
        return -1

    def _head(self, start: int, stop: int) -> int:
        """The head: the last token before the first preposition, relative or comma inside the phrase."""
        at = start
        while at < stop:
            number = self.inside[at]
            if number:
                name = self.passage.names[number - 1]
                at = name.stop
                if at < stop and self.lowers[at] in ("'s", "’s", "'", "’"):
                    at += 1
                continue
            if at > start and (
                self.bits[at] & (PREP | REL) or self.lowers[at] in (",", "(", "and", "who", "which", "that")
            ):
                if self.lowers[at] == "of" and self.bits[at - 1] & QUANT and self.bits[start] & QUANT:
                    return at - 1
                return at - 1
            at += 1
        return min(at, stop) - 1

    def _kind(self, head: int, start: int) -> str:
        number = self.inside[head]
        if number:
            kind = self.passage.names[number - 1].type
            if kind == "maybe" and self.lowers[head - 1] in ("a", "an"):
                return "thing"
            return (
                "person"
                if kind in ("person", "maybe", "office")
                else "human"
                if kind in ("organisation", "demonym", "country")
                else "thing"
            )
        if self.bits[head] & (PRON | QUANT):
            return "pronoun"
        if self.lowers[head].startswith("xxxx"):
            return "human"  # a name taken out before publication
        if self.bits[head] & (HUMAN | TITLE):
            return "human"
        if any(
            self.bits[at] & HUMAN and self.lowers[at + 1] not in ("'s", "’s", "'", "’") for at in range(start, head)
        ):
            return "human"
        if self.lowers[head + 1 : head + 2] == ["and"] and head + 2 < self.stop and self._names_people(head + 2):
            return "human"
        if len(self.lowers[head]) > 5 and self.lowers[head].endswith(("men", "ists", "ers", "ians")):
            return "human"
        return "thing"

    def _names_people(self, at: int) -> bool:
        """Whether the second of two joined phrases begins with a name or a word for people: "X and the Congress"."""
        while at < self.stop - 1 and self.bits[at] & DET and not self.inside[at]:
            at += 1
        if self.inside[at]:
            return self.passage.names[self.inside[at] - 1].type in ("person", "organisation", "office")
        return bool(self.bits[at] & (HUMAN | TITLE))

    # -- after a word ---------------------------------------------------------------------------------------

    def after(self, place: int, limit: int, *, addressee: bool = False) -> Phrase | None:
        """The noun phrase that begins at `place`: of an inverted cue, of `by X` or an addressee."""
        at = place
        while at < limit and self.lowers[at] in ("both", "all") and at + 1 < limit and not addressee:
            at += 1
        if at >= limit:
            return None
        if (
            self.bits[at] & (OBJ | PRON)
            and self.lowers[at] not in ("that", "his", "her", "its")
            and not self.inside[at]
        ):
            return Phrase(place, at + 1, at, "pronoun")
        if (self.lowers[at] == "her" and at + 1 < limit and self.bits[at + 1] & (PREP | PRON | DET | COORD)) or (
            self.lowers[at] in ("her", "others", "some") and self.lowers[at + 1 : at + 2] in (["that"], ["to"], [","])
        ):
            return Phrase(place, at + 1, at, "pronoun")
        start = at
        while at < limit:
            number = self.inside[at]
            if number:
                at = self.passage.names[number - 1].stop
                if at < limit and self.lowers[at] in ("'s", "’s"):
                    at += 1
                    continue
                if at < limit and self._goes_on(at, limit):
                    at += 1
                    continue
                if self.passage.names[number - 1].type in ("person", "maybe", "organisation", "office"):
                    break
                continue
            bit, lower = self.bits[at], self.lowers[at]
            if lower == "that" and at > start and self.bits[at - 1] & PREP:
                at += 1
                continue
            if (
                lower in _HARD
                or lower in (",", ".", ")", "that", "whether", "if", "to", "not")
                or bit & (AUX | SUBORD | REL)
            ):
                break
            if at > start and bit & DET and not bit & POSS and not self.bits[at - 1] & (PREP | QUANT | DET | COORD):
                break
            if bit & PRON and not bit & POSS and at > start:
                break
            if bit & COORD and not (
                at + 1 < limit and (self.inside[at + 1] or self.bits[at + 1] & (HUMAN | TITLE | DET))
            ):
                break
            if bit & PREP and lower != "of" and at > start and (addressee or lower not in ("from", "at", "for", "in")):
                break
            if bit & CUE and at > start and self.is_verb(at) and not self.bits[at - 1] & (DET | PREP):
                break
            at += 1
        if at <= start:
            return None
        head = self._head(start, at)
        return Phrase(start, at, head, self._kind(head, start))

    def _goes_on(self, at: int, limit: int) -> bool:
        """Whether a noun phrase goes on after a name at `at`: "Abilov and Zhandosov", "Minister of X"."""
        if self.lowers[at] == "and" and at + 1 < limit:
            if self.lowers[at + 1] in ("other", "others", "several", "members", "various"):
                return True
            number = self.inside[at + 1]
            title = self.bits[at + 1] & TITLE and at + 2 < limit
            return bool(
                number and self.passage.names[number - 1].type in ("person", "maybe") and not self._verb_follows(number)
            ) or bool(title)
        return False

    def _verb_follows(self, number: int) -> bool:
        after = self.passage.names[number - 1].stop
        return after < self.stop and bool(self.bits[after] & (CUE | AUX))
