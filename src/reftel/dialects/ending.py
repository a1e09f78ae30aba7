"""The end of a telegram: signature, end marks, notes of the communications centre."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.draft import BodyLine

if TYPE_CHECKING:
    from reftel.model.draft import Draft

_END = re.compile(r"\s*(?:NNNN?|BT|#\d{3,4}|(?:<+ ?)?END OF DOCUMENT(?: ?>+)?|\x0c)\s*")
_SIGNATURE = re.compile(
    r"[A-Z][A-Z'’\-]{1,24}(?:[ .,]{1,3}(?:[A-Z][A-Z'’.\-]{0,20}|(?i:acting|charge|chargé))){0,3}\.?"
)
_RETYPED = re.compile(r"[A-Z][a-z'’]{2,15}(?:[- ][A-Z][a-z'’]{2,15})?")
_REDACTED = re.compile(r"X{5,}(?: X{5,})?")
_GLUED = re.compile(r"[.!?\"”)8] {1,3}(?P<name>[A-Z][A-Z'’\-]{2,18})$")
_DATE = re.compile(r"\s+\d{4}-\d\d-\d\d$")
_NOTE = re.compile(r"\s*(?:NOTE(?: BY)? OC/T|NOTE BY)\b")
_CUT_OFF = re.compile(r"\s*(?:E ){4,}E?\s*|\.{3,}\s*")
_SENTENCE_END = re.compile(r"[.!?:;\"”’)*8\-=_][\s\"”’)]*$")
_NO_NAMES = frozenset(
    ("SUMMARY", "COMMENT", "END SUMMARY", "END COMMENT", "END TEXT", "UNQUOTE", "END", "SIPDIS", "NOFORN", "END MESSAGE",
     "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "END NOTE", "LIMITED OFFICIAL USE", "END QUOTE", "BIOGRAPHY", "BIO NOTE")
)  # fmt: skip
_LINES_LOOKED_AT = 14


def read_ending(draft: Draft) -> None:
    """Label the last lines of the body: end marks, notes, and the signature, which is kept in the draft."""
    body = draft.body
    place = len(body) - 1
    looked = 0
    while place >= 0 and looked < _LINES_LOOKED_AT:
        line = body[place]
        text = draft.text[line.start : line.end]
        stripped = text.strip()
        if line.kind == "blank" or line.kind in {"banner", "page-mark", "stamp", "attributes", "end", "debris", "rule"}:
            pass
        elif _END.fullmatch(text):
            body[place] = line.as_kind("end")
        elif _NOTE.match(text):
            _label_note(draft, place)
        elif _CUT_OFF.fullmatch(text):
            body[place] = line.as_kind("cut-off")
        elif line.kind in {"text", "table", "heading"}:
            if looked and _is_continued_note(draft, place):
                pass
            else:
                _read_signature(draft, place, stripped)
                return
        looked += line.kind != "blank"
        place -= 1


def _label_note(draft: Draft, place: int) -> None:
    words: list[str] = []
    for number in range(place, len(draft.body)):
        line = draft.body[number]
        if line.kind != "text" and number > place:
            break
        words += draft.text[line.start : line.end].split()
        draft.body[number] = line.as_kind("note")
    draft.notes.append(" ".join(words))


def _is_continued_note(draft: Draft, place: int) -> bool:
    """Whether a note opens one or two lines above: then this line belongs to it."""
    for number in (place - 1, place - 2):
        if number >= 0 and _NOTE.match(draft.text, draft.body[number].start, draft.body[number].end):
            return True
    return False


def _read_signature(draft: Draft, place: int, stripped: str) -> None:
    line = draft.body[place]
    before = _text_before(draft, place)
    stripped = _DATE.sub("", stripped)
    lead = line.start + draft.text[line.start : line.end].find(stripped)
    if _is_signature(stripped, before, alone=_stands_alone(draft.body, place)):
        _keep(draft, place, lead, stripped)
        return
    glued = _GLUED.search(stripped[-60:])
    if glued is None or glued["name"] in _NO_NAMES or (stripped.upper() == stripped and len(glued["name"]) < 4):
        return
    start = lead + len(stripped) - len(stripped[-60:]) + glued.start("name")
    draft.body[place : place + 1] = [
        BodyLine(line.start, start, start, line.kind),
        BodyLine(start, line.end, line.next, "signature"),
    ]
    draft.signature = glued["name"]
    draft.note("signature", start, start + len(glued["name"]))


def _keep(draft: Draft, place: int, start: int, words: str) -> None:
    draft.body[place] = draft.body[place].as_kind("signature")
    draft.signature = words.strip(" .") or None
    draft.note("signature", start, start + len(words))


def _is_signature(words: str, before: str, *, alone: bool) -> bool:
    if words.strip(" .").upper() in _NO_NAMES or len(words) > 40:
        return False
    ended = not before or _SENTENCE_END.search(before[-12:]) is not None
    if _REDACTED.fullmatch(words):
        return ended
    if _SIGNATURE.fullmatch(words):
        return ended or alone or " " not in words
    return _RETYPED.fullmatch(words) is not None and ended


def _text_before(draft: Draft, place: int) -> str:
    for number in range(place - 1, max(-1, place - 8), -1):
        line = draft.body[number]
        if line.kind in {"text", "table", "heading", "rule"}:
            return draft.text[line.start : line.end].rstrip()
    return ""


def _stands_alone(body: list[BodyLine], place: int) -> bool:
    return place > 0 and body[place - 1].kind == "blank"
