"""Mail messages as sources: which part is the text, what the heading says, and mail that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reftel import read_path
from reftel.errors import Unreadable
from reftel.sources import Document, find_places, read_place

if TYPE_CHECKING:
    from pathlib import Path

TELEGRAM = "R 141200Z MAR 79\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\n\nUNCLAS LIMA 2194\n\n1. TEXT.\nSHLAUDEMAN\n"


def document_of(folder: Path, content: bytes, name: str = "a.eml") -> Document | Unreadable:
    (folder / name).write_bytes(content)
    (document,) = read_place(next(place for place in find_places([folder / name]) if not isinstance(place, Unreadable)))
    return document


def test_the_plain_part_is_the_text_and_the_heading_becomes_attributes(tmp_path: Path) -> None:
    document = document_of(tmp_path, b"Subject: =?utf-8?q?caf=C3=A9?=\r\nMIME-Version: 1.0\r\n\r\n" + TELEGRAM.encode())
    assert isinstance(document, Document)
    assert (document.container, document.text) == ("eml", TELEGRAM)
    assert document.attributes["Subject"] == "café"


def test_of_a_page_and_a_plain_text_the_plain_text_is_read(tmp_path: Path) -> None:
    content = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--b\r\nContent-Type: text/plain; charset=latin-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"caf=E9\r\n--b--\r\n"
    )
    document = document_of(tmp_path, content)
    assert isinstance(document, Document)
    assert document.text.strip() == "café"


def test_a_message_without_plain_text_says_so(tmp_path: Path) -> None:
    failure = document_of(tmp_path, b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x</p>")
    assert isinstance(failure, Unreadable)
    assert failure.cause == "no plain text"


@pytest.mark.parametrize("text", ["Subject: a word with a colon\n\nbut no mail\n", "NOTE: see below\n", TELEGRAM])
def test_a_text_that_begins_with_a_colon_is_no_mail(tmp_path: Path, text: str) -> None:
    document = document_of(tmp_path, text.encode(), "a.txt")
    assert isinstance(document, Document)
    assert document.container == "text"


def test_a_broken_heading_costs_no_more_than_its_field(tmp_path: Path) -> None:
    document = document_of(tmp_path, b"From: <<<@@\r\nDate: never\r\nMIME-Version: 1.0\r\n\r\n" + TELEGRAM.encode())
    assert isinstance(document, Document)
    assert document.text == TELEGRAM


def test_a_telegram_in_a_mail_is_read_as_one(tmp_path: Path) -> None:
    (tmp_path / "b.eml").write_bytes(b"MIME-Version: 1.0\r\nSubject: Fwd\r\n\r\n" + TELEGRAM.encode())
    (read,) = read_path(tmp_path / "b.eml")
    assert not isinstance(read, Unreadable)
    assert (read.mrn, read.signature, read.subject) == ("79LIMA2194", "SHLAUDEMAN", None)
