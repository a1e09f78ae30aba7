"""Damage on the way of a relay copy: drafting programs, loading programs, publishers, converters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.making.edits import Edit
from reftel.making.heading2000 import in_window
from reftel.making.world import pick

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from reftel.making.draft import Clean

_MARKS = re.compile("[“”’–—]")
_SHIFTED = {
    "“": ("&", "shifted-quote"),
    "”": ("8", "shifted-quote"),
    "’": (",", "shifted-apostrophe"),
    "–": (")", "shifted-dash"),
    "—": ("*", "shifted-long-dash"),
}
_ENTITIES = {"pound": "£", "cent": "¢", "part": "∂", "and": "∧", "not": "¬", "micro": "µ"}
_ENTITY = re.compile("“(pound|cent|part|and|not|micro)")
_ACCENT = re.compile("[à-ÿ]")
_LONG_WORD = re.compile(r"[a-z]{8,}")
_SECRET = re.compile(r"\n(?=secret|confidential)", re.IGNORECASE)
_LINE_SIGN = re.compile(r"\n(?=(?:[A-Z]|\d{1,4})\.)")
_RULE = re.compile(r"^-{46,}$", re.MULTILINE)
_GLUE = re.compile(r"(?<=[a-z]\.) (?=[A-Z][a-z])")
_ITEM = re.compile(r"(?:REF: |\n {5})([A-H]\. )")
_COLUMN = 70
_ENDS = frozenset('.?!:;"”')
_QUOTING_SUCH = 25  # one telegram in so many has the damage and quotes a word that begins like that
_PAGE_INSIDE = 0.56  # of the mark's rate in 1973-79: 625 of 1,453 page marks stand inside sentences
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOOLS = ("\n</td></tr>", "\n<<218634>>", "\nSELECT * FROM `cable`", "\nNOTE - DO NOT PUBLISH")


def page_marks(clean: Clean, rates: dict[str, float], rng: random.Random) -> tuple[list[Edit], list[Edit]]:
    """The marks of pages 2 and later where sections were joined, and the damage among them."""
    of = clean.fields["sections"]
    if not of:
        return [], []
    plan = clean.plan
    begin, end = clean.paragraphs[0].start, clean.paragraphs[-1].end
    copied = rng.random() < rates["copied-page"] * 2  # about half of all telegrams have sections
    joints = set(clean.joints)
    places = sorted([*clean.wraps, *clean.joints])
    layout: list[Edit] = []
    at = 0
    for number in range(2, of + 1):
        wanted = begin + (end - begin) * (number - 1) // of
        inside = rng.random() < rates["page-mark"] * _PAGE_INSIDE
        inline = rng.random() < rates["inline-page-mark"]
        while at < len(places) and (places[at] < wanted or not (inside or places[at] in joints)):
            at += 1
        if at == len(places):
            break
        place = places[at]
        at += 1
        mark = _mark(clean, number, copied=copied)
        if place in joints:
            layout.append(Edit(place, place + 2, f"\n\n{mark}\n\n\n", "\n\n", None))
        else:
            before, after = (" ", " ") if inline else ("\n\n", "\n\n")
            kind = "inline-page-mark" if inline else "page-mark"
            layout.append(Edit(place, place + 1, before + mark + after, " ", kind))
    damage = []
    if copied:
        place = clean.text.find("\n\n", clean.text.index("\nSUBJECT", 0, clean.heading) + 1)
        damage.append(Edit(place, place, "\n\n" + _mark(clean, 1, copied=True), "", "copied-page"))
    clean.fields["pages"] = plan.number
    return layout, damage


def _mark(clean: Clean, number: int, *, copied: bool) -> str:
    plan = clean.plan
    copy = ".2" if copied else ""
    return f"{plan.sender.name[:10].rstrip()} {plan.number:08d}  {number:03d}{copy} OF {clean.fields['sections']:03d}"


def typography(clean: Clean, rates: dict[str, float], rng: random.Random, *, client: bool) -> Iterator[Edit]:
    """What a drafting program made of typographic marks and letters with accents."""
    text = clean.text
    if not text.isascii():
        if client:
            swallowed = _ENTITY.search(text) if rng.random() < rates["false-entity"] * _QUOTING_SUCH else None
            if swallowed:
                yield Edit(swallowed.start(), swallowed.end(), _ENTITIES[swallowed[1]], swallowed[0], "false-entity")
            for found in _MARKS.finditer(text):
                was, kind = _SHIFTED[found[0]]
                if swallowed is None or found.start() != swallowed.start():
                    yield Edit(found.start(), found.end(), was, found[0], kind)
        elif rng.random() < rates["question-mark"] * 3:  # a third of the others is typed with such marks
            for found in re.finditer("(?<=[a-z])’(?=[a-z])", text):
                yield Edit(found.start(), found.end(), "?", "’", "question-mark")
        if rng.random() < rates["stripped-letter"] * 20:
            for found in _ACCENT.finditer(text):
                second = found[0].encode()[1] & 0x7F
                yield Edit(found.start(), found.end(), "C" + chr(second), found[0], "stripped-letter")
    if rng.random() < rates["lost-letters"]:
        word = _LONG_WORD.search(text, clean.paragraphs[-1].text_start)
        if word:
            start = word.start() + 3
            yield Edit(start, start + 3, "Q", text[start : start + 3], "lost-letters")
    if rng.random() < rates["glued-sentence"]:
        found_ = _GLUE.search(text, clean.paragraphs[0].text_start)
        if found_ and found_.end() < clean.paragraphs[-1].end:
            yield Edit(found_.start(), found_.end(), "", " ", "glued-sentence")


def loading(clean: Clean, rates: dict[str, float], rng: random.Random) -> Iterator[Edit]:
    """What programs that loaded copies into databases put in or cut: SIPDIS, columns, blank lines, tools' debris."""
    text = clean.text
    if in_window(clean.plan.moment):
        at = text.find("\nSIPDIS\n", clean.block, clean.heading)
        if at > 0 and rng.random() < rates["sipdis"]:
            yield Edit(at + 7, at + 7, "\nSIPDIS" if rng.random() < 0.8 else "\n\nSIPDIS", "", "sipdis")
        yield from _sipdis_inside(clean, rates["sipdis-inside"], rng)
    at = text.find("\nClassified By: ", clean.block, clean.heading) + 1
    if at:
        cut, end = at + _COLUMN, text.index("\n", at)
        if cut < end and text[cut - 1].isalpha() and text[cut].isalpha() and rng.random() < rates["cut-classifier"]:
            yield Edit(cut, cut, "\n", "", "cut-classifier")
    if "-" * 46 in text:
        for found in _RULE.finditer(text, clean.heading):
            if rng.random() < rates["cut-rule"]:
                yield Edit(found.start() + 45, found.start() + 45, " ", "", "cut-rule")
    if rng.random() < rates["enumerator"]:
        for found in _ITEM.finditer(text, clean.block, clean.heading):
            yield Edit(found.start(1), found.start(1), found[1], "", "enumerator")
    if clean.wraps and rng.random() < rates["blank-line"]:
        for place in sorted({pick(rng, clean.wraps) for _ in range(2)}):
            if text[place - 1] not in _ENDS:
                yield Edit(place, place + 1, "\n\n", " ", "blank-line")
    if rng.random() < rates["debris"]:
        if rng.random() < 0.5 and clean.wraps:
            for place in clean.wraps:
                yield Edit(place, place + 1, "<br>\n", " ", "debris")
        else:
            yield Edit(len(text), len(text), pick(rng, _TOOLS) + "\n", "", "debris")
    if rng.random() < rates["date-stamp"]:
        moment = clean.plan.moment
        stamp = f"{_DAYS[moment.weekday()]}, {moment:%d} {moment:%B} {moment:%Y}, {moment:%H:%M}\n"
        yield Edit(clean.block, clean.block, stamp, "", "date-stamp")


