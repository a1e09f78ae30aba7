"""Machine formats: one number or one JSON object a line, in the names of `docs/record.md`, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.gaps import Gap, Ledger
    from reftel.analysis.references import Counts
    from reftel.analysis.serials import Bracket
    from reftel.analysis.threads import Step
    from reftel.analysis.tracing import Trace
    from reftel.archive import Archive, Entry, Hit, Stats
    from reftel.archive.edges import Edge
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


def counts_line(stats: Stats, references: Counts) -> bytes:
    """What an archive holds as one line of JSON; what has no year, post or the like is counted under "null"."""
    fields: dict[str, Any] = {name: getattr(stats, name) for name in stats.__struct_fields__}
    for name, value in fields.items():
        if isinstance(value, dict):
            fields[name] = {"null" if key is None else str(key): number for key, number in value.items()}
    fields["references"] = references._asdict()
    return _encoder.encode(fields) + b"\n"


# references


def edge_line(edge: Edge) -> bytes:
    """One reference: who cites, in which words and where, and what became of it."""
    fields = {name: getattr(edge, name) for name in edge.__struct_fields__ if name not in {"telegram", "nth"}}
    return _encoder.encode(fields) + b"\n"


def step_line(step: Step) -> bytes:
    """One telegram of a thread; of one not held the dates between which it was sent."""
    fields = {
        "name": step.name,
        "held": step.entry is not None,
        "dtg": step.entry.dtg if step.entry else None,
        "subject": step.entry.subject if step.entry else None,
        "sent": _bracket_fields(step.gap.bracket) if step.gap else None,
        "away": step.away,
        "cites": step.cites,
    }
    return _encoder.encode(fields) + b"\n"


def gap_line(gap: Gap) -> bytes:
    """One telegram that is not held."""
    return _encoder.encode(_gap_fields(gap)) + b"\n"


def _gap_fields(gap: Gap) -> dict[str, Any]:
    return {
        "mrn": gap.mrn,
        "archive_number": gap.archive_number,
        "post": gap.post,
        "name": gap.name,
        "year": gap.year,
        "number": gap.number,
        "sent": _bracket_fields(gap.bracket),
        "cited": [each._asdict() for each in gap.citations],
    }


def _bracket_fields(bracket: Bracket) -> dict[str, Any]:
    return {
        "earliest": bracket.earliest,
        "latest": bracket.latest,
        "likely_from": bracket.likely_from,
        "likely_to": bracket.likely_to,
    }


def ledger_line(ledger: Ledger) -> bytes:
    """The sums of one post's year."""
    fields = ledger._asdict()
    if ledger.total is not None:
        fields["total"] = dict(zip(("at_least", "likely", "at_most"), ledger.total, strict=True))
    return _encoder.encode(fields) + b"\n"


def trace_line(trace: Trace) -> bytes:
    """What one citation means."""
    claim = trace.claim
    fields = {
        "start": claim.start,
        "end": claim.end,
        "text": trace.text,
        "outcome": trace.outcome,
        "telegram": trace.entry.id if trace.entry else None,
        "candidates": [entry.id for entry in trace.candidates],
        "not_held": _gap_fields(trace.gap) if trace.gap else None,
        "problems": [problem._asdict() for problem in trace.problems],
        "paragraph": claim.paragraph,
    }
    return _encoder.encode(fields) + b"\n"
