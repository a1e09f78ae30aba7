"""Writes an archive of the present schema version beside those of the earlier ones; never over one that is there."""

from __future__ import annotations

import gzip
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from made_telegrams import compose, made_telegrams
from reftel.archive import open_archive, open_writer, packing
from reftel.archive.versions import SCHEMA_VERSION


def main() -> None:
    # As a large archive, with dictionaries, but small enough to lie in the repository.
    packing._DICTIONARY_SIZE, packing._SAMPLES = 4096, range(10, 600)
    kept = Path(__file__).with_name(f"v{SCHEMA_VERSION}.sqlite.gz")
    with tempfile.TemporaryDirectory() as name, kept.open("xb") as target:
        folder = Path(name)
        with open_writer(folder) as writer:
            writer.add_all(made_telegrams(20, length=120))
            writer.add_all([compose(bodies=["THE RIVER."]), compose(bodies=["THE OTHER RIVER."], path="other.txt")])
            writer.add_all([compose(bodies=["THE RIVER."], path="again.txt"), compose(bodies=["NONE."], number=None)])
            writer.remove("74VARRIN1", "to have a line in the log")
        with open_archive(folder) as archive:
            archive.backup(folder / "one.sqlite")
        with closing(sqlite3.connect(folder / "one.sqlite")) as one:
            one.execute("VACUUM")
        target.write(gzip.compress((folder / "one.sqlite").read_bytes(), mtime=0))


if __name__ == "__main__":
    main()
