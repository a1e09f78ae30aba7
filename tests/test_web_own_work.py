"""Notes, folders, corrections and intake: what a reader changes, with proof of the form, and with undo."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from cli_runs import held, some_telegrams
from reftel.archive import open_archive, open_writer
from reftel.archive.correcting import switch_repair
from reftel.archive.watching import Watches
from reftel.sample import sample_folder
from reftel.web.places import OWN_WORK, UNDERSTOOD
from understood_room import desk, own, proof, understood

if TYPE_CHECKING:
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient

__all__ = ["desk", "held", "own", "some_telegrams", "understood"]


def send(client: TestClient, address: str, **fields: str) -> Response:
    return client.post(address, data={"csrf": proof(client), **fields})


def when_taken(client: TestClient) -> dict[str, Any]:
    """What became of the files that were sent, once it is done."""
    for _ in range(600):
        taken: dict[str, Any] = client.get("/intake.json").json()["taken"]
        if taken["state"] in {"done", "failed"}:
            return taken
        time.sleep(0.05)
    pytest.fail("what was sent is not taken in")


@pytest.mark.parametrize("place", [one for one in (*UNDERSTOOD, *OWN_WORK) if one.post], ids=lambda one: one.path)
def test_nothing_is_changed_without_proof_of_the_form(desk: TestClient, place: object) -> None:
    address = place.path.format(key="x", address="x")  # type: ignore[attr-defined]
    proof(desk)
    assert desk.post(address, data={"do": "x", "csrf": "0" * 64}).status_code == 403
    assert desk.post(address, data={"do": "x"}).status_code == 403
    assert desk.get("/notes.json").json() == []


def test_a_note_is_written_found_changed_and_taken_out(desk: TestClient) -> None:
    answer = send(desk, "/notes", telegram="Hallem 512 2004", paragraph="2", words="see <b>annex</b>", labels="a, b,a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/04HALLEM512#p2")
    assert "see &lt;b&gt;annex&lt;/b&gt;" in desk.get("/t/04HALLEM512").text
    page = desk.get("/notes", params={"q": "ANNEX", "label": "b"}).text
    assert "see &lt;b&gt;annex&lt;/b&gt;" in page
    (note,) = desk.get("/notes.json", params={"telegram": "04HALLEM512"}).json()
    assert (note["labels"], note["paragraph"]) == (["a", "b"], 2)
    assert send(desk, "/notes", do="change", note=str(note["id"]), words="other", back="notes").status_code == 303
    assert desk.get("/notes.csv").text.count("other") == 1
    assert send(desk, "/notes", do="take out", note=str(note["id"])).status_code == 303
    assert desk.get("/notes.json").json() == []
    for wrong in ({"telegram": "99NOWHERE1", "words": "x"}, {"telegram": "04HALLEM512", "words": " "}):
        assert send(desk, "/notes", **wrong).status_code in {400, 404}
    assert send(desk, "/notes", do="change", note="77", words="x").status_code == 400


def test_a_folder_is_made_filled_renamed_exported_and_removed(desk: TestClient) -> None:
    address = send(desk, "/folders", name="The treaty", telegram="04HALLEM512").headers["location"]
    assert send(desk, address, do="file", telegrams="Varrin 301 2004\n06VARRIN911").status_code == 303
    assert desk.get(f"{address}.json").json()["telegrams"] == ["04HALLEM512", "04VARRIN301", "06VARRIN911"]
    send(desk, address, do="take out", telegram="04VARRIN301")
    send(desk, address, do="rename", name="Another <name>", about="for chapter 2")
    page = desk.get(address).text
    assert "Another &lt;name&gt;" in page
    assert "04VARRIN301" not in page
    assert desk.get(f"{address}.csv").text.count("\n") == 3
    assert send(desk, address, do="file", telegrams="99NOWHERE1").status_code == 404
    assert send(desk, address, do="remove").headers["location"] == "/notes"
    assert desk.get(address).status_code == 404


def test_a_question_is_kept_asked_again_and_forgotten(desk: TestClient, own: Path) -> None:
    kept = {"name": "the <dam>", "question": "dam from:varrin"}
    assert send(desk, "/questions", **kept).headers["location"] == "/notes#questions"
    page = desk.get("/notes").text
    assert "the &lt;dam&gt;" in page
    assert "/search?q=dam+from%3Avarrin&amp;sort=-dtg" in page
    with open_archive(own) as archive:
        assert [watch.question for watch in Watches(archive)] == ["dam from:varrin"]
    assert send(desk, "/questions", **kept).status_code == 400
    for refused in (" ", "dam " * 400):
        assert send(desk, "/questions", name="another", question=refused).status_code == 400
    send(desk, "/questions", do="forget", name="the <dam>")
    assert "the &lt;dam&gt;" not in desk.get("/notes").text


def test_corrections_are_logged_and_undone(desk: TestClient, own: Path) -> None:
    switch = {"do": "repair", "telegram": "74HALLEM88", "why": "so it is printed", "who": "me"}
    with open_archive(own) as archive:
        repairs = archive.get("74HALLEM88").repairs
    nth = next(nth for nth, one in enumerate(repairs, 1) if one.was == "GENWROUS")
    page = desk.get("/t/74HALLEM88").text
    assert f'name="id" value="{nth} off"' in page
    assert send(desk, "/corrections", id=f"{nth} off", **switch).headers["location"] == "/t/74HALLEM88"
    assert "GENWROUS" in " ".join(one["text"] for one in desk.get("/t/74HALLEM88.json").json()["paragraphs"])
    assert send(desk, "/corrections", do="number", telegram="74HALLEM88", value="74HALLEM9999").status_code == 303
    assert desk.get("/t/74HALLEM9999").headers["location"] == "/t/74HALLEM88"
    lines = desk.get("/corrections.json").json()
    assert [(one["who"], one["why"]) for one in lines] == [(None, None), ("me", "so it is printed")]
    for line in lines:
        assert send(desk, "/corrections", do="undo correction", id=str(line["id"])).status_code == 303
    assert "GENEROUS" in " ".join(one["text"] for one in desk.get("/t/74HALLEM88.json").json()["paragraphs"])
    assert desk.get("/t/74HALLEM9999").status_code == 404
    assert "undone" in desk.get("/corrections").text
    assert send(desk, "/corrections", do="undo correction", id="1").status_code == 400
    assert send(desk, "/corrections", do="something", telegram="74HALLEM88").status_code == 400


def test_a_person_is_renamed_merged_hidden_and_brought_back(desk: TestClient) -> None:
    one, other = (one["key"] for one in desk.get("/people.json").json()["persons"][:2])
    assert send(desk, f"/person/{one}", what="rename", other="Her <Excellency>").status_code == 303
    assert "Her &lt;Excellency&gt;" in desk.get(f"/person/{one}").text
    assert send(desk, f"/person/{one}", what="merge", other=other).status_code == 303
    assert desk.get(f"/person/{other}").status_code == 302
    assert send(desk, f"/person/{one}", what="hide").headers["location"] == "/people"
    assert one not in {person["key"] for person in desk.get("/people.json").json()["persons"]}
    for line in desk.get("/corrections.json").json():
        assert send(desk, "/corrections", do="undo decision", id=str(line["id"])).status_code == 303
    assert {one, other} <= {person["key"] for person in desk.get("/people.json").json()["persons"]}
    assert send(desk, f"/person/{one}", what="merge", other="nobody known").status_code == 400
    assert send(desk, f"/person/{one}", what="promote").status_code == 400


def test_files_that_are_sent_become_telegrams_and_failures_have_their_cause(desk: TestClient, own: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(sample_folder() / "telegrams" / "07VARRIN17.txt", "in/07VARRIN17.txt")
    telegram = (sample_folder() / "telegrams" / "05VARRIN18.txt").read_bytes()
    sent = [
        ("files", ("../../05VARRIN18.txt", telegram)),
        ("files", ("some.zip", packed.getvalue())),
        ("files", ("noise\x1b.bin", bytes(range(256)) * 10)),
    ]
    answer = desk.post("/intake", data={"csrf": proof(desk)}, files=sent)
    assert answer.headers["location"] == "/intake"
    taken = when_taken(desk)
    assert (taken["state"], taken["new"], taken["failed"]) == ("done", 2, 1)
    page = desk.get("/intake").text
    assert "binary" in page
    assert "\x1b" not in page
    assert desk.get("/t/07VARRIN17").status_code == 200
    with open_archive(own) as held_now:
        paths = [witness.path for witness in held_now.witnesses("05VARRIN18")]
        assert paths == ["sent/05VARRIN18.txt"]
        assert held_now.witnesses("07VARRIN17")[0].path.startswith("sent/some.zip")
    assert desk.post("/intake", data={"csrf": proof(desk)}).status_code == 400


def test_what_is_sent_waits_for_another_writer(desk: TestClient, own: Path) -> None:
    telegram = (sample_folder() / "telegrams" / "05VARRIN18.txt").read_bytes()
    with open_writer(own):
        desk.post("/intake", data={"csrf": proof(desk)}, files=[("files", ("05VARRIN18.txt", telegram))])
        assert desk.get("/intake.json").json()["taken"]["state"] == "waiting"
        assert send(desk, "/notes", telegram="04HALLEM512", words="meanwhile").status_code == 303
    assert when_taken(desk)["new"] == 1


def test_defects_are_shown_with_their_place_in_the_text(desk: TestClient) -> None:
    page = desk.get("/intake").text
    kind = page.split('href="/defect/')[1].split('"')[0]
    row = desk.get(f"/defect/{kind}.csv").text.splitlines()[1].split(",")
    text = desk.get(f"/t/{row[0]}.txt").text
    assert 0 <= int(row[1]) <= int(row[2]) <= len(text)
    assert row[0] in desk.get(f"/defect/{kind}").text
    assert desk.get("/defect/no-such-thing").status_code == 404


def test_the_pages_of_a_corrected_archive_are_those_of_the_correction(desk: TestClient, own: Path) -> None:
    before = desk.get("/t/74HALLEM88").text
    with open_archive(own) as archive:
        repairs = archive.get("74HALLEM88").repairs
    nth = next(nth for nth, one in enumerate(repairs, 1) if one.was == "GENWROUS")
    switch_repair(own, "74HALLEM88", nth, applied=False)
    assert desk.get("/t/74HALLEM88").text != before
