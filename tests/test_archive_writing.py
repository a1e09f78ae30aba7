"""What is kept of telegrams that are added, found again, contradicted and removed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_telegrams import compose, made_telegrams
from reftel.archive import Added, open_archive, open_writer
from reftel.errors import ArchiveBusy, ArchiveDamaged, ArchiveTooNew, NoArchive, TelegramNotFound
from reftel.model.telegram import Paragraph, Source, Telegram

if TYPE_CHECKING:
    from pathlib import Path

RIVER = ["THE MINISTER SAID THAT THE RIVER TREATY WOULD BE SIGNED IN JUNE.", "HE DID NOT SAY BY WHOM."]
OTHER = ["THE MINISTER SAID THAT THE RIVER TREATY WOULD NOT BE SIGNED."]


def found_at(reading: tuple[Telegram, bytes], path: str, extra: bytes = b"") -> tuple[Telegram, bytes]:
    """The same telegram in a file of other bytes at another path."""
    telegram, content = reading
    content += extra
    source = Source(path, hashlib.sha256(content).hexdigest(), telegram.source.dialect, "html")
    return msgspec.structs.replace(telegram, source=source), content


def add(folder: Path, *readings: tuple[Telegram, bytes]) -> Added:
    with open_writer(folder) as writer:
        return writer.add_all(readings)


def test_a_telegram_comes_back_as_it_was_added(tmp_path: Path) -> None:
    telegram, content = compose(bodies=RIVER, garbled=("M,NISTER", "MINISTER"))
    assert add(tmp_path, (telegram, content)) == Added(new=1)
    with open_archive(tmp_path) as archive:
        assert archive.get("74VARRIN605") == telegram
        assert archive.source("74VARRIN605") == content
        assert [entry.id for entry in archive.list()] == ["74VARRIN605"]


def test_adding_a_file_again_changes_nothing(tmp_path: Path) -> None:
    readings = [*made_telegrams(5, length=300)]
    add(tmp_path, *readings)
    with open_archive(tmp_path) as archive:
        before = [*archive.list()], archive.stats().witnesses
    assert add(tmp_path, *readings) == Added(unchanged=5)
    with open_archive(tmp_path) as archive:
        assert ([*archive.list()], archive.stats().witnesses) == before


def test_several_telegrams_of_one_file_are_all_kept_and_all_unchanged_when_added_again(tmp_path: Path) -> None:
    whole = compose(bodies=RIVER)[1] + compose(bodies=OTHER, number=606)[1]
    readings = [
        (found_at(compose(bodies=RIVER), "two.txt")[0], whole),
        (found_at(compose(bodies=OTHER, number=606), "two.txt")[0], whole),
    ]
    assert add(tmp_path, *readings) == Added(new=2)
    assert add(tmp_path, *readings) == Added(unchanged=2)
    with open_archive(tmp_path) as archive:
        assert [witness.nth for name in ("74VARRIN605", "74VARRIN606") for witness in archive.witnesses(name)] == [0, 1]
        assert archive.source("74VARRIN606") == whole


def test_the_same_telegram_from_another_source_is_another_witness(tmp_path: Path) -> None:
    reading = compose(bodies=RIVER)
    assert add(tmp_path, reading, found_at(reading, "page.html", b"<!-- page -->")) == Added(new=1, witnesses=1)
    with open_archive(tmp_path) as archive:
        first, second = archive.witnesses("74VARRIN605")
        assert (first.path, first.chosen, second.path, second.chosen) == ("one.txt", True, "page.html", False)
        assert archive.content(second.sha256).endswith(b"<!-- page -->")
        assert archive.witnessed(second).source.container == "html"
        assert not archive.entry("74VARRIN605").conflict


@pytest.mark.parametrize(
    ("printed", "witness"),
    [
        ("THE MINISTER  SAID THAT THE\nRIVER TREATY WOULD BE SIGNED IN JUNE.", True),
        ("THE MINISTER SAID THAT THE RIVER TREATY WOULD BE SIGNED IN JULY.", False),
        ("THE MINISTER SAID THAT THE RIVER TREATY WOULD BE SIGNED IN JUNE", False),
    ],
)
def test_white_space_makes_no_other_text_and_anything_else_does(tmp_path: Path, printed: str, witness: bool) -> None:
    telegram, content = compose(bodies=RIVER)
    other = msgspec.structs.replace(telegram.paragraphs[0], text=printed)
    changed = msgspec.structs.replace(telegram, paragraphs=(other, *telegram.paragraphs[1:]))
    added = add(tmp_path, (telegram, content), found_at((changed, content), "other.txt", b" "))
    assert added == (Added(new=1, witnesses=1) if witness else Added(new=2, conflicts=1))


def test_quotation_marks_and_dashes_make_no_other_text(tmp_path: Path) -> None:
    curly = compose(bodies=["HE SAID “YES” – OR SO IT’S TOLD."])
    plain = compose(bodies=['HE SAID "YES" -- OR SO IT\'S TOLD.'])
    assert add(tmp_path, curly, found_at(plain, "plain.txt")) == Added(new=1, witnesses=1)


def test_words_that_nobody_could_read_make_another_text(tmp_path: Path) -> None:
    telegram, content = compose(bodies=RIVER)
    lost = msgspec.structs.replace(
        telegram,
        spans=tuple(msgspec.structs.replace(s, label="unread") if s.label == "tags" else s for s in telegram.spans),
    )
    assert add(tmp_path, (telegram, content), found_at((lost, content), "b.txt", b" ")).conflicts == 1


def test_another_text_under_a_held_number_is_kept_as_a_conflict(tmp_path: Path) -> None:
    third = compose(bodies=["SOMETHING ELSE ALTOGETHER."], path="three.txt")
    added = add(tmp_path, compose(bodies=RIVER), compose(bodies=OTHER, path="two.txt"), third)
    assert added == Added(new=3, conflicts=2)
    assert add(tmp_path, found_at(third, "four.txt", b" ")) == Added(witnesses=1)
    with open_archive(tmp_path) as archive:
        assert [[entry.id for entry in group] for group in archive.conflicts()] == [
            ["74VARRIN605", "74VARRIN605~2", "74VARRIN605~3"]
        ]
        assert all(entry.conflict for entry in archive.list())
        assert archive.get("74VARRIN605~2").id == "74VARRIN605~2"
        assert archive.get("74 Varrin 000605~2").paragraphs[0].text == OTHER[0]
        assert archive.get("74VARRIN605").paragraphs[0].text == RIVER[0]


def test_a_text_without_a_number_is_kept_by_its_hash(tmp_path: Path) -> None:
    reading = compose(bodies=RIVER, number=None)
    assert add(tmp_path, reading, found_at(reading, "copy.txt", b" ")) == Added(new=1, witnesses=1)
    with open_archive(tmp_path) as archive:
        name = reading[0].id
        assert archive.get(name) == reading[0]
        assert archive.get(name[:11].upper()) == reading[0]
        assert archive.stats().without_number == 1


def test_a_removed_telegram_is_gone_with_its_bytes_and_the_log_says_so(tmp_path: Path) -> None:
    reading = compose(bodies=RIVER)
    add(tmp_path, reading, found_at(reading, "page.html", b" "), compose(bodies=OTHER, number=7, path="b.txt"))
    with open_writer(tmp_path) as writer:
        assert writer.remove("Varrin 605 1974", "sent by mistake") == "74VARRIN605"
        with pytest.raises(TelegramNotFound):
            writer.remove("74VARRIN605")
    with open_archive(tmp_path) as archive:
        assert archive.find_id("74VARRIN605") is None
        assert archive.find("june").total == 0
        assert archive.stats().witnesses == 1
        with pytest.raises(KeyError):
            archive.content(reading[0].source.sha256)
        assert [(line.what, line.name, line.detail) for line in archive.log()] == [
            ("remove", "74VARRIN605", "sent by mistake")
        ]
    assert add(tmp_path, reading) == Added(new=1)


def test_bytes_that_another_telegram_needs_stay_when_one_is_removed(tmp_path: Path) -> None:
    content = b"two telegrams"
    add(
        tmp_path,
        (found_at(compose(bodies=RIVER), "two.txt")[0], content),
        (found_at(compose(bodies=OTHER, number=606), "two.txt")[0], content),
    )
    with open_writer(tmp_path) as writer:
        writer.remove("74VARRIN605")
    with open_archive(tmp_path) as archive:
        assert archive.source("74VARRIN606") == content


def test_a_removed_first_copy_leaves_the_second_to_be_found_by_the_number(tmp_path: Path) -> None:
    add(tmp_path, compose(bodies=RIVER), compose(bodies=OTHER, path="two.txt"))
    with open_writer(tmp_path) as writer:
        writer.remove("74VARRIN605")
    with open_archive(tmp_path) as archive:
        assert archive.get("74VARRIN605").id == "74VARRIN605~2"
        assert not archive.entry("74VARRIN605").conflict


def test_a_second_writer_is_told_at_once_and_readers_are_not_blocked(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer.add_all([compose(bodies=RIVER)])
        with pytest.raises(ArchiveBusy):
            open_writer(tmp_path)
        with open_archive(tmp_path) as archive:
            assert archive.get("74VARRIN605").subject == "THE RIVER TREATY"
            writer.add_all([compose(bodies=OTHER, number=7, path="b.txt")])
            assert archive.get("74VARRIN7").paragraphs[0].text == OTHER[0]
    with open_writer(tmp_path):
        pass


def test_a_call_that_fails_adds_nothing_and_the_next_one_works(tmp_path: Path) -> None:
    telegram, content = compose(bodies=RIVER)
    half = msgspec.structs.replace(telegram, subject="\ud800")
    with open_writer(tmp_path) as writer:
        with pytest.raises(UnicodeEncodeError):
            writer.add_all([compose(bodies=OTHER, number=9, path="c.txt"), (half, content)])
        assert writer.add_all([(telegram, content)]) == Added(new=1)
    with open_archive(tmp_path) as archive:
        assert [entry.id for entry in archive.list()] == ["74VARRIN605"]


def test_numbers_beyond_measure_and_texts_of_signs_are_kept(tmp_path: Path) -> None:
    telegram, content = compose(bodies=["'); DROP TABLE telegram; --", "\x00\x01%_~\"'"])
    strange = msgspec.structs.replace(telegram, number=2**63, subject="x' OR 1=1", aliases=("~'\x00",))
    add(tmp_path, (strange, content))
    with open_archive(tmp_path) as archive:
        assert archive.get("74VARRIN605") == strange
        assert archive.entry("74VARRIN605").number is None


def test_there_is_no_archive_where_none_was_made(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        open_archive(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_no_archive_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(ArchiveDamaged):
        open_archive(tmp_path)
    with pytest.raises(ArchiveDamaged):
        open_writer(tmp_path)


def test_an_archive_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with open_writer(tmp_path) as writer:
        writer._store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ArchiveTooNew):
        open_archive(tmp_path)
    with pytest.raises(ArchiveTooNew):
        open_writer(tmp_path)


def test_enough_telegrams_train_dictionaries_and_all_come_back(tmp_path: Path) -> None:
    readings = [*made_telegrams(150, length=1500)]
    with open_writer(tmp_path) as writer:
        writer.add_all(readings[:120])
        writer.add_all(readings[120:])
        assert writer._store.connection.execute("SELECT count(*) FROM dictionary").fetchone() == (2,)
    with open_archive(tmp_path) as archive:
        assert sorted(archive.telegrams(), key=lambda t: t.source.path) == [telegram for telegram, _ in readings]
        assert all(archive.source(telegram.id) == content for telegram, content in readings)


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
    content=st.binary(min_size=1, max_size=200),
    with_paragraph=st.booleans(),
)
def test_any_text_and_any_bytes_come_back(
    tmp_path_factory: pytest.TempPathFactory, text: str, content: bytes, with_paragraph: bool
) -> None:
    folder = tmp_path_factory.mktemp("law")
    paragraph = Paragraph(text=text, start=0, end=len(text), text_start=0)
    telegram = Telegram(
        id="sha-123456789abc",
        text=text,
        subject=text,
        paragraphs=(paragraph,) if with_paragraph else (),
        source=Source(text, hashlib.sha256(content).hexdigest(), "none", "text"),
    )
    add(folder, (telegram, content))
    with open_archive(folder) as archive:
        assert archive.get("sha-123456789abc") == telegram
        assert archive.source("sha-123456789abc") == content
        archive.find(text)
