"""What the sample collection's truth plants, and how much of it the archive's answers find.

    python evaluation/sample.py          shares found, and the floors
    python evaluation/sample.py --list   what is missed

forecasts: the words are found as a forecast; by the right person; with a horizon within a year of the true one. changes
of mind and contradictions of oneself: the person is heard at every place; the person's page sets two of the places
side by side, as a change that is stated, or also as one that is perhaps one. contradictions
of others: both are heard there. planted, in all: these four together, a change or contradiction of oneself also where
it is shown as perhaps one. meetings and events: one of that paragraph, on that day.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive, unpack
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read
from reftel.errors import Unreadable
from reftel.facts import use_own_tables
from reftel.intake import read_path
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.analysis.answers import Forecast, Said, Shift
    from reftel.model.analysis import Analysis

FLOORS = Path(__file__).parent / "floors.json"
Place = tuple[str, str]


class Understood:
    """The sample in an archive, understood, and the questions that its truth answers."""

    def __init__(self, folder: Path, truth: list[dict[str, Any]], story: dict[str, Any]) -> None:
        with open_writer(folder) as writer:
            for path in sorted((sample_folder() / "telegrams").iterdir()):
                read = [one for one in read_path(path) if not isinstance(one, Unreadable)]
                writer.add_all([(telegram, path.read_bytes()) for telegram in read])
        analyze_archive(folder)
        self.connection = connect_to_read(folder)
        self.library = Library(self.connection)
        self.forms = {person["name"]: [person["name"], *person["forms"]] for person in story["people"]}
        self.truth = {one["id"]: one for one in truth}
        self.names = self._names()
        self.said: dict[str, list[Said]] = defaultdict(list)
        for one in self.library.said():
            self.said[one.telegram].append(one)
        self.forecasts: dict[Place, list[Forecast]] = defaultdict(list)
        for forecast in self.library.forecasts(date.max):
            paragraph = forecast.said.statement.paragraph
            self.forecasts[forecast.said.telegram, str(paragraph)].append(forecast)
        self.analyses: dict[str, Analysis] = {
            name: unpack(frame)
            for name, frame in self.connection.execute(
                "SELECT telegram.id, understood.bytes FROM understood JOIN telegram ON telegram.key = telegram"
            )
        }

    def _names(self) -> dict[str, str]:
        """How the archive calls the telegrams of the truth: some came with a damaged number."""
        rows = self.connection.execute(
            "SELECT witness.path, telegram.id FROM witness JOIN telegram ON telegram.key = witness.telegram"
        ).fetchall()
        names: dict[str, str] = {}
        known = {name for _, name in rows}
        for identity, one in self.truth.items():
            here = [name for path, name in rows if path.endswith(Path(one["file"]).name)]
            names[identity] = identity if identity in known else (here[0] if len(here) == 1 else identity)
        return names

    def found_at(self, place: Place, truth: dict[str, Any] | None = None) -> list[Said]:
        """The statements found in a paragraph; those that overlap with a true one, where it is given."""
        number = int(place[1]) if place[1].isdecimal() else None
        return [
            one
            for one in self.said[self.names[place[0]]]
            if one.statement.paragraph == number
            and (
                truth is None
                or any(piece.start < truth["end"] and truth["start"] < piece.end for piece in one.statement.content)
            )
        ]

    def true_at(self, place: Place, person: str) -> list[dict[str, Any]]:
        """The true statements of a person in a paragraph."""
        statements = self.truth[place[0]]["statements"]
        return [one for one in statements if str(one["paragraph"]) == place[1] and one["speaker"] == person]

    def keys(self, person: str) -> set[str]:
        """The keys of a person of the story: by the whole name, by a form where that is not held."""
        for form in self.forms.get(person, [person]):
            keys = {self.library.persons.main(key) for key in self.library.persons.called(form.removeprefix("the "))}
            if keys:
                return keys
        return set()

    def speaks(self, one: Said, person: str) -> bool:
        """Whether a person of the story is among the speakers."""
        keys = self.keys(person)
        return bool(keys & set(one.persons)) if keys else person == "post" and one.persons == ("post",)

    def forecast(self, entry: dict[str, Any]) -> bool:
        """Whether the words of the forecast are found as one."""
        for place in places_of(entry):
            true = [one for one in self.true_at(place, entry["person"]) if one["kind"] == "forecast"]
            for one in true or [None]:
                if any(found.statement.kind == "forecast" for found in self.found_at(place, one)):
                    return True
        return False

    def forecaster(self, entry: dict[str, Any]) -> bool:
        """Whether a forecast there is laid to the right person."""
        return any(
            one.statement.kind == "forecast" and self.speaks(one, entry["person"])
            for place in places_of(entry)
            for one in self.found_at(place)
        )

    def horizon(self, entry: dict[str, Any]) -> bool:
        """Whether a forecast found there has a horizon within a year of the true one."""
        true = date.fromisoformat(entry["horizon"])
        return any(
            one.horizon is not None and abs((one.horizon - true).days) <= 366
            for place in places_of(entry)
            for one in self.forecasts[self.names[place[0]], place[1]]
        )

    def both_sides(self, entry: dict[str, Any]) -> bool:
        """Whether the person is heard at every place where the truth has a statement of his."""
        return all(
            any(self.speaks(one, entry["person"]) for one in self.found_at(place))
            for place in places_of(entry)
            if self.true_at(place, entry["person"])
        )

    def side_by_side(self, entry: dict[str, Any], *, stated: bool) -> bool:
        """Whether the person's page sets statements of two of the places side by side (of one where there is one).

        As a change where only what is `stated` counts, else also as perhaps one.
        """
        wanted = set(self._places(entry))
        shifts = self._shifts(entry["person"], tuple(telegram for telegram, _ in wanted))
        return any(_pair(shift, wanted) for shift in shifts if shift.stated or not stated)

    def called_changes(self, story: dict[str, Any]) -> list[tuple[dict[str, Any], bool]]:
        """Each pair that a page of the story's people calls a change, and whether the truth plants it.

        What the truth does not plant counts as wrong, also where a reader would call it a change.
        """
        planted = [set(self._places(one)) for one in (*story["changes_of_mind"], *story["contradictions"])]
        found: dict[tuple[Place, Place], bool] = {}
        for person in story["people"]:
            for shift in self._shifts(person["name"], ()):
                if shift.stated:
                    pair = _places_of_pair(shift)
                    found[pair] = any(set(pair) <= places for places in planted)
        return [
            ({"person": f"{one[0]} ¶{one[1]}", "matter": f"then {two[0]} ¶{two[1]}", "places": []}, right)
            for (one, two), right in found.items()
        ]

    def _places(self, entry: dict[str, Any]) -> list[Place]:
        return [(self.names[telegram], number) for telegram, number in places_of(entry)]

    def _shifts(self, person: str, telegrams: tuple[str, ...]) -> tuple[Shift, ...]:
        """What the person's page sets side by side; of the post itself that of the post of these telegrams."""
        if person == "post":
            names = json.dumps(telegrams)
            asked = "SELECT DISTINCT post FROM telegram WHERE id IN (SELECT value FROM json_each(?))"
            posts = [post for (post,) in self.connection.execute(asked, (names,))]
            return tuple(shift for post in posts for shift in self.library.shifts_of_post(post))
        persons = self.library.persons
        keys = {key for main in self.keys(person) - {"post"} for key in persons.keys_of(main)}
        return self.library.profile(tuple(sorted(keys))).shifts if keys else ()

    def both_heard(self, entry: dict[str, Any]) -> bool:
        """Whether both speakers are heard at the places."""
        others = [other.strip() for other in entry["of"].removeprefix("of ").split(" and ")]
        here = [one for place in places_of(entry) for one in self.found_at(place)]
        return all(any(self.speaks(one, person) for one in here) for person in (entry["person"], *others))

    def dated(self, entry: dict[str, Any], kind: str) -> bool:
        """Whether a meeting or a date of the place falls on the true days."""
        days = [entry.get("from") or entry.get("date"), entry.get("to") or entry.get("date")]
        first, last = (date.fromisoformat(day) if day else None for day in days)
        for telegram, paragraph in places_of(entry):
            for one in getattr(self.analyses.get(self.names[telegram]), kind, ()):
                here = str(one.paragraph) == paragraph
                if here and (first is None or (one.first and one.first <= last and (one.last or last) >= first)):
                    return True
        return False


