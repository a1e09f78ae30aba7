"""The lines of a telegram's body: what each is, and which could open a paragraph."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.model.draft import BodyLine, Draft, ParagraphMark
from reftel.text.folded import folded, places_of
from reftel.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

#: A number, with or without a sign before it, and its point or bracket: `¶1.`, `12.`, `(3)`, `4)`.
#: Before a portion mark the point may be a comma or be lost, and a scanner may have read `l` for 1 and `O` for 0.
_NUMBER = re.compile(
    r"[ \t]{0,12}(?:(?P<sign>[¶\ufffd]) ?)?(?P<open>\()?(?P<digits>\d{1,3}|[\dlO]{1,3}(?=[.,] {0,4}\())"
    r"(?:(?P<point> ?[.)]\.?)|(?:[,:]| ?-{1,2})?(?= {0,4}\((?:[A-Za-z]{1,4}|CONFIDENTIAL|SECRET|UNCLASSIFIED)[/) -]))"
)
#: A portion mark after it: `(C)`, `(S//NF)`, `(C - ENTIRE TEXT)`; `U` and the like unbracketed only before ENTIRE TEXT.
_PORTION = re.compile(
    r"[ \t]{0,4}(?:[(\[][ ]?(?P<mark>(?:TS|S|C|SBU|LOU|FOUO|U|L|CONFIDENTIAL|SECRET|TOP SECRET|LIMITED OFFICIAL USE|UNCLASSIFIED|SENSITIVE|UNCLAS|N|X{5,20})"
    r"(?:[ ]?(?://?|-|,|:)[^()\[\]\n]{1,120}|NF|[ ]ENTIRE TEXT|[ ](?:REL|NF|NOFORN)\b[^()\[\]\n]{0,60})?|/ ?REL [^()\[\]\n]{1,60})[ ]?[)\]]"
    r"|(?P<bare>(?:TS|S|C|LOU|U|TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|UNCLASSIFIED) ?-{1,2} ?ENTIRE (?:TEXT|MESSAGE)))[.:]?",
    re.IGNORECASE,
)
#: How most paragraphs begin.
_USUAL_MARK = re.compile(r"(¶?)(\d{1,3})\. {1,3}\(([CSU]|SBU|[CS]//?NF)\) {0,3}(?=[^ \t.:])")
_LEVEL_OF_MARK = re.compile(r"TOP SECRET|LIMITED OFFICIAL USE|[A-Za-z]+", re.IGNORECASE)
_INNER = re.compile(r" (?<=[.?!:\"”’)] ) {0,2}(?P<sign>¶)?(?P<digits>\d{1,2})\. ?\((?=[A-Z])")
_LONGEST_MARK = 140
_RULE_SIGNS = "-=~_*–— \t"
#: A rule under each column of a table; one that a converter cut every 45 signs has single blanks.
_RULE_OF_COLUMNS = re.compile(r"[-=_]{2} {2,}[-=_]{2}")
#: A longer line is unwrapped prose.
_WIDEST_ROW = 132
_COLUMNS = re.compile(r"\S(?: {2,}|\t+ *)\S")
_AFTER_STOP = re.compile(r"[.!?:;][\"'”’)8]? {2,}\S")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•o]{1,2}[ \t]|--|¶?\(?[A-Za-z]{1,2}[.)] |\([ivx]{1,4}\) |[¶\ufffd]|\d{1,2}[.)] )")

_MARK_SIGNS = frozenset("0123456789¶\ufffd(l")
_SCANNED = str.maketrans("lO", "10")
_LETTERS = frozenset(string.ascii_letters)


def read_mark(line: Line) -> ParagraphMark | None:
    """The paragraph number that a line opens with, if it does.

    >>> from reftel.text.lines import split_lines
    >>> read_mark(split_lines("¶18. (SBU) Tuyak")[0])
    ParagraphMark(start=0, digits_end=3, end=11, number=18, portion='SBU', sign=True)
    """
    text = line.text
    usual = _USUAL_MARK.match(text)
    if usual is not None:
        sign, digits, portion_mark = usual.groups()
        start, digits_end, end = line.start, line.start + usual.end(2), line.start + usual.end()
        return ParagraphMark(start, digits_end, end, int(digits), portion_mark, bool(sign))
    found = _NUMBER.match(text)
    if found is None:
        return _read_mark_before_number(line)
    if found["open"] and text[found.end() - 1 : found.end()] != ")":
        return None
    end = found.end()
    portion = _PORTION.match(text, end)
    mark = None
    if portion is not None:
        mark = portion["mark"] or portion["bare"]
        end = portion.end()
    elif found["point"] is None or text[end : end + 1].isdigit() or not found["digits"].isdigit():
        return None  # 3.5 percent
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    sign = found["sign"] is not None
    start = found.start("sign") if sign else found.start("open") if found["open"] else found.start("digits")
    return ParagraphMark(
        line.start + start,
        line.start + found.end("digits"),
        line.start + end,
        int(found["digits"].translate(_SCANNED)),
        mark and normal_portion(mark),
        sign,
    )


def _read_mark_before_number(line: Line) -> ParagraphMark | None:
    """`(SBU) 3. Text`: the portion mark before the number."""
    portion = _PORTION.match(line.text)
    if portion is None or portion["mark"] is None:
        return None
    found = _NUMBER.match(line.text, portion.end())
    if found is None or found["open"] or found["point"] is None or line.text[found.end() : found.end() + 1] != " ":
        return None
    end = found.end()
    while line.text[end : end + 1] in {" ", "\t"}:
        end += 1
    digits = line.start + found.start("digits")
    return ParagraphMark(
        digits, line.start + found.end("digits"), line.start + end, int(found["digits"]), normal_portion(portion["mark"]),
        found["sign"] is not None,
    )  # fmt: skip


def read_lone_portion(text: str) -> tuple[str, int] | None:
    """The portion mark that a paragraph without a number opens with, and where its words begin.

    >>> read_lone_portion("(S/NF) He said"), read_lone_portion("(see below)")
    (('S/NF', 7), None)
    """
    found = _PORTION.match(text) if text.startswith("(") else None
    if found is None or found["mark"] is None or text[found.end() :][:1] != " ":
        return None
    return normal_portion(found["mark"]), found.end() + 1


def read_inner_marks(line: Line, after: int) -> list[ParagraphMark]:
    """The paragraphs that begin inside a line, because a line end was lost: only those that go on counting.

    `after` is the number of the paragraph before. Such a mark stands after the end of a sentence and has a portion mark.

    >>> from reftel.text.lines import split_lines
    >>> [mark.number for mark in read_inner_marks(split_lines("It ended. 3. (C) He came (see 9. (C)).")[0], 2)]
    [3]
    """
    found: list[ParagraphMark] = []
    for inner in _INNER.finditer(line.text, 1):
        if int(inner["digits"]) != after + 1:
            continue
        start = inner.start("digits") - (inner["sign"] is not None)
        piece = Line(line.start + start, line.end, line.next, line.text[start : inner.end() + _LONGEST_MARK])
        mark = read_mark(piece)
        if mark is not None and mark.portion is not None:
            found.append(mark)
            after += 1
    return found


@lru_cache(maxsize=1024)
def normal_portion(mark: str) -> str:
    """A portion mark with its level in the usual letters and its caveats as printed.

    >>> normal_portion("c"), normal_portion("L"), normal_portion("S//NF")
    ('C', 'LOU', 'S//NF')
    """
    level = _LEVEL_OF_MARK.match(mark)
    if level is None:
        return mark
    letters = " ".join(level[0].upper().split())
    letters = {
        "L": "LOU",
        "CONFIDENTIAL": "C",
        "SECRET": "S",
        "UNCLASSIFIED": "U",
        "UNCLAS": "U",
        "CNF": "C/NF",
        "TOP SECRET": "TS",
        "LIMITED OFFICIAL USE": "LOU",
    }.get(letters, letters)
    return letters + mark[level.end() :].rstrip()


def is_table_row(text: str) -> bool:
    """Whether a line has at least two runs of blanks inside that are no sentence ends: columns."""
    if ("  " not in text and "\t" not in text) or len(text) > _WIDEST_ROW:
        return False
    if text.count("  ") < 2 and "\t" not in text:
        return False
    gaps = len(_COLUMNS.findall(text)) - len(_AFTER_STOP.findall(text))
    return gaps >= 2


def is_list_item(text: str) -> bool:
    """Whether a line opens an item of a list (`-- `, `A. `, `(b) `), so that it begins anew and joins no line before."""
    return _LIST_ITEM.match(text) is not None


class Furniture(NamedTuple):
    """A dialect's own answer for lines that a machine put in.

    `label` gives the label of such a line, else `None`; it is given the line without outer blanks. Every such line
    begins with one of `heads` or ends with one of `tails`, so that most lines need not be asked about.
    """

    label: Callable[[str], str | None]
    heads: frozenset[str]
    tails: frozenset[str] = frozenset()


NO_FURNITURE = Furniture(lambda _stripped: None, frozenset())


def read_body(draft: Draft, lines: list[Line], first: int, furniture: Furniture = NO_FURNITURE) -> None:
    """Label the lines from `lines[first]` on, and note which could open a paragraph."""
    rest = lines[first:] if first else lines
    if not rest:
        return
    plain_heads, telling_tails = _LETTERS - furniture.heads, furniture.tails
    marked = _lines_with_marks(draft.text, rest)
    # two gaps are a row's; where there are tabs, one gap is enough.
    fewest_gaps = 1 if draft.text.find("\t", rest[0].start, rest[-1].next) >= 0 else 2
    body: list[BodyLine] = []
    tables = False
    for line in rest:
        stripped = line.text.strip()
        if not stripped:
            body.append(BodyLine(line.start, line.end, line.next, "blank"))
            continue
        told = line.start in marked or ("  " in line.text and line.text.count("  ") >= fewest_gaps)
        if not told and stripped[0] in plain_heads and stripped[-1] not in telling_tails:
            body.append(BodyLine(line.start, line.end, line.next, "text"))  # most lines: nothing tells them apart
            continue
        marks = len(draft.paragraph_marks)
        kind = _kind(draft, line, stripped, furniture)
        if kind == "table":
            tables = True
        elif told and kind == "text" and draft.paragraph_marks:
            own = draft.paragraph_marks[-1].end - line.start if len(draft.paragraph_marks) > marks else 0
            if line.text.find(". (", own) >= 0:
                body += _cut_at_inner_marks(draft, line)
                continue
        body.append(BodyLine(line.start, line.end, line.next, kind))
    if tables:
        _settle_tables(body)
    draft.body += body


def _kind(draft: Draft, line: Line, stripped: str, furniture: Furniture) -> str:
    """What a line is, looked at closely; the mark of a paragraph that it opens with is noted."""
    kind = "text"
    head = stripped[0]
    if head in _MARK_SIGNS:
        mark = read_mark(line)
        if mark is not None:
            draft.paragraph_marks.append(mark)
    elif head in _RULE_SIGNS and len(stripped) > 2 and not stripped.strip(_RULE_SIGNS):
        return "table" if "  " in stripped and _RULE_OF_COLUMNS.search(stripped) else "rule"
    elif head in furniture.heads or stripped[-1] in furniture.tails:
        kind = furniture.label(stripped) or "text"
    return "table" if kind == "text" and "  " in stripped and is_table_row(stripped) else kind


def _lines_with_marks(text: str, lines: list[Line]) -> set[int]:
    """Where the lines begin in which a paragraph can begin."""
    start, end = lines[0].start, lines[-1].next
    plain = folded(text)
    places = list(places_of(b"0. .", plain, start, end))  # 3. (
    places += (place + 1 for place in places_of(b" l. .", plain, max(start - 1, 0), end))  # l. ( for 1. (
    starts = [line.start for line in lines] if places else []
    return {starts[bisect_right(starts, place) - 1] for place in places}


def _cut_at_inner_marks(draft: Draft, line: Line) -> list[BodyLine]:
    """The pieces of a line in which paragraphs begin; nearly always the line itself."""
    inner = read_inner_marks(line, draft.paragraph_marks[-1].number)
    draft.paragraph_marks += inner
    cuts = [line.start, *(mark.start for mark in inner)]
    ends = [*cuts[1:], line.end]
    return [
        BodyLine(start, end, line.next if end == line.end else end, "text")
        for start, end in zip(cuts, ends, strict=True)
    ]


def _settle_tables(body: list[BodyLine]) -> None:
    """A single line with gaps is a ragged line of prose; two together, or over and under a rule, are a table."""
    for place, line in enumerate(body):
        if line.kind == "table" and "table" not in {_kind_beside(body, place, -1), _kind_beside(body, place, 1)}:
            body[place] = line.as_kind("text")


def _kind_beside(body: list[BodyLine], place: int, step: int) -> str:
    """The kind of the line before (-1) or after (1), over one rule."""
    place += step
    if 0 <= place < len(body) and body[place].kind == "rule":
        place += step
    return body[place].kind if 0 <= place < len(body) else "blank"
