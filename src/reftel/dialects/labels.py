"""The labels of the text's heading: E.O., TAGS, SUBJECT, REF, Classified By, whole and damaged."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.dialects.orders import ORDER
from reftel.facts import tags


class Label(NamedTuple):
    """A label at the start of a line: `field` is which, `start` and `end` its place in the line, with its colon.

    `damaged` is the right spelling where the printed one is wrong.
    """

    field: str
    start: int
    end: int
    damaged: str | None = None


_LABELS = (
    ("tags", re.compile(r"\s*(?:¶ ?)?TAG[S5]?(?: ?[:;.-]+|(?= )|$|(?<=S)(?=[A-Z]{4},? ))\s*", re.IGNORECASE)),
    ("subject", re.compile(r"\s*(?:¶ ?)?SUBJ(?:ECT)?(?: ?[:;,.]+| -{1,2}(?= )|(?=  ))\s*", re.IGNORECASE)),
    (
        "reference",
        re.compile(
            r"\s*(?:¶ ?)?(?:REFS?(?:ERENCES?|TELS?|\(S\))?(?: ?[:;.]+|(?= \(?[A-Z][).] )|(?= (?:\d\d )?[A-Z ]{3,20} \d{2,6}))|"
            r"REFTELS?(?=\s*$))\s*",
            re.IGNORECASE,
        ),
    ),
    (
        "classified-by",
        re.compile(
            r"\s*(?:¶ ?)?(?:\d{1,2}\. *)?(?:\([A-Z/]{1,8}\) *)?(?:CLASSIFIED +BY|CLASSIFIED:|CLASSIFIED(?= [A-Z][a-z])"
            r"|DERIVED +FROM|REASONS?(?: FOR CLASSIFICATION)? ?:|DECLASSIFY ON)",
            re.IGNORECASE,
        ),
    ),
)
_SIGNED = re.compile(
    r"\s*(?:E ?[.M]|E ?[0O]|EXECUTIVE|TAG|SUBJ|REF|CLASS|DERIV|REASON|DECLASS|\([A-Z/]{1,8}\)|\d{1,2}\. *\(?|¶)",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\s*(?P<lead>[A-Z]{2,8}?)(?P<label>REFS?|REFTELS?|SUBJECT|SUBJ|TAGS)(?P<colon>:)", re.IGNORECASE)
#: Directly under the TAGS the subject needs no colon.
_BARE_SUBJECT = re.compile(r"\s*(?:¶ ?)?(?P<word>SUBJ(?:ECT)?) (?=[A-Z0-9])")
_DAMAGED = re.compile(r"\s*(?P<word>[A-Z0-9]{3,9}) ?[:;]", re.IGNORECASE)
_LABEL_LENGTH = 18  # with its colon, also one glued to another word
_LONGEST_REMEMBERED = 200
_PASSING_WORDS = frozenset(("FOR", "PASS", "ATTN", "INFO", "NOTE"))
_TARGETS = {"SUBJECT": "subject", "SUBJ": "subject", "TAGS": "tags", "REFS": "reference", "REFERENCE": "reference"}


def read_label(text: str, *, tags_seen: bool = False, subject_seen: bool = False) -> Label | None:
    """The label that a line opens with, or `None`.

    Damaged labels are read by what they can be: one slip away from a label, glued to the end of another word
    (PRIMEREF:), or, where TAGS have just been read and no subject yet, any short word with a colon (XIBJ:).

    >>> read_label("SUBJ: VISIT").field, read_label("PRIMEREF: LIMA 5"), read_label("Only: then")
    ('subject', Label(field='reference', start=5, end=9, damaged=None), None)
    """
    whole = _read_remembered(text) if len(text) <= _LONGEST_REMEMBERED else _read_whole(text)
    if whole is not None:
        return whole
    if tags_seen and not subject_seen and (bare := _BARE_SUBJECT.match(text)) is not None:
        return Label("subject", bare.start("word"), bare.end())
    head = text.lstrip()[:_LABEL_LENGTH]
    if ":" not in head and ";" not in head:
        return None
    glued = _GLUED.match(text)
    if glued is not None:
        return Label(_TARGETS.get(glued["label"].upper(), "reference"), glued.start("label"), glued.end())
    damaged = _DAMAGED.match(text)
    if damaged is None or damaged["word"].isdigit():
        return None
    word = damaged["word"].upper()
    for right, field in _TARGETS.items():
        if one_slip_apart(word, right):
            return Label(field, damaged.start("word"), damaged.end(), right)
    if not word.isalpha():
        return None
    if tags_seen and not subject_seen and len(word) <= 5 and word not in _PASSING_WORDS and word not in tags():
        return Label("subject", damaged.start("word"), damaged.end(), "SUBJ")
    return None


def _read_whole(text: str) -> Label | None:
    """A label that is not damaged."""
    if not _SIGNED.match(text):
        return None
    order = ORDER.match(text)
    if order is not None:
        return Label("executive-order", order.start("label"), order.start("order"))
    for field, pattern in _LABELS:
        found = pattern.match(text)
        if found is not None:
            return Label(field, len(text) - len(text.lstrip()), found.end())
    return None


_read_remembered = lru_cache(maxsize=128)(_read_whole)  # the same line is asked about at several turns


def opens_with_label(text: str) -> bool:
    """Whether a line opens with a label, asked quickly: most lines neither begin like one nor have a colon early."""
    return (_SIGNED.match(text) is not None or text.find(":", 0, 16) >= 0) and read_label(text) is not None


def one_slip_apart(seen: str, right: str) -> bool:
    """Whether one letter was changed, lost, added, or two neighbours swapped.

    >>> one_slip_apart("USBJ", "SUBJ"), one_slip_apart("TAOS", "TAGS"), one_slip_apart("FOR", "REF")
    (True, True, False)
    """
    if abs(len(seen) - len(right)) > 1 or seen == right:
        return False
    head = 0
    while head < min(len(seen), len(right)) and seen[head] == right[head]:
        head += 1
    if len(seen) == len(right):
        swapped = seen[head : head + 2] == right[head : head + 2][::-1]
        return seen[head + 1 :] == right[head + 1 :] or (swapped and seen[head + 2 :] == right[head + 2 :])
    longer, shorter = (seen, right) if len(seen) > len(right) else (right, seen)
    return longer[head + 1 :] == shorter[head:]
