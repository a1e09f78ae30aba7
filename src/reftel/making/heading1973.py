"""The headings of 1973-79 as the archives print them, in capitals, page by page."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.facts import offices, order_in_force
from reftel.making.draft import Clean, Page
from reftel.making.edits import Edit
from reftel.making.heading2000 import reference_lines, wrapped
from reftel.making.prose import Typing
from reftel.making.world import Shares, pick
from reftel.write.heading import LETTERS, clock, printed_dtg, printed_level

if TYPE_CHECKING:
    from reftel.making.prose import Prose
    from reftel.making.traffic import Plan

#: As counted in 362 telegrams of 1974, 1978 and 1979.
_LEVELS = Shares(("UNCLASSIFIED", 157), ("LIMITED OFFICIAL USE", 135), ("CONFIDENTIAL", 114), ("SECRET", 20))
_PRECEDENCES = Shares(
    (("ROUTINE", "ROUTINE"), 228),
    (("IMMEDIATE", "IMMEDIATE"), 50),
    (("PRIORITY", "PRIORITY"), 38),
    (("IMMEDIATE", "ROUTINE"), 22),
    (("PRIORITY", "ROUTINE"), 22),
)
_WIDTH = 65
_SECTION = 4_700
_LAST_OF_FIRST_PAGE, _PAGE = 30, 44
_ENDS = frozenset('.?!:;"')
_BUREAUS = ("ARA", "EUR", "NEA", "EA", "AF")


class _Pages(NamedTuple):
    """What stands around the words of every page."""

    banner: str
    mark: str
    received: str
    top: list[str]
    class_line: str

    def page(self, number: int, section: str) -> str:
        return f"PAGE {number:02d}{self.mark}{section}{self.received}"


def typed1973(plan: Plan, prose: Prose, rng: random.Random, *, inside: float, divides: float, short: float) -> Clean:
    """A telegram of 1973-79. Of its pages a share of `inside` ends inside a sentence.

    Of its line ends a share of `divides` divides a word, and of its lines a share of `short` ends early.
    """
    sender, _moment = plan.sender, plan.moment
    level = _LEVELS.one(rng)
    size = int(min(300 + rng.lognormvariate(7.3, 0.75), 24_000))
    parts = prose.paragraphs(rng, plan, Typing(typographic=False, capitals=True), size)
    if plan.again == "corrected":
        parts = prose.corrected(parts, plan.nth)
    sections = max(1, -(-sum(len(part.text) + 10 for part in parts) // _SECTION))
    fields: dict[str, Any] = {"sections": sections if sections > 1 else 0}
    pages = _pages(plan, rng, fields, level)
    labels = _labels(plan, rng, fields, level)
    of = f" 01 OF {sections:02d} " if sections > 1 else ""
    number = f"SECTION 1 OF {sections} " if sections > 1 else ""
    lines = [pages.banner, "", pages.page(1, of), "", *pages.top, "", pages.class_line.format(section=number), *labels]
    text = "\n".join(lines) + "\n\n"
    page = Page(len(text), _WIDTH, rng, divides)
    marked = plan.year >= 1979 and rng.random() < 0.3
    for place, part in enumerate(parts, 1):
        if place > 1:
            page.joint()
        page.paragraph(place, _portion(level) if marked else None, part, "")
    signature = pick(rng, sender.signers)
    fields["signature"] = signature
    end = f"\n{signature}\n\n\n{pages.banner}\n\n\n\n\nNNN\n"
    page.add(end)
    edits = [Edit(at, at, "-\n", "", "hyphen") for at in page.divided]
    edits += _page_breaks(page, pages, sections, inside, rng, text.count("\n"))
    clean = text + "".join(page.pieces)
    if short:
        clean, more = _cut_short(clean, page, short, rng)
        edits += more
    return Clean(plan, fields, clean, len(text), 0, page.paragraphs, page.wraps, page.joints, edits)


def _pages(plan: Plan, rng: random.Random, fields: dict[str, Any], level: str) -> _Pages:
    sender, moment, year = plan.sender, plan.moment, plan.year
    late = year >= 1978
    received = moment + timedelta(minutes=20 + int(rng.random() * 400) + (600 if plan.again else 0))
    time = "" if sender.is_state else f"  {clock(received)}Z"
    if plan.again == "retransmission":
        time += "   POSS DUPE"
    number = f"{plan.number:06d}" if sender.is_state else f"{plan.number:05d}"
    mark = f"{' ' * 8 if late else '  '}{sender.name[:6].rstrip()} {number}"
    class_line = f"{printed_level(level)} {{section}}{sender.name} {plan.number:04d}"
    return _Pages(level, mark, time, _top(plan, rng, fields, received), class_line)


@cache
def _codes() -> list[str]:
    """The codes of offices in an order of no meaning, twice: every stretch of half of them has each once."""
    codes = [code for code in offices() if 2 <= len(code) <= 4 and code.isalpha()]
    random.Random("offices").shuffle(codes)  # noqa: S311 - a seed and no secret
    return codes * 2


def _top(plan: Plan, rng: random.Random, fields: dict[str, Any], received: Any) -> list[str]:
    """From the offices to the addressees."""
    sender, moment, year = plan.sender, plan.moment, plan.year
    action = (pick(rng, _BUREAUS), 6 + int(rng.random() * 12))
    begin = int(rng.random() * len(_codes()) / 2)
    codes = _codes()[begin : begin + 5 + int(rng.random() * 18)]
    copies = [(code, int(rng.random() ** 2 * 20)) for code in codes if code != action[0]]
    total = action[1] + sum(count for _, count in copies)
    origin = sender.is_state
    lines = [f"{60 + int(rng.random() * 9)}"] if year <= 1977 else []
    lines.append(f"{'ORIGIN' if origin else 'ACTION'} {action[0]}-{action[1]:02d}")
    printed_codes = [f"{code}-{count:02d}" for code, count in copies]
    for start in range(0, len(printed_codes), 8):
        if year <= 1977:
            lines.append("")
        lines.append(("INFO  " if not start else "      ") + "  ".join(printed_codes[start : start + 8]))
    lines[-1] += f"  /{total:03d} {'R' if origin else 'W'}"
    fields["distribution"] = {
        "action": [{"office": action[0], "copies": action[1]}],
        "info": [{"office": code, "copies": count} for code, count in copies],
    }
    if origin:
        name = pick(rng, sender.signers)
        lines += [
            "",
            f"DRAFTED BY {action[0]}/CM - {name[0]}{name}:LEE",
            f"APPROVED BY {action[0]} - {pick(rng, sender.signers)}",
        ]
    control = int(rng.random() * 1_000_000)
    if year <= 1976:
        lines.append(f"{' ' * 23}{'-' * 21}     {control:06d}")
    elif year == 1977:
        lines.append(f"{' ' * 18}{'-' * 18}{clock(received)}Z {control:06d} /61")
    else:
        lines.append(f"{' ' * 18}{'-' * 18}{control:06d}  {clock(received)}Z /{10 + int(rng.random() * 80)}")
    first, second = _PRECEDENCES.one(rng)
    letters = LETTERS[first] if first == second else f"{LETTERS[first]} {LETTERS[second]}"
    lines += [f"{letters} {printed_dtg(moment)}", f"FM {sender.address}"]
    fields["dtg"] = f"{moment.isoformat()[:19]}Z"
    fields["precedence"] = {"action": first, "info": second}
    fields["from"] = {"address": sender.address, "post": sender.mrn_name}
    for verb, label, posts in (("TO", "to", plan.addressees[:1]), ("INFO", "info", plan.addressees[1:])):
        fields[label] = []
        for place, post in enumerate(posts):
            printed = first if label == "to" and first != "ROUTINE" and rng.random() < 0.9 else None
            serial = f"{int(rng.random() * 10_000):04d}" if post.is_state else None
            fields[label].append(
                {"address": post.address, "post": post.mrn_name, "precedence": printed, "serial": serial}
            )
            lines.append(
                " ".join(([verb] if not place else []) + [each for each in (post.address, printed, serial) if each])
            )
    return lines


def _labels(plan: Plan, rng: random.Random, fields: dict[str, Any], level: str) -> list[str]:
    captions = [pick(rng, ("EXDIS", "LIMDIS", "EXDIS", "STADIS"))] if level[0] in "CS" and rng.random() < 0.12 else []
    fields["captions"] = captions
    lines = list(captions)
    if plan.again == "corrected":
        lines.append("C O R R E C T E D  C O P Y (TEXT)")
        fields["corrected"] = True
    passing = (
        [f"{'POST' if plan.sender.is_state else 'DEPT'} FOR {pick(rng, _BUREAUS)}/EP"] if rng.random() < 0.15 else []
    )
    fields["passing"] = passing
    lines += passing
    order = order_in_force(plan.moment.date())
    assert order is not None
    marks: dict[str, Any] = {"level": level, "executive_order": order.cited_as, "declassify_on": None}
    fields["classification"] = marks
    if level[0] in "UL":
        lines += ["", f"E.O. {order.cited_as}: N/A"]
    elif order.cited_as == "12065":
        day = plan.moment.date()
        until = day.replace(year=day.year + 6, day=min(day.day, 28))
        marks["declassify_on"] = until.isoformat()
        name = f"{pick(rng, plan.sender.signers)}, KARL M."
        marks["classified_by"] = name
        lines += ["", f"E.O. 12065: GDS {until.month}/{until.day}/{until.year % 100} ({name}) OR-M"]
    else:
        lines += ["", f"E.O. {order.cited_as}: GDS"]
    fields["tags"] = list(plan.tags)
    lines.append(f"TAGS: {(', ' if rng.random() < 0.82 else ' ').join(plan.tags)}")
    fields["subject"] = plan.subject
    lines += wrapped(f"{'SUBJECT' if rng.random() < 0.54 else 'SUBJ'}: {plan.subject}", _WIDTH)
    references = reference_lines(plan, rng, fields, "({}) ", "REF: ")
    return lines + (["", *references] if references else [])


def _portion(level: str) -> str:
    return {"UNCLASSIFIED": "U", "LIMITED OFFICIAL USE": "LOU", "CONFIDENTIAL": "C", "SECRET": "S"}[level]


def _page_breaks(page: Page, pages: _Pages, sections: int, inside: float, rng: random.Random, above: int) -> list[Edit]:
    """Where pages and sections end: at the end of the line that they have room for, or between two paragraphs."""
    ends = sorted([*page.wraps, *page.joints])
    joints = set(page.joints)
    edits: list[Edit] = []
    lines = above
    section, number, begun = 1, 1, page.paragraphs[0].start
    long = (page.at - begun) // sections + 1
    waiting = False
    for end in ends:
        lines += 2 if end in joints else 1
        over = sections > section and end - begun > long
        if not waiting and (over or lines >= (_PAGE if number > 1 else above + _LAST_OF_FIRST_PAGE)):
            waiting = True
            within = rng.random() < inside
        if not waiting or (end not in joints and not within):
            continue
        waiting = False
        of = f" {section:02d} OF {sections:02d} " if sections > 1 else ""
        if over:
            section += 1
            begun, number = end, 1
            of = f" {section:02d} OF {sections:02d} "
            between = ["", "", pages.banner, "", "", "", "", "NNN", pages.banner, "", pages.page(1, of), "", *pages.top,
                       "", pages.class_line.format(section=f"SECTION {section} OF {sections} "), "", ""]  # fmt: skip
        else:
            number += 1
            between = ["", "", pages.banner, "", pages.banner, "", pages.page(number, of), "", ""]
        lines = 0
        was = "\n".join(between)
        if end in joints:
            edits.append(Edit(end, end + 2, was, "\n\n", None))
        else:
            edits.append(Edit(end, end + 1, was, " ", "page-mark"))
    return edits


def _cut_short(clean: str, page: Page, share: float, rng: random.Random) -> tuple[str, list[Edit]]:
    """Lines that end in mid-sentence, long before the width: a blank of a line becomes a line end."""
    edits: list[Edit] = []
    before = page.paragraphs[0].start
    for wrap in page.wraps:
        if rng.random() < share:
            at = clean.find(" ", wrap - 45 + int(rng.random() * 30), wrap)
            if (
                at > before
                and clean[at - 1] not in _ENDS
                and not any(p.start <= at < p.text_start for p in page.paragraphs)
            ):
                edits.append(Edit(at, at + 1, "\n", " ", "short-line"))
        before = wrap
    return clean, edits
