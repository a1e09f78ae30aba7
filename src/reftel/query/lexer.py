"""A question cut into pieces: parentheses, quoted words, the sign for NOT, and runs of other signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["open", "close", "quoted", "not", "run", "end"]

_OPENING = '"“”„‟«»'
_PIECE = re.compile(rf"(?P<open>\()|(?P<close>\))|(?P<quote>[{_OPENING}])|(?P<run>[^\s(){_OPENING}]+)|(?P<blank>\s+)")
_CLOSING = re.compile(f"[{_OPENING}]")
_MINUS = re.compile(rf"-(?=[^\W_]|[=*(?{_OPENING}])")
_SLOP = re.compile(r"~(\d{1,6})?(?=[\s()]|\Z)")
_DEEPEST = 20  # parentheses inside each other; what stands deeper is read without them


class Token(msgspec.Struct, frozen=True, gc=False):
    """A piece: its text without quotation marks; `glued` says that no blank and no parenthesis stands before it.

    `within` is the number after `~` behind a quotation; 0 where there is none.
    """

    kind: Kind
    text: str
    glued: bool = False
    within: int = 0


def tokens(question: str) -> list[Token]:
    """The pieces of a question, parentheses only in pairs.

    >>> [(token.kind, token.text) for token in tokens('dam) from:“san jose”~2 (a')]
    [('run', 'dam'), ('run', 'from:'), ('quoted', 'san jose'), ('run', 'a')]
    """
    return _paired([*_cut(question)])


def _cut(question: str) -> Iterator[Token]:
    place, glued = 0, False
    while place < len(question):
        found = (_MINUS.match(question, place) if not glued else None) or _PIECE.match(question, place)
        assert found
        kind, text, place = found.lastgroup, found[0], found.end()
        if kind == "quote":
            closing = _CLOSING.search(question, place)
            text = question[place : closing.start() if closing else len(question)]
            place = closing.end() if closing else len(question)
            slop = _SLOP.match(question, place)
            place = slop.end() if slop else place
            yield Token("quoted", text, glued, int(slop[1] or 1) if slop else 0)
        elif kind != "blank":
            yield Token(_kind(kind, text), text, glued)
        glued = kind not in {"blank", "open", None}


def _kind(group: str | None, text: str) -> Kind:
    if group is None or text == "NOT":
        return "not"
    return "open" if group == "open" else "close" if group == "close" else "run"


def _paired(pieces: list[Token]) -> list[Token]:
    """The pieces without the parentheses that have no partner or stand too deep."""
    waiting: list[int] = []
    kept = [token.kind not in {"open", "close"} for token in pieces]
    for nth, token in enumerate(pieces):
        if token.kind == "open":
            waiting.append(nth)
        elif token.kind == "close" and waiting:
            first = waiting.pop()
            kept[first] = kept[nth] = len(waiting) < _DEEPEST
    return [token for token, stays in zip(pieces, kept, strict=True) if stays]
