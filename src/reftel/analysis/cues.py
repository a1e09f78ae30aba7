"""Cues: the words by which a sentence says that somebody says, thinks, asks or wants something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import (
    ADV,
    AUX,
    BE,
    CUE,
    DET,
    HAVE,
    HUMAN,
    MODAL,
    NOUN,
    OBJ,
    OTHER,
    PHRASE,
    POSS,
    PREP,
    PRON,
    QUANT,
    CueForm,
    CuePhrase,
    cue_nouns,
    cue_phrases,
    cue_verbs,
    garbled_cue,
    words_of,
)

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_MARKS = frozenset((",", ";", ":", "--", "-", "—", "–", "(", ")", "“", "”", '"', "‘", "’", "'", "\n", ".", "?", "!"))


class Cue(NamedTuple):
    """A cue at tokens `first` to `stop`; its main word is at `verb`.

    `form` is how it takes its speaker: `finite` (X said), `ing` (saying), `passive` (was told), `asked` (Asked about),
    `accord` (according to X), `noun` (his view is that), `opinion` (in his opinion).
    `frames`, `particles` and `addressee` are as in `cue_verbs.csv`; a phrase has its `complement` instead.
    """

    first: int
    verb: int
    stop: int
    form: str
    kind: str
    frames: str = ""
    particles: frozenset[str] = frozenset()
    addressee: str = ""
    clause: int = 9
    object: int = 0
    complement: str = ""
    past: bool = False


class _Finder:
    def __init__(self, passage: Passage, first: int, stop: int) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.lowers = passage.tokens.lowers
        self.bits = passage.tokens.bits
        self.inside = passage.inside
        self.first, self.stop = first, stop
        self.verbs = cue_verbs()
        self.phrases = cue_phrases()
        self.nouns = cue_nouns()
        self.matrix = words_of("frames.toml", "matrix_verbs")
        self.helping = words_of("frames.toml", "matrix_words")
        self.carrying = words_of("frames.toml", "matrix_carriers")

    def run(self) -> list[Cue]:
        found: list[Cue] = []
        place = self.first
        bits = self.bits
        wanted = CUE | NOUN | PHRASE | (OTHER if self.passage.capitals else 0)
        while place < self.stop:
            if not bits[place] & wanted:
                place += 1
                continue
            lower = self.lowers[place]
            cue = None
            if bits[place] & PHRASE and lower in self.phrases:
                cue = self._phrase(place)
            if cue is None and self.bits[place] & CUE and not self._in_name(place):
                cue = self._verb(place)
            if (
                cue is None
                and self.passage.capitals
                and self.bits[place] & OTHER
                and lower[-1] == "d"
                and garbled_cue(lower)
            ):
                cue = self._verb(place, garbled_cue(lower))
            if cue is None and self.bits[place] & NOUN:
                cue = self._noun(place)
            if cue is None and lower == "according" and place + 2 < self.stop and self.lowers[place + 1] == "to":
                cue = Cue(place, place, place + 2, "accord", "claim", complement="accord")
            if cue is None:
                place += 1
            else:
                if found and found[-1].form == "finite" and found[-1].first == cue.first and found[-1].stop <= cue.verb:
                    found.pop()  # "wanted to assure": one cue, not two
                found.append(cue)
                place = max(cue.stop, place + 1)
        return found

    def _in_name(self, place: int) -> bool:
        number = self.inside[place]
        if not number or not self.tokens.words[place][0].isupper():
            return False
        if not self.tokens.words[place].isupper():
            return True
        name = self.passage.names[number - 1]
        return name.known is not None or (name.type == "organisation" and name.stop - name.first > 1)

    # -- verbs ----------------------------------------------------------------------------------------------

    def _group(self, place: int) -> tuple[int, list[int]]:
        """The first token of the verb group that ends at `place`, and the places of its auxiliaries, nearest first."""
        at, first = place - 1, place
        auxiliaries: list[int] = []
        while at >= self.first and place - at < 7:
            bit, lower = self.bits[at], self.lowers[at]
            if bit & AUX:
                auxiliaries.append(at)
                first = at
            elif (
                bit & ADV
                and not bit & (DET | PRON | POSS)
                and lower not in ("here", "there", "today", "yesterday", "both", "all", "himself", "herself")
            ):
                if lower not in ("however", "therefore", "meanwhile"):
                    first = at
            elif lower == "longer" and at > self.first and self.lowers[at - 1] == "no":
                at -= 1
                first = at
            else:
                break
            at -= 1
        return first, auxiliaries

    def _verb(self, place: int, word: str | None = None) -> Cue | None:
        known = self.verbs[word or self.lowers[place]]
        if self.bits[place] & PREP:
            return None  # regarding, following
        first, auxiliaries = self._group(place)
        before = self.lowers[first - 1] if first > self.first else ""
        before_bits = self.bits[first - 1] if first > self.first else 0
        after = self.lowers[place + 1] if place + 1 < self.stop else ""
        form = self._form(place, first, known, auxiliaries, before, before_bits, after)
        if not form:
            return None
        if before == "to" and form == "finite":
            matrix = self._matrix(first - 1)
            first, _ = self._group(matrix if matrix >= 0 else max(first - 2, self.first))
        stop = place + 1
        verb = known.verb
        look = place + 1
        while (
            look + 1 < self.stop
            and look < place + 3
            and self.bits[look] & ADV
            and self.lowers[look] not in verb.particles
        ):
            look += 1
        particle = self.lowers[look] if look < self.stop and self.lowers[look] in verb.particles else ""
        if particle:
            stop = look + 1
        past = ("past" in known.forms and not auxiliaries) or (
            bool(auxiliaries) and self.lowers[auxiliaries[-1]] == "did"
        )
        return Cue(
            first,
            place,
            stop,
            form,
            verb.kind,
            verb.frames,
            verb.particles,
            verb.addressee,
            verb.clause,
            verb.object,
            "particle" if particle else "",
            past,
        )

    def _form(
        self, place: int, first: int, known: CueForm, auxiliaries: list[int], before: str, before_bits: int, after: str
    ) -> str:
        forms = known.forms
        nearest = auxiliaries[0] if auxiliaries else -1
        nearest_bits = self.bits[nearest] if auxiliaries else 0
        modal = any(self.bits[aux] & MODAL for aux in auxiliaries)
        if "ing" in forms:
            if nearest_bits & BE:
                return "finite" if not modal else ""
            if (
                before_bits & (DET | POSS)
                or before in _POSSESSIVE
                or before in ("of", "for", "about", "from", "without", "to", "against", "with", "than", "like")
            ):
                return ""
            return "ing"
        if "participle" in forms and auxiliaries:
            if nearest_bits & HAVE:
                return "finite" if not modal else ""
            if nearest_bits & BE:
                return "passive"
        if "participle" in forms and "past" not in forms:
            return ""
        if before == "to" and "base" in forms and not auxiliaries:
            return self._base(place, first, auxiliaries, modal, before, before_bits)
        if "past" in forms and not auxiliaries:
            return self._past(place, first, before, before_bits, after)
        if "base" in forms:
            return self._base(place, first, auxiliaries, modal, before, before_bits)
        if "third" in forms and not auxiliaries:
            return self._third(before, before_bits, after, place)
        return ""

    def _past(self, place: int, first: int, before: str, before_bits: int, after: str) -> str:
        if (
            (before_bits & DET and not before_bits & (QUANT | PRON) and before != "that")
            or before_bits & POSS
            or before in _POSSESSIVE
        ):
            return ""
        if before in ("most", "more", "least", "less", "much", "so", "as"):
            return ""
        if self.lowers[place] in _ADJECTIVES and before in ("and", "or") and not self._takes(place + 1):
            return ""
        if (
            before_bits & QUANT
            and first - 2 >= self.first
            and self.bits[first - 2] & PREP
            and before not in ("that", "them")
        ):
            return ""
        if first == self.first or (
            before in ("when", "if", "as", "once", "until", "unless", ",")
            and after in ("about", "by", "whether", "if", "for", "why", "how", "what")
        ):
            return (
                "asked"
                if self.lowers[place] in ("asked", "questioned", "queried", "pressed", "told")
                else ("" if after == "by" else "finite")
            )
        if after == "by" or (before_bits & PREP and before not in ("before", "after", "since", "until", "to", "of")):
            return (
                ""
                if after == "by"
                else ("finite" if before in ("on", "in", "at", "by") and self.inside[first - 1] else "")
            )
        return "finite"

    def _takes(self, place: int) -> bool:
        """Whether what follows a verb reads as its complement: `that`, an article, a name, a quotation."""
        if place >= self.stop:
            return False
        bit = self.bits[place] & (DET | POSS | PREP | OBJ)
        return bool(bit or self.inside[place] or self.lowers[place] in ("that", "to")) or self.lowers[place] in _MARKS

    def _base(self, place: int, first: int, auxiliaries: list[int], modal: bool, before: str, before_bits: int) -> str:
        if auxiliaries:
            if modal:
                return "finite" if self._would_only(place) else ""
            return "finite" if any(self.lowers[aux] in ("do", "does", "did") for aux in auxiliaries) else ""
        if before == "to":
            return "finite" if self._matrix(first - 1) >= 0 else ""
        if before_bits & (QUANT | PRON) or before in ("they", "we", "i", "you", "who"):
            return "finite" if before not in ("he", "she", "it", "one", "this", "no") else ""
        if place + 1 < self.stop and self.bits[place + 1] & AUX:
            return ""  # a noun before its verb: "the Russian press has"
        if before in ("and", "but") and self.verbs[self.lowers[place]].verb.clause >= 8:
            return "finite"
        if before_bits & (DET | POSS | PREP) or before in _POSSESSIVE or not before:
            return ""
        if self.inside[first - 1] and self.passage.names[self.inside[first - 1] - 1].type in (
            "person",
            "maybe",
            "weak",
        ):
            return ""
        if (
            before.endswith(("s", "men"))
            or before in ("people", "men", "women", "police", ")", ",", "media")
            or self.inside[first - 1]
        ):
            return "finite"
        return ""

    def _would_only(self, place: int) -> bool:
        """`would only say`, `would say only`, `could only repeat`: a modal that tells what was said."""
        return self.lowers[place - 1] == "only" or self.lowers[place + 1 : place + 2] == ["only"]

    def _matrix(self, to: int) -> int:
        """The verb that governs the infinitive after `to`: `sought to`, `took pains to`, `went on to`; -1 for none."""
        at = to - 1
        while at > self.first and self.bits[at] & ADV and self.lowers[at] not in self.helping:
            at -= 1
        if at < self.first:
            return -1
        if self.lowers[at] in self.matrix:
            return at
        if self.lowers[at] not in self.helping:
            return -1
        for verb in range(at - 1, max(self.first - 1, at - 5), -1):
            if self.lowers[verb] in self.carrying:
                return verb
            if self.lowers[verb] in _MARKS or self.bits[verb] & (AUX | PRON):
                return -1
        return -1

    def _third(self, before: str, before_bits: int, after: str, place: int) -> str:
        if before in _PLURALS:
            return ""
        if (
            (before_bits & (DET | POSS | PREP) and not before_bits & (QUANT | PRON))
            or before in _POSSESSIVE
            or not before
        ):
            return ""
        if after.endswith("ing") and self.bits[place + 1] & OTHER:
            return ""  # "police volunteers giving classes"
        if after in (
            "of",
            "by",
            "and",
            "or",
            "were",
            "are",
            "was",
            "have",
            "had",
            "in",
            "from",
            "which",
            "who",
            ".",
        ) and self.lowers[place] not in ("says", "believes", "thinks", "knows", "feels"):
            return ""
        return "finite"

    # -- phrases --------------------------------------------------------------------------------------------

    def _phrase(self, place: int) -> Cue | None:
        after = self.lowers[place + 1] if place + 1 < self.stop else ""
        for phrase in self.phrases[self.lowers[place]]:
            if len(phrase.parts) > 1 and not phrase.parts[1][1] and after not in phrase.parts[1][0]:
                continue
            stop = self._match(phrase, place)
            if stop:
                return self._phrase_cue(phrase, place, stop)
        return None

    def _match(self, phrase: CuePhrase, place: int) -> int:
        at = place + 1
        for choices, gap in phrase.parts[1:]:
            limit = at + (3 if gap else 1)
            while at < limit and at < self.stop and self.lowers[at] not in choices:
                if (gap and self.inside[at] and limit - at < 8) or (gap and self.lowers[at] in _POSSESSIVE):
                    limit += 1
                if (
                    (self.lowers[at] in _MARKS and self.lowers[at] not in _POSSESSIVE)
                    or (self.bits[at] & AUX)
                    or at == limit - 1
                ):
                    return 0
                if self.lowers[at] in ("that", "to", "of") or (
                    self.bits[at] & (PRON | OBJ) and self.lowers[at] not in ("it", "her")
                ):
                    return 0
                at += 1
            if at >= limit or at >= self.stop:
                return 0
            at += 1
        return at

    def _phrase_cue(self, phrase: CuePhrase, place: int, stop: int) -> Cue | None:
        first, auxiliaries = self._group(place)
        lower = self.lowers[place]
        before = self.lowers[first - 1] if first > self.first else ""
        if lower in ("be", "have") and not auxiliaries:
            return None
        if before == "to":
            matrix = self._matrix(first - 1)
            if matrix < 0:
                return None
            first, auxiliaries = self._group(matrix)
        if any(self.bits[aux] & MODAL for aux in auxiliaries):
            return None
        form = "ing" if lower.endswith("ing") and not auxiliaries else "finite"
        if form == "ing" and first > self.first and self.bits[first - 1] & (DET | POSS):
            return None
        if stop < self.stop and self.lowers[stop] in ("in", "with", "by", "at") and lower in _BE_LIKE:
            stop += 1
        return Cue(
            first,
            place,
            stop,
            form,
            phrase.kind,
            clause=phrase.score,
            object=phrase.score,
            complement=phrase.complement,
            past=lower not in ("is", "are", "has", "have"),
        )

    # -- nouns ----------------------------------------------------------------------------------------------

    def _noun(self, place: int) -> Cue | None:
        noun = self.nouns[self.lowers[place]]
        after = self.lowers[place + 1] if place + 1 < self.stop else ""
        owner = self._owner(place)
        if owner < 0:
            return self._belief(place, noun.kind, after)
        before = self.lowers[owner - 1] if owner > self.first else ""
        if before == "by" and self.lowers[place] in ("account", "admission", "reckoning", "accounts"):
            return Cue(owner - 1, place, place + 1, "opinion", noun.kind, complement="opinion", clause=noun.score)
        start = self._in_whose(owner) if self.lowers[place] in _OPINIONS else -1
        if start >= 0:
            return Cue(start, place, place + 1, "opinion", noun.kind, complement="opinion", clause=noun.score)
        if before == "in" and self.lowers[place] in _OPINIONS:
            return Cue(owner - 1, place, place + 1, "opinion", noun.kind, complement="opinion", clause=noun.score)
        if self.lowers[place] in ("question", "questions", "query", "inquiry", "queries") and self._answered(owner):
            return Cue(place, place, place + 1, "noun", "question", complement="question", clause=8)
        if self.bits[place + 1] & BE if place + 1 < self.stop else False:
            at = place + 2
            while at < self.stop and self.bits[at] & ADV:
                at += 1
            if at < self.stop and self.lowers[at] in ("that", "to") and noun.score >= 4:
                start = owner if self.bits[owner] & POSS else place
                return Cue(start, place, at, "noun", noun.kind, complement="c", clause=noun.score)
        if after == "that" and noun.score >= 7 and place + 2 < self.stop:
            return Cue(place, place, place + 1, "noun", noun.kind, complement="c", clause=noun.score - 2)
        return None

    def _owner(self, place: int) -> int:
        """The token that owns the noun at `place`: a possessive word or 's up to three tokens before; -1 for none."""
        for at in range(place - 1, max(self.first - 1, place - 4), -1):
            if self.bits[at] & POSS or self.lowers[at] in ("'s", "’s"):
                return at
            if self.lowers[at] in _MARKS or self.bits[at] & (DET | PREP | AUX):
                return -1
        return -1

    def _in_whose(self, owner: int) -> int:
        """The token `in` before the owner of a view: `in Borge's view`, `in the Minister's opinion`; -1 for none."""
        if self.lowers[owner] not in ("'s", "’s"):
            return -1
        for at in range(owner - 1, max(self.first - 1, owner - 8), -1):
            if self.lowers[at] == "in":
                return at
            if not self.inside[at] and not self.bits[at] & (DET | HUMAN):
                return -1
        return -1

    def _answered(self, owner: int) -> bool:
        """Whether `to` or `answering` stands before the owner of a question: "in response to Senator X's question"."""
        at = owner
        while at >= self.first and owner - at < 14:
            if self.lowers[at] in ("to", "answering", "answer", "answered"):
                return True
            if at != owner and not self.inside[at] and not self.bits[at] & (DET | POSS | HUMAN):
                return False
            at -= 1
        return False

    def _belief(self, place: int, kind: str, after: str) -> Cue | None:
        """`in the belief that`, `in the view of X`."""
        if place - 2 < self.first or self.lowers[place - 1] != "the" or self.lowers[place - 2] not in ("in", "on"):
            return None
        if after == "that" and self.lowers[place - 2] == "in":
            return Cue(place - 2, place, place + 1, "ing", kind, complement="c", clause=8)
        if after == "of" and self.lowers[place] in _OPINIONS and self.lowers[place - 2] == "in":
            return Cue(place - 2, place, place + 2, "accord", kind, complement="accord", clause=8)
        return None


_PLURALS = frozenset(("many", "some", "several", "few", "no", "most", "all", "both", "any", "more", "these", "those"))
_OPINIONS = frozenset(["view", "opinion", "judgment", "judgement", "estimation", "assessment", "words", "eyes", "mind"])
#: Past forms that are as often adjectives: "and alleged lack of", ", proposed reforms".
_ADJECTIVES = words_of("hints.toml", "cues_adjectives")
_BE_LIKE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "seem",
        "seems",
        "seemed",
        "appear",
        "appears",
        "appeared",
        "remain",
        "remains",
        "remained",
    ]
)


def find_cues(passage: Passage, first: int, stop: int) -> list[Cue]:
    """The cues of one sentence, in order."""
    return _Finder(passage, first, stop).run()
