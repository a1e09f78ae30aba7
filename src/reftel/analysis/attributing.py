"""What is laid to somebody without a verb of his own: according to, in his opinion, asked about, was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.found import Plan
from reftel.analysis.lexicon import ADV, COORD
from reftel.analysis.speaking import nesting
from reftel.analysis.subjects import Phrase

if TYPE_CHECKING:
    from reftel.analysis.draft import Draft

_OWNERS = frozenset(("my", "his", "her", "its", "our", "their"))
_HEARSAY = frozenset(
    ["said", "reported", "believed", "thought", "rumored", "rumoured", "alleged", "understood", "considered", "known"]
)


def read_accord(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`According to X, ...` and `..., according to X`."""
    cue = plan.cue
    phrase = _long_phrase(draft, cue.stop)
    if phrase is None:
        return
    pieces: list[tuple[int, int]] = []
    leading = all(
        not draft.words[at][0].isalnum() or draft.bits[at] & (ADV | COORD) or draft.lowers[at] == "that"
        for at in range(draft.first, cue.first)
    )
    if (
        not leading
        and cue.first - 1 > draft.first
        and (
            draft.lowers[cue.first - 1] in ("and", "but", "that", "while", "although", "because")
            or draft.words[cue.first - 1] == ";"
        )
    ):
        leading = True
    if not leading:
        left = draft.clause_start(cue.first)
        main = draft.last_main()
        if main is not None and draft.enclosing(cue.first) is main:
            return
        pieces.append((left, draft.trim(left, cue.first)))
    after = phrase.stop
    if after < draft.stop and draft.words[after] == ",":
        after += 1
    if leading or (after > phrase.stop):
        end = draft.end_of(plans, number, after) if after < draft.stop else after
        pieces.append((after, end))
    draft.add(plan, phrase, pieces, "accord")


def _long_phrase(draft: Draft, place: int) -> Phrase | None:
    """A noun phrase with what belongs to it, up to the comma: "a source who spoke with Alba"."""
    phrase = draft.finder.after(place, draft.stop)
    if phrase is None:
        return None
    at = phrase.stop
    if (
        at < draft.stop
        and draft.words[at] not in (",", ".", ";")
        and (
            draft.lowers[at] in ("who", "in", "at", "from", "close", "of", "on", "with", "for", "and", "(")
            or draft.lowers[at].endswith("ed")
        )
    ):
        look = at
        while look < draft.stop and draft.words[look] not in (",", ".", ";") and look - at < 14:
            look += 1
        if look < draft.stop and draft.words[look] in (",", ".", ";"):
            return phrase._replace(stop=look)
    return phrase


