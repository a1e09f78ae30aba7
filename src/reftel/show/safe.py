"""Text of telegrams made harmless: what a terminal would obey instead of print is made visible.

A telegram can hold escape sequences that clear the screen or retitle the window, a carriage return that hides what
stands before it, or marks that turn the direction of writing so that a line reads other than it is. None of these may
reach a terminal or a page from the text of a telegram, the name of a file or the cell of a table.
"""

from __future__ import annotations

import re
import unicodedata

#: Format characters that only shape words: the soft hyphen and the joiners of Persian, Hindi and emoji.
_HARMLESS = frozenset("\u00ad\u200c\u200d")
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_CONTROL_PICTURES = 0x2400  # Unicode has a picture for each of the first 32 control characters
_PLAIN = re.compile(r"[\t\n\x20-\x7e]*")


class _Signs(dict[int, str | int]):
    """What each character is shown as; looked up once a character, then kept."""

    def __missing__(self, code: int) -> str | int:
        self[code] = sign = _sign(code)
        return sign


def _sign(code: int) -> str | int:
    character = chr(code)
    if unicodedata.category(character) not in _HIDDEN or character in _HARMLESS or character in "\t\n":
        return code
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


_SIGNS = _Signs()


def visible(text: str) -> str:
    r"""The text with every control and direction character shown by a sign of its own; line ends become LF.

    >>> visible("NNNN\r\n\x1b[2JEND\u202e")
    'NNNN\n␛[2JEND⟨U+202E⟩'
    """
    if _PLAIN.fullmatch(text):
        return text
    return text.replace("\r\n", "\n").translate(_SIGNS)


def visible_line(text: str) -> str:
    r"""The same on one line: for names of files, subjects and messages.

    >>> visible_line("a\nb\tc")
    'a␤b c'
    """
    return visible(text).replace("\n", "␤").replace("\t", " ")
