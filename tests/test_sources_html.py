"""Web pages: the blocks of the public cable pages, to the character, and pages of any make."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from growth import assert_linear
from reftel.errors import Unreadable
from reftel.sources import Document, Place, find_places, read_place
from reftel.sources.markup import page_text, plain_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<?xml version='1.0' encoding='utf-8' ?>
<!DOCTYPE html>
<html><head><title>Cable Viewer</title><script>if (a < b) {{ c("<pre>no</pre>") }}</script></head><body>
<table class='cable'>
<tr>
<th>Reference ID</th>
<th>Created</th>
<th>Origin</th>
</tr>
<tr>
<td>
<a href='/cable/2005/05VARRIN12.html'>05VARRIN12</a>
</td>
<td>
<a href='/date/2005-03_0.html'>2005-03-01 10:10</a>
</td>
<td>
<a href='/origin/1_0.html'>Embassy
 Varrin</a>
</td>
</tr>
<tr>
<td colspan='5'>
Appears in these articles:<br />
<a href='http://example.org/'>http://example.org/</a><br />
</td>
</tr>
</table>
<code><pre>{heading}</pre></code>
<code><pre>{body}</pre></code>
</body></html>
"""


def read(folder: Path, page: str | bytes, name: str = "a.html") -> Document | Unreadable:
    content = page.encode() if isinstance(page, str) else page
    path = folder / name
    path.write_bytes(content)
    (result,) = read_place(Place(str(path), name, len(content)))
    return result


def read_page(folder: Path, page: str | bytes, name: str = "a.html") -> Document:
    result = read(folder, page, name)
    assert isinstance(result, Document), result
    return result


def test_the_text_is_heading_newline_body(tmp_path: Path) -> None:
    page = PAGE.format(
        heading="VZCZCXRO1&#x000A;FM AMEMBASSY VARRIN",
        body="UNCLAS VARRIN 12 &#x000A;&#x000A;<a id='par1' href='#par1'>¶</a>1. AT&amp;T  &lt;BLANK&gt; &#x000A;",
    )
    document = read_page(tmp_path, page)
    assert document.text == "VZCZCXRO1\nFM AMEMBASSY VARRIN\nUNCLAS VARRIN 12 \n\n¶1. AT&T  <BLANK> \n"
    assert document.container == "html"
    assert document.content == page.encode()


def test_the_cells_of_the_table_are_its_attributes(tmp_path: Path) -> None:
    assert read_page(tmp_path, PAGE.format(heading="FM", body="1.")).attributes == {
        "Reference ID": "05VARRIN12",
        "Created": "2005-03-01 10:10",
        "Origin": "Embassy Varrin",
        "Appears in these articles": "http://example.org/",
    }


def test_an_entity_without_its_semicolon_is_the_telegrams_own_text(tmp_path: Path) -> None:
    body = "the &pounding8 &part of it8 &and more &notion8 &micro8; &pound;5 &amp;pound; &#65 &#0; &#xD800; &#x110000;"
    document = read_page(tmp_path, PAGE.format(heading="FM", body=body))
    assert document.text == (
        "FM\nthe &pounding8 &part of it8 &and more &notion8 &micro8; £5 &pound; &#65 &#0; &#xD800; &#x110000;"
    )


def test_what_only_looks_like_a_tag_stays(tmp_path: Path) -> None:
    body = "<<240168>> <JOHN SMITH> 5 < 6 > 4 <a unfinished <b>bold</b> <name@example.org> </td></tr>"
    document = read_page(tmp_path, PAGE.format(heading="FM", body=body))
    assert document.text == "FM\n<<240168>> <JOHN SMITH> 5 < 6 > 4 <a unfinished bold <name@example.org> "


def test_a_break_is_a_line_end_unless_one_follows(tmp_path: Path) -> None:
    body = "one <br>&#x000A;two<br>three<br />\r\nfour"
    assert read_page(tmp_path, PAGE.format(heading="FM", body=body)).text == "FM\none \ntwo\nthree\r\nfour"


def test_a_page_that_was_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    page = PAGE.format(heading="FM", body="UNCLAS VARRIN 12&#x000A;1. THE RIV")
    assert read_page(tmp_path, page[: page.index("THE RIV") + 7]).text == "FM\nUNCLAS VARRIN 12\n1. THE RIV"


