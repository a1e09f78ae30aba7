"""Titles above paragraphs: short lines over a rule, alone above a number, or glued to the words before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.body import is_list_item
from reftel.model.draft import FURNITURE, BodyLine

if TYPE_CHECKING:
    from collections.abc import Container

    from reftel.model.draft import Draft

_TITLE_LINE = 80
_TITLE_LINES = 3
_ENDED = re.compile(r"[.!?:;\"”’)8*⁸]['\"”’)]{0,2}\s*$")
_CLOSED = re.compile(r"(?:[Xx]{5}|\bEND (?:SUMMARY|COMMENT|NOTE))$", re.IGNORECASE)
_NO_TITLE_END = (".", ",", ";", "-")
#: What may stand right above a title.
_ABOVE_TITLE = FURNITURE | {"blank", "rule", "heading"}
#: What frames words passed on, and what opens them: no title of the paragraph below.
_FRAME = re.compile(
    r"[\W_]*(?:(?:BEGIN|END) |UN|END OF )?(?:QUOTE|TEXT|MESSAGE|(?:UNOFFICIAL|INFORMAL) TRANSLATION)"
    r"(?: (?:OF )?(?:THE )?[A-Z]{3,12})?[\W_]*$|UNQUOTE\b"
    r"|(?:THE )?(?:FOLLOWING|FOL)(?: IS| ARE|S)? (?:REPEAT|RPT|TEL|TELEGRAM|MESSAGE|TEXT|SENT|FOR|FROM)\b|QUOTE[: ]",
    re.IGNORECASE,
)
#: A line longer than this was never wrapped: what follows on a line of its own was meant to stand there.
_WIDEST_WRAP = 132
#: A rule under a title is as long as the title, give or take what typists and converters do.
_RULE_SLACK = 3
_SHORTEST_RULE = 4
_RULE_SIGNS = "-=~_*–— "


def label_titles(draft: Draft, opened: Container[int]) -> None:
    """Relabel titles in the body as headings; `opened` holds the starts of the lines that open numbered paragraphs."""
    if "rule" in [line.kind for line in draft.body] or "-----" in draft.text:
        draft.body = _with_glued_titles_cut(draft)
    body = draft.body
    start = -1
    for place, line in enumerate(body):
        if line.kind == "text" and line.start not in opened:
            if start < 0:
                start = place
            continue
        if start >= 0:
            first = _title_start(draft, opened, start, place)
            body[first:place] = [each.as_kind("heading") for each in body[first:place]]
        start = -1


def has_ended(words: str) -> bool:
    """Whether words end a sentence: with a point or the like, and what closes brackets and quotations."""
    return _ENDED.search(words.rstrip()[-6:]) is not None


def _may_end(words: str) -> bool:
    """Whether words can be the end of a paragraph: they end a sentence, or in words that were taken out or close it."""
    return has_ended(words) or _CLOSED.search(words.rstrip()[-14:]) is not None


def neighbour(draft: Draft, place: int, step: int) -> str | None:
    """The nearest words before (`step` -1) or after (1) a line; over blank lines and furniture, over nothing else."""
    place += step
    while 0 <= place < len(draft.body):
        line = draft.body[place]
        if line.kind in {"text", "table"}:
            return draft.text[line.start : line.end]
        if line.kind != "blank" and line.kind not in FURNITURE:
            return None
        place += step
    return None


def _title_start(draft: Draft, opened: Container[int], start: int, stop: int) -> int:
    """Where in a run of lines the title at its end begins; `stop` where there is none."""
    if stop - start <= _TITLE_LINES and _is_title(draft, opened, start, stop):
        return start
    body = draft.body
    last = body[stop - 1]
    if last.end - last.start > _TITLE_LINE + 20:
        return stop
    marked = (stop < len(body) and body[stop].kind == "rule") or draft.text.startswith("//", last.start)
    for first in range(stop - 1, max(start, stop - _TITLE_LINES, 1) - 1, -1):
        before = body[first - 1]
        if (
            before.kind == "text"
            and (marked or before.end - before.start > _WIDEST_WRAP)
            and _is_title_under_words(draft, opened, first, stop)
        ):
            return first
    return stop


def _is_title(draft: Draft, opened: Container[int], start: int, stop: int) -> bool:
    body, text = draft.body, draft.text
    after = body[stop] if stop < len(body) else None
    before = body[start - 1] if start else None
    if before is not None and before.kind not in _ABOVE_TITLE:
        return False
    underlined = after is not None and after.kind == "rule"
    if not underlined and not _opening_follows(draft, opened, stop):
        return False
    words = [text[line.start : line.end].strip() for line in body[start:stop]]
    if max(map(len, words)) > _TITLE_LINE:
        return False
    if underlined and (before is None or before.kind != "heading"):
        earlier = neighbour(draft, start, -1) if len(words) > 1 and before and before.kind != "rule" else None
        # else the first line ends the sentence before
        return earlier is None or (_may_end(earlier) and not words[0][:1].islower())
    if _ends_unlike_title(words[-1]) or is_list_item(words[0]) or not words[0].strip("Xx "):
        return False
    if any(_FRAME.match(word) for word in words):
        return False
    if underlined and not _opening_follows(draft, opened, stop):
        return False
    earlier = neighbour(draft, start, -1) if before is not None and before.kind not in {"rule", "heading"} else None
    if earlier is not None and len(words) > 1 and earlier.rstrip().endswith(":"):
        return False  # the two men are:
    return earlier is None or len(earlier) > _WIDEST_WRAP or _may_end(earlier)


def _ends_unlike_title(words: str) -> bool:
    return words.rstrip('"”’)').endswith(_NO_TITLE_END)


def _is_title_under_words(draft: Draft, opened: Container[int], first: int, stop: int) -> bool:
    """Whether lines right under the words of a paragraph, with no blank line between, are a title all the same."""
    body, text = draft.body, draft.text
    words = [text[line.start : line.end].strip() for line in body[first:stop]]
    if max(map(len, words)) > _TITLE_LINE or is_list_item(words[0]):
        return False
    if len(words) == 1 and len(words[0]) > 4 and words[0].startswith("//") and words[0].endswith("//"):
        return True
    before = body[first - 1]
    if _ends_unlike_title(words[-1]) or not _may_end(text[before.start : before.end]):
        return False
    after = body[stop] if stop < len(body) else None
    if after is not None and after.kind == "rule":
        return abs(_rule_length(text[after.start : after.end]) - max(map(len, words))) <= _RULE_SLACK
    return before.end - before.start > _WIDEST_WRAP and _opening_follows(draft, opened, stop)


def _opening_follows(draft: Draft, opened: Container[int], stop: int) -> bool:
    for line in draft.body[stop : stop + 8]:
        if line.start in opened:
            return True
        if line.kind not in {"blank", "rule"} and line.kind not in FURNITURE:
            return False
    return False


def _rule_length(rule: str) -> int:
    """How long a rule was before a converter put a blank after every 45 signs (D20)."""
    return len(rule.replace(" ", ""))


def _with_glued_titles_cut(draft: Draft) -> list[BodyLine]:
    """The body with titles cut off from the ends of unwrapped lines, where a converter joined both.

    The rule under the title shows where it begins: it is as long; or rules stand before and behind it on the line.
    """
    if not [line for line in draft.body if line.end - line.start > _WIDEST_WRAP]:
        return draft.body
    text = draft.text
    result: list[BodyLine] = []
    last = len(draft.body) - 1
    for place, line in enumerate(draft.body):
        if line.kind == "text" and line.end - line.start > _WIDEST_WRAP:
            if text.endswith("-----", 0, line.start + len(text[line.start : line.end].rstrip())):
                result += _cut_between_rules(text, line)
                continue
            if place < last and draft.body[place + 1].kind == "rule":
                result += _cut_by_length(text, line, draft.body[place + 1])
                continue
        result.append(line)
    return result


def _cut_by_length(text: str, line: BodyLine, rule: BodyLine) -> list[BodyLine]:
    length = _rule_length(text[rule.start : rule.end])
    words = text[line.start : line.end].rstrip()
    for size in range(length + _RULE_SLACK, max(length - _RULE_SLACK, _SHORTEST_RULE) - 1, -1):
        cut = len(words) - size
        if cut > 2 and words[cut - 1] == " " and words[cut] != " " and _may_end(words[:cut]):
            start = line.start + cut
            return [BodyLine(line.start, start, start, "text"), BodyLine(start, line.end, line.next, "heading")]
    return [line]


def _cut_between_rules(text: str, line: BodyLine) -> list[BodyLine]:
    words = text[line.start : line.end]
    without_rule = words.rstrip(_RULE_SIGNS)
    rule_end = without_rule.rfind("---")
    title = without_rule[rule_end + 3 :].strip()
    if rule_end < 0 or not title or len(title) > _TITLE_LINE:
        rule = line.start + len(without_rule)
        return [BodyLine(line.start, rule, rule, "text"), BodyLine(rule, line.end, line.next, "rule")]
    begin = line.start + words.index(title, rule_end)
    rule = line.start + len(words[: rule_end + 3].rstrip(_RULE_SIGNS))
    end = begin + len(title)
    return [
        BodyLine(line.start, rule, rule, "text"),
        BodyLine(rule, begin, begin, "rule"),
        BodyLine(begin, end, end, "heading"),
        BodyLine(end, line.end, line.next, "rule"),
    ]
