"""The words of a telegram: paragraphs under their headings, the signature, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.dialects.body import is_table_row
from reftel.write.wrapping import wrap

if TYPE_CHECKING:
    from reftel.model.telegram import Paragraph, Telegram
    from reftel.write.layout import Style


_ENDED = re.compile(r"[.!?:;][\"'”’)]*$")


def paragraph_blocks(telegram: Telegram, style: Style) -> list[list[str]]:
    """Each paragraph as lines, its heading in front as a block of its own with a rule under it."""
    blocks: list[list[str]] = []
    last = len(telegram.paragraphs) - 1
    for place, paragraph in enumerate(telegram.paragraphs):
        if paragraph.heading:
            title = wrap(paragraph.heading, style.width)
            blocks.append([*title, "-" * max(map(len, title))])
        blocks.append(paragraph_lines(paragraph, style, alone=place == last and telegram.signature is None))
    return blocks


def paragraph_lines(paragraph: Paragraph, style: Style, *, alone: bool = False) -> list[str]:
    """One paragraph, wrapped; the rows of tables stay as they are. `alone`: no signature follows it."""
    lines: list[str] = []
    texts = paragraph.text.split("\n")
    above = style.paragraph_sign + opening(paragraph) if paragraph.number is not None else ""
    tables = [_is_row(texts, place) for place in range(len(texts))]
    for place, text in enumerate(texts):
        first = above if place == 0 else ""
        if not text or tables[place]:
            lines.append(first + text)
        else:
            lines += wrap(
                text,
                style.width,
                first,
                keep_last=alone and place == len(texts) - 1,
                blank_counts=style.blank_counts,
            )
    return lines


def _is_row(texts: list[str], place: int) -> bool:
    return "  " in texts[place].strip() and (is_table_row(texts[place]) or "    " in texts[place])


def opening(paragraph: Paragraph) -> str:
    r"""What stands in front of a paragraph's words: its number and its portion mark, where it has them.

    >>> from reftel import read_text
    >>> [opening(paragraph) for paragraph in read_text("1. (C) One.\n\n2. Two.\n")[0].paragraphs]
    ['1. (C) ', '2. ']
    """
    number = f"{paragraph.number}. " if paragraph.number is not None else ""
    return number + (f"({paragraph.portion}) " if paragraph.portion else "")


def signature_lines(telegram: Telegram) -> list[str]:
    """The signature, under a blank line where the words above it do not end in a full stop."""
    if not telegram.signature:
        return []
    words = telegram.paragraphs[-1].text if telegram.paragraphs else "."
    return [telegram.signature] if _ENDED.search(words[-8:]) else ["", telegram.signature]


def joined(blocks: list[list[str]]) -> list[str]:
    """Blocks of lines with a blank line between every two."""
    lines: list[str] = []
    for block in blocks:
        if lines and block:
            lines.append("")
        lines += block
    return lines
