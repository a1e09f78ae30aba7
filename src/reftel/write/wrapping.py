"""Lines of a given width that read back as the words they were made of."""

from __future__ import annotations

import re

#: Words that, at the start of a line, look like the number of a paragraph or an item of a list.
_OPENS = re.compile(
    r"[¶\ufffd]|[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)\]](?!\d)|\d{1,3}\(|\d{1,2}:\d\d|\d{3,4}$|--|[-*•·=~_]|o$"
)
#: Words that look like a label when they open a line of the heading.
_LABEL = re.compile(
    r"(?:E\.?O\.?|TAGS?|SUBJ|SUBJECT|REFS?|REFERENCES?|REFTELS?|CLASSIFIED|DERIVED|REASONS?|DECLASSIFY)\b"
    r"|[A-Z]{3,9}[:;]|\d{1,2}[.(]|[A-Za-z][.):]$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!:;][\"'”’)8\]]?$")


def wrap(
    words: str,
    width: int,
    first: str = "",
    *,
    in_heading: bool = False,
    keep_last: bool = False,
    blank_counts: bool = False,
) -> list[str]:
    """Break words at single blanks into lines of at most `width`, the first beginning with `first`.

    A line never begins with a word that a reader could take for a number, an item or (`in_heading`) a label, and never
    ends in a hyphen; where that leaves no other way, a line is longer than `width`. With `keep_last` the last line has
    more than one word: alone it could be taken for a signature. With `blank_counts` the blank after a line's last word
    takes a column too, as it did where a machine stored the word with it.

    >>> wrap("THE COURT SAT IN 17. IT ROSE", 17)
    ['THE COURT SAT', 'IN 17. IT ROSE']
    """
    chunks = _chunks(words.split(" "), in_heading=in_heading, keep_last=keep_last)
    lines: list[list[str]] = [[first + chunks[0]]]
    length = len(lines[0][0])
    last = len(chunks) - 1
    for place, chunk in enumerate(chunks[1:], start=1):
        if length + 1 + len(chunk) + (blank_counts and place < last) <= width:
            lines[-1].append(chunk)
            length += 1 + len(chunk)
        else:
            lines.append([*_carried_over(lines[-1], chunk, width), chunk])
            length = len(" ".join(lines[-1]))
    return [" ".join(line) for line in lines]


def _carried_over(line: list[str], chunk: str, width: int) -> list[str]:
    """What leaves a line for the next one, so that the line does not look as if it ended on purpose before `chunk`."""
    following = chunk
    for count in range(len(line), 0, -1):
        if not _looks_early(line[:count], following, width):
            carried = line[count:]
            del line[count:]
            return carried
        following = line[count - 1]
    return []


def _chunks(tokens: list[str], *, in_heading: bool, keep_last: bool) -> list[str]:
    """The words, joined where no line may end between them."""
    chunks = [tokens[0]]
    last = len(tokens) - 1
    for place in range(1, len(tokens)):
        before, after = tokens[place - 1], tokens[place]
        bound = (
            not before
            or not after
            or before[-1] == "-"
            or _OPENS.match(after) is not None
            or (in_heading and _LABEL.match(after) is not None)
            or (keep_last and place == last)
        )
        if bound:
            chunks[-1] += " " + after
        else:
            chunks.append(after)
    return chunks


def _looks_early(line: list[str], following: str, width: int) -> bool:
    """Whether a line that ends here looks as if it ended on purpose: room for the next word, and short or at a stop."""
    length = sum(map(len, line)) + len(line) - 1
    if length + 1 + len(following.split(" ", 1)[0]) > width - 4:
        return False
    return _SENTENCE_END.search(line[-1]) is not None or length < width * 2 // 3
