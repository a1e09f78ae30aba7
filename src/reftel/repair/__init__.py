"""The chain of named rules that propose repairs over an unchanged source."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reftel.repair import codes, cuts, doubtful, figures, heading, intruders, joints, letters, markup, shifted
from reftel.repair.numbering import Opening, number_paragraphs
from reftel.repair.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from reftel.model.draft import Draft
    from reftel.model.repair import Repair

__all__ = ["RULES", "RULES_OF_READING", "Opening", "Rule", "Sheet", "find_repairs", "number_paragraphs"]


class Rule(NamedTuple):
    """A rule of the chain: its name, what finds its repairs, and what it does in one line.

    `measured` says what the confidence of its repairs rests on: how many of those looked at were right. Looked at were
    repairs drawn at random from those of 293 telegrams of 1966-2010 and 241 of 1974 and 1979, each read in its context.
    """

    name: str
    find: Callable[[Sheet], Iterator[Repair]]
    does: str
    measured: str


#: Every rule, the strongest first: where two want the same characters, the earlier one has them.
RULES: tuple[Rule, ...] = (
    Rule("sipdis", markup.doubled_sipdis, "keeps one of two SIPDIS in the heading", "12 of 12"),
    Rule("heading-label", heading.heading_labels, "E.OM 11652 -> E.O. 11652, USBJ -> SUBJ", "all 9"),
    Rule(
        "classification-word", heading.classification_words, "UUNCLAS -> UNCLAS, E C R E T -> S E C R E T", "both of 2"
    ),
    Rule("glued-label", heading.glued_labels, "PRIMEREF: -> PRIME REF:", "none seen"),
    Rule("markdown-link", markup.markdown_links, "[PHUM](#) -> PHUM", "all 5 of the seed"),
    Rule("html-element", markup.html_elements, "<br> -> the end of a line, </td> -> nothing", "20 of 20"),
    Rule("html-entity", markup.html_entities, "&amp; -> &", "none seen"),
    Rule("cut-rule", cuts.cut_rules, "joins a rule of hyphens that was cut after 45", "12 of 12"),
    Rule("cut-address", cuts.cut_addresses, "joins a web address that was cut after 45 characters", "12 of 12"),
    Rule("twice-encoded", codes.twice_encoded, "â€™ -> ’", "none seen"),
    Rule(
        "inline-page-mark",
        intruders.inline_page_marks,
        "takes a page mark out of the middle of a line (its repairs are called page-mark)",
        "10 of 10",
    ),
    Rule(
        "inline-sipdis", intruders.inline_sipdis, "takes SIPDIS out of a line (its repairs are called sipdis)", "5 of 5"
    ),
    Rule(
        "furniture",
        joints.interrupted_sentences,
        "takes page-mark, banner, stamp, sipdis, debris or section-heading out of a sentence; the repair has that name",
        "106 of 110; the others: rows of tables, and text that followed the signature",
    ),
    Rule("hard-break", joints.hard_breaks, "joins a sentence over a blank line", "98 of 98"),
    Rule(
        "line-wrap",
        joints.line_wraps,
        "joins the lines of a paragraph, and words divided by a hyphen",
        "before small letters sure by sight; else 93 of 94; hyphens 210 of 214",
    ),
    Rule("publisher-sign", intruders.publisher_signs, "¶A. -> A., where ¶ marks no paragraph", "25 of 25"),
    Rule(
        "shifted-quote",
        shifted.shifted_quotes,
        "&soften8 -> “soften”; its false-entity: £ing8 -> “pounding”",
        "92 of 92",
    ),
    Rule("shifted-apostrophe", shifted.shifted_apostrophes, "doesn,t -> doesn’t", "69 of 69"),
    Rule("likely-apostrophe", shifted.likely_apostrophes, "he,d -> he’d, 1990,s -> 1990’s", "all 4"),
    Rule("shifted-dash", shifted.shifted_dashes, "to do) he -> to do – he", "32 of 32"),
    Rule("shifted-long-dash", shifted.shifted_long_dashes, "word*word -> word—word", "none seen"),
    Rule("stripped-letter", codes.stripped_letters, "MC)xico -> México", "all 8, in 2 telegrams"),
    Rule("question-mark", codes.question_marks, "Iran?s -> Iran’s", "the only one"),
    Rule("lost-character", codes.lost_characters, "an apostrophe for U+FFFD, or the defect lost-text", "none seen"),
    Rule(
        "lost-stretch", codes.lost_stretches, "P******** in a sentence: the defect lost-text, no repair", "the only one"
    ),
    Rule("q-mark", codes.q_marks, "GovernmentQs -> Government’s, where all are Q", "none seen"),
    Rule("lacuna", codes.lacunas, "relevQch: the defect lost-text, no repair", "the only one"),
    Rule("inline-hyphen", cuts.hyphens_inside_lines, "CON- TINUED -> CONTINUED", "all 7"),
    Rule(
        "lost-to-blank",
        doubtful.letters_lost_to_blanks,
        "INDISC IMINATE -> INDISCRIMINATE (capitals, 1973-79)",
        "one of 4 in 241 real telegrams, and that suggested; in made ones 7 of 8",
    ),
    Rule(
        "shifted-letter",
        figures.shifted_letters,
        "SEPTEM?ER -> SEPTEMBER, suggests 2AS -> WAS (capitals, 1973-79)",
        "the only one; made ones",
    ),
    Rule(
        "own-name",
        doubtful.own_names,
        "a name of the telegram one letter off is suggested; as glued-words RODUANISAID -> RODUANI SAID",
        "9 of 11 suggested names; glued ones on made telegrams only",
    ),
    Rule(
        "wrong-letter",
        letters.wrong_letters,
        "POSSIBLITY -> POSSIBILITY, and as glued-words FORMATIONOF -> FORMATION OF (capitals, 1973-79)",
        "from 0.8 on about 11 of 304 wrong as read; those classes mended, not read again; below only suggested",
    ),
    Rule(
        "doubtful-word",
        doubtful.doubtful_words,
        "suggests, as wrong-letter and glued-words, TYE -> THE, ONTHE -> ON THE, CONNCEDED beside a name -> CONCEDED",
        "only suggested: of 60 looked at in real telegrams about half right, of the short words a third",
    ),
    Rule(
        "contraction",
        doubtful.contractions,
        "DIDO'T -> DIDN'T, HASNN'T -> HASN'T (capitals, 1973-79)",
        "none in 241 real telegrams; on made ones only",
    ),
    Rule(
        "article",
        doubtful.articles,
        "suggests ON HE COURT -> ON THE COURT (capitals)",
        "none in 534 real telegrams; on made ones only",
    ),
    Rule(
        "glued-sentence",
        doubtful.glued_sentences,
        "suggests drought.Professor -> drought. Professor",
        "none in 534 real telegrams; on made ones only",
    ),
    Rule(
        "glued-name",
        doubtful.glued_names,
        "suggests reasonPutin -> reason Putin",
        "none seen but in made telegrams",
    ),
    Rule(
        "lone-quote",
        shifted.lone_closers,
        "suggests what a raised eight without a partner was",
        "one seen, which no reader could decide",
    ),
    Rule(
        "plural-possessive",
        shifted.plural_possessives,
        "suggests parties, leaders -> parties’ leaders",
        "8 of 13; the tests before them left 725 plain commas out",
    ),
)

#: Rules outside the chain, proposed while the heading, the references and the numbers of paragraphs are read: what each
#: does, and what was looked at, as in `RULES`.
RULES_OF_READING: dict[str, tuple[str, str]] = {
    "markdown-sign": ("# and the like of Markdown at the start of a line", "made-up texts only"),
    "markdown-escape": ("1\\. -> 1.", "made-up texts only"),
    "markdown-emphasis": ("**SUBJECT:** -> SUBJECT:", "made-up texts only"),
    "quotation-sign": ("> before every line, from a mail program", "484 telegrams quoted for the test"),
    "line-number": ("the number before every line of a print-out", "484 telegrams numbered for the test"),
    "indentation": ("blanks that every line begins with", "484 telegrams indented for the test"),
    "padding": ("blanks that fill every line up to one width", "484 telegrams filled up for the test"),
    "byte-order-mark": ("the mark that some programs put before a text", "484 telegrams marked for the test"),
    "damaged-label": ("SUBEJCT: -> SUBJECT:, XIBJ: -> SUBJ:", "all 60 made, and those of the archives"),
    "doubled-label": ("SUBJECT: SUBJECT: -> SUBJECT:", "none seen where both stand on one line"),
    "lost-shift": ("E.OM -> E.O.", "the only one"),
    "classification-letters": ("OFFFICIAL -> OFFICIAL, UNCLS -> UNCLAS", "both of 2"),
    "executive-order": ("12598 -> 12958", "both of 2"),
    "glued-tags": ("KDEMAF -> KDEM AF", "the only one"),
    "column-cut": ("joins a word of the classified-by block that was cut after 71 characters", "13 of 13"),
    "doubled-sipdis": ("takes out a SIPDIS that a loading program added, where `sipdis` is switched off", "as sipdis"),
    "paragraph-number": (
        "11. -> ¶1. where the sign ¶ became a 1, as the sequence tells",
        "the 5 of the seed, and made ones",
    ),
    "spoiled-number": ("3, and E. -> 3. where paragraph 3 is missing", "4 of 4"),
    "reference-label": ("(AL LA PAZ -> (A) LA PAZ", "both of 2"),
    "reference-digits": ("letters for figures in numbers of references", "made-up texts only"),
    "reference-post": ("SANTIAG -> SANTIAGO in a reference", "the only one"),
}

_START = attrgetter("start")


def find_repairs(
    draft: Draft,
    ranges: Iterable[tuple[int, int]],
    *,
    without: Collection[str] = frozenset(),
    archive_words: Mapping[str, int] | None = None,
) -> list[Repair]:
    """The repairs of a draft: in order, never overlapping; `text[start:end]` of each reads `was`.

    `ranges` are the places of its words: of paragraphs, subject and headings. Repairs stand inside them, but for those
    of the heading's own lines. `without` names rules that are switched off, by their name in `RULES` or by that of
    their repairs (`page-mark` is one of those of `furniture`). `archive_words` are words known beside the shipped ones,
    such as names and places: with them fewer names look like slips.
    """
    sheet = Sheet(draft, ranges, archive_words)
    finds = [list(rule.find(sheet)) for rule in RULES if rule.name not in without]
    if without:
        finds = [[repair for repair in found if repair.rule not in without] for found in finds]
    accepted = sorted(chain.from_iterable(finds), key=_START)
    if not _overlap(accepted):
        return accepted
    accepted = []
    for found in filter(None, finds):
        accepted = _laid_over(accepted, found)
    return accepted


def _overlap(repairs: list[Repair]) -> bool:
    """Whether one of the repairs, which stand in order, begins before the one before it ends."""
    end = 0
    for repair in repairs:
        if repair.start < end:
            return True
        end = repair.end
    return False


def _laid_over(accepted: list[Repair], found: list[Repair]) -> list[Repair]:
    """The accepted repairs and those of the found ones that none of them overlaps, in order; linear but for sorting."""
    found.sort(key=_START)
    starts = [repair.start for repair in accepted]
    fits: list[Repair] = []
    last = -1
    for repair in found:
        place = bisect_right(starts, repair.start)
        before = accepted[place - 1].end if place else -1
        after = starts[place] if place < len(starts) else repair.end
        if max(before, last) <= repair.start and repair.end <= after:
            fits.append(repair)
            last = repair.end
    accepted += fits
    accepted.sort(key=_START)
    return accepted
