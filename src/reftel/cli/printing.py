"""Machine formats: one number or one JSON object a line, in the names of `docs/record.md`, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.archive import Archive, Entry, Hit, Stats
    from reftel.cli.session import Session
    from reftel.model.telegram import Telegram

_encoder = msgspec.json.Encoder()
_AT_A_TIME = 200  # hits asked for together


def record_line(telegram: Telegram, *, text: bool = True, spans: bool = False, analysis: bool = False) -> bytes:
    """A telegram as one line of JSON, as the record contract has it; its parts as asked for."""
    fields = {name: getattr(telegram, field) for field, name in _names(type(telegram)).items()}
    if not text:
        del fields["text"]
    if not spans:
        del fields["spans"]
    if analysis:
        fields.update(_analysis_fields(telegram))
    return _encoder.encode(fields) + b"\n"


def _analysis_fields(telegram: Telegram) -> dict[str, Any]:
    from reftel.analysis.understand import analyze

    understood = analyze(telegram)
    fields = {name: getattr(understood, field) for field, name in _names(type(understood)).items()}
    return {("analysis_rules" if name == "rules" else name): value for name, value in fields.items()}


def _names(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Attributes and the names they have in JSON, in order."""
    return dict(zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True))


def entry_fields(entry: Entry) -> dict[str, Any]:
    """What an archive says of a telegram without opening it, as far as it goes in the shape of a record."""
    return {
        "id": entry.id,
        "mrn": entry.mrn,
        "year": entry.year,
        "post": entry.post,
        "number": entry.number,
        "source": {"dialect": entry.dialect, "container": entry.container},
        "dtg": entry.dtg,
        "classification": {"level": entry.level},
        "subject": entry.subject,
        "conflict": entry.conflict,
    }


def print_entries(session: Session, entries: Iterable[Entry], form: str) -> None:
    """Print a list for machines, as it comes."""
    for entry in entries:
        line = entry.id.encode() if form == "mrn" else _encoder.encode(entry_fields(entry))
        session.write(line + b"\n")


def print_hits(session: Session, archive: Archive, question: str, limit: int | None, offset: int, form: str) -> None:
    """Print hits for machines: all of them, or as many as were asked for."""
    left = limit
    while left is None or left > 0:
        found = archive.find(question, limit=_AT_A_TIME if left is None else min(left, _AT_A_TIME), offset=offset)
        for hit in found.hits:
            session.write((hit.entry.id.encode() if form == "mrn" else _encoder.encode(_hit_fields(hit))) + b"\n")
        offset += len(found.hits)
        left = None if left is None else left - len(found.hits)
        if not found.hits or offset >= found.total:
            return


def _hit_fields(hit: Hit) -> dict[str, Any]:
    return {**entry_fields(hit.entry), "score": hit.score, "passages": hit.passages}


def counts_line(stats: Stats) -> bytes:
    """What an archive holds as one line of JSON; what has no year, post or the like is counted under "null"."""
    fields = {name: getattr(stats, name) for name in stats.__struct_fields__}
    for name, value in fields.items():
        if isinstance(value, dict):
            fields[name] = {"null" if key is None else str(key): number for key, number in value.items()}
    return _encoder.encode(fields) + b"\n"
