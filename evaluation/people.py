"""The seed's people, meetings and dates against its reading by hand: `python evaluation/people.py ../shared [--list]`.

people: of every form that a named person has in the body the first place is a mention of that person. meetings: one of
that paragraph with the same days and at least half of the participants. dates: those of the body, with the days that
the reading gives; where it gives words or a month only, found at all or in that year.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reftel.analysis.understand import analyze
from reftel.intake import read_path

if TYPE_CHECKING:
    from reftel.model.analysis import Analysis
    from reftel.model.telegram import Telegram

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _surname(name: str) -> str:
    return name.lower().split()[-1]


def people(gold: dict[str, Any], analysis: Analysis) -> list[tuple[str, bool]]:
    """Each form of each named person, and whether it is joined to that person."""
    names = {entity.id: entity.name.lower() for entity in analysis.entities}
    found = []
    for person in gold["people"]:
        name = person["name"] or ""
        for form in person["forms"] if name else ():
            start, end = form["first_span"]
            here = [one for one in analysis.mentions if one.start < end and start < one.end and one.entity]
            right = any(_surname(name) in names.get(one.entity or "", "") for one in here)
            found.append((f"{name}: {form['text']}", right))
    return found


def meetings(gold: dict[str, Any], analysis: Analysis) -> list[tuple[str, bool]]:
    """Each meeting, and whether one is found with its days and people."""
    names = {entity.id: entity.name.lower() for entity in analysis.entities}
    who = {person["id"]: _surname(person["name"]) for person in gold["people"] if person["name"]}
    found = []
    for meeting in gold["meetings"]:
        first = meeting["date_from"] and date.fromisoformat(meeting["date_from"])
        wanted = {who[one] for one in meeting["participants"] if one in who}
        right = False
        for one in analysis.meetings:
            people_here = " ".join(names.get(person, person) for person in one.participants)
            heard = sum(surname in people_here for surname in wanted)
            right = right or (
                one.paragraph == meeting["paragraph"] and (not first or one.first == first) and heard * 2 >= len(wanted)
            )
        found.append((f"¶{meeting['paragraph']} {meeting['kind']}", right))
    return found


def dates(gold: dict[str, Any], telegram: Telegram, analysis: Analysis) -> list[tuple[str, bool]]:
    """Each date of the body, and whether it is found with the days that it means."""
    body = min(paragraph.start for paragraph in telegram.paragraphs)
    found = []
    for one in gold["dates"]:
        start, end = one["span"]
        if start < body:
            continue
        here = [mention for mention in analysis.dates if mention.start < end and start < mention.end]
        days = [date(*map(int, match.groups())) for match in _DAY.finditer(one["normalised"])]
        year = re.fullmatch(r"\d{4}", one["normalised"])
        if days:
            right = any(mention.first == days[0] and mention.last == days[-1] for mention in here)
        elif year:
            right = any(mention.first and mention.first.year == int(year.group()) for mention in here)
        else:
            right = bool(here)
        found.append((f"{one['text']} = {one['normalised']}", right or (bool(here) and bool(one.get("ambiguous")))))
    return found


def main(arguments: list[str]) -> int:
    """Print the shares; 1 where people fall below 95 in 100, a meeting is missing, or more than one date."""
    shared = Path(arguments[0] if arguments and not arguments[0].startswith("-") else "../shared")
    if not (shared / "seed").is_dir():
        print("skipped: the folder of real telegrams is not here")
        return 0
    gold = json.loads((shared / "seed" / "astana-605.gold.json").read_text("utf-8"))
    telegram: Telegram = next(iter(read_path(shared / "seed" / "astana-605.txt")))  # type: ignore[assignment]
    analysis = analyze(telegram)
    fallen = 0
    for name, found, least in (
        ("people, forms", people(gold, analysis), 0.95),
        ("meetings", meetings(gold, analysis), 1.0),
        ("dates", dates(gold, telegram, analysis), 16 / 17),
    ):
        right = sum(ok for _, ok in found)
        print(f"{name:20}{right:3} of {len(found):3}")
        fallen += right < least * len(found)
        if "--list" in arguments:
            print("\n".join(f"  - {what}" for what, ok in found if not ok))
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
