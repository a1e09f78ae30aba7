"""Build the sample collection from its written sources.

Every telegram is one file in `written/`: a head of `key: value` lines, a line `===`, and
the telegram with the planted damage marked in place. `python -m reftel.sample.build` writes
`telegrams/`, `truth.jsonl` and `story.json`; a test proves that the shipped files are these.

The marks, which stand nowhere else:

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

import csv
import hashlib
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
WIDTHS = {"state1973": 65, "state2000": 61, "html": 61, "csv": 61, "plain": 0}
PAGE_HEIGHTS = {"74": 47, "75": 47, "76": 47, "77": 47, "78": 42, "79": 42}
NOT_DAMAGE = {"", "wrap"}
AT_A_BREAK = {"page-header", "sipdis"}
KINDS = {"claim", "forecast", "proposal", "request", "denial", "estimate", "concession", "question"}


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
NUMBER = re.compile(r"¶?(?P<number>\d{1,2})\. *(?:\((?P<portion>[A-Z][A-Z/ -]*)\)\.? *)?")
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

    @property
    def true_text(self) -> str:
        """The text with all planted damage undone and all lines unwrapped."""
        return "".join(cell.now for cell in self.cells)


# -- from a written source to cells -------------------------------------------------------


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


# -- from cells to the truth ---------------------------------------------------------------


def damage_of(written: Written, start: int = 0) -> list[dict[str, Any]]:
    """List the planted damage, with offsets into the text as shipped, counted from `start`."""
    found = []
    place = start
    for cell in written.cells:
        if cell.kind not in NOT_DAMAGE and not cell.kind.startswith("§"):
            found.append(
                {
                    "start": place,
                    "end": place + len(cell.was),
                    "was": cell.was,
                    "now": cell.now,
                    "kind": cell.kind,
                    "certain": cell.certain,
                }
            )
        place += len(cell.was)
    return found


class Part(NamedTuple):
    """What stands between two `§` marks: its role, its true text, its place as shipped."""

    role: str
    text: str
    start: int
    end: int


def parts_of(written: Written, start: int = 0) -> list[Part]:
    """Cut a telegram at its `§` marks; what comes before the first is the heading."""
    parts: list[Part] = []
    role, text, begin, place = "heading", "", start, start
    for cell in written.cells:
        if cell.kind.startswith("§") and cell.kind != "§body":
            parts.append(Part(role, text, begin, place))
            role, text, begin = cell.kind[1:], "", place
        text, place = text + cell.now, place + len(cell.was)
    return [*parts, Part(role, text, begin, place)]


def paragraphs_of(parts: list[Part]) -> list[dict[str, Any]]:
    """List the paragraphs with true number, portion, role, heading, repaired text, place."""
    found: list[dict[str, Any]] = []
    heading = None
    for part in parts[1:]:
        if part.role == "h":
            heading = next(line.strip(" /") for line in part.text.splitlines() if line.strip(" -"))
        elif part.role not in ("sig", "x"):
            found.append(_paragraph(part, heading))
            heading = None
    return found


def _paragraph(part: Part, heading: str | None) -> dict[str, Any]:
    number = NUMBER.match(part.text)
    text = part.text[number.end() :] if number else part.text
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return {
        "number": int(number["number"]) if number else None,
        "portion": number["portion"] if number else None,
        "heading": heading,
        "role": part.role or "text",
        "text": "\n".join(line for line in lines if line),
        "start": part.start,
        "end": part.end,
    }


class People:
    """The people of the story, found by any form of their name."""

    def __init__(self, people: list[dict[str, Any]]) -> None:
        """Take the people as the story lists them."""
        self.by_form = {form: p["name"] for p in people for form in [p["name"], *p["forms"]]}

    def statement(self, line: str, paragraphs: list[dict[str, Any]]) -> dict[str, Any]:
        """Read `paragraph | named=speaker | cue | content | kind | probability | about`."""
        at, who, cue, what, kind, chance, about = (part.strip() for part in line.split("|"))
        text = next(p["text"] for p in paragraphs if _paragraph_key(p, paragraphs) == at)
        assert kind in KINDS, line
        named, _, speaker = who.partition("=")
        shown = [piece for piece in (_verbatim(named, text), _verbatim(cue, text)) if piece]
        return {
            "paragraph": int(at) if at.isdigit() else at,
            "speaker": speaker or self.by_form[named],
            "named": shown[0] if named else None,
            "cue": shown[-1] if cue else None,
            "content": _verbatim(what, text),
            "kind": kind,
            "probability": float(chance) if chance else None,
            "about": about or None,
        }


def _paragraph_key(paragraph: dict[str, Any], paragraphs: list[dict[str, Any]]) -> str:
    if paragraph["number"]:
        return str(paragraph["number"])
    unnumbered = [p["start"] for p in paragraphs if not p["number"]]
    return f"u{unnumbered.index(paragraph['start']) + 1}"


def _verbatim(words: str, text: str) -> str:
    """Find `words` in `text`, as printed there; `first words … last words` spans the rest."""
    first, _, last = (re.escape(part.strip()) for part in words.partition("…"))
    pattern = f"{first}.*?{last}" if last else first
    pattern = re.sub('(["”])$', r"[.,]?\1", pattern)  # a stop stands inside the closing quotation mark
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE | re.DOTALL)
    assert match, f"not in the paragraph: {words!r}"
    return match[0]


def truth_of(written: Written, people: People, held: set[str], start: int = 0) -> dict[str, Any]:
    """Return the line of `truth.jsonl` for one telegram that starts at `start` of its text."""
    parts = parts_of(written, start)
    paragraphs = paragraphs_of(parts)
    signature = [part.text.split("\n")[0].strip() for part in parts if part.role == "sig"]
    one = written.one
    return {
        "file": f"telegrams/{one('file')}",
        "row": int(one("row")) if one("row") else None,
        "id": one("id") or one("mrn") or "sha-" + _digest(written)[:12],
        "mrn": one("mrn") or None,
        "same_as": one("same-as") or None,
        "page": one("page-id") or None,
        "layout": one("layout"),
        "start": start,
        "end": start + len(written.text),
        "dtg": one("dtg") or None,
        "from": one("from") or None,
        "to": written.listed("to"),
        "info": written.listed("info"),
        "classification": one("class") or None,
        "captions": written.listed("captions"),
        "tags": one("tags").split(),
        "subject": one("subject") or None,
        "reftels": [_reftel(line, held, parts[0].text) for line in written.head.get("ref", [])],
        "sections": int(one("sections", "1")),
        "paragraphs": paragraphs,
        "signature": signature[0] if signature else None,
        "damage": damage_of(written, start),
        "statements": [people.statement(s, paragraphs) for s in written.head.get("say", [])],
    }


def _reftel(line: str, held: set[str], heading: str) -> dict[str, Any]:
    label, text, mrn, *kind = (part.strip() for part in line.split("|"))
    number = None if mrn == "-" else mrn
    return {
        "label": None if label == "-" else label,
        "text": text,
        "mrn": number,
        "kind": kind[0] if kind else "telegram",
        "held": number in held,
        "in": "heading" if text.upper() in " ".join(heading.upper().split()) else "body",
    }


def _digest(written: Written) -> str:
    return hashlib.sha256(written.text.encode()).hexdigest()


# -- from cells to the files as shipped ----------------------------------------------------


def html_page(written: Written) -> str:
    """Return a public page around the two blocks of a telegram, much shorter than a real one."""
    head, body = _blocks(written)
    name = written.one("page-id", written.one("mrn"))
    created, released = written.one("created"), written.one("released")
    return PAGE.format(
        name=name,
        folder=f"{created[:4]}/{created[5:7]}",
        created=created,
        released=released,
        classification=written.one("page-class"),
        origin=written.one("origin"),
        head=_escaped(head),
        body=_linked(_escaped(body)),
    )


def _blocks(written: Written) -> tuple[str, str]:
    """Cut the text at the mark of the second block; the newline before it joins the two."""
    place = 0
    for cell in written.cells:
        if cell.kind == "§body":
            break
        place += len(cell.was)
    text = written.text
    return text[: place - 1], text[place:]


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "&#x000A;")


def _linked(body: str) -> str:
    body = re.sub(r"(?<=&#x000A;)¶(\d+|[A-Z])(?=\.)", r"<a id='par\1' href='#par\1'>¶</a>\1", "&#x000A;" + body)
    tags = re.search(r"TAGS:? .*?(?=&#x000A;)", body)
    if not tags:
        return body[len("&#x000A;") :]
    links = re.sub(r"\b([A-Z]{2,5})\b(?!S:?)", r"<a href='/tag/\1_0.html'>\1</a>", tags[0][5:])
    body = body[: tags.start()] + tags[0][:5] + links + body[tags.end() :]
    return body[len("&#x000A;") :]


PAGE = """<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en' xml:lang='en' xmlns='http://www.w3.org/1999/xhtml'>
<head>
<title>Telegram {name}</title>
</head>
<body>
<div class='main'>
<p>A telegram of the sample collection. Nobody in it ever lived.</p>
<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Released</th>
<th>Classification</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/cable/{folder}/{name}.html'>{name}</a>
</td>
<td>
<a href='/date/{folder}_0.html'>{created}</a>
</td>
<td>
<a href='/reldate/{released}_0.html'>{released}</a>
</td>
<td>
<a href='/classification/1_0.html' title='unclassified'>{classification}</a>
</td>
<td>
<a href='/origin/1_0.html'>{origin}</a>
</td>
</tr>
</table>
<code><pre>{head}</pre></code>
<code><pre>{body}</pre></code>
</div>
</body>
</html>
"""

COLUMNS = ["id", "date", "MRN", "origin", "classification", "references", "header", "body"]


def csv_table(rows: list[Written]) -> str:
    """Return the rows of one CSV file in the columns of the public dump."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        one = row.one
        cited = "|".join(line.split("|")[2].strip() for line in row.head.get("ref", []))
        table.writerow([one("row-id"), one("date"), one("mrn"), one("origin"), one("page-class"), cited, *_blocks(row)])
    return out.getvalue()


