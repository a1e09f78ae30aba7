"""The classification line: level, section, post and number, in good and in bad condition."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reftel.dialects.captions import captions_in, leading_captions
from reftel.model.number import compact_post
from reftel.model.repair import Repair
from reftel.model.telegram import Section

if TYPE_CHECKING:
    from reftel.model.draft import Draft
    from reftel.text.lines import Line

_GAP = r" {0,3}"


def _spaced(word: str) -> str:
    return _GAP.join(word)


#: Each level with the form it is printed in; a doubled or lost first letter is what printers did to it (D24).
_LEVELS = (
    ("TOP SECRET", rf"T?{_GAP}{_spaced('OPSECRET')}"),
    ("SECRET", rf"C?S?{_GAP}{_spaced('SECRET')}|{_spaced('ECRET')}"),
    ("CONFIDENTIAL", rf"C?{_GAP}{_spaced('CONFIDENTIAL')}|{_spaced('ONFIDENTIAL')}"),
    ("UNCLASSIFIED", rf"U?{_GAP}{_spaced('UNCLAS')}(?:{_GAP}{_spaced('SIFIED')})?|{_spaced('NCLAS')}(?:SIFIED)?"),
    (
        "LIMITED OFFICIAL USE",
        rf"L?IMITED {{1,3}}OF{{1,4}}ICIAL {{1,3}}USE|{_spaced('LIMITEDOFFICIALUSE')}|LIMOFFUSE|LOU",
    ),
    ("SENSITIVE BUT UNCLASSIFIED", r"SENSITIVE {1,3}BUT {1,3}UNCLASSIFIED|SBU"),
    ("FOR OFFICIAL USE ONLY", r"FOR {1,3}OFFICIAL {1,3}USE {1,3}ONLY|FOUO"),
)
_LEVEL = re.compile(
    r"\s{0,20}(?:" + "|".join(f"(?P<l{place}>{form})" for place, (_, form) in enumerate(_LEVELS)) + r")"
    r"(?:(?![A-Za-z])|(?=SECT[IL1]ON {0,3}[\dOIL]|[A-Z][A-Z .]{2,20} 0\d{5}\s{0,9}$))",  # a blank was lost
    re.IGNORECASE,
)
#: The first three letters of every form of every level, blanks left out: other lines are turned away by these.
_LEVEL_BEGINS = frozenset(
    "TOP TTO OPS SEC CSE CSS SSE ECR CON CCO ONF UNC UUN NCL LIM IMI LOU SEN SBU FOR FOU".split()  # noqa: SIM905
)
_LONGEST_REMEMBERED = 200
_NUMBER_WORDS = {word: n for n, word in enumerate("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN".split(), start=1)}  # noqa: SIM905
#: With the letters that a scanner reads for figures.
_COUNT = r"[\dOIL]{1,2}(?![A-Z])|" + "|".join(_NUMBER_WORDS)
_SECTION = re.compile(
    rf"SECT[IL1][O0]N {{0,3}}(?P<section>{_COUNT}) {{0,3}}[O0][FN] {{0,3}}(?P<of>{_COUNT})\b"
    rf"|\bFINAL SECTION OF {{1,3}}(?P<last>{_COUNT})\b",
    re.IGNORECASE,
)
#: The series of telegrams to and from the travelling Secretary; its number stands beside the department's own.
_SERIES = re.compile(r"\s*/?\s*(?P<series>TOSEC|SECTO) {0,3}(?P<number>\d{1,6})\b\s*/?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![A-Z0-9])(?P<post>[A-Z][A-Z .'-]{0,39}?) {0,4}(?P<number>\d{2,6}|(?<= )\d)(?!\d)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"(?<![A-Z0-9])(?P<number>\d{3,6})(?!\d)")
_SCANNED = str.maketrans("OIL", "011")
_FIRST_LETTERS = frozenset("UNCOSEL")
_EFTO = re.compile(r"^E ?F ?T ?O ", re.IGNORECASE)


class ClassLine(NamedTuple):
    """What a classification line says; places count characters of the line.

    `level_start`, `level_end`: the words of the level. `post` keeps its blanks, in capitals. `tail` is what follows
    the number. `captions` are those of the whole line, `series` a second number (TOSEC 110020).
    """

    level: str
    level_start: int
    level_end: int
    post: str | None
    number: int | None
    number_start: int
    number_end: int
    section: int | None
    of: int | None
    tail: str
    captions: tuple[str, ...]
    series: str | None


def read_class_line(text: str) -> ClassLine | None:
    """Read a classification line, or `None` where the line does not begin with a level.

    >>> line = read_class_line("C O N F I D E N T I A L SECTION 01 OF 04 ASTANA 000605")
    >>> line.level, line.post, line.number, line.section, line.of
    ('CONFIDENTIAL', 'ASTANA', 605, 1, 4)
    >>> read_class_line("UUNCLAS LA PAZ 2238 SECTION 2 OF 2").number
    2238
    """
    if "".join(text[:40].split())[:3].upper() not in _LEVEL_BEGINS:
        return None
    return _read_remembered(text) if len(text) <= _LONGEST_REMEMBERED else _read(text)


def _read(text: str) -> ClassLine | None:
    found = _LEVEL.match(text[:120])
    if found is None:
        return None
    group = found.lastgroup or ""
    level = _LEVELS[int(group[1:])][0]
    return _read_rest(text, level, found.start(group), found.end())


_read_remembered = lru_cache(maxsize=256)(_read)  # the same line is asked about at several turns


def read_damaged_class_line(text: str) -> ClassLine | None:
    """Read a line that stands where the classification line should, whose level has up to two wrong letters.

    >>> read_damaged_class_line("UNCLS LA PAZ 3729").level
    'UNCLASSIFIED'
    """
    stripped = text.strip()
    if stripped[:1] not in _FIRST_LETTERS or not stripped[-1].isdigit() or "/" in stripped[:9]:
        return None
    start = len(text) - len(text.lstrip())
    for level, words in (
        ("UNCLASSIFIED", "UNCLAS"),
        ("UNCLASSIFIED", "UNCLASSIFIED"),
        ("CONFIDENTIAL", "CONFIDENTIAL"),
        ("CONFIDENTIAL", "C O N F I D E N T I A L"),
        ("SECRET", "S E C R E T"),
        ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
    ):
        lengths = (len(words), len(words) - 1, len(words) + 1)
        for length in (*lengths, len(words) - 2) if words[1] == " " else lengths:  # a lost letter takes its blank along
            piece = text[start : start + length]
            follows = text[start + length : start + length + 1]
            if (
                follows not in {"", " "}
                or piece != piece.strip()
                or _slips(piece.upper(), words) > max(1, len(words) // 9)
            ):
                continue
            line = _read_rest(text, level, start, start + length)
            if line.number is not None:
                return line
    return None


def _slips(seen: str, known: str) -> int:
    """Edit distance, for words of a line at most (both are short)."""
    row = list(range(len(known) + 1))
    for i, letter in enumerate(seen, start=1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(known, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != other))
    return row[-1]


def _read_rest(text: str, level: str, level_start: int, level_end: int) -> ClassLine:
    section = _SECTION.search(text, level_end)
    rest_start = level_end
    rest = text[level_end:]
    if section is not None:
        blank = " " * (section.end() - section.start())
        rest = text[level_end : section.start()] + blank + text[section.end() :]
    efto = _EFTO.match(rest.lstrip())
    if efto is not None:
        gap = len(rest) - len(rest.lstrip()) + efto.end()
        rest = " " * gap + rest[gap:]
    rest, front = _without_captions(rest)
    rest, series = _without_series(rest)
    found = _NUMBER.search(rest[:160])
    post = number = None
    number_start = number_end = level_end
    if found is not None:
        post = " ".join(found["post"].upper().replace(".", " ").split())
    else:
        found = _BARE_NUMBER.search(rest[:160])
    if found is not None:
        number = int(found["number"])
        number_start, number_end = rest_start + found.start(), rest_start + found.end()
    tail = " ".join(rest[found.end() :].split()) if found else ""
    return ClassLine(
        level,
        level_start,
        level_end,
        post,
        number,
        number_start,
        number_end,
        _count(section["section"] or section["last"]) if section else None,
        _count(section["of"] or section["last"]) if section else None,
        tail,
        (*front, *captions_in(tail)) if tail else front,
        series,
    )


def _count(words: str) -> int:
    return _NUMBER_WORDS.get(words.upper()) or int(words.upper().translate(_SCANNED))


def _without_captions(rest: str) -> tuple[str, tuple[str, ...]]:
    """What follows the level with blanks in place of captions before the post (`NODIS BONN 12`), and those captions."""
    found, end = leading_captions(rest)
    return (" " * end + rest[end:], tuple(found)) if end else (rest, ())


def _without_series(rest: str) -> tuple[str, str | None]:
    """The same without a second series and its number, where the telegram has a number of its own beside it."""
    capitals = rest[:160].upper()
    found = _SERIES.search(rest[:160]) if "TOSEC" in capitals or "SECTO" in capitals else None
    if found is None:
        return rest, None
    without = rest[: found.start()] + " " * (found.end() - found.start()) + rest[found.end() :]
    if not any(map(str.isdigit, without[:160])):
        return rest, None
    return without, f"{found['series'].upper()} {int(found['number'])}"


def take_class_line(draft: Draft, found: ClassLine, line: Line) -> None:
    """Keep what a classification line says; what is there already stays."""
    if draft.level is None:
        draft.level = found.level
        draft.note("classification.level", line.start + found.level_start, line.start + found.level_end)
        _repair_level(draft, found, line)
    if found.number is not None and draft.number is None:
        draft.number, draft.post_name = found.number, found.post
        draft.note("mrn", line.start + found.number_start, line.start + found.number_end)
    if found.section is not None and found.of is not None:
        draft.sections.append(Section(found.section, found.of, line.start, line.next))
    for caption in found.captions:
        if caption not in draft.captions:
            draft.captions.append(caption)
            draft.note("captions", line.start + found.level_end, line.end)
    if found.series is not None and draft.dtg is not None:
        draft.aliases.append(f"{draft.dtg:%y}{found.series.replace(' ', '')}")


def _repair_level(draft: Draft, found: ClassLine, line: Line) -> None:
    """A level whose letters are damaged gets a repair to the usual spelling (UUNCLAS, E C R E T, OFFFICIAL)."""
    seen = line.text[found.level_start : found.level_end]
    plain = compact_post(seen)
    right = {"SECRET": "SECRET", "TOP SECRET": "TOPSECRET", "CONFIDENTIAL": "CONFIDENTIAL"}.get(found.level)
    usual = (right,) if right else (compact_post(found.level), "UNCLAS", "UNCLASSIFIED", "LOU", "SBU", "FOUO")
    if plain in usual:
        return
    now = {
        "UNCLASSIFIED": "UNCLAS",
        "CONFIDENTIAL": "C O N F I D E N T I A L",
        "SECRET": "S E C R E T",
        "TOP SECRET": "T O P S E C R E T",
    }.get(found.level, found.level)
    start = line.start + found.level_start
    draft.repairs.append(Repair(start, line.start + found.level_end, seen, now, "classification-letters", 0.95))
