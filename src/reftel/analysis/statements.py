"""Who said what: the statements of one sentence, each cue read by the construction that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.attributing import (
    read_accord,
    read_asked,
    read_noun,
    read_opinion,
    read_passive,
    read_question,
)
from reftel.analysis.cues import find_cues
from reftel.analysis.draft import Draft
from reftel.analysis.planning import plan_cue
from reftel.analysis.speaking import read_verb
from reftel.analysis.trailing import read_trailing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.analysis.cues import Cue
    from reftel.analysis.found import Found, Plan
    from reftel.analysis.passage import Passage

    Construction = Callable[[Draft, list[Plan], int, Plan], None]


def sentence_statements(passage: Passage, number: int) -> list[Found]:
    """The statements of a sentence, in the order of their cues."""
    draft = Draft(passage, number)
    cues = [cue for cue in find_cues(passage, draft.first, draft.stop) if not _is_supposed(draft, cue)]
    plans = [plan_cue(draft, cue) for cue in cues]
    for place, plan in enumerate(plans):
        _construction(plan)(draft, plans, place, plan)
    return draft.found


def _is_supposed(draft: Draft, cue: Cue) -> bool:
    """Whether a cue stands in a condition that opens the sentence: "If the union agrees, the mill will close"."""
    if cue.form != "finite" or draft.lowers[draft.first] not in ("if", "unless"):
        return False
    return "," not in draft.words[draft.first : cue.first] and "," in draft.words[cue.stop : draft.stop]


def _construction(plan: Plan) -> Construction:
    if plan.cue.complement == "question" and plan.cue.form not in ("accord", "opinion"):
        return read_question
    by_form = _BY_FORM.get(plan.cue.form)
    if by_form is not None:
        return by_form
    return read_trailing if plan.post else read_verb


_BY_FORM: dict[str, Construction] = {
    "accord": read_accord,
    "opinion": read_opinion,
    "noun": read_noun,
    "asked": read_asked,
    "passive": read_passive,
}
