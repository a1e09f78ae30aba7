"""What a printer puts at the head and foot of pages stands apart from the words, and nothing else does."""

from __future__ import annotations

import pytest

from plain_telegram import PLAIN
from reftel.intake import read_text
from reftel.intake.pages import page_marks
from reftel.text.lines import split_lines

SENTENCES = [f"Line {number} of what the mission saw in the harbour that morning,\n" for number in range(30)]
LONG = PLAIN.replace("sailed. End summary.\n", "sailed.\n" + "".join(SENTENCES) + "End summary.\n")


def printed(text: str, head: str, foot: str, end: str = "") -> str:
    """A text on pages of twenty lines; `{n}` and `{of}` in the lines above and below are the page and the last page."""
    lines = text.splitlines(keepends=True)
    pages = ["".join(lines[at : at + 20]) for at in range(0, len(lines), 20)]
    return "".join(f"{head}{page}{foot}".format(n=number, of=len(pages)) + end for number, page in enumerate(pages, 1))


WAYS = {
    "page and last page": ("", "Page {n} of {of}\n", ""),
    "level above and below": ("CONFIDENTIAL\n\n", "\nCONFIDENTIAL\nPage {n} of {of}\n", ""),
    "a browser": ("Cable Viewer\n\n", "\nhttp://cables.example/08LIMA42.html    {n}/{of}\n12/3/2010 4:05 PM\n", "\x0c"),
    "a number alone and a form feed": ("", "\n        {n}\n", "\x0c"),
    "a number between hyphens": ("", "\n   - {n} -\n", "\x0c"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_printed_telegram_says_what_it_says_unprinted(way: str) -> None:
    head, foot, end = WAYS[way]
    text = printed(LONG, head, foot, end)
    (plain,) = read_text(LONG)
    (read,) = read_text(text)

    assert [each.text.split() for each in read.paragraphs] == [each.text.split() for each in plain.paragraphs]
    assert (read.mrn, read.subject, read.signature) == (plain.mrn, plain.subject, plain.signature)
    assert "".join(read.text[span.start : span.end] for span in read.spans) == text


@pytest.mark.parametrize(
    "text",
    [
        "1. See page 3 of the note.\n2. Page 4\n",
        "Page 2 of 7\n1. The second page alone.\n",
        "1. The vote was\n12\nto 9.\n2. Page 1 of 9\nwas lost.\n",
        "1. A\n2\n3\n\x0c4. B\n",
    ],
)
def test_numbers_that_count_no_pages_stay(text: str) -> None:
    assert page_marks(text, split_lines(text)) == []


def test_lines_that_repeat_on_one_page_only_are_the_drafters_own() -> None:
    text = "1. A\n\nScore: 84\nPage 1 of 2\nScore: 78\nB\nScore: 3\nPage 2 of 2\n"
    marks = page_marks(text, split_lines(text))

    assert [text[start:end] for start, end, _ in marks] == ["Page 1 of 2\n", "Page 2 of 2\n"]
