"""The layout of the relay copies of 2006-2010, as archives keep them: one heading, then all sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.intake import read_text
from reftel.write import body, heading
from reftel.write.layout import Loss, Style
from reftel.write.losses import lost_everywhere, lost_offices

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

#: Of a section as sent, with its line ends (524 measured: mode 4,250 to 4,499, four above 5,000).
SECTION_SIZE = 4500
_HEADING_SIZE = 700
_LAST_OLD_YEAR = 1979


class State2000:
    """`VZCZC...` down to the signature; sections after the first begin with a page header."""

    name = "state2000"
    style = Style()

    def text(self, telegram: Telegram, style: Style) -> str:
        """The telegram in this layout; lines of the relay heading are printed where it is known."""
        above = self.above(telegram)
        head, words = text_blocks(telegram, style)
        # an old heading without its relay lines is read as 1973-79, which knows no page headers of the 2000s
        paged = telegram.transmission is not None or telegram.dtg is None or telegram.dtg.year > _LAST_OLD_YEAR
        parts = in_sections(words, SECTION_SIZE, size_of([*above, *body.joined(head)])) if paged else [words]
        section = (1, len(parts)) if len(parts) > 1 else None
        name = style.post_name or heading.post_name(telegram)
        first = heading.class_line(telegram, name, 6, section)
        lines = [*above, *([""] if style.blank_above_class and above else [])]
        lines += body.joined([*([[first]] if first else []), *head, *parts[0]])
        for number, part in enumerate(parts[1:], start=2):
            lines += [
                "",
                f"{(name or '')[:10].rstrip()} {telegram.number or 0:08d}  {number:03d} OF {len(parts):03d}",
                "",
            ]
            lines += body.joined(part)
        lines += body.signature_lines(telegram)
        for note in telegram.notes:
            lines += ["", *note_lines(note)]
        return "\n".join(lines) + ("\n" if style.final_newline else "")

    def above(self, telegram: Telegram) -> list[str]:
        """Format lines 1 to 9."""
        sent = telegram.transmission
        lines = heading.transmission_lines(sent, telegram) if sent is not None else []
        lines += [line for line in (heading.dtg_line(telegram),) if line]
        return lines + heading.address_lines(telegram, routing=True)

    def read(self, text: str) -> list[Telegram]:
        """The telegrams of a text in this layout."""
        return read_text(text)

    def lost(self, telegram: Telegram) -> list[Loss]:
        """Everywhere's, and the department's own lines."""
        return [*lost_everywhere(telegram), *lost_offices(telegram)]


def text_blocks(telegram: Telegram, style: Style) -> tuple[list[list[str]], list[list[str]]]:
    """The blocks below the classification line: those of the heading, and those of the words."""
    head = heading.caption_blocks(telegram)
    head.append(heading.label_lines(telegram, style))
    head.append(heading.reference_lines(telegram, style))
    head.append(heading.classified_by_lines(telegram.classification, style))
    return [block for block in head if block], body.paragraph_blocks(telegram, style)


def note_lines(note: str) -> list[str]:
    """A note of the communications centre."""
    return [note]


def in_sections(blocks: list[list[str]], size: int, above: int) -> list[list[list[str]]]:
    """Blocks cut into sections of at most `size` characters, line ends included; `above` is taken up by the heading.

    A section ends between two paragraphs where it can; a paragraph that is longer than a section is cut between lines.
    A title goes with the paragraph below it.
    """
    sections: list[list[list[str]]] = [[]]
    used = above
    for place, block in enumerate(blocks):
        length = size_of(block) + 1
        title = len(block) > 1 and block[-1].strip("-") == "" and place + 1 < len(blocks)
        needed = length + size_of(blocks[place + 1][:3]) if title else length
        if sections[-1] and used + needed > size:
            sections.append([])
            used = _HEADING_SIZE
        rest = block
        while used + size_of(rest) > size and len(rest) > 1:
            count = max(1, lines_within(rest, size - used))
            if count >= len(rest):
                break
            sections[-1].append(rest[:count])
            sections.append([])
            rest, used = rest[count:], _HEADING_SIZE
        sections[-1].append(rest)
        used += size_of(rest) + 1
    return sections


def size_of(lines: list[str]) -> int:
    """Characters of lines with their ends."""
    return sum(map(len, lines)) + len(lines)


def lines_within(lines: list[str], room: int) -> int:
    """How many of the lines fit."""
    for count, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return count
    return len(lines)


LAYOUT = State2000()
