"""How well statements are found, against readings by hand.

    python evaluation/statements.py ../shared                 scores, batches, reliability, and the floors
    python evaluation/statements.py ../shared --list          what is missed, what is too much
    python evaluation/statements.py ../shared --against REV   gains and losses since a commit, statement by statement
    python evaluation/statements.py ../shared --save FILE     keep what is found now; --against FILE compares with it
    python evaluation/statements.py ../shared --pin           raise the floors to today's scores; they are never lowered

The seed's own reading and the annotations beside this program: places only, by the hash of the file they were made on.
cue and source: F1 of overlapping places; exact: every place the same; lenient: the sources overlap (or nobody is named
in either) and half of the words of the contents agree (Jaccard). Statements inside statements and the post's own
comments are left out. Telegrams of a batch were annotated before the rules saw them; docs/statements.md has the figures
of their first sight.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.understand import analyze
from reftel.errors import Unreadable
from reftel.intake import read_path, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reftel.model.telegram import Telegram

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MEASURES = ("cue", "source", "exact", "lenient")
Place = tuple[int, int]


class Reading(NamedTuple):
    """One statement: the places of its speaker, cue and content, and the words of the content."""

    speaker: Place | None
    cue: Place | None
    content: tuple[Place, ...]
    text: str
    construction: str = ""
    confidence: float = 0.0

    @property
    def words(self) -> set[str]:
        return {word.strip(".,;:()\"'“”&8") for word in self.text.lower().split()} - {""}


class Case(NamedTuple):
    """A telegram with its reading by hand."""

    name: str
    telegram: Telegram
    paragraphs: frozenset[int] | None
    gold: list[Reading]
    batch: int = 0


def _place(pair: list[int] | None) -> Place | None:
    return (pair[0], pair[1]) if pair else None


def _reading(text: str, speaker: list[int] | None, cue: list[int] | None, content: list[list[int]]) -> Reading:
    places = tuple((start, end) for start, end in content)
    return Reading(_place(speaker), _place(cue), places, " ".join(text[start:end] for start, end in places))


def seed(shared: Path) -> Case:
    """The seed and its reading."""
    gold = json.loads((shared / "seed" / "astana-605.gold.json").read_text("utf-8"))
    text = (shared / "seed" / "astana-605.txt").read_text("utf-8")
    main = [one for one in gold["statements"] if one["level"] == "main"]
    readings = [_reading(text, one["source_span"], one["cue_span"], one["content_spans"]) for one in main]
    return Case("seed", read_text(text)[0], None, readings)


def annotated(shared: Path) -> Iterator[Case]:
    """The annotated telegrams that are here, found by their hash."""
    wanted = {}
    for place in sorted((HERE / "annotations").glob("*.json")):
        annotation = json.loads(place.read_text("utf-8"))
        wanted[annotation["sha256"]] = annotation
    for path in sorted(shared.glob("corpora/*/*")):
        annotation = wanted.get(hashlib.sha256(path.read_bytes()).hexdigest())
        telegram = next(iter(read_path(path)), None) if annotation else None
        if annotation is None or telegram is None or isinstance(telegram, Unreadable):
            continue
        readings = [
            _reading(telegram.text, one["speaker"], one["cue"], one["content"]) for one in annotation["statements"]
        ]
        paragraphs = frozenset(annotation["paragraphs"])
        yield Case(f"{annotation['decade']} {path.stem}", telegram, paragraphs, readings, annotation.get("batch", 0))


def found_in(case: Case) -> list[Reading]:
    """What the rules find: main statements, without the post's own comments."""
    return [
        Reading(
            (one.speaker.start, one.speaker.end) if one.speaker else None,
            (one.cue.start, one.cue.end) if one.cue else None,
            tuple((piece.start, piece.end) for piece in one.content),
            " ".join(piece.text for piece in one.content),
            one.construction,
            one.confidence,
        )
        for one in analyze(case.telegram).statements
        if one.within is None
        and one.construction != "comment"
        and (case.paragraphs is None or one.paragraph in case.paragraphs)
    ]


def _overlap(one: Place | None, two: Place | None) -> bool:
    return one is not None and two is not None and one[0] < two[1] and two[0] < one[1]


def _same_source(one: Reading, two: Reading) -> bool:
    return _overlap(one.speaker, two.speaker) or (one.speaker is None and two.speaker is None)


