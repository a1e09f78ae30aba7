"""What a statement or a date is about: the event named beside it and its days."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from reftel.analysis.dates import find_dates
from reftel.analysis.lexicon import ADV, AUX, COORD, CUE, DET, POSS, PREP, PRON, SUBORD, words_of
from reftel.analysis.tokens import tokenize
from reftel.model.analysis import About, DateMention

if TYPE_CHECKING:
    from datetime import date

    from reftel.analysis.datewords import FoundDate
    from reftel.analysis.passage import Passage
    from reftel.analysis.tokens import Tokens
    from reftel.model.telegram import Telegram

#: Nouns of events, the more telling first.
_EVENTS = words_of("hints.toml", "events_events")
#: Events of which the next one is meant where no day is named, and the verbs that tell when they are.
_BALLOTS = words_of("hints.toml", "events_ballots")
_TAKING_PLACE = words_of("hints.toml", "events_taking_place")
_BACKWARD = frozenset(("past", "last", "ago", "since", "previous", "recent", "those", "these", "earlier"))
_LIMITS = frozenset(("before", "by", "until", "till"))
_NO_MODIFIER = DET | POSS | PREP | AUX | COORD | PRON | SUBORD


def event_at(tokens: Tokens, place: int) -> tuple[int, int]:
    """The tokens of an event's name whose noun stands at `place`: "early parliamentary elections"."""
    lowers, bits, words = tokens.lowers, tokens.bits, tokens.words
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
                event = passage.tokens.cut(*event_at(passage.tokens, place))
                break
        if event:
            break
    inside = [one for one in dates for first, stop in pieces if first <= one.start and one.stop <= stop]
    if ahead and today is not None:
        inside = [_ahead(passage, one, today) for one in inside]
        inside = [one for one in inside if one.last is None or one.last > today]
    when = next(iter(inside), None)
    if event is None and when is None:
        return None
    if when is not None:
        return About(event=event, start=when.first, end=when.last)
    elsewhere = known.get(_key(event or ""))
    if elsewhere is not None:
        return About(event=event, start=elsewhere.start, end=elsewhere.end)
    return About(event=event)


def _ahead(passage: Passage, found: FoundDate, today: date) -> FoundDate:
    """What a forecast names without saying of which year, as still to come; other dates as they are.

    A length of time is from now on (`would take three years`), a month or day after `before` the next one.
    """
    words = passage.tokens.lowers[max(0, found.start - 2) : found.stop]
    if found.first is None or found.last is None or found.first >= today or set(words) & _BACKWARD:
        return found
    if found.last == today:
        return found._replace(first=today, last=today + (today - found.first))
    limited = not set(words).isdisjoint(_LIMITS) and not any(len(word) == 4 and word.isdecimal() for word in words)
    if limited and (today - found.last).days < 365 and (found.first.month, found.first.day) != (2, 29):
        last = monthrange(found.last.year + 1, found.last.month)[1]
        return found._replace(
            first=found.first.replace(year=found.first.year + 1),
            last=found.last.replace(year=found.last.year + 1, day=min(found.last.day, last)),
        )
    return found


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
                    event = passage.tokens.cut(*event_at(passage.tokens, place))
                    key = _key(event)
                    if key:
                        found.setdefault(key, About(event=event, start=date.first, end=date.last))
                    break
    return found


def event_beside(tokens: Tokens, date: FoundDate) -> str | None:
    """The event named right beside a date, as written, or whose day it is said to be: `elections will come in May`."""
    lowers = tokens.lowers
    for place in (
        *range(date.stop, min(len(lowers), date.stop + 5)),
        *range(date.start - 1, max(-1, date.start - 5), -1),
    ):
        if place >= len(lowers) or lowers[place] in (".", ";"):
            continue
        if lowers[place] in _EVENTS:
            return tokens.cut(*event_at(tokens, place))
    for place in range(date.start - 1, max(-1, date.start - 9), -1):
        if lowers[place] in _BALLOTS:
            return tokens.cut(*event_at(tokens, place))
        if not tokens.bits[place] & (AUX | PREP | DET | ADV) and lowers[place] not in _TAKING_PLACE:
            return None
    return None


def subject_dates(telegram: Telegram, today: date | None) -> list[DateMention]:
    """The dates in the subject line that tell when an event is: `REFERENDUM OF MAY 15`."""
    found: list[DateMention] = []
    for start, end in telegram.evidence.get("subject", [])[:1]:
        tokens = tokenize(telegram.text[start:end])
        for one in find_dates(tokens, today):
            event = event_beside(tokens, one)
            if event is not None:
                first, last = tokens.starts[one.start] + start, tokens.ends[one.stop - 1] + start
                found.append(date_mention(one, telegram.text, (first, last), event))
    return found


def date_mention(
    found: FoundDate, text: str, place: tuple[int, int], event: str | None, paragraph: int | None = None
) -> DateMention:
    """A date with its place in the text of a telegram, in characters, and the event that it tells the day of."""
    start, end = place
    return DateMention(
        start=start,
        end=end,
        text=text[start:end],
        first=found.first,
        last=found.last,
        paragraph=paragraph,
        approximate=found.approximate,
        event=event,
    )
