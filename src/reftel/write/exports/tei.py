"""TEI P5, in the manner of the editions of Foreign Relations: a document in a division, its source in a note.

What a repair changed stands as `<choice>`: what was received in `<sic>`, what it reads in `<corr>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from reftel.analysis.citing import citation_parts, cite
from reftel.write.body import opening
from reftel.write.exports.pieces import blocks, cells
from reftel.write.fields import references_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.model.telegram import Addressee, Paragraph, Telegram
    from reftel.write.exports.pieces import Block, Piece

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: XML has no way to write these; a replacement character stands for each.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CERTAIN, _LIKELY = 0.95, 0.8


def tei(telegram: Telegram) -> bytes:
    """The telegram as a TEI document, UTF-8, with its declaration."""
    root = ET.Element("TEI", {"xmlns": _NAMESPACE})
    _header(root, telegram)
    facts = {"type": "document", "subtype": "historical-document", _XML_ID: _name(telegram.id)}
    division = _under(_under(_under(root, "text"), "body"), "div", None, facts)
    _opening(division, telegram)
    _body(division, telegram)
    if telegram.signature:
        _under(_under(_under(division, "closer"), "signed"), "persName", telegram.signature)
    for note in telegram.notes:
        _under(division, "note", note, {"type": "communications"})
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _under(parent: ET.Element, name: str, words: str | None = None, facts: dict[str, str] | None = None) -> ET.Element:
    made = ET.SubElement(parent, name, {key: _legal(value) for key, value in (facts or {}).items()})
    if words is not None:
        made.text = _legal(words)
    return made


def _name(number: str) -> str:
    """A name that XML allows: it begins with a letter."""
    return f"t{re.sub('[^A-Za-z0-9.-]', '-', number)}"


def _legal(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)


def _header(root: ET.Element, telegram: Telegram) -> None:
    header = _under(root, "teiHeader")
    file = _under(header, "fileDesc")
    title = _under(file, "titleStmt")
    _under(title, "title", telegram.subject or telegram.id)
    if telegram.originator:
        _under(title, "author", telegram.originator.address)
    _under(_under(file, "publicationStmt"), "p", "Encoded by reftel: the text of the source, its repairs marked.")
    source = _under(_under(file, "sourceDesc"), "bibl", cite(telegram, "nara"))
    if telegram.source.sha256:
        _under(source, "idno", telegram.source.sha256, {"type": "sha256"})
    if telegram.mrn:
        _under(source, "idno", telegram.mrn, {"type": "mrn"})
    profile = _under(header, "profileDesc")
    _correspondence(profile, telegram)
    if telegram.tags:
        terms = _under(_under(profile, "textClass"), "keywords", None, {"scheme": "#tags"})
        for term in telegram.tags:
            _under(terms, "term", term.code, {"type": term.kind})


def _correspondence(profile: ET.Element, telegram: Telegram) -> None:
    letter = _under(profile, "correspDesc")
    sent = _under(letter, "correspAction", None, {"type": "sent"})
    _under(sent, "orgName", telegram.originator.address if telegram.originator else "not known")
    if telegram.dtg:
        _under(sent, "date", f"{telegram.dtg:%d%H%M}Z", {"when": f"{telegram.dtg:%Y-%m-%dT%H:%M:%SZ}"})
    for kind, entries in (("action", telegram.to), ("info", telegram.info)):
        _received(letter, kind, entries)


def _received(letter: ET.Element, kind: str, entries: Iterable[Addressee]) -> None:
    for entry in entries:
        received = _under(letter, "correspAction", None, {"type": "received", "subtype": kind})
        _under(received, "orgName", entry.address)


def _opening(division: ET.Element, telegram: Telegram) -> None:
    parts = citation_parts(telegram)
    number = "" if parts.number is None else f" {parts.number}"
    to = f" to {parts.addressee}" if parts.addressee else ""
    head = _under(division, "head", f"Telegram{number} From {parts.sender}{to}")
    _under(head, "note", f"Source: {cite(telegram, 'nara')}{_marking(telegram)}", {"type": "source"})
    opener = _under(division, "opener")
    dateline = _under(opener, "dateline")
    if parts.post:
        _under(dateline, "placeName", parts.post).tail = ", "
    if telegram.dtg:
        _under(dateline, "date", parts.day, {"when": f"{telegram.dtg:%Y-%m-%dT%H:%M:%SZ}"})
    if telegram.subject:
        _under(_under(division, "p"), "title", telegram.subject, {"type": "subject"})
    references = references_of_heading(telegram)
    if references:
        items = _under(division, "list", None, {"type": "references"})
        for item in references:
            if item.label:
                _under(items, "label", item.label)
            _under(_under(items, "item"), "ref", item.text, {"target": f"#{_name(item.mrn)}"} if item.mrn else {})


def _marking(telegram: Telegram) -> str:
    words = [telegram.classification.level or "", telegram.precedence.action or "", *telegram.captions]
    said = "; ".join(word.title() if len(word) > 6 else word for word in words if word)
    return f" {said}." if said else ""


def _body(division: ET.Element, telegram: Telegram) -> None:
    place = division
    for paragraph in telegram.paragraphs:
        if paragraph.heading:
            place = _under(division, "div", None, {"type": "section"})
            _under(place, "head", paragraph.heading)
        _paragraph(place, telegram, paragraph)


def _paragraph(place: ET.Element, telegram: Telegram, paragraph: Paragraph) -> None:
    opened, *others = blocks(telegram, paragraph)
    mark = opening(paragraph)
    if mark or opened.lines[0]:
        facts = {"n": str(paragraph.number)} if paragraph.number is not None else {}
        _mixed(_under(place, "p", None, facts), mark, opened.lines[0])
    items: ET.Element | None = None
    for block in others:
        if block.kind == "item":
            items = items if items is not None else _under(place, "list")
            _mixed(_under(items, "item"), "", block.lines[0])
            continue
        items = None
        if block.kind == "table":
            _table(_under(place, "table"), block)
        else:
            _mixed(_under(place, "p"), "", block.lines[0])


def _table(table: ET.Element, block: Block) -> None:
    for line in block.lines:
        row = _under(table, "row")
        for cell in cells(line):
            _mixed(_under(row, "cell"), "", cell)


def _mixed(element: ET.Element, first: str, line: Iterable[Piece]) -> None:
    """Words and choices in their order: ElementTree keeps what follows an element as its tail."""
    element.text = _legal(first)
    last: ET.Element | None = None
    for words, repair in line:
        if repair is not None:
            last = _under(element, "choice")
            _under(last, "sic", repair.was)
            _under(last, "corr", words, {"cert": _certainty(repair.confidence), "resp": f"#{repair.rule}"})
        elif last is None:
            element.text += _legal(words)
        else:
            last.tail = (last.tail or "") + _legal(words)


def _certainty(confidence: float) -> str:
    return "high" if confidence >= _CERTAIN else "medium" if confidence >= _LIKELY else "low"
