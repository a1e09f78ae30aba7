"""What came of forecasts: a user's verdict on one, kept apart from what is read, so that it survives every reading."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Literal, get_args

from reftel.archive.database import people_connection, transaction
from reftel.errors import WrongRequest

if TYPE_CHECKING:
    from pathlib import Path

Verdict = Literal["true", "false", "partly", "unclear"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
_PLACE = re.compile(r"(\S+):(\d{1,12})")


def judge(folder: Path, forecast: str, verdict: str | None) -> None:
    """Note what came of a forecast, `TELEGRAM:START` as the list of forecasts names it; `None` takes it back.

    Raises:
        WrongRequest: That is no forecast's name, or no verdict.
    """
    match = _PLACE.fullmatch(forecast)
    if match is None:
        raise WrongRequest(f"{forecast} names no forecast", "Take the name from reftel timeline --forecasts.")
    if verdict is not None and verdict not in VERDICTS:
        raise WrongRequest(f"no such verdict: {verdict}", f"One of {', '.join(VERDICTS)}.")
    name, start = match.group(1), int(match.group(2))
    with people_connection(folder) as connection, transaction(connection):
        connection.execute("DELETE FROM verdict WHERE name = ? AND start = ?", (name, start))
        if verdict is not None:
            connection.execute("INSERT INTO verdict VALUES (?, ?, ?, ?)", (name, start, verdict, int(time.time())))
