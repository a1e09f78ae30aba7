"""How well made telegrams are read, followed and understood, against what is true of them (see `reftel make`).

    python evaluation/made.py                          2,000 telegrams: the tables, and the floors
    python evaluation/made.py --count 20000 --seed 5   others
    python evaluation/made.py --missed bit-error       what was missed or mended wrongly of one kind, and where;
                                                       also of a measure, such as "forecasts found"
    python evaluation/made.py --pin                    raise the floors to what was found; they are never lowered
    python evaluation/made.py --save FILE              for docs/measurements.md

Damage is at the rates counted in real telegrams. A place of damage is mended where the words come out as they were,
suggested where a repair that is not applied would do so, named where a defect says that words were lost there. Changes
of mind are asked of an archive: the person's page sets both places side by side, as changed or as perhaps so.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.shares import Shares
from scoring.understood import score_minds, score_telegram

from reftel.analysis.gaps import GapFinder
from reftel.analysis.references import all_edges, resolve_all
from reftel.archive import add_places, open_archive, open_writer
from reftel.errors import Unreadable
from reftel.intake import read_one_place, read_path
from reftel.making import make_collection, rates_of
from reftel.making.comparing import fields_true, wrong_fields
from reftel.making.edits import Site
from reftel.making.judging import WRAP, judge
from reftel.sources import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.model.telegram import Telegram

FLOORS = Path(__file__).with_name("made_floors.json")
GOOD = ("mended", "suggested", "named")
HEADING = frozenset(
    "mrn dtg precedence from to info level order declassify_on classified_by reasons captions passing corrected tags"  # noqa: SIM905
    " subject reftels sections signature transmission distribution".split()
)


class Case(NamedTuple):
    """A telegram's truth and its reading."""

    truth: dict[str, Any]
    telegram: Telegram


def cases_of(folder: Path) -> Iterator[Case]:
    """The truth of a collection, line by line, with the readings of its files."""
    readings: dict[str, Telegram] = {}
    for reading in read_path(folder / "telegrams"):
        if not isinstance(reading, Unreadable):
            readings[reading.source.path] = reading
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            name = truth["file"] + (f"#{truth['row']}" if "row" in truth else "")
            telegram = readings.pop(name, None)
            if telegram is not None:
                yield Case(truth, telegram)


def score_readings(cases: list[Case], missed: str | None) -> dict[str, Any]:
    """Fields, damage, repairs, and the words that were right."""
    fields, outcomes = Shares(), defaultdict[str, Counter[str]](Counter)
    rules, reliable = Shares(), Shares()
    words = changed = 0
    for truth, telegram in cases:
        wrong = wrong_fields(truth, telegram)
        for name in fields_true(truth):
            fields.add(name, right=name not in wrong)
        sites = [Site(**site) for site in truth["damage"]]
        judgement = judge(truth, sites, telegram, wrong)
        words += judgement.words
        changed += judgement.changed
        for site, outcome in judgement.damage:
            outcomes[site.kind][outcome] += 1
            if site.kind == missed and outcome not in GOOD:
                text = telegram.text
                print(f"{telegram.id} {outcome}: {text[site.start - 40 : site.start]!r} {site.was!r} for {site.now!r} "
                      f"{text[site.end : site.end + 30]!r}")  # fmt: skip
        for repair, right, of in judgement.repairs:
            if repair.rule == "line-wrap" and of == WRAP:
                rules.add("wraps", right=right)
                continue
            if repair.applied:
                rules.add("applied", right=right)
                rules.add(f"rule {repair.rule}", right=right)
            reliable.add(f"{min(int(repair.confidence * 10), 9) / 10:.1f}", right=right)
    outcomes.pop(WRAP, None)
    return {
        "fields": {name: [fields.right[name], fields.asked[name]] for name in fields.asked},
        "damage": {kind: dict(found) for kind, found in sorted(outcomes.items())},
        "rules": {name: [rules.right[name], rules.asked[name]] for name in sorted(rules.asked)},
        "reliability": {name: [reliable.right[name], reliable.asked[name]] for name in sorted(reliable.asked)},
        "words": words,
        "changed": changed,
    }


def score_archive(folder: Path, cases: list[Case]) -> dict[str, list[int]]:
    """References, gaps and copies, as an archive of the collection tells them."""
    shares = Shares()
    with open_writer(folder / "archive") as writer:
        add_places(writer, find_places([folder / "telegrams"]), read_one_place)
    with open_archive(folder / "archive") as archive:
        resolve_all(archive)
        cited: dict[str, dict[str, bool]] = defaultdict(dict)
        for edge in all_edges(archive):
            if edge.mrn is not None:
                cited[edge.citing.partition("~")[0]][edge.mrn] = edge.state == "resolved"
        true: dict[str, dict[str, bool]] = defaultdict(dict)
        for case in cases:
            true[case.truth["mrn"]].update((each["mrn"], each["held"]) for each in case.truth["reftels"])
        for citing, items in true.items():
            for mrn, held in items.items():
                shares.add("references found", right=mrn in cited[citing])
                if mrn in cited[citing]:
                    shares.add("references resolved as they should", right=cited[citing][mrn] == held)
        for citing, items_found in cited.items():
            for mrn in items_found:
                shares.add("references that are right", right=mrn in true[citing])
        _score_gaps(folder, GapFinder(archive), shares)
        other = {entry.id.partition("~")[0] for group in archive.conflicts() for entry in group}
        held = {case.truth["mrn"] for case in cases}
        twice = other | {mrn for mrn in held if len(archive.witnesses(mrn)) > 1}
    again = {case.truth["mrn"]: case.truth["again"] for case in cases if case.truth["again"]}
    for mrn, kind in again.items():
        shares.add("copies found", right=mrn in (other if kind == "corrected" else twice))
    for mrn in twice:
        shares.add("copies that are right", right=mrn in again)
    return shares.counts()


