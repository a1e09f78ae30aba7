"""The heading of the text proper: from the classification line down to the first paragraph."""

from __future__ import annotations

import itertools
import re
import string
from bisect import bisect_right
from typing import TYPE_CHECKING

from reftel.dialects.addresses import read_addressee
from reftel.dialects.body import read_mark
from reftel.dialects.captions import captions_in, leading_captions, read_captions, take_captions
from reftel.dialects.classline import read_class_line, take_class_line
from reftel.dialects.labels import Label, opens_with_label, read_label
from reftel.dialects.orders import read_classified_by, read_order
from reftel.dialects.tagsline import looks_like_tags, read_tags
from reftel.model.draft import BodyLine, ReferenceBlock
from reftel.model.repair import Repair
from reftel.text.folded import folded, places_of
from reftel.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.draft import Draft

_CORRECTED = re.compile(r"C ?O ?R ?R ?E ?C ?T ?E ?D +C ?O ?P ?Y", re.IGNORECASE)
_PASSING = re.compile(
    r"(?:[A-Z][A-Z/&.,'() -]{0,60} )?(?:FOR|PASS|PASSES|ATTN|ATTENTION)(?: TO)?\b[:.]? ?\S|FOR:? |PASS |PLEASE PASS"
    r"|FROM (?:THE )?(?:AMBASSADOR|CHARGE|DCM|CONSUL GENERAL)\b",
    re.IGNORECASE,
)
#: An addressee of its own at the start of a passing line, which therefore goes on with no line before.
_PASSED_TO = re.compile(
    r"(?!FOR |PASS )[A-Z][A-Z0-9/&.,'()-]*(?: [A-Z0-9/&.,'()-]+){0,4}? (?:ALSO )?(?:FOR|PASS)\b", re.IGNORECASE
)
_VERB = re.compile(r"\b(?:WAS|WERE|IS|ARE|HAS|HAVE|HAD|WILL|WOULD|MAY|HE|THEY|WE)\b")
_LEFT_OPEN = (",", "/", "-", " AND", "&", " FOR", " PASS", " PASS TO", " OF", " THE")
_WRAP_WIDTH = 60
#: One telegram's number and nothing else: a reference whose label was forgotten.
_BARE_REFERENCE = re.compile(r"\(?(?:(?:19|20)?\d\d )?[A-Z][A-Z .]{2,24} \d{2,6}\)?")
#: A level with its caveats on a line of its own, as it is printed over and under derivatively classified text.
_MARKING = re.compile(r"(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED)(?:/{1,2}[A-Z ,]{2,40}){0,4}")
_ENUMERATOR = re.compile(r"\s*(?:¶ ?)?(?:\([A-Za-z]\)|[A-Za-z][.)]|[A-Z]:) *\S")
_FIRST_NUMBERED = re.compile(r"\s*\(?1[.)] ")
_INNER_LABEL = re.compile(
    r"(?<=\s)(?:(?P<order>E\.O\. ?\d{5})|TAGS?:? {1,3}(?=\[?[A-Z]{2,5}[\] ,])|SUBJECT: |SUBJ: |REFS?: |REFTELS?: |CLASSIFIED BY:? "
    r"|¶?1\. ?\((?=[A-Z/]{1,12}\) {0,4}\S))",
    re.IGNORECASE,
)
_NO_FIELD_YET = re.compile(r"\s*(?:CLASSIFIED BY *:?)?\s*\([A-Z/]{1,8}\)\s*", re.IGNORECASE)
_OPENS_WITH_CAPTION = re.compile(r"\s*(?:SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|STADIS|LIMDIS)\b")
_DOUBLED = re.compile(r"SUBJ(?:ECT)?: *", re.IGNORECASE)
#: What every inner label begins with, in a folded text, and what that is in the text itself.
_INNER_WORDS = (b" e.o", b" tag", b" subj", b" ref", b" classified by", b"0. .", b"0..")
_INNER_WORD = re.compile(
    r"[ \t](?:E\.O|TAG|SUBJ|REF|CLASSIFIED BY|Tag|Subj|Ref|Classified [Bb]y)|(?:(?<=[ \t])|(?<=[ \t]¶))1\. ?\("
)
_CUT_WORDS = frozenset(("FOR", "REASON", "REASONS", "SECTION", "AND", "AMBASSADOR", "COUNSELOR", "MINISTER", "EMBASSY"))
_SHORTEST_LABEL, _SHORTEST_PROSE = 3, 40
_OTHER_LETTERS = frozenset(string.ascii_letters) - {"l"}  # which a scanner reads for 1
_LOOK_AHEAD, _FEWEST_DENSE = 60, 8
_NAMELESS_LENGTH = 90
_SHORTEST_RULE, _RULE_SLACK = 5, 3


