"""When a forecast can be judged: the days it names, and the ballot it hangs on; telegrams made up for this project."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from reftel import read_text
from reftel.analysis.asking import Library
from reftel.analysis.keeping import analyze_archive
from reftel.archive import open_writer
from reftel.archive.database import connect_to_read
from reftel.cli.handler import run

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """R 120900Z {month}
FM AMEMBASSY PARIS
TO SECSTATE WASHDC
BT
UNCLAS PARIS {number:06}
SUBJECT: {subject}

1. """
DATED = "The presidential election will be held on May 4."


def horizons(folder: Path, *said: tuple[str, str], subject: str = "FISH") -> list[tuple[date | None, str | None]]:
    """The horizon of each forecast and the telegram that it is inferred from."""
    with open_writer(folder) as writer:
        for number, (month, body) in enumerate(said, start=1):
            text = HEAD.format(month=month, number=number, subject=subject) + body
            writer.add_all([(read_text(text, path=f"{number}.txt")[0], text.encode())])
    analyze_archive(folder)
    with closing(connect_to_read(folder)) as connection:
        found = list(Library(connection).forecasts(date(2026, 1, 1)))
    return [(one.horizon, one.inferred.telegram if one.inferred else None) for one in found]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("predicted that the repairs would take three years.", date(2009, 2, 12)),
        ("predicted that the pier would break before the October storms.", date(2006, 10, 31)),
        ("doubted that the mayor would see out the year.", date(2006, 12, 31)),
        ("predicted that rain would fall, as in the past five years.", None),
    ],
)
def test_a_horizon_lies_ahead(tmp_path: Path, said: str, day: date | None) -> None:
    assert horizons(tmp_path, ("FEB 06", f"Minister Ola Borge {said}")) == [(day, None)]


def test_a_chance_is_that_of_what_stands_before_it(tmp_path: Path) -> None:
    said = "Ola Borge said that he would sign the pact before the end of 2007, and he put the odds at three to one."

    assert [day for day, _ in horizons(tmp_path, ("FEB 06", said))] == [date(2007, 12, 31)]


@pytest.mark.parametrize(
    "said",
    [
        "predicted that Tor Ekdal would win the election.",
        "predicted that the price of fish would not rise before the vote.",
        "predicted a narrow majority for Tor Ekdal in the election.",
    ],
)
def test_a_forecast_of_a_ballot_hangs_on_its_day_as_another_telegram_has_it(tmp_path: Path, said: str) -> None:
    assert horizons(tmp_path, ("FEB 06", f"Minister Ola Borge {said}"), ("MAR 06", DATED)) == [
        (date(2006, 5, 4), "06PARIS2")
    ]


def test_the_subject_line_dates_a_ballot(tmp_path: Path) -> None:
    said = "Minister Ola Borge expected a narrow no."

    assert horizons(tmp_path, ("FEB 06", said), subject="REFERENDUM OF MAY 4") == [(date(2006, 5, 4), "06PARIS1")]


@pytest.mark.parametrize(
    ("said", "dated"),
    [
        ("predicted that Tor Ekdal would win the election.", "The local election will be held on May 4."),
        ("predicted that Tor Ekdal would win the referendum.", DATED),
        ("predicted that an election would change nothing.", DATED),
        ("predicted that Tor Ekdal would win the election of 2010.", DATED),
        ("predicted that Tor Ekdal would win the race.", DATED),
        ("predicted that Tor Ekdal would win the election.", "Tor Ekdal expects the election to be held on May 4."),
        ("predicted that Tor Ekdal would win the election.", f"{DATED} The election will be held on June 9."),
    ],
)
def test_no_day_is_inferred_that_may_be_another(tmp_path: Path, said: str, dated: str) -> None:
    found = horizons(tmp_path, ("FEB 06", f"Minister Ola Borge {said}"), ("MAR 06", dated))

    assert not [telegram for day, telegram in found if telegram and day != date(2010, 12, 31)]


def test_the_timeline_says_where_an_inferred_day_comes_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    horizons(tmp_path, ("FEB 06", "Minister Ola Borge predicted that Tor Ekdal would win the vote."), ("MAR 06", DATED))

    assert run(["--archive", str(tmp_path), "timeline", "--forecasts"]) == 0
    assert "day inferred: presidential election, May 4, 06PARIS2" in capsys.readouterr().out
