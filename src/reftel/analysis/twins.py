"""Twins: telegrams with the same text, a corrected one, or a passage of it; and telegrams on the same matter.

Candidates come from the index, by the shingles that texts share. Then the texts themselves are compared, word by word:
what is said of two telegrams was seen in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from reftel.archive.alike import on_the_same_matter, sharing, telling_words
from reftel.archive.entries import entries_by_key
from reftel.archive.index import body_words, index_words
from reftel.archive.shingles import LENGTH, all_shingles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reftel.archive import Archive, Entry

Kind = Literal["same text", "corrected copy", "shared passage"]

_CANDIDATES = 40  # telegrams that are compared with one
_SAME = 0.985  # shingles in common of all: a letter here and there was read otherwise
_CORRECTED = 0.4  # about one word in fourteen is another
_PASSAGE = 40  # words in a row that are a passage, and not a form of words
_NEAR_ENOUGH = 3  # words in a passage that may be others without ending it
_STEP = LENGTH + _NEAR_ENOUGH  # words between two shingles in common of one passage, at the most
_FEWEST = 1 - (LENGTH - _PASSAGE) // _STEP  # shingles in common that can make a passage


class Run(msgspec.Struct, frozen=True, gc=False):
    """Words that two texts have in common: where they begin in each, and how many they are."""

    first: int
    second: int
    length: int


class Twin(msgspec.Struct, frozen=True):
    """A telegram that repeats another, or is repeated by it.

    `common` is the share of all pieces of the two texts that both have, from 0 to 1. `passage` is the longest passage
    in common, as it stands in the other telegram, and `words` how many words all such passages have together.
    """

    entry: Entry
    kind: Kind
    common: float
    passage: str
    words: int


class Similar(msgspec.Struct, frozen=True):
    """What is like a telegram: twins, the likest first, and others on the same matter with the words that tell."""

    entry: Entry
    twins: tuple[Twin, ...]
    same_matter: tuple[Entry, ...]
    telling: tuple[str, ...]


def similar(archive: Archive, asked: str, limit: int = 10) -> Similar:
    """What is like a telegram, asked for and failing as `Archive.get`."""
    entry, telegram = archive.entry(asked), archive.get(asked)
    words = body_words(telegram)
    found = twins_of(archive, entry.key, words)
    searcher = archive.searcher()
    telling = telling_words(searcher, words, index_words(telegram.subject or ""))
    without = {entry.key, *(twin.entry.key for twin in found)}
    keys = on_the_same_matter(searcher, telegram, telling, without, limit)
    held = entries_by_key(archive.connection, keys)
    return Similar(entry, tuple(found[:limit]), tuple(held[key] for key in keys if key in held), tuple(telling))


def twins_of(archive: Archive, key: int, words: Sequence[str]) -> list[Twin]:
    """The twins of a text, the likest first; `key` is that of its own telegram."""
    candidates = sharing(archive.searcher(), words, key, _CANDIDATES)
    held = entries_by_key(archive.connection, [one.key for one in candidates])
    found = []
    for one in candidates:
        if one.key in held:
            others = archive.written_words(one.key)
            if twin := compare(words, others, held[one.key]):
                found.append(twin)
    return sorted(found, key=lambda twin: (-twin.common, -twin.words, twin.entry.key))


def all_twins(archive: Archive) -> Iterator[tuple[Entry, Twin]]:
    """Every pair of twins of an archive once: the later with the earlier by their keys."""
    searcher = archive.searcher()
    for key, words in archive.all_written_words():
        earlier = [one for one in sharing(searcher, words, key, _CANDIDATES) if one.key < key]
        if not earlier:
            continue
        held = entries_by_key(archive.connection, [key, *(one.key for one in earlier)])
        for one in earlier:
            if key in held and one.key in held:
                twin = compare(words, archive.written_words(one.key), held[one.key])
                if twin:
                    yield held[key], twin


def compare(words: Sequence[str], others: Sequence[str], entry: Entry) -> Twin | None:
    """What two texts have in common, `others` being those of `entry`; `None` for nothing but forms of words."""
    ones, twos = all_shingles(words), all_shingles(others)
    first, second = set(ones), set(twos)
    both = first & second
    common = len(both) / (len(first | second) or 1)
    if not both or (common < _CORRECTED and len(both) < _FEWEST):
        return None
    runs = shared_runs(ones, twos)
    longest = max(runs, key=lambda run: run.length)
    passages = [run for run in runs if run.length >= _PASSAGE]
    if common < _CORRECTED and not passages:
        return None
    kind: Kind = "same text" if common >= _SAME else "corrected copy" if common >= _CORRECTED else "shared passage"
    shown = " ".join(others[longest.second : longest.second + longest.length])
    return Twin(entry, kind, round(common, 3), shown, sum(run.length for run in passages))


def shared_runs(ones: Sequence[int], twos: Sequence[int]) -> list[Run]:
    """The runs of words that two texts have in common, in the order of the first; a few words in them may differ."""
    places = dict(zip(reversed(twos), reversed(range(len(twos))), strict=True))  # of each the first
    runs: list[Run] = []
    begun: tuple[int, int] | None = None
    last = (0, 0)
    for place, number in [(place, number) for place, number in enumerate(ones) if number in places]:
        other = places[number]
        if begun and 0 < place - last[0] <= _STEP and 0 < other - last[1] <= _STEP:
            last = (place, other)
            continue
        if begun:
            runs.append(Run(*begun, last[0] - begun[0] + LENGTH))
        begun = last = (place, other)
    if begun:
        runs.append(Run(*begun, last[0] - begun[0] + LENGTH))
    return runs
