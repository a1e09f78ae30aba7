"""Hits that repeat each other, folded under the first of them: retransmissions and corrected copies.

Only hits with the same subject are compared, word by word, and only those of one page: that costs next to nothing where
there are none. Every hit still counts, and is in the data and the table by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.twins import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.analysis.twins import Twin
    from reftel.archive import Archive, Hit

_MOST_COMPARED = 24  # pairs of one page


class Folded(NamedTuple):
    """A hit, and those after it that have the same text or a corrected one."""

    hit: Hit
    copies: list[Twin]


def folded(archive: Archive, hits: Sequence[Hit]) -> list[Folded]:
    """The hits in their order, each with its copies under it."""
    words = lru_cache(maxsize=None)(archive.written_words)
    kept: list[Folded] = []
    by_subject: dict[str, list[Folded]] = {}
    compared = 0
    for hit in hits:
        subject = " ".join((hit.entry.subject or "").upper().split())
        same = by_subject.setdefault(subject, []) if subject else []
        twin = None
        for first in same:
            if twin is None and compared < _MOST_COMPARED:
                compared += 1
                twin = _copy(words(first.hit.entry.key), words(hit.entry.key), hit)
                if twin is not None:
                    first.copies.append(twin)
        if twin is None:
            kept.append(Folded(hit, []))
            same.append(kept[-1])
    return kept


def _copy(words: Sequence[str], others: Sequence[str], hit: Hit) -> Twin | None:
    twin = compare(words, others, hit.entry)
    return twin if twin is not None and twin.kind != "shared passage" else None
