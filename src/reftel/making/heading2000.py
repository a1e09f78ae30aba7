"""The headings of relay copies since 1980, as posts and the department printed them in each year."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from reftel.facts import order_in_force
from reftel.making.draft import Clean, Page
from reftel.making.prose import Typing
from reftel.making.world import Shares, pick
from reftel.write.heading import LETTERS, printed_dtg, printed_level

if TYPE_CHECKING:
    import random
    from datetime import date

    from reftel.making.prose import Prose
    from reftel.making.traffic import Cited, Plan

#: As counted in 1,295 telegrams: levels, precedences.
_LEVELS = Shares(("CONFIDENTIAL", 684), ("SECRET", 507), ("SENSITIVE BUT UNCLASSIFIED", 68), ("UNCLASSIFIED", 36))
_PRECEDENCES = Shares(
    (("IMMEDIATE", "IMMEDIATE"), 439),
    (("PRIORITY", "PRIORITY"), 421),
    (("ROUTINE", "ROUTINE"), 299),
    (("IMMEDIATE", "PRIORITY"), 17),
    (("IMMEDIATE", "ROUTINE"), 21),
    (("PRIORITY", "ROUTINE"), 6),
)
_OFFICES = ("EUR/WE", "SCA/CEN", "WHA/BSC", "AF/W", "EAP/MTS", "NEA/ELA", "DRL", "INR", "EEB/TPP", "PM", "INL", "OES")
_GROUPS = {"CONFIDENTIAL": "CCCCC", "SECRET": "SSSSS"}
_SECTION = 4_400
_RETYPED = 0.32
_WIDTH = 61
_FIRST_OF_AMENDED_ORDER = 2003
_FIRST_OF_MACHINE_SIPDIS = (2005, 12, 23)
_LAST_OF_MACHINE_SIPDIS = (2008, 5, 1)


def typed2000(plan: Plan, prose: Prose, rng: random.Random, *, client: bool, sign: str, unwrapped: bool) -> Clean:
    """A telegram of 1980 or later. `client`: typed in the program whose marks do not survive.

    `sign` stands before the numbers of paragraphs; `unwrapped` is how those copies are kept that newspapers typed.
    """
    sender, _moment = plan.sender, plan.moment
    level = _LEVELS.one(rng)
    noforn = level in _GROUPS and rng.random() < (0.42 if level == "SECRET" else 0.12)
    retyped = not client and rng.random() < _RETYPED
    typing = Typing(typographic=client or retyped, capitals=False)
    size = int(min(400 + rng.lognormvariate(7.9, 0.75), 30_000))
    parts = prose.paragraphs(rng, plan, typing, size)
    feed = rng.random()
    if plan.again == "corrected":
        parts = prose.corrected(parts, plan.nth)
    sections = max(1, -(-sum(len(part.text) + 10 for part in parts) // _SECTION)) if feed < 0.75 else 1
    fields: dict[str, Any] = {}
    lines = _relay_lines(plan, rng, fields, level, sections, feed)
    above = "\n".join(lines) + "\n"
    lines = ["", _class_line(plan, fields, level, sections)]
    lines += _labels(plan, rng, fields, level, noforn)
    text = above + "\n".join(lines) + "\n\n"
    page = Page(len(text), 1_000_000 if retyped and unwrapped else _WIDTH, rng)
    portion = _portion(level, noforn)
    for number, part in enumerate(parts, 1):
        if number > 1:
            page.joint()
        if part.heading:
            page.add(f"{part.heading}\n{'-' * len(part.heading)}\n\n")
        own = portion if rng.random() < 0.85 or level == "UNCLASSIFIED" else ("SBU" if level in _GROUPS else "U")
        page.paragraph(number, own, part, sign)
    signature = pick(rng, sender.signers)
    fields["signature"] = signature
    page.add(f"\n{signature}\n")
    return Clean(plan, fields, text + "".join(page.pieces), len(text), len(above), page.paragraphs, page.wraps,
                 page.joints, [])  # fmt: skip


def _relay_lines(plan: Plan, rng: random.Random, fields: dict[str, Any], level: str, sections: int,
                 feed: float) -> list[str]:  # fmt: skip
    """Format lines 1 to 8."""
    sender, moment = plan.sender, plan.moment
    action, info = _PRECEDENCES.one(rng)
    letters = LETTERS[action] if action == info else f"{LETTERS[action]} {LETTERS[info]}"
    signals = {"retransmission": " ZDK", "corrected": " ZDS", None: ""}[plan.again]
    addressees = list(plan.addressees)
    fields["dtg"] = f"{moment.isoformat()[:19]}Z"
    fields["precedence"] = {"action": action, "info": info}
    fields["from"] = {"address": sender.address, "post": sender.mrn_name}
    lines: list[str] = []
    bare = feed > 0.95
    if not bare:
        filed = moment + timedelta(minutes=int(rng.random() * 9) if rng.random() < 0.08 else 0)
        if plan.again:
            filed += timedelta(minutes=30)
        channel = f"VZCZCX{'RO' if feed < 0.75 else 'YZ'}{1 + int(rng.random() * 9998):04d}"
        routing = [post.routing for post in addressees] if feed < 0.75 else ["RUEHWEB"]
        section = 1 if sections > 1 or rng.random() < 0.8 else None
        group = _GROUPS.get(level, "UUUUU")
        serial = f"{plan.number % 10000:04d}{f'/{section:02d}' if section else ''}"
        lines += [channel, f"{LETTERS[action] * 2} {' '.join(dict.fromkeys(routing))}"]
        if feed >= 0.75:
            lines.append("")
        lines += [f"DE {sender.routing} #{serial} {filed:%j%H%M}", f"ZN{'R' if group == 'UUUUU' else 'Y'} {group} ZZH"]
        fields["transmission"] = {
            "id": channel, "routing": list(dict.fromkeys(routing)), "station": sender.routing,
            "serial": plan.number % 10000, "section": section, "filed": f"{filed.isoformat()[:19]}Z",
            "security": group,
        }  # fmt: skip
    lines.append(f"{letters} {printed_dtg(moment)}{signals}")
    lines.append(f"FM {sender.address}")
    for verb, label, posts, precedence in (
        ("TO", "to", addressees[:1], action),
        ("INFO", "info", addressees[1:], info),
    ):
        entries: list[dict[str, Any]] = []
        for place, post in enumerate(posts):
            printed = precedence if precedence != "ROUTINE" and (label == "to" or rng.random() < 0.6) else None
            number = f"{int(rng.random() * 10_000):04d}" if rng.random() < (0.9 if post.is_state else 0.4) else None
            routing_of = None if bare else post.routing
            entries.append(
                {"address": post.address, "post": post.mrn_name, "routing": routing_of, "precedence": printed,
                 "serial": number}
            )  # fmt: skip
            words = [verb] if not place else []
            words.append(f"{routing_of}/{post.address}" if routing_of else post.address)
            lines.append(" ".join(words + [each for each in (printed, number) if each]))
        fields[label] = entries
    return lines


def _class_line(plan: Plan, fields: dict[str, Any], level: str, sections: int) -> str:
    printed = "UNCLAS" if level == "SENSITIVE BUT UNCLASSIFIED" else printed_level(level)
    section = f"SECTION 01 OF {sections:02d} " if sections > 1 else ""
    fields["sections"] = sections if sections > 1 else 0
    return f"{printed} {section}{plan.sender.name} {plan.number:06d}"


def _labels(plan: Plan, rng: random.Random, fields: dict[str, Any], level: str, noforn: bool) -> list[str]:
    """From the captions to the classified-by lines."""
    moment = plan.moment
    lines: list[str] = []
    captions = []
    if level == "SENSITIVE BUT UNCLASSIFIED":
        captions.append("SENSITIVE")
    if noforn:
        captions.append("NOFORN")
    if moment.year > 2000 and (in_window(moment) or rng.random() < 0.92):
        captions.append("SIPDIS")
    fields["captions"] = captions
    lines += ["", *captions] if captions else []
    if plan.again == "corrected":
        lines += ["", "C O R R E C T E D  C O P Y (TEXT)"]
        fields["corrected"] = True
    passing = []
    if rng.random() < 0.6:
        offices = ", ".join(rng.sample(_OFFICES, 1 + int(rng.random() * 3)))
        passing.append(f"{'POST' if plan.sender.is_state else 'STATE'} FOR {offices}")
    fields["passing"] = passing
    lines += ["", *passing] if passing else []
    lines += ["", _order_line(moment.date(), rng, fields, level)]
    fields["tags"] = list(plan.tags)
    lines.append(f"TAGS: {(', ' if rng.random() < 0.33 else ' ').join(plan.tags)}")
    fields["subject"] = plan.subject
    lines += wrapped(f"SUBJECT: {plan.subject}", _WIDTH)
    references = reference_lines(plan, rng, fields, "{}. ", "REF: ")
    lines += ["", *references] if references else []
    if level in _GROUPS:
        lines += ["", _classified_by(plan, rng, fields, moment.year)]
    fields["classification"]["level"] = level if level in _GROUPS else "UNCLASSIFIED"
    return lines


def in_window(moment: Any) -> bool:
    """Whether a loading program put SIPDIS lines of its own into telegrams of that day."""
    return _FIRST_OF_MACHINE_SIPDIS <= (moment.year, moment.month, moment.day) <= _LAST_OF_MACHINE_SIPDIS


def _order_line(day: date, rng: random.Random, fields: dict[str, Any], level: str) -> str:
    order = order_in_force(day)
    assert order is not None
    marks = fields.setdefault(
        "classification", {"executive_order": order.cited_as, "declassify_on": None, "reasons": []}
    )
    if level not in _GROUPS:
        return f"E.O. {order.cited_as}: N/A"
    if day.year < 1995:
        return f"E.O. {order.cited_as}: DECL: OADR"
    years = 10 if rng.random() < 0.76 else pick(rng, (5, 15, 20, 25))
    until = day.replace(year=day.year + years, day=min(day.day, 28))
    marks["declassify_on"] = until.isoformat()
    slashed = f"{until:%Y/%m/%d}" if day.year >= 2009 and day.month > 6 and rng.random() < 0.5 else f"{until:%m/%d/%Y}"
    return f"E.O. {order.cited_as}: DECL: {slashed}"


def _classified_by(plan: Plan, rng: random.Random, fields: dict[str, Any], year: int) -> str:
    if year < 1995:
        return "CLASSIFIED BY: " + pick(rng, plan.sender.classifiers).upper()
    name = pick(rng, plan.sender.classifiers)
    letters = pick(rng, ("bd", "bd", "bd", "bd", "bd", "d", "bcd", "c"))
    section = "1.5" if year < _FIRST_OF_AMENDED_ORDER else "1.4"
    printed = (
        f"({letters[0]})" if len(letters) == 1 else ", ".join(f"({x})" for x in letters[:-1]) + f" and ({letters[-1]})"
    )
    marks = fields["classification"]
    marks["classified_by"] = name
    marks["reasons"] = [f"{section}({letter})" for letter in letters]
    return f"Classified By: {name} for reasons {section} {printed}."


def _portion(level: str, noforn: bool) -> str | None:
    short = {"CONFIDENTIAL": "C", "SECRET": "S", "SENSITIVE BUT UNCLASSIFIED": "SBU", "UNCLASSIFIED": "U"}[level]
    return f"{short}/NF" if noforn and level in _GROUPS else short


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width`, broken at blanks."""
    lines = []
    while len(text) > width and (cut := text.rfind(" ", 0, width + 1)) > 0:
        lines.append(text[:cut])
        text = text[cut + 1 :]
    return [*lines, text]


def reference_lines(plan: Plan, rng: random.Random, fields: dict[str, Any], enumerator: str,
                    label: str) -> list[str]:  # fmt: skip
    """The REF lines; items of several have letters."""
    cited = plan.cited
    items: list[dict[str, Any]] = []
    fields["reftels"] = items
    lines: list[str] = []
    for place, each in enumerate(cited):
        printed = _printed(each)
        letter = "ABCDEFGH"[place] if len(cited) > 1 else None
        note = "NOTAL" if rng.random() < 0.05 else None
        items.append({"label": letter, "text": printed, "mrn": each.mrn, "held": each.held, "note": note})
        words = (enumerator.format(letter) if letter else "") + printed + (f" ({note})" if note else "")
        lines.append((label if not place else " " * len(label)) + words)
    return lines


def _printed(cited: Cited) -> str:
    return f"{cited.year % 100:02d} {cited.name} {cited.number}" if cited.with_year else f"{cited.name} {cited.number}"
