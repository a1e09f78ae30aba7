"""Machine formats: one number or one JSON object a line, in the names of `docs/record.md`, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reftel.show.machine import (
    edge_fields,
    entry_fields,
    gap_fields,
    hit_fields,
    ledger_fields,
    record_fields,
    step_fields,
    trace_fields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.gaps import Gap, Ledger
    from reftel.analysis.references import Counts
    from reftel.analysis.threads import Step
    from reftel.analysis.tracing import Trace
    from reftel.archive import Archive, Entry, Stats
    from reftel.archive.edges import Edge
    from reftel.cli.session import Session
    from reftel.model.telegram import Telegram

_encoder = msgspec.json.Encoder()
_AT_A_TIME = 200  # hits asked for together


def _line(fields: dict[str, Any]) -> bytes:
    return _encoder.encode(fields) + b"\n"


def record_line(telegram: Telegram, *, text: bool = True, spans: bool = False, analysis: bool = False) -> bytes:
    """A telegram as one line of JSON, as the record contract has it; its parts as asked for."""
    return _line(record_fields(telegram, text=text, spans=spans, analysis=analysis))


def print_entries(session: Session, entries: Iterable[Entry], form: str) -> None:
    """Print a list for machines, as it comes."""
    for entry in entries:
        session.write(entry.id.encode() + b"\n" if form == "mrn" else _line(entry_fields(entry)))


def print_hits(session: Session, archive: Archive, question: str, limit: int | None, offset: int, form: str) -> None:
    """Print hits for machines: all of them, or as many as were asked for."""
    left = limit
    while left is None or left > 0:
        found = archive.find(question, limit=_AT_A_TIME if left is None else min(left, _AT_A_TIME), offset=offset)
        for hit in found.hits:
            session.write(hit.entry.id.encode() + b"\n" if form == "mrn" else _line(hit_fields(hit)))
        offset += len(found.hits)
        left = None if left is None else left - len(found.hits)
        if not found.hits or offset >= found.total:
            return


def counts_line(stats: Stats, references: Counts) -> bytes:
    """What an archive holds as one line of JSON; what has no year, post or the like is counted under "null"."""
    fields: dict[str, Any] = {name: getattr(stats, name) for name in stats.__struct_fields__}
    for name, value in fields.items():
        if isinstance(value, dict):
            fields[name] = {"null" if key is None else str(key): number for key, number in value.items()}
    fields["references"] = references._asdict()
    return _line(fields)


def edge_line(edge: Edge) -> bytes:
    """One reference: who cites, in which words and where, and what became of it."""
    return _line(edge_fields(edge))


def step_line(step: Step) -> bytes:
    """One telegram of a thread; of one not held the dates between which it was sent."""
    return _line(step_fields(step))


def gap_line(gap: Gap) -> bytes:
    """One telegram that is not held."""
    return _line(gap_fields(gap))


def ledger_line(ledger: Ledger) -> bytes:
    """The sums of one post's year."""
    return _line(ledger_fields(ledger))


def trace_line(trace: Trace) -> bytes:
    """What one citation means."""
    return _line(trace_fields(trace))
