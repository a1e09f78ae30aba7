"""One telegram in a terminal: its heading explained, its text repaired, its reftels held or not held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.model.repair import apply_repairs, only_blank
from reftel.show.explain import REFTEL_KINDS, explain_heading
from reftel.show.safe import visible
from reftel.show.style import WIDEST_TEXT, joined, level_text, line, words
from reftel.show.words import count_words, day_words, list_words, moment_words, post_words, size_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from reftel.archive import Entry, Witness
    from reftel.model.repair import Repair
    from reftel.model.telegram import Paragraph, Reftel, Telegram

_PRINTED_WIDTH = 40
_MOST_CITING = 12
_WIDEST_MARK = 13  # as "10. (S//NF)" and a blank
_CONTEXT = 24  # characters shown on each side of a repair


def show_telegram(
    telegram: Telegram,
    *,
    held: Mapping[str, Entry],
    citing: Sequence[Entry] = (),
    witnesses: Sequence[Witness] = (),
    others: Sequence[str] = (),
) -> RenderableType:
    """A telegram to read.

    Args:
        telegram: The telegram.
        held: Those of its reftels that the archive holds, by the number that the reftel gives.
        citing: Telegrams held that refer to this one.
        witnesses: Where it was found.
        others: Ids of other texts held under the same number.
    """
    parts: list[RenderableType] = [*_top(telegram, others), Text(), _heading(telegram)]
    for part in (_reftels(telegram, held), _citing(citing), _body(telegram), _wrong(telegram), _found_in(witnesses)):
        if part is not None:
            parts += [Text(), part]
    return Group(*parts)


def _top(telegram: Telegram, others: Sequence[str]) -> Iterator[Text]:
    sender = post_words(telegram.post, telegram.year) if telegram.post else ""
    yield joined(
        (
            line(telegram.id, "number"),
            line(sender),
            Text(moment_words(telegram.dtg) if telegram.dtg else "no date", ""),
            level_text(telegram.classification.level),
            line(", ".join(telegram.captions)),
        )
    )
    yield line(telegram.subject or "no subject", "subject" if telegram.subject else "quiet")
    if others:
        yield Text(f"Under this number another text is held as well: {list_words(others)}", style="missing")


def _titled(title: str, part: RenderableType) -> Group:
    return Group(Text(title, style="title"), part)


def _heading(telegram: Telegram) -> RenderableType:
    explained = explain_heading(telegram)
    if not explained:
        return Text("There is no heading of a telegram: the text is read as it stands.", style="quiet")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(max_width=_PRINTED_WIDTH, overflow="fold")
    grid.add_column(max_width=WIDEST_TEXT)
    for one in explained:
        said = None if one.label == "subject" else one.words
        grid.add_row(words(one.printed, "printed"), words(said or ""))
    return _titled("Heading", grid)


def _reftels(telegram: Telegram, held: Mapping[str, Entry]) -> RenderableType | None:
    rows = _distinct(telegram.reftels)
    if not rows:
        return None
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(max_width=_PRINTED_WIDTH - 4)
    grid.add_column()
    for reftel in rows:
        grid.add_row(line(reftel.label or "", "quiet"), line(reftel.text, "printed"), reftel_text(reftel, held))
    return _titled("Refers to", grid)


def _distinct(reftels: Sequence[Reftel]) -> list[Reftel]:
    """The reference lines whole; of the mentions in the body those that name something else, each once."""
    rows = [reftel for reftel in reftels if reftel.label]
    seen = {reftel.mrn or reftel.text.upper() for reftel in rows} | {f"REF {reftel.label}" for reftel in rows}
    for reftel in reftels:
        name = reftel.mrn or " ".join(reftel.text.upper().split())
        if not reftel.label and name not in seen:
            seen.add(name)
            rows.append(reftel)
    return rows


def reftel_text(reftel: Reftel, held: Mapping[str, Entry]) -> Text:
    """What a reftel means and whether it is held."""
    if reftel.mrn is None:
        if reftel.candidates:
            return Text(f"one of {list_words(reftel.candidates)}", style="missing")
        return Text(REFTEL_KINDS.get(reftel.kind, reftel.kind), style="quiet")
    entry = held.get(reftel.mrn)
    if entry is None:
        return Text(reftel.mrn, style="number").append("  not held", style="missing")
    text = Text(entry.id, style="number").append("  held", style="held")
    day = f"  {day_words(entry.dtg)}" if entry.dtg else ""
    return text.append(day, style="quiet").append("  ").append_text(line(entry.subject or ""))


def _citing(citing: Sequence[Entry]) -> RenderableType | None:
    if not citing:
        return None
    grid = Table.grid(padding=(0, 2))
    for entry in citing[:_MOST_CITING]:
        day = day_words(entry.dtg) if entry.dtg else ""
        grid.add_row(line(entry.id, "number"), Text(day, style="quiet"), line(entry.subject or ""))
    if len(citing) > _MOST_CITING:
        grid.add_row(Text(f"and {len(citing) - _MOST_CITING:,} more", style="quiet"))
    return _titled("Referred to by", grid)


def _body(telegram: Telegram) -> RenderableType | None:
    if not telegram.paragraphs:
        return None
    parts: list[RenderableType] = []
    for paragraph in telegram.paragraphs:
        if paragraph.heading:
            parts += [Text(), line(paragraph.heading, "title")] if parts else [line(paragraph.heading, "title")]
        if parts:
            parts.append(Text())
        parts.append(_paragraph(telegram, paragraph))
    if telegram.signature:
        parts += [Text(), Padding(line(telegram.signature), (0, 0, 0, _mark_width(telegram)))]
    return Group(*parts)


def _mark_width(telegram: Telegram) -> int:
    widths = (len(_mark(paragraph).plain) + 1 for paragraph in telegram.paragraphs)
    return max((width for width in widths if width <= _WIDEST_MARK), default=0)


def _mark(paragraph: Paragraph) -> Text:
    return Text(" ").join(part for part in (Text(_number(paragraph)), _portion(paragraph)) if part.plain)


def _paragraph(telegram: Telegram, paragraph: Paragraph) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(min_width=max(_mark_width(telegram) - 1, 0), no_wrap=True)
    grid.add_column(max_width=WIDEST_TEXT)
    mark, text = _mark(paragraph), repaired_text(telegram, paragraph)
    if mark.cell_len < _WIDEST_MARK:
        grid.add_row(mark, text)
    else:  # a long portion mark leads its own text, so that it does not indent all the others
        grid.add_row(_number(paragraph), _portion(paragraph).append(" ").append_text(text))
    return grid


def _number(paragraph: Paragraph) -> str:
    return "" if paragraph.number is None else f"{paragraph.number}."


def _portion(paragraph: Paragraph) -> Text:
    return Text(f"({visible(paragraph.portion)})" if paragraph.portion else "", style="portion")


def repaired_text(telegram: Telegram, paragraph: Paragraph) -> Text:
    """The words of a paragraph with its repairs applied; characters that a repair put in carry the style `repaired`."""
    carried = apply_repairs(telegram.text, telegram.repairs, paragraph.text_start, paragraph.end)
    if carried.text != paragraph.text or not carried.outs:
        return words(paragraph.text)
    text = Text()
    ends = [*carried.outs[1:], len(carried.text)]
    for start, end, kept in zip(carried.outs, ends, carried.kept, strict=True):
        piece = carried.text[start:end]
        text.append(visible(piece), style="" if kept or not piece.strip() else "repaired")
    return text


def _wrong(telegram: Telegram) -> RenderableType | None:
    lines: list[Text] = []
    for defect in telegram.defects:
        where = place_words(telegram, defect.start, defect.end)
        lines.append(joined((line(defect.message), Text(where, style="quiet"), Text(defect.defect, style="damaged"))))
    repaired = _repaired(telegram)
    if repaired:
        lines.append(Text(repaired))
    return _titled("Defects and repairs", Group(*lines)) if lines else None


def _repaired(telegram: Telegram) -> str:
    """How many repairs there are of each kind; that lines were joined goes without saying."""
    seen = Counter(repair.rule for repair in telegram.repairs if repair.applied and not only_blank(repair))
    kinds = ", ".join(f"{number} {rule}" for rule, number in seen.most_common())
    said = [f"{count_words(seen.total(), 'repair')}: {kinds} (--repairs lists them)"] if seen else []
    suggested = sum(1 for repair in telegram.repairs if not repair.applied)
    if suggested:
        said.append(f"{count_words(suggested, 'repair')} only suggested, and not made")
    return "; ".join(said)


def place_words(telegram: Telegram, start: int, end: int) -> str:
    """Where in a telegram characters stand, as a reader would say it."""
    for paragraph in telegram.paragraphs:
        if paragraph.start <= start < paragraph.end:
            return f"in paragraph {paragraph.number}" if paragraph.number is not None else "in the text"
    if start == end or not telegram.spans:
        return ""
    span = next((span for span in telegram.spans if span.start <= start < span.end), None)
    if span is None or span.label == "unread":
        return ""
    return f"in the {span.label.replace('-', ' ')} line"


def _found_in(witnesses: Sequence[Witness]) -> RenderableType | None:
    if not witnesses:
        return None
    lines = []
    for witness in witnesses:
        read = Text("read here", style="quiet") if witness.chosen and len(witnesses) > 1 else Text()
        added = Text(f"added {day_words(witness.added)}", style="quiet")
        lines.append(joined((line(witness.path), Text(size_words(witness.size), style="quiet"), added, read)))
    return _titled("Found in", Group(*lines))


def show_repairs(telegram: Telegram) -> RenderableType:
    """Every repair: where, what it read, what it reads now, which rule, how sure."""
    if not telegram.repairs:
        return Text("Nothing was repaired.", style="quiet")
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="quiet")
    grid.add_column("place", justify="right")
    grid.add_column("as received → as repaired")
    grid.add_column("rule")
    grid.add_column("sure", justify="right")
    for repair in telegram.repairs:
        if not only_blank(repair):
            sure = f"{repair.confidence:.0%}" + ("" if repair.applied else ", only suggested")
            grid.add_row(f"{repair.start:,}", _repair_in_place(telegram, repair), line(repair.rule), sure)
    joined_lines = sum(1 for repair in telegram.repairs if only_blank(repair))
    if not joined_lines:
        return grid
    said = Text(f"Beside these, lines were joined at {count_words(joined_lines, 'place')}.", style="quiet")
    return Group(grid, said) if grid.row_count else said


def _repair_in_place(telegram: Telegram, repair: Repair) -> Text:
    before = telegram.text[max(repair.start - _CONTEXT, 0) : repair.start]
    after = telegram.text[repair.end : repair.end + _CONTEXT]
    text = line(before, "quiet").append_text(line(repair.was, "damaged"))
    text.append(" → " if repair.was else "+").append_text(line(repair.now or "(nothing)", "repaired"))
    return text.append_text(line(after, "quiet"))


def show_spans(telegram: Telegram) -> RenderableType:
    """The partition of the text: every character under its label."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(style="title")
    grid.add_column(overflow="fold")
    for span in telegram.spans:
        grid.add_row(f"{span.start:,}", span.label, words(telegram.text[span.start : span.end].strip("\r\n")))
    return grid
