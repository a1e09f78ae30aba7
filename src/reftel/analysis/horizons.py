"""When a forecast can be judged that names no day: at the next ballot, where the archive dates it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from reftel.analysis.lexicon import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from reftel.analysis.answers import Happening
    from reftel.model.analysis import DateMention, Statement

_BALLOTS = words_of("hints.toml", "events_ballots")
_OTHERS = words_of("hints.toml", "horizons_other_ballots")
_OUTCOMES = words_of("hints.toml", "horizons_outcomes")
_SPOKEN_OF = _BALLOTS | {"vote", "votes", "campaign"}
_REFERENDUM = frozenset(("referendum", "referendums", "referenda", "plebiscite"))
_ANY = frozenset(("ballot", "balloting", "poll", "polls", "voting", "vote", "runoff"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: A ballot that is known already: `the vote`, `the Estravian election`; not `an election`, of which there is none yet.
_NAMED = re.compile(r"\b(?:the|this|these|next|early|coming|upcoming)\s+(?:[\w-]+\s+){0,2}?([a-z]+)\b")
_OUTCOME = re.compile(
    r"\b(?:a|the|narrow|clear|heavy|comfortable|solid|big) (?:yes|no)\b(?=[\s,.]*(?:$|and|or|at|by|,|\.|on))"
    r"|\bpercent (?:for|of the vote)\b|\bnext government\b"
    r"|^(?:that )?(?:a|an)(?: absolute| clear| narrow| big)? majority\b"
)
#: A ballot is known to the day, the month or the season; a date that leaves more open tells too little.
_EXACT = timedelta(days=100)
#: So long after a ballot who speaks of majorities speaks of that one.
_COUNTING = timedelta(days=45)
#: The next ballot comes within this time, or it is another.
_SOON = timedelta(days=730)


def hangs_on_ballot(statement: Statement, *, elsewhere: bool) -> frozenset[str] | None:
    """The nouns by which a forecast without a day names the ballot it hangs on; `None` where it hangs on none.

    No noun but an outcome (a majority, a narrow no) is enough where a ballot is spoken of `elsewhere` in the telegram.

    >>> from reftel.model.analysis import Statement
    >>> said = Statement(paragraph=1, speaker=None, cue=None, content=(), words="that he would win the election")
    >>> sorted(hangs_on_ballot(said, elsewhere=False))
    ['election']
    """
    text = statement.words.lower()
    words = _WORD.findall(text)
    if _OTHERS & set(words) or _YEAR.search(text):
        return None
    named = frozenset(match.group(1) for match in _NAMED.finditer(text) if match.group(1) in _BALLOTS | {"vote"})
    if named:
        return named
    return frozenset() if elsewhere and (_OUTCOMES & set(words) or _OUTCOME.search(text)) else None


def speaks_of_ballot(statements: Iterable[Statement], dates: Iterable[DateMention]) -> bool:
    """Whether a telegram speaks of a ballot: in a statement, or beside a date."""
    return any(one.event and _last_word(one.event) in _BALLOTS for one in dates) or any(
        not _SPOKEN_OF.isdisjoint(_WORD.findall(one.words.lower())) for one in statements
    )


def next_ballot(named: frozenset[str], told: date, ballots: Iterable[Happening]) -> Happening | None:
    """The first ballot of that kind after a day; `None` where none is dated or two readings of its day do not meet.

    One that may be over already, as in the month of the telegram, is not the next; where one was just held, an outcome
    alone does not tell which is meant.
    """
    fitting = [one for one in ballots if _fits(one, named)]
    coming = sorted((one for one in fitting if _is_coming(one, told)), key=lambda one: (_ends(one), _begins(one)))
    just_held = any(
        _begins(one) <= told <= _ends(one) + _COUNTING and _ends(one) - _begins(one) < _COUNTING for one in fitting
    )
    if not coming or (just_held and not named):
        return None
    first = coming[0]
    near = [one for one in coming if _begins(one) - _begins(first) <= _EXACT]
    return first if all(_begins(one) <= _ends(first) for one in near) else None


def dates_ballot(lines: str) -> bool:
    """Whether one of the dated events among the lines of `wording` is a ballot: told without opening the analysis."""
    return any(line.startswith("\t") and _last_word(line) in _BALLOTS for line in lines.split("\n"))


def is_ballot(date: DateMention) -> bool:
    """Whether what is dated is a ballot of a whole country, with a first and a last day near each other."""
    return bool(
        date.event
        and date.first
        and date.last
        and date.last - date.first <= _EXACT
        and _last_word(date.event) in _BALLOTS
        and not _OTHERS & set(_WORD.findall(date.event.lower()))
    )


def in_order(ballots: Iterable[Happening]) -> list[Happening]:
    """Ballots by their first days."""
    return sorted(ballots, key=_begins)


def ballots_around(told: date, ballots: Sequence[Happening]) -> Sequence[Happening]:
    """Those among ballots in order that can be the next after a day or were just held: no others matter then."""
    first = bisect_left(ballots, told - 2 * _COUNTING, key=_begins)
    return ballots[first : bisect_right(ballots, told + _SOON, key=_begins)]


def _noun(one: Happening) -> str:
    return _last_word(one.date.event or "")


def _last_word(text: str) -> str:
    words = _WORD.findall(text.lower())
    return words[-1] if words else ""


def _fits(one: Happening, named: frozenset[str]) -> bool:
    """Whether a ballot is of the kind that is named: a referendum is no election; `the vote` can be either."""
    if not named or named & _ANY or _noun(one) in _ANY:
        return True
    return bool(named & _REFERENDUM) == (_noun(one) in _REFERENDUM)


def _is_coming(one: Happening, told: date) -> bool:
    return told <= _begins(one) <= told + _SOON


def _begins(one: Happening) -> date:
    assert one.date.first is not None
    return one.date.first


def _ends(one: Happening) -> date:
    assert one.date.last is not None
    return one.date.last
