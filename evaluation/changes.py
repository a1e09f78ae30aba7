"""Changes of mind planted for this measure: how many are set side by side, and how many that are none are called one.

    python evaluation/changes.py          what is found of the cases of both files, and the floors
    python evaluation/changes.py --list   what is missed and what is too much, not of those held back

`changes/tuned.md` and `changes/held.md` have persons with a few telegrams each, written before the rules were: `! 1 3`
says that the person's mind of the first telegram is another in the third, `@ 1` that the telegram above refers to the
first. Every pair without such a line is no change: other matters, other people's views, the same said again.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reftel import read_text
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.answers import Shift

HERE = Path(__file__).parent
HEADING = """R {when}
FM AMEMBASSY PARIS
TO SECSTATE WASHDC
BT
{classification} PARIS {number:06}
SUBJECT: {subject}
{reference}
"""


class Case(NamedTuple):
    """A person, the telegrams with what he said, which of them refers to which, and where his mind is another."""

    person: str
    telegrams: list[tuple[date, str, str]]
    cites: dict[int, int]
    changes: set[tuple[int, int]]


def cases_of(path: Path) -> Iterator[Case]:
    """The persons of a file of cases."""
    for block in path.read_text("utf-8").split("\n# "):
        lines = block.removeprefix("# ").splitlines()
        case = Case(lines[0].strip(), [], {}, set())
        for line in lines[1:]:
            mark, _, rest = line.partition(" ")
            if mark == "##":
                day, _, subject = rest.partition(" ")
                case.telegrams.append((date.fromisoformat(day), subject, ""))
            elif mark == "!":
                earlier, later = rest.split()
                case.changes.add((int(earlier), int(later)))
            elif mark == "@":
                case.cites[len(case.telegrams)] = int(rest)
            elif line:
                case.telegrams[-1] = (*case.telegrams[-1][:2], case.telegrams[-1][2] + line + "\n")
        yield case


class Judged(NamedTuple):
    """Of one file: the changes planted, which of them are stated, which shown at all, and the pairs that are none."""

    planted: int
    stated: int
    shown: int
    wrong: int
    beside: int
    lines: list[str]


def judge(library: Library, cases: list[Case], numbers: dict[tuple[str, int], str]) -> Judged:
    """Compare what the persons' pages set side by side with what was planted."""
    planted = stated = shown = wrong = beside = 0
    lines: list[str] = []
    for case in cases:
        wanted = {(numbers[case.person, one], numbers[case.person, two]) for one, two in case.changes}
        profile = library.person(case.person)
        shifts = profile.shifts if profile else ()
        called = {pair_of(one) for one in shifts if one.stated}
        all_shown = {pair_of(one) for one in shifts}
        planted += len(wanted)
        stated += len(wanted & called)
        shown += len(wanted & all_shown)
        wrong += len(called - wanted)
        beside += len(all_shown - called - wanted)
        lines += [f"  - not shown: {case.person} {pair}" for pair in sorted(wanted - all_shown)]
        lines += [f"  - perhaps only: {case.person} {pair}" for pair in sorted((wanted & all_shown) - called)]
        lines += [
            f"  - {'WRONG' if one.stated else 'perhaps'}: {case.person} {pair_of(one)} {one.why} | {one.same}"
            for one in shifts
            if pair_of(one) not in wanted
        ]
    return Judged(planted, stated, shown, wrong, beside, lines)


def pair_of(shift: Shift) -> tuple[str, str]:
    """The names of the two telegrams."""
    return shift.earlier.telegram, shift.later.telegram


def fill(folder: Path, cases: list[Case]) -> dict[tuple[str, int], str]:
    """Put all telegrams into an archive and understand them; the name of each person's first, second, ... telegram."""
    names: dict[tuple[str, int], str] = {}
    number = 0
    with open_writer(folder) as writer:
        for case in cases:
            for nth, (day, subject, body) in enumerate(case.telegrams, start=1):
                number += 1
                old = day.year < 2000
                cited = names.get((case.person, case.cites.get(nth, 0)))
                text = HEADING.format(
                    when=day.strftime("%d0900Z %b %y").upper(),
                    classification="UNCLASSIFIED" if old else "C O N F I D E N T I A L",
                    number=number,
                    subject=subject.upper(),
                    reference=f"REF: {cited[:2]} PARIS {int(cited[7:])}\n" if cited else "",
                )
                (telegram,) = read_text(text + body, path=f"{number}.txt")
                writer.add_all([(telegram, (text + body).encode())])
                names[case.person, nth] = f"{day:%y}PARIS{number}"
    analyze_archive(folder)
    return names


def main(arguments: list[str]) -> int:
    """Print the shares; 1 where one fell below its floor."""
    floors = json.loads((HERE / "floors.json").read_text("utf-8")).get("changes", {})
    fallen = 0
    files = {name: list(cases_of(HERE / "changes" / f"{name}.md")) for name in ("tuned", "held")}
    with tempfile.TemporaryDirectory() as folder:
        numbers = fill(Path(folder), [case for cases in files.values() for case in cases])
        with closing(connect_to_read(Path(folder))) as connection:
            for name, cases in files.items():
                found = judge(Library(connection), cases, numbers)
                called = found.stated + found.wrong
                figures = {
                    "stated": (found.stated, found.planted),
                    "or perhaps": (found.shown, found.planted),
                    "right of those stated": (found.stated, called),
                    "right of all shown": (found.shown, found.shown + found.wrong + found.beside),
                }
                for figure, (right, of) in figures.items():
                    share = right / of if of else 1.0
                    print(f"{name}, {figure:24}{right:3} of {of:3}  {share:.0%}")
                    fallen += share < floors.get(f"{name}, {figure}", 0)
                if "--list" in arguments and (name == "tuned" or "--held" in arguments):
                    print("\n".join(found.lines))
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
