"""Cells of tables: a spreadsheet takes words that begin with `=` for a formula, and obeys it."""

from __future__ import annotations

#: What a cell must not begin with.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> object:
    """A value as it can stand in a table: words that a spreadsheet would compute get an apostrophe before them.

    Nothing at all is an empty cell.

    >>> cell("=HYPERLINK(1)"), cell("-1"), cell(-1), cell(None), cell("LA PAZ 12")
    ("'=HYPERLINK(1)", "'-1", -1, '', 'LA PAZ 12')
    """
    if isinstance(value, str) and value.startswith(_COMPUTED):
        return f"'{value}"
    return "" if value is None else value