def read_opinion(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`In his opinion ...`."""
    cue = plan.cue
    owner = next(
        (
            at
            for at in range(cue.first + 1, cue.verb)
            if draft.lowers[at] in _OWNERS or draft.lowers[at] in ("'s", "’s")
        ),
        -1,
    )
    if owner < 0:
        return
    phrase = (
        Phrase(owner, owner + 1, owner, "pronoun")
        if draft.lowers[owner] in _OWNERS
        else draft.finder.after(cue.first + 1, owner + 1)
    )
    after = cue.stop
    if after < draft.stop and draft.words[after] == ",":
        after += 1
    pieces = []
    within = draft.enclosing(cue.first)
    if cue.first > draft.first + 1 and within is None:
        left = draft.clause_start(cue.first)
        pieces.append((left, draft.trim(left, cue.first)))
    if after < draft.stop:
        pieces.append((after, draft.end_of(plans, number, after)))
    draft.add(plan, phrase, pieces, "opinion", within=within)


def read_question(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`In response to X's question about Y, ...`."""
    cue = plan.cue
    owner = cue.verb
    while owner > draft.first and draft.lowers[owner] not in ("'s", "’s", *_OWNERS):
        owner -= 1
    if draft.lowers[owner] in _OWNERS:
        phrase: Phrase | None = Phrase(owner, owner + 1, owner, "pronoun")
    else:
        start = owner
        while start > draft.first and (draft.inside[start - 1] or draft.lowers[start - 1] in ("the", "our")):
            start -= 1
        phrase = Phrase(start, owner + 1, owner - 1, "person" if draft.inside[owner - 1] else "human")
    first = cue.stop
    if first < draft.stop and draft.words[first] not in (",", "."):
        pieces = [(first, draft.end_of(plans, number, first, tight=True))]
    else:
        pieces = [(cue.verb, cue.verb + 1)]
    draft.add(plan, phrase, pieces, "question")


def read_noun(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`His goal is to ...`, `X's claim that ...`."""
    cue = plan.cue
    if cue.verb + 1 == cue.stop and draft.enclosing(cue.first) is not None:
        return
    owner = cue.verb
    while owner > draft.first and draft.lowers[owner] not in ("'s", "’s", *_OWNERS):
        owner -= 1
    if draft.lowers[owner] in _OWNERS:
        phrase: Phrase | None = Phrase(owner, owner + 1, owner, "pronoun")
    else:
        phrase = draft.finder.before(owner)
    if phrase is None or cue.stop >= draft.stop:
        return
    within = draft.enclosing(cue.first)
    tight = cue.verb + 1 == cue.stop
    draft.add(plan, phrase, [(cue.stop, draft.end_of(plans, number, cue.stop, tight=tight))], "noun", within=within)


def _by(draft: Draft, place: int) -> tuple[Phrase | None, int]:
    """Whoever is named behind a "by" at `place`, if somebody is, and where what was said goes on."""
    if place >= draft.stop or draft.lowers[place] != "by":
        return None, place
    source = draft.finder.after(place + 1, draft.stop, addressee=True)
    return source, source.stop if source else place + 1


def read_asked(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`Asked about Y, X said ...`."""
    cue = plan.cue
    source, at = _by(draft, cue.verb + 1)
    if at >= draft.stop:
        return
    plan = Plan(cue._replace(stop=cue.verb + 1, kind="question"), None)
    end = at
    while end < draft.stop and draft.words[end] != ",":
        end += 1
    listener = next(
        (later.subject for later in plans[number + 1 :] if later.subject is not None and later.subject.first > end),
        None,
    )
    draft.add(plan, source, [(at, draft.trim(at, end))], "asked", implied=source is None, addressee=listener)


def read_passive(draft: Draft, plans: list[Plan], number: int, plan: Plan) -> None:
    """`X was told that ...`, `it was reported that ...`, `X is said to ...`."""
    cue = plan.cue
    source, at = _by(draft, cue.verb + 1)
    while at < draft.stop and draft.bits[at] & ADV and not draft.inside[at]:
        at += 1
    if at >= draft.stop or cue.clause < 6:
        return
    lower = draft.lowers[at]
    hearer = plan.subject if cue.addressee == "d" else None
    within = nesting(draft, plan)
    if lower == "that" and ("t" in cue.frames):
        draft.add(
            plan,
            source,
            [(at, draft.end_of(plans, number, at))],
            "passive-that",
            addressee=hearer,
            within=within,
        )
    elif (
        lower == "to"
        and draft.lowers[cue.verb] in _HEARSAY
        and plan.subject is not None
        and plan.subject.kind != "pronoun"
    ):
        subject = (plan.subject.first, plan.subject.stop)
        draft.add(
            plan,
            source,
            [subject, (at, draft.end_of(plans, number, at))],
            "passive-to",
            within=within,
        )
    elif (
        cue.addressee == "d"
        and hearer is not None
        and lower in ("of", "about", "to", "whether", "if")
        and draft.lowers[cue.verb] not in _HEARSAY
    ):
        draft.add(
            plan,
            source,
            [(at, draft.end_of(plans, number, at))],
            "passive-of",
            addressee=hearer,
            within=within,
        )
