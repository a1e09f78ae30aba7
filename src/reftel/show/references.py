"""References, threads, gaps and traced footnotes in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.show.explain import REFTEL_KINDS
from reftel.show.style import WIDEST_TEXT, joined, line
from reftel.show.words import count_words, day_words, list_words, post_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from reftel.analysis.gaps import Citation, Gap
    from reftel.analysis.ledgers import Ledger
    from reftel.analysis.references import Counts
    from reftel.analysis.serials import Total
    from reftel.analysis.threads import Step, Thread
    from reftel.analysis.tracing import Trace
    from reftel.archive import Entry
    from reftel.archive.edges import Edge

_STATE_STYLES = {"resolved": "held", "known": "missing", "ambiguous": "missing", "unresolved": "quiet"}
#: What a reader sees of a state; the others are plain words.
_STATE_WORDS = {"resolved": "held", "known": "not held"}
_STATE_MEANINGS = {
    "resolved": "the telegram meant is held",
    "known": "its number is certain; it is not held",
    "ambiguous": "it can be one of several numbers",
    "unresolved": "it is a telegram, and cannot be told which",
    "others": "airgrams, memoranda, e-mails, messages by date-time group: no numbered telegram",
}
_MOST_CITATIONS = 3


# refs


def show_references(name: str, out: Sequence[Edge], back: Sequence[Edge]) -> RenderableType:
    """What a telegram refers to, and who refers to it, with the states and why."""
    parts: list[RenderableType] = []
    if out:
        parts += [Text(f"{name} refers to", style="title"), _edge_table(out, citing=False)]
    if back:
        parts += [
            Text(),
            Text(f"Referred to in {count_words(len({each.citing for each in back}), 'telegram')}", "title"),
        ]
        parts.append(_edge_table(back, citing=True))
    if not parts:
        parts.append(Text(f"{name} refers to nothing, and nothing held refers to it."))
    return Group(*parts)


def _edge_table(edges: Sequence[Edge], *, citing: bool) -> Table:
    grid = Table.grid(padding=(0, 2))
    for _ in range(3):
        grid.add_column()
    grid.add_column(max_width=WIDEST_TEXT)
    together: dict[tuple[str, object], list[Edge]] = {}
    for edge in edges:
        together.setdefault((edge.citing, edge.target or edge.mrn or edge.nth), []).append(edge)
    for (name, _), same in together.items():
        first = line(name, "number") if citing else line(same[0].label or "", "quiet")
        words = list(dict.fromkeys(edge.words for edge in same))
        grid.add_row(first, line(", ".join(words), "printed"), _meaning(same[0]), _why(same[0]))
    return grid


def _meaning(edge: Edge) -> Text:
    if edge.kind != "telegram" and edge.target is None:
        return Text(REFTEL_KINDS.get(edge.kind, edge.kind), style="quiet")
    name = edge.target or edge.mrn or ""
    state = Text(_STATE_WORDS.get(edge.state, edge.state), style=_STATE_STYLES.get(edge.state, ""))
    return joined((line(name, "number"), state), " ")


def _why(edge: Edge) -> Text:
    said = [edge.note] if edge.note else []
    if edge.state == "ambiguous" and edge.candidates:
        said.append(f"one of {list_words(edge.candidates)}")
    if edge.reason and edge.kind == "telegram":
        said.append(edge.reason)
    return line("; ".join(said), "quiet")


def show_states(counts: Counts) -> RenderableType:
    """The references of an archive by what became of them."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(min_width=24)
    grid.add_column(justify="right", min_width=7)
    grid.add_column(max_width=WIDEST_TEXT)
    for name, meaning in _STATE_MEANINGS.items():
        grid.add_row(name, f"{getattr(counts, name):,}", Text(meaning, style="quiet"))
    return Group(Text(), Text("References, by what became of them", style="title"), grid)


# thread


def show_thread(thread: Thread) -> RenderableType:
    """The telegrams that hang together, by date; those that are not held where they likely belong."""
    grid = Table.grid(padding=(0, 2))
    for _ in range(3):
        grid.add_column()
    grid.add_column(max_width=WIDEST_TEXT)
    for step in thread.steps:
        sign = "→" if step.name == thread.asked else ""
        grid.add_row(sign, line(_step_day(step), "quiet"), line(step.name, "number"), _step_words(step))
    parts: list[RenderableType] = [grid, Text()]
    held = sum(step.entry is not None for step in thread.steps)
    end = f"{count_words(len(thread.steps), 'telegram')}, {held:,} of them held."
    parts.append(Text(end + (" There are more; --most shows them." if thread.cut else ""), style="quiet"))
    return Group(*parts)


def _step_day(step: Step) -> str:
    if step.when is None:
        return ""
    return f"{step.when:%Y-%m-%d}" if step.entry is not None else f"about {step.when:%Y-%m-%d}"


def _step_words(step: Step) -> Text:
    said = line(step.entry.subject or "") if step.entry is not None else Text("not held", style="missing")
    if step.cites:
        said.append(f"  refers to {list_words(step.cites)}", style="quiet")
    return said


# missing


