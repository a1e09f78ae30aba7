"""What a statement is while it is put together: places are tokens of the passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.analysis.cues import Cue
    from reftel.analysis.subjects import Phrase

QUOTES = frozenset(("”", '"', "’", "'", "»"))


@dataclass(slots=True)
class Found:
    """A statement while it is being put together: all places are tokens of the passage."""

    sentence: int
    cue: Cue | None
    source: Phrase | None
    pieces: list[tuple[int, int]]
    construction: str
    addressee: Phrase | None = None
    within: Found | None = None
    shared: Found | None = None  # speaks with the speaker of that one
    kind: str = "claim"
    implied: bool = False
    own_comment: bool = False
    voices: tuple[str, ...] = ()
    listeners: tuple[str, ...] = ()
    run: int = 0  # the how manieth sentence of continued speech this is
    label: int = -1  # the token of the word Comment before a comment of the post


@dataclass(slots=True)
class Plan:
    """A cue with what stands around it."""

    cue: Cue
    subject: Phrase | None
    post: bool = False  # stands after or inside what it reports
    joint: int = -1  # where the preceding content must stop
    shared: bool = False
    nested: bool = False
    inverted: Phrase | None = None
