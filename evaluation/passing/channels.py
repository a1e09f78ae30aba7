"""What each channel makes of a telegram: the file that a collector would have."""

from __future__ import annotations

import csv
import html
import io
import random
import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from passing.compared import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from passing.original import Original, Row

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "--"})
_PAGE_LINES = 54
_NOTHING = "-- N/A or Blank --"


class Sent(NamedTuple):
    """A file as it comes out of a channel."""

    content: bytes
    suffix: str = "txt"


class Channel(NamedTuple):
    """One way that collections come by; `keeps` are the fields that are still there when a telegram has passed it.

    What `make` does not make (`None`) is not asked: there is no third section of a telegram of two.
    """

    make: Callable[[Original], Sent | None]
    keeps: frozenset[str] = frozenset(FIELDS)


def _text(words: str, encoding: str = "utf-8") -> Sent:
    return Sent(words.encode(encoding, "replace"))


# (a) plain text


def _as_text(original: Original) -> Sent:
    return _text(original.text)


def _windows(original: Original) -> Sent:
    return _text("\ufeff" + original.text.replace("\n", "\r\n"))


def _old_mac(original: Original) -> Sent:
    return _text(original.text.translate(_STRAIGHT).replace("\n", "\r"), "latin-1")


def _code_page(original: Original) -> Sent:
    return _text(original.text.replace("\n", "\r\n"), "cp1252")


def _sixteen_bits(original: Original) -> Sent:
    return _text(original.text, "utf-16")


def _under_table(original: Original) -> Sent:
    """The page selected from its table on and copied: cells with tabs between."""
    titles, cells = _table_of(original)
    return _text("\t".join(titles) + "\n" + "\t".join(cells) + "\n\n" + original.text)


def _under_cells(original: Original) -> Sent:
    """The same as other programs copy it: cells with blanks between, wherever the columns end."""
    titles, cells = _table_of(original)
    widths = [max(map(len, pair)) + 2 for pair in zip(titles, cells, strict=True)]
    lines = ["".join(map(str.ljust, row, widths)).rstrip() for row in (titles, cells)]
    return _text(f"Viewing cable {cells[0]}, {original.telegram.subject or ''}\n\n" + "\n".join(lines)
                 + "\n\n" + original.text)  # fmt: skip


def _under_single_cells(original: Original) -> Sent:
    """Each cell on a line of its own."""
    titles, cells = _table_of(original)
    return _text("\n".join([*titles, *cells]) + "\n\n" + original.text)


def _table_of(original: Original) -> tuple[list[str], list[str]]:
    telegram = original.telegram
    created = f"{telegram.dtg:%Y-%m-%d %H:%M}" if telegram.dtg else "2009-01-01 00:00"
    origin = f"Embassy {(telegram.post or 'Lima').title()}"
    return (
        ["Reference ID", "Created", "Released", "Classification", "Origin"],
        [telegram.mrn or "", created, "2011-08-30 01:44", telegram.classification.level or "UNCLASSIFIED", origin],
    )


# (b) tables


def _dump_row(original: Original) -> Sent:
    """A row of the public dump: quotation marks behind backslashes."""
    telegram = original.telegram
    _, cells = _table_of(original)
    day = f"{telegram.dtg:%m/%d/%Y %H:%M}".lstrip("0") if telegram.dtg else "1/1/2009 0:00"
    references = "|".join(ref.mrn for ref in telegram.reftels if ref.mrn and ref.label is not None)
    cut = original.classification_start
    row = ["1234", day, cells[0], cells[4], cells[3], references, original.text[:cut], original.text[cut:]]
    written = ",".join('"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in row)
    return Sent((written + "\n").encode(), "csv")


def _spreadsheet_row(original: Original) -> Sent:
    """A table with titles, saved by a spreadsheet: marks doubled, semicolons, Windows line ends in the cells."""
    _, cells = _table_of(original)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(["id", "date", "mrn", "origin", "classification", "text"])
    writer.writerow(["1", cells[1], cells[0], cells[4], cells[3], original.text.replace("\n", "\r\n")])
    return Sent(out.getvalue().encode("utf-8-sig"), "csv")


# (c) Markdown


_MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]#<>|])")
_FIRST_NUMBER = re.compile(r"^(\s*¶?\d{1,3})([.)])(?=\s)")
_LABEL = re.compile(
    r"^(E\.O\. ?\d{5}|TAGS|SUBJECT|SUBJ|REF|REFS|REFTEL|CLASSIFIED BY|Classified By|Classified by)(:)", re.MULTILINE
)


