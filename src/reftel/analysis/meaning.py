"""What kind of statement it is: claim or forecast, for or against, how surely, how likely."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import AUX, CUE, NEG, words_of

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage
    from reftel.analysis.statements import Found
    from reftel.model.analysis import Kind, Speech

_CHANCE = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?: ?%|[ -]per ?cent)"
    r"[ -](?:chance|probability|likelihood|likely|certain|sure|possibility|odds)",
    re.IGNORECASE,
)
_FIFTY = re.compile(
    r"\b(?:50[-/ ]50|fifty[- ]fifty|even (?:chance|odds)|(?:one|1)[- ]in[- ](?:two|2) chance)\b", re.IGNORECASE
)
_ONE_IN = re.compile(r"\b(?:one|1)[- ]in[- ](three|four|five|ten|\d{1,3})[ -]chance", re.IGNORECASE)
_CHANCES = re.compile(
    r"\b(?:chances?|probability|likelihood|odds) (?:of [a-z ]{1,40} )?"
    r"(?:is|are|was|were|at)(?: at| about| only| around)? (\d{1,3})(?: ?%| per ?cent)",
    re.IGNORECASE,
)
_WORDS = {"three": 3, "four": 4, "five": 5, "ten": 10}
_PROPOSING = frozenset(("should", "ought"))
_FORECASTING = words_of("hints.toml", "meaning_forecasting")


def probability(text: str) -> float | None:
    """A probability that the words give in figures; a share of people is none.

    >>> probability('a "90% chance" that he will'), probability("70% of voters"), probability("a one in four chance")
    (0.9, None, 0.25)
    """
    clean = text.replace('"', "").replace("“", "").replace("”", "")
    match = _CHANCE.search(clean) or _CHANCES.search(clean)
    if match:
        value = float(match.group(1)) / 100
        return round(value, 4) if value <= 1 else None
    if _FIFTY.search(clean):
        return 0.5
    match = _ONE_IN.search(clean)
    if match:
        number = _WORDS.get(match.group(1).lower()) or int(match.group(1))
        return round(1 / number, 4) if number else None
    return None


def speech(passage: Passage, pieces: list[tuple[int, int]]) -> Speech:
    """Direct where all words stand in quotation marks, indirect where none do, mixed else."""
    inside = total = 0
    for first, stop in pieces:
        for at in range(first, stop):
            if passage.tokens.words[at][0].isalnum():
                total += 1
                inside += passage.quoted[at] != 0
    if not inside:
        return "indirect"
    return "direct" if inside >= total - 1 else "mixed"


def hedges(passage: Passage, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words in the content that make it less than certain, as tokens."""
    known = words_of("frames.toml", "hedges")
    months = passage.capitals
    return [
        (at, at + 1)
        for first, stop in pieces
        for at in range(first, stop)
        if passage.tokens.lowers[at] in known
        and not (
            passage.tokens.words[at] == "May"
            or (
                months
                and passage.tokens.lowers[at] == "may"
                and passage.tokens.words[at + 1 : at + 2]
                and passage.tokens.words[at + 1][:1].isdecimal()
            )
        )
    ]


def is_negative(passage: Passage, pieces: list[tuple[int, int]]) -> bool:
    """Whether the main clause of the content denies: a negation before its second verb."""
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    verbs = 0
    for first, stop in pieces:
        for at in range(first, stop):
            if lowers[at] in ("rather", "only", "just") and lowers[at - 1] == "not":
                return False
            if (bits[at] & NEG or lowers[at].endswith(("n't", "n’t"))) and lowers[at + 1 : at + 2] not in (
                ["only"],
                ["just"],
                ["merely"],
            ):
                return True
            if bits[at] & AUX and not bits[at - 1] & AUX:
                verbs += 1
            if verbs > 1 and lowers[at] in (",", ";", "that", "which", "who", "because"):
                return False
            if lowers[at] in ("rather", "because", "without") and verbs:
                return False
    return False


def kind_of(passage: Passage, found: Found) -> Kind:
    """The kind of a statement: what its cue says, sharpened by the verb of its content."""
    given = found.kind
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    first, stop = found.pieces[-1]
    if found.construction in ("asked", "question"):
        return "question"
    if (
        given == "request"
        and found.cue is not None
        and lowers[found.cue.verb] in ("asked", "asks", "asking", "ask", "inquired")
        and lowers[first] in ("whether", "if", "how", "why", "what", "when", "where", "who", "about")
    ):
        return "question"
    if lowers[first] == "whether" and given == "question":
        return "question"
    if given != "claim":
        return given  # type: ignore[return-value]
    cue_word = lowers[found.cue.verb] if found.cue else ""
    for at in range(first, min(stop, first + 40)):
        if not bits[at] & AUX:
            continue
        lower = lowers[at]
        if lower in _PROPOSING:
            return "proposal"
        if lower in ("will", "shall") or (lower in ("would", "might", "may", "could") and cue_word in _FORECASTING):
            return "forecast" if _about_others(lowers, first, at) else "claim"
        if lower == "going":
            return "forecast"
        if lower not in ("is", "are", "was", "were", "has", "have", "had", "be", "been", "do", "does", "did"):
            return "claim"
        if bits[at] & CUE:
            break
        if lower in ("is", "are", "was", "were") and lowers[at + 1 : at + 2] == ["necessary"]:
            return "proposal"
        return "claim"
    return "claim"


def _about_others(lowers: list[str], first: int, verb: int) -> bool:
    """Whether the subject of a future verb is somebody else: what one will do oneself is a promise, not a forecast."""
    subject = set(lowers[first:verb])
    return not subject & {"he", "she", "we", "i", "his", "her", "our", "they", "their"}
