"""Zip archives: members stream in their turn, and an archive that means harm harms nothing."""

from __future__ import annotations

import io
import os
import stat
import struct
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import Unreadable
from reftel.sources import Document, Place, find_places, read_place, unzip, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TELEGRAM = b"R 011200Z JAN 75\nFM AMEMBASSY VARRIN\nTO SECSTATE WASHDC 1\n"


def zip_of(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def found(folder: Path, content: bytes, name: str = "a.zip") -> list[Place | Unreadable]:
    path = folder / name
    path.write_bytes(content)
    return list(find_places([path]))


def results(folder: Path, content: bytes, name: str = "a.zip") -> Iterator[Document | Unreadable]:
    for place in found(folder, content, name):
        yield from [place] if isinstance(place, Unreadable) else read_place(place)


def told(folder: Path, content: bytes) -> list[str]:
    """Say what comes of every member: its name, or its name and the cause of its failure."""
    return [
        result.path if isinstance(result, Document) else f"{result.path}: {result.cause}"
        for result in results(folder, content)
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("comment", [b"", b"a comment PK\5\6 of any kind"])
def test_members_are_known_by_archive_and_path_and_are_their_own_bytes(
    tmp_path: Path, method: int, comment: bytes
) -> None:
    members = {"1975/b.txt": TELEGRAM, "1974/a.txt": TELEGRAM * 2000, "c.html": b"<html><pre>FM HERE</pre></html>"}
    documents = list(results(tmp_path, zip_of(members, method=method, comment=comment)))
    assert all(isinstance(document, Document) for document in documents), documents
    assert {d.path: d.content for d in documents if isinstance(d, Document)} == {
        f"a.zip/{name}": content for name, content in members.items()
    }


def test_an_archive_below_a_folder_has_its_path_in_front(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.zip").write_bytes(zip_of({"b.txt": TELEGRAM}))
    (place,) = find_places([tmp_path])
    assert isinstance(place, Place)
    assert place.name == "deep/a.zip/b.txt"


def test_something_in_front_of_an_archive_does_not_matter(tmp_path: Path) -> None:
    assert told(tmp_path, b"#!/bin/unzip\n" + zip_of({"b.txt": TELEGRAM})) == ["a.zip/b.txt"]


def test_folders_and_left_overs_of_machines_are_passed_over(tmp_path: Path) -> None:
    content = zip_of({"d/": b"", "d/.DS_Store": b"\0", "__MACOSX/d/._b.txt": b"\0", "./d/b.txt": TELEGRAM})
    assert told(tmp_path, content) == ["a.zip/d/b.txt"]


@pytest.mark.parametrize("name", ["../b.txt", "d/../../b.txt", "/etc/b.txt", "C:/b.txt", "..\\b.txt"])
def test_a_member_whose_path_leads_out_is_refused_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    first, second = told(tmp_path, zip_of({name: TELEGRAM, "c.txt": TELEGRAM}))
    assert first.endswith("b.txt: path leads out of the zip")
    assert second == "a.zip/c.txt"


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert told(tmp_path, out.getvalue()) == ["a.zip/link.txt: is a link"]


@pytest.mark.parametrize("content", [b"PK\3\4 and no more", b"no zip at all", zip_of({"b.txt": TELEGRAM})[:-30]])
def test_an_archive_without_its_directory_is_damaged(tmp_path: Path, content: bytes) -> None:
    assert told(tmp_path, content) == ["a.zip: damaged zip"]


def test_an_archive_without_members_is_empty(tmp_path: Path) -> None:
    assert told(tmp_path, zip_of({})) == ["a.zip: empty"]
    assert told(tmp_path, b"") == ["a.zip: empty"]


def test_a_member_that_is_damaged_does_not_stop_the_others(tmp_path: Path) -> None:
    content = bytearray(zip_of({"b.txt": TELEGRAM, "c.txt": TELEGRAM}, method=zipfile.ZIP_STORED))
    content[content.index(b"VARRIN")] ^= 0xFF
    assert told(tmp_path, bytes(content)) == ["a.zip/b.txt: damaged zip", "a.zip/c.txt"]


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zip_of({"b.txt": TELEGRAM}))
    content[content.rindex(b"PK\1\2") + 8] |= 1
    assert told(tmp_path, bytes(content)) == ["a.zip/b.txt: encrypted zip"]


def test_a_compression_that_is_not_known_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, zip_of({"b.txt": TELEGRAM}, method=zipfile.ZIP_LZMA)) == ["a.zip/b.txt: unknown compression"]


def test_a_name_that_is_no_utf_8_is_in_the_letters_of_the_first_pcs(tmp_path: Path) -> None:
    content = zip_of({"ca@.txt": TELEGRAM}).replace(b"ca@", b"ca\x82")
    assert told(tmp_path, content) == ["a.zip/caé.txt"]


def test_an_archive_of_more_than_65535_members_is_read(tmp_path: Path) -> None:
    content = zip_of({"b.txt": TELEGRAM})
    start, end = content.rindex(b"PK\1\2"), content.rindex(b"PK\5\6")
    directory = content[start:end] * 70_000
    large_end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 70_000, 70_000, len(directory), start)
    large_place = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(directory), 1)
    closing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    places = found(tmp_path, content[:start] + directory + large_end + large_place + closing)
    assert len(places) == 70_000
    assert isinstance(places[-1], Place)
    (document,) = read_place(places[-1])
    assert isinstance(document, Document)