def _sipdis_inside(clean: Clean, rate: float, rng: random.Random) -> Iterator[Edit]:
    text, wraps = clean.text, clean.wraps
    for place, wrap in enumerate(wraps[:-1]):
        if text[wrap + 1] in "SsCc" and _SECRET.match(text, wrap) and rng.random() < rate:
            after = wraps[place + 1]
            if not any(wrap < joint < after for joint in clean.joints):
                yield Edit(after, after + 1, "\n\nSIPDIS\n", " ", "sipdis-inside")


def publishing(clean: Clean, rates: dict[str, float], rng: random.Random, *, page: bool, sign: str) -> Iterator[Edit]:
    """What publishers and converters did: the sign ¶ before other lines, lost, or read as 1; Markdown."""
    text = clean.text
    if page:
        for found in _LINE_SIGN.finditer(text, clean.heading):
            if rng.random() < rates["publisher-sign"]:
                yield Edit(found.end(), found.end(), "¶", "", "publisher-sign")
    elif sign:
        lost = rates["paragraph-sign"] / ((rates["paragraph-sign"] + rates["paragraph-digit"]) or 1)
        became = "\ufffd" if rng.random() < lost else "1"
        for paragraph in clean.paragraphs:
            if became != "1" or paragraph.number < 10:
                kind = "paragraph-digit" if became == "1" else "paragraph-sign"
                yield Edit(paragraph.start, paragraph.start + 1, became, "¶", kind)
    if rng.random() < rates["markdown"]:
        yield from _markdown(clean)


def _markdown(clean: Clean) -> Iterator[Edit]:
    text = clean.text
    at = text.find("\nTAGS: ", 0, clean.heading)
    for found in re.finditer(r"[A-Z]{2,}", text[at + 7 : text.index("\n", at + 1)]):
        yield Edit(at + 7 + found.start(), at + 7 + found.start(), "[", "", "markdown")
        yield Edit(at + 7 + found.end(), at + 7 + found.end(), "](#)", "", "markdown")
    for paragraph in clean.paragraphs:
        point = text.index(".", paragraph.start)
        yield Edit(point, point, "\\", "", "markdown")
    subject = text.find("\nSUBJECT:", 0, clean.heading) + 1
    yield Edit(subject, subject, "**", "", "markdown")
    yield Edit(subject + 8, subject + 8, "**", "", "markdown")
