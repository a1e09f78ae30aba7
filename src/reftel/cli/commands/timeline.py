"""reftel timeline: dated events and forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.app import archive_command
from reftel.cli.options import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from reftel.analysis.answers import Forecast, Happening
    from reftel.cli.session import Session


@archive_command(
    "timeline",
    "Dated events and forecasts, by date.",
    examples=(
        ("reftel timeline --about OSCE", "what is dated in the paragraphs about it"),
        ("reftel timeline --since 2007 --until 2007-06", "what falls into half a year"),
        ("reftel timeline --forecasts", "forecasts, and whether their time has passed"),
        ("reftel timeline --forecasts --passed", "those whose time has passed, without a verdict of yours"),
        ("reftel timeline --verdict 06VARRIN902:2310 true", "what came of a forecast; `none` takes it back"),
    ),
)
@click.option("--about", help="Only about this matter.")
@days_of("Events, or horizons of forecasts,")
@click.option("--by", help="Forecasts of one speaker.")
@click.option("--forecasts", is_flag=True, help="Forecasts with their horizon instead of events.")
@click.option("--passed", is_flag=True, help="Only forecasts whose horizon has passed and that have no verdict yet.")
@click.option(
    "--verdict", nargs=2, metavar="FORECAST VERDICT", help="Say what came of it: true, false, partly, unclear."
)
def command(
    session: Session,
    about: str | None,
    since: date | None,
    until: date | None,
    by: str | None,
    forecasts: bool,
    passed: bool,
    verdict: tuple[str, str] | None,
) -> None:
    """List what the telegrams date, reckoned from the date-time group to the days that are meant.

    A forecast's name, TELEGRAM:START, stands at the end of its line. Verdicts are kept apart from what is read.
    """
    from datetime import UTC, datetime

    from reftel.analysis.verdicts import judge
    from reftel.cli.bars import step_bar
    from reftel.cli.understanding import open_library, say_nobody

    if verdict is not None:
        judge(session.folder, verdict[0], None if verdict[1] == "none" else verdict[1])
        session.say(f"noted: {verdict[0]} {verdict[1]}")
        return
    with open_library(session) as library:
        if forecasts or passed or by:
            told = step_bar(lambda: session.err, "looking through telegrams")
            today = datetime.now(UTC).date()
            found = library.forecasts(today, by=by, about=about, since=since, until=until, told=told)
            _show_forecasts(session, found, passed=passed)
            if by and not library.persons.called(by):
                say_nobody(session, library, by)
        else:
            _show_events(session, library.timeline(about, since, until))


def _show_forecasts(session: Session, forecasts: Iterable[Forecast], *, passed: bool) -> None:
    """By the days of their horizons, those of one day as the telegrams came; without a day at the end."""
    from datetime import date

    from reftel.cli.ordering import in_order
    from reftel.show.safe import visible_line

    meant = (one for one in forecasts if not passed or (one.passed and not one.verdict))
    lines = (((one.horizon or date.max).toordinal(), visible_line(_forecast_line(one))) for one in meant)
    nothing = True
    for line in in_order(lines):
        nothing = False
        session.show_whole(line)
    if nothing:
        session.say("No forecast was found." if not passed else "No forecast has passed without a verdict.")


def _forecast_line(one: Forecast) -> str:
    state = one.verdict or ("passed" if one.passed else "open" if one.horizon else "no date")
    who = "; ".join(one.said.speakers) or "?"
    chance = one.said.statement.probability
    likely = f" ({chance:.0%})" if chance is not None else ""
    name = f"{one.said.telegram}:{one.said.statement.content[0].start}"
    when = one.horizon.isoformat() if one.horizon else "          "
    return f"{when}  {state:8}  {who}{likely}  {one.said.statement.how}: {one.said.words}  [{name}]{_inferred(one)}"


def _inferred(forecast: Forecast) -> str:
    """Where the day of a ballot comes from that the forecast does not name itself."""
    if forecast.inferred is None:
        return ""
    date = forecast.inferred.date
    return f"  day inferred: {date.event}, {' '.join(date.text.split())}, {forecast.inferred.telegram}"


def _show_events(session: Session, events: Iterable[Happening]) -> None:
    nothing = True
    for event in events:
        nothing = False
        date = event.date
        days = f"{date.first}" if date.first == date.last else f"{date.first}..{date.last or ''}"
        place = event.telegram if date.paragraph is None else f"{event.telegram} ¶{date.paragraph}"
        words = " ".join(date.text.split())
        said = f"  {event.said}" if event.said else ""
        session.show_whole(f"{days}  {place}  {words}  {date.event or ''}".rstrip() + said)
    if nothing:
        session.say("No dated event was found.")
