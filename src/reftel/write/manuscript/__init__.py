"""A telegram as its drafter types it: a head of names and values, then paragraphs in Markdown.

    ---
    number: 07 ASTANA 605
    dtg: 070518Z MAR 07
    from: AMEMBASSY ASTANA
    to: [SECSTATE WASHDC, {address: AMEMBASSY LONDON, precedence: IMMEDIATE}]
    classification: CONFIDENTIAL
    order: 12958
    declassify: "DECL: 03/06/2017"
    tags: [PREL, KZ]
    subject: A VISIT
    signature: HALE
    ---
    (C) Paragraphs number themselves where none has a number.

    ## What he said

    (U) A list, a table between fences and a break kept by a backslash stay as they are.

`compose` makes a telegram of it, and the layout `markdown` writes any telegram so: each reads what the other wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.write.layout import Loss, Style
from reftel.write.manuscript.paragraphs import printed_paragraphs
from reftel.write.manuscript.printed import head_of
from reftel.write.manuscript.typed import telegram_of

if TYPE_CHECKING:
    from reftel.model.telegram import Telegram

__all__ = ["LAYOUT", "TEMPLATE", "compose"]

#: What `reftel compose --new` prints: every name that a drafter usually needs, with values to type over.
TEMPLATE = """---
number: 07 ASTANA 605          # year, post, number
dtg: 070518Z MAR 07
precedence: PRIORITY           # or {action: IMMEDIATE, info: ROUTINE}
from: AMEMBASSY ASTANA
to: [SECSTATE WASHDC]
info: []
classification: CONFIDENTIAL
order: 12958
declassify: "DECL: 03/06/2017"
classified_by: Ambassador Jane Hale
reasons: [1.4(b), 1.4(d)]
captions: [SIPDIS]
tags: [PREL, PGOV, KZ]
subject: A VISIT
refs: [ASTANA 515, 06 ASTANA 121 (NOTAL)]
signature: HALE
---

(C) Summary: What the reader must know. End Summary.

## Background

(C) A paragraph for each thought, each with its portion mark.

(U) Comment: What you make of it. End Comment.
"""


def compose(text: str) -> Telegram:
    r"""The telegram that a manuscript says: no transmission, no places; lint and the layouts take it from here.

    >>> made = compose("---\nnumber: 07 ASTANA 605\nclassification: UNCLASSIFIED\nsubject: A VISIT\n---\nHe came.\n")
    >>> made.mrn, made.subject, made.paragraphs[0].number, made.paragraphs[0].text
    ('07ASTANA605', 'A VISIT', 1, 'He came.')

    Raises:
        WrongRequest: The head cannot be meant; the message names the line or the name, the hint what to write.
    """
    return telegram_of(*_parted(text))


def _parted(text: str) -> tuple[str, str]:
    """Head and body. Without a head all of it is body."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != "---":
        return "", "\n".join(lines)
    for place, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return "\n".join(lines[1:place]), "\n".join(lines[place + 1 :])
    return "\n".join(lines[1:]), ""


class Manuscript:
    """The layout of drafters: it has a place for every field, and none for what belongs to one copy."""

    name = "markdown"
    style = Style()

    def text(self, telegram: Telegram, style: Style) -> str:  # noqa: ARG002  it leaves no choice
        """The telegram as its drafter would type it."""
        return f"---\n{head_of(telegram)}---\n\n{printed_paragraphs(telegram.paragraphs)}"

    def read(self, text: str) -> list[Telegram]:
        """The telegram of such a text."""
        return [compose(text)]

    def lost(self, telegram: Telegram) -> list[Loss]:  # noqa: ARG002
        """Nothing that is known beforehand."""
        return []


LAYOUT = Manuscript()
