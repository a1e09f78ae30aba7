"""Text files: every character is kept, and what is no text is refused with its cause."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import Unreadable
from reftel.sources import Document, Place, read_place
from reftel.sources.document import TEXT_LIMIT

if TYPE_CHECKING:
    from pathlib import Path

TELEGRAM = "R 011200Z JAN 75\r\nFM AMEMBASSY VARRIN\r\nTO SECSTATE WASHDC 1\r\n\fUNCLAS VARRIN 0001\r\n"


def read(folder: Path, content: bytes, name: str = "a.txt") -> Document | Unreadable:
    path = folder / name
    path.write_bytes(content)
    (result,) = read_place(Place(str(path), name, len(content)))
    return result


def read_text(folder: Path, content: bytes, name: str = "a.txt") -> Document:
    result = read(folder, content, name)
    assert isinstance(result, Document), result
    return result


def cause(folder: Path, content: bytes, name: str = "a.txt") -> str:
    result = read(folder, content, name)
    assert isinstance(result, Unreadable), result
    return result.cause


def test_a_text_file_is_its_own_text_to_the_last_line_end(tmp_path: Path) -> None:
    content = TELEGRAM.encode()
    document = read_text(tmp_path, content)
    assert document.text == TELEGRAM
    assert document.content == content
    assert document.sha256 == sha256(content).hexdigest()
    assert (document.container, document.attributes, document.marks, document.defects) == ("text", {}, (), ())


def test_utf_8_with_a_byte_order_mark_keeps_it_as_a_character(tmp_path: Path) -> None:
    document = read_text(tmp_path, b"\xef\xbb\xbf" + "¶1. ESPAÑA".encode())
    assert document.text == "\ufeff¶1. ESPAÑA"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_names_the_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_text(tmp_path, ("\ufeff" + TELEGRAM).encode(encoding)).text == "\ufeff" + TELEGRAM


def test_a_byte_order_mark_that_is_not_true_is_an_unknown_encoding(tmp_path: Path) -> None:
    assert cause(tmp_path, b"\xff\xfeF\0M\0 ") == "unknown encoding"


def test_windows_1252_is_read_and_the_first_such_byte_is_named(tmp_path: Path) -> None:
    document = read_text(tmp_path, b"FM AMEMBASSY\nTHE \x93RIVER\x94 OF S\xc3O\n")
    assert document.text == "FM AMEMBASSY\nTHE “RIVER” OF SÃO\n"
    (defect,) = document.defects
    assert (defect.defect, defect.start, defect.end) == ("encoding", 17, 18)
    assert "byte 17 (0x93)" in defect.message


def test_one_bad_byte_does_not_spoil_the_utf_8_around_it(tmp_path: Path) -> None:
    document = read_text(tmp_path, "¶ a long line in front of it: ".encode() + b"\xe9" + " “and after”".encode())
    assert document.text == "¶ a long line in front of it: é “and after”"
    assert document.text[document.defects[0].start] == "é"


def test_bytes_that_windows_1252_leaves_open_keep_their_number(tmp_path: Path) -> None:
    assert read_text(tmp_path, b"AMEMBASSY \x81 \xe9").text == "AMEMBASSY \x81 é"


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n"])
def test_a_file_without_a_word_is_empty(tmp_path: Path, content: bytes) -> None:
    assert cause(tmp_path, content) == "empty"


@pytest.mark.parametrize("content", [b"FM\0AMEMBASSY", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(1, 32)) + b"FM"])
def test_bytes_that_are_no_text_are_binary(tmp_path: Path, content: bytes) -> None:
    assert cause(tmp_path, content) == "binary"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'{\n  "mrn": "74VARRIN1",\n  "text": "FM AMEMBASSY VARRIN"}'),
        ("a.txt", b'\xef\xbb\xbf{"mrn":"74VARRIN1"}\n{"mrn":"74VARRIN2"}\n'),
        ("a.txt", b'[ {"mrn": null} ]'),
        ("a.json", b'["FM AMEMBASSY VARRIN"]'),
        ("a.jsonl", '{"mrn": "74VARRIN1"}'.encode("utf-16")),
    ],
)
def test_data_for_programs_is_no_telegram(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (failure,) = read_place(Place(str(tmp_path / name), name, len(content)))
    assert isinstance(failure, Unreadable)
    assert failure.cause == "JSON"


@pytest.mark.parametrize(
    "words", ["{GARBLE} FM AMEMBASSY", "[PHUM](#) FM AMEMBASSY", '["GARBLED"] FM', "[1] FM", '{" FM']
)
def test_brackets_at_the_beginning_of_a_telegram_make_no_data_of_it(tmp_path: Path, words: str) -> None:
    assert read_text(tmp_path, words.encode()).text == words


def test_a_binary_file_of_a_known_kind_is_named(tmp_path: Path) -> None:
    failure = read(tmp_path, b"\x1f\x8b\x08\0\0\0\0\0")
    assert isinstance(failure, Unreadable)
    assert failure.detail == "gzip: unpack it first"


@pytest.mark.parametrize("encoding", ["cp037", "koi8-r", "shift-jis"])
def test_text_in_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path, encoding: str) -> None:
    text = TELEGRAM if encoding == "cp037" else "Телеграмма из посольства, секретно"
    assert cause(tmp_path, text.encode(encoding)) in {"unknown encoding", "binary"}


def test_a_text_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(300 * 1000 * 1000)  # a hole: it takes no room on the disk, but would in memory
    (failure,) = read_place(Place(str(path), "huge.txt", 300 * 1000 * 1000))
    assert isinstance(failure, Unreadable)
    assert failure.cause == "too large"


def test_a_file_that_grew_over_the_limit_since_it_was_listed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(TEXT_LIMIT + 1)
    (failure,) = read_place(Place(str(path), "huge.txt", 10))
    assert isinstance(failure, Unreadable)
    assert failure.cause == "too large"


@given(
    content=st.one_of(
        st.binary(max_size=2000),
        st.text(max_size=500).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.lists(
            st.sampled_from([b"<pre>", b"</pre>", b"<table class='cable'>", b"</table>", b"<td>", b"&#xD800;", b"&amp;",
                             b"%PDF-1.4\n", b"PK\3\4", b"PK\5\6", b'"1","', b'\\"', b'""', b"\n", b"<script>", b"<!--",
                             b"\xff\xfe", b"\xe9", b"FM", b"%%EOF", b"<a", b">", b"<br>", b"id,header,body\n"]),
            max_size=30,
        ).map(b"".join),
    ),
    name=st.sampled_from(["a.txt", "a.html", "a.pdf", "a.csv", "a.zip", "a"]),
)  # fmt: skip
def test_any_bytes_under_any_name_are_read_or_refused_with_a_cause(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"law-{name}"
    path.write_bytes(content)
    results = list(read_place(Place(str(path), name, len(content))))
    assert results or b"," in content
    for result in results:
        if isinstance(result, Unreadable):
            assert result.cause != "reading failed", result
        else:
            result.text.encode("utf-8")  # no half characters: it can be stored and printed
            assert sha256(result.content).hexdigest() == result.sha256
            assert all(0 <= start < end <= len(result.text) for start, end, _ in result.marks)
            assert all(0 <= defect.start <= defect.end <= len(result.text) for defect in result.defects)


def test_the_seed_is_read_whole(shared: Path) -> None:
    path = shared / "seed" / "astana-605.txt"
    (document,) = read_place(Place(str(path), path.name, path.stat().st_size))
    assert isinstance(document, Document)
    assert document.text.encode() == path.read_bytes()
