"""The one loop: a source's document goes through a dialect and the repairs, and a telegram comes out."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reftel.dialects import dialect_of
from reftel.errors import Unreadable
from reftel.intake.assembly import assemble
from reftel.intake.carrying import carry_back
from reftel.intake.margins import without_margins
from reftel.intake.markdown import View, read_past_markdown, view_past_markdown
from reftel.intake.pages import page_marks
from reftel.intake.spacing import single_spaced
from reftel.intake.splitting import telegram_starts
from reftel.model.draft import BodyLine
from reftel.sources import Document, describe, find_places, read_place
from reftel.text.lines import Line, split_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reftel.model.draft import Draft
    from reftel.model.telegram import Telegram
    from reftel.sources import Place

_DESCRIBED, _PRINTED = frozenset(("text", "html")), frozenset(("text", "pdf", "eml"))
_ONE_TO_A_FILE = frozenset(("html", "csv"))


def read_text(text: str, *, path: str = "text", without: Collection[str] = ()) -> list[Telegram]:
    r"""The telegrams of a text, in its order; a text that is no telegram is one record without a number.

    The texts of the telegrams join to the text given. Never raises for what the text holds.

    >>> telegrams = read_text("R 141200Z MAR 79\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\n\nUNCLAS LIMA 2194\n")
    >>> telegrams[0].mrn
    '79LIMA2194'

    Args:
        text: One text, as decoded.
        path: What the records name as their source.
        without: Names of repair rules that are switched off.
    """
    content = text.encode("utf-8", "surrogatepass")
    return read_document(
        Document(
            path=path,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            container="text",
            text=text,
            attributes={},
            marks=(),
            defects=(),
        ),
        without=without,
    )


def read_path(path: str | Path, *, without: Collection[str] = ()) -> Iterator[Telegram | Unreadable]:
    """The telegrams of a file, folder or zip archive, one after the other; what cannot be read comes as its failure."""
    return read_paths([Path(path)], without=without)


def read_paths(paths: Sequence[Path], *, without: Collection[str] = ()) -> Iterator[Telegram | Unreadable]:
    """The telegrams of several files, folders or zip archives; what cannot be read comes as its failure."""
    for place in find_places(paths):
        if isinstance(place, Unreadable):
            yield place
            continue
        for read in read_one_place(place, without=without):
            yield read if isinstance(read, Unreadable) else read[0]


def read_one_place(place: Place, *, without: Collection[str] = ()) -> Iterator[tuple[Telegram, bytes] | Unreadable]:
    """The telegrams of one file or member, each with the bytes it came in."""
    for document in read_place(place):
        if isinstance(document, Unreadable):
            yield document
            continue
        for telegram in read_document(document, without=without):
            yield telegram, document.content


def read_document(document: Document, *, without: Collection[str] = ()) -> list[Telegram]:
    """The telegrams of one document; its `marks` (stamps, attributes) belong to the container and are passed by."""
    margins = None if document.marks else without_margins(document.text, without)
    if margins is None:
        return _read_telegrams(document, without)
    inner = msgspec.structs.replace(document, text=margins.carried.text, marks=margins.foreign, defects=())
    telegrams = carry_back(_read_telegrams(inner, without), margins, document.text)
    first = msgspec.structs.replace(telegrams[0], defects=(*document.defects, *telegrams[0].defects))
    return [first, *telegrams[1:]]


def _read_telegrams(document: Document, without: Collection[str]) -> list[Telegram]:
    view = view_past_markdown(document.text)
    lines = split_lines(view.text)
    starts = [0] if document.container in _ONE_TO_A_FILE else telegram_starts(lines)
    if len(starts) == 1:
        return [_read(_described(document, lines), view, lines, without)]
    ends = [*starts[1:], len(document.text)]
    parts = [_part(document, start, end) for start, end in zip(starts, ends, strict=True)]
    return [_read_part(part, without) for part in parts]


def _read_part(part: Document, without: Collection[str]) -> Telegram:
    view = view_past_markdown(part.text)
    lines = split_lines(view.text)
    return _read(_described(part, lines), view, lines, without)


def _described(document: Document, lines: list[Line]) -> Document:
    """The document with what an archive printed around the telegram set apart, where it stands in plain text."""
    is_described = document.container in _DESCRIBED and not document.attributes
    attributes, marks = describe(document.text) if is_described else (document.attributes, ())
    pages = page_marks(document.text, lines) if document.container in _PRINTED else []
    if not marks and not pages:
        return document
    return msgspec.structs.replace(
        document, attributes=attributes, marks=tuple(sorted((*document.marks, *marks, *pages)))
    )


def _part(document: Document, start: int, end: int) -> Document:
    marks = tuple(
        (max(a, start) - start, min(b, end) - start, label) for a, b, label in document.marks if a < end and b > start
    )
    return Document(
        path=document.path,
        content=document.content,
        sha256=document.sha256,
        container=document.container,
        text=document.text[start:end],
        attributes=document.attributes,
        marks=marks,
        defects=document.defects if start == 0 else (),
    )


def _read(document: Document, view: View, lines: list[Line], without: Collection[str]) -> Telegram:
    own, foreign = _apart(lines, document.marks)
    own = single_spaced(own)
    draft = read_past_markdown(dialect_of(view.text, own), document.text, view, own)
    if foreign:
        _weave_in(draft, foreign)
    return assemble(draft, document, without=without)


def _apart(lines: list[Line], marks: Iterable[tuple[int, int, str]]) -> tuple[list[Line], list[BodyLine]]:
    """The telegram's own lines, and those of its container with their labels."""
    places = sorted(marks)
    if not places:
        return lines, []
    starts = [line.start for line in lines]
    own: list[Line] = []
    foreign: list[BodyLine] = []
    done = 0
    for begin, end, label in places:
        first = max(bisect_left(starts, begin), done)
        stop = max(bisect_left(starts, end), first)
        own += lines[done:first]
        foreign += [BodyLine(line.start, line.end, line.next, label) for line in lines[first:stop]]
        done = stop
    return own + lines[done:], foreign


def _weave_in(draft: Draft, foreign: list[BodyLine]) -> None:
    """Put the container's lines back among the telegram's: those inside the body as furniture between its words."""
    begin = draft.body[0].start if draft.body else len(draft.text)
    for line in foreign:
        if line.start < begin:
            draft.marks.append((line.start, line.next, line.kind))
    draft.body = sorted([*draft.body, *(line for line in foreign if line.start >= begin)])
