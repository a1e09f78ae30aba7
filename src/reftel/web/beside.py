"""What stands beside a telegram: what it refers to, who refers to it, whom and what it names, where it was found."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reftel.analysis.citing import STYLES, cite
from reftel.analysis.keeping import person_keys, understood_of
from reftel.analysis.references import references_of, references_to
from reftel.archive.entries import entries
from reftel.archive.serials import neighbours
from reftel.model.repair import only_blank
from reftel.show.explain import REFTEL_KINDS
from reftel.show.reading import Link, anchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reftel.archive import Archive, Entry, Witness
    from reftel.archive.edges import Edge
    from reftel.model.analysis import Analysis, DateMention, Statement
    from reftel.model.repair import Repair
    from reftel.model.telegram import Reftel, Telegram

_MOST_BACK = 200
_MOST_STATEMENTS = 200


class Referred(NamedTuple):
    """One thing that a telegram refers to. `entry` where it is held, `mrn` where its number is certain.

    `says` is what it is otherwise; `anchor` the paragraph in which it is named (empty: the REF lines).
    """

    label: str | None
    words: str
    mrn: str | None
    entry: Entry | None
    says: str
    anchor: str


class Back(NamedTuple):
    """A telegram that refers to this one, in these words."""

    entry: Entry
    words: str


class Named(NamedTuple):
    """Somebody or something that is named: how often, first where, and under which key across telegrams."""

    name: str
    key: str | None
    roles: tuple[str, ...]
    times: int
    anchor: str


class Spoken(NamedTuple):
    """A statement with its speakers and the paragraph that it stands in."""

    speakers: tuple[str, ...]
    statement: Statement
    words: str
    anchor: str


class Beside(NamedTuple):
    """Everything that stands beside a telegram. `analysed` is false where nothing was understood of it yet."""

    entry: Entry
    out: list[Referred]
    back: list[Back]
    more_back: int
    analysed: bool
    people: list[Named]
    said: list[Spoken]
    dates: list[tuple[DateMention, str]]
    witnesses: tuple[Witness, ...]
    others: list[Entry]
    citations: dict[str, str]
    before: str | None
    after: str | None
    repairs: list[tuple[Repair, str]]
    suggested: int


class Places:
    """Where in a telegram something stands: the name of its paragraph."""

    def __init__(self, telegram: Telegram) -> None:
        self._starts = [paragraph.start for paragraph in telegram.paragraphs]
        self._ends = [paragraph.end for paragraph in telegram.paragraphs]
        self._anchors = anchors(telegram.paragraphs)

    def anchor(self, place: int) -> str:
        """The name of the paragraph at a place; empty where there is none."""
        nth = bisect_right(self._starts, place) - 1
        return self._anchors[nth] if nth >= 0 and place < self._ends[nth] else ""


def beside(archive: Archive, telegram: Telegram) -> Beside:
    """What stands beside a telegram."""
    entry, places = archive.entry(telegram.id), Places(telegram)
    back, all_back = _back(archive, telegram)
    analysis = understood_of(archive.connection, entry.key)
    keys = person_keys(archive.connection, entry.key)
    before = after = None
    if telegram.post and telegram.year and telegram.number is not None:
        before, after = neighbours(archive.connection, telegram.post, telegram.year, telegram.number)
    return Beside(
        entry=entry,
        out=list(_out(archive, telegram, places)),
        back=back,
        more_back=all_back - len(back),
        analysed=analysis is not None,
        people=list(_people(analysis, keys, places)) if analysis else [],
        said=list(_said(analysis, keys, places)) if analysis else [],
        dates=[(date, places.anchor(date.start)) for date in analysis.dates] if analysis else [],
        witnesses=archive.witnesses(telegram.id),
        others=_others(archive, entry),
        citations={style: cite(telegram, style) for style in STYLES},
        before=before,
        after=after,
        repairs=[(one, places.anchor(one.start)) for one in telegram.repairs if one.applied and not only_blank(one)],
        suggested=sum(1 for one in telegram.repairs if not one.applied),
    )


def links(archive: Archive, telegram: Telegram) -> list[Link]:
    """What words of the text stand for: telegrams referred to, and people of whom something was understood."""
    found = [Link(one.start, one.end, "reftel", one.mrn) for one in telegram.reftels if one.mrn and not one.label]
    key = archive.entry(telegram.id).key
    analysis = understood_of(archive.connection, key)
    if analysis is not None:
        keys = person_keys(archive.connection, key)
        found += [
            Link(one.start, one.end, "person", keys[one.entity])
            for one in analysis.mentions
            if one.type == "person" and not one.pronoun and one.entity in keys
        ]
    return found


# -- references


def _out(archive: Archive, telegram: Telegram, places: Places) -> Iterator[Referred]:
    """The REF lines whole; of the mentions in the text those that name something else, each once."""
    settled = {edge.nth: edge for edge in references_of(archive, telegram.id)}
    held = archive.held(one.mrn for one in telegram.reftels if one.mrn)
    seen: set[str] = set()
    for nth, one in sorted(enumerate(telegram.reftels), key=lambda item: not item[1].label):
        if one.mrn is not None and one.mrn == telegram.mrn:
            continue
        referred = _referred(archive, one, settled.get(nth), held, places)
        printed = " ".join(one.text.upper().split())
        name = referred.entry.id if referred.entry else referred.mrn or printed
        if one.label or not {name, printed} & seen:
            yield referred
        seen |= {name, f"REF {one.label}"}


def _referred(archive: Archive, one: Reftel, edge: Edge | None, held: set[str], places: Places) -> Referred:
    mrn = edge.mrn if edge else one.mrn
    target = edge.target if edge and edge.target else mrn if mrn in held else None
    entry = archive.entry(target) if target else None
    if one.kind != "telegram" and not mrn:
        says = REFTEL_KINDS.get(one.kind, one.kind)
    elif not mrn and one.candidates:
        says = f"one of {', '.join(one.candidates)}"
    else:
        says = "" if mrn else REFTEL_KINDS["telegram"]
    note = f" ({one.note})" if one.note else ""
    return Referred(one.label, one.text + note, mrn, entry, says, "" if one.label else places.anchor(one.start))


def _back(archive: Archive, telegram: Telegram) -> tuple[list[Back], int]:
    """Who refers to it, the first of them by date, and how many there are in all."""
    words: dict[str, str] = {}
    for edge in references_to(archive, telegram.id):
        words.setdefault(edge.citing, edge.words)
    if telegram.mrn:
        for entry in archive.citing(telegram.mrn):  # also those whose references nobody has settled yet
            words.setdefault(entry.id, "")
    words.pop(telegram.id, None)
    first = list(words.items())[:_MOST_BACK]
    return [Back(archive.entry(name), said) for name, said in first], len(words)


def _others(archive: Archive, entry: Entry) -> list[Entry]:
    """The other texts held under its number."""
    if not entry.conflict:
        return []
    return list(entries(archive.connection, "mrn = ? AND key <> ? ORDER BY copy", (entry.mrn, entry.key)))


# -- what was understood


def _people(analysis: Analysis, keys: dict[str, str], places: Places) -> Iterator[Named]:
    times = Counter(mention.entity for mention in analysis.mentions)
    first = {mention.entity: mention.start for mention in reversed(analysis.mentions)}
    for entity in analysis.entities:
        if entity.type == "person" and entity.id in keys:
            anchor = places.anchor(first[entity.id]) if entity.id in first else ""
            yield Named(entity.name, keys[entity.id], entity.roles, times[entity.id], anchor)


def _said(analysis: Analysis, keys: dict[str, str], places: Places) -> Iterator[Spoken]:
    names = {entity.id: entity.name for entity in analysis.entities if entity.id in keys} | {"post": "the post"}
    outer = (one for one in analysis.statements if one.within is None)
    for one, _ in zip(outer, range(_MOST_STATEMENTS), strict=False):
        speakers = tuple(names[voice] for voice in one.voices if voice in names)
        if one.voices and not speakers:
            continue  # all of them are hidden
        words = " … ".join(" ".join(piece.text.split()) for piece in one.content)
        yield Spoken(speakers, one, words, places.anchor(_start(one)))


def _start(one: Statement) -> int:
    pieces: Iterable[int] = (piece.start for piece in one.content)
    return min(pieces, default=one.cue.start if one.cue else 0)
