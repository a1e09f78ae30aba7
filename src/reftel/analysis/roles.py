"""Offices and roles that stand beside a name: in apposition, in lists, with their period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.lexicon import ADV, AUX, DET, HUMAN, OBJ, POSS, PREP, PRON, QUANT, REL, TITLE, cue_nouns, cue_verbs
from reftel.analysis.namewalk import without_prefix

if TYPE_CHECKING:
    from datetime import date

    from reftel.analysis.datewords import FoundDate
    from reftel.analysis.namewalk import Name
    from reftel.analysis.passage import Passage
    from reftel.analysis.people import People

_LONGEST = 16
_SERVED = frozenset(("served", "worked", "acted", "serves", "serving", "appointed", "named", "elected"))
_CHOSEN = frozenset(("appointed", "named", "elected"))
#: What makes an office of somebody else's: adviser to X, moguls like X.
_TOWARDS = frozenset(("to", "like", "by", "under"))
_ADDRESSES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", ".", "former", "late", "sir", "the", "his", "her", "honorable", "honourable")
) | {"hon", "h.e", "excellency", "highness", "majesty", "holiness"}
_PLURAL_TITLES = frozenset(
    ("co-chairmen", "chairmen", "ministers", "presidents", "generals", "senators", "deputies", "ambassadors", "leaders")
)


class Held(NamedTuple):
    """An office held: its words at tokens `first` to `stop`, and its period where the text gives one."""

    person: str
    first: int
    stop: int
    since: date | None
    until: date | None
    former: bool


def read_roles(people: People, dates: list[list[FoundDate]]) -> list[list[Held]]:
    """The offices beside names, paragraph by paragraph; they are added to the roles of the persons as well."""
    found: list[list[Held]] = []
    for p, passage in enumerate(people.passages):
        here: list[Held] = []
        for n, name in enumerate(passage.names):
            someone = people.of_name[p][n]
            if someone is None or someone.type != "person" or name.type == "office":
                continue
            for held in (_apposition(passage, name, someone.id), _served(passage, name, someone.id, dates[p])):
                if held is not None:
                    here.append(held)
                    someone.add_role(passage.tokens.cut(held.first, held.stop))
            if name.title < name.first and not is_address(passage.tokens.lowers[name.title : name.first]):
                first = passage.tokens.lowers[name.title]
                before = passage.tokens.lowers[name.title - 1] if name.title else ""
                former = is_former(first) or before in ("former", "late")
                here.append(Held(someone.id, name.title, name.first, None, None, former))
                _spread(people, p, passage, n, name)
        found.append(here)
    return found


def is_address(words: list[str]) -> bool:
    """Whether a title is only how one speaks of somebody: `Mr.`, `the late`, `The Honorable`; no office."""
    return all(word.rstrip(".") in _ADDRESSES or word == "." for word in words)


def is_former(word: str) -> bool:
    """Whether the first word of an office says that it was held before: `former`, `ex-president`, `then-minister`."""
    return word == "former" or without_prefix(word) != word


def _spread(people: People, p: int, passage: Passage, n: int, name: Name) -> None:
    """A plural office belongs to all names of the list that follows it."""
    title = passage.tokens.lowers[name.first - 1]
    if title not in _PLURAL_TITLES:
        return
    first = people.of_name[p][n]
    last = name
    for number in range(n + 1, min(len(passage.names), n + 8)):
        other = passage.names[number]
        between = passage.tokens.lowers[last.stop : other.title]
        someone = people.of_name[p][number]
        if someone is None or someone.type != "person" or any(word not in (",", "and") for word in between):
            return
        if first is not None:
            for role in first.roles:
                if title in role.lower():
                    someone.add_role(role)
        last = other


def apposition(passage: Passage, name: Name) -> tuple[int, int] | None:
    """The tokens of what stands beside a name: `X, chairman of the Y,` and `X (interpreter)`."""
    tokens = passage.tokens
    at = name.stop
    if at + 1 >= len(tokens) or tokens.words[at] not in (",", "("):
        return None
    closing = ")" if tokens.words[at] == "(" else ","
    first = at + 1
    start = first
    while start < len(tokens) and (tokens.bits[start] & (DET | ADV) or tokens.lowers[start] in ("former", "newly")):
        start += 1
    if (
        start >= len(tokens)
        or not tokens.bits[start] & (TITLE | HUMAN)
        or (passage.inside[start] and _is_person(passage, start))
    ):
        return None
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST and tokens.words[stop] not in (closing, ".", ";", "(", "\n"):
        stop += 1
    if stop >= len(tokens) or stop - first >= _LONGEST or (closing == ")" and tokens.words[stop] != ")"):
        return None
    stop = _end_of_office(passage, start, stop)
    if stop <= start:
        return None
    named_before = tokens.bits[first] & DET and "former" not in tokens.lowers[first:stop]
    return (start if named_before else first), stop


def _end_of_office(passage: Passage, first: int, stop: int) -> int:
    """The token after an office beside a name, before what is told of the person; `first` where it is a clause."""
    tokens = passage.tokens
    for at in range(first, stop):
        bit, lower = tokens.bits[at], tokens.lowers[at]
        if (bit & REL and lower != "that") or lower in ("-", "--", "—"):
            return at
        if bit & AUX or (bit & PRON and not bit & (POSS | OBJ | QUANT)) or (at > first and _tells(passage, at)):
            return first
        named = passage.inside[at] and passage.names[passage.inside[at] - 1].type == "person"
        if named and not _is_object(passage, first, at):
            return first
    return stop


def _tells(passage: Passage, place: int) -> bool:
    """Whether a verb says what somebody said or did: `the spokesman said`; not `the aide named by Borge`."""
    tokens = passage.tokens
    word = tokens.lowers[place]
    verb = word in cue_verbs() and word not in cue_nouns() and "past" in cue_verbs()[word].forms
    return verb and not tokens.bits[place - 1] & DET and tokens.lowers[place + 1 : place + 2] != ["by"]


def _is_object(passage: Passage, first: int, place: int) -> bool:
    """Whether a person in an office is whom it is about: `son of Borge`, `adviser to Mayor Borge`, `Borge's aide`."""
    tokens, name = passage.tokens, passage.names[passage.inside[place] - 1]
    if name.title > first and tokens.bits[name.title - 1] & (PREP | POSS):
        return True
    owner = tokens.lowers[name.stop : name.stop + 1] in (["'s"], ["’s"], ["'"], ["’"])
    return owner or not _TOWARDS.isdisjoint(tokens.lowers[first : name.title])


def _apposition(passage: Passage, name: Name, person: str) -> Held | None:
    beside = apposition(passage, name)
    if beside is None:
        return None
    return Held(person, *beside, None, None, former="former" in passage.tokens.lowers[slice(*beside)])


def _is_person(passage: Passage, place: int) -> bool:
    return passage.names[passage.inside[place] - 1].type in ("person", "maybe")


def _served(passage: Passage, name: Name, person: str, dates: list[FoundDate]) -> Held | None:
    """`X, who served as Procurator General from 1990 to 1995`."""
    tokens = passage.tokens
    at = name.stop
    limit = min(len(tokens), at + 8)
    while at < limit and tokens.lowers[at] not in _SERVED:
        if tokens.words[at] in (".", ";") or (tokens.words[at] == "," and at > name.stop):
            return None
        at += 1
    if at >= limit or (tokens.lowers[at] in _CHOSEN and not tokens.bits[at - 1] & (AUX | ADV)):
        return None
    first = at + 1
    while first < len(tokens) and tokens.lowers[first] in ("as", "the", "a", "an", "to", "be"):
        first += 1
    if first >= len(tokens) or (not tokens.bits[first] & (TITLE | HUMAN) and not passage.inside[first]):
        return None
    stop = first
    while (
        stop < len(tokens)
        and stop - first < 10
        and tokens.lowers[stop] not in (",", ".", "from", "until", "since", "in", "and", "under", ";")
    ):
        stop += 1
    if any(passage.inside[place] and _is_person(passage, place) for place in range(first, stop)):
        return None
    when = next((one for one in dates if stop <= one.start <= stop + 1), None)
    return Held(person, first, stop, when.first if when else None, when.last if when else None, when is not None)