class TextHeading:
    """Reads one heading. `furniture` is the dialect's own answer for lines that a machine put in (see `read_body`)."""

    def __init__(self, draft: Draft, lines: list[Line], furniture: Callable[[str], str | None]) -> None:
        self.draft = draft
        self.lines = lines
        self.furniture = furniture
        self.seen: set[str] = set()
        self.last_field: str | None = None
        self.passing_width = 0
        self.last_label = -1
        self.width = 0  # of the lines, where a tool took the blank ones out

    def read(self, at: int) -> int:
        """Read from `lines[at]` on; the place of the first line of the body comes back."""
        lines = self.lines
        last_label = self._last_label(at)
        self.last_label = last_label
        self.width = _width_of_dense(lines, at)
        while at < len(lines):
            line = lines[at]
            stripped = line.text.strip()
            if not stripped:
                self._mark(line, "blank")
                at += 1
                continue
            if _is_paragraph(line):
                break
            label = self._label(line.text)
            if label is not None:
                at = self._read_field(label, at)
            elif "subject" not in self.seen and stripped.startswith("INFO ") and not self.draft.info:
                at = self._read_stray_addresses(at)
            elif self._read_loose_line(line, stripped, at <= last_label):
                at += 1
            else:
                break
        return at

    def _label(self, text: str) -> Label | None:
        return read_label(text, tags_seen="tags" in self.seen, subject_seen="subject" in self.seen)

    def _last_label(self, at: int) -> int:
        """The place of the last line with a label before the first paragraph: all above it is heading."""
        last = -1
        for place in range(at, min(at + _LOOK_AHEAD, len(self.lines))):
            line = self.lines[place]
            if not line.text.strip():
                continue
            if last >= 0 and _is_paragraph(line):
                break
            if opens_with_label(line.text):
                last = place
        return last

    def _mark(self, line: Line, label: str) -> None:
        self.draft.marks.append((line.start, line.next, label))

    def _read_loose_line(self, line: Line, stripped: str, inside: bool) -> bool:
        """A line without a label: a caption, a passing line, furniture. Whether it belongs to the heading."""
        draft = self.draft
        if (kind := self.furniture(stripped)) is not None and kind != "sipdis":
            self._mark(line, kind)
            return True
        if _CORRECTED.search(stripped[:120]) and (inside or "subject" not in self.seen):
            draft.corrected = " ".join(stripped.split())
            draft.note("corrected", line.start, line.end)
            self._mark(line, "corrected")
            return True
        if read_captions(draft, line):
            return True
        if draft.number is None and (found := read_class_line(stripped)) is not None and found.number is not None:
            take_class_line(draft, read_class_line(line.text) or found, line)
            self._mark(line, "classification")
            return True
        if "classified-by" in self.seen and _MARKING.fullmatch(stripped):
            self._mark(line, "banner")
            return True
        if "subject" in self.seen and self._read_after_subject(line, stripped, inside):
            return True
        if self._read_caption_and_passing(line, inside):
            return True
        if inside or self._is_late_passing(line, stripped):
            self._read_passing(line, stripped)
            return True
        return False

    def _read_caption_and_passing(self, line: Line, inside: bool) -> bool:
        """`SIPDIS, DEA HQ FOR ROE`: captions, and behind them a passing line."""
        found, end = leading_captions(line.text)
        if not found or not inside or not _PASSING.match(line.text, end):
            return False
        take_captions(self.draft, found, line.start, line.start + end)
        self._read_passing(Line(line.start + end, line.end, line.next, line.text[end:]), line.text[end:].strip())
        return True

    def _is_late_passing(self, line: Line, stripped: str) -> bool:
        """Whether a line below all labels is a passing line: no prose, and nothing goes on right under it."""
        if not _PASSING.match(stripped) or len(stripped) >= _NAMELESS_LENGTH or stripped.upper() != stripped:
            return False
        following = self.draft.text[line.next : line.next + 200].split("\n", 1)[0].strip()
        ends = not following or _PASSING.match(following) is not None or read_label(following) is not None
        return (ends or following[0].isdigit() or following[0] in "¶\ufffd(") and not _VERB.search(stripped)

    def _read_after_subject(self, line: Line, stripped: str, inside: bool) -> bool:
        """Under the subject: its own last words behind a blank line, or a reference whose label was forgotten."""
        if self.last_field != "subject" or not stripped.isupper() or _PASSING.match(stripped):
            return False
        draft = self.draft
        lead = line.start + line.text.index(stripped)
        if _BARE_REFERENCE.fullmatch(stripped):
            draft.references.append(ReferenceBlock(lead, line.end))
            draft.note("reftels", lead, line.end)
            self._mark(line, "reference")
            self.last_field = "reference"
            return True
        if inside and draft.subject_lines and not draft.text[draft.subject_lines[-1].end : line.start].strip():
            draft.subject_lines.append(BodyLine(line.start, line.end, line.next, "text"))
            draft.note("subject", line.start, line.end)
            self._mark(line, "subject")
            return True
        return False

    def _read_stray_addresses(self, at: int) -> int:
        """INFO addressees that a copy without its heading printed under the classification line."""
        line = self.lines[at]
        lead = line.text.index("INFO") + 5
        more, end = self._continuations(at, limit=80, accept=lambda text: text == text.upper())
        read_addressee(self.draft, self.draft.info, line.text[lead:], line.start + lead)
        for each in more:
            read_addressee(self.draft, self.draft.info, each.text, each.start)
        for each in (line, *more):
            self._mark(each, "info")
        return end

    def _read_passing(self, line: Line, stripped: str) -> None:
        words = " ".join(stripped.split())
        passing = self.draft.passing
        if passing and self._passing_goes_on(passing[-1], words):
            passing[-1] = passing[-1] + words if passing[-1].endswith(("/", "-")) else f"{passing[-1]} {words}"
        else:
            passing.append(words)
        self.passing_width = len(words)
        self.draft.note("passing", line.start, line.end)
        self._mark(line, "passing")

    def _passing_goes_on(self, before: str, words: str) -> bool:
        """Whether a passing line belongs to the one before: that one was left open, or had no room for its first word."""
        if before.upper().endswith(_LEFT_OPEN) or before.count("(") > before.count(")"):
            return not _PASSED_TO.match(words)
        full = self.passing_width + len(words.split(" ", 1)[0]) >= _WRAP_WIDTH
        return full and self.passing_width <= _WRAP_WIDTH + 2 and not _PASSED_TO.match(words)

    def _read_field(self, label: Label, at: int) -> int:
        self.seen.add(label.field)
        self.last_field = label.field
        line = self.lines[at]
        if label.damaged is not None:
            word = line.text[label.start : label.end].rstrip(" :;,.")
            self.draft.repairs.append(
                Repair(
                    line.start + label.start,
                    line.start + label.start + len(word),
                    word,
                    label.damaged,
                    "damaged-label",
                    0.95,
                )
            )
        if label.start > 0 and line.text[: label.start].strip(" ¶"):
            self.draft.marks.append((line.start, line.start + label.start, "unread"))
        readers = {
            "executive-order": self._read_order,
            "tags": self._read_tags,
            "subject": self._read_subject,
            "reference": self._read_reference,
            "classified-by": self._read_classified_by,
        }
        return readers[label.field](label, at)

    def _continuations(
        self, at: int, *, limit: int, accept: Callable[[str], bool] = lambda _text: True, numbered: bool = False
    ) -> tuple[list[Line], int]:
        """The lines after `at` that go on with its field: up to a blank line, a label, a paragraph, or a refusal.

        Where the field's own items are `numbered`, a number opens no paragraph.

        Furniture between them is labelled and stepped over, with the blank lines around it.
        """
        lines = self.lines
        found: list[Line] = []
        place = at + 1
        end = place
        over_furniture = False
        while place < len(lines) and len(found) < limit:
            line = lines[place]
            stripped = line.text.strip()
            if not stripped:
                if not over_furniture and not self._furniture_follows(place):
                    break
            elif (kind := self.furniture(stripped)) is not None:
                self._mark(line, kind)
                over_furniture = True
            elif (
                (not numbered and _is_paragraph(line))
                or (over_furniture and self._is_underlined(place))
                or self._is_underlined_as_long(place)
                or (self.width and not stripped.strip("- ") and len(stripped) >= _SHORTEST_RULE)
                or self._label(line.text) is not None
                or not accept(line.text)
            ):
                break
            else:
                found.append(line)
                end = place + 1
                over_furniture = False
            place += 1
        return found, end

    def _is_underlined(self, place: int) -> bool:
        """Whether a rule of hyphens stands under a line: it is the title of what follows."""
        under = self.lines[place + 1].text.strip() if place + 1 < len(self.lines) else ""
        return len(under) >= _SHORTEST_RULE and not under.strip("- ")

    def _is_underlined_as_long(self, place: int) -> bool:
        """Whether the rule under a line is as long as the line."""
        if not self._is_underlined(place):
            return False
        lengths = [len(line.text.strip()) for line in self.lines[place : place + 2]]
        return abs(lengths[0] - lengths[1]) <= _RULE_SLACK

    def _is_blank(self, place: int) -> bool:
        return place < len(self.lines) and not self.lines[place].text.strip()

    def _furniture_follows(self, place: int) -> bool:
        for line in self.lines[place + 1 : place + 3]:
            stripped = line.text.strip()
            if stripped:
                return self.furniture(stripped) in {"page-mark", "banner"}
        return False

    def _read_order(self, label: Label, at: int) -> int:
        line = self.lines[at]
        more, end = self._continuations(at, limit=2, accept=lambda text: len(text) < _NAMELESS_LENGTH)
        last = more[-1] if more else line
        read_order(self.draft, self.draft.text[line.start + label.start : last.end], line.start + label.start)
        for each in (line, *more):
            self._mark(each, "executive-order")
        return end

    def _read_tags(self, label: Label, at: int) -> int:
        line = self.lines[at]
        read_tags(self.draft, line.text[label.end :], line.start + label.end)
        self._mark(line, "tags")
        more, end = self._continuations(at, limit=6, accept=looks_like_tags)
        if (more[-1] if more else line).text.rstrip().endswith((",", ";")) and self._is_blank(end):
            behind, after = self._continuations(end, limit=2, accept=looks_like_tags)  # over a blank line
            more, end = (more + behind, after) if behind else (more, end)
        for each in more:
            read_tags(self.draft, each.text, each.start)
            self._mark(each, "tags")
        return end

    def _read_subject(self, label: Label, at: int) -> int:
        line = self.lines[at]
        draft = self.draft
        is_last = at >= self.last_label and not any(map(_is_paragraph, self.lines[at + 1 : at + 13]))
        width = self.width if is_last else 0  # all above a label or a number is heading
        more, end = self._continuations(at, limit=12, accept=_goes_on_with_subject(line.text, width))
        start = label.end
        if (doubled := _DOUBLED.match(line.text, start)) is not None:
            draft.repairs.append(
                Repair(line.start + start, line.start + doubled.end(), doubled[0], "", "doubled-label", 0.95)
            )
            start = doubled.end()
        first = BodyLine(line.start + start, line.end, line.next, "text")
        words = [first] if line.text[label.end :].strip() else []
        if not words and not more and self._is_blank(end):
            more, end = self._continuations(end, limit=3, accept=_is_subject_of_its_own)
        if not draft.subject_lines:
            draft.subject_lines = words + [BodyLine(each.start, each.end, each.next, "text") for each in more]
            if draft.subject_lines:
                draft.note("subject", draft.subject_lines[0].start, draft.subject_lines[-1].end)
        for each in (line, *more):
            self._mark(each, "subject")
        return end

    def _read_reference(self, label: Label, at: int) -> int:
        line = self.lines[at]
        numbered = _FIRST_NUMBERED.match(line.text, label.end) is not None
        more, end = self._continuations(at, limit=60, accept=_goes_on_with_references(line.text), numbered=numbered)
        while end < len(self.lines) - 1 and not self.lines[end].text.strip():
            following = self.lines[end + 1]
            if not _ENUMERATOR.match(following.text) or self._label(following.text) or _is_paragraph(following):
                break
            rest, after = self._continuations(end, limit=60)
            if not rest:
                break
            more += rest
            end = after
        last = more[-1] if more else line
        self.draft.references.append(ReferenceBlock(line.start + label.end, last.end))
        self.draft.note("reftels", line.start + label.end, last.end)
        for each in (line, *more):
            self._mark(each, "reference")
        return end

    def _read_classified_by(self, label: Label, at: int) -> int:
        del label
        line = self.lines[at]
        more, end = self._continuations(at, limit=6)
        block = [line, *more]
        read_classified_by(self.draft, self._unwrapped(block)[:2000], line.start, block[-1].end)
        for each in block:
            self._mark(each, "classified-by")
        return end

    def _unwrapped(self, block: list[Line]) -> str:
        """The words of a classified-by block. The first system stored 71 characters a line and cut words there (D21)."""
        words = block[0].text.strip()
        for before, line in itertools.pairwise(block):
            text = line.text.strip()
            if len(before.text.rstrip()) in {70, 71} and _is_cut_word(words, text):
                gap = self.draft.text[before.start + len(before.text.rstrip()) : line.start]
                self.draft.repairs.append(
                    Repair(before.start + len(before.text.rstrip()), line.start, gap, "", "column-cut", 0.9)
                )
                words += text
            else:
                words += " " + text
        return words


