"""Machine forms: the fields of what reftel shows, in the names of `docs/record.md`, for every face."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import msgspec

    from reftel.analysis.gaps import Gap
    from reftel.analysis.ledgers import Ledger
    from reftel.analysis.serials import Bracket
    from reftel.analysis.threads import Step
    from reftel.analysis.tracing import Trace
    from reftel.archive import Entry, Hit
    from reftel.archive.edges import Edge
    from reftel.model.telegram import Telegram


def record_fields(
    telegram: Telegram, *, text: bool = True, spans: bool = False, analysis: bool = False
) -> dict[str, Any]:
    """A telegram as the record contract has it; its parts as asked for."""
    fields = {name: getattr(telegram, field) for field, name in _names(type(telegram)).items()}
    if not text:
        del fields["text"]
    if not spans:
        del fields["spans"]
    if analysis:
        fields.update(_analysis_fields(telegram))
    return fields


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


def hit_fields(hit: Hit) -> dict[str, Any]:
    """A hit: its entry, its score and the pieces that show why."""
    return {**entry_fields(hit.entry), "score": hit.score, "passages": hit.passages}


def edge_fields(edge: Edge) -> dict[str, Any]:
    """One reference: who cites, in which words and where, and what became of it."""
    return {name: getattr(edge, name) for name in edge.__struct_fields__ if name not in {"telegram", "nth"}}


def step_fields(step: Step) -> dict[str, Any]:
    """One telegram of a thread; of one not held the dates between which it was sent."""
    return {
        "name": step.name,
        "held": step.entry is not None,
        "dtg": step.entry.dtg if step.entry else None,
        "subject": step.entry.subject if step.entry else None,
        "sent": _bracket_fields(step.gap.bracket) if step.gap else None,
        "away": step.away,
        "cites": step.cites,
    }


def gap_fields(gap: Gap) -> dict[str, Any]:
    """One telegram that is not held: its number, when it was sent, and who cites it."""
    return {
        "mrn": gap.mrn,
        "archive_number": gap.archive_number,
        "post": gap.post,
        "name": gap.name,
        "year": gap.year,
        "number": gap.number,
        "sent": _bracket_fields(gap.bracket),
        "cited_day": gap.cited_day,
        "card": gap.card,
        "cited": [each._asdict() for each in gap.citations],
    }


def _bracket_fields(bracket: Bracket) -> dict[str, Any]:
    return {
        "earliest": bracket.earliest,
        "latest": bracket.latest,
        "likely_from": bracket.likely_from,
        "likely_to": bracket.likely_to,
    }


def ledger_fields(ledger: Ledger) -> dict[str, Any]:
    """The sums of one post's year."""
    fields = {name: getattr(ledger, name) for name in ledger.__struct_fields__}
    return {**fields, "total": ledger.total._asdict() if ledger.total else None}


def trace_fields(trace: Trace) -> dict[str, Any]:
    """What one citation means."""
    claim = trace.claim
    return {
        "start": claim.start,
        "end": claim.end,
        "text": trace.text,
        "outcome": trace.outcome,
        "telegram": trace.entry.id if trace.entry else None,
        "candidates": [entry.id for entry in trace.candidates],
        "not_held": gap_fields(trace.gap) if trace.gap else None,
        "problems": [problem._asdict() for problem in trace.problems],
        "paragraph": claim.paragraph,
    }
