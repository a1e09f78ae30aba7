"""What a Markdown converter or word processor put around a telegram's words: read past, and taken out as repairs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.dialects import Dialect
    from reftel.model.draft import Draft
    from reftel.text.lines import Line

#: Blanks that do not break, and the end of a page, which ends a line where nothing else did.
_NO_BREAK = "\xa0\u2007\u202f\u3000\x0c"
_NO_BREAKS = {ord(blank): "\n" if blank == "\x0c" else " " for blank in _NO_BREAK}
_PAGE_END = re.compile(r"(?<=[\n\r])\x0c")
#: Two patterns, each with a fixed beginning: so the search jumps from one sign to the next.
_STARS = re.compile(r"(\*\*)(?=[^\s*])[^*\n]{0,299}[^\s*](\*\*)(?!\*)")
_STROKES = re.compile(r"(__)(?<!\w__)(?=[^\s_])[^_\n]{0,299}[^\s_](__)(?!\w)")
_WEAK = re.compile(
    r"(?<![\w*])(\*)(?=[^\s*])[^*\n]{0,199}[^\s*](\*)(?![\w*])|(?<![\w_])(_)(?=[^\s_])[^_\n]{0,199}[^\s_](_)(?![\w_])"
)
_ESCAPE = re.compile(r"(\\)(?=[\\`*_{}\[\]()#+\-.!>~|&$@/\"'<=^:;,%?¶])")
_LINE_SIGN = re.compile(r"^(?:> ?)?(#{1,6} )(?=\S)|^(```\w{0,12})[ \t]*$|(\\)$", re.MULTILINE)
_QUOTED = re.compile(r"^(> ?)", re.MULTILINE)
#: The words of links and the characters behind entities are mended by rules of their own; here they are only read past.
_LINK = re.compile(r"(\[)[^\[\]\n]{1,200}(\]\((?:#|https?://|/|mailto:)[^()\s]{0,300}\))")
_ENTITY = re.compile(r"&(?:nbsp|amp|gt|lt|quot);")
_CHARACTERS = {"&nbsp;": " ", "&amp;": "&", "&gt;": ">", "&lt;": "<", "&quot;": '"'}
_ENTITIES = tuple(_CHARACTERS)
_QUOTED_LINES = 3
_WRITTEN_BY_MACHINE = 2


class View(NamedTuple):
    """A text with blanks in place of what a tool put in: as long as its source, so that places mean the same in both.

    `repairs` take the signs out of the source.
    """

    text: str
    repairs: tuple[Repair, ...] = ()


def view_past_markdown(text: str) -> View:
    r"""The text as a reader of telegrams should see it; the text itself where no tool has been at it.

    >>> view = view_past_markdown("**E.O. 12958:** N/A\nTAGS: [PREL](#)\n\n1\\. A\\_B\n")
    >>> view.text
    '  E.O. 12958:   N/A\nTAGS:  PREL    \n\n1 . A _B\n'
    >>> [(repair.was, repair.now) for repair in view.repairs]
    [('**', ''), ('**', ''), ('\\', ''), ('\\', '')]
    """
    found = list(_signs(text)) if _may_hold_signs(text) else []
    plain = _plain(text) if any(blank in text for blank in _NO_BREAK) else text
    if not found:
        return View(plain)
    repairs: list[Repair] = []
    pieces: list[str] = []
    place = 0
    for start, end, now, rule in sorted(found):
        if start < place:
            continue  # a sign inside another one, as a star inside an address
        pieces += plain[place:start], now.ljust(end - start)
        place = end
        if rule:
            repairs.append(Repair(start, end, text[start:end], "", rule, 0.97))
    pieces.append(plain[place:])
    return View("".join(pieces), tuple(repairs))


def _plain(text: str) -> str:
    return _PAGE_END.sub(" ", text).translate(_NO_BREAKS)


def read_past_markdown(dialect: Dialect, text: str, view: View, lines: list[Line]) -> Draft:
    """What a dialect reads in a view, said of the source: the draft's text and its repairs' words are the source's."""
    draft = dialect.read(view.text, lines)
    if view.text is text:
        return draft
    draft.text = text
    draft.repairs = [
        Repair(r.start, r.end, text[r.start : r.end], r.now, r.rule, r.confidence, r.applied) for r in draft.repairs
    ]
    draft.repairs += view.repairs
    return draft


def _may_hold_signs(text: str) -> bool:
    """Asked of every text, so quickly: single letters are found ten times faster than pairs, and few texts hold any."""
    return (
        "\\" in text
        or ("[" in text and "](" in text)
        or ("*" in text and "**" in text)
        or ("_" in text and "__" in text)
        or _holds_entity(text)
    )


def _holds_entity(text: str) -> bool:
    place = text.find("&")
    while place >= 0:
        if text.startswith(_ENTITIES, place):
            return True
        place = text.find("&", place + 1)
    return False


def _signs(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each sign: its place, what to read in place of it, and the rule that takes it out (none: another rule does)."""
    if "](" in text:
        for found in _LINK.finditer(text):
            yield found.start(1), found.end(1), "", ""
            yield found.start(2), found.end(2), "", ""
    if _holds_entity(text):
        for found in _ENTITY.finditer(text):
            yield found.start(), found.end(), _CHARACTERS[found[0]], ""
    strong = [*_pairs(_STARS, text), *_pairs(_STROKES, text)]
    escapes = (
        [(found.start(), found.end(), "", "markdown-escape") for found in _ESCAPE.finditer(text)]
        if "\\" in text
        else []
    )
    yield from strong
    telling = sum(text[end] not in "\"'" for _, end, _, _ in escapes)  # other formats write these two so as well
    telling += text.count("\\\n")
    if len(strong) + telling < _WRITTEN_BY_MACHINE:
        return  # a lone star or stroke is the drafter's own
    yield from escapes
    yield from _pairs(_WEAK, text)
    for found in _LINE_SIGN.finditer(text):
        place = found.lastindex or 0
        yield found.start(place), found.end(place), "", "markdown-sign"
    quoted = [(found.start(), found.end(), "", "markdown-sign") for found in _QUOTED.finditer(text)]
    if len(quoted) >= _QUOTED_LINES:
        yield from quoted


def _pairs(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, str, str]]:
    for found in pattern.finditer(text):
        first = 1 if found[1] is not None else 3
        for group in (first, first + 1):
            yield found.start(group), found.end(group), "", "markdown-emphasis"
