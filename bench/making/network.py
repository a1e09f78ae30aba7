"""An archive of telegrams that cite each other, made without any text being read: for what references cost.

Its rows are written straight into the tables. Posts number their telegrams through the year at a steady pace; one
number in `SHARE` is held. Each telegram cites four others, mostly of its own post and of the department.
"""

from __future__ import annotations

import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reftel.archive import open_writer
from reftel.archive.database import connect_to_write, transaction
from reftel.archive.packing import Packing
from reftel.archive.store import encode
from reftel.facts import posts
from reftel.model.telegram import Originator, Paragraph, Reftel, Source, Telegram

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

YEARS = (1973, 1974, 1975, 1976, 1977, 1978, 1979)
SHARE = 5
CITES = 4
UNSURE = 0.03  # of the references: two years are possible
BY_TIME = 0.01  # of the references: named by a date-time group
_TEXT = "THE MINISTER SAID THAT THE GATES WOULD STAY CLOSED UNTIL THE COURT HAD RULED. " * 12
_AT_ONCE = 5000


def make_network(folder: Path, count: int) -> None:
    """Make an archive of `count` telegrams with four references each."""
    with open_writer(folder):
        pass
    with closing(connect_to_write(folder)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        packing = Packing(connection)
        with transaction(connection):
            connection.execute("INSERT INTO content (sha256, size, bytes) VALUES (zeroblob(32), 0, zeroblob(0))")
        waiting: list[Telegram] = []
        key = 0
        for telegram in _telegrams(count):
            waiting.append(telegram)
            if len(waiting) == _AT_ONCE or key + len(waiting) == count:
                with transaction(connection):
                    for each in waiting:
                        key += 1
                        _insert(connection, packing, key, each)
                waiting = []


def _insert(connection: sqlite3.Connection, packing: Packing, key: int, telegram: Telegram) -> None:
    dtg = int(telegram.dtg.timestamp()) if telegram.dtg else None
    connection.execute(
        "INSERT INTO telegram VALUES (?, ?, ?, 1, ?, ?, ?, ?, 'UNCLASSIFIED', ?, 'state1973', 'text', x'00', ?, ?)",
        (
            key,
            telegram.id,
            telegram.mrn,
            telegram.year,
            telegram.post,
            telegram.number,
            dtg,
            telegram.subject,
            key,
            key,
        ),
    )
    connection.execute(
        "INSERT INTO witness VALUES (?, ?, 1, ?, 'made', ?, x'00', ?, 0)", (key, key, key, telegram.id, key)
    )
    connection.execute("INSERT INTO record VALUES (?, ?)", (key, packing.pack("record", encode(telegram))))


def _telegrams(count: int) -> Iterator[Telegram]:
    rng = random.Random("network")  # noqa: S311 - a seed and no secret
    names = [post.mrn_name for post in posts() if post.kind == "embassy"][:60]
    each_year = -(-count // (len(YEARS) * len(names)))
    made = 0
    for year in YEARS:
        for post in names:
            numbers = sorted(rng.sample(range(1, each_year * SHARE), each_year))
            for number in numbers:
                if made == count:
                    return
                made += 1
                yield _telegram(rng, names, year, post, number, each_year * SHARE)


def _telegram(rng: random.Random, names: list[str], year: int, post: str, number: int, most: int) -> Telegram:
    day = 365 * number / most
    when = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=rng.randrange(600))
    reftels = tuple(_reftel(rng, names, year, post, number, when, nth) for nth in range(CITES))
    mrn = f"{year % 100}{post}{number}"
    return Telegram(
        id=mrn, mrn=mrn, year=year, post=post, number=number, dtg=when, subject=f"GATES OF {post} {number}",
        source=Source("made", "0" * 64, "state1973", "text"), text=_TEXT, reftels=reftels,
        originator=Originator(f"AMEMBASSY {post}", post),
        paragraphs=(Paragraph(number=1, text=_TEXT, start=0, end=len(_TEXT), text_start=0),),
    )  # fmt: skip


def _reftel(
    rng: random.Random, names: list[str], year: int, post: str, number: int, when: datetime, nth: int
) -> Reftel:
    place = 20 * nth
    chance = rng.random()
    if chance < BY_TIME:
        then = when.replace(second=0) - timedelta(days=rng.randrange(9))
        return Reftel(text=f"{post} MESSAGE", kind="dtg", start=place, end=place + 12, dtg=then, label="ABCD"[nth])
    other = (post, rng.choice(names), "STATE")[rng.randrange(3)]
    cited = max(1, number - rng.randrange(1, 90)) if other != "STATE" else 800 * max(1, when.timetuple().tm_yday - 9)
    start = f"{post} {cited}"
    mrns = (f"{year % 100}{other}{cited}", f"{year % 100 - 1}{other}{cited}")
    if chance < BY_TIME + UNSURE:
        return Reftel(text=start, state="ambiguous", start=place, end=place + 12, candidates=mrns, label="ABCD"[nth])
    return Reftel(text=start, mrn=mrns[0], start=place, end=place + 12, label="ABCD"[nth])
