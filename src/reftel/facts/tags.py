"""TAGS: the subject, place, organisation and program codes on a telegram's TAGS line."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from reftel.facts.table import Table, remembered, years_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE = Table("tags", ("code", "kind", "label", "country", "years", "source"))
_KINDS = frozenset({"subject", "place", "organisation", "program"})
_SHORT_KINDS = {"geo": "place", "org": "organisation"}  # as other lists of TAGS call them
_CODE = re.compile(r"[A-Z0-9][A-Z0-9&/-]{1,15}")
_PLACE_SHAPE = re.compile(r"[A-Z]{2}")
_PROGRAM_SHAPE = re.compile(r"K[A-Z]{3}")


class TagsFact(msgspec.Struct, frozen=True, gc=False):
    """What is known of one TAGS code; `country` (ISO 3166) only for places, years `None` where not known."""

    code: str
    kind: str
    label: str
    country: str
    from_year: int | None
    to_year: int | None
    source: str

    def in_use(self, year: int) -> bool:
        """Whether a drafter of that year could use the code, as far as is known."""
        return (self.from_year or 0) <= year <= (self.to_year or 9999)


@remembered
def tags() -> Mapping[str, TagsFact]:
    """Every TAGS code that is known.

    >>> tags()["PREL"].label, tags()["SZ"].label, tags()["SZ"].country
    ('External political relations', 'Switzerland', 'CH')
    """
    found: dict[str, TagsFact] = {}
    for row in _TABLE.rows():
        code, kind, label, country, years, source = row.cells
        if not _CODE.fullmatch(code):
            raise row.wrong(f"no TAGS code is written {code!r}")
        kind = _SHORT_KINDS.get(kind, kind)
        if kind not in _KINDS:
            raise row.not_one_of("kind", _KINDS)
        first, last = years_in(row) if years else (None, None)
        found[code] = TagsFact(code, kind, label, country, first, last, source)
    return MappingProxyType(found)


def kind_of_tag(code: str) -> str:
    """Whether a TAGS code is a subject, place, organisation or program: from the table, else by its shape.

    Two shapes are reserved by the system itself, two letters for places and K with three letters for programs. Any
    other code that is in no table is `unknown`: four letters may be a subject, an organisation or a misspelling.

    >>> [kind_of_tag(code) for code in ("PHUM", "KZ", "OSCE", "KDEM", "KXYZ", "HURI")]
    ['subject', 'place', 'organisation', 'program', 'program', 'unknown']
    """
    fact = tags().get(code)
    if fact is not None:
        return fact.kind
    if _PLACE_SHAPE.fullmatch(code):
        return "place"
    return "program" if _PROGRAM_SHAPE.fullmatch(code) else "unknown"
