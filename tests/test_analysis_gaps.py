"""The gap ledger: what is missing, between which dates it was sent, and who cites it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from cited_telegrams import archive_of, telegram, year_of_telegrams
from reftel.analysis.gaps import GapFinder
from reftel.analysis.ledgers import reckon_sums
from reftel.analysis.references import references_of, resolve_all
from reftel.analysis.requests import request_text
from reftel.analysis.serials import COVERAGE, LIKELY, Slack, Timeline, measured_slack
from reftel.analysis.tracing import trace_text
from reftel.archive import open_archive, open_writer
from reftel.archive.serials import PostYear, Serial
from reftel.errors import WrongRequest
from reftel.facts.traffic import Pace

if TYPE_CHECKING:
    from pathlib import Path

NEW_YEAR = int(datetime(1974, 1, 1, tzinfo=UTC).timestamp())
DAY = 86_400


def made_year(seed: int, share: float = 0.1) -> list[Serial]:
    """A year of a post that sends about 20 telegrams a working day, of which a share is held; some come late."""
    rng = random.Random(seed)
    held: list[Serial] = []
    number = 0
    for day in range(365):
        for _ in range(max(0, round(rng.gauss(20, 6))) if day % 7 < 5 else rng.randint(0, 3)):
            number += 1
            late = rng.expovariate(1 / (0.2 * DAY)) if rng.random() < 0.3 else 0
            if rng.random() < share:
                held.append(Serial(number, NEW_YEAR + day * DAY + rng.randint(8, 18) * 3600 + round(late)))
    return held


@pytest.mark.parametrize("seed", range(4))
def test_the_bracket_holds_the_true_date_and_the_likely_part_most_of_them(seed: int) -> None:
    serials = made_year(seed)
    slack = measured_slack([Timeline(1974, serials)])
    inside = likely = asked = 0
    for hidden in range(0, len(serials), 3):
        held = [serial for place, serial in enumerate(serials) if place != hidden]
        number, at = serials[hidden]
        bracket = Timeline(1974, held).bracket(number, slack)
        asked += 1
        inside += bracket.earliest.timestamp() <= at <= bracket.latest.timestamp()
        likely += bracket.likely_from.timestamp() <= at <= bracket.likely_to.timestamp()
    assert inside / asked >= COVERAGE
    assert LIKELY - 0.1 <= likely / asked <= 1


def test_a_misnumbered_telegram_does_not_spoil_the_brackets_around_it() -> None:
    serials = [Serial(number, NEW_YEAR + number * DAY) for number in range(1, 300, 2)]
    serials[50] = Serial(101, NEW_YEAR + 200 * DAY)
    bracket = Timeline(1974, serials).bracket(102, Slack(DAY, 1.3))
    assert bracket.earliest == datetime(1974, 4, 9, tzinfo=UTC)
    assert bracket.latest == datetime(1974, 4, 15, tzinfo=UTC)


def test_what_was_cited_had_been_sent_and_so_had_all_numbers_below_it() -> None:
    timeline = Timeline(1974, [Serial(10, NEW_YEAR + 5 * DAY)], [(500, NEW_YEAR + 40 * DAY), (90, None)])
    bracket = timeline.bracket(300, Slack(DAY, 1.3))
    assert bracket.latest == datetime(1974, 2, 11, tzinfo=UTC)
    assert timeline.bracket(501, Slack(DAY, 1.3)).latest.year == 1975
    assert timeline.highest == 500


def test_a_citation_before_the_telegram_can_have_been_sent_bounds_nothing() -> None:
    timeline = Timeline(1974, [Serial(100, NEW_YEAR + 60 * DAY)], [(200, NEW_YEAR + 5 * DAY)])
    assert timeline.bracket(150, Slack(DAY, 1.3)).latest.year == 1975


def test_the_total_of_a_year_is_estimated_with_its_interval() -> None:
    serials = [serial for serial in made_year(7) if serial.at < NEW_YEAR + 200 * DAY]
    total = Timeline(1974, serials).total()
    assert total is not None
    least, best, most, _ = total
    true_total = made_year(7, share=1)[-1].number
    assert least <= true_total <= most
    assert serials[-1].number <= least <= best <= most
    assert Timeline(1974, []).total() is None


def test_cited_telegrams_that_are_not_held_are_in_the_ledger_with_who_cites_them(tmp_path: Path) -> None:
    held = [each for each in year_of_telegrams("LIMA", 1974, 10, range(60)) if each.number != 300]
    citing = [
        telegram("74QUITO80", "1974-02-05", "A. LIMA 300 (NOTAL) B. LIMA 310", subject="FLOODS IN LIMA"),
        telegram("74QUITO85", "1974-02-07", "LIMA 300"),
    ]
    with archive_of(tmp_path, [*held, *citing]) as archive:
        resolve_all(archive)
        finder = GapFinder(archive)
        (gap,) = finder.gaps(PostYear("LIMA", 1974))
        assert (gap.mrn, gap.name, gap.archive_number) == ("74LIMA300", "LIMA", "1974LIMA00300")
        assert [(each.citing, each.words, each.note) for each in gap.citations] == [
            ("74QUITO80", "LIMA 300", "NOTAL"),
            ("74QUITO85", "LIMA 300", None),
        ]
        assert gap.bracket.earliest <= datetime(1974, 1, 30, 12, tzinfo=UTC) <= gap.bracket.latest
        assert gap.bracket.latest - gap.bracket.earliest < timedelta(days=8)
        ledger = finder.ledger(PostYear("LIMA", 1974))
        assert (ledger.highest, ledger.held, ledger.missing, ledger.unknown) == (600, 59, 1, 540)
        assert len(list(finder.gaps(PostYear("LIMA", 1974), implied=True))) == 541


def test_a_request_names_number_dates_and_who_cites_it(tmp_path: Path) -> None:
    citing = telegram("74QUITO80", "1974-02-05", "LIMA 300", subject="FLOODS IN LIMA")
    with archive_of(tmp_path, [telegram("74LIMA290", "1974-01-29"), citing]) as archive:
        resolve_all(archive)
        text = request_text(GapFinder(archive).gap("Lima 300 1974"))
    assert "LIMA 300 of 1974 (also written 74LIMA300 and 1974LIMA00300)" in text
    assert "Embassy Lima" in text
    assert "27 January 1974 and 7 February 1974" in text
    assert 'QUITO80 of 5 February 1974, as "LIMA 300"' in text
    assert "FLOODS IN LIMA" in text


def test_what_is_held_is_no_gap_and_what_is_no_number_is_said_so(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA290", "1974-01-29")]) as archive:
        resolve_all(archive)
        with pytest.raises(WrongRequest, match="74LIMA290 is held"):
            GapFinder(archive).gap("74LIMA290")
        with pytest.raises(WrongRequest, match="is no number"):
            GapFinder(archive).gap("floods")


def test_without_dates_the_usual_traffic_of_the_post_tells_when_a_number_was_likely_sent() -> None:
    nothing = Timeline(1974, [], [], Pace(20, 30))
    bracket = nothing.bracket(3000, Slack(DAY, 1.3))
    assert (bracket.likely_from, bracket.likely_to) == (
        datetime(1974, 4, 11, tzinfo=UTC),
        datetime(1974, 5, 31, tzinfo=UTC),
    )
    assert bracket.earliest.year == 1973
    total = nothing.total()
    assert total is not None
    assert (total.at_least, total.at_most, total.dated) == (7300, 10950, False)


def test_the_kept_sums_follow_what_is_added_and_removed(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA290", "1974-01-29", "LIMA 280")]) as archive:
        resolve_all(archive)
        assert [(each.post, each.held, each.missing) for each in GapFinder(archive).ledgers()] == [("LIMA", 1, 1)]
    with archive_of(tmp_path, [telegram("74LIMA280", "1974-01-28"), telegram("75QUITO1", "1975-01-02")]) as archive:
        resolve_all(archive)
        assert GapFinder(archive).ledgers() == list(reckon_sums(archive.connection).ledgers)
        assert [(each.post, each.held, each.missing) for each in GapFinder(archive).ledgers()] == [
            ("LIMA", 2, 0),
            ("QUITO", 1, 0),
        ]
        assert GapFinder(archive).ledgers("quito") == [GapFinder(archive).ledger(PostYear("QUITO", 1975))]
    with open_writer(tmp_path) as writer:
        writer.remove("74LIMA280")
    with open_archive(tmp_path) as archive:
        resolve_all(archive)
        (lima,) = GapFinder(archive).ledgers("Lima", 1974)
        assert (lima.held, lima.missing) == (1, 1)


def test_the_day_that_a_citation_gives_is_the_likely_one_where_it_can_be(tmp_path: Path) -> None:
    held = [telegram("74LIMA100", "1974-01-20"), telegram("74LIMA300", "1974-02-20")]
    citing = telegram("74QUITO80", "1974-03-05", "A. LIMA 200 OF FEBRUARY 3, 1974 B. LIMA 210 OF JUNE 3, 1973")
    with archive_of(tmp_path, [*held, citing]) as archive:
        resolve_all(archive)
        gap = GapFinder(archive).gap("74LIMA200")
    assert (gap.cited_day, gap.bracket.likely_from.date()) == (date(1974, 2, 3), date(1974, 2, 3))
    assert "Date as cited: 3 February 1974" in request_text(gap)


def test_a_withdrawal_card_is_no_telegram_held_and_the_ledger_names_it(tmp_path: Path) -> None:
    text = "WITHDRAWAL CARD\nDocument Number: 1974LIMA00300\n"
    card = replace(telegram("74LIMA300", "1974-01-30"), text=text, paragraphs=(), reftels=())
    telegrams = [card, telegram("74LIMA290", "1974-01-29"), telegram("74QUITO80", "1974-02-05", "LIMA 300")]
    with archive_of(tmp_path, telegrams) as archive:
        resolve_all(archive)
        finder = GapFinder(archive)
        (gap,) = finder.gaps(PostYear("LIMA", 1974))
        assert (gap.mrn, gap.card) == ("74LIMA300", "74LIMA300")
        assert [edge.state for edge in references_of(archive, "74QUITO80")] == ["known"]
        assert [(each.held, each.missing) for each in finder.ledgers("Lima")] == [(1, 1)]
        assert "A withdrawal card stands in its place" in request_text(gap)
        (trace,) = trace_text(archive, "Tel 300, AmEmbassy Lima to SecState, January 30, 1974")
        assert (trace.outcome, trace.gap and trace.gap.card) == ("not held", "74LIMA300")
    with archive_of(tmp_path, [telegram("74LIMA300", "1974-01-30")]) as archive:
        resolve_all(archive)
        assert [edge.state for edge in references_of(archive, "74QUITO80")] == ["resolved"]
        assert list(GapFinder(archive).gaps(PostYear("LIMA", 1974))) == []


def test_another_form_of_a_number_makes_no_post_of_its_own(tmp_path: Path) -> None:
    held = replace(telegram("74DHAHRAN3", "1974-01-29"), aliases=("1974DHAHRA00003",))
    with archive_of(tmp_path, [held, telegram("74LIMA290", "1974-02-01", "DHAHRAN 3")]) as archive:
        resolve_all(archive)
        assert [each.post for each in GapFinder(archive).ledgers()] == ["DHAHRAN", "LIMA"]