def places_of(entry: dict[str, Any]) -> list[Place]:
    """Telegram and paragraph of each place; an unnumbered paragraph is `None`."""
    return [(place["telegram"], _number(place["paragraph"])) for place in entry["places"]]


def _number(paragraph: object) -> str:
    return str(paragraph) if str(paragraph).isdecimal() else "None"


def _pair(shift: Shift, wanted: set[Place]) -> bool:
    two = set(_places_of_pair(shift))
    return two <= wanted and (len(two) == 2 or len(wanted) == 1)


def _places_of_pair(shift: Shift) -> tuple[Place, Place]:
    one, two = ((said.telegram, str(said.statement.paragraph)) for said in (shift.earlier, shift.later))
    return one, two


def measures(understood: Understood, story: dict[str, Any]) -> Iterator[tuple[str, list[tuple[dict[str, Any], bool]]]]:
    """Each measure with its entries and whether each was found."""
    forecasts, others = story["forecasts"], story["contradictions"]
    yield "forecasts", [(one, understood.forecast(one)) for one in forecasts]
    yield "forecasts, right person", [(one, understood.forecaster(one)) for one in forecasts]
    yield "horizons", [(one, understood.horizon(one)) for one in forecasts if one.get("horizon")]
    yield "changes of mind, both sides", [(one, understood.both_sides(one)) for one in story["changes_of_mind"]]
    for words, stated in (("stated", True), ("or perhaps", False)):
        beside = [(one, understood.side_by_side(one, stated=stated)) for one in story["changes_of_mind"]]
        yield f"changes of mind, {words}", beside
    yield "changes called, planted", understood.called_changes(story)
    own = [one for one in others if one["of"] == "of himself" or one["of"] == "of herself"]
    yield "contradictions, both sides", [(one, understood.both_sides(one)) for one in own]
    for words, stated in (("stated", True), ("or perhaps", False)):
        beside = [(one, understood.side_by_side(one, stated=stated)) for one in own]
        yield f"contradictions, {words}", beside
    of_others = [(one, understood.both_heard(one)) for one in others if one not in own]
    yield "contradictions of others", of_others
    foretold = [(one, understood.forecast(one)) for one in forecasts]
    minds = [(one, understood.side_by_side(one, stated=False)) for one in (*story["changes_of_mind"], *own)]
    yield "planted, in all", [*foretold, *minds, *of_others]
    yield "meetings", [(one, understood.dated(one, "meetings")) for one in story["meetings"]]
    yield "events", [(one, understood.dated(one, "dates")) for one in story["events"]]


def main(arguments: list[str]) -> int:
    """Print the shares; 1 where one fell below its floor."""
    story = json.loads((sample_folder() / "story.json").read_text("utf-8"))
    use_own_tables(sample_folder())
    floors = json.loads(FLOORS.read_text("utf-8")).get("sample", {})
    fallen = 0
    with tempfile.TemporaryDirectory() as folder:
        lines = (sample_folder() / "truth.jsonl").read_text("utf-8").splitlines()
        understood = Understood(Path(folder), [json.loads(line) for line in lines], story)
        with closing(understood.connection):
            for name, entries in measures(understood, story):
                right = sum(found for _, found in entries)
                share = right / len(entries) if entries else 1.0
                print(f"{name:28}{right:3} of {len(entries):3}  {share:.0%}")
                fallen += share < floors.get(name, 0)
                if "--list" in arguments:
                    for entry, found in entries:
                        if not found:
                            where = ", ".join(f"{place} ¶{number}" for place, number in places_of(entry))
                            print(
                                f"  - {entry.get('person', '')} {entry.get('matter') or entry.get('what', '')}: {where}"
                            )
    return 1 if fallen else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
