"""CSV: every row is a document with its own bytes, whatever the quoting, and the file streams."""

from __future__ import annotations

import csv
import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import assert_linear
from reftel.errors import Unreadable
from reftel.sources import Document, Place, read_place
from reftel.sources.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TITLES = ["id", "date", "MRN", "origin", "classification", "references", "header", "body"]
ROW = ["7", "3/1/1975 10:10", "75VARRIN12", "Embassy Varrin", "SECRET", "75HALLEM3|75STATE9"]
HEADING = "R 011200Z MAR 75\nFM AMEMBASSY VARRIN\nTO SECSTATE WASHDC 12"
BODY = 'S E C R E T VARRIN 0012\n\n1. THE "RIVER", HE SAID, IS "OURS".\n'


def table(*rows: Sequence[str], **style: object) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **style).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def dumped(*rows: Sequence[str]) -> bytes:
    """Return rows as the public dump has them: every cell quoted, marks and backslashes behind backslashes."""
    return table(*rows, quoting=csv.QUOTE_ALL, doublequote=False, escapechar="\\")


def read(folder: Path, content: bytes, name: str = "dump.csv") -> list[Document | Unreadable]:
    path = folder / name
    path.write_bytes(content)
    return list(read_place(Place(str(path), name, len(content))))


def documents(folder: Path, content: bytes, name: str = "dump.csv") -> list[Document]:
    results = read(folder, content, name)
    assert all(isinstance(result, Document) for result in results), results
    return [result for result in results if isinstance(result, Document)]


@pytest.mark.parametrize("make", [table, dumped])
@pytest.mark.parametrize("titles", [[TITLES], []], ids=["with titles", "without titles"])
def test_the_public_dump_is_read_with_and_without_titles_in_both_quotings(
    tmp_path: Path, make: object, titles: list[list[str]]
) -> None:
    content = make(*titles, [*ROW, HEADING, BODY], [*ROW, HEADING, "1. SHORT"])  # type: ignore[operator]
    first, second = documents(tmp_path, content)
    assert first.text == f"{HEADING}\n{BODY}"
    assert second.text == f"{HEADING}\n1. SHORT"
    assert (first.path, second.path) == ("dump.csv#1", "dump.csv#2")
    assert first.container == "csv"
    assert first.attributes == dict(zip(TITLES[:6], ROW, strict=True))
    above = content.partition(b"\n")[0] + b"\n" if titles else b""
    assert first.content + b"\n" + second.content.removeprefix(above) + b"\n" == content
    (again,) = documents(tmp_path, second.content)
    assert (again.text, again.attributes) == (second.text, second.attributes)


def test_a_backslash_in_a_file_that_doubles_its_quotation_marks_is_a_backslash(tmp_path: Path) -> None:
    body = 'C:\\TELEGRAMS\\ AND "QUOTED" AND \\"BOTH" \\'
    (document,) = documents(tmp_path, table(TITLES, [*ROW, HEADING, body], quoting=csv.QUOTE_ALL))
    assert document.text == f"{HEADING}\n{body}"


def test_a_file_that_shows_late_how_it_escapes_is_read_from_there_on(tmp_path: Path) -> None:
    plain = [*ROW, "FM HERE", "NOTHING TO ESCAPE " * 20]
    rows = documents(tmp_path, dumped(*[plain] * 400, [*ROW, HEADING, BODY], plain))
    assert len(rows) == 402
    assert rows[400].text == f"{HEADING}\n{BODY}"
    assert rows[401].text == rows[0].text


def test_an_apostrophe_behind_a_backslash_is_an_apostrophe(tmp_path: Path) -> None:
    content = dumped([*ROW, "FM HERE", 'THE "MINISTER@S" WORD']).replace(b"@", b"\\'")
    (document,) = documents(tmp_path, content)
    assert document.text == 'FM HERE\nTHE "MINISTER\'S" WORD'


@pytest.mark.parametrize("titles", ["id;text", "subject\tbody", "Content,Date", "number,full text"])
def test_other_tables_are_known_by_the_titles_of_their_columns(tmp_path: Path, titles: str) -> None:
    delimiter = next(sign for sign in ";\t," if sign in titles)
    content = f"{titles}\nfirst{delimiter}second\n".encode()
    (document,) = documents(tmp_path, content)
    assert document.text == ("first" if titles.startswith("Content") else "second")
    assert list(document.attributes.values()) == ["second" if titles.startswith("Content") else "first"]


def test_a_byte_order_mark_is_no_part_of_the_first_title(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, b"\xef\xbb\xbfMRN,body\n75VARRIN12,TEXT\n")
    assert document.attributes == {"MRN": "75VARRIN12"}


def test_a_table_is_known_without_its_suffix(tmp_path: Path) -> None:
    assert len(documents(tmp_path, dumped([*ROW, HEADING, BODY]), "cables")) == 1
    assert len(documents(tmp_path, table(TITLES, [*ROW, HEADING, BODY]), "cables.txt")) == 1