def _near(one: Reading, two: Reading) -> bool:
    return any(_overlap(first, second) for first in one.content for second in two.content) or _overlap(one.cue, two.cue)


def _lenient(one: Reading, two: Reading) -> bool:
    both = one.words | two.words
    return _same_source(one, two) and _near(one, two) and bool(both) and len(one.words & two.words) / len(both) >= 0.5


def _pairs(
    gold: list[Reading], found: list[Reading], fits: Callable[[Reading, Reading], bool]
) -> list[tuple[int, int]]:
    left = set(range(len(found)))
    pairs = []
    for nth, want in enumerate(gold):
        match = next((at for at in sorted(left) if fits(want, found[at])), None)
        if match is not None:
            left.discard(match)
            pairs.append((nth, match))
    return pairs


def _f1(right: int, asked: int, given: int) -> float:
    return round(200 * right / (asked + given), 1) if asked + given else 100.0


def score(gold: list[Reading], found: list[Reading]) -> dict[str, float]:
    """The four measures, as F1 of 100."""

    def both(part: str, fits: Callable[[Reading, Reading], bool]) -> float:
        asked = [one for one in gold if getattr(one, part)]
        given = [one for one in found if getattr(one, part)]
        return _f1(len(_pairs(asked, given, fits)), len(asked), len(given))

    exact = len(_pairs(gold, found, lambda one, two: one[:3] == two[:3]))
    lenient = len(_pairs(gold, found, _lenient))
    return {
        "cue": both("cue", lambda one, two: _overlap(one.cue, two.cue)),
        "source": both("speaker", lambda one, two: _overlap(one.speaker, two.speaker) and _near(one, two)),
        "exact": _f1(exact, len(gold), len(found)),
        "lenient": _f1(lenient, len(gold), len(found)),
    }


def shown(reading: Reading, text: str) -> str:
    """A reading on one line: speaker, cue, words."""
    parts = [" ".join(text[place[0] : place[1]].split()) if place else "-" for place in (reading.speaker, reading.cue)]
    return f"{parts[0][:40]} | {parts[1][:30]} | {' '.join(reading.text.split())[:110]}"


def differences(case: Case, found: list[Reading]) -> Iterator[str]:
    """What is missed (-) and what is too much (+), for a person to read."""
    pairs = _pairs(case.gold, found, _lenient)
    missed = set(range(len(case.gold))) - {want for want, _ in pairs}
    extra = set(range(len(found))) - {got for _, got in pairs}
    for sign, readings, places in (("-", case.gold, missed), ("+", found, extra)):
        for at in sorted(places):
            yield f"  {sign} {shown(readings[at], case.telegram.text)}"


def gains(case: Case, old: list[Reading], new: list[Reading]) -> Iterator[str]:
    """What a change of rules did to one telegram: found now, lost now, too much now, no longer too much."""
    before, after = _pairs(case.gold, old, _lenient), _pairs(case.gold, new, _lenient)
    had, has = {want for want, _ in before}, {want for want, _ in after}
    for word, wants in (("gained", has - had), ("lost", had - has)):
        for want in sorted(wants):
            yield f"  {word:9}{shown(case.gold[want], case.telegram.text)}"
    wrong_old = {one[:3]: one for at, one in enumerate(old) if at not in {got for _, got in before}}
    wrong_new = {one[:3]: one for at, one in enumerate(new) if at not in {got for _, got in after}}
    for word, these, those in (("too much", wrong_new, wrong_old), ("no more", wrong_old, wrong_new)):
        for key, one in these.items():
            if key not in those:
                yield f"  {word:9}{shown(one, case.telegram.text)}"


def earlier(revision: str, shared: Path) -> dict[str, list[Reading]]:
    """What was found before: from a file that --save made, or by the rules of a commit."""
    if Path(revision).is_file():
        saved = json.loads(Path(revision).read_text("utf-8"))
        return {
            name: [
                Reading(_place(one[0]), _place(one[1]), tuple((a, b) for a, b in one[2]), *one[3:]) for one in readings
            ]
            for name, readings in saved.items()
        }
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        _run("git", "worktree", "add", "--detach", "-q", str(tree), revision)
        try:
            kept = Path(folder) / "found.json"
            program = str(HERE / "statements.py")
            _run(sys.executable, program, str(shared.resolve()), "--save", str(kept), PYTHONPATH=str(tree / "src"))
            return earlier(str(kept), shared)
        finally:
            _run("git", "worktree", "remove", "--force", str(tree))