def build(folder: Path = FOLDER) -> dict[str, bytes]:
    """Return every file of the collection that is built, by its path below the folder."""
    written = [read_written(path) for path in sorted((folder / "written").glob("*.tel"))]
    story = json.loads((folder / "written" / "story.json").read_text(encoding="utf-8"))
    people = People(story["people"])
    held = {w.one("mrn") for w in written if w.one("mrn")}
    by_file: dict[str, list[Written]] = {}
    for source in written:
        by_file.setdefault(source.one("file"), []).append(source)
    files: dict[str, bytes] = {}
    truth: list[dict[str, Any]] = []
    for name, sources in by_file.items():
        encoding = sources[0].one("encoding", "utf-8")
        files[f"telegrams/{name}"] = _file(name, sources).encode(encoding)
        start = 0
        for source in sources:
            truth.append(truth_of(source, people, held, start))
            start += len(source.text) if name.endswith(".txt") else 0
    truth.sort(key=lambda line: (line["dtg"] or "9", line["id"]))
    files["truth.jsonl"] = "".join(_json(line) + "\n" for line in truth).encode()
    files["story.json"] = (_json(_told(story, truth), indent=1) + "\n").encode()
    return files


def _file(name: str, sources: list[Written]) -> str:
    if name.endswith(".html"):
        return html_page(sources[0])
    if name.endswith(".csv"):
        return csv_table(sources)
    return "".join(source.text for source in sources)


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


