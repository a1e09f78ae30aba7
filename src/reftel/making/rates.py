"""The kinds of damage and how often each was seen: the table that the maker damages by.

Every rate is a count of `damage_counts`: 1,295 web pages of 1966-2010 (W), 24 text files converted from PDF (T), 362
telegrams of 1974, 1978 and 1979 (N) with 86,500 words of five letters or more.
"""

from __future__ import annotations

from typing import NamedTuple

from reftel.errors import WrongRequest

#: Letters of the words of five letters or more that the slips of 1973-79 were counted in.
_LETTERS = 86_500 * 7.8


class Kind(NamedTuple):
    """One kind of damage: its rate in real telegrams, of what, in which years, and what it does."""

    rate: float
    of: str
    when: str
    does: str


#: Every kind that can be set by `--rate`. Sites in the truth have these names.
KINDS: dict[str, Kind] = {
    "bit-error": Kind(236 * 0.31 / _LETTERS, "letters", "1973-79", "a letter whose code differs in one of five bits"),
    "wrong-key": Kind(236 * 0.27 / _LETTERS, "letters", "1973-79", "the letter on the key beside"),
    "wrong-letter": Kind(236 * 0.42 / _LETTERS, "letters", "1973-79", "any other letter"),
    "dropped-letter": Kind(205 / _LETTERS, "letters", "1973-79", "a letter is not there"),
    "doubled-letter": Kind(227 * 0.4 / _LETTERS, "letters", "1973-79", "a letter is there twice"),
    "added-letter": Kind(227 * 0.6 / _LETTERS, "letters", "1973-79", "a letter too many"),
    "swapped-letters": Kind(82 / _LETTERS, "letters", "1973-79", "two letters changed places"),
    "joined-words": Kind(126 / _LETTERS, "letters", "1973-79", "the blank between two words is lost"),
    "lost-shift": Kind(14 / 362, "telegrams", "1973-79", "E.OM for E.O., (AL for (A): figures and letters mixed up"),
    "label": Kind(5 / 362, "telegrams", "1973-79", "USBJ, TAOS: a label of the heading with a wrong letter"),
    "class-word": Kind(17 / 1295, "telegrams", "all", "the first letter of the level twice, lost, or its blanks lost"),
    "hyphen": Kind(679 / 40_324, "line ends", "1973-79", "a word divided by a hyphen at the end of a line"),
    "short-line": Kind(0.11, "line ends", "1973-79", "a line that ends in mid-sentence long before its width"),
    "page-mark": Kind(0.76, "page ends", "all", "a page ends inside a sentence (2000s: 0.56 of this)"),
    "cut-off": Kind(21 / 1657, "telegrams", "all", "the text breaks off: EEEEEEEE, or three points"),
    "lost-text": Kind(1 / 362, "telegrams", "1973-79", "words lost behind a P and 31 asterisks"),
    "shifted": Kind(
        235 / 1295, "telegrams", "1980-2010", "quotation marks as & and 8, apostrophes as commas, dashes as )"
    ),
    "false-entity": Kind(6 / 1295, "telegrams", "1980-2010", "&pound and the like read as a character"),
    "question-mark": Kind(4 / 1295, "telegrams", "1980-2010", "an apostrophe as question mark"),
    "lost-letters": Kind(9 / 1295, "telegrams", "1980-2010", "a Q where letters or words were lost"),
    "stripped-letter": Kind(3 / 1295, "telegrams", "1980-2010", "letters with accents without their eighth bit"),
    "sipdis": Kind(265 / 277, "telegrams", "2005-08", "a second SIPDIS under the first"),
    "sipdis-inside": Kind(38 / 43, "lines", "2005-08", "a SIPDIS under lines that begin with SECRET"),
    "copied-page": Kind(153 / 1295, "telegrams", "1980-2010", "the mark of page 001 in the heading"),
    "inline-page-mark": Kind(27 / 694, "page marks", "1980-2010", "a page mark inside a line"),
    "cut-rule": Kind(1.0, "rules over 45", "1980-2010", "a blank after 45 hyphens"),
    "cut-classifier": Kind(48 / 218, "long lines", "1980-2010", "the classified-by line cut in a word at column 71"),
    "glued-sentence": Kind(7 / 1295, "telegrams", "1980-2010", "the blank after a point is lost"),
    "date-stamp": Kind(119 / 1295, "telegrams", "1980-2010", "a newspaper's date above the text"),
    "debris": Kind(14 / 1295, "telegrams", "1980-2010", "what SQL and HTML left: <br>, </td>"),
    "enumerator": Kind(33 / 725, "REF blocks", "1980-2010", "A. A. MALABO 12: the letter twice"),
    "blank-line": Kind(65 / 1295, "telegrams", "1980-2010", "two blank lines inside sentences"),
    "paragraph-sign": Kind(22 / 1320, "telegrams", "1980-2010", "U+FFFD for the sign ¶"),
    "paragraph-digit": Kind(1 / 1320, "telegrams", "1980-2010", "the sign ¶ read as the digit 1"),
    "publisher-sign": Kind(1.0, "lines", "web pages", "¶ before every capital or number with a point at a line start"),
    "markdown": Kind(1 / 1320, "telegrams", "1980-2010", "signs of Markdown: [PREL](#), escapes, stars"),
}

LEVELS = ("none", "realistic", "heavy")
_HEAVY = 6.0


def rates_of(level: str, changed: dict[str, float] | None = None) -> dict[str, float]:
    """The rate of every kind at a level, with those of `changed` in their place.

    >>> rates_of("none")["hyphen"], rates_of("none", {"hyphen": 0.5})["hyphen"]
    (0.0, 0.5)

    Raises:
        WrongRequest: There is no such kind or level, or a rate is no share.
    """
    if level not in LEVELS:
        raise WrongRequest(f"there is no damage {level!r}", f"Damage: {', '.join(LEVELS)}.")
    times = {"none": 0.0, "realistic": 1.0, "heavy": _HEAVY}[level]
    rates = {name: min(kind.rate * times, 1.0) for name, kind in KINDS.items()}
    for name, rate in (changed or {}).items():
        if name not in KINDS:
            raise WrongRequest(f"there is no kind of damage {name!r}", f"Kinds: {', '.join(KINDS)}.")
        if not 0 <= rate <= 1:
            raise WrongRequest(f"a rate is a share between 0 and 1, not {rate:g} ({name})", "Say --rate hyphen=0.05.")
        rates[name] = rate
    return rates