def test_a_table_without_a_column_of_texts_is_a_text(tmp_path: Path) -> None:
    content = b"code,kind\nPREL,subject\n"
    (document,) = documents(tmp_path, content)
    assert (document.container, document.text) == ("text", content.decode())


def test_rows_that_cannot_be_read_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = b"id,body\n1,ONE\n2\n3,\n\n4,A\x00B\n5,F\xe9VE\n"
    one, short, empty, binary, five = read(tmp_path, content)
    assert isinstance(one, Document)
    assert [(failure.path, failure.cause) for failure in (short, empty, binary) if isinstance(failure, Unreadable)] == [
        ("dump.csv#2", "damaged row"),
        ("dump.csv#3", "empty"),
        ("dump.csv#4", "binary"),
    ]
    assert isinstance(five, Document)
    assert five.text == "FéVE"
    assert (five.defects[0].start, five.defects[0].end) == (1, 2)


def test_a_cell_that_is_never_closed_ends_with_the_file(tmp_path: Path) -> None:
    (document,) = documents(tmp_path, b'id,body\n1,"ONE\nTWO')
    assert document.text == "ONE\nTWO"


@pytest.mark.parametrize("make", [table, dumped])
def test_a_missing_quotation_mark_costs_one_row_and_not_the_file(tmp_path: Path, make: object) -> None:
    rows = [[str(number), *ROW[1:], HEADING, BODY * 3] for number in range(1, 30)]
    content = make(*rows, **({"quoting": csv.QUOTE_ALL} if make is table else {}))  # type: ignore[operator]
    whole = [document.text for document in documents(tmp_path, content)]
    end_of_tenth = content.index(b'"11","3/1/1975')
    without_last = content[: end_of_tenth - 2] + content[end_of_tenth - 1 :]
    assert [document.text for document in documents(tmp_path, without_last)] == whole
    middle = content.index(b'","75VARRIN12', content.index(b'"10","3/1/1975'))
    results = read(tmp_path, content[:middle] + content[middle + 1 :])
    failures = [result for result in results if isinstance(result, Unreadable)]
    assert [(failure.path, failure.cause) for failure in failures] == [("dump.csv#10", "damaged row")]
    assert [result.text for result in results if isinstance(result, Document)] == whole[:9] + whole[10:]


def test_a_file_of_nothing_but_missing_quotation_marks_is_read_in_linear_time(tmp_path: Path) -> None:
    head, row = b'id,body\n"1","x"\n', b'"2","\n'
    assert_linear(lambda content: read(tmp_path, content), lambda size: head + row * (size // len(row)))


def test_lines_may_end_in_any_way(tmp_path: Path) -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        rows = documents(tmp_path, end.join([b"id,body", b'1,"A', b'B"', b"2,C", b""]))
        assert [row.text for row in rows] == ["A" + end.decode() + "B", "C"]


class _Trickle(io.BytesIO):
    """Gives one byte at a time, however many are asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1) if size else b""


CELL = st.text(alphabet='ab",\\\n\r;', max_size=12)


@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), escaped=st.booleans(), head=st.integers(0, 40)
)
def test_rows_are_cut_where_the_standard_library_cuts_them(rows: list[list[str]], head: int, *, escaped: bool) -> None:
    content = dumped(["x", '"y"', "z"], *rows) if escaped else table(["x", 'x"y"z', "z"], *rows, quoting=csv.QUOTE_ALL)
    beginning = content[: max(head, 20)]
    found = [row.content for row in Rows(beginning, _Trickle(content[len(beginning) :]), ",")]
    joined = b"\n".join(row for row in found if row is not None)
    assert joined == content.rstrip(b"\n")
    assert len(found) == len(rows) + 1


def test_a_row_over_the_limit_is_left_out_and_reading_goes_on_behind_it() -> None:
    content = b'"1","a"\n"2","' + b"x\n" * 2_000_000 + b'"3","c"\n"4","' + b"y\n" * 2_000_000
    rows = list(Rows(content[:100], io.BytesIO(content[100:]), ",", limit=1_000_000))
    assert [row.content for row in rows] == [b'"1","a"', None, b'"3","c"', None]


def test_a_file_of_any_length_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    row = dumped([*ROW, HEADING, BODY * 100])
    with path.open("wb") as file:
        for _ in range(2000):
            file.write(row)
    tracemalloc.start()
    found = sum(isinstance(result, Document) for result in read_place(Place(str(path), "dump.csv", 1)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 2000
    assert most < 5_000_000
    assert path.stat().st_size > 2 * most


@pytest.mark.parametrize("part", [b'"', b"\\", b'\\"', b",", b'",', b'""', b"\n", b'"\n', b'\\""', b"a,", b'a"'])
def test_time_grows_with_the_length_and_not_faster(part: bytes) -> None:
    def cut(content: bytes) -> None:
        for _ in Rows(content[:100], io.BytesIO(content[100:]), ","):
            pass

    assert_linear(cut, lambda size: b'"x\\"y",' + part * (size // len(part)))
