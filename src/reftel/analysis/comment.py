"""The post's own comment: whole paragraphs and pieces in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.found import Found

if TYPE_CHECKING:
    from reftel.analysis.passage import Passage


_LABELS = frozenset(("comment", "note"))


class Comments(NamedTuple):
    """`inside[i]` says whether token i stands in a comment; `label` is the token of the word Comment, -1 for none."""

    inside: list[bool]
    labels: list[int]

    def own(self, first: int, stop: int) -> bool:
        """Whether a sentence stands in a comment."""
        count = sum(self.inside[first:stop])
        return count * 2 > stop - first

    def whole(self, number: int, first: int, stop: int) -> Found:
        """The whole sentence as a statement of the post."""
        label = max((place for place in self.labels if place <= stop), default=-1)
        start = first
        while start < stop and not self.inside[start]:
            start += 1
        return Found(number, None, None, [(start, stop)], "comment", own_comment=True, implied=True, label=label)


def comment_tokens(passage: Passage) -> Comments:
    """Which tokens are the post's own: all of a comment paragraph, from COMMENT or NOTE to the END of it."""
    lowers, size = passage.tokens.lowers, len(passage.tokens)
    inside = [passage.paragraph.role == "comment"] * size
    labels: list[int] = []
    place = 0
    while place < size:
        if lowers[place] not in _LABELS or not _is_label(passage, place):
            place += 1
            continue
        labels.append(place)
        bracket = place > 0 and passage.tokens.words[place - 1] == "("
        stop = _stop(lowers, place, size, bracket)
        for at in range(place + 2, stop):
            inside[at] = True
        inside[place] = inside[min(place + 1, size - 1)] = False
        place = max(stop, place + 1)
    for at in range(size - 1):
        if lowers[at] == "end" and lowers[at + 1] in ("comment", "note", "summary"):
            inside[at] = inside[at + 1] = False
            if at + 2 < size:
                inside[at + 2] = False
    return Comments(inside, labels)


def _is_label(passage: Passage, place: int) -> bool:
    """`Comment:` and `COMMENT.` at the start of a sentence or bracket; not the noun in a sentence."""
    lowers = passage.tokens.lowers
    after = lowers[place + 1] if place + 1 < len(lowers) else ""
    before = lowers[place - 1] if place else "."
    return (
        after in (":", ".", "--", "-")
        and before in (".", "(", "[", "begin", "\n", ":", "?", "”", '"', "embassy", "summary", "and")
        and (lowers[place] == "comment" or before in ("(", "[", "begin"))
    )


def _stop(lowers: list[str], place: int, size: int, bracket: bool) -> int:
    depth = 1
    for at in range(place + 1, size):
        if lowers[at] == "end" and at + 1 < size and lowers[at + 1] in _LABELS:
            return at
        if bracket and lowers[at] == "(":
            depth += 1
        if bracket and lowers[at] == ")":
            depth -= 1
            if depth == 0:
                return at
    return size
