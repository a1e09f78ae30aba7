"""The layout from 2009 on: labelled fields in any order (`MRN:`, `Date/DTG:`, `From:`, `Action:` ...), then the words.

No printed sample was at hand: this follows the description of the fields in the department's own papers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reftel.dialects.addresses import read_addressee, read_originator
from reftel.dialects.body import read_body, read_mark
from reftel.dialects.captions import captions_in
from reftel.dialects.classline import read_class_line, take_class_line
from reftel.dialects.ending import read_ending
from reftel.dialects.orders import read_classified_by, read_order
from reftel.dialects.tagsline import read_tags
from reftel.dialects.transport import read_dtg
from reftel.facts import post_code_of_address
from reftel.model.defect import Defect
from reftel.model.draft import BodyLine, Draft, ReferenceBlock
from reftel.model.number import parse_mrn
from reftel.model.telegram import Drafting
from reftel.text.folded import folded
from reftel.text.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from reftel.model.telegram import Addressee

#: Each label with the label of its span.
_FIELDS = {
    "MRN": "classification", "DATE/DTG": "dtg", "DTG": "dtg", "DATE": "dtg", "FROM": "from", "ACTION": "to", "TO": "to",
    "INFO": "info", "E.O.": "executive-order", "EO": "executive-order", "TAGS": "tags", "CAPTIONS": "caption",
    "CAPTION": "caption", "PASS LINE": "passing", "PASSLINE": "passing", "REFERENCE": "reference", "REF": "reference",
    "REFERENCES": "reference", "SUBJECT": "subject", "SUBJ": "subject", "CLASSIFIED BY": "classified-by",
    "DERIVED FROM": "classified-by", "DECLASSIFY ON": "classified-by", "REASON": "classified-by",
    "SIGNATURE": "signature", "DRAFTED BY": "drafting", "CLEARED BY": "drafting", "APPROVED BY": "drafting",
    "RELEASED BY": "note", "DISSEMINATION RULE": "note", "XMT": "exempt", "EXEMPT": "exempt",
}  # fmt: skip
_LABEL = re.compile(
    r"[ \t]{0,20}(?P<label>"
    + "|".join(re.escape(name) for name in sorted(_FIELDS, key=len, reverse=True))
    + r")[ \t]?:"
    r"(?=[ \t]|$|[^ /])[ \t]{0,40}",
    re.IGNORECASE,
)
_MRN_LINE = re.compile(r"^[ \t]{0,20}MRN[ \t]?:[ \t]{0,40}(?:\d\d|\d{4}) ?[A-Z]", re.IGNORECASE | re.MULTILINE)
_OTHER_LINE = re.compile(r"^[ \t]{0,20}(?:Date/DTG|DTG|From|Action|TAGS|Subject)[ \t]?:", re.IGNORECASE | re.MULTILINE)
#: `KABUL, AMEMBASSY PRIORITY`: the place comes first.
_PLACE_FIRST = re.compile(r"(?P<place>[A-Z][A-Z .'-]{1,30}), (?P<kind>[A-Z][A-Z ]{3,30}[A-Z])")
_BANNER = re.compile(
    r"(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|SBU|SENSITIVE BUT UNCLASSIFIED)(?:/{1,2}[A-Z ,/]{2,60})?"
)
#: The fields that stand under the words.
_CLOSING = frozenset(("signature", "drafting", "note"))
_EMPTY = frozenset(("NONE", "N/A", "NA", "-"))
_HEADING_LINES = 400


class _Field(NamedTuple):
    """One labelled field: the name of its label in capitals, and its lines from the value on."""

    name: str
    lines: list[Line]

    @property
    def words(self) -> str:
        return " ".join(" ".join(line.text for line in self.lines).split())

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def is_empty(self) -> bool:
        return not self.words or self.words.upper() in _EMPTY


class Smart:
    """Telegrams of the department's messaging system since 2009."""

    name = "smart"

    def likelihood(self, text: str, lines: list[Line]) -> float:
        """Sure with a field `MRN:` that holds a number and another field beside it."""
        del lines
        if folded(text).find(b"mrn", 0, 4000) < 0:
            return 0.0
        head = text[:4000]
        return 0.97 if _MRN_LINE.search(head) and _OTHER_LINE.search(head) else 0.0

    def read(self, text: str, lines: list[Line]) -> Draft:
        """The telegram from its fields, wherever they stand above and below its words."""
        draft = Draft(text=text, dialect=self.name)
        at = _read_heading(draft, lines)
        closing = _closing_place(lines, at)
        read_body(draft, lines[:closing], at)
        if closing < len(lines):
            _read_closing(draft, lines[closing:])
        if draft.signature is None:
            read_ending(draft, whole=False)
        if draft.dtg is None:
            draft.defects.append(Defect("no-dtg", 0, 0, "there is no date-time group that can be read"))
        return draft


