"""What tools left in a telegram that passed through them: Markdown, HTML, and a second SIPDIS in the heading."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Sheet

_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:#|https?://|/|mailto:)[^()\s]{0,300}\)")
_ELEMENT = re.compile(
    r"</?(?:br|p|b|i|u|em|strong|span|div|td|tr|th|table|tbody|font|a|pre|code|sup|sub)(?:[ /][^<>\n]{0,200})?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")


def doubled_sipdis(sheet: Sheet) -> Iterator[Repair]:
    """A second SIPDIS line under the first in the heading: a loading program put one in."""
    text = sheet.text
    seen = False
    for start, end, label in sheet.draft.marks:
        if label not in ("caption", "sipdis") or text[start:end].strip().upper() != "SIPDIS":
            continue
        if seen:
            before = start
            while before and text[before - 1].isspace():  # the text before is not copied: there can be many of them
                before -= 1
            stop = start + len(text[start:end].rstrip())
            yield Repair(before, stop, text[before:stop], "", "sipdis", 0.99)
        seen = True


def markdown_links(sheet: Sheet) -> Iterator[Repair]:
    """`[PHUM](#)`: a Markdown link is its words; anywhere in the text."""
    text = sheet.text
    if "]" not in text or "](" not in text:
        return
    for found in _LINK.finditer(text):
        yield Repair(found.start(), found.end(), found[0], found[1], "markdown-link", 0.99)


def html_elements(sheet: Sheet) -> Iterator[Repair]:
    """`<br>`, `</td>`: an element of HTML is nothing, or the line end that it stands for."""
    text = sheet.text
    if "<" not in text or ">" not in text:
        return
    for found in sheet.find(_ELEMENT):
        after = text[found.end() : found.end() + 1]
        line_end = found[0][1:3].lower() == "br" and after not in {"\n", "\r", ""}
        yield Repair(found.start(), found.end(), found[0], "\n" if line_end else "", "html-element", 0.95)


def html_entities(sheet: Sheet) -> Iterator[Repair]:
    """`&amp;`, `&#8217;`: a character of HTML in its written form, with its semicolon."""
    text = sheet.text
    if "&" not in text or ";" not in text:
        return
    for found in sheet.find(_ENTITY):
        now = html.unescape(found[0])
        if now != found[0]:
            yield Repair(found.start(), found.end(), found[0], now, "html-entity", 0.97)
