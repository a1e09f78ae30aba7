"""Statements as rows and as lanes of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reftel.model.repair import repaired_text
from reftel.show.charts import Lane, Mark, lanes
from reftel.web.addresses import person_address, telegram_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reftel.analysis.answers import Said
    from reftel.archive import Archive
    from reftel.archive.store import Wording
    from reftel.show.charts import Chart

SAID_COLUMNS = (
    "date", "telegram", "paragraph", "speakers", "cue", "words", "kind", "polarity", "hedges", "probability",
    "confidence", "start", "end",
)  # fmt: skip
_MOST_LANES = 12


def said_row(one: Said) -> tuple[object, ...]:
    """A statement as a row of a table, with the places of its words in the telegram's text."""
    said = one.statement
    return (
        one.dtg.isoformat() if one.dtg else None, one.telegram, said.paragraph, "; ".join(one.speakers),
        " ".join(said.cue.text.split()) if said.cue else None, one.words, said.kind, said.polarity,
        "; ".join(said.hedges), said.probability, said.confidence, said.content[0].start, said.content[-1].end,
    )  # fmt: skip


def place_of(one: Said) -> str:
    """The address of the paragraph in which something was said."""
    return telegram_address(one.telegram, f"p{one.statement.paragraph}" if one.statement.paragraph else "")


def lanes_of(title: str, said: Iterable[Said]) -> Chart:
    """Who said something when: a lane for each speaker, those who speak most first."""
    by_speaker: dict[str, list[Mark]] = {}
    names: dict[str, str] = {}
    for one in said:
        if one.dtg is None:
            continue
        for key, name in zip(one.persons, one.speakers, strict=True):
            names[key] = "the post" if key == "post" else name
            kind = "denied" if one.statement.polarity == "negative" else "held"
            mark = Mark(one.dtg.date(), f"{one.statement.kind}: {one.words}", place_of(one), kind)
            by_speaker.setdefault(key, []).append(mark)
    ranked = sorted(by_speaker, key=lambda key: (-len(by_speaker[key]), key))[:_MOST_LANES]
    return lanes(title, [Lane(names[key], by_speaker[key], _address(key)) for key in ranked])


def _address(key: str) -> str | None:
    return None if key == "post" else person_address(key)


class Quote(NamedTuple):
    """A statement to read: its words as they were meant, with the repairs of the telegram."""

    said: Said
    words: str


def quotes(archive: Archive, said: Iterable[Said]) -> list[Quote]:
    """Statements with their words repaired: without the page marks and the damage that stand in the source."""
    wordings: dict[str, Wording] = {}
    found = []
    for one in said:
        if one.telegram not in wordings:
            wordings[one.telegram] = archive.wording(one.telegram)
        read = wordings[one.telegram]
        pieces = (repaired_text(read.text, read.repairs, piece.start, piece.end) for piece in one.statement.content)
        found.append(Quote(one, " … ".join(" ".join(piece.split()) for piece in pieces)))
    return found
