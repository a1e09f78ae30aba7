"""PDF: lines to the character, stamps and descriptions labelled, and every kind of damage refused with its cause."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pypdf
import pytest

from reftel.errors import Unreadable
from reftel.sources import Document, Place, find_places, read_place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STAMP = " Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 "
NAMED_STAMP = " \tA. B. Clerk  \tDeclassified/Released  \tUS Department of State \tEO Systematic Review \t20 Mar 2014"
TELEGRAM = [
    "Message Text",
    " ",
    "CONFIDENTIAL",
    " ",
    "PAGE 01  VARRIN 00012  011200Z",
    "     (A) COLUMNS   KEPT \\ ",
    " ",
]
DESCRIPTION = ["Message Attributes", "Draft Date: 01 JAN 1975", "Decaption Note:  ", "Line Count: 5"]


def page_of(lines: Sequence[str], *, as_array: bool = False) -> bytes:
    """Return the instructions that print these lines, in the archive's manner or in that of other programs."""
    out = ["BT", "/F1 8 Tf", "36 756 Td"]
    for line in lines:
        string = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        out += ["0 -12 Td", f"[({string})] TJ" if as_array else f"({string})Tj"]
    return "\n".join([*out, "ET"]).encode()


def pdf_of(pages: Sequence[bytes], *, resources: str = "/Font <</F1 3 0 R>>") -> bytes:
    """Return a PDF with these pages of instructions."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {count}>>".encode(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        packed = zlib.compress(page)
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources <<{resources}>> "
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (len(packed), packed))
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF with these objects, the first of which is its root."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def printed(*pages: Sequence[str]) -> bytes:
    return pdf_of([page_of(lines) for lines in pages])


def read(folder: Path, content: bytes, name: str = "a.pdf") -> Document | Unreadable:
    path = folder / name
    path.write_bytes(content)
    (result,) = read_place(Place(str(path), name, len(content)))
    return result


def read_pdf(folder: Path, content: bytes, name: str = "a.pdf") -> Document:
    result = read(folder, content, name)
    assert isinstance(result, Document), result
    return result


def cause(folder: Path, content: bytes) -> str:
    result = read(folder, content)
    assert isinstance(result, Unreadable), result
    return result.cause


def own_text(document: Document) -> str:
    """Return what no mark claims."""
    places = [0, *(place for start, end, _ in document.marks for place in (start, end)), len(document.text)]
    return "".join(document.text[start:end] for start, end in zip(places[::2], places[1::2], strict=True))


def test_the_text_is_every_line_of_every_page_with_its_columns(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, printed([STAMP, *TELEGRAM], [STAMP, "GOES ON"], [STAMP, *DESCRIPTION]))
    assert document.text == "\n".join([STAMP, *TELEGRAM, STAMP, "GOES ON", STAMP, *DESCRIPTION])
    assert document.container == "pdf"


@pytest.mark.parametrize("stamp", [STAMP, NAMED_STAMP, "A stamp in words that nobody knows"])
def test_stamps_titles_and_the_description_are_marked_and_the_rest_is_the_telegram(tmp_path: Path, stamp: str) -> None:
    pages = [stamp, stamp, *TELEGRAM], [stamp, stamp, "GOES ON"], [stamp, stamp, *DESCRIPTION]
    document = read_pdf(tmp_path, printed(*pages))
    assert own_text(document) == "\n".join([*TELEGRAM[1:], "GOES ON", ""])
    assert [label for _, _, label in document.marks] == ["stamp", "stamp", "stamp", "attributes"]


def test_attributes_are_read_whole_over_lines_and_pages(tmp_path: Path) -> None:
    lines = [
        "To: STATE     LIMA",
        "Subject: LOANS UNDER PL-480 ",
        "TITLE I: WHEAT",
        "Review Comment:  ",
        "TAGS: EAID, BL",
    ]
    stamp_again = ["Review Markings:  ", " ", *STAMP.split(" US ")]
    pages = [STAMP, "Message Text", "TEXT"], [STAMP, *DESCRIPTION, *lines], [STAMP, "OVER THE PAGE", *stamp_again]
    assert read_pdf(tmp_path, printed(*pages)).attributes == {
        "Draft Date": "01 JAN 1975",
        "Line Count": "5",
        "To": "STATE     LIMA",
        "Subject": "LOANS UNDER PL-480 TITLE I: WHEAT",
        "TAGS": "EAID, BL OVER THE PAGE",
        "Review Markings": "Declassified/Released Department of State EO Systematic Review 30 JUN 2005",
    }


def test_a_telegram_without_text_is_a_document_with_attributes(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, printed([STAMP, STAMP, *DESCRIPTION]))
    assert own_text(document) == ""
    assert document.attributes["Line Count"] == "5"


def test_a_page_with_a_stamp_and_nothing_else_adds_no_line(tmp_path: Path) -> None:
    content = pdf_of(
        [page_of([STAMP, *TELEGRAM]), page_of([STAMP])[:-2] + b"0 -12 Td ET", page_of([STAMP, *DESCRIPTION])]
    )
    assert own_text(read_pdf(tmp_path, content)) == "\n".join([*TELEGRAM[1:], ""])


def test_a_banner_on_every_page_is_the_telegrams_own(tmp_path: Path) -> None:
    document = read_pdf(tmp_path, printed(["SECRET", "FM HERE"], ["SECRET", "1. TEXT"]))
    assert document.marks == ()


def test_pages_of_another_make_are_read_by_pypdf(tmp_path: Path) -> None:
    content = pdf_of([page_of(["FM AMEMBASSY VARRIN", "TO SECSTATE WASHDC"], as_array=True)])
    assert read_pdf(tmp_path, content).text == "FM AMEMBASSY VARRIN\nTO SECSTATE WASHDC"


def test_a_pdf_is_known_by_its_beginning_whatever_its_name(tmp_path: Path) -> None:
    assert read_pdf(tmp_path, printed(["FM HERE"]), "a.txt").container == "pdf"


def test_a_pdf_cut_off_anywhere_is_truncated(tmp_path: Path) -> None:
    content = printed([STAMP, *TELEGRAM], [STAMP, *DESCRIPTION])
    start = content.rindex(b"startxref")
    for end in (20, 200, len(content) // 2, start - 100, start):
        assert cause(tmp_path, content[:end]) == "truncated PDF"


def test_a_pdf_of_pictures_has_no_text_layer(tmp_path: Path) -> None:
    assert cause(tmp_path, pdf_of([b"q 612 0 0 792 0 0 cm Q"])) == "no text layer"
    assert cause(tmp_path, pdf_of([page_of([STAMP])])) == "no text layer"


def encrypted(content: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_pdf_is_refused_unless_anyone_may_open_it(tmp_path: Path) -> None:
    content = printed(["FM AMEMBASSY VARRIN"])
    assert cause(tmp_path, encrypted(content, "secret")) == "encrypted PDF"
    assert read_pdf(tmp_path, encrypted(content, "")).text == "FM AMEMBASSY VARRIN"


@pytest.mark.parametrize(
    "objects",
    [
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R] /Count 1>>"],
        [b"<</Type /Catalog /Pages 1 0 R>>"],
        [b"2 0 R", b"1 0 R"],
        [b"<<" * 50_000],
        [b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [9 0 R] /Count 1>>"],
        [b"<</Type /Catalog>>"],
    ],
    ids=["tree in itself", "root in itself", "references in a ring", "deep", "missing page", "no pages"],
)
def test_a_pdf_that_leads_in_a_ring_or_nowhere_is_refused(tmp_path: Path, objects: list[bytes]) -> None:
    assert cause(tmp_path, file_of(objects)) in {"damaged PDF", "no text layer"}


def test_a_pdf_that_unfolds_to_too_much_is_too_large(tmp_path: Path) -> None:
    assert cause(tmp_path, pdf_of([b" " * 80_000_000])) == "too large"
    assert cause(tmp_path, pdf_of([b" " * 9_000_000] * 2)) == "too large"


def test_a_pdf_with_bytes_struck_out_is_read_or_refused(tmp_path: Path) -> None:
    content = printed([STAMP, *TELEGRAM], [STAMP, *DESCRIPTION])
    for place in range(0, len(content), 41):
        damaged = content[:place] + b"\xff\x00<<" + content[place + 4 :]
        result = read(tmp_path, damaged)
        assert isinstance(result, Document) or result.cause != "reading failed"


def test_nothing_is_said_on_the_side_about_a_damaged_pdf(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    content = printed(["FM AMEMBASSY VARRIN"])
    read(tmp_path, content.replace(b"startxref\n", b"startxref\n9"))
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


@pytest.fixture(scope="module")
def places(shared: Path) -> list[Place]:
    """Every PDF of the corpus."""
    places = [place for place in find_places([shared / "corpora" / "nara"]) if isinstance(place, Place)]
    assert len(places) == 241
    return places


@pytest.fixture(scope="module")
def corpus(places: list[Place]) -> list[Document]:
    """Every document of the corpus, none missing."""
    return [document_at(place) for place in places]


def document_at(place: Place) -> Document:
    (document,) = read_place(place)
    assert isinstance(document, Document), document
    return document


#: What the archive's description can hold, for a reader that knows the list and nothing else.
TITLES = """Automatic Decaptioning,Capture Date,Channel Indicators,Concepts,Control Number,Copy,Current Classification,
Decaption Date,Decaption Note,Disposition Action,Disposition Approved on Date,Disposition Authority,
Disposition Case Number,Disposition Comment,Disposition Date,Disposition Event,Disposition History,Disposition Reason,
Disposition Remarks,Document Number,Document Source,Document Unique ID,Draft Date,Drafter,Enclosure,Errors,
Executive Order,Expiration,Film Number,Format,From,Handling Restrictions,ISecure,Image Path,Legacy Key,Line Count,
Litigation Code IDs,Litigation Codes,Litigation History,Locator,Markings,Message ID,Office,Original Classification,
Original Handling Restrictions,Original Previous Classification,Original Previous Handling Restrictions,Page Count,
Previous Channel Indicators,Previous Classification,Previous Handling Restrictions,Reference,Retention,Review Action,
Review Authority,Review Comment,Review Content Flags,Review Date,Review Event,Review Exemptions,Review History,
Review Markings,Review Media Identifier,Review Referrals,Review Release Date,Review Release Event,Review Transfer Date,
Review Withdrawn Fields,SAS ID,Secure,Status,Subject,TAGS,To,Type,vdkvgwkey"""


def naive_attributes(text: str) -> dict[str, str]:
    titles = [title.strip() for title in TITLES.split(",")]
    found: dict[str, str] = {}
    title = ""
    for line in text.rsplit("\nMessage Attributes\n", maxsplit=1)[-1].split("\n"):
        known = [name for name in titles if line.startswith(name + ":")]
        if known:
            title = known[0]
        value = line.removeprefix(title + ":").strip()
        found[title] = f"{found.get(title, '')} {value}".strip()
    return {title: value for title, value in found.items() if value}


def test_the_attributes_of_the_corpus_are_what_a_reader_of_its_list_of_titles_finds(corpus: list[Document]) -> None:
    for document in corpus:
        assert document.attributes == naive_attributes(document.text), document.path
        assert document.defects == ()


def test_the_lines_of_the_corpus_are_as_many_as_the_archive_counted(corpus: list[Document]) -> None:
    agree = 0
    for document in corpus:
        counted = int(document.attributes["Line Count"])
        is_later = int(document.attributes["Document Number"][:4]) > 1974  # an empty first line was not counted before
        lines = own_text(document).count("\n")
        agree += lines == (counted if is_later or not lines else counted + 1)
    assert agree >= 239


def test_no_stamp_of_the_corpus_is_left_in_the_text_of_a_telegram(corpus: list[Document]) -> None:
    for document in corpus:
        own = own_text(document)
        assert "Declassified" not in own, document.path
        assert "Message Text" not in own
        stamps = "".join(document.text[start:end] for start, end, label in document.marks if label == "stamp")
        assert {line for line in stamps.split("\n") if "Declassified/Released" not in line} <= {"", "Message Text"}


def same_as_pypdf(place: Place) -> bool:
    pages = [page.extract_text() for page in pypdf.PdfReader(place.file).pages]
    return document_at(place).text == "\n".join(pages)


def test_some_of_the_corpus_is_to_the_character_what_pypdf_extracts(places: list[Place]) -> None:
    for place in places[7::40]:
        assert same_as_pypdf(place), place.name


@pytest.mark.slow
def test_all_of_the_corpus_is_to_the_character_what_pypdf_extracts(places: list[Place]) -> None:
    for place in places:
        assert same_as_pypdf(place), place.name
