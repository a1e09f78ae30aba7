"""After the rules have improved, the archive says what is read now; ids and corrections stay."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from made_telegrams import compose, made_telegrams
from reftel.archive import Archive, Reread, open_archive, open_writer
from reftel.errors import Unreadable
from test_archive_writing import OTHER, RIVER, found_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reftel.model.telegram import Source, Telegram

    Readings = list[tuple[Telegram, bytes]]


class Rules:
    """A reader that reads what it is told to for each path."""

    def __init__(self, readings: Readings) -> None:
        self._now: dict[str, list[Telegram | Unreadable]] = {}
        for telegram, _ in readings:
            self._now.setdefault(telegram.source.path, []).append(telegram)

    def fail(self, path: str) -> Rules:
        self._now[path] = [Unreadable(path, "no longer understood")]
        return self

    def __call__(self, content: bytes, source: Source) -> Iterator[Telegram | Unreadable]:
        assert content
        yield from self._now.get(source.path, [])


def with_body(reading: tuple[Telegram, bytes], body: str) -> tuple[Telegram, bytes]:
    """The same telegram as better rules read it, from the same bytes."""
    telegram, content = reading
    first = msgspec.structs.replace(telegram.paragraphs[0], text=body)
    return msgspec.structs.replace(telegram, paragraphs=(first, *telegram.paragraphs[1:])), content


def with_number(reading: tuple[Telegram, bytes], number: int | None, mrn: str) -> tuple[Telegram, bytes]:
    telegram, content = reading
    return msgspec.structs.replace(telegram, id=mrn, mrn=mrn, number=number, year=1974, post="VARRIN"), content


def in_one_file(nth: int, content: bytes) -> tuple[Telegram, bytes]:
    telegram, _ = compose(bodies=[f"TELEGRAM {nth}."], number=nth)
    source = msgspec.structs.replace(telegram.source, path="shared.txt", sha256=hashlib.sha256(content).hexdigest())
    return msgspec.structs.replace(telegram, source=source), content


@pytest.fixture
def reread(tmp_path: Path) -> Iterator[Callable[[Readings, Readings], tuple[Reread, Archive]]]:
    """Add what was read before, read again what is read now, and open the archive."""
    opened: list[Archive] = []

    def run(before: Readings, now: Readings, rules: Rules | None = None) -> tuple[Reread, Archive]:
        with open_writer(tmp_path) as writer:
            for reading in before:
                if reading[0].source.path.startswith("shared"):
                    continue
                writer.add_all([reading])
            writer.add_all([reading for reading in before if reading[0].source.path.startswith("shared")])
            report = writer.reread(rules or Rules(now))
        archive = open_archive(tmp_path)
        opened.append(archive)
        findings = [str(finding) for finding in archive.check() if finding.kind != "paragraphs"]
        assert findings == []
        return report, archive

    yield run
    for archive in opened:
        archive.close()


def ids(archive: Archive) -> list[str]:
    return sorted(entry.id for entry in archive.list())


def test_nothing_changes_where_the_rules_are_the_same(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    readings = [*made_telegrams(8, length=200)]
    report, archive = reread(readings, readings)
    assert (report.files, report.total, report.unchanged, report.changed) == (8, 8, 8, 0)
    assert [*archive.telegrams()] == [telegram for telegram, _ in readings]


def test_a_better_reading_takes_the_place_of_the_old_also_in_the_index(
    reread: Callable[..., tuple[Reread, Archive]],
) -> None:
    reading = compose(bodies=RIVER)
    report, archive = reread([reading], [with_body(reading, "THE TREATY WAS SIGNED IN AUGUST.")])
    assert report.changed == 1
    assert archive.get("74VARRIN605").paragraphs[0].text == "THE TREATY WAS SIGNED IN AUGUST."
    assert (archive.find("august").total, archive.find("june").total) == (1, 0)


def test_two_witnesses_that_read_better_alike_stay_one_telegram(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    first, second = compose(bodies=RIVER), found_at(compose(bodies=RIVER), "page.html", b" ")
    now = [with_body(first, "IN AUGUST."), with_body(second, "IN AUGUST.")]
    _, archive = reread([first, second], now)
    assert ids(archive) == ["74VARRIN605"]
    assert len(archive.witnesses("74VARRIN605")) == 2


def test_two_texts_that_turn_out_to_be_one_become_one(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    first, second = compose(bodies=RIVER), compose(bodies=["THE M1NISTER", RIVER[1]], path="b.txt")
    _, archive = reread([first, second], [first, with_body(second, RIVER[0])])
    assert ids(archive) == ["74VARRIN605"]
    assert [line.name for line in archive.log()] == ["74VARRIN605~2"]
    assert archive.log()[0].detail == "is now 74VARRIN605"
    assert len(archive.witnesses("74VARRIN605")) == 2


def test_one_text_that_turns_out_to_be_two_becomes_a_conflict(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    first, second = compose(bodies=RIVER), found_at(compose(bodies=RIVER), "page.html", b" ")
    _, archive = reread([first, second], [first, with_body(second, "IN JULY.")])
    assert ids(archive) == ["74VARRIN605", "74VARRIN605~2"]
    assert archive.get("74VARRIN605") == first[0]


def test_the_first_keeps_its_id_when_it_is_the_first_that_reads_otherwise(
    reread: Callable[..., tuple[Reread, Archive]],
) -> None:
    first, second = compose(bodies=RIVER), found_at(compose(bodies=RIVER), "page.html", b" ")
    _, archive = reread([first, second], [with_body(first, "IN JULY."), second])
    assert archive.get("74VARRIN605").source.path == "one.txt"
    assert archive.get("74VARRIN605~2").source.path == "page.html"


def test_a_number_that_is_found_now_names_the_telegram(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    reading = compose(bodies=RIVER, number=None)
    _, archive = reread([reading], [with_number(reading, 77, "74VARRIN77")])
    assert ids(archive) == ["74VARRIN77"]
    assert archive.log()[0].detail == "is now 74VARRIN77"


def test_numbers_that_change_places_change_places(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    first, second = compose(bodies=RIVER, number=1), compose(bodies=OTHER, number=2, path="b.txt")
    now = [with_number(first, 2, "74VARRIN2"), with_number(second, 1, "74VARRIN1")]
    _, archive = reread([first, second], now)
    assert ids(archive) == ["74VARRIN1", "74VARRIN2"]
    assert archive.get("74VARRIN2").paragraphs[0].text == RIVER[0]
    assert archive.find("june").hits[0].entry.id == "74VARRIN2"


def test_one_file_that_held_one_telegram_may_hold_three_now_and_the_reverse(
    reread: Callable[..., tuple[Reread, Archive]],
) -> None:
    content = b"three telegrams"
    three = [in_one_file(nth, content) for nth in (1, 2, 3)]
    report, archive = reread([three[1]], three)
    assert ids(archive) == ["74VARRIN1", "74VARRIN2", "74VARRIN3"]
    assert (report.new, report.gone) == (2, 0)
    assert [archive.witnesses(name)[0].nth for name in ids(archive)] == [0, 1, 2]


def test_telegrams_that_are_no_longer_found_in_their_file_go_and_the_log_says_so(
    reread: Callable[..., tuple[Reread, Archive]],
) -> None:
    content = b"three telegrams"
    three = [in_one_file(nth, content) for nth in (1, 2, 3)]
    report, archive = reread(three, [three[2]])
    assert ids(archive) == ["74VARRIN3"]
    assert report.gone == 2
    assert [line.name for line in archive.log()] == ["74VARRIN1", "74VARRIN2"]
    assert archive.find("telegram").total == 1


def test_what_cannot_be_read_again_stays_as_it_was(reread: Callable[..., tuple[Reread, Archive]]) -> None:
    first, second = compose(bodies=RIVER), compose(bodies=OTHER, number=2, path="b.txt")
    report, archive = reread([first, second], [], Rules([second]).fail("one.txt"))
    assert ids(archive) == ["74VARRIN2", "74VARRIN605"]
    assert report.failures.causes["no longer understood"].count == 1


def test_corrections_by_people_stay_and_follow_their_telegram(tmp_path: Path) -> None:
    reading = compose(bodies=RIVER, number=None)
    asked = "INSERT INTO correction (at, name, field, value) VALUES (0, ?, 'subject', '\"X\"')"
    with open_writer(tmp_path) as writer:
        writer.add_all([reading])
        writer._store.connection.execute(asked, (reading[0].id,))
        writer.reread(Rules([with_number(reading, 77, "74VARRIN77")]))
        assert writer._store.connection.execute("SELECT name FROM correction").fetchall() == [("74VARRIN77",)]


def test_a_reread_that_was_cut_off_is_finished_by_the_next(tmp_path: Path) -> None:
    readings = [compose(bodies=[f"TELEGRAM {nth}."], number=nth, path=f"{nth}.txt") for nth in range(1, 6)]
    rules = Rules([with_body(reading, "ALL NEW.") for reading in readings])
    with open_writer(tmp_path) as writer:
        writer.add_all(readings)
        from reftel.archive.rereading import Rereading

        for _ in Rereading(writer._store, tmp_path).renew(rules, 0):
            pass  # and then the lights go out
    with open_archive(tmp_path) as archive:
        assert {finding.kind for finding in archive.check()} == {"rows", "paragraphs"}
    with open_writer(tmp_path) as writer:
        assert writer.reread(rules).unchanged == 5
    with open_archive(tmp_path) as archive:
        assert {finding.kind for finding in archive.check()} == {"paragraphs"}
        assert archive.find("new").total == 5


def test_rereading_in_several_processes_says_the_same(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.add_all(made_telegrams(60, length=200))
        assert writer.reread(same_again, processes=2).unchanged == 60


def same_again(content: bytes, source: Source) -> Iterator[Telegram]:
    from made_telegrams import made_telegram

    nth = int(source.path.removeprefix("made/").removesuffix(".txt"))
    yield made_telegram(nth, length=200)[0]
