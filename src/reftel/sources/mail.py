"""Mail messages (`.eml`): the first part in plain text is the telegram, the fields of the heading are attributes."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

from reftel.errors import Unreadable
from reftel.sources.decode import decode
from reftel.sources.document import Document, make_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from reftel.sources.opened import Opened

_FIELD = re.compile(rb"[!-9;-~]{1,60}:[ \t\r\n]")
_SURE = re.compile(
    rb"^(?:MIME-Version|Message-ID|MMHS-[A-Za-z-]+|Received|Return-Path|Content-Type):", re.IGNORECASE | re.MULTILINE
)
_HEADING_SIZE = 8192


def fits(opened: Opened) -> bool:
    """Whether this is a mail message: it begins with a field of a mail heading, and has one that only mails have."""
    if _FIELD.match(opened.head) is None:
        return False
    heading = re.split(rb"\r?\n\r?\n", opened.head[:_HEADING_SIZE], maxsplit=1)[0]
    return _SURE.search(heading) is not None


def read(opened: Opened) -> Iterator[Document]:
    """Yield the one document of a message.

    Raises:
        Unreadable: It is too large or has no part in plain text.
    """
    content = opened.content()
    message = BytesParser(policy=policy.default).parsebytes(content)
    part = _plain_part(message)
    if part is None:
        raise Unreadable(opened.name, "no plain text")
    decoded = decode(part, opened.name)
    text = decoded.text.replace("\r\n", "\n")
    attributes = _attributes(message)
    yield make_document(opened.name, content, "eml", text, attributes=attributes, defects=decoded.defects)


def _plain_part(message: EmailMessage) -> bytes | None:
    """The bytes of the first part in plain text, as UTF-8 wherever its encoding is known."""
    for part in message.walk():
        if part.get_content_type() != "text/plain" or part.is_multipart():
            continue
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes):
            continue
        charset = part.get_content_charset("utf-8")
        try:
            return raw.decode(charset).encode("utf-8", "surrogatepass")
        except (LookupError, UnicodeError):
            return raw
    return None


def _attributes(message: EmailMessage) -> dict[str, str]:
    """The fields of the heading, unfolded; of a field that stands there twice, both, one a line."""
    attributes: dict[str, str] = {}
    for name, value in message.items():
        try:
            words = " ".join(str(value).split())
        except Exception:  # noqa: BLE001  the library raises several kinds on broken addresses; the rest counts
            words = ""
        if words:
            attributes[name] = f"{attributes[name]}\n{words}" if name in attributes else words
    return attributes
