"""Tables of facts: the package's CSV files, read once, with a user's own rows laid over them."""

from __future__ import annotations

import csv
import functools
import os
import re
import unicodedata
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHIPPED = Path(__file__).with_name("data")
_NOT_A_LETTER = re.compile(r"[^A-Z]+")
_LONGEST_REMEMBERED = 80  # no name is as long; a megabyte of something else is not kept
_YEAR = re.compile(r"[12][0-9]{3}")
_T = TypeVar("_T")

#: The folder of the user's own tables; until `use_own_tables` is called, the one that REFTEL_FACTS names.
_own: list[Path | None] = []
_forgetters: list[Callable[[], None]] = []


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row of a table: `row["kind"]` is a cell, and `line` of `path` where it stands (for messages)."""

    cells: list[str]
    places: dict[str, int]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]

    def wrong(self, what: str) -> WrongRequest:
        """The error that names this row and what is the matter with it."""
        return WrongRequest(f"{self.path}, line {self.line}: {what}", "docs/facts.md describes the columns.")

    def not_one_of(self, column: str, allowed: frozenset[str]) -> WrongRequest:
        """The error that says which words a cell can be."""
        return self.wrong(f"{column} is {self[column]!r}; it can be {', '.join(sorted(allowed))}")


def compact(name: str) -> str:
    """A name without case, blanks, points and accents: what two spellings of it have in common.

    >>> compact("St. Petersburg"), compact("São Paulo")
    ('STPETERSBURG', 'SAOPAULO')
    """
    return _compacted(name) if len(name) <= _LONGEST_REMEMBERED else _compact(name)


def _compact(name: str) -> str:
    if name.isascii():
        if name.isalpha():
            return name.upper()
    else:
        name = unicodedata.normalize("NFKD", name)
    return _NOT_A_LETTER.sub("", name.upper())


_compacted = functools.lru_cache(maxsize=16384)(_compact)


def remembered(function: Callable[[], _T]) -> Callable[[], _T]:
    """Keep what a table gives until `use_own_tables` changes the tables."""
    kept = functools.cache(function)
    forget_with_tables(kept.cache_clear)
    return kept


def forget_with_tables(forget: Callable[[], None]) -> None:
    """Have `forget` called when the tables change: for caches of what was looked up in them."""
    _forgetters.append(forget)


def own_folder() -> Path | None:
    """The folder of the user's own tables, where there is one."""
    if _own:
        return _own[0]
    named = os.environ.get("REFTEL_FACTS")
    return Path(named) if named else None


def set_own_folder(folder: Path | None) -> None:
    """Read the tables anew when they are next asked for, with the rows of this folder (of none) laid over them."""
    _own[:] = [folder]
    for forget in _forgetters:
        forget()


class Table(NamedTuple):
    """A table by its file's name and its columns, the first of which names a row.

    Cells of the columns in `lists` hold several values. `name_of` names a row whose first cell may be blank.
    """

    name: str
    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()
    name_of: Callable[[Row], str] | None = None

    def rows(self) -> Iterable[Row]:
        """Every row, a user's own laid over the shipped ones of the same name.

        In a row of the user's, a blank cell leaves what is shipped, a cell of `-` empties it, and a cell of a column
        in `lists` is added to what is shipped.
        """
        shipped = _read(_SHIPPED / f"{self.name}.csv", self.columns)
        own = self.own_rows()
        if not own:
            return shipped
        laid = {self._name(row): row for row in shipped}
        for row in own:
            name = self._name(row)
            laid[name] = _laid_over(laid[name], row, self.lists) if name in laid else _without_dashes(row)
        return laid.values()

    def own_rows(self) -> list[Row]:
        """The rows of the user's own table; none where there is no such table."""
        folder = own_folder()
        own_file = folder / f"{self.name}.csv" if folder else None
        return _read(own_file, self.columns) if own_file and own_file.is_file() else []

    def _name(self, row: Row) -> str:
        return self.name_of(row) if self.name_of else row.cells[0]


def _laid_over(shipped: Row, own: Row, lists: tuple[str, ...]) -> Row:
    cells = list(shipped.cells)
    for column, place in own.places.items():
        cell = own.cells[place]
        if column in lists and cell and cell != "-" and cells[place]:
            cells[place] = f"{cells[place]};{cell}"
        elif cell:
            cells[place] = "" if cell == "-" else cell
    return Row(cells, own.places, own.path, own.line)


def _without_dashes(row: Row) -> Row:
    return Row(["" if cell == "-" else cell for cell in row.cells], row.places, row.path, row.line)


def _read(path: Path, columns: tuple[str, ...]) -> list[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongRequest(f"{path}: cannot be read as a table: {error}") from error
    reader = csv.reader(StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    strange = [name for name in header if name not in columns]
    if strange:
        raise WrongRequest(f"{path}: no such column: {', '.join(strange)}", f"The columns are {', '.join(columns)}.")
    width = len(header)
    places = {column: place for place, column in enumerate(columns)}
    order = [places[column] for column in header]
    blanks = [""] * (len(columns) - width)
    as_shipped = path.parent == _SHIPPED and order == list(range(width))  # the tests see to it that these are tidy
    rows: list[Row] = []
    for read in reader:
        if len(read) != width:
            if not any(read):
                continue
            raise WrongRequest(f"{path}, line {reader.line_num}: {len(read)} cells under {width} columns")
        if as_shipped:
            cells = read + blanks
        else:
            cells = [""] * len(columns)
            for place, cell in zip(order, read, strict=True):
                cells[place] = cell.strip()
        rows.append(Row(cells, places, path, reader.line_num))
    return rows


def whole_number(row: Row, column: str) -> int:
    """The whole number in a cell."""
    cell = row[column]
    if not (cell.isascii() and cell.isdigit()):
        raise row.wrong(f"{column} is no whole number: {cell!r}")
    return int(cell)


def year_or_none(row: Row, column: str) -> int | None:
    """The year in a cell, `None` where it is blank."""
    cell = row[column]
    if not cell:
        return None
    if not _YEAR.fullmatch(cell):
        raise row.wrong(f"{column} is no year of four digits: {cell!r}")
    return int(cell)


def years_in(row: Row) -> tuple[int | None, int | None]:
    """First and last year in a cell such as `1973-1995`, `2003-`, `-1979` or blank."""
    cell = row["years"]
    if not cell:
        return None, None
    first, dash, last = cell.partition("-")
    if not dash or not all(
        part == "" or (part.isascii() and part.isdigit() and len(part) == 4) for part in (first, last)
    ):
        raise row.wrong(f"years are written 1973-1995, 2003- or -1979, not {cell!r}")
    return int(first) if first else None, int(last) if last else None


def one_of(row: Row, column: str, allowed: frozenset[str]) -> str:
    """The cell, where it is one of the words allowed."""
    cell = row[column]
    if cell not in allowed:
        raise row.not_one_of(column, allowed)
    return cell
