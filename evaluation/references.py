"""How well references are read and followed, against what is known of them.

    python evaluation/references.py ../shared             the table, and what fails
    python evaluation/references.py ../shared --failures  every single one

Measured on real telegrams: the archive's own lists of references (recall), 300 references checked by hand
(`edges_checked.csv`: precision), and telegrams hidden in turn, whose dates are known. On these and on the sample
collection: every citation that is written is read back. The tables of strings and footnotes are tests.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.analysis.citing import FORMATS, STYLES, cite, cite_for_programs
from reftel.analysis.footnotes import read_claims
from reftel.analysis.gaps import GapFinder
from reftel.analysis.ledgers import timeline
from reftel.analysis.references import all_edges, count_states, resolve_all
from reftel.analysis.serials import COVERAGE, LIKELY, Slack, Timeline, measured_slack
from reftel.analysis.tracing import Tracer
from reftel.archive import Archive, open_archive, open_writer
from reftel.archive.serials import PostYear, Serial, cited_numbers, held_post_years, held_serials
from reftel.cli.handler import run
from reftel.facts import posts, use_own_tables
from reftel.model.number import parse_mrn
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.archive.edges import Edge
    from reftel.model.telegram import Telegram

CHECKED = Path(__file__).with_name("edges_checked.csv")
#: The official description of this one belongs to another telegram (see the dialect notes).
MISFILED = frozenset(("1974LAPAZ02047",))
#: Months before a day, and a message that only its date-time group tells.
NO_POSTS = ("JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "OCTOBER", "NOVEMBER", "MESSAGE")
ROUNDS = 40  # of hiding on paper; and of telegrams really taken out:
TAKEN_OUT = 8
HIDDEN = 0.02
WEEK = 7 * 86_400


@dataclass
class Score:
    """Right, of how many asked, and what was wrong."""

    right: int = 0
    asked: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, right: bool, said: str) -> None:
        self.asked += 1
        self.right += right
        if not right:
            self.failures.append(said)


Scores = dict[str, Score]


# the archive's own lists


def score_official_lists(archive: Archive, scores: Scores) -> None:
    """The references that the US National Archives list for a telegram: is each among those read.

    For 1978-79 they are a list (`79 STATE 168194, 78 STATE A-226`), for 1974 the REF lines themselves, cut after 36
    characters whatever stands there.
    """
    for telegram in archive.telegrams():
        listed = telegram.attributes.get("Reference", "n/a").strip()
        if listed.lower() in {"", "n/a"} or set(telegram.aliases) & MISFILED:
            continue
        if re.match(r"7\d [A-Z]", listed):
            _score_list(telegram, listed, scores)
        else:
            _score_cut_lines(telegram, listed, scores)


def _score_list(telegram: Telegram, listed: str, scores: Scores) -> None:
    numbers = {reftel.mrn for reftel in telegram.reftels}
    airgrams = {str(reftel.reason).split()[1] for reftel in telegram.reftels if reftel.kind == "airgram"}
    for item in re.split(r",\s*", listed):
        airgram = re.search(r"\b(C?A-\d+)$", item.strip())
        if airgram:
            scores["official lists: airgrams"].add(airgram[1] in airgrams, f"{telegram.id}: {item}")
        else:
            scores["official lists: telegrams (recall)"].add(_in_full(item) in numbers, f"{telegram.id}: {item}")


def _score_cut_lines(telegram: Telegram, listed: str, scores: Scores) -> None:
    read = {(number.post, number.number) for reftel in telegram.reftels if (number := parse_mrn(reftel.mrn or ""))}
    for letters, number in re.findall(
        r"([A-Z]{3,})(\d{2,6})(?![\dZ#])", re.sub(r"\([A-Z]\)|[A-F]\)|[ ,.\n]", "", listed)
    ):
        if letters.endswith(NO_POSTS) or letters[:-3].endswith("Z"):
            continue
        if letters.endswith("A") and any(f"A-{int(number)} " in str(reftel.reason) for reftel in telegram.reftels):
            scores["official lists: airgrams"].add(True, "")
            continue
        right = any(
            value == int(number) and (letters.endswith(post) or post.startswith(letters)) for post, value in read
        )
        scores["official lists: telegrams (recall)"].add(right, f"{telegram.id}: {letters} {number} of {listed!r}")


def _in_full(item: str) -> str | None:
    number = parse_mrn(item)
    if number is None:
        return None
    named = posts().named(number.post, number.year)
    return f"{number.year % 100:02d}{named.mrn_name if named else number.post}{number.number}"


# checked by hand


def score_checked(archive: Archive, scores: Scores) -> None:
    """References read and checked by hand. What a wrong one meant is kept: reading it right now counts as right."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in all_edges(archive):
        found[edge.citing].append(edge)
    with CHECKED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            scores["checked by hand, as read then (precision)"].add(row["verdict"] == "right", str(row))
            place = int(row["start"])
            read = {_read_as(edge) for edge in found[row["citing"]] if edge.start <= place < edge.end} or {"nothing"}
            right = row["meaning"].split(":")[0] in read or {row["meaning"], *read} == {"unresolved", "nothing"}
            scores["checked by hand, as read now"].add(right, f"{row['citing']} {row['words']}: {read}")


