"""How sure a statement is: the share of right ones among those built the same way in hand-annotated telegrams."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib.resources import files

#: What is believed of a construction before it was seen, and with the weight of how many observations.
_PRIOR, _WEIGHT = 0.75, 4
_SPEAKER_UNKNOWN, _NESTED = 0.85, 0.9


@lru_cache(maxsize=1)
def _counts() -> dict[str, tuple[int, int]]:
    text = files("reftel.analysis").joinpath("data", "confidence.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["construction"]: (int(row["right"]), int(row["of"])) for row in rows}


@cache
def confidence(construction: str, *, speaker_known: bool, nested: bool) -> float:
    """The smoothed share of right statements; less where the speaker is nobody known or where it stands inside another.

    >>> 0.5 < confidence("verb-that", speaker_known=True, nested=False) < 1
    True
    """
    right, of = _counts().get(construction, (0, 0))
    share = (right + _PRIOR * _WEIGHT) / (of + _WEIGHT)
    if not speaker_known:
        share *= _SPEAKER_UNKNOWN
    return round(share * (_NESTED if nested else 1.0), 2)
