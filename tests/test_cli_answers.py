"""Answers of many lines: as they come, in every format, in a terminal, of a post by any name."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from cli_runs import held, reftel, some_telegrams
from reading_room import ADDRESS
from reftel.analysis.asking import Library
from reftel.analysis.exporting import COLUMNS, export
from reftel.archive.database import connect_to_read
from reftel.facts import use_own_tables
from reftel.web.app import make_app
from understood_room import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli_runs import Ran
    from reftel.analysis.answers import Said

__all__ = ["held", "reftel", "some_telegrams", "understood"]

#: The program, but what is asked for never ends: each answer comes again and again, the last of them never.
ENDLESS = """
import itertools, sys
from reftel.analysis import asking
from reftel.cli import main
for name in ("said_in", "happenings_in"):
    real = getattr(asking.Library, name)
    def again(*asked, _real=real, **more):
        found = list(_real(*asked, **more))
        return itertools.cycle(found) if found else iter(())
    setattr(asking.Library, name, again)
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told in another way there")
@pytest.mark.parametrize("form", ["text", "jsonl", "csv"])
def test_the_first_lines_come_before_the_last_and_a_reader_that_leaves_ends_it(understood: Path, form: str) -> None:
    command = [sys.executable, "-c", ENDLESS, "--archive", os.fspath(understood), "said", "--format", form]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""


def test_every_format_has_the_same_statements(understood: Path, reftel: Callable[..., Ran], tmp_path: Path) -> None:
    def asked(form: str) -> str:
        return reftel("--archive", understood, "said", "--about", "water", "--format", form).out

    rows = [*csv.DictReader(io.StringIO(asked("csv")))]
    objects = [json.loads(line) for line in asked("jsonl").splitlines()]
    assert len(objects) == len(asked("text").splitlines()) > 3
    assert [tuple(one) for one in objects] == [COLUMNS] * len(objects)
    assert [(row["telegram"], row["start"], row["content"]) for row in rows] == [
        (one["telegram"], str(one["start"]), one["content"]) for one in objects
    ]
    with closing(connect_to_read(understood)) as connection:
        export(Library(connection).said(about="water"), "csv", tmp_path / "water.csv")
    assert (tmp_path / "water.csv").read_bytes().decode().splitlines() == asked("csv").splitlines()


def test_statements_in_parquet_have_the_columns_of_the_table(understood: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not there")
    with closing(connect_to_read(understood)) as connection:
        count = export(Library(connection).said(nested=True), "parquet", tmp_path / "all.parquet")
        rows = parquet.read_table(tmp_path / "all.parquet").to_pylist()
        assert len(rows) == count > 100
        assert tuple(rows[0]) == COLUMNS
        assert [row["start"] for row in rows] == [
            one.statement.content[0].start for one in Library(connection).said(nested=True)
        ]
    assert export((), "parquet", tmp_path / "none.parquet") == 0
    assert parquet.read_table(tmp_path / "none.parquet").column_names == list(COLUMNS)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_table_that_was_stopped_is_not_there(understood: Path, tmp_path: Path, form: str) -> None:
    def stopped() -> Iterator[Said]:
        with closing(connect_to_read(understood)) as connection:
            yield next(Library(connection).said())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(stopped(), form, tmp_path / "table")
    assert list(tmp_path.iterdir()) == []


def test_events_come_in_the_order_of_their_days_however_few_are_remembered(
    understood: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect_to_read(understood)) as connection:
        library = Library(connection)
        keys = [key for (key,) in connection.execute("SELECT key FROM telegram")]
        events = [one for key in keys for one in library.happenings_in(key)]
        ordered = sorted(events, key=lambda one: (str(one.date.first), one.telegram, one.date.start))
        assert list(library.timeline()) == ordered
        for few in (0, 1, 7):
            monkeypatch.setattr("reftel.analysis.ahead._MOST", few)
            assert list(library.timeline()) == ordered
        assert len(ordered) > 30


def test_forecasts_come_in_the_order_of_their_horizons_and_those_without_a_day_at_the_end(
    understood: Path, reftel: Callable[..., Ran]
) -> None:
    days = [line[:10] for line in reftel("--archive", understood, "timeline", "--forecasts").out.splitlines()]
    assert days == sorted(days, key=lambda day: day.strip() or "9")
    assert days[0].strip()
    assert not days[-1].strip()
    none = reftel("--archive", understood, "timeline", "--passed", "--about", "nowhere")
    assert (none.out, none.err) == ("", "No forecast has passed without a verdict.\n")


def test_in_a_terminal_the_rest_of_a_long_line_is_set_in(
    understood: Path, reftel: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reftel("--archive", understood, "said", "--about", "water").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    shown = reftel("--archive", understood, "said", "--about", "water").out
    lines = shown.splitlines()
    assert max(map(len, lines)) <= 60
    begun = [line for line in lines if not line.startswith("    ")]
    assert len(begun) == len(whole.splitlines()) < len(lines)
    assert "".join(shown.split()) == "".join(whole.split())


OWN = "mrn_name,name,kind,country,city,other_names\nGREATVARRIN,GREAT VARRIN,embassy,Kordia,Varrin,VARRIN;OLDVARRIN\n"


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """A table of posts in which the name that telegrams bear is another name of a post under which none is held."""
    (tmp_path / "posts.csv").write_text(OWN)
    return tmp_path


@pytest.mark.parametrize("command", [("list",), ("said", "--by", "post"), ("missing",)])
@pytest.mark.parametrize("name", ["Varrin", "varrin", "OLD VARRIN"])
def test_a_name_that_telegrams_bear_goes_before_one_of_the_table(
    understood: Path, renamed: Path, reftel: Callable[..., Ran], command: tuple[str, ...], name: str
) -> None:
    ran = reftel("--facts", renamed, "--archive", understood, *command, "--post", name)
    assert bool(ran.out) == (name != "OLD VARRIN")


def test_the_reading_room_means_the_same_post(understood: Path, renamed: Path) -> None:
    use_own_tables(renamed)
    try:
        with TestClient(make_app(understood), base_url=ADDRESS) as room:

            def said(post: str) -> int:
                return len(room.get("/statements.json", params={"post": post}).json()["said"])

            assert said("Varrin") > 0
            assert said("OLD VARRIN") == said("???") == 0
    finally:
        use_own_tables(None)
