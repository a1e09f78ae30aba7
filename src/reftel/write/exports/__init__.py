"""A telegram for other programs and for paper: TEI, a page of HTML, a PDF. These are written and not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.telegram import Telegram

__all__ = ["EXPORTS", "export"]

#: What can be written, and the ending of its files.
EXPORTS = {"tei": ".xml", "html": ".html", "pdf": ".pdf"}


def export(telegram: Telegram, form: str) -> bytes:
    """The telegram in one of the forms of `EXPORTS`, as a whole file.

    Raises:
        WrongRequest: There is no such form, or what writes it is not installed.
    """
    if form not in EXPORTS:
        raise WrongRequest(f"there is no export {form!r}", f"Exports: {', '.join(EXPORTS)}.")
    return _writer(form)(telegram)


def _writer(form: str) -> Callable[[Telegram], bytes]:
    if form == "tei":
        from reftel.write.exports.tei import tei

        return tei
    if form == "html":
        from reftel.write.exports.page import page

        return page
    from reftel.write.exports.paper import pdf

    return pdf
