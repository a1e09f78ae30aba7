"""PDF: the lines of every page as they were printed, with an archive's stamps and its description of the telegram."""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any

from reftel.errors import Unreadable
from reftel.model.defect import Defect
from reftel.sources.described import ATTRIBUTES_TITLE, TEXT_TITLE, is_stamp, marks_of, read_attributes
from reftel.sources.document import Document, make_document
from reftel.sources.printed import printed_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject

    from reftel.sources.opened import Opened

_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024  # readers allow other bytes in front of it, and some scanners' files have them
_END_WITHIN = 1024

#: The most bytes of drawing instructions that one file may unfold to: a thousand pages have three million.
_CONTENT_LIMIT = 16_000_000

#: How many lines at the top and at the foot of a page a stamp may stand in.
_STAMP_WITHIN = 4

# A banner at the top of every page is the telegram's own, though it repeats like a stamp.
_BANNER = re.compile(r"[A-Z /]+")

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def fits(opened: Opened) -> bool:
    """Whether this is a PDF: it says so near its beginning."""
    return _MAGIC in opened.head[:_MAGIC_WITHIN]


def read(opened: Opened) -> Iterator[Document]:
    """Yield the one document of a PDF.

    Raises:
        Unreadable: The file is damaged or encrypted, or its pages are pictures without text.
    """
    content = opened.content()
    _refuse_truncated(content, opened.name)
    yield _document(opened.name, content, _page_texts(content, opened.name))


def _refuse_truncated(content: bytes, name: str) -> None:
    """Refuse a file without its end: what a forgiving reader still finds in it may be half of a telegram."""
    if b"%%EOF" not in content[-_END_WITHIN:] and b"startxref" not in content[-_END_WITHIN:]:
        raise Unreadable(name, "truncated PDF", "its end is missing")


def _page_texts(content: bytes, name: str) -> list[str]:
    """Return the text of each page; whatever goes wrong in the reading of a PDF becomes a cause."""
    import pypdf
    from pypdf import errors

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said once, by its cause
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        texts = _texts(reader.pages, name) if is_open else None
    except Unreadable:
        raise
    except (errors.DependencyError, errors.FileNotDecryptedError, errors.WrongPasswordError) as error:
        raise Unreadable(name, "encrypted PDF", str(error)) from None
    except (errors.LimitReachedError, MemoryError) as error:
        raise Unreadable(name, "too large", str(error)) from None
    except Exception as error:  # noqa: BLE001  a damaged file makes a reader fail in every way there is
        raise Unreadable(name, "damaged PDF", f"{type(error).__name__}: {error}"[:200]) from None
    if texts is None:
        raise Unreadable(name, "encrypted PDF")
    return texts


def _texts(pages: Sequence[PageObject], name: str) -> list[str]:
    texts: list[str] = []
    size = 0
    for page in pages:
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        size += len(data)
        if size > _CONTENT_LIMIT:
            raise Unreadable(name, "too large", f"its pages unfold to more than {_CONTENT_LIMIT / 1e6:.0f} MB")
        text = printed_text(data) if _has_plain_fonts(page) else None
        texts.append(page.extract_text() if text is None else text)
    return texts


def _has_plain_fonts(page: PageObject) -> bool:
    """Whether every font of the page is one of the built-in ones in the Windows encoding: bytes are characters then."""
    fonts = _entry(page.get("/Resources"), "/Font")
    if not isinstance(fonts, dict):
        return False
    for reference in fonts.values():
        font: Any = reference.get_object()
        if (_entry(font, "/Subtype"), _entry(font, "/Encoding")) != ("/Type1", "/WinAnsiEncoding"):
            return False
        if "/ToUnicode" in font:
            return False
    return True


def _entry(holder: Any, name: str) -> Any:
    """Return an entry of a dictionary of the file, wherever the two are kept; None where there is none."""
    found = holder.get_object() if hasattr(holder, "get_object") else holder
    entry: Any = found.get(name) if isinstance(found, dict) else None
    return entry.get_object() if hasattr(entry, "get_object") else entry


def _document(name: str, content: bytes, pages: list[str]) -> Document:
    defects: tuple[Defect, ...] = ()
    text = "\n".join(pages)
    if half := _HALF_CHARACTERS.search(text):
        message = "the file names characters that do not exist; each is shown as U+FFFD"
        defects = (Defect("encoding", half.start(), half.end(), message),)
        pages = [_HALF_CHARACTERS.sub("\ufffd", page) for page in pages]
        text = "\n".join(pages)
    labels = _labels(pages)
    described = [line for line, label in labels if label == "attributes"]
    if not described and not any(line.strip() for line, label in labels if not label):
        raise Unreadable(name, "no text layer", f"{len(pages)} pages of pictures")
    attributes, marks = read_attributes(described[1:]), marks_of(labels, len(text))
    return make_document(name, content, "pdf", text, attributes=attributes, marks=marks, defects=defects)


def _labels(pages: list[str]) -> list[tuple[str, str]]:
    """Return every line with its label: `stamp`, `attributes`, or none where it is the telegram's own."""
    repeated = _repeated_lines(pages)
    labels: list[tuple[str, str]] = []
    describing = False
    for page in pages:
        lines = page.split("\n")
        stamps = {number for number in _margins(lines) if lines[number] in repeated}
        if not describing:
            stamps |= {number for number in _margins(lines) if is_stamp(lines[number])}
        if stamps and not any(line for number, line in enumerate(lines) if number not in stamps):
            stamps = set(range(len(lines)))  # a page with a stamp and nothing else
        for number, line in enumerate(lines):
            describing = describing or line == ATTRIBUTES_TITLE
            stamped = number in stamps and not (describing and line not in repeated)
            own_title = line == TEXT_TITLE and not describing
            labels.append((line, "stamp" if stamped or own_title else "attributes" if describing else ""))
    return labels


def _margins(lines: list[str]) -> set[int]:
    """Return the numbers of the lines at the top and at the foot of a page."""
    return {*range(min(_STAMP_WITHIN, len(lines))), *range(max(0, len(lines) - _STAMP_WITHIN), len(lines))}


def _repeated_lines(pages: list[str]) -> set[str]:
    """Return the lines that stand at the top or at the foot of every page, where there are several pages."""
    margins = [{lines[number] for number in _margins(lines)} for lines in (page.split("\n") for page in pages)]
    common = set.intersection(*margins) if len(margins) > 1 else set()
    return {line for line in common if line.strip() and not _BANNER.fullmatch(line.strip())}
