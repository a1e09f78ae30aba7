"""Mentions of other telegrams in running text: reftel, Ref A, STATE 52986, our 605, septel.

A cheap look over the whole text comes first; the bodies that mention nothing end there.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

from reftel.model.telegram import Reftel
from reftel.references.in_text import numbered_mentions
from reftel.references.lettered import lettered_mentions
from reftel.text.folded import folded as folded_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reftel.references.own import Own


_SEPTEL = re.compile(r"(?<![A-Za-z])septels?\b", re.IGNORECASE)  # matched where the folded text says


def find_mentions(
    text: str,
    stretches: Iterable[tuple[int, int]],
    own: Own,
    cited: Sequence[Reftel] = (),
    folded: bytes | None = None,
) -> list[Reftel]:
    """Mentions of telegrams in stretches of a text, in order; places count characters of `text`.

    `cited` are the references of the REF lines: REFTEL and REF A are theirs. A mention has no label of its own.
    `folded` is the folded text, where it is known already.

    >>> from reftel.references.own import Own
    >>> body = "Floods are reported (STATE 47381). See septel."
    >>> [(mention.text, mention.mrn) for mention in find_mentions(body, [(0, len(body))], Own(1979, "LAPAZ", 9000))]
    [('STATE 47381', '79STATE47381'), ('septel', None)]
    """
    folded = folded_text(text) if folded is None else folded
    has_septels = b"septel" in folded
    numbers = frozenset(reftel.mrn for reftel in cited if reftel.mrn is not None)
    mentions: list[Reftel] = []
    for start, end in stretches:
        body, kinds = text[start:end], folded[start:end]
        found: list[Reftel] = []
        if b"ref" in kinds:
            found += lettered_mentions(body, start, kinds, cited)
        if has_septels:
            _septels(body, start, kinds, found)
        if b" 0" in kinds or b"a-0" in kinds:
            found += numbered_mentions(body, start, kinds, own, numbers)
        mentions += _without_explained(found) if len(found) > 1 else found
    return mentions


def _without_explained(found: list[Reftel]) -> list[Reftel]:
    found.sort(key=attrgetter("start"))
    return [each for each, following in zip_longest(found, found[1:]) if not _explained(each, following)]


def _explained(mention: Reftel, following: Reftel | None) -> bool:
    """Whether a mention that means nothing by itself stands right before what it means: SEE REFTEL LA PAZ 8837."""
    return mention.state == "unresolved" and following is not None and following.start - mention.end == 1


def _septels(body: str, base: int, folded: bytes, found: list[Reftel]) -> None:
    place = folded.find(b"septel")
    while place >= 0:
        mention = _SEPTEL.match(body, place)
        if mention is not None:
            found.append(_septel(base, mention))
        place = folded.find(b"septel", place + 6)


def _septel(base: int, found: re.Match[str]) -> Reftel:
    return Reftel(
        text=found.group(),
        kind="septel",
        state="unresolved",
        reason="a separate telegram that is not named",
        start=base + found.start(),
        end=base + found.end(),
    )
