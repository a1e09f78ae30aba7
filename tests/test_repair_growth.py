"""Time grows with the length of the text and not faster, whatever the text: hostile inputs for every rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from growth import assert_linear
from reftel.model.draft import BodyLine, Draft, ParagraphMark
from reftel.repair import RULES, Sheet, find_repairs, number_paragraphs
from repair_drafts import draft_of

if TYPE_CHECKING:
    from collections.abc import Callable

#: What is repeated until a text is long: for each rule the thing that it looks at, over and over, unfinished.
HOSTILE = {
    "openers": "&a ",
    "SIPDIS inside lines": "the SIPDIS killing of SIPDIS ",
    "closers": "x8 ",
    "opener and far closers": "&" + "a" * 280 + " ",
    "weak closers": "&a G8 1998 2.8 ",
    "swallowed signs": "it,s £a ¬ b ",
    "apostrophes": "it,s don,t he,d 90,s O,Malley ",
    "commas": "it,s the parties, views ",
    "open brackets": "it,s (",
    "closing brackets": "it,s ) a) ",
    "stars": "it,s a*b",
    "raised eights": "x⁸ ",
    "blanks": "         ",
    "blanks in a word": "a" + " " * 50,
    "blanks before line ends": "a" + " " * 60 + "\n",
    "line ends": "a\n",
    "blank lines": "a\n\n",
    "capitals": "THE RIVER,\n\nCITY\n",
    "hyphens at line ends": "the river con-\ntinued ",
    "hyphens in lines": "con- tinued ",
    "list items": "A. b\n(1) c\n-- d\n",
    "page marks": "a\nVALMORA 00000123 002 OF 003\nb\n",
    "page marks in lines": "VALMORA 00000123 002 OF 003 a ",
    "digits": "00000000",
    "section signs": "\n¶A. a ¶",
    "tables": "a    b    c\n",
    "addresses": "http://example.org/a,s?t=&b8 ",
    "one long address": "http://a,s&b8*c?s-",
    "tokens of 45": "http://www.example.org/pages/of/the/river/ind e ",
    "hyphen rules": "-" * 45 + " -",
    "stars in rows": "*" * 45,
    "links": "[a](#)[b](#",
    "brackets": "[",
    "elements": "<br><b ",
    "entities": "&amp; &#1",
    "codes": "Ã¢â€",
    "stripped": "aC!b",
    "question marks": "a?s?t",
    "lost characters": "a\ufffds\ufffd ",
    "the letter Q": "aQs bQc Qd eQ ",
    "blanks for letters": "GOVER MENT INDISC IMINATE\n",
    "shifted letters": "SEPTEM?ER A,B-C.D ",
    "contractions": "DIDO'T D'A'B'C ",
    "articles": "TO HE COURT ON\nHE ",
    "glued sentences": "the drought.Professor a.B",
    "glued names": "for this reasonPutin saidPutin\n",
    "stars in sentences": "a P" + "*" * 31 + " b ",
    "unknown words": "",  # made below: each word another
    "names and slips": "",  # likewise
}


def hostile(name: str, length: int) -> str:
    if name == "unknown words":
        letters = "BCDFGHKLMNPRSTVZ"
        words = ("".join(letters[number >> shift & 15] for shift in (16, 12, 8, 4, 0)) for number in range(length // 9))
        return "THE GOVERMENT OF THE " + "ENT ".join(words)
    if name == "names and slips":
        names = ("".join("BDFGKLMNPRSTVZ"[number // 14**place % 14] for place in range(3)) for number in range(1, 2744))
        told = [f"RODU{each}ANI" for each in names][: length // 30 + 1]
        return "".join(f"{each} SAID {each} {each[:4]}X{each[4:]}\n" for each in told)[:length]
    piece = HOSTILE[name]
    return (piece * (length // len(piece) + 1))[:length]


def hostile_draft(name: str, length: int) -> Draft:
    dialect = "state1973" if name in {"unknown words", "names and slips", "blanks for letters"} else "state2000"
    return draft_of(hostile(name, length), dialect=dialect)[0]


def repair_all(draft: Draft) -> None:
    draft.defects.clear()
    find_repairs(draft, [(0, len(draft.text))])


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_of_a_hostile_text(name: str) -> None:
    assert_linear(repair_all, lambda size: hostile_draft(name, size), 15_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_up_to_a_megabyte(name: str) -> None:
    assert_linear(repair_all, lambda size: hostile_draft(name, size))


def test_every_rule_meets_a_text_that_it_has_work_with() -> None:
    """Together the hostile texts wake every rule but those of the heading, which look at single lines."""
    awake: set[str] = set()
    for name in HOSTILE:
        text = hostile(name, 3000)
        for dialect in ("state2000", "state1973"):
            sheet = Sheet(draft_of(text, dialect=dialect)[0], [(0, len(text))])
            awake |= {rule.name for rule in RULES if rule.name not in awake and any(True for _ in rule.find(sheet))}
    heading = {"sipdis", "heading-label", "classification-word", "glued-label"}
    assert {rule.name for rule in RULES} - awake == heading | {
        "lacuna",
        "lost-stretch",
    }  # these two only name what is lost


@pytest.mark.parametrize(
    "numbers",
    [
        lambda place: 1,
        lambda place: place % 7 + 1,
        lambda place: place % 190 + 1,
        lambda place: 199 - place % 199,
        lambda place: 11 + place % 9,
    ],
)
def test_numbering_grows_with_the_number_of_candidates(numbers: Callable[[int], int]) -> None:
    def draft_with(count: int) -> Draft:
        draft = Draft("11. a\n\n" * count, "fragment")
        draft.paragraph_marks += [
            ParagraphMark(
                7 * place, 7 * place + 2, 7 * place + 4, numbers(place), "C" if place % 3 else None, sign=False
            )
            for place in range(count)
        ]
        return draft

    def number(draft: Draft) -> None:
        draft.defects.clear()
        number_paragraphs(draft)

    assert_linear(number, draft_with, 1500)


def test_many_small_ranges_over_many_lines_stay_cheap() -> None:
    def ranges_of(count: int) -> tuple[Draft, list[tuple[int, int]]]:
        body = [BodyLine(3 * n, 3 * n + 2, 3 * n + 3, "text") for n in range(count)]
        return Draft("ab\n" * count, "fragment", body=body), [(3 * n, 3 * n + 2) for n in range(count)]

    assert_linear(lambda made: find_repairs(*made), ranges_of, 4000)
