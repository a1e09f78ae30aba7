"""The archive: one folder with every source, record and index.

`archive.sqlite` is the record: the bytes that came in, what was read in them, and every place they were found at.
`index/` is made from it and can be deleted at any time. One program writes, any number read meanwhile.

    with open_writer(folder) as writer:
        writer.add_all([(telegram, content), ...])

    with open_archive(folder) as archive:
        archive.get("Astana 605 2007")
        archive.find('"early elections" tariff -from:oslo')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.archive.adding import Report, add_places
from reftel.archive.checking import Finding
from reftel.archive.counting import Stats, Tally
from reftel.archive.crew import Unchanged
from reftel.archive.entries import Entry, Witness
from reftel.archive.facets import FACETS, MAIN_FACETS, Facet, FacetValue
from reftel.archive.finding import Found, Hit
from reftel.archive.passages import Passage
from reftel.archive.reading import Archive, HeldFiles
from reftel.archive.rereading import Reread
from reftel.archive.widening import Widened
from reftel.archive.writer import Writer
from reftel.archive.writing import Added

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "FACETS",
    "MAIN_FACETS",
    "Added",
    "Archive",
    "Entry",
    "Facet",
    "FacetValue",
    "Finding",
    "Found",
    "HeldFiles",
    "Hit",
    "Passage",
    "Report",
    "Reread",
    "Stats",
    "Tally",
    "Unchanged",
    "Widened",
    "Witness",
    "Writer",
    "add_places",
    "open_archive",
    "open_writer",
]


def open_archive(folder: Path, told: Callable[[int, int], None] | None = None) -> Archive:
    """The archive in a folder, to read. `told` hears (telegrams done, of how many) while its index is made anew.

    Raises:
        NoArchive: There is none.
        ArchiveTooNew: A later reftel wrote it.
        ArchiveDamaged: Its database cannot be read.
    """
    return Archive(folder, told)


def open_writer(folder: Path, told: Callable[[int, int], None] | None = None) -> Writer:
    """The archive in a folder, to write; made where there is none. Its index is brought up to date first.

    Raises:
        ArchiveBusy: Another program is writing to it.
        ArchiveTooNew: A later reftel wrote it.
        ArchiveDamaged: Its database cannot be read.
    """
    return Writer(folder, told)
