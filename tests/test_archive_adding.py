"""Adding many places: in order, in several processes, whatever happens in some of them."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import msgspec
import pytest

from made_telegrams import compose, made_telegram
from reftel.archive import Added, HeldFiles, Unchanged, open_archive, open_writer
from reftel.archive.adding import Report, add_places
from reftel.archive.crew import read_in_processes
from reftel.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reftel.model.telegram import Telegram


def read_made(place: int) -> Iterator[tuple[Telegram, bytes] | Unreadable]:
    """Place n holds the nth made telegram, except that some places hold trouble."""
    match place % 100:
        case 13:
            raise Unreadable(f"made/{place}", "empty")
        case 27:
            yield Unreadable(f"made/{place}", "binary")
        case 41:
            raise ZeroDivisionError
        case _:
            yield made_telegram(place, length=200)


def read_or_die(place: int) -> Iterator[tuple[Telegram, bytes]]:
    if place == 50:
        os.kill(os.getpid(), signal.SIGKILL)
    yield made_telegram(place, length=200)


def read_slowly_at_first(place: int) -> Iterator[tuple[Telegram, bytes]]:
    if place == 0:
        time.sleep(0.5)
    yield made_telegram(place, length=200)


class ReadNew:
    """Reads what is not held yet."""

    def __init__(self, folder: Path) -> None:
        self.held = HeldFiles(folder)

    def __call__(self, place: int) -> Iterator[tuple[Telegram, bytes] | Unchanged]:
        telegram, content = made_telegram(place, length=200)
        telegrams = self.held(telegram.source.path, telegram.source.sha256)
        yield Unchanged(telegrams) if telegrams else (telegram, content)


def read_many(place: int) -> Iterator[tuple[Telegram, bytes]]:
    """Three hundred telegrams of one file."""
    content = b"x" * 1000
    for nth in range(300):
        telegram, _ = compose(bodies=[f"TELEGRAM {nth}."], number=place * 1000 + nth + 1, path=f"file {place}")
        yield telegram, content


def read_long(place: str) -> Iterator[tuple[Telegram, bytes]]:
    """Each place holds as many bytes as make it wait: two of them are a batch."""
    telegram, _ = made_telegram(int(place[-4:]), length=200)
    yield telegram, bytes(600_000)


def read_half_a_character(place: int) -> Iterator[tuple[Telegram, bytes]]:
    telegram, content = made_telegram(place, length=200)
    yield (msgspec.structs.replace(telegram, subject="\ud800") if place == 1 else telegram), content


@pytest.mark.parametrize("processes", [0, 2])
def test_what_cannot_be_read_stops_nothing_else_and_is_counted_by_cause(tmp_path: Path, processes: int) -> None:
    heard: list[Report] = []
    with open_writer(tmp_path) as writer:
        report = add_places(writer, range(200), read_made, processes=processes, heard=heard.append)
    assert (report.places, report.added, report.failures.total) == (200, Added(new=194), 6)
    assert {cause: group.count for cause, group in report.failures.causes.items()} == {
        "empty": 2,
        "binary": 2,
        "fault while reading": 2,
    }
    assert report.failures.causes["empty"].example.path == "made/13"
    assert "ZeroDivisionError" in report.failures.causes["fault while reading"].example.detail
    assert heard[-1].places == 200
    with open_archive(tmp_path) as archive:
        paths = [telegram.source.path for telegram in archive.telegrams()]
        assert paths == sorted(paths)
        assert archive.find("orloff").total == 194


def test_a_reader_that_dies_takes_one_place_with_it(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        report = add_places(writer, range(100), read_or_die, processes=2)
    assert (report.places, report.failures.total) == (100, 1)
    assert report.failures.causes["fault while reading"].example.path == "50"
    with open_archive(tmp_path) as archive:
        assert archive.stats().telegrams == 99


def test_the_order_of_places_decides_and_not_who_is_first(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        add_places(writer, range(60), read_slowly_at_first, processes=2)
    with open_archive(tmp_path) as archive:
        assert next(archive.telegrams()).source.path == "made/0000000.txt"


def test_long_names_of_places_and_long_texts_do_not_wait_for_each_other() -> None:
    places = [f"{number:0100000}" for number in range(80)]
    assert sum(len(batch.records) for batch in read_in_processes(places, read_long, 1)) == 80


@pytest.mark.parametrize("processes", [0, 1])
def test_the_telegrams_of_one_file_stay_together(tmp_path: Path, processes: int) -> None:
    for expected in (Added(new=600), Added(unchanged=600)):
        with open_writer(tmp_path) as writer:
            assert add_places(writer, range(2), read_many, processes=processes).added == expected


def test_a_telegram_that_cannot_be_kept_is_a_failure_among_others(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        report = add_places(writer, range(3), read_half_a_character)
    assert report.added == Added(new=2)
    assert [*report.failures.causes] == ["text that cannot be kept"]


def test_an_interrupted_add_keeps_what_was_committed_and_leaves_no_process(tmp_path: Path) -> None:
    committed = Added()

    def stop(report: Report) -> None:
        nonlocal committed
        committed = report.added
        raise KeyboardInterrupt

    with open_writer(tmp_path) as writer, pytest.raises(KeyboardInterrupt):
        add_places(writer, range(3000), read_slowly_at_first, processes=2, heard=stop)
    with open_archive(tmp_path) as archive:
        assert archive.stats().telegrams == committed.total > 0
    with open_writer(tmp_path) as writer:
        add_places(writer, range(600), read_slowly_at_first, processes=2)
    with open_archive(tmp_path) as archive:
        assert archive.find("orloff").total == archive.stats().telegrams == 600


def test_a_reader_can_pass_over_files_that_are_held(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        read = ReadNew(tmp_path)
        assert add_places(writer, range(60), read).added == Added(new=60)
        assert add_places(writer, range(70), read, processes=0).added == Added(new=10, unchanged=60)
        read.held.close()
