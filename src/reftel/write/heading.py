"""The lines above the text: what all layouts print, line by line."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from reftel.facts import posts
from reftel.model.number import compact_post
from reftel.write.fields import references_of_heading
from reftel.write.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reftel.model.telegram import Addressee, Classification, Reftel, TagsTerm, Telegram, Transmission
    from reftel.write.layout import Style

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LETTERS = {"FLASH OVERRIDE": "Y", "FLASH": "Z", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R"}
_PRINTED_LEVELS = {
    "UNCLASSIFIED": "UNCLAS",
    "CONFIDENTIAL": "C O N F I D E N T I A L",
    "SECRET": "S E C R E T",
    "TOP SECRET": "T O P S E C R E T",
}
_CORRECTED = re.compile(r"^C O R R E C T E D C O P Y\b")
_BARE_NOTE = re.compile(r"(?:AND )?(?:PREVIOUS|EARLIER|SUBSEQUENT|OTHERS)|(?:TOSEC|SECTO) \d+")
#: What circuits and pages hold; these fields are not wrapped as narrowly as the words.
_LONGEST_LINE = 69


def printed_dtg(moment: datetime) -> str:
    """A date-time group: `070518Z MAR 07`."""
    return f"{clock(moment)}Z {MONTHS[moment.month - 1]} {moment.year % 100:02d}"


def clock(moment: datetime) -> str:
    """Day, hour and minute in six figures: `070518`."""
    return f"{moment.day:02d}{moment.hour:02d}{moment.minute:02d}"


def printed_level(level: str) -> str:
    """A level as classification lines print it, the letters of the classified ones apart.

    >>> printed_level("SECRET"), printed_level("UNCLASSIFIED")
    ('S E C R E T', 'UNCLAS')
    """
    return _PRINTED_LEVELS.get(level, level)


def post_name(telegram: Telegram) -> str | None:
    """The post's name with its blanks: as in the originator's address, else as in the table, else without blanks."""
    if telegram.post is None:
        return None
    if telegram.originator is not None:
        words = telegram.originator.address.split()
        for start in range(len(words)):
            name = " ".join(words[start:])
            if compact_post(name) == telegram.post and re.fullmatch(r"[A-Z][A-Z .'-]*", name):
                return name.replace(".", "")
    known = posts().named(telegram.post, telegram.year)
    return known.name if known is not None and compact_post(known.name) == telegram.post else telegram.post


def transmission_lines(sent: Transmission, telegram: Telegram, section: int | None = None) -> list[str]:
    """Format lines 1 to 4: as many as there is something to print in."""
    lines = [sent.id] if sent.id else []
    if sent.routing and (letter := LETTERS.get(telegram.precedence.action or "")):
        lines += _routing_lines(letter * 2, sent.routing)
        if sent.routing == ("RUEHWEB",):
            lines.append("")  # 310 of 310 copies of this feed have it
    if sent.station and (filed := sent.filed or telegram.dtg) is not None:
        serial = sent.serial if sent.serial is not None else (telegram.number or 0) % 10000
        part = section if section is not None else sent.section
        number = f"#{serial:04d}/{part:02d}" if part is not None else f"#{serial:04d}"
        lines.append(f"DE {sent.station} {number} {filed:%j%H%M}")
    if sent.security:
        warning = "ZNR" if sent.security[0] == "U" else "ZNY"
        lines.append(" ".join((warning, sent.security, *early_signals(sent.signals))))
    return lines


def _routing_lines(prosign: str, routing: tuple[str, ...]) -> list[str]:
    """Format line 2 and its continuations, which begin at the first column."""
    return wrap(" ".join((prosign, *routing)), _LONGEST_LINE)


def early_signals(signals: tuple[str, ...]) -> tuple[str, ...]:
    """The operating signals of format line 4: ZZH and what stands in brackets after it; the others are line 5's."""
    count = 0
    while count < len(signals) and (signals[count] == "ZZH" or (count and signals[count].startswith("("))):
        count += 1
    return signals[:count]


