"""What kind of statement it is: claim or forecast, for or against, how surely, how likely."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import ADV, AUX, CUE, NEG, cue_verbs, words_of

if TYPE_CHECKING:
    from reftel.analysis.found import Found
    from reftel.analysis.passage import Passage
    from reftel.model.analysis import Kind, Speech

_CERTAIN = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?: ?%|[ -]per ?cent)"
    r"[ -](?:chance|probability|likelihood|likely|certain|sure|possibility|odds)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?: ?%|[ -]per ?cent)|\b([a-z]{3,9})(?:-([a-z]{3,5}))? ?per ?cent", re.IGNORECASE
)
_FIFTY = re.compile(r"\b(?:50[-/ ]50|fifty[- ]fifty|even (?:chance|odds|money))\b", re.IGNORECASE)
_PARTS = re.compile(
    r"\b([a-z]{3,5}|\d{1,2})(?: chances?)?[- ](?:in|out of)[- ]([a-z]{3,7}|\d{1,3})\b"
    r"|\b([a-z]{3,5})[- ](tenths|thirds|quarters)",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b([a-z]{5,7})-([a-z]{5,7})\b|\b([a-z]{3,5}) to one\b", re.IGNORECASE)
_CHANCE_WORDS = re.compile(
    r"\b(?:chances?|probability|likelihood|odds|risk|possibility|likely|likelier|certain|even"
    r"|(?:put|puts|rate[sd]?) (?:it|this|that|them) at)\b",
    re.IGNORECASE,
)
_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=1
    )
}
_PARTS_OF = {"tenths": 10, "thirds": 3, "quarters": 4}
_SURPRISED = frozenset(("astonished", "surprised", "amazed", "stunned", "shocked"))
_PROPOSING = frozenset(("should", "ought"))
_FORECASTING = words_of("hints.toml", "meaning_forecasting")


def probability(text: str, *, rated: bool = False) -> float | None:
    """A probability that the words give in figures; a share of people is none. `rated`: the cue itself rates a chance.

    >>> probability('a "90% chance" that he will'), probability("70% of voters"), probability("a one in four chance")
    (0.9, None, 0.25)
    >>> probability("at 60 percent the chance of a coup"), probability("odds of three to one")
    (0.6, 0.75)
    """
    if not rated and not _CHANCE_WORDS.search(text):
        return None
    clean = text.replace('"', "").replace("“", "").replace("”", "")
    match = _CERTAIN.search(clean)
    if match:
        return _share(float(match.group(1)), 100)
    if not rated and not _CHANCE_WORDS.search(clean):
        return None
    match = _PERCENT.search(clean)
    if match and not _of_people(clean, match.end()):
        found = float(match.group(1)) if match.group(1) else _number(match.group(2), match.group(3))
        if found is not None:
            return _share(found, 100)
    return _odds(clean)


def _of_people(text: str, place: int) -> bool:
    """Whether a percentage is a share of something: `70 percent of voters`."""
    return text[place : place + 4].lower() == " of " and not text[place : place + 12].lower().startswith(" of the time")


def _number(word: str, more: str | None = None) -> float | None:
    low = word.lower()
    value = _TENS.get(low) or _WORDS.get(low) or (int(low) if low.isdecimal() else None)
    if value is None:
        return None
    return float(value + (_WORDS.get(more.lower(), 0) if more else 0))


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if 0 <= part <= whole and whole else None


def _odds(clean: str) -> float | None:
    """`one in five`, `three chances in four`, `nine tenths`, `sixty-forty`, `three to one`, `fifty-fifty`."""
    if _FIFTY.search(clean):
        return 0.5
    for match in _PARTS.finditer(clean):
        part, whole, tenths, unit = match.groups()
        first = _number(part or tenths)
        last = float(_PARTS_OF[unit.lower()]) if unit else _number(whole)
        if first is not None and last and first < last:
            return _share(first, last)
    for match in _AGAINST.finditer(clean):
        one, two, ratio = match.groups()
        if ratio:
            value = _number(ratio)
            return _share(value, value + 1) if value else None
        if _TENS.get(one.lower(), 0) + _TENS.get(two.lower(), 0) == 100:
            return _TENS[one.lower()] / 100
    return None


def speech(passage: Passage, pieces: list[tuple[int, int]]) -> Speech:
    """Direct where all words stand in quotation marks, indirect where none do, mixed else."""
    if not any(any(passage.quoted[first:stop]) for first, stop in pieces):
        return "indirect"
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
    if any(probability(passage.tokens.cut(*piece)) is not None for piece in found.pieces):
        return "forecast"
    if any(_is_surprise(lowers, *piece) for piece in found.pieces):
        return "forecast"
    inner = _inner_kind(passage, found.pieces[0][0], found.pieces[0][1])
    if inner is not None:
        return inner
    cue_word = lowers[found.cue.verb] if found.cue else ""
    for at in range(first, min(stop, first + 40)):
        if not bits[at] & AUX:
            continue
        lower = lowers[at]
        if lower in _PROPOSING:
            return "proposal"
        if lower in ("will", "shall", "would", "might", "may", "could"):
            return _of_future(lowers, first, stop, at, cue_word)
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


def _is_surprise(lowers: list[str], first: int, stop: int) -> bool:
    """`would be astonished if`, `would not be surprised by`: what is not, or is, expected."""
    return any(
        lowers[at] == "would" and any(word in _SURPRISED for word in lowers[at + 1 : min(at + 4, stop)])
        for at in range(first, stop)
    )


def _inner_kind(passage: Passage, first: int, stop: int) -> Kind | None:
    """The kind of "that he expected a narrow vote": what the first verb of the content says by itself."""
    lowers, bits = passage.tokens.lowers, passage.tokens.bits
    at = first + (lowers[first] == "that")
    if at + 1 >= stop or lowers[at] not in ("he", "she", "they", "we", "i"):
        return None
    at += 1
    while at < stop - 1 and bits[at] & ADV:
        at += 1
    known = cue_verbs().get(lowers[at])
    if known is None or known.verb.kind not in ("forecast", "estimate") or not known.forms & {"past", "third", "base"}:
        return None
    return known.verb.kind  # type: ignore[return-value]


def _of_future(lowers: list[str], first: int, stop: int, verb: int, cue_word: str) -> Kind:
    """What is said of the future: a forecast where it is believed, or dated, or sure and about others; else a claim."""
    if cue_word in _FORECASTING:
        return "forecast"
    others = _about_others(lowers, first, verb)
    if lowers[verb] in ("will", "shall") and others:
        return "forecast"
    timed = any(word in _TIMED for word in lowers[verb:stop])
    own = lowers[verb - 1] in ("he", "she", "we", "i", "they")
    return "forecast" if (others or not own) and timed and lowers[verb] != "could" else "claim"


_TIMED = words_of("hints.toml", "meaning_timed")


def _about_others(lowers: list[str], first: int, verb: int) -> bool:
    """Whether the subject of a future verb is somebody else: what one will do oneself is a promise, not a forecast."""
    subject = set(lowers[first:verb])
    return not subject & {"he", "she", "we", "i", "his", "her", "our", "they", "their"}
