"""The TAGS line: Traffic Analysis by Geography and Subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.facts import kind_of_tag, tags
from reftel.model.repair import Repair
from reftel.model.telegram import TagsTerm

if TYPE_CHECKING:
    from reftel.model.draft import Draft

_LINK = re.compile(r"\[([A-Za-z0-9-]{2,9})\]\(#?[^)\s]{0,80}\)")
_TERM = re.compile(r"\((?P<names>[^()\n]{0,200})\)?|(?P<code>[^\s,;()]+)")
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,9}")
_NO_TAGS = frozenset(("NONE",))
_CONTINUED = re.compile(r"\s*(?:\([^()]*\)?|[A-Z][A-Z0-9-]{1,8}(?![A-Z0-9-])|[,;./ ])+\s*")
#: No telegram has more; what comes behind is no TAGS line.
_MOST_TAGS = 200
_TAKES_NAMES = frozenset(("OVIP", "PINR", "PEPR", "OTRA", "APER", "PDIP", "ODIP", "OREP", "PORG"))


def read_tags(draft: Draft, text: str, start: int) -> None:
    """Add the terms of a TAGS line, or of a line that continues it; `text` begins at `start` of the source."""
    for link in _LINK.finditer(text):
        draft.repairs.append(Repair(start + link.start(), start + link.end(), link[0], link[1], "markdown-link", 0.99))
    plain = _LINK.sub(lambda link: " " + link[1] + " " * (len(link[0]) - len(link[1]) - 1), text)
    for found in _TERM.finditer(plain):
        if found["names"] is not None:
            _read_names(draft, found["names"], start + found.start("names"))
        else:
            _read_code(draft, found["code"], start + found.start("code"))


def _read_names(draft: Draft, names: str, start: int) -> None:
    place = 0
    for name in names.split(";"):
        words = " ".join(name.split())
        if words:
            at = start + place + len(name) - len(name.lstrip())
            _add(draft, words.upper(), "person", at, at + len(name.strip()))
        place += len(name) + 1


def _read_code(draft: Draft, word: str, start: int) -> None:
    if "/" in word:  # PREL/EFIN/ZA
        for piece in re.finditer(r"[^/]+", word):
            if len(piece[0]) > 1:
                _read_code(draft, piece[0], start + piece.start())
        return
    code = word.strip(".:'\"¶[]").upper()
    at = start + word.upper().find(code)
    if not code or not _CODE.fullmatch(code) or (code in _NO_TAGS and not draft.tags):
        return
    kind = kind_of_tag(code)
    if kind == "unknown" and (cut := _glued_at(code)):
        # EINDETRD: the blank between two codes was lost
        was = draft.text[at : at + len(code)]
        draft.repairs.append(Repair(at, at + len(code), was, f"{was[:cut]} {was[cut:]}", "glued-tags", 0.95))
        _add(draft, code[:cut], kind_of_tag(code[:cut]), at, at + cut)
        _add(draft, code[cut:], kind_of_tag(code[cut:]), at + cut, at + len(code))
        return
    if kind == "unknown" and draft.tags and _follows_name(draft.tags[-1], code):
        last = draft.tags[-1]
        if last.kind == "person" and draft.text[last.end : at].strip() == "":
            draft.tags[-1] = TagsTerm(f"{last.code} {code}", "person", last.start, at + len(code))
            return
        kind = "person"
    _add(draft, code, kind, at, at + len(code))


def _glued_at(code: str) -> int:
    """Where a word that is no code falls into two that are; 0 where it does not, or where it does in two ways."""
    if not 6 <= len(code) <= 9 or not code.isalpha():
        return 0
    cuts = [cut for cut in (2, 4, 5) if cut < len(code) - 1 and code[:cut] in tags() and code[cut:] in tags()]
    return cuts[0] if len(cuts) == 1 else 0


def _follows_name(last: TagsTerm, code: str) -> bool:
    """Whether an unknown word after OVIP and the like is a name: `OVIP CLINTON HILLARY`."""
    return code.isalpha() and len(code) >= 5 and (last.code in _TAKES_NAMES or last.kind == "person")


def _add(draft: Draft, code: str, kind: str, start: int, end: int) -> None:
    if len(draft.tags) >= _MOST_TAGS or any(term.code == code for term in draft.tags):
        return
    draft.tags.append(TagsTerm(code, kind, start, end))
    draft.note("tags", start, end)


def looks_like_tags(text: str) -> bool:
    """Whether a line can go on with a TAGS line: short words in capitals and names in brackets, nothing else."""
    stripped = text.strip()
    return len(stripped) < 80 and _CONTINUED.fullmatch(stripped) is not None