def _escaped(words: str) -> str:
    return _FIRST_NUMBER.sub(r"\1\\\2", _MARKDOWN_SIGNS.sub(r"\\\1", words))


def _is_underline(row: Row) -> bool:
    """Whether a row is what typists put under titles: converters make a heading of both."""
    return row.label == "rule" and not row.text.strip("-=_ ")


def _linked(words: str) -> str:
    """The codes of a TAGS line as links to nowhere."""
    return re.sub(r"(?<![\w-])(?!TAGS?\b)([A-Z]{2,5})(?![\w:.-])", r"[\1](#)", words)


def _markdown_of_page(original: Original) -> Sent:
    """A converter that escapes: hard breaks in the heading, lines of paragraphs joined, titles as headings."""
    lines: list[str] = []
    for row in original.flowing:
        plain = _escaped(row.text.strip())
        if row.label == "heading":
            lines += ["", f"## {plain}", ""]
        elif _is_underline(row):
            continue
        elif not plain:
            lines.append("")
        else:
            lines.append(plain if row.is_body else plain + "\\")
            if row.is_body:
                lines.append("")
    return Sent("\n".join(lines).encode(), "md")


def _markdown_bold(original: Original) -> Sent:
    """Labels in bold, TAGS as links, two blanks at the ends of lines, smart signs."""
    lines: list[str] = []
    for row in original.flowing:
        words = row.text.strip()
        if row.label == "tags":
            words = _linked(words)
        words = _LABEL.sub(r"**\1\2**", _smart(words))
        if row.label == "heading":
            words = f"**{words}**"
        if _is_underline(row):
            continue
        lines.append(words + "  " if words and not row.is_body else words)
        if row.is_body and words:
            lines.append("")
    return Sent("\n".join(lines).encode(), "md")


def _markdown_like_seed(original: Original) -> Sent:
    """Lines of paragraphs joined, TAGS as links, the signs of paragraphs turned into ones, titles without rules."""
    lines: list[str] = []
    for row in original.flowing:
        words = row.text.strip()
        if _is_underline(row):
            continue
        if row.label == "tags":
            words = _linked(words)
        if row.label in {"paragraph-mark", "reference"}:
            words = words.replace("¶", "1", 1)
        lines.append(words.replace("¶", ""))
        if row.is_body and words:
            lines.append("")
    return Sent(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).encode(), "md")


def _markdown_list(original: Original) -> Sent:
    """Paragraphs as the items of a numbered list, their lines indented and kept."""
    lines: list[str] = []
    inside = False
    for row in original.rows:
        words = row.text.strip()
        if row.label == "paragraph-mark":
            inside = True
            lines.append(re.sub(r"^¶?\(?(\d+)[.)]\s*", lambda found: f"{found[1]}.".ljust(4), words))
        elif row.label == "heading":
            inside = False
            lines.append(f"### {words}")
        elif not _is_underline(row):
            lines.append("    " + words if inside and words and row.label in {"text", "table"} else words)
    return Sent("\n".join(lines).encode(), "md")


def _code_block(original: Original) -> Sent:
    """The page's `<pre>` as a block of code, under a title and a table."""
    titles, cells = _table_of(original)
    table = f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}\n| {' | '.join(cells)} |"
    return Sent(f"# {cells[0]}\n\n{table}\n\n```\n{original.text}\n```\n".encode(), "md")


# (d) word processors


_QUOTES_OPEN = re.compile(r'(?<![\w.,;!?)])"(?=\w)')
_POSSESSIVE = re.compile(r"(?<=\w)'(?=\w)")


def _smart(words: str) -> str:
    words = _QUOTES_OPEN.sub("“", words).replace('"', "”")
    return _POSSESSIVE.sub("’", words).replace(" -- ", " — ").replace("...", "…")


def _word_processor(original: Original) -> Sent:
    """Flowing paragraphs with smart signs, tabs behind the numbers, blanks that do not break behind the marks."""
    lines: list[str] = []
    for row in original.flowing:
        words = _smart(row.text.rstrip())
        if row.label == "paragraph-mark":
            words = re.sub(r"^(\s*¶?\(?\d+[.)])\s*(\([A-Z/]+\))?\s*", lambda m: f"{m[1]}\t{m[2] or ''}\u00a0", words)
        lines.append(words)
    return _text("\r\n".join(lines))