def test_large_numbers_of_a_member_are_read_from_its_extra_field(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("b.txt", "w", force_zip64=True) as member:
        member.write(TELEGRAM)
    content = bytearray(out.getvalue())
    entry = content.rindex(b"PK\1\2")
    extra = struct.pack("<2H2Q", 1, 16, len(TELEGRAM), len(TELEGRAM))
    content[entry + 20 : entry + 28] = b"\xff" * 8
    content[entry + 30 : entry + 32] = struct.pack("<H", len(extra))
    content[entry + 46 + 5 : entry + 46 + 5] = extra
    end = content.rindex(b"PK\5\6")
    size = struct.unpack_from("<L", content, end + 12)[0] + len(extra)
    content[end + 12 : end + 16] = struct.pack("<L", size)
    assert told(tmp_path, bytes(content)) == ["a.zip/b.txt"]


# --- bombs


def test_a_member_that_unfolds_a_thousandfold_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    bomb = zip_of({"b.txt": TELEGRAM, "bomb.txt": b"\n" * 100_000_000, "c.txt": TELEGRAM})
    assert told(tmp_path, bomb) == ["a.zip/b.txt", "a.zip/bomb.txt: zip bomb", "a.zip/c.txt"]


def test_an_archive_that_unfolds_to_too_much_in_all_is_refused(tmp_path: Path) -> None:
    member = (TELEGRAM * 17_000)[:1_000_000]
    assert told(tmp_path, zip_of({f"{number}.txt": member for number in range(200)})) == ["a.zip: zip bomb"]


def test_members_that_share_their_bytes_are_counted_each(tmp_path: Path) -> None:
    content = zip_of({"b.txt": (TELEGRAM * 17_000)[:1_000_000]})
    start, end = content.rindex(b"PK\1\2"), content.rindex(b"PK\5\6")
    directory = content[start:end] * 1000
    closing = bytearray(content[end:])
    closing[12:16] = struct.pack("<L", len(directory))
    assert told(tmp_path, content[:start] + directory + bytes(closing)) == ["a.zip: zip bomb"]


def test_a_member_that_lies_about_its_size_is_cut_short(tmp_path: Path) -> None:
    content = bytearray(zip_of({"b.txt": b"\n" * 50_000_000}))
    entry = content.rindex(b"PK\1\2")
    content[entry + 24 : entry + 28] = struct.pack("<L", 1000)
    tracemalloc.start()
    assert told(tmp_path, bytes(content)) == ["a.zip/b.txt: damaged zip"]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_a_text_of_300_mb_in_an_archive_is_refused_unread(tmp_path: Path) -> None:
    row = os.urandom(40).hex().encode() + b"\n"
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("b.txt", "w") as member:
            for _ in range(300):
                member.write(row * 12_400)
        archive.writestr("noise", os.urandom(3_000_000))
    tracemalloc.start()
    causes = [
        (result.path, result.cause)
        for place in find_places([path])
        for result in ([place] if isinstance(place, Unreadable) else read_place(place))
        if isinstance(result, Unreadable)
    ]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert causes[0][0] == "a.zip/b.txt"
    assert causes[0][1] in {"too large", "zip bomb"}
    assert most < 10_000_000


def nested(levels: int) -> bytes:
    content = zip_of({"t.txt": TELEGRAM})
    for level in range(levels - 1):
        content = zip_of({f"before{level}.txt": TELEGRAM, f"z{level}.zip": content, f"after{level}.txt": TELEGRAM})
    return content


def test_archives_in_archives_are_read_three_deep(tmp_path: Path) -> None:
    assert told(tmp_path, nested(3)) == [
        "a.zip/before1.txt",
        "a.zip/z1.zip/before0.txt",
        "a.zip/z1.zip/z0.zip/t.txt",
        "a.zip/z1.zip/after0.txt",
        "a.zip/after1.txt",
    ]


def test_an_archive_four_deep_is_refused_and_what_is_around_it_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, nested(4))[3] == "a.zip/z2.zip/z1.zip/z0.zip: nested too deep"
    assert len(told(tmp_path, nested(4))) == 7


