"""Makes whole collections of telegrams whose truth is known: as many as wanted, the same for the same seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from reftel.errors import WrongRequest
from reftel.making.files import Delivery, FolderSink, ZipSink
from reftel.making.minds import Ledger
from reftel.making.rates import KINDS, LEVELS, rates_of
from reftel.making.telegram import LAST_OLD_YEAR, Made, Maker
from reftel.making.traffic import Missing, planned, years_of
from reftel.making.truth import FORMS, TABLES, table_writer
from reftel.making.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "FORMS",
    "KINDS",
    "LAYOUTS",
    "LEVELS",
    "Made",
    "Missing",
    "Report",
    "made_telegrams",
    "make_collection",
    "rates_of",
]

#: The layouts of a collection, and which years and containers they are of.
LAYOUTS = ("mixed", "state1973", "state2000", "html", "csv")
_MIXED = (("html", 0.55), ("text", 0.85), ("csv", 1.0))  # of the telegrams since 1980


class Report(NamedTuple):
    """What was made: telegrams, numbers left out, sites of damage, characters."""

    telegrams: int
    missing: int
    sites: int
    characters: int


def made_telegrams(
    count: int, seed: int = 1, layout: str = "mixed", rates: dict[str, float] | None = None
) -> Iterator[tuple[Made, str] | Missing]:
    """The telegrams of a collection, each with its container (text, html or csv), and the numbers that are missing.

    >>> made, container = next(made_telegrams(3, layout="state1973"))
    >>> made.layout, container
    ('state1973', 'text')
    """
    if layout not in LAYOUTS:
        raise WrongRequest(f"there is no layout {layout!r}", f"Layouts: {', '.join(LAYOUTS)}.")
    world = World(seed)
    maker = Maker(world, seed, rates_of("none") if rates is None else rates)
    chooser = random.Random(f"containers {seed}")  # noqa: S311 - a seed and no secret
    years = years_of(count, old=layout in {"mixed", "state1973"}, new=layout != "state1973")
    for plan in planned(world, seed, count, years):
        if isinstance(plan, Missing):
            yield plan
            continue
        container = layout if layout in {"html", "csv"} else "text"
        if layout == "mixed" and plan.year > LAST_OLD_YEAR:
            chance = chooser.random()
            container = next(name for name, share in _MIXED if chance < share)
        yield maker.make(plan, container), container


def make_collection(
    folder: Path,
    count: int,
    *,
    seed: int = 1,
    layout: str = "mixed",
    rates: dict[str, float] | None = None,
    together: int = 1,
    zipped: bool = False,
    truth: str = "jsonl",
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Report:
    """Write a collection into a folder: `telegrams`, and what is true of them in `truth`, `missing` and `minds`.

    Memory does not grow with the count. The same arguments give the same bytes.

    Args:
        folder: A folder that is empty or not there yet.
        count: How many telegrams.
        seed: Decides everything that is left to chance.
        layout: One of `LAYOUTS`.
        rates: Of each kind of damage, see `rates_of`; undamaged where none are given.
        together: How many telegrams stand in one file of text.
        zipped: Into zip archives of 10,000 files, not into folders of 1,000.
        truth: `jsonl` or `parquet`, which needs pyarrow.
        tell: Hears how many are made, and of how many, every thousand.
    """
    table = table_writer(truth)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongRequest(f"there is something at {folder} already", "Name a new or an empty folder.")
    folder.mkdir(parents=True, exist_ok=True)
    sink = (ZipSink if zipped else FolderSink)(folder / "telegrams")
    delivery = Delivery(sink, together=together, zipped=zipped)
    known, gone, minds = (table(folder, name) for name in TABLES)
    ledger = Ledger()
    done = missing = sites = characters = 0
    for each in made_telegrams(count, seed, layout, rates):
        if isinstance(each, Missing):
            gone.put({**each._asdict(), "sent": f"{each.sent.isoformat()[:19]}Z"})
            missing += 1
            continue
        made, container = each
        place = delivery.put(made, container)
        damage = [
            {"start": start, "end": end, "was": was, "now": now, "kind": kind}
            for start, end, was, now, kind in made.sites
        ]
        known.put({**place, **made.truth, "damage": damage})
        for case in ledger.cases(made.plan, made.truth, place):
            minds.put(case)
        done += 1
        sites += len(damage)
        characters += len(made.text)
        if done % 1000 == 0:
            tell(done, count)
    for written in (known, gone, minds, delivery):
        written.close()
    tell(done, count)
    return Report(done, missing, sites, characters)
