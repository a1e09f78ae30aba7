"""The body of a manuscript: paragraphs, titles, lists and tables in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.body import is_table_row
from reftel.model.telegram import Paragraph
from reftel.write.body import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = "```"
_TITLE = re.compile(r"#{1,6} +(?P<title>.*)$")
_NUMBER = re.compile(r"(?P<number>\d{1,3})\. ")
_PORTION = re.compile(r"\((?P<portion>(?:U|SBU|LOU|FOUO|C|S|TS)(?:[/ ,-][A-Z/, -]{1,40})?)\) ")
#: Behind a number whatever stands where a portion mark stands is one, so that one typed wrongly can be found.
_MARK = re.compile(r"\((?P<portion>[A-Z/][A-Za-z/, .-]{0,80})\) ")
_ITEM = re.compile(r"(?:--?|[*•]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]) ")


def paragraphs_of(body: str, *, numbered: bool = True) -> tuple[Paragraph, ...]:
    r"""The paragraphs of a body. They number themselves where none of them has a number, unless they are to have none.

    A blank line ends a paragraph. The items of a list and a table between fences belong to the paragraph above them.
    Lines are joined, but for those that end in a backslash. A backslash before a sign takes the sign as it is.

    >>> made = paragraphs_of("(C) One\nline.\n- a\n- b\n\n## T\n\n(U) Two.")
    >>> [(paragraph.number, paragraph.portion, paragraph.heading, paragraph.text) for paragraph in made]
    [(1, 'C', None, 'One line.\n- a\n- b'), (2, 'U', 'T', 'Two.')]
    """
    reader = _Reader()
    for line in body.split("\n"):
        reader.take(line.rstrip("\r"))
    return reader.paragraphs(numbered=numbered)


class _Open:
    """A paragraph that is being read: its lines so far, each in the pieces that were typed on lines of their own."""

    def __init__(self, number: int | None, portion: str | None, heading: str | None, first: str) -> None:
        self.number, self.portion, self.heading = number, portion, heading
        self._lines = [[first]]

    def add(self, line: str) -> None:
        """Another line."""
        self._lines.append([line])

    def go_on(self, words: str) -> None:
        """More words on the last line."""
        last = self._lines[-1]
        if last == [""]:
            last.clear()
        last.append(words)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(map(" ".join, self._lines))


class _Reader:
    def __init__(self) -> None:
        self._made: list[_Open] = []
        self._heading: str | None = None
        self._blanks = 1
        self._fenced = False
        self._kept = False

    def take(self, line: str) -> None:
        if line.startswith(_FENCE) and not (self._fenced and line.strip() != _FENCE):
            self._fence()
        elif self._fenced:
            self._made[-1].add(line)
        elif not line.strip():
            self._blanks += 1
        elif (title := _TITLE.fullmatch(line.rstrip())) is not None:
            self._heading, self._blanks, self._kept = _plain(title["title"]), 1, False
        else:
            self._words(line)

    def _fence(self) -> None:
        self._fenced = not self._fenced
        if self._fenced and (not self._made or self._heading is not None):
            self._begin("")
        elif self._fenced and self._blanks:
            self._made[-1].add("")
        self._blanks, self._kept = 0, not self._fenced

    def _words(self, line: str) -> None:
        indented = line.lstrip()
        opens = _NUMBER.match(line) or _PORTION.match(line)
        item = _ITEM.match(indented)
        if opens or not self._made or self._heading is not None or (self._blanks and not item):
            self._begin(line)
            return
        words, kept = _kept(indented)
        if self._kept or item:
            self._made[-1].add(words)
        else:
            self._made[-1].go_on(words)
        self._blanks, self._kept = 0, kept

    def _begin(self, line: str) -> None:
        number = _NUMBER.match(line)
        rest = line[number.end() :] if number else line
        portion = (_MARK if number else _PORTION).match(rest)
        rest = rest[portion.end() :] if portion else rest
        words, self._kept = _kept(rest.lstrip())
        self._made.append(
            _Open(int(number["number"]) if number else None, portion and portion["portion"], self._heading, words)
        )
        self._heading, self._blanks = None, 0

    def paragraphs(self, *, numbered: bool) -> tuple[Paragraph, ...]:
        if self._heading is not None:
            self._begin("")
        counts = numbered and all(each.number is None for each in self._made)
        return tuple(
            Paragraph(
                number=place if counts else each.number,
                portion=each.portion,
                heading=each.heading,
                text=each.text,
                start=0,
                end=0,
                text_start=0,
            )
            for place, each in enumerate(self._made, start=1)
        )


def _kept(words: str) -> tuple[str, bool]:
    """The words, and whether the end of their line stays."""
    slashes = len(words) - len(words.rstrip("\\"))
    kept = slashes % 2 == 1
    return _plain(words[:-1] if kept else words.rstrip()), kept


def _plain(words: str) -> str:
    """Backslashes before signs taken away."""
    return re.sub(r"\\(.)", r"\1", words)


# and back


def printed_paragraphs(paragraphs: Sequence[Paragraph]) -> str:
    """Paragraphs as a drafter types them, every break kept, so that they read back the same."""
    blocks: list[str] = []
    for paragraph in paragraphs:
        if paragraph.heading is not None:
            blocks.append(f"## {_escaped(paragraph.heading)}")
        blocks.append("\n".join(_printed(paragraph)))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _printed(paragraph: Paragraph) -> list[str]:
    mark = opening(paragraph)
    lines = paragraph.text.split("\n")
    first = _guarded(lines[0])
    printed = [mark + ("\\" + first if not mark and _ITEM.match(lines[0]) else first)]
    place = 1
    while place < len(lines):
        rows = _rows(lines, place)
        if rows:
            blank = lines[place] == ""
            if printed[-1].endswith(" "):
                printed[-1] += "\\"
            printed += [*([""] if blank else []), _FENCE, *lines[place + blank : place + rows], _FENCE]
            place += rows
            continue
        line = _guarded(lines[place])
        broken = not _ITEM.match(line) or printed[-1].endswith(" ")
        if broken and printed[-1] not in {_FENCE, "\\"}:
            printed[-1] += "\\"  # its line end stays
        printed.append(line or "\\")
        place += 1
    return printed


def _rows(lines: list[str], place: int) -> int:
    """How many lines from here on are a table, its blank line above it counted."""
    start = place + (lines[place] == "")
    end = start
    while end < len(lines) and is_table_row(lines[end]) and not lines[end].startswith(_FENCE):
        end += 1
    return end - place if end > start else 0


def _guarded(words: str) -> str:
    """The words of a line so that nothing in them is taken for a number, a mark, a title, a fence or an indent."""
    escaped = _escaped(words)
    taken = _NUMBER.match(words) or _MARK.match(words) or words.startswith(("#", _FENCE, " "))
    return "\\" + escaped if taken else escaped


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\")
