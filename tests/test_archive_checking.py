"""Whatever harm comes to an archive, checking finds it; a sound one has no findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_telegrams import compose, made_telegram, made_telegrams
from reftel.archive import Archive, open_archive, open_writer
from reftel.archive.checking import KINDS
from reftel.archive.soundness import faults
from reftel.errors import ArchiveDamaged
from reftel.model.defect import Defect
from reftel.model.repair import Repair
from reftel.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reftel.model.telegram import Telegram


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "archive") as writer:
        writer.add_all(made_telegrams(120, length=300))
        writer.add_all([compose(bodies=["A."]), compose(bodies=["B."], path="b.txt")])
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with open_archive(folder) as opened:
        yield opened


def kinds(archive: Archive) -> set[str]:
    found = {finding.kind for finding in archive.check()}
    assert found <= KINDS.keys()
    return found


def test_a_sound_archive_has_no_findings(archive: Archive) -> None:
    heard: list[tuple[int, int]] = []
    assert [*archive.check(lambda done, total: heard.append((done, total)))] == []
    assert heard == [(122, 122)]


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE content SET bytes = x'28b52ffd' WHERE id = 3", {"content"}),
        ("UPDATE content SET bytes = (SELECT bytes FROM content WHERE id = 4) WHERE id = 3", {"content"}),
        ("UPDATE content SET size = size + 1 WHERE id = 3", {"content"}),
        ("UPDATE record SET bytes = x'00' WHERE witness = 3", {"record"}),
        ("DELETE FROM record WHERE witness = 3", {"record"}),
        ("UPDATE record SET bytes = (SELECT bytes FROM record WHERE witness = 4) WHERE witness = 3", {"rows"}),
        ("UPDATE telegram SET mrn = '74X1' WHERE key = 3", {"rows"}),
        ("UPDATE telegram SET id = '74X1' WHERE key = 3", {"rows"}),
        ("UPDATE telegram SET stamp = 5 WHERE key = 3", {"rows", "index"}),
        ("UPDATE witness SET words = x'00' WHERE id = 3", {"rows"}),
        ("UPDATE witness SET path = 'elsewhere' WHERE id = 3", {"rows"}),
        ("UPDATE witness SET telegram = 4 WHERE id = 3", {"rows", "orphan"}),
        ("DELETE FROM witness WHERE id = 3", {"orphan"}),
        ("DELETE FROM dictionary WHERE purpose = 'source'", {"content"}),
        ("PRAGMA foreign_keys = OFF; UPDATE witness SET telegram = 999 WHERE id = 3", {"database", "orphan"}),
        ("PRAGMA foreign_keys = OFF; DELETE FROM telegram WHERE key = 3", {"database", "index"}),
        ("INSERT INTO outbox (telegram) VALUES (3)", set()),
    ],
)
def test_harm_to_the_record_is_found(folder: Path, archive: Archive, harm: str, found: set[str]) -> None:
    with open_writer(folder) as writer:
        writer._store.connection.executescript(harm)
    assert kinds(archive) == found


def test_a_page_of_the_database_that_was_overwritten_is_found(folder: Path) -> None:
    file = folder / "archive.sqlite"
    plain = bytearray(file.read_bytes())
    middle = len(plain) // 2 // 4096 * 4096
    plain[middle : middle + 4096] = bytes(4096)
    file.write_bytes(plain)
    try:
        with open_archive(folder) as archive:
            assert "database" in kinds(archive)
    except ArchiveDamaged:
        pass  # it was a page that opening needs


@pytest.mark.parametrize("suffix", ["idx", "pos", "term", "fast", "fieldnorm", "store"])
def test_a_byte_of_the_index_that_was_overwritten_is_found(folder: Path, archive: Archive, suffix: str) -> None:
    file = next((folder / "index").glob(f"*.{suffix}"))
    plain = bytearray(file.read_bytes())
    plain[len(plain) // 4] ^= 0xFF
    file.write_bytes(plain)
    assert "index" in kinds(archive)


def test_an_index_that_lacks_or_repeats_telegrams_is_found(folder: Path, archive: Archive) -> None:
    with open_writer(folder) as writer:
        telegram, _ = made_telegram(7, length=300)
        writer._outbox._opened().delete_documents_by_term("key", 5)
        from reftel.archive.index import lesson

        writer._outbox._opened().add_document(lesson(telegram, 8, 12345).document)
        writer._outbox._opened().commit()
    assert {finding.message for finding in archive.check()} == {
        "the index does not know it",
        "it knows telegrams twice between the keys 1 and 20000",
    }


def test_checking_while_a_writer_works_finds_nothing_wrong(folder: Path, archive: Archive) -> None:
    with open_writer(folder) as writer:
        writer.add_all([compose(bodies=["C."], number=606, path="c.txt")])
        assert kinds(archive) == set()


SOUND, _ = compose(bodies=["THE MINISTER SAID THAT IT WAS TRUE " * 5, "NO."], garbled=("M,NISTER", "MINISTER"))


def first_paragraph(**changes: object) -> Callable[[Telegram], dict[str, object]]:
    return lambda t: {"paragraphs": (msgspec.structs.replace(t.paragraphs[0], **changes), *t.paragraphs[1:])}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda t: {"spans": t.spans[1:]}, "spans"),
        (lambda t: {"spans": t.spans[:-1]}, "spans"),
        (lambda t: {"spans": (*t.spans, t.spans[-1])}, "spans"),
        (lambda t: {"spans": (Span(0, 0, "blank"), *t.spans)}, "spans"),
        (lambda t: {"spans": (Span(0, len(t.text), "nonsense"),)}, "spans"),
        (lambda t: {"spans": t.spans[::-1]}, "spans"),
        (lambda t: {"text": t.text + "!"}, "spans"),
        (lambda t: {"repairs": (Repair(0, 2, "no", "yes", "made", 1.0),)}, "repairs"),
        (lambda t: {"repairs": t.repairs[::-1]}, "repairs"),
        (lambda _: {"repairs": ()}, "paragraphs"),
        (first_paragraph(text="SOMETHING ELSE"), "paragraphs"),
        (first_paragraph(end=10**6), "paragraphs"),
        (first_paragraph(start=-1), "paragraphs"),
        (lambda _: {"defects": (Defect("cut-off", 0, 10**6, ""),)}, "places"),
        (lambda _: {"defects": (Defect("nonsense", 0, 1, ""),)}, "places"),
        (lambda _: {"evidence": {"dtg": [(5, 4)]}}, "places"),
    ],
)
def test_a_telegram_that_does_not_agree_with_itself_is_found_out(
    change: Callable[[Telegram], dict[str, object]], kind: str
) -> None:
    assert [*faults(SOUND)] == []
    assert kind in {found for found, _ in faults(msgspec.structs.replace(SOUND, **change(SOUND)))}


@given(
    st.lists(st.tuples(st.integers(-5, 500), st.integers(-5, 500)), max_size=8),
    st.lists(st.tuples(st.integers(-5, 500), st.integers(-5, 500), st.text(max_size=3)), max_size=8),
)
def test_no_record_however_wrong_is_an_error(spans: list[tuple[int, int]], repairs: list[tuple[int, int, str]]) -> None:
    wrong = msgspec.structs.replace(
        SOUND,
        spans=tuple(Span(start, end, "text") for start, end in spans),
        repairs=tuple(Repair(start, end, was, "", "made", 1.0) for start, end, was in repairs),
    )
    assert [*faults(wrong)]
