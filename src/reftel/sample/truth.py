"""What is true of the written telegrams: the lines of `truth.jsonl`, and the story across them."""

import hashlib
import re
from typing import Any, NamedTuple

from reftel.sample.layout import Written

KINDS = {"claim", "forecast", "proposal", "request", "denial", "estimate", "concession", "question"}
NOT_DAMAGE = {"", "wrap"}
NO_PARAGRAPH = {"heading", "h", "sig", "x"}
NUMBER = re.compile(r"¶?(?P<number>\d{1,2})\. *(?:\((?P<portion>[A-Z][A-Z/ -]*)\)\.? *)?")


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
    """What stands between two `§` marks: its role, its true text, and where each character of it was shipped."""

    role: str
    text: str
    places: list[tuple[int, int]]

    def place(self, first: int, last: int) -> dict[str, int]:
        """Return `start` and `end`, as shipped, of the true characters from `first` to `last`."""
        return {"start": self.places[first][0], "end": self.places[last - 1][1]}


def parts_of(written: Written, start: int = 0) -> list[Part]:
    """Cut a telegram at its `§` marks; what comes before the first is the heading."""
    parts = [Part("heading", "", [])]
    place = start
    for cell in written.cells:
        if cell.kind.startswith("§") and cell.kind != "§body":
            parts.append(Part(cell.kind[1:], "", []))
        part, end = parts[-1], place + len(cell.was)
        parts[-1] = part._replace(text=part.text + cell.now)
        part.places.extend([(place, end)] * len(cell.now))
        place = end
    return parts


def paragraphs_of(parts: list[Part]) -> list[dict[str, Any]]:
    """List the paragraphs with true number, portion, role, heading, repaired text, place."""
    found: list[dict[str, Any]] = []
    heading = None
    for part in parts[1:]:
        if part.role == "h":
            heading = next(line.strip(" /") for line in part.text.splitlines() if line.strip(" -"))
        elif part.role not in NO_PARAGRAPH:
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
        **part.place(len(part.text) - len(part.text.lstrip()), len(part.text.rstrip())),
    }


class People:
    """The people of the story, found by any form of their name."""

    def __init__(self, people: list[dict[str, Any]]) -> None:
        """Take the people as the story lists them."""
        self.by_form = {form: p["name"] for p in people for form in [p["name"], *p["forms"]]}

    def statement(self, line: str, paragraphs: list[dict[str, Any]], parts: list[Part]) -> dict[str, Any]:
        """Read `paragraph | named=speaker | cue | content | kind | probability | about`."""
        at, who, cue, what, kind, chance, about = (part.strip() for part in line.split("|"))
        assert kind in KINDS, line
        position = [_paragraph_key(paragraph, paragraphs) for paragraph in paragraphs].index(at)
        text = paragraphs[position]["text"]
        part = [part for part in parts if part.role not in NO_PARAGRAPH][position]
        named, _, speaker = who.partition("=")
        content = _verbatim(what, text)
        found = re.search(r"\s+".join(map(re.escape, content.split())), part.text)
        assert found
        return {
            "paragraph": int(at) if at.isdigit() else at,
            "speaker": speaker or self.by_form[named],
            "named": _verbatim(named, text) or None,
            "cue": _verbatim(cue, text) or None,
            "content": content,
            **part.place(*found.span()),
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
        "statements": [people.statement(s, paragraphs, parts) for s in written.head.get("say", [])],
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


def told(story: dict[str, Any], truth: list[dict[str, Any]]) -> dict[str, Any]:
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
