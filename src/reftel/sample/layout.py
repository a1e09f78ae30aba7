"""A written source of the sample, laid out: which characters are shipped, and which are true.

Every telegram is one file in `written/`: a head of `key: value` lines, a line `===`, and
the telegram with the planted damage marked in place. The marks, which stand nowhere else:

    ⟦was⇒now|kind⟧    damage: `was` is shipped, `now` is true; `|kind?` where even a careful
                      reader cannot be certain; `⏎` is a line end
    ⟦page 2⟧ ⟦sipdis⟧ a page header, a stray caption, at the next break of the line
    damage: shift     (in the head) the typographic characters, or all above ASCII, as some
                      carrier changed them throughout the telegram: see `CARRIERS`
    ¬                 a place where a word may be divided at a line end
    §role|            at a line start: a paragraph (summary, comment, action or nothing),
                      a heading (`§h|`), the signature (`§sig|`), or what is neither (`§x|`)
    @body @end        where an HTML page or a CSV row starts its second block; the end of a
                      section of 1973-79
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

WIDTHS = {"state1973": 65, "state2000": 61, "html": 61, "csv": 61, "plain": 0}
PAGE_HEIGHTS = {"74": 47, "75": 47, "76": 47, "77": 47, "78": 42, "79": 42}
AT_A_BREAK = {"page-header", "sipdis"}


def _as_cp1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


SHIFTED = {"“": "&", "”": "8", "’": ",", "–": ")", "—": "*"}
CARRIERS: dict[str, tuple[str, Callable[[str], str]]] = {
    "shift": ("shifted-quote", lambda character: SHIFTED.get(character, character)),
    "strip": ("stripped-bit", lambda character: bytes(byte & 0x7F for byte in character.encode()).decode()),
    "mojibake": ("mojibake", lambda character: "".join(map(_as_cp1252, character.encode()))),
    "lost": ("lost-character", lambda character: character if character.isascii() else "\ufffd"),
}

MARK = re.compile(
    r"⟦(?P<was>[^⟦⟧⇒]*)⇒(?P<now>[^⟦⟧⇒|]*)\|(?P<kind>[a-z-]+)(?P<doubt>\??)⟧"
    r"|⟦page (?P<page>[\d.]+)⟧"
    r"|(?P<sipdis>⟦sipdis⟧)"
    r"|(?P<soft>¬)"
    r"|^§(?P<role>[a-z]*)\|"
    r"|^@(?P<macro>body|end)\n",
    re.MULTILINE,
)
PAGE_LINE = re.compile(r"PAGE (\d\d)(.*)")


class Cell(NamedTuple):
    """A piece of a telegram as shipped (`was`) and as it should read (`now`)."""

    was: str
    now: str
    kind: str = ""
    certain: bool = True


class Written(NamedTuple):
    """One written source: its head, and its telegram laid out as cells."""

    head: dict[str, list[str]]
    cells: list[Cell]

    def one(self, key: str, default: str = "") -> str:
        """Return the only value of a key of the head."""
        return self.head.get(key, [default])[0]

    def listed(self, key: str) -> list[str]:
        """Return the values of a key that holds a list separated by commas."""
        return [item.strip() for item in self.one(key).split(",") if item.strip()]

    @property
    def number(self) -> int:
        """The serial number of the telegram."""
        return int(re.sub(r".*\D", "", self.one("mrn") or "0"))

    @property
    def text(self) -> str:
        """The text as shipped."""
        return "".join(cell.was for cell in self.cells)


def read_written(path: Path) -> Written:
    """Read one source file and lay its telegram out."""
    top, _, body = path.read_text(encoding="utf-8").partition("\n===\n")
    head: dict[str, list[str]] = {}
    for line in top.splitlines():
        key, _, value = line.partition(":")
        head.setdefault(key.strip(), []).append(value.strip())
    written = Written(head, [])
    layout = written.one("layout")
    if layout in ("html", "csv"):
        body = body.rstrip("\n")
    width = int(written.one("width", str(WIDTHS[layout])))
    cells = list(_cells(body, written, upper=layout == "state1973"))
    cells = _settled(_wrapped(cells, width), unwrapped=not width)
    if layout == "state1973":
        cells = _paged(cells, written)
    return Written(head, list(_line_ends(cells, written)))


def _cells(body: str, written: Written, *, upper: bool) -> Iterator[Cell]:
    place = 0
    for mark in MARK.finditer(body):
        yield from _plain(body[place : mark.start()], written, upper=upper)
        yield _marked(mark, written, upper=upper)
        place = mark.end()
    yield from _plain(body[place:], written, upper=upper)


def _plain(text: str, written: Written, *, upper: bool) -> Iterator[Cell]:
    kind, carried = CARRIERS.get(written.one("damage"), ("", str))
    text = text.upper() if upper else text
    for place, character in enumerate(text):
        was = carried(character)
        # `parties, leaders` may as well be a list: nobody can be certain of a plural possessive
        certain = not (was == "," and character == "’" and text[place - 1 : place + 2] == "s’ ")
        yield Cell(was, character, kind if was != character else "", certain)


def _marked(mark: re.Match[str], written: Written, *, upper: bool) -> Cell:
    if mark["page"]:
        page, _, copy = mark["page"].partition(".")
        copy = f".{copy}" if copy else ""
        post = written.one("post")[:10].rstrip()
        total = int(written.one("sections"))
        line = f"{post} {written.number:08d}  {int(page):03d}{copy} OF {total:03d}"
        return Cell(f"\n\n{line}\n\n", "", "page-header")
    if mark["sipdis"]:
        return Cell("\n\nSIPDIS\n\n", "", "sipdis")
    if mark["soft"]:
        return Cell("", "", "soft")
    if mark["role"] is not None:
        return Cell("", "", "§" + mark["role"])
    if mark["macro"]:
        end = f"\n\n{written.one('banner')}\n\n\n\n\nNNN\n" if mark["macro"] == "end" else ""
        return Cell(end, end, "" if end else "§body")
    was, now = (mark[name].replace("⏎", "\n") for name in ("was", "now"))
    if upper:
        was, now = was.upper(), now.upper()
    return Cell(was, now, mark["kind"], not mark["doubt"])


def _wrapped(cells: Iterable[Cell], width: int) -> list[Cell]:
    """Break the lines of the body that are too long at the last blank or soft hyphen."""
    out: list[Cell] = []
    column, chance, in_body = 0, -1, False
    for cell in cells:
        out.append(cell)
        in_body = in_body or (cell.kind.startswith("§") and cell.kind != "§body")
        if cell.kind in AT_A_BREAK:
            continue
        if "\n" in cell.was:
            column, chance = len(cell.was) - cell.was.rindex("\n") - 1, -1
            continue
        column += len(cell.was)
        if in_body and width and column > width and chance >= 0:
            out[chance] = _broken(out[chance])
            rest = (c for c in out[chance + 1 :] if c.kind not in AT_A_BREAK)
            column, chance = sum(len(c.was) for c in rest), -1
        if cell in (Cell(" ", " "), Cell("-", "-")) or (cell.kind == "soft" and column < width):
            chance = len(out) - 1
    return [cell for cell in out if cell.kind != "soft"]


def _broken(cell: Cell) -> Cell:
    if cell.was == " ":
        return Cell("\n", " ", "wrap")
    return Cell("-\n", cell.now, "line-end-hyphen")


def _settled(cells: Iterable[Cell], *, unwrapped: bool) -> list[Cell]:
    """Put page headers and stray captions where the next line ends."""
    out: list[Cell] = []
    held: Cell | None = None
    for cell in cells:
        if cell.kind in AT_A_BREAK and not cell.now:
            held = cell
        elif held and (cell.kind == "wrap" or cell.was == "\n" or (unwrapped and cell.was == " ")):
            out.append(Cell(held.was, cell.now, held.kind))
            held = None
        else:
            out.append(cell)
    return out


def _paged(cells: list[Cell], written: Written) -> list[Cell]:
    """Insert the page marks of 1973-79, which heed neither sentence nor word."""
    marks = _page_marks("".join(cell.was for cell in cells).split("\n"), written)
    out: list[Cell] = []
    line = 0
    for cell in cells:
        line += cell.was.count("\n")
        mark = marks.get(line - 1) if cell.was.endswith("\n") else None
        out.append(Cell(cell.was + mark, cell.now, "page-mark") if mark else cell)
    return out


def _page_marks(lines: list[str], written: Written) -> dict[int, str]:
    height = PAGE_HEIGHTS.get(written.one("mrn")[:2], 42)
    banner = written.one("banner")
    starts = [n for n, line in enumerate(lines) if PAGE_LINE.fullmatch(line)]
    ends = [n for n, line in enumerate(lines) if line == "NNN"] or [len(lines)] * len(starts)
    marks: dict[int, str] = {}
    for start, end in zip(starts, ends, strict=True):
        page = PAGE_LINE.fullmatch(lines[start])
        assert page
        for count, line in enumerate(range(start + height - 5, end - 10, height - 6), 2):
            head = f"PAGE {count:02d}{page[2]}"
            marks[line] = f"{banner}\n\n{banner}\n\n{head}\n\n"
    return marks


def _line_ends(cells: Iterable[Cell], written: Written) -> Iterator[Cell]:
    """Give blank lines their blank, line ends theirs, as the source's carrier had them."""
    style = written.one("lines")
    last = "\n"
    for cell in cells:
        was = cell.was
        if style == "blank":
            was = re.sub(r"(?<=\n)\n", " \n", was)
            was = " " + was if last == "\n" and was.startswith("\n") else was
        elif style == "trailing":
            was = was.replace("\n", " \n")
        elif style == "crlf":
            was = was.replace("\n", "\r\n")
        last = was[-1:] or last
        yield cell._replace(was=was)
