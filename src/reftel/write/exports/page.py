"""A page of HTML that stands alone: to keep, to send, to print. Nothing in it is fetched, and nothing in it runs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reftel.analysis.citing import cite
from reftel.show.reading import anchors
from reftel.show.safe import visible
from reftel.show.words import day_words
from reftel.write.body import opening
from reftel.write.exports.pieces import blocks
from reftel.write.fields import references_of_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reftel.model.telegram import Paragraph, Telegram
    from reftel.write.exports.pieces import Block, Piece

_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Georgia, serif;
  color-scheme: light dark; }
h1 { font-size: 1.4rem; line-height: 1.25; }
h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .9rem; }
dt { opacity: .7; }
dd { margin: 0; }
pre { overflow-x: auto; font-size: .85rem; }
mark { background: none; border-bottom: 1px dotted; color: inherit; }
footer { margin-top: 3rem; font-size: .85rem; opacity: .75; }
.banner { text-align: center; letter-spacing: .15em; font-size: .85rem; }
@media print { body { max-width: none; margin: 0; } mark { border: 0; } p { orphans: 3; widows: 3; } }
"""
#: The file is safe even where a browser of tomorrow reads its text in some other way: nothing may run or be fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(telegram: Telegram) -> bytes:
    """The telegram as one HTML file, UTF-8. Words that a repair changed carry in their title what was received."""
    return "\n".join(_page(telegram)).encode("utf-8", "replace") + b"\n"


def _page(telegram: Telegram) -> Iterator[str]:
    banner = f'<p class="banner">{_safe(telegram.classification.level)}</p>' if telegram.classification.level else ""
    title = _safe(telegram.subject or "no subject")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{_safe(telegram.id)}: {title}</title>"
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"{banner}\n<h1>{title}</h1>\n<dl>"
    for name, value in facts(telegram):
        yield f"<dt>{name}</dt><dd>{_safe(value)}</dd>"
    yield "</dl>"
    for name, paragraph in zip(anchors(telegram.paragraphs), telegram.paragraphs, strict=True):
        yield from _paragraph(telegram, paragraph, name)
    if telegram.signature:
        yield f"<p>{_safe(telegram.signature)}</p>"
    for note in telegram.notes:
        yield f"<p><small>{_safe(note)}</small></p>"
    yield f"{banner}\n<footer>{_safe(cite(telegram, 'nara'))}</footer>\n</body>\n</html>"


def facts(telegram: Telegram) -> Iterator[tuple[str, str]]:
    """What stands above the text: names and values, those that the telegram has."""
    marks = telegram.classification
    said: dict[str, str | None] = {
        "Number": telegram.mrn,
        "Date": f"{day_words(telegram.dtg)}, {telegram.dtg:%H%M}Z" if telegram.dtg else None,
        "From": telegram.originator.address if telegram.originator else None,
        "To": "; ".join(entry.address for entry in telegram.to),
        "Info": "; ".join(entry.address for entry in telegram.info),
        "Precedence": telegram.precedence.action,
        "Captions": ", ".join(telegram.captions),
        "Order": f"E.O. {marks.executive_order}: {marks.declassify or ''}" if marks.executive_order else None,
        "Classified by": marks.classified_by,
        "TAGS": ", ".join(term.code for term in telegram.tags),
        "References": "; ".join(
            f"{item.label}. {item.text}" if item.label else item.text for item in references_of_heading(telegram)
        ),
    }
    yield from ((name, value) for name, value in said.items() if value)


def _safe(words: str | None) -> str:
    return escape(visible(words or ""))


def _paragraph(telegram: Telegram, paragraph: Paragraph, anchor: str) -> Iterator[str]:
    if paragraph.heading:
        yield f"<h2>{_safe(paragraph.heading)}</h2>"
    opened, *others = blocks(telegram, paragraph)
    yield f'<p id="{anchor}">{_safe(opening(paragraph))}{_line(opened.lines[0])}</p>'
    for block in others:
        yield _block(block)


def _block(block: Block) -> str:
    if block.kind == "table":
        return "<pre>" + "\n".join(_line(line) for line in block.lines) + "</pre>"
    return f"<p>{_line(block.lines[0])}</p>"


def _line(line: Iterable[Piece]) -> str:
    return "".join(
        f'<mark title="received: {_safe(repair.was)}">{_safe(words)}</mark>' if repair else _safe(words)
        for words, repair in line
    )
