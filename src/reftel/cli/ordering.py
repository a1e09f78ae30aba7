"""Lines put in order, however many: on disk where memory would not do."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def in_order(lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Lines by the number before each; those of one number stay as they came.

    They wait in a database without a name, which SQLite keeps in a file that nobody else sees and that ends with it.

    >>> list(in_order([(2, "b"), (1, "a"), (2, "a")]))
    ['a', 'b', 'a']
    """
    import sqlite3

    with closing(sqlite3.connect("")) as desk:
        desk.execute("PRAGMA journal_mode = OFF")
        desk.execute("CREATE TABLE line (number INTEGER, words TEXT)")
        desk.executemany("INSERT INTO line VALUES (?, ?)", lines)
        for (words,) in desk.execute("SELECT words FROM line ORDER BY number, rowid"):
            yield words
