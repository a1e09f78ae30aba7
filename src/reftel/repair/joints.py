"""Where a line ends inside a sentence: furniture between its halves, blank lines, and the wraps of every line."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import APPLIED_FROM, Repair
from reftel.repair.hyphens import judge_hyphen
from reftel.repair.sheet import BLANKS, words_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.draft import BodyLine
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

#: Two letters after one of these ends of a long line need no second look: the sentence goes on.
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
_GOES_ON = _SMALL | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,")

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
_LAST_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}\Z|[A-Za-z]{12}\Z")

_CONJUNCTIONS = frozenset(("and", "or"))  # these stand before items: (a) one, and

#: What `End` closes.
_CLOSED = re.compile(r"summary|comment|note|text|quote|action", re.IGNORECASE)

#: Words after which `A)` or `2.` is no item of a list: Reftel A), para 2, March 2.
_COUNTED = frozenset(
    "ref refs reftel reftels para paras paragraph paragraphs annex article january february march april june july"  # noqa: SIM905
    " august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

#: What ends with a point and ends no sentence.
_ABBREVIATION = re.compile(r"\b(?:(?<!['’])[A-Za-z]|St|(?i:Mr|Mrs|Dr|Gen|Col|Lt|Maj|Amb|Sen|Rep|Gov|No|Sr|Messrs))\.\Z")


def interrupted_sentences(sheet: Sheet) -> Iterator[Repair]:
    """Page marks, banners, SIPDIS and the like between two lines of one paragraph are taken out."""
    for joint in sheet.joints:
        if joint.between and joint.between != "blank":
            now, confidence = _over_furniture(sheet, joint)
            yield _repair(sheet, joint, now, joint.between, confidence)


def hard_breaks(sheet: Sheet) -> Iterator[Repair]:
    """A blank line inside a sentence is taken out."""
    for joint in sheet.joints:
        if joint.between == "blank":
            found = _over_blank_line(sheet, joint)
            if found:
                yield _repair(sheet, joint, found[0], "hard-break", found[1])


def line_wraps(sheet: Sheet) -> Iterator[Repair]:
    """The end of a line inside a paragraph becomes a blank, or nothing after a hyphen that divides a word."""
    return chain.from_iterable(_wraps_in(sheet, lines) for lines in sheet.blocks if len(lines) > 1)


def _wraps_in(sheet: Sheet, lines: list[BodyLine]) -> list[Repair]:
    """The wraps of one block of lines. Most are settled by the characters around them, the rest are looked at."""
    text = sheet.text
    wraps: list[Repair] = []
    has_gaps = text.find(_COLUMN_GAP, lines[0].start, lines[-1].end) >= 0
    first = lines[0]
    start, stop = first.start, first.end
    for second in islice(lines, 1, None):
        begin = second.start
        last = text[stop - 1]
        if last == " ":
            stop -= 1
            last = text[stop - 1]
        opening = text[begin : begin + 2]
        if last in _GOES_ON and stop - start >= _SHORT and opening.isalpha() and not has_gaps:
            confidence = 0.99 if opening[0] in _SMALL else 0.95
            wraps.append(Repair(stop, begin, text[stop:begin], " ", "line-wrap", confidence))
        else:
            found = _over_lines(sheet, first, second, has_gaps=has_gaps)
            if found is not None:
                wraps.append(found)
        first, start, stop = second, begin, second.end
    return wraps


def _over_lines(sheet: Sheet, first: BodyLine, second: BodyLine, *, has_gaps: bool) -> Repair | None:
    """The wrap between two lines, looked at closely; `None` where the line end means something."""
    text = sheet.text
    stop = first.start + len(text[first.start : first.end].rstrip(BLANKS))
    begin = second.start
    while text[begin] in BLANKS and begin + 2 < second.end:
        begin += 1
    wrap = _Wrap(first.start, stop, begin, second.end)
    if stop == first.start or (has_gaps and _has_columns(text, wrap)):
        return None
    found = _over_line_end(sheet, wrap)
    return _joined(text, stop, begin, found[0], "line-wrap", found[1]) if found else None


class _Wrap(NamedTuple):
    """The end of one line and the start of the next: both lines from first to last character."""

    first_start: int
    stop: int
    begin: int
    second_end: int


def _wrap_of(joint: Joint) -> _Wrap:
    return _Wrap(joint.first.start, joint.stop, joint.begin, joint.second.end)


def _repair(sheet: Sheet, joint: Joint, now: str, rule: str, confidence: float) -> Repair:
    begin = joint.second.start if joint.second.kind == "table" else joint.begin  # the columns of a table stay
    return _joined(sheet.text, joint.stop, begin, now, rule, confidence)


def _joined(text: str, stop: int, begin: int, now: str, rule: str, confidence: float) -> Repair:
    """The repair that joins two lines: `now` is what stands between, or what becomes of a hyphen there."""
    if now == "-":  # the hyphen stays: only what follows it goes
        now = ""
    elif not now and text[stop - 1] == "-":
        stop -= 1
    return Repair(stop, begin, text[stop:begin], now, rule, confidence, confidence >= APPLIED_FROM)


def _over_furniture(sheet: Sheet, joint: Joint) -> tuple[str, float]:
    """What stands where the furniture stood, and how sure that is."""
    wrap, text = _wrap_of(joint), sheet.text
    if not _are_text(joint) or _has_columns(text, wrap):
        return ("\n" if joint.first.kind == joint.second.kind else "\n\n"), 0.97
    hyphen = _over_hyphen(sheet, wrap)
    if hyphen:
        return hyphen
    if text[joint.begin].islower():
        return " ", 0.99
    if _begins_item(text, wrap) and _pauses(sheet, wrap):
        return "\n", 0.97
    if _ends_sentence(text, joint.stop) and (_is_early(sheet, wrap) or joint.begin - joint.second.start > 1):
        return "\n\n", 0.9
    return " ", 0.97


def _over_blank_line(sheet: Sheet, joint: Joint) -> tuple[str, float] | None:
    wrap, text, stop = _wrap_of(joint), sheet.text, joint.stop
    if not _are_text(joint) or _has_columns(text, wrap):
        return None
    if _ends_sentence(text, stop) or _begins_item(text, wrap):
        return None
    if text[joint.begin].islower():
        return _over_hyphen(sheet, wrap) or (" ", 0.97)
    last = _last_word(text, wrap)
    if last in _UNFINISHED or last in _COUNTED or (last == "end" and _CLOSED.match(text, joint.begin)):
        return " ", 0.9
    if joint.has_line_before and _is_full(sheet, wrap) and (text[stop - 1] == "," or (last and not sheet.mixed_case)):
        return " ", 0.9
    return None


def _over_line_end(sheet: Sheet, wrap: _Wrap) -> tuple[str, float] | None:
    """What a line end becomes; `None` where it means something."""
    text, stop, begin = sheet.text, wrap.stop, wrap.begin
    last = text[stop - 1]
    if last == "-" and (hyphen := _over_hyphen(sheet, wrap)):
        return hyphen
    if not text[begin : begin + 2].isalpha() and _begins_item(text, wrap) and _pauses(sheet, wrap):
        return None
    if text[begin].islower():
        return " ", 0.99
    if not last.isalnum() and _ends_sentence(text, stop):
        return None if _is_early(sheet, wrap) else (" ", 0.95)
    if stop - wrap.first_start < _SHORT and last != "," and sheet.mixed_case:
        return None
    return " ", 0.95


def _are_text(joint: Joint) -> bool:
    return joint.first.kind == joint.second.kind == "text"


def _has_columns(text: str, wrap: _Wrap) -> bool:
    """Whether one of the lines looks like a row of a table, whatever it is labelled."""
    return (
        text.find(_COLUMN_GAP, wrap.first_start, wrap.stop) > wrap.first_start
        or text.find(_COLUMN_GAP, wrap.begin, wrap.second_end) >= 0
    )


def _over_hyphen(sheet: Sheet, wrap: _Wrap) -> tuple[str, float] | None:
    """The two halves of a word with a hyphen at the end of the first line: "-" where it stays, "" where it goes."""
    text, stop, begin = sheet.text, wrap.stop, wrap.begin
    if text[stop - 1] != "-" or not text[stop - 2 : stop - 1].isalnum() or not text[begin].isalnum():
        return None
    joined = judge_hyphen(text, stop - 1, begin, lambda: sheet.once(words_on))
    return (" " if joined.hangs else "-" if joined.keeps else "", joined.confidence)


def _begins_item(text: str, wrap: _Wrap) -> bool:
    if _ITEM.match(text, wrap.begin, wrap.second_end) is None:
        return False
    last = _last_word(text, wrap)
    return last not in _COUNTED and last not in _UNFINISHED - _CONJUNCTIONS


def _last_word(text: str, wrap: _Wrap) -> str | None:
    found = _LAST_WORD.search(text, max(wrap.stop - 13, wrap.first_start), wrap.stop)
    return found[0].lower() if found else None


def _pauses(sheet: Sheet, wrap: _Wrap) -> bool:
    """Whether the first line ends as a line before an item of a list does."""
    text, stop = sheet.text, wrap.stop
    return (
        text[stop - 1] in ".?!:;,-)\"'”"
        or _is_short(wrap)
        or (text.startswith("--", wrap.begin) and not _is_dash(sheet, wrap))
        or text.endswith((" and", " or", " AND", " OR"), max(stop - 4, 0), stop)
    )


def _is_dash(sheet: Sheet, wrap: _Wrap) -> bool:
    """Whether `--` at a line start is a dash in a sentence: the line above is full, and is no item of a list itself."""
    return not sheet.text.startswith("--", wrap.first_start) and not _is_early(sheet, wrap)


def _is_short(wrap: _Wrap) -> bool:
    return wrap.stop - wrap.first_start < _SHORT


def _ends_sentence(text: str, stop: int) -> bool:
    last = text[stop - 1]
    if last == "." and _ABBREVIATION.search(text, max(stop - 8, 0), stop):
        return False
    return last in _SENTENCE_ENDS or (last in _CLOSERS and text[stop - 2 : stop - 1] in _SENTENCE_ENDS)


def _is_full(sheet: Sheet, wrap: _Wrap) -> bool:
    """Whether the first line is nearly as wide as lines of this telegram are, so that its end can be a mere wrap."""
    return sheet.width <= _WIDEST_WRAP and wrap.stop - wrap.first_start > max(sheet.width * 3 // 4, _SHORT)


def _is_early(sheet: Sheet, wrap: _Wrap) -> bool:
    """Whether the first word of the second line would still have had room on the first."""
    if sheet.width > _WIDEST_WRAP:
        return True
    word = _FIRST_WORD.match(sheet.text, wrap.begin)
    room = sheet.width - (wrap.stop - wrap.first_start) - 1
    return word is not None and word.end() - word.start() + 4 < room
