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

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SHIPPED = Path(__file__).with_name("data")
_NOT_A_LETTER = re.compile(r"[^A-Z]+")
_YEAR = re.compile(r"[12][0-9]{3}")
_T = TypeVar("_T")

#: The folder of the user's own tables; until `use_own_tables` is called, the one that REFTEL_FACTS names.
_own: list[Path | None] = []
_forgetters: list[Callable[[], None]] = []


class Row(NamedTuple):
    """One row of a table: its cells by column, and where it stands (for the message when a cell is wrong)."""

    cells: dict[str, str]
    where: str

    def wrong(self, what: str) -> WrongRequest:
        """The error that names this row and what is the matter with it."""
        return WrongRequest(f"{self.where}: {what}", "docs/facts.md describes the columns of every table.")


def compact(name: str) -> str:
    """A name without case, blanks, points and accents: what two spellings of it have in common.

    >>> compact("St. Petersburg"), compact("São Paulo")
    ('STPETERSBURG', 'SAOPAULO')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    return _NOT_A_LETTER.sub("", name.upper())


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


def rows_of(
    table: str, columns: tuple[str, ...], key: Callable[[dict[str, str]], str], *, lists: tuple[str, ...] = ()
) -> Iterable[Row]:
    """Every row of a table, the user's own laid over the shipped ones that have the same key.

    In a row of the user's, a blank cell leaves what is shipped, a cell of `-` empties it, and a cell of a column
    named in `lists` is added to what is shipped.
    """
    shipped = _read(_SHIPPED / f"{table}.csv", columns)
    folder = own_folder()
    own_file = folder / f"{table}.csv" if folder else None
    if own_file is None or not own_file.is_file():
        return shipped
    laid = {key(row.cells): row for row in shipped}
    for row in _read(own_file, columns):
        name = key(row.cells)
        laid[name] = _laid_over(laid[name], row, lists) if name in laid else _without_dashes(row)
    return laid.values()


def _laid_over(shipped: Row, own: Row, lists: tuple[str, ...]) -> Row:
    cells = dict(shipped.cells)
    for column, cell in own.cells.items():
        if column in lists and cell and cell != "-":
            cells[column] = f"{cells[column]};{cell}" if cells[column] else cell
        elif cell:
            cells[column] = "" if cell == "-" else cell
    return Row(cells, own.where)


def _without_dashes(row: Row) -> Row:
    return Row({column: "" if cell == "-" else cell for column, cell in row.cells.items()}, row.where)


def _read(path: Path, columns: tuple[str, ...]) -> list[Row]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongRequest(f"{path}: cannot be read as a table: {error}") from error
    reader = csv.reader(StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader, [])]
    missing = dict.fromkeys(columns, "")
    strange = [name for name in header if name not in missing]
    if strange:
        raise WrongRequest(f"{path}: no such column: {', '.join(strange)}", f"The columns are {', '.join(columns)}.")
    rows: list[Row] = []
    for cells in reader:
        where = f"{path.name}, line {reader.line_num}"
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise WrongRequest(f"{path}, line {reader.line_num}: {len(cells)} cells under {len(header)} columns")
        rows.append(Row({**missing, **dict(zip(header, map(str.strip, cells), strict=True))}, where))
    return rows


def year_or_none(row: Row, column: str) -> int | None:
    """The year in a cell, `None` where it is blank."""
    cell = row.cells[column]
    if not cell:
        return None
    if not _YEAR.fullmatch(cell):
        raise row.wrong(f"{column} is no year of four digits: {cell!r}")
    return int(cell)


def years_in(row: Row) -> tuple[int | None, int | None]:
    """First and last year in a cell such as `1973-1995`, `2003-`, `-1979` or blank."""
    cell = row.cells["years"]
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
    cell = row.cells[column]
    if cell not in allowed:
        raise row.wrong(f"{column} is {cell!r}; it can be {', '.join(sorted(allowed))}")
    return cell
