"""The statements of one sentence while they are put together: which hold which, and where a content ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.complements import Reader
from reftel.analysis.found import Found, Plan
from reftel.analysis.lexicon import ADV, AUX, DET, HUMAN, OBJ, POSS, PREP, PRON, words_of
from reftel.analysis.subjects import Finder

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.passage import Passage
    from reftel.analysis.subjects import Phrase


class Draft:
    """A sentence, what is found in it so far, and the questions that every construction asks of it."""

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

    def enclosing(self, place: int) -> Found | None:
        """The statement found so far whose content holds the token at `place`; the innermost."""
        for found in reversed(self.found):
            if any(first <= place < stop for first, stop in found.pieces):
                return found
        return None

    def last_main(self) -> Found | None:
        for found in reversed(self.found):
            if found.within is None:
                return found
        return None

    def end_of(self, plans: list[Plan], number: int, first: int, *, tight: bool = False) -> int:
        """Where the content that begins at `first` ends: at the next cue beside it, a bracket or with the sentence."""
        if first >= self.stop:
            return first
        stop = self.stop
        for plan in plans[number + 1 :]:
            if plan.cue.first <= first:
                continue
            if (
                plan.cue.form == "finite"
                and plan.subject is not None
                and plan.subject.first < first
                and self.after_comma(plan.cue.first) > first
            ):
                stop = self.after_comma(plan.cue.first)
                break
            if plan.joint < first:
                continue
            if self._cuts(plan, plans[number], first):
                stop = plan.joint
                break
        if self.lowers[self.first] in _CONCEDING and plans[number] is plans[0]:
            stop = min(stop, self._main_clause(first, stop))
        depth = 0
        quote = self.quoted[first]
        dashed = sum(self.words[at] in _DASHES for at in range(self.first, first)) % 2 == 1
        for at in range(first, stop):
            word = self.words[at]
            if word == "(":
                if not depth and at > first and self._is_aside(at, stop):
                    stop = at
                    break
                depth += 1
            elif word == ")" and (depth or not self._counts_off(at)):
                depth -= 1
                if depth < 0:
                    stop = at
                    break
            elif (dashed and word in _DASHES and not depth) or (tight and word == "," and not depth and not quote):
                stop = at
                break
        return self.trim(first, stop)

    def _main_clause(self, first: int, stop: int) -> int:
        """The comma before the main clause of a sentence that began with `Although`; `stop` where there is none."""
        for at in range(first + 2, stop - 2):
            opens = self.inside[at + 1] or self.bits[at + 1] & (DET | POSS | PRON)
            if self.words[at] == "," and opens and not self.quoted[at]:
                return at
        return stop

    def _counts_off(self, place: int) -> bool:
        """Whether a bracket closes after a list's letter: "a.) ..., b.) ..."."""
        at = place - 2 if self.words[place - 1] == "." else place - 1
        return at >= self.first and len(self.words[at]) == 1 and self.words[at].isalpha()

    def _is_aside(self, opened: int, stop: int) -> bool:
        """Whether a bracket that ends the content is a sentence of its own: "a sense of calm (many were away)"."""
        close = next((at for at in range(opened, stop) if self.words[at] == ")"), -1)
        if close < 0 or close - opened < 8 or any(self.words[at][0].isalnum() for at in range(close + 1, stop)):
            return False
        return any(self.bits[at] & AUX for at in range(opened, close))

    def after_comma(self, place: int) -> int:
        """The comma right before the verb group at `place`, which closes an apposition; -1 for none."""
        at = place - 1
        while at > self.first and self.bits[at] & ADV and not self.inside[at]:
            at -= 1
        return at if self.words[at] == "," else -1

    def _cuts(self, later: Plan, plan: Plan, first: int) -> bool:
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
            same = cue.past == plan.cue.past or plan.cue.form == "ing"
            if joint_word == "," or self.lowers[plan.cue.first] == "had":
                same = same or (cue.past and cue.clause >= 8)  # he believes that ..., and agreed
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
            if plan.cue.form in ("ing", "asked") and later.subject.kind == "pronoun" and cue.clause >= 8:
                return True  # countering this, he answered that
            return (
                opener not in ("if", "when", "although", "because", "since", "unless", "even", "should")
                and later.subject.kind in ("person", "human")
                and cue.clause >= 8
                and plan.cue.past == cue.past
            )
        return later.subject.kind != "thing" or joint_word == ";"

    def trim(self, first: int, stop: int) -> int:
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

    def add(
        self, plan: Plan, source: Phrase | None, pieces: list[tuple[int, int]], construction: str, **more: object
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

    def clip(self, place: int) -> None:
        """End the content of the last statement before a relative clause that is a statement itself."""
        if self.found and self.found[-1].pieces:
            first, stop = self.found[-1].pieces[-1]
            if first < place < stop:
                self.found[-1].pieces[-1] = (first, self.trim(first, place))

    def clause_start(self, place: int) -> int:
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

    def _infinitive(self, place: int) -> bool:
        """Whether `to` and a verb stand at a place: "to pay", not "to the minister"."""
        after = place + 1
        if after >= self.stop or self.lowers[place] != "to" or self.inside[after]:
            return False
        return not self.bits[after] & (DET | POSS | OBJ | HUMAN)

    def after_cue(self, cue: Cue) -> int:
        """The token after the cue, its addressee and a short adverbial."""
        at = cue.stop
        while at < self.stop and self.bits[at] & ADV and not self.inside[at]:
            at += 1
        if at < self.stop and cue.addressee == "d" and self.words[at] not in (",", ".", ";", ")"):
            phrase = self.finder.after(at, self.stop, addressee=True)
            if phrase:
                at = phrase.stop
                if "i" in cue.frames and self._infinitive(at):
                    return at  # Borge urged us to pay
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


_INITIAL = frozenset(
    ("while", "although", "though", "whereas", "as", "when", "despite", "even", "if", "since", "because")
)
_CONCEDING = frozenset(("although", "though", "while", "whereas"))
_DASHES = frozenset(("--", "—"))
_MONTHS = words_of("hints.toml", "statements_months")
