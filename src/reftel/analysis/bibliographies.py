"""Bibliographies for programs: entries in BibTeX, RIS and CSL JSON, and the telegrams that they cite."""

from __future__ import annotations

import re

import msgspec

from reftel.analysis.cited_dates import find_day
from reftel.analysis.claims import Claim, Day

_BIBTEX_ENTRY = re.compile(r"^@\w+\{[^\n]*\n(?:[^\n}][^\n]*\n)*", re.MULTILINE)
_BIBTEX_FIELD = re.compile(r"^\s*(?P<name>[a-z]+)\s*=\s*\{(?P<value>[^\n]*)\},?$", re.MULTILINE)
_RIS_ENTRY = re.compile(r"^TY  - [^\n]*\n(?:(?!ER)[^\n]*\n)*", re.MULTILINE)
_RIS_FIELD = re.compile(r"^(?P<name>[A-Z][A-Z0-9])  - (?P<value>[^\n]*)$", re.MULTILINE)


def read_entries(text: str) -> list[Claim] | None:
    """The claims of a file for programs; `None` where the text is none."""
    begins = text.lstrip()[:8]
    if begins.startswith("@"):
        return [_entry(found, _BIBTEX_FIELD) for found in _BIBTEX_ENTRY.finditer(text)]
    if begins.startswith("TY  -"):
        return [_entry(found, _RIS_FIELD) for found in _RIS_ENTRY.finditer(text)]
    if begins.startswith(("[", "{")):
        return _json_entries(text)
    return None


def _entry(found: re.Match[str], field: re.Pattern[str]) -> Claim:
    fields = {each["name"]: each["value"].strip("{} ") for each in field.finditer(found.group())}
    named = fields.get("annote", fields.get("M1", "")).removeprefix("reftel ")
    written = named or fields.get("number") or fields.get("SN")
    title = fields.get("title", fields.get("TI"))
    return Claim(
        found.start(), found.end(), id=written, day=find_day(fields.get("date", fields.get("DA", ""))), subject=title
    )


def _json_entries(text: str) -> list[Claim] | None:
    try:
        read = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None
    entries = read if isinstance(read, list) else [read]
    claims: list[Claim] = []
    place = 0
    for entry in entries:
        if not isinstance(entry, dict):
            return None
        written = str(entry.get("id") or entry.get("number") or "")
        place = max(text.find(written, place), 0)
        parts = entry.get("issued", {}).get("date-parts", [[]]) if isinstance(entry.get("issued"), dict) else [[]]
        day = Day(*parts[0]) if parts and len(parts[0]) == 3 else None
        claims.append(Claim(place, place + len(written), id=written, day=day, subject=entry.get("title")))
    return claims
