"""The verb before what is said: `X said that ...`, `... and added that ...`, `..., noting that ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.complements import Complement
from reftel.analysis.found import Found, Plan
from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, HUMAN, NEG, NOUN, PREP, SUBORD, words_of

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.draft import Draft
    from reftel.analysis.subjects import Phrase

_SILENT = words_of("hints.toml", "speaking_silent")
_EXPRESSING = frozenset(
    ["expressed", "express", "expresses", "voiced", "voices", "shared", "shares", "raised", "repeated", "reiterated"]
)


def read_verb(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`X said that ...`, `... and added that ...`, `..., noting that ...`."""
    cue = plan.cue
    if _is_silence(draft, cue):
        return
    complement = draft.reader.read(cue)
    if (
        complement is None
        and cue.complement == "x"
        and cue.stop - cue.verb > 1
        and plan.subject is not None
        and draft.lowers[cue.verb] in _EXPRESSING
        and not _goes_on(draft, cue)
    ):
        plan = _of_verb(plan)
        complement = Complement(cue.verb + 1, "object")
        cue = plan.cue
    if complement is None:
        _relative_as(draft, plans, number, plan)
        return
    within = nesting(draft, plan)
    source, shared = plan.subject, None
    if cue.form == "ing":
        source, shared = _doer(draft, plans, number, plan, within)
        if source is None and shared is None:
            return
        if not draft.found and complement.kind == "object" and cue.object < 7:
            return  # "met the mayor, indicating the importance": what a deed shows is no speech
        if plan.joint >= 0 and within is not None:
            within = within.within
    elif source is None:
        shared = _partner(draft, plan)
        if shared is None and plan.joint >= 0 and draft.enclosing(cue.first) is None:
            source = _main_subject(draft, cue.first)
        if shared is None and source is None and (cue.first > draft.first + 2 or cue.clause < 9):
            return
        if shared is not None:
            within = shared.within
            told = shared.cue is not None and shared.cue.form != "ing" and shared.cue.past != cue.past
            if told and draft.enclosing(cue.first) is shared:
                within = shared
    if not _good(plan, source, complement, shared):
        return
    if source is not None and draft.lowers[source.first] in (
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
        plan.cue.first - 1 > draft.first
        and draft.lowers[plan.cue.first - 1] in ("who", "which")
        and draft.words[plan.cue.first - 2] == ","
    )
    end = draft.end_of(plans, number, first, tight=relative)
    speaker = source or (shared.source if shared is not None else None)
    if cue.form == "ing" and speaker is not None and speaker.first > first:
        end = draft.trim(first, min(end, speaker.first))
    pieces = [(first, end)]
    intro = _intro(draft, plan, complement)
    if intro:
        pieces.insert(0, intro)
    construction = _construction(cue, complement, shared)
    draft.add(
        plan,
        source,
        pieces,
        construction,
        addressee=complement.addressee,
        within=within,
        shared=shared,
    )


def _is_silence(draft: Draft, cue: Cue) -> bool:
    """Whether the words say that nothing was said: `did not mention`, `would not elaborate`."""
    return draft.lowers[cue.verb] in _SILENT and any(
        draft.bits[at] & NEG or draft.lowers[at] in ("never", "neither") for at in range(cue.first, cue.verb)
    )


def _goes_on(draft: Draft, cue: Cue) -> bool:
    """Whether a participle that reports follows the phrase directly: "issued a statement welcoming ..."."""
    at = cue.stop
    while at < draft.stop and draft.bits[at] & ADV:
        at += 1
    return at < draft.stop and draft.lowers[at].endswith("ing") and bool(draft.bits[at] & CUE)


def _construction(cue: Cue, complement: Complement, shared: Found | None) -> str:
    name = "phrase" if cue.complement and cue.complement != "particle" else complement.kind
    if cue.form == "ing":
        return f"participle-{name}"
    return f"shared-{name}" if shared is not None else f"verb-{name}"


def _good(plan: Plan, source: Phrase | None, complement: Complement, shared: Found | None) -> bool:
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


def nesting(draft: Draft, plan: Plan) -> Found | None:
    """The statement that this cue stands inside."""
    place = plan.subject.first if plan.subject and not plan.inverted else plan.cue.first
    return draft.enclosing(place)


def _intro(draft: Draft, plan: Plan, complement: Complement) -> tuple[int, int] | None:
    """A condition that stands before the cue belongs to the content: "Should X be chosen, Y believes that ..."."""
    if plan.subject is None or complement.kind not in ("that", "zero"):
        return None
    comma = plan.subject.first - 1
    if comma <= draft.first or draft.words[comma] != ",":
        return None
    if draft.lowers[draft.first] not in ("if", "should", "were", "unless", "had", "even") or (
        draft.lowers[draft.first] == "even" and draft.lowers[draft.first + 1] not in ("if", "though")
    ):
        return None
    if any(draft.words[at] in (",", ";") for at in range(draft.first, comma)) or draft.found:
        return None
    return (draft.first, comma)