def _read_heading(draft: Draft, lines: list[Line]) -> int:
    """Read the fields above the words; the place of the first line of the words comes back."""
    at = 0
    seen = False
    while at < min(len(lines), _HEADING_LINES):
        line = lines[at]
        stripped = line.text.strip()
        label = _LABEL.match(line.text)
        if label is not None:
            if seen and _FIELDS[label["label"].upper()] in _CLOSING:
                break
            seen = True
            field, at = _take_field(draft, lines, at, label)
            _read_field(draft, field)
            continue
        if not stripped:
            draft.marks.append((line.start, line.next, "blank"))
        elif _is_banner(draft, line, stripped):
            draft.marks.append((line.start, line.next, "banner"))
        elif seen:
            break
        else:
            draft.marks.append((line.start, line.next, "unread"))
        at += 1
    return at


def _is_banner(draft: Draft, line: Line, stripped: str) -> bool:
    """Whether a line is a level with its caveats, or a caption alone; what it says is kept."""
    captions = captions_in(stripped)
    if not captions and not _BANNER.fullmatch(stripped):
        return False
    level = read_class_line(line.text)
    if level is not None and level.number is None:
        take_class_line(draft, level, line)
    _keep_captions(draft, captions, line.start, line.end)
    return True


def _keep_captions(draft: Draft, captions: list[str], start: int, end: int) -> None:
    for caption in captions:
        if caption not in draft.captions:
            draft.captions.append(caption)
            draft.note("captions", start, end)


def _take_field(draft: Draft, lines: list[Line], at: int, label: re.Match[str]) -> tuple[_Field, int]:
    """A field with the lines that go on with it: those under it up to a blank line, a label or a paragraph."""
    line = lines[at]
    name = label["label"].upper()
    place = line.start + label.end()
    values = [Line(place, line.end, line.next, line.text[label.end() :])]
    draft.marks.append((line.start, line.next, _FIELDS[name]))
    at += 1
    while at < len(lines):
        line = lines[at]
        stripped = line.text.strip()
        if not stripped or _LABEL.match(line.text) or _BANNER.fullmatch(stripped) or _opens_words(line):
            break
        values.append(line)
        draft.marks.append((line.start, line.next, _FIELDS[name]))
        at += 1
    return _Field(name, values), at


def _opens_words(line: Line) -> bool:
    if not line.text.lstrip()[:1].isdigit():
        return False
    mark = read_mark(line)
    return mark is not None and (mark.portion is not None or mark.number == 1)


def _read_field(draft: Draft, field: _Field) -> None:
    if field.is_empty:
        return
    _READERS[_FIELDS[field.name]](draft, field)


def _read_number(draft: Draft, field: _Field) -> None:
    number = parse_mrn(field.words)
    if number is None:
        draft.defects.append(Defect("garbled-heading", field.start, field.end, f"no number: {field.words[:60]}"))
        return
    draft.number = number.number
    draft.post_name = " ".join(re.findall(r"[A-Za-z]+", field.words)).upper()
    draft.note("mrn", field.start, field.end)


def _read_date(draft: Draft, field: _Field) -> None:
    """`Jan 05, 2017 / 051545Z JAN 17`: what stands behind the stroke is the date-time group."""
    line = field.lines[0]
    cut = line.text.rfind("/") + 1
    marks = len(draft.marks)
    read_dtg(draft, Line(line.start + cut, line.end, line.next, line.text[cut:]))
    del draft.marks[marks:]  # the line has its label already


def _read_sender(draft: Draft, field: _Field) -> None:
    read_originator(draft, field.lines[0].text, field.start)
    sender = draft.originator
    if sender is not None and sender.post is None:
        draft.originator = msgspec.structs.replace(sender, post=_post_behind(sender.address))


def _read_entries(entries: list[Addressee], draft: Draft, field: _Field) -> None:
    for line in field.lines:
        place = 0
        for piece in line.text.split(";"):
            if piece.strip():
                read_addressee(draft, entries, piece, line.start + place)
                if entries and entries[-1].post is None:
                    entries[-1] = msgspec.structs.replace(entries[-1], post=_post_behind(entries[-1].address))
            place += len(piece) + 1


