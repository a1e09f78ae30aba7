"""A PDF for print: letter paper, a page number on every page, the classification above and below."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reftel.analysis.citing import cite
from reftel.errors import WrongRequest
from reftel.show.safe import visible
from reftel.write.body import opening
from reftel.write.characters import permitted
from reftel.write.exports.page import facts
from reftel.write.exports.pieces import blocks

if TYPE_CHECKING:
    from reftel.model.telegram import Paragraph, Telegram

_LINE = 5.4  # millimetres
_MARGIN = 25.4
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def pdf(telegram: Telegram) -> bytes:
    """The telegram as a PDF. Letters that the fonts of every PDF reader lack are replaced by their nearest.

    Raises:
        WrongRequest: fpdf2, which writes the file, is not installed.
    """
    try:
        from fpdf import FPDF
    except ImportError as error:
        raise WrongRequest("writing PDF needs fpdf2", "Install it with: pip install 'reftel[print]'.") from error
    banner = _letters(telegram.classification.level or "")

    class Paper(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=9)
            self.cell(0, 6, banner, align="C")
            self.ln(12)

        def footer(self) -> None:
            self.set_y(-18)
            self.set_font("Helvetica", size=9)
            self.cell(0, 6, banner, align="C")
            self.set_y(-18)
            self.cell(0, 6, f"{_letters(telegram.id)}   {self.page_no()}/{{nb}}", align="R")

    paper = Paper(format="letter")
    paper.core_fonts_encoding = "cp1252"
    paper.set_margin(_MARGIN)
    paper.set_auto_page_break(auto=True, margin=_MARGIN)
    paper.set_title(_letters(telegram.subject or telegram.id))
    paper.set_creation_date(telegram.dtg or _NO_DATE)  # no clock: the same telegram makes the same file
    paper.add_page()
    _heading(paper, telegram)
    for paragraph in telegram.paragraphs:
        _paragraph(paper, telegram, paragraph)
    paper.set_font("Times", size=11)
    for words in (telegram.signature, *telegram.notes):
        if words:
            paper.multi_cell(0, _LINE, _letters(words), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(_LINE)
    paper.set_font("Times", "I", 9)
    paper.multi_cell(0, 4.5, _letters(cite(telegram, "nara")), align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def _letters(words: str) -> str:
    """Words in the letters of the standard fonts (Windows-1252)."""
    plain = visible(words)
    try:
        plain.encode("cp1252")
    except UnicodeEncodeError:
        return "".join(sign if _has(sign) else permitted(sign) for sign in plain)
    return plain


def _has(sign: str) -> bool:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _heading(paper: Any, telegram: Telegram) -> None:
    paper.set_font("Times", "B", 14)
    paper.multi_cell(0, 6.5, _letters(telegram.subject or "no subject"), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(2)
    for name, value in facts(telegram):
        paper.set_font("Helvetica", size=8.5)
        paper.cell(30, 4.6, name)
        paper.multi_cell(0, 4.6, _letters(value), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(_LINE)


def _paragraph(paper: Any, telegram: Telegram, paragraph: Paragraph) -> None:
    if paragraph.heading:
        paper.set_font("Times", "B", 11.5)
        paper.multi_cell(0, 8, _letters(paragraph.heading), align="L", new_x="LMARGIN", new_y="NEXT")
    mark = opening(paragraph)
    for block in blocks(telegram, paragraph):
        table = block.kind == "table"
        paper.set_font("Courier" if table else "Times", size=8 if table else 11)
        for line in block.lines:
            words = _letters(mark + "".join(piece.words for piece in line))
            mark = ""
            if not words:
                continue
            paper.multi_cell(0, 4 if table else _LINE, words, align="L", new_x="LMARGIN", new_y="NEXT")
        paper.ln(2.2)
