"""How people in made telegrams take a position, change or keep it, look ahead, and meet: the shapes of their sentences.

In a shape `[...]` is what somebody says and `<...>` the word that says so; `{m}` is the matter, `{e}` an event or that
it does not happen. They were written before anybody measured what a reader makes of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shape(NamedTuple):
    """A sentence in three pieces, the one between them said by somebody; the cue, the kind of the statement."""

    before: str
    content: str
    after: str
    cue: str
    kind: str


def _shape(marked: str, kind: str) -> Shape:
    cue = re.search(r"<(.+?)>", marked)
    assert cue is not None
    before, content, after = re.split(r"[\[\]]", re.sub("[<>]", "", marked))
    return Shape(before, content, after, cue[1], kind)


def _shapes(kind: str, *marked: str) -> tuple[Shape, ...]:
    return tuple(_shape(each, kind) for each in marked)


#: What one is for or against: a matter is one of each.
MATTERS_OF = """
coffee fisheries railway customs mining land press water pension pipeline airport harbor grain copper textile radio
school income housing forestry cement sugar shipping tourism banking highway electricity university timber cattle rice
oil gas postal telephone river
""".split()  # noqa: SIM905
MATTERS = """
treaty levy bill agreement merger embargo subsidy quota loan ban reform pact decree concession plan protocol monopoly
amnesty project referendum
""".split()  # noqa: SIM905

#: Somebody is for a matter or against it, for the first time or as if it were so.
STANCES: Mapping[str, tuple[Shape, ...]] = {
    "for": (
        *_shapes(
            "claim",
            "{who} <said> [{he} supported {m}].",
            "{who} <told> {us} that [{he} was in favor of {m}].",
            "{who} <argued> that [{m} was long overdue].",
            "<According to> {who}, [{m} was the only way out, and {he} would vote for it].",
            "{who} <assured> {us} that [{he} stood behind {m}].",
            "{who} <stressed> that [{m} had {his} full support].",
            "{who} <said> that [without {m} there would be no recovery].",
            "{who} <described> [{m} as the best thing that could happen to the country].",
            "“[We need {m}, and we need it soon],” {who} <said>.",
        ),
    ),
    "against": (
        *_shapes(
            "claim",
            "{who} <said> [{he} opposed {m}].",
            "{who} <told> {us} that [{he} could not accept {m}].",
            "{who} <insisted> that [{m} was a mistake and had to be dropped].",
            "{who} <argued> that [{m} would serve nobody but the importers].",
            "{who} <made clear> that [{he} would vote against {m}].",
            "<According to> {who}, [{m} was unacceptable in any form].",
            "{who} <complained> that [{m} had been forced upon the country].",
            "{who} <described> [{m} as a gift to speculators].",
            "“[I shall never put my name to {m}],” {who} <said>.",
        ),
    ),
}
#: Somebody says that he thinks otherwise now.
TURNED: Mapping[str, tuple[Shape, ...]] = {
    "for": (
        *_shapes(
            "claim",
            "{who} <said> [{he} had changed {his} mind and now supported {m}].",
            "{who} <told> {us} that [{he} no longer objected to {m}].",
            "{who}, who used to speak against it, <said> [{he} had been won over to {m}].",
            "Reversing {himself}, {who} <said> [{he} would vote for {m}].",
            "{who} <announced> that [{he} had dropped {his} objections to {m}].",
        ),
        *_shapes(
            "concession",
            "{who} <conceded> that [{he} had been wrong about {m}, which the country needed].",
            "{who} <admitted> that [{his} earlier doubts about {m} had been misplaced].",
        ),
    ),
    "against": (
        *_shapes(
            "claim",
            "{who} <said> [{he} no longer supported {m}].",
            "{who} <told> {us} that [{he} had come to see {m} as a mistake].",
            "{who} <announced> that [{he} was withdrawing {his} support for {m}].",
            "{who} <said> that [{he} had turned against {m}].",
            "{who} now <insisted> that [{m} would have to be given up].",
        ),
        *_shapes(
            "concession",
            "{who} <admitted> that [{he} had once favored {m} but now saw no merit in it].",
            "{who} <conceded> that [{he} had been mistaken in backing {m}].",
        ),
    ),
}
#: Somebody says again what he said before.
KEPT: Mapping[str, tuple[Shape, ...]] = {
    "for": (
        *_shapes(
            "claim",
            "{who} <repeated> that [{he} supported {m}].",
            "{who} <said> that [{his} position had not changed: {he} was in favor of {m}].",
            "{who} <reaffirmed> that [{m} had {his} full support].",
            "As before, {who} <argued> that [{m} was long overdue].",
        ),
        *_shapes("denial", "{who} <denied> that [{he} had ever wavered in {his} support for {m}]."),
    ),
    "against": (
        *_shapes(
            "claim",
            "{who} <repeated> that [{he} opposed {m}].",
            "{who} <told> {us} again that [{he} could not accept {m}].",
            "{who} <maintained> that [{m} was a mistake and had to be dropped].",
            "{who} <said> that [{he} remained opposed to {m}].",
        ),
        *_shapes("denial", "{who} <denied> that [{he} had changed {his} mind about {m}, which {he} still opposed]."),
    ),
}

#: What can happen to a matter, and how it is said that it does not.
EVENTS = (
    ("parliament would approve {m}", "parliament would not approve {m}"),
    ("the cabinet would accept {m}", "the cabinet would reject {m}"),
    ("{m} would come into force", "{m} would not come into force"),
    ("the two sides would sign {m}", "the two sides would not sign {m}"),
    ("{m} would be put to a vote", "{m} would never be put to a vote"),
    ("the opposition would give in on {m}", "the opposition would not give in on {m}"),
)
FORECASTS = _shapes(
    "forecast",
    "{who} <predicted> that [{e} {horizon}].",
    "{who} <expected> that [{e} {horizon}].",
    "{who} <told> {us} that [{e} {horizon}].",
    "{who} was <confident> that [{e} {horizon}].",
    "{who} <said> [{he} expected that {e} {horizon}].",
    "{who} had no <doubt> that [{e} {horizon}].",
    "It was {his} <belief>, {who} told {us}, that [{e} {horizon}].",
    "<According to> {who}, [{e} {horizon}].",
)
FORECASTS_TURNED = _shapes(
    "forecast",
    "{who} now <expected> that [{e} {horizon}].",
    "Contrary to what {he} had said before, {who} <predicted> that [{e} {horizon}].",
    "{who} <revised> {his} forecast: [{e} {horizon}].",
    "{who} <said> {he} had been wrong, and that [{e} {horizon}].",
)
FORECASTS_KEPT = _shapes(
    "forecast",
    "{who} still <expected> that [{e} {horizon}].",
    "{who} <repeated> that [{e} {horizon}].",
    "{who} stood by {his} <forecast> that [{e} {horizon}].",
)
CHANCES = _shapes(
    "forecast",
    "{who} <put> [the chances that {e} {horizon} at {chance} percent].",
    "{who} <said> that [there was a {chance} percent chance that {e} {horizon}].",
    "{who} <told> {us} that [the odds that {e} {horizon} were {chance} percent].",
)
CHANCES_TURNED = _shapes(
    "forecast",
    "{who} now <put> [the chances that {e} {horizon} at only {chance} percent].",
    "{who} <said> {he} had been too hopeful: [the chances that {e} {horizon} were {chance} percent].",
)
CHANCES_KEPT = _shapes(
    "forecast",
    "{who} still <put> [the chances that {e} {horizon} at {chance} percent].",
    "{who} <repeated> that [there was a {chance} percent chance that {e} {horizon}].",
)
#: What is counted, and in what.
COUNTED = (("coffee crop", "tons"), ("wheat harvest", "tons"), ("copper output", "tons"), ("grain reserve", "tons"),
           ("sugar crop", "tons"), ("fish catch", "tons"), ("budget deficit", "million dollars"),
           ("trade surplus", "million dollars"), ("external debt", "million dollars"))  # fmt: skip
FIGURES = _shapes(
    "estimate",
    "{who} <estimated> [this year’s {m} at {number} {unit}].",
    "{who} <told> {us} that [this year’s {m} would come to {number} {unit}].",
    "{who} <put> [this year’s {m} at {number} {unit}].",
)
FIGURES_TURNED = _shapes(
    "estimate",
    "{who} now <estimated> [this year’s {m} at {number} {unit}].",
    "{who} <corrected> {his} earlier figure and put [this year’s {m} at {number} {unit}].",
    "{who} <lowered> {his} estimate of [this year’s {m} to {number} {unit}].",
)
FIGURES_KEPT = _shapes(
    "estimate",
    "{who} <repeated> that [this year’s {m} would come to {number} {unit}].",
    "{who} still <put> [this year’s {m} at {number} {unit}].",
)


class Encounter(NamedTuple):
    """A sentence that people met; `other` where two of them are of the country, `place` whether it says where."""

    shape: str
    medium: str
    other: bool = False
    place: bool = False


ENCOUNTERS = (
    Encounter("{us} met with {who} on {date} to discuss {np}.", "meeting"),
    Encounter("{who} met {other} in {place} on {date}.", "meeting", other=True, place=True),
    Encounter("{who} called on {us} on {date}.", "call"),
    Encounter("{us} called on {who} at {place} on {date}.", "call", place=True),
    Encounter("On {date} {us} met {who} at {place}.", "meeting", place=True),
    Encounter("{who} received {us} on {date} for a talk about {np}.", "meeting"),
    Encounter("Over lunch on {date}, {us} and {who} discussed {np}.", "lunch"),
    Encounter("{us} spoke by telephone with {who} on {date}.", "telephone"),
    Encounter("{who} and {other} met in {place} on {date} to review {np}.", "meeting", other=True, place=True),
    Encounter("{us} raised {np} with {who} in a meeting on {date}.", "meeting"),
    Encounter("{us} gave a dinner for {who} and {other} on {date}.", "dinner", other=True),
)
VENUES = ("the Foreign Ministry", "the Presidency", "the Chancery", "the Central Bank", "the Ministry of Finance",
          "party headquarters", "the airport", "the National Palace")  # fmt: skip


def cues() -> frozenset[str]:
    """The words by which somebody takes a position in these shapes."""
    by_side = [shapes for sides in (STANCES, TURNED, KEPT) for shapes in sides.values()]
    ahead = [FORECASTS, FORECASTS_TURNED, FORECASTS_KEPT, CHANCES, CHANCES_TURNED, CHANCES_KEPT]
    return frozenset(
        shape.cue for shapes in (*by_side, *ahead, FIGURES, FIGURES_TURNED, FIGURES_KEPT) for shape in shapes
    )
