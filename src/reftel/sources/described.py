"""What the National Archives print around a telegram: stamps, titles, their description of it; also in plain text."""

from __future__ import annotations

import re

#: The lines that stand above a telegram and above what the archive knows about it.
TEXT_TITLE = "Message Text"
ATTRIBUTES_TITLE = "Message Attributes"

#: Words of release stamps. Names, dates and the order of the words change from year to year; these do not.
_STAMP_WORDS = (
    "Declassified/Released",
    "EO Systematic Review",
    "Declassified and Approved",
    "Approved for Release",
    "Released in Full",
    "Released in Part",
    "RELEASED IN FULL",
    "RELEASED IN PART",
    "U.S. Department of State Case No",
)
#: A stamp of several lines: what may stand above its telling words and under them.
_STAMP_LINES = re.compile(
    r"(?:US|U\.S\.) Department of State|EO Systematic Review|\d{1,2} [A-Za-z]{3} \d{4}|[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+"
)
#: What is a stamp in any text: the rest could be a drafter's words.
_SURE_STAMP = re.compile(
    r"(?:UNCLASSIFIED\s{1,20})?U\.S\. Department of State Case No.{0,80}|RELEASED IN (?:FULL|PART)[ A-Z0-9.,()]{0,30}"
    r"|.{0,40}Declassified/Released.{0,80}EO Systematic Review.{0,30}"
)
_LABEL = re.compile(r"([A-Za-z]+(?: [A-Za-z]+){0,5}):(?: |$)")
_CAPITAL_LABELS = frozenset(("TAGS", "SAS ID"))
#: What the archive calls the fields of its description and nobody else does; and what others call theirs as well.
_OWN_TITLES = frozenset(
    (  # noqa: SIM905
        "Automatic Decaptioning|Capture Date|Channel Indicators|Concepts|Control Number|Current Classification|"
        "Decaption Date|Decaption Note|Disposition Action|Disposition Approved on Date|Disposition Authority|"
        "Disposition Case Number|Disposition Comment|Disposition Date|Disposition Event|Disposition History|"
        "Disposition Reason|Disposition Remarks|Document Number|Document Source|Document Unique ID|Draft Date|"
        "Executive Order|Film Number|Handling Restrictions|ISecure|Image Path|Legacy Key|Line Count|Locator|Markings|"
        "Message ID|Original Classification|Original Handling Restrictions|Original Previous Classification|"
        "Original Previous Handling Restrictions|Page Count|Previous Channel Indicators|Previous Classification|"
        "Previous Handling Restrictions|Retention|Review Action|Review Authority|Review Comment|Review Content Flags|"
        "Review Date|Review Event|Review Exemptions|Review History|Review Markings|Review Media Identifier|"
        "Review Referrals|Review Release Date|Review Release Event|Review Transfer Date|Review Withdrawn Fields|SAS ID|"
        "vdkvgwkey"
    ).split("|")
)
_TITLES = _OWN_TITLES | frozenset(
    "Copy|Drafter|Enclosure|Errors|Format|From|Office|Reference|Secure|Status|Subject|TAGS|To|Type".split("|")  # noqa: SIM905
)
_TELLING_TITLE = "Document Number"
_TABLED = re.compile(r"(?P<title>[A-Za-z]+(?: [A-Za-z]+){0,5})(?:[:\t]\s*(?P<value>.*)|$)")
_FEWEST_TITLES, _WIDEST_GAP = 5, 6
#: What a library's page prints around a telegram and its description of it.
_PAGE_WORDS = frozenset(("Raw content", "Metadata", "Print", "Share", "Content", "Show Headers", "---"))
_HEADERS_SIGN = "Show Headers"
#: So many of the first lines under the title must be labels with values.
_LOOKED_AT, _LABELS_AMONG = 6, 3


def is_stamp(line: str) -> bool:
    """Whether a line has the words of a release stamp."""
    return any(words in line for words in _STAMP_WORDS)


def describe(text: str) -> tuple[dict[str, str], tuple[tuple[int, int, str], ...]]:
    r"""What an archive says around a telegram in plain text: its attributes, and the places of them and of its stamps.

    >>> describe("RELEASED IN FULL\nUNCLAS LIMA 12\n")
    ({}, ((0, 17, 'stamp'),))
    """
    if ATTRIBUTES_TITLE not in text and _TELLING_TITLE not in text and not is_stamp(text):
        return {}, ()
    lines = text.split("\n")
    stripped = [line.strip() for line in lines]
    title = _title_place(stripped)
    if title is None and _TELLING_TITLE in text:
        attributes, marks = _describe_table(lines, stripped, len(text))
        if attributes:
            return attributes, marks
    first = len(lines) if title is None else title
    labels = [(line, "" if place < first else "attributes") for place, line in enumerate(lines)]
    for place, word in enumerate(stripped):
        told = title is not None and (word == TEXT_TITLE or is_stamp(word)) and not _LABEL.match(word)
        if told or _SURE_STAMP.fullmatch(word):
            labels[place] = (lines[place], "stamp")
            _widen(labels, stripped, place)
    described = [line.strip() for line, label in labels[first + 1 :] if label == "attributes"]
    return read_attributes(described), marks_of(labels, len(text))


