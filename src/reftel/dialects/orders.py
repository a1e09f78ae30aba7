"""The executive-order line and the classified-by block."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reftel.model.defect import Defect
from reftel.model.dtg import MONTHS
from reftel.model.number import full_year
from reftel.model.repair import Repair

if TYPE_CHECKING:
    from reftel.model.draft import Draft

#: `E.O. 12958: DECL: ...`; the teletype's lost shift makes an M of either point (`E.OM 11652`).
ORDER = re.compile(
    r"\s*(?P<label>E ?[.M]? ?[O0] ?[.M,]?\.?|EXECUTIVE {1,3}ORDER(?= {1,3}\d{5} {0,3}:)) ?:?[ \t]{0,30}(?P<order>[0-9IlO)(]{5,6})(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
ORDERS = ("10501", "11652", "12065", "12356", "12958", "13292", "13526")

_DATE = re.compile(
    r"(?P<y>\d{4})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})"
    r"|(?P<m2>\d{1,3})[/-](?P<d2>\d{1,2})[/-](?P<y2>\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d)"
)
_WORD_DATE = re.compile(
    r"\b(?:(?P<d>\d{1,2})(?:ST|ND|RD|TH)? )?(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.? "
    r"(?:(?P<d2>\d{1,2}),? )?(?P<y>(?:19|20)\d\d|(?<=[A-Z.,] )\d\d(?!\d|[,/.-]))\b",
    re.IGNORECASE,
)
#: Words that make a date something else than the day of declassification.
_NO_DATE = re.compile(r"\b(?:DNG|DOWNGRADE|RDS|XDS|DECLASSIFIED|OADR|MR|X[1-8])\b", re.IGNORECASE)
_OFFICER = re.compile(r"\b(?:GDS|RDS|XDS)[^(]{0,40}\(+(?P<name>[A-Z][^()]{2,50})\)?", re.IGNORECASE)

_BY = re.compile(r"\s*(?:\([A-Z/]{1,8}\) *)?(?:CLASSIFIED +BY|CLASSIFIED|CLASS\. BY)\s*:?\s*", re.IGNORECASE)
_DERIVED = re.compile(r"DERIVED +FROM *:?\s*", re.IGNORECASE)
_REASONS = re.compile(
    r"[\s,;.:-]{0,4}\b(?=[FTR])(?:FOR )?(?:(?:THE )?FOLLOWING )?REASONS?\b(?: OF)?(?: SECTIONS?)?(?: \(?S\)?)?|"
    r"[\s,;.:]{0,4}\b(?=[FPUIBE])(?:FOR|PER|UNDER|PURSUANT TO|IAW|BY|IN ACCORDANCE WITH|E\.?O\.? ?\d{5})\b[ ,.:]{0,3}"
    r"(?=(?:E\.?O\.?|1[.,/] ?[45]|SECTIONS?\b|SEC\b|REASON))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+\s*")
_BROKEN_REASONS = re.compile(r"[\s,;.:-]{0,4}\b(?:for )?r ?e ?a ?s ?o ?n ?s?\b", re.IGNORECASE)
_SECTION = re.compile(r"1 ?[.,/:] ?([456])")
_GLUED_LETTER = re.compile(r"(1 ?[.,/:] ?[456])(?=[A-Ha-h])")
#: A column of 71 characters cut the word.
_CUT_AND = re.compile(r"\b(?:a nd|an d)\b", re.IGNORECASE)
_REASON_WORD = re.compile(
    r"1 ?[.,/:] ?(?P<section>[456])|"
    r"(?:[()\s,/&;:.\-]+|AND\b|OR\b|REASONS?\b|SECTIONS?\b|SEC\b|E\.?O\.?(?: ?1\d{4})?\b|1\d{4}\b|PARAS?\b|(?:SUB)?PARAGRAPHS?\b|SUBSECTIONS?\b|OF\b|PER\b|UNDER\b"
    r"|FOR\b|EXECUTIVE ORDER\b|AS AMENDED\b)|(?P<letter>[A-H])\b",
    re.IGNORECASE,
)


def read_order(draft: Draft, text: str, start: int) -> None:
    """Read an executive-order line: `text` (its lines joined as they stand) begins at `start` of the source."""
    found = ORDER.match(text)
    if found is None:
        draft.defects.append(
            Defect("garbled-order", start, start + len(text), "the executive-order line cannot be read")
        )
        return
    digits = found["order"].translate(str.maketrans("IlO", "110"))
    rest = found["rest"]
    if digits[:5] in ORDERS and len(digits) == 6:
        digits = digits[:5]  # E.O. 116528: a colon lost its shift
    draft.order = _settle_order(draft, digits, start + found.start("order"), start + found.end("order"))
    label = found["label"]
    for place, letter in enumerate(label):
        if letter in "Mm":
            at = start + found.start("label") + place
            draft.repairs.append(Repair(at, at + 1, letter, ".", "lost-shift", 0.99))
    draft.note("classification.executive_order", start + found.start("order"), start + found.end("order"))
    _read_declassification(draft, rest, start + found.start("rest"))


def _settle_order(draft: Draft, digits: str, start: int, end: int) -> str | None:
    """The order that the digits mean: themselves, or the one known order that differs in one digit or one swap."""
    if digits in ORDERS:
        return digits
    close = [order for order in ORDERS if _one_slip(order, digits)]
    if len(close) == 1:
        draft.repairs.append(Repair(start, end, draft.text[start:end], close[0], "executive-order", 0.9))
        return close[0]
    draft.defects.append(Defect("unknown-order", start, end, f"no executive order {digits} is known"))
    return digits if digits.isdigit() else None


def _one_slip(known: str, seen: str) -> bool:
    if len(known) == len(seen):
        wrong = [place for place in range(len(known)) if known[place] != seen[place]]
        if len(wrong) == 1:
            return True
        swapped = len(wrong) == 2 and wrong[1] - wrong[0] <= 3
        return (swapped and known[wrong[0]] == seen[wrong[1]] and known[wrong[1]] == seen[wrong[0]]) or (
            sorted(known) == sorted(seen) and known[0] == seen[0] and known.startswith("12")
        )
    return False


def _read_declassification(draft: Draft, rest: str, start: int) -> None:
    words = " ".join(rest.split())
    words = words.lstrip(" :;,.-").rstrip()
    if not words:
        return
    lead = len(rest) - len(rest.lstrip(" :;,.-\t\n"))
    end = start + len(rest.rstrip())
    draft.declassify = words
    draft.note("classification.declassify", start + lead, end)
    officer = _OFFICER.search(words)
    if officer is not None:
        draft.classified_by = officer["name"].strip()
        at = start + rest.find(officer["name"][:12])
        draft.note("classification.classified_by", at, at + len(officer["name"]))
    if _NO_DATE.search(words):
        return
    found, value = _find_date(words)
    if not found:
        return
    if value is None:
        draft.defects.append(Defect("impossible-date", start + lead, end, f"no such date: {words[:60]}"))
        return
    draft.declassify_on = value
    draft.note("classification.declassify_on", start + lead, end)


def _find_date(words: str) -> tuple[bool, date | None]:
    found = _DATE.search(words)
    if found is not None:
        if found["y"]:
            return True, _day(int(found["y"]), int(found["m"]), int(found["d"]))
        if found["y3"]:
            return True, _day(int(found["y3"]), int(found["m3"]), int(found["d3"]))
        if len(found["m2"]) > 2:
            return True, None  # 011/2/2019: the eleventh month, or the first? Not for us to say
        return True, _day(_declassification_year(found["y2"]), int(found["m2"]), int(found["d2"]))
    named = _WORD_DATE.search(words)
    if named is not None:
        day = named["d"] or named["d2"]
        year = _declassification_year(named["y"])
        return bool(day), _day(year, MONTHS[named["month"].upper()], int(day)) if day else None
    return False, None


def _declassification_year(digits: str) -> int:
    """Declassification lies ahead: two digits are of the 2000s, but for the orders of the 1970s and 1980s (70-99)."""
    year = int(digits)
    if year >= 100:
        return year
    return 1900 + year if year >= 70 else full_year(year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_classified_by(draft: Draft, words: str, start: int, end: int) -> None:
    """Read a classified-by block: `words` are its unwrapped words, `start` and `end` its place in the source.

    >>> from reftel.model.draft import Draft
    >>> draft = Draft(text="", dialect="state2000")
    >>> read_classified_by(draft, "Classified By: AMBASSADOR ORDWAY FOR REASONS 1.5 (b) AND (d)", 0, 0)
    >>> draft.classified_by, draft.reasons
    ('AMBASSADOR ORDWAY', ['1.5(b)', '1.5(d)'])
    """
    derived = _DERIVED.search(words)
    if derived is not None:
        draft.derived_from = words[derived.end() :].strip(" .,;:") or None
        draft.note("classification.derived_from", start, end)
        if not _BY.sub("", words[: derived.start()], count=1).strip(" .,;:"):
            return
    opening = _BY.match(words)
    after = words[opening.end() :] if opening is not None else words
    while opening is not None and (again := _BY.match(after)) is not None and again.end():
        after = after[again.end() :]  # a form put its own label before the drafter's
    reasons = _reasons_place(after)
    name = after[: reasons[0]] if reasons is not None else after
    if opening is not None and draft.classified_by is None:
        draft.classified_by = name.strip(" ,;.:-(") or None
        if draft.classified_by is not None:
            draft.note("classification.classified_by", start, end)
    if reasons is not None:
        found = read_reasons(after[reasons[0] :])
        draft.reasons += [reason for reason in found if reason not in draft.reasons]
        if found:
            draft.note("classification.reasons", start, end)


def _reasons_place(words: str) -> tuple[int, int] | None:
    for pattern in (_REASONS, _BROKEN_REASONS):
        found = pattern.search(words)
        if found is not None:
            return found.start(), found.end()
    section = _SECTION.search(words)
    return (section.start(), section.end()) if section is not None else None


def read_reasons(words: str) -> list[str]:
    """The reasons for classification in their usual form, from `FOR REASONS 1.4 (b) and (d)` and its many kin.

    >>> read_reasons("for reasons 1.4 (b), (d)"), read_reasons("REASON: 1.4(B/D)"), read_reasons("reasons 1.4b,d.")
    (['1.4(b)', '1.4(d)'], ['1.4(b)', '1.4(d)'], ['1.4(b)', '1.4(d)'])
    """
    section: str | None = None
    found: list[str] = []
    place = 0
    compact = _GLUED_LETTER.sub(r"\1 ", _CUT_AND.sub("and", words[:1000]))
    started = False
    while place < len(compact):
        word = _REASON_WORD.match(compact, place)
        if word is None:
            if started:
                break  # the words of the next sentence are no reasons
            gap = _WORD.match(compact, place)
            if gap is None:
                break
            place = gap.end()
            continue
        place = word.end()
        if word["section"]:
            section, started = word["section"], True
        elif word["letter"]:
            started = True
            letter = word["letter"].lower()
            reason = f"1.{section}({letter})" if section else letter
            if reason not in found:
                found.append(reason)
    return found
