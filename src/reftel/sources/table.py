"""CSV: every row with a text in it is a document, and the file is never in memory as a whole."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.errors import Unreadable
from reftel.sources.decode import decode, found_again
from reftel.sources.document import TEXT_LIMIT, Document, make_document
from reftel.sources.rows import Row, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources.opened import Opened

#: The columns of the public dump of cables, which has no row of titles.
_PUBLIC_DUMP = ("id", "date", "MRN", "origin", "classification", "references", "header", "body")
_PUBLIC_NUMBER = re.compile(r"\d*\Z")
_PUBLIC_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")

#: What the columns of a heading and of a text are called.
_HEADING_TITLES = frozenset(("header", "heading", "head"))
_BODY_TITLES = ("body", "text", "full text", "fulltext", "content", "message", "message text", "cable", "telegram")

#: Other titles that a file which is not named `.csv` must have beside, before its first line is taken for titles.
_OTHER_TITLES = frozenset(
    ("id", "date", "created", "mrn", "origin", "from", "classification", "references", "subject", "reference id")
)
# A cheap look at the first line of a file that is not named `.csv`: most are telegrams.
_LOOKS_LIKE_TABLE = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:"?\d*"?[,;\t]"?\d{1,4}[/-]|[^\r\n]{0,400}[,;\t]"?(?:body|text|content|message)\b)""",
    re.IGNORECASE,
)
_SUFFIXES = frozenset(("csv", "tsv"))
_DELIMITERS = ",;\t"
_DAMAGED = "damaged row"


class _Table(NamedTuple):
    """How the rows of one file are to be read."""

    delimiter: str
    titles: tuple[str, ...]
    heading: int | None
    body: int
    has_titles: bool


def fits(opened: Opened) -> bool:
    """Whether the first row has the titles of a table of telegrams, or the cells of the public dump."""
    return _recognise(opened) is not None


def read(opened: Opened) -> Iterator[Document | Unreadable]:
    """Yield a document for every row; a row that cannot be read is a failure of its own."""
    table = _recognise(opened)
    if table is None:
        raise Unreadable(opened.name, "no text column")
    csv.field_size_limit(max(csv.field_size_limit(), TEXT_LIMIT))
    rows = Rows(opened.head, opened.stream, table.delimiter)
    given = iter(rows)
    titles = (next(given).content or b"") + b"\n" if table.has_titles else b""
    for number, row in enumerate(given, 1):
        yield _document_or_failure(f"{opened.name}#{number}", row, rows, table, titles)


def _document_or_failure(name: str, row: Row, rows: Rows, table: _Table, titles: bytes) -> Document | Unreadable:
    """Read one row; where its cells are not as many as they should be, what another row begins in is cut off it."""
    try:
        return _document(name, row, table, titles)
    except Unreadable as failure:
        shorter = rows.cut_back() if failure.cause == _DAMAGED else None
        if shorter is None:
            return failure
    try:
        return _document(name, shorter, table, titles)
    except Unreadable as failure:
        return failure


def _recognise(opened: Opened) -> _Table | None:
    head = opened.head
    named = opened.suffix in _SUFFIXES
    if not named and not _LOOKS_LIKE_TABLE.match(head):
        return None
    for delimiter in _DELIMITERS:
        first = next(iter(Rows(head, _Nothing(), delimiter)), None)
        try:
            cells = _cells(first, delimiter, opened.name) if first else []
        except Unreadable:
            return None
        table = _titled(cells, delimiter, named=named) or _public_dump(cells, delimiter)
        if table:
            return table
    return None


class _Nothing:
    """A stream that has come to its end."""

    def read(self, _size: int, /) -> bytes:
        return b""


def _titled(cells: list[str], delimiter: str, *, named: bool) -> _Table | None:
    titles = [cell.strip().lower() for cell in cells]
    body = next((titles.index(title) for title in _BODY_TITLES if title in titles), None)
    if body is None or len(titles) < 2:
        return None
    if not named and not _OTHER_TITLES.intersection(titles):
        return None
    heading = next((number for number, title in enumerate(titles) if title in _HEADING_TITLES), None)
    printed = tuple(cell.strip() for cell in cells)
    return _Table(delimiter, printed, heading, body, has_titles=True)


def _public_dump(cells: list[str], delimiter: str) -> _Table | None:
    if len(cells) != len(_PUBLIC_DUMP) or not _PUBLIC_NUMBER.match(cells[0]) or not _PUBLIC_DATE.match(cells[1]):
        return None
    return _Table(delimiter, _PUBLIC_DUMP, 6, 7, has_titles=False)


def _document(name: str, row: Row, table: _Table, titles: bytes) -> Document:
    """A row as a document. Its bytes begin with the titles, where there are any: they can be read again."""
    if row.content is None:
        raise Unreadable(name, "too large", f"a row may have {TEXT_LIMIT / 1e6:,.0f} MB")
    decoded = decode(row.content, name)
    cells = _split(decoded.text, table.delimiter, name, escaped=row.escaped)
    if len(cells) != len(table.titles):
        raise Unreadable(name, _DAMAGED, f"{len(cells)} cells, not {len(table.titles)}")
    heading = cells[table.heading] if table.heading is not None else ""
    body = cells[table.body]
    text = f"{heading}\n{body}" if heading else body
    if not text.strip():
        raise Unreadable(name, "empty")
    attributes = {
        title: cell.strip()
        for number, (title, cell) in enumerate(zip(table.titles, cells, strict=True))
        if number not in {table.heading, table.body} and title and cell.strip()
    }
    defects = found_again(decoded, text)
    return make_document(name, titles + row.content, "csv", text, attributes=attributes, defects=defects)


def _cells(row: Row, delimiter: str, name: str) -> list[str]:
    text = decode(row.content or b"", name).text.removeprefix("\ufeff")
    return _split(text, delimiter, name, escaped=row.escaped)


def _split(text: str, delimiter: str, name: str, *, escaped: bool) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter, escapechar="\\" if escaped else None), [])
    except csv.Error as error:
        raise Unreadable(name, _DAMAGED, str(error)) from None