def _numbered_list(original: Original) -> Sent:
    """Automatic lists as they come out as text: the number, a tab; no blank lines between paragraphs."""
    lines: list[str] = []
    for row in original.flowing:
        words = _smart(row.text.strip())
        if row.label == "paragraph-mark":
            words = re.sub(r"^¶?\(?(\d+)[.)]\s*", r"\1.\t", words)
        if words or not row.is_body:
            lines.append(words)
    return _text("\r\n".join(lines))


def _with_page_headers(original: Original) -> Sent:
    """The level at the head of every page and `Page 2 of 7` at its foot, between the lines of sentences."""
    level = original.telegram.classification.level or "UNCLASSIFIED"
    lines = original.text.split("\n")
    pages = [lines[at : at + _PAGE_LINES] for at in range(0, len(lines), _PAGE_LINES)]
    printed = [
        "\n".join([level, "", *page, "", level, f"Page {number} of {len(pages)}"])
        for number, page in enumerate(pages, 1)
    ]
    return _text("\n".join(printed))


def _rewrapped(width: int) -> Callable[[Original], Sent]:
    def make(original: Original) -> Sent:
        """Wrapped again, each paragraph for itself."""
        lines: list[str] = []
        for row in original.flowing:
            prose = row.is_body and row.label in {"text", "paragraph-mark"}
            lines += textwrap.wrap(row.text, width, break_long_words=False) or [""] if prose else [row.text.rstrip()]
        return _text("\n".join(lines))

    return make


# (e) print-outs


def _printout(original: Original) -> Sent:
    """A browser's print of the page as text: title and day above, address and page below, form feeds."""
    name = original.telegram.mrn or "cable"
    lines = [line.rstrip() for line in original.text.split("\n")]
    pages = [lines[at : at + _PAGE_LINES] for at in range(0, len(lines), _PAGE_LINES)]
    title = f"Cable Viewer{'Viewing cable ' + name:>60}"
    printed = [
        "\n".join([title, "", *page, "", f"http://213.251.145.96/cable/{name}.html{f'{number}/{len(pages)}':>20}",
                   "12/3/2010 4:05 PM"])
        for number, page in enumerate(pages, 1)
    ]  # fmt: skip
    return _text("\f".join(printed) + "\f")


def _without_blank_lines(original: Original) -> Sent:
    """As programs that read PDF give it: no blank lines, no blanks at the ends of lines."""
    lines = [line.strip() for line in original.text.split("\n")]
    return _text("\n".join(line for line in lines if line))


def _laid_out(original: Original) -> Sent:
    """`pdftotext -layout`: a margin before every line, blank lines, page numbers alone in the middle, form feeds."""
    lines = [("      " + line.rstrip()) if line.strip() else "" for line in original.text.split("\n")]
    pages = [lines[at : at + _PAGE_LINES] for at in range(0, len(lines), _PAGE_LINES)]
    printed = ["\n".join([*page, "", f"{number:>40}"]) for number, page in enumerate(pages, 1)]
    return _text("\n\f".join(printed) + "\n\f")


def _line_numbers(original: Original) -> Sent:
    """Every line behind its number."""
    lines = original.text.split("\n")
    return _text("\n".join(f"{number:4}  {line}".rstrip() for number, line in enumerate(lines, 1)))


def _hyphenated(original: Original) -> Sent:
    """Wrapped again at 66 columns with words divided at the ends of lines."""
    lines: list[str] = []
    for row in original.flowing:
        if not row.is_body or row.label not in {"text", "paragraph-mark"}:
            lines.append(row.text.rstrip())
            continue
        lines += _hyphenate(row.text.split(), 66) or [""]
    return _text("\n".join(lines))