# -- the story across the telegrams --------------------------------------------------------


def _told(story: dict[str, Any], truth: list[dict[str, Any]]) -> dict[str, Any]:
    """Add to the written story what the telegrams tell: dates, forms of names, numbers missing."""
    by_id = {line["id"]: line for line in truth}
    for matter in ("changes_of_mind", "contradictions", "forecasts", "meetings", "events"):
        for entry in story[matter]:
            for place in [*entry["places"], *([entry["outcome"]] if "outcome" in entry else [])]:
                place["dtg"] = _dated(place, by_id)
    for person in story["people"]:
        person["seen"] = _seen(person["name"], truth)
    return {**story, "missing": _missing(truth)}


def _dated(place: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> str | None:
    """Return the date of a place of the story, having seen that the paragraph is there."""
    line = by_id[place["telegram"]]
    keys = {_paragraph_key(p, line["paragraphs"]) for p in line["paragraphs"]}
    assert str(place["paragraph"]) in keys, f"no such paragraph: {place}"
    dtg: str | None = line["dtg"]
    return dtg


def _seen(name: str, truth: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the forms in which a person is named, by telegram: in full, or where he speaks."""
    full = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    seen: dict[str, set[str]] = {}
    for line in truth:
        forms = {s["named"] for s in line["statements"] if s["speaker"] == name and s["named"]}
        forms |= {found for p in line["paragraphs"] for found in full.findall(p["text"])}
        if forms:
            seen[line["id"]] = forms
    return {where: sorted(forms) for where, forms in seen.items()}


def _missing(truth: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cited: dict[str, list[dict[str, str]]] = {}
    for line in truth:
        for reftel in line["reftels"]:
            if reftel["mrn"] and not reftel["held"]:
                cited.setdefault(reftel["mrn"], []).append({"by": line["id"], "as": reftel["text"]})
    return [{"mrn": mrn, "cited": places} for mrn, places in sorted(cited.items())]


def main() -> None:
    """Write the collection beside this program."""
    (FOLDER / "telegrams").mkdir(exist_ok=True)
    built = build()
    for old in (FOLDER / "telegrams").iterdir():
        if f"telegrams/{old.name}" not in built:
            old.unlink()
    for name, content in built.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