def _read_as(edge: Edge) -> str:
    if edge.kind != "telegram":
        return edge.kind
    return edge.mrn or (f"one of {' '.join(edge.candidates)}" if edge.candidates else edge.state)


# hidden and found again


def score_hidden_on_paper(archive: Archive, scores: Scores) -> None:
    """2% of the dated telegrams are left out, many times over: is the true date in the bracket of what is left."""
    years = {
        place: held_serials(archive.connection, place.post, place.year) for place in held_post_years(archive.connection)
    }
    everything = [(place, serial) for place, held in years.items() for serial in held]
    rng = random.Random("hidden")  # noqa: S311
    for _ in range(ROUNDS):
        hidden = set(rng.sample(everything, max(1, round(len(everything) * HIDDEN))))
        left = {
            place: _timeline(archive, place, [each for each in held if (place, each) not in hidden])
            for place, held in years.items()
        }
        slack = measured_slack(left.values())
        for place, serial in hidden:
            bracket = left[place].bracket(serial.number, slack)
            inside = bracket.earliest.timestamp() <= serial.at <= bracket.latest.timestamp()
            likely = bracket.likely_from.timestamp() <= serial.at <= bracket.likely_to.timestamp()
            said = f"{place.post} {serial.number} of {place.year}"
            scores[f"hidden, date in the bracket (stated: {COVERAGE:.0%})"].add(inside, said)
            scores[f"hidden, date in the likely part (stated: about {LIKELY:.0%})"].add(likely, said)


def _timeline(archive: Archive, place: PostYear, held: list[Serial]) -> Timeline:
    return timeline(place, held, cited_numbers(archive.connection, f"{place.year % 100:02d}{place.post}"))


