"""Spellings of one name that no rule brings together: a small table of facts."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def other_names(word: str) -> tuple[str, ...]:
    """Other names or spellings of what a word names, small and without accents; several words stand with blanks.

    >>> other_names("peking"), other_names("beijing")
    (('beijing', 'peiping'), ('peking', 'peiping'))
    """
    return _table().get(word, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    text = (files("reftel.spelling") / "names.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        spellings = row["spellings"].split(";")
        for spelling in spellings:
            found.setdefault(spelling, []).extend(other for other in spellings if other != spelling)
    return {spelling: tuple(dict.fromkeys(others)) for spelling, others in found.items()}
