"""How a cue stands in its sentence: its subject, and whether it stands before, after or inside what it reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.found import QUOTES, Plan
from reftel.analysis.lexicon import ADV, AUX, CUE, PREP, SUBORD

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.draft import Draft
    from reftel.analysis.subjects import Phrase

_CLAUSE_JOINTS = frozenset(("while", "whereas", "although", "though", "but", "yet", "however"))


def plan_cue(draft: Draft, cue: Cue) -> Plan:
    plan = Plan(cue, None)
    if cue.form in ("finite", "passive"):
        plan.subject = draft.finder.before(cue.first)
        if plan.subject is None or plan.subject.kind == "thing":
            plan.inverted = _inversion(draft, cue)
        plan.post = _is_post(draft, cue, plan)
        plan.joint = _joint(draft, plan)
    elif cue.form == "ing":
        plan.joint = (
            cue.first if cue.complement == "c" and draft.lowers[cue.first] == "in" else _comma_joint(draft, cue.first)
        )
    return plan


def _inversion(draft: Draft, cue: Cue) -> Phrase | None:
    """`said X` after a quotation or a comma."""
    at = cue.first
    if cue.form != "finite" or "q" not in cue.frames or at - 1 < draft.first:
        return None
    if draft.words[at - 1] not in (",", *QUOTES, "?", "!"):
        return None
    if cue.addressee == "d" and draft.words[at - 1] == "," and draft.words[at - 2] not in QUOTES:
        return None  # officials, among them X, told Y
    phrase = draft.finder.after(cue.stop, draft.stop)
    if phrase and phrase.kind in ("person", "human", "pronoun"):
        after = phrase.stop
        if (
            after >= draft.stop
            or draft.words[after] in (",", ".", ";", "--", "—", "“", '"')
            or draft.bits[after] & PREP
        ):
            return phrase
    return None


def _is_post(draft: Draft, cue: Cue, plan: Plan) -> bool:
    """Whether the cue stands after or inside its content: `..., he said.`, `..., X noted, ...`."""
    if plan.inverted:
        return True
    if plan.subject is not None and any(
        draft.lowers[at] in ("what", "how", "whatever", "which", "that", "as", "than", "when", "if")
        for at in range(max(draft.first, plan.subject.first - 1), plan.subject.stop)
    ):
        return False
    if cue.form == "passive" or plan.subject is None or "q" not in cue.frames:
        return False
    before = plan.subject.first - 1
    if before < draft.first or draft.words[before] not in (",", *QUOTES, "--", "—", "?", "("):
        return False
    after = draft.after_cue(cue)
    if (
        after < draft.stop
        and draft.words[after] not in (",", ".", ";", "(", ")", "--", "—", ":", "?")
        and not (draft.words[after] in QUOTES and draft.quoted[after])
    ):
        return False
    if after < draft.stop and draft.words[after] == "," and draft.lowers[after + 1 : after + 2] == ["that"]:
        return draft.lowers[draft.clause_start(before)] in ("if", "unless", "when")
    if after < draft.stop and draft.words[after] == ":":
        return False
    left = draft.clause_start(before)
    if before - left < 1:
        return False
    if draft.words[before] in QUOTES:
        return True
    opener = draft.lowers[left]
    if (
        after < draft.stop
        and draft.reader.opens_quote(after)
        and not draft.quoted[before - 1]
        and opener not in ("if", "unless", "should", "were", "even")
        and (opener.endswith(("ing", "ed")) or draft.bits[left] & (PREP | SUBORD | ADV))
    ):
        return False
    if after < draft.stop - 1 and draft.words[after] == ",":
        if draft.reader.opens_quote(after + 1) and draft.bits[left] & (PREP | SUBORD) and not draft.quoted[before - 1]:
            return False  # In Paris, Borge said, "..."
        return not (draft.bits[left] & PREP and _past_that(draft, after))
    return any(draft.bits[at] & AUX or draft.bits[at] & CUE for at in range(left, before)) or before - left > 4


def _past_that(draft: Draft, comma: int) -> bool:
    """Whether a second comma and `that` follow: the words between the commas are an aside."""
    for at in range(comma + 1, min(draft.stop - 1, comma + 25)):
        if draft.words[at] == "," and draft.lowers[at + 1] == "that":
            return True
    return False


def _joint(draft: Draft, plan: Plan) -> int:
    """Where content before this cue has to stop, if its clause is beside, not inside, what goes before; else -1."""
    start = plan.subject.first if plan.subject and not plan.inverted else plan.cue.first
    at = start - 1
    while at >= draft.first and draft.bits[at] & ADV and not draft.inside[at]:
        at -= 1
    if at < draft.first:
        return -1
    if plan.post:
        left = draft.clause_start(start - 1) - 1
        while left > draft.first and draft.words[left] != ";":
            left -= 1
        return left if draft.words[left] == ";" else at
    word, lower = draft.words[at], draft.lowers[at]
    own = plan.subject is not None
    if word in (";", "\n"):
        return at
    if lower in _CLAUSE_JOINTS:
        return at - 1 if at > draft.first and draft.words[at - 1] == "," else at
    if lower == "and":
        if at > draft.first and draft.words[at - 1] in (",", ";"):
            return at - 1
        return at if not own or (plan.subject and plan.subject.kind == "person" and plan.cue.clause >= 9) else -1
    if word == "," and (own or plan.cue.form == "finite"):
        return at
    if lower in ("when", "as", "after", "before", "because", "since", "if") and own:
        return -1
    return -1


def _comma_joint(draft: Draft, place: int) -> int:
    at = place - 1
    while at >= draft.first and draft.lowers[at] in (
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
    if at >= draft.first and draft.words[at] in (",", ";", "--", "—"):
        return at
    return at + 1 if at < place - 1 and draft.lowers[place - 1] != "by" else -1
