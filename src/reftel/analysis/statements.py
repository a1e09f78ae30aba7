"""Who said what: the statements of one paragraph, from its cues, subjects and complements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reftel.analysis.complements import Complement, Reader
from reftel.analysis.cues import Cue, find_cues
from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, HUMAN, NOUN, PREP, SUBORD, words_of
from reftel.analysis.subjects import Finder, Phrase

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage

_CLAUSE_JOINTS = frozenset(("while", "whereas", "although", "though", "but", "yet", "however"))
_QUOTES = frozenset(("”", '"', "’", "'", "»"))


@dataclass(slots=True)
class Found:
    """A statement while it is being put together: all places are tokens of the passage."""

    sentence: int
    cue: Cue | None
    source: Phrase | None
    pieces: list[tuple[int, int]]
    construction: str
    addressee: Phrase | None = None
    within: Found | None = None
    shared: Found | None = None  # speaks with the speaker of that one
    kind: str = "claim"
    implied: bool = False
    own_comment: bool = False
    silent: bool = False  # a cue whose speaker is not named
    voices: tuple[str, ...] = ()
    listeners: tuple[str, ...] = ()
    run: int = 0  # the how manieth sentence of continued speech this is
    label: int = -1  # the token of the word Comment before a comment of the post


@dataclass(slots=True)
class _Plan:
    """A cue with what stands around it."""

    cue: Cue
    subject: Phrase | None
    post: bool = False  # stands after or inside what it reports
    joint: int = -1  # where the preceding content must stop
    shared: bool = False
    nested: bool = False
    inverted: Phrase | None = None


class SentenceReader:
    """Reads the statements of one sentence."""

    def __init__(self, passage: Passage, number: int) -> None:
        self.passage = passage
        self.number = number
        self.first, self.stop = passage.bounds[number]
        self.words = passage.tokens.words
        self.lowers = passage.tokens.lowers
        self.bits = passage.tokens.bits
        self.quoted = passage.quoted
        self.inside = passage.inside
        self.finder = Finder(passage, self.first, self.stop)
        self.reader = Reader(self.finder)
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        """The statements of the sentence, in the order of their cues."""
        cues = find_cues(self.passage, self.first, self.stop)
        if not cues:
            return []
        plans = [self._plan(cue) for cue in cues]
        for place, plan in enumerate(plans):
            self._place(plans, place, plan)
        return self.found

    # -- arrangement ----------------------------------------------------------------------------------------

    def _plan(self, cue: Cue) -> _Plan:
        plan = _Plan(cue, None)
        if cue.form in ("finite", "passive"):
            plan.subject = self.finder.before(cue.first)
            if plan.subject is None or plan.subject.kind == "thing":
                plan.inverted = self._inversion(cue)
            plan.post = self._is_post(cue, plan)
            plan.joint = self._joint(plan)
        elif cue.form == "ing":
            plan.joint = (
                cue.first if cue.complement == "c" and self.lowers[cue.first] == "in" else self._comma_joint(cue.first)
            )
        return plan

    def _inversion(self, cue: Cue) -> Phrase | None:
        """`said X` after a quotation or a comma."""
        at = cue.first
        if cue.form != "finite" or "q" not in cue.frames or at - 1 < self.first:
            return None
        if self.words[at - 1] not in (",", *_QUOTES, "?", "!"):
            return None
        phrase = self.finder.after(cue.stop, self.stop)
        if phrase and phrase.kind in ("person", "human", "pronoun"):
            after = phrase.stop
            if (
                after >= self.stop
                or self.words[after] in (",", ".", ";", "--", "—", "“", '"')
                or self.bits[after] & PREP
            ):
                return phrase
        return None

    def _is_post(self, cue: Cue, plan: _Plan) -> bool:
        """Whether the cue stands after or inside its content: `..., he said.`, `..., X noted, ...`."""
        if plan.inverted:
            return True
        if plan.subject is not None and any(
            self.lowers[at] in ("what", "how", "whatever", "which", "that", "as", "than", "when", "if")
            for at in range(max(self.first, plan.subject.first - 1), plan.subject.stop)
        ):
            return False
        if cue.form == "passive" or plan.subject is None or "q" not in cue.frames:
            return False
        before = plan.subject.first - 1
        if before < self.first or self.words[before] not in (",", *_QUOTES, "--", "—", "?", "("):
            return False
        after = self._after_cue(cue)
        if (
            after < self.stop
            and self.words[after] not in (",", ".", ";", ")", "--", "—", ":", "?")
            and not (self.words[after] in _QUOTES and self.quoted[after])
        ):
            return False
        if after < self.stop and self.words[after] == "," and self.lowers[after + 1 : after + 2] == ["that"]:
            return False
        if after < self.stop and self.words[after] == ":":
            return False
        left = self._clause_start(before)
        if before - left < 1:
            return False
        if self.words[before] in _QUOTES:
            return True
        opener = self.lowers[left]
        if (
            after < self.stop
            and self.reader.opens_quote(after)
            and not self.quoted[before - 1]
            and opener not in ("if", "unless", "should", "were", "even")
            and (opener.endswith(("ing", "ed")) or self.bits[left] & (PREP | SUBORD | ADV))
        ):
            return False
        if after < self.stop - 1 and self.words[after] == ",":
            if self.reader.opens_quote(after + 1) and self.bits[left] & (PREP | SUBORD) and not self.quoted[before - 1]:
                return False  # In Paris, Borge said, "..."
            return not (self.bits[left] & PREP and self._past_that(after))
        return any(self.bits[at] & AUX or self.bits[at] & CUE for at in range(left, before)) or before - left > 4

    def _past_that(self, comma: int) -> bool:
        """Whether a second comma and `that` follow: the words between the commas are an aside."""
        for at in range(comma + 1, min(self.stop - 1, comma + 25)):
            if self.words[at] == "," and self.lowers[at + 1] == "that":
                return True
        return False

    def _after_cue(self, cue: Cue) -> int:
        """The token after the cue, its addressee and a short adverbial."""
        at = cue.stop
        while at < self.stop and self.bits[at] & ADV and not self.inside[at]:
            at += 1
        if at < self.stop and cue.addressee == "d" and self.words[at] not in (",", ".", ";", ")"):
            phrase = self.finder.after(at, self.stop, addressee=True)
            if phrase:
                at = phrase.stop
        steps = 0
        while (
            at < self.stop
            and steps < 9
            and self.words[at] not in (",", ".", ";", ")", ":", "--", "—")
            and not self.quoted[at]
        ):
            if steps == 0 and not (
                self.bits[at] & PREP or self.lowers[at] in ("today", "yesterday", "last") or self.lowers[at] in _MONTHS
            ):
                break
            if self.bits[at] & AUX or self.lowers[at] in ("that", "whether"):
                break
            at += 1
            steps += 1
        return at

    def _clause_start(self, place: int) -> int:
        """Where the clause before `place` begins: after the last semicolon, or at the start of the sentence."""
        at = place - 1
        while at >= self.first and self.words[at] != ";":
            at -= 1
        at += 1
        while (
            at < place
            and (self.lowers[at] in ("and", "but") or self.words[at] in (",", "-", "--", ")"))
            and not self.quoted[at]
        ):
            at += 1
        return at

    def _joint(self, plan: _Plan) -> int:
        """Where content before this cue has to stop, if its clause is beside, not inside, what goes before; else -1."""
        start = plan.subject.first if plan.subject and not plan.inverted else plan.cue.first
        at = start - 1
        while at >= self.first and self.bits[at] & ADV and not self.inside[at]:
            at -= 1
        if at < self.first:
            return -1
        if plan.post:
            left = self._clause_start(start - 1) - 1
            while left > self.first and self.words[left] != ";":
                left -= 1
            return left if self.words[left] == ";" else at
        word, lower = self.words[at], self.lowers[at]
        own = plan.subject is not None
        if word in (";", "\n"):
            return at
        if lower in _CLAUSE_JOINTS:
            return at - 1 if at > self.first and self.words[at - 1] == "," else at
        if lower == "and":
            if at > self.first and self.words[at - 1] in (",", ";"):
                return at - 1
            return at if not own or (plan.subject and plan.subject.kind == "person" and plan.cue.clause >= 9) else -1
        if word == "," and (own or plan.cue.form == "finite"):
            return at
        if lower in ("when", "as", "after", "before", "because", "since", "if") and own:
            return -1
        return -1

    def _comma_joint(self, place: int) -> int:
        at = place - 1
        while at >= self.first and self.lowers[at] in (
            "and",
            "while",
            "by",
            "in",
            "but",
            "also",
            "even",
            "then",
            "after",
            "before",
            "though",
            "although",
            "thus",
        ):
            at -= 1
        if at >= self.first and self.words[at] in (",", ";", "--", "—"):
            return at
        return at + 1 if at < place - 1 and self.lowers[place - 1] != "by" else -1

    # -- placing --------------------------------------------------------------------------------------------

    def _place(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        cue = plan.cue
        if cue.form == "accord":
            self._accord(plans, number, plan)
        elif cue.form == "opinion":
            self._opinion(plans, number, plan)
        elif cue.complement == "question":
            self._question(plans, number, plan)
        elif cue.form == "noun":
            self._noun(plans, number, plan)
        elif cue.form == "asked":
            self._asked(plans, number, plan)
        elif cue.form == "passive":
            self._passive(plans, number, plan)
        elif plan.post:
            self._post(plans, number, plan)
        else:
            self._verb(plans, number, plan)

    def _enclosing(self, place: int) -> Found | None:
        """The statement found so far whose content holds the token at `place`; the innermost."""
        for found in reversed(self.found):
            if any(first <= place < stop for first, stop in found.pieces):
                return found
        return None

    def _last_main(self) -> Found | None:
        for found in reversed(self.found):
            if found.within is None:
                return found
        return None

    def _end(self, plans: list[_Plan], number: int, first: int, *, tight: bool = False) -> int:
        """Where the content that begins at `first` ends: at the next cue beside it, a bracket or with the sentence."""
        stop = self.stop
        for plan in plans[number + 1 :]:
            if plan.cue.first <= first:
                continue
            if (
                plan.cue.form == "finite"
                and plan.subject is not None
                and plan.subject.first < first
                and self._after_comma(plan.cue.first) > first
            ):
                stop = self._after_comma(plan.cue.first)
                break
            if plan.joint < first:
                continue
            if self._cuts(plan, plans[number], first):
                stop = plan.joint
                break
        depth = 0
        quote = self.quoted[first]
        for at in range(first, stop):
            word = self.words[at]
            if word == "(":
                depth += 1
            elif word == ")":
                depth -= 1
                if depth < 0:
                    stop = at
                    break
            elif tight and word == "," and not depth and not quote:
                stop = at
                break
        return self._trim(first, stop)

    def _after_comma(self, place: int) -> int:
        """The comma right before the verb group at `place`, which closes an apposition; -1 for none."""
        at = place - 1
        while at > self.first and self.bits[at] & ADV and not self.inside[at]:
            at -= 1
        return at if self.words[at] == "," else -1

    def _cuts(self, later: _Plan, plan: _Plan, first: int) -> bool:
        """Whether a later cue ends the content of an earlier one."""
        cue = later.cue
        if cue.form in ("accord", "opinion", "noun", "asked"):
            return False
        joint_word = self.lowers[later.joint] if later.joint < self.stop else ""
        if self.quoted[first] and self.quoted[later.joint] == self.quoted[first]:
            return False
        if cue.form == "ing":
            return (cue.clause >= 8 or cue.object >= 7) and self.lowers[cue.first - 1] not in ("as", "than")
        if later.post:
            return self.words[later.joint] == ";"
        if later.subject is None:
            same = cue.past == plan.cue.past
            if later.inverted:
                return False
            return same and (cue.clause >= 8 or cue.object >= 6)
        if joint_word == ",":
            after = self.lowers[later.joint + 1] if later.joint + 1 < self.stop else ""
            if after in ("and", "but", "while", "whereas", "although", "though", "yet"):
                return later.subject.kind != "thing" and (cue.clause >= 8 or cue.object >= 6)
            if self.lowers[self.first] in _INITIAL and not any(
                self.words[at] == "," for at in range(plan.cue.stop, later.joint)
            ):
                return True
            opener = (
                self.lowers[first + 1] if self.lowers[first] == "that" and first + 1 < self.stop else self.lowers[first]
            )
            return (
                opener not in ("if", "when", "although", "because", "since", "unless", "even", "should")
                and later.subject.kind in ("person", "human")
                and cue.clause >= 8
                and plan.cue.past == cue.past
            )
        return later.subject.kind != "thing" or joint_word == ";"

    def _trim(self, first: int, stop: int) -> int:
        while (
            stop > first
            and self.words[stop - 1] in (",", ".", ";", ":", "--", "—", "-", "\n", "?", "!")
            and not self.quoted[stop - 1]
        ):
            stop -= 1
        while (
            stop > first
            and self.lowers[stop - 1] in ("and", "but", "while", "although", "though", ",")
            and not self.quoted[stop - 1]
        ):
            stop -= 1
        return stop

    def _add(
        self, plan: _Plan, source: Phrase | None, pieces: list[tuple[int, int]], construction: str, **more: object
    ) -> Found | None:
        pieces = [
            (first, stop)
            for first, stop in pieces
            if stop > first and any(self.words[at][0].isalnum() for at in range(first, stop))
        ]
        if not pieces:
            return None
        found = Found(self.number, plan.cue, source, pieces, construction, kind=plan.cue.kind)
        particle = self.lowers[plan.cue.stop - 1]
        if plan.cue.complement == "particle" and particle == "for" and self.lowers[plan.cue.verb].startswith("call"):
            found.kind = "request"
        for key, value in more.items():
            setattr(found, key, value)
        self.found.append(found)
        return found

    # -- constructions --------------------------------------------------------------------------------------

    def _verb(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`X said that ...`, `... and added that ...`, `..., noting that ...`."""
        cue = plan.cue
        complement = self.reader.read(cue)
        if (
            complement is None
            and cue.complement == "x"
            and cue.stop - cue.verb > 1
            and plan.subject is not None
            and self.lowers[cue.verb] in _EXPRESSING
            and not self._goes_on(cue)
        ):
            plan = plan_of_verb(plan)
            complement = Complement(cue.verb + 1, "object")
            cue = plan.cue
        if complement is None:
            self._relative_as(plans, number, plan)
            return
        within = self._nest(plan)
        source, shared = plan.subject, None
        if cue.form == "ing":
            source, shared = self._doer(plans, number, plan, within)
            if source is None and shared is None:
                return
            if plan.joint >= 0 and within is not None:
                within = within.within
        elif source is None:
            shared = self._partner(plan)
            if shared is None and plan.joint >= 0 and self._enclosing(cue.first) is None:
                source = self._main_subject(cue.first)
            if shared is None and source is None and (cue.first > self.first + 2 or cue.clause < 9):
                return
            if shared is not None:
                within = shared.within
                if shared.cue is not None and shared.cue.past != cue.past and self._enclosing(cue.first) is shared:
                    within = shared
        if not self._good(plan, source, complement, shared):
            return
        if source is not None and self.lowers[source.first] in (
            "everything",
            "what",
            "whatever",
            "anything",
            "nothing",
            "much",
        ):
            return
        first = complement.first
        relative = (
            plan.cue.first - 1 > self.first
            and self.lowers[plan.cue.first - 1] in ("who", "which")
            and self.words[plan.cue.first - 2] == ","
        )
        end = self._end(plans, number, first, tight=relative)
        if cue.form == "ing" and source is not None and source.first > first:
            end = self._trim(first, min(end, source.first))
        pieces = [(first, end)]
        intro = self._intro(plan, complement)
        if intro:
            pieces.insert(0, intro)
        construction = self._construction(cue, complement, shared)
        self._add(
            plan,
            source,
            pieces,
            construction,
            addressee=complement.addressee,
            within=within,
            shared=shared,
            silent=source is None and shared is None,
        )

    def _goes_on(self, cue: Cue) -> bool:
        """Whether a participle that reports follows the phrase directly: "issued a statement welcoming ..."."""
        at = cue.stop
        while at < self.stop and self.bits[at] & ADV:
            at += 1
        return at < self.stop and self.lowers[at].endswith("ing") and bool(self.bits[at] & CUE)

    def _construction(self, cue: Cue, complement: Complement, shared: Found | None) -> str:
        name = "phrase" if cue.complement and cue.complement != "particle" else complement.kind
        if cue.form == "ing":
            return f"participle-{name}"
        return f"shared-{name}" if shared is not None else f"verb-{name}"

    def _good(self, plan: _Plan, source: Phrase | None, complement: Complement, shared: Found | None) -> bool:
        """Whether verb, speaker and complement together are sure enough."""
        cue = plan.cue
        if complement.kind == "chance":
            return source is not None or shared is not None
        clausal = complement.kind in ("that", "quote", "zero", "question", "infinitive")
        score = cue.clause if clausal else cue.object
        if complement.kind == "infinitive" and cue.clause < 9:
            score = min(score, 6)
        kind = source.kind if source else ("person" if shared else "none")
        if kind == "thing":
            return clausal and score >= 9 and complement.kind != "infinitive"
        if kind == "none":
            return clausal and score >= 9
        if complement.kind == "that":
            return score >= 5
        if kind == "human" and not clausal:
            return score >= 6
        return score >= 5

    def _nest(self, plan: _Plan) -> Found | None:
        """The statement that this cue stands inside."""
        place = plan.subject.first if plan.subject and not plan.inverted else plan.cue.first
        return self._enclosing(place)

    def _intro(self, plan: _Plan, complement: Complement) -> tuple[int, int] | None:
        """A condition that stands before the cue belongs to the content: "Should X be chosen, Y believes that ..."."""
        if plan.subject is None or complement.kind not in ("that", "zero"):
            return None
        comma = plan.subject.first - 1
        if comma <= self.first or self.words[comma] != ",":
            return None
        if self.lowers[self.first] not in ("if", "should", "were", "unless", "had", "even") or (
            self.lowers[self.first] == "even" and self.lowers[self.first + 1] not in ("if", "though")
        ):
            return None
        if any(self.words[at] in (",", ";") for at in range(self.first, comma)) or self.found:
            return None
        return (self.first, comma)

    def _doer(
        self, plans: list[_Plan], number: int, plan: _Plan, within: Found | None
    ) -> tuple[Phrase | None, Found | None]:
        """Who does what a participle says: the speaker before it, the subject after it, or that of the sentence."""
        cue = plan.cue
        if cue.complement == "c" and cue.kind and self.lowers[cue.first] == "in":  # in the belief that
            main = self._last_main()
            return (None, main) if main else (self._main_subject(cue.first), None)
        before = plans[number - 1] if number else None
        if before is not None and before.subject is not None and before.cue.complement and before.cue.stop == cue.first:
            return before.subject, None
        initial = all(
            self.bits[at] & (ADV | SUBORD | PREP | COORD) or self.words[at] == ","
            for at in range(self.first, cue.first)
        )
        if initial:
            for later in plans[number + 1 :]:
                if (
                    later.subject is not None
                    and later.cue.form in ("finite", "passive")
                    and later.subject.kind != "thing"
                    and self.words[later.subject.first - 1] == ","
                ):
                    return later.subject, None
            return self._subject_after_comma(cue.stop), None
        if plan.joint >= 0:
            main = self._last_main()
            if main is not None and (within is None or within is main or within.within is None):
                return None, main
            if within is None:
                subject = self._main_subject(cue.first)
                return subject, None
            return None, None
        if self.found and self._enclosing(cue.first) is None:
            return None, self._last_main()
        if (
            (cue.clause >= 9 or cue.object >= 8)
            and not self.found
            and not self.bits[cue.first - 1] & (HUMAN | NOUN)
            and not self.inside[cue.first - 1]
            and self.lowers[cue.first - 1] not in ("of", "for", "without", "from")
        ):
            return self._main_subject(cue.first), None
        return None, None

    def _main_subject(self, limit: int) -> Phrase | None:
        """The subject of the sentence: the first noun phrase before its first verb, after an introduction."""
        at = self.first
        while at < limit and (not self.words[at][0].isalnum() or self.bits[at] & (ADV | COORD)) and not self.inside[at]:
            at += 1
        if (
            at < limit
            and (self.bits[at] & (PREP | SUBORD) or self.lowers[at].endswith(("ing", "ed")))
            and not self.inside[at]
        ):
            while at < limit and self.words[at] != ",":
                at += 1
            at += 1
        phrase = self.finder.after(at, limit) if at < limit else None
        return phrase if phrase and phrase.kind != "thing" else None

    def _subject_after_comma(self, start: int) -> Phrase | None:
        for at in range(start, self.stop - 1):
            if self.words[at] == ",":
                phrase = self.finder.after(at + 1, self.stop)
                if (
                    phrase
                    and phrase.kind in ("person", "pronoun", "human")
                    and phrase.stop < self.stop
                    and (self.bits[phrase.stop] & (AUX | CUE | ADV) or self.lowers[phrase.stop].endswith("ed"))
                ):
                    return phrase
        return None

    def _partner(self, plan: _Plan) -> Found | None:
        """The statement whose speaker goes on with this cue: `X said A and added B`."""
        if plan.joint < 0 or not self.found:
            return None
        last = self.found[-1]
        if last.within is not None and plan.cue.clause >= 9 and plan.cue.past:
            return self._last_main()
        return last

    def _relative_as(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`which he described as ...`, `which he attributed to ...`."""
        cue = plan.cue
        at = cue.stop
        subject = plan.subject
        if subject is None or at >= self.stop or cue.object < 6 or cue.form != "finite":
            return
        before = self.lowers[subject.first - 1] if subject.first > self.first else ""
        if before not in ("which", "whom", "that", "what") or self.lowers[at] not in ("as", "to"):
            return
        longer = cue._replace(stop=at + 1) if self.lowers[at] == "as" else cue
        first = at + 1 if self.lowers[at] == "as" else at
        self._clip(subject.first - 1)
        self._add(_Plan(longer, subject), subject, [(first, self._end(plans, number, first))], "relative-as")

    def _clip(self, place: int) -> None:
        """End the content of the last statement before a relative clause that is a statement itself."""
        if self.found and self.found[-1].pieces:
            first, stop = self.found[-1].pieces[-1]
            if first < place < stop:
                self.found[-1].pieces[-1] = (first, self._trim(first, place))

    def _post(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`..., X said.` and `..., X said, ...`."""
        cue = plan.cue
        source = plan.inverted or plan.subject
        start = plan.subject.first if plan.subject and not plan.inverted else cue.first
        before = start - 1
        left = self._clause_start(before)
        for other in self.found:
            if other.within is None:
                for _, stop in other.pieces:
                    if left < stop <= before and stop != before:
                        left = max(left, stop)
        while (
            left < before
            and (self.words[left] in (",", ";") or self.lowers[left] in ("and", "but"))
            and not self.quoted[left]
        ):
            left += 1
        if (
            self.words[before] in _QUOTES
            or (self.words[before] == "," and self.words[before - 1] in _QUOTES)
            or self.quoted[max(before - 1, 0)]
        ):
            mark = before if self.quoted[before] else before - 1
            left = self._quote_start(mark, left)
        pieces = [
            (
                left,
                before + 1 if self.words[before] in _QUOTES and self.quoted[before] else self._trim_piece(left, before),
            )
        ]
        at = plan.inverted.stop if plan.inverted else self._after_cue(cue)
        if at < self.stop and self.words[at] in (",", "--", "—"):
            end = self._end(plans, number, at + 1)
            semicolon = self._semicolon(at + 1, end)
            right = (at + 1, self._trim(at + 1, semicolon or end))
            if not self._is_aside(right):
                pieces.append(right)
        elif at < self.stop and self.reader.opens_quote(at):
            pieces.append((at, self._end(plans, number, at)))
        elif cue.stop < self.stop and self.reader.opens_quote(cue.stop):
            pieces.append((cue.stop, self._end(plans, number, cue.stop)))
        found = self._add(plan, source, pieces, "post")
        if found is None:
            return
        self._take_in(found)
        if at < self.stop and self.words[at] == ";" and at + 1 < self.stop:
            end = self._end(plans, number, at + 1)
            if not any(later.post and at < later.cue.first for later in plans[number + 1 :]):
                self._add(plan, source, [(at + 1, end)], "post-semicolon")

    def _is_aside(self, piece: tuple[int, int]) -> bool:
        """Whether what follows `X said,` only tells when or how it was said."""
        first, stop = piece
        if stop - first < 2:
            return True
        return self.lowers[first].endswith("ing") and bool(self.bits[first] & CUE)

    def _take_in(self, outer: Found) -> None:
        """What was taken for statements of their own inside the content of this one stands inside it now."""
        for found in self.found:
            if found is outer or found.within is not None or found.cue is None:
                continue
            if any(first <= found.cue.first < stop for first, stop in outer.pieces):
                found.within = outer
                found.pieces = [
                    (first, min(stop, max((end for start, end in outer.pieces if start <= first < end), default=stop)))
                    for first, stop in found.pieces
                ]

    def _semicolon(self, first: int, stop: int) -> int:
        for at in range(first, stop):
            if self.words[at] == ";" and not self.quoted[at]:
                return at
        return 0

    def _quote_start(self, mark: int, left: int) -> int:
        number = self.quoted[mark]
        if not number:
            return left
        at = mark
        while at > 0 and self.quoted[at - 1] == number:
            at -= 1
        return at if at < self.first or at > left + 4 or at <= left else left

    def _trim_piece(self, first: int, stop: int) -> int:
        while stop > first and self.words[stop - 1] in (",", ";", "--", "—") and not self.quoted[stop - 1]:
            stop -= 1
        return stop

    def _accord(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`According to X, ...` and `..., according to X`."""
        cue = plan.cue
        phrase = self._long_phrase(cue.stop)
        if phrase is None:
            return
        pieces: list[tuple[int, int]] = []
        leading = all(
            not self.words[at][0].isalnum() or self.bits[at] & (ADV | COORD) or self.lowers[at] == "that"
            for at in range(self.first, cue.first)
        )
        if (
            not leading
            and cue.first - 1 > self.first
            and (
                self.lowers[cue.first - 1] in ("and", "but", "that", "while", "although", "because")
                or self.words[cue.first - 1] == ";"
            )
        ):
            leading = True
        if not leading:
            left = self._clause_start(cue.first)
            main = self._last_main()
            if main is not None and self._enclosing(cue.first) is main:
                return
            pieces.append((left, self._trim(left, cue.first)))
        after = phrase.stop
        if after < self.stop and self.words[after] == ",":
            after += 1
        if leading or (after > phrase.stop):
            end = self._end(plans, number, after) if after < self.stop else after
            pieces.append((after, end))
        self._add(plan, phrase, pieces, "accord")

    def _long_phrase(self, place: int) -> Phrase | None:
        """A noun phrase with what belongs to it, up to the comma: "a source who spoke with Alba"."""
        phrase = self.finder.after(place, self.stop)
        if phrase is None:
            return None
        at = phrase.stop
        if (
            at < self.stop
            and self.words[at] not in (",", ".", ";")
            and (
                self.lowers[at] in ("who", "in", "at", "from", "close", "of", "on", "with", "for", "and", "(")
                or self.lowers[at].endswith("ed")
            )
        ):
            look = at
            while look < self.stop and self.words[look] not in (",", ".", ";") and look - at < 14:
                look += 1
            if look < self.stop and self.words[look] in (",", ".", ";"):
                return phrase._replace(stop=look)
        return phrase

    def _opinion(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`In his opinion ...`."""
        cue = plan.cue
        owner = next(
            (
                at
                for at in range(cue.first + 1, cue.verb)
                if self.lowers[at] in _OWNERS or self.lowers[at] in ("'s", "’s")
            ),
            -1,
        )
        if owner < 0:
            return
        phrase = (
            Phrase(owner, owner + 1, owner, "pronoun")
            if self.lowers[owner] in _OWNERS
            else self.finder.after(cue.first + 1, owner + 1)
        )
        after = cue.stop
        if after < self.stop and self.words[after] == ",":
            after += 1
        pieces = []
        if cue.first > self.first + 1:
            left = self._clause_start(cue.first)
            pieces.append((left, self._trim(left, cue.first)))
        if after < self.stop:
            pieces.append((after, self._end(plans, number, after)))
        self._add(plan, phrase, pieces, "opinion")

    def _question(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`In response to X's question about Y, ...`."""
        cue = plan.cue
        owner = cue.verb
        while owner > self.first and self.lowers[owner] not in ("'s", "’s", *_OWNERS):
            owner -= 1
        if self.lowers[owner] in _OWNERS:
            phrase: Phrase | None = Phrase(owner, owner + 1, owner, "pronoun")
        else:
            start = owner
            while start > self.first and (self.inside[start - 1] or self.lowers[start - 1] in ("the", "our")):
                start -= 1
            phrase = Phrase(start, owner + 1, owner - 1, "person" if self.inside[owner - 1] else "human")
        first = cue.stop
        if first < self.stop and self.words[first] not in (",", "."):
            pieces = [(first, self._end(plans, number, first, tight=True))]
        else:
            pieces = [(cue.verb, cue.verb + 1)]
        self._add(plan, phrase, pieces, "question")

    def _noun(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`His goal is to ...`, `X's claim that ...`."""
        cue = plan.cue
        if cue.verb + 1 == cue.stop and self._enclosing(cue.first) is not None:
            return
        owner = cue.verb
        while owner > self.first and self.lowers[owner] not in ("'s", "’s", *_OWNERS):
            owner -= 1
        if self.lowers[owner] in _OWNERS:
            phrase: Phrase | None = Phrase(owner, owner + 1, owner, "pronoun")
        else:
            phrase = self.finder.before(owner)
        if phrase is None or cue.stop >= self.stop:
            return
        within = self._enclosing(cue.first)
        tight = cue.verb + 1 == cue.stop
        self._add(plan, phrase, [(cue.stop, self._end(plans, number, cue.stop, tight=tight))], "noun", within=within)

    def _asked(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`Asked about Y, X said ...`."""
        cue = plan.cue
        at = cue.verb + 1
        source = None
        if at < self.stop and self.lowers[at] == "by":
            source = self.finder.after(at + 1, self.stop, addressee=True)
            at = source.stop if source else at + 1
        if at >= self.stop:
            return
        plan = _Plan(cue._replace(stop=cue.verb + 1, kind="question"), None)
        end = at
        while end < self.stop and self.words[end] != ",":
            end += 1
        listener = next(
            (later.subject for later in plans[number + 1 :] if later.subject is not None and later.subject.first > end),
            None,
        )
        self._add(plan, source, [(at, self._trim(at, end))], "asked", implied=source is None, addressee=listener)

    def _passive(self, plans: list[_Plan], number: int, plan: _Plan) -> None:
        """`X was told that ...`, `it was reported that ...`, `X is said to ...`."""
        cue = plan.cue
        at = cue.verb + 1
        source = None
        if at < self.stop and self.lowers[at] == "by":
            source = self.finder.after(at + 1, self.stop, addressee=True)
            if source:
                at = source.stop
        while at < self.stop and self.bits[at] & ADV and not self.inside[at]:
            at += 1
        if at >= self.stop or cue.clause < 6:
            return
        lower = self.lowers[at]
        hearer = plan.subject if cue.addressee == "d" else None
        within = self._nest(plan)
        if lower == "that" and ("t" in cue.frames):
            self._add(
                plan,
                source,
                [(at, self._end(plans, number, at))],
                "passive-that",
                addressee=hearer,
                within=within,
                silent=source is None,
            )
        elif (
            lower == "to"
            and self.lowers[cue.verb] in _HEARSAY
            and plan.subject is not None
            and plan.subject.kind != "pronoun"
        ):
            subject = (plan.subject.first, plan.subject.stop)
            self._add(
                plan,
                source,
                [subject, (at, self._end(plans, number, at))],
                "passive-to",
                within=within,
                silent=source is None,
            )
        elif (
            cue.addressee == "d"
            and hearer is not None
            and lower in ("of", "about", "to", "whether", "if")
            and self.lowers[cue.verb] not in _HEARSAY
        ):
            self._add(
                plan,
                source,
                [(at, self._end(plans, number, at))],
                "passive-of",
                addressee=hearer,
                within=within,
                silent=source is None,
            )


def plan_of_verb(plan: _Plan) -> _Plan:
    """The plan of a phrase with nothing after it: its verb is the cue, its noun the content."""
    cue = plan.cue
    return _Plan(cue._replace(stop=cue.verb + 1, complement="particle"), plan.subject, joint=plan.joint)


_EXPRESSING = frozenset(
    ["expressed", "express", "expresses", "voiced", "voices", "shared", "shares", "raised", "repeated", "reiterated"]
)
_INITIAL = frozenset(
    ("while", "although", "though", "whereas", "as", "when", "despite", "even", "if", "since", "because")
)
_OWNERS = frozenset(("my", "his", "her", "its", "our", "their"))
_HEARSAY = frozenset(
    ["said", "reported", "believed", "thought", "rumored", "rumoured", "alleged", "understood", "considered", "known"]
)
_MONTHS = words_of("hints.toml", "statements_months")