def _score_gaps(folder: Path, finder: GapFinder, shares: Shares) -> None:
    missing = {}
    with (folder / "missing.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            each = json.loads(line)
            missing[each["mrn"]] = each["sent"]
    found = {}
    for place in finder.places():
        if place.post != "STATE":  # of the department's numbers a collection holds few
            found.update((gap.mrn, gap) for gap in finder.gaps(place, implied=True))
    for mrn, sent in missing.items():
        shares.add("gaps found", right=mrn in found)
        if mrn in found:
            bracket = found[mrn].bracket
            within = f"{bracket.earliest:%Y-%m-%dT%H:%M}" <= sent[:16] <= f"{bracket.latest:%Y-%m-%dT%H:%M}"
            shares.add("gaps dated rightly", right=within)
    for mrn in found:
        shares.add("gaps that are right", right=mrn in missing)


def score_understood(folder: Path, cases: list[Case], missed: str | None) -> dict[str, list[int]]:
    """Statements, forecasts and meetings of each telegram, and minds across them."""
    shares = Shares()

    def note(name: str, words: str) -> None:
        if name == missed:
            print(words)

    for truth, telegram in cases:
        score_telegram(truth, telegram, shares, note)
    with (folder / "minds.jsonl").open(encoding="utf-8") as lines:
        score_minds(folder / "archive", [json.loads(line) for line in lines], shares, note)
    return {name: shares.counts()[name] for name in sorted(shares.asked, key=_order)}


def _order(name: str) -> int:
    """Measures in the order of what they are of."""
    of = ("statements", "speakers", "forecasts", "horizons", "meetings", "participants", "days", "places", "changes")
    return next((place for place, word in enumerate(of) if name.startswith(word)), len(of))


def measures_of(results: dict[str, Any]) -> dict[str, float]:
    """The figures that have floors, as shares; `words kept` counts words that were right and stayed so."""
    places = Counter[str]()
    for found in results["damage"].values():
        places.update(found)
    applied = results["rules"].get("applied", [1, 1])
    sure = results["reliability"].get("0.9", [1, 1])
    heading = [score for name, score in results["fields"].items() if name in HEADING]
    measures = {
        "applied repairs right": applied[0] / applied[1],
        "damage repaired or suggested": sum(places[each] for each in GOOD) / (sum(places.values()) or 1),
        "words kept": 1 - results["changed"] / results["words"],
        "repairs stated at 0.9 to 1.0 right": sure[0] / sure[1],
        "fields of headings": sum(right for right, _ in heading) / sum(asked for _, asked in heading),
    }
    for part in ("archive", "understood"):
        measures |= {name: right / asked for name, (right, asked) in results[part].items()}
    return measures


def tell(results: dict[str, Any], measures: dict[str, float]) -> None:
    print(f"{results['telegrams']:,} telegrams, seed {results['seed']}, {results['words']:,} words")
    for name, share in measures.items():
        said = f"{100 * share:8.3f}%" if name != "words kept" else f"{1e5 * (1 - share):8.2f} of 100,000 changed"
        print(f"  {name:50} {said}{_of(results, name)}")
    print("\nkind of damage        places  mended suggested named  missed  wrong")
    for kind, found in results["damage"].items():
        total = sum(found.values())
        cells = [found.get(each, 0) for each in (*GOOD, "missed", "wrong")]
        print(
            f"  {kind:18} {total:8,} "
            + " ".join(f"{cell:8,}" for cell in cells)
            + f"  {100 * sum(cells[:3]) / total:5.1f}%"
        )
    print("\nstated confidence     right of")
    for level, (right, asked) in results["reliability"].items():
        print(f"  {level} to {float(level) + 0.1:.1f} {right:14,} {asked:8,}  {100 * right / asked:5.1f}%")
    print("\nfields not always right")
    for name, (right, asked) in results["fields"].items():
        if right < asked:
            print(f"  {name:18} {right:8,} of {asked:8,}  {100 * right / asked:6.2f}%")


def _of(results: dict[str, Any], name: str) -> str:
    """The counts behind a share, where it is one of the archive or of what was understood."""
    counts = results["archive"].get(name) or results["understood"].get(name)
    return f"  {counts[0]:,} of {counts[1]:,}" if counts else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", help="not needed: the other programs of this folder take it")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--layout", default="mixed")
    parser.add_argument("--damage", default="realistic")
    parser.add_argument("--missed")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--save", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "made"
        make_collection(
            folder, asked.count, seed=asked.seed, layout=asked.layout, rates=rates_of(asked.damage), zipped=True
        )
        cases = list(cases_of(folder))
        results: dict[str, Any] = {"telegrams": len(cases), "seed": asked.seed, **score_readings(cases, asked.missed)}
        results["archive"] = score_archive(folder, cases)
        results["understood"] = score_understood(folder, cases, asked.missed)
    measures = measures_of(results)
    tell(results, measures)
    if len(cases) < asked.count:
        print(f"{asked.count - len(cases)} telegrams were not read as one")
    if asked.save:
        asked.save.write_text(json.dumps({**results, "measures": measures}, indent=1) + "\n", encoding="utf-8")
    return floors(measures, pin=asked.pin)


def floors(measures: dict[str, float], *, pin: bool) -> int:
    """1 where a figure is under its floor."""
    held = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if pin:
        held = {name: max(held.get(name, 0.0), int(share * 1e5) / 1e5) for name, share in measures.items()}
        FLOORS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    under = [name for name, floor in held.items() if measures.get(name, 0.0) < floor]
    for name in under:
        print(f"under its floor: {name} {measures.get(name, 0.0):.5f} < {held[name]:.5f}")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
