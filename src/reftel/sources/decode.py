"""Bytes to characters, losing none: what cannot be decoded is said, what is no text at all is refused."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from reftel.errors import Unreadable
from reftel.model.defect import Defect

#: Control characters that text files have: tab, line feed, form feed and its vertical sister, carriage return, the end
#: mark of old systems (0x1A) and escape. Every other one counts as a sign that the bytes are no text.
_TEXT_CONTROLS = b"\t\n\x0b\x0c\r\x1a\x1b"
_CONTROLS = bytes(set(range(0x20)) - set(_TEXT_CONTROLS)) + b"\x7f"
_HIGH = bytes(range(0x80, 0x100))

#: A text with a larger share of control characters is none; with a larger share of bytes above 0x7F that are not
#: UTF-8 it is written in an encoding that cannot be told from here (EBCDIC, Cyrillic or East Asian code pages).
_MOST_CONTROLS = 0.10
_SAMPLE = 8192  # control characters are counted in the beginning: a program shows itself there
_MOST_HIGH = 0.25

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """Characters, and what was wrong with the bytes."""

    text: str
    defects: tuple[Defect, ...] = ()


def decode(content: bytes, name: str) -> Decoded:
    r"""Decode UTF-8; or UTF-16 and UTF-32 with a byte order mark; each byte that is neither as Windows-1252.

    A byte order mark stays in the text as the character that it is: the text is whole.

    >>> decode(b"CAF\xc9 \xe2\x80\x9cX\xe2\x80\x9d", "a.txt").text
    'CAFÉ “X”'

    Raises:
        Unreadable: The bytes are no text, or text in an encoding that is not known.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_marked(content, name, encoding)
    refuse_binary(content, name)
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_mixed(content, name, error.start)


def refuse_binary(content: bytes, name: str) -> None:
    """Raise `Unreadable` where the bytes cannot be text in any encoding that has one byte for a Latin letter."""
    if b"\0" in content:
        raise Unreadable(name, "binary", kind_of(content))
    sample = content[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(sample):
        raise Unreadable(name, "binary", kind_of(content))


def _decode_marked(content: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(name, "unknown encoding", f"it begins as {encoding.upper()} and is not: {error}") from None
    if "\0" in text:
        raise Unreadable(name, "binary")
    return Decoded(text)


def _decode_mixed(content: bytes, name: str, first_bad: int) -> Decoded:
    """Read what is not UTF-8 byte by byte as Windows-1252: a single bad byte does not spoil the rest."""
    letters = _UTF_8_LETTER.search(content)
    other = _UTF_8_LETTER.sub(b"", content) if letters else content
    high = len(other) - len(other.translate(None, _HIGH))
    if high > _MOST_HIGH * len(content):
        raise Unreadable(name, "unknown encoding", f"{high:,} of {len(content):,} bytes are above 0x7F and not UTF-8")
    if letters:
        text = content.decode("utf-8", "reftel-windows-1252")
    else:
        text = codecs.charmap_decode(content, "strict", _WINDOWS_1252)[0]
    place = len(content[:first_bad].decode("utf-8"))
    message = f"not UTF-8 from byte {first_bad:,} (0x{content[first_bad]:02X}) on; such bytes are read as Windows-1252"
    return Decoded(text, (Defect("encoding", place, place + 1, message),))


def found_again(decoded: Decoded, text: str) -> tuple[Defect, ...]:
    """Return the defects with their places in a text that was made of the decoded one: markup or quoting is gone.

    The first such character is looked for; where it is not found the defect stands at the beginning.
    """
    moved: list[Defect] = []
    for defect in decoded.defects:
        place = text.find(decoded.text[defect.start : defect.end])
        start, end = (place, place + 1) if place >= 0 else (0, 0)
        moved.append(Defect(defect.defect, start, end, defect.message))
    return tuple(moved)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that the UTF-8 decoder stopped at; the five that Windows-1252 leaves open keep their number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_WINDOWS_1252[byte] for byte in bad), error.end


_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100))
_UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
codecs.register_error("reftel-windows-1252", _as_windows_1252)

_KINDS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "gzip: unpack it first"),
    (b"BZh", "bzip2: unpack it first"),
    (b"\xfd7zXZ", "xz: unpack it first"),
    (b"7z\xbc\xaf'\x1c", "7-Zip: unpack it first"),
    (b"Rar!", "RAR: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Microsoft Office: save it as text"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def kind_of(content: bytes) -> str:
    """Say what kind of file the bytes are, where their beginning tells; else nothing.

    >>> kind_of(b"GIF89a")
    'a picture (GIF)'
    """
    return next((kind for magic, kind in _KINDS if content.startswith(magic)), "")
