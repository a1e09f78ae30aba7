"""Text files: the whole file is the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.errors import Unreadable
from reftel.sources.decode import decode
from reftel.sources.document import Document, make_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.sources.opened import Opened


def fits(opened: Opened) -> bool:  # noqa: ARG001  the same question is asked of every container
    """Whether this can be read as text: tried last, on whatever nothing else reads."""
    return True


def read(opened: Opened) -> Iterator[Document]:
    """Yield the one document of a text file.

    Raises:
        Unreadable: It is empty, too large, binary or in an unknown encoding.
    """
    content = opened.content()
    if not content.strip():
        raise Unreadable(opened.name, "empty")
    decoded = decode(content, opened.name)
    yield make_document(opened.name, content, "text", decoded.text, defects=decoded.defects)