def _doer(
    draft: Draft, plans: list[Plan], number: int, plan: Plan, within: Found | None
) -> tuple[Phrase | None, Found | None]:
    """Who does what a participle says: the speaker before it, the subject after it, or that of the sentence."""
    cue = plan.cue
    if cue.complement == "c" and cue.kind and draft.lowers[cue.first] == "in":  # in the belief that
        main = draft.last_main()
        return (None, main) if main else (_main_subject(draft, cue.first), None)
    before = plans[number - 1] if number else None
    if before is not None and before.subject is not None and before.cue.complement and before.cue.stop == cue.first:
        return before.subject, None
    by = cue.first - 1
    if by > draft.first and draft.lowers[by] == "by" and draft.bits[by - 1] & CUE:
        return draft.finder.before(by - 1) or _main_subject(draft, by - 1), None  # replied by asking
    initial = all(
        draft.bits[at] & (ADV | SUBORD | PREP | COORD) or draft.words[at] == "," for at in range(draft.first, cue.first)
    )
    if initial or draft.bits[cue.first - 1] & COORD:
        for later in plans[number + 1 :]:
            if (
                later.subject is not None
                and later.cue.form in ("finite", "passive")
                and later.subject.kind != "thing"
                and draft.words[later.subject.first - 1] == ","
            ):
                return later.subject, None
    if initial:
        return _subject_after_comma(draft, cue.stop), None
    if plan.joint >= 0:
        main = draft.last_main()
        if main is not None and (within is None or within is main or within.within is None):
            return None, main
        if within is None:
            subject = _main_subject(draft, cue.first)
            return subject, None
        return None, None
    if draft.found and draft.enclosing(cue.first) is None:
        return None, draft.last_main()
    if (
        (cue.clause >= 9 or cue.object >= 8)
        and not draft.found
        and not draft.bits[cue.first - 1] & (HUMAN | NOUN)
        and not draft.inside[cue.first - 1]
        and draft.lowers[cue.first - 1] not in ("of", "for", "without", "from")
    ):
        return _main_subject(draft, cue.first), None
    return None, None


def _main_subject(draft: Draft, limit: int) -> Phrase | None:
    """The subject of the sentence: the first noun phrase before its first verb, after an introduction."""
    at = draft.first
    while at < limit and (not draft.words[at][0].isalnum() or draft.bits[at] & (ADV | COORD)) and not draft.inside[at]:
        at += 1
    if (
        at < limit
        and (draft.bits[at] & (PREP | SUBORD) or draft.lowers[at].endswith(("ing", "ed")))
        and not draft.inside[at]
    ):
        while at < limit and draft.words[at] != ",":
            at += 1
        at += 1
    phrase = draft.finder.after(at, limit) if at < limit else None
    return phrase if phrase and phrase.kind != "thing" else None


def _subject_after_comma(draft: Draft, start: int) -> Phrase | None:
    for at in range(start, draft.stop - 1):
        if draft.words[at] == ",":
            phrase = draft.finder.after(at + 1, draft.stop)
            if (
                phrase
                and phrase.kind in ("person", "pronoun", "human")
                and phrase.stop < draft.stop
                and (draft.bits[phrase.stop] & (AUX | CUE | ADV) or draft.lowers[phrase.stop].endswith("ed"))
            ):
                return phrase
    return None


def _partner(draft: Draft, plan: Plan) -> Found | None:
    """The statement whose speaker goes on with this cue: `X said A and added B`."""
    if plan.joint < 0 or not draft.found:
        return None
    last = draft.found[-1]
    told = last.cue is not None and draft.lowers[last.cue.first] == "had"
    if last.within is not None and plan.cue.past and plan.cue.clause >= (8 if told else 9):
        return draft.last_main()
    return last


def _relative_as(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`which he described as ...`, `which he attributed to ...`."""
    cue = plan.cue
    at = cue.stop
    subject = plan.subject
    while at < draft.stop and draft.bits[at] & ADV and draft.lowers[at] not in ("as", "to"):
        at += 1
    if subject is None or at >= draft.stop or cue.object < 6 or cue.form != "finite":
        return
    before = draft.lowers[subject.first - 1] if subject.first > draft.first else ""
    if before not in ("which", "whom", "that", "what") or draft.lowers[at] not in ("as", "to"):
        return
    longer = cue._replace(stop=at + 1) if draft.lowers[at] == "as" and at == cue.stop else cue
    first = at + 1 if draft.lowers[at] == "as" else at
    draft.clip(subject.first - 1)
    draft.add(Plan(longer, subject), subject, [(first, draft.end_of(plans, number, first))], "relative-as")


def _of_verb(plan: Plan) -> Plan:
    """The plan of a phrase with nothing after it: its verb is the cue, its noun the content."""
    cue = plan.cue
    return Plan(cue._replace(stop=cue.verb + 1, complement="particle"), plan.subject, joint=plan.joint)
