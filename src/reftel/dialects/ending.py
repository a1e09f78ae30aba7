"""The end of a telegram: signature, end marks, notes of the communications centre."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.labels import one_slip_apart
from reftel.model.defect import Defect
from reftel.model.draft import BodyLine

if TYPE_CHECKING:
    from reftel.model.draft import Draft

_END = re.compile(r"\s*(?:NNNN?|BT|#\d{3,4}|(?:<+ ?)?END OF DOCUMENT(?: ?>+)?)\s*")
_BANNER = re.compile(
    r"\s*(?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)(?: {1,9}[A-Z]{3}\d{3,4})?\s*"
)
_NOTE = re.compile(
    r"\s*(?:NOTE(?: BY)? OC/?T|NOTE BY|NOTE: {0,3}(?:NOT )?PASSED|[(]?[#*][)]?[:;,]? {0,3}(?:AS RECEIVED|OMISSION|TEXT GARBLED))\b"
)
_NOTE_BEHIND = re.compile(r"(?<=\S)\s{1,9}(?=NOTE BY )")
_CUT_OFF = re.compile(r"\s*(?:E ){4,}E?\s*|\.{3,}\s*")
#: What copies and drafters put under a signature: addresses of web sites, lone signs, remains of mail programs.
_TRAILER = re.compile(
    r"https?://|www\.|\bweb ?(?:site|page)|\bSIPRNET\b|^[\W_]+$|^End Cable Text$|From {1,4}DB/Inbox|^[\w.~-]*\.gov/\S*$"
    r"|^\*{3} Current |for more reporting|^Cable ?$|^Text:$|^MINIMIZE CONSIDERED\.?$|^[\W_]*(?:END (?:OF )?CABLE(?: TEXT)?|CABLE ENDS)[\W_]*$",
    re.IGNORECASE,
)
_DEBRIS = re.compile(r"^[^\w\s]{1,3}$|^End Cable Text$|From {1,4}DB/Inbox", re.IGNORECASE)
_NAME = r"[A-Z][A-Z'’\-]{1,24}"
_SIGNATURE = re.compile(
    rf"(?:[A-Z]\. ?){{0,2}}{_NAME}(?:[ .,]{{1,3}}(?:[A-Z][A-Z'’.\-]{{0,20}}|\(?(?i:acting|charge|chargé)\)?)){{0,3}} ?\.?"
)
#: `UNQUOTE KISSINGER`: the last word of a text passed on, and the name under it.
_AFTER_UNQUOTE = re.compile(
    rf"(?:UNQUOTE|UNQTE|QUOTE|END (?:OF )?(?:QUOTE|TEXT|MESSAGE|SUMMARY|COMMENT|NOTE))[.]? {{1,9}}(?P<name>{_NAME})"
)
_MIXED_NAME = r"(?:(?:d[ei]|v[ao]n|l[ae]) )?[A-Z](?=[A-Za-z'’-]*[a-z])[A-Za-z'’\-]{2,18}"
_RETYPED = re.compile(rf"{_MIXED_NAME}(?:[- ]{_MIXED_NAME})?")
_REDACTED = re.compile(r"X{5,}(?: X{5,})?")
_GLUED = re.compile(r"[.!?\"”)8] {1,3}(?P<name>[A-Z][A-Z'’\-]{2,18})(?: \.)?$")
_GLUED_AFTER_WORDS = re.compile(
    rf"(?:\bend (?:of )?(?:comment|note|summary|text)[.)]{{0,2}} {{1,3}}|https?://\S+(?: \S{{1,30}})?? "
    rf"|[A-Z0-9]{{2}}[.!?](?=[A-Z]{{5}}))(?P<name>(?-i:{_NAME}|{_MIXED_NAME}))$",
    re.IGNORECASE,
)
_GLUED_MIXED = re.compile(rf"(?P<word>[\w’]+)(?P<stop>[.!?][\"”’)]{{0,2}}|\)) {{1,3}}(?P<name>{_MIXED_NAME})$")
_ABBREVIATIONS = frozenset(
    "Mr Mrs Ms Dr Gen Col Lt Maj Capt Adm Sgt Sen Rep Amb Gov Jr Sr St Ste Prof Hon Pres Min Sec No vs etc".split()  # noqa: SIM905
)
_DATE = re.compile(r"\s{1,9}\d{4}-\d\d-\d\d$")
_SENTENCE_END = re.compile(r"[.?!:;\"”’)*8\-=_][\s\"”’)]*$")
_ENDED_WORDS = re.compile(
    r"(?:\bEND (?:OF )?(?:COMMENT|SUMMARY|NOTE|TEXT)|\bCONSIDERED|://\S+(?: \S{1,30})?)$", re.IGNORECASE
)
_NO_NAMES = frozenset(
    ("SUMMARY", "COMMENT", "END SUMMARY", "END COMMENT", "END TEXT", "UNQUOTE", "END", "SIPDIS", "NOFORN", "END MESSAGE",
     "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "END NOTE", "LIMITED OFFICIAL USE", "END QUOTE", "BIOGRAPHY", "BIO NOTE",
     "NOTE", "TEXT", "BACKGROUND", "CONCLUSION", "REGARDS", "BIODATA", "QUOTE", "ANNEX", "MINIMIZE CONSIDERED")
)  # fmt: skip
_LEVELS = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET")
_LINES_LOOKED_AT = 14
_TRAILER_LINES = 6
_PASSED_OVER = frozenset(("banner", "page-mark", "stamp", "attributes", "end", "debris", "rule"))


class _Found(NamedTuple):
    """A signature: its words, and where in the source they stand."""

    words: str
    start: int


def read_ending(draft: Draft, *, whole: bool = True) -> None:
    """Label the last lines of the body: end marks, notes, and the signature, which is kept in the draft.

    A `whole` telegram of which neither the signature nor an end mark is there gets the defect `missing-end`.
    """
    _cut_note_behind_name(draft)
    place = _label_end_marks(draft)
    if any(line.kind == "cut-off" for line in draft.body[place + 1 :]):
        return
    trailers = 0
    while place >= 0 and trailers <= _TRAILER_LINES:
        line = draft.body[place]
        if line.kind in {"text", "table", "heading"}:
            words = draft.text[line.start : line.end].strip()
            below = len(draft.body) - place
            if _take_signature(draft, place, words):
                _label_debris(draft, len(draft.body) - below + 1)
                return
            if _BANNER.fullmatch(words) or any(one_slip_apart(words.upper(), level) for level in _LEVELS):
                draft.body[place] = line.as_kind("banner")
            elif not _TRAILER.search(words[:160]):
                break
            trailers += 1
        place -= 1
    if whole and not any(line.kind == "end" for line in draft.body[-_LINES_LOOKED_AT:]):
        end = len(draft.text.rstrip())
        draft.defects.append(Defect("missing-end", end, end, "there is no signature and no end mark"))


def _cut_note_behind_name(draft: Draft) -> None:
    """Give a note that stands behind the signature, on its line, a line of its own."""
    if not draft.body or draft.text.find("NOTE BY ", draft.body[-_LINES_LOOKED_AT:][0].start) < 0:
        return
    for place in range(max(0, len(draft.body) - _LINES_LOOKED_AT), len(draft.body)):
        line = draft.body[place]
        found = _NOTE_BEHIND.search(draft.text, line.start, min(line.end, line.start + 80))
        if found is not None and line.kind == "text":
            cut = found.end()
            draft.body[place : place + 1] = [
                BodyLine(line.start, found.start(), cut, line.kind),
                BodyLine(cut, line.end, line.next, line.kind),
            ]
            return


def _label_end_marks(draft: Draft) -> int:
    """Label what stands under the last words, from the end of the body; the place of those words comes back."""
    body = draft.body
    place = len(body) - 1
    looked = 0
    while place >= 0 and looked < _LINES_LOOKED_AT:
        line = body[place]
        text = draft.text[line.start : line.end]
        if line.kind == "blank" or line.kind in _PASSED_OVER:
            pass
        elif _END.fullmatch(text):
            body[place] = line.as_kind("end")
        elif _BANNER.fullmatch(text):
            body[place] = line.as_kind("banner")
        elif _NOTE.match(text):
            _label_note(draft, place)
        elif _CUT_OFF.fullmatch(text):
            body[place] = line.as_kind("cut-off")
        elif line.kind not in {"text", "table", "heading"} or (looked and _is_continued_note(draft, place)):
            pass
        else:
            break
        looked += line.kind != "blank"
        place -= 1
    return place


def _label_debris(draft: Draft, first: int) -> None:
    """Label what a tool left under the signature: lone signs, remains of a mail program."""
    for place in range(first, len(draft.body)):
        line = draft.body[place]
        if line.kind == "text" and _DEBRIS.search(draft.text[line.start : line.end].strip()[:200]):
            draft.body[place] = line.as_kind("debris")


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


def _take_signature(draft: Draft, place: int, words: str) -> bool:
    """Whether a line is a signature, or ends in one: then it is kept."""
    line = draft.body[place]
    words = (_DATE.sub("", words) if words[-1:].isdigit() else words).rstrip("# ")
    start = line.start + draft.text[line.start : line.end].find(words)
    if _is_signature(words, _text_before(draft, place), alone=_stands_alone(draft.body, place)):
        draft.body[place] = line.as_kind("signature")
        _keep(draft, _Found(words.strip(" ."), start))
        return True
    glued = _glued_name(words)
    if glued is None:
        return False
    found = _Found(glued.words, start + glued.start)
    draft.body[place : place + 1] = [
        BodyLine(line.start, found.start, found.start, line.kind),
        BodyLine(found.start, line.end, line.next, "signature"),
    ]
    _keep(draft, found)
    return True


def _keep(draft: Draft, found: _Found) -> None:
    draft.signature = found.words or None
    draft.note("signature", found.start, found.start + len(found.words))


def _is_signature(words: str, before: str, *, alone: bool) -> bool:
    if (
        words.strip(" .").upper() in _NO_NAMES
        or any(one_slip_apart(words.strip(" .").upper(), level) for level in _LEVELS)
        or len(words) > 40
        or _AFTER_UNQUOTE.fullmatch(words)
        or _TRAILER.search(words)
    ):
        return False
    ended = (
        not before or _SENTENCE_END.search(before[-12:]) is not None or _ENDED_WORDS.search(before[-90:]) is not None
    )
    if _REDACTED.fullmatch(words):
        return ended
    if _SIGNATURE.fullmatch(words):
        return ended or alone or " " not in words
    return _RETYPED.fullmatch(words) is not None and (ended or (alone and " " not in words))


def _glued_name(words: str) -> _Found | None:
    """The name at the end of a line that holds the last words as well; its `start` counts from the line's first word."""
    tail = words[-100:]
    offset = len(words) - len(tail)
    if (quoted := _AFTER_UNQUOTE.fullmatch(words)) is not None:
        return _Found(quoted["name"], quoted.start("name"))
    shouted = words.upper() == words
    found = _GLUED.search(tail) or _GLUED_AFTER_WORDS.search(tail)
    if found is None and not shouted:
        found = _GLUED_MIXED.search(tail)
        if found is not None and _is_abbreviation(found["word"], found["stop"]):
            return None
    if found is None or found["name"].upper() in _NO_NAMES or (shouted and len(found["name"]) < 4):
        return None
    return _Found(found["name"], offset + found.start("name"))


def _is_abbreviation(word: str, stop: str) -> bool:
    """Whether what stands before a name ends no sentence: `Gen. Tan`, `U.S. Congress`."""
    return stop[0] == "." and (word in _ABBREVIATIONS or (len(word) == 1 and not word.isdigit()))


def _text_before(draft: Draft, place: int) -> str:
    for number in range(place - 1, max(-1, place - 8), -1):
        line = draft.body[number]
        if line.kind in {"text", "table", "heading", "rule"}:
            return draft.text[line.start : line.end].rstrip()
    return ""


def _stands_alone(body: list[BodyLine], place: int) -> bool:
    return place > 0 and body[place - 1].kind == "blank"
