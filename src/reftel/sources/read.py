"""Places to documents: opens a place, finds the container that it is in, and lets that read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reftel.errors import Unreadable
from reftel.sources import data, mail, page, pdf, plain, table
from reftel.sources.nested import open_inner
from reftel.sources.opened import ByteStream, Opened
from reftel.sources.place import Place, failure
from reftel.sources.zipped import MemberStream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reftel.sources.document import Document


class Container(NamedTuple):
    """One kind of file: `fits` says whether what is open is of this kind, then `read` gives its texts.

    `read` may raise `Unreadable` for the whole of it and yield it for a part of it.
    """

    name: str
    fits: Callable[[Opened], bool]
    read: Callable[[Opened], Iterator[Document | Unreadable]]


#: Every kind of file, one a line; the first that fits reads it. The last fits everything.
CONTAINERS = (
    Container("pdf", pdf.fits, pdf.read),
    Container("html", page.fits, page.read),
    Container("eml", mail.fits, mail.read),
    Container("csv", table.fits, table.read),
    Container("json", data.fits, data.read),
    Container("text", plain.fits, plain.read),
)


def read_place(place: Place) -> Iterator[Document | Unreadable]:
    """Yield every text at a place, and a failure with its cause for whatever cannot be read there; never raise."""
    try:
        with open(place.file, "rb", buffering=0) as file:  # noqa: PTH123  strings: this runs for millions of files
            yield from read_opened(Opened(place.name, place.size, _way_in(place, file)))
    except Unreadable as error:
        yield error
    except OSError as error:
        yield failure(place.name, error)
    except Exception as error:  # noqa: BLE001  one file of a million must not stop the others; it is listed with this cause
        yield Unreadable(place.name, "reading failed", repr(error))


def _way_in(place: Place, file: BinaryIO) -> ByteStream:
    if not place.members:
        return file
    around = open_inner(place.file, file, place.members[:-1], place.name)
    return MemberStream(around, place.members[-1], place.name)


def read_opened(opened: Opened) -> Iterator[Document | Unreadable]:
    """Yield every text in what is open, in the first container that fits."""
    if not opened.head:
        raise Unreadable(opened.name, "empty")
    container = next(container for container in CONTAINERS if container.fits(opened))
    yield from container.read(opened)
