"""What an archive answers once its telegrams are understood; telegrams made up for this project."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from reftel import read_text
from reftel.analysis import keeping
from reftel.analysis.asking import Library
from reftel.analysis.exporting import export
from reftel.analysis.keeping import analyze_archive
from reftel.analysis.persons import decide, undo
from reftel.analysis.understand import analyze
from reftel.analysis.verdicts import judge
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read, connect_to_write
from reftel.cli.handler import run
from reftel.errors import ReftelError, WrongRequest
from reftel.intake import read_path
from reftel.model.telegram import Telegram
from reftel.sample import sample_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADING = """R {day}0900Z MAR 07
FM AMEMBASSY PARIS
TO SECSTATE WASHDC 1000
BT
UNCLAS PARIS 000{day}

E.O. 12958: N/A
TAGS: PREL
SUBJECT: THE DAM

"""
FIRST = "1. Minister Ola Borge told us that the dam was safe. He put the chance of a flood at 10 percent.\n"
SECOND = "1. Borge said that the dam was not safe. He put the chance of a flood at 60 percent.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with open_writer(tmp_path) as writer:
        for day, body in ((12, FIRST), (15, SECOND)):
            text = HEADING.format(day=day) + body
            writer.add_all([(read_text(text, path=f"{day}.txt")[0], text.encode())])
    analyze_archive(tmp_path)
    return tmp_path


@pytest.fixture
def library(archive: Path) -> Iterator[Library]:
    with closing(connect_to_read(archive)) as connection:
        yield Library(connection)


def test_only_what_is_new_is_understood_again(archive: Path) -> None:
    assert analyze_archive(archive) == 0


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_BATCH", 10)


@pytest.mark.usefixtures("small_batches")
def test_several_processes_keep_what_one_keeps(tmp_path: Path) -> None:
    several(tmp_path, *[("JAN 06", f"Minister Ola Borge said that dam {nth} was safe.") for nth in range(25)])

    def kept() -> list[list[tuple[object, ...]]]:
        with closing(connect_to_read(tmp_path)) as connection:
            tables = ("understood", "entity", "voice")
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables]

    alone = kept()
    with closing(connect_to_write(tmp_path)) as connection:
        connection.execute("UPDATE understood SET rules = 0, bytes = x''")
    heard: list[tuple[int, int]] = []
    assert analyze_archive(tmp_path, lambda done, of: heard.append((done, of)), processes=2) == 25
    assert kept() == alone
    assert heard == [(10, 25), (20, 25), (25, 25)]


@pytest.mark.usefixtures("small_batches")
def test_when_a_process_ends_what_was_understood_stays(tmp_path: Path) -> None:
    several(tmp_path, *[("JAN 06", "Minister Ola Borge said that the dam was safe.")] * 45)
    with closing(connect_to_write(tmp_path)) as connection:
        connection.execute("DELETE FROM understood")

    def end_them(done: int, _: int) -> None:
        if done == 10:
            for process in active_children():
                process.kill()

    with pytest.raises(ReftelError, match="ended"):
        analyze_archive(tmp_path, end_them, processes=1)
    with closing(connect_to_read(tmp_path)) as connection:
        (left,) = connection.execute("SELECT count(*) FROM understood").fetchone()
    assert 10 <= left < 45
    assert analyze_archive(tmp_path) == 45 - left


def test_a_speaker_is_found_by_any_part_of_the_name_over_telegrams(library: Library) -> None:
    found = list(library.said(by="borge", about="dam"))

    assert [one.telegram for one in found] == ["07PARIS12", "07PARIS15"]
    assert {one.speakers for one in found} == {("Ola Borge",)}


def test_statements_of_one_person_that_do_not_agree_are_set_side_by_side(library: Library) -> None:
    profile = library.person("Ola Borge")

    assert profile is not None
    assert {(shift.why, shift.stated) for shift in profile.shifts} == {
        ("for, then against", True),
        ("10%, then 60%", True),
    }


HEAD = "R 120900Z {month}\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC\nBT\nUNCLAS PARIS {number}\nSUBJECT: DAM\n\n1. "


def several(folder: Path, *bodies: tuple[str, str]) -> None:
    """An archive of telegrams of one post, each with its month and its text."""
    texts = [
        HEAD.format(month=month, number=f"{number:06}") + body for number, (month, body) in enumerate(bodies, start=1)
    ]
    with open_writer(folder) as writer:
        writer.add_all(
            (read_text(text, path=f"{number}.txt")[0], text.encode()) for number, text in enumerate(texts, start=1)
        )
    analyze_archive(folder)


def test_names_taken_out_of_two_telegrams_are_not_one_person(tmp_path: Path) -> None:
    several(
        tmp_path,
        ("JAN 06", "Minister XXXXXXXXXXXX said that the dam was safe."),
        ("MAR 06", "Ola XXXXXXXXXXXX said that the dam was old."),
        ("MAR 07", "Minister XXXXXXXXXXXX said that the dam was gone."),
    )
    with closing(connect_to_read(tmp_path)) as connection:
        persons = Library(connection).persons
        assert len(persons.called("xxxxxxxxxxxx")) == 3
        assert len({persons.main(key) for key in persons.called("xxxxxxxxxxxx")}) == 3
        assert persons.suggestions() == []


def test_a_surname_means_the_one_of_its_time(tmp_path: Path) -> None:
    several(
        tmp_path,
        ("JAN 74", "MINISTER OLA BORGE SAID THAT THE DAM WAS SAFE."),
        ("MAR 75", "BORGE SAID THAT THE DAM WAS OLD."),
        ("JAN 06", "Minister Tor Borge said that the dam was gone."),
        ("MAR 07", "Borge said that the dam was missed."),
    )
    with closing(connect_to_read(tmp_path)) as connection:
        library = Library(connection)

        assert [one.telegram[:2] for one in library.said(by="Ola Borge")] == ["74", "75"]
        assert [one.telegram[:2] for one in library.said(by="Tor Borge")] == ["06", "07"]


@pytest.mark.parametrize(
    ("earlier", "later", "why"),
    [
        ("Ola Borge supports the river bill.", "Ola Borge rejected the river bill.", "supports, then rejected"),
        (
            "Ola Borge estimated that filling the lake would take three years.",
            "Ola Borge estimated that filling the lake would take nine years.",
            "three years, then nine years",
        ),
        (
            "Ola Borge said that the union would win the vote.",
            "Ola Borge conceded that he had been wrong about the union.",
            "says so: had been wrong",
        ),
    ],
)
def test_a_change_of_mind_is_set_beside_what_was_said_before(
    tmp_path: Path, earlier: str, later: str, why: str
) -> None:
    several(tmp_path, ("JAN 06", earlier), ("MAR 07", later))
    with closing(connect_to_read(tmp_path)) as connection:
        profile = Library(connection).person("Ola Borge")

    assert profile is not None
    assert [shift.why.split(";")[0] for shift in profile.shifts] == [why]
    assert profile.shifts[0].same


def shifts_of(folder: Path, *said: str) -> list[tuple[str, bool]]:
    several(folder, *((f"JAN {70 + nth}", one) for nth, one in enumerate(said)))
    with closing(connect_to_read(folder)) as connection:
        profile = Library(connection).person("Ola Borge")
    assert profile is not None
    return [(shift.earlier.words, shift.stated) for shift in profile.shifts]


def test_a_turn_is_set_beside_the_statement_on_its_matter_and_called_a_change(tmp_path: Path) -> None:
    found = shifts_of(
        tmp_path,
        "Minister Ola Borge promised that the toll on barges would never be doubled.",
        "Minister Ola Borge said that the harvest was good.",
        "Minister Ola Borge conceded that he had promised a toll on barges that would not be doubled.",
    )

    assert found == [("that the toll on barges would never be doubled", True)]


def test_a_turn_is_perhaps_one_where_a_telegram_has_no_date_to_tell_which_came_first(tmp_path: Path) -> None:
    bodies = (
        "Minister Ola Borge promised that the toll on barges would never be doubled.",
        "Minister Ola Borge conceded that he had promised a toll on barges that would not be doubled.",
    )
    with open_writer(tmp_path) as writer:
        for number, body in enumerate(bodies, start=1):
            text = HEAD.format(month="JAN 74", number=f"{number:06}") + body
            text = text if number == 2 else text.split("\n", 1)[1]
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(tmp_path)
    with closing(connect_to_read(tmp_path)) as connection:
        profile = Library(connection).person("Ola Borge")

    assert profile is not None
    assert [(shift.earlier.dtg, shift.stated) for shift in profile.shifts] == [(None, False)]


def test_what_is_only_said_again_is_no_change(tmp_path: Path) -> None:
    assert not shifts_of(
        tmp_path,
        "Minister Ola Borge said that the toll on barges was too low.",
        "Minister Ola Borge repeated his own earlier position that the toll on barges was too low.",
        "Minister Ola Borge acknowledged that the toll on barges was too low.",
    )


def test_another_stance_on_another_object_is_no_change(tmp_path: Path) -> None:
    found = shifts_of(
        tmp_path,
        "Minister Ola Borge rejected a bridge that would close the harbor to barges and to ferries of the islands.",
        "Minister Ola Borge welcomed a loan for dredging since barges and ferries of the islands need the harbor.",
    )

    assert found == []


def test_a_verdict_on_a_forecast_is_kept_until_it_is_taken_back(archive: Path) -> None:
    def kept() -> list[str | None]:
        with closing(connect_to_read(archive)) as connection:
            return [one.verdict for one in Library(connection).forecasts(date(2007, 4, 1))]

    with closing(connect_to_read(archive)) as connection:
        first = next(iter(Library(connection).forecasts(date(2007, 4, 1))))
    name = f"{first.said.telegram}:{first.said.statement.content[0].start}"
    judge(archive, name, "false")
    analyze_archive(archive)

    assert kept() == ["false", None]
    judge(archive, name, None)
    assert kept() == [None, None]


@pytest.mark.parametrize(("forecast", "verdict"), [("07PARIS12", "true"), ("07PARIS12:3", "perhaps")])
def test_a_verdict_on_nothing_is_refused(archive: Path, forecast: str, verdict: str) -> None:
    with pytest.raises(WrongRequest):
        judge(archive, forecast, verdict)


def test_what_telegrams_state_of_agreement_stands_with_a_matter(tmp_path: Path) -> None:
    several(tmp_path, ("JAN 06", "Ola Borge said the dam would hold. Unlike Borge, Tor Ekdal believes the dam is old."))
    with closing(connect_to_read(tmp_path)) as connection:
        (stated,) = Library(connection).stated("dam")

    assert (stated.kind, set(stated.names)) == ("disagreement", {"Ola Borge", "Tor Ekdal"})


def test_the_words_of_a_statement_hold_no_page_marks() -> None:
    path = sample_folder() / "telegrams" / "1979HALLEM00402.txt"
    telegram = next(iter(read_path(path)))
    assert isinstance(telegram, Telegram)
    statements = analyze(telegram).statements

    assert any("PAGE 01" in piece.text for one in statements for piece in one.content)
    assert not any("PAGE 01" in one.words for one in statements)


def test_forecasts_are_listed_with_their_chance(library: Library) -> None:
    chances = [one.said.statement.probability for one in library.forecasts(date(2007, 4, 1))]

    assert chances == [0.1, 0.6]


def test_a_decision_counts_until_it_is_undone(archive: Path) -> None:
    decide(archive, "rename", "ola borge", "O. Borge")
    with closing(connect_to_read(archive)) as connection:
        renamed = Library(connection).persons.shown("ola borge")
    undone = undo(archive)
    with closing(connect_to_read(archive)) as connection:
        again = Library(connection).persons.shown("ola borge")

    assert (renamed, again) == ("O. Borge", "Ola Borge")
    assert undone == "rename ola borge O. Borge"


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_every_statement_is_a_row_of_a_table(library: Library, tmp_path: Path, form: str) -> None:
    place = tmp_path / "table"
    count = export(library.said(nested=True), form, place)

    assert count == 4
    assert len(place.read_text().splitlines()) == count + (form == "csv")
    with pytest.raises(WrongRequest, match="already"):
        export((), form, place)
    assert len(place.read_text().splitlines()) == count + (form == "csv")


def test_a_dated_event_stands_on_one_line_and_only_in_a_paragraph_that_has_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several(tmp_path, ("JAN 06", "The elections were put off from 1960 to\n2000."))
    assert run(["--archive", str(tmp_path), "timeline"]) == 0
    numbered = capsys.readouterr().out
    assert "06PARIS1 ¶1  from 1960 to 2000" in numbered

    plain = HEADING.format(day=12) + "The elections were put off from 1960 to\n2000.\n"
    with open_writer(tmp_path / "plain") as writer:
        writer.add_all([(read_text(plain, path="12.txt")[0], plain.encode())])
    analyze_archive(tmp_path / "plain")
    assert run(["--archive", str(tmp_path / "plain"), "timeline"]) == 0
    assert "07PARIS12  1960\n" in capsys.readouterr().out
