"""Texts made to keep a reader busy: one thing said over and over, at every place of a telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TOP = (
    "VZCZCXYZ0001\nRR RUEHWEB\n\nDE RUEHPE #0042 0101200\nZNY CCCCC ZZH\nR 101200Z JAN 08\nFM AMEMBASSY LIMA\n"
    "TO RUEHC/SECSTATE WASHDC 1234\n"
)
LEVEL = "\nC O N F I D E N T I A L LIMA 000042\n\nSIPDIS\n\n"
ORDER = "E.O. 12958: DECL: 01/09/2018\nTAGS: PREL PE\nSUBJECT: FISH\n"
OLD_TOP = "PAGE 01  LA PAZ 00015  022228Z\n63\nACTION ARA-20\n"
OLD_HEADING = "R 022125Z JAN 74\nFM AMEMBASSY LA PAZ\n\n"

#: Where in a telegram the hostile words stand.
PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda words: words,
    "start of message": lambda words: "VZCZC" + words,
    "routing": lambda words: "VZCZCXYZ0001\nRR " + words,
    "station": lambda words: "VZCZCXYZ0001\nDE RUEHTA #0605/" + words,
    "security": lambda words: "VZCZCXYZ0001\nZNY CCCCC " + words,
    "date-time group": lambda words: "R 101200Z JAN 08 " + words,
    "under the date-time group": lambda words: "R 101200Z JAN 08\n" + words,
    "from": lambda words: "R 101200Z JAN 08\nFM " + words,
    "to": lambda words: "R 101200Z JAN 08\nFM AMEMBASSY LIMA\nTO " + words,
    "info": lambda words: TOP + "INFO " + words + LEVEL + ORDER,
    "routed info": lambda words: TOP + "INFO RUEHBO/" + words + LEVEL + ORDER,
    "classification": lambda words: TOP + "\nSECRET " + words,
    "section": lambda words: TOP + "\nS E C R E T SECTION " + words,
    "caption": lambda words: TOP + LEVEL + words + "\n" + ORDER,
    "passing": lambda words: TOP + LEVEL + "STATE FOR " + words + "\n" + ORDER,
    "order": lambda words: TOP + LEVEL + "E.O. 12958: " + words + "\nTAGS: PREL\nSUBJECT: FISH\n\n1. A\n",
    "tags": lambda words: TOP + LEVEL + "TAGS: " + words + "\nSUBJECT: FISH\n\n1. A\n",
    "subject": lambda words: TOP + LEVEL + "SUBJECT: " + words + "\n\n1. A\n",
    "references": lambda words: TOP + LEVEL + ORDER + "REF: " + words + "\n\n1. A\n",
    "classified by": lambda words: TOP + LEVEL + ORDER + "\nClassified By: " + words + "\n\n1. A\n",
    "reasons": lambda words: TOP + LEVEL + ORDER + "\nClassified By: A for reasons 1.4 " + words + "\n\n1. A\n",
    "paragraph": lambda words: TOP + LEVEL + ORDER + "\n1. (C) " + words + "\nDOE\n",
    "ending": lambda words: TOP + LEVEL + ORDER + "\n1. (C) Text. " + words,
    "offices": lambda words: OLD_TOP + "INFO " + words,
    "rule": lambda words: OLD_TOP + "---------------------" + words,
    "drafting": lambda words: OLD_TOP + "DRAFTED BY " + words,
    "old body": lambda words: OLD_TOP + OLD_HEADING + "UNCLAS LA PAZ 15\nSUBJ: FISH\n\n1. A\n" + words,
}

#: What is repeated: signs, words and pieces of every pattern.
SEEDS = (
    " ", "\t", "\x0c", "\xa0", "A", "A ", "a", "a ", "é", "1", "1 ", "0", "00 ", "1.", "1,", "12", "A1 ", "A-0", "(",
    "((A", "()", "(A)", "(A", "[A](", "](", "[", "<", ">", "<br>", "<<1", "- ", "-", "--", "=", "~", "_", "*", "* ",
    "/", "//", "A/", "A//", ". ", ".", "..", ",", ", ", "A, ", "; ", ":", "'", "A'", '"', "”", "“", "8", "&", "¶",
    "�", "X", "XX ", "R ", "O R ", "PAGE ", "PAGE 01 ", "SECTION ", "SECTION 1 OF ", "1 OF ", "OF ", "E ", "E.",
    "E.O. ", "EM", "FOR ", "PASS ", "FROM ", "TAGS ", "TAGS:", "REF: ", "REF ", "SUBJECT: ", "SUBJ ",
    "CLASSIFIED BY ", "CLASSIFIED ", "REASONS ", "1.4 ", "1.4(b) ", "b,", "(C) ", "1. (C) ", ". 1. (C", "AA-00 ",
    "RUEHC ", "RUEHC/", "DE ", "Z", "ZNY ", "NNNN", "JAN", "JAN ", "LA PAZ ", "LA PAZ JAN ", "IMMEDIATE ", "PRIORITY",
    "NIACT ", "END ", "end of ", "http://a", "http://a ", "www.", "gov/", "A. ", "Mr. ", "XXXXX ", "C O N F ",
    "S E C R E T ", "SECRET//", "UNCLAS ", "C", "S", "I", "l", "ACTION ", "INFO ", "AND ", "OR ", "9/", "1/1/",
    "2019/01/", "JANUARY 1 ", "DECL ", "DRAFTED ", "ZCZC", "VZCZC", "NOTE ", "E E ", "P*", "corrected ", "C O R ",
    "A-", "-A", "A 12 ", "¶A. ", "GDS ", "GDS (", "X1 ", "MR ", "SIPDIS ", "NOFORN ", "SIPDIS/", "OADR", "From:",
    "Subject: A ", "**", "# ", "\\_", "MRN: ", "\r",
)  # fmt: skip


def one_line(seed: str, size: int) -> str:
    return seed * (size // len(seed))


def held_line(seed: str, size: int) -> str:
    return "A" + one_line(seed, size) + "A"


def numbered_line(seed: str, size: int) -> str:
    return "AB " + one_line(seed, size) + " 12"


def many_lines(seed: str, size: int) -> str:
    return (seed + "\n") * (size // (len(seed) + 1))


SHAPES = (one_line, held_line, numbered_line, many_lines)


def _times(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def _counted(pattern: str, size: int, step: int, join: str) -> str:
    return join.join(pattern % number for number in range(1, size // step))


#: Whole texts in which lines of several kinds alternate.
TEXTS: dict[str, Callable[[int], str]] = {
    "a quotation": lambda size: _times("> abc\n", size),
    "a quotation of many telegrams": lambda size: _times("> " + (TOP + LEVEL).replace("\n", "\n> ") + "1. A\n", size),
    "numbered lines": lambda size: _counted("%d abc", size, 8, "\n"),
    "indented lines": lambda size: _times("    abc\n", size),
    "filled lines": lambda size: _times("abc" + " " * 40 + "\n", size),
    "one gap inside a sentence": lambda size: "abc def\n" + "\n" * size + "ghi\n",
    "gaps inside sentences": lambda size: _times("abc def\n" + "\n" * 50 + "ghi jkl\n" + "\n" * 50, size),
    "gaps in capitals": lambda size: _times("ABC " * 18 + "\n" + "\n" * 30, size),
    "page marks in sentences": lambda size: OLD_TOP + _times("ABC\n\nPAGE 02  LA PAZ 00015  022228Z\n\n", size),
    "one gap of SIPDIS": lambda size: TOP + LEVEL + ORDER + "abc\n" + _times("SIPDIS\n", size) + "def\n",
    "gaps of SIPDIS": lambda size: TOP + LEVEL + ORDER + _times("abc\n" + "SIPDIS\n\n" * 20, size),
    "titles over rules": lambda size: TOP + LEVEL + ORDER + _times("Title\n-----\n\n", size),
    "titles alone": lambda size: TOP + LEVEL + ORDER + _times("Title\n\n", size),
    "titles glued": lambda size: TOP + LEVEL + ORDER + _times("abc. " * 60 + "Title\n-----\n", size),
    "numbers that run on": lambda size: _counted("%d. a", size, 8, "\n"),
    "numbers inside a line": lambda size: TOP + LEVEL + ORDER + "1. (C) A. " + _counted("%d. (C) A.", size, 12, " "),
    "different tags": lambda size: TOP + LEVEL + "TAGS: " + _counted("A%dB", size, 7, " ") + "\nSUBJECT: A\n\n1. A\n",
    "different names": lambda size: TOP + LEVEL + "TAGS: OVIP (" + _counted("A%dB", size, 8, "; ") + ")\nSUBJECT: A\n",
    "subjects": lambda size: TOP + LEVEL + _times("SUBJECT: A\n", size),
    "references": lambda size: TOP + LEVEL + ORDER + _times("REF: LIMA 1\n", size),
    "orders": lambda size: TOP + LEVEL + _times("E.O. 12958: N/A\n", size),
    "classifiers": lambda size: TOP + LEVEL + _times("Classified By: A B for reasons 1.4 (b)\n", size),
    "page headers": lambda size: TOP + LEVEL + ORDER + _times("abc\nLIMA 00000042  002 OF 003\n", size),
    "old sections": lambda size: _times(OLD_TOP + OLD_HEADING + "UNCLAS SECTION 1 OF 2 LA PAZ 15\n1. A\nNNN\n", size),
    "telegrams": lambda size: _times(TOP + LEVEL + ORDER + "\n1. A\n", size),
    "starts of messages": lambda size: _times("VZCZCXYZ0001\n", size),
    "date-time groups": lambda size: _times("R 101200Z JAN 08\nFM A\n", size),
    "first pages": lambda size: _times("CONFIDENTIAL\n\nPAGE 01  LA PAZ 00015  022228Z\n", size),
    "banners": lambda size: OLD_TOP + _times("CONFIDENTIAL\n", size) + "PAGE 01  LA PAZ 00015  022228Z\n",
    "classification lines": lambda size: TOP + _times("UNCLAS LIMA 42\n", size),
    "sections in the body": lambda size: (
        TOP + LEVEL + ORDER + "\n1. A\n" + _times("UNCLAS SECTION 02 OF 09 LIMA 42\n", size)
    ),
    "notes": lambda size: TOP + LEVEL + ORDER + "1. A\nDOE\n" + _times("NOTE BY OC/T: A\n", size),
    "passing lines": lambda size: TOP + LEVEL + _times("STATE FOR A,\n", size) + ORDER,
    "tables": lambda size: TOP + LEVEL + ORDER + "1. A\n" + _times("A   1   2   3\n", size),
    "office lines": lambda size: OLD_TOP + _times("INFO OCT-01\n", size),
    "drafting lines": lambda size: OLD_TOP + _times("DRAFTED BY A\n", size),
    "exemptions": lambda size: TOP + _times("XMT A\nB\n", size),
    "smart fields": lambda size: (
        "MRN: 10 LIMA 42\nDate/DTG: Jan 10, 2010 / 101200Z JAN 10\n" + _times("Info: LIMA\n", size)
    ),
}
