"""Machine formats: one number or one JSON object a line, in the names of `docs/record.md`, and nothing else."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice
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
from reftel.text.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reftel.analysis.gaps import Gap
    from reftel.analysis.ledgers import Ledger
    from reftel.analysis.references import Counts
    from reftel.analysis.threads import Step
    from reftel.analysis.tracing import Trace
    from reftel.archive import Entry, Hit, Stats
    from reftel.archive.edges import Edge
    from reftel.cli.session import Session
    from reftel.model.telegram import Telegram

_encoder = msgspec.json.Encoder()


def _line(fields: dict[str, Any]) -> bytes:
    return _encoder.encode(fields) + b"\n"


def record_line(telegram: Telegram, *, text: bool = True, spans: bool = False, analysis: bool = False) -> bytes:
    """A telegram as one line of JSON, as the record contract has it; its parts as asked for."""
    return _line(record_fields(telegram, text=text, spans=spans, analysis=analysis))


def print_entries(session: Session, entries: Iterable[Entry], form: str) -> None:
    """Print a list for machines, as it comes."""
    for entry in entries:
        session.write(entry.id.encode() + b"\n" if form == "mrn" else _line(entry_fields(entry)))


def print_hits(session: Session, hits: Iterable[Hit], limit: int | None, form: str) -> None:
    """Print hits for machines as they come: all of them, or as many as were asked for."""
    if form == "csv":
        session.write(_csv_line(_CSV_COLUMNS))
    for hit in islice(hits, limit):
        if form == "mrn":
            session.write(hit.entry.id.encode() + b"\n")
        elif form == "csv":
            fields = entry_fields(hit.entry)
            session.write(_csv_line([_cell(fields, column) for column in _CSV_COLUMNS]))
        else:
            session.write(_line(hit_fields(hit)))


_CSV_COLUMNS = ("id", "mrn", "year", "post", "number", "dtg", "level", "subject", "dialect", "container", "conflict")


def _cell(fields: dict[str, Any], column: str) -> str:
    """A value for a table."""
    source = {**fields["source"], "level": fields["classification"]["level"]}
    value = source[column] if column in source else fields[column]
    text = "" if value is None else value.isoformat() if column == "dtg" else str(value)
    return str(cell(text))


def _csv_line(cells: Sequence[str]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


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
