"""Files of JSON: data for programs, and no telegrams. Their words would be said by nobody, on no day."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from reftel.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources.document import Document
    from reftel.sources.opened import Opened

_SUFFIXES = frozenset(("json", "jsonl", "ndjson", "geojson"))
_LOOKED_AT = 1000  # bytes
#: An object, or a list of objects: no text of a telegram begins so. A list of anything else also has to be named so.
_OBJECT = re.compile(rb'\s*(?:\[\s*)?\{\s*(?:"[^"\n]*"\s*:|\})')
_LIST = re.compile(rb'\s*\[\s*(?:["\[{\]]|-?\d|true|false|null)')
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def fits(opened: Opened) -> bool:
    """Whether this is JSON, as one value or as one a line."""
    head = opened.head[:_LOOKED_AT]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\0", b"")  # as UTF-16 has them between the letters
    return bool(_OBJECT.match(head) or (opened.suffix in _SUFFIXES and _LIST.match(head)))


def read(opened: Opened) -> Iterator[Document]:
    """Give nothing.

    Raises:
        Unreadable: Always. A record that `reftel read` wrote is no exception: it lacks the bytes that its telegram came
            in, and what their container said of it.
    """
    raise Unreadable(opened.name, "JSON", "add the files it was made from, or make a CSV with a column `text` of it")