def _width_of_dense(lines: list[Line], at: int) -> int:
    """How wide the lines of a text are that has no blank ones, as programs leave it that read PDF; 0 where it has some."""
    looked_at = lines[at : at + _LOOK_AHEAD]
    if len(looked_at) < _FEWEST_DENSE or any(not line.text.strip() for line in looked_at):
        return 0
    widths = sorted(len(line.text.rstrip()) for line in looked_at)
    return widths[len(widths) * 3 // 4]


def _goes_on_with_subject(first: str, width: int) -> Callable[[str], bool]:
    """Tells, line by line, whether a subject goes on: without blank lines, no longer than each line is full."""
    before = first

    def goes_on(text: str) -> bool:
        nonlocal before
        room = width - len(before.rstrip())
        before = text
        return not width or len(text.split(" ", 1)[0]) + 1 >= room

    return goes_on


def _is_subject_of_its_own(text: str) -> bool:
    """Whether a line behind an empty SUBJECT and a blank line can be the subject."""
    return len(text) < _NAMELESS_LENGTH and not captions_in(text)


def _goes_on_with_references(first: str) -> Callable[[str], bool]:
    """Tells, line by line, whether references go on: prose under a finished item is the telegram's first paragraph."""
    before = first

    def goes_on(text: str) -> bool:
        nonlocal before
        finished = not before.rstrip().upper().endswith((*_LEFT_OPEN, ";", ":", "("))
        before = text
        return not (finished and len(text) > _SHORTEST_PROSE and not any(map(str.isdigit, text)))

    return goes_on


def _is_paragraph(line: Line) -> bool:
    """Whether a line opens a paragraph of the body: a number with a portion mark, or the first number."""
    if line.text[:1] in _OTHER_LETTERS:
        return False
    head = line.text.lstrip()[:1]
    if not (head.isdigit() or head in {"¶", "\ufffd", "(", "l"}):
        return False
    mark = read_mark(line)
    return mark is not None and (mark.portion is not None or mark.number in {1, 2, 11} or mark.sign)


def _is_cut_word(before: str, after: str) -> bool:
    """Whether a word was cut between the end of one line and the start of the next."""
    last, first = before.rsplit(" ", 1)[-1], after.split(" ", 1)[0]
    if not last[-1:].isalpha() or not first[:1].isalpha():
        return False
    joined = (last + first).upper().strip(".,;:")
    return (
        joined in _CUT_WORDS or first.islower() or (len(first.strip(".,;:")) == 1 and last.isupper() == first.isupper())
    )


def _opens_heading(text: str) -> bool:
    return (
        read_label(text) is not None or read_class_line(text) is not None or _OPENS_WITH_CAPTION.match(text) is not None
    )


def _label_places(text: str) -> list[int]:
    """Where labels begin inside a line, so that each becomes a line of its own."""
    places: list[int] = []
    last = 0
    for found in _INNER_LABEL.finditer(text):
        before = text[last : found.start()]
        if _NO_FIELD_YET.fullmatch(before) or (found["order"] and "CLASSIFIED" in before.upper()):
            continue  # `(U) Classified by` is one label; an order after it belongs to the reasons
        last = found.start()
        places.append(last)
    return places


def split_flattened(text: str, lines: list[Line]) -> list[Line]:
    """Cut lines of a text that hold several labels (copies that lost their line ends, D29) where each label begins."""
    flat = _flattened(text, lines)
    if not flat:
        return lines
    result: list[Line] = []
    for line in lines:
        result += _cut_at_labels(line) if line.start in flat else [line]
    return result


def _flattened(text: str, lines: list[Line]) -> set[int]:
    """Where the lines begin that may hold several labels; the words of labels are looked for in all lines at once."""
    if not lines:
        return set()
    start, end = lines[0].start, lines[-1].end
    plain = folded(text)
    starts = [line.start for line in lines]
    inner: dict[int, Line] = {}
    for word in _INNER_WORDS:
        for place in places_of(word, plain, start, end):
            if _INNER_WORD.match(text, place):
                line = lines[bisect_right(starts, place) - 1]
                if place - line.start > _SHORTEST_LABEL and len(line.text) > 20:
                    inner[line.start] = line
    return {start for start, line in inner.items() if _opens_heading(line.text)}


def _cut_at_labels(line: Line) -> list[Line]:
    cuts = _label_places(line.text[:4000])
    if not cuts:
        return [line]
    pieces: list[Line] = []
    for start, end in itertools.pairwise([0, *cuts, len(line.text)]):
        last = end == len(line.text)
        pieces.append(
            Line(
                line.start + start,
                line.start + (end if last else start + len(line.text[start:end].rstrip())),
                line.next if last else line.start + end,
                line.text[start:end].rstrip() if not last else line.text[start:],
            )
        )
    return pieces
