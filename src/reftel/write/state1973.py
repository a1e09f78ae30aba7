"""The layout of 1973-79 as the archives print it: pages with banners, office lines, capitals, sections ended by NNN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.intake import read_text
from reftel.write import body, heading
from reftel.write.layout import Loss, Style
from reftel.write.losses import lost_everywhere, lost_letters, lost_transmission
from reftel.write.state2000 import SECTION_SIZE, in_sections, note_lines, size_of, text_blocks

if TYPE_CHECKING:
    from datetime import datetime

    from reftel.model.telegram import Distribution, Drafting, Telegram

_RULE_OF_1974 = "                       ---------------------     000000"
_RULE_OF_1977 = "                  ------------------{received} 000000 /00"
_RULE_OF_1979 = "                  ------------------000000  {received} /00"
#: The last year of the layout, and the fields that a reader of later layouts does not find in it.
LAST_YEAR = 1979
_TAKEN = ("signature", "paragraphs", "distribution", "drafting", "notes", "reftels", "subject", "tags", "passing",
          "classification.classified_by", "classification.reasons", "classification.derived_from")  # fmt: skip
_POSSIBLE_DUPLICATE = "POSS DUPE"


class State1973:
    """Each section complete: banner, page mark, offices, rule, heading, words, banner, NNN."""

    name = "state1973"
    style = Style(
        width=65,
        blank_above_class=True,
        tags_between=", ",
        subject_label="SUBJ: ",
        reference_label="REF: ",
        enumerator="({}) ",
        classified_by="CLASSIFIED BY: {name} FOR REASONS {reasons}",
    )

    def text(self, telegram: Telegram, style: Style) -> str:
        """The telegram in this layout, in capitals; numbers of the circuit that nobody knows are zeros."""
        pages = _Pages(telegram, style)
        head, words = text_blocks(telegram, style)
        parts = in_sections(words, SECTION_SIZE, size_of(body.joined(head)) + 900)
        lines: list[str] = []
        for number, part in enumerate(parts, start=1):
            section = (number, len(parts)) if len(parts) > 1 else None
            inside = body.joined([*(head if number == 1 else []), *part])
            if number == len(parts):
                inside += _ending(telegram)
            lines += pages.section(inside, section, padded=_year(telegram) >= 1979)
        return "\n".join(lines).upper() + ("\n" if style.final_newline else "")

    def read(self, text: str) -> list[Telegram]:
        """The telegrams of a text in this layout."""
        return read_text(text)

    def lost(self, telegram: Telegram) -> list[Loss]:
        """Everywhere's, the relay heading, routing indicators and small letters."""
        lost = [*lost_everywhere(telegram), *lost_transmission(telegram, signals=True)]
        for field, entries in (("to", telegram.to), ("info", telegram.info)):
            if any(entry.routing for entry in entries):
                lost.append(Loss(field, "the layout has no routing indicators"))
        if _year(telegram) > LAST_YEAR:
            lost += [
                Loss(field, "the layout ended in 1979: a reader takes the text for a later layout") for field in _TAKEN
            ]
        return lost + list(lost_letters(telegram))


