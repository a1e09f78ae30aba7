"""Statements as tables: CSV, JSON Lines and Parquet."""

from __future__ import annotations

import csv
import json
from contextlib import contextmanager
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from reftel.errors import WrongRequest
from reftel.text.cells import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reftel.analysis.answers import Said

_KEYS = ("telegram", "dtg", "post", "paragraph", "speakers", "speaker", "cue", "content", "addressee", "speech")
_KINDS = ("attribution", "kind", "polarity", "hedges", "probability", "event", "event_from", "event_to")
COLUMNS = (*_KEYS, *_KINDS, "nested", "confidence", "start", "end")
FORMS = ("csv", "jsonl", "parquet")
#: The columns of a Parquet file that are no words.
_OTHER_TYPES = {"paragraph": "int64", "start": "int64", "end": "int64", "probability": "double", "confidence": "double",
                "nested": "bool"}  # fmt: skip
_A_GROUP = 10_000  # rows
_encoder = msgspec.json.Encoder()


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


def table_lines(found: Iterable[Said], form: str) -> Iterator[str]:
    """Statements as the lines of a table, as they come; `csv` begins with the names of the columns."""
    if form == "csv":
        yield _csv_line(COLUMNS)
        for one in found:
            yield _csv_line(map(cell, row(one).values()))
    else:
        for one in found:
            yield _json_line(row(one))


def _json_line(fields: dict[str, Any]) -> str:
    r"""One object; half a character, as damage can leave it, is written by its number.

    >>> _json_line({"content": "dam"}), _json_line({"content": "\udc80"})
    ('{"content":"dam"}\n', '{"content": "\\udc80"}\n')
    """
    try:
        return _encoder.encode(fields).decode() + "\n"
    except UnicodeEncodeError:
        return json.dumps(fields) + "\n"


def _csv_line(cells: Iterable[object]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def export(found: Iterable[Said], form: str, place: Path) -> int:
    """Write statements into a file as they come; how many. Parquet needs pyarrow (`pip install reftel[parquet]`).

    Raises:
        WrongRequest: There is no such format, pyarrow is not there, or there is a file of that name already.
    """
    if place.exists():
        raise WrongRequest(f"there is a file {place} already", "Name another with --into, or remove it first.")
    if form not in FORMS:
        raise WrongRequest(f"no such format: {form}")
    count = 0

    def counted() -> Iterator[Said]:
        nonlocal count
        for one in found:
            count += 1
            yield one

    with _whole(place) as part:
        if form == "parquet":
            _write_parquet(counted(), part)
        else:
            with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(table_lines(counted(), form))
    return count


@contextmanager
def _whole(place: Path) -> Iterator[Path]:
    """A file beside the one that is to be: it takes its name when it is whole, and goes where something stops it."""
    part = place.with_name(f"{place.name}.part")
    try:
        yield part
        part.rename(place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _write_parquet(found: Iterator[Said], place: Path) -> None:
    """Group by group, so that no table need be held whole."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise WrongRequest("Parquet needs pyarrow: pip install reftel[parquet]") from error
    schema = pa.schema([(name, _OTHER_TYPES.get(name, "string")) for name in COLUMNS])
    with parquet.ParquetWriter(place, schema) as writer:
        while rows := [row(one) for one in islice(found, _A_GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
