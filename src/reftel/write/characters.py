"""The characters that a teletype has, and what stands for the others."""

from __future__ import annotations

import unicodedata

#: What typists of the 2000s wrote for the characters that their screens had and the circuits had not.
_INSTEAD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "–": "--", "—": "--",
     "‑": "-", "…": "...", "•": "-", "·": "-", "¶": "", "€": "EUR", "£": "GBP", "¥": "JPY", "§": "SEC. ", "°": " DEG",
     "½": "1/2", "¼": "1/4", "¾": "3/4", "×": "x", "ß": "ss", "ø": "o", "Ø": "O",
     "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "æ": "ae",
     "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i", "\u00a0": " ", "\t": " "}
)  # fmt: skip


def permitted(text: str) -> str:
    """The text in the characters 32 to 126 and line ends; letters lose their accents, what has no stand-in becomes `?`.

    >>> permitted("“São Tomé” – 5 €")
    '"Sao Tome" -- 5 EUR'
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_INSTEAD))
    return "".join(
        sign if sign == "\n" or " " <= sign <= "~" else "" if unicodedata.combining(sign) else "?" for sign in plain
    )