def _hyphenate(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words:
        room = width - len(line) - 1
        if len(word) <= room or not line:
            line = f"{line} {word}".strip()
            continue
        if word.isalpha() and word.islower() and room > 4 and len(word) - room > 1:
            cut = room - 1
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


# (f) slips of a scanner


_SLIPS = (("rn", "m"), ("m", "rn"), ("l", "1"), ("1", "l"), ("I", "l"), ("O", "0"), ("0", "O"), (" ", ""), ("S", "5"),
          ("B", "8"), (",", "."), (":", ";"), ("cl", "d"), ("fi", "ﬁ"))  # fmt: skip
_SLIP_EVERY = 400  # characters


def _scanned(original: Original) -> Sent:
    """A wrong letter every 400 characters, wherever no value of a field stands: in labels, words, marks, furniture."""
    chance = random.Random(f"reftel {original.name}")  # noqa: S311  no secret
    text = original.text
    values = [place for name, places in original.telegram.evidence.items() if name != "reftels" for place in places]
    values += [(entry.start, entry.end) for entry in (*original.telegram.to, *original.telegram.info)]
    values += [(ref.start, ref.end) for ref in original.telegram.reftels]
    pieces: list[str] = []
    place = 0
    while place < len(text):
        goal = place + chance.randrange(_SLIP_EVERY // 2, _SLIP_EVERY * 3 // 2)
        made = next(((at, slip) for at in range(goal, min(goal + 60, len(text))) for slip in _SLIPS
                     if text.startswith(slip[0], at) and not any(a <= at < b for a, b in values)
                     and chance.random() < 0.5), None)  # fmt: skip
        if made is None:
            pieces.append(text[place:goal])
            place = goal
            continue
        at, (was, now) = made
        pieces += text[place:at], now
        place = at + len(was)
    return _text("".join(pieces))


# (g) passed on


def _quoted(original: Original) -> Sent:
    return _text("\n".join(f"> {line}".rstrip() for line in original.text.split("\n")))


def _forwarded(original: Original) -> Sent:
    """In a mail as text: a few words above it, the mail's own heading, and the name of the sender below."""
    quoted = "\n".join(f"> {line}".rstrip() for line in original.text.split("\n"))
    return _text("Here is the cable I told you about.\n\n-----Original Message-----\nFrom: J. Doe\n"
                 f"Sent: Tuesday, March 04, 2008 9:12 AM\nTo: R. Roe\nSubject: FW\n\n{quoted}\n\nJane\n")  # fmt: skip


def _indented(original: Original) -> Sent:
    return _text("\n".join(f"    {line}".rstrip() for line in original.text.split("\n")))


def _capitals(original: Original) -> Sent:
    return _text(original.text.upper())


def _stripped(original: Original) -> Sent:
    return _text("\n".join(line.rstrip() for line in original.text.split("\n")))


def _padded(original: Original) -> Sent:
    return _text("\n".join(line.rstrip("\r").ljust(80) for line in original.text.split("\n")))


def _double_spaced(original: Original) -> Sent:
    return _text("\n\n".join(line.rstrip() for line in original.text.split("\n")))


# (h) the archives' own pages


def _archive_page(original: Original) -> Sent | None:
    """An archive's page of one record: a table of fields, the text in one of its cells, lines ended by tags."""
    if "Document Number" not in original.attributes:
        return None
    rows = "".join(
        f"<tr><td>{html.escape(title)}</td><td>{html.escape(value)}</td></tr>\n"
        for title, value in original.attributes.items()
    )
    words = html.escape(original.text).replace("\n", "<br>\n")
    page = (f"<html><head><title>Display Full Records</title></head><body><h2>Display Full Record</h2><table>\n{rows}"
            f"<tr><td>Message Text</td><td><tt>{words}</tt></td></tr></table></body></html>")  # fmt: skip
    return Sent(page.encode(), "html")


def _archive_page_pre(original: Original) -> Sent | None:
    """The same with the text in a block of its own."""
    if "Document Number" not in original.attributes:
        return None
    rows = "".join(
        f"<p><b>{html.escape(title)}:</b> {html.escape(value)}</p>\n" for title, value in original.attributes.items()
    )
    page = (f"<html><body><h3>Message Text</h3><pre>{html.escape(original.text)}</pre>"
            f"<h3>Message Attributes</h3>{rows}</body></html>")  # fmt: skip
    return Sent(page.encode(), "html")


def _archive_text(original: Original) -> Sent | None:
    """The same page saved as text."""
    if "Document Number" not in original.attributes:
        return None
    rows = "\n".join(f"{title}: {value}" for title, value in original.attributes.items())
    return _text(f"Message Text\n\n{original.text}\n\nMessage Attributes\n\n{rows}\n")


def _library_text(original: Original) -> Sent | None:
    """A library of the archive's telegrams on the web, as text: its own description, then the words."""
    said = original.attributes
    if "Document Number" not in said:
        return None
    telegram = original.telegram
    title = telegram.subject or "n/a"
    when = f"{telegram.dtg:%Y %B %d, %H:%M (%A)}" if telegram.dtg else "n/a"
    level = telegram.classification.level or ""
    above = [title, when, f"{said['Document Number']}_b", level, "UNCLASSIFIED", _NOTHING, "", str(len(original.text))]
    above += [said.get("Executive Order", ""), _NOTHING, "TEXT ON MICROFILM,TEXT ONLINE", _NOTHING]
    above += ["TE - Telegram (cable)", _NOTHING, "", said.get("Office", ""), _NOTHING, "Electronic Telegrams", ""]
    lines = [*above, "Content", "Show Headers", original.text, "", "Raw content", "", "Metadata", ""]
    lines += [f"{name}: '{value}'" for name, value in said.items()]
    return _text("\n".join([*lines, "", "Print", "", "Share", ""]))


# (i) fragments


def _without_transport(original: Original) -> Sent | None:
    """From the classification line on."""
    cut = original.classification_start
    return _text(original.text[cut:]) if cut else None


def _words_only(original: Original) -> Sent | None:
    """The first paragraph and all below it."""
    return _text(original.text[original.body_start :]) if original.telegram.paragraphs else None


def _one_section(original: Original) -> Sent | None:
    """The second section of several, from its own mark on."""
    sections = original.telegram.sections
    if len(sections) < 2:
        return None
    return _text(original.text[sections[1].start : sections[1].end])


def _tail(original: Original) -> Sent | None:
    """From a paragraph in the middle on."""
    cut = tail_start(original)
    return _text(original.text[cut:]) if cut else None


def _opening(original: Original) -> Sent | None:
    """The heading and the first paragraphs."""
    cut = tail_start(original)
    return _text(original.text[:cut].rstrip() + "\n") if cut else None


def tail_start(original: Original) -> int:
    """Where the numbered paragraph in the middle begins; 0 where there are too few."""
    numbered = [p for p in original.telegram.paragraphs if p.number is not None and p.heading is None]
    if len(numbered) < 3:
        return 0
    return original.text.rfind("\n", 0, numbered[len(numbered) // 2].start) + 1


_ALL = frozenset(FIELDS)
_BODY = frozenset(("signature", "numbers", "portions", "titles", "words"))
_HEADING = _ALL - _BODY
#: References need the year, which only the date-time group tells.
_TEXT_HEADING = _HEADING - {"DTG", "MRN", "origin", "to", "info", "references"}

CHANNELS: dict[str, Channel] = {
    "text": Channel(_as_text),
    "text, Windows line ends and mark": Channel(_windows),
    "text, old line ends, Latin-1": Channel(_old_mac),
    "text, Windows-1252": Channel(_code_page),
    "text, UTF-16": Channel(_sixteen_bits),
    "text under the page's table, tabs": Channel(_under_table),
    "text under the page's table, blanks": Channel(_under_cells),
    "text under the page's table, lines": Channel(_under_single_cells),
    "row of the public dump": Channel(_dump_row),
    "row of a spreadsheet": Channel(_spreadsheet_row),
    "Markdown, escaped": Channel(_markdown_of_page),
    "Markdown, bold and links": Channel(_markdown_bold),
    "Markdown, like the seed": Channel(_markdown_like_seed),
    "Markdown, list": Channel(_markdown_list),
    "Markdown, block of code": Channel(_code_block),
    "word processor": Channel(_word_processor),
    "word processor, automatic list": Channel(_numbered_list),
    "page headers between": Channel(_with_page_headers),
    "wrapped at 60": Channel(_rewrapped(60)),
    "wrapped at 100": Channel(_rewrapped(100)),
    "print-out": Channel(_printout),
    "print-out without blank lines": Channel(_without_blank_lines),
    "print-out with a margin": Channel(_laid_out),
    "line numbers": Channel(_line_numbers),
    "hyphens at line ends": Channel(_hyphenated),
    "scanner's slips": Channel(_scanned, _ALL - {"words", "titles"}),
    "quoted": Channel(_quoted),
    "forwarded": Channel(_forwarded),
    "indented": Channel(_indented),
    "in capitals": Channel(_capitals),
    "blanks at line ends lost": Channel(_stripped),
    "padded to 80": Channel(_padded),
    "double-spaced": Channel(_double_spaced),
    "archive's page, table": Channel(_archive_page),
    "archive's page, block": Channel(_archive_page_pre),
    "archive's page as text": Channel(_archive_text),
    "library's page as text": Channel(_library_text),
    "from the classification line on": Channel(_without_transport, _TEXT_HEADING | _BODY),
    "words only": Channel(_words_only, _BODY),
    "one section": Channel(_one_section, frozenset(("numbers", "portions"))),
    "tail": Channel(_tail, _BODY),
    "opening": Channel(_opening, _HEADING - {"sections", "references"} | {"numbers", "portions", "titles", "words"}),
}
