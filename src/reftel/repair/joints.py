"""Where a line ends inside a sentence: furniture between its halves, blank lines, and the wraps of every line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.hyphens import judge_hyphen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.repair.sheet import Joint, Sheet

#: What opens an item of a list, so that it stands on a line of its own: `-- `, `A. `, `(1) `, `b) `, `¶A.`.
_ITEM = re.compile(
    r"--|[-*•·o][ \t]|[¶\ufffd]?\(?(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,2})[.)](?=[ \t]|$)|[¶\ufffd]\(?[A-Za-z]{1,2}[.)]"
    r"|\d{3,4} -|\d{1,2}:\d\d\b"
)
_CLOSERS = "\"'”’)8]"
_SENTENCE_ENDS = ".?!:;"
_FIRST_WORD = re.compile(r"\S{1,40}")

#: In running text no more than two blanks follow each other.
_COLUMN_GAP = "    "

#: Lines up to this length are wrapped by hand or machine; in longer ones every line end was meant.
_WIDEST_WRAP = 132

#: In telegrams with small letters, a line shorter than this before a capital ends where it was meant to.
_SHORT = 40

#: Words that end no sentence and no title.
_UNFINISHED = frozenset(
    "a an the of and or to in on at by for from with without that which who whose its his her their our this these"  # noqa: SIM905
    " those as than but nor into onto over under between among against during after before while because if when where"
    " is are was were be been being has have had will would could should may might must can not no every each any some"
    " such both president minister secretary ambassador general deputy prime assistant foreign vice mr mrs ms".split()
)
_LAST_WORD = re.compile(r"[A-Za-z]{1,12}\Z")


def interrupted_sentences(sheet: Sheet) -> Iterator[Repair]:
    """Page marks, banners, SIPDIS and the like between two lines of one paragraph are taken out."""
    for joint in sheet.joints:
        if joint.between and joint.between != "blank":
            now, confidence = _over_furniture(sheet, joint)
            yield _repair(sheet, joint, now, joint.between, confidence)


def hard_breaks(sheet: Sheet) -> Iterator[Repair]:
    """A blank line inside a sentence is taken out."""
    before = None
    for joint in sheet.joints:
        if joint.between == "blank":
            continues = before is not None and before.second is joint.first and before.between != "blank"
            found = _over_blank_line(sheet, joint, has_line_before=continues)
            if found:
                yield _repair(sheet, joint, found[0], "hard-break", found[1])
        before = joint


def line_wraps(sheet: Sheet) -> Iterator[Repair]:
    """The end of a line inside a paragraph becomes a blank, or nothing after a hyphen that divides a word."""
    text = sheet.text
    for joint in sheet.joints:
        if joint.between:
            continue
        stop, begin = joint.stop, joint.begin
        if text[begin].islower() and text[stop - 1].isalpha() and joint.first.kind == joint.second.kind == "text":
            yield Repair(stop, begin, text[stop:begin], " ", "line-wrap", 0.99)  # nearly all of them
            continue
        found = _over_line_end(sheet, joint)
        if found:
            yield _repair(sheet, joint, found[0], "line-wrap", found[1])


def _repair(sheet: Sheet, joint: Joint, now: str, rule: str, confidence: float) -> Repair:
    stop, begin, text = joint.stop, joint.begin, sheet.text
    if now.startswith("-"):  # the hyphen stays: only what follows it goes
        now = now[1:]
    elif not now and text[stop - 1] == "-":
        stop -= 1
    if joint.second.kind == "table":
        begin = joint.second.start  # the columns of a table stay
    return Repair(stop, begin, text[stop:begin], now, rule, confidence, confidence >= APPLIED_FROM)


def _over_furniture(sheet: Sheet, joint: Joint) -> tuple[str, float]:
    """What stands where the furniture stood, and how sure that is."""
    if not _is_prose(sheet, joint):
        return ("\n" if joint.first.kind == joint.second.kind else "\n\n"), 0.97
    hyphen = _over_hyphen(sheet, joint)
    if hyphen:
        return hyphen
    text = sheet.text
    if text[joint.begin].islower():
        return " ", 0.99
    if _begins_item(sheet, joint) and _pauses(text, joint):
        return "\n", 0.97
    if _ends_sentence(text, joint.stop) and (_is_early(sheet, joint) or joint.begin - joint.second.start > 1):
        return "\n\n", 0.9
    return " ", 0.97


def _over_blank_line(sheet: Sheet, joint: Joint, *, has_line_before: bool) -> tuple[str, float] | None:
    if not _is_prose(sheet, joint):
        return None
    text, stop = sheet.text, joint.stop
    if _ends_sentence(text, stop) or _begins_item(sheet, joint):
        return None
    if text[joint.begin].islower():
        return _over_hyphen(sheet, joint) or (" ", 0.97)
    last = _LAST_WORD.search(text, max(stop - 13, joint.first.start), stop)
    if last is not None and last[0].lower() in _UNFINISHED:
        return " ", 0.9
    if has_line_before and _is_full(sheet, joint) and (text[stop - 1] == "," or (last and not sheet.mixed_case)):
        return " ", 0.9
    return None


def _over_line_end(sheet: Sheet, joint: Joint) -> tuple[str, float] | None:
    """What a line end becomes; `None` where it means something."""
    if not _is_prose(sheet, joint):
        return None
    hyphen = _over_hyphen(sheet, joint)
    if hyphen:
        return hyphen
    text, stop, begin = sheet.text, joint.stop, joint.begin
    if _begins_item(sheet, joint) and _pauses(text, joint):
        return None
    if text[begin].islower():
        return " ", 0.99
    if _ends_sentence(text, stop):
        return None if _is_early(sheet, joint) else (" ", 0.95)
    if sheet.mixed_case and _is_short(joint) and text[stop - 1] != ",":
        return None
    return " ", 0.95


def _is_prose(sheet: Sheet, joint: Joint) -> bool:
    """Whether both lines are running text: no titles, no rows of tables, nor lines that look like one."""
    if not joint.first.kind == joint.second.kind == "text":
        return False
    text = sheet.text
    return (
        text.find(_COLUMN_GAP, joint.first.start, joint.stop) <= joint.first.start
        and text.find(_COLUMN_GAP, joint.begin, joint.second.end) < 0
    )


def _over_hyphen(sheet: Sheet, joint: Joint) -> tuple[str, float] | None:
    """The two halves of a word with a hyphen at the end of the first line: "-" where it stays, "" where it goes."""
    text, stop = sheet.text, joint.stop
    if text[stop - 1] != "-" or not text[stop - 2 : stop - 1].isalnum() or not text[joint.begin].isalnum():
        return None
    joined = judge_hyphen(text, stop - 1, joint.begin)
    return ("-" if joined.keeps else "", joined.confidence)


def _begins_item(sheet: Sheet, joint: Joint) -> bool:
    return _ITEM.match(sheet.text, joint.begin, joint.second.end) is not None


def _pauses(text: str, joint: Joint) -> bool:
    """Whether the first line ends as a line before an item of a list does."""
    stop = joint.stop
    return (
        text[stop - 1] in ".?!:;,-)\"'”"
        or _is_short(joint)
        or text.startswith("--", joint.begin)
        or text.endswith((" and", " or", " AND", " OR"), max(stop - 4, 0), stop)
    )


def _is_short(joint: Joint) -> bool:
    return joint.stop - joint.first.start < _SHORT


def _ends_sentence(text: str, stop: int) -> bool:
    last = text[stop - 1]
    return last in _SENTENCE_ENDS or (last in _CLOSERS and text[stop - 2 : stop - 1] in _SENTENCE_ENDS)


def _is_full(sheet: Sheet, joint: Joint) -> bool:
    """Whether the first line is nearly as wide as lines of this telegram are, so that its end can be a mere wrap."""
    return sheet.width <= _WIDEST_WRAP and joint.stop - joint.first.start > max(sheet.width * 3 // 4, _SHORT)


def _is_early(sheet: Sheet, joint: Joint) -> bool:
    """Whether the first word of the second line would still have had room on the first."""
    if sheet.width > _WIDEST_WRAP:
        return True
    word = _FIRST_WORD.match(sheet.text, joint.begin)
    room = sheet.width - (joint.stop - joint.first.start) - 1
    return word is not None and word.end() - word.start() + 4 < room