def score_totals(archive: Archive, scores: Scores) -> None:
    """The number that a post had reached on the day of its last telegram held, from those before it; every post's year.

    Without anything dated: is the date of each telegram in the likely part that usual traffic alone gives.
    """
    for place in held_post_years(archive.connection):
        held = sorted(held_serials(archive.connection, place.post, place.year), key=lambda serial: serial.at)
        said = f"{place.post} {place.year}"
        for share in sorted({len(held) * tenth // 10 for tenth in range(1, 10)}):
            before = timeline(place, held[:share], ())
            if before.numbers and before.dates[-1] - before.first > WEEK and before.dates[-1] < held[-1].at:
                reached = before.number_at(held[-1].at)
                if reached is not None:
                    right = reached.at_least <= held[-1].number <= reached.at_most
                    scores["number reached, in the interval (stated: 90%)"].add(
                        right, f"{said}, {share} of {len(held)}"
                    )
        nothing = timeline(place, (), ())
        if nothing.usual is None:
            continue
        for serial in held:
            bracket = nothing.bracket(serial.number, Slack(0, 1))
            right = bracket.likely_from.timestamp() <= serial.at <= bracket.likely_to.timestamp()
            scores["nothing dated, date in the likely part"].add(right, f"{said} {serial.number}")


def score_taken_out(name: str, archive: Archive, scores: Scores) -> None:
    """2% of an archive are really taken out: those that are cited are in the ledger, with their date in the bracket.

    Any 2% hold few that are cited; so every other time they are chosen among the cited ones.
    """
    numbered = [
        entry for entry in archive.list() if entry.number is not None and entry.dtg is not None and not entry.conflict
    ]
    targets = {edge.target for edge in all_edges(archive)}
    cited_ones = [entry for entry in numbered if entry.id in targets]
    rng = random.Random("taken out")  # noqa: S311
    for time in range(TAKEN_OUT):
        share = max(2, round(len(numbered) * HIDDEN))
        gone = rng.sample(cited_ones if time % 2 else numbered, min(share, len(cited_ones)))
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            shutil.copytree(archive.folder, copy)
            with open_writer(copy) as writer:
                for entry in gone:
                    writer.remove(entry.id)
            with open_archive(copy) as left:
                resolve_all(left)
                finder = GapFinder(left)
                ledger = {gap.mrn: gap for place in finder.places() for gap in finder.gaps(place)}
                cited = {edge.mrn for edge in all_edges(left) if edge.kind == "telegram"}
            for entry in gone:
                if entry.mrn in cited and entry.dtg is not None:
                    gap = ledger.get(entry.mrn or "")
                    scores[f"{name}: taken out and cited, in the ledger"].add(gap is not None, entry.id)
                    inside = gap is not None and gap.bracket.earliest <= entry.dtg <= gap.bracket.latest
                    scores[f"{name}: taken out, date in the bracket"].add(inside, entry.id)


# written and read back


def score_round_trip(name: str, archive: Archive, scores: Scores) -> None:
    """Every citation of every telegram held, in every style and format, is read back as that telegram."""
    tracer = Tracer(archive)
    for telegram in archive.telegrams():
        written = [(style, cite(telegram, style)) for style in STYLES]
        written += [(form, cite_for_programs([(telegram, None)], form)) for form in FORMATS]
        for form, citation in written:
            traces = [tracer.trace(claim, "") for claim in read_claims(citation, tracer.senders)]
            right = [(each.outcome, each.entry and each.entry.id, each.problems) for each in traces] == [
                ("resolved", telegram.id, ())
            ]
            scores[f"{name}: cited and read back"].add(right, f"{form}: {citation[:120]}")


def archives(shared: Path, folder: Path) -> Iterator[tuple[str, Archive]]:
    """Archives of the real telegrams and of the sample collection, with the sample's own tables of facts."""
    for name, source, facts in (
        ("corpora", shared / "corpora", None),
        ("sample", sample_folder() / "telegrams", sample_folder()),
    ):
        use_own_tables(facts)
        run(["--archive", str(folder / name), "add", str(source)])
        with open_archive(folder / name) as archive:
            resolve_all(archive)
            yield name, archive
    use_own_tables(None)


def main(arguments: list[str]) -> int:
    shared = Path(arguments[0]) if arguments else Path("../shared")
    if not shared.is_dir():
        print(f"the folder of real telegrams ({shared}) is not here: nothing measured")
        return 0
    scores: Scores = defaultdict(Score)
    with tempfile.TemporaryDirectory() as folder:
        for name, archive in archives(shared, Path(folder)):
            print(f"{name}: {count_states(archive)._asdict()}")
            if name == "corpora":
                score_official_lists(archive, scores)
                score_checked(archive, scores)
                score_hidden_on_paper(archive, scores)
                score_totals(archive, scores)
            score_taken_out(name, archive, scores)
            score_round_trip(name, archive, scores)
    for name, score in scores.items():
        print(f"{name:56} {score.right:5} of {score.asked:5}  {score.right / max(score.asked, 1):7.2%}")
        for failure in score.failures[: None if "--failures" in arguments else 4]:
            print(f"    {failure}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