def dtg_line(telegram: Telegram) -> str | None:
    """Format line 5: precedences, date-time group, operating signals."""
    if telegram.dtg is None:
        return None
    action = LETTERS.get(telegram.precedence.action or "")
    info = LETTERS.get(telegram.precedence.info or "")
    words = [action] if action else []
    if action and info and info != action:
        words.append(info)
    words.append(printed_dtg(telegram.dtg))
    if telegram.transmission is not None:
        signals = telegram.transmission.signals
        words += signals[len(early_signals(signals)) if telegram.transmission.security else 0 :]
    return " ".join(words)


def address_lines(telegram: Telegram, *, routing: bool) -> list[str]:
    """Format lines 6 to 9: one entry a line; addressees without a routing indicator are a legal form."""
    lines = [f"FM {telegram.originator.address}"] if telegram.originator is not None else []
    for label, entries in (("TO", telegram.to), ("INFO", telegram.info)):
        for place, entry in enumerate(entries):
            printed = _printed_entry(entry, routing=routing)
            lines.append(f"{label} {printed}" if place == 0 else printed)
    return lines + [f"XMT {name}" if place == 0 else name for place, name in enumerate(telegram.exempt)]


def _printed_entry(entry: Addressee, *, routing: bool) -> str:
    words = f"{entry.routing}/{entry.address}" if routing and entry.routing else entry.address
    if entry.office:
        words += f"//{entry.office}//"
    return " ".join(part for part in (words, entry.precedence, entry.serial) if part)


def class_line(telegram: Telegram, name: str | None, digits: int, section: tuple[int, int] | None) -> str | None:
    """The classification line: level, section, post and number; `None` where there is no level to print."""
    level = telegram.classification.level
    if level is None:
        return None
    words = [printed_level(level)]
    if section is not None:
        words.append(section_words(section, padded=digits > 4))
    if telegram.number is not None and name:
        words.append(f"{name} {telegram.number:0{digits}d}")
    return " ".join(words)


def section_words(section: tuple[int, int], *, padded: bool) -> str:
    """`SECTION 01 OF 04`, or `SECTION 1 OF 4` as in the 1970s."""
    number, of = section
    return f"SECTION {number:02d} OF {of:02d}" if padded else f"SECTION {number} OF {of}"


def caption_blocks(telegram: Telegram) -> list[list[str]]:
    """Captions, passing lines and the corrected-copy line, each kind a block of lines of its own."""
    corrected = [_CORRECTED.sub("C O R R E C T E D  C O P Y ", telegram.corrected)] if telegram.corrected else []
    corrected = [" ".join(re.split(r" (?= )", line)).replace("   ", " ") for line in corrected]
    passing = [line for words in telegram.passing for line in _passing_lines(words)]
    return [block for block in (corrected, list(telegram.captions), passing) if block]


def _passing_lines(words: str) -> list[str]:
    """A passing line, broken only after a comma, where a reader goes on with it."""
    lines: list[str] = []
    for piece in re.split(r"(?<=,) ", words):
        if lines and lines[-1].endswith(",") and len(lines[-1]) + 1 + len(piece) <= _LONGEST_LINE:
            lines[-1] += " " + piece
        else:
            lines.append(piece)
    return lines if not any(re.match(r"(?:\S+ )*?(?:FOR|PASS|ATTN)\b", line) for line in lines[1:]) else [words]


def label_lines(telegram: Telegram, style: Style) -> list[str]:
    """The executive-order line, TAGS and the subject."""
    lines: list[str] = []
    marks = telegram.classification
    if marks.executive_order is not None:
        words = style.order_label.format(marks.executive_order) + (declassification(marks) or "")
        lines += wrap(words.rstrip(), _LONGEST_LINE, in_heading=True)
    if telegram.tags:
        lines += tags_lines(telegram.tags, style)
    if telegram.subject:
        lines += wrap(telegram.subject, style.width, style.subject_label, in_heading=True)
    return lines


def declassification(marks: Classification) -> str | None:
    """The words after the order: as they are, or made of the date."""
    if marks.declassify is not None or marks.declassify_on is None:
        return marks.declassify
    return f"DECL: {marks.declassify_on:%m/%d/%Y}"