def _run(*command: str, **environment: str) -> None:
    subprocess.run(command, check=False, cwd=HERE, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)  # noqa: S603


def reliability(cases: list[Case], found: dict[str, list[Reading]]) -> Iterator[str]:
    """Of the statements of each confidence, how many were right (lenient)."""
    asked: Counter[int] = Counter()
    right: Counter[int] = Counter()
    total = 0.0
    for case in cases:
        hits = {got for _, got in _pairs(case.gold, found[case.name], _lenient)}
        for at, one in enumerate(found[case.name]):
            step = min(int(one.confidence * 10), 9)
            asked[step] += 1
            right[step] += at in hits
            total += (one.confidence - (at in hits)) ** 2
    for step in sorted(asked):
        share = right[step] / asked[step]
        yield f"  said {step / 10:.1f}-{step / 10 + 0.1:.1f}: {asked[step]:4} statements, {share:.2f} right"
    if asked:
        yield f"  mean square of the difference (Brier): {total / sum(asked.values()):.3f}"


def counts(cases: list[Case], found: dict[str, list[Reading]]) -> Iterator[str]:
    """The rows of confidence.csv: how often each construction was right."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases:
        hits = {got for _, got in _pairs(case.gold, found[case.name], _lenient)}
        for at, one in enumerate(found[case.name]):
            asked[one.construction] += 1
            right[one.construction] += at in hits
    for name in sorted(asked):
        yield f"{name},{right[name]},{asked[name]}"


def line(name: str, scores: dict[str, float]) -> str:
    """One row of the table."""
    return f"{name:40}" + "  ".join(f"{measure} {value:5.1f}" for measure, value in scores.items())


def mean(scores: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each measure over telegrams."""
    return {name: round(sum(one[name] for one in scores) / len(scores), 1) for name in MEASURES}


def below(today: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """What fell below its floor."""
    return [
        f"{case} {name}: {today[case][name]} is below {floor}"
        for case in floors
        for name, floor in floors[case].items()
        if case in today and today[case][name] < floor
    ]


def main() -> int:
    """Print the scores; 1 where one fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=Path("../shared"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--against", metavar="REV|FILE")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--counts", action="store_true", help="the rows of confidence.csv, of all but the last batch")
    parser.add_argument("--pin", action="store_true")
    asked = parser.parse_args()
    if not (asked.shared / "seed").is_dir():
        print("skipped: the folder of real telegrams is not here")
        return 0
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    cases = [seed(asked.shared), *annotated(asked.shared)]
    analyze(read_text("Borge said that the tables are loaded.")[0])
    begun = time.process_time()
    found = {case.name: found_in(case) for case in cases}
    spent = time.process_time() - begun
    before = earlier(asked.against, asked.shared) if asked.against else {}
    if asked.save:
        asked.save.write_text(json.dumps(found), "utf-8")
    today = {case.name: score(case.gold, found[case.name]) for case in cases}
    for case in cases:
        print(line(case.name, today[case.name]))
        if asked.list:
            print("\n".join(differences(case, found[case.name])))
        if case.name in before:
            was = score(case.gold, before[case.name])
            changes = list(gains(case, before[case.name], found[case.name]))
            if changes:
                print(line("  before", was), *changes, sep="\n")
    for batch in sorted({case.batch for case in cases[1:]}):
        today[f"batch {batch}"] = mean([today[case.name] for case in cases[1:] if case.batch == batch])
        print(line(f"batch {batch}", today[f"batch {batch}"]))
    today["annotated, mean"] = mean([today[case.name] for case in cases[1:]])
    print(line("annotated, mean", today["annotated, mean"]))
    words = sum(len(paragraph.text.split()) for case in cases for paragraph in case.telegram.paragraphs)
    print(f"{words / max(spent, 1e-9):,.0f} words/s of one core")
    last = max(case.batch for case in cases)
    print("reliability, all annotated", *reliability(cases[1:], found), sep="\n")
    print(f"reliability, batch {last}", *reliability([case for case in cases if case.batch == last], found), sep="\n")
    if asked.counts:
        print(*counts([case for case in cases if case.batch < last], found), sep="\n")
    fallen = below(today, floors)
    print("\n".join(fallen))
    if asked.pin:
        for name in [name for name in today if name == "seed" or name.startswith("batch")]:
            old = floors.setdefault(name, {})
            for measure, value in today[name].items():
                old[measure] = max(value, old.get(measure, 0.0))
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main())
