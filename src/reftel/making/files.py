"""Where made telegrams go: one to a file, many to a file, pages, tables, folders or one zip archive."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from reftel.making.telegram import Made

_A_FOLDER = 1000
_A_TABLE = 1000
_AN_ARCHIVE = 10  # folders of files, and so many tables or texts: what an archive lists stays small in memory
_FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)  # always the same, so that the same seed gives the same bytes
_SIGN = re.compile(r"(?<=\n)¶(\d+)(?=\.)")


class Sink(Protocol):
    """Takes whole files by name, in the order in which they are made."""

    def put(self, name: str, content: bytes) -> None: ...
    def close(self) -> None: ...


class FolderSink:
    """Files in folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: set[str] = set()

    def put(self, name: str, content: bytes) -> None:
        inside = name.rpartition("/")[0]
        if inside not in self._made:
            (self.folder / inside).mkdir(parents=True, exist_ok=True)
            self._made.add(inside)
        with (self.folder / name).open("wb") as file:
            file.write(content)

    def close(self) -> None:
        """Nothing is open."""


class ZipSink:
    """Files in zip archives; names begin with that of the archive (`files-000.zip/...`). Of each sort one is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, _Archive] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes) -> None:
        archive, _, member = name.partition("/")
        info = zipfile.ZipInfo(member, _FIRST_OF_ZIP)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._archive(archive).zip.writestr(info, content, compresslevel=1)

    def _archive(self, name: str) -> _Archive:
        sort = name.partition("-")[0]
        held = self._open.get(sort)
        if held is None or held.name != name:
            if held is not None:
                held.close()
            held = self._open[sort] = _Archive(name, self.folder / name)
        return held

    def close(self) -> None:
        for archive in self._open.values():
            archive.close()


class _Archive:
    """A zip archive that is written from the first byte to the last, never going back to complete what it said."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._file = path.open("wb")
        self.zip = zipfile.ZipFile(_Onwards(self._file), "w")

    def close(self) -> None:
        self.zip.close()
        self._file.close()


class _Onwards:
    """A file that knows no way back."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes, /) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class Delivery:
    """Puts telegrams into files; `put` says where each stands: the file, the place in it."""

    def __init__(self, sink: Sink, *, together: int = 1, zipped: bool = False) -> None:
        self.sink = sink
        self.together = together
        self.zipped = zipped
        self._texts: list[str] = []
        self._rows: list[list[str]] = []
        self._length = self._files = self._tables = self._bundles = 0

    def put(self, made: Made, container: str) -> dict[str, str | int]:
        """Take one telegram: the name of its file, and the row or the place of its first character in the file."""
        if container == "csv":
            return self._row(made)
        if container == "html":
            name = self._name(made, "html")
            self.sink.put(name, page(made).encode())
            return {"file": name}
        if self.together == 1:
            name = self._name(made, "txt")
            self.sink.put(name, made.text.encode())
            return {"file": name}
        if len(self._texts) == self.together:
            self._bundle()
        offset = self._length
        self._texts.append(made.text)
        self._length += len(made.text)
        return {"file": self._numbered("texts", self._bundles, "txt"), "offset": offset}

    def _name(self, made: Made, suffix: str) -> str:
        again = f"_{made.plan.nth}" if made.plan.again else ""
        folder = self._files // _A_FOLDER
        self._files += 1
        inside = f"files-{folder // _AN_ARCHIVE:03d}.zip/" if self.zipped else ""
        return f"{inside}{folder:04d}/{made.plan.mrn}{again}.{suffix}"

    def _numbered(self, sort: str, number: int, suffix: str) -> str:
        return f"{f'{sort}-{number // _AN_ARCHIVE:03d}.zip' if self.zipped else sort}/{number:05d}.{suffix}"

    def _row(self, made: Made) -> dict[str, str | int]:
        if len(self._rows) == _A_TABLE:
            self._table()
        plan = made.plan
        self._rows.append(
            [str(plan.nth + 1), f"{plan.moment:%m/%d/%Y %H:%M}", plan.mrn, plan.sender.address.title(),
             str(made.truth["classification"]["level"]), "|".join(each.mrn for each in plan.cited),
             made.text[: made.head - 1], made.text[made.head :]]
        )  # fmt: skip
        return {"file": self._numbered("tables", self._tables, "csv"), "row": len(self._rows)}

    def _table(self) -> None:
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        table.writerow(["id", "date", "MRN", "origin", "classification", "references", "header", "body"])
        table.writerows(self._rows)
        self.sink.put(self._numbered("tables", self._tables, "csv"), out.getvalue().encode())
        self._tables += 1
        self._rows.clear()

    def _bundle(self) -> None:
        self.sink.put(self._numbered("texts", self._bundles, "txt"), "".join(self._texts).encode())
        self._bundles += 1
        self._texts.clear()
        self._length = 0

    def close(self) -> None:
        """Write what is still held, and close the files."""
        if self._rows:
            self._table()
        if self._texts:
            self._bundle()
        self.sink.close()


def page(made: Made) -> str:
    """A public page around the two blocks of a telegram."""
    plan = made.plan
    head, body = (html.escape(block, quote=False) for block in (made.text[: made.head - 1], made.text[made.head :]))
    linked = _SIGN.sub(lambda found: f"<a id='par{found[1]}' href='#par{found[1]}'>¶</a>{found[1]}", body)
    day = f"{plan.moment:%Y-%m-%d %H}"
    return _PAGE.format(
        name=plan.mrn, day=day, level=made.truth["classification"]["level"], origin=plan.sender.address.title(),
        head=head.replace("\n", "&#x000A;"), body=linked.replace("\n", "&#x000A;"),
    )  # fmt: skip


_PAGE = """<?xml version='1.0' encoding='utf-8' ?>
<html lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head><title>Telegram {name}</title></head>
<body>
<p>A telegram that `reftel make` made. Nobody in it ever lived.</p>
<table class='cable'>
<tr><th>Reference ID</th><th>Created</th><th>Classification</th><th>Origin</th></tr>
<tr><td><a href='/cable/{name}.html'>{name}</a></td><td>{day}:00</td><td>{level}</td><td>{origin}</td></tr>
</table>
<code><pre>{head}</pre></code>
<code><pre>{body}</pre></code>
</body>
</html>
"""
