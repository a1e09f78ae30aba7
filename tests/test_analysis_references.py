"""References asked of an archive: four honest states, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cited_telegrams import archive_of, telegram, year_of_telegrams
from reftel.analysis.references import all_edges, count_states, references_of, references_to, resolve_all
from reftel.archive import open_archive, open_writer
from reftel.archive.database import lock
from reftel.errors import ArchiveBusy

if TYPE_CHECKING:
    from pathlib import Path


def states(folder: Path, citing: str) -> list[tuple[str, str, str | None]]:
    with open_archive(folder) as archive:
        resolve_all(archive)
        return [(edge.words, edge.state, edge.target or edge.mrn) for edge in references_of(archive, citing)]


def test_a_telegram_that_is_held_is_resolved_and_another_is_known(tmp_path: Path) -> None:
    telegrams = [telegram("74LIMA100", "1974-01-20"), telegram("74LIMA200", "1974-02-10", "LIMA 100; LIMA 90; A-12")]
    with archive_of(tmp_path, telegrams):
        assert states(tmp_path, "74LIMA200") == [
            ("LIMA 100", "resolved", "74LIMA100"),
            ("LIMA 90", "known", "74LIMA90"),
            ("A-12", "known", None),
        ]


def test_what_comes_later_resolves_what_was_known_and_what_goes_is_known_again(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA200", "1974-02-10", "LIMA 90")]):
        assert states(tmp_path, "74LIMA200") == [("LIMA 90", "known", "74LIMA90")]
    with archive_of(tmp_path, [telegram("74LIMA90", "1974-01-18")]):
        assert states(tmp_path, "74LIMA200") == [("LIMA 90", "resolved", "74LIMA90")]
    with open_writer(tmp_path) as writer:
        writer.remove("74LIMA90")
    assert states(tmp_path, "74LIMA200") == [("LIMA 90", "known", "74LIMA90")]


def test_the_years_own_numbers_rule_out_the_year_that_cannot_be(tmp_path: Path) -> None:
    # EXAMPLE 180 cited on 20 January: by the middle of February the post had reached 90 only, so it is last year's.
    held = list(year_of_telegrams("EXAMPLE", 1974, 2, range(45)))
    with archive_of(tmp_path, [*held, telegram("74LIMA300", "1974-01-20", "EXAMPLE 180")]):
        assert states(tmp_path, "74LIMA300") == [("EXAMPLE 180", "known", "73EXAMPLE180")]


def test_where_both_years_can_be_it_stays_ambiguous_and_says_why(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA300", "1974-01-20", "EXAMPLE 180")]) as archive:
        resolve_all(archive)
        (edge,) = references_of(archive, "74LIMA300")
        assert (edge.state, edge.candidates) == ("ambiguous", ("74EXAMPLE180", "73EXAMPLE180"))
        assert edge.reason == "no year is printed, and soon after the new year it can be of either"


def test_a_message_named_by_its_date_time_group_is_found_by_it(tmp_path: Path) -> None:
    telegrams = [telegram("74LIMA90", "1974-01-18"), telegram("74QUITO20", "1974-01-20", "LIMA 181200Z JAN 74")]
    with archive_of(tmp_path, telegrams):
        assert states(tmp_path, "74QUITO20") == [("LIMA 181200Z JAN 74", "resolved", "74LIMA90")]


def test_both_directions_and_the_places_in_the_text(tmp_path: Path) -> None:
    telegrams = [
        telegram("74LIMA90", "1974-01-18"),
        telegram("74LIMA100", "1974-01-20", "LIMA 90", body="AS REFTEL SAID"),
        telegram("74QUITO70", "1974-01-22", "A. LIMA 90 B. LIMA 95"),
    ]
    with archive_of(tmp_path, telegrams) as archive:
        resolve_all(archive)
        found = references_to(archive, "Lima 90 1974")
        assert [(edge.citing, edge.label, edge.words) for edge in found] == [
            ("74LIMA100", None, "LIMA 90"),
            ("74LIMA100", None, "REFTEL"),
            ("74QUITO70", "A", "LIMA 90"),
        ]
        assert [edge.citing for edge in references_to(archive, "74LIMA95")] == ["74QUITO70"]
        texts = {each.id: each.text for each in archive.telegrams()}
        assert all(texts[edge.citing][edge.start : edge.end] == edge.words for edge in all_edges(archive))
        assert count_states(archive)._asdict() == {
            "resolved": 3, "known": 1, "ambiguous": 0, "unresolved": 0, "others": 0,
        }  # fmt: skip


def test_while_another_program_writes_the_edges_stay_as_they_were(tmp_path: Path) -> None:
    with archive_of(tmp_path, [telegram("74LIMA200", "1974-02-10", "LIMA 90")]) as archive:
        with lock(tmp_path), pytest.raises(ArchiveBusy):
            resolve_all(archive)
        assert resolve_all(archive)
    with archive_of(tmp_path, [telegram("74LIMA90", "1974-01-18")]) as archive, lock(tmp_path):
        assert not resolve_all(archive)
        assert [edge.state for edge in references_of(archive, "74LIMA200")] == ["known"]


def test_a_telegram_named_by_sender_and_date_has_what_is_held_of_that_day_as_candidates(tmp_path: Path) -> None:
    telegrams = [
        telegram("74LIMA90", "1974-01-18"),
        telegram("74LIMA92", "1974-01-18", hour=20),
        telegram("74LIMA99", "1974-01-22"),
        telegram("73QUITO7000", "1973-12-30"),
        telegram(
            "74QUITO20",
            "1974-01-25",
            "A. LIMA TELEGRAM OF JANUARY 18 B. OUR TEL OF DECEMBER 30 C. BONN CABLE OF JUNE 3",
        ),
    ]
    with archive_of(tmp_path, telegrams) as archive:
        resolve_all(archive)
        assert [(edge.state, edge.candidates) for edge in references_of(archive, "74QUITO20")] == [
            ("ambiguous", ("74LIMA90", "74LIMA92")),
            ("ambiguous", ("73QUITO7000",)),
            ("unresolved", ()),
        ]
    with open_writer(tmp_path) as writer:
        writer.remove("73QUITO7000")
    with open_archive(tmp_path) as archive:
        resolve_all(archive)
        assert [edge.state for edge in references_of(archive, "74QUITO20")] == ["ambiguous", "unresolved", "unresolved"]
