"""What references mean in an archive: each is resolved, known, ambiguous or unresolved, and says why.

Reading (`reftel.references`) gives the number where it is certain. Here the archive is asked: is the telegram held;
and where reading left several numbers open, which of them can have been sent before they were cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.by_day import held_of_day
from reftel.analysis.ledgers import sums_to_keep
from reftel.analysis.serials import Slack, Timeline
from reftel.archive.edges import Edge, Settled, are_current, edge_writer, edges
from reftel.archive.entries import moment, seconds
from reftel.archive.numbers import find_key
from reftel.archive.serials import held_serials
from reftel.errors import ArchiveBusy
from reftel.model.number import parse_mrn
from reftel.references import Own
from reftel.references.items import NO_NUMBER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from reftel.archive import Archive

_AT_ONCE = 2000  # telegrams whose references are read together
_EARLY = 2 * 86_400  # seconds by which a citing telegram may bear an earlier date than the one it cites
_SLACK = Slack(4 * 86_400, 2.0)
_REFTEL = re.compile(r"\(?ref", re.IGNORECASE)
_OPEN = f"(edge.candidates IS NOT NULL OR edge.kind = 'dtg' OR edge.reason LIKE '{NO_NUMBER}%')"


class Counts(NamedTuple):
    """How many references of an archive there are in each state; `others` name no telegram (memoranda, e-mails)."""

    resolved: int = 0
    known: int = 0
    ambiguous: int = 0
    unresolved: int = 0
    others: int = 0


def resolve_all(archive: Archive, told: Callable[[int, int], None] | None = None) -> bool:
    """Bring the edges of an archive up to date with what it holds; what is up to date already costs nothing.

    `told` hears (telegrams done, of how many). False where another program is writing: the edges are then as they
    were. What is new is read, what is changed read anew, and all that was open is asked again.

    Raises:
        ArchiveBusy: The edges were never made, and another program is writing.
    """
    if are_current(archive.connection):
        return True
    try:
        with edge_writer(archive.folder) as writer:
            waiting = writer.waiting()
            for start in range(0, len(waiting), _AT_ONCE):
                writer.write(waiting[start : start + _AT_ONCE])
                if told:
                    told(min(start + _AT_ONCE, len(waiting)), len(waiting))
            writer.link()
            writer.settle(_settled(writer.connection))
            writer.keep(*sums_to_keep(writer.connection))
            writer.finish()
    except ArchiveBusy:
        if not archive.connection.execute("SELECT 1 FROM edged").fetchone():
            raise
        return False
    return True


def count_states(archive: Archive) -> Counts:
    """The references of an archive by what became of them."""
    asked = "SELECT iif(kind = 'telegram', state, 'others'), count(*) FROM edge GROUP BY 1"
    return Counts(**dict(archive.connection.execute(asked)))


def references_of(archive: Archive, asked: str) -> list[Edge]:
    """What a telegram refers to, in the order of its text.

    Raises:
        TelegramNotFound: With the closest numbers held.
    """
    key = archive.entry(asked).key
    return list(edges(archive.connection, "edge.telegram = ? ORDER BY edge.nth", (key,)))


def references_to(archive: Archive, asked: str) -> list[Edge]:
    """Who refers to a telegram, held or not, by the dates of the citing ones; `asked` as for `Archive.get`."""
    key = find_key(archive.connection, asked)
    number = parse_mrn(asked.partition("~")[0])
    mrn = str(number) if number else None
    if key is not None:
        mrn = archive.entry(asked).mrn
    condition = "(target = ? OR edge.mrn = ?) ORDER BY citing.dtg, edge.telegram, edge.nth"
    return list(edges(archive.connection, condition, (key, mrn)))


def all_edges(archive: Archive) -> Iterator[Edge]:
    """Every reference of an archive, in the order in which the telegrams came."""
    return edges(archive.connection, "1 ORDER BY edge.telegram, edge.nth")


# -- what reading left open


class _Sent(NamedTuple):
    """A telegram held, and who sent it."""

    key: int
    mrn: str | None
    post: str | None


class _Asker:
    """Asks an archive about numbers and dates; remembers the timelines it has looked at."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._timelines: dict[tuple[str, int], Timeline] = {}
        self._sent: dict[int | None, list[_Sent]] | None = None

    def held(self, mrn: str) -> tuple[int, datetime | None] | None:
        """Key and date of the telegram held under a number."""
        key = find_key(self.connection, mrn)
        return None if key is None else (key, self._date_of(key))

    def _date_of(self, key: int) -> datetime | None:
        row = self.connection.execute("SELECT dtg FROM telegram WHERE key = ?", (key,)).fetchone()
        return moment(row[0])

    def earliest(self, mrn: str) -> datetime | None:
        """The earliest date that a telegram of that number can bear."""
        number = parse_mrn(mrn)
        if number is None:
            return None
        timeline = self._timelines.get((number.post, number.year))
        if timeline is None:
            timeline = Timeline(number.year, held_serials(self.connection, number.post, number.year))
            self._timelines[number.post, number.year] = timeline
        return timeline.bracket(number.number, _SLACK).earliest

    def sent_at(self, edge: Edge) -> list[_Sent]:
        """The telegrams held that bear exactly the date-time group of an edge."""
        if self._sent is None:
            self._sent = {}
            asked = """
                SELECT dtg, key, mrn, post FROM telegram
                WHERE dtg IN (SELECT dtg FROM edge WHERE kind = 'dtg' AND dtg IS NOT NULL)
            """
            for at, key, mrn, post in self.connection.execute(asked):
                self._sent.setdefault(at, []).append(_Sent(key, mrn, post))
        return self._sent.get(seconds(edge.dtg), [])


