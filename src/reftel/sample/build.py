"""Build the sample collection from its written sources: `python -m reftel.sample.build`.

Writes `telegrams/`, `truth.jsonl` and `story.json`; a test proves that the shipped files are these.
"""

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any

from reftel.sample.layout import Written, read_written
from reftel.sample.truth import People, told, truth_of

FOLDER = Path(__file__).parent


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
    files["story.json"] = (_json(told(story, truth), indent=1) + "\n").encode()
    return files


def _file(name: str, sources: list[Written]) -> str:
    if name.endswith(".html"):
        return html_page(sources[0])
    if name.endswith(".csv"):
        return csv_table(sources)
    return "".join(source.text for source in sources)


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


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
