"""What is said: the words that a cue governs, where they begin and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.found import QUOTES
from reftel.analysis.lexicon import ADV, AUX, CUE, DET, HUMAN, OBJ, POSS, PREP, PRON, SUBORD, TITLE, words_of

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.subjects import Finder, Phrase

_QUESTION_WORDS = frozenset(("whether", "if", "how", "why", "what", "when", "where", "who", "which"))
_PASSING = 28
_SOME = 4  # how surely a verb reports with an object


class Complement(NamedTuple):
    """The content begins at token `first`; `kind`: that, quote, zero, question, infinitive, object, as, phrase."""

    first: int
    kind: str
    addressee: Phrase | None = None


class Reader:
    """Finds the complement of a cue in one sentence."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.words = finder.words
        self.lowers = finder.lowers
        self.bits = finder.bits
        self.inside = finder.inside
        self.quoted = finder.quoted
        self.stop = finder.stop

    def opens_quote(self, at: int) -> bool:
        return bool(self.quoted[at]) and (at == 0 or self.quoted[at - 1] != self.quoted[at])

    def read(self, cue: Cue) -> Complement | None:
        """The complement after the cue; `None` where nothing follows that the cue could govern."""
        at = self._over_adverbs(cue.stop)
        addressee: Phrase | None = None
        if at >= self.stop:
            return None
        if cue.complement and cue.complement != "particle":
            return self._of_phrase(cue, at)
        at, addressee = self._addressee(cue, at)
        if at >= self.stop:
            return None
        at = self._over_adverbs(at)
        if at >= self.stop:
            return None
        if addressee is not None and not cue.complement and self._asks_for(cue, at):
            return Complement(at, "object", addressee)
        if cue.complement == "particle" and (partner := self._partner(cue, at)):
            return Complement(partner.stop, "that", partner)
        if cue.complement == "particle" and self._visits(cue, at):
            return None
        if cue.complement == "particle" and (not self._clause_begins(at) or not {"t", "q"} & set(cue.frames)):
            return Complement(at, "object", addressee) if cue.object >= 4 or cue.clause >= 8 else None
        jump = self._past_asides(cue, at)
        if jump == at and self.words[at] == "," and cue.object >= 5:
            jump = self._past_short_aside(at)
        if jump != at:
            at = jump
        return self._kind(cue, at, addressee)

    def _visits(self, cue: Cue, at: int) -> bool:
        """Whether `called on` tells of a visit: somebody follows, and not what he shall do."""
        if not self.lowers[cue.verb].startswith("call") or self.lowers[cue.stop - 1] not in ("on", "upon"):
            return False
        host = self.finder.after(at, self.stop, addressee=True)
        if host is None or host.kind == "thing":
            return False
        return host.stop >= self.stop or self.lowers[host.stop] != "to"

    def _partner(self, cue: Cue, at: int) -> Phrase | None:
        """With whom somebody agrees that something is so; `None` where nobody stands between the cue and `that`."""
        if "t" not in cue.frames or self.lowers[cue.stop - 1] not in ("with", "to") or not self._personal(at):
            return None
        partner = self.finder.after(at, self.stop, addressee=True)
        found = partner is not None and self.lowers[partner.stop : partner.stop + 1] == ["that"]
        return partner if found else None

    def _asks_for(self, cue: Cue, at: int) -> bool:
        """Whether a preposition of the cue follows whom it addresses: "asked Borge for a boat", "briefed us on it"."""
        return cue.addressee == "d" and cue.object >= _SOME and at + 1 < self.stop and self.lowers[at] in cue.particles

    def _over_adverbs(self, at: int) -> int:
        while (
            at < self.stop
            and self.bits[at] & ADV
            and not self.inside[at]
            and not self._reflects(at)
            and self.lowers[at]
            not in ("all", "both", "there", "here", "most", "more", "further", "even", "only", "not")
        ):
            at += 1
        return at

    def _reflects(self, at: int) -> bool:
        """Whether a pronoun that mostly stresses another word is the object: "He no longer agrees with himself"."""
        ends = at + 1 >= self.stop or not self.words[at + 1][0].isalnum()
        return ends and self.lowers[at] in ("himself", "herself", "itself", "themselves")

    def _of_phrase(self, cue: Cue, at: int) -> Complement | None:
        lower = self.lowers[at]
        addressee = None
        if lower in ("to", "with") and at + 1 < self.stop and self._personal(at + 1):
            addressee = self.finder.after(at + 1, self.stop, addressee=True)
            if addressee:
                at = self._over_adverbs(addressee.stop)
        if at >= self.stop or self.words[at] in (".", ";", ")"):
            return None
        if self.words[at] == ",":
            jump = self._past_commas(at)
            if not jump:
                return None
            at = jump
        lower = self.lowers[at]
        if self.words[at] == ":":
            at += 1
        if lower.endswith("ing") and self.bits[at] & CUE and not self.bits[at] & PREP and cue.complement == "x":
            return None
        if cue.complement == "c" and lower not in ("that", "to", *_QUESTION_WORDS) and self.bits[at] & (PREP | SUBORD):
            return None
        if lower == "that":
            return Complement(at, "that", addressee)
        return Complement(at, "phrase", addressee)

    def _addressee(self, cue: Cue, at: int) -> tuple[int, Phrase | None]:
        lower = self.lowers[at]
        wanted = cue.addressee
        if (
            wanted == "d"
            and lower not in ("that", "whether", "if", "to", "not", ",", ":", "by")
            and not self.opens_quote(at)
            and not self.bits[at] & PREP
            and lower not in _QUESTION_WORDS
        ):
            found = self.finder.after(at, self.stop, addressee=True)
            if found and self._is_addressee(cue, found):
                after = self._over_more(found.stop)
                if "n" in cue.frames and found.kind == "thing" and (after >= self.stop or self.words[after] in ".,;"):
                    return at, None
                return after, found
            return at, None
        if wanted in ("t", "d") and lower == "to" and at + 1 < self.stop and self._personal(at + 1):
            found = self.finder.after(at + 1, self.stop, addressee=True)
            if found:
                return found.stop, found
        if lower == "with" and cue.object >= 5 and at + 1 < self.stop and self._personal(at + 1):
            found = self.finder.after(at + 1, self.stop, addressee=True)
            if found:
                return found.stop, found
        if wanted == "f" and lower in ("of", "from", "with") and at + 1 < self.stop and self._personal(at + 1):
            found = self.finder.after(at + 1, self.stop, addressee=True)
            if found:
                return found.stop, found
        return at, None

    def _over_more(self, at: int) -> int:
        """Over what still belongs to an addressee: an apposition between commas or in brackets."""
        if at < self.stop and self.words[at] == "(":
            close = at
            while close < self.stop and self.words[close] != ")":
                close += 1
            return min(close + 1, self.stop)
        return at

    def _is_addressee(self, cue: Cue, found: Phrase) -> bool:
        after = found.stop
        if found.kind == "thing":
            return self.lowers[after : after + 1] in (["that"], ["to"], ["whether"]) and self.lowers[cue.verb] not in (
                "asked",
                "asking",
            )
        if cue.verb + 1 < self.stop and "tell" in self._lemma(cue):
            return True
        if after < self.stop and (self.bits[after] & AUX):
            return self.bits[found.head] & OBJ != 0 and self.lowers[found.head] not in ("it", "you")
        return True

    def _lemma(self, cue: Cue) -> str:
        return (
            "tell"
            if self.lowers[cue.verb]
            in (
                "told",
                "tell",
                "tells",
                "telling",
                "informed",
                "inform",
                "informs",
                "informing",
                "assured",
                "assure",
                "assures",
                "assuring",
                "reassured",
                "notified",
            )
            else ""
        )

    def _personal(self, at: int) -> bool:
        if self.inside[at]:
            return self.finder.passage.names[self.inside[at] - 1].type in (
                "person",
                "maybe",
                "office",
                "organisation",
                "demonym",
            )
        if self.bits[at] & (OBJ | HUMAN | TITLE):
            return True
        look = at
        while look < min(self.stop - 1, at + 4) and (self.bits[look] & (DET | POSS) or look > at):
            look += 1
            if look < self.stop and self.bits[look] & PREP:
                return False
            if look < self.stop and (
                self.bits[look] & (HUMAN | TITLE)
                or (
                    self.inside[look]
                    and self.finder.passage.names[self.inside[look] - 1].type in ("person", "maybe", "office")
                )
            ):
                return bool(self.bits[at] & (DET | POSS))
        return False

    def _clause_begins(self, at: int) -> bool:
        return self.lowers[at] == "that" or self.opens_quote(at) or (self.lowers[at] in _QUESTION_WORDS)

    def _past_asides(self, cue: Cue, at: int) -> int:
        """Over "in an interview on May 2" and ", however," to the `that` or the quotation that the cue waits for."""
        if "t" not in cue.frames and "q" not in cue.frames and "i" not in cue.frames:
            return at
        if self.words[at] == ",":
            return self._past_commas(at) or at
        if (not self.bits[at] & PREP and not self._is_time(at)) or self.lowers[at] == "to":
            return at
        for look in range(at + 1, min(self.stop, at + _PASSING)):
            lower = self.lowers[look]
            if lower == "that" and not self._demonstrative(look):
                return look
            if self.opens_quote(look) and self.words[look - 1] in (",", ":"):
                return look
            if self.words[look] in (";", ".", "--") or self.bits[look] & AUX:
                return at
        return at

    def _demonstrative(self, at: int) -> bool:
        """Whether the `that` at `at` points ("at that time") and opens no clause."""
        return bool(self.bits[at - 1] & PREP) or self.lowers[at + 1 : at + 2] in (
            ["time"],
            ["day"],
            ["evening"],
            ["morning"],
            ["meeting"],
            ["point"],
            ["would"],
            ["was"],
            ["had"],
            ["has"],
            ["is"],
            ["were"],
        )

    def _past_commas(self, comma: int) -> int:
        """Over ", ... ," to a `that` or a quotation; 0 where there is none."""
        if comma + 1 < self.stop and self.opens_quote(comma + 1):
            return comma + 1
        for look in range(comma + 1, min(self.stop, comma + 26)):
            if self.words[look] in (";", "."):
                return 0
            if self.words[look] == "," and look + 1 < self.stop:
                after = look + 1
                if self.words[after] in QUOTES and self.quoted[after] == self.quoted[look]:
                    after += 1  # the comma stands inside a quotation that ends here
                while after < self.stop and self.bits[after] & ADV:
                    after += 1
                return (
                    after
                    if after < self.stop
                    and (self.lowers[after] in ("that", "to", "whether") or self.opens_quote(after))
                    else 0
                )
        return 0

    def _past_short_aside(self, comma: int) -> int:
        """Over ", with evident fondness," to the object that follows; `comma` where no such aside stands there."""
        if comma + 1 >= self.stop or not self.bits[comma + 1] & (PREP | ADV):
            return comma
        for look in range(comma + 2, min(self.stop - 1, comma + 8)):
            if self.bits[look] & (AUX | CUE) or self.words[look] in (".", ";"):
                return comma
            if self.words[look] == ",":
                after = look + 1
                return after if self.bits[after] & (DET | POSS) or self.inside[after] else comma
        return comma

    def _is_time(self, at: int) -> bool:
        lower = self.lowers[at]
        return lower in _TIMES or (
            lower in ("the", "this", "last", "that")
            and self.lowers[at + 1 : at + 2]
            in (["evening"], ["morning"], ["week"], ["month"], ["day"], ["afternoon"], ["night"])
        )

    def _kind(self, cue: Cue, at: int, addressee: Phrase | None) -> Complement | None:
        lower = self.lowers[at]
        frames = cue.frames
        if "p" in frames and self._is_chance(at):
            return Complement(at, "chance", addressee)
        if "x" in frames:
            return Complement(at, "object", addressee) if self._is_naming(at) else None
        if lower == "that" and "t" in frames:
            return Complement(at, "that", addressee)
        if self.opens_quote(at) and ("q" in frames or "t" in frames):
            return Complement(at, "quote", addressee)
        if self.words[at] == ":":
            return (
                Complement(at + 1, "quote" if at + 1 < self.stop and self.quoted[at + 1] else "zero", addressee)
                if at + 1 < self.stop
                else None
            )
        if self.lowers[cue.verb] in ("sees", "see") and lower in _SEEN and not self._find_as(at):
            return Complement(at, "object", addressee)
        if lower in _QUESTION_WORDS and "w" in frames:
            return Complement(at, "question", addressee)
        if lower in ("to", "not") and "i" in frames and (lower == "to" or self.lowers[at + 1 : at + 2] == ["to"]):
            done = at + 1 >= self.stop or not self.words[at + 1][0].isalnum()
            return None if done else Complement(at, "infinitive", addressee)
        if self.words[at] in (",", ".", ";", ")", "?", "!", "--", "—"):
            return None
        if self.bits[at] & PREP and lower not in ("to", "like", "about", "on"):
            if self._clause_after_prefix(cue, at):
                return Complement(at, "zero", addressee)
            return None
        if (
            lower in ("if", "because", "while", "although", "when", "since", "unless")
            and "t" in frames
            and cue.clause >= 8
        ):
            return Complement(at, "zero", addressee)
        if "t" in frames and not self._in_relative(cue) and self._zero_clause(cue, at):
            return Complement(at, "zero", addressee)
        if "a" in frames:
            place = self._find_as(at)
            if place:
                return Complement(at, "as", addressee)
        if (
            "n" in frames
            and not self.bits[at] & PREP
            and cue.object >= 3
            and lower not in ("and", "or", "but", "as", "by", "so", "that")
        ):
            return Complement(at, "object", addressee)
        if "g" in frames and lower.endswith("ing"):
            return Complement(at, "object", addressee)
        return None

    def _is_chance(self, at: int) -> bool:
        """Whether the clause rates a chance: "put at 60 percent the chance that ..."."""
        stop = at
        while stop < min(self.stop, at + 30) and self.words[stop] not in (";", ":"):
            stop += 1
        words = self.lowers[at:stop]
        if not words:
            return False
        if any(
            word in ("at", "in") and self.words[near][0].isdecimal() and near - at < 14
            for near, word in enumerate(self.lowers[at : stop - 1], start=at + 1)
        ) and self.lowers[at] not in ("up", "down", "out", "off", "in", "on", "forward", "pressure"):
            return True
        if (
            words[0] not in ("up", "rise", "way", "birth", "in")
            and any(word in _SPANS for word in words[1:9])
            and len(words) < 16
        ):
            return self.lowers[at - 1] in ("gave", "gives", "give", "giving")
        rated = any(word == "percent" or word.endswith("%") for word in words)
        if any(word in _CHANCES for word in words):
            return rated or "in" in words or "to" in words or "even" in words
        return rated and words[0] in ("it", "this", "that", "them") and "at" in words[:4]

    def _is_naming(self, at: int) -> bool:
        """Whether something is called a name: "called the dam an act of war", "called it 'poetry'"."""
        for look in range(at + 1, min(self.stop, at + 12)):
            if self.words[look] in (".", ";", ":", ","):
                break
            if self.opens_quote(look) or (self.lowers[look] in ("a", "an") and not self.bits[look - 1] & PREP):
                return True
        return self.lowers[at] in ("it", "this")

    def _clause_after_prefix(self, cue: Cue, at: int) -> bool:
        """Zero-that after an introduction ("said in urban areas people ..."), where the cue takes clauses only."""
        if "t" not in cue.frames or cue.object > 4 or cue.clause < 9:
            return False
        return any(self.bits[look] & AUX for look in range(at, min(self.stop, at + 14)))

    def _in_relative(self, cue: Cue) -> bool:
        """Whether the verb of a relative clause is followed by an object: "who had ruled the town was arrested"."""
        return cue.object >= 5 and cue.first > 0 and self.lowers[cue.first - 1] in ("who", "which")

    def _zero_clause(self, cue: Cue, at: int) -> bool:
        if cue.clause < 7:
            return False
        if cue.object <= 2 or (cue.object <= 4 and cue.clause >= 9 and self.finder.passage.capitals):
            return not self._is_feeling(cue, at)
        depth = 0
        for look in range(at, min(self.stop, at + 14)):
            word, bit = self.words[look], self.bits[look]
            if word == "(":
                depth += 1
            elif word == ")":
                depth -= 1
            if depth:
                continue
            if word in (",", ";", ".", "--") or (
                self.lowers[look] in ("that", "which", "who", "whom", "whose") and look > at
            ):
                return False
            if bit & AUX and look > at and self.lowers[look] not in ("having", "being", "be", "been"):
                return True
            if bit & CUE and look > at and self.finder.is_verb(look) and self.bits[look - 1] & PRON:
                return True
            if look > at + 1 and cue.clause >= 7 and self._is_past(look):
                return True
        return False

    def _is_feeling(self, cue: Cue, at: int) -> bool:
        """`felt threatened`, `felt compelled to`: how somebody feels, not what is thought."""
        felt = self.lowers[cue.verb] in ("felt", "feel", "feels", "feeling")
        return felt and self.lowers[at].endswith(("ed", "ful", "en"))

    def _is_past(self, look: int) -> bool:
        """Whether a word after a noun reads as a finite verb: "15,000 people participated"."""
        lower = self.lowers[look]
        if self.bits[look - 1] & (DET | PREP | AUX | POSS | ADV) or self.inside[look]:
            return False
        if lower in _PASTS:
            return True
        after = self.lowers[look + 1] if look + 1 < self.stop else ""
        return len(lower) > 4 and lower.endswith("ed") and after != "by" and self._is_plural(look - 1)

    def _is_plural(self, at: int) -> bool:
        return self.lowers[at].endswith("s") or bool(self.bits[at] & HUMAN)

    def _find_as(self, at: int) -> int:
        for look in range(at + 1, min(self.stop, at + 40)):
            if self.words[look] == ";" or (
                self.words[look] == "," and self.lowers[look + 1 : look + 2] in (["and"], ["but"])
            ):
                return 0
            if self.lowers[look] == "as" and self.lowers[look - 1] not in ("such", "well", "as", "soon", "far", "long"):
                return look
        return 0


_SEEN = words_of("hints.toml", "complements_seen")
_CHANCES = frozenset(("chance", "chances", "odds", "probability", "likelihood", "risk", "likely"))
_PASTS = frozenset(("came", "went", "took", "gave", "fell", "rose", "drew", "began", "became", "stood", "ran", "grew"))
_SPANS = frozenset(("year", "years", "month", "months", "weeks", "days"))
_TIMES = words_of("hints.toml", "complements_times")
