"""What an archive answers, in a terminal: hits, lists, counts, what was added, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.model.defect import DEFECTS
from reftel.show.style import WIDEST_TEXT, level_letter, line
from reftel.show.words import count_words, post_words, size_words, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from reftel.archive import Entry, Stats, Tally
    from reftel.archive.adding import Report
    from reftel.archive.checking import Finding
    from reftel.archive.crew import Failures
    from reftel.archive.rereading import Reread


_NAME_WIDTH = 20
_LEVEL_WIDTH = 4
_BAR = 30
_MOST_POSTS = 15
_MOST_FINDINGS = 50


# list


def entry_line(entry: Entry) -> Text:
    """One telegram as one line of a list; a list of these needs no memory, however long."""
    day = f"{entry.dtg:%Y-%m-%d}" if entry.dtg else " " * 10
    name, level = line(entry.id, "number"), level_letter(entry.level)
    name.pad_right(max(_NAME_WIDTH - name.cell_len, 0))
    level.pad_right(max(_LEVEL_WIDTH - level.cell_len, 0))
    subject = line(entry.subject) if entry.subject else Text("no subject", style="quiet")
    text = Text("  ").join((name, Text(day, style="quiet"), level, subject))
    return text.append("  (another text under this number)", style="missing") if entry.conflict else text


# stats


def show_stats(stats: Stats, name: str) -> RenderableType:
    """What an archive holds, counted."""
    parts: list[RenderableType] = [line(name, "number"), _totals(stats)]
    by_year = sorted(stats.by_year.items(), key=lambda item: (item[0] is None, item[0]))
    parts += _counted("By year", {_none(key, "no year"): number for key, number in by_year})
    by_post = {post_words(key) if key else "no post": number for key, number in stats.by_post.items()}
    parts += _counted("By post", _first(by_post, _MOST_POSTS, "other posts"))
    by_level = {_none(key, "none read"): number for key, number in stats.by_classification.items()}
    parts += _counted("By classification", by_level)
    parts += _counted("By dialect, the layout of the telegram", stats.by_dialect)
    parts += _counted("By container, the kind of file", stats.by_container)
    parts += _tallied("Defects, recorded and never dropped", stats.defects, DEFECTS)
    parts += _tallied("Repairs, recorded beside the unchanged source", stats.repairs, {})
    return Group(*parts)


def _none(key: object, words: str) -> str:
    return words if key is None else str(key)


def _totals(stats: Stats) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    rows = (
        (f"{stats.telegrams:,}", "telegrams" if stats.telegrams != 1 else "telegram"),
        (f"{stats.witnesses:,}", "places where they were found"),
        (f"{stats.without_number:,}", "without a number"),
        (f"{stats.conflicts:,}", "numbers under which several texts are held"),
        (f"{stats.missing:,}", "numbers referred to and not held"),
        (size_words(stats.source_bytes), f"came in; the database takes {size_words(stats.stored_bytes)}"),
    )
    for number, words in rows:
        grid.add_row(number, words)
    return grid


def _first(counts: Mapping[str, int], most: int, others: str) -> dict[str, int]:
    """The first of the counts, the others together."""
    rows = list(counts.items())
    if len(rows) <= most + 1:
        return dict(rows)
    rest = rows[most:]
    return {**dict(rows[:most]), f"{len(rest)} {others}": sum(number for _, number in rest)}


def _counted(title: str, counts: Mapping[str, int]) -> Iterator[RenderableType]:
    if not counts:
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=7)
    most = max(counts.values())
    for name, number in counts.items():
        bar = Text("▇" * max(round(number / most * _BAR), 1), style="bar")
        grid.add_row(line(name), f"{number:,}", bar)
    yield from (Text(), Text(title, style="title"), grid)


def _tallied(title: str, tallies: Mapping[str, Tally], meanings: Mapping[str, str]) -> Iterator[RenderableType]:
    if not tallies:
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=7)
    grid.add_column(justify="right")
    grid.add_column(max_width=WIDEST_TEXT)
    grid.add_row("", Text("times", style="quiet"), Text("telegrams", style="quiet"), "")
    for name, tally in tallies.items():
        meaning = Text(meanings.get(name, ""), style="quiet")
        grid.add_row(line(name), f"{tally.times:,}", f"{tally.telegrams:,}", meaning)
    yield from (Text(), Text(title, style="title"), grid)


# add


def show_report(report: Report) -> RenderableType:
    """What became of everything that was to be added, failures grouped by their cause."""
    added = report.added
    said = [f"{count_words(added.new, 'telegram')} added"]
    if added.unchanged:
        said.append(f"{added.unchanged:,} held already")
    if added.witnesses:
        said.append(f"{count_words(added.witnesses, 'new witness', 'new witnesses')} of telegrams held")
    if added.conflicts:
        said.append(f"{count_words(added.conflicts, 'conflict')} (another text under a number held)")
    speed = f" in {span_words(report.seconds)}" + (f", {report.rate:,.0f} a second" if added.total > 1 else "")
    parts: list[RenderableType] = [Text("; ".join(said) + speed + ".")]
    if report.failures.total:
        parts.append(show_failures(report.failures))
    return Group(*parts)


def show_reread(report: Reread) -> RenderableType:
    """What a reread changed."""
    said = [f"{count_words(report.files, 'file')} read again: {count_words(report.changed, 'record')} changed"]
    said.append(f"{report.unchanged:,} as before")
    if report.new:
        said.append(f"{report.new:,} found that were not found before")
    if report.gone:
        said.append(f"{report.gone:,} not found any more")
    told = Text("; ".join(said) + ".")
    return Group(told, show_failures(report.failures)) if report.failures.total else told


def show_failures(failures: Failures) -> RenderableType:
    """What could not be read: how many of each cause, and the first of them."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    for name, cause in sorted(failures.causes.items(), key=lambda item: -item[1].count):
        example = cause.example
        where = line(f"{example.path} ({example.detail})" if example.detail else example.path)
        such_as = Text("such as " if cause.count > 1 else "", style="quiet")
        grid.add_row(f"{cause.count:,}", line(name, "damaged"), such_as.append_text(where))
    said = f"{count_words(failures.total, 'file or part', 'files or parts')} could not be read:"
    return Group(Text(said), Padding(grid, (0, 0, 0, 2)))


# check


def show_findings(findings: Sequence[Finding], total: int, meanings: Mapping[str, str]) -> RenderableType:
    """What is wrong with an archive: grouped by kind, with the meaning of each kind."""
    parts: list[RenderableType] = []
    for kind in dict.fromkeys(finding.kind for finding in findings):
        of_kind = [finding for finding in findings if finding.kind == kind]
        parts.append(Text(f"{kind}: {meanings.get(kind, '')}", style="bad"))
        parts += [Padding(line(str(finding)), (0, 0, 0, 2)) for finding in of_kind[:_MOST_FINDINGS]]
        if len(of_kind) > _MOST_FINDINGS:
            parts.append(Padding(Text(f"and {len(of_kind) - _MOST_FINDINGS:,} more"), (0, 0, 0, 2)))
    return Group(*parts, Text(f"{count_words(total, 'thing')} wrong.", style="bad"))