def tags_lines(terms: tuple[TagsTerm, ...], style: Style) -> list[str]:
    """The TAGS line and its continuations; names stand in brackets after the code that they belong to."""
    entries: list[str] = []
    for is_person, group in groupby(terms, key=lambda term: term.kind == "person"):
        codes = [term.code for term in group]
        if not is_person:
            entries += codes
        elif entries:
            entries[-1] += f" ({'; '.join(codes)})"
        else:
            entries.append(f"({'; '.join(codes)})")
    between = style.tags_between.rstrip()
    lines = [style.tags_label + entries[0]]
    for entry in entries[1:]:
        if len(lines[-1]) + len(style.tags_between) + len(entry) <= style.width:
            lines[-1] += style.tags_between + entry
        else:
            lines[-1] += between
            lines.append(entry)
    return lines


def reference_lines(telegram: Telegram, style: Style) -> list[str]:
    """The REF lines: one item a line under its letter, or as the style has it."""
    items = references_of_heading(telegram)
    if not items:
        return []
    labelled = [list(group) for _, group in groupby(items, key=lambda reftel: reftel.label)]
    if items[0].label is None:
        between = style.between_unlabelled or ("; ",) * (len(items) - 1)
        if len(between) != len(items) - 1:
            between = ("; ",) * (len(items) - 1)
        lines = [style.reference_label + _cited(items[0])]
        for sign, item in zip(between, items[1:], strict=True):
            if len(lines[-1] + sign + _cited(item)) <= _LONGEST_LINE:
                lines[-1] += sign + _cited(item)
            else:
                lines[-1] += sign.rstrip()
                lines.append(_cited(item))
        return lines
    entries = [style.enumerator.format(group[0].label) + _cited_list(group) for group in labelled]
    if style.between_references != "\n":
        words = style.reference_label + style.between_references.join(entries)
        return [words] if len(words) <= _LONGEST_LINE + 10 else wrap(words, style.width)
    indent = " " * len(style.reference_label)
    return [(style.reference_label if place == 0 else indent) + entry for place, entry in enumerate(entries)]


def _cited_list(items: Iterable[Reftel]) -> str:
    return ", ".join(map(_cited, items))


def _cited(item: Reftel) -> str:
    if not item.note:
        return item.text
    notes = (note if _BARE_NOTE.fullmatch(note) else f"({note})" for note in item.note.split("; "))
    return " ".join((item.text, *notes))


def classified_by_lines(marks: Classification, style: Style) -> list[str]:
    """The classified-by block, and the line that says what the classification was derived from."""
    lines: list[str] = []
    if marks.classified_by and not _in_order_line(marks):
        form = style.classified_by if marks.reasons else "Classified By: {name}"
        words = form.format(name=marks.classified_by, reasons=printed_reasons(marks.reasons))
        lines += wrap(words, _LONGEST_LINE, in_heading=True)
    elif marks.reasons:
        lines += wrap(f"Reasons: {printed_reasons(marks.reasons)}", _LONGEST_LINE, in_heading=True)
    if marks.derived_from:
        lines += ([""] if lines else []) + wrap(f"Derived From: {marks.derived_from}", _LONGEST_LINE, in_heading=True)
    return lines


def _in_order_line(marks: Classification) -> bool:
    """Whether the name is part of the order's line already, as in `GDS 7/2/85 (BOEKER, PAUL H.) OR-M`."""
    return marks.classified_by is not None and f"({marks.classified_by})" in (marks.declassify or "")


def printed_reasons(reasons: tuple[str, ...]) -> str:
    """Reasons as drafters write them.

    >>> printed_reasons(("1.4(b)", "1.4(d)"))
    '1.4 (b) and (d)'
    """
    parts: list[str] = []
    for section, group in groupby(reasons, key=lambda reason: reason.split("(")[0]):
        letters = [f"({reason.split('(')[1]}" if "(" in reason else f"({reason})" for reason in group]
        last = f" and {letters[-1]}" if len(letters) > 1 else ""
        parts.append(f"{section} {', '.join(letters[:-1] or letters)}{last}" if section[0].isdigit() else letters[0])
    return " and ".join(parts)
