"""How well statements are found, against readings by hand.

    python evaluation/statements.py ../shared             scores, and the floors
    python evaluation/statements.py ../shared --list      every gain and loss: what is missed, what is too much
    python evaluation/statements.py ../shared --pin       raise the floors to today's scores; they are never lowered

The seed's own reading and the annotations beside this program: places only, by the hash of the file they were made on.
cue and source: F1 of overlapping places; exact: every place the same; lenient: the sources overlap (or nobody is named
in either) and half of the words of the contents agree (Jaccard). Statements inside statements and the post's own
comments are left out.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
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

    @property
    def words(self) -> set[str]:
        return {word.strip(".,;:()\"'“”&8") for word in self.text.lower().split()} - {""}


class Case(NamedTuple):
    """A telegram with its reading by hand."""

    name: str
    telegram: Telegram
    paragraphs: frozenset[int] | None
    gold: list[Reading]


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
        yield Case(f"{annotation['decade']} {path.stem}", telegram, frozenset(annotation["paragraphs"]), readings)


def found_in(case: Case) -> list[Reading]:
    """What the rules find: main statements, without the post's own comments."""
    return [
        Reading(
            (one.speaker.start, one.speaker.end) if one.speaker else None,
            (one.cue.start, one.cue.end) if one.cue else None,
            tuple((piece.start, piece.end) for piece in one.content),
            " ".join(piece.text for piece in one.content),
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


def differences(case: Case, found: list[Reading]) -> Iterator[str]:
    """What is missed and what is too much, for a person to read."""
    pairs = _pairs(case.gold, found, _lenient)
    missed = set(range(len(case.gold))) - {want for want, _ in pairs}
    extra = set(range(len(found))) - {got for _, got in pairs}
    for sign, readings, places in (("-", case.gold, missed), ("+", found, extra)):
        for at in sorted(places):
            yield f"  {sign} {' '.join(readings[at].text.split())[:150]}"


def main(arguments: list[str]) -> int:
    """Print the scores; 1 where one fell below its floor."""
    shared = Path(arguments[0] if arguments else "../shared")
    if not (shared / "seed").is_dir():
        print("skipped: the folder of real telegrams is not here")
        return 0
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    today: dict[str, dict[str, float]] = {}
    words, spent = 0, 0.0
    analyze(read_text("Borge said that the tables are loaded.")[0])
    for case in (seed(shared), *annotated(shared)):
        begun = time.process_time()
        found = found_in(case)
        spent += time.process_time() - begun
        words += sum(len(paragraph.text.split()) for paragraph in case.telegram.paragraphs)
        today[case.name] = score(case.gold, found)
        print(f"{case.name:40}", "  ".join(f"{name} {value:5.1f}" for name, value in today[case.name].items()))
        if "--list" in arguments:
            print("\n".join(differences(case, found)))
    others = [scores for name, scores in today.items() if name != "seed"]
    if others:
        today["annotated, mean"] = {name: round(sum(one[name] for one in others) / len(others), 1) for name in MEASURES}
        print(
            f"{'annotated, mean':40}",
            "  ".join(f"{name} {value:5.1f}" for name, value in today["annotated, mean"].items()),
        )
    print(f"{words / max(spent, 1e-9):,.0f} words/s of one core")
    fallen = [
        f"{case} {name}: {today[case][name]} is below {floor}"
        for case in ("seed", "annotated, mean")
        for name, floor in floors.get(case, {}).items()
        if case in today and today[case][name] < floor
    ]
    print("\n".join(fallen))
    if "--pin" in arguments:
        for case in ("seed", "annotated, mean"):
            old = floors.setdefault(case, {})
            for name, value in today.get(case, {}).items():
                old[name] = max(value, old.get(name, 0.0))
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
