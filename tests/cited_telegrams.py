"""Small archives for tests of references: telegrams by number, date and REF lines, nothing else."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reftel.archive import open_archive, open_writer
from reftel.facts import post_code_of_address
from reftel.model.number import parse_mrn
from reftel.model.telegram import Addressee, Originator, Paragraph, Source, Telegram
from reftel.references import Own, find_mentions, read_reference_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reftel.archive import Archive


def telegram(
    mrn: str, day: str, refs: str = "", *, body: str = "", subject: str | None = None, to: str = "SECSTATE WASHDC",
    sender: str | None = None, hour: int = 12,
) -> Telegram:  # fmt: skip
    """A telegram of that number and day that refers to `refs`."""
    number = parse_mrn(mrn)
    assert number is not None
    when = datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    own = Own(number.year, number.post, number.number, when)
    text = f"REF: {refs}\n\n1. {body or 'FLOODS OF ' + mrn}.\n"
    reftels, _ = read_reference_block(text, 5, 5 + len(refs), own)
    place = text.index("1. ")
    reftels += find_mentions(text, [(place, len(text))], own, reftels)
    return Telegram(
        id=mrn,
        mrn=mrn,
        year=number.year,
        post=number.post,
        number=number.number,
        source=Source(f"{mrn}.txt", hashlib.sha256(text.encode()).hexdigest(), "state1973", "text"),
        text=text,
        dtg=when,
        originator=Originator(sender or f"AMEMBASSY {number.post}", number.post),
        to=(Addressee(address=to, post=post_code_of_address(to)),),
        subject=subject,
        reftels=tuple(reftels),
        paragraphs=(
            Paragraph(number=1, text=text[place + 3 : -1], start=place, end=len(text) - 1, text_start=place + 3),
        ),
    )


def year_of_telegrams(post: str, year: int, pace: float, days: range) -> Iterator[Telegram]:
    """Telegrams of a post, one a day, whose numbers grow by `pace` a day."""
    for day in days:
        when = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=day)
        yield telegram(f"{year % 100:02d}{post}{round((day + 1) * pace)}", when.date().isoformat())


@contextmanager
def archive_of(folder: Path, telegrams: Iterable[Telegram]) -> Iterator[Archive]:
    """An archive in a folder with these telegrams, or with these added."""
    with open_writer(folder) as writer:
        writer.add_all([(each, each.text.encode()) for each in telegrams])
    with open_archive(folder) as archive:
        yield archive