class _Pages:
    """What stands around the words of every page and section."""

    def __init__(self, telegram: Telegram, style: Style) -> None:
        self.telegram = telegram
        self.style = style
        self.name = style.post_name or heading.post_name(telegram) or ""
        self.banner = telegram.classification.level or "UNCLASSIFIED"
        self.late = _year(telegram) >= 1978
        self.numbered = bool(self.name and telegram.number)
        self.duplicate = _POSSIBLE_DUPLICATE in telegram.notes

    def section(self, words: list[str], section: tuple[int, int] | None, *, padded: bool) -> list[str]:
        """One section with its pages; `words` are the lines below its classification line."""
        mark = ["", self._mark(1, section), ""] if self.numbered else [""]
        top = [self.banner, *mark, *self._department_lines(), *self._address_lines()]
        first = heading.class_line(self.telegram, self.name, 4, section)
        if first is not None and section is not None and padded:
            first = heading.class_line(self.telegram, self.name, 6, section)
        lines = [*top, "", *([first, ""] if first else []), *words]
        return [*self._paged(lines, section), "", "", self.banner, "", "", "", "", "NNN"]

    def _mark(self, page: int, section: tuple[int, int] | None) -> str:
        gap = " " * 8 if self.late else "  "
        number = self.telegram.number or 0
        words = f"PAGE {page:02d}{gap}{self.name[:6].rstrip()} {number:05d}"
        words += f"  {section[0]:02d} OF {section[1]:02d}" if section is not None else ""
        received = self.style.received or (self.telegram.dtg and f"{self.telegram.dtg:%d%H%M}Z")
        words += f"  {received}" if received else ""
        return words + (f"   {_POSSIBLE_DUPLICATE}" if self.duplicate else "")

    def _department_lines(self) -> list[str]:
        year = _year(self.telegram)
        lines = [self.style.circuit or "00"] if year <= 1977 else []
        if self.telegram.distribution is not None:
            lines += office_lines(self.telegram.distribution, self.style.offices_a_line, spaced=year <= 1977)
        if self.telegram.drafting is not None:
            lines += drafting_lines(self.telegram.drafting)
        return [*lines, self.style.rule or _rule(year, self.telegram.dtg)]

    def _address_lines(self) -> list[str]:
        dtg = heading.dtg_line(self.telegram)
        return ([dtg] if dtg else []) + heading.address_lines(self.telegram, routing=False)

    def _paged(self, lines: list[str], section: tuple[int, int] | None) -> list[str]:
        """Page marks between the lines, which heed neither sentence nor word."""
        height = self.style.page_lines or (42 if self.late else 47)
        if not self.numbered:
            return lines
        start = _page_end(lines, 0, height - 3)
        paged = lines[:start]
        page = 2
        while len(lines) - start >= 4:
            end = _page_end(lines, start, height - 6)
            paged += ["", self.banner, "", self.banner, "", self._mark(page, section), ""]
            paged += lines[start:end]
            start = end
            page += 1
        return paged + lines[start:]


def _page_end(lines: list[str], start: int, height: int) -> int:
    """Where the page that begins at `start` ends: not between a title and its rule, nor right after them."""
    end = min(start + height, len(lines))
    for place in range(end, max(end - 4, start + 1), -1):
        near = lines[max(place - 2, 0) : place + 2]
        if not any(line and not line.strip("-") for line in near):
            return place
    return end


def _rule(year: int, dtg: datetime | None) -> str:
    received = f"{dtg:%d%H%M}Z" if dtg else "000000Z"
    form = _RULE_OF_1974 if year <= 1976 else _RULE_OF_1977 if year == 1977 else _RULE_OF_1979
    return form.format(received=received)


def office_lines(lines: Distribution, count: int, *, spaced: bool) -> list[str]:
    """ACTION or ORIGIN, INFO, and the total of the copies."""
    label = "ORIGIN" if lines.origin else "ACTION"
    action = "  ".join(f"{o.office}-{o.copies or 0:02d}" for o in lines.action)
    printed = [f"{label} {action}"] if lines.action else []
    total = f"/{lines.total:03d} {'R' if lines.origin else 'W'}" if lines.total is not None else None
    offices = [f"{o.office}-{o.copies or 0:02d}" for o in lines.info]
    rows = ["  ".join(offices[start : start + count]) for start in range(0, len(offices), count)]
    if rows:
        if spaced and printed:
            printed.append("")
        for place, row in enumerate(rows):
            if place and spaced:
                printed.append("")
            printed.append(f"INFO  {row}" if place == 0 else f"      {row}")
    if total is not None and printed:
        printed[-1] += f"  {total}"
    return printed


def drafting_lines(lines: Drafting) -> list[str]:
    """Drafter, approver and clearances, as outgoing telegrams have them."""
    printed = [f"DRAFTED BY {lines.drafted_by}"] if lines.drafted_by else []
    printed += [f"APPROVED BY {lines.approved_by}"] if lines.approved_by else []
    return printed + list(lines.cleared_by if printed else [f"CLEARED BY {c}" for c in lines.cleared_by])


def _ending(telegram: Telegram) -> list[str]:
    lines = body.signature_lines(telegram)
    for note in telegram.notes:
        lines += ["", *note_lines(note)] if note != _POSSIBLE_DUPLICATE else []
    return lines


def _year(telegram: Telegram) -> int:
    return telegram.dtg.year if telegram.dtg is not None else telegram.year or 1974


LAYOUT = State1973()
