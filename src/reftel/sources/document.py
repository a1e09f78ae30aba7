"""What sources hand on: one decoded text with the bytes it came in."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from reftel.model.defect import Defect  # noqa: TC001  msgspec reads the annotations while the program runs

#: The most bytes that one text may have. Nobody sent a telegram of 64 MB; a program that reads one stops answering.
TEXT_LIMIT = 64 * 1024 * 1024


class Document(msgspec.Struct, frozen=True):
    """One text as a source gives it, before anybody knows whether it is a telegram.

    `path` is what the record shows: the name of a file given by name, the path below a folder, `a.zip/inner/name.html`
    for a member of an archive, `dump.csv#12` for the twelfth row of a table. `content` are the bytes it came in,
    `sha256` their hash in hex, `container` the kind of file. `attributes` are what the container says about the
    telegram, whole and as printed; what it leaves empty is left out. `marks` are the places `(start, end, label)` of
    `text` that are the container's and not the telegram's, in order; a mark takes its line end with it.
    """

    path: str
    content: bytes
    sha256: str
    container: str
    text: str
    attributes: dict[str, str] = {}
    marks: tuple[tuple[int, int, str], ...] = ()
    defects: tuple[Defect, ...] = ()


def make_document(
    path: str,
    content: bytes,
    container: str,
    text: str,
    *,
    attributes: dict[str, str] | None = None,
    marks: tuple[tuple[int, int, str], ...] = (),
    defects: tuple[Defect, ...] = (),
) -> Document:
    """Return a document with the hash of its bytes."""
    digest = sha256(content).hexdigest()
    return Document(path, content, digest, container, text, attributes or {}, marks, defects)