def _describe_table(
    lines: list[str], stripped: list[str], length: int
) -> tuple[dict[str, str], tuple[tuple[int, int, str], ...]]:
    """A description whose fields stand below or above the text, each with its title: a table that was saved as text."""
    found = {place: each for place, line in enumerate(stripped) if (each := _TABLED.fullmatch(line)) is not None}
    titled = [place for place, each in found.items() if each["title"] in _TITLES]
    runs: list[list[int]] = []
    for place in titled:
        if runs and place - runs[-1][-1] <= _WIDEST_GAP:
            runs[-1].append(place)
        else:
            runs.append([place])
    runs = [run for run in runs if sum(found[place]["title"] in _OWN_TITLES for place in run) >= _FEWEST_TITLES]
    if not runs:
        return {}, ()
    attributes: dict[str, str] = {}
    labels = [(line, "") for line in lines]
    for run in runs:
        stop = _run_end(stripped, run[-1], found[run[-1]])
        for place, following in zip(run, [*run[1:], stop], strict=True):
            words = [found[place]["value"] or "", *stripped[place + 1 : following]]
            value = " ".join(word for word in words if word and word not in _PAGE_WORDS).strip("' ")
            if value and value != TEXT_TITLE:
                attributes.setdefault(found[place]["title"], value)
        for place in range(run[0], stop):
            labels[place] = (lines[place], "attributes")
    text_begins = next((n for n, line in enumerate(stripped) if line == _HEADERS_SIGN), -1)
    for place, word in enumerate(stripped):
        if word == TEXT_TITLE or word in _PAGE_WORDS or (place <= text_begins and word):
            labels[place] = (lines[place], "attributes")
    return attributes, marks_of(labels, length)


def _run_end(stripped: list[str], place: int, last: re.Match[str]) -> int:
    """The line behind the last value of a run: that of its last title stands beside it or on the next full line."""
    if last["value"]:
        return place + 1
    return next((n + 1 for n in range(place + 1, min(place + 3, len(stripped))) if stripped[n]), place + 1)


def _title_place(stripped: list[str]) -> int | None:
    """The line of the title above a description, which has labels with values under it."""
    for place, line in enumerate(stripped):
        if line == ATTRIBUTES_TITLE:
            under = [word for word in stripped[place + 1 : place + 3 * _LOOKED_AT] if word][:_LOOKED_AT]
            if sum(_LABEL.match(word) is not None for word in under) >= min(_LABELS_AMONG, len(under)) > 0:
                return place
    return None


def _widen(labels: list[tuple[str, str]], stripped: list[str], place: int) -> None:
    """Label the other lines of a stamp of several lines; what is one already has been widened itself."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(labels) and labels[at][1] != "stamp" and _STAMP_LINES.fullmatch(stripped[at]):
            labels[at] = (labels[at][0], "stamp")
            at += step


def marks_of(labels: list[tuple[str, str]], length: int) -> tuple[tuple[int, int, str], ...]:
    """The places of labelled lines with their line ends, neighbours of one label as one."""
    marks: list[tuple[int, int, str]] = []
    place = 0
    for line, label in labels:
        following = min(place + len(line) + 1, length)
        if label and marks and marks[-1][1:] == (place, label):
            marks[-1] = (marks[-1][0], following, label)
        elif label and following > place:
            marks.append((place, following, label))
        place = following
    return tuple(marks)


def read_attributes(lines: list[str]) -> dict[str, str]:
    """Read `Label: value` lines; a line without a new label goes on with the value before it.

    Values are mostly in capitals and may hold colons (`TITLE I: LOANS`), so a label is what has a small letter.

    >>> read_attributes(["Subject: LOANS UNDER", "TITLE I: WHEAT ", "Errors:  ", "TAGS: EAID"])
    {'Subject': 'LOANS UNDER TITLE I: WHEAT', 'TAGS': 'EAID'}
    """
    values: dict[str, list[str]] = {}
    title = ""
    for line in lines:
        label = _LABEL.match(line)
        if label and (label[1] in _CAPITAL_LABELS or not label[1].isupper()) and label[1] not in values:
            title = label[1]
            values[title] = [line[label.end() :]]
        elif title:
            values[title].append(line)
    joined = {title: " ".join(piece.strip() for piece in pieces if piece.strip()) for title, pieces in values.items()}
    return {title: value for title, value in joined.items() if value}
