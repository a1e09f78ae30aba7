"""Withdrawal cards: what an archive puts in the place of a telegram that it does not release."""

from __future__ import annotations

import re

_CARD = re.compile(
    r"^[ \t*=-]*(?:(?:DOCUMENT |RECORD )?WITHDRAWAL (?:CARD|NOTICE|SHEET)"
    r"|(?:DOCUMENT|TELEGRAM|MESSAGE|TEXT|RECORD|ITEM|CABLE) (?:HAS BEEN |IS )?WITHDRAWN)\b",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_PARAGRAPH = re.compile(r"^\s*1\. ?\S", re.MULTILINE)
_LONGEST = 8000  # characters, the archive's own description among them


def is_withdrawal_card(text: str) -> bool:
    r"""Whether a text is a withdrawal card: it says so at the beginning of a line, and has no numbered paragraphs.

    >>> is_withdrawal_card("WITHDRAWAL CARD\nDocument Number: 1975LIMA01234\n")
    True
    >>> is_withdrawal_card("1. TEXT OF NOTE FOLLOWS.\nTEXT WITHDRAWN BY MINISTRY\n")
    False
    """
    if len(text) > _LONGEST or ("ithdraw" not in text and "ITHDRAW" not in text):
        return False
    return _CARD.search(text) is not None and _FIRST_PARAGRAPH.search(text) is None