def test_a_bad_byte_is_read_as_windows_1252_and_its_place_is_named(tmp_path: Path) -> None:
    page = PAGE.format(heading="FM", body="<a href='#'>1</a>. S@O").encode().replace(b"@", b"\xc3")
    document = read_page(tmp_path, page)
    assert document.text == "FM\n1. SÃO"
    (defect,) = document.defects
    assert document.text[defect.start : defect.end] == "Ã"


def test_a_page_is_known_by_its_beginning_whatever_its_name(tmp_path: Path) -> None:
    page = PAGE.format(heading="FM", body="1.")
    assert read_page(tmp_path, page, "a").container == "html"
    assert read_page(tmp_path, page, "a.txt").container == "html"


def test_a_text_that_is_only_named_like_a_page_is_a_text(tmp_path: Path) -> None:
    document = read_page(tmp_path, "FM AMEMBASSY VARRIN\nTO  SECSTATE\n")
    assert (document.container, document.text) == ("text", "FM AMEMBASSY VARRIN\nTO  SECSTATE\n")


def test_another_page_gives_its_preformatted_blocks(tmp_path: Path) -> None:
    page = "<html><body><h1>News</h1><PRE class=x>FM  HERE\n&lt;TO&gt;</PRE><p>advertisement<pre>\n1. two</pre></html>"
    assert read_page(tmp_path, page).text == "FM  HERE\n<TO>\n\n1. two"


def test_another_page_without_such_blocks_gives_its_words_block_by_block(tmp_path: Path) -> None:
    page = """<html><head><title>no</title><style>p {}</style></head>
    <body><!-- no --><script>no()</script><h1>FM   AMEMBASSY</h1><p>1. (C) some
    <b>bold</b> words &amp; <i>more</i><br>next</p><ul><li>a<li>b</ul></body></html>"""
    assert read_page(tmp_path, page).text == "FM AMEMBASSY\n1. (C) some bold words & more\nnext\na\nb"


def test_a_script_that_never_ends_does_not_swallow_the_text(tmp_path: Path) -> None:
    assert "AMEMBASSY" in read_page(tmp_path, "<html><body><script>x<!-- <p>FM AMEMBASSY</p>").text


def test_a_page_without_text_is_empty(tmp_path: Path) -> None:
    for page in ("<html><body><img src='a.png'> </body></html>", PAGE.format(heading=" ", body="")):
        failure = read(tmp_path, page.replace("Cable Viewer", "") if "table" not in page else page)
        assert isinstance(failure, Unreadable) or "table" in page


def test_a_page_in_another_encoding_is_read_as_it_declares(tmp_path: Path) -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Телеграмма</p></body></html>'
    assert read_page(tmp_path, page.encode("koi8-r")).text == "Телеграмма"


@pytest.mark.parametrize(
    "part",
    ["<", "<a", "<a ", "&", "&#", "<!--", "<script>", "<!", "<pre>", "</pre>", "<td>", "<br>", "<style ", "<a b='>"],
)
def test_time_grows_with_the_length_and_not_faster(part: str) -> None:
    assert_linear(plain_text, lambda size: part * (size // len(part)))
    assert_linear(page_text, lambda size: part * (size // len(part)))


class _Naive(HTMLParser):
    """What the standard library's parser finds in the two blocks and in the table of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inside = ""
        self.blocks: list[str] = []
        self.cells: dict[str, list[str]] = {"th": [], "td": []}

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in {"pre", "th", "td"}:
            self.inside = tag
            (self.blocks if tag == "pre" else self.cells[tag]).append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            (self.blocks if self.inside == "pre" else self.cells[self.inside])[-1] += data

    def handle_charref(self, name: str) -> None:
        self.handle_data(chr(int(name[1:], 16)))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name}")


def test_all_pages_of_the_corpus_are_read_to_the_character(shared: Path) -> None:
    places = list(find_places([shared / "corpora" / "wikileaks-html"]))
    assert len(places) == 293
    for number, place in enumerate(places):
        assert isinstance(place, Place)
        (document,) = read_place(place)
        assert isinstance(document, Document)
        assert document.defects == ()
        assert place.name.startswith(document.attributes["Reference ID"])
        if number % 6:
            continue  # the naive reader takes a hundred times as long
        naive = _Naive()
        naive.feed(document.content.decode())
        naive.close()
        # where markup broke off inside a telegram (`<<1234>`) the two may differ in signs, never in words
        words = re.findall(r"\w+", "\n".join(naive.blocks))
        assert re.findall(r"\w+", document.text) == words, place.name
        values = [" ".join(cell.split()) for cell in naive.cells["td"][:5]]
        assert [document.attributes[title] for title in naive.cells["th"]] == values
