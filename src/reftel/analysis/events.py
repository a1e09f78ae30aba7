"""What a statement or a date is about: the event named beside it and its days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, DET, POSS, PREP, PRON, SUBORD, words_of
from reftel.model.analysis import About

if TYPE_CHECKING:
    from datetime import date

    from reftel.analysis.datewords import FoundDate
    from reftel.analysis.passage import Passage

#: Nouns of events, the more telling first.
_EVENTS = words_of("hints.toml", "events_events")
_NO_MODIFIER = DET | POSS | PREP | AUX | COORD | PRON | SUBORD


def event_at(passage: Passage, place: int) -> tuple[int, int]:
    """The tokens of an event's name whose noun stands at `place`: "early parliamentary elections"."""
    lowers, bits, words = passage.tokens.lowers, passage.tokens.bits, passage.tokens.words
    first = place
    while first > 0 and place - first < 5:
        before = first - 1
        stops = bits[before] & _NO_MODIFIER or not words[before][0].isalpha()
        if stops and lowers[before] not in ("early", "last", "next", "first", "second"):
            break
        if (bits[before] & CUE and lowers[before].endswith(("ed", "d", "s"))) or (
            bits[before] & ADV and lowers[before] != "early"
        ):
            break
        if lowers[before] in (
            "next",
            "last",
            "hold",
            "call",
            "win",
            "boycott",
            "win",
            "lose",
            "trigger",
            "fair",
            "free",
        ):
            break
        first -= 1
    return first, place + 1


def about(
    passage: Passage,
    pieces: list[tuple[int, int]],
    dates: list[FoundDate],
    known: dict[str, About],
    today: date | None = None,
    *,
    ahead: bool = False,
) -> About | None:
    """The first event in the content and its date: in the content, or known from elsewhere in the telegram.

    `ahead`: of a forecast a date after `today` counts first.
    """
    event = None
    for first, stop in pieces:
        for place in range(first, stop):
            if passage.tokens.lowers[place] in _EVENTS and passage.tokens.words[place][0].isalpha():
                event = passage.tokens.cut(*event_at(passage, place))
                break
        if event:
            break
    inside = [one for one in dates for first, stop in pieces if first <= one.start and one.stop <= stop]
    later = [one for one in inside if today is not None and (one.last is None or one.last > today)]
    when = next(iter(later if ahead and later else inside), None)
    if event is None and when is None:
        return None
    if when is not None:
        return About(event=event, start=when.first, end=when.last)
    elsewhere = known.get(_key(event or ""))
    if elsewhere is not None:
        return About(event=event, start=elsewhere.start, end=elsewhere.end)
    return About(event=event)


def _key(event: str) -> str:
    """Events are the same where the noun and the word before it agree, singular or plural."""
    words = event.lower().split()
    return " ".join(word.rstrip("s") for word in words[-2:]) if len(words) > 1 else ""


def known_events(passages: list[Passage], dates: list[list[FoundDate]]) -> dict[str, About]:
    """The events that the telegram itself dates: "fall 2007 elections", "parliamentary elections in 2009"."""
    found: dict[str, About] = {}
    for passage, own in zip(passages, dates, strict=True):
        lowers = passage.tokens.lowers
        for date in own:
            if date.first is None or date.last is None:
                continue
            for place in (
                *range(date.stop, min(len(lowers), date.stop + 5)),
                *range(max(0, date.start - 3), date.start),
            ):
                if lowers[place] in _EVENTS:
                    event = passage.tokens.cut(*event_at(passage, place))
                    key = _key(event)
                    if key:
                        found.setdefault(key, About(event=event, start=date.first, end=date.last))
                    break
    return found


def event_beside(passage: Passage, date: FoundDate) -> str | None:
    """The event named right beside a date, as written."""
    lowers = passage.tokens.lowers
    for place in (
        *range(date.stop, min(len(lowers), date.stop + 5)),
        *range(date.start - 1, max(-1, date.start - 5), -1),
    ):
        if place >= len(lowers) or lowers[place] in (".", ";"):
            continue
        if lowers[place] in _EVENTS:
            return passage.tokens.cut(*event_at(passage, place))
    return None
