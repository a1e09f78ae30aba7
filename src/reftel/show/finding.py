"""What was found, in a terminal: the hits with their words in place, the facets as bars, the question as understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from reftel.show.safe import visible_line
from reftel.show.style import WIDEST_TEXT, joined, level_text, line
from reftel.show.words import count_words, day_words, post_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from reftel.archive import Facet, Found, Hit, Passage, Widened
    from reftel.archive.watching import Watch

_BAR = 20
#: What each facet is called.
FACET_NAMES = {
    "year": "Year", "month": "Month", "post": "Post", "to": "Action addressee", "info": "Info addressee",
    "tags": "TAGS",
    "class": "Classification", "caption": "Caption", "prec": "Precedence", "signed": "Signed", "office": "Office",
    "dialect": "Dialect", "defect": "Defect",
}  # fmt: skip


def show_found(found: Found, offset: int = 0) -> RenderableType:
    """Hits, the best first, each with the pieces of it that show why; then what was searched."""
    parts: list[RenderableType] = []
    for place, hit in enumerate(found.hits, start=offset + 1):
        parts += [_hit(place, hit), Text()]
    if found.also:
        parts += [Text("With most of these words, not counted", style="title"), Text()]
        for hit in found.also:
            parts += [_hit(None, hit), Text()]
    for facet in found.facets:
        if facet.values:
            parts += [_facet(facet), Text()]
    parts.append(Text(_count(found, offset), style="quiet" if found.total else ""))
    parts += understood(found)
    return Group(*parts)


def understood(found: Found) -> Iterator[Text]:
    """What was searched, in quiet lines: the question as understood, other spellings, what has to be said of it."""
    if found.query and not (found.straight and found.total == 1):
        yield line(f"Searched: {found.query}", "quiet")
    yield from (line(_widened(one), "quiet") for one in found.widened)
    yield from (line(f"{note.typed}: {note.meaning}", "quiet") for note in found.notes)


def _widened(one: Widened) -> str:
    also = ", ".join(one.also)
    if one.why == "close":
        return f"{one.word} occurs nowhere; searched the closest words: {also}"
    return f"{one.word}: searched also {also} (={one.word} searches it alone)"


def _count(found: Found, offset: int) -> str:
    if not found.total:
        return "No telegram was found."
    last = offset + len(found.hits)
    if not found.hits:
        return f"{count_words(found.total, 'telegram')} in all."
    if last < found.total:
        return f"{offset + 1:,} to {last:,} of {count_words(found.total, 'telegram')}; --offset {last} shows the next"
    return f"{count_words(found.total, 'telegram')}."


def _hit(place: int | None, hit: Hit) -> RenderableType:
    entry = hit.entry
    head = joined(
        (
            line(entry.id, "number"),
            Text(day_words(entry.dtg) if entry.dtg else "no date"),
            line(post_words(entry.post, entry.year) if entry.post else ""),
            level_text(entry.level),
        )
    )
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=2)
    grid.add_column(max_width=WIDEST_TEXT)
    grid.add_row(Text(f"{place or ''}", style="quiet"), head)
    grid.add_row("", line(entry.subject or "no subject", "subject" if entry.subject else "quiet"))
    for passage in hit.passages:
        grid.add_row("", passage_text(passage))
    return grid


def passage_text(passage: Passage) -> Text:
    """A piece of a telegram with the words that were looked for in the style `found`."""
    text = Text()
    if passage.number is not None:
        text.append(f"¶{passage.number} ", style="quiet")
    if passage.portion:
        text.append(f"({visible_line(passage.portion)}) ", style="portion")
    text.append("… " if passage.cut_before else "")
    place = 0
    for start, end in passage.marks:
        text.append(_flat(passage.text[place:start])).append(_flat(passage.text[start:end]), style="found")
        place = end
    text.append(_flat(passage.text[place:]))
    return text.append(" …" if passage.cut_after else "")


def _flat(text: str) -> str:
    return visible_line(text.replace("\r\n", " ").replace("\n", " "))


def _facet(facet: Facet) -> RenderableType:
    """The values of one field with their counts, each a small bar."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=7)
    most = max(value.count for value in facet.values)
    for value in facet.values:
        bar = Text("▇" * max(round(value.count / most * _BAR), 1), style="bar")
        grid.add_row(line(value.value), f"{value.count:,}", bar)
    more = [Text(f"and {count_words(facet.more, 'more value')}", style="quiet")] if facet.more else []
    return Group(Text(FACET_NAMES.get(facet.field, facet.field), style="title"), grid, *more)


# watches


def watch_line(watch: Watch) -> Text:
    """A question that is kept, and when it was last run."""
    ran = f"run {day_words(watch.ran)}" if watch.ran else "never run"
    return joined((line(watch.name, "number"), line(watch.question or "everything"), Text(ran, style="quiet")))


def new_line(watch: Watch, count: int) -> Text:
    """How much is new to a question."""
    new = f"{count_words(count, 'new telegram')}" if count else "nothing new"
    return joined((line(watch.name, "number"), Text(new)))
