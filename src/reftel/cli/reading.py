"""What `add` and `read` have in common: paths to places to telegrams, on all cores, and what could not be read."""

from __future__ import annotations

import hashlib
import sys
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.archive.crew import Failure, Unchanged, read_as_fits
from reftel.cli.printing import record_line
from reftel.errors import Unreadable
from reftel.intake import read_document, read_one_place
from reftel.sources import Place, find_places
from reftel.sources.opened import Opened
from reftel.sources.read import read_opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reftel.archive.crew import Outcome
    from reftel.archive.reading import HeldFiles
    from reftel.model.telegram import Source, Telegram

STANDARD_INPUT = "-"
_HASHED_FIRST = 64_000_000  # bytes; what is larger is a table, whose rows have hashes of their own


class StandardInput(msgspec.Struct, frozen=True):
    """The place that `-` names."""


class Reader(msgspec.Struct, frozen=True):
    """Reads one place; can be sent to another process. `without` names repair rules that are switched off."""

    without: tuple[str, ...] = ()

    def __call__(self, place: Place | Failure | StandardInput) -> Iterator[Outcome]:
        """The telegrams of a place, each with the bytes it came in; a failure stays one."""
        if isinstance(place, Failure):
            yield Unreadable(place.path, place.cause, place.detail)
        elif isinstance(place, StandardInput):
            yield from _read_input(self.without)
        else:
            yield from read_one_place(place, without=self.without)


class NewReader(msgspec.Struct, frozen=True):
    """Reads one place where the archive does not hold what is there; can be sent to another process."""

    held: HeldFiles

    def __call__(self, place: Place | Failure | StandardInput) -> Iterator[Outcome]:
        """The telegrams of a place as `Reader` finds them, or how many are held of its file."""
        telegrams = self.held(place.name, sha) if isinstance(place, Place) and (sha := _hash_of(place)) else 0
        if telegrams:
            yield Unchanged(telegrams)
        else:
            yield from Reader()(place)


def _hash_of(place: Place) -> str | None:
    """The hash of a file of common size; a member of a zip, or what cannot be opened, is left to the reader."""
    if place.members or place.size > _HASHED_FIRST:
        return None
    try:
        return hashlib.sha256(Path(place.file).read_bytes()).hexdigest()
    except OSError:
        return None


def places_of(paths: Sequence[str]) -> Iterator[Place | Failure]:
    """Everything that the paths lead to; what cannot be listed comes as its failure, to be told in its turn."""
    for place in find_places([Path(path) for path in paths]):
        yield Failure(place.path, place.cause, place.detail) if isinstance(place, Unreadable) else place


class RecordReader(msgspec.Struct, frozen=True):
    """Reads one place and makes the lines that `reftel read` prints; can be sent to another process.

    In place of the bytes that a telegram came in comes its line: so the lines are made by as many processes as read.
    """

    without: tuple[str, ...] = ()
    text: bool = True
    spans: bool = False
    analysis: bool = False

    def __call__(self, place: Place | Failure | StandardInput) -> Iterator[Outcome]:
        """The telegrams of a place, each with its line; what is no telegram stays what it is."""
        for read in Reader(self.without)(place):
            if isinstance(read, Unreadable | Unchanged):
                yield read
            else:
                yield read[0], record_line(read[0], text=self.text, spans=self.spans, analysis=self.analysis)


def read_records(paths: Sequence[str], reader: RecordReader) -> Iterator[tuple[list[bytes], list[Failure]]]:
    """The lines of everything that the paths lead to, in order, and the failures; many places on all cores."""
    places = chain.from_iterable(_places_or_input(path) for path in paths)
    # Other processes have another standard input.
    for batch in read_as_fits(places, reader, 0 if STANDARD_INPUT in paths else None):
        yield [line for _, line in batch.readings], batch.failures


def _places_or_input(path: str) -> Iterable[Place | Failure | StandardInput]:
    return (StandardInput(),) if path == STANDARD_INPUT else places_of((path,))


class HeldReader(msgspec.Struct, frozen=True):
    """Reads bytes that an archive holds once more; can be sent to another process."""

    def __call__(self, content: bytes, source: Source) -> Iterator[Telegram | Unreadable]:
        """The telegrams found in them now."""
        # The bytes of a row are a table of one row.
        name = source.path.rpartition("#")[0] if source.container == "csv" else source.path
        opened = Opened(name, len(content), BytesIO(content))
        return (read if isinstance(read, Unreadable) else read[0] for read in _read_opened(opened, ()))


def _read_input(without: tuple[str, ...]) -> Iterator[tuple[Telegram, bytes] | Unreadable]:
    return _read_opened(Opened(STANDARD_INPUT, 0, sys.stdin.buffer), without)


def _read_opened(opened: Opened, without: tuple[str, ...]) -> Iterator[tuple[Telegram, bytes] | Unreadable]:
    for document in read_opened(opened):
        if isinstance(document, Unreadable):
            yield document
        else:
            for telegram in read_document(document, without=without):
                yield telegram, document.content