def _settled(connection: sqlite3.Connection) -> Iterator[Settled]:
    asker = _Asker(connection)
    dates = "SELECT key, dtg FROM telegram WHERE key IN (SELECT telegram FROM edge WHERE candidates IS NOT NULL)"
    citing_at = dict(connection.execute(dates).fetchall())
    for edge in list(edges(connection, f"{_OPEN} ORDER BY edge.telegram, edge.nth")):
        if edge.kind == "dtg":
            yield _by_date_time_group(asker, edge)
        elif edge.reason is not None and edge.reason.startswith(NO_NUMBER):
            yield _by_day(asker, edge)
        elif not _REFTEL.match(edge.words):  # REFTEL means any or all of the REF lines: they are settled themselves
            yield _by_candidates(asker, edge, citing_at.get(edge.telegram))


def _by_candidates(asker: _Asker, edge: Edge, citing_at: int | None) -> Settled:
    """One of several numbers: those that had not been sent when they were cited are ruled out."""
    possible: list[str] = []
    ruled_out: list[str] = []
    for mrn in edge.candidates:
        (possible if _can_be_cited(asker, mrn, citing_at) else ruled_out).append(mrn)
    if len(possible) == 1 and len(edge.candidates) > 1:
        held = asker.held(possible[0])
        reason = f"{', '.join(ruled_out)} had not been sent yet"
        state = "resolved" if held else "known"
        return Settled(edge.telegram, edge.nth, state, possible[0], held[0] if held else None, reason)
    if not possible:
        return Settled(
            edge.telegram, edge.nth, "unresolved", None, None, "none of the numbers it can be had been sent yet"
        )
    state = "ambiguous" if len(possible) > 1 else "unresolved"
    reason = edge.reason or "it can be any of several numbers"
    return Settled(edge.telegram, edge.nth, state, None, None, reason)


def _can_be_cited(asker: _Asker, mrn: str, citing_at: int | None) -> bool:
    if citing_at is None:
        return True
    held = asker.held(mrn)
    sent = seconds(held[1]) if held and held[1] else seconds(asker.earliest(mrn))
    return sent is None or sent <= citing_at + _EARLY


def _by_day(asker: _Asker, edge: Edge) -> Settled:
    """Sender and date without a number: what is held of that day are candidates, and no more than that."""
    asked = "SELECT year, post, number, dtg FROM telegram WHERE key = ?"
    year, post, number, dtg = asker.connection.execute(asked, (edge.telegram,)).fetchone()
    found = tuple(held_of_day(asker.connection, edge.words, Own(year, post, number, moment(dtg))))
    reason = f"{NO_NUMBER}; held of that day" if found else NO_NUMBER
    return Settled(edge.telegram, edge.nth, "ambiguous" if found else "unresolved", None, None, reason, found)


def _by_date_time_group(asker: _Asker, edge: Edge) -> Settled:
    """A message named by its date-time group: the one telegram held that bears it, if its sender is named."""
    named = [sent for sent in asker.sent_at(edge) if _is_named(sent, edge.words)] if edge.dtg is not None else []
    if len(named) == 1:
        return Settled(edge.telegram, edge.nth, "resolved", named[0].mrn, named[0].key, edge.reason)
    return Settled(edge.telegram, edge.nth, "known" if edge.dtg else "unresolved", None, None, edge.reason)


def _is_named(sent: _Sent, words: str) -> bool:
    return sent.post is not None and sent.post in re.sub(r"[^A-Z]", "", words.upper())
