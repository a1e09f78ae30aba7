"""Where the truth of a collection goes: JSON Lines, or Parquet where pyarrow is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMS = ("jsonl", "parquet")
_A_GROUP = 5_000  # rows that are held before they are written

_ENTRY = {"address": "string", "post": "string", "routing": "string", "precedence": "string", "serial": "string"}
_OFFICES = [{"office": "string", "copies": "int64"}]
_HORIZON = {"from": "string", "to": "string"}
_POSITION = {
    "matter": "string", "position": "string", "amount": "double", "horizon": _HORIZON,
}  # fmt: skip
_PLACE = {"file": "string", "row": "int64", "offset": "int64"}
_STRETCH = {"paragraph": "int64", "start": "int64", "end": "int64"}

#: The columns of each table; `[x]` is a list of x, a mapping a record. JSON Lines leave out what a telegram lacks.
TABLES: Mapping[str, Mapping[str, Any]] = {
    "truth": {
        **_PLACE, "mrn": "string", "year": "int64", "post": "string", "number": "int64", "layout": "string",
        "thread": "int64", "again": "string", "sections": "int64", "pages": "int64", "dtg": "string",
        "precedence": {"action": "string", "info": "string"}, "from": {"address": "string", "post": "string"},
        "transmission": {
            "id": "string", "routing": ["string"], "station": "string", "serial": "int64", "section": "int64",
            "filed": "string", "security": "string",
        },
        "to": [_ENTRY], "info": [_ENTRY], "distribution": {"action": _OFFICES, "info": _OFFICES},
        "captions": ["string"], "corrected": "bool", "passing": ["string"],
        "classification": {
            "level": "string", "executive_order": "string", "declassify_on": "string", "classified_by": "string",
            "reasons": ["string"],
        },
        "tags": ["string"], "subject": "string", "signature": "string", "cut": "bool",
        "reftels": [{"label": "string", "text": "string", "mrn": "string", "held": "bool", "note": "string"}],
        "paragraphs": [{
            "number": "int64", "portion": "string", "heading": "string", "role": "string", "text": "string",
            "start": "int64", "end": "int64",
        }],
        "statements": [{
            **_STRETCH, "speaker": "string", "cue": "string", "kind": "string", "case": "int64", "becomes": "string",
            "sort": "string", **_POSITION, "openly": "bool",
        }],
        "meetings": [{
            **_STRETCH, "participants": ["string"], "officer": "string", "date": "string", "place": "string",
            "medium": "string",
        }],
        "damage": [{"start": "int64", "end": "int64", "was": "string", "now": "string", "kind": "string"}],
    },
    "missing": {"mrn": "string", "post": "string", "year": "int64", "number": "int64", "sent": "string"},
    "minds": {
        "case": "int64", "becomes": "string", "sort": "string", "openly": "bool", "cited": "bool",
        "places": [{"mrn": "string", **_PLACE, **_STRETCH, "speaker": "string", "office": "string", "post": "string",
                    **_POSITION}],
    },
}  # fmt: skip


class Table(Protocol):
    """Takes rows in order."""

    def put(self, row: dict[str, Any]) -> None: ...
    def close(self) -> None: ...


def table_writer(form: str) -> type[_Lines | _Parquet]:
    """What opens a table of a folder in one of `FORMS`, by the folder and the name of the table.

    Raises:
        WrongRequest: There is no such form, or pyarrow is not there.
    """
    if form not in FORMS:
        raise WrongRequest(f"the truth cannot be written as {form!r}", f"Forms: {', '.join(FORMS)}.")
    if form == "jsonl":
        return _Lines
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise WrongRequest("the truth as Parquet needs pyarrow", "pip install reftel[parquet]") from error
    return _Parquet


class _Lines:
    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.jsonl").open("wb")
        self._encode = msgspec.json.Encoder().encode

    def put(self, row: dict[str, Any]) -> None:
        self._file.write(self._encode(row) + b"\n")

    def close(self) -> None:
        self._file.close()


class _Parquet:
    def __init__(self, folder: Path, name: str) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self._schema = pa.schema([(column, _typed(pa, kind)) for column, kind in TABLES[name].items()])
        self._writer = parquet.ParquetWriter(folder / f"{name}.parquet", self._schema)
        self._table = pa.Table
        self._rows: list[dict[str, Any]] = []

    def put(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == _A_GROUP:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        self._write()
        self._writer.close()


def _typed(pa: Any, kind: Any) -> Any:
    if isinstance(kind, str):
        return {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_(), "double": pa.float64()}[kind]
    if isinstance(kind, list):
        return pa.list_(_typed(pa, kind[0]))
    return pa.struct([(name, _typed(pa, each)) for name, each in kind.items()])
