"""Web pages: the public cable pages by a short path of their own, every other page by its text."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reftel.errors import Unreadable
from reftel.model.defect import Defect
from reftel.sources.decode import Decoded, decode, found_again
from reftel.sources.document import Document, make_document
from reftel.sources.markup import decode_entities, page_text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources.opened import Opened

_SUFFIXES = frozenset(("html", "htm", "xhtml"))
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html[\s>]|\?xml\b[^>]*>\s*<(?:!doctype\s+html|html[\s>]))", re.IGNORECASE
)
_ANY_TAG = re.compile(rb"<[!?/a-zA-Z]")
_DECLARED_WITHIN = 4096
_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_DECODED_ANYWAY = frozenset(("ascii", "utf-8", "iso8859-1", "cp1252"))

# The public pages of 2010: a table of five cells, then two blocks, the heading and the body of the telegram.
_TABLE = re.compile(rb"""<table\s+class=["']cable["']\s*>""")
_CELL = re.compile(r"<t[hd]\b[^<>]*>([^<]*)")
_INSIDE_CELL = re.compile(r"</?(?:a|br|b|i|em|strong|span)(?=[\s/>])[^<>]*>")


def fits(opened: Opened) -> bool:
    """Whether this is a page: it begins as one, or it is named as one and has a tag."""
    if _BEGINNING.match(opened.head):
        return True
    return opened.suffix in _SUFFIXES and _ANY_TAG.search(opened.head) is not None


def read(opened: Opened) -> Iterator[Document]:
    """Yield the one document of a page.

    Raises:
        Unreadable: The page is too large or has no text.
    """
    content = opened.content()
    yield _read_public(opened.name, content) or _read_any(opened.name, content)


def _read_public(name: str, content: bytes) -> Document | None:
    """Read a public cable page from its table on; None where it is no such page.

    Only the table and the blocks are decoded and looked at, a third of the page: archives are full of these.
    """
    table = _find_table(content)
    table_end = content.find(b"</table>", table)
    if table < 0 or table_end < 0:
        return None
    texts: list[str] = []
    defects: list[Defect] = []
    length = 0
    for block in _blocks(content, table_end):
        decoded = decode(block.replace(b"&#x000A;", b"\n"), name)
        texts.append(plain_text(decoded.text))
        defects += _moved(decoded, length)
        length += len(texts[-1]) + 1
    text = "\n".join(texts)
    if not text or text.isspace():
        return None
    attributes = _attributes(decode(content[table:table_end], name).text)
    return make_document(name, content, "html", text, attributes=attributes, defects=tuple(defects))


def _find_table(content: bytes) -> int:
    found = content.find(b"<table class='cable'>")
    if found < 0:
        other = _TABLE.search(content)
        found = other.start() if other else -1
    return found


def _blocks(content: bytes, place: int) -> Iterator[bytes]:
    """Cut out what stands inside `<pre>`, from a place on; where a page was cut off the last block goes to its end."""
    while (start := content.find(b"<pre>", place)) >= 0:
        place = content.find(b"</pre>", start)
        if place < 0:
            place = len(content)
        yield content[start + 5 : place]


def _moved(decoded: Decoded, start: int) -> list[Defect]:
    """Say where defects of decoding are once the tags before them are gone."""
    moved: list[Defect] = []
    for defect in decoded.defects:
        place = start + len(plain_text(decoded.text[: defect.start]))
        moved.append(Defect(defect.defect, place, place + 1, defect.message))
    return moved


def _attributes(table: str) -> dict[str, str]:
    """Return the cells of the table by their titles; a cell without a title has its own, with a colon."""
    head, _, rows = table.partition("</tr>")
    titles = _cells(head)
    cells = _cells(_INSIDE_CELL.sub("", rows))
    attributes = dict(zip(titles, cells, strict=False))
    for cell in cells[len(titles) :]:
        title, colon, value = cell.partition(":")
        if colon:
            attributes[title] = value
    return {title: " ".join(cell.split()) for title, cell in attributes.items() if title and cell}


@lru_cache(maxsize=16)  # the row of titles is the same on every page of a collection
def _cells(row: str) -> tuple[str, ...]:
    return tuple(decode_entities(cell).strip() for cell in _CELL.findall(row))


def _read_any(name: str, content: bytes) -> Document:
    decoded = _decode_declared(content, name)
    text = page_text(decoded.text)
    if not text.strip():
        raise Unreadable(name, "empty", "a page without text")
    return make_document(name, content, "html", text, defects=found_again(decoded, text))


def _decode_declared(content: bytes, name: str) -> Decoded:
    """Decode in the encoding that the page declares, if it is true; else as any text."""
    declared = _CHARSET.search(content, 0, _DECLARED_WITHIN)
    if declared:
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
            if encoding not in _DECODED_ANYWAY:
                return Decoded(content.decode(encoding))
        except (LookupError, ValueError):
            pass  # an encoding that does not exist, or not this page's: the bytes themselves tell
    return decode(content, name)
