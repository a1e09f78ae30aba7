"""Telegram numbers: year, post and serial, in all the ways they are written."""

from __future__ import annotations

import re

import msgspec

_WORDS = re.compile(r"[A-Za-z]+|[0-9]+")
_CENTURY_PIVOT = 50  # telegraph years 50-99 are 1950-1999, 00-49 are 2000-2049


class Mrn(msgspec.Struct, frozen=True, order=True, gc=False):
    """A message reference number: full year, post without blanks or points, serial.

    >>> str(Mrn(2007, "ASTANA", 605))
    '07ASTANA605'
    """

    year: int
    post: str
    number: int

    def __str__(self) -> str:
        return f"{self.year % 100:02d}{self.post}{self.number}"


def archive_code(post_name: str) -> str:
    """The archives' six-letter code: the first six characters, blanks included, then the blanks dropped.

    >>> archive_code("SAN JOSE"), archive_code("STATE"), archive_code("USUN NEW YORK")
    ('SANJO', 'STATE', 'USUNN')
    """
    return post_name.upper()[:6].replace(" ", "")


def archive_form(year: int, post_name: str, number: int) -> str:
    """A number as the US National Archives write it: five digits at least, six for the department.

    >>> archive_form(1979, "SAN JOSE", 5291)
    '1979SANJO05291'
    """
    width = 6 if post_name == "STATE" else 5
    return f"{year}{archive_code(post_name)}{number:0{width}d}"


def full_year(digits: int) -> int:
    """The year that two digits of a telegram mean: 50-99 are of the 1900s, 00-49 of the 2000s; four digits stay."""
    if digits >= 100:
        return digits
    return 1900 + digits if digits >= _CENTURY_PIVOT else 2000 + digits


def compact_post(name: str) -> str:
    """A post's name as numbers carry it: capitals, letters only.

    >>> compact_post("St. Petersburg")
    'STPETERSBURG'
    """
    return re.sub(r"[^A-Z]", "", name.upper())


def parse_mrn(asked: str) -> Mrn | None:
    """Read a telegram number in any usual spelling; `None` where it is none (or lacks its year).

    >>> [str(parse_mrn(n)) for n in ("07ASTANA605", "Astana 605 2007", "07 ASTANA 000605", "1979LAPAZ09290")]
    ['07ASTANA605', '07ASTANA605', '07ASTANA605', '79LAPAZ9290']
    """
    words = _WORDS.findall(asked[:200])
    names = [word for word in words if word[0].isalpha()]
    digits = [word for word in words if word[0].isdigit()]
    if not names or len(digits) != 2 or any(len(number) > 8 for number in digits):
        return None
    first_name, last_name = words.index(names[0]), len(words) - 1 - words[::-1].index(names[-1])
    if last_name - first_name + 1 != len(names):
        return None  # digits inside the name
    post = compact_post("".join(names))
    year, number = digits if first_name == 1 else digits[::-1]
    if len(year) not in {2, 4} or (len(year) == 4 and not year.startswith(("19", "20"))):
        return None
    if first_name not in {0, 1}:
        return None
    return Mrn(full_year(int(year)), post, int(number))
