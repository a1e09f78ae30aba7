"""Captions: the words under the classification line that say who may read and where the telegram goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.facts import captions
from reftel.facts.table import remembered
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from reftel.model.draft import Draft
    from reftel.text.lines import Line

_EDGES = " \t/.,;:-*<>"
_PARTS = re.compile(r"\s*(?://+|[,;/]|\s-\s| {2,})\s*")
_FIRST_WORD = re.compile(r"\w+")
_FIRST_LEADING = re.compile(r"[ /,;.-]{0,4}([A-Za-z]+)")
_LONGEST = 80
_LONGEST_NAME = 4  # words
_MOST_LEADING = 4
_WORDS = {
    n: re.compile(rf"[ /,;.-]{{0,4}}(?P<name>[A-Za-z]+(?: [A-Za-z]+){{{n - 1}}})[ /,;.-]+(?=\w)") for n in range(1, 5)
}
#: Kinds of caption that are words of other names as well.
_NO_LEADERS = frozenset(("program", "correction"))
#: A level in front of caveats: `SECRET//NOFORN`.
_MARKED_LEVEL = re.compile(r"(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED) ?/{1,2}(?=[A-Z])")


@remembered
def caption_names() -> frozenset[str]:
    """The captions that are known, in capitals; CORRECTED COPY has a reason behind it and is read elsewhere."""
    return frozenset(name for name, fact in captions().items() if fact.kind != "correction")


@remembered
def _openings() -> frozenset[str]:
    """The first words of captions: most lines are turned away by their own."""
    return frozenset(_first_word(name) for name in caption_names())


def _first_word(words: str) -> str:
    found = _FIRST_WORD.match(words)
    return found[0] if found is not None else ""


def read_captions(draft: Draft, line: Line) -> bool:
    """Whether a line is made of captions only; if so they are kept, each once."""
    text = line.text
    found = captions_in(text)
    if not found:
        return False
    if found == ["SIPDIS"] and "SIPDIS" in draft.captions:
        _repair_doubled(draft, line)
        return True
    take_captions(draft, found, line.start, line.start + len(text.rstrip()))
    draft.marks[-1] = (line.start, line.next, "caption")
    return True


def take_captions(draft: Draft, found: list[str], start: int, end: int) -> None:
    """Keep captions that stand at `start` to `end`, each once, and label their place."""
    for caption in found:
        if caption not in draft.captions:
            draft.captions.append(caption)
    draft.note("captions", start, end)
    draft.marks.append((start, end, "caption"))


def captions_in(text: str) -> list[str]:
    """The captions that a line consists of; empty where it holds anything else.

    >>> captions_in("STADIS//////////"), captions_in("NOFORN, NOT FOR INTERNET DISTRIBUTION"), captions_in("FOR EUR")
    (['STADIS'], ['NOFORN', 'NOT FOR INTERNET DISTRIBUTION'], [])
    >>> captions_in("SECRET//NOFORN"), captions_in("SECRET")
    (['NOFORN'], [])
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return []
    names = caption_names()
    plain = text.upper().strip(_EDGES)
    words = " ".join(plain.split())
    if words in names:
        return [words]
    if "//" in plain and (level := _MARKED_LEVEL.match(plain)) is not None:
        plain = plain[level.end() :]
        words = " ".join(plain.split())
    elif _first_word(plain) not in _openings():
        return []
    parts = [part for part in _PARTS.split(plain) if part]
    if parts and all(" ".join(part.split()) in names for part in parts):
        return [" ".join(part.split()) for part in parts]
    return _spelled_out(words.split(), names)


def leading_captions(text: str) -> tuple[list[str], int]:
    """The captions that a line begins with before other words, and where these begin; programs (USEU) count as words.

    >>> leading_captions("SIPDIS, DEA HQ FOR ROE"), leading_captions(" NODIS BONN 12"), leading_captions("USEU BRUSSELS 1")
    ((['SIPDIS'], 8), (['NODIS'], 7), ([], 0))
    """
    found: list[str] = []
    end = 0
    known = captions()
    for _ in range(_MOST_LEADING):
        first = _FIRST_LEADING.match(text, end)
        if first is None or first[1].upper() not in _openings():
            break
        for length in range(_LONGEST_NAME, 0, -1):
            opening = _WORDS[length].match(text, end)
            if opening is None:
                continue
            name = " ".join(opening["name"].upper().split())
            if (fact := known.get(name)) is not None and fact.kind not in _NO_LEADERS:
                found.append(name)
                end = opening.end()
                break
        else:
            break
    return found, end


def _spelled_out(words: list[str], names: frozenset[str]) -> list[str]:
    """Captions that follow each other without a sign between: `SENSITIVE SIPDIS`, longest names first."""
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(6, len(words) - place), 0, -1):
            name = " ".join(words[place : place + length]).strip(_EDGES)
            if name in names:
                found.append(name)
                place += length
                break
        else:
            return []
    return found


def _repair_doubled(draft: Draft, line: Line) -> None:
    """A loading program put a SIPDIS line of its own beside the drafter's (D17); one of them is the drafter's."""
    end = line.start + len(line.text.rstrip())
    before = draft.text[: line.start]
    start = len(before.rstrip())
    draft.repairs.append(Repair(start, end, draft.text[start:end], "", "doubled-sipdis", 0.97))
    draft.marks.append((line.start, line.next, "sipdis"))
