"""Marks and signals: captions, operating signals, precedences, security groups, portion marks, office codes."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.table import Row, Table, forget_with_tables, one_of, remembered, whole_number, years_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_CAPTIONS = Table("captions", ("caption", "kind", "meaning", "excludes", "years", "source"))
_SIGNALS = Table("signals", ("signal", "meaning", "source"))
_PRECEDENCES = Table("precedences", ("word", "letter", "rank", "level", "handling", "source"))
_SECURITY = Table("security", ("letter", "level", "meaning", "source"))
_PORTIONS = Table("portions", ("mark", "level", "rank", "kind", "meaning", "source"))
_OFFICES = Table("offices", ("code", "name", "years", "source"))

_CAPTION_KINDS = frozenset(
    {"distribution", "dissemination", "sensitivity", "channel", "handling", "program", "correction"}
)
#: Letters that may end a security group in place of its own: who may read it (ACP 117).
_RELEASABLE = frozenset("ABCUZXOJ")


class CaptionFact(msgspec.Struct, frozen=True, gc=False):
    """One caption; `excludes` are the captions that cannot stand beside it, years are `None` where not known."""

    caption: str
    kind: str
    meaning: str
    excludes: tuple[str, ...]
    from_year: int | None
    to_year: int | None
    source: str


class SignalFact(msgspec.Struct, frozen=True, gc=False):
    """One operating signal of format lines 4 and 5, and what it says in plain words."""

    signal: str
    meaning: str
    source: str


class PrecedenceFact(msgspec.Struct, frozen=True, gc=False):
    """One precedence: its letter in the date-time group, its word on address lines, its rank (higher is quicker)."""

    word: str
    letter: str
    rank: int
    level: str
    handling: str
    source: str


class SecurityFact(msgspec.Struct, frozen=True, gc=False):
    """What a security group (CCCCC, SSSSS ...) says: the classification level and the words for it."""

    letter: str
    level: str
    meaning: str
    source: str


class PortionFact(msgspec.Struct, frozen=True, gc=False):
    """One part of a portion mark: a level, a control marking below the levels, or a caveat (rank 0, no level)."""

    mark: str
    level: str
    rank: int
    kind: str
    meaning: str
    source: str


class OfficeFact(msgspec.Struct, frozen=True, gc=False):
    """One office code of the ACTION and INFO lines of 1973-79 (later ones where they occur)."""

    code: str
    name: str
    from_year: int | None
    to_year: int | None
    source: str


@remembered
def captions() -> Mapping[str, CaptionFact]:
    """Every caption that is known, by its words.

    >>> captions()["EXDIS"].kind, "SIPDIS" in captions()["EXDIS"].excludes
    ('distribution', True)
    """
    return MappingProxyType({row["caption"]: _caption_of(row) for row in _CAPTIONS.rows()})


def _caption_of(row: Row) -> CaptionFact:
    excluded = tuple(name.strip() for name in row["excludes"].split(";") if name.strip())
    kind = one_of(row, "kind", _CAPTION_KINDS)
    return CaptionFact(row["caption"], kind, row["meaning"], excluded, *years_in(row), row["source"])


@remembered
def signals() -> Mapping[str, SignalFact]:
    """Every operating signal that is known.

    >>> signals()["ZFD"].meaning
    'suspected duplicate: may have been sent before'
    """
    return MappingProxyType({row["signal"]: SignalFact(*row.cells) for row in _SIGNALS.rows()})


@remembered
def precedences() -> Mapping[str, PrecedenceFact]:
    """Every precedence, by its word.

    >>> [fact.letter for fact in precedences().values() if fact.rank == 3]
    ['O', 'O']
    """
    return MappingProxyType(
        {
            row["word"]: PrecedenceFact(
                row["word"],
                row["letter"],
                whole_number(row, "rank"),
                row["level"],
                row["handling"],
                row["source"],
            )
            for row in _PRECEDENCES.rows()
        }
    )


@remembered
def portions() -> Mapping[str, PortionFact]:
    """Every part of a portion mark that is known: levels, control markings and caveats.

    >>> portions()["SBU"].level, portions()["NF"].kind
    ('SENSITIVE BUT UNCLASSIFIED', 'caveat')
    """
    return MappingProxyType(
        {
            row["mark"]: PortionFact(
                row["mark"],
                row["level"],
                whole_number(row, "rank"),
                row["kind"],
                row["meaning"],
                row["source"],
            )
            for row in _PORTIONS.rows()
        }
    )


@remembered
def offices() -> Mapping[str, OfficeFact]:
    """Every office code that is known, by its letters.

    >>> offices()["ARA"].name
    'Bureau of Inter-American Affairs'
    """
    return MappingProxyType(
        {row["code"]: OfficeFact(row["code"], row["name"], *years_in(row), row["source"]) for row in _OFFICES.rows()}
    )


@remembered
def _security_letters() -> Mapping[str, SecurityFact]:
    return MappingProxyType({row["letter"]: SecurityFact(*row.cells) for row in _SECURITY.rows()})


@functools.lru_cache(maxsize=256)
def meaning_of_security(group: str) -> SecurityFact | None:
    """What the security group of format line 4 says; `None` where it is no such group.

    Five equal letters, the last ones of which may be changed for letters of the nations that may read it. A special
    category after a stroke does not change the level.

    >>> meaning_of_security("CCCCC").level, meaning_of_security("SSSSS/AAAAA").level, meaning_of_security("CXCCC")
    ('CONFIDENTIAL', 'SECRET', None)
    """
    letters = group.partition("/")[0]
    fact = _security_letters().get(letters[:1])
    if fact is None or len(letters) != 5:
        return None
    readers = letters.lstrip(letters[0])
    return fact if len(readers) < 4 and _RELEASABLE.issuperset(readers) else None


forget_with_tables(meaning_of_security.cache_clear)
