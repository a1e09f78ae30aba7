"""Statements, forecasts and meetings of single telegrams, and the minds of people across them, beside what is true."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.understand import analyze
from reftel.archive.database import connect_to_read
from reftel.making import sayings
from reftel.making.words import QUOTED, SAYINGS, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reftel.analysis.asking import Shift
    from reftel.model.analysis import Analysis, Meeting, Statement
    from reftel.model.telegram import Telegram
    from scoring.shares import Shares

#: The words of saying in made telegrams; what other words begin (somebody rejects, a sentence goes on) has no truth.
SAID = frozenset(cue.lower() for cue in (*(cue for _, cue, *_ in (*SAYINGS, *QUOTED)), *sayings.cues())) - frozenset(
    past for _, past in VERBS
)
#: A horizon is found where its last day is at most so many days away from the true one.
_HORIZON_DAYS = 31
Note = "Callable[[str, str], None]"


class _Found(NamedTuple):
    start: int
    end: int
    speakers: str
    statement: Statement


def score_telegram(truth: dict[str, Any], telegram: Telegram, shares: Shares, note: Callable[[str, str], None]) -> None:
    """Statements, forecasts and meetings of one telegram; `note` hears of each measure's misses."""
    understood = analyze(telegram)
    names = {entity.id: entity.name for entity in understood.entities}
    found = list(_statements(understood, names))
    _score_statements(truth, telegram, found, shares, note)
    _score_forecasts(truth, telegram, found, shares, note)
    _score_meetings(truth, telegram, understood.meetings, names, shares, note)


def _statements(understood: Analysis, names: dict[str, str]) -> Iterator[_Found]:
    for statement in understood.statements:
        cue = statement.cue.text.lower() if statement.cue else ""
        if "post" not in statement.voices and cue in SAID:
            voices = " ".join(names.get(voice, "") for voice in statement.voices)
            for piece in statement.content[:1]:
                yield _Found(piece.start, piece.end, voices.upper(), statement)


def _score_statements(
    truth: dict[str, Any], telegram: Telegram, found: list[_Found], shares: Shares, note: Callable[[str, str], None]
) -> None:
    true = truth["statements"]
    for each in true:
        near = [one for one in found if _alike(each, one)]
        shares.add("statements found", right=bool(near))
        if near:
            shares.add("speakers right", right=any(_surname(each["speaker"]) in one.speakers for one in near))
        else:
            note("statements found", _passage(telegram, each))
    for one in found:
        right = any(_alike(each, one) for each in true)
        shares.add("statements that are right", right=right)
        if not right:
            note("statements that are right", telegram.text[one.start : one.end])


def _score_forecasts(
    truth: dict[str, Any], telegram: Telegram, found: list[_Found], shares: Shares, note: Callable[[str, str], None]
) -> None:
    true = truth["statements"]
    forecasts = [one for one in found if one.statement.kind == "forecast"]
    for each in true:
        if not each.get("horizon"):
            continue
        near = [one for one in forecasts if _meet(each, one)]
        shares.add("forecasts found", right=bool(near))
        if not near:
            note("forecasts found", _passage(telegram, each))
            continue
        last = date.fromisoformat(each["horizon"]["to"])
        ends = [one.statement.about.end for one in near if one.statement.about and one.statement.about.end]
        right = any(abs((end - last).days) <= _HORIZON_DAYS for end in ends)
        shares.add("horizons of forecasts found", right=right)
        if not right:
            note("horizons of forecasts found", f"{last} {ends}: {_passage(telegram, each)}")
    for one in forecasts:
        met = [each for each in true if _meet(each, one)]
        if met:  # whether it is a statement at all is asked above
            right = any(each["kind"] == "forecast" for each in met)
            shares.add("forecasts that are right", right=right)
            if not right:
                note("forecasts that are right", telegram.text[one.start : one.end])


def _score_meetings(
    truth: dict[str, Any], telegram: Telegram, found: Iterable[Meeting], names: dict[str, str], shares: Shares,
    note: Callable[[str, str], None],
) -> None:  # fmt: skip
    found = list(found)
    for each in truth["meetings"]:
        near = [one for one in found if each["start"] < one.end and one.start < each["end"]]
        shares.add("meetings found", right=bool(near))
        if not near:
            note("meetings found", _passage(telegram, each))
            continue
        people = [" ".join(names.get(one, "") for one in meeting.participants).upper() for meeting in near]
        wanted = [_surname(name) for name in each["participants"]]
        day = date.fromisoformat(each["date"])
        for name, right in (
            ("participants of meetings", any(all(surname in who for surname in wanted) for who in people)),
            ("days of meetings", any(one.first == day for one in near)),
            *(
                [("places of meetings", any(_same_place(one.place, each["place"]) for one in near))]
                if each["place"]
                else []
            ),
        ):
            shares.add(name, right=right)
            if not right:
                note(name, f"{[(one.first, one.place) for one in near]} {people}: {_passage(telegram, each)}")
    for one in found:
        right = any(each["start"] < one.end and one.start < each["end"] for each in truth["meetings"])
        shares.add("meetings that are right", right=right)
        if not right:
            note("meetings that are right", one.text)