def ledger_lines(ledger: Ledger, *, first: bool) -> RenderableType:
    """The heading of a post's year: how much of it is held, and about how much there was; a blank line above it."""
    title = Text(f"{post_words(ledger.post, ledger.year)} {ledger.year}", style="title")
    said = f"{count_words(ledger.held, 'number')} held, {ledger.missing:,} cited and not held"
    said += f", up to number {ledger.highest:,}"
    if ledger.total is not None:
        said += f"; sent: {_total(ledger.total)}"
    heading = joined((title, Text(said, style="quiet")))
    return heading if first else Group(Text(), heading)


def gap_lines(gap: Gap, *, post: bool = True) -> RenderableType:
    """One telegram that is not held: number, perhaps post, dates, and who cites it in which words."""
    said = [line(gap.mrn, "number"), *([line(post_words(gap.post, gap.year))] if post else []), _bracket(gap)]
    if gap.card is not None:
        said.append(line(f"its withdrawal card is held: {gap.card}", "quiet"))
    head = joined(said)
    citations = _distinct(gap.citations)
    parts: list[RenderableType] = [head]
    parts += [Padding(_citation(citation), (0, 0, 0, 4)) for citation in citations[:_MOST_CITATIONS]]
    if len(citations) > _MOST_CITATIONS:
        more = f"and in {len(citations) - _MOST_CITATIONS:,} more"
        parts.append(Padding(Text(more, style="quiet"), (0, 0, 0, 4)))
    return Group(*parts)


def _distinct(citations: Sequence[Citation]) -> list[Citation]:
    """One citation of each citing telegram: the first, which stands on its REF lines where there are any."""
    return list({citation.citing: citation for citation in reversed(citations)}.values())[::-1]


def _citation(citation: Citation) -> Text:
    note = f" ({citation.note})" if citation.note else ""
    return joined(
        (
            line(f"cited in {citation.citing}", "quiet"),
            line(citation.words + note, "printed"),
            line(citation.subject or ""),
        ),
    )


def _bracket(gap: Gap) -> Text:
    bracket = gap.bracket
    first, last = bracket.earliest.date(), bracket.latest.date()
    likely = (bracket.likely_from.date(), bracket.likely_to.date())
    said = f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
    if gap.cited_day is not None:
        said += f", cited as of {gap.cited_day:%Y-%m-%d}"
    elif likely != (first, last):
        said += f", likely {likely[0]:%Y-%m-%d}" + (f" to {likely[1]:%Y-%m-%d}" if likely[0] != likely[1] else "")
    return Text(said)


def show_ledgers(ledgers: Sequence[Ledger]) -> RenderableType:
    """The sums by post and year."""
    grid = Table.grid(padding=(0, 2))
    for side in ("left", "right", "right", "right", "right", "right", "left"):
        grid.add_column(justify="left" if side == "left" else "right")
    names = ("", "year", "highest", "held", "cited, not held", "unknown", "sent in the year (9 in 10)")
    grid.add_row(*(Text(name, style="quiet") for name in names))
    for each in ledgers:
        total = _total(each.total) if each.total else "not known"
        numbers = (each.highest, each.held, each.missing, each.unknown)
        grid.add_row(
            line(post_words(each.post, each.year)), str(each.year), *(f"{number:,}" for number in numbers), total
        )
    return grid


def _total(total: Total) -> str:
    said = f"about {total.likely:,} ({total.at_least:,} to {total.at_most:,})"
    return said if total.dated else f"{said}, by its usual traffic"


# resolve


def show_trace(trace: Trace) -> RenderableType:
    """What one citation means, and what is likely wrong with it."""
    parts: list[RenderableType] = [
        line(" ".join(trace.text.split()), "printed"),
        Padding(_outcome(trace), (0, 0, 0, 4)),
    ]
    if trace.outcome == "not held" and trace.candidates:
        parts.append(Padding(Text("Held of that day, one figure away:", style="quiet"), (0, 0, 0, 4)))
    if trace.outcome != "resolved":
        parts += [Padding(_entry(entry), (0, 0, 0, 6)) for entry in trace.candidates]
    for problem in trace.problems:
        said = Text(f"{problem.element} likely wrong: ", style="damaged").append(line(problem.message))
        parts.append(Padding(said, (0, 0, 0, 4)))
    return Group(*parts)


def _outcome(trace: Trace) -> RenderableType:
    if trace.outcome == "resolved" and trace.entry is not None:
        return _entry(trace.entry)
    if trace.outcome == "candidates" and trace.claim.day is None and trace.claim.number is not None:
        return Text("no year is cited; held under this number:", style="missing")
    if trace.outcome == "candidates":
        return Text(f"one of {count_words(len(trace.candidates), 'telegram')} held:", style="missing")
    if trace.gap is not None:
        return Group(Text("not held", style="missing"), gap_lines(trace.gap))
    if trace.outcome == "not held":
        return Text("nothing held agrees", style="missing")
    return Text("too little is said", style="quiet")


def _entry(entry: Entry) -> Text:
    day = day_words(entry.dtg) if entry.dtg else "no date"
    return joined((line(entry.id, "number"), Text(day), line(entry.subject or "")))