def test_an_archive_in_an_archive_that_is_damaged_does_not_stop_the_others(tmp_path: Path) -> None:
    content = zip_of({"in.zip": nested(1)[:50], "b.txt": TELEGRAM})
    assert told(tmp_path, content) == ["a.zip/in.zip: damaged zip", "a.zip/b.txt"]


def test_archives_in_archives_share_one_allowance(tmp_path: Path) -> None:
    inner = zip_of({f"{number}.txt": (TELEGRAM * 17_000)[:1_000_000] for number in range(40)})
    outcome = told(tmp_path, zip_of({f"{number}.zip": inner for number in range(4)}))
    assert "a.zip/0.zip/0.txt" in outcome
    assert "a.zip/3.zip: zip bomb" in outcome


def test_a_table_in_an_archive_streams(tmp_path: Path) -> None:
    rows = b"".join(b'%d,"%s"\n' % (number, os.urandom(400).hex().encode()) for number in range(8_000))
    (tmp_path / "a.zip").write_bytes(zip_of({"dump.csv": b"id,body\n" + rows}))
    del rows
    (place,) = find_places([tmp_path])
    assert isinstance(place, Place)
    tracemalloc.start()
    count = sum(isinstance(result, Document) for result in read_place(place))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert most < 5_000_000 < place.size


def test_no_member_is_opened_before_its_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a member was opened while places were only listed")

    monkeypatch.setattr(zipped, "MemberStream", refuse)
    monkeypatch.setattr(unzip, "open_inner", lambda _path, file, _members, _name: file)
    assert len(found(tmp_path, zip_of({"a.txt": TELEGRAM, "b.txt": TELEGRAM}))) == 2


SEED = zip_of({"b.txt": TELEGRAM, "in.zip": zip_of({"c.txt": TELEGRAM * 100})})


@given(
    changes=st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, len(SEED)),
)
def test_an_archive_damaged_anywhere_is_read_or_refused_with_a_cause(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    content = bytearray(SEED)
    for place, value in changes:
        content[place] = value
    for damaged in (bytes(content), bytes(content[cut:]), bytes(content[:cut])):
        for result in results(tmp_path_factory.getbasetemp(), damaged, "law.zip"):
            assert isinstance(result, Document) or result.cause != "reading failed", result