def _same_place(found: str | None, true: str) -> bool:
    return found is not None and true.lower().removeprefix("the ") in found.lower()


def score_minds(archive: Path, minds: list[dict[str, Any]], shares: Shares, note: Callable[[str, str], None]) -> None:
    """Changes of mind, and what is none, as an archive of the collection tells them."""
    analyze_archive(archive)
    with closing(connect_to_read(archive)) as connection:
        library = Library(connection)
        shifts = _shifts(library, {place["speaker"] for case in minds for place in case["places"]})
        _score_contradictions(library, [case for case in minds if case["becomes"] == "contradicted"], shares, note)
    true: dict[frozenset[tuple[str, int]], dict[str, Any]] = {}
    for case in minds:
        pair = frozenset((place["mrn"], place["paragraph"]) for place in case["places"])
        true[pair] = case
        stated = any(shift.stated for shift in shifts.get(pair, ()))
        words = "; ".join(f"{place['speaker']} {place['mrn']} {place['paragraph']}" for place in case["places"])
        words += f" ({case['sort']}, {case['places'][0]['matter']})"
        if case["becomes"] == "changed":
            kind = "changes of mind that are said" if case["openly"] else "changes of mind that are not said"
            shares.add(f"{kind}, called changed", right=stated)
            shares.add(f"{kind}, or perhaps", right=pair in shifts)
            if pair not in shifts:
                note(f"{kind}, or perhaps", words)
        elif case["becomes"] in {"kept", "elsewhere"}:
            name = {"kept": "positions kept, left alone", "elsewhere": "other matters, left alone"}[case["becomes"]]
            shares.add(name, right=not stated)
            if stated:
                note(name, words)
    for pair, found in shifts.items():
        if any(shift.stated for shift in found):
            right = pair in true and true[pair]["becomes"] == "changed"
            if pair not in true and _bare(found[0].earlier.words) == _bare(found[0].later.words):
                continue  # the very same words, said and denied: filler that contradicts itself by chance
            shares.add("pairs called changed that are right", right=right)
            if not right:
                note("pairs called changed that are right", f"{found[0].earlier.words} / {found[0].later.words}")


def _bare(words: str) -> str:
    return words.lower().removeprefix("that ").strip(' ."')


def _score_contradictions(
    library: Library, cases: list[dict[str, Any]], shares: Shares, note: Callable[[str, str], None]
) -> None:
    """Of two people who contradict each other, are both found by the matter, in the telegrams where they speak?"""
    for case in cases:
        matter = case["places"][0]["matter"].removeprefix("the ")
        said = {
            (one.telegram.partition("~")[0], _surname(speaker))
            for speaker, statements in library.positions(matter).items()
            for one in statements
        }
        right = all((place["mrn"], _surname(place["speaker"])) in said for place in case["places"])
        shares.add("contradictions, both found by the matter", right=right)
        if not right:
            note("contradictions, both found by the matter", f"{matter}: {case['places']}")


def _shifts(library: Library, people: set[str]) -> dict[frozenset[tuple[str, int]], list[Shift]]:
    """What the pages of these people set side by side, by the two telegrams and paragraphs."""
    shifts: dict[frozenset[tuple[str, int]], list[Shift]] = {}
    for name in sorted(people):
        mains = {library.persons.main(key) for key in library.persons.called(name)}
        keys = tuple(sorted(key for main in mains for key in library.persons.keys_of(main)))
        for shift in library.profile(keys).shifts if keys else ():
            pair = frozenset(
                (one.telegram.partition("~")[0], one.statement.paragraph or 0) for one in (shift.earlier, shift.later)
            )
            shifts.setdefault(pair, []).append(shift)
    return shifts


def _surname(name: str) -> str:
    return name.rpartition(" ")[2].upper()


def _passage(telegram: Telegram, each: dict[str, Any]) -> str:
    return " ".join(telegram.text[max(each["start"] - 70, 0) : each["end"] + 20].split())


def _meet(true: dict[str, Any], found: _Found) -> bool:
    return bool(true["start"] < found.end and found.start < true["end"])


def _alike(true: dict[str, Any], found: _Found) -> bool:
    both = min(true["end"], found.end) - max(true["start"], found.start)
    return both > 0 and both * 2 >= max(true["end"] - true["start"], found.end - found.start)