def _post_behind(address: str) -> str | None:
    """The post of `KABUL, AMEMBASSY`."""
    found = _PLACE_FIRST.fullmatch(address.upper())
    return post_code_of_address(f"{found['kind']} {found['place']}") if found is not None else None


def _read_order_field(draft: Draft, field: _Field) -> None:
    begin = draft.text.rfind("\n", 0, field.start) + 1
    read_order(draft, draft.text[begin : field.end], begin)


def _read_tags_field(draft: Draft, field: _Field) -> None:
    for line in field.lines:
        read_tags(draft, line.text, line.start)


def _read_captions_field(draft: Draft, field: _Field) -> None:
    _keep_captions(draft, captions_in(field.words) or [part.strip().upper() for part in field.words.split(",")],
                   field.start, field.end)  # fmt: skip


def _read_passing(draft: Draft, field: _Field) -> None:
    draft.passing += [" ".join(line.text.split()) for line in field.lines if line.text.strip()]
    draft.note("passing", field.start, field.end)


def _read_references(draft: Draft, field: _Field) -> None:
    draft.references.append(ReferenceBlock(field.start, field.end))
    draft.note("reftels", field.start, field.end)


def _read_subject(draft: Draft, field: _Field) -> None:
    if not draft.subject_lines:
        draft.subject_lines = [BodyLine(line.start, line.end, line.next, "text") for line in field.lines]
        draft.note("subject", field.start, field.end)


def _read_classifier(draft: Draft, field: _Field) -> None:
    begin = draft.text.rfind("\n", 0, field.start) + 1
    words = " ".join(draft.text[begin : field.end].split())[:2000]
    read_classified_by(draft, words, begin, field.end)


def _read_exempt(draft: Draft, field: _Field) -> None:
    draft.exempt += [" ".join(line.text.split()) for line in field.lines if line.text.strip()]


_READERS: dict[str, Callable[[Draft, _Field], None]] = {
    "classification": _read_number,
    "dtg": _read_date,
    "from": _read_sender,
    "to": lambda draft, field: _read_entries(draft.to, draft, field),
    "info": lambda draft, field: _read_entries(draft.info, draft, field),
    "executive-order": _read_order_field,
    "tags": _read_tags_field,
    "caption": _read_captions_field,
    "passing": _read_passing,
    "reference": _read_references,
    "subject": _read_subject,
    "classified-by": _read_classifier,
    "exempt": _read_exempt,
}


def _closing_place(lines: list[Line], at: int) -> int:
    """Where the fields under the words begin: the first such label after which no paragraph follows."""
    last_mark = at
    for place in range(at, len(lines)):
        if _opens_words(lines[place]):
            last_mark = place
    for place in range(last_mark, len(lines)):
        label = _LABEL.match(lines[place].text)
        if label is not None and _FIELDS[label["label"].upper()] in _CLOSING:
            return place
    return len(lines)


def _read_closing(draft: Draft, lines: list[Line]) -> None:
    """Read the fields under the words: who signed, drafted, cleared and released, and further addressees."""
    scratch = Draft(text=draft.text, dialect=draft.dialect)
    drafting: dict[str, list[str]] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        label = _LABEL.match(line.text)
        if label is None:
            kind = "blank" if not line.text.strip() else "banner" if _BANNER.fullmatch(line.text.strip()) else "note"
            scratch.marks.append((line.start, line.next, kind))
            at += 1
            continue
        field, at = _take_field(scratch, lines, at, label)
        if field.is_empty:
            continue
        if field.name == "SIGNATURE":
            draft.signature = field.words
            draft.note("signature", field.start, field.end)
        elif _FIELDS[field.name] == "drafting":
            drafting.setdefault(field.name, []).extend(" ".join(each.text.split()) for each in field.lines)
            draft.note("drafting", field.start, field.end)
        elif _FIELDS[field.name] == "note":
            draft.notes.append(f"{label['label']}: {field.words}")
        else:
            _read_field(draft, field)
    draft.body += [BodyLine(start, end, end, label) for start, end, label in scratch.marks]
    if drafting:
        draft.drafting = Drafting(
            drafted_by=" ".join(drafting.get("DRAFTED BY", ())) or None,
            approved_by=" ".join(drafting.get("APPROVED BY", ())) or None,
            cleared_by=tuple(drafting.get("CLEARED BY", ())),
        )


DIALECT = Smart()
