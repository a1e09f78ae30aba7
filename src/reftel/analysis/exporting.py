"""Statements as tables: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from reftel.errors import WrongRequest
from reftel.text.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reftel.analysis.answers import Said

_KEYS = ("telegram", "dtg", "post", "paragraph", "speakers", "speaker", "cue", "content", "addressee", "speech")
_KINDS = ("attribution", "kind", "polarity", "hedges", "probability", "event", "event_from", "event_to")
COLUMNS = (*_KEYS, *_KINDS, "nested", "confidence", "start", "end")


def row(one: Said) -> dict[str, Any]:
    """A statement as one flat row; places count characters of the telegram's text."""
    said = one.statement
    about = said.about
    return {
        "telegram": one.telegram,
        "dtg": one.dtg.isoformat() if one.dtg else None,
        "post": one.post,
        "paragraph": said.paragraph,
        "speakers": "; ".join(one.speakers),
        "speaker": said.speaker.text if said.speaker else None,
        "cue": said.cue.text if said.cue else None,
        "content": one.words,
        "addressee": said.addressee.text if said.addressee else None,
        "speech": said.speech,
        "attribution": said.attribution,
        "kind": said.kind,
        "polarity": said.polarity,
        "hedges": "; ".join(said.hedges),
        "probability": said.probability,
        "event": about.event if about else None,
        "event_from": about.start.isoformat() if about and about.start else None,
        "event_to": about.end.isoformat() if about and about.end else None,
        "nested": said.within is not None,
        "confidence": said.confidence,
        "start": said.content[0].start,
        "end": said.content[-1].end,
    }


def export(found: Iterable[Said], form: str, place: Path) -> int:
    """Write statements into a file; how many. Parquet needs pyarrow (`pip install reftel[parquet]`).

    Raises:
        WrongRequest: There is no such format, pyarrow is not there, or there is a file of that name already.
    """
    if place.exists():
        raise WrongRequest(f"there is a file {place} already", "Name another with --into, or remove it first.")
    count = 0
    if form == "parquet":
        return _parquet([row(one) for one in found], place)
    with place.open("w", encoding="utf-8", newline="") as file:
        if form == "csv":
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            for count, one in enumerate(found, start=1):  # noqa: B007
                table.writerow({name: cell(value) for name, value in row(one).items()})
        elif form == "jsonl":
            for count, one in enumerate(found, start=1):  # noqa: B007
                file.write(json.dumps(row(one), ensure_ascii=False) + "\n")
        else:
            raise WrongRequest(f"no such format: {form}")
    return count


def _parquet(rows: list[dict[str, Any]], place: Path) -> int:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise WrongRequest("Parquet needs pyarrow: pip install reftel[parquet]") from error
    parquet.write_table(pa.Table.from_pylist(rows), place)
    return len(rows)
